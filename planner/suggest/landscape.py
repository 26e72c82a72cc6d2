"""Every possible map at once, worked out once for the terms: a map's place follows while a borough is dragged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.area.types import Area, Baseline
from planner.scenario.types import Scenario
from planner.suggest.problem import Problem
from planner.suggest.programme import Whole
from planner.suggest.standing import (
    SAMPLE,
    SEED,
    Counted,
    Method,
    interval,
    present_groups,
    present_number,
)
from planner.suggest.terms import MOST_OF, Aim, Cancelled, Progress, Terms, never, silent
from planner.words.vocabulary import Terms as PriceTerms


@dataclass(frozen=True)
class Place:
    """A map's place by one aim: its value, how many of all maps are as good or better, and how that is known."""

    aim: Aim
    value: float
    maps: int
    as_good_or_better: int
    method: Method
    interval: tuple[float, float] | None

    @property
    def share(self) -> float:
        """The share of all maps."""
        return self.as_good_or_better / self.maps


@dataclass(frozen=True)
class Bar:
    """Maps whose value lies above `low` and up to `high` (the first bar holds `low` too), as the aim shows it."""

    low: float
    high: float
    maps: int


@dataclass(frozen=True, eq=False)
class Distribution:
    """How many maps have at most each whole number: `below[i]` maps have at most `numbers[i]`."""

    aim: Aim
    numbers: list[int]
    below: list[int]
    method: Method

    def at_most(self, number: int) -> int:
        """Maps (or drawn maps) at or below a whole number."""
        at = bisect_right(self.numbers, number)
        return self.below[at - 1] if at else 0


class Landscape:
    """The distribution of every aim of the terms over all possible maps.

    Making it takes from a tenth of a second to some seconds, with `progress` and `cancelled`; after that `place` takes
    well under a millisecond. Largest-of aims are exact; spread and sums are drawn uniformly. Raises SuggestError,
    NoMap, TooLarge and Stopped. Placing another scenario is right as long as its area, baseline, ward posts and
    assumptions are those the landscape was made with: only the assignment may differ.
    """

    def __init__(
        self,
        area: Area,
        baseline: Baseline,
        scenario: Scenario,
        terms: Terms,
        progress: Progress = silent,
        cancelled: Cancelled = never,
        prices: PriceTerms = PriceTerms.REAL,
        sample: int = SAMPLE,
        seed: int = SEED,
    ) -> None:
        self.problem = Problem(area, baseline, scenario, terms, prices, cancelled)
        self.terms = terms
        self._counted = Counted(self.problem, cancelled, often=True)
        self._drawn: dict[Aim, Whole] = {}
        if any(aim not in MOST_OF for aim in terms.aims) or len(terms.aims) > 1:
            self._drawn = self._counted.draw(sample, seed, lambda share: progress(share / 2))
        self.distributions = {aim: self._distribution(aim, progress) for aim in terms.aims}
        progress(1.0)

    @property
    def maps(self) -> int:
        """How many maps there are."""
        return self._counted.maps

    def _distribution(self, aim: Aim, progress: Progress) -> Distribution:
        if aim not in MOST_OF:
            drawn, counts = np.unique(self._drawn[aim], return_counts=True)
            return Distribution(aim, drawn.tolist(), np.cumsum(counts).tolist(), "sampled")
        numbers, below = self._counted.spread_of(aim, lambda share: progress(0.5 + share / 2))
        return Distribution(aim, numbers, below, "exact")

    def place(self, scenario: Scenario) -> tuple[Place, ...]:
        """The place of a scenario's map by each aim. Raises SuggestError while a borough is in no BCU."""
        groups = present_groups(scenario, self.problem.area)
        found = []
        for aim in self.terms.aims:
            number = present_number(self.problem, aim, groups)
            found.append(self._place(aim, number))
        return tuple(found)

    def _place(self, aim: Aim, number: int) -> Place:
        spread = self.distributions[aim]
        good, bounds = spread.at_most(number), None
        if spread.method == "sampled":
            drawn = spread.below[-1]
            bounds = interval(good, drawn)
            good = round(self.maps * good / drawn)
        return Place(aim, self.problem.shown(aim, number), self.maps, good, spread.method, bounds)

    def place_both(self, scenario: Scenario) -> Place:
        """How many maps are as good or better on both aims: counted for two largest-of aims, else from the sample."""
        groups = present_groups(scenario, self.problem.area)
        numbers = [(aim, present_number(self.problem, aim, groups)) for aim in self.terms.aims]
        first, value = numbers[0][0], self.problem.shown(*numbers[0])
        if all(aim in MOST_OF for aim in self.terms.aims):
            return Place(first, value, self.maps, self._counted.at_most(numbers), "exact", None)
        fits = np.logical_and.reduce([self._drawn[aim] <= number for aim, number in numbers])
        hits = int(fits.sum())
        return Place(first, value, self.maps, round(self.maps * hits / len(fits)), "sampled", interval(hits, len(fits)))

    def cloud(self) -> tuple[tuple[float, ...], ...]:
        """The drawn maps' values, one for each aim: a background for the chart of two aims. Empty for one aim."""
        columns = [self._drawn[aim].tolist() for aim in self.terms.aims] if len(self.terms.aims) > 1 else []
        return tuple(
            tuple(self.problem.shown(aim, n) for aim, n in zip(self.terms.aims, row, strict=True))
            for row in zip(*columns, strict=True)
        )

    def bars(self, aim: Aim, number: int = 40) -> tuple[Bar, ...]:
        """The distribution as bars of even width, from the best map to the worst. A drawn one is scaled to all maps."""
        spread = self.distributions[aim]
        low, high = spread.numbers[0], spread.numbers[-1]
        edges = [low + (high - low) * i / number for i in range(number + 1)]
        scale = self.maps / spread.below[-1]
        counts = [0, *(spread.at_most(_floor(edge)) for edge in edges[1:])]
        shown = [self._shown(aim, edge) for edge in edges]
        return tuple(Bar(shown[i], shown[i + 1], round((counts[i + 1] - counts[i]) * scale)) for i in range(number))

    def quantiles(self, aim: Aim, shares: Sequence[float]) -> tuple[float, ...]:
        """The value that each share of all maps does not exceed."""
        spread = self.distributions[aim]
        found = []
        for share in shares:
            wanted = share * spread.below[-1]
            at = min(int(np.searchsorted(np.array(spread.below, dtype=np.float64), wanted)), len(spread.numbers) - 1)
            found.append(self.problem.shown(aim, spread.numbers[at]))
        return tuple(found)

    def _shown(self, aim: Aim, number: float) -> float:
        scale = 1000
        return self.problem.shown(aim, round(number * scale)) / scale if aim is not Aim.CHANGE else number


def _floor(number: float) -> int:
    return int(np.floor(number + 1e-9))
