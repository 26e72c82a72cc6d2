"""Nominated superintendents with an even load: each borough now and then, each BCU's load, accepted in one step."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.outcome.evaluate import Outcome
from planner.scenario.types import Step
from planner.views.nominate import (
    LoadRow,
    NominationRow,
    Nominations,
    accept_nominations,
    load_columns,
    load_rows,
    nomination_columns,
    nomination_rows,
    nominations,
    nominations_refused,
    nominations_words,
    show_nominations,
)
from ui.document import Document
from ui.panels.suggest_offer import Offer, Offered, follow_rows
from ui.panels.suggest_words import answer_label
from ui.panels.whole_table import WholeTable
from ui.tables.model import TableModel
from ui.tables.tab import button
from ui.theme import Theme
from ui.toggle import Toggle
from ui.view_state import ViewState


class ContactsPage(QWidget):
    """An even nomination of the scenario as it is. It takes well under a millisecond, so it is always there."""

    leadership_asked = Signal(str, str)
    """(rule, borough code): the nominations are to be seen in the Leadership tab."""

    def __init__(self, document: Document, view: ViewState, theme: Theme) -> None:
        super().__init__()
        self.document, self.view = document, view
        self.setAccessibleName("Nominate superintendents")
        self.found: Nominations | None = None
        self._about: Outcome | None = None
        self.words = answer_label()
        self.offer = Offer(
            document,
            view,
            theme,
            "Show beside the present figures",
            ("Rules and issues as they would be (Esc: as they are)", "Nominate these superintendents, in one step"),
            has_figures=False,
        )
        self.offer.taken.connect(self._taken)
        self.changes = Toggle("Only changes", "Only boroughs whose superintendent would be another; up: all")
        self.changes.setChecked(True)
        self.changes.clicked.connect(self._fill)
        self.link = button("Nominations in Leadership", "Nominate one by one, or fill only the gaps", self._go)
        self.link.setProperty("kind", "link")
        rows: TableModel[NominationRow] = TableModel(nomination_columns(), key=lambda row: row.borough)
        rows.said_of_row = lambda row: row.words
        self.table = WholeTable(rows, theme, "Nominated superintendents, now and if accepted")
        follow_rows(self.table, self._select)
        loads: TableModel[LoadRow] = TableModel(load_columns(), key=lambda row: row.bcu)
        loads.said_of_row = lambda row: row.words
        self.loads = WholeTable(loads, theme, "Boroughs of each superintendent, by BCU")
        self._lay_out()

    def _lay_out(self) -> None:
        over = QHBoxLayout()
        over.setContentsMargins(12, 4, 12, 4)
        over.setSpacing(8)
        over.addWidget(self.changes)
        over.addWidget(self.link)
        over.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addWidget(self.offer)
        column.addLayout(over)
        column.addWidget(self.table)
        column.addSpacing(8)
        column.addWidget(self.loads)
        column.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        self.offer.set_theme(theme)
        self.table.set_theme(theme)
        self.loads.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up before being seen."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Be about the scenario as it is, once in sight."""
        outcome = self.document.outcome
        if not self.isVisible() or self._about is outcome:
            return
        self._about = outcome
        found = self.found = nominations(outcome)
        self.words.setText(nominations_words(found))
        self.offer.put(
            Offered(
                outcome,
                lambda plan, scenario_id: show_nominations(plan, scenario_id, found),
                lambda plan, scenario_id: accept_nominations(plan, scenario_id, found),
                nominations_refused(found),
                bool(found.contacts.changed),
            )
        )
        self.loads.rows_model.set_rows(load_rows(found))
        self.loads.setVisible(bool(found.contacts.loads))
        self.loads.fit_columns()
        self._fill()

    def _fill(self) -> None:
        found = self.found
        if found is None:
            return
        rows = nomination_rows(found, only_changes=self.changes.isChecked())
        self.changes.setVisible(bool(found.contacts.loads))
        self.table.rows_model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.table.fit_columns()

    def _select(self, row: int) -> None:
        """Select the borough, on the map and in the list."""
        rows = self.table.rows_model.rows
        if 0 <= row < len(rows):
            self.view.select({rows[row].borough}, self)

    def _go(self) -> None:
        found = self.found
        if found is not None:
            rows = nomination_rows(found, only_changes=False)
            self.leadership_asked.emit("L3", rows[0].borough if rows else found.outcome.area.borough_codes[0])

    def _taken(self, step: Step) -> None:
        self.document.said.emit(f"{step.label}: accepted. Undo takes it back in one step.")
