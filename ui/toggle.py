"""A button that stays down."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton

from ui.theme import font


class Toggle(QPushButton):
    """A button that stays down. Its words are semibold then, and it is wide enough for them from the start."""

    def __init__(self, text: str, tip: str) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setToolTip(tip)
        self.setAccessibleName(text)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        """What the words take when it is down."""
        found, words = super().sizeHint(), self.text()
        strong = QFontMetrics(font("strong")).horizontalAdvance(words)
        return found + QSize(max(0, strong - self.fontMetrics().horizontalAdvance(words)), 0)
