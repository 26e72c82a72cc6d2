"""Dialog buttons, with words only: the style's own pictures say nothing the words do not."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QPushButton


def words_only(box: QDialogButtonBox | QMessageBox) -> None:
    """Take the pictures off the buttons."""
    for button in box.buttons():
        button.setIcon(QIcon())


def accept_or_cancel(dialog: QDialog, accept: str) -> tuple[QDialogButtonBox, QPushButton]:
    """The buttons that accept a dialog, with that word, and cancel it; and the first of them."""
    box = QDialogButtonBox()
    ok: QPushButton = box.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
    box.addButton(QDialogButtonBox.StandardButton.Cancel)
    words_only(box)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box, ok
