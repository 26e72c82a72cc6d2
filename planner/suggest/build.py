"""Making the programme: states found forwards layer by layer, those that lead nowhere left out backwards.

States are counted while they are found, and the question is refused before they fill the memory: no estimate made
earlier would be near enough, as sweeps that grow fast at first often shrink again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.suggest.errors import Stopped, TooLarge
from planner.suggest.programme import Programme
from planner.suggest.small import by_first, small
from planner.suggest.terms import Cancelled, never

MOST_BOROUGHS = 62
"""A state is a 64-bit whole number."""
MOST_STATES = 2_000_000
MOST_EDGES = 8_000_000
"""An edge takes 12 bytes kept and about 60 while it is found: under 1 GB with everything else."""
_CHUNK = 2_000_000
_PROBE = 40_000

Sets = NDArray[np.uint64]


def build(size: int, blocks: Sequence[int], cancelled: Cancelled = never, most_states: int = MOST_STATES) -> Programme:
    """The programme for `size` boroughs and these blocks (sets of bits). Raises TooLarge and Stopped."""
    found = small(size, blocks) if size <= MOST_BOROUGHS else None
    return swept(size, blocks, cancelled, most_states) if found is None else found.programme(_most(size, blocks))


def swept(size: int, blocks: Sequence[int], cancelled: Cancelled = never, most_states: int = MOST_STATES) -> Programme:
    """The same, always in arrays."""
    if size > MOST_BOROUGHS:
        raise TooLarge(size, most_states, estimate=max(probe(size, blocks, _PROBE), 2.0 * most_states))
    forward = _Forward(size, blocks, most_states)
    for i in range(size):
        if cancelled():
            raise Stopped
        forward.step(i)
    return forward.programme(_most(size, blocks))


def _most(size: int, blocks: Sequence[int]) -> int:
    """The most blocks a map can have."""
    return size // min((b.bit_count() for b in blocks), default=1)


def probe(size: int, blocks: Sequence[int], limit: int) -> float:
    """About how many states there are: exact up to `limit`, then growth by layer carried on."""
    starting = by_first(size, blocks)
    layers: list[set[int]] = [set() for _ in range(size + 1)]
    layers[0].add(0)
    sizes: list[int] = []
    for i in range(size):
        ways = [blocks[place] for place in starting[i]]
        for covered in layers[i]:
            for block in ways:
                if not block & covered:
                    after = covered | block
                    layers[(~after & (after + 1)).bit_length() - 1].add(after)
        sizes.append(len(layers[i]))
        if sum(map(len, layers)) > limit:
            return estimate(size, sizes, sum(map(len, layers)))
    return float(sum(map(len, layers)))


def estimate(size: int, sizes: Sequence[int], known: int) -> float:
    """About how many states there are in all, from the sizes of the first layers and the number already known.

    Layers grow by a steady factor until about the middle of the sweep and shrink after it.
    """
    done = len(sizes)
    half = max(done // 2, 1)
    growth = max((max(sizes[-1], 2) / max(sizes[-1 - half] if done > half else 1, 1)) ** (1 / half), 1.0)
    ahead = min(max(size // 2 - done, 0), 300)
    return float(max(known, min(sizes[-1] * growth**ahead, 1e300)))


@dataclass
class _Layer:
    """States with the same first borough not yet covered, and the edges that leave them."""

    states: Sets
    source: NDArray[np.intp]
    after: Sets
    block: NDArray[np.int32]


@dataclass
class _Forward:
    """The sweep, forwards."""

    size: int
    blocks: Sequence[int]
    most: int
    layers: list[_Layer] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    edges: int = 0

    def __post_init__(self) -> None:
        self._bits = np.array(self.blocks, dtype=np.uint64)
        self._starting = [np.array(places, dtype=np.int32) for places in by_first(self.size, self.blocks)]
        self._waiting: list[list[Sets]] = [[] for _ in range(self.size + 1)]
        self._waiting[0].append(np.zeros(1, dtype=np.uint64))

    def step(self, i: int) -> None:
        """Leave every state whose first borough not yet covered is i."""
        states = self._states(i)
        places = self._starting[i]
        self._check(len(states), len(places))
        source, way = self._pairs(states, self._bits[places])
        block = places[way]
        after = states[source] | self._bits[block]
        self.layers.append(_Layer(states, source, after, block))
        self.edges += len(block)
        self._hand_on(after)

    def _states(self, i: int) -> Sets:
        waiting = self._waiting[i]
        self._waiting[i] = []
        return np.unique(np.concatenate(waiting)) if waiting else np.zeros(0, dtype=np.uint64)

    def _pairs(self, states: Sets, ways: Sets) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Every state with every way that covers nothing twice, by state."""
        rows = max(_CHUNK // max(len(ways), 1), 1)
        found = [
            np.nonzero((states[at : at + rows, None] & ways[None, :]) == 0) for at in range(0, len(states), rows)
        ] or [np.nonzero(np.zeros((0, 0), dtype=bool))]
        source = np.concatenate([at * rows + pair[0] for at, pair in enumerate(found)])
        return source, np.concatenate([pair[1] for pair in found])

    def _hand_on(self, after: Sets) -> None:
        """Sort the states reached by their first borough not yet covered."""
        if not len(after):
            return
        after = np.unique(after)
        low = ~after & (after + np.uint64(1))
        first = np.frexp(low.astype(np.float64))[1] - 1  # exact: a power of two
        order = np.argsort(first, kind="stable")
        first, after = first[order], after[order]
        bounds = np.flatnonzero(np.diff(first)) + 1
        for part, at in zip(np.split(after, bounds), [0, *bounds.tolist()], strict=True):
            self._waiting[int(first[at])].append(part)

    def _check(self, states: int, ways: int) -> None:
        self.sizes.append(states)
        known = sum(self.sizes) + sum(len(part) for parts in self._waiting for part in parts)
        if known > self.most:
            raise TooLarge(self.size, self.most)
        if self.edges + states * ways // 4 > MOST_EDGES:
            raise TooLarge(self.size, MOST_EDGES, "steps from state to state")

    def programme(self, most: int) -> Programme:
        """The states that lead to the end, numbered, with the edges between them."""
        end = self._states(self.size)
        offsets = np.cumsum([0, *self.sizes])
        number = int(offsets[-1])
        alive = np.zeros(number + 1, dtype=bool)
        alive[number] = len(end) > 0
        target: list[NDArray[np.int64]] = []
        for i in range(self.size - 1, -1, -1):
            layer = self.layers[i]
            to = self._numbers(layer.after, offsets)
            target.append(to)
            alive[offsets[i] + layer.source[alive[to]]] = True
        target.reverse()
        if not alive[0]:
            return _empty(self.size)
        return self._numbered(alive, offsets, target, most)

    def _numbers(self, after: Sets, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
        """The number of each state: its layer's first, and its place in the layer."""
        low = ~after & (after + np.uint64(1))
        first = np.frexp(low.astype(np.float64))[1] - 1
        found = np.full(len(after), offsets[-1], dtype=np.int64)
        for j in np.unique(first).tolist():
            if j < self.size:
                here = first == j
                found[here] = offsets[j] + np.searchsorted(self.layers[j].states, after[here])
        return found

    def _numbered(
        self, alive: NDArray[np.bool_], offsets: NDArray[np.int64], target: list[NDArray[np.int64]], most: int
    ) -> Programme:
        new = np.cumsum(alive) - 1
        sources, targets, blocks, layers, edges = [], [], [], [], 0
        for i, layer in enumerate(self.layers):
            kept = alive[target[i]]
            if not kept.any():
                continue
            sources.append(new[offsets[i] + layer.source[kept]])
            targets.append(new[target[i][kept]])
            blocks.append(layer.block[kept])
            layers.append((edges, edges + int(kept.sum())))
            edges = layers[-1][1]
        source = np.concatenate(sources).astype(np.int32)
        starts = np.flatnonzero(np.diff(source, prepend=np.int32(-1))).astype(np.int64)
        return Programme(
            size=self.size,
            most=most,
            nodes=int(alive.sum()),
            source=source,
            target=np.concatenate(targets).astype(np.int32),
            block=np.concatenate(blocks),
            layers=tuple(layers),
            starts=starts,
        )


def _empty(size: int) -> Programme:
    none = np.zeros(0, dtype=np.int32)
    return Programme(size, 0, 0, none, none, none, (), np.zeros(0, dtype=np.int64))
