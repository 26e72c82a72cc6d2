"""Taking what was ticked of another plan: one step that leaves a plan to be planned on, or a sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from planner.scenario.change import EditError, apply, diff
from planner.scenario.decisions.bcus import next_fill
from planner.scenario.decisions.step import Refused
from planner.scenario.keys import CURRENT, ORDER, baseline_key
from planner.scenario.merge import order_after, value_in
from planner.scenario.plain import baseline_plain
from planner.scenario.types import Bcu, Edit, Key, Plain, Plan, Scenario, Step, Target
from planner.scenario.validate import PlanError, check_plan
from planner.session.merging.compare import PlanComparison
from planner.views.picking import Picking
from planner.views.three_way import Choice, Line, State, left_to_choose
from planner.words.frozen_map import FrozenMap
from planner.words.names import plural

NAME_LENGTH = 80
T = TypeVar("T", Bcu, Target)


def picking_of(comparison: PlanComparison) -> Picking:
    """What is ticked and chosen of a comparison with another plan."""
    return Picking(comparison, partial(take, comparison))


def take(comparison: PlanComparison, ticked: Collection[Key], choices: Mapping[Key, Choice]) -> Step | None:
    """The one step that takes the lines ticked and the conflicts settled their way; None for nothing.

    What comes with a value comes along: a baseline, the order of the scenarios. Where both sides gave two things
    one name or one colour, theirs gets another. Raises Refused where a conflict has no choice, and where what is
    ticked leaves a plan that cannot be planned on.
    """
    left = left_to_choose(comparison, choices)
    if left:
        need = "needs" if len(left) == 1 else "need"
        raise Refused(f"{plural(len(left), 'conflict')} {need} a choice first, such as {left[0].label}.")
    taken = [line for line in comparison.of(State.THEIRS) if line.key in ticked]
    taken += [line for line in comparison.of(State.CONFLICT) if choices[line.key] is Choice.THEIRS]
    everything = len(taken) == len(comparison.of(State.THEIRS)) + len(comparison.of(State.CONFLICT))
    plan = _with_taken(comparison, taken, in_their_order=everything)
    edits = diff(comparison.ours, plan)
    return Step(f"Merged {comparison.whose}", edits) if edits else None


def _with_taken(comparison: PlanComparison, taken: list[Line], *, in_their_order: bool) -> Plan:
    ours, theirs = comparison.ours, comparison.theirs
    keys = [key for line in taken for key in comparison.members[line.key]]
    values = {key: value_in(theirs, key) for key in keys}
    there = {s.id for s in ours.scenarios} | {key[1] for key in keys if len(key) == 2 and values[key] is not None}
    there -= {key[1] for key in keys if len(key) == 2 and values[key] is None}
    if not there:
        raise Refused("No scenario would be left. Untick the removal of one.")
    edits = [*_baselines(comparison, values)]
    edits += [Edit(key, value_in(ours, key), after) for key, after in values.items()]
    edits += _order(comparison, there, taken, in_their_order=in_their_order)
    try:
        plan = _apart(apply(ours, edits), ours, theirs)
        check_plan(plan)
    except EditError as problem:
        raise Refused(f"What is ticked does not go together: {problem} Tick other lines.") from None
    except PlanError as problem:
        raise Refused(f"{problem} Tick what belongs together, or choose this plan’s.") from None
    return plan


def _baselines(comparison: PlanComparison, values: Mapping[Key, Plain]) -> Iterator[Edit]:
    """The baselines that a scenario or its choice of baseline needs and ours does not have."""
    needed: dict[str, None] = {}
    for key, value in values.items():
        if len(key) == 2 and isinstance(value, dict):
            needed[str(value["baseline"])] = None
        elif key[2:] == ("baseline",):
            needed[str(value)] = None
    for found in needed:
        if found not in comparison.ours.baselines:
            yield Edit(baseline_key(found), None, baseline_plain(comparison.theirs.baselines[found]))


def _order(
    comparison: PlanComparison, there: Collection[str], taken: Iterable[Line], *, in_their_order: bool
) -> Iterator[Edit]:
    base, ours, theirs = comparison.ancestor.plan, comparison.ours, comparison.theirs
    before = [scenario.id for scenario in ours.scenarios]
    of_both = in_their_order or any(len(line.key) == 2 for line in taken)
    order = order_after(base, ours, theirs, there) if of_both else before
    if order != before:
        yield Edit(ORDER, list[Plain](before), list[Plain](order))
    if ours.current not in there:
        yield Edit(CURRENT, ours.current, order[0])


# Two things with one name, or one colour


def _apart(plan: Plan, ours: Plan, theirs: Plan) -> Plan:
    """The plan with what came from theirs renamed and recoloured, where ours has the name or the colour."""
    known = {scenario.id: scenario for scenario in ours.scenarios}
    own = {scenario.id: scenario for scenario in theirs.scenarios}
    names = {s.id: s.name for s in plan.scenarios}
    free = _names_apart(names, {s.id: s.name for s in ours.scenarios}, {s.id: s.name for s in theirs.scenarios})
    scenarios = []
    for scenario in plan.scenarios:
        made = scenario if names[scenario.id] == free[scenario.id] else replace(scenario, name=free[scenario.id])
        mine, their = known.get(scenario.id), own.get(scenario.id)
        both = mine is not None and their is not None
        scenarios.append(_inside_apart(made, mine, their) if both and made.frozen is None else made)  # type: ignore[arg-type]
    return replace(plan, scenarios=tuple(scenarios))


def _inside_apart(scenario: Scenario, ours: Scenario, theirs: Scenario) -> Scenario:
    bcus = _named_apart(scenario.bcus, ours.bcus, theirs.bcus)
    targets = _named_apart(scenario.targets, ours.targets, theirs.targets)
    for code in bcus:
        came = code not in ours.bcus and code in theirs.bcus
        others = {bcu.fill for other, bcu in bcus.items() if other != code and other not in theirs.bcus}
        if came and bcus[code].fill in others:
            rest = replace(scenario, bcus=bcus.without(code))
            bcus = bcus.put(code, replace(bcus[code], fill=next_fill(rest)))
    if bcus is scenario.bcus and targets is scenario.targets:
        return scenario
    return replace(scenario, bcus=bcus, targets=targets)


def _named_apart(records: FrozenMap[str, T], ours: Mapping[str, T], theirs: Mapping[str, T]) -> FrozenMap[str, T]:
    names = {key: record.name for key, record in records.items()}
    free = _names_apart(names, *({key: x.name for key, x in side.items()} for side in (ours, theirs)))
    rename: Callable[[Any, str], T] = lambda record, name: replace(record, name=name)  # noqa: E731
    for key, name in free.items():
        if name != names[key]:
            records = records.put(key, rename(records[key], name))
    return records


def _names_apart(names: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """The names by key; what is not as ours has it gives way to another of the same name, and is numbered.

    Two things that one side itself calls the same stay as they are.
    """
    free = dict(names)
    for key, name in names.items():
        if ours.get(key) == name:
            continue
        others = {k: n.casefold() for k, n in free.items() if k != key}
        clashing = [k for k, n in others.items() if n == name.casefold()]
        if any(not _in_one(key, other, ours) and not _in_one(key, other, theirs) for other in clashing):
            free[key] = _numbered(name, set(others.values()))
    return free


def _in_one(key: str, other: str, side: Mapping[str, str]) -> bool:
    return key in side and other in side and side[key].casefold() == side[other].casefold()


def _numbered(name: str, taken: Collection[str]) -> str:
    number = 2
    while True:
        tail = f" {number}"
        found = f"{name[: NAME_LENGTH - len(tail)].rstrip()}{tail}"
        if found.casefold() not in taken:
            return found
        number += 1
