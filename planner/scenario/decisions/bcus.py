"""BCUs: making, naming, coding, colouring, dating and removing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from planner.scenario.decisions import values
from planner.scenario.decisions.boroughs import check_free
from planner.scenario.decisions.step import Edits, Refused, bcu_in, borough_of, open_scenario, some
from planner.scenario.plain import bcu_plain, override_plain
from planner.scenario.types import FILLS, Bcu, Plan, Scenario, Step
from planner.words.dates import long_date
from planner.words.numbers import quoted
from planner.words.vocabulary import Status

DOTS = "+dots"


def is_fill(fill: str) -> bool:
    """Whether the text names a fill: one of FILLS, alone or with "+dots" after it."""
    return fill.removesuffix(DOTS) in FILLS


def next_fill(scenario: Scenario) -> str:
    """The first fill that no BCU of the scenario uses; with dots once the plain ones are used up."""
    used = {bcu.fill for bcu in scenario.bcus.values()}
    choices = [*FILLS, *(fill + DOTS for fill in FILLS)]
    return next((fill for fill in choices if fill not in used), FILLS[len(used) % len(FILLS)] + DOTS)


def new_bcu(
    plan: Plan,
    scenario_id: str,
    code: str,
    name: str,
    fill: str | None = None,
    boroughs: Iterable[str] = (),
    go_live: date | None = None,
) -> Step | None:
    """Add a BCU, with the boroughs in it when some are given. Without a fill it takes the next free one."""
    scenario = open_scenario(plan, scenario_id)
    area = plan.area_of(scenario)
    code = _free_code(scenario, code)
    bcu = Bcu(
        code=code,
        name=_free_name(scenario, name, code),
        fill=next_fill(scenario) if fill is None else _fill(fill),
        go_live=values.go_live(go_live),
    )
    edits = Edits(scenario_id)
    edits.put("bcu", code, before=None, after=bcu_plain(bcu))
    for borough in [borough_of(area, b) for b in dict.fromkeys(boroughs)]:
        check_free(scenario, area, borough.code, None)
        edits.put("assignment", borough.code, before=scenario.assignment.get(borough.code), after=code)
    return edits.step(f"Add BCU {bcu.name}")


def rename_bcu(plan: Plan, scenario_id: str, code: str, name: str) -> Step | None:
    """Give the BCU another name. Raises Refused when another BCU has it."""
    scenario = open_scenario(plan, scenario_id)
    bcu = bcu_in(scenario, code)
    new = _free_name(scenario, name, code)
    edits = Edits(scenario_id)
    edits.put("bcu", code, "name", before=bcu.name, after=new)
    return edits.step(f"Rename {bcu.name} to {new}")


def recode_bcu(plan: Plan, scenario_id: str, old: str, new: str) -> Step | None:
    """Give the BCU another code; its boroughs, overrides and lock follow."""
    return rename_and_recode_bcu(plan, scenario_id, old, new, bcu_in(open_scenario(plan, scenario_id), old).name)


def rename_and_recode_bcu(plan: Plan, scenario_id: str, old: str, new: str, name: str) -> Step | None:
    """Give the BCU another code and another name, or the one that differs, in one step.

    Its boroughs, overrides and lock follow the code. Raises Refused when another BCU has the code or the name.
    """
    scenario = open_scenario(plan, scenario_id)
    bcu = bcu_in(scenario, old)
    if values.code(new) == old:
        return rename_bcu(plan, scenario_id, old, name)
    new, name = _free_code(scenario, new), _free_name(scenario, name, old)
    edits = Edits(scenario_id)
    edits.put("bcu", old, before=bcu_plain(bcu), after=None)
    edits.put("bcu", new, before=None, after=bcu_plain(replace(bcu, code=new, name=name)))
    _hand_over(edits, scenario, old, new)
    if name == bcu.name:
        return edits.step(f"Change the code of {name} from {old} to {new}")
    return edits.step(f"Rename {bcu.name} ({old}) to {name} ({new})")


def remove_bcu(plan: Plan, scenario_id: str, code: str) -> Step | None:
    """Remove the BCU. Its boroughs become unassigned; its overrides and lock go with it.

    Raises Refused when the BCU or one of its boroughs is locked.
    """
    scenario = open_scenario(plan, scenario_id)
    bcu = bcu_in(scenario, code)
    if code in scenario.locked_bcus:
        raise Refused(f"{bcu.name} is locked. Unlock {bcu.name} to remove it.")
    for borough, home in scenario.assignment.items():
        if home == code:
            check_free(scenario, plan.area_of(scenario), borough, None)
    edits = Edits(scenario_id)
    _hand_over(edits, scenario, code, None)
    edits.put("bcu", code, before=bcu_plain(bcu), after=None)
    return edits.step(f"Remove {bcu.name}")


def _hand_over(edits: Edits, scenario: Scenario, old: str, new: str | None) -> None:
    """Point whatever names the BCU at another code, or take it away."""
    for borough, home in scenario.assignment.items():
        if home == old:
            edits.put("assignment", borough, before=old, after=new)
    for (bcu, function, role), override in scenario.overrides.items():
        if bcu == old:
            cell = (function.value, role.value)
            edits.put("override", old, *cell, before=override_plain(override), after=None)
            if new is not None:
                edits.put("override", new, *cell, before=None, after=override_plain(override))
    if old in scenario.locked_bcus:
        edits.put("lock", "bcu", old, before=True, after=None)
        if new is not None:
            edits.put("lock", "bcu", new, before=None, after=True)


def set_go_live(plan: Plan, scenario_id: str, code: str, day: date | None) -> Step | None:
    """Set the day the BCU goes live, 1 Apr 2016 to 31 Mar 2022, or none. It becomes a planner's input."""
    scenario = open_scenario(plan, scenario_id)
    bcu = bcu_in(scenario, code)
    day = values.go_live(day)
    if day == bcu.go_live:
        return None
    edits = Edits(scenario_id)
    before = bcu.go_live.isoformat() if bcu.go_live else None
    edits.put("bcu", code, "go_live", before=before, after=day.isoformat() if day else None)
    edits.put("bcu", code, "go_live_status", before=bcu.go_live_status.value, after=Status.PLANNER.value)
    edits.put("bcu", code, "go_live_source", before=bcu.go_live_source, after="")
    if day is None:
        return edits.step(f"Clear the go-live date of {bcu.name}")
    return edits.step(f"Set go-live of {bcu.name} to {long_date(day)}")


def set_fill(plan: Plan, scenario_id: str, code: str, fill: str) -> Step | None:
    """Give the BCU another colour."""
    return recolour(plan, scenario_id, {code: fill})


def recolour(plan: Plan, scenario_id: str, fills: Mapping[str, str]) -> Step | None:
    """Give several BCUs their colours at once, by BCU code."""
    scenario = open_scenario(plan, scenario_id)
    edits = Edits(scenario_id)
    changing: list[str] = []
    for code, fill in fills.items():
        bcu = bcu_in(scenario, code)
        if _fill(fill) != bcu.fill:
            changing.append(bcu.name)
            edits.put("bcu", code, "fill", before=bcu.fill, after=fill)
    return edits.step(f"Recolour {some(changing, 'BCU')}")


def _fill(fill: str) -> str:
    if not is_fill(fill):
        raise Refused(f"{quoted(str(fill))} is not one of the fills. Choose a colour from the list.")
    return fill


def _free_code(scenario: Scenario, text: str) -> str:
    code = values.code(text)
    if code in scenario.bcus:
        raise Refused(f"{scenario.bcus[code].name} already has the code {code}. Choose another code.")
    return code


def _free_name(scenario: Scenario, text: str, code: str) -> str:
    name = values.name(text)
    for other in scenario.bcus.values():
        if other.code != code and other.name.casefold() == name.casefold():
            raise Refused(f"BCU {other.code} is already called {other.name}. Choose another name.")
    return name
