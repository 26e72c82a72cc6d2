"""The programme over few states, in plain Python: there array calls would cost many times the work they do.

Gives the same programme, edge for edge, as the sweep in arrays (planner.suggest.build), or none when there is more
to do than pays; and the least worst of a map at once, which needs no arrays at all.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.suggest.programme import FAR, Programme

MOST_PAIRS = 60_000
"""States times the blocks tried from each: a few milliseconds."""
_Edge = tuple[int, int, int]
"""Boroughs covered before, the block's place, boroughs covered after."""


def by_first(size: int, blocks: Sequence[int]) -> list[list[int]]:
    """Places of the blocks by their first borough."""
    found: list[list[int]] = [[] for _ in range(size)]
    for place, block in enumerate(blocks):
        found[(block & -block).bit_length() - 1].append(place)
    return found


class Small:
    """The edges from which everything can be covered: by first borough not yet covered, then covered set and block."""

    def __init__(self, size: int, layers: list[list[_Edge]]) -> None:
        self.size, self.layers = size, layers
        self.full = (1 << size) - 1

    def programme(self, most: int) -> Programme:
        """The same in arrays. `most` bounds the number of BCUs."""
        number: dict[int, int] = {}
        bounds, edges = [], 0
        for layer in self.layers:
            for covered in dict.fromkeys(edge[0] for edge in layer):
                number[covered] = len(number)
            bounds.append((edges, edges + len(layer)))
            edges += len(layer)
        if number:
            number[self.full] = len(number)
        source = np.array([number[edge[0]] for layer in self.layers for edge in layer], dtype=np.int32)
        return Programme(
            size=self.size,
            most=most if number else 0,
            nodes=len(number),
            source=source,
            target=np.array([number[edge[2]] for layer in self.layers for edge in layer], dtype=np.int32),
            block=np.array([edge[1] for layer in self.layers for edge in layer], dtype=np.int32),
            layers=tuple(bounds),
            starts=np.flatnonzero(np.diff(source, prepend=np.int32(-1))).astype(np.int64),
        )

    def least_worst(self, k: int, costs: Sequence[int]) -> tuple[int, list[int]] | None:
        """The least that the greatest cost of a map of k BCUs can be, with the blocks of one; None without a map."""
        far = int(FAR)
        worst: dict[int, dict[int, int]] = {self.full: {0: -far}}
        leaving: dict[int, list[_Edge]] = {}
        for layer in reversed(self.layers):
            for edge in layer:
                leaving.setdefault(edge[0], []).append(edge)
                cost, here = costs[edge[1]], worst.setdefault(edge[0], {})
                for left, rest in worst[edge[2]].items():
                    value = cost if cost > rest else rest
                    if value < here.get(left + 1, far):
                        here[left + 1] = value
        best = worst.get(0, {}).get(k)
        if best is None:
            return None
        covered, found = 0, []
        for left in range(k - 1, -1, -1):
            ways = (e for e in leaving[covered] if costs[e[1]] <= best and worst[e[2]].get(left, far) <= best)
            _, at, covered = next(ways)
            found.append(at)
        return best, found


def small(size: int, blocks: Sequence[int], most_pairs: int = MOST_PAIRS) -> Small | None:
    """The programme for `size` boroughs and these blocks; None when it takes more pairs."""
    starting = by_first(size, blocks)
    waiting: list[set[int]] = [set() for _ in range(size + 1)]
    waiting[0].add(0)
    layers: list[list[_Edge]] = []
    for i in range(size):
        ways = [(blocks[place], place) for place in starting[i]]
        most_pairs -= len(ways) * len(waiting[i])
        if most_pairs < 0:
            return None
        edges = [(covered, at, covered | block) for covered in waiting[i] for block, at in ways if not block & covered]
        for after in {edge[2] for edge in edges}:
            waiting[(~after & (after + 1)).bit_length() - 1].add(after)
        layers.append(edges)
    return Small(size, _alive(size, layers))


def _alive(size: int, layers: list[list[_Edge]]) -> list[list[_Edge]]:
    """The edges from which everything can be covered, in order."""
    alive = {(1 << size) - 1}
    found = []
    for edges in reversed(layers):
        kept = sorted(edge for edge in edges if edge[2] in alive)
        alive.update(edge[0] for edge in kept)
        if kept:
            found.append(kept)
    return found[::-1]
