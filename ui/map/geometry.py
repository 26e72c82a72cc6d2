"""The shapes of the boroughs as Qt paths, in map units: metres east, and metres south (screens grow downwards)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from planner.area.outlines import Line, Outlines
from planner.area.types import Area
from ui.map.style import edge_kind


def _closed(rings: Iterable[Line]) -> QPainterPath:
    path = QPainterPath()
    for ring in rings:
        path.addPolygon(QPolygonF([QPointF(e, -n) for e, n in ring]))
        path.closeSubpath()
    return path


class MapGeometry:
    """Paths of boroughs and arcs, made once for an area and its outlines."""

    def __init__(self, area: Area, outlines: Outlines) -> None:
        self.area = area
        self.outlines = outlines
        self._arcs = tuple(QPolygonF([QPointF(e, -n) for e, n in arc.points]) for arc in outlines.arcs)
        self.codes: tuple[str, ...] = tuple(outlines.rings)
        self.paths: dict[str, QPainterPath] = {code: self._borough(code) for code in self.codes}
        self.polygons: dict[str, tuple[QPolygonF, ...]] = {
            code: tuple(QPolygonF(p) for p in path.toSubpathPolygons()) for code, path in self.paths.items()
        }
        self.labels: dict[str, QPointF] = {c: QPointF(e, -n) for c, (e, n) in outlines.labels.items()}
        self.wards: tuple[QPointF, ...] = tuple(QPointF(w.easting, -w.northing) for w in area.wards)
        self.bounds = QRectF()
        for path in self.paths.values():
            self.bounds = self.bounds.united(path.boundingRect())

    def _borough(self, code: str) -> QPainterPath:
        return _closed(self.outlines.polygon(code))

    def _lines(self, arcs: Iterable[int]) -> QPainterPath:
        path = QPainterPath()
        for index in arcs:
            path.addPolygon(self._arcs[index])
        return path

    def edges(self, assignment: Mapping[str, str | None]) -> dict[str, QPainterPath]:
        """Every edge once, as one path to a kind (see `edge_kind`)."""
        found: dict[str, list[int]] = {"borough": [], "bcu": [], "outer": [], "unassigned": []}
        for index, arc in enumerate(self.outlines.arcs):
            found[edge_kind(arc.left, arc.right, assignment)].append(index)
        return {kind: self._lines(arcs) for kind, arcs in found.items()}

    def outline(self, codes: frozenset[str]) -> QPainterPath:
        """The outer edge of those boroughs together, as closed rings with no edge between them."""
        return _closed(self.outlines.outer_of(codes))

    def shared(self, one: frozenset[str], other: frozenset[str]) -> QPainterPath:
        """The edges where a borough of one set touches a borough of the other."""
        return self._lines(
            i
            for i, arc in enumerate(self.outlines.arcs)
            if (arc.left in one and arc.right in other) or (arc.left in other and arc.right in one)
        )

    def union(self, codes: Iterable[str]) -> QPainterPath:
        """The boroughs' paths in one, for filling."""
        path = QPainterPath()
        for code in codes:
            path.addPath(self.paths[code])
        return path

    def at(self, point: QPointF) -> str | None:
        """The borough under a point of the map; None on the ground or the river."""
        for code, path in self.paths.items():
            if path.boundingRect().contains(point) and path.contains(point):
                return code
        return None

    def next_in(self, code: str, dx: int, dy: int) -> str:
        """The nearest borough in a direction (one of dx, dy is ±1; y grows southwards), else `code` itself.

        Straight ahead counts as nearer than aside: distance sideways weighs double, and nothing more than 60°
        off the direction is ahead.
        """
        start, best, nearest = self.labels[code], code, math.inf
        for other, point in self.labels.items():
            ahead = (point.x() - start.x()) * dx + (point.y() - start.y()) * dy
            aside = abs((point.x() - start.x()) * dy) + abs((point.y() - start.y()) * dx)
            if other == code or ahead <= 0 or aside > ahead * math.sqrt(3):
                continue
            if (distance := ahead + 2 * aside) < nearest:
                best, nearest = other, distance
        return best
