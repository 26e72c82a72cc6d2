"""Heads of a table, drawn so that a sort sign never takes room from the title."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView

from ui.tables.grid import HEAD_HEIGHT, Grid
from ui.theme import font

_SIGN_ROOM = 6
"""Px under a title of two lines for the sort sign, which has no room beside it."""


class TableHeader(QHeaderView):
    """Titles over the columns. A click sorts, a second the other way, a third goes back to the order given."""

    def __init__(self, view: Grid) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self.can_sort = True
        self.low = HEAD_HEIGHT
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(16)
        self.setAccessibleName(f"Heads of {view.accessibleName()}")
        self.sectionClicked.connect(self._clicked)

    def fit_height(self) -> None:
        """Be high enough for the titles: two lines where a narrow table parts them."""
        parted = any("\n" in self._view.head_of(at) for at in self._view.shown_columns())
        tall = 2 * QFontMetrics(font("head")).lineSpacing() + _SIGN_ROOM
        wanted = max(self.low, tall) if parted else self.low
        if wanted != self.height():
            self.setFixedHeight(wanted)

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
        theme = self._view.theme
        column, title = self._view.rows_model.columns[at], self._view.head_of(at)
        painter.save()
        painter.fillRect(rect, theme.head)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.line)
        face = font("head")
        painter.setFont(face)
        painter.setPen(theme.ink2)
        inner = rect.adjusted(self._view.left_inset(column), 0, -self._view.right_inset(column), -1)
        if at == 0 and self._view.can_fold:
            inner.setLeft(inner.left() + 2)
        side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
        if self._view.is_narrow and rect.height() > self.low:
            inner.setBottom(inner.bottom() - _SIGN_ROOM)
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), title)
        if self._sorted is not None and self._sorted[0] == at:
            place = self._beside_title(inner, title, column.is_number)
            if self._view.is_narrow:
                x = inner.right() - 3 if column.is_number else inner.left() + 3
                place = QPointF(x, rect.bottom() - _SIGN_ROOM / 2)
            self._sign(painter, place, up=self._sorted[1] == Qt.SortOrder.AscendingOrder)
        painter.restore()

    def _beside_title(self, inner: QRect, title: str, is_number: bool) -> QPointF:
        width = QFontMetrics(font("head")).horizontalAdvance(title)
        x = inner.right() - width - 6 if is_number else inner.left() + width + 5
        return QPointF(x, inner.center().y() + 1)

    def _sign(self, painter: QPainter, centre: QPointF, *, up: bool) -> None:
        d = -1 if up else 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._view.theme.ink2)
        corners = [QPointF(-3, -1.8 * d), QPointF(3, -1.8 * d), QPointF(0, 2.2 * d)]
        painter.drawPolygon(QPolygonF([centre + corner for corner in corners]))
