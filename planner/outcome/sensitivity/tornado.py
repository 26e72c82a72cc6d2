"""How much each assumption's own range moves a figure, the others as they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.outcome.evaluate import Outcome
from planner.outcome.figures import Figure, value_at
from planner.outcome.sensitivity.cases import as_set, movable, numbers_of_cases
from planner.scenario.types import Assumption


@dataclass(frozen=True)
class Bar:
    """An assumption, and the figure in pounds at its low and at its high end."""

    assumption: Assumption
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def span(self) -> float:
        """Pounds between the two ends."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Tornado:
    """The figure as it is, and a bar for each assumption with a range that moves it, the longest first.

    `unmoved` are assumptions whose range does not move the figure (a pay award in real terms, say); `wrong` those
    whose low is above their high, which are not worked out.
    """

    figure: Figure
    now: float
    bars: tuple[Bar, ...]
    unmoved: tuple[Assumption, ...]
    wrong: tuple[Assumption, ...]


def tornado(outcome: Outcome, asked: Figure) -> Tornado:
    """Each assumption at its low and at its high, one at a time. Ties go to the earlier id."""
    ranged = [a for a in movable(outcome) if a.low is not None and a.high is not None]
    wrong = tuple(a for a in ranged if a.low is not None and a.high is not None and a.low > a.high)
    right = [a for a in ranged if a not in wrong]
    ids = [a.id for a in right]
    now = np.array([a.value for a in right])
    cases = np.repeat(now[None, :], 2 * len(right), axis=0)
    for i, assumption in enumerate(right):
        cases[2 * i, i] = as_set(assumption, float(assumption.low or 0.0))
        cases[2 * i + 1, i] = as_set(assumption, float(assumption.high or 0.0))
    found = numbers_of_cases(outcome, ids, cases, asked) if right else np.empty(0)
    bars = [
        Bar(a, float(cases[2 * i, i]), float(cases[2 * i + 1, i]), float(found[2 * i]), float(found[2 * i + 1]))
        for i, a in enumerate(right)
    ]
    moved = sorted((bar for bar in bars if bar.span > 0), key=lambda bar: (-bar.span, bar.assumption.id))
    unmoved = tuple(bar.assumption for bar in bars if bar.span == 0)
    return Tornado(asked, value_at(outcome, asked), tuple(moved), unmoved, wrong)
