"""Tables of few rows that stand open at their full height, and cells that hold a drawn bar."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from planner.views.columns import Column
from ui.tables.delegate import CellDelegate
from ui.tables.model import Index, TableModel
from ui.tables.view import TableView
from ui.theme import Theme, font

BAR = "bar"
"""Key of the column that is drawn and takes what room is left."""

COMPACT_HEAD = 26


class WholeTable(TableView):
    """Shows every row, so it never scrolls by itself. A column called "bar" takes the room the others leave."""

    def __init__(
        self, model: TableModel[Any], theme: Theme, name: str, row_height: int = 22, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, theme, name, parent)
        self.row_height = max(row_height, QFontMetrics(font("body")).height() + 2)
        self.verticalHeader().setMinimumSectionSize(self.row_height)
        self.verticalHeader().setDefaultSectionSize(self.row_height)
        header = self.horizontalHeader()
        header.setFixedHeight(COMPACT_HEAD)
        header.can_sort = False  # type: ignore[attr-defined]
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model.modelReset.connect(self.fit_height)
        self.fit_height()

    def fit_height(self) -> None:
        """Be as high as heads and rows."""
        self.setFixedHeight(COMPACT_HEAD + max(1, len(self.rows_model.rows)) * self.row_height)

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

    def _least(self, at: int) -> int:
        """The first column says what a row is: later years go before it is cut."""
        return self.wanted_width(at) if at == 0 else super()._least(at)

    def _share(self, widths: dict[int, int], room: int) -> None:
        bar = next((i for i in widths if self.rows_model.columns[i].key == BAR), None)
        spare = room - sum(widths.values())
        if bar is None or spare <= 0:
            super()._share(widths, room)
        else:
            widths[bar] += spare

    def bar_rect(self, row: int) -> QRect:
        """Where the drawn cell of a row lies, without its inset, px in the viewport."""
        index = self.rows_model.index(row, self.rows_model.column_of(BAR))
        return self.visualRect(index).adjusted(self.inset, 0, -self.inset, -1)


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


def row_at(table: TableView, index: Index) -> Any:
    """The row behind an index; None where there is none."""
    return table.rows_model.rows[index.row()] if index.isValid() else None
