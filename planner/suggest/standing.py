"""Where a map stands among every possible one: counted exactly where the programme can, drawn uniformly where not.

"As good or better" compares whole numbers, so that maps that tie are counted the same everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Literal

import numpy as np

from planner.area.types import Area, Baseline
from planner.scenario.types import Scenario
from planner.suggest.checker import faults
from planner.suggest.counting import MOST_STEPS, OfNumber, of_number
from planner.suggest.errors import NoMap, Stopped, SuggestError
from planner.suggest.problem import Problem
from planner.suggest.programme import FAR, Ok, Whole
from planner.suggest.said import terms_words
from planner.suggest.solve import Solver, refuse_too_many
from planner.suggest.terms import MOST_OF, Aim, Cancelled, Progress, Terms, never, silent
from planner.words.names import plural
from planner.words.vocabulary import Terms as PriceTerms

Method = Literal["exact", "sampled"]
SAMPLE = 20_000
SEED = 1
_Z = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""
HOW: dict[Aim, str] = {
    Aim.DEVIATION: "exact, live",
    Aim.LARGEST: "exact, live",
    Aim.EXPOSURE: "exact, live",
    Aim.SPREAD: "exact, in the background",
    Aim.OUTLINE: "sampled",
    Aim.SAVING: "sampled",
}
"""How each aim is counted. Two aims: as the slower of them. Least change has no standing: see `check_aims`."""


@dataclass(frozen=True)
class Standing:
    """Where a map stands. Values are those of the first aim; `presents` has one for each.

    `as_good_or_better` counts maps that are at least as good on every aim: exactly, or estimated from a sample, with
    the 95 % interval of the share in `interval`. `outside` says why the map is not itself one of those counted.
    """

    terms: Terms
    maps: int
    as_good_or_better: int
    best: float
    presents: tuple[float, ...]
    method: Method
    interval: tuple[float, float] | None = None
    outside: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of all maps that is as good or better."""
        return self.as_good_or_better / self.maps

    @property
    def present(self) -> float:
        """The value of the map for the first aim."""
        return self.presents[0]


class Counted:
    """All possible maps of one problem: their number, and how many stand at or below given whole numbers.

    `often` makes ready for many counts, which is not worth it for a few.
    """

    def __init__(self, problem: Problem, cancelled: Cancelled = never, often: bool = False) -> None:
        check_aims(problem.terms)
        refuse_too_many(problem)
        self.problem, self.cancelled = problem, cancelled
        self._often, self._ready = often, dict[int, OfNumber]()

    @cached_property
    def by_count(self) -> dict[int, int]:
        """How many maps there are for each number of BCUs asked for that has any. Raises NoMap when there is none."""
        found = {k: self._count(k, self.problem.ok(k)) for k in self.problem.terms.counts}
        found = {k: n for k, n in found.items() if n}
        if not found:
            terms = terms_words(self.problem.area, self.problem.scenario, self.problem.terms)
            raise NoMap(f"No map meets the terms: {terms}. Nothing was changed.")
        return found

    @cached_property
    def maps(self) -> int:
        """How many maps there are."""
        return sum(self.by_count.values())

    def _count(self, k: int, ok: Ok) -> int:
        ready = self._of_number(k)
        return self.problem.programme.count(ok).get(k, 0) if ready is None else ready.count(ok)

    def _of_number(self, k: int) -> OfNumber | None:
        """The programme for k BCUs alone, where it is wanted and not too large to be made."""
        programme = self.problem.programme
        if not self._often or len(programme.block) > MOST_STEPS:
            return None
        if k not in self._ready:
            self._ready[k] = of_number(programme, k)
        return self._ready[k]

    def at_most(self, limits: Sequence[tuple[Aim, int]], progress: Progress = silent) -> int:
        """How many maps have every one of these aims at or below its whole number. Not for aims that add up."""
        found = 0
        for at, k in enumerate(self.by_count):
            ok = self.problem.ok(k)
            width = None
            for aim, limit in limits:
                if aim is Aim.SPREAD:
                    width = limit // k
                else:
                    ok = ok & (self.problem.cost(aim, k) <= limit)
            found += self._count(k, ok) if width is None else self._in_windows(k, ok, width, progress)
            progress((at + 1) / len(self.by_count))
        return found

    def spread_of(self, aim: Aim, progress: Progress = silent) -> tuple[list[int], list[int]]:
        """Every whole number that the worst BCU of a map can have, ascending, and how many maps have at most that.

        For an aim that is the worst of any BCU. Raises Stopped.
        """
        parts = []
        for at, k in enumerate(self.by_count):

            def ticks(share: float, at: int = at) -> None:
                self._tick(progress, (at + share) / len(self.by_count))

            ok, cost = self.problem.ok(k), self.problem.cost(aim, k)
            parts.append(self._counts_at(k, np.where(ok, cost, FAR), np.unique(cost[ok]), ticks))
        every = np.unique(np.concatenate([levels for levels, _ in parts]))
        # Each number of BCUs has levels of its own: between two of them its count stands.
        below = [[0, *counts] for _, counts in parts]
        places = [np.searchsorted(levels, every, side="right").tolist() for levels, _ in parts]
        sums = [sum(counts[i] for counts, i in zip(below, at, strict=True)) for at in zip(*places, strict=True)]
        rises = [i for i, n in enumerate(sums) if n > (sums[i - 1] if i else 0)]
        return [int(every[i]) for i in rises], [sums[i] for i in rises]

    def _counts_at(self, k: int, cost: Whole, levels: Whole, ticks: Progress) -> tuple[Whole, list[int]]:
        """The levels of cost that blocks of any map have, and how many maps of k BCUs are at or below each."""
        ready = self._of_number(k)
        if ready is not None:
            levels = np.unique(cost[np.unique(ready.block)])
            levels = levels[levels < FAR]
            return levels, ready.counts_at(cost, levels, ticks)
        found = []
        for at, level in enumerate(levels.tolist()):
            ticks(at / len(levels))
            found.append(self._count(k, cost <= level))
        return levels, found

    def _tick(self, progress: Progress, share: float) -> None:
        if self.cancelled():
            raise Stopped
        progress(share)

    def _in_windows(self, k: int, ok: Ok, width: int, progress: Progress) -> int:
        """Maps whose greatest and least BCU differ by no more than the width: by their least, one window each."""
        measured, total = self.problem.measured, self.problem.total
        solver, found = Solver(self.problem), 0
        # The least BCU is at most the mean, the greatest at least: so every BCU lies within the width of the mean.
        ok = ok & (np.abs(k * measured - total) <= k * width)
        lows = np.unique(measured[ok & (k * measured <= total)]).tolist()
        programme = solver.programme(ok)
        for at, low in enumerate(lows):
            if self.cancelled():
                raise Stopped
            progress(at / len(lows))
            window = ok & (measured >= low) & (measured <= low + width)
            found += programme.count(window).get(k, 0)
            found -= programme.count(window & (measured > low)).get(k, 0)
        return found

    def draw(self, number: int = SAMPLE, seed: int = SEED, progress: Progress = silent) -> dict[Aim, Whole]:
        """Whole numbers of the aims of maps drawn uniformly: every possible map is as likely as any other."""
        programme, random, aims = self.problem.programme, Random(seed), self.problem.terms.aims
        parts: dict[Aim, list[Whole]] = {aim: [] for aim in aims}
        for k, wanted in self._split(number, random).items():
            counts = programme.counts(self.problem.ok(k))
            left = wanted
            while left:
                if self.cancelled():
                    raise Stopped
                some = min(left, 1000)
                drawn = np.array(programme.draw([k], counts, some, random), dtype=np.int64)
                for aim in aims:
                    parts[aim].append(_numbers(self.problem, aim, k, drawn))
                left -= some
                progress(1 - left / number)
        return {aim: np.concatenate(found) for aim, found in parts.items()}

    def _split(self, number: int, random: Random) -> dict[int, int]:
        """How many of the drawn maps have each number of BCUs, drawn too."""
        counts = list(self.by_count)
        if len(counts) == 1:
            return {counts[0]: number}
        found = dict.fromkeys(counts, 0)
        for _ in range(number):
            at = random.randrange(self.maps)
            for k, n in self.by_count.items():
                at -= n
                if at < 0:
                    found[k] += 1
                    break
        return {k: n for k, n in found.items() if n}


def _numbers(problem: Problem, aim: Aim, k: int, drawn: Whole) -> Whole:
    """The whole number of an aim for each row of blocks."""
    costs = problem.cost(aim, k)[drawn]
    found: Whole
    if aim is Aim.SPREAD:
        found = k * (costs.max(axis=1) - costs.min(axis=1))
        return found
    found = costs.max(axis=1) if aim in MOST_OF else costs.sum(axis=1)
    return found


def check_aims(terms: Terms) -> None:
    """Raise SuggestError for least change, by which the present map always stands first."""
    if Aim.CHANGE in terms.aims:
        raise SuggestError(
            "Change is measured from the present map, which therefore always stands first by it. Use another aim."
        )


def is_counted(terms: Terms) -> bool:
    """Whether the standing for the aims is counted exactly."""
    return all(aim in MOST_OF or aim is Aim.SPREAD for aim in terms.aims)


def present_groups(scenario: Scenario, area: Area) -> tuple[tuple[str, ...], ...]:
    """The boroughs of each BCU now. Raises SuggestError while a borough is in none."""
    missing = [b for b in area.policed if b.code not in scenario.assignment]
    if missing:
        raise SuggestError(
            f"{scenario.name} cannot be placed among whole maps while {plural(len(missing), 'borough')} "
            f"({missing[0].name} first) {'is' if len(missing) == 1 else 'are'} in no BCU. Assign every borough, or ask "
            "for the smallest repair."
        )
    found: dict[str, list[str]] = {}
    for borough, code in scenario.assignment.items():
        found.setdefault(code, []).append(borough)
    return tuple(tuple(sorted(group)) for group in found.values())


def present_number(problem: Problem, aim: Aim, groups: Sequence[tuple[str, ...]]) -> int:
    """The whole number of any map for an aim, whether the terms allow that map or not."""
    sets = [[problem.place[c] for c in group] for group in groups]
    k = len(groups)
    if aim in (Aim.DEVIATION, Aim.LARGEST, Aim.SPREAD):
        sums = [int(problem.weights[s].sum()) for s in sets]
        if aim is Aim.SPREAD:
            return k * (max(sums) - min(sums))
        over = [k * s - problem.total for s in sums]
        return max(over) if aim is Aim.LARGEST else max(map(abs, over))
    if aim is Aim.EXPOSURE:
        return max(problem.exposure_of(group) for group in groups)
    if aim is Aim.SAVING:
        return -int(problem.savings_of(list(groups)).sum())
    inside = sum(int(problem.borders[np.ix_(s, s)].sum()) for s in sets)
    return int(problem.borders.sum()) - inside


def interval(hits: int, drawn: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's score: it holds for shares near 0 too."""
    p, z = hits / drawn, _Z
    middle = (p + z * z / (2 * drawn)) / (1 + z * z / drawn)
    half = z * math.sqrt(p * (1 - p) / drawn + z * z / (4 * drawn * drawn)) / (1 + z * z / drawn)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def standing(
    area: Area,
    baseline: Baseline,
    scenario: Scenario,
    terms: Terms,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    prices: PriceTerms = PriceTerms.REAL,
    sample: int = SAMPLE,
    seed: int = SEED,
) -> Standing:
    """Where the scenario's map stands. Raises SuggestError, NoMap, TooLarge and Stopped.

    The first aim's best value is proven. Saving compares maps without overrides, since these belong to present BCUs.
    """
    problem = Problem(area, baseline, scenario, terms, prices, cancelled)
    counted = Counted(problem, cancelled)
    groups = present_groups(scenario, area)
    numbers = [present_number(problem, aim, groups) for aim in terms.aims]
    best = best_number(problem, cancelled)
    method: Method = "exact" if is_counted(terms) else "sampled"
    bounds = None
    if method == "exact":
        good = counted.at_most(list(zip(terms.aims, numbers, strict=True)), progress)
    else:
        good, bounds = estimate(counted, numbers, counted.draw(sample, seed, progress))
    progress(1.0)
    outside = tuple(faults(area, scenario, terms, groups))
    return Standing(
        terms=terms,
        maps=counted.maps,
        as_good_or_better=good if outside else max(good, 1),  # a possible map is as good as itself
        best=problem.shown(terms.aims[0], best),
        presents=tuple(problem.shown(aim, n) for aim, n in zip(terms.aims, numbers, strict=True)),
        method=method,
        interval=bounds,
        outside=outside,
    )


def best_number(problem: Problem, cancelled: Cancelled = never) -> int:
    """The best whole number of the first aim alone. Raises NoMap."""
    solver, aim = Solver(problem, cancelled=cancelled), problem.terms.aims[0]
    found = [a[0] for k in problem.terms.counts if (a := solver.optimum(k, aim, problem.ok(k))) is not None]
    if not found:
        raise NoMap(
            f"No map meets the terms: {terms_words(problem.area, problem.scenario, problem.terms)}. "
            "Nothing was changed."
        )
    return min(found)


def estimate(counted: Counted, numbers: Sequence[int], drawn: dict[Aim, Whole]) -> tuple[int, tuple[float, float]]:
    """About how many maps have every aim at or below its number, and the 95 % interval of their share."""
    aims = counted.problem.terms.aims
    size = len(drawn[aims[0]])
    fits = np.ones(size, dtype=bool)
    for aim, number in zip(aims, numbers, strict=True):
        fits &= drawn[aim] <= number
    hits = int(fits.sum())
    return round(counted.maps * hits / size), interval(hits, size)
