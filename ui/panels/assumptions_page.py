"""The part of the Savings tab with the assumptions: each with its source, to be changed in place and put back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit

from planner.outcome.evaluate import Outcome
from planner.scenario.decisions import reset_assumption, set_assumption
from planner.views.assumption_rows import AssumptionRow, assumption_columns, assumption_rows, read_entry
from planner.words.names import plural
from planner.words.numbers import ReadError
from ui.document import Document
from ui.panels.money_page import Page
from ui.panels.section import KeyLine
from ui.tables.fitting import Fitting
from ui.tables.model import TableModel
from ui.tables.tab import button, note_label
from ui.tables.view import TableView
from ui.theme import Theme

_FIELDS = (("source", "Source"), ("owner", "Owner"), ("note", "Note"), ("dated", "Date"))
_ROWS = 10
"""Rows in sight at once: enough to compare a rank across functions, and the note stays on the smallest screen."""


class _Fitting(Fitting):
    """Low and high stand together or not at all; the note has them always."""

    def fit(self, shown: list[int], may_go: Callable[[int], bool], room: int) -> dict[int, int]:
        """The width of each column that stays."""
        widths = super().fit(shown, may_go, room)
        pair = {self._view.rows_model.column_of(key) for key in ("low", "high")}
        if len(pair & widths.keys()) == 1:
            widths = super().fit([i for i in shown if i not in pair], may_go, room)
        return widths


class AssumptionsPage(Page):
    """Every assumption of the scenario. The table scrolls by itself, so that the note under it stays in sight."""

    seek_asked = Signal(str)
    """Goal seek, beginning with an assumption's id."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__(document, theme)
        self.key = KeyLine("About the assumptions", theme)
        model: TableModel[AssumptionRow] = TableModel(assumption_columns(), key=lambda row: row.id)
        model.edit = self._edit
        model.said_of_row = lambda row: "changed" if row.is_changed else ""
        self.table = TableView(model, theme, "Assumptions")
        self.table.fitting = _Fitting(self.table)
        self.table.setFixedHeight(self.table.head.height() + _ROWS * self.table.row_height)
        self.setFocusProxy(self.table)
        self.reset = button("Reset to shipped", "Go back to the value this assumption was shipped with", self.put_back)
        self.seek = button("Goal seek…", "What this assumption must be to reach an amount", self._seek)
        self.note = note_label(wrap=True)
        self.fields = {key: self._field(key, words) for key, words in _FIELDS}
        self.note.setContentsMargins(12, 0, 12, 8)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self.reset)
        foot.addWidget(self.seek)
        foot.addStretch(1)
        self.column.addWidget(self.key)
        self.column.addWidget(self.table)
        self.column.addLayout(foot)
        self.column.addWidget(self.note)
        self.column.addLayout(self._register())
        self.table.selectionModel().currentRowChanged.connect(lambda now, before: self._follow())

    def _field(self, key: str, words: str) -> QLineEdit:
        """A line for a part of the register that the table has no room for at most widths."""
        line = QLineEdit()
        line.setAccessibleName(f"{words} of the assumption chosen")
        line.editingFinished.connect(lambda: self._enter_field(key))
        return line

    def _register(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(12, 0, 12, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for at, (key, words) in enumerate(_FIELDS):
            label = QLabel(words)
            label.setBuddy(self.fields[key])
            grid.addWidget(label, at // 2, at % 2 * 2)
            grid.addWidget(self.fields[key], at // 2, at % 2 * 2 + 1)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        return grid

    def _enter_field(self, key: str) -> None:
        row, text = self._row(), self.fields[key].text()
        if row is None or text == getattr(row, key) or not row.can_change:
            return
        if not self._edit(row, key, text):
            self._follow()

    def refresh(self, outcome: Outcome) -> None:
        """Every assumption, those that were changed marked."""
        rows = assumption_rows(outcome)
        changed = sum(row.is_changed for row in rows)
        said = f"{changed} of {plural(len(rows), 'assumption')} changed" if changed else "all as shipped"
        closed = outcome.scenario.closed
        how = f"the scenario is {closed}" if closed else "type a value in the row's own unit"
        self.key.set_pieces([("pencil" if changed else "", said), ("", how)])
        self.table.rows_model.set_rows(rows)
        self.table.fit_columns()
        if not self.table.currentIndex().isValid() and rows:
            self.table.setCurrentIndex(self.table.rows_model.index(0, self.table.rows_model.column_of("value")))
        self._follow()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        self.key.set_theme(theme)
        self.table.theme = theme
        self.table.viewport().update()
        self.table.horizontalHeader().viewport().update()

    def choose(self, assumption_id: str) -> None:
        """Make an assumption's value current."""
        row = self.table.rows_model.row_of(assumption_id)
        if row >= 0:
            self.table.choose_row(row, self.table.rows_model.column_of("value"))

    def put_back(self) -> None:
        """Go back to the shipped assumption of the current row."""
        row = self._row()
        if row is not None:
            self.document.decide(reset_assumption, row.id, initiator=self)

    def _seek(self) -> None:
        row = self._row()
        self.seek_asked.emit(row.id if row is not None else "")

    def _edit(self, row: AssumptionRow, column: str, text: str) -> bool:
        try:
            value = read_entry(text, column, row.unit)
        except ReadError as problem:
            return self.refuse(self.table, row.id, column, problem)
        return self.enter(self.table, row.id, column, set_assumption, row.id, column, value)

    def _row(self) -> AssumptionRow | None:
        at = self.table.currentIndex().row()
        rows = self.table.rows_model.rows
        return rows[at] if 0 <= at < len(rows) else None

    def _follow(self) -> None:
        row = self._row()
        self.reset.setEnabled(row is not None and row.can_reset)
        self.note.setText(row.words if row is not None else "")
        for key, line in self.fields.items():
            line.setText(getattr(row, key) if row is not None else "")
            line.setCursorPosition(0)
            line.setReadOnly(row is None or not row.can_change)
