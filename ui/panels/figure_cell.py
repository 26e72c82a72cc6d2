"""One figure of the strip: label, value and what stands under it; pressed, it asks how it is worked out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme as themes
from ui.panels.runs import Run, paint_runs, width_of

INSET = 16


class FigureCell(QAbstractButton):
    """Three lines of runs. Its accessible name is the whole of them in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[tuple[Run, ...], ...] = ((), (), ())
        self._small = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        themes.notifier.changed.connect(self.update)

    def show_lines(self, lines: Sequence[Sequence[Run]], words: str, tip: str) -> None:
        """Show three lines; `words` is the same for screen readers."""
        wanted = tuple(tuple(line) for line in lines)
        if wanted == self._lines and words == self.accessibleName():
            return
        self._lines = wanted
        self.setAccessibleName(words)
        self.setToolTip(tip)
        self.updateGeometry()
        self.update()

    def set_small(self, small: bool) -> None:
        """Closer lines, for a strip 52 high."""
        self._small = small
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the widest line."""
        inset = 12 if self._small else INSET
        return QSize(int(max((width_of(line) for line in self._lines), default=0.0)) + 2 * inset + 1, 40)

    def minimumSizeHint(self) -> QSize:
        """The same: figures are never cut."""
        return self.sizeHint()

    def _boxes(self) -> tuple[QRectF, ...]:
        inset, width = (12 if self._small else INSET), self.width()
        spans = ((2, 16), (18, 18), (35, 15)) if self._small else ((8, 16), (23, 27), (50, 16))
        return tuple(QRectF(inset, top, width - inset, height) for top, height in spans)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines, a hairline at the right, and the ring of focus."""
        theme = themes.current()
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.alt)
        for line, box in zip(self._lines, self._boxes(), strict=False):
            paint_runs(painter, box, line)
        painter.setPen(QPen(theme.line, 1))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        if self.hasFocus():
            painter.setPen(QPen(theme.accent, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(3, 3, -4, -3))
        painter.end()
