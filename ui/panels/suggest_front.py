"""The trade-off of two aims: the maps that nothing beats on both, each to be opened, and the present one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.views.front import (
    ONE_AIM,
    FrontRow,
    TradeOff,
    answer_at,
    front_chart,
    front_columns,
    front_rows,
    front_words,
    trade_off,
)
from ui.charts.front import paint_front
from ui.charts.widget import ChartTable, ChartWidget, Point
from ui.document import Document
from ui.panels.asking import Asking
from ui.panels.suggest_form import QuestionForm
from ui.panels.suggest_words import answer_label
from ui.panels.whole_table import WholeTable
from ui.tables.model import TableModel
from ui.tables.tab import button, note_label
from ui.theme import Theme

WAIT_MS = 250
_LEAST, _MOST = 260, 340


class FrontPage(QWidget):
    """Works the front out when it is in sight, and gives a map of it to be shown and accepted."""

    opened = Signal(object)
    """An Answer: a map of the front that was chosen."""

    def __init__(self, document: Document, form: QuestionForm, theme: Theme) -> None:
        super().__init__()
        self.document, self.form = document, form
        self.setAccessibleName("Trade-off")
        self.found: TradeOff | None = None
        self._about: object = None
        self.asking = Asking("front", "Looking for the maps that nothing beats", self.say, self)
        self.words = answer_label()
        self.again = button("Work it out again", "Look for the maps once more", self._ask)
        self.hint = note_label(
            "Click a map, or press Space on it: it is shown on the map and can be accepted.", wrap=True
        )
        self.hint.setContentsMargins(12, 4, 12, 4)
        self.chart = ChartWidget("Maps that nothing beats on both aims", theme)
        self.chart.set_smallest(320, _LEAST)
        self.chart.setMaximumHeight(_MOST)
        self.chart.copied.connect(document.said)
        self.chart.picked.connect(self.open)
        rows: TableModel[FrontRow] = TableModel(front_columns(), key=lambda row: row.at)
        self.table = WholeTable(rows, theme, "Maps of the trade-off")
        self.table.doubleClicked.connect(lambda index: self.open(index.row()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.chart, self.hint, self.table):
            column.addWidget(part)
            part.hide()
        column.addStretch(1)
        self.again.hide()
        self._soon = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._soon.timeout.connect(self._ask)

    def say(self, words: str) -> None:
        """Say how the search goes, or why there is no front."""
        self.words.setText(words)
        self.again.setVisible(self.asking.can_retry)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        self.chart.set_theme(theme)
        self.table.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Work out what was waited with."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Be about the question and the scenario as they are, once in sight."""
        about = (self.document.outcome, self.form.terms)
        if not self.isVisible() or (self._about == about and (self.found is not None or self.asking.busy)):
            return
        self.asking.drop()
        self.found, self._about = None, about
        for part in (self.chart, self.hint, self.table):
            part.setEnabled(False)
        if self.form.terms is None or len(self.form.terms.aims) < 2:
            self._soon.stop()
            self.say(self.form.words.text() if self.form.terms is None else ONE_AIM)
        else:
            self._soon.start(WAIT_MS)

    def _ask(self) -> None:
        terms = self.form.terms
        if terms is None or len(terms.aims) < 2:
            return
        work = partial(trade_off, self.document.outcome, terms)
        self.asking.ask(lambda progress, cancelled: work(progress=progress, cancelled=cancelled), self._came)

    def _came(self, found: TradeOff) -> None:
        if found.outcome is not self.document.outcome:
            return
        self.found = found
        chart, rows = front_chart(found), front_rows(found)
        self.say(front_words(found))
        heads = tuple(column.title for column in front_columns())
        self.chart.set_chart(
            lambda writer, rect, theme, chosen: paint_front(writer, rect, chart, theme, chosen),
            tuple(Point(spot.words) for spot in chart.points),
            ChartTable(heads, tuple((row.first, row.second, row.bcus) for row in rows)),
            chart.summary,
            of=chart,
        )
        self.table.rows_model.set_rows(rows)
        self.table.fit_columns()
        for part in (self.chart, self.hint, self.table):
            part.setEnabled(True)
            part.show()

    def open(self, at: int) -> None:
        """Give a map of the front to be shown and accepted."""
        if self.found is not None and 0 <= at < len(self.found.front.points):
            self.opened.emit(answer_at(self.found, at))
