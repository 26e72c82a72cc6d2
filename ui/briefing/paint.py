"""The briefing drawn on 1920 × 1080: one finding, five figures, the map, three charts, and where it comes from.

White always. Nothing is smaller than 12 px, and numbers are never cut short: long names shrink, then lose their end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from planner.views.briefing import Briefing, BriefingFigure, LegendEntry
from ui.charts.paint import BRIEFING_TEXT, paint_changes, paint_columns, paint_lines
from ui.charts.writer import BOLD, REGULAR, SEMIBOLD, Writer
from ui.glyphs import paint_glyph
from ui.map.style import UNASSIGNED_DASH
from ui.theme import FontSet, Theme

WIDTH, HEIGHT = 1920, 1080
SIDE, TOP, FOOT = 48.0, 28.0, 12.0
SMALLEST = 12.0
TITLE, SCENARIO, LABEL, FIGURE, NOTE, LEGEND, SOURCE = 34.0, 16.0, 16.0, 38.0, 15.0, 15.0, 12.5
GUTTER, RULE = 28.0, 3.0
MAP_WIDTH, MAP_GUTTER, CHART_WIDTH = 940.0, 32.0, 852.0
CHART_HEIGHTS = (252.0, 226.0, 252.0)
CHART_GAP = 17.0
GLYPH = 15.0
SOURCE_LINE = 16.5
LEGEND_ROW, SWATCH = 21.0, 17.0

MapPainter = Callable[[QPainter, QRectF], object]


@dataclass
class _Page:
    """What the parts of the picture share."""

    writer: Writer
    content: Briefing
    theme: Theme

    @property
    def painter(self) -> QPainter:
        return self.writer.painter


def paint_briefing(painter: QPainter, content: Briefing, theme: Theme, fonts: FontSet, paint_map: MapPainter) -> Writer:
    """Draw the briefing at its own size; the painter may be scaled. Gives the writer, which knows every text's box.

    `theme` is the light one, wherever the picture is shown. `paint_map` draws the map into a rectangle (px).
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), theme.panel)
    page = _Page(Writer(painter, fonts), content, theme)
    below = _heading(page)
    body_top = _figures(page, below + 24)
    body_foot = _foot(page) - 12
    _map_and_legend(page, QRectF(SIDE, body_top, MAP_WIDTH, body_foot - body_top), paint_map)
    _charts(page, body_top + 6, body_foot)
    return page.writer


def _heading(page: _Page) -> float:
    """Title, scenario line and marking; gives the foot of them."""
    content, writer, theme = page.content, page.writer, page.theme
    right = _marking(page) - GUTTER
    size = writer.fitted(content.title, right - SIDE, TITLE, 20, SEMIBOLD)
    baseline = TOP + 33
    writer.write(SIDE, baseline, content.title, size, theme.ink, SEMIBOLD)
    wide = content.scenario_line.replace(" · ", "   ·   ")
    line, px = _shortened(writer, wide, WIDTH - 2 * SIDE, SCENARIO)
    writer.write(SIDE, baseline + 28, line, px, theme.ink2)
    return baseline + 28


def _marking(page: _Page) -> float:
    """The protective marking in its box, top right; gives its left edge."""
    width = page.writer.width(page.content.marking, LABEL, SEMIBOLD) + 28
    box = QRectF(WIDTH - SIDE - width, TOP, width, 32)
    page.painter.setPen(QPen(page.theme.ink, 2))
    page.painter.setBrush(Qt.BrushStyle.NoBrush)
    page.painter.drawRect(box)
    baseline = box.center().y() + page.writer.cap_height(LABEL, SEMIBOLD) / 2
    page.writer.write_middle(box.center().x(), baseline, page.content.marking, LABEL, page.theme.ink, SEMIBOLD)
    return box.left()


def _figures(page: _Page, top: float) -> float:
    """The five figures in equal columns, each under its rule; gives where the body starts."""
    count = len(page.content.figures)
    width = (WIDTH - 2 * SIDE - GUTTER * (count - 1)) / count
    for i, figure in enumerate(page.content.figures):
        _figure(page, QRectF(SIDE + i * (width + GUTTER), top, width, 100), figure)
    return top + 112


def _figure(page: _Page, box: QRectF, figure: BriefingFigure) -> None:
    writer, theme = page.writer, page.theme
    page.painter.fillRect(QRectF(box.left(), box.top(), box.width(), RULE), theme.ink)
    writer.write(box.left(), box.top() + 27, figure.label, _fit(writer, figure.label, box.width(), LABEL), theme.ink2)
    size = writer.fitted(figure.value, box.width(), FIGURE, 20, SEMIBOLD)
    writer.write(box.left(), box.top() + 71, figure.value, size, theme.ink, SEMIBOLD)
    baseline, x = box.top() + 95, box.left()
    px = NOTE
    while px > SMALLEST and _note_width(writer, figure, px) > box.width():
        px -= 0.5
    middle = baseline - writer.cap_height(px) / 2
    for part in figure.note:
        if part.glyph:
            paint_glyph(page.painter, part.glyph, QRectF(x, middle - GLYPH / 2, GLYPH, GLYPH), theme)
            x += GLYPH + 4
        x = writer.write(x, baseline, part.text, px, theme.ink) + 10


def _note_width(writer: Writer, figure: BriefingFigure, px: float) -> float:
    signs = sum(GLYPH + 4 for part in figure.note if part.glyph)
    return signs + sum(writer.width(part.text, px) for part in figure.note) + 10 * (len(figure.note) - 1)


def _foot(page: _Page) -> float:
    """Sources and the marking again, from the foot up; gives the top of them."""
    writer, theme, content = page.writer, page.theme, page.content
    marking = writer.width(content.marking, SOURCE, BOLD)
    lines = writer.wrapped(content.source, WIDTH - 2 * SIDE - marking - GUTTER * 2, SOURCE)
    first = HEIGHT - FOOT - 4 - SOURCE_LINE * (len(lines) - 1)
    for i, line in enumerate(lines):
        writer.write(SIDE, first + i * SOURCE_LINE, line, SOURCE, theme.ink2)
    writer.write_right(WIDTH - SIDE, first, content.marking, SOURCE, theme.ink, BOLD)
    top = first - SOURCE_LINE - 4
    page.painter.setPen(QPen(theme.control, 1))
    page.painter.drawLine(QPointF(SIDE, top), QPointF(WIDTH - SIDE, top))
    return top


def _map_and_legend(page: _Page, box: QRectF, paint_map: MapPainter) -> None:
    """The map as large as the legend under it allows."""
    entries = page.content.legend
    columns = 4 if len(entries) <= 16 else 6
    rows = -(-len(entries) // columns)
    height = rows * LEGEND_ROW
    room = QRectF(box.left(), box.top(), box.width(), box.height() - height - (8 if rows else 0))
    page.painter.save()
    paint_map(page.painter, room)
    page.painter.restore()
    width = box.width() / columns
    for i, entry in enumerate(entries):
        place = QPointF(box.left() + (i % columns) * width, room.bottom() + 8 + (i // columns) * LEGEND_ROW)
        _legend_entry(page, QRectF(place.x(), place.y(), width - 12, LEGEND_ROW), entry)


def _legend_entry(page: _Page, box: QRectF, entry: LegendEntry) -> None:
    writer, theme, painter = page.writer, page.theme, page.painter
    swatch = QRectF(box.left() + 4, box.center().y() - SWATCH / 2, SWATCH, SWATCH - 2)
    pen = QPen(theme.bcu_edge, 1.6)
    if not entry.fill:
        pen.setDashPattern([step / 1.6 for step in UNASSIGNED_DASH])
    painter.setPen(pen)
    painter.setBrush(theme.fill(entry.fill) if entry.fill else theme.panel)
    painter.drawRect(swatch)
    if theme.dots(entry.fill):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.ink)
        painter.drawEllipse(swatch.center(), 2, 2)
    baseline = box.center().y() + writer.cap_height(LEGEND) / 2
    x = writer.write(swatch.right() + 7, baseline, entry.code, LEGEND, theme.ink, BOLD)
    x = max(x + 8, swatch.right() + 42)
    name, px = _shortened(writer, entry.name, box.right() - x, LEGEND)
    writer.write(x, baseline, name, px, theme.ink)


def _charts(page: _Page, top: float, foot: float) -> None:
    x = SIDE + MAP_WIDTH + MAP_GUTTER
    # A longer source line takes from all three alike.
    share = min(1.0, (foot - top - 2 * CHART_GAP) / sum(CHART_HEIGHTS))
    boxes = []
    for height in CHART_HEIGHTS:
        boxes.append(QRectF(x, top, CHART_WIDTH, height * share))
        top += height * share + CHART_GAP
    paint_columns(page.writer, boxes[0], page.content.savings, page.theme, BRIEFING_TEXT)
    paint_changes(page.writer, boxes[1], page.content.posts, page.theme, BRIEFING_TEXT)
    paint_lines(page.writer, boxes[2], page.content.response, page.theme, BRIEFING_TEXT)


def _fit(writer: Writer, text: str, width: float, px: float) -> float:
    return writer.fitted(text, width, px, SMALLEST)


def _shortened(writer: Writer, text: str, width: float, px: float) -> tuple[str, float]:
    """The text and the size at which it is no wider: smaller first, then without its end."""
    px = _fit(writer, text, width, px)
    if writer.width(text, px, REGULAR) <= width:
        return text, px
    while text and writer.width(f"{text}…", px) > width:
        text = text[:-1].rstrip()
    return f"{text}…", px
