"""The maps that nothing beats on two aims: what one costs in terms of the other."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from planner.area.types import Area, Baseline
from planner.scenario.types import Scenario
from planner.suggest.best import Suggestion, suggested
from planner.suggest.errors import NoMap, Stopped, SuggestError, TooLarge
from planner.suggest.problem import Problem
from planner.suggest.said import terms_words
from planner.suggest.solve import Answer, Found, Solver
from planner.suggest.standing import present_groups, present_number
from planner.suggest.terms import MOST_OF, Aim, Cancelled, Progress, Terms, never, silent
from planner.words.vocabulary import Terms as PriceTerms

STEPS = 24
"""How many limits are tried where the front cannot be gone through level by level."""


@dataclass(frozen=True)
class FrontPoint:
    """A map that nothing beats on both aims: its two values, and the map."""

    values: tuple[float, float]
    found: Found


@dataclass(frozen=True, eq=False)
class Front:
    """The front, by the first aim from its best. `complete` says whether every such map's values are in it.

    `present` are the values of the present map (None while a borough is in no BCU), and `distance` how far it lies
    from the nearest point, each aim taken as a share of the front's range.
    """

    terms: Terms
    points: tuple[FrontPoint, ...]
    complete: bool
    words: str
    present: tuple[float, float] | None
    distance: float | None
    problem: Problem

    def suggestion(self, point: FrontPoint) -> Suggestion:
        """A point of the front as a map to look at and accept, checked like any other."""
        return suggested(Solver(self.problem), point.found)


def front(
    area: Area,
    baseline: Baseline,
    scenario: Scenario,
    terms: Terms,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    prices: PriceTerms = PriceTerms.REAL,
) -> Front:
    """The front of the terms' two aims. Raises SuggestError, NoMap, TooLarge and Stopped.

    Complete where one aim is the worst of any BCU: every level of it is gone through. Otherwise its points are each
    proven, but limits are tried in steps, so that points between them may be missing.
    """
    if len(terms.aims) != 2:
        raise SuggestError("A trade-off is between two aims. Name two.")
    terms = replace(terms, tolerance=0.0)
    problem = Problem(area, baseline, scenario, terms, prices, cancelled)
    trace = _Trace(Solver(problem, cancelled=cancelled), progress, cancelled)
    complete = any(aim in MOST_OF for aim in terms.aims)
    counts = tuple(terms.counts)
    found = [f for k in counts for f in trace.levels(k)] if complete else trace.steps(counts)
    if not found:
        raise NoMap(f"No map meets the terms: {terms_words(area, scenario, terms)}. Nothing was changed.")
    points = tuple(_point(problem, f) for f in unbeaten(found))
    complete = complete and not trace.left_out
    progress(1.0)
    present = _present(problem)
    return Front(terms, points, complete, _words(complete, trace), present, _distance(points, present), problem)


def unbeaten(found: list[Found]) -> list[Found]:
    """Those that no other beats or equals on both numbers, by the first number; one of each pair of numbers."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.numbers, f.k)):
        if not kept or one.numbers[1] < kept[-1].numbers[1]:
            kept.append(one)
    return kept


class _Trace:
    """Goes along the front for one number of BCUs."""

    def __init__(self, solver: Solver, progress: Progress, cancelled: Cancelled) -> None:
        self.solver, self.progress, self.cancelled = solver, progress, cancelled
        self.aims = solver.problem.terms.aims
        self.left_out = 0

    def levels(self, k: int) -> list[Found]:
        """Every point: the levels of the largest-of aim, halved until the other aim no longer changes between."""
        swap = self.aims[0] not in MOST_OF
        stepped, other = self.aims[::-1] if swap else self.aims
        problem = self.solver.problem
        ok = problem.ok(k)
        first = self.solver.optimum(k, stepped, ok)
        if first is None:
            return []
        levels = np.unique(problem.cost(stepped, k)[ok]).tolist()
        low, high = levels.index(first[0]), len(levels) - 1
        at: dict[int, Answer | None] = {}

        def other_at(level: int) -> Answer | None:
            if level not in at:
                self._stop()
                at[level] = self._try(k, other, ok, stepped, levels[level])
                self.progress(min(0.9, len(at) / 60))
            return at[level]

        ranges = [(low, high)]
        while ranges:
            low, high = ranges.pop()
            a, b = other_at(low), other_at(high)
            if high - low > 1 and (a is None or b is None or a[0] != b[0]):
                middle = (low + high) // 2
                ranges += [(low, middle), (middle, high)]
        return [self._found(k, answer[1]) for answer in at.values() if answer is not None]

    def steps(self, counts: tuple[int, ...]) -> list[Found]:
        """Points at even limits on the first aim, each brought down to the best of both over all numbers of BCUs."""
        first, second = self.aims
        ends = [end for aim, other in ((first, second), (second, first)) if (end := self._end(counts, aim, other))]
        if len(ends) < 2:
            return []
        low, high = ends[0].numbers[0], ends[1].numbers[0]
        found = list(ends)
        for step in range(1, STEPS):
            self._stop()
            self.progress(step / STEPS)
            under = self._least(counts, second, first, low + (high - low) * step // STEPS)
            down = under and self._least(counts, first, second, under.numbers[1])
            if down is not None:
                found.append(down)
        return found

    def _end(self, counts: tuple[int, ...], aim: Aim, other: Aim) -> Found | None:
        """The best of one aim, and of the other among those."""
        problem = self.solver.problem
        bests = [(k, best) for k in counts if (best := self.solver.optimum(k, aim, problem.ok(k))) is not None]
        if not bests:
            return None
        k, best = min(bests, key=lambda pair: pair[1][0])
        return self._least(counts, other, aim, best[0]) or self._found(k, best[1])

    def _least(self, counts: tuple[int, ...], aim: Aim, bound: Aim, limit: int) -> Found | None:
        """The least of one aim over all numbers of BCUs, the other within its limit."""
        answers = [(k, self._try(k, aim, self.solver.problem.ok(k), bound, limit)) for k in counts]
        found = [self._found(k, answer[1]) for k, answer in answers if answer is not None]
        at = self.aims.index(aim)
        return min(found, key=lambda one: one.numbers[at], default=None)

    def _try(
        self, k: int, aim: Aim, ok: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], bound: Aim, limit: int
    ) -> Answer | None:
        try:
            return self.solver.optimum_under(k, aim, ok, bound, limit)
        except TooLarge:
            self.left_out += 1
            return None

    def _found(self, k: int, blocks: list[int]) -> Found:
        problem = self.solver.problem
        numbers = tuple(self.solver.number(aim, k, blocks) for aim in self.aims)
        return Found(k, tuple(problem.blocks[b] for b in blocks), numbers)

    def _stop(self) -> None:
        if self.cancelled():
            raise Stopped


def _point(problem: Problem, found: Found) -> FrontPoint:
    first, second = problem.terms.aims
    return FrontPoint((problem.shown(first, found.numbers[0]), problem.shown(second, found.numbers[1])), found)


def _present(problem: Problem) -> tuple[float, float] | None:
    try:
        groups = present_groups(problem.scenario, problem.area)
    except SuggestError:
        return None
    first, second = (0 if aim is Aim.CHANGE else present_number(problem, aim, groups) for aim in problem.terms.aims)
    return problem.shown(problem.terms.aims[0], first), problem.shown(problem.terms.aims[1], second)


def _distance(points: tuple[FrontPoint, ...], present: tuple[float, float] | None) -> float | None:
    if present is None:
        return None
    ranges = [max(p.values[i] for p in points) - min(p.values[i] for p in points) or 1.0 for i in (0, 1)]
    return min(math.hypot(*((present[i] - p.values[i]) / ranges[i] for i in (0, 1))) for p in points)


def _words(complete: bool, trace: _Trace) -> str:
    if complete:
        return "Exact: nothing beats these maps on both aims, and there is no other pair of values of which that is so."
    if trace.left_out:
        return (
            "Each of these maps was looked for at one limit, and some limits needed more memory than is allowed: "
            "others that nothing beats may be missing."
        )
    return "Nothing beats these maps on both aims; others between them of which that is so may be missing."
