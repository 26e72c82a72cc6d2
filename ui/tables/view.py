"""The table people work in: cells by keyboard, copy and paste as in a spreadsheet, columns that fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtGui import QGuiApplication as App
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QMenu, QToolTip, QWidget

from planner.views.columns import PASSING, Column
from planner.views.paste import copy_cells
from ui.tables.delegate import CellDelegate
from ui.tables.fitting import Fitting
from ui.tables.grid import ARROW, Grid, Room
from ui.tables.header import TableHeader
from ui.tables.model import Index, TableModel
from ui.theme import Theme

_TIP_MS = 8000


class TableView(Grid):
    """A table over one TableModel. Pasting, filling and clearing are asked for by signal: the tab decides."""

    explain_asked = Signal(str)
    figure_chosen = Signal(str, bool)
    """(figure, opens): the figure of a cell was clicked, or its cell has become current by mouse or keyboard."""
    paste_asked = Signal(str)
    fill_asked = Signal()
    clear_asked = Signal()
    fold_asked = Signal(object)
    """(row,): a row that heads others is to be opened or closed."""
    entered_cell = Signal(object, str)
    """(row, text): Enter, F2, a double-click or a figure typed, in a table that edits elsewhere than in the cell."""
    columns_fitted = Signal()
    copied = Signal(int, bool)
    """(cells, with headers)"""

    def __init__(self, model: TableModel[Any], theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, theme, parent)
        self.can_fill = False
        self.edits_elsewhere = False
        self.menu_more: Callable[[QMenu], None] = lambda menu: None
        self._chosen: dict[str, bool] = {}
        self._wide_inset = self.inset
        self._pressed = QModelIndex()
        self.setModel(model)
        self.cells = CellDelegate(self)
        self.fitting = Fitting(self)
        self.setItemDelegate(self.cells)
        self.setAccessibleName(name)
        self._set_up()
        model.modelReset.connect(self._forget_widths)
        model.dataChanged.connect(lambda *_: self.fitting.forget())

    def _set_up(self) -> None:
        self.head = TableHeader(self)
        self.setHorizontalHeader(self.head)
        self.head.setFixedHeight(self.head.low)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.row_height)
        self.verticalHeader().setMinimumSectionSize(self.row_height)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        # The whole current row is lit, not only its cell.
        self.selectionModel().currentChanged.connect(self._current_changed)

    # Columns

    def choose_column(self, key: str, is_shown: bool | None) -> None:
        """Show or hide a column whatever the width; None leaves it to the width again."""
        if is_shown is None:
            self._chosen.pop(key, None)
        else:
            self._chosen[key] = is_shown
        self.fit_columns()

    def wanted_width(self, at: int) -> int:
        """Px that a column takes when nothing in it is cut."""
        return self.fitting.wanted(at)

    def fit_columns(self) -> None:
        """Give every column its width: short forms where room is short, then those that can go do, then words shrink.

        Figures are never cut.
        """
        room = self.viewport().width()
        if room <= 0:
            return
        columns = self.rows_model.columns
        shown = [i for i, c in enumerate(columns) if self._chosen.get(c.key, True)]
        needed = [i for i in shown if columns[i].drop < PASSING or columns[i].key in self._chosen]
        has_short_forms = any(column.narrow or column.short is not None for column in columns)
        for step in Room if has_short_forms else (Room.WIDE,):
            self._take(step)
            if self.fitting.least(needed) <= room:
                break
        widths = self.fitting.fit(shown, lambda i: columns[i].key not in self._chosen, room)
        for i in range(len(columns)):
            self.setColumnHidden(i, i not in widths)
            if i in widths:
                self.setColumnWidth(i, widths[i])
        if has_short_forms:
            self.head.fit_height()
        self.columns_fitted.emit()

    def _take(self, room: Room) -> None:
        """Take the forms for that much room. What was measured for each is kept, as long as the insets are the same."""
        self.set_room(room)
        if room == Room.WIDE and self.inset != self._wide_inset:
            self._wide_inset = self.inset
            self.fitting.forget()

    def _forget_widths(self) -> None:
        self.fitting.forget()
        self.hovered, self.hot = -1, (-1, -1)
        self._selection_changed()

    def resizeEvent(self, event: Any) -> None:
        """Fit the columns anew."""
        super().resizeEvent(event)
        self.fit_columns()

    # Selection

    def _selection_changed(self) -> None:
        self.has_many_selected = any(part.height() > 1 or part.width() > 1 for part in self.selected_parts())
        self.viewport().update()

    def _current_changed(self, index: Index) -> None:
        self.viewport().update()
        if index.isValid() and self.hasFocus():
            row, column = self.cell(index)
            if figure := column.figure(row):
                self.figure_chosen.emit(figure, False)

    def block(self) -> tuple[list[int], list[int]]:
        """Rows and shown columns of the selection; the current cell where nothing is selected."""
        found = self.selected_parts()
        if not found:
            at = self.currentIndex()
            return ([at.row()], [at.column()]) if at.isValid() else ([], [])
        rows = sorted({r for part in found for r in range(part.top(), part.bottom() + 1)})
        across = {c for part in found for c in range(part.left(), part.right() + 1)}
        return rows, [c for c in self.shown_columns() if c in across]

    def choose_row(self, row: int, column: int | None = None) -> None:
        """Make a row current and bring it into sight."""
        at = column if column is not None else max(self.currentIndex().column(), self.shown_columns()[0])
        index = self.rows_model.index(row, at)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    # Clipboard

    def copy(self, with_heads: bool = False) -> None:
        """Put the selection on the clipboard as tab-separated text and HTML, figures bare."""
        rows, across = self.block()
        if not rows:
            return
        chosen = [self.rows_model.columns[i] for i in across]
        found = copy_cells(
            [[column.copied(self.rows_model.rows[r]) for column in chosen] for r in rows],
            [column.title for column in chosen] if with_heads else (),
            [column.is_number for column in chosen],
        )
        data = QMimeData()
        data.setText(found.text)
        data.setHtml(found.html)
        App.clipboard().setMimeData(data)
        self.copied.emit(len(rows) * len(across), with_heads)

    def paste(self) -> None:
        """Ask for the clipboard's text to be pasted at the current cell."""
        self.paste_asked.emit(App.clipboard().text())

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the table from menus with the same ones while it has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._act(event):
            event.accept()
            return True
        return super().event(event)

    def _act(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does beyond moving about, or None."""
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste
        control = Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_C and event.modifiers() == control | Qt.KeyboardModifier.ShiftModifier:
            return lambda: self.copy(with_heads=True)
        if self.can_fill and event.key() == Qt.Key.Key_D and event.modifiers() == control:
            return self.fill_asked.emit
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            return self.clear_asked.emit
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and not event.modifiers():
            return self._enter
        return self._fold_key(event)

    def _fold_key(self, event: QKeyEvent) -> Callable[[], None] | None:
        at = self.currentIndex()
        if not at.isValid() or not self.can_fold or event.modifiers():
            return None
        row = self.rows_model.rows[at.row()]
        is_open = self.is_open(row)
        if is_open is None:
            return None
        wanted = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True, Qt.Key.Key_Space: not is_open}
        closing = wanted.get(Qt.Key(event.key()), is_open)
        leaves = closing == is_open or (event.key() != Qt.Key.Key_Space and not self.is_first(at.column()))
        return None if leaves else lambda: self.fold_asked.emit(row)

    def _enter(self) -> None:
        at = self.currentIndex()
        # The Enter that ends an entry reaches the table too.
        if not at.isValid() or self.state() == QAbstractItemView.State.EditingState:
            return
        row, column = self.cell(at)
        if self.is_open(row) is not None and not column.figure(row):
            self.fold_asked.emit(row)
        elif column.is_editable(row):
            if self.edits_elsewhere:
                self.entered_cell.emit(row, "")
            else:
                self.edit(at)
        elif figure := column.figure(row):
            self.explain_asked.emit(figure)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Spreadsheet keys first, then moving about and typing."""
        act = self._act(event)
        if act is not None:
            act()
            return
        at = self.currentIndex()
        if self.edits_elsewhere and at.isValid() and event.text().isdigit():
            row, column = self.cell(at)
            if column.is_editable(row):
                self.entered_cell.emit(row, event.text())
                return
        super().keyPressEvent(event)

    def edit(self, *args: Any) -> Any:
        """Where entries are made elsewhere, no line opens in the cell."""
        if self.edits_elsewhere and len(args) == 3:
            return False
        return super().edit(*args)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on to the cell below, unless the entry was not taken."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and self.cells.taken:
            self.step_rows(1)

    def tell(self, row: int, column: int, words: str) -> None:
        """Say a sentence at a cell."""
        rect = self.visualRect(self.rows_model.index(row, column))
        QToolTip.showText(self.viewport().mapToGlobal(rect.bottomLeft()), words, self, QRect(), _TIP_MS)

    # Mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the row under the pointer, and underline a figure that a click would ask about."""
        super().mouseMoveEvent(event)
        at = event.position().toPoint()
        self._hover(self.rowAt(at.y()), QModelIndex() if event.buttons() else self.link_at(at))

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the pointer."""
        super().leaveEvent(event)
        self._hover(-1, QModelIndex())

    def _hover(self, row: int, link: QModelIndex) -> None:
        hot = (link.row(), link.column())
        if (row, hot) != (self.hovered, self.hot):
            self.hovered, self.hot = row, hot
            if link.isValid():
                self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
            else:
                self.viewport().unsetCursor()
            self.viewport().update()

    def link_at(self, at: QPoint) -> QModelIndex:
        """The cell whose figure is written at a point, where a click asks about it: none of what can be edited."""
        index = self.indexAt(at)
        if not index.isValid():
            return index
        row, column = self.cell(index)
        if not column.figure(row) or column.is_editable(row):
            return QModelIndex()
        box, wide = self.visualRect(index), self._written(row, column)
        left = box.right() - self.right_inset(column) - wide if column.is_number else box.left()
        return index if left <= at.x() <= left + wide + self.left_inset(column) else QModelIndex()

    def _written(self, row: Any, column: Column[Any]) -> int:
        """Px that a cell's text takes."""
        return QFontMetrics(self.cells.font_of(column, row)).horizontalAdvance(self.text_of(column, row))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask about a figure that was pressed and released on, while nothing more than its cell is selected."""
        super().mouseReleaseEvent(event)
        link = self.link_at(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        pressed, self._pressed = self._pressed, QModelIndex()
        if plain and link.isValid() and link == pressed and not self.has_many_selected:
            row, column = self.cell(link)
            self.figure_chosen.emit(column.figure(row), True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or close where the arrow is pressed; open the list where a chooser's arrow is."""
        self._pressed = self.link_at(event.position().toPoint())
        super().mousePressEvent(event)
        at = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not at.isValid():
            return
        row, column = self.cell(at)
        if self.is_first(at.column()) and self.is_open(row) is not None:
            self.fold_asked.emit(row)
        elif self.is_chooser(row, column) and event.position().x() > self.visualRect(at).right() - ARROW:
            self.edit(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the cell, here or elsewhere."""
        at = self.indexAt(event.position().toPoint())
        if self.edits_elsewhere and at.isValid() and event.button() == Qt.MouseButton.LeftButton:
            row, column = self.cell(at)
            if column.is_editable(row):
                self.entered_cell.emit(row, "")
            return
        super().mouseDoubleClickEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A table that is reached always has a current cell."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows_model.rows:
            self.setCurrentIndex(self.rows_model.index(0, self.shown_columns()[0]))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the cell."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not at.isValid():
            return
        if not self.selectionModel().isSelected(at):
            self.setCurrentIndex(at)
        place = self.visualRect(at).bottomLeft() if by_key else event.pos()
        menu = self.menu_for(at)
        menu.exec(self.viewport().mapToGlobal(QPoint(place)))
        menu.deleteLater()

    def menu_for(self, index: Index) -> QMenu:
        """The menu of a cell."""
        menu = QMenu(self)
        row, column = self.cell(index)
        figure = column.figure(row)
        explain = _action(menu, "How is this worked out?", lambda: self.explain_asked.emit(figure))
        explain.setEnabled(bool(figure))
        menu.addSeparator()
        _action(menu, "Copy", self.copy, "Ctrl+C")
        _action(menu, "Copy with headers", lambda: self.copy(with_heads=True), "Ctrl+Shift+C")
        self.menu_more(menu)
        return menu


def _action(menu: QMenu, text: str, run: Callable[[], Any], keys: str = "") -> QAction:
    action = menu.addAction(text)
    if keys:
        action.setShortcut(QKeySequence(keys))
        action.setShortcutVisibleInContextMenu(True)
    action.triggered.connect(lambda: run())
    return action
