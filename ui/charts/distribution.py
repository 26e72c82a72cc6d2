"""Upright bars over an axis of values, and marks among them: how draws, and how all possible maps, are spread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from planner.views.charts import Level
from planner.views.scales import Scale
from planner.views.standing_chart import MapsChart
from ui.charts.paint import CASING_WIDTH, GAP, WINDOW_TEXT, ZERO_WIDTH, below_head, draw_line, write_head
from ui.charts.writer import SEMIBOLD, Writer
from ui.theme import Theme

_SMALL = 11.0
_AXIS, _RIGHT, _FOOT, _ABOVE = 34.0, 16.0, 18.0, 32.0
_ROW = 14.0
_MARK = 2.6


class Counted(Protocol):
    """A bar: from where to where, and how high."""

    @property
    def low(self) -> float:
        """Where it begins on the axis."""

    @property
    def high(self) -> float:
        """Where it ends on the axis."""

    @property
    def count(self) -> float:
        """How high it is."""


@dataclass(frozen=True)
class Plot:
    """Where bars stand: the ground, and the axis along it. Two rows above it hold the names of marks."""

    box: QRectF
    across: Scale

    def x(self, value: float) -> float:
        """Where a value lies along the axis."""
        return self.box.left() + (value - self.across.low) / (self.across.high - self.across.low) * self.box.width()


def plot_in(body: QRectF, across: Scale) -> Plot:
    """The ground for bars in what a chart's head leaves."""
    return Plot(body.adjusted(_AXIS, _ABOVE, -_RIGHT, -_FOOT), across)


def paint_bins(
    writer: Writer,
    plot: Plot,
    bins: Sequence[Counted],
    up: Scale,
    colour: Callable[[int], QColor],
    theme: Theme,
    chosen: int | None,
) -> list[QRectF]:
    """Draw bars with both axes; gives where each can be hit."""
    box = plot.box

    def y(count: float) -> float:
        return box.bottom() - count / up.high * box.height()

    places = [QRectF(plot.x(b.low), box.top(), plot.x(b.high) - plot.x(b.low), box.height()) for b in bins]
    if chosen is not None:
        writer.painter.fillRect(places[chosen], theme.alt)
    for tick in up.ticks:
        draw_line(writer.painter, QPointF(box.left(), y(tick.at)), QPointF(box.right(), y(tick.at)), theme.line, 1.0)
        base = y(tick.at) + writer.cap_height(_SMALL) / 2
        writer.write_right(box.left() - GAP, base, tick.words, _SMALL, theme.ink2)
    writer.painter.setPen(QPen(theme.panel, 1.0))
    for i, b in enumerate(bins):
        if b.count:
            writer.painter.setBrush(colour(i))
            writer.painter.drawRect(QRectF(QPointF(plot.x(b.low), y(b.count)), QPointF(plot.x(b.high), box.bottom())))
    writer.painter.setBrush(Qt.BrushStyle.NoBrush)
    draw_line(writer.painter, box.bottomLeft(), box.bottomRight(), theme.ink, ZERO_WIDTH)
    for tick in plot.across.ticks:
        writer.write_middle(plot.x(tick.at), box.bottom() + 14, tick.words, _SMALL, theme.ink2)
    return places


def name_mark(
    writer: Writer, plot: Plot, value: float, words: str, colour: QColor, row: int, ground: QColor | None = None
) -> QPointF:
    """Write a mark's name over the bars, in the upper (0) or the lower row; gives where its line begins.

    A `ground` is laid under the name, where the line of another mark may pass.
    """
    x, top = plot.x(value), plot.box.top() - _ABOVE + _ROW * row
    width = writer.width(words, _SMALL, SEMIBOLD)
    at = min(max(x - width / 2, plot.box.left()), plot.box.right() - width)
    if ground is not None:
        writer.painter.fillRect(QRectF(at - 3, top, width + 6, _ROW), ground)
    writer.write(at, top + 11, words, _SMALL, colour, SEMIBOLD)
    return QPointF(x, top + _ROW)


def paint_maps(writer: Writer, rect: QRectF, chart: MapsChart, theme: Theme, chosen: int | None) -> list[QRectF]:
    """Draw how all maps are spread, the present one marked; gives where each bar can be hit."""
    body = write_head(writer, rect, chart.title, chart.unit, theme, WINDOW_TEXT)
    plot = plot_in(body, chart.across)
    places = paint_bins(writer, plot, chart.bins, chart.up, lambda i: theme.colour(chart.bins[i].tone), theme, chosen)
    if chart.now is not None:
        _line(writer, plot, chart.now, theme.ink, theme, 0)
    return places


def paint_maps_mark(writer: Writer, rect: QRectF, chart: MapsChart, mark: Level, theme: Theme) -> None:
    """Draw where a map would stand, over the chart of `paint_maps` in the same rectangle."""
    plot = plot_in(below_head(writer, rect, chart.unit, WINDOW_TEXT), chart.across)
    writer.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _line(writer, plot, mark, theme.accent, theme, 1)


def _line(writer: Writer, plot: Plot, mark: Level, colour: QColor, theme: Theme, row: int) -> None:
    inside = min(max(mark.value, plot.across.low), plot.across.high)
    start = name_mark(writer, plot, inside, mark.words, colour, row, theme.panel if row else None)
    end = QPointF(start.x(), plot.box.bottom())
    draw_line(writer.painter, start, end, theme.panel, CASING_WIDTH)
    draw_line(writer.painter, start, end, colour, _MARK)
