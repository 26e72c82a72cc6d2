"""The foot of the posts table: what sets the chosen cell, and the entry that overrides it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from planner.scenario.decisions.values import CELL_POSTS, NOTE_LENGTH
from planner.views.marks import LEGEND
from planner.views.post_rows import PostRow, cell_words, entry_words
from planner.words.numbers import ReadError, parse_whole
from ui import theme as themes
from ui.glyphs import glyph_pixmap
from ui.tables.tab import SMALL_BELOW, ElidedLabel
from ui.theme import font

_PICK = "Choose a cell to see what sets it."
_PICK_WORDS = f"{LEGEND}."
_HEIGHT, _SMALL_HEIGHT = 64, 84


class CellPanel(QWidget):
    """What sets the chosen cell, and the entry that overrides it.

    `decided` carries (row, posts, note) of an entry made; `wanted` asks for an entry to begin; `left` says that
    the entry was ended and the table may have the focus again.
    """

    decided = Signal(object, int, str)
    clear_asked = Signal()
    wanted = Signal()
    left = Signal()
    explain_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row: PostRow | None = None
        self.setAccessibleName("The chosen cell")
        self._sign, self.title, self.words = QLabel(), ElidedLabel(), ElidedLabel()
        self.title.setFont(font("strong"))
        self.words.setProperty("ink", "2")
        self._sign.setFixedWidth(16)
        self._links = self._make_links()
        self._head = QHBoxLayout()
        self._head.setSpacing(4)
        self._head.addWidget(self._sign)
        self._head.addWidget(self.title, 1)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addWidget(self.words)
        reading = QWidget()
        reading.setLayout(self._body)
        self._below = QStackedWidget()
        self._below.addWidget(reading)
        self._below.addWidget(self._entry())
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(2)
        column.addLayout(self._head)
        column.addWidget(self._below)
        self._place_links(is_small=False)
        self.show_row(None)

    def _make_links(self) -> QWidget:
        self.change = _link("Override…", self.wanted.emit)
        self.clear = _link("Clear override", self.clear_asked.emit)
        self.worked = _link("Worked out", self._explain)
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for link in (self.change, self.clear, self.worked):
            row.addWidget(link)
        row.addStretch(1)
        return held

    def _entry(self) -> QWidget:
        self.posts, self.note = QLineEdit(), QLineEdit()
        self.posts.setAccessibleName("Posts")
        self.posts.setPlaceholderText("Posts")
        self.posts.setFixedWidth(64)
        self.note.setAccessibleName("Note that says why")
        self.note.setPlaceholderText("Note: why")
        self.note.setMaxLength(NOTE_LENGTH)
        self.note.setMinimumWidth(80)
        self.apply, self.stop = QPushButton("Override"), QPushButton("Cancel")
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.posts)
        row.addWidget(self.note, 1)
        for push in (self.apply, self.stop):
            push.setAutoDefault(False)
            row.addWidget(push)
        self.apply.clicked.connect(self._apply)
        self.stop.clicked.connect(self._leave)
        for line in (self.posts, self.note):
            line.returnPressed.connect(self._apply)
        return held

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the links have a line of their own."""
        super().resizeEvent(event)
        self._place_links(is_small=self.width() < SMALL_BELOW)

    def _place_links(self, *, is_small: bool) -> None:
        self.setFixedHeight(_SMALL_HEIGHT if is_small else _HEIGHT)
        (self._body if is_small else self._head).addWidget(self._links)

    @property
    def is_editing(self) -> bool:
        """Whether an entry is being made."""
        return self._below.currentIndex() == 1

    def show_row(self, row: PostRow | None) -> None:
        """Say what sets a cell. An entry begun for the same cell goes on."""
        if self.is_editing and row is not None and self._row is not None and row.key == self._row.key:
            self._row = row
            return
        self._row = row
        self._below.setCurrentIndex(0)
        self._links.show()
        if row is None:
            self.title.setText(_PICK)
            self.words.setText(_PICK_WORDS)
        else:
            found = cell_words(row)
            self.title.setText(found.title)
            self.words.setText(found.words + (f" Note: “{found.note}”." if found.note else ""))
        overridden = row is not None and row.override is not None
        self.change.setText("Change…" if overridden else "Override…")
        self.change.setVisible(row is not None and row.is_open)
        self.clear.setVisible(overridden and row is not None and row.is_open)
        self.worked.setVisible(row is not None and bool(row.figure))
        self.retheme()

    def retheme(self) -> None:
        """Draw the sign in the look in force."""
        overridden = self._row is not None and self._row.override is not None
        self._sign.setVisible(overridden)
        self._sign.setPixmap(glyph_pixmap("pencil", themes.current(), 14, self.devicePixelRatioF()))

    def edit(self, row: PostRow, text: str) -> None:
        """Begin an entry for a cell; `text` is what was typed already."""
        self._row = row
        self.title.setText(entry_words(row))
        self.posts.setText(text or str(row.proposed))
        self.note.setText(row.override.note if row.override is not None else "")
        self._below.setCurrentIndex(1)
        self._links.hide()
        self.posts.setFocus()
        if not text:
            self.posts.selectAll()

    def cancel(self) -> None:
        """Drop an entry that was begun."""
        if self.is_editing:
            self._below.setCurrentIndex(0)
            self.show_row(self._row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the entry and keeps the cell as it was."""
        if event.key() == Qt.Key.Key_Escape and self.is_editing:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.cancel()
        self.left.emit()

    def _apply(self) -> None:
        if self._row is None:
            return
        try:
            posts = parse_whole(self.posts.text(), 0, CELL_POSTS)
        except ReadError as problem:
            self.title.setText(f"{problem}.")
            self.posts.setFocus()
            self.posts.selectAll()
            return
        row = self._row
        self._below.setCurrentIndex(0)
        self.decided.emit(row, posts, self.note.text())
        self.left.emit()

    def _explain(self) -> None:
        if self._row is not None:
            self.explain_asked.emit(self._row.figure)


def _link(text: str, run: Callable[[], object]) -> QPushButton:
    made = QPushButton(text)
    made.setProperty("kind", "link")
    made.setAutoDefault(False)
    made.clicked.connect(lambda: run())
    return made
