"""The programme for one number of BCUs, made for counting again and again with other blocks allowed.

Its nodes are pairs of a state and the number of BCUs still to come, and only those that lie on a map of that number:
a few for each state, where the programme itself keeps a figure for every number. So one count is a few times quicker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.suggest.programme import Ok, Programme, Whole

_TOGETHER = 16
"""Thresholds counted in one pass: more would not fit the processor's cache, fewer would be mostly calls."""
_TABLE_BYTES = 64_000_000
MOST_STEPS = 2_000_000
"""Edges of a programme that this is worth making for: it takes some 200 bytes for each while it is made."""


@dataclass(frozen=True, eq=False)
class OfNumber:
    """Counts maps of one number of BCUs.

    Edges ascend by the pair they leave; edge e leads to pair `target[e]` by `block[e]`. `spans` bound, from the last
    layer to the first, its edges and its pairs, with where each pair's edges start within the layer. The first pair
    has nothing covered, the last everything.
    """

    pairs: int
    target: NDArray[np.int32]
    block: NDArray[np.int32]
    spans: tuple[tuple[int, int, int, int, NDArray[np.int64]], ...]
    number: type

    def count(self, ok: Ok) -> int:
        """How many maps there are of the blocks that are ok."""
        if not self.pairs:
            return 0
        found: NDArray[Any] = np.zeros(self.pairs, dtype=self.number)
        found[-1] = 1
        may = ok[self.block]
        for first, last, low, high, starts in self.spans:
            after = found[self.target[first:last]]
            after *= may[first:last]
            found[low:high] = np.add.reduceat(after, starts)
        return int(found[0])

    def counts_at(self, costs: Whole, levels: Whole, ticks: Callable[[float], None]) -> list[int]:
        """How many maps have no block dearer than each of the levels, which ascend.

        Some levels are counted in one pass, from the highest down: so the programme only ever loses edges, and what
        no longer lies on a map is left out now and then. `ticks` hears shares from 0 to 1 between passes.
        """
        found: list[int] = []
        few, width = self, max(min(_TOGETHER, _TABLE_BYTES // (8 * max(self.pairs, 1))), 1)
        for end in range(len(levels), 0, -width):
            ticks(1 - end / len(levels))
            part = levels[max(end - width, 0) : end]
            rank = np.searchsorted(part, costs)
            may = rank < len(part)
            if 8 * int(np.count_nonzero(may[few.block])) < 7 * len(few.block):
                few = few.within(may)
            found += few._counts(rank, len(part))[::-1]
        return found[::-1]

    def _counts(self, rank: NDArray[np.intp], width: int) -> list[int]:
        """Maps of the blocks ranked 0, of those up to 1, and so on: a row for each, so that sums run along memory."""
        if not self.pairs:
            return [0] * width
        found: NDArray[Any] = np.zeros((width, self.pairs), dtype=self.number)
        found[:, -1] = 1
        rows = np.arange(width)[:, None]
        for first, last, low, high, starts in self.spans:
            after = found.take(self.target[first:last], axis=1)
            ranks = rank[self.block[first:last]]
            late = np.flatnonzero(ranks)
            after[:, late] *= ranks[late] <= rows
            np.add.reduceat(after, starts, axis=1, out=found[:, low:high])
        return [int(n) for n in found[:, 0]]

    def within(self, ok: Ok) -> OfNumber:
        """The same with only the edges of blocks that are ok, and of these only what lies on a map."""
        source = self._sources()
        kept = ok[self.block]
        after = np.zeros(self.pairs, dtype=bool)
        after[-1:] = True
        for first, last, *_ in self.spans:
            kept[first:last] &= after[self.target[first:last]]
            after[source[first:last][kept[first:last]]] = True
        before = np.zeros(self.pairs, dtype=bool)
        before[:1] = True
        for first, last, *_ in reversed(self.spans):
            kept[first:last] &= before[source[first:last]]
            before[self.target[first:last][kept[first:last]]] = True
        return self._of(kept, before & after, source) if after[:1].all() else _no_maps(self.number)

    def _of(self, kept: Ok, alive: Ok, source: NDArray[np.intp]) -> OfNumber:
        number = np.cumsum(alive) - 1
        spans, edges = [], 0
        for first, last, *_ in reversed(self.spans):
            leaves = number[source[first:last][kept[first:last]]]
            if len(leaves):
                spans.append(_span(edges, leaves))
                edges += len(leaves)
        return OfNumber(
            pairs=int(alive.sum()),
            target=number[self.target[kept]].astype(np.int32),
            block=self.block[kept],
            spans=tuple(reversed(spans)),
            number=self.number,
        )

    def _sources(self) -> NDArray[np.intp]:
        """The pair that each edge leaves."""
        found = np.zeros(len(self.block), dtype=np.intp)
        for first, last, low, high, starts in self.spans:
            found[first:last] = np.repeat(np.arange(low, high), np.diff(starts, append=last - first))
        return found


def _span(edges: int, leaves: NDArray[np.intp]) -> tuple[int, int, int, int, NDArray[np.int64]]:
    """A layer as `spans` has it: its first edge is number `edges`, and its edges leave these pairs, ascending."""
    starts = np.flatnonzero(np.diff(leaves, prepend=-1))
    return edges, edges + len(leaves), int(leaves[0]), int(leaves[0]) + len(starts), starts


def _no_maps(number: type) -> OfNumber:
    none = np.zeros(0, dtype=np.int32)
    return OfNumber(0, none, none, (), number)


def of_number(programme: Programme, k: int) -> OfNumber:
    """The programme for maps of k BCUs."""
    before, after = _numbers(programme)
    if not programme.nodes or not after[0] >> k & 1:
        return _no_maps(programme.number)
    nodes = np.arange(programme.nodes)
    left = np.arange(k + 1)
    on_way = (after[:, None] >> left & 1).astype(bool) & (before[:, None] >> (k - left) & 1).astype(bool)
    keys = (nodes[:, None] * (k + 1) + left)[on_way]
    spans, targets, blocks, edges = [], [], [], 0
    for first, last in programme.layers:
        leaves, reaches = on_way[programme.source[first:last], 1:], on_way[programme.target[first:last], :-1]
        edge, to_come = np.nonzero(leaves & reaches)
        source = programme.source[first:last][edge].astype(np.int64) * (k + 1) + to_come + 1
        order = np.argsort(source, kind="stable")
        edge, to_come, source = edge[order], to_come[order], source[order]
        if not len(edge):
            continue
        targets.append(np.searchsorted(keys, programme.target[first:last][edge].astype(np.int64) * (k + 1) + to_come))
        blocks.append(programme.block[first:last][edge])
        spans.append(_span(edges, np.searchsorted(keys, source)))
        edges += len(edge)
    return OfNumber(
        pairs=len(keys),
        target=np.concatenate(targets).astype(np.int32),
        block=np.concatenate(blocks),
        spans=tuple(reversed(spans)),
        number=programme.number,
    )


def _numbers(programme: Programme) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each node the numbers of blocks that can come before it, and after it: bit k for k."""
    before = np.zeros(programme.nodes, dtype=np.int64)
    if programme.nodes:
        before[0] = 1
    for first, last in programme.layers:
        np.bitwise_or.at(before, programme.target[first:last], before[programme.source[first:last]] << 1)
    return before, programme.numbers()
