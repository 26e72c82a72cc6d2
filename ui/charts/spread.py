"""How draws are spread: upright bars over an axis, with the target and the middle of the draws among them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from planner.views.charts import Level
from planner.views.uncertainty import Distribution
from ui.charts.paint import CASING_WIDTH, GAP, WINDOW_TEXT, ZERO_WIDTH, draw_dashed, draw_line, write_head
from ui.charts.writer import SEMIBOLD, Writer
from ui.theme import Theme

_SMALL = 11.0
_AXIS, _RIGHT, _FOOT, _ABOVE = 34.0, 16.0, 18.0, 32.0


def paint_spread(writer: Writer, rect: QRectF, chart: Distribution, theme: Theme, chosen: int | None) -> list[QRectF]:
    """Draw the bins; gives where each can be hit."""
    body = write_head(writer, rect, chart.title, chart.unit, theme, WINDOW_TEXT)
    plot = body.adjusted(_AXIS, _ABOVE, -_RIGHT, -_FOOT)

    def x(value: float) -> float:
        return plot.left() + (value - chart.across.low) / (chart.across.high - chart.across.low) * plot.width()

    def y(count: float) -> float:
        return plot.bottom() - count / chart.up.high * plot.height()

    places = [QRectF(x(b.low), plot.top(), x(b.high) - x(b.low), plot.height()) for b in chart.bins]
    if chosen is not None:
        writer.painter.fillRect(places[chosen], theme.alt)
    for tick in chart.up.ticks:
        draw_line(writer.painter, QPointF(plot.left(), y(tick.at)), QPointF(plot.right(), y(tick.at)), theme.line, 1.0)
        base = y(tick.at) + writer.cap_height(_SMALL) / 2
        writer.write_right(plot.left() - GAP, base, tick.words, _SMALL, theme.ink2)
    writer.painter.setPen(QPen(theme.panel, 1.0))
    writer.painter.setBrush(theme.colour("over"))
    for b in chart.bins:
        if b.count:
            writer.painter.drawRect(QRectF(QPointF(x(b.low), y(b.count)), QPointF(x(b.high), plot.bottom())))
    writer.painter.setBrush(Qt.BrushStyle.NoBrush)
    draw_line(writer.painter, plot.bottomLeft(), plot.bottomRight(), theme.ink, ZERO_WIDTH)
    for tick in chart.across.ticks:
        writer.write_middle(x(tick.at), plot.bottom() + 14, tick.words, _SMALL, theme.ink2)
    _mark(writer, plot, x(chart.middle.value), chart.middle, theme, row=0)
    if chart.level is not None:
        _mark(writer, plot, x(chart.level.value), chart.level, theme, row=1)
    return places


def _mark(writer: Writer, plot: QRectF, x: float, level: Level, theme: Theme, row: int) -> None:
    """A line through the bins, named above them; the target is dashed."""
    is_target = row == 1
    top = plot.top() - _ABOVE + 14 * row
    ends = QPointF(x, top + 14), QPointF(x, plot.bottom())
    draw_line(writer.painter, *ends, theme.panel, CASING_WIDTH)
    if is_target:
        draw_dashed(writer.painter, *ends, theme.ink)
    else:
        draw_line(writer.painter, *ends, theme.ink, ZERO_WIDTH)
    words = level.note if is_target else level.words
    width = writer.width(words, _SMALL, SEMIBOLD)
    at = min(max(x - width / 2, plot.left()), plot.right() - width)
    writer.write(at, top + 11, words, _SMALL, theme.ink, SEMIBOLD)
