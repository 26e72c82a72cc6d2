"""The changes of one side as a tree: parts and their lines; ticks at the left, choices in the values themselves."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from planner.views.picking import Picking
from planner.views.three_way import Choice, Line, State
from planner.words.names import plural
from ui import theme as themes
from ui.glyphs import glyph_icon

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
PLACE, CELL, BASE, OURS, THEIRS, RESULT = range(6)
_COLUMNS = 6
_CHOICE_AT = {OURS: Choice.OURS, THEIRS: Choice.THEIRS}
_ROW, _RADIO, _INSET = 24, 14, 8
_NARROW = 820
_PART = Qt.ItemDataRole.UserRole


class ChangesModel(QAbstractItemModel):
    """Parts and their lines, over a Picking. A part's tick is that of all its lines."""

    picked = Signal()
    """Something was ticked or chosen."""

    def __init__(self, picking: Picking, parent: Any = None) -> None:
        super().__init__(parent)
        self.picking = picking
        self.heads = ("Place", "Cell", *picking.comparison.words.heads, "What happens")
        self.has_cells = any(line.cell for line in picking.comparison.changes)
        """Whether the values stand in a sheet, so that where is worth a column."""
        self._parts = picking.parts()

    def show_only_conflicts(self, only: bool) -> None:
        """List the conflicts alone, or all."""
        self.beginResetModel()
        self._parts = self.picking.parts(conflicts_only=only)
        self.endResetModel()

    def line(self, index: Index) -> Line | None:
        """The line of an index; None for a part."""
        if not index.isValid() or index.internalId() == 0:
            return None
        return self._parts[index.internalId() - 1][1][index.row()]

    def lines(self, index: Index) -> tuple[Line, ...]:
        """The lines of a part, or the one line."""
        line = self.line(index)
        if line is not None:
            return (line,)
        return self._parts[index.row()][1] if index.isValid() else ()

    def indexes(self) -> list[QModelIndex]:
        """Every line's index, in order."""
        tops = [self.index(row, 0) for row in range(len(self._parts))]
        return [self.index(row, 0, top) for top in tops for row in range(self.rowCount(top))]

    # Qt's side

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """Parts have id 0, lines the number of their part, from 1."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        """The part of a line."""
        of = index.internalId() if index.isValid() else 0
        return self.createIndex(of - 1, 0, 0) if of else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Parts at the top, lines under them."""
        if not parent.isValid():
            return len(self._parts)
        return len(self._parts[parent.row()][1]) if parent.internalId() == 0 and parent.column() == 0 else 0

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The same for all."""
        return _COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles, over values to the right as the values are."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be ticked can be; conflicts are chosen."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == PLACE and any(line.state is State.THEIRS for line in self.lines(index)):
            found |= Qt.ItemFlag.ItemIsUserCheckable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, ticks, and what is said of a cell."""
        line = self.line(index)
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._tick(index) if index.column() == PLACE else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role == _PART:
            return line is None
        if role == Qt.ItemDataRole.ToolTipRole and line is not None and index.column() == PLACE:
            return self._said(line, PLACE)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._part_words(index) if line is None else self._words(line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._part_words(index) if line is None else self._said(line, index.column())
        return self._looks(line, index.column(), role) if line is not None else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a line or a part."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.picking.tick(self.lines(index), Qt.CheckState(value) == Qt.CheckState.Checked)
        self.told()
        return True

    def choose(self, line: Line, choice: Choice) -> None:
        """Settle a conflict."""
        self.picking.choose(line, choice)
        self.told()

    def told(self) -> None:
        """Whatever is shown may be another by now."""
        if self._parts:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._parts) - 1, RESULT))
        self.picked.emit()

    def _tick(self, index: Index) -> Qt.CheckState | None:
        lines = [line for line in self.lines(index) if line.state is State.THEIRS]
        if not lines:
            return None
        on = sum(self.picking.is_ticked(line) for line in lines)
        some = Qt.CheckState.PartiallyChecked if on else Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if on == len(lines) else some

    def _part_words(self, index: Index) -> str:
        if index.column() != PLACE:
            return ""
        name, lines = self._parts[index.row()]
        conflicts = sum(line.state is State.CONFLICT for line in lines)
        told = [plural(len(lines) - conflicts, "change")] if len(lines) > conflicts else []
        told += [plural(conflicts, "conflict")] if conflicts else []
        return f"{name}: {', '.join(told)}"

    def _words(self, line: Line, column: int) -> str:
        if column == PLACE:
            return line.label
        if column == CELL:
            return line.cell
        return self.picking.result_words(line) if column == RESULT else line.shown[column - BASE]

    def _said(self, line: Line, column: int) -> str:
        """A cell as a screen reader says it: the whole line in the first, with its head elsewhere."""
        if column != PLACE:
            return f"{self.heads[column]}: {self._words(line, column)}"
        three = ", ".join(f"{head.lower()} {words}" for head, words in zip(self.heads[BASE:], line.shown, strict=False))
        return f"{line.label}; {self._state(line)}; {three}; {self.picking.result_words(line)}"

    def _state(self, line: Line) -> str:
        return self.picking.comparison.words.state(line.state)

    def _looks(self, line: Line, column: int, role: int) -> Any:
        is_open = line.state is State.CONFLICT and self.picking.choice(line) is None
        if role == Qt.ItemDataRole.DecorationRole:
            if column == PLACE and line.state is State.CONFLICT:
                return glyph_icon("at_risk", themes.current(), _RADIO)
            return glyph_icon("incomplete", themes.current(), _RADIO) if column == RESULT and is_open else None
        if role == Qt.ItemDataRole.FontRole:
            taken = {OURS: Choice.OURS, THEIRS: Choice.THEIRS}.get(column)
            chosen = taken is not None and self.picking.choice(line) is taken
            is_new = column == THEIRS and line.state is State.THEIRS and self.picking.is_ticked(line)
            return themes.font("strong" if chosen or is_new else "body")
        if role == Qt.ItemDataRole.ForegroundRole:
            quiet = line.state is State.OURS or column == BASE or (column == OURS and line.state is State.THEIRS)
            return themes.current().ink2 if quiet else None
        return None


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (BASE, OURS, THEIRS) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class ChangesDelegate(QStyledItemDelegate):
    """Parts on their own ground; a radio button before the two values of a conflict."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row as high as every table's."""
        found = super().sizeHint(option, index)
        return QSize(found.width(), max(_ROW, option.fontMetrics.height() + 8))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground and face of a part."""
        super().initStyleOption(option, index)
        if index.data(_PART):
            option.font = QFont(themes.font("strong"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """As the style does, then the radio button."""
        option.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)  # the row shows them
        model, choice = index.model(), _CHOICE_AT.get(index.column())
        line = model.line(index) if isinstance(model, ChangesModel) else None
        if line is None or choice is None or line.state is not State.CONFLICT:
            super().paint(painter, option, index)
            return
        cell = QRect(option.rect)
        option.rect = cell.adjusted(_INSET + _RADIO, 0, 0, 0)
        super().paint(painter, option, index)
        radio = QStyleOptionButton()
        radio.rect = self._radio(cell)
        radio.state = QStyle.StateFlag.State_Enabled
        if isinstance(model, ChangesModel) and model.picking.choice(line) is choice:
            radio.state |= QStyle.StateFlag.State_On
        widget = option.widget
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorRadioButton, radio, painter, widget)

    @staticmethod
    def _radio(cell: QRect) -> QRect:
        return QRect(cell.left() + _INSET, cell.center().y() - _RADIO // 2, _RADIO, _RADIO)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on either value of a conflict chooses it."""
        choice = _CHOICE_AT.get(index.column())
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease and choice is not None:
            assert isinstance(model, ChangesModel)
            line = model.line(index)
            if line is not None and line.state is State.CONFLICT:
                model.choose(line, choice)
                return True
        return super().editorEvent(event, model, option, index)


class ChangesView(QTreeView):
    """The tree. Space ticks, and goes through the choices of a conflict."""

    def __init__(self, model: ChangesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Changes")
        self.setAccessibleDescription("Space ticks a change, and goes from one choice of a conflict to the other.")
        self.setModel(model)
        self.setItemDelegate(ChangesDelegate(self))
        self.setIndentation(20)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QTreeView.SelectionMode.NoSelection)  # the row the keyboard is on is drawn as chosen
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionsMovable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        model.modelReset.connect(self._opened)
        self._opened()

    def _opened(self) -> None:
        self.expandAll()
        for row in range(self.model().rowCount()):
            self.setFirstColumnSpanned(row, QModelIndex(), True)
        self._fit()

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground of the whole row, the row, then the bar and ring of the one the keyboard is on."""
        theme, rect = themes.current(), QRect(0, option.rect.top(), self.viewport().width(), option.rect.height())
        current = self.currentIndex()
        is_current = current.isValid() and (current.row(), current.parent()) == (index.row(), index.parent())
        if is_current or index.data(_PART):
            painter.fillRect(rect, theme.soft if is_current else theme.alt)
        super().drawRow(painter, option, index)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.line)
        if is_current:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.accent)
            if self.hasFocus():
                painter.setPen(QPen(theme.accent, 2))
                painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whole rows only: one that is cut off at the foot is not shown."""
        super().paintEvent(event)
        port = self.viewport()
        last = self.visualRect(self.indexAt(QPoint(_INSET, port.height() - 1)))
        if last.isValid() and last.bottom() >= port.height():
            painter = QPainter(port)
            painter.fillRect(QRect(0, last.top(), port.width(), port.height() - last.top()), themes.current().panel)

    def current_line(self) -> Line | None:
        """The line the keyboard is on."""
        model = self.model()
        return model.line(self.currentIndex()) if isinstance(model, ChangesModel) else None

    def go_to(self, line: Line) -> None:
        """Put the keyboard on a line and bring it into sight."""
        model = self.model()
        assert isinstance(model, ChangesModel)
        for index in model.indexes():
            if model.line(index) is line:
                self.setCurrentIndex(index)
                self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row, or chooses."""
        model, index = self.model(), self.currentIndex()
        if event.key() != Qt.Key.Key_Space or not isinstance(model, ChangesModel) or not index.isValid():
            super().keyPressEvent(event)
            return
        line = model.line(index)
        if line is not None and line.state is State.CONFLICT:
            ours = model.picking.choice(line) is not Choice.OURS
            model.choose(line, Choice.OURS if ours else Choice.THEIRS)
            return
        first = index.siblingAtColumn(PLACE)
        if model.flags(first) & Qt.ItemFlag.ItemIsUserCheckable:
            on = first.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            model.setData(
                first, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the width anew."""
        super().resizeEvent(event)
        self._fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _fit(self) -> None:
        """Cells and results whole, values up to a share of the width each, the place what is left."""
        width = self.viewport().width()
        # Where there is little width, ticks and radio buttons say what happens, and so does the tip.
        self.setColumnHidden(RESULT, width < _NARROW)
        self.setIndentation(_INSET if width < _NARROW else 20)
        model = self.model()
        assert isinstance(model, ChangesModel)
        self.setColumnHidden(CELL, not model.has_cells)
        shown = range(CELL if model.has_cells else BASE, RESULT if width < _NARROW else RESULT + 1)
        wanted = {column: self._wanted(column) for column in shown}
        most = max(84, width // (7 if model.has_cells else 6))
        for column in (BASE, OURS, THEIRS):
            wanted[column] = min(wanted[column], most)
        for column, px in wanted.items():
            self.setColumnWidth(column, px)
        self.setColumnWidth(PLACE, max(120, width - sum(wanted.values())))

    def _wanted(self, column: int) -> int:
        model = self.model()
        assert isinstance(model, ChangesModel)
        strong = self.fontMetrics()
        words = [str(model.index(i.row(), column, i.parent()).data() or "") for i in model.indexes()[:400]]
        room = _RADIO + 2 * _INSET + 4 if column in _CHOICE_AT else 2 * _INSET + 4
        if column == RESULT:
            words += [f"{model.picking.comparison.words.choice(choice)}{' ' * 6}" for choice in Choice]
        title = self.header().fontMetrics().horizontalAdvance(model.heads[column]) * 1.1 + 2 * _INSET
        return int(max(title, max((strong.horizontalAdvance(w) * 1.06 for w in words), default=0) + room))
