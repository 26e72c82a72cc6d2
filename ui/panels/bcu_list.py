"""The BCU list: the map's twin. Whatever the map does, this does by keyboard."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from planner.views.bcu_rows import BcuRow, BoroughRow, bcu_list
from ui import theme as themes
from ui.document import Document
from ui.panels import bcu_paint
from ui.panels.bcu_model import ROW, BcuModel
from ui.panels.runs import Run, paint_runs
from ui.pictures import Pictures
from ui.tables.foot import cover_cut_row
from ui.view_state import ViewState

Index = QModelIndex | QPersistentModelIndex
_FLAGS = QItemSelectionModel.SelectionFlag
HEAD_SMALL, HEAD_TALL = 22, 34
_MOST_PICTURES = 128


class BcuTree(QTreeView):
    """BCUs, each opening to its boroughs. Rows are drawn whole; their columns are for screen readers."""

    move_asked = Signal(QPoint)
    menu_asked = Signal(QPoint)
    unassign_asked = Signal()
    rename_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.small = False
        self.name_at = bcu_paint.NAME_AT
        self.setItemDelegate(_Heights(self))
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QTreeView.SelectionBehavior.SelectRows)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName("BCUs and their boroughs")
        self.setAccessibleDescription(
            "Right opens a BCU to its boroughs. Enter moves the selected boroughs, F2 renames a BCU, Delete unassigns."
        )
        self.setHeaderHidden(True)
        self._hovered = QPersistentModelIndex()
        self._pictures = Pictures(_MOST_PICTURES)

    def row_at(self, index: Index) -> BcuRow | BoroughRow | None:
        """The row behind an index."""
        found = index.data(ROW)
        return found if isinstance(found, BcuRow | BoroughRow) else None

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row over all columns at once."""
        row = self.row_at(index)
        if row is None:
            return
        first = index.model().sibling(index.row(), 0, index)
        rect: QRect = option.rect
        box = QRectF(0, rect.top(), self.viewport().width(), rect.height())
        selected = self.selectionModel().isSelected(first) or self._holds_selection(first)
        state = bcu_paint.RowState(
            small=self.small,
            selected=selected,
            focused=self.hasFocus() and self.currentIndex().siblingAtColumn(0) == first,
            hovered=self._hovered == first,
            expanded=self.isExpanded(first),
            can_expand=isinstance(row, BcuRow) and bool(row.boroughs),
            name_at=self.name_at,
        )
        self._pictures.show(painter, box, row, state, self, lambda p, at: bcu_paint.paint_row(p, at, row, state))

    def _holds_selection(self, index: Index) -> bool:
        """Whether a borough inside a closed row is selected."""
        chosen = self.selectionModel()
        if not chosen.hasSelection() or self.isExpanded(index):
            return False
        model = self.model()
        return any(chosen.isSelected(model.index(i, 0, index)) for i in range(model.rowCount(index)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the arrow opens or closes the row; anywhere else selects."""
        at = event.position().toPoint()
        index = self.indexAt(at).siblingAtColumn(0)
        row = self.row_at(index) if index.isValid() else None
        if isinstance(row, BcuRow) and row.boroughs and at.x() < bcu_paint.CODE_AT:
            self.setExpanded(index, not self.isExpanded(index))
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the row under the pointer."""
        index = self.indexAt(event.position().toPoint()).siblingAtColumn(0)
        if self._hovered != index:
            self._hovered = QPersistentModelIndex(index)
            self.viewport().update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: object) -> None:
        """No row is under a pointer that has left."""
        self._hovered = QPersistentModelIndex()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves, F2 renames, Delete unassigns; the rest walks the list."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.move_asked.emit(self._menu_point())
        elif key == Qt.Key.Key_F2:
            self.rename_asked.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.unassign_asked.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is selected."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(self._menu_point() if by_key else event.globalPos())

    def _menu_point(self) -> QPoint:
        rect = self.visualRect(self.currentIndex().siblingAtColumn(0))
        return self.viewport().mapToGlobal(QPoint(self.name_at, rect.bottom()))


class _Heights(QStyledItemDelegate):
    """Gives each row the height it is drawn with."""

    def __init__(self, tree: BcuTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as it is drawn; as wide as is given."""
        row = None if index.column() else self._tree.row_at(index)
        if row is None:
            return QSize(10, 0)
        return QSize(10, bcu_paint.height_of(row, self._tree.small, self._tree.viewport().width()))


class BcuListPanel(QWidget):
    """Title, New, heads and the tree; keeps its selection and the window's the same."""

    new_asked = Signal()

    def __init__(self, document: Document, view: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._view = document, view
        self._syncing = False
        self._scrolled_to: int | None = None
        """Where the list was scrolled to before a move was tried; None while none is."""
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(252)
        self.setMaximumWidth(360)
        self.tree = BcuTree()
        self._model = BcuModel(self)
        self.tree.setModel(self._model)
        self.foot = cover_cut_row(self.tree)
        self._title, self._count = QLabel("BCUs"), QLabel()
        self._title.setFont(themes.font("title"))
        self._count.setProperty("ink", "2")
        self.new_button = QPushButton("+ New")
        self.new_button.setAccessibleName("New BCU")
        self.new_button.setToolTip("Add a BCU")
        self.new_button.clicked.connect(self.new_asked)
        self._head_row = _ListHead()
        self._lay_out()
        self.tree.selectionModel().selectionChanged.connect(self._selected_here)
        document.changed.connect(self.refresh)
        view.preview_changed.connect(self._show_rows)
        view.preview_expected.connect(lambda then: bcu_list(document.outcome, then, whole=False))
        view.selection_changed.connect(self._selected_elsewhere)
        themes.notifier.changed.connect(self.tree.viewport().update)
        self.refresh()

    def _lay_out(self) -> None:
        self._top = QFrame()
        top = QHBoxLayout(self._top)
        top.setContentsMargins(12, 0, 12, 0)
        top.addWidget(self._title)
        top.addSpacing(4)
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self.new_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self._head_row)
        column.addWidget(self.tree)
        self._top.setFixedHeight(36)
        self.set_small(False)

    def set_small(self, small: bool) -> None:
        """Rows of one line."""
        self.tree.small = small
        self._place_names()
        self._top.setFixedHeight(32 if small else 36)
        self.tree.scheduleDelayedItemsLayout()

    def _place_names(self) -> None:
        """Where names begin, in rows and head, for the codes there are."""
        small = self.tree.small
        self.tree.name_at = bcu_paint.name_at(self._model.rows, small)
        self._head_row.set_small(small, self.tree.name_at)

    def refresh(self) -> None:
        """Show the outcome as it stands, and what is selected of it."""
        self._show_rows()
        self._place_names()
        self._selected_elsewhere(None)

    def _show_rows(self) -> None:
        """The rows; those that a move not yet made would change open in place."""
        shown = bcu_list(self._document.outcome, self._view.then, whole=self._view.whole is not None)
        self._count.setText(shown.title)
        before = self._model.rows
        expanded = [row.code for at, row in enumerate(before) if self.tree.isExpanded(self._model.index(at, 0))]
        self._syncing = True
        try:
            kept = self._model.show(shown)
        finally:
            self._syncing = False
        if not kept:
            for code in expanded:
                index = self._model.index_of_bcu(code)
                if index.isValid():
                    self.tree.setExpanded(index, True)
        elif self._heights(before) != self._heights(self._model.rows):
            # At once, or the rows would be painted at their old heights first and all again after.
            self.tree.doItemsLayout()
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        """While a move is tried, show the rows it opens, the one that gains before the other; then be as before."""
        bar = self.tree.verticalScrollBar()
        opened = [row for row in self._model.rows if row.opened] if self._view.whole is None else []
        if not opened:
            if self._scrolled_to is not None:
                bar.setValue(self._scrolled_to)
            self._scrolled_to = None
            return
        if self._scrolled_to is None:
            self._scrolled_to = bar.value()
        room, first = self.tree.viewport().height(), self._scrolled_to
        top, bottom = self._span(opened)
        if bottom - top > room:
            top, bottom = self._span([row for row in opened if row.gains][:1] or opened[:1])
        least = max(first, bottom - room)
        # A row is whole at the head as well.
        tops = (self._span([row])[0] for row in self._model.rows)
        bar.setValue(min(top, next((at for at in tops if at >= least), top)) if least > first else min(first, top))

    def _span(self, rows: Iterable[BcuRow]) -> tuple[int, int]:
        """Top of the first and bottom of the last of these rows, in px of all that scrolls."""
        rects = [self.tree.visualRect(self._model.index_of_bcu(row.code)) for row in rows]
        down = self.tree.verticalScrollBar().value()
        return min(rect.top() for rect in rects) + down, max(rect.bottom() for rect in rects) + 1 + down

    def _heights(self, rows: Iterable[BcuRow]) -> list[int]:
        width = self.tree.viewport().width()
        return [bcu_paint.height_of(row, self.tree.small, width) for row in rows]

    def chosen_bcus(self) -> tuple[str, ...]:
        """Codes of the BCU rows selected (not those of which only boroughs are)."""
        rows = [self.tree.row_at(i) for i in self.tree.selectionModel().selectedRows()]
        return tuple(row.code for row in rows if isinstance(row, BcuRow) and row.code)

    def current_bcu(self) -> str | None:
        """The BCU of the row the keyboard is on, or None."""
        row = self.tree.row_at(self.tree.currentIndex())
        if isinstance(row, BcuRow):
            return row.code or None
        return row.bcu or None if row is not None else None

    def focus_bcu(self, code: str) -> None:
        """Put the keyboard on a BCU's row and select it."""
        index = self._model.index_of_bcu(code)
        self.tree.setCurrentIndex(index)
        self.tree.setFocus()

    def _selected_here(self, *_: QItemSelection) -> None:
        if self._syncing:
            return
        boroughs: set[str] = set()
        bcus: set[str] = set()
        for index in self.tree.selectionModel().selectedRows():
            row = self.tree.row_at(index)
            if isinstance(row, BcuRow):
                boroughs.update(b.code for b in row.boroughs)
                bcus.add(row.code)
            elif row is not None:
                boroughs.add(row.code)
                bcus.add(row.bcu)
        self.tree.viewport().update()
        self._view.select(boroughs, self)
        self._view.choose_bcu(next(iter(bcus)) or None if len(bcus) == 1 else None, self)

    def _selected_elsewhere(self, initiator: object) -> None:
        if initiator is self:
            return
        self._syncing = True
        try:
            self._show_selection(self._view.selected)
        finally:
            self._syncing = False
        self.tree.viewport().update()

    def _show_selection(self, boroughs: Iterable[str]) -> None:
        wanted = set(boroughs)
        chosen = self.tree.selectionModel()
        empty = [code for code in self.chosen_bcus() if not self._document.outcome.boroughs_of.get(code)]
        chosen.clearSelection()
        first = QModelIndex()
        for row in self._model.rows:
            codes = {b.code for b in row.boroughs}
            if row.code in empty or (
                codes and codes <= wanted and not self.tree.isExpanded(self._model.index_of_bcu(row.code))
            ):
                indexes = [self._model.index_of_bcu(row.code)]
            else:
                indexes = [self._model.index_of_borough(code) for code in sorted(codes & wanted)]
            for index in indexes:
                chosen.select(index, _FLAGS.Select | _FLAGS.Rows)
                first = first if first.isValid() else index
        if first.isValid():
            shown = first if not first.parent().isValid() or self.tree.isExpanded(first.parent()) else first.parent()
            chosen.setCurrentIndex(shown, _FLAGS.NoUpdate)
            self.tree.scrollTo(shown)


class _ListHead(QWidget):
    """The heads over the list: one line when rows have one, else two over the figures."""

    def __init__(self) -> None:
        super().__init__()
        self._small, self._name_at = False, bcu_paint.NAME_AT
        self.setProperty("ground", "head")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("BCU, posts, change, worst rule")

    def set_small(self, small: bool, name_at: int) -> None:
        """One line or two, and where names begin."""
        self._small, self._name_at = small, name_at
        self.setFixedHeight(HEAD_SMALL if small else HEAD_TALL)
        self.update()

    def paintEvent(self, event: object) -> None:
        """The heads, over the columns the rows are drawn in."""
        painter, theme = QPainter(self), themes.current()
        box = QRectF(0, 0, self.width(), self.height() - 1)
        painter.fillRect(self.rect(), theme.head)
        paint_runs(painter, box.adjusted(self._name_at, 0, 0, 0), [Run("BCU", "note", "ink2")])
        right = box.right() - bcu_paint.RIGHT_INSET - bcu_paint.GLYPH_COLUMN
        if self._small:
            line = box.adjusted(0, 0, right - box.right(), 0)
            paint_runs(painter, line, [Run("Change", "note", "ink2")], right=True)
            line.setRight(right - bcu_paint.CHANGE_COLUMN)
            paint_runs(painter, line, [Run("Posts", "note", "ink2")], right=True)
        else:
            for top, word in ((2, "Posts"), (16, "change")):
                strip = QRectF(0, top, right, 15)
                paint_runs(painter, strip, [Run(word, "note", "ink2")], right=True)
        painter.setPen(theme.line)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()
