"""Heads of a table, drawn so that a sort sign never takes room from the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView

from ui.theme import font

if TYPE_CHECKING:
    from ui.tables.view import TableView


class TableHeader(QHeaderView):
    """Titles over the columns. A click sorts, a second the other way, a third goes back to the order given."""

    def __init__(self, view: TableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self.can_sort = True
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(16)
        self.setAccessibleName(f"Heads of {view.accessibleName()}")
        self.sectionClicked.connect(self._clicked)

    def _clicked(self, at: int) -> None:
        if not self.can_sort:
            return
        first = Qt.SortOrder.AscendingOrder
        if self._view.rows_model.columns[at].is_number:
            first = Qt.SortOrder.DescendingOrder
        other = Qt.SortOrder(1 - first.value)
        following = {None: (at, first), (at, first): (at, other), (at, other): None}
        self._sorted = following.get(self._sorted, (at, first))
        column, order = self._sorted if self._sorted is not None else (-1, first)
        self._view.rows_model.sort(column, order)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        """Ground, title on its side, sort sign in the inset, hairline."""
        theme, inset = self._view.theme, self._view.inset
        column = self._view.rows_model.columns[at]
        painter.save()
        painter.fillRect(rect, theme.head)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.line)
        face = font("head")
        painter.setFont(face)
        painter.setPen(theme.ink2)
        inner = rect.adjusted(inset, 0, -self._view.right_inset(column), -1)
        if at == 0 and self._view.can_fold:
            inner.setLeft(inner.left() + 2)
        side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), column.title)
        if self._sorted is not None and self._sorted[0] == at:
            width = QFontMetrics(face).horizontalAdvance(column.title)
            x = inner.right() - width - 6 if column.is_number else inner.left() + width + 5
            self._sign(painter, QPointF(x, inner.center().y() + 1), up=self._sorted[1] == Qt.SortOrder.AscendingOrder)
        painter.restore()

    def _sign(self, painter: QPainter, centre: QPointF, *, up: bool) -> None:
        d = -1 if up else 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._view.theme.ink2)
        corners = [QPointF(-3, -1.8 * d), QPointF(3, -1.8 * d), QPointF(0, 2.2 * d)]
        painter.drawPolygon(QPolygonF([centre + corner for corner in corners]))
