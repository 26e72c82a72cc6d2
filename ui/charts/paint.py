"""The three kinds of chart, drawn by a painter into a rectangle (px). Colours come from the theme only.

Bars start at nought; a target is dashed over a casing in the ground's colour; lines are named at their ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from planner.views.charts import UNDER, Bar, ChangeChart, ColumnChart, Level, LineChart, Series
from ui.charts.writer import SEMIBOLD, Writer
from ui.theme import Theme


@dataclass(frozen=True)
class ChartText:
    """Sizes of a chart's text, px: title, the grey line under it, and labels."""

    title: float = 13
    note: float = 11
    label: float = 12


WINDOW_TEXT = ChartText()
BRIEFING_TEXT = ChartText(title=18, note=14, label=15)

ZERO_WIDTH, TARGET_WIDTH, CASING_WIDTH, LINE_WIDTH = 1.4, 1.8, 5.0, 2.6
GAP = 6.0
COLUMN_SHARE, WIDEST_COLUMN = 0.5, 72.0
BAR_SHARE = 0.72
_NOTE_LINE = 1.35
END_DOT = 3.6


def paint_columns(writer: Writer, rect: QRectF, chart: ColumnChart, theme: Theme, text: ChartText) -> QRectF:
    """Draw upright bars with their values; the level, if any, is named at the right. Gives where the bars stand."""
    body = write_head(writer, rect, chart.title, chart.unit, theme, text)
    side = level_width(writer, chart.level, text)
    axis_height = text.label * 1.7
    plot = body.adjusted(0, text.label * 1.5, -side, -axis_height)
    low, high = _span([bar.value for bar in chart.bars], chart.level)
    if low < 0:
        plot.setBottom(plot.bottom() - text.label * 1.5)
    cell = plot.width() / max(1, len(chart.bars))
    width = min(WIDEST_COLUMN, cell * COLUMN_SHARE)

    def y(value: float) -> float:
        return plot.bottom() - (value - low) / (high - low) * plot.height()

    for i, bar in enumerate(chart.bars):
        middle = plot.left() + cell * (i + 0.5)
        box = QRectF(QPointF(middle - width / 2, y(bar.value)), QPointF(middle + width / 2, y(0))).normalized()
        _bar(writer.painter, box, bar, theme)
        writer.write_middle(middle, body.bottom() - text.label * 0.3, bar.label, text.label - 1, theme.ink)
    draw_line(writer.painter, QPointF(plot.left(), y(0)), QPointF(plot.right(), y(0)), theme.ink, ZERO_WIDTH)
    if chart.level is not None:
        draw_level(writer, plot, y(chart.level.value), chart.level, theme, text)
    for i, bar in enumerate(chart.bars):
        beneath = bar.value < 0
        edge = y(bar.value)
        baseline = edge + GAP + writer.cap_height(text.label, SEMIBOLD) if beneath else edge - GAP
        middle = plot.left() + cell * (i + 0.5)
        if chart.level is not None:
            baseline = _clear_of(baseline, y(chart.level.value), writer.cap_height(text.label, SEMIBOLD), beneath)
        writer.write_middle(middle, baseline, bar.shown, text.label, theme.ink, SEMIBOLD)
    return plot


def _clear_of(baseline: float, line: float, cap: float, beneath: bool) -> float:
    """A label's baseline moved to the far side of a line it would stand on."""
    if baseline + 3 < line or baseline - cap - 3 > line:
        return baseline
    return line + cap + GAP if beneath else line - GAP


def paint_changes(writer: Writer, rect: QRectF, chart: ChangeChart, theme: Theme, text: ChartText) -> None:
    """Draw level bars to either side of nought, named at the left, each value beyond its bar's end."""
    body = write_head(writer, rect, chart.title, chart.unit, theme, text)
    names = max((writer.width(bar.label, text.label) for bar in chart.bars), default=0) + 16
    values = max((writer.width(bar.shown, text.label, SEMIBOLD) for bar in chart.bars), default=0) + GAP + 2
    plot = body.adjusted(names + values, 0, -values, -4)
    low, high = _span([bar.value for bar in chart.bars], None)
    row = plot.height() / max(1, len(chart.bars))

    def x(value: float) -> float:
        return plot.left() + (value - low) / (high - low) * plot.width()

    for i, bar in enumerate(chart.bars):
        middle = plot.top() + row * (i + 0.5)
        half = row * BAR_SHARE / 2
        ends = QPointF(x(0), middle - half), QPointF(x(bar.value), middle + half)
        _bar(writer.painter, QRectF(*ends).normalized(), bar, theme)
        baseline = middle + writer.cap_height(text.label) / 2
        writer.write(body.left(), baseline, bar.label, text.label, theme.ink)
        if bar.value < 0:
            writer.write_right(x(bar.value) - GAP, baseline, bar.shown, text.label, theme.ink, SEMIBOLD)
        else:
            writer.write(x(bar.value) + GAP, baseline, bar.shown, text.label, theme.ink, SEMIBOLD)
    top, foot = QPointF(x(0), plot.top() - 2), QPointF(x(0), plot.bottom() + 2)
    draw_line(writer.painter, top, foot, theme.ink, ZERO_WIDTH)


def paint_lines(writer: Writer, rect: QRectF, chart: LineChart, theme: Theme, text: ChartText) -> QRectF:
    """Draw lines named at their ends, the labels moved apart where the ends lie close together.

    Gives where the lines lie: the first point at its left edge, the last at its right.
    """
    body = write_head(writer, rect, chart.title, chart.unit, theme, text)
    ends = [(s.label, _last(s)) for s in chart.series]
    if chart.level is not None:
        ends.append((chart.level.words, chart.level.value))
    side = max(writer.width(label, text.label, SEMIBOLD) for label, _ in ends) + GAP * 3
    left = max(writer.width(t.words, text.label - 1) for t in chart.y_ticks) + GAP * 2
    plot = body.adjusted(left, 2, -side, -text.label * 1.7)
    count = max(len(s.values) for s in chart.series)

    def place(i: float, value: float) -> QPointF:
        up = (value - chart.low) / (chart.high - chart.low)
        return QPointF(plot.left() + plot.width() * i / max(1, count - 1), plot.bottom() - up * plot.height())

    _axes(writer, plot, body, chart, theme, text, place)
    for series in chart.series:
        _series(writer.painter, series, theme, place)
    cap = writer.cap_height(text.label, SEMIBOLD)
    wanted = [place(0, value).y() for _, value in ends]
    for (label, _), at, y in zip(ends, wanted, spread(wanted, text.label * 1.35), strict=True):
        token = next((s.token for s in chart.series if s.label == label), "ink")
        colour = theme.ink if token == "series_2" else theme.colour(token)  # orange is never a text colour
        start = plot.right() + GAP
        if abs(at - y) > 2:
            draw_line(writer.painter, QPointF(start - 1, at), QPointF(start + GAP, y), theme.ink2, 1.0)
        writer.write(start + GAP + 2, y + cap / 2, label, text.label, colour, SEMIBOLD)
    return plot


def spread(wanted: Sequence[float], apart: float) -> list[float]:
    """Places near those wanted, in the same order, no two nearer than `apart`: each crowd about its own middle."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    crowds: list[list[int]] = []
    for i in order:
        crowds.append([i])
        while len(crowds) > 1 and _bottom(crowds[-2], wanted, apart) + apart > _top(crowds[-1], wanted, apart):
            crowds[-2:] = [crowds[-2] + crowds[-1]]
    found = [0.0] * len(wanted)
    for crowd in crowds:
        for place, i in enumerate(crowd):
            found[i] = _top(crowd, wanted, apart) + place * apart
    return found


def _top(crowd: Sequence[int], wanted: Sequence[float], apart: float) -> float:
    return sum(wanted[i] for i in crowd) / len(crowd) - (len(crowd) - 1) * apart / 2


def _bottom(crowd: Sequence[int], wanted: Sequence[float], apart: float) -> float:
    return _top(crowd, wanted, apart) + (len(crowd) - 1) * apart


def write_head(writer: Writer, rect: QRectF, title: str, unit: str, theme: Theme, text: ChartText) -> QRectF:
    """Write the title and the grey line under it; gives what is left for the chart."""
    painter = writer.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    baseline = _title_line(writer, rect, text)
    writer.write(rect.left(), baseline, title, text.title, theme.ink, SEMIBOLD)
    for line in writer.wrapped(unit, rect.width(), text.note):
        baseline += text.note * _NOTE_LINE
        writer.write(rect.left(), baseline, line, text.note, theme.ink2)
    return below_head(writer, rect, unit, text)


def below_head(writer: Writer, rect: QRectF, unit: str, text: ChartText) -> QRectF:
    """What the title and the grey line under it leave for a chart, whether they are written or not."""
    lines = len(writer.wrapped(unit, rect.width(), text.note))
    top = _title_line(writer, rect, text) + text.note * (_NOTE_LINE * lines + 0.6)
    return QRectF(rect.left(), top, rect.width(), rect.bottom() - top)


def _title_line(writer: Writer, rect: QRectF, text: ChartText) -> float:
    return rect.top() + writer.cap_height(text.title, SEMIBOLD) + 2


def level_width(writer: Writer, level: Level | None, text: ChartText) -> float:
    """Room at the right for the name of a level."""
    if level is None:
        return 0.0
    words = writer.width(level.words, text.label, SEMIBOLD)
    return max(words, writer.width(level.note, text.label - 1)) + GAP * 2


def draw_level(writer: Writer, plot: QRectF, y: float, level: Level, theme: Theme, text: ChartText) -> None:
    """Draw a level across the plot at `y`, named at its right."""
    ends = QPointF(plot.left(), y), QPointF(plot.right(), y)
    draw_line(writer.painter, *ends, theme.panel, CASING_WIDTH)
    draw_dashed(writer.painter, *ends, theme.ink)
    x = plot.right() + GAP
    writer.write(x, y - 2, level.words, text.label, theme.ink, SEMIBOLD)
    if level.note:
        writer.write(x, y + text.label, level.note, text.label - 1, theme.ink2)


def _span(values: Sequence[float], level: Level | None) -> tuple[float, float]:
    """The axis: nought, every value and the level. Never empty."""
    ends = [0.0, *values, *([level.value * 1.02] if level is not None else [])]
    low, high = min(ends), max(ends)
    return (low, high) if high > low else (0.0, 1.0)


def _bar(painter: QPainter, box: QRectF, bar: Bar, theme: Theme) -> None:
    # Orange is 3:1 on white only: on any other ground an edge gives it its shape.
    edged = bar.tone == UNDER and theme.panel.lightnessF() < 1
    painter.setPen(QPen(theme.bcu_edge, 1.0) if edged else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(theme.colour(bar.tone))
    painter.drawRect(box)


def _axes(
    writer: Writer,
    plot: QRectF,
    body: QRectF,
    chart: LineChart,
    theme: Theme,
    text: ChartText,
    place: Callable[[float, float], QPointF],
) -> None:
    cap = writer.cap_height(text.label - 1)
    for tick in chart.y_ticks:
        y = place(0, tick.at).y()
        draw_line(writer.painter, QPointF(plot.left(), y), QPointF(plot.right(), y), theme.line, 1.0)
        writer.write_right(plot.left() - GAP, y + cap / 2, tick.words, text.label - 1, theme.ink2)
    if chart.level is not None:
        y = place(0, chart.level.value).y()
        draw_dashed(writer.painter, QPointF(plot.left(), y), QPointF(plot.right(), y), theme.ink)
    for tick in chart.x_ticks:
        x, baseline = place(tick.at, 0).x(), body.bottom() - text.label * 0.3
        half = writer.width(tick.words, text.label - 1) / 2
        x = max(plot.left() + half, x) if tick.at == 0 else x
        writer.write_middle(x, baseline, tick.words, text.label - 1, theme.ink)
    if chart.event is not None:
        x = place(chart.event.at, 0).x()
        draw_line(writer.painter, QPointF(x, plot.top()), QPointF(x, plot.bottom()), theme.control, 1.4)
        writer.write(x + GAP, plot.bottom() - 3, chart.event.words, text.note, theme.ink2)


def _series(painter: QPainter, series: Series, theme: Theme, place: Callable[[float, float], QPointF]) -> None:
    pen = QPen(theme.colour(series.token), 2.0 if series.dotted else LINE_WIDTH)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if series.dotted:
        pen.setDashPattern([1.0, 1.6])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    run: list[QPointF] = []
    for i, value in enumerate((*series.values, None)):
        if value is not None:
            run.append(place(i, value))
            continue
        if len(run) > 1:
            painter.drawPolyline(QPolygonF(run))
        run = []
    last = max(i for i, value in enumerate(series.values) if value is not None)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(series.token))
    painter.drawEllipse(place(last, _last(series)), END_DOT, END_DOT)


def _last(series: Series) -> float:
    return next(value for value in reversed(series.values) if value is not None)


def draw_line(painter: QPainter, start: QPointF, end: QPointF, colour: QColor, width: float) -> None:
    """Draw a plain line."""
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(start, end)


def draw_dashed(painter: QPainter, start: QPointF, end: QPointF, colour: QColor) -> None:
    """Draw a line as targets are drawn."""
    pen = QPen(colour, TARGET_WIDTH)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([4.0, 2.4])
    painter.setPen(pen)
    painter.drawLine(start, end)
