"""Boroughs as a graph: who joins whom under the terms, and the sets of boroughs that can be one BCU.

A set of boroughs is a whole number with a bit for each: bit i is borough `units[i]`, in the order of the sweep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.area.types import Area, Border
from planner.suggest.errors import TooLarge
from planner.suggest.terms import Pair, Terms

MOST_BLOCKS = 400_000


@dataclass(frozen=True)
class Graph:
    """Boroughs in an order and the pairs that join."""

    units: tuple[str, ...]
    pairs: frozenset[Pair]

    @cached_property
    def neighbours(self) -> tuple[int, ...]:
        """For each borough the set of those it joins."""
        at = {code: i for i, code in enumerate(self.units)}
        found = [0] * len(self.units)
        for a, b in self.pairs:
            found[at[a]] |= 1 << at[b]
            found[at[b]] |= 1 << at[a]
        return tuple(found)

    def in_order(self, units: Sequence[str]) -> Graph:
        """The same graph with its boroughs in another order."""
        return Graph(tuple(units), self.pairs)

    def blocks(self, smallest: int, largest: int) -> list[int]:
        """Every joined set of `smallest` to `largest` boroughs, ascending.

        Raises TooLarge rather than hold more than MOST_BLOCKS of one size.
        """
        found: list[int] = []
        grown = {1 << i for i in range(len(self.units))}
        for size in range(1, min(largest, len(self.units)) + 1):
            if size > 1:
                grown = self._grown(grown)
            if size >= smallest:
                found.extend(grown)
        return sorted(found)

    def _grown(self, sets: Iterable[int]) -> set[int]:
        neighbours = self.neighbours
        found: set[int] = set()
        for members in sets:
            around = 0
            rest = members
            while rest:
                low = rest & -rest
                around |= neighbours[low.bit_length() - 1]
                rest ^= low
            around &= ~members
            while around:
                low = around & -around
                found.add(members | low)
                around ^= low
            if len(found) > MOST_BLOCKS:
                raise TooLarge(len(self.units), MOST_BLOCKS, "joined sets of one size")
        return found


def graph_of(area: Area, terms: Terms) -> Graph:
    """The policed boroughs in code order, joined as the terms allow."""
    policed = set(area.borough_codes)
    joined = (x for x in area.borders if x.a in policed and x.b in policed and joins(x, terms))
    return Graph(area.borough_codes, frozenset((min(x.a, x.b), max(x.a, x.b)) for x in joined))


def joins(border: Border, terms: Terms) -> bool:
    """Whether two boroughs with this border may stand in one BCU because of it."""
    if border.crossing == "land":
        return border.land_m >= terms.min_border
    return (min(border.a, border.b), max(border.a, border.b)) in terms.crossings and border.crossing != "none"


def bits(members: int) -> Iterator[int]:
    """The places of the bits that are set, ascending."""
    while members:
        low = members & -members
        yield low.bit_length() - 1
        members ^= low
