"""Keys to what is drawn, and rows of buttons of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui import theme as themes
from ui.glyphs import paint_glyph
from ui.panels.runs import metrics
from ui.theme import Theme
from ui.toggle import Toggle

LINE = "line"
"""The mark of a dashed line in a key, beside the names of glyphs."""

_ROW, _MARK, _GAP = 18, 11, 12


class Painted(QWidget):
    """A strip that paints itself, as wide as it is given and as high as it makes itself."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """As high as it is."""
        return QSize(320, self.height())


class KeyLine(Painted):
    """The key to what is drawn beneath it, on as many rows as the width asks for."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pieces: tuple[tuple[str, str], ...] = ()
        self.setAccessibleName(name)

    def set_pieces(self, pieces: Sequence[tuple[str, str]]) -> None:
        """(mark, words) in reading order; a mark is a glyph's name, LINE, or empty for words alone."""
        self._pieces = tuple(pieces)
        self.setAccessibleDescription("; ".join(words for _, words in self._pieces))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the rows anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        rows = max((row for _, row, _, _ in self._places()), default=0) + 1
        self.setFixedHeight(8 + rows * _ROW)

    def _places(self) -> list[tuple[float, int, str, str]]:
        """(x, row, mark, words) of each piece."""
        x, row, found = 12.0, 0, []
        for mark, words in self._pieces:
            width = metrics("note").horizontalAdvance(words) + (_MARK + 3 if mark else 0)
            if x + width > self.width() - 12 and x > 12:
                row, x = row + 1, 12.0
            found.append((x, row, mark, words))
            x += width + _GAP
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each piece, its mark before its words."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = 4 + _ROW / 2 + metrics("note").capHeight() / 2
        painter.setFont(themes.font("note"))
        for x, row, mark, words in self._places():
            y = base + row * _ROW
            at = x
            if mark:
                self._mark(painter, QRectF(x, y - _MARK + 1, _MARK, _MARK), mark)
                at += _MARK + 3
            painter.setPen(theme.ink2)
            painter.drawText(QPointF(at, y), words)
        painter.end()

    def _mark(self, painter: QPainter, box: QRectF, mark: str) -> None:
        if mark != LINE:
            paint_glyph(painter, mark, box, self._theme)
            return
        pen = QPen(self._theme.ink, 1.6)
        pen.setDashPattern([2.0, 1.4])
        painter.setPen(pen)
        painter.drawLine(QPointF(box.center().x(), box.top() - 1), QPointF(box.center().x(), box.bottom() + 1))


class Segments(QWidget):
    """Buttons in a row of which one is chosen; arrow keys go between them."""

    chosen = Signal(int)

    def __init__(self, name: str, words: Sequence[str], tips: Sequence[str] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for i, text in enumerate(words):
            button = Toggle(text, tips[i] if tips else "")
            button.setProperty("kind", "segment")
            button.setAccessibleName(f"{name}: {text}")
            self._buttons.addButton(button, i)
            row.addWidget(button)
        self._buttons.button(0).setChecked(True)
        self._buttons.idToggled.connect(self._toggled)

    @property
    def current(self) -> int:
        """Which one is chosen."""
        return self._buttons.checkedId()

    def choose(self, at: int) -> None:
        """Choose one."""
        self._buttons.button(at).setChecked(True)

    def button(self, at: int) -> QPushButton:
        """One of the buttons."""
        found = self._buttons.button(at)
        assert isinstance(found, QPushButton)
        return found

    def _toggled(self, at: int, checked: bool) -> None:
        if checked:
            self.chosen.emit(at)
