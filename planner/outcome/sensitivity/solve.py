"""What one assumption must be for a figure to reach an amount: the value that just meets it, and the next that fails.

The search is over the values that can be set, in steps small enough to type (a penny, a whole post, a ten-thousandth
of a per cent), so that the answer is a value at which the equations themselves say yes, and next to it one at which
they say no. Rounding of posts makes a figure a staircase: nothing is interpolated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.outcome.arrays import Array
from planner.outcome.evaluate import Outcome
from planner.outcome.figures import value_at
from planner.outcome.sensitivity.cases import LEVERS, Aim, Cancelled, Stopped, movable, numbers_of_cases
from planner.scenario.decisions.assumptions import UNIT_COST, limits
from planner.scenario.types import Assumption

PARTS = 8
"""Each round cuts what is left into this many parts."""
_STEPS = {"posts": 1.0, UNIT_COST: 0.01}
_SMALL_STEP = 1e-6

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Solution:
    """`value` just meets the amount and `beyond`, one step away, does not; both None where it cannot be reached.

    `closest` is then the value that comes closest, `figure` what the figure is there (in pounds; at `value` where it
    is reached). `moves` says whether the assumption moves the figure at all. `within_range` tells whether `value` is
    between the assumption's low and high.
    """

    assumption: Assumption
    value: float | None
    beyond: float | None
    closest: float
    figure: float
    moves: bool

    @property
    def reached(self) -> bool:
        """Whether some value meets the amount and another does not."""
        return self.value is not None

    @property
    def within_range(self) -> bool:
        """Whether the value is between low and high, where the assumption has both."""
        low, high = self.assumption.low, self.assumption.high
        return self.value is not None and low is not None and high is not None and low <= self.value <= high


def solve(outcome: Outcome, aim: Aim, assumption_id: str, cancelled: Cancelled = lambda: False) -> Solution:
    """The value of one assumption nearest to its present one that just meets the aim. Raises KeyError, Stopped."""
    return _solved(outcome, aim, [outcome.scenario.assumptions[assumption_id]], cancelled)[0]


def crossovers(outcome: Outcome, aim: Aim, cancelled: Cancelled = lambda: False) -> tuple[Solution, ...]:
    """For every assumption the value that just meets the aim, the others as they are. Raises Stopped."""
    return _solved(outcome, aim, list(movable(outcome)), cancelled)


def step_of(assumption: Assumption) -> float:
    """The step in which values of the assumption are searched."""
    return _STEPS.get(assumption.unit, _SMALL_STEP)


def _solved(
    outcome: Outcome, aim: Aim, assumptions: Sequence[Assumption], cancelled: Cancelled
) -> tuple[Solution, ...]:
    missing = [a.id for a in assumptions if a.id not in LEVERS]
    if missing:
        raise KeyError(missing[0])
    if not assumptions:
        return ()
    search = _Search(outcome, aim, assumptions)
    low, high = search.brackets()
    while (high - low).max() > 1:
        if cancelled():
            raise Stopped
        low, high = search.narrowed(low, high)
    return search.solutions(low, high)


class _Search:
    """All assumptions at once, each on its own whole number of steps; every round is one batch of cases."""

    def __init__(self, outcome: Outcome, aim: Aim, assumptions: Sequence[Assumption]) -> None:
        self._outcome = outcome
        self._aim = aim
        self._all = assumptions
        self._step = np.array([step_of(a) for a in assumptions])
        self._now = np.array([a.value for a in assumptions])
        self._figure_now = value_at(outcome, aim.figure)
        ends = np.array([limits(a.unit) for a in assumptions])
        self._least: Whole = np.rint(ends[:, 0] / self._step).astype(np.int64)
        self._most: Whole = np.rint(ends[:, 1] / self._step).astype(np.int64)
        self._least += np.array([a.unit == UNIT_COST for a in assumptions], dtype=np.int64)  # a cost is above nought
        self._crosses = np.zeros(len(assumptions), dtype=bool)
        self._best = self._now.copy()
        self._best_figure = np.full(len(assumptions), self._figure_now)
        self._moves = np.zeros(len(assumptions), dtype=bool)

    def _values(self, points: Whole) -> Array:
        """The values that whole numbers of steps stand for; assumptions × points."""
        per = np.rint(1 / self._step)
        worked: Array = points / per[:, None]  # a quotient of whole numbers is the decimal as typed
        return worked

    def _figures(self, points: Whole) -> Array:
        """The figure at each point of each assumption, the others as they are; remembers what came closest."""
        values = self._values(points)
        count, wide = values.shape
        cases = np.repeat(self._now[None, :], count * wide, axis=0)
        rows = np.arange(count * wide).reshape(count, wide)
        for i in range(count):
            cases[rows[i], i] = values[i]
        ids = [a.id for a in self._all]
        found = numbers_of_cases(self._outcome, ids, cases, self._aim.figure).reshape(count, wide)
        self._moves |= (np.abs(found - self._figure_now) > 0).any(axis=1)
        at = np.argmin(np.abs(found - self._aim.amount), axis=1)
        for i in range(count):
            if abs(found[i, at[i]] - self._aim.amount) < abs(self._best_figure[i] - self._aim.amount):
                self._best[i], self._best_figure[i] = values[i, at[i]], found[i, at[i]]
        return found

    def brackets(self) -> tuple[Whole, Whole]:
        """For each assumption the two nearest points, on either side of the amount, around its present value."""
        start = np.clip(np.rint(self._now / self._step).astype(np.int64), self._least, self._most)
        grid = np.linspace(0, 1, PARTS + 1)
        below = self._least[:, None] + np.rint((start - self._least)[:, None] * grid).astype(np.int64)
        above = start[:, None] + np.rint((self._most - start)[:, None] * grid).astype(np.int64)
        points = np.concatenate([below, above[:, 1:]], axis=1)
        meets = self._meets(self._figures(points))
        low, high = points[:, PARTS].copy(), points[:, PARTS].copy()
        for i in range(len(points)):
            change = np.flatnonzero(meets[i, 1:] != meets[i, :-1])
            if len(change):
                # The change nearest to the present value; the one below where both are as near.
                away = np.minimum(np.abs(points[i, change] - start[i]), np.abs(points[i, change + 1] - start[i]))
                nearest = change[int(np.argmin(away))]
                low[i], high[i] = points[i, nearest], points[i, nearest + 1]
                self._crosses[i] = True
        return low, high

    def narrowed(self, low: Whole, high: Whole) -> tuple[Whole, Whole]:
        """A part of each bracket in which the aim still changes."""
        grid = np.linspace(0, 1, PARTS + 1)
        points = low[:, None] + np.rint((high - low)[:, None] * grid).astype(np.int64)
        meets = self._meets(self._figures(points))
        at = np.argmax(meets[:, 1:] != meets[:, :-1], axis=1)
        rows = np.arange(len(points))
        crosses = self._crosses
        return np.where(crosses, points[rows, at], low), np.where(crosses, points[rows, at + 1], low)

    def _meets(self, found: Array) -> NDArray[np.bool_]:
        meets: NDArray[np.bool_] = np.round(found, 2) >= round(self._aim.amount, 2)
        return meets

    def solutions(self, low: Whole, high: Whole) -> tuple[Solution, ...]:
        """What was found, one for each assumption in the order asked."""
        ends = np.stack([low, high], axis=1)
        found = self._figures(ends)
        meets, values = self._meets(found), self._values(ends)
        solutions = []
        for i, assumption in enumerate(self._all):
            best, figure = float(self._best[i]), float(self._best_figure[i])
            if not self._crosses[i]:
                solutions.append(Solution(assumption, None, None, best, figure, bool(self._moves[i])))
                continue
            met = 0 if meets[i, 0] else 1
            value, beyond = float(values[i, met]), float(values[i, 1 - met])
            solutions.append(Solution(assumption, value, beyond, value, float(found[i, met]), moves=True))
        return tuple(solutions)
