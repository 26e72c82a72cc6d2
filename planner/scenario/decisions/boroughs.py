"""Which BCU each borough is in, and the locks that hold it there."""

from __future__ import annotations

from collections.abc import Iterable

from planner.area.types import Area
from planner.scenario.decisions.step import Edits, Refused, bcu_in, borough_of, open_scenario, some
from planner.scenario.types import Plan, Scenario, Step


def assign_boroughs(plan: Plan, scenario_id: str, codes: Iterable[str], bcu: str | None) -> Step | None:
    """Put the boroughs into the BCU, or into none. Boroughs already there are passed over."""
    scenario = open_scenario(plan, scenario_id)
    area = plan.area_of(scenario)
    if bcu is not None:
        bcu_in(scenario, bcu)
    boroughs = [borough_of(area, code) for code in dict.fromkeys(codes)]
    moving = [b for b in boroughs if scenario.assignment.get(b.code) != bcu]
    edits = Edits(scenario_id)
    for borough in moving:
        check_free(scenario, area, borough.code, bcu)
        edits.put("assignment", borough.code, before=scenario.assignment.get(borough.code), after=bcu)
    return edits.step(_move_label(scenario, area, [b.code for b in moving], bcu))


def check_free(scenario: Scenario, area: Area, code: str, bcu: str | None) -> None:
    """Raise Refused when a lock keeps the borough from moving to the BCU (None: to none)."""
    name = area.borough_by_code[code].name
    here = scenario.assignment.get(code)
    if code in scenario.locked_boroughs:
        where = f"in {scenario.bcus[here].name}" if here is not None else "outside any BCU"
        raise Refused(f"{name} is locked {where}. Unlock {name} to move it.")
    for side, verb in ((here, "lose"), (bcu, "gain")):
        if side is not None and side in scenario.locked_bcus:
            locked = scenario.bcus[side].name
            raise Refused(f"{locked} is locked and cannot {verb} {name}. Unlock {locked} to move it.")


def _move_label(scenario: Scenario, area: Area, moving: list[str], bcu: str | None) -> str:
    if not moving:
        return ""
    what = some((area.borough_by_code[code].name for code in moving), "borough")
    homes = {scenario.assignment.get(code) for code in moving}
    home = homes.pop() if len(homes) == 1 else None
    if bcu is None:
        return f"Take {what} out of {scenario.bcus[home].name if home is not None else 'their BCUs'}"
    target = scenario.bcus[bcu].name
    if len(moving) > 1:
        return f"Move {what} to {target}"
    if home is None:
        return f"Assign {what} to {target}"
    return f"Move {what} from {scenario.bcus[home].name} to {target}"


def lock_boroughs(plan: Plan, scenario_id: str, codes: Iterable[str]) -> Step | None:
    """Lock the boroughs where they are."""
    return _set_borough_locks(plan, scenario_id, codes, True)


def unlock_boroughs(plan: Plan, scenario_id: str, codes: Iterable[str]) -> Step | None:
    """Let the boroughs move again."""
    return _set_borough_locks(plan, scenario_id, codes, False)


def lock_bcus(plan: Plan, scenario_id: str, codes: Iterable[str]) -> Step | None:
    """Lock the BCUs, so that they neither gain nor lose boroughs."""
    return _set_bcu_locks(plan, scenario_id, codes, True)


def unlock_bcus(plan: Plan, scenario_id: str, codes: Iterable[str]) -> Step | None:
    """Let the BCUs gain and lose boroughs again."""
    return _set_bcu_locks(plan, scenario_id, codes, False)


def lock_all(plan: Plan, scenario_id: str) -> Step | None:
    """Lock every borough and every BCU."""
    scenario = open_scenario(plan, scenario_id)
    edits = Edits(scenario_id)
    _lock_edits(edits, scenario, (b.code for b in plan.area_of(scenario).policed), scenario.bcus, True)
    return edits.step("Lock everything")


def unlock_all(plan: Plan, scenario_id: str) -> Step | None:
    """Take every lock off."""
    scenario = open_scenario(plan, scenario_id)
    edits = Edits(scenario_id)
    _lock_edits(edits, scenario, sorted(scenario.locked_boroughs), sorted(scenario.locked_bcus), False)
    return edits.step("Unlock everything")


def _set_borough_locks(plan: Plan, scenario_id: str, codes: Iterable[str], locked: bool) -> Step | None:
    scenario = open_scenario(plan, scenario_id)
    boroughs = [borough_of(plan.area_of(scenario), code) for code in dict.fromkeys(codes)]
    edits = Edits(scenario_id)
    changing = [b for b in boroughs if (b.code in scenario.locked_boroughs) != locked]
    _lock_edits(edits, scenario, (b.code for b in changing), (), locked)
    return edits.step(f"{'Lock' if locked else 'Unlock'} {some((b.name for b in changing), 'borough')}")


def _set_bcu_locks(plan: Plan, scenario_id: str, codes: Iterable[str], locked: bool) -> Step | None:
    scenario = open_scenario(plan, scenario_id)
    bcus = [bcu_in(scenario, code) for code in dict.fromkeys(codes)]
    edits = Edits(scenario_id)
    changing = [b for b in bcus if (b.code in scenario.locked_bcus) != locked]
    _lock_edits(edits, scenario, (), (b.code for b in changing), locked)
    return edits.step(f"{'Lock' if locked else 'Unlock'} {some((b.name for b in changing), 'BCU')}")


def _lock_edits(edits: Edits, scenario: Scenario, boroughs: Iterable[str], bcus: Iterable[str], locked: bool) -> None:
    after = True if locked else None
    for kind, codes, held in (
        ("borough", boroughs, scenario.locked_boroughs),
        ("bcu", bcus, scenario.locked_bcus),
    ):
        for code in codes:
            edits.put("lock", kind, code, before=True if code in held else None, after=after)
