"""What the tabs with tables share: when they refresh, their rows of controls, and what they say at the foot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.words.names import plural
from ui import theme as themes
from ui.document import Document
from ui.tables.view import TableView
from ui.theme import Theme, font
from ui.view_state import ViewState

FILTER_HEIGHT = FOOT_HEIGHT = 40
INSET, GAP = 8, 8
SMALL_BELOW = 560
"""A tab narrower than this, in px, says less in its controls."""


class TableTab(QWidget):
    """A tab that shows what the document is. Out of sight it waits, and catches up when it is shown."""

    explain_asked = Signal(str)
    figure_chosen = Signal(str, bool)
    """(figure, opens): a figure of one of the tables was clicked, or has become current."""

    def __init__(self, document: Document, view: ViewState, theme: Theme) -> None:
        super().__init__()
        self.document, self.view, self.theme = document, view, theme
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._is_stale = True
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        document.changed.connect(self._changed)

    def refresh(self) -> None:
        """Show the document as it is."""
        raise NotImplementedError

    def fresh(self) -> None:
        """Catch up, if anything has changed since the last time."""
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def _changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self.fresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up before being seen."""
        self.fresh()
        super().showEvent(event)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        self.theme = theme

    def say(self, words: str) -> None:
        """Say something in the status bar."""
        self.document.said.emit(words)


class Bar(QWidget):
    """A row of controls with a hairline under or over it."""

    def __init__(self, height: int, ground: str = "panel") -> None:
        super().__init__()
        self.setFixedHeight(height)
        self.setProperty("ground", ground)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(INSET, 0, INSET, 0)
        self.row.setSpacing(GAP)

    def add(self, *widgets: QWidget, stretch: int = 0) -> None:
        """Put widgets at the end of the row."""
        for widget in widgets:
            self.row.addWidget(widget, stretch)


class Choice(QComboBox):
    """A combo box of (value, words), told apart from a choice made by the program."""

    picked = Signal(object)

    def __init__(self, name: str, least: int = 80) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setMinimumWidth(least)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.values: list[Any] = []
        self.activated.connect(lambda at: self.picked.emit(self.values[at]))

    def offer(self, choices: list[tuple[Any, str]], value: Any) -> None:
        """Offer these and show the one with that value, without a signal."""
        with QSignalBlocker(self):
            if choices != [(v, self.itemText(i)) for i, v in enumerate(self.values)]:
                self.clear()
                self.values = [v for v, _ in choices]
                self.addItems([words for _, words in choices])
                widest = max((self.fontMetrics().horizontalAdvance(words) for _, words in choices), default=0)
                self.view().setMinimumWidth(widest + 40)
            if value in self.values:
                self.setCurrentIndex(self.values.index(value))

    @property
    def value(self) -> Any:
        """The value chosen; None where there is nothing to choose."""
        return self.values[self.currentIndex()] if self.values else None


def button(text: str, tip: str, run: Callable[[], Any]) -> QPushButton:
    """A plain button."""
    made = QPushButton(text)
    made.setToolTip(tip)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: run())
    return made


def note_label(words: str = "", *, wrap: bool = False) -> QLabel:
    """A line of small print."""
    label = QLabel(words)
    label.setFont(font("note"))
    label.setProperty("ink", "2")
    label.setWordWrap(wrap)
    return label


class Hint(QLabel):
    """Small print of as many lines as there is room for; what is longer ends in "…" and is whole in the tip."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = ""
        self.setFont(font("note"))
        self.setProperty("ink", "2")
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.say(words)

    @property
    def words(self) -> str:
        """The whole of what it says."""
        return self._words

    def say(self, words: str) -> None:
        """Say something else."""
        self._words = words
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as fits now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        pieces, room = self._words.split(" "), self.contentsRect()
        kept = len(pieces)
        while kept > 1 and self._height_of(_first(pieces, kept), room.width()) > room.height() > 0:
            kept -= 1
        self.setText(_first(pieces, kept))
        self.setToolTip("" if kept == len(pieces) else self._words)
        self.setAccessibleName(self._words)

    def _height_of(self, words: str, width: int) -> int:
        flags = int(Qt.TextFlag.TextWordWrap)
        return self.fontMetrics().boundingRect(0, 0, width, 1_000, flags, words).height()


def _first(pieces: list[str], kept: int) -> str:
    return " ".join(pieces) if kept == len(pieces) else f"{' '.join(pieces[:kept])} …"


class Chip(QLabel):
    """A status in small print, in a box."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFont(font("note"))
        self.setAccessibleName(name)
        self.setContentsMargins(4, 0, 4, 0)
        self.setFixedHeight(18)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box under the words."""
        painter = QPainter(self)
        painter.setPen(themes.current().control)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
        super().paintEvent(event)


class ElidedLabel(QLabel):
    """One line of text that is cut with an ellipsis where it does not fit, and then is whole in its tip."""

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, cut to the width."""
        painter = QPainter(self)
        painter.setFont(self.font())
        ink = themes.current().ink2 if self.property("ink") == "2" else themes.current().ink
        painter.setPen(ink)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip("" if text == self.text() else self.text())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()


def hairline() -> QLabel:
    """A line between two parts."""
    line = QLabel()
    line.setProperty("hairline", "h")
    line.setFixedHeight(1)
    line.setAutoFillBackground(True)
    return line


def say_copied(tab: TableTab, view: TableView) -> None:
    """Let the status bar say what was copied."""

    def said(cells: int, with_heads: bool) -> None:
        tab.say(f"Copied {plural(cells, 'cell')}{' with headers' if with_heads else ''}.")

    view.copied.connect(said)
