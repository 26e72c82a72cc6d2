"""The exact programme: every map is one path through states, and a state is the set of boroughs covered so far.

The first borough in the sweep's order that is not yet covered is covered next, by one block (a joined set of
boroughs) that holds it and nothing covered before. So every map is made in exactly one way, and maps with the same
boroughs covered share all that comes after. Counting is adding along the paths; the best is a least sum, or a least
greatest cost, along them. States from which no path leads to the end are left out.

Arrays run over nodes or edges. Nodes ascend by their first borough not yet covered: node 0 has nothing covered, the
last has everything, and every edge leads to a higher node. Figures by number of BCUs have it as their second axis,
k counting the blocks still to come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.suggest.errors import TooLarge

Whole = NDArray[np.int64]
Ok = NDArray[np.bool_]
FAR = np.int64(2**62)
"""More than any sum of costs."""
MOST_BYTES = 500_000_000
"""What one table of figures by node and number of BCUs may take; with the programme itself it stays under 1 GB."""
_NUMBER_BYTES = 48
"""A whole number of Python's own, with its place in the table."""


@dataclass(frozen=True, eq=False)
class Programme:
    """States and edges over `size` boroughs.

    Edge e leads from node `source[e]` to node `target[e]` by the block `block[e]`, a place in the blocks it was built
    with. `layers` bound the edges of nodes with the same first borough not yet covered; `starts` are the first edge
    of each node but the last. `most` bounds the number of BCUs of any map.
    """

    size: int
    most: int
    nodes: int
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    block: NDArray[np.int32]
    layers: tuple[tuple[int, int], ...]
    starts: NDArray[np.int64]

    def reach(self, ok: Ok | None = None) -> int:
        """The numbers of BCUs that a map can have: bit k for k. `ok` says which blocks may be used."""
        return int(self.numbers(ok)[0]) if self.nodes else 0

    def numbers(self, ok: Ok | None = None) -> Whole:
        """For each node the numbers of blocks that can lead from it to the end: bit k for k."""
        found = np.zeros(self.nodes, dtype=np.int64)
        if self.nodes:
            found[-1] = 1
        may = None if ok is None else ok[self.block]
        for first, last in self._back:
            after = found[self.target[first:last]] << 1
            if may is not None:
                after *= may[first:last]
            self._put(found, np.bitwise_or, after, first, last)
        return found

    def counts(self, ok: Ok | None = None) -> NDArray[Any]:
        """Ways from each node to the end, by number of blocks: whole numbers, exact. Raises TooLarge."""
        self._check_room(8 if self.number is np.int64 else _NUMBER_BYTES)
        found: NDArray[Any] = np.zeros((self.nodes, self.most + 1), dtype=self.number)
        if self.nodes:
            found[-1, 0] = 1
        may = None if ok is None else ok[self.block]
        for first, last in self._back:
            after = found[self.target[first:last], :-1]
            if may is not None:
                after *= may[first:last, None]
            self._put(found[:, 1:], np.add, after, first, last)
        return found

    def count(self, ok: Ok | None = None) -> dict[int, int]:
        """How many maps there are, for each number of BCUs that has any."""
        if not self.nodes:
            return {}
        return {k: int(n) for k, n in enumerate(self.counts(ok)[0]) if n}

    def least(self, costs: Whole, ok: Ok | None = None) -> Whole:
        """The least sum of costs from each node to the end, by number of blocks; FAR where there is no way.

        Raises TooLarge, as do the best maps below.
        """
        return self._best(costs, ok, np.add, 0)

    def path(self, k: int, costs: Whole, ok: Ok | None = None) -> list[int] | None:
        """The blocks of a map of k BCUs with the least sum of costs; None when there is no such map."""
        if not self.nodes or k > self.most:
            return None
        least = self.least(costs, ok)
        if least[0, k] >= FAR:
            return None
        may = self._costs_of_edges(costs, ok)

        def fits(node: int, edges: slice, left: int) -> Ok:
            after = least[self.target[edges], left]
            found: Ok = (after < FAR) & (may[edges] < FAR) & (after + may[edges] == least[node, left + 1])
            return found

        return self._walk(k, fits)

    def least_worst(self, k: int, costs: Whole, ok: Ok | None = None) -> tuple[int, list[int]] | None:
        """The least that the greatest cost of a map of k BCUs can be, with the blocks of one; None without a map."""
        if not self.nodes or k > self.most:
            return None
        worst = self._best(costs, ok, np.maximum, -FAR)
        best = int(worst[0, k])
        if best >= FAR:
            return None
        may = self._costs_of_edges(costs, ok)

        def fits(node: int, edges: slice, left: int) -> Ok:
            found: Ok = (worst[self.target[edges], left] <= best) & (may[edges] <= best)
            return found

        return best, self._walk(k, fits)

    def _best(self, costs: Whole, ok: Ok | None, joined: np.ufunc, none: int | np.int64) -> Whole:
        """The best from each node to the end by number of blocks: the cost of a block `joined` with what follows it."""
        self._check_room(8)
        found = np.full((self.nodes, self.most + 1), FAR, dtype=np.int64)
        if self.nodes:
            found[-1, 0] = none
        of_edge = self._costs_of_edges(costs, ok)[:, None]
        for first, last in self._back:
            rest, edge = found[self.target[first:last], :-1], of_edge[first:last]
            after = joined(rest, edge)
            after[(rest >= FAR) | (edge >= FAR)] = FAR
            self._put(found[:, 1:], np.minimum, after, first, last)
        return found

    def _costs_of_edges(self, costs: Whole, ok: Ok | None) -> Whole:
        """The cost of each edge's block; FAR where it may not be used."""
        found: Whole = (costs if ok is None else np.where(ok, costs, FAR))[self.block]
        return found

    def _walk(self, k: int, fits: Callable[[int, slice, int], Ok]) -> list[int]:
        """The blocks of a map of k BCUs: from each node the first edge that `fits` with so many blocks to follow."""
        node, found = 0, []
        while k:
            edges = slice(int(self.starts[node]), int(self.ends[node]))
            k -= 1
            edge = edges.start + int(np.argmax(fits(node, edges, k)))
            found.append(int(self.block[edge]))
            node = int(self.target[edge])
        return found

    def covered(self, sets: NDArray[np.uint64]) -> list[int]:
        """The boroughs covered at each node, `sets` being the blocks as bits."""
        found = np.zeros(self.nodes, dtype=np.uint64)
        for first, last in self.layers:
            found[self.target[first:last]] = found[self.source[first:last]] | sets[self.block[first:last]]
        return [int(x) for x in found]

    def draw(self, numbers: Sequence[int], counts: NDArray[Any], number: int, random: Random) -> list[list[int]]:
        """`number` maps drawn uniformly, as lists of blocks: every map of the numbers of BCUs wanted is as likely.

        `numbers` are the numbers of BCUs wanted, `counts` those of `counts()`, restricted or not.
        """
        known: dict[tuple[int, int], tuple[list[int], list[int], int]] = {}
        totals = [int(counts[0, k]) for k in numbers]
        return [
            self._one(_pick(list(numbers), totals, sum(totals), random), counts, random, known) for _ in range(number)
        ]

    def _one(
        self,
        k: int,
        counts: NDArray[Any],
        random: Random,
        known: dict[tuple[int, int], tuple[list[int], list[int], int]],
    ) -> list[int]:
        node, found = 0, []
        while k:
            ways = known.get((node, k))
            if ways is None:
                edges = range(int(self.starts[node]), int(self.ends[node]))
                weights = [int(counts[self.target[e], k - 1]) for e in edges]
                kept = [(e, w) for e, w in zip(edges, weights, strict=True) if w]
                ways = known[node, k] = [e for e, _ in kept], [w for _, w in kept], sum(w for _, w in kept)
            edge = _pick(ways[0], ways[1], ways[2], random)
            found.append(int(self.block[edge]))
            node, k = int(self.target[edge]), k - 1
        return found

    @cached_property
    def _back(self) -> tuple[tuple[int, int], ...]:
        return tuple(reversed(self.layers))

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        """Past the last edge of each node but the last node."""
        return np.append(self.starts[1:], len(self.block))

    @cached_property
    def _spans(self) -> dict[int, tuple[int, int, NDArray[np.int64]]]:
        """By a layer's first edge: its first and last node, and where each node's edges start within the layer."""
        found = {}
        for first, last in self.layers:
            low, high = int(self.source[first]), int(self.source[last - 1]) + 1
            found[first] = (low, high, self.starts[low:high] - first)
        return found

    def _check_room(self, each: int) -> None:
        """Raise TooLarge for a table of more than MOST_BYTES, before it is made; `each` figure takes so many bytes."""
        if self.nodes * (self.most + 1) * each > MOST_BYTES:
            raise TooLarge(self.size, MOST_BYTES // each, "figures")

    def _put(self, found: NDArray[Any], by: np.ufunc, after: NDArray[Any], first: int, last: int) -> None:
        low, high, starts = self._spans[first]
        found[low:high] = by.reduceat(after, starts, axis=0)

    @cached_property
    def number(self) -> type:
        """Counts are 64-bit whole numbers while they are sure to fit, Python's own beyond."""
        ways = np.zeros(self.nodes)
        if self.nodes:
            ways[-1] = 1.0
        for first, last in self._back:
            self._put(ways, np.add, ways[self.target[first:last]], first, last)
        return np.int64 if not self.nodes or ways[0] < 2.0**61 else object


def _pick(choices: list[int], weights: list[int], total: int, random: Random) -> int:
    """One of the choices, each as likely as its share of the total: in whole numbers, so that nothing is rounded."""
    at = random.randrange(total)
    place = 0
    while at >= weights[place]:
        at -= weights[place]
        place += 1
    return choices[place]
