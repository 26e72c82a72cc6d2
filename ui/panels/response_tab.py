"""The Response tab: the two pathfinders' record with its limits, and exposure by BCU. Nothing is predicted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from planner.views.charts import LineChart, response_chart
from planner.views.money_columns import exposure_columns, record_columns
from planner.views.response import (
    EXPOSURE_NOTE,
    LIMITS,
    ExposureRow,
    ExposureTable,
    Month,
    exposure_table,
    month_words,
    response_record,
)
from ui.charts.paint import WINDOW_TEXT, paint_lines
from ui.charts.widget import ChartTable, ChartWidget, Point
from ui.charts.writer import Writer
from ui.document import Document
from ui.panels.section import LINE, KeyLine, Segments
from ui.panels.sheet import sheet_of
from ui.panels.whole_table import BarDelegate, WholeTable
from ui.tables.model import TableModel
from ui.tables.tab import FILTER_HEIGHT, Bar, TableTab, hairline, note_label, say_copied
from ui.theme import Theme, font
from ui.view_state import ViewState

CHART_LEAST, CHART_MOST = 190, 300


class ResponseTab(TableTab):
    """Record as chart or table, what it cannot tell, and exposure against East Area's own."""

    def __init__(self, document: Document, view: ViewState, theme: Theme) -> None:
        super().__init__(document, view, theme)
        self.setAccessibleName("Response")
        self.chart = _record_chart(theme)
        self.chart.copied.connect(self.say)
        record: TableModel[Month] = TableModel(record_columns(), key=lambda row: row.month)
        record.set_rows(response_record().months)
        self.record = WholeTable(record, theme, "Immediate calls reached in 15 minutes, by month")
        self.exposure = ExposureView(theme)
        self.key = KeyLine("Key to exposure", theme)
        self.quiet = note_label(wrap=True)
        self.quiet.setContentsMargins(12, 4, 12, 8)
        self.shows = Segments("Record as", ("Chart", "Table"), ("The record drawn", "The record month by month"))
        self.shows.chosen.connect(self._show)
        self._lay_out()
        for table in (self.record, self.exposure):
            say_copied(self, table)
        self._show(0)

    def _lay_out(self) -> None:
        bar = Bar(FILTER_HEIGHT)
        bar.row.setContentsMargins(12, 0, 12, 0)
        bar.add(QLabel("Record of the two pathfinders"), self.shows)
        bar.row.addStretch(1)
        inner = QWidget()
        inner.setProperty("ground", "panel")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = QLabel("Response exposure by BCU")
        title.setFont(font("title"))
        title.setContentsMargins(12, 10, 12, 0)
        note = note_label(EXPOSURE_NOTE, wrap=True)
        note.setContentsMargins(12, 2, 12, 0)
        for part in (self.chart, self.record, self._limits(), hairline(), title, note, self.key, self.exposure):
            column.addWidget(part)
        column.addWidget(self.quiet)
        column.addStretch(1)
        self.area = sheet_of(inner)
        self.column.addWidget(bar)
        self.column.addWidget(hairline())
        self.column.addWidget(self.area, 1)

    def _limits(self) -> QWidget:
        """What the record cannot tell, the first limit standing out."""
        record = response_record()
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 4, 12, 10)
        column.setSpacing(2)
        self.limits = [QLabel(words) for words in LIMITS]
        self.limits[0].setFont(font("strong"))
        source = note_label(f"{record.status.capitalize()}. Source: {record.source}.", wrap=True)
        for label in (*self.limits, source):
            label.setWordWrap(True)
            column.addWidget(label)
        return box

    def refresh(self) -> None:
        """Exposure of every BCU as it stands."""
        found = exposure_table(self.document.outcome)
        self.exposure.show_rows(found)
        self.exposure.setVisible(bool(found.rows))
        self.quiet.setText(found.quiet)
        self.quiet.setVisible(bool(found.quiet))
        limit = f"East Area's own of February 2018, {found.threshold_text}" if found.threshold is not None else ""
        self.key.set_pieces([(LINE, limit), ("at_risk", "above it (G5)")] if limit else [])
        self.key.setVisible(bool(limit) and bool(found.rows))

    def go_to(self, subject: str) -> None:
        """Bring a BCU's exposure into sight; the record for anything else."""
        self.fresh()
        row = self.exposure.rows_model.row_of(subject)
        if row >= 0:
            self.exposure.setCurrentIndex(self.exposure.rows_model.index(row, 0))
        target: QWidget = self.exposure if row >= 0 else self.chart
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(target, 0, 0)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        for part in (self.chart, self.record, self.exposure, self.key):
            part.set_theme(theme)

    def _show(self, at: int) -> None:
        self.chart.setVisible(at == 0)
        self.record.setVisible(at == 1)


def _record_chart(theme: Theme) -> ChartWidget:
    """The record as a chart: a month can be hit halfway to its neighbours."""
    chart, record = response_chart(), response_record()
    widget = ChartWidget(chart.title, theme)
    widget.set_smallest(320, CHART_LEAST)
    widget.setMaximumHeight(CHART_MOST)

    def paint(writer: Writer, rect: QRectF, look: Theme, chosen: int | None) -> list[QRectF]:
        plot = paint_lines(writer, rect, chart, look, WINDOW_TEXT)
        step = plot.width() / (len(record.months) - 1)
        places = [
            QRectF(plot.left() + (i - 0.5) * step, plot.top(), step, plot.height()) for i in range(len(record.months))
        ]
        if chosen is not None:
            _point_out(writer.painter, plot, places[chosen].center().x(), chart, chosen, look)
        return places

    heads = ("Month", "Central North, %", "East Area, %", "The Met, %", "Target, %")
    rows = tuple((m.month, *map(str, (m.central_north, m.east_area, m.mps, m.target))) for m in record.months)
    points = tuple(Point(month_words(month)) for month in record.months)
    widget.set_chart(paint, points, ChartTable(heads, rows), f"{LIMITS[0]} {record.summary}")
    return widget


def _point_out(painter: QPainter, plot: QRectF, x: float, chart: LineChart, at: int, theme: Theme) -> None:
    """A line at the month pointed out, with a ring at each value."""
    painter.setPen(QPen(theme.ink2, 1))
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
    painter.setBrush(theme.panel)
    for series in chart.series:
        value = series.values[at]
        if value is not None:
            y = plot.bottom() - (value - chart.low) / (chart.high - chart.low) * plot.height()
            painter.setPen(QPen(theme.colour(series.token), 2))
            painter.drawEllipse(QPointF(x, y), 3.6, 3.6)


class ExposureView(WholeTable):
    """Exposure as bars from nought, with East Area's own as a line across all rows."""

    def __init__(self, theme: Theme) -> None:
        model: TableModel[ExposureRow] = TableModel(exposure_columns(), key=lambda row: row.code)
        super().__init__(model, theme, "Response exposure by BCU")
        model.said_of_row = lambda row: row.words
        self.found: ExposureTable | None = None
        self.cells = _ExposureDelegate(self)
        self.setItemDelegate(self.cells)

    def show_rows(self, found: ExposureTable) -> None:
        """Show these."""
        self.found = found
        self.rows_model.set_rows(found.rows)
        self.fit_columns()


class _ExposureDelegate(BarDelegate):
    """A bar from nought in the BCU's fill, and the threshold's line."""

    def paint_bar(self, painter: QPainter, inner: QRect, row: Any) -> None:
        view, theme = self._view, self._view.theme
        assert isinstance(view, ExposureView)
        if view.found is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = inner.width() / (view.found.most * 1.04)
        bar = QRectF(inner.left(), inner.center().y() - 5, row.value * scale, 11)
        painter.setPen(QPen(theme.bcu_edge, 0.9))
        painter.setBrush(theme.fill(row.fill))
        painter.drawRect(bar)
        if view.found.threshold is None:
            return
        x = inner.left() + view.found.threshold * scale
        for colour, width, dashes in ((theme.panel, 4.0, []), (theme.ink, 1.6, [3.0, 2.0])):
            pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
            if dashes:
                pen.setDashPattern(dashes)
            painter.setPen(pen)
            painter.drawLine(QPointF(x, inner.top()), QPointF(x, inner.bottom() + 1))
