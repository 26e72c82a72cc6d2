"""One table model for every table: rows of any kind, written by columns. Quick, since cells are asked for as seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from planner.views.columns import Column
from planner.views.marks import PROVISIONAL_WORD
from ui.glyphs import WORDS as GLYPH_WORDS

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

SHADE_NORMAL, SHADE_MUTED, SHADE_HEAD = "", "muted", "head"


class TableModel(QAbstractTableModel, Generic[T]):
    """Rows of values under columns.

    `key` tells rows apart across changes. `shade` gives "muted" for rows that do not count yet and "head" for rows
    that head others. An entry goes to `edit(row, column key, text)`, which says whether it was taken.
    """

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], Any],
        shade: Callable[[T], str] = lambda row: SHADE_NORMAL,
        parent: Any = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key, self.shade = key, shade
        self._given: tuple[T, ...] = ()
        self._rows: list[T] = []
        self._place: dict[Any, int] = {}
        self._sort: tuple[int, Qt.SortOrder] | None = None
        self.edit: Callable[[T, str, str], bool] = lambda row, column, text: False
        self.level: Callable[[T], int] = lambda row: 0
        self.said_of_row: Callable[[T], str] = lambda row: ""
        self.is_tight = False
        """Whether cells are shown in their short forms, so that their tips say them whole."""

    @property
    def rows(self) -> Sequence[T]:
        """The rows in the order shown."""
        return self._rows

    def set_rows(self, rows: Sequence[T], *, by_row: bool = False) -> None:
        """Show other rows. Where they are the same rows with other values, selection and place are kept.

        `by_row`: nothing but the rows' own values has changed, so a row that is the same need not be drawn again.
        """
        self._given = tuple(rows)
        before, wanted = self._rows, self._sorted()
        if [self._key(row) for row in wanted] == [self._key(row) for row in before]:
            self._rows = wanted
            last = len(self.columns) - 1
            changed = [(i, i) for i, row in enumerate(wanted) if row != before[i]] if by_row else []
            for first, end in changed if by_row or not wanted else [(0, len(wanted) - 1)]:
                self.dataChanged.emit(self.index(first, 0), self.index(end, last))
            return
        self.beginResetModel()
        self._take(wanted)
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column[T]]) -> None:
        """Show other columns, and no row until some are given."""
        self.beginResetModel()
        self.columns, self._given, self._sort = tuple(columns), (), None
        self._take([])
        self.endResetModel()

    def _take(self, rows: list[T]) -> None:
        self._rows = rows
        self._place = {self._key(row): i for i, row in enumerate(rows)}

    def _sorted(self) -> list[T]:
        if self._sort is None:
            return list(self._given)
        column, order = self._sort
        return sorted(self._given, key=self.columns[column].sorted_by, reverse=order == Qt.SortOrder.DescendingOrder)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; −1 goes back to the order given."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [(self._key(self._rows[index.row()]), index.column()) for index in before]
        self._sort = None if column < 0 else (column, order)
        self._take(self._sorted())
        self.changePersistentIndexList(before, [self.index(self._place[key], at) for key, at in keys])
        self.layoutChanged.emit()

    def row_of(self, key: Any) -> int:
        """Where the row with that key is shown; −1 when it is not."""
        return self._place.get(key, -1)

    def column_of(self, key: str) -> int:
        """Where the column with that key is."""
        return next(i for i, column in enumerate(self.columns) if column.key == key)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns there are, hidden ones too."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be selected; the column says which can be edited."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.isValid() and self.columns[index.column()].is_editable(self._rows[index.row()]):
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, entry text, alignment, tip and what a screen reader says."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.EditRole:
            return column.copied(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    def _tip(self, row: T, column: Column[T]) -> str:
        tip, whole = column.tip(row), column.text(row)
        if column.read(row, self.is_tight) == whole or whole in tip:
            return tip
        return "\n".join(part for part in (whole, tip) if part)

    def _spoken(self, row: T, column: Column[T]) -> str:
        state = self.said_of_row(row)
        sign = GLYPH_WORDS.get(column.sign(row), "")
        sign = "" if sign in column.text(row).casefold() else sign
        mark = PROVISIONAL_WORD if column.mark(row) else ""
        parts = [self.columns[0].text(row), column.title or column.about, column.text(row), mark, sign, state]
        if column is self.columns[0]:
            parts = [column.text(row), state]
        return ", ".join(part for part in parts if part)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand an entry over. False when it was not taken: the cell stays as it is."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        return self.edit(self._rows[index.row()], self.columns[index.column()].key, str(value))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles, with what they mean as a tip."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return column.about or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.title or column.about
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        return None
