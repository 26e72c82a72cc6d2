"""Which of the present BCUs each set of boroughs of a map becomes, so that as little as possible moves. Exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.suggest.graph import bits
from planner.suggest.problem import MOVES, Problem

_BARRED = 10**15


@dataclass(frozen=True)
class Homes:
    """Where boroughs are at present, and what it weighs to move each. Sets are bits in the sweep's order."""

    codes: tuple[str, ...]
    boroughs: tuple[int, ...]
    """The boroughs of each BCU, in the order of `codes`."""
    weights: tuple[int, ...]
    """What moving each borough weighs, in the sweep's order; 0 for one in no BCU, which anything may take."""
    locked: tuple[int, ...]
    """The boroughs locked in each BCU; all of them in a locked BCU, which takes nothing else."""
    closed: tuple[bool, ...]
    """Whether each BCU is locked."""

    def weight(self, block: int) -> int:
        """What the boroughs weigh together."""
        return sum(self.weights[i] for i in bits(block))

    def may(self, block: int, bcu: int) -> bool:
        """Whether the locks let these boroughs be that BCU."""
        if self.closed[bcu]:
            return block == self.boroughs[bcu]
        if self.locked[bcu] and not block & self.locked[bcu]:
            return False
        return not block & self._locked_elsewhere[bcu]

    def cost(self, block: int, bcu: int) -> int:
        """What moves when these boroughs become that BCU."""
        return self.weight(block & ~self.boroughs[bcu])

    @cached_property
    def _locked_elsewhere(self) -> tuple[int, ...]:
        every = 0
        for locked in self.locked:
            every |= locked
        return tuple(every & ~locked for locked in self.locked)

    def options(self, block: int) -> tuple[tuple[int, int], ...]:
        """(BCU, what moves) for each BCU that the boroughs could keep some of, and (−1, …) for none of them."""
        found = [
            (i, self.cost(block, i)) for i, home in enumerate(self.boroughs) if home & block and self.may(block, i)
        ]
        if any(block & locked for locked in self.locked):
            return tuple(found)
        return (*found, (-1, self.weight(block)))


def homes_of(problem: Problem, weights: Mapping[str, int] | None = None) -> Homes:
    """The present BCUs of the problem's scenario. Moving a borough weighs its baseline posts unless told otherwise."""
    scenario, terms = problem.scenario, problem.terms
    codes = tuple(scenario.bcus)
    homes = {code: problem.bits_of(b for b, home in scenario.assignment.items() if home == code) for code in codes}
    weighed = weights if weights is not None else {code: posts * MOVES + 1 for code, posts in problem.posts.items()}
    return Homes(
        codes=codes,
        boroughs=tuple(homes.values()),
        weights=tuple(weighed[code] if code in scenario.assignment else 0 for code in problem.graph.units),
        locked=tuple(homes[c] if c in terms.locked_bcus else problem.locked_in.get(c, 0) for c in codes),
        closed=tuple(c in terms.locked_bcus for c in codes),
    )


def labelled(homes: Homes, sets: Sequence[int]) -> tuple[list[str | None], int]:
    """The BCU code of each set, None for a new BCU, and what moves in all. Every BCU is used at most once."""
    width = len(homes.codes) + len(sets)
    table = []
    for block in sets:
        row = [_scaled(homes.cost(block, i), 0) if homes.may(block, i) else _BARRED for i in range(len(homes.codes))]
        bound = any(block & locked for locked in homes.locked)
        # A present BCU left over comes before a new one: the last place of the scale says so.
        row += [_BARRED if bound else _scaled(homes.weight(block), 1)] * len(sets)
        table.append(row)
    chosen = assign(table, width)
    found: list[str | None] = []
    moved = 0
    for block, i in zip(sets, chosen, strict=True):
        present = i < len(homes.codes)
        found.append(homes.codes[i] if present else None)
        moved += homes.cost(block, i) if present else homes.weight(block)
    return found, moved


def _scaled(cost: int, new: int) -> int:
    return cost * MOVES + new


def assign(table: Sequence[Sequence[int]], width: int) -> list[int]:
    """A column for each row, no column twice, with the least sum of whole numbers. Rows must not outnumber columns.

    The Hungarian method by shortest augmenting paths.
    """
    rows = len(table)
    row_price, column_price = [0] * (rows + 1), [0] * (width + 1)
    taken = [0] * (width + 1)  # row + 1 that holds each column, columns counted from 1
    for row in range(1, rows + 1):
        taken[0] = row
        _augment(table, width, row_price, column_price, taken)
    found = [0] * rows
    for column in range(1, width + 1):
        if taken[column]:
            found[taken[column] - 1] = column - 1
    return found


def _augment(
    table: Sequence[Sequence[int]], width: int, row_price: list[int], column_price: list[int], taken: list[int]
) -> None:
    """Give the row waiting in column 0 a column of its own, moving others along the cheapest chain."""
    far = 1 << 80
    least, before, seen = [far] * (width + 1), [0] * (width + 1), [False] * (width + 1)
    here = 0
    while True:
        seen[here] = True
        row, step, after = taken[here], far, 0
        for column in range(1, width + 1):
            if not seen[column]:
                cost = table[row - 1][column - 1] - row_price[row] - column_price[column]
                if cost < least[column]:
                    least[column], before[column] = cost, here
                if least[column] < step:
                    step, after = least[column], column
        for column in range(width + 1):
            if seen[column]:
                row_price[taken[column]] += step
                column_price[column] -= step
            else:
                least[column] -= step
        here = after
        if not taken[here]:
            break
    while here:
        taken[here] = taken[before[here]]
        here = before[here]
