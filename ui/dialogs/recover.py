"""The offer at the start: steps of an earlier sitting that were not saved."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.session.recovery import Left, details
from ui import theme as themes
from ui.dialogs.buttons import words_only

WIDTH, MOST_ROWS = 560, 5
HEADING = "Steps that were not saved"
ONE = "The planner ended last time before this was saved:"
SEVERAL = "The planner ended before these steps were saved. Recover one now; the others are offered again next time."


class Choice(Enum):
    """What is to be done with them."""

    RECOVER = auto()
    ASIDE = auto()


class RecoverDialog(QDialog):
    """What was found, and whether to go on with it. Left by Esc, it asks again at the next start."""

    answered = Signal(object, object)
    """(what to do, with which of those found). Not sent where the question is left."""

    def __init__(self, found: tuple[Left, ...], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(HEADING)
        self.setMinimumWidth(WIDTH)
        self.found = found
        heading = QLabel(HEADING)
        heading.setFont(themes.font("dialog"))
        self.list = self._list() if len(found) > 1 else None
        self.details = QPlainTextEdit(details(found))
        self.details.setReadOnly(True)
        self.details.setAccessibleName("Details")
        self.details.setMaximumHeight(140)
        self.details.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(_words(SEVERAL if self.list else ONE))
        column.addWidget(self.list if self.list else _words(found[0].words))
        column.addWidget(
            _words("Recovering changes no file: the plan opens as it was, with its history, not yet saved.")
        )
        column.addWidget(self.details)
        column.addWidget(self._buttons())

    def _list(self) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(HEADING)
        made.setWordWrap(True)
        made.addItems([left.words for left in self.found])
        made.setCurrentRow(0)
        made.setFixedHeight(46 * min(len(self.found), MOST_ROWS) + 8)
        return made

    def _buttons(self) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        box = QDialogButtonBox()
        self.recover_button: QPushButton = box.addButton("Recover", role.AcceptRole)
        without = "Open without it" if sum(left.steps for left in self.found) == 1 else "Open without them"
        self.aside_button: QPushButton = box.addButton(without, role.DestructiveRole)
        self.aside_button.setToolTip("They are put aside, not deleted, and not offered again")
        self.later_button: QPushButton = box.addButton("Ask later", role.RejectRole)
        self.details_button: QPushButton = box.addButton("Details", role.HelpRole)
        self.details_button.setCheckable(True)
        words_only(box)
        self.recover_button.setDefault(True)
        self.recover_button.clicked.connect(self._recover)
        self.aside_button.clicked.connect(lambda: self._answer(Choice.ASIDE, self.found))
        self.later_button.clicked.connect(self.reject)
        self.details_button.toggled.connect(self._show_details)
        return box

    def _recover(self) -> None:
        at = self.list.currentRow() if self.list is not None else 0
        self._answer(Choice.RECOVER, (self.found[max(0, at)],))

    def _answer(self, choice: Choice, left: tuple[Left, ...]) -> None:
        self.accept()
        self.answered.emit(choice, left)

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.adjustSize()


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
