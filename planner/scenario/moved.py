"""Whether the baseline moved: whether the one a scenario is over is not the newest of its name."""

from __future__ import annotations

from collections.abc import Iterable

from planner.area.build import AreaError
from planner.area.shipped import load_area, load_baseline
from planner.area.types import Baseline
from planner.scenario.types import Plan, Step


def newest_baseline(plan: Plan, scenario_id: str, steps: Iterable[Step]) -> Baseline | None:
    """The newest baseline of the same name and area as the scenario's own; None where that is the newest itself.

    What ships with this planner, where the plan does not hold it yet, is newer than what a plan holds; among those
    of the plan the one that came in last with the steps (those done, oldest first) is; where no step tells, what
    ships with this planner. A scenario that is read-only
    or frozen stays over its own. Raises KeyError for an unknown scenario.
    """
    scenario = plan.scenario(scenario_id)
    own = plan.baseline_of(scenario)
    if not scenario.can_change:
        return None
    shipped = _shipped(own)
    if shipped is not None and shipped.hash not in plan.baselines:
        return shipped
    if sum(_alike(one, own) for one in plan.baselines.values()) == 1:
        return None  # its own is the only one: no step need be looked through
    newest = _brought_last(plan, own, steps) or shipped
    return None if newest is None or newest.hash == own.hash else newest


def _alike(one: Baseline, other: Baseline) -> bool:
    return (one.name, one.area_hash) == (other.name, other.area_hash)


def _brought_last(plan: Plan, own: Baseline, steps: Iterable[Step]) -> Baseline | None:
    """The last of the plan's baselines of that name that a step brought in."""
    found = None
    for step in steps:
        for edit in step.edits:
            brought = plan.baselines.get(edit.key[1]) if edit.key[0] == "baseline" and edit.before is None else None
            if brought is not None and _alike(brought, own):
                found = brought
    return found


def _shipped(own: Baseline) -> Baseline | None:
    """What ships with this planner, where it is of that name and area."""
    try:
        found = load_baseline(load_area())
    except AreaError:
        return None
    return found if _alike(found, own) else None
