"""How draws are spread: upright bars over an axis, with the target and the middle of the draws among them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from planner.views.charts import Level
from planner.views.uncertainty import Distribution
from ui.charts.distribution import Plot, name_mark, paint_bins, plot_in
from ui.charts.paint import CASING_WIDTH, WINDOW_TEXT, ZERO_WIDTH, draw_dashed, draw_line, write_head
from ui.charts.writer import Writer
from ui.theme import Theme


def paint_spread(writer: Writer, rect: QRectF, chart: Distribution, theme: Theme, chosen: int | None) -> list[QRectF]:
    """Draw the bins; gives where each can be hit."""
    body = write_head(writer, rect, chart.title, chart.unit, theme, WINDOW_TEXT)
    plot = plot_in(body, chart.across)
    places = paint_bins(writer, plot, chart.bins, chart.up, lambda i: theme.colour("over"), theme, chosen)
    _mark(writer, plot, chart.middle, theme, row=0)
    if chart.level is not None:
        _mark(writer, plot, chart.level, theme, row=1)
    return places


def _mark(writer: Writer, plot: Plot, level: Level, theme: Theme, row: int) -> None:
    """A line through the bins, named above them; the target is dashed."""
    is_target = row == 1
    start = name_mark(writer, plot, level.value, level.note if is_target else level.words, theme.ink, row)
    end = QPointF(start.x(), plot.box.bottom())
    draw_line(writer.painter, start, end, theme.panel, CASING_WIDTH)
    if is_target:
        draw_dashed(writer.painter, start, end, theme.ink)
    else:
        draw_line(writer.painter, start, end, theme.ink, ZERO_WIDTH)
