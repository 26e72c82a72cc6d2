"""The BCU list as a model of two levels: BCUs, and the boroughs in each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.views.bcu_rows import BcuList, BcuRow, BoroughRow
from planner.views.marks import LEGEND, PROVISIONAL_WORD

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
HEADS = ("BCU", "Posts", "Change", "Rules")
_NAME, _POSTS, _CHANGE, _RULES = range(4)


class BcuModel(QAbstractItemModel):
    """Rows as planner.views.bcu_rows gives them. A row's place holds its meaning: the first is the unassigned one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._list = BcuList("", ())

    def show(self, rows: BcuList) -> bool:
        """Show these rows; where only their values differ, selection and opened rows stay, and True is given."""
        if self._shape(rows) == self._shape(self._list):
            before, self._list = self._list, rows
            for at, (old, new) in enumerate(zip(before.rows, rows.rows, strict=True)):
                if old is not new and old != new:
                    self._tell(at, old, new)
            return True
        self.beginResetModel()
        self._list = rows
        self.endResetModel()
        return False

    def _tell(self, at: int, old: BcuRow, new: BcuRow) -> None:
        parent, last = self.index(at, 0), len(HEADS) - 1
        self.dataChanged.emit(parent, self.index(at, last))
        if old.boroughs != new.boroughs:
            self.dataChanged.emit(self.index(0, 0, parent), self.index(len(new.boroughs) - 1, last, parent))

    @staticmethod
    def _shape(rows: BcuList) -> list[tuple[str, tuple[str, ...]]]:
        return [(row.code, tuple(b.code for b in row.boroughs)) for row in rows.rows]

    @property
    def rows(self) -> tuple[BcuRow, ...]:
        """The BCU rows, unassigned first."""
        return self._list.rows

    def row_at(self, index: Index) -> BcuRow | BoroughRow | None:
        """The row behind an index."""
        if not index.isValid():
            return None
        parent = index.internalId()
        if parent == 0:
            return self._list.rows[index.row()]
        return self._list.rows[parent - 1].boroughs[index.row()]

    def index_of_bcu(self, code: str) -> QModelIndex:
        """The index of a BCU's row; of the unassigned row for an empty code."""
        for at, row in enumerate(self._list.rows):
            if row.code == code:
                return self.index(at, 0)
        return QModelIndex()

    def index_of_borough(self, code: str) -> QModelIndex:
        """The index of a borough's row."""
        for at, row in enumerate(self._list.rows):
            for inner, borough in enumerate(row.boroughs):
                if borough.code == code:
                    return self.index(inner, 0, self.index(at, 0))
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """An index; its id is 0 for a BCU, else one more than the BCU's place."""
        if row < 0 or not 0 <= column < len(HEADS) or row >= self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """The BCU of a borough."""
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """BCUs, or the boroughs of one."""
        if not parent.isValid():
            return len(self._list.rows)
        if parent.internalId() == 0 and parent.column() == 0:
            return len(self._list.rows[parent.row()].boroughs)
        return 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Name, posts, change, rules."""
        return len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for people and for screen readers; the row itself under ROW."""
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row) if index.column() == _NAME else _text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' heads."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None


def _text(row: BcuRow | BoroughRow, column: int) -> str:
    if column == _NAME:
        return row.name
    if column == _POSTS:
        return row.posts
    if column == _CHANGE:
        return row.change
    if isinstance(row, BoroughRow):
        return "locked" if row.locked else ""
    return row.worst.value


def spoken(row: BcuRow | BoroughRow) -> str:
    """The row in words, complete."""
    if isinstance(row, BoroughRow):
        locked = [row.why_fixed] if row.why_fixed else []
        return ", ".join([row.name, row.wards, f"{row.posts} baseline officer posts", *locked])
    parts = [f"{row.name} {row.code}".strip(), row.about]
    parts += [row.join_words] if row.join else []
    parts += ["locked"] if row.locked else []
    mark = [PROVISIONAL_WORD] if row.mark else []
    parts += [f"{row.posts} officer posts", f"change {row.change}", *mark, row.worst.value]
    if row.moved:
        parts.append(f"{row.if_words} {row.moved}")
        parts += [f"{line.label} {line.then}" for line in row.opened]
    return ", ".join(parts)


def tip(row: BcuRow | BoroughRow) -> str:
    """What a pointer at rest is told."""
    if isinstance(row, BoroughRow):
        lines = [f"{row.name}: {row.wards}, {row.posts} baseline officer posts", row.why_fixed]
        return "\n".join(line for line in lines if line)
    lines = [f"{row.name} {row.code}".strip(), row.join_words.capitalize() if row.join else "", row.worst_words]
    if row.code:
        lines.append(f"Goes live: {row.go_live}")
    if row.mark:
        lines.append(f"{LEGEND}: posts and change")
    return "\n".join(line for line in lines if line)
