"""The programme for one number of BCUs, made for counting again and again with other blocks allowed.

Its nodes are pairs of a state and the number of BCUs still to come, and only those that lie on a map of that number:
a few for each state, where the programme itself keeps a figure for every number. So one count is a few times quicker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.suggest.programme import Ok, Programme

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


def of_number(programme: Programme, k: int) -> OfNumber:
    """The programme for maps of k BCUs."""
    before, after = _numbers(programme)
    if not programme.nodes or not after[0] >> k & 1:
        none = np.zeros(0, dtype=np.int32)
        return OfNumber(0, none, none, (), programme.number)
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
        starts = np.flatnonzero(np.diff(source, prepend=-1))
        low = int(np.searchsorted(keys, source[0]))
        spans.append((edges, edges + len(edge), low, low + len(starts), starts))
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
