"""The map's layers as drawing functions, shared by the window's map and by pictures.

Each takes a painter whose world transform turns map units into px, and leaves the painter as it found it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QTransform

from ui.glyphs import glyph_name, paint_glyph
from ui.map import style as looks
from ui.map.geometry import MapGeometry
from ui.map.labels import LabelFonts, PlacedLabel, paint_label
from ui.map.state import MapState, WardMark
from ui.map.style import BoroughStyle, PenSpec
from ui.theme import Theme


@contextmanager
def in_px(painter: QPainter) -> Iterator[QTransform]:
    """Draw in the painter's px; gives the transform from map units to them."""
    painter.save()
    transform = painter.worldTransform()
    painter.setWorldTransform(QTransform())
    try:
        yield transform
    finally:
        painter.restore()


def stroke(painter: QPainter, path: QPainterPath, specs: Iterable[PenSpec]) -> None:
    """Draw a path with one line over another, the first lowest."""
    for spec in specs:
        painter.strokePath(path, spec.pen())


def paint_borough(painter: QPainter, path: QPainterPath, style: BoroughStyle, theme: Theme) -> None:
    """A borough's fill, and its dots, lock lines or hatch."""
    painter.fillPath(path, style.fill)
    if style.dots:
        _pattern(painter, path, lambda box, origin: _dots(painter, box, origin, theme))
    if style.hatch == "lock":
        pen = QPen(theme.with_alpha("ink", looks.LOCK_OPACITY), looks.LOCK_WIDTH)
        _pattern(painter, path, lambda box, origin: _lines(painter, box, origin, pen, looks.LOCK_STEP, -1))
    elif style.hatch == "city":
        pen = QPen(theme.city_hatch, looks.CITY_WIDTH)
        _pattern(painter, path, lambda box, origin: _lines(painter, box, origin, pen, looks.CITY_STEP, 1))
    if style.differs:
        _pattern(painter, path, lambda box, origin: _differing(painter, box, origin, theme))


def _pattern(painter: QPainter, path: QPainterPath, draw: Callable[[QRectF, QPointF], None]) -> None:
    """Run `draw` over the path's box in px, clipped to the path. `origin` keeps patterns of neighbours in step."""
    with in_px(painter) as transform:
        shape = transform.map(path)
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        draw(shape.boundingRect(), transform.map(QPointF(0, 0)))


def _lines(painter: QPainter, box: QRectF, origin: QPointF, pen: QPen, step: float, rise: int) -> None:
    """Diagonals `step` px apart; `rise` 1 leans right going up, −1 leans left."""
    painter.setPen(pen)
    apart = step * 2**0.5
    # On a diagonal x + rise × y keeps one value: draw every value in the box that is in step with the origin.
    corners = (box.top(), box.bottom()) if rise > 0 else (-box.bottom(), -box.top())
    value, last = box.left() + corners[0], box.right() + corners[1]
    value -= (value - origin.x() - rise * origin.y()) % apart
    while value <= last:
        start, end = value - rise * box.top(), value - rise * box.bottom()
        painter.drawLine(QPointF(start, box.top()), QPointF(end, box.bottom()))
        value += apart


def _differing(painter: QPainter, box: QRectF, origin: QPointF, theme: Theme) -> None:
    """The hatch of a borough that would change its BCU: in a casing, so that it shows on every fill."""
    for colour, width in ((theme.panel, looks.DIFFERS_CASING), (theme.accent, looks.DIFFERS_WIDTH)):
        _lines(painter, box, origin, QPen(colour, width), looks.DIFFERS_STEP, 1)


def paint_differing(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """The hatch of a borough that would change its BCU, inside a box in px."""
    painter.save()
    painter.setClipRect(box)
    _differing(painter, box, box.topLeft(), theme)
    painter.restore()


def paint_hatch(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """The City's hatch inside a box in px."""
    painter.save()
    painter.setClipRect(box)
    pen = QPen(theme.city_hatch, looks.CITY_WIDTH)
    _lines(painter, box, box.topLeft(), pen, looks.CITY_STEP, 1)
    painter.restore()


def _dots(painter: QPainter, box: QRectF, origin: QPointF, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.with_alpha("ink", looks.DOTS_OPACITY))
    step, r = looks.DOTS_STEP, looks.DOTS_RADIUS
    y = box.top() - (box.top() - origin.y()) % step
    while y <= box.bottom():
        x = box.left() - (box.left() - origin.x()) % step
        while x <= box.right():
            painter.drawRect(QRectF(x - r, y - r, 2 * r, 2 * r))
            x += step
        y += step


def paint_edges(painter: QPainter, edges: Mapping[str, QPainterPath], theme: Theme) -> None:
    """Borough edges, then BCU edges, then the outer edge and the river's banks."""
    pens = looks.edge_pens(theme)
    stroke(painter, edges["borough"], (pens.borough,))
    stroke(painter, edges["unassigned"], (pens.unassigned,))
    stroke(painter, edges["bcu"], (pens.bcu,))
    stroke(painter, edges["outer"], (pens.outer,))


def paint_wards(
    painter: QPainter, geometry: MapGeometry, marks: Sequence[WardMark], theme: Theme, *, dots: bool
) -> None:
    """Ward dots where there is room for them; a ring where the minimum cannot be told; then ▲, then ✕, last.

    A wider ring goes round each whose posts would change.
    """
    by_outcome: dict[str, list[QPointF]] = {}
    with in_px(painter) as transform:
        paint_changed(
            painter, [transform.map(geometry.wards[mark.ward_index]) for mark in marks if mark.differs], theme
        )
        for mark in marks:
            by_outcome.setdefault(mark.outcome, []).append(transform.map(geometry.wards[mark.ward_index]))
        r = looks.WARD_DOT_RADIUS
        if dots:
            painter.setPen(QPen(theme.ward_dot, 2 * r, c=Qt.PenCapStyle.RoundCap))
            painter.drawPoints(by_outcome.get("met", []))
            painter.setPen(QPen(theme.ward_dot, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for point in by_outcome.get("incomplete", []):
                painter.drawEllipse(point, r, r)
        half = looks.WARD_GLYPH / 2
        for outcome in ("at risk", "not met"):
            for point in by_outcome.get(outcome, []):
                rect = QRectF(point.x() - half, point.y() - half, 2 * half, 2 * half)
                paint_glyph(painter, glyph_name(outcome), rect, theme)


def paint_changed(painter: QPainter, points: Sequence[QPointF], theme: Theme) -> None:
    """The ring round each ward whose posts would change, at points of the device."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, width in ((theme.panel, 3.4), (theme.accent, 1.6)):
        painter.setPen(QPen(ink, width))
        for point in points:
            painter.drawEllipse(point, looks.WARD_RING_RADIUS, looks.WARD_RING_RADIUS)


def paint_overlay(
    painter: QPainter, geometry: MapGeometry, state: MapState, hovered: str | None, focused: str | None, theme: Theme
) -> None:
    """Hover, selection, and the boroughs held."""
    pens = looks.edge_pens(theme)
    if hovered:
        stroke(painter, geometry.paths[hovered], (pens.hover,))
    ringed = sorted(state.selected | ({focused} if focused else set()))
    preview = state.preview
    for spec in pens.selected:
        for code in ringed:
            if preview is None or code not in preview.codes:
                stroke(painter, geometry.paths[code], (spec,))
    if preview is not None:
        painter.fillPath(geometry.union(preview.codes), theme.with_alpha("panel", looks.VEIL_OPACITY))
        stroke(painter, geometry.outline(frozenset(preview.codes)), (pens.source,))


def paint_target(painter: QPainter, geometry: MapGeometry, state: MapState, theme: Theme) -> None:
    """Where a move not yet made would go, and the edge that would join it."""
    moving, staying = _move_of(state)
    if staying:
        pens = looks.edge_pens(theme)
        stroke(painter, geometry.outline(staying), pens.target)
        stroke(painter, geometry.shared(moving, staying), pens.joining)


def target_box(geometry: MapGeometry, state: MapState) -> QRectF:
    """The ground `paint_target` draws on, without the width of its lines; empty when there is nothing to draw."""
    box = QRectF()
    for code in _move_of(state)[1]:
        box = box.united(geometry.paths[code].boundingRect())
    return box


def overlay_box(geometry: MapGeometry, state: MapState, hovered: str | None, focused: str | None) -> QRectF:
    """The ground `paint_overlay` draws on, without the width of its lines; empty when there is nothing to draw."""
    box = QRectF()
    held = state.preview.codes if state.preview is not None else ()
    for code in (*state.selected, *held, hovered, focused):
        if code:
            box = box.united(geometry.paths[code].boundingRect())
    return box


def _move_of(state: MapState) -> tuple[frozenset[str], frozenset[str]]:
    """The boroughs held, and those of the BCU they would join; none where they would join none."""
    preview = state.preview
    if preview is None or not preview.target or preview.refused:
        return frozenset(), frozenset()
    moving = frozenset(preview.codes)
    return moving, state.members(preview.target) - moving


def paint_labels(
    painter: QPainter,
    geometry: MapGeometry,
    labels: Iterable[PlacedLabel],
    styles: Mapping[str, BoroughStyle],
    fonts: LabelFonts,
    theme: Theme,
) -> None:
    """Every label at its place, the same size at any zoom."""
    with in_px(painter) as transform:
        for label in labels:
            at = transform.map(geometry.labels[label.borough])
            paint_label(painter, at, label, styles[label.borough], fonts, theme)
