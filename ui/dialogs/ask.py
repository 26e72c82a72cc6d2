"""The few questions the window asks: a name, a code, a date, and what to do with unsaved changes.

Each checks what is typed with the decision it is for, so that what is allowed is said in one place.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from planner.scenario.decisions import Refused
from planner.words.dates import long_date, parse_date
from planner.words.numbers import ReadError
from ui import theme as themes
from ui.dialogs.buttons import accept_or_cancel, words_only

_Check = Callable[[list[str]], object]


class AskDialog(QDialog):
    """Lines to fill in, a sentence when they will not do, and two buttons. `check` raises Refused or ReadError."""

    def __init__(
        self, title: str, fields: list[tuple[str, str]], accept: str, check: _Check, parent: QWidget | None
    ) -> None:
        """`fields` are (label, text to begin with)."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._check = check
        heading = QLabel(title)
        heading.setFont(themes.font("dialog"))
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setMinimumHeight(32)
        self._problem.setAlignment(Qt.AlignmentFlag.AlignTop)
        form = QFormLayout()
        form.setSpacing(8)
        self.edits: list[QLineEdit] = []
        for label, text in fields:
            edit = QLineEdit(text)
            edit.setAccessibleName(label)
            edit.setMinimumWidth(280)
            edit.selectAll()
            edit.textChanged.connect(self._look)
            form.addRow(label, edit)
            self.edits.append(edit)
        buttons, self.ok = accept_or_cancel(self, accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addWidget(buttons)
        self._look()
        self.edits[0].setFocus()

    @property
    def values(self) -> list[str]:
        """What is typed."""
        return [edit.text() for edit in self.edits]

    def _look(self) -> None:
        try:
            self._check(self.values)
        except (Refused, ReadError) as problem:
            # An empty line is not a mistake yet.
            self._problem.setText(str(problem) if all(self.values) else "")
            self.ok.setEnabled(False)
        else:
            self._problem.setText("")
            self.ok.setEnabled(True)
        self.ok.setAccessibleDescription(self._problem.text())


def ask(
    title: str, fields: list[tuple[str, str]], accept: str, check: _Check, parent: QWidget | None
) -> list[str] | None:
    """What was typed, checked; None when the question was left."""
    dialog = AskDialog(title, fields, accept, check, parent)
    try:
        return dialog.values if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()


def written_date(text: str) -> date | None:
    """A typed date; None for none. Raises ReadError."""
    return parse_date(text) if text.strip() else None


def shown_date(day: date | None) -> str:
    """A date as it is typed."""
    return long_date(day) if day is not None else ""


def ask_replace(name: str, parent: QWidget | None) -> bool:
    """Ask whether a file that is there may be replaced."""
    box = QMessageBox(parent)
    box.setWindowTitle("BCU Planner")
    box.setText(f"There already is a file {name}. Replace it?")
    replace = box.addButton("Replace", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    words_only(box)
    try:
        box.exec()
        return box.clickedButton() is replace
    finally:
        box.deleteLater()


class Leave(Enum):
    """What to do with unsaved changes."""

    SAVE = auto()
    DISCARD = auto()
    STAY = auto()


def ask_unsaved(name: str, parent: QWidget | None) -> Leave:
    """Ask what to do with changes that are not saved."""
    box = QMessageBox(parent)
    box.setWindowTitle("BCU Planner")
    box.setText(f"Save the changes to {name}?")
    box.setInformativeText("Without saving, the changes made since it was last saved are lost.")
    save = box.addButton("Save", QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton("Do not save", QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(save)
    words_only(box)
    try:
        box.exec()
        clicked = box.clickedButton()
    finally:
        box.deleteLater()
    return Leave.SAVE if clicked is save else Leave.DISCARD if clicked is discard else Leave.STAY
