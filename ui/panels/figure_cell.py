"""One figure of the strip: label, value and what stands under it; each part, pressed, asks how it is worked out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from ui import theme as themes
from ui.panels.runs import Run, paint_runs, width_of

INSET = 16


class FigureCell(QAbstractButton):
    """Three lines of runs. Its accessible name is the whole of them in words.

    A cell with figures asks for the one under the mouse, and from the keyboard for its first; its menu (right
    click or the Menu key) lists them all. A cell with none is a button and nothing more.
    """

    explain_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[tuple[Run, ...], ...] = ((), (), ())
        self._figures: tuple[tuple[str, str], ...] = ()
        self._pressed_on = ""
        self._small = False
        self.clicked.connect(self._ask)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        themes.notifier.changed.connect(self.update)

    def show_lines(
        self, lines: Sequence[Sequence[Run]], words: str, tip: str, figures: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Show three lines; `words` is the same for screen readers. `figures` are figure and label, the first first."""
        wanted = tuple(tuple(line) for line in lines)
        self._figures = tuple(figures)
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

    def figure_at(self, at: QPointF) -> str:
        """The figure under a point of the cell; empty between them."""
        for line, box in zip(self._lines, self._boxes(), strict=False):
            if not box.top() <= at.y() <= box.bottom():
                continue
            x = box.left()
            for run in line:
                x += run.width()
                if run.figure and x - run.width() + run.gap <= at.x() <= x:
                    return run.figure
        return ""

    def figure_middle(self, figure: str) -> QPointF:
        """The middle of a figure's place in the cell, for menus and hands that look for it."""
        for line, box in zip(self._lines, self._boxes(), strict=False):
            x = box.left()
            for run in line:
                x += run.width()
                if run.figure == figure:
                    return QPointF(x - (run.width() - run.gap) / 2, box.center().y())
        return QPointF(self.rect().center())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remember which figure the press was on."""
        self._pressed_on = self.figure_at(event.position())
        super().mouseReleaseEvent(event)
        self._pressed_on = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """How each of its figures is worked out, the one under the mouse first in reach."""
        if not self._figures:
            return
        menu = QMenu(self)
        here = self.figure_at(QPointF(event.pos())) if event.reason() == QContextMenuEvent.Reason.Mouse else ""
        for figure, label in self._figures:
            action = menu.addAction(f"{label}: how is this worked out?")
            action.triggered.connect(partial(self.explain_asked.emit, figure))
            if figure == (here or self._figures[0][0]):
                menu.setActiveAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def _ask(self) -> None:
        if self._figures:
            self.explain_asked.emit(self._pressed_on or self._figures[0][0])

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
