"""The part of the Savings tab with the target register: targets changed in place, added, removed, put in force."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from planner.outcome.evaluate import Outcome
from planner.scenario.decisions import (
    Refused,
    add_target,
    choose_target,
    remove_target,
    set_target_due,
    set_target_field,
)
from planner.scenario.decisions.money import SCOPES
from planner.scenario.targets import FORCE_WIDE
from planner.scenario.types import Target
from planner.views.money_columns import target_columns
from planner.views.targets import DUE_CHOICES, TargetRow, new_target, read_target_amount, target_rows
from planner.words.numbers import ReadError
from ui.document import Document
from ui.panels.money_page import Page
from ui.panels.section import KeyLine
from ui.panels.whole_table import WholeTable
from ui.tables.model import Index, TableModel
from ui.tables.tab import Choice, button, note_label
from ui.theme import Theme

_SCOPES = [(scope, scope) for scope in SCOPES]


class TargetForm(QWidget):
    """What a new target says. Add hands it over; what will not do is said beneath the lines, which stay."""

    added = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("New target")
        self.name, self.amount, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        self.scope, self.due = Choice("Scope of the new target"), Choice("When the new target falls due", 110)
        self.amount.setPlaceholderText("£73m")
        self.name.setPlaceholderText("What was said")
        self.source.setPlaceholderText("Who said it, where and when")
        self.scope.offer(_SCOPES, SCOPES[0])
        self.due.offer(list(DUE_CHOICES), "")
        self.problem = note_label(wrap=True)
        self.add = button("Add", "Add this target to the register (Enter)", self.added.emit)
        self.stop = button("Cancel", "Leave the register as it is (Esc)", self.left.emit)
        for line in (self.name, self.amount, self.source):
            line.returnPressed.connect(self.added)
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        placed = (
            ("&Name", self.name, 0, 0, 3), ("A&mount", self.amount, 1, 0, 1), ("&Due", self.due, 1, 2, 1),
            ("S&cope", self.scope, 2, 0, 1), ("S&ource", self.source, 3, 0, 3),
        )  # fmt: skip
        for words, part, row, column, span in placed:
            label = QLabel(words)
            label.setBuddy(part)
            grid.addWidget(label, row, column)
            grid.addWidget(part, row, column + 1, 1, span)
            part.setAccessibleName(words.replace("&", ""))
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addStretch(1)
        ends.addWidget(self.add)
        ends.addWidget(self.stop)
        grid.addLayout(ends, 2, 2, 1, 2)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(12, 8, 12, 8)
        column_.setSpacing(4)
        column_.addLayout(grid)
        column_.addWidget(self.problem)

    def begin(self) -> None:
        """Start with empty lines."""
        for line in (self.name, self.amount, self.source):
            line.clear()
        self.say("")
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, problem: str) -> None:
        """Why it will not do; nothing while it may."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def target(self, outcome: Outcome) -> Target:
        """The target as written. Raises ReadError for an amount that is none."""
        amount = read_target_amount(self.amount.text())
        due, scope = str(self.due.value), str(self.scope.value)
        return new_target(outcome, self.name.text(), amount, scope, due, self.source.text(), date.today())


class TargetsPage(Page):
    """The target register; one of them is in force."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__(document, theme)
        self.key = KeyLine("About the targets", theme)
        model: TableModel[TargetRow] = TableModel(target_columns(), key=lambda row: row.id)
        model.edit = self._edit
        model.said_of_row = lambda row: f"{row.words}, in force" if row.in_force else row.words
        self.table = WholeTable(model, theme, "Target register")
        self.table.choices = lambda row, key: {"scope": _SCOPES, "due": DUE_CHOICES}.get(key, ())
        self.table.doubleClicked.connect(self._double_clicked)
        self.force = button("Put in force", "Hold the saving against the target chosen", self.put_in_force)
        self.new = button("Add target…", "Add a target to the register", self.begin)
        self.drop = button("Remove", "Take the target chosen off the register; undo brings it back", self.remove)
        self.note = note_label(wrap=True)
        self.form = TargetForm()
        self.form.added.connect(self.add)
        self.form.left.connect(self._leave)
        acts = QHBoxLayout()
        acts.setContentsMargins(12, 8, 12, 4)
        acts.setSpacing(8)
        for act in (self.force, self.new, self.drop):
            acts.addWidget(act)
        acts.addStretch(1)
        self.note.setContentsMargins(12, 0, 12, 8)
        for part in (self.key, self.table):
            self.column.addWidget(part)
        self.column.addLayout(acts)
        self.column.addWidget(self.form)
        self.column.addWidget(self.note)
        self.form.hide()
        self.table.selectionModel().currentRowChanged.connect(lambda now, before: self._follow())

    def refresh(self, outcome: Outcome) -> None:
        """Every target, with how the programme stands to it."""
        rows = target_rows(outcome)
        self.key.set_pieces([("", "one is in force: every gap on the screen is against it")])
        chosen = self._row()
        self.table.rows_model.set_rows(rows)
        self.table.fit_columns()
        if not self.table.currentIndex().isValid() and rows:
            at = self.table.rows_model.row_of(chosen.id) if chosen is not None else -1
            at = at if at >= 0 else next((i for i, row in enumerate(rows) if row.in_force), 0)
            self.table.setCurrentIndex(self.table.rows_model.index(at, 0))
        self._follow()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        self.key.set_theme(theme)
        self.table.set_theme(theme)

    def choose(self, target_id: str) -> None:
        """Make a target's row current."""
        row = self.table.rows_model.row_of(target_id)
        if row >= 0:
            self.table.setCurrentIndex(self.table.rows_model.index(row, 0))

    def put_in_force(self) -> None:
        """Put the target of the current row in force."""
        row = self._row()
        if row is not None and not row.in_force:
            self.document.decide(choose_target, row.id, initiator=self)

    def begin(self) -> None:
        """Begin a new target."""
        self.form.begin()

    def add(self) -> None:
        """Add the target written in the form; the form stays where it will not do."""
        try:
            target = self.form.target(self.document.outcome)
            add_target(self.document.plan, self.document.scenario.id, target)
        except ReadError as problem:
            self.form.say(f"{problem}.")
            return
        except Refused as problem:
            self.form.say(str(problem))
            return
        self.document.decide(add_target, target, initiator=self)
        self.choose(target.id)
        self._leave()

    def remove(self) -> None:
        """Take the target of the current row off the register."""
        row = self._row()
        if row is not None:
            self.document.decide(remove_target, row.id, initiator=self)

    def _leave(self) -> None:
        self.form.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit(self, row: TargetRow, column: str, text: str) -> bool:
        if column == "due":
            return self.enter(self.table, row.id, column, set_target_due, row.id, text)
        try:
            value = read_target_amount(text) if column == "amount" else text
        except ReadError as problem:
            return self.refuse(self.table, row.id, column, problem)
        return self.enter(self.table, row.id, column, set_target_field, row.id, column, value)

    def _double_clicked(self, index: Index) -> None:
        if self.table.cell(index)[1].key == "force":
            self.put_in_force()

    def _row(self) -> TargetRow | None:
        at = self.table.currentIndex().row()
        rows = self.table.rows_model.rows
        return rows[at] if 0 <= at < len(rows) else None

    def _follow(self) -> None:
        row = self._row()
        can_change = row is not None and row.can_change
        self.force.setEnabled(row is not None and not row.in_force)
        self.new.setEnabled(can_change)
        self.drop.setEnabled(can_change)
        if row is None:
            self.note.setText("")
            return
        share = "The whole force has to meet it: the row shows this programme's share. "
        about = share if row.scope == FORCE_WIDE else ""
        said = f"Source: {row.source.rstrip('.')}." if row.source else "No source is given."
        self.note.setText(f"{row.name}, {row.dated}, {row.status}. {about}{said}")
