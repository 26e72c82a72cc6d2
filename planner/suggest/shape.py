"""Which sets of boroughs may be one BCU under the terms, and the programme over them: what every aim shares.

Shapes are remembered, so that another aim, another measure or a dragged borough goes through the same programme.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterable
from functools import cached_property

from planner.area.types import Area
from planner.scenario.types import Scenario
from planner.suggest.build import build
from planner.suggest.graph import Graph, graph_of
from planner.suggest.order import sweep_order
from planner.suggest.programme import Programme
from planner.suggest.terms import Cancelled, Terms

_KEPT = 6


class Shape:
    """The boroughs in the sweep's order, the blocks the terms allow, and (once asked for) the programme over them."""

    def __init__(self, area: Area, scenario: Scenario, terms: Terms) -> None:
        self.terms = terms
        graph = graph_of(area, terms)
        self.graph: Graph = graph.in_order(sweep_order(area, graph, terms.smallest, terms.largest))
        self.place = {code: i for i, code in enumerate(self.graph.units)}
        self.assignment = scenario.assignment
        self.made: Programme | None = None

    def bits_of(self, codes: Iterable[str]) -> int:
        """Boroughs as a set of bits."""
        return sum(1 << self.place[code] for code in codes)

    def programme(self, cancelled: Cancelled) -> Programme:
        """The programme over all blocks, made once. Raises TooLarge and Stopped."""
        if self.made is None:
            self.made = build(len(self.graph.units), self.blocks, cancelled)
        return self.made

    @cached_property
    def blocks(self) -> list[int]:
        """The joined sets of boroughs that may be one BCU under the terms."""
        found = self.graph.blocks(self.terms.smallest, self.terms.largest)
        if not (self._never or self._together or self._fixed or self._apart):
            return found
        return [block for block in found if self._is_allowed(block)]

    def _is_allowed(self, block: int) -> bool:
        """Whether locks, together and apart let this set of boroughs be one BCU."""
        if block & self._never or any(block & kept and block & kept != kept for kept in self._together):
            return False
        if any(block & kept and block != kept for kept in self._fixed):
            return False
        return not any(block & a and block & b for a, b in self._apart)

    @cached_property
    def _fixed(self) -> list[int]:
        """The boroughs of each locked BCU: it neither gains nor loses."""
        homes = ((b for b, home in self.assignment.items() if home == c) for c in self.terms.locked_bcus)
        return [found for home in homes if (found := self.bits_of(home))]

    @cached_property
    def _never(self) -> int:
        """Boroughs locked outside any BCU: no map can hold them."""
        return self.bits_of(b for b in self.terms.locked_boroughs if b not in self.assignment)

    @cached_property
    def locked_in(self) -> dict[str, int]:
        """The locked boroughs of each BCU that has any."""
        found: dict[str, int] = {}
        for borough in sorted(self.terms.locked_boroughs):
            home = self.assignment.get(borough)
            if home is not None:
                found[home] = found.get(home, 0) | 1 << self.place[borough]
        return found

    @cached_property
    def _together(self) -> list[int]:
        return [*self.locked_in.values(), *(self.bits_of(kept) for kept in self.terms.together)]

    @cached_property
    def _apart(self) -> list[tuple[int, int]]:
        locked = list(self.locked_in.values())
        pairs = [(a, b) for i, a in enumerate(locked) for b in locked[i + 1 :]]
        return pairs + [(1 << self.place[a], 1 << self.place[b]) for a, b in self.terms.apart]


_shapes: dict[Hashable, Shape] = {}
_changing = threading.Lock()


def shape_of(area: Area, scenario: Scenario, terms: Terms) -> Shape:
    """The shape of a question; one of the last few if it is one of them."""
    held = bool(terms.locked_boroughs or terms.locked_bcus)
    key = (
        area.hash,
        (terms.smallest, terms.largest, terms.crossings, terms.min_border, terms.together, terms.apart),
        (terms.locked_boroughs, terms.locked_bcus, scenario.assignment) if held else None,
    )
    found = _shapes.get(key)
    if found is None:
        found = Shape(area, scenario, terms)
        with _changing:
            while len(_shapes) >= _KEPT:
                _shapes.pop(next(iter(_shapes)))
            _shapes[key] = found
    return found


def forget_shapes() -> None:
    """Forget every shape, so that the next question is asked from nothing."""
    with _changing:
        _shapes.clear()
