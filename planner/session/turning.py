"""A step taken back or done again, whatever has been looked at meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from planner.scenario.change import EditError, apply, invert
from planner.scenario.decisions import Refused
from planner.scenario.keys import CURRENT, touched_scenario
from planner.scenario.types import Edit, Plan, Step
from planner.scenario.validate import PlanError, check_plan


def turned(plan: Plan, step: Step, *, backwards: bool, check: Callable[[Plan], object] = check_plan) -> Plan:
    """The plan with the step taken back, or done again, and the scenario it touches shown.

    Raises Refused where the step does not fit the plan: a log comes from a file, and nothing in that is trusted.
    `check` raises PlanError for what is no plan.
    """
    edits = invert(step.edits) if backwards else step.edits
    try:
        # What is looked at may have changed since: go back to what the step expects to be shown.
        there = replace(plan, current=_expected_current(edits, plan.current))
        there = _showing(apply(there, edits), edits)
        check(there)
        return there
    except (EditError, PlanError) as problem:
        raise Refused(
            f"“{step.label}” cannot be {'undone' if backwards else 'redone'}: "
            "the log in the file does not fit its plan. Nothing was changed."
        ) from problem


def _expected_current(edits: tuple[Edit, ...], current: str) -> str:
    before = next((edit.before for edit in edits if edit.key == CURRENT), None)
    return before if isinstance(before, str) else current


def _showing(plan: Plan, edits: tuple[Edit, ...]) -> Plan:
    """The plan with the scenario that the edits touch shown, unless they say themselves which one is."""
    if any(edit.key == CURRENT for edit in edits):
        return plan
    present = {scenario.id for scenario in plan.scenarios}
    for edit in edits:
        touched = touched_scenario(edit.key)
        if touched in present and touched is not None:
            return replace(plan, current=touched)
    return plan
