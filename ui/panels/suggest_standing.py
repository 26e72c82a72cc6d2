"""Where the present map stands among every possible one; the marks and the counts follow while a borough is dragged."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.outcome.evaluate import Outcome
from planner.views.standing import (
    PlaceRow,
    Survey,
    method_words,
    place_columns,
    place_rows,
    placed,
    standing_words,
    survey,
)
from planner.views.standing_chart import MapsChart, maps_chart, then_mark
from planner.views.tried import if_words
from ui.charts.distribution import paint_maps, paint_maps_mark
from ui.charts.widget import ChartTable, ChartWidget, Point
from ui.charts.writer import Writer
from ui.document import Document
from ui.panels.asking import Asking
from ui.panels.suggest_form import QuestionForm
from ui.panels.suggest_words import answer_label
from ui.panels.whole_table import WholeTable
from ui.tables.model import TableModel
from ui.tables.tab import button, note_label
from ui.theme import Theme
from ui.view_state import ViewState

WAIT_MS = 250
"""How long nothing may change before the work starts: a question is typed letter by letter."""
_LEAST, _MOST = 200, 280


class StandingPage(QWidget):
    """Counts every possible map under the question's terms once, and then places maps among them."""

    def __init__(self, document: Document, view: ViewState, form: QuestionForm, theme: Theme) -> None:
        super().__init__()
        self.document, self.view, self.form = document, view, form
        self.setAccessibleName("Where this map stands")
        self.found: Survey | None = None
        self._charts: list[MapsChart] = []
        self.asking = Asking("standing", "Counting every possible map", self.say, self)
        self.words = answer_label()
        self.again = button("Work it out again", "Count every possible map once more", self._ask)
        self.again.hide()
        self.method = note_label(wrap=True)
        self.method.setContentsMargins(12, 4, 12, 8)
        rows: TableModel[PlaceRow] = TableModel(place_columns(), key=lambda row: row.key)
        rows.said_of_row = lambda row: row.words
        self.places = WholeTable(rows, theme, "Where the map stands")
        self.charts = [ChartWidget("How all maps are spread", theme) for _ in range(2)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.charts[0])
        column.addWidget(self.charts[1])
        column.addWidget(self.places)
        column.addWidget(self.method)
        column.addStretch(1)
        for chart in self.charts:
            chart.set_smallest(320, _LEAST)
            chart.setMaximumHeight(_MOST)
            chart.copied.connect(document.said)
            chart.hide()
        self.places.hide()
        self._soon = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._soon.timeout.connect(self._ask)
        view.preview_changed.connect(self._follow)

    def say(self, words: str) -> None:
        """Say how the count goes, or why there is none."""
        self.words.setText(words)
        self.again.setVisible(self.asking.can_retry)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        self.places.set_theme(theme)
        for chart in self.charts:
            chart.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Count what was waited with."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Be about the question and the scenario as they are, once in sight."""
        outcome, terms = self.document.outcome, self.form.terms
        if not self.isVisible():
            return
        if terms is None:
            self._quiet(self.form.words.text())
        elif self.found is not None and self.found.outcome is outcome and self.found.terms == terms:
            self._show(self.found)
        else:
            fits = self.found is not None and self.found.holds_for(outcome, terms)
            if not fits:
                self._grey()
            self.asking.drop()
            self._soon.start(0 if fits else WAIT_MS)

    def _ask(self) -> None:
        outcome, terms = self.document.outcome, self.form.terms
        if terms is None:
            return
        found = self.found
        if found is not None and found.holds_for(outcome, terms):
            work = partial(placed, found, outcome)
        else:
            work = partial(survey, outcome, terms)
        self.asking.ask(lambda progress, cancelled: work(progress=progress, cancelled=cancelled), self._came)

    def _came(self, found: Survey) -> None:
        if found.outcome is self.document.outcome and found.terms == self.form.terms:
            self.found = found
            self._show(found)

    # Showing

    def _quiet(self, words: str) -> None:
        """Nothing to show but why."""
        self._soon.stop()
        self.asking.drop()
        self.found = None
        self.say(words)
        for part in (*self.charts, self.places):
            part.hide()
        self.method.setText("")

    def _grey(self) -> None:
        """What is shown is of an older question: it can be read, until the new answer is there."""
        for part in (*self.charts, self.places):
            part.setEnabled(False)

    def _show(self, found: Survey) -> None:
        outcome = self.document.outcome
        self._charts = [maps_chart(found, at, outcome) for at in range(len(found.terms.aims))]
        for at, widget in enumerate(self.charts):
            widget.setVisible(at < len(self._charts))
            widget.setEnabled(True)
        self.places.setVisible(True)
        self.places.setEnabled(True)
        self.method.setText(method_words(found))
        self._place(self.view.then)

    def _follow(self) -> None:
        """A move is tried, or no longer: mark where its map would stand."""
        if self.isVisible() and self._is_fresh():
            self._place(self.view.then)

    def _is_fresh(self) -> bool:
        return self.found is not None and self.found.outcome is self.document.outcome and bool(self._charts)

    @property
    def _if(self) -> str:
        return if_words(whole=self.view.whole is not None)

    def _place(self, then: Outcome | None) -> None:
        found, now = self.found, self.document.outcome
        assert found is not None
        self.say(standing_words(found, now, then, self._if))
        self.places.rows_model.set_rows(place_rows(found, now, then, self._if))
        self.places.fit_columns()
        for at, chart in enumerate(self._charts):
            self._draw(self.charts[at], chart, found, at, then)

    def _draw(self, widget: ChartWidget, chart: MapsChart, found: Survey, at: int, then: Outcome | None) -> None:
        mark = then_mark(found, at, then, self._if)

        def over(writer: Writer, rect: QRectF, theme: Theme) -> None:
            if mark is not None:
                paint_maps_mark(writer, rect, chart, mark, theme)

        widget.setAccessibleName(f"How all maps are spread: {chart.title}")
        widget.set_chart(
            lambda writer, rect, theme, chosen: paint_maps(writer, rect, chart, theme, chosen),
            tuple(Point(b.words) for b in chart.bins),
            ChartTable(chart.heads, chart.table),
            chart.summary + (f" {mark.words}." if mark is not None else ""),
            of=chart,
            over=over,
        )
