"""Goal seek: a figure, an amount, an assumption; the answer is there at once, and applying it is one step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from planner.outcome.evaluate import Outcome
from planner.outcome.figures import parse
from planner.scenario.decisions import set_assumption
from planner.views.goal_seek import Found, amount_to_begin, assumptions_to_seek, seek, seekable, target_hint
from planner.words.numbers import ReadError
from ui import theme as themes
from ui.dialogs.buttons import accept_or_cancel
from ui.document import Document


class GoalSeekDialog(QDialog):
    """Asks and answers; `value` is what the assumption named by `assumption` is to be set to."""

    def __init__(self, outcome: Outcome, assumption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Goal seek")
        self._outcome = outcome
        self._found = Found("", None)
        heading = QLabel("What must an assumption be?")
        heading.setFont(themes.font("dialog"))
        self.figure, self.what = QComboBox(), QComboBox()
        for one in seekable(outcome):
            self.figure.addItem(one.words, one.figure)
        for id_, name in assumptions_to_seek(outcome):
            self.what.addItem(name, id_)
        self.what.setCurrentIndex(max(0, self.what.findData(assumption)))
        self.amount = QLineEdit(amount_to_begin(outcome))
        self.amount.selectAll()
        form = QFormLayout()
        form.setSpacing(8)
        for label, field in (("Figure", self.figure), ("At least", self.amount), ("By changing", self.what)):
            field.setAccessibleName(label)
            field.setMinimumWidth(320)
            form.addRow(label, field)
        hint = QLabel(target_hint(outcome))
        hint.setProperty("ink", "2")
        form.addRow("", hint)
        self.answer = QLabel()
        self.answer.setWordWrap(True)
        self.answer.setMinimumHeight(64)
        self.answer.setAlignment(Qt.AlignmentFlag.AlignTop)
        buttons, self.ok = accept_or_cancel(self, "Apply")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addLayout(form)
        column.addWidget(self.answer)
        column.addWidget(buttons)
        self.figure.currentIndexChanged.connect(self._look)
        self.what.currentIndexChanged.connect(self._look)
        self.amount.textChanged.connect(self._look)
        self._look()
        self.amount.setFocus()

    @property
    def assumption(self) -> str:
        """Id of the assumption chosen."""
        return str(self.what.currentData())

    @property
    def value(self) -> float | None:
        """What it is to be set to; None where there is nothing to apply."""
        return self._found.value

    def _look(self) -> None:
        figure = parse(self._outcome, str(self.figure.currentData()))
        try:
            self._found = seek(self._outcome, figure, self.amount.text(), self.assumption)
        except ReadError as problem:
            self._found = Found(f"{problem}.", None)
        words = self._found.words
        scenario = self._outcome.scenario
        if scenario.closed:
            words += f" {scenario.name} is {scenario.closed}: duplicate it to apply."
        self.answer.setText(words)
        self.ok.setEnabled(self._found.value is not None and scenario.can_change)
        self.ok.setAccessibleDescription(words)


def goal_seek(document: Document, assumption: str, parent: QWidget | None) -> None:
    """Ask, and set the assumption as one step where the answer is applied."""
    dialog = GoalSeekDialog(document.outcome, assumption, parent)
    try:
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.value is not None:
            document.decide(set_assumption, dialog.assumption, "value", dialog.value)
    finally:
        dialog.deleteLater()
