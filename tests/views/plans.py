"""The shipped plan and its scenarios, for tests of what is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.scenario.change import apply
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Plan, Step
from planner.words.vocabulary import Terms

NOT_ANY, TWO, TWELVE = "borough-commands-2016", "two-pathfinders-2017", "twelve-bcus-2018"


def outcome(scenario_id: str = TWELVE, terms: Terms = Terms.REAL, plan: Plan | None = None) -> Outcome:
    """The outcome of a shipped scenario."""
    return evaluate_plan(plan or shipped_plan(), terms, scenario_id)


def decided(
    *decisions: tuple[Callable[..., Step | None], tuple[Any, ...]], scenario_id: str = TWELVE, terms: Terms = Terms.REAL
) -> Outcome:
    """The outcome of a shipped scenario after some decisions."""
    plan = shipped_plan()
    for decision, args in decisions:
        step = decision(plan, scenario_id, *args)
        assert step is not None
        plan = apply(plan, step.edits)
    return outcome(scenario_id, terms, plan)
