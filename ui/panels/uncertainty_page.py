"""The part of the Savings tab on how sure the saving is: tornado, what breaks the target, chances from draws.

It is worked out off the window's thread whenever what it is about has changed and the page is in sight. What was
worked out before stays, in grey, until the new answer is there; an answer to an older question is dropped.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent

from planner.outcome.evaluate import Outcome
from planner.outcome.sensitivity.cases import Stopped
from planner.views.uncertainty import (
    ChanceRow,
    CrossingRow,
    Study,
    chance_columns,
    chance_rows,
    crossing_columns,
    crossing_rows,
    distribution,
    method_words,
    study,
    summary,
    tornado_chart,
)
from ui.charts.rows import height_for, paint_tornado
from ui.charts.spread import paint_spread
from ui.charts.widget import ChartTable, ChartWidget, Point
from ui.document import Document
from ui.panels.money_page import Page
from ui.panels.section import Segments
from ui.panels.whole_table import WholeTable
from ui.tables.model import TableModel
from ui.tables.tab import Bar, button, note_label
from ui.tables.view import TableView
from ui.tasks import Cancelled, Job, Progress, TaskCancelled
from ui.theme import Theme

WAIT_MS = 150
"""How long nothing may change before the work starts: a drag over the timeline asks many times."""
_CROSSINGS = 8
_SPREAD_LEAST = 220
KIND = "uncertainty"


class UncertaintyPage(Page):
    """What the ranges of the assumptions do to the saving."""

    task_asked = Signal(object)
    """A Job to be run off the window's thread."""
    seek_asked = Signal(str)
    """Goal seek, beginning with an assumption's id, or with none."""
    _stopped = Signal(object)

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__(document, theme)
        self.found: Study | None = None
        self._asked: tuple[Outcome, bool] | None = None
        self._wanted: Outcome | None = None
        self._make_parts(theme)
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._soon.timeout.connect(self._ask)
        self._stopped.connect(self._was_stopped)

    def _make_parts(self, theme: Theme) -> None:
        tips = ["Each assumption is drawn by itself", "Assumptions of a kind move with one draw"]
        self.together = Segments("Draws", ["Independent", "Together"], tips)
        self.together.chosen.connect(lambda at: self._soon.start())
        self.again = button("Work it out again", "Draw again with the same seed", self._ask)
        self.seek = button("Goal seek…", "What an assumption must be to reach an amount", self._seek)
        self.bar = Bar(36)
        self.bar.row.setContentsMargins(12, 0, 12, 0)
        self.bar.add(self.together, self.again)
        self.bar.row.addStretch(1)
        self.bar.add(self.seek)
        self.answer, self.note, self.method = (note_label(wrap=True) for _ in range(3))
        for label in (self.answer, self.note, self.method):
            label.setContentsMargins(12, 4, 12, 8)
        self.tornado = ChartWidget("What each assumption's range does", theme)
        self.spread = ChartWidget("How the draws are spread", theme)
        self.spread.set_smallest(320, _SPREAD_LEAST)
        model: TableModel[CrossingRow] = TableModel(crossing_columns(), key=lambda row: row.id)
        model.said_of_row = lambda row: row.words
        self.crossings = TableView(model, theme, "The value that just meets the target")
        self.crossings.setFixedHeight(self.crossings.head.height() + _CROSSINGS * self.crossings.row_height)
        self.crossings.doubleClicked.connect(lambda index: self._seek())
        chances: TableModel[ChanceRow] = TableModel(chance_columns(), key=lambda row: row.year)
        chances.said_of_row = lambda row: row.words
        self.chances = WholeTable(chances, theme, "Chance of meeting the target, £ million")

    def _lay_out(self) -> None:
        for part in (self.bar, self.answer, self.tornado, self.note, self.crossings, self.spread, self.chances):
            self.column.addWidget(part)
        self.column.addWidget(self.method)
        self.column.addStretch(1)
        self.setFocusProxy(self.tornado)

    def refresh(self, outcome: Outcome) -> None:
        """Work it out for this outcome, once the page is in sight and nothing has changed for a moment."""
        self._wanted = outcome
        if self.found is not None and self.found.outcome is outcome:
            return
        self._grey(is_old=self.found is not None)
        if self.isVisible():
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Work out what was waited with."""
        super().showEvent(event)
        if self._wanted is not None and (self.found is None or self.found.outcome is not self._wanted):
            self._soon.start()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        self.tornado.set_theme(theme)
        self.spread.set_theme(theme)
        self.chances.set_theme(theme)
        self.crossings.theme = theme
        self.crossings.viewport().update()

    # Working it out

    def _ask(self) -> None:
        if self._wanted is None:
            return
        asked = (self._wanted, self.together.current == 1)
        self._asked = asked
        self._say("Working it out…")
        job = Job(KIND, "Working out how sure the saving is", partial(self._work, asked), self._came, self._failed)
        self.task_asked.emit(job)

    def _work(self, asked: tuple[Outcome, bool], progress: Progress, cancelled: Cancelled) -> Study:
        """In another thread: touches nothing of the window but the signal."""
        try:
            return study(asked[0], together=asked[1], progress=progress, cancelled=cancelled)
        except Stopped as stop:
            self._stopped.emit(asked)
            raise TaskCancelled from stop

    def _was_stopped(self, asked: Any) -> None:
        """Cancelled by hand, unless a newer question took its place."""
        if asked is self._asked:
            kept = "What is shown is from before." if self.found is not None else "Nothing is shown yet."
            self._say(f"Cancelled. {kept} “Work it out again” starts anew.")

    def _failed(self, problem: Exception) -> None:
        self._say(f"It could not be worked out ({problem}). What was shown stays; change an assumption or try again.")

    def _came(self, found: Study) -> None:
        if self._asked is None or found.outcome is not self._asked[0] or found.outcome is not self._wanted:
            return
        self.found = found
        self._grey(is_old=False)
        self._show(found)

    # Showing it

    def _say(self, words: str) -> None:
        self.answer.setText(words)

    def _grey(self, *, is_old: bool) -> None:
        """What is shown is of an older question: it can be read, and is not asked about."""
        for part in (self.tornado, self.crossings, self.spread, self.chances):
            part.setEnabled(not is_old)

    def _show(self, found: Study) -> None:
        self._say(summary(found))
        chart = tornado_chart(found)
        self.tornado.set_smallest(320, height_for(len(chart.bars)))
        self.tornado.set_chart(
            lambda writer, rect, theme, chosen: paint_tornado(writer, rect, chart, theme, chosen),
            tuple(Point(bar.words) for bar in chart.bars),
            ChartTable(chart.heads, chart.table),
            f"{chart.title}: {'; '.join(bar.words for bar in chart.bars)}. {chart.note}",
            of=chart,
        )
        self.note.setText(chart.note)
        self.note.setVisible(bool(chart.note))
        spread = distribution(found)
        self.spread.set_chart(
            lambda writer, rect, theme, chosen: paint_spread(writer, rect, spread, theme, chosen),
            tuple(Point(b.words) for b in spread.bins),
            ChartTable(spread.heads, spread.table),
            f"{spread.title}. {summary(found)}",
            of=spread,
        )
        rows = crossing_rows(found)
        self.crossings.rows_model.set_rows(rows)
        self.crossings.fit_columns()
        self.crossings.setVisible(bool(rows))
        self.chances.rows_model.set_rows(chance_rows(found))
        self.chances.fit_columns()
        self.method.setText(method_words(found.draws))

    def _seek(self) -> None:
        at, rows = self.crossings.currentIndex().row(), self.crossings.rows_model.rows
        self.seek_asked.emit(rows[at].id if 0 <= at < len(rows) else "")
