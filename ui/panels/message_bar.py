"""A bar at the top of the work: what happened, what was kept, what to do next, and the details to copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui import theme as themes
from ui.glyphs import glyph_pixmap


class MessageBar(QFrame):
    """Hidden until something has to be said that must not pass by."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "soft")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sign, self._words = QLabel(), QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._act = QPushButton()
        self._copy = QPushButton("Copy details")
        self._close = QPushButton("Close")
        self._details = ""
        self._do: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        for button in (self._act, self._copy, self._close):
            row.addWidget(button)
        self._act.clicked.connect(self._acted)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details))
        self._close.clicked.connect(self.hide)
        self.hide()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def tell(self, words: str, details: str = "", act: str = "", do: Callable[[], None] | None = None) -> None:
        """Say something that went wrong; `act` names a button that does what is to be done next."""
        self._sign.setPixmap(glyph_pixmap("at_risk", themes.current(), 16, self.devicePixelRatioF()))
        self._words.setText(words)
        self.setAccessibleName(words)
        self._details = details or words
        self._act.setText(act)
        self._act.setVisible(bool(act))
        self._do = do
        self.show()

    def _acted(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()
