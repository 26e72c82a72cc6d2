"""The least sum where states alone do not tell enough: one sum under a limit on another, and least change.

What moves depends on which present BCU each block becomes, and no BCU is become twice. So a state carries the BCUs
already used, but only those with boroughs on both sides of the sweep: for the others it no longer or not yet
matters. Two sums are carried as pairs that nothing beats on both. Bounds from the plain programme leave out what can
no longer be better, so that few of these are ever held.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from planner.suggest.errors import Stopped, TooLarge
from planner.suggest.match import Homes, labelled
from planner.suggest.programme import FAR, Ok, Programme, Whole
from planner.suggest.terms import Cancelled, never

MOST_LABELS = 1_500_000
"""Pairs of sums held at once: about 300 bytes each."""
Options = dict[int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True)
class Summed:
    """A cost that adds up over blocks. With `homes` it is what moves, and `costs` are a lower bound of it."""

    costs: Whole
    homes: Homes | None = None

    def value(self, sets: Sequence[int], blocks: Sequence[int]) -> int:
        """The sum for a map: `sets` are its blocks as boroughs, `blocks` their places."""
        if self.homes is not None:
            return labelled(self.homes, sets)[1]
        return int(self.costs[list(blocks)].sum())


def change_costs(homes: Homes, sets: Sequence[int]) -> Whole:
    """For each block the least that moves whichever BCU it becomes; FAR where locks leave it none."""
    found = [min((cost for _, cost in homes.options(block)), default=int(FAR) // 64) for block in sets]
    return np.array(found, dtype=np.int64)


@dataclass(frozen=True)
class Limit:
    """A sum that may not be exceeded."""

    by: Summed
    most: int


@dataclass(frozen=True)
class _Label:
    """Part of a map: the sums so far, and the block that was added to the label before it."""

    limited: int
    sum: int
    before: _Label | None
    block: int


def least_sum(
    programme: Programme,
    sets: Sequence[int],
    k: int,
    ok: Ok,
    goal: Summed,
    limit: Limit | None = None,
    enough: int | None = None,
    cancelled: Cancelled = never,
    met: Callable[[list[int]], None] | None = None,
) -> tuple[int, list[int]] | None:
    """The least sum of `goal` over maps of k BCUs within the limit, with the blocks of one; None when there is none.

    `enough` stops at the first map found that is no worse; `met` hears of the blocks of each better map met on the
    way. Raises TooLarge and Stopped.
    """
    if not programme.nodes or k > programme.most:
        return None
    if goal.homes is None and limit is None:
        blocks = programme.path(k, goal.costs, ok)
        return None if blocks is None else (int(goal.costs[blocks].sum()), blocks)
    return _Search(programme, sets, k, ok, goal, limit, cancelled, met).run(enough)


class _Search:
    """The search with labels."""

    def __init__(
        self,
        programme: Programme,
        sets: Sequence[int],
        k: int,
        ok: Ok,
        goal: Summed,
        limit: Limit | None,
        cancelled: Cancelled,
        met: Callable[[list[int]], None] | None,
    ) -> None:
        self.programme, self.sets, self.k, self.ok = programme, sets, k, ok
        self.goal, self.limit, self.cancelled, self.met = goal, limit, cancelled, met
        self.rest = programme.least(goal.costs, ok)
        self.rest_limited = programme.least(limit.by.costs, ok) if limit is not None else None
        self.homes = goal.homes or (limit.by.homes if limit is not None else None)
        self.best: tuple[int, list[int]] | None = None
        self.held = 0
        self._options: Options = {}

    def run(self, enough: int | None) -> tuple[int, list[int]] | None:
        """The best map, from likely ones first and then through every label that could still beat it."""
        if self.rest[0, self.k] >= FAR or self._too_much(0, self.k, 0):
            return None
        self._try_likely()
        floor = int(self.rest[0, self.k])
        if self.best is not None and (self.best[0] <= floor or (enough is not None and self.best[0] <= enough)):
            return self.best
        self._sweep()
        return self.best

    def _too_much(self, node: int, k: int, limited: int) -> bool:
        if self.limit is None or self.rest_limited is None:
            return False
        rest = self.rest_limited[node, k]
        return bool(rest >= FAR or limited + int(rest) > self.limit.most)

    def _try_likely(self) -> None:
        """Maps that weigh the two sums in some proportion: one within the limit is an answer to beat."""
        for share in (0, 1, 2, 4, 8, 12, 15, 16):
            costs = self.goal.costs
            if self.limit is not None:
                costs = costs * (16 - share) + self.limit.by.costs * share
                if share == 16:
                    costs = self.limit.by.costs
            elif share:
                return
            blocks = self.programme.path(self.k, costs, self.ok)
            if blocks is not None:
                self._offer(blocks)

    def _offer(self, blocks: list[int]) -> None:
        sets = [self.sets[b] for b in blocks]
        if self.limit is not None and self.limit.by.value(sets, blocks) > self.limit.most:
            return
        value = self.goal.value(sets, blocks)
        if self.best is None or value < self.best[0]:
            self.best = value, blocks
            if self.met is not None:
                self.met(blocks)

    def _sweep(self) -> None:
        covered = self.programme.covered(np.array(self.sets, dtype=np.uint64))
        waiting: list[dict[tuple[int, int], list[_Label]]] = [{} for _ in range(self.programme.nodes)]
        waiting[0][self.k, 0] = [_Label(0, 0, None, -1)]
        starts, ends = self.programme.starts, self.programme.ends
        for node in range(self.programme.nodes - 1):
            here = waiting[node]
            if not here:
                continue
            if node % 256 == 0 and self.cancelled():
                raise Stopped
            for edge in range(int(starts[node]), int(ends[node])):
                block = int(self.programme.block[edge])
                if self.ok[block]:
                    self._follow(here, waiting, int(self.programme.target[edge]), block, covered)
            waiting[node] = {}
        for label in (x for labels in waiting[-1].values() for x in labels):
            if self.best is None or label.sum < self.best[0]:
                self.best = label.sum, _blocks(label)

    def _follow(
        self,
        here: dict[tuple[int, int], list[_Label]],
        waiting: list[dict[tuple[int, int], list[_Label]]],
        target: int,
        block: int,
        covered: Sequence[int],
    ) -> None:
        known = waiting[target]
        for (k, used), labels in here.items():
            if not k or self.rest[target, k - 1] >= FAR:
                continue
            rest = int(self.rest[target, k - 1])
            for bcu, goal, limited in self._costs(block):
                if bcu >= 0 and used >> bcu & 1:
                    continue
                after = self._still(used | (1 << bcu if bcu >= 0 else 0), covered[target])
                for label in labels:
                    total, bound = label.sum + goal, label.limited + limited
                    if self.best is not None and total + rest >= self.best[0]:
                        continue
                    if not self._too_much(target, k - 1, bound):
                        self._keep(known.setdefault((k - 1, after), []), _Label(bound, total, label, block))

    def _costs(self, block: int) -> list[tuple[int, int, int]]:
        """(BCU it becomes or −1, cost to the goal, cost to the limit) for each way to use the block."""
        goal, limit = self.goal, self.limit
        if self.homes is None:
            return [(-1, int(goal.costs[block]), int(limit.by.costs[block]) if limit else 0)]
        if block not in self._options:
            self._options[block] = self.homes.options(self.sets[block])
        ways = self._options[block]
        if goal.homes is not None:
            other = int(limit.by.costs[block]) if limit is not None else 0
            return [(bcu, cost, other) for bcu, cost in ways]
        return [(bcu, int(goal.costs[block]), cost) for bcu, cost in ways]

    def _still(self, used: int, covered: int) -> int:
        """The used BCUs that still have boroughs to cover: only they can be asked for again."""
        if not used or self.homes is None:
            return 0
        return sum(1 << i for i, home in enumerate(self.homes.boroughs) if used >> i & 1 and home & ~covered)

    def _keep(self, labels: list[_Label], new: _Label) -> None:
        """Keep what nothing beats on both sums."""
        if any(x.sum <= new.sum and x.limited <= new.limited for x in labels):
            return
        before = len(labels)
        labels[:] = [x for x in labels if x.sum < new.sum or x.limited < new.limited]
        labels.append(new)
        self.held += len(labels) - before
        if self.held > MOST_LABELS:
            raise TooLarge(self.programme.size, MOST_LABELS, "parts of maps")


def _blocks(label: _Label) -> list[int]:
    found = []
    at: _Label | None = label
    while at is not None and at.before is not None:
        found.append(at.block)
        at = at.before
    return found[::-1]
