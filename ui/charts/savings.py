"""Saving in each year over cumulative net saving, drawn on one time axis. Colours come from the theme only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from planner.views.charts import Level
from planner.views.savings_chart import COST, CUMULATIVE_TITLE, GROSS, NET, YEAR_TITLE, Axis, SavingsChart, YearColumn
from ui.charts.paint import (
    CASING_WIDTH,
    END_DOT,
    GAP,
    LINE_WIDTH,
    WINDOW_TEXT,
    ZERO_WIDTH,
    draw_dashed,
    draw_line,
    spread,
)
from ui.charts.writer import SEMIBOLD, Writer
from ui.theme import Theme

TOP_SHARE = 0.6
COLUMN_SHARE, WIDEST = 0.44, 40.0
AXIS_WIDTH = 30.0
TITLE_HEIGHT, YEARS_HEIGHT, LABEL_ROOM, BETWEEN = 20.0, 18.0, 14.0, 10.0
SMALL = 11.0
_NET_REACH = 0.7
"""How far the line of the net saving reaches to each side, in widths of the bar."""


@dataclass(frozen=True)
class _Frame:
    """One of the two charts: where it stands, and its axis."""

    plot: QRectF
    axis: Axis

    def y(self, value: float) -> float:
        """Where a value lies, px."""
        return self.plot.bottom() - (value - self.axis.low) / (self.axis.high - self.axis.low) * self.plot.height()


def paint_savings(writer: Writer, rect: QRectF, chart: SavingsChart, theme: Theme, chosen: int | None) -> list[QRectF]:
    """Draw both charts as they stand; gives where each year can be hit. `chosen` is the year pointed out."""
    writer.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    above, beneath = _plots(writer, rect, chart)
    places = _places(above, rect, chart)
    if chosen is not None:
        writer.painter.fillRect(places[chosen], theme.alt)
    middles = [place.center().x() for place in places]
    _title(writer, rect.left(), rect.top(), YEAR_TITLE, chart.unit, theme)
    _title(writer, rect.left(), beneath.top() - TITLE_HEIGHT - LABEL_ROOM, CUMULATIVE_TITLE, "£ million", theme)
    _years(writer, _Frame(above, chart.axis), chart, middles, theme)
    _cumulative(writer, _Frame(beneath, chart.cumulative_axis), chart, middles, theme)
    for middle, column in zip(middles, chart.columns, strict=True):
        writer.write_middle(middle, rect.bottom() - 4, column.year, SMALL, theme.ink)
    return places


def paint_tried(writer: Writer, rect: QRectF, chart: SavingsChart, theme: Theme) -> None:
    """Draw over `paint_savings`, in the same rectangle, the net saving of each year as a move not yet made has it."""
    painter = writer.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    above, _ = _plots(writer, rect, chart)
    frame, half = _Frame(above, chart.axis), _bar_width(above, chart) * _NET_REACH
    for place, column in zip(_places(above, rect, chart), chart.columns, strict=True):
        if column.then is not None:
            middle, y = place.center().x(), frame.y(column.then)
            draw_line(painter, QPointF(middle - half, y), QPointF(middle + half, y), theme.accent, 2.0)


def _plots(writer: Writer, rect: QRectF, chart: SavingsChart) -> tuple[QRectF, QRectF]:
    """Where the two charts stand, within their axes."""
    left, width = rect.left() + AXIS_WIDTH, rect.width() - AXIS_WIDTH - _side(writer, chart)
    room = rect.height() - 2 * (TITLE_HEIGHT + LABEL_ROOM) - BETWEEN - YEARS_HEIGHT
    above = QRectF(left, rect.top() + TITLE_HEIGHT + LABEL_ROOM, width, room * TOP_SHARE)
    foot = rect.bottom() - YEARS_HEIGHT
    return above, QRectF(left, foot - room * (1 - TOP_SHARE), width, room * (1 - TOP_SHARE))


def _places(plot: QRectF, rect: QRectF, chart: SavingsChart) -> list[QRectF]:
    """Each year from the top to the foot of both charts."""
    cell = plot.width() / len(chart.columns)
    return [QRectF(plot.left() + i * cell, rect.top(), cell, rect.height()) for i in range(len(chart.columns))]


def _bar_width(plot: QRectF, chart: SavingsChart) -> float:
    return min(WIDEST, plot.width() / len(chart.columns) * COLUMN_SHARE)


def _side(writer: Writer, chart: SavingsChart) -> float:
    """Room at the right for the names of lines and bars."""
    names = [(NET, SEMIBOLD), (COST if chart.has_cost else GROSS, SEMIBOLD)]
    for level in (chart.level, chart.cumulative_level):
        if level is not None:
            names += [(level.words, SEMIBOLD), (level.note, SEMIBOLD)]
    return max(writer.width(name, SMALL, weight) for name, weight in names) + 2 * GAP


def _title(writer: Writer, x: float, top: float, title: str, unit: str, theme: Theme) -> None:
    end = writer.write(x, top + 12, title, WINDOW_TEXT.title, theme.ink, SEMIBOLD)
    writer.write(end + 6, top + 12, unit, WINDOW_TEXT.note, theme.ink2)


def _grid(writer: Writer, frame: _Frame, theme: Theme) -> None:
    plot = frame.plot
    for tick in frame.axis.ticks:
        y = frame.y(tick.at)
        if tick.at:
            draw_line(writer.painter, QPointF(plot.left(), y), QPointF(plot.right(), y), theme.line, 1.0)
        writer.write_right(plot.left() - GAP, y + writer.cap_height(SMALL) / 2, tick.words, SMALL, theme.ink2)


def _zero(writer: Writer, frame: _Frame, theme: Theme) -> None:
    y = frame.y(0)
    draw_line(writer.painter, QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y), theme.ink, ZERO_WIDTH)


def _years(writer: Writer, frame: _Frame, chart: SavingsChart, middles: list[float], theme: Theme) -> None:
    _grid(writer, frame, theme)
    width = _bar_width(frame.plot, chart)
    for middle, column in zip(middles, chart.columns, strict=True):
        _bars(writer.painter, frame, column, middle, width, theme)
    _zero(writer, frame, theme)
    _level(writer.painter, frame, chart.level, theme)
    for middle, column in zip(middles, chart.columns, strict=True):
        _net(writer, frame, column, middle, width, chart.level, theme)
    _names(writer, frame, chart, theme)


def _bars(painter: QPainter, frame: _Frame, column: YearColumn, middle: float, width: float, theme: Theme) -> None:
    """Gross above nought, one-off cost below it; the cost is edged so that it stands out on any ground."""
    left, zero = middle - width / 2, frame.y(0)
    painter.setPen(Qt.PenStyle.NoPen)
    if column.gross:
        painter.setBrush(theme.series_1)
        painter.drawRect(QRectF(QPointF(left, frame.y(column.gross)), QPointF(left + width, zero)).normalized())
    if column.cost:
        painter.setBrush(theme.series_2)
        painter.setPen(QPen(theme.bcu_edge, 0.8))
        painter.drawRect(QRectF(QPointF(left, zero), QPointF(left + width, frame.y(column.cost))).normalized())


def _net(
    writer: Writer, frame: _Frame, column: YearColumn, middle: float, width: float, level: Level | None, theme: Theme
) -> None:
    """A line across and beyond the bar at the net saving, ended by a dot, with its value above."""
    y, painter = frame.y(column.net), writer.painter
    start, end = QPointF(middle - width * _NET_REACH, y), QPointF(middle + width * _NET_REACH, y)
    draw_line(painter, start, end, theme.panel, 3.2)
    draw_line(painter, start, end, theme.ink, 1.8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.ink)
    painter.drawEllipse(end, 2.8, 2.8)
    cap = writer.cap_height(SMALL, SEMIBOLD)
    baseline = min(y, frame.y(max(column.gross, 0))) - GAP
    if level is not None and baseline - cap - 3 < frame.y(level.value) < baseline + 3:
        baseline = frame.y(level.value) - GAP
    writer.write_middle(middle, baseline, column.net_text, SMALL, theme.ink, SEMIBOLD)


def _level(painter: QPainter, frame: _Frame, level: Level | None, theme: Theme) -> None:
    if level is not None:
        y = frame.y(level.value)
        ends = QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y)
        draw_line(painter, *ends, theme.panel, CASING_WIDTH)
        draw_dashed(painter, *ends, theme.ink)


def _names(writer: Writer, frame: _Frame, chart: SavingsChart, theme: Theme) -> None:
    """The names of what is drawn, at the right, each as near its own height as the others let it be."""
    last = chart.columns[-1]
    wanted = [(frame.y(last.net), NET, "ink", True), (frame.y(last.gross / 2), GROSS, "series_1", True)]
    if chart.level is not None:
        y = frame.y(chart.level.value)
        wanted += [(y, chart.level.words, "ink", True), (y + 13, chart.level.note, "ink2", False)]
    if chart.has_cost:
        wanted.append((frame.y(0) + 10, COST, "ink", True))
    x, cap = frame.plot.right() + GAP, writer.cap_height(SMALL, SEMIBOLD)
    for (_, name, token, strong), y in zip(wanted, spread([w[0] for w in wanted], 13.0), strict=True):
        weight = (SEMIBOLD,) if strong else ()
        writer.write(x, y + cap / 2, name, SMALL, theme.colour(token), *weight)


def _cumulative(writer: Writer, frame: _Frame, chart: SavingsChart, middles: list[float], theme: Theme) -> None:
    _grid(writer, frame, theme)
    _zero(writer, frame, theme)
    _level(writer.painter, frame, chart.cumulative_level, theme)
    place: Callable[[int], QPointF] = lambda i: QPointF(middles[i], frame.y(chart.columns[i].cumulative))  # noqa: E731
    painter, count = writer.painter, len(middles)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.series_1, LINE_WIDTH, j=Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline(QPolygonF([place(i) for i in range(count)]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.series_1)
    for i, column in enumerate(chart.columns):
        painter.drawEllipse(place(i), END_DOT, END_DOT)
        # Beside the rising line, on its upper left, where it runs through no figure.
        shift = 4.0 if i else 0.0
        writer.write_middle(place(i).x() - shift, place(i).y() - 8, column.cumulative_text, SMALL, theme.ink, SEMIBOLD)
        painter.setPen(Qt.PenStyle.NoPen)
    x, y = frame.plot.right() + GAP, place(count - 1).y()
    writer.write(x, y + writer.cap_height(SMALL) / 2, "Net to date", SMALL, theme.series_1, SEMIBOLD)
    if chart.cumulative_level is not None:
        at = frame.y(chart.cumulative_level.value)
        at = at if abs(at - y) > 14 else y + 14
        writer.write(x, at + writer.cap_height(SMALL) / 2, chart.cumulative_level.words, SMALL, theme.ink, SEMIBOLD)
