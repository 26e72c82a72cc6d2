"""The map drawn by a painter at any size, for pictures: the window's layers without its states."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QFont, QPainter

from planner.area.outlines import Outlines
from planner.area.types import Area
from ui.map.geometry import MapGeometry
from ui.map.labels import LabelFonts, place_labels
from ui.map.layers import paint_borough, paint_edges, paint_labels, paint_wards
from ui.map.state import MapState
from ui.map.style import style_for
from ui.theme import FontSet, Theme, bundled_fonts


@dataclass(frozen=True)
class PaintOptions:
    """What a picture of the map shows besides fills, edges and labels, and how large its text is (px)."""

    ward_marks: bool = False
    locks: bool = False
    name_px: float = 12.0
    code_px: float = 14.0
    margin: float = 4.0


def paint_map(
    painter: QPainter,
    rect: QRectF,
    area: Area,
    outlines: Outlines,
    state: MapState,
    theme: Theme,
    options: PaintOptions | None = None,
    fonts: FontSet | None = None,
) -> QRectF:
    """Draw the map as large as fits in the middle of `rect` (px); gives the box it fills. The ground is left as is."""
    options = options or PaintOptions()
    fonts = fonts or bundled_fonts()
    geometry = MapGeometry(area, outlines)
    if not options.locks:
        unlocked = {code: replace(bcu, locked=False) for code, bcu in state.bcus.items()}
        state = replace(state, bcus=unlocked, locked_boroughs=frozenset())
    styles = {code: style_for(code, state, theme) for code in geometry.codes}
    room = rect.marginsRemoved(_margins(options.margin))
    scale = min(room.width() / geometry.bounds.width(), room.height() / geometry.bounds.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(room.center())
    painter.scale(scale, scale)
    painter.translate(-geometry.bounds.center())
    filled = painter.worldTransform().mapRect(geometry.bounds)
    for code in geometry.codes:
        paint_borough(painter, geometry.paths[code], styles[code], theme)
    paint_edges(painter, geometry.edges(state.assignment), theme)
    if options.ward_marks:
        paint_wards(painter, geometry, state.ward_marks, theme, dots=True)
    label_fonts = LabelFonts(fonts.pixel_font(options.name_px), fonts.pixel_font(options.code_px, QFont.Weight.Bold))
    labels = place_labels(geometry, styles, label_fonts, scale)
    paint_labels(painter, geometry, labels, styles, label_fonts, theme)
    painter.restore()
    return filled


def _margins(size: float) -> QMarginsF:
    return QMarginsF(size, size, size, size)
