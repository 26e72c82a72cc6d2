"""The part of the Savings tab with the published figures beside the model's."""

from __future__ import annotations

from planner.outcome.evaluate import Outcome
from planner.views.reconciliation import PublishedRow, published_columns, reconciliation
from ui.document import Document
from ui.panels.money_page import Page
from ui.panels.section import KeyLine
from ui.panels.whole_table import WholeTable
from ui.tables.model import TableModel
from ui.tables.tab import note_label
from ui.theme import Theme


class PublishedPage(Page):
    """Published, model, difference; why they may differ stands beneath for the row chosen."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__(document, theme)
        self.key = KeyLine("About the published figures", theme)
        model: TableModel[PublishedRow] = TableModel(published_columns(), key=lambda row: (row.fact, row.name))
        model.said_of_row = lambda row: row.words
        self.table = WholeTable(model, theme, "Published figures beside the model's")
        self.why = note_label(wrap=True)
        self.why.setContentsMargins(12, 8, 12, 4)
        self.note = note_label(wrap=True)
        self.note.setContentsMargins(12, 4, 12, 8)
        for part in (self.key, self.table, self.why, self.note):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.setFocusProxy(self.table)
        self.table.selectionModel().currentRowChanged.connect(lambda now, before: self._follow())

    def refresh(self, outcome: Outcome) -> None:
        """Every published figure, the scenario's beside it."""
        found = reconciliation(outcome)
        self.key.set_pieces([("", f"{found.terms}; published figures do not say theirs")])
        self.table.rows_model.set_rows(found.rows)
        self.table.fit_columns()
        self.note.setText(found.note)
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.table.rows_model.index(0, 0))
        self._follow()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        self.key.set_theme(theme)
        self.table.set_theme(theme)

    def _follow(self) -> None:
        at, rows = self.table.currentIndex().row(), self.table.rows_model.rows
        self.why.setText(rows[at].words if 0 <= at < len(rows) else "")
