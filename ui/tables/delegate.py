"""How the cells of a table are drawn and edited: text, glyph and word, hairline, selection, entry line, chooser."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.views.columns import Column, nothing
from ui.glyphs import paint_glyph
from ui.tables.grid import ARROW, GLYPH, Grid, glyph_of
from ui.tables.model import SHADE_HEAD, SHADE_MUTED, Index, TableModel
from ui.theme import font

_EDGE = 1
_STAR = 2.3
MARK_ROOM = 5
"""Px that the mark after a figure takes of the margin."""


class CellDelegate(QStyledItemDelegate):
    """Draws and edits the cells of one table."""

    def __init__(self, view: Grid) -> None:
        super().__init__(view)
        self._view = view
        self.body, self.strong = font("body"), font("strong")
        self.taken = True
        """Whether the last entry was taken."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A cell as wide as its column wants to be."""
        return QSize(self._view.wanted_width(index.column()), self._view.row_height)

    def font_of(self, column: Column[Any], row: Any) -> QFont:
        """Semibold for what is strong, else the body's."""
        return self.strong if column.is_strong(row) else self.body

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, text with its glyph, hairline, then selection and focus."""
        view, theme = self._view, self._view.theme
        model = view.rows_model
        row, column = model.rows[index.row()], model.columns[index.column()]
        rect: QRect = option.rect
        painter.save()
        painter.fillRect(rect, self._ground(index, row))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.line)
        self._content(painter, rect, row, column, is_first=view.is_first(index.column()))
        self._marks(painter, rect, index)
        painter.restore()

    def _ground(self, index: Index, row: Any) -> QColor:
        view, theme = self._view, self._view.theme
        if view.is_lit(index):
            return theme.soft
        if view.hovered == index.row() or view.rows_model.shade(row) == SHADE_HEAD:
            return theme.alt
        return theme.panel

    def _content(self, painter: QPainter, rect: QRect, row: Any, column: Column[Any], *, is_first: bool) -> None:
        view, theme = self._view, self._view.theme
        text = view.text_of(column, row)
        inner = rect.adjusted(view.left_inset(column), 0, -view.right_inset(column), -1)
        if column.mark is not nothing:
            # The mark hangs in the margin, the same for all rows: digits stay in line and no column is wider for it.
            inner.translate(min(0, rect.right() - inner.right() - MARK_ROOM), 0)
        if is_first:
            inner.setLeft(inner.left() + self._first(painter, inner, row))
        face = self.font_of(column, row)
        metrics = QFontMetrics(face)
        chooser = view.is_chooser(row, column)
        if chooser:
            _arrow_down(painter, rect, theme.ink2)
            inner.setRight(rect.right() - ARROW)
        glyph = glyph_of(column, row)
        if glyph:
            left = inner.left()
            if column.is_number:
                left = inner.right() + 1 - metrics.horizontalAdvance(text) - view.gap - GLYPH
            paint_glyph(painter, glyph, QRectF(left, inner.center().y() - GLYPH / 2 + 0.5, GLYPH, GLYPH), theme)
            if not column.is_number:
                inner.setLeft(left + GLYPH + view.gap)
        painter.setFont(_underlined(face) if view.is_hot(row, column) else face)
        painter.setPen(theme.ink2 if view.rows_model.shade(row) == SHADE_MUTED else theme.ink)
        side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
        if not column.is_number and metrics.horizontalAdvance(text) > inner.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), text)
        if column.mark(row):
            paint_star(painter, inner.right() + 1 + MARK_ROOM / 2, inner.center().y() - metrics.capHeight() / 2)

    def _first(self, painter: QPainter, inner: QRect, row: Any) -> int:
        """Draw the arrow of a row that folds; gives the indent."""
        view = self._view
        indent = view.rows_model.level(row) * view.indent
        if not view.can_fold:
            return indent
        is_open = view.is_open(row)
        if is_open is not None:
            box = QRectF(inner.left() + view.fold_room / 2 - 10, inner.top(), 12, inner.height())
            _triangle(painter, box, view.theme.ink2, down=is_open)
        return indent + view.fold_room

    def _marks(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """The bar of the current row, the edge of the selection, the ring of the current cell."""
        view, theme = self._view, self._view.theme
        current = view.currentIndex()
        if index.row() == current.row() and view.is_first(index.column()):
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.accent)
        if view.has_many_selected and view.selectionModel().isSelected(_plain(index)):
            self._edges(painter, rect, index)
        if index.row() == current.row() and index.column() == current.column() and view.hasFocus():
            for box in _ring(rect.adjusted(0, 0, 0, -1), 2):
                painter.fillRect(box, theme.accent)

    def _edges(self, painter: QPainter, rect: QRect, index: Index) -> None:
        view, accent = self._view, self._view.theme.accent
        model, selection = view.model(), view.selectionModel()
        left, right = view.beside(index.column())
        for row, column, box in (
            (index.row() - 1, index.column(), QRect(rect.left(), rect.top(), rect.width(), _EDGE)),
            (index.row() + 1, index.column(), QRect(rect.left(), rect.bottom(), rect.width(), _EDGE)),
            (index.row(), left, QRect(rect.left(), rect.top(), _EDGE, rect.height())),
            (index.row(), right, QRect(rect.right(), rect.top(), _EDGE, rect.height())),
        ):
            if row < 0 or column < 0 or not selection.isSelected(model.index(row, column)):
                painter.fillRect(box, accent)

    # Editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line to type in, or a chooser where the column has choices."""
        row, column = self._view.cell(index)
        name = f"{column.title} of {self._view.rows_model.columns[0].text(row)}"
        if self._view.is_chooser(row, column):
            combo = QComboBox(parent)
            for value, words in self._view.choices(row, column.key):
                combo.addItem(words, value)
            combo.setAccessibleName(name)
            combo.activated.connect(lambda _: self._chosen(combo))
            return combo
        line = QLineEdit(parent)
        line.setFont(self.body)
        line.setFrame(False)
        line.setAlignment(Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft)
        line.setAccessibleName(name)
        return line

    def _chosen(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start from the cell as it is."""
        row, column = self._view.cell(index)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(column.copied(row))))
            editor.view().setMinimumWidth(editor.view().sizeHintForColumn(0) + 24)
            QTimer.singleShot(0, editor, editor.showPopup)
        elif isinstance(editor, QLineEdit):
            editor.setText(column.copied(row))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the entry over; an entry left as it was is none."""
        row, column = self._view.cell(index)
        if isinstance(editor, QComboBox):
            text = str(editor.currentData())
        elif isinstance(editor, QLineEdit):
            text = editor.text()
        else:
            return
        if text != column.copied(row):
            self.taken = model.setData(_plain(index), text)
        else:
            self.taken = True

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell."""
        editor.setGeometry(option.rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Up and Down leave the entry line as they do in a spreadsheet, taking the entry."""
        if (
            isinstance(editor, QLineEdit)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            if self.taken:
                self._view.step_rows(-1 if event.key() == Qt.Key.Key_Up else 1)
            return True
        return super().eventFilter(editor, event)


def _plain(index: Index) -> QModelIndex:
    model = index.model()
    assert isinstance(model, TableModel)
    return model.index(index.row(), index.column())


def _ring(rect: QRect, width: int) -> tuple[QRect, ...]:
    left, top, right, bottom = rect.left(), rect.top(), rect.right() + 1, rect.bottom() + 1
    return (
        QRect(left, top, rect.width(), width),
        QRect(left, bottom - width, rect.width(), width),
        QRect(left, top, width, rect.height()),
        QRect(right - width, top, width, rect.height()),
    )


def _underlined(face: QFont) -> QFont:
    found = QFont(face)
    found.setUnderline(True)
    return found


def paint_star(painter: QPainter, x: float, y: float) -> None:
    """The mark of a provisional figure, in the ink of its figure, about a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(painter.pen().color(), 1.1))
    painter.translate(x, y)
    for _ in range(3):
        painter.drawLine(QPointF(0, -_STAR), QPointF(0, _STAR))
        painter.rotate(60)
    painter.restore()


def _triangle(painter: QPainter, box: QRectF, ink: QColor, *, down: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center())
    painter.rotate(90 if down else 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([QRectF(-2.4, -4, 1, 1).topLeft(), QRectF(2.6, 0, 1, 1).topLeft(),
                                   QRectF(-2.4, 4, 1, 1).topLeft()]))  # fmt: skip
    painter.restore()


def _arrow_down(painter: QPainter, rect: QRect, ink: QColor) -> None:
    _triangle(painter, QRectF(rect.right() - ARROW, rect.top(), ARROW - 4, rect.height()), ink, down=True)
