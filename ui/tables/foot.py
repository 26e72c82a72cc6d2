"""Whole rows at the foot of what scrolls: a row that would be cut is covered, and a sign says that more follows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget

from ui import theme as themes

_SIGN_LEAST = 7
"""Px that the cover is high at least where the sign stands on it."""


class FootCover(QWidget):
    """Covers the row that the foot of a scroll area would cut. A click on it brings that row into sight.

    `row_at(y)` gives (top, bottom) of the row at a height of the viewport, both in px, the bottom not in it; None
    where nothing there is a row.
    """

    def __init__(self, area: QAbstractScrollArea, row_at: Callable[[int], tuple[int, int] | None]) -> None:
        super().__init__(area)
        self._area, self._row_at = area, row_at
        self._hidden_part = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("More below")
        bar = area.verticalScrollBar()
        bar.valueChanged.connect(self.fit)
        bar.rangeChanged.connect(self.fit)
        area.viewport().installEventFilter(self)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the viewport: what it shows may have moved by the time it is drawn."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Paint, QEvent.Type.LayoutRequest):
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Cover what is cut, if anything is."""
        view = self._area.viewport()
        found = self._row_at(view.height() - 1) if view.height() > 0 else None
        if found is None or found[1] <= view.height() or found[0] <= 0:
            self.hide()
            return
        top, bottom = found
        self._hidden_part = bottom - view.height()
        self.setGeometry(view.x(), view.y() + top, view.width(), view.height() - top)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Plain ground and an arrow that points down."""
        painter, theme = QPainter(self), themes.current()
        painter.fillRect(self.rect(), theme.panel)
        if self.height() >= _SIGN_LEAST:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.ink2, 1.4))
            at = QPointF(self.rect().center())
            painter.drawPolyline([at + QPointF(-4, -2), at + QPointF(0, 2), at + QPointF(4, -2)])
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the press from what is covered."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Bring the row covered into sight."""
        bar = self._area.verticalScrollBar()
        by_item = isinstance(self._area, QAbstractItemView) and (
            self._area.verticalScrollMode() == QAbstractItemView.ScrollMode.ScrollPerItem
        )
        bar.setValue(bar.value() + (1 if by_item else self._hidden_part))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll what is covered."""
        QApplication.sendEvent(self._area.viewport(), event)


def cover_cut_row(view: QAbstractItemView) -> FootCover:
    """A cover for the rows of a list, tree or table."""

    def row_at(y: int) -> tuple[int, int] | None:
        rect = view.visualRect(view.indexAt(QPoint(view.viewport().width() // 2, y)))
        return (rect.top(), rect.bottom() + 1) if rect.isValid() else None

    return FootCover(view, row_at)
