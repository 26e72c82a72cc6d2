"""The shipped scenario with other assumptions, for the tests beside this."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.outcome.evaluate import Outcome, evaluate
from planner.words.frozen_map import FrozenMap


def with_assumption(outcome: Outcome, id_: str, **fields: Any) -> Outcome:
    """The outcome with fields of one assumption changed."""
    changed = replace(outcome.scenario.assumptions[id_], **fields)
    return with_scenario(outcome, assumptions=FrozenMap({**outcome.scenario.assumptions, id_: changed}))


def with_one_range(outcome: Outcome, id_: str) -> Outcome:
    """The outcome with no range but that of one assumption."""
    only = {k: a if k == id_ else replace(a, low=None, high=None) for k, a in outcome.scenario.assumptions.items()}
    return with_scenario(outcome, assumptions=FrozenMap(only))


def with_target(outcome: Outcome, amount: float) -> Outcome:
    """The outcome with another amount of the target in force, in pounds."""
    id_ = outcome.scenario.target_in_force
    changed = replace(outcome.scenario.targets[id_], amount=amount)
    return with_scenario(outcome, targets=FrozenMap({**outcome.scenario.targets, id_: changed}))


def with_scenario(outcome: Outcome, **fields: Any) -> Outcome:
    """The outcome of the scenario with other parts."""
    return evaluate(outcome.area, outcome.baseline, replace(outcome.scenario, **fields), outcome.terms)
