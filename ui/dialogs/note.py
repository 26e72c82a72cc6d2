"""The question for a scenario's note: some lines of text, checked as they are written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from planner.scenario.decisions import Refused
from ui import theme as themes
from ui.dialogs.buttons import accept_or_cancel


class NoteDialog(QDialog):
    """Lines to write, a sentence when they will not do, and two buttons. `check` raises Refused."""

    def __init__(self, name: str, note: str, check: Callable[[str], object], parent: QWidget | None) -> None:
        super().__init__(parent)
        title = f"Note of {name}"
        self.setWindowTitle(title)
        self._check = check
        heading = QLabel(title)
        heading.setFont(themes.font("dialog"))
        heading.setTextFormat(Qt.TextFormat.PlainText)
        self.edit = QPlainTextEdit(note)
        self.edit.setAccessibleName("Note")
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumSize(360, 120)
        self.edit.selectAll()
        self.edit.textChanged.connect(self._look)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setMinimumHeight(32)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignTop)
        buttons, self.ok = accept_or_cancel(self, "Keep")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for part in (heading, self.edit, self.problem, buttons):
            column.addWidget(part)
        self._look()
        self.edit.setFocus()

    def _look(self) -> None:
        problem = ""
        try:
            self._check(self.edit.toPlainText())
        except Refused as refusal:
            problem = str(refusal)
        self.problem.setText(problem)
        self.ok.setEnabled(not problem)
        self.ok.setAccessibleDescription(problem)


def ask_note(name: str, note: str, check: Callable[[str], object], parent: QWidget | None) -> str | None:
    """The note as written, checked; None when the question was left."""
    dialog = NoteDialog(name, note, check, parent)
    try:
        return dialog.edit.toPlainText() if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()
