"""Taking what was ticked: one step, or a sentence on what hangs together.

Nothing that was not ticked is taken along, but for what is part of a value: a BCU that goes takes its overrides
with it, and a changed figure is a planner's input with the workbook as its source.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from planner.area.build import cell_index
from planner.exchange.bring.compare import Comparison
from planner.exchange.bring.theirs import with_posts
from planner.scenario.change import EditError, apply, diff, value_at
from planner.scenario.decisions.bcus import next_fill
from planner.scenario.decisions.boroughs import check_free
from planner.scenario.decisions.step import Refused, open_scenario
from planner.scenario.keys import scenario_key
from planner.scenario.plain import bcu_of
from planner.scenario.types import Edit, Key, Plain, Plan, Scenario, Step
from planner.scenario.validate import PlanError, check_plan
from planner.views.picking import Picking
from planner.views.three_way import Choice, Line, State, left_to_choose
from planner.words.dates import full_date
from planner.words.frozen_map import FrozenMap
from planner.words.names import listing, plural
from planner.words.vocabulary import Function, Role, Status


def picking_of(comparison: Comparison) -> Picking:
    """What is ticked and chosen of a comparison with a workbook."""
    return Picking(comparison, partial(accept, comparison))


def accept(comparison: Comparison, ticked: Collection[Key], choices: Mapping[Key, Choice]) -> Step | None:
    """The one step that takes the lines ticked and the conflicts settled the sheet's way; None for nothing.

    Raises Refused, naming what hangs together, where the plan could not be planned on, and where a lock or a
    read-only scenario keeps what is ticked from being taken.
    """
    open_scenario(comparison.ours, comparison.theirs.scenario_id)
    left = left_to_choose(comparison, choices)
    if left:
        need = "needs" if len(left) == 1 else "need"
        raise Refused(
            f"{plural(len(left), 'conflict')} {need} a choice first, such as {left[0].place}: {left[0].field}."
        )
    taken = [line for line in comparison.of(State.THEIRS) if line.key in ticked]
    taken += [line for line in comparison.of(State.CONFLICT) if choices[line.key] is Choice.THEIRS]
    if not taken:
        return None
    _check_locks(comparison, taken)
    plan = _with_taken(comparison, taken)
    _check_together(comparison, plan.scenario(comparison.theirs.scenario_id))
    try:
        check_plan(plan)
    except PlanError as problem:
        raise Refused(f"{problem} Tick what belongs together, or untick what does not.") from None
    return Step(f"Import {plural(len(taken), 'change')} from {comparison.file}", diff(comparison.ours, plan))


def _check_locks(comparison: Comparison, taken: Iterable[Line]) -> None:
    scenario = comparison.scenario
    area = comparison.ours.area_of(scenario)
    for line in taken:
        if line.key[0] == "assignment":
            home = line.theirs if isinstance(line.theirs, str) else None
            check_free(scenario, area, line.key[1], home)
        elif line.key[0] == "bcu" and line.theirs is None and line.key[1] in scenario.locked_bcus:
            name = scenario.bcus[line.key[1]].name
            raise Refused(f"{name} is locked. Unlock {name} to take it out, or untick it.")


def _with_taken(comparison: Comparison, taken: list[Line]) -> Plan:
    head = scenario_key(comparison.theirs.scenario_id)
    plan = comparison.ours
    keys = {line.key for line in [*taken, *comparison.of(State.CONFLICT)]}
    values: dict[Key, Plain] = {}
    for line in taken:
        values.update(_values_of(comparison, plan, line, keys, values))
    edits = [Edit((*head, *key), value_at(plan, (*head, *key)), after) for key, after in values.items()]
    try:
        plan = apply(plan, edits)
    except EditError as problem:
        raise Refused(f"What is ticked does not go together: {problem} Tick other lines.") from None
    return _with_baseline(comparison, plan, [line for line in taken if line.key[0] == "posts"])


def _values_of(
    comparison: Comparison, ours: Plan, line: Line, keys: set[Key], values: Mapping[Key, Plain]
) -> dict[Key, Plain]:
    """What a line writes, by the key after the scenario's. `keys` are those decided on, `values` those written."""
    scenario = comparison.scenario
    theirs = comparison.theirs.plan.scenario(scenario.id)
    match line.key:
        case ("posts", *_):
            return {}
        case ("bcu", code):
            return _bcu_values(scenario, code, line.theirs, values)
        case ("bcu", code, "go_live"):
            bcu = theirs.bcus[code]
            status: dict[Key, Plain] = {("bcu", code, "go_live_status"): bcu.go_live_status.value}
            return {line.key: line.theirs, **status, ("bcu", code, "go_live_source"): bcu.go_live_source}
        case ("target", target, "annual", year):
            key = ("target", target, "annual")
            annual: Any = dict(values.get(key) or scenario.targets[target].annual)  # type: ignore[arg-type]
            annual.pop(year, None)
            made = annual if line.theirs is None else {**annual, year: line.theirs}
            return {key: made, **_own_input(comparison, ("target", target), keys)}
        case ("target", target, "amount"):
            return {line.key: line.theirs, **_own_input(comparison, ("target", target), keys)}
        case ("assumption", assumption, "value"):
            return {line.key: line.theirs, **_own_input(comparison, ("assumption", assumption), keys)}
    return {line.key: line.theirs}


def _own_input(comparison: Comparison, record: Key, keys: set[Key]) -> dict[Key, Plain]:
    """A changed figure is a planner's input and comes from the file, unless something else was chosen with it."""
    own: dict[Key, Plain] = {(*record, "status"): Status.PLANNER.value, (*record, "source"): _source(comparison)}
    return {key: value for key, value in own.items() if key not in keys}


def _source(comparison: Comparison) -> str:
    return f"{comparison.file}, brought in on {full_date(comparison.on)}"


def _bcu_values(scenario: Scenario, code: str, record: Any, values: Mapping[Key, Plain]) -> dict[Key, Plain]:
    if record is None:
        overrides = [cell for cell in scenario.overrides if cell[0] == code]
        gone: dict[Key, Plain] = {("override", code, f.value, r.value): None for _, f, r in overrides}
        return {**gone, ("bcu", code): None}
    # The colour it has in the sheet's plan may be another's by now: of one in the app, or of one taken with it.
    after = {other: bcu for other, bcu in scenario.bcus.items() if other != code}
    for key, value in values.items():
        if key[0] == "bcu" and len(key) == 2:
            if value is None:
                after.pop(key[1], None)
            else:
                after[key[1]] = bcu_of(key[1], value)  # type: ignore[arg-type]
    taken = {bcu.fill for bcu in after.values()}
    free = next_fill(replace(scenario, bcus=FrozenMap(after)))
    return {("bcu", code): {**record, "fill": free if record["fill"] in taken else record["fill"]}}


def _with_baseline(comparison: Comparison, plan: Plan, lines: list[Line]) -> Plan:
    if not lines:
        return plan
    scenario = plan.scenario(comparison.theirs.scenario_id)
    old = plan.baseline_of(scenario)
    posts = {code: list(row) for code, row in old.posts.items()}
    for line in lines:
        _, borough, function, role = line.key
        posts[borough][cell_index(Function(function), Role(role))] = int(line.theirs)  # type: ignore[arg-type]
    made = {code: tuple(row) for code, row in posts.items()}
    baseline = with_posts(old, made, comparison.file, full_date(comparison.on))
    held = replace(scenario, baseline_hash=baseline.hash)
    return replace(
        plan,
        baselines=plan.baselines.put(baseline.hash, baseline),
        scenarios=tuple(held if s.id == held.id else s for s in plan.scenarios),
    )


def _check_together(comparison: Comparison, scenario: Scenario) -> None:
    """What a partial choice can leave apart, in a sentence. Raises Refused."""
    area = comparison.ours.area_of(scenario)
    homeless: dict[str, list[str]] = {}
    for borough, bcu in scenario.assignment.items():
        if bcu not in scenario.bcus:
            homeless.setdefault(bcu, []).append(area.borough_by_code[borough].name)
    for bcu, boroughs in homeless.items():
        raise Refused(_homeless(comparison, bcu, listing(boroughs)))
    for bcu, function, role in scenario.overrides:
        if bcu not in scenario.bcus:
            raise Refused(
                f"The override of {function.value} {role.value} is of {bcu}, which would not be there: "
                f"tick {bcu} too, or untick the override."
            )
    if scenario.target_in_force not in scenario.targets:
        raise Refused(
            "The target in force would not be in the register: tick the target too, or untick that it is in force."
        )
    for what, named in (("BCUs", scenario.bcus), ("targets", scenario.targets)):
        seen: dict[str, str] = {}
        for code, record in named.items():
            other = seen.setdefault(record.name.casefold(), code)
            if other != code:
                raise Refused(
                    f"Two {what} would be called {record.name}, {other} and {code}: untick one of the changes."
                )


def _homeless(comparison: Comparison, bcu: str, boroughs: str) -> str:
    ours = comparison.scenario
    if bcu in ours.bcus:
        name = ours.bcus[bcu].name
        still = f"{name} ({bcu}) would be taken out while {boroughs} would still be in it"
        return f"{still}: tick their moves too, or untick {bcu}."
    offered = [*comparison.of(State.THEIRS), *comparison.of(State.CONFLICT)]
    if any(line.key == ("bcu", bcu) and line.theirs is not None for line in offered):
        return f"{boroughs} would go to {bcu}, which is not ticked: tick {bcu} too, or untick the move."
    return f"{boroughs} would go to {bcu}, which was taken out in the app: keep the app’s, or untick the move."
