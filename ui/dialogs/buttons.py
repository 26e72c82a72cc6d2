"""Dialog buttons with words only: the style's own pictures say nothing the words do not."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox


def words_only(box: QDialogButtonBox | QMessageBox) -> None:
    """Take the pictures off the buttons."""
    for button in box.buttons():
        button.setIcon(QIcon())
