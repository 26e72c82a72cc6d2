"""A chart on the screen: painted by a chart painter, read by hovering or by keyboard, copied as picture or table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from ui import theme as themes
from ui.charts.writer import Writer
from ui.pictures import Pictures
from ui.theme import Theme

PICTURE_RATIO = 2
INSET = 12.0


@dataclass(frozen=True)
class Point:
    """One thing a chart can be asked about: its words, and the figure it can be explained by (empty for none)."""

    words: str
    figure: str = ""


@dataclass(frozen=True)
class ChartTable:
    """The chart's figures as rows of plain text, numbers raw."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


PaintChart = Callable[[Writer, QRectF, Theme, int | None], list[QRectF]]
"""Draws the chart into a rectangle with one point chosen or none; gives where each point can be hit."""


PaintOver = Callable[[Writer, QRectF, Theme], None]
"""Draws over a chart in the same rectangle."""


def _frame(box: QRectF) -> QRectF:
    return box.adjusted(INSET, 8, -INSET, -4)


class ChartWidget(QWidget):
    """Shows one chart. Arrow keys go through its points, Enter asks how a figure is worked out, Ctrl+C copies."""

    explain_asked = Signal(str)
    copied = Signal(str)
    """Says what went to the clipboard."""
    picked = Signal(int)
    """A point was clicked, or Space was pressed on it."""
    figure_chosen = Signal(str, bool)
    """(figure, opens): the figure of a point was clicked where it is written, or its point was picked."""
    pointed = Signal(int)
    """A point is pointed out, by mouse or keyboard; −1 for none."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paint: PaintChart | None = None
        self._points: tuple[Point, ...] = ()
        self._table = ChartTable((), ())
        self._of: object = None
        self._over: PaintOver | None = None
        self._picture = Pictures(1)
        self._summary = ""
        self._chosen: int | None = None
        self._places: list[QRectF] = []
        self._smallest = QSize(320, 120)
        self.figure_room = 0
        """Px at the right of each point's place where its figure is written: a click there asks about it."""
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def set_chart(
        self,
        paint: PaintChart,
        points: tuple[Point, ...],
        table: ChartTable,
        summary: str,
        *,
        of: object = None,
        over: PaintOver | None = None,
    ) -> None:
        """Show a chart: how it is drawn, what can be asked about, its table, and the whole in words.

        `of` is the value it is drawn from: while that stays, the picture drawn is shown again. `over` draws what
        comes and goes while a move is tried.
        """
        self._paint, self._points, self._table, self._summary = paint, points, table, summary
        self._of, self._over = of if of is not None else paint, over
        if self._chosen is not None and self._chosen >= len(points):
            self._chosen = None
        self._say()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.update()

    def set_smallest(self, width: int, height: int) -> None:
        """The least room the chart is still legible in, px."""
        self._smallest = QSize(width, height)
        self.setMinimumHeight(height)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As small as is legible; a layout may give more."""
        return self._smallest

    def minimumSizeHint(self) -> QSize:
        """The least room the chart is still legible in."""
        return self._smallest

    @property
    def chosen(self) -> int | None:
        """The point that is pointed out, by mouse or keyboard."""
        return self._chosen

    @property
    def points(self) -> tuple[Point, ...]:
        """What can be asked about, in reading order."""
        return self._points

    @property
    def table(self) -> ChartTable:
        """The chart's figures as rows."""
        return self._table

    def place_of(self, i: int) -> QRectF:
        """Where point `i` can be hit, in the widget's own px."""
        return self._places[i]

    def picture(self, width: int = 960, height: int = 0) -> QImage:
        """The chart drawn afresh, light and in the bundled fonts, `width` px wide at twice the density."""
        high = height or max(240, round(width * self.height() / max(1, self.width())))
        image = QImage(width * PICTURE_RATIO, high * PICTURE_RATIO, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(PICTURE_RATIO)
        look = themes.light()
        image.fill(look.panel)
        painter = QPainter(image)
        if self._paint is not None:
            writer = Writer(painter, themes.bundled_fonts())
            frame = QRectF(INSET, INSET, width - 2 * INSET, high - 2 * INSET)
            self._paint(writer, frame, look, None)
            if self._over is not None:
                self._over(writer, frame, look)
        painter.end()
        image.setText("Description", self._summary)
        return image

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        QGuiApplication.clipboard().setImage(self.picture())
        self.copied.emit(f"{self.accessibleName()} copied as a picture.")

    def copy_table(self) -> None:
        """Put the chart's figures on the clipboard, with heads, as text a spreadsheet takes."""
        data = QMimeData()
        lines = ["\t".join(row) for row in (self._table.heads, *self._table.rows)]
        data.setText("\r\n".join(lines) + "\r\n")
        QGuiApplication.clipboard().setMimeData(data)
        self.copied.emit(f"{self.accessibleName()} copied as a table.")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chart, with a ring round it while it has the keyboard."""
        painter = QPainter(self)
        state = (self._chosen, id(self._theme))
        self._picture.show(painter, QRectF(self.rect()), self._of, state, self, self._draw)
        if self._over is not None:
            self._over(Writer(painter, themes.screen_fonts()), _frame(QRectF(self.rect())), self._theme)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.accent, 2, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _draw(self, painter: QPainter, box: QRectF) -> None:
        """The chart without what comes and goes. Only the last picture is kept, so the places are those of it."""
        painter.fillRect(box, self._theme.panel)
        if self._paint is not None:
            writer = Writer(painter, themes.screen_fonts())
            self._places = self._paint(writer, _frame(box), self._theme, self._chosen)

    def event(self, event: QEvent) -> bool:
        """Say the figure under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._at(event.pos().toPointF().x(), event.pos().toPointF().y())
            if at is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._points[at].words, self, self._places[at].toRect())
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point out what the pointer is on."""
        at = self._at(event.position().x(), event.position().y())
        self._choose(at)
        is_link = at is not None and self._is_written(at, event.position().x())
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        """Point out nothing, unless the keyboard is here."""
        if not self.hasFocus():
            self._choose(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask about a figure where it is written; elsewhere pick what the pointer is on."""
        at = self._at(event.position().x(), event.position().y())
        if event.button() != Qt.MouseButton.LeftButton or at is None:
            return
        is_link = self._is_written(at, event.position().x())
        if not is_link:
            self.picked.emit(at)
        if self._points[at].figure:
            self.figure_chosen.emit(self._points[at].figure, is_link)

    def _is_written(self, at: int, x: float) -> bool:
        """Whether the figure of a point is written there."""
        return self._points[at].figure != "" and x >= self._places[at].right() - self.figure_room

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask how the figure under the pointer is worked out."""
        self._choose(self._at(event.position().x(), event.position().y()))
        self._explain()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the points, explain, copy."""
        last, key = len(self._points) - 1, event.key()
        now = self._chosen
        moves = {
            Qt.Key.Key_Right: 0 if now is None else min(now + 1, last),
            Qt.Key.Key_Left: last if now is None else max(now - 1, 0),
            Qt.Key.Key_Down: 0 if now is None else min(now + 1, last),
            Qt.Key.Key_Up: last if now is None else max(now - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        elif key == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.copy_table()
        elif self._points and Qt.Key(key) in moves:
            self._choose(moves[Qt.Key(key)])
        elif key == Qt.Key.Key_Space and now is not None:
            self.picked.emit(now)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._can_explain():
            self._explain()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._choose(None)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the working-out and the two ways to copy."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._choose(self._at(event.pos().x(), event.pos().y()))
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the chart, for the point that is chosen."""
        menu = QMenu(self)
        explain = menu.addAction("How this figure is worked out")
        explain.setEnabled(self._can_explain())
        explain.triggered.connect(self._explain)
        menu.addSeparator()
        menu.addAction("Copy as picture").triggered.connect(self.copy_picture)
        menu.addAction("Copy as table").triggered.connect(self.copy_table)
        return menu

    def _can_explain(self) -> bool:
        return self._chosen is not None and self._points[self._chosen].figure != ""

    def _explain(self) -> None:
        if self._chosen is not None and self._can_explain():
            self.explain_asked.emit(self._points[self._chosen].figure)

    def _at(self, x: float, y: float) -> int | None:
        return next((i for i, place in enumerate(self._places) if place.contains(x, y)), None)

    def _choose(self, i: int | None) -> None:
        if i == self._chosen:
            return
        self._chosen = i
        self._say()
        self.pointed.emit(-1 if i is None else i)
        self.update()

    def _say(self) -> None:
        words = self._summary if self._chosen is None else self._points[self._chosen].words
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            if self.hasFocus():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
