"""The signs of the planner as paths on a 14 × 14 grid: never font characters, so the same everywhere.

Each is told from the others by shape alone. A word or an accessible name always goes with one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPainterPathStroker, QPen, QPixmap

if TYPE_CHECKING:
    from ui.theme import Theme

GRID = 14.0

WORDS: dict[str, str] = {
    "met": "met",
    "at_risk": "at risk",
    "not_met": "not met",
    "incomplete": "incomplete",
    "lock": "locked",
    "pencil": "override",
    "join_land": "joined by land",
    "join_bridge": "joined by a crossing",
    "join_apart": "apart",
    "rounding": "of which rounding",
    "planned": "planned",
    "verified": "verified",
}
"""The word that goes with each glyph: its accessible name where no word stands beside it."""


@dataclass(frozen=True)
class Part:
    """One path of a glyph, the token it is filled with, and the token of its 1-px edge, if it has one."""

    path: QPainterPath
    token: str
    edge: str = ""


def _polyline(points: Sequence[tuple[float, float]], width: float, *, round_ends: bool = False) -> QPainterPath:
    line = QPainterPath(QPointF(*points[0]))
    for x, y in points[1:]:
        line.lineTo(x, y)
    return _stroked(line, width, round_ends=round_ends)


def _stroked(line: QPainterPath, width: float, *, round_ends: bool = False) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap if round_ends else Qt.PenCapStyle.FlatCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    stroker.setCurveThreshold(0.02)
    return stroker.createStroke(line)


def _together(*paths: QPainterPath) -> QPainterPath:
    whole = QPainterPath()
    whole.setFillRule(Qt.FillRule.WindingFill)
    for path in paths:
        whole.addPath(path)
    return whole


def _disc(x: float, y: float, r: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), r, r)
    return path


def _ring(x: float, y: float, r: float, width: float) -> QPainterPath:
    return _stroked(_disc(x, y, r), width)


def _met() -> tuple[Part, ...]:
    return (Part(_polyline([(1.8, 7.4), (5.4, 11), (12.2, 3.2)], 2.2), "over"),)


def _at_risk() -> tuple[Part, ...]:
    triangle = QPainterPath(QPointF(7, 1))
    triangle.lineTo(13.2, 12.6)
    triangle.lineTo(0.8, 12.6)
    triangle.closeSubpath()
    mark = _together(_polyline([(7, 5), (7, 8.9)], 1.5), _disc(7, 10.7, 0.85))
    return (Part(triangle, "under", "bcu_edge"), Part(mark, "on_under"))


def _not_met() -> tuple[Part, ...]:
    cross = _together(_polyline([(2, 2), (12, 12)], 2.6), _polyline([(12, 2), (2, 12)], 2.6))
    return (Part(cross, "not_met"),)


def _incomplete() -> tuple[Part, ...]:
    dots = _together(_disc(2.4, 7, 1.45), _disc(7, 7, 1.45), _disc(11.6, 7, 1.45))
    return (Part(dots, "incomplete"),)


def _lock() -> tuple[Part, ...]:
    body = QPainterPath()
    body.addRoundedRect(QRectF(2.2, 6, 9.6, 7), 1, 1)
    shackle = QPainterPath(QPointF(4.3, 6.5))
    shackle.lineTo(4.3, 4.2)
    shackle.arcTo(QRectF(4.3, 1.5, 5.4, 5.4), 180, -180)
    shackle.lineTo(9.7, 6.5)
    return (Part(_together(body, _stroked(shackle, 1.6)), "ink"),)


def _pencil() -> tuple[Part, ...]:
    shaft = QPainterPath(QPointF(3.6, 8.4))
    for x, y in ((9.4, 2.6), (11.4, 4.6), (5.6, 10.4)):
        shaft.lineTo(x, y)
    shaft.closeSubpath()
    tip = QPainterPath(QPointF(1.6, 12.4))
    tip.lineTo(2.9, 9.2)
    tip.lineTo(4.8, 11.1)
    tip.closeSubpath()
    end = _polyline([(10.3, 1.7), (12.3, 3.7)], 1.6)
    outline = _stroked(shaft, 1.2)
    return (Part(_together(outline, tip, end), "ink"),)


def _join_land() -> tuple[Part, ...]:
    path = _together(_polyline([(3, 7), (11, 7)], 2.4), _disc(2.8, 7, 2.4), _disc(11.2, 7, 2.4))
    return (Part(path, "ink"),)


def _join_bridge() -> tuple[Part, ...]:
    cable = QPainterPath(QPointF(0.6, 7.6))
    cable.quadTo(QPointF(3, 6.4), QPointF(3.8, 3))
    cable.quadTo(QPointF(7, 9.6), QPointF(10.2, 3))
    cable.quadTo(QPointF(11, 6.4), QPointF(13.4, 7.6))
    towers = (_polyline([(x, 2.2), (x, 12)], 1.6) for x in (3.8, 10.2))
    deck = _polyline([(0.4, 9), (13.6, 9)], 1.7)
    return (Part(_together(deck, *towers, _stroked(cable, 1.2)), "ink"),)


def _join_apart() -> tuple[Part, ...]:
    slash = _polyline([(5.6, 12), (8.4, 2)], 1.4)
    return (Part(_together(_ring(2.9, 7, 1.9, 1.4), _ring(11.1, 7, 1.9, 1.4), slash), "ink"),)


def _rounding() -> tuple[Part, ...]:
    def wave(y: float) -> QPainterPath:
        line = QPainterPath(QPointF(1.5, y))
        line.cubicTo(QPointF(4.5, y - 4), QPointF(9.5, y + 4), QPointF(12.5, y))
        return _stroked(line, 1.7)

    return (Part(_together(wave(5), wave(9.4)), "ink2"),)


def _verified() -> tuple[Part, ...]:
    return (Part(_disc(7, 7, 4.2), "ink"),)


def _planned() -> tuple[Part, ...]:
    return (Part(_ring(7, 7, 3.6, 1.4), "ink"),)


_MAKERS: dict[str, Callable[[], tuple[Part, ...]]] = {
    "met": _met,
    "at_risk": _at_risk,
    "not_met": _not_met,
    "incomplete": _incomplete,
    "lock": _lock,
    "pencil": _pencil,
    "join_land": _join_land,
    "join_bridge": _join_bridge,
    "join_apart": _join_apart,
    "rounding": _rounding,
    "verified": _verified,
    "planned": _planned,
}


@cache
def glyph_parts(name: str) -> tuple[Part, ...]:
    """The paths of a glyph, bottom first. `name` is a key of WORDS. Raises KeyError for an unknown one."""
    return _MAKERS[name]()


def glyph_name(outcome: str) -> str:
    """The glyph of a rule outcome as people read it: "at risk" → "at_risk"."""
    return outcome.replace(" ", "_")


def paint_glyph(painter: QPainter, name: str, rect: QRectF, theme: Theme) -> None:
    """Draw a glyph as large as fits in the middle of `rect`."""
    parts = glyph_parts(name)
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / GRID, side / GRID)
    for part in parts:
        if part.edge:
            painter.setPen(QPen(theme.colour(part.edge), 1.0, j=Qt.PenJoinStyle.RoundJoin))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(part.token))
        painter.drawPath(part.path)
    painter.restore()


def glyph_pixmap(name: str, theme: Theme, size: int = 14, ratio: float = 1.0) -> QPixmap:
    """A glyph `size` device-independent px square on nothing, sharp at that device ratio."""
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_glyph(painter, name, QRectF(0, 0, size, size), theme)
    painter.end()
    return image


_RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)


def glyph_icon(name: str, theme: Theme, size: int = 14) -> QIcon:
    """The glyph as an icon, `size` px square, sharp at every usual device ratio."""
    icon = QIcon()
    for ratio in _RATIOS:
        icon.addPixmap(glyph_pixmap(name, theme, size, ratio))
    return icon
