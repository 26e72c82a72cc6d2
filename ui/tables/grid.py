"""What the drawn parts of a table share: its rows, its measures, and what stands where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import QItemSelectionRange
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView, QWidget

from planner.views.columns import Column
from planner.words.vocabulary import Outcome
from ui.glyphs import glyph_name
from ui.tables.model import Index, TableModel
from ui.theme import Theme, font

GLYPH, ARROW = 13, 18
ROW_HEIGHT, HEAD_HEIGHT = 24, 28
WORD_RIGHT, _WORD_LEFT = 3, 6
_WIDE, _SMALL, _TIGHT = (8, 12, 14), (6, 6, 9), (3, 6, 9)
"""Px beside a cell's text, of an indent, and of the arrow of a row that folds."""
_SMALL_BELOW = 560


class Room(Enum):
    """How much room the columns have that a table cannot do without.

    WIDE: enough as they are; NARROW: enough with narrow titles; TIGHT: cells are shown in their short forms too.
    """

    WIDE, NARROW, TIGHT = range(3)


class Grid(QTableView):
    """Rows under columns, as their cells, heads and widths are asked about."""

    def __init__(self, model: TableModel[Any], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model, self.theme = model, theme
        self.row_height = max(ROW_HEIGHT, QFontMetrics(font("body")).height() + 6)
        self.inset, self.indent, self.fold_room = _WIDE
        self.room = Room.WIDE
        self.hovered = -1
        self.hot = (-1, -1)
        """Row and column of the figure under the pointer that a click would ask about."""
        self.has_many_selected = False
        self.can_fold = False
        self.is_open: Callable[[Any], bool | None] = lambda row: None
        self.choices: Callable[[Any, str], Sequence[tuple[str, str]]] = lambda row, key: ()

    def cell(self, index: Index) -> tuple[Any, Column[Any]]:
        """The row and the column of a cell."""
        return self.rows_model.rows[index.row()], self.rows_model.columns[index.column()]

    # Columns

    def shown_columns(self) -> list[int]:
        """The columns shown, left to right."""
        return [i for i in range(len(self.rows_model.columns)) if not self.isColumnHidden(i)] or [0]

    def is_first(self, column: int) -> bool:
        """Whether the column is the first shown."""
        return column == self.shown_columns()[0]

    def beside(self, column: int) -> tuple[int, int]:
        """The columns shown left and right of one; −1 where there is none."""
        shown = self.shown_columns()
        at = shown.index(column)
        return (shown[at - 1] if at else -1, shown[at + 1] if at + 1 < len(shown) else -1)

    def wanted_width(self, at: int) -> int:
        """Px that a column takes."""
        return self.columnWidth(at)

    def head_of(self, at: int) -> str:
        """The title over a column; more than one line where it is narrow."""
        return self.rows_model.columns[at].head(self.is_narrow)

    def left_inset(self, column: Column[Any]) -> int:
        """Px kept free at the left of a cell; words stand clear of the figure before them."""
        return self.inset if column.is_number else max(_WORD_LEFT, self.inset)

    def right_inset(self, column: Column[Any]) -> int:
        """Px kept free at the right of a cell; words are followed by an inset anyhow."""
        return self.inset if column.is_number else WORD_RIGHT

    @property
    def is_narrow(self) -> bool:
        """Whether narrow titles stand over the columns."""
        return self.room != Room.WIDE

    @property
    def is_tight(self) -> bool:
        """Whether cells are shown in their short forms."""
        return self.room == Room.TIGHT

    def set_room(self, room: Room) -> None:
        """Take the titles, forms and measures for that much room."""
        self.room = room
        wide = _SMALL if self.width() < _SMALL_BELOW else _WIDE
        self.inset, self.indent, self.fold_room = {Room.WIDE: wide, Room.NARROW: _SMALL, Room.TIGHT: _TIGHT}[room]
        self.rows_model.is_tight = self.is_tight

    # Cells

    def text_of(self, column: Column[Any], row: Any) -> str:
        """The text of a cell."""
        return column.read(row, self.is_tight)

    @property
    def gap(self) -> int:
        """Px between a glyph and the words after it."""
        return 3 if self.is_tight else 5

    def lead(self, column: Column[Any], row: Any, is_first: bool) -> int:
        """Px before a cell's text: indent and arrow in the first column, a glyph in others."""
        fold = self.fold_room if self.can_fold else 0
        px = self.rows_model.level(row) * self.indent + fold if is_first else 0
        return px + (GLYPH + self.gap if glyph_of(column, row) else 0)

    def is_hot(self, row: Any, column: Column[Any]) -> bool:
        """Whether a click where the pointer is asks about the figure in this cell."""
        at, across = self.hot
        return at >= 0 and self.rows_model.rows[at] is row and self.rows_model.columns[across] is column

    def is_chooser(self, row: Any, column: Column[Any]) -> bool:
        """Whether the cell is chosen from a list."""
        return bool(column.is_editable(row) and self.choices(row, column.key))

    # Selection

    def is_lit(self, index: Index) -> bool:
        """Whether the cell's ground says it is chosen: its row is current, or it is in the selection."""
        if index.row() == self.currentIndex().row():
            return True
        return self.has_many_selected and self.selectionModel().isSelected(
            self.rows_model.index(index.row(), index.column())
        )

    def selected_parts(self) -> list[QItemSelectionRange]:
        """The blocks selected."""
        selection = self.selectionModel().selection()
        return [selection.at(i) for i in range(selection.count())]

    def step_rows(self, by: int) -> None:
        """Move the current cell up or down."""
        at = self.currentIndex()
        row = min(max(0, at.row() + by), len(self.rows_model.rows) - 1)
        if at.isValid() and row != at.row():
            self.setCurrentIndex(self.rows_model.index(row, at.column()))


def glyph_of(column: Column[Any], row: Any) -> str:
    """The name of the glyph before a cell's text; empty for none."""
    outcome: Outcome | None = column.outcome(row) if column.outcome is not None else None
    return glyph_name(outcome.value) if outcome is not None else column.sign(row)
