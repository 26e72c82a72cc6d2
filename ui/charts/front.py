"""The trade-off of two aims: a dot for each map that nothing beats on both, joined by a stair; the present map."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPen

from planner.views.front import FrontChart, Spot
from ui.charts.paint import CASING_WIDTH, GAP, WINDOW_TEXT, draw_line, write_head
from ui.charts.writer import SEMIBOLD, Writer
from ui.theme import Theme

_SMALL = 11.0
_AXIS, _RIGHT, _FOOT, _ABOVE = 44.0, 20.0, 18.0, 18.0
_DOT, _CHOSEN, _NOW, _REACH = 4.0, 6.0, 5.0, 9.0


def paint_front(writer: Writer, rect: QRectF, chart: FrontChart, theme: Theme, chosen: int | None) -> list[QRectF]:
    """Draw the front; gives where each of its maps can be hit."""
    body = write_head(writer, rect, chart.title, chart.unit, theme, WINDOW_TEXT)
    plot = body.adjusted(_AXIS, _ABOVE, -_RIGHT, -_FOOT)

    def place(spot: Spot) -> QPointF:
        along = (spot.x - chart.across.low) / (chart.across.high - chart.across.low)
        up = (spot.y - chart.up.low) / (chart.up.high - chart.up.low)
        return QPointF(plot.left() + along * plot.width(), plot.bottom() - up * plot.height())

    _axes(writer, plot, chart, theme)
    dots = [place(spot) for spot in chart.points]
    for one, two in pairwise(dots):  # between two maps nothing is better than the worse of each aim
        corner = QPointF(two.x(), one.y())
        draw_line(writer.painter, one, corner, theme.control, 1.0)
        draw_line(writer.painter, corner, two, theme.control, 1.0)
    writer.painter.setPen(QPen(theme.panel, 1.0))
    writer.painter.setBrush(theme.colour("over"))
    for at, dot in enumerate(dots):
        size = _CHOSEN if at == chosen else _DOT
        writer.painter.drawEllipse(dot, size, size)
    if chart.now is not None:
        _now(writer, plot, place(chart.now), chart.now.words, theme)
    return [QRectF(d.x() - _REACH, d.y() - _REACH, 2 * _REACH, 2 * _REACH) for d in dots]


def _axes(writer: Writer, plot: QRectF, chart: FrontChart, theme: Theme) -> None:
    for tick in chart.up.ticks:
        y = plot.bottom() - (tick.at - chart.up.low) / (chart.up.high - chart.up.low) * plot.height()
        draw_line(writer.painter, QPointF(plot.left(), y), QPointF(plot.right(), y), theme.line, 1.0)
        writer.write_right(plot.left() - GAP, y + writer.cap_height(_SMALL) / 2, tick.words, _SMALL, theme.ink2)
    for tick in chart.across.ticks:
        x = plot.left() + (tick.at - chart.across.low) / (chart.across.high - chart.across.low) * plot.width()
        draw_line(writer.painter, QPointF(x, plot.top()), QPointF(x, plot.bottom()), theme.line, 1.0)
        writer.write_middle(x, plot.bottom() + 14, tick.words, _SMALL, theme.ink2)


def _now(writer: Writer, plot: QRectF, at: QPointF, words: str, theme: Theme) -> None:
    """The present map: a cross, so that it is told from the front without colour."""
    for colour, width in ((theme.panel, CASING_WIDTH), (theme.ink, 2.2)):
        for across in (_NOW, -_NOW):
            draw_line(writer.painter, at + QPointF(-_NOW, -across), at + QPointF(_NOW, across), colour, width)
    # Away from the front, which lies below and to the left of every other map.
    width, cap = writer.width(words, _SMALL, SEMIBOLD), writer.cap_height(_SMALL, SEMIBOLD)
    x = min(at.x() + _NOW + GAP, plot.right() - width)
    baseline = max(at.y() - _NOW - GAP, plot.top() + cap)
    writer.painter.fillRect(QRectF(x - 2, baseline - cap - 3, width + 4, cap + 6), theme.panel)
    writer.write(x, baseline, words, _SMALL, theme.ink, SEMIBOLD)
