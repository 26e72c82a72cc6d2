"""The best map, proven: thresholds for what is the worst of any BCU, least sums for what adds up.

Whole numbers throughout. A bottleneck aim is proven by the threshold below, at which no map is left; a sum by the
programme, which is a shortest path; the spread by every window of values that could be narrower.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from planner.suggest.build import MOST_BOROUGHS, MOST_STATES, build, probe
from planner.suggest.errors import Stopped, TooLarge
from planner.suggest.labels import Limit, Summed, change_costs, least_sum
from planner.suggest.match import Homes, homes_of
from planner.suggest.problem import Problem
from planner.suggest.programme import FAR, Ok, Programme, Whole
from planner.suggest.small import small
from planner.suggest.terms import MOST_OF, Aim, Cancelled, Progress, never, silent

_FIRST_TRY = 96
_SMALL = 4_000
_UNUSABLE = int(FAR) // 64


@dataclass(frozen=True)
class Found:
    """A best map: its number of BCUs, its sets of boroughs (bits), and the whole number of each aim."""

    k: int
    sets: tuple[int, ...]
    numbers: tuple[int, ...]


Better = Callable[[Found], None]
"""Hears every map that is better than those before it, while the search goes on."""
Answer = tuple[int, list[int]]
"""A value and the places of the blocks of a map that has it."""


class Solver:
    """Solves one problem. `weights` says what moving a borough weighs, where it is not its posts.

    `better` hears, in the searching thread, of each map that is better than those before it.
    """

    def __init__(
        self,
        problem: Problem,
        weights: Mapping[str, int] | None = None,
        progress: Progress = silent,
        cancelled: Cancelled = never,
        better: Better | None = None,
    ) -> None:
        self.problem, self.progress, self.cancelled = problem, progress, cancelled
        self.weights = weights
        self._so_far = None if better is None else _SoFar(self, better)
        refuse_too_many(problem)

    @cached_property
    def homes(self) -> Homes:
        """The present BCUs."""
        return homes_of(self.problem, self.weights)

    @cached_property
    def _change(self) -> Whole:
        return change_costs(self.homes, self.problem.blocks)

    def best(self) -> Found | None:
        """The best map under the terms, or None when there is none. Raises TooLarge and Stopped."""
        aims, terms = self.problem.terms.aims, self.problem.terms
        self._begin()
        firsts = {k: a for k in terms.counts if (a := self._first(k, aims[0])) is not None}
        if not firsts:
            return None
        k, answer = min(firsts.items(), key=lambda item: (item[1][0], item[0]))
        if len(aims) == 1:
            return self._found(k, answer[1], (answer[0],))
        limit = answer[0] + int(terms.tolerance * abs(answer[0]) + 1e-9)
        if self._so_far is not None:
            self._so_far.limit(limit)
        seconds = {k: a for k, first in firsts.items() if first[0] <= limit and (a := self._second(k, limit))}
        k, answer = min(seconds.items(), key=lambda item: (item[1][0], item[0]))
        return self._found(k, answer[1], (self.number(aims[0], k, answer[1]), answer[0]))

    def _found(self, k: int, blocks: list[int], numbers: tuple[int, ...]) -> Found:
        return Found(k, tuple(self.problem.blocks[b] for b in blocks), numbers)

    def number(self, aim: Aim, k: int, blocks: list[int]) -> int:
        """The whole number of a map for an aim."""
        if aim is Aim.CHANGE:
            return self.summed(aim, k).value([self.problem.blocks[b] for b in blocks], blocks)
        costs = self.problem.cost(aim, k)[blocks]
        if aim is Aim.SPREAD:
            return k * int(costs.max() - costs.min())
        return int(costs.max()) if aim in MOST_OF else int(costs.sum())

    def _begin(self) -> None:
        """A map to beat at once, where there is a listener: an even one, which takes some milliseconds to find."""
        terms = self.problem.terms
        if self._so_far is None or terms.aims[0] in MOST_OF:  # those have one as quickly
            return
        for k in terms.counts:
            self._stop()
            ok = self.problem.ok(k)
            if Aim.CHANGE in terms.aims:
                ok = ok & (self._change < _UNUSABLE)
            if self._heard(k, self._bottleneck(k, self.problem.cost(Aim.DEVIATION, k), ok, None)) is not None:
                return

    def _first(self, k: int, aim: Aim) -> Answer | None:
        self._step(0, k)
        self._stop()
        return self._heard(k, self.optimum(k, aim, self.problem.ok(k)))

    def _second(self, k: int, limit: int) -> Answer | None:
        first, second = self.problem.terms.aims
        self._step(1, k)
        return self._heard(k, self.optimum_under(k, second, self.problem.ok(k), first, limit))

    def _step(self, at: int, k: int) -> None:
        """Tell how far the search is: at aim number `at` and k BCUs."""
        terms = self.problem.terms
        self.progress((at + (k - terms.fewest) / len(terms.counts)) / len(terms.aims))

    def _heard(self, k: int, answer: Answer | None) -> Answer | None:
        if answer is not None:
            self._met(k, answer[1])
        return answer

    def _met(self, k: int, blocks: list[int]) -> None:
        if self._so_far is not None:
            self._so_far.hear(k, blocks)

    def optimum_under(self, k: int, aim: Aim, ok: Ok, bound: Aim, limit: int) -> Answer | None:
        """The best value of `aim` among maps whose `bound` is at most `limit`."""
        if bound in MOST_OF:
            return self.optimum(k, aim, ok & (self.problem.cost(bound, k) <= limit))
        if bound is Aim.SPREAD:
            return self._in_windows(k, aim, ok, limit // k)
        return self.optimum(k, aim, ok, Limit(self.summed(bound, k), limit))

    def _in_windows(self, k: int, aim: Aim, ok: Ok, width: int) -> Answer | None:
        best: Answer | None = None
        for window in self._windows(k, ok, width):
            self._stop()
            found = self.optimum(k, aim, window)
            if found is not None and (best is None or found[0] < best[0]):
                best = found
        return best

    def _windows(self, k: int, ok: Ok, width: int) -> Iterator[Ok]:
        """The blocks of each window of that width which could hold a map, leaving out windows within others."""
        measured, total = self.problem.measured, self.problem.total
        before = -1
        for low in np.unique(measured[ok]).tolist():
            window = ok & (measured >= low) & (measured <= low + width)
            top = int(measured[window].max())
            if k * low <= total <= k * top and top > before:
                yield window
            before = max(before, top)

    def optimum(self, k: int, aim: Aim, ok: Ok, limit: Limit | None = None) -> Answer | None:
        """The best value of one aim over maps of k BCUs from the blocks that are `ok`, with the blocks of one."""
        if aim in MOST_OF:
            return self._bottleneck(k, self.problem.cost(aim, k), ok, limit)
        if aim is Aim.SPREAD:
            return self._spread(k, ok, limit)
        return self._sum(k, aim, ok, limit)

    def summed(self, aim: Aim, k: int) -> Summed:
        """An aim that adds up, as the search wants it."""
        if aim is Aim.CHANGE:
            return Summed(self._change, self.homes)
        return Summed(self.problem.cost(aim, k))

    def _sum(self, k: int, aim: Aim, ok: Ok, limit: Limit | None) -> Answer | None:
        if aim is Aim.CHANGE or (limit is not None and limit.by.homes is not None):
            ok = ok & (self._change < _UNUSABLE)
        programme = self.programme(ok)
        return least_sum(
            programme,
            self.problem.blocks,
            k,
            ok,
            self.summed(aim, k),
            limit,
            cancelled=self.cancelled,
            met=partial(self._met, k),
        )

    def _bottleneck(self, k: int, cost: Whole, ok: Ok, limit: Limit | None) -> Answer | None:
        """The least threshold at which a map is left, over the cheapest blocks first: dearer ones cannot better it."""
        for chosen in self._cheapest(cost, ok):
            self._stop()
            found = self._least_worst(k, cost, chosen) if limit is None else self._by_halving(k, cost, chosen, limit)
            if found is not None:
                return found
        return None

    def _cheapest(self, cost: Whole, ok: Ok) -> Iterator[Ok]:
        """More and more of the blocks, the cheapest first and all that cost the same together."""
        # No map is without a block for each borough, nor is any better than even: what costs less is not enough.
        by_borough = np.where(ok[:, None] & (self.problem.members > 0), cost[:, None], FAR)
        floor = max(int(by_borough.min(axis=0, initial=FAR).max()), 0)
        if floor >= FAR:
            return
        ranked = np.sort(cost[ok])
        tried = max(_FIRST_TRY, 3 * int(np.searchsorted(ranked, floor, side="right")) // 2)
        while tried < len(ranked):
            yield ok & (cost <= ranked[tried - 1])
            tried *= 2
        yield ok

    def _least_worst(self, k: int, cost: Whole, ok: Ok) -> Answer | None:
        """The least worst of any BCU over the blocks that are ok: in plain Python while there are few states."""
        places = np.flatnonzero(ok)
        few = small(len(self.problem.graph.units), [self.problem.blocks[i] for i in places.tolist()])
        if few is None:
            return self.programme(ok).least_worst(k, cost, ok)
        found = few.least_worst(k, cost[places].tolist())
        return None if found is None else (found[0], places[found[1]].tolist())

    def _by_halving(self, k: int, cost: Whole, ok: Ok, limit: Limit) -> Answer | None:
        """The least threshold at which a map within the limit is left."""
        programme = self.programme(ok)
        levels = np.unique(cost[ok])
        low, high = 0, len(levels) - 1
        if self._map(programme, k, ok, limit) is None:
            return None
        while low < high:
            middle = (low + high) // 2
            if self._map(programme, k, ok & (cost <= levels[middle]), limit) is not None:
                high = middle
            else:
                low = middle + 1
        blocks = self._map(programme, k, ok & (cost <= levels[high]), limit, wanted=True)
        return None if blocks is None else (int(levels[high]), blocks)

    def _map(self, programme: Programme, k: int, ok: Ok, limit: Limit | None, wanted: bool = False) -> list[int] | None:
        """The blocks of some map of k BCUs within the limit. Only whether there is one unless `wanted`."""
        if limit is not None:
            if limit.by.homes is not None:
                ok = ok & (self._change < _UNUSABLE)
            found = least_sum(
                programme,
                self.problem.blocks,
                k,
                ok,
                limit.by,
                enough=limit.most,
                cancelled=self.cancelled,
            )
            if found is None or found[0] > limit.most:
                return None
            self._met(k, found[1])
            return found[1]
        if not programme.reach(ok) >> k & 1:
            return None
        return programme.path(k, np.zeros(len(ok), dtype=np.int64), ok) if wanted else []

    def _spread(self, k: int, ok: Ok, limit: Limit | None) -> Answer | None:
        """Every window of values from its low end up, each tried only where it would be narrower than the best."""
        measured, total = self.problem.measured, self.problem.total
        start = self._bottleneck(k, np.abs(k * measured - total), ok, limit)
        if start is None:
            return None
        best, blocks = int(np.ptp(measured[start[1]])), start[1]
        self._heard(k, start)
        # A map of that spread or less has every BCU within it of the mean.
        ok = ok & (np.abs(k * measured - total) <= k * best)
        programme, values = self.programme(ok), np.unique(measured[ok])
        for low in values[k * values <= total].tolist():
            self._stop()
            while best > 0:
                window = ok & (measured >= low) & (measured <= low + best - 1)
                if self._map(programme, k, window, limit) is None:
                    break
                blocks = self._map(programme, k, window, limit, wanted=True) or blocks
                best = int(np.ptp(measured[blocks]))
                self._heard(k, (best, blocks))
        return k * best, blocks

    def programme(self, ok: Ok) -> Programme:
        """The programme over some of the blocks; the one of all of them is kept."""
        problem, made = self.problem, self.problem.shape.made
        if ok.all():
            return problem.programme
        # One that is there already saves making another, unless it is large and few of its blocks are wanted.
        if made is not None and (len(made.block) < _SMALL or 2 * int(ok.sum()) > len(ok)):
            return made
        places = np.flatnonzero(ok)
        made = build(len(problem.graph.units), [problem.blocks[i] for i in places.tolist()], self.cancelled)
        return replace(made, block=places[made.block].astype(np.int32))

    def _stop(self) -> None:
        if self.cancelled():
            raise Stopped


class _SoFar:
    """The best map met so far: by the aims in order, and once the first is settled by the second within its limit."""

    def __init__(self, solver: Solver, better: Better) -> None:
        self._solver, self._better = solver, better
        self._told: list[Found] = []
        self._best: tuple[int, ...] | None = None
        self._is_second = False

    def limit(self, most: int) -> None:
        """From now on maps count by the second aim, where their first is within the limit: those told of before too."""
        self._is_second = True
        best = min((found for found in self._told if found.numbers[0] <= most), key=lambda found: found.numbers[1:])
        self._best = best.numbers[1:]
        if best is not self._told[-1]:
            self._better(best)

    def hear(self, k: int, blocks: list[int]) -> None:
        """Tell of a map, if it is better than those before it."""
        solver = self._solver
        numbers = tuple(solver.number(aim, k, blocks) for aim in solver.problem.terms.aims)
        rank = numbers[1:] if self._is_second else numbers
        if self._best is None or rank < self._best:
            self._best = rank
            self._told.append(Found(k, tuple(solver.problem.blocks[b] for b in blocks), numbers))
            self._better(self._told[-1])


def refuse_too_many(problem: Problem) -> None:
    """Raise TooLarge for an area with more boroughs than a state can hold, with an estimate of its states."""
    units = len(problem.graph.units)
    if units > MOST_BOROUGHS:
        # Small blocks alone tell enough, and there are few of them.
        small = problem.graph.blocks(min(problem.terms.smallest, 2), min(problem.terms.largest, 3))
        raise TooLarge(units, MOST_STATES, estimate=max(probe(units, small, 20_000), 2.0 * MOST_STATES))
