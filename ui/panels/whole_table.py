"""Tables of few rows that stand open at their full height, and cells that hold a drawn bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from planner.views.columns import Column
from ui.tables.delegate import CellDelegate
from ui.tables.fitting import Fitting
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.theme import Theme, font

BAR = "bar"
"""Key of the column that is drawn and takes what room is left."""

COMPACT_HEAD = 26


class WholeFitting(Fitting):
    """The first column says what a row is: later years go before it is cut. A bar takes what is left over."""

    def fit(self, shown: list[int], may_go: Callable[[int], bool], room: int) -> dict[int, int]:
        """The width of each column that stays."""
        widths = super().fit(shown, may_go, room)
        bar = next((i for i in widths if self._view.rows_model.columns[i].key == BAR), None)
        if bar is not None:
            others = {i: min(width, self.wanted(i)) for i, width in widths.items() if i != bar}
            widths = {**others, bar: max(room - sum(others.values()), self.wanted(bar))}
        return widths

    def _least(self, at: int, level: int) -> int:
        return self.wanted(at) if at == 0 else super()._least(at, level)


class WholeTable(TableView):
    """Shows every row, so it never scrolls by itself. A column called "bar" takes the room the others leave."""

    def __init__(
        self, model: TableModel[Any], theme: Theme, name: str, row_height: int = 22, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, theme, name, parent)
        self.row_height = max(row_height, QFontMetrics(font("body")).height() + 2)
        self.verticalHeader().setMinimumSectionSize(self.row_height)
        self.verticalHeader().setDefaultSectionSize(self.row_height)
        self.fitting = WholeFitting(self)
        self.head.low = COMPACT_HEAD
        self.head.setFixedHeight(COMPACT_HEAD)
        self.head.can_sort = False
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model.modelReset.connect(self.fit_height)
        self.columns_fitted.connect(self.fit_height)
        self.fit_height()

    def fit_height(self) -> None:
        """Be as high as heads and rows."""
        head = self.horizontalHeader().height()
        self.setFixedHeight(head + max(1, len(self.rows_model.rows)) * self.row_height)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        self.theme = theme
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    def sizeHint(self) -> QSize:
        """As high as it is, as wide as it is given."""
        return QSize(320, self.height())

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any pane."""
        return QSize(320, self.height())


class BarDelegate(CellDelegate):
    """Draws the cells of a WholeTable, the bar's among them. Subclasses say how a bar is drawn."""

    def paint_bar(self, painter: QPainter, inner: QRect, row: Any) -> None:
        """Draw a row's bar into the cell without its inset."""
        raise NotImplementedError

    def _content(self, painter: QPainter, rect: QRect, row: Any, column: Column[Any], *, is_first: bool) -> None:
        if column.key != BAR:
            super()._content(painter, rect, row, column, is_first=is_first)
            return
        inset = self._view.inset
        self.paint_bar(painter, rect.adjusted(inset, 0, -inset, -1), row)
