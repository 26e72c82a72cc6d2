"""Level bars in rows: the bridge from one cost to another, and the tornado. Colours come from the theme only.

A row has its name at the left and its words at the right or at its ends; what a bar means never rests on its
colour: what costs more has an edge, what is a total is hollow, the high end of a range is hatched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from planner.views.bridge import CHANGE, GAP, Bridge, BridgeBar
from planner.views.charts import Level
from planner.views.scales import Scale
from planner.views.uncertainty import TornadoBar, TornadoChart
from ui.charts.paint import CASING_WIDTH, WINDOW_TEXT, ZERO_WIDTH, draw_dashed, draw_line, write_head
from ui.charts.paint import GAP as SPACE
from ui.charts.writer import REGULAR, SEMIBOLD, Writer
from ui.theme import Theme

ROW_LEAST = 19.0
"""A row is legible from this height on, px."""
_HEAD, _FOOT = 46.0, 20.0
_THICK, _THICKEST = 0.66, 16.0
_SMALL, _LABEL = 11.0, 12.0
_NAMES_SHARE = 0.42
_LEVEL_NAME = 14.0


def height_for(rows: int, least: float = ROW_LEAST) -> int:
    """The least height of a chart of so many rows, px."""
    return round(_HEAD + _FOOT + max(1, rows) * least + 12)


@dataclass(frozen=True)
class _Rows:
    """Where rows and bars stand."""

    body: QRectF
    plot: QRectF
    row: float
    across: Scale
    px: float
    """Size of the rows' names: one for all, small enough for the longest where that can be."""

    def x(self, value: float) -> float:
        """Where a value lies, px."""
        span = self.across.high - self.across.low
        return self.plot.left() + (value - self.across.low) / span * self.plot.width()

    def middle(self, at: int) -> float:
        """The middle of a row, px from the top."""
        return self.plot.top() + self.row * (at + 0.5)

    def bar(self, at: int, start: float, end: float) -> QRectF:
        """The box of a bar in a row."""
        half = min(self.row * _THICK, _THICKEST) / 2
        ends = QPointF(self.x(start), self.middle(at) - half), QPointF(self.x(end), self.middle(at) + half)
        return QRectF(*ends).normalized()

    def places(self, count: int) -> list[QRectF]:
        """Each row across the whole chart."""
        return [
            QRectF(self.body.left(), self.plot.top() + self.row * at, self.body.width(), self.row)
            for at in range(count)
        ]


def paint_bridge(writer: Writer, rect: QRectF, chart: Bridge, theme: Theme, chosen: int | None) -> list[QRectF]:
    """Draw the bridge; gives where each bar's row can be hit."""
    body = write_head(writer, rect, chart.title, chart.unit, theme, WINDOW_TEXT)
    values = max(writer.width(bar.shown, _LABEL, SEMIBOLD) for bar in chart.bars) + SPACE
    rows = _laid_out(writer, body, [bar.label for bar in chart.bars], chart.across, values, SPACE)
    places = _ground(writer, rows, chart.across, theme, len(chart.bars), chosen)
    if chart.level is not None:
        _level(writer, rows, chart.level, theme, named=False)
    for at, bar in enumerate(chart.bars[:-1]):
        x = rows.x(bar.end)  # where the next bar begins, or where the total it leads to ends
        draw_line(writer.painter, QPointF(x, rows.middle(at)), QPointF(x, rows.middle(at + 1)), theme.ink2, 1.0)
    for at, bar in enumerate(chart.bars):
        _bridge_bar(writer.painter, rows.bar(at, bar.start, bar.end), bar, theme)
        base = rows.middle(at) + writer.cap_height(_LABEL) / 2
        _name(writer, rows, base, bar.label, theme, is_strong=bar.kind != CHANGE)
        writer.write_right(body.right(), base, bar.shown, _LABEL, theme.ink, SEMIBOLD)
    return places


def paint_tornado(writer: Writer, rect: QRectF, chart: TornadoChart, theme: Theme, chosen: int | None) -> list[QRectF]:
    """Draw the tornado; gives where each assumption's row can be hit."""
    body = write_head(writer, rect, chart.title, chart.unit, theme, WINDOW_TEXT)
    ends = [words for bar in chart.bars for words in (bar.low_words, bar.high_words)]
    side = max((writer.width(words, _SMALL) for words in ends), default=0.0) + SPACE
    above = body.adjusted(0, _LEVEL_NAME if chart.level is not None else 0, 0, 0)
    rows = _laid_out(writer, above, [bar.label for bar in chart.bars], chart.across, side, side + SPACE)
    places = _ground(writer, rows, chart.across, theme, len(chart.bars), chosen)
    if chart.level is not None:
        _level(writer, rows, chart.level, theme, named=True)
    for at, bar in enumerate(chart.bars):
        _tornado_bar(writer, rows, at, bar, theme)
    return places


def _laid_out(writer: Writer, body: QRectF, names: Sequence[str], across: Scale, right: float, left: float) -> _Rows:
    """Names at the left as wide as they are, up to a share of the chart, then the bars."""
    wide = max((writer.width(name, _LABEL, SEMIBOLD) for name in names), default=0.0)
    wide = min(wide, body.width() * _NAMES_SHARE)
    plot = body.adjusted(wide + left, 0, -right - SPACE, -_FOOT)
    room = body.width() * _NAMES_SHARE
    px = min((writer.fitted(name, room, _LABEL, _SMALL, SEMIBOLD) for name in names), default=_LABEL)
    return _Rows(body, plot, plot.height() / max(1, len(names)), across, px)


def _ground(writer: Writer, rows: _Rows, across: Scale, theme: Theme, count: int, chosen: int | None) -> list[QRectF]:
    """The row pointed out, gridlines with their words, and nought."""
    places, plot = rows.places(count), rows.plot
    if chosen is not None and chosen < len(places):
        writer.painter.fillRect(places[chosen], theme.alt)
    free = plot.left() - SPACE
    for tick in across.ticks:
        x, half = rows.x(tick.at), writer.width(tick.words, _SMALL) / 2
        ends = QPointF(x, plot.top()), QPointF(x, plot.bottom())
        draw_line(writer.painter, *ends, theme.ink if not tick.at else theme.line, ZERO_WIDTH if not tick.at else 1.0)
        if x - half > free:
            writer.write_middle(x, plot.bottom() + 14, tick.words, _SMALL, theme.ink2)
            free = x + half + SPACE
    return places


def _level(writer: Writer, rows: _Rows, level: Level, theme: Theme, *, named: bool) -> None:
    x = rows.x(level.value)
    ends = QPointF(x, rows.plot.top()), QPointF(x, rows.plot.bottom())
    draw_line(writer.painter, *ends, theme.panel, CASING_WIDTH)
    draw_dashed(writer.painter, *ends, theme.ink)
    if named:
        width = writer.width(level.words, _SMALL, SEMIBOLD)
        at = min(max(x - width / 2, rows.body.left()), rows.body.right() - width)
        writer.write(at, rows.plot.top() - 3, level.words, _SMALL, theme.ink, SEMIBOLD)


def _name(writer: Writer, rows: _Rows, base: float, name: str, theme: Theme, *, is_strong: bool) -> None:
    writer.write(rows.body.left(), base, name, rows.px, theme.ink, SEMIBOLD if is_strong else REGULAR)


def _bridge_bar(painter: QPainter, box: QRectF, bar: BridgeBar, theme: Theme) -> None:
    """A change is filled, a total hollow, a gap hatched."""
    if bar.kind == CHANGE:
        costs = bar.costs
        painter.setPen(QPen(theme.bcu_edge, 1.0) if costs else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(theme.colour("under") if costs else theme.colour("over"))
    elif bar.kind == GAP:
        painter.setPen(QPen(theme.ink, 1.0, Qt.PenStyle.DashLine))
        painter.setBrush(QBrush(theme.ink2, Qt.BrushStyle.BDiagPattern))
    else:
        painter.setPen(QPen(theme.ink, 1.2))
        painter.setBrush(theme.head)
    if box.width() >= 1:
        painter.drawRect(box)


def _tornado_bar(writer: Writer, rows: _Rows, at: int, bar: TornadoBar, theme: Theme) -> None:
    """The low end filled, the high end hatched; the values they stand for beyond them."""
    painter = writer.painter
    painter.setPen(QPen(theme.colour("over"), 1.0))
    low, high = rows.bar(at, 0.0, bar.low), rows.bar(at, 0.0, bar.high)
    painter.setBrush(theme.colour("over"))
    painter.drawRect(low)
    painter.setBrush(theme.panel)
    painter.drawRect(high)
    painter.setBrush(QBrush(theme.colour("over"), Qt.BrushStyle.BDiagPattern))
    painter.drawRect(high)
    base = rows.middle(at) + writer.cap_height(_SMALL) / 2
    _name(writer, rows, rows.middle(at) + writer.cap_height(_LABEL) / 2, bar.label, theme, is_strong=False)
    for value, other, words in ((bar.low, bar.high, bar.low_words), (bar.high, bar.low, bar.high_words)):
        wide = writer.width(words, _SMALL)
        x = rows.x(min(value, 0.0)) - 4 - wide if value < other else rows.x(max(value, 0.0)) + 4
        painter.fillRect(QRectF(x - 1, base - writer.cap_height(_SMALL) - 1, wide + 2, _SMALL + 1), theme.panel)
        writer.write(x, base, words, _SMALL, theme.ink2)
