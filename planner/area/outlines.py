"""Borough outlines kept as shared arcs, so that a BCU's outline is the arcs its boroughs do not share.

Points are British National Grid metres, y up. Rings run anticlockwise: a borough lies left of its arcs.
The outlines leave the tidal Thames as a gap: boroughs that meet only in the river share no arc.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from planner.area.build import AreaError
from planner.area.shipped import has_resource, read_resource
from planner.words.frozen_map import FrozenMap

Point = tuple[float, float]
Line = tuple[Point, ...]
Ring = tuple[int, ...]
OUTSIDE = ""


@dataclass(frozen=True)
class Arc:
    """A run of boundary. `left` and `right` are the borough codes beside it, "" where there is none."""

    points: Line
    left: str
    right: str


@dataclass(frozen=True)
class Outlines:
    """Arcs, and the rings made of them. A ring lists arcs: n is arc n forwards, ~n is arc n backwards."""

    id: str
    arcs: tuple[Arc, ...]
    rings: FrozenMap[str, tuple[Ring, ...]]
    labels: FrozenMap[str, Point]

    def polygon(self, code: str) -> tuple[Line, ...]:
        """The closed rings of a borough, the largest first. Raises KeyError for an unknown code."""
        closed = (_joined(self.run(ref) for ref in ring) for ring in self.rings[code])
        return tuple(sorted(closed, key=_area, reverse=True))

    def run(self, ref: int) -> Line:
        """The points of an arc in the direction the reference says."""
        return self.arcs[ref].points if ref >= 0 else self.arcs[~ref].points[::-1]

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Least easting, least northing, greatest easting, greatest northing."""
        eastings = [point[0] for arc in self.arcs for point in arc.points]
        northings = [point[1] for arc in self.arcs for point in arc.points]
        return min(eastings), min(northings), max(eastings), max(northings)

    def edges_between(self, group: Mapping[str, str]) -> tuple[Line, ...]:
        """The arcs whose two sides lie in different groups, the outer boundary among them.

        `group` says each borough's group. A borough it leaves out, as the City of London or an unassigned
        one, is a group by itself; so is what lies outside. Give every unassigned borough the group "" to
        have no edge among them.
        """
        return tuple(arc.points for arc in self.arcs if _side(arc.left, group) != _side(arc.right, group))

    def outer_of(self, codes: frozenset[str]) -> tuple[Line, ...]:
        """The outer boundary of a set of boroughs, holes too: closed rings with the boroughs on the left."""
        refs = []
        for i, arc in enumerate(self.arcs):
            inside_left, inside_right = arc.left in codes, arc.right in codes
            if inside_left != inside_right:
                refs.append(i if inside_left else ~i)
        return self._closed(refs)

    def shared(self, a: str, b: str) -> tuple[Line, ...]:
        """The arcs between two boroughs; none where they do not touch by land."""
        return tuple(arc.points for arc in self.arcs if {arc.left, arc.right} == {a, b})

    def _closed(self, refs: Iterable[int]) -> tuple[Line, ...]:
        """Chains the runs end to start into closed lines."""
        starting: dict[Point, list[Line]] = {}
        for ref in refs:
            run = self.run(ref)
            starting.setdefault(run[0], []).append(run)
        rings = []
        while starting:
            first = next(iter(starting))
            chain = [_take(starting, first)]
            while chain[-1][-1] != first:
                chain.append(_take(starting, chain[-1][-1]))
            rings.append(_joined(chain))
        return tuple(rings)


def _take(starting: dict[Point, list[Line]], point: Point) -> Line:
    """Takes out a run that starts at the point."""
    runs = starting[point]
    run = runs.pop()
    if not runs:
        del starting[point]
    return run


def _side(code: str, group: Mapping[str, str]) -> tuple[str, str]:
    """What lies on one side of an arc: outside, a borough by itself, or a group."""
    if code == OUTSIDE:
        return ("outside", "")
    return ("group", group[code]) if code in group else ("borough", code)


def _joined(runs: Iterable[Line]) -> Line:
    points: list[Point] = []
    for run in runs:
        points.extend(run[1:] if points else run)
    return tuple(points)


def _area(ring: Line) -> float:
    """Square metres inside a closed anticlockwise ring."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


@cache
def load_outlines(outlines_id: str) -> Outlines:
    """The shipped outlines with that id. Raises AreaError when there are none."""
    if not outlines_id or not has_resource("areas", outlines_id, "outlines.json"):
        raise AreaError(f"No outlines “{outlines_id}” ship with the planner: show the boroughs as tiles.")
    document = json.loads(read_resource("areas", outlines_id, "outlines.json"))
    rings = {code: tuple(tuple(ring) for ring in found) for code, found in document["rings"].items()}
    left: dict[int, str] = {}
    right: dict[int, str] = {}
    for code, found in rings.items():
        for ref in (ref for ring in found for ref in ring):
            if ref >= 0:
                left[ref] = code
            else:
                right[~ref] = code
    return Outlines(
        id=document["id"],
        arcs=tuple(
            Arc(_points(steps), left.get(i, OUTSIDE), right.get(i, OUTSIDE)) for i, steps in enumerate(document["arcs"])
        ),
        rings=FrozenMap(rings),
        labels=FrozenMap({code: (float(e), float(n)) for code, (e, n) in document["labels"].items()}),
    )


def _points(steps: list[int]) -> Line:
    """Points of an arc kept as its first point and then steps from each point to the next."""
    east, north = 0, 0
    points = []
    for i in range(0, len(steps), 2):
        east, north = east + steps[i], north + steps[i + 1]
        points.append((float(east), float(north)))
    return tuple(points)
