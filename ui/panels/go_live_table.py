"""The timeline of go-lives: a bar for each BCU from its date on, with the date to change in its cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QMenu, QWidget

from planner.views.go_live import GoLive, GoLiveRow
from planner.views.money_columns import go_live_columns
from planner.views.timeline import dragged_to
from planner.words.dates import long_date
from ui.glyphs import paint_glyph
from ui.panels.runs import metrics
from ui.panels.whole_table import BAR, BarDelegate, WholeTable
from ui.tables.header import TableHeader
from ui.tables.model import TableModel
from ui.theme import Theme, font

ROW = 20
_MARK = 11.0
_INSIDE = 6
"""Px at either end of the bars' cell, so that a mark at the first day is whole."""


class GoLiveTable(WholeTable):
    """Rows as planner.views.go_live gives them. ← and → move the chosen date by a month; Enter or F2 types one.

    A bar is dragged along the years, month by month; Esc lets go of it and leaves its date as it was.
    """

    month_asked = Signal(str, int)
    """(BCU code, months on)."""
    tried = Signal(str, object)
    """(BCU code, the day it would be let go on, or None when the drag was given up)."""
    dropped = Signal(str, object)
    """(BCU code, the day)."""
    clear_date_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        model: TableModel[GoLiveRow] = TableModel(go_live_columns(), key=lambda row: row.code)
        super().__init__(model, theme, "Go-live dates", ROW, parent)
        model.said_of_row = lambda row: row.words
        self.go_live: GoLive | None = None
        self._drag: _Drag | None = None
        self.setHorizontalHeader(_TimeHeader(self))
        self.horizontalHeader().setFixedHeight(24)
        self.cells = _GoLiveDelegate(self)
        self.setItemDelegate(self.cells)
        self.menu_more = self._more
        self.clear_asked.connect(self._clear)
        self.fit_height()

    def show_rows(self, found: GoLive) -> None:
        """Show these go-lives."""
        self.go_live = found
        chosen = self.chosen_code
        self.rows_model.set_rows(found.rows)
        if chosen and self.rows_model.row_of(chosen) >= 0:
            self.choose_code(chosen)
        self.fit_columns()
        self.horizontalHeader().viewport().update()

    @property
    def chosen_code(self) -> str:
        """Code of the BCU whose row is current; empty for none."""
        at = self.currentIndex().row()
        return self.rows_model.rows[at].code if 0 <= at < len(self.rows_model.rows) else ""

    def choose_code(self, code: str) -> None:
        """Make a BCU's date current."""
        row = self.rows_model.row_of(code)
        if row >= 0:
            self.setCurrentIndex(self.rows_model.index(row, self.rows_model.column_of("date")))

    def x_of(self, day: date, inner: QRect) -> float:
        """Where a day lies along the bars' cell, px."""
        assert self.go_live is not None
        span = (self.go_live.last - self.go_live.first).days
        share = (day - self.go_live.first).days / span
        return inner.left() + _INSIDE + share * (inner.width() - 2 * _INSIDE)

    def day_at(self, x: float, inner: QRect) -> date:
        """The day that lies at a place along the bars' cell; the axis' own ends beyond it."""
        assert self.go_live is not None
        span = (self.go_live.last - self.go_live.first).days
        share = (x - inner.left() - _INSIDE) / max(1, inner.width() - 2 * _INSIDE)
        return self.go_live.first + timedelta(days=round(min(max(share, 0.0), 1.0) * span))

    def bar_cell(self) -> QRect | None:
        """Where the bars stand, in the viewport's own px and without their insets; None while they have no room."""
        at = self.rows_model.column_of(BAR)
        if self.isColumnHidden(at):
            return None
        left, inset = self.columnViewportPosition(at), self.inset
        return QRect(left + inset, 0, self.columnWidth(at) - 2 * inset, self.row_height)

    @property
    def tried_day(self) -> tuple[str, date] | None:
        """The BCU being dragged and where its date would be; None while nothing is dragged."""
        return (self._drag.code, self._drag.day) if self._drag is not None and self._drag.day is not None else None

    # Dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a bar."""
        super().mousePressEvent(event)
        inner, at = self.bar_cell(), self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or inner is None or not at.isValid():
            return
        row, column = self.cell(at)
        if column.key == BAR:
            self._drag = _Drag(row.code, row.day, self.day_at(event.position().x(), inner))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the bar along, month by month."""
        inner, drag = self.bar_cell(), self._drag
        if drag is None or inner is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            over = self.rows_model.columns[max(0, self.columnAt(round(event.position().x())))].key == BAR
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor)
            return
        day = dragged_to(drag.start, drag.grabbed, self.day_at(event.position().x(), inner))
        if day != (drag.day if drag.day is not None else drag.start):
            drag.day = day
            self.tried.emit(drag.code, day)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: the date is where the bar is."""
        drag, self._drag = self._drag, None
        super().mouseReleaseEvent(event)
        if drag is not None and drag.day is not None:
            self.viewport().update()
            if drag.day == drag.start:
                self.tried.emit(drag.code, None)
            else:
                self.dropped.emit(drag.code, drag.day)

    def give_up(self) -> None:
        """Let go of a bar that is being dragged; its date stays."""
        drag, self._drag = self._drag, None
        if drag is not None and drag.day is not None:
            self.viewport().update()
            self.tried.emit(drag.code, None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The date is what there is to do here: start at it."""
        if not self.currentIndex().isValid() and self.rows_model.rows:
            self.choose_code(self.rows_model.rows[0].code)
        super().focusInEvent(event)

    def _act(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.key() == Qt.Key.Key_Escape and self.tried_day is not None:
            return self.give_up
        months = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if months is not None and not event.modifiers() and self._is_at_date() and self.chosen_code:
            code = self.chosen_code
            return lambda: self.month_asked.emit(code, months)
        return super()._act(event)

    def _is_at_date(self) -> bool:
        return self.rows_model.columns[max(0, self.currentIndex().column())].key in ("date", BAR)

    def _enter(self) -> None:
        self.choose_code(self.chosen_code)
        super()._enter()

    def _clear(self) -> None:
        if self.chosen_code:
            self.clear_date_asked.emit(self.chosen_code)

    def _more(self, menu: QMenu) -> None:
        code = self.chosen_code
        menu.addSeparator()
        menu.addAction("Type a date").triggered.connect(lambda: self._enter())
        menu.addAction("A month earlier").triggered.connect(lambda: self.month_asked.emit(code, -1))
        menu.addAction("A month later").triggered.connect(lambda: self.month_asked.emit(code, 1))
        menu.addAction("Clear the date").triggered.connect(lambda: self.clear_date_asked.emit(code))


@dataclass
class _Drag:
    """A bar taken hold of: its BCU, its date, the day under the pointer then, and where it would be let go."""

    code: str
    start: date | None
    grabbed: date
    day: date | None = None


class _GoLiveDelegate(BarDelegate):
    """Bars from the go-live to the end of the axis, the mark of how well the date is known, and T1's line."""

    def paint_bar(self, painter: QPainter, inner: QRect, row: Any) -> None:
        view, theme = self._view, self._view.theme
        assert isinstance(view, GoLiveTable)
        found = view.go_live
        if found is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for day, _ in found.ticks:
            x = round(view.x_of(day, inner)) + 0.5
            painter.setPen(QPen(theme.line, 1))
            painter.drawLine(QPointF(x, inner.top()), QPointF(x, inner.bottom() + 1))
        tried = view.tried_day
        if row.day is not None:
            self._bar(painter, view, inner, row)
        if tried is not None and tried[0] == row.code:
            self._tried(painter, view, inner, tried[1])
        if found.line is not None:
            x = view.x_of(found.line, inner)
            self._line(painter, x, inner, theme.panel, 4.0, dashed=False)
            self._line(painter, x, inner, theme.ink, 1.6, dashed=True)

    def _bar(self, painter: QPainter, view: GoLiveTable, inner: QRect, row: GoLiveRow) -> None:
        theme = view.theme
        assert row.day is not None
        start = min(max(view.x_of(row.day, inner), inner.left() + _INSIDE), inner.right() - _INSIDE)
        bar = QRectF(start, inner.center().y() - 4, inner.right() - start, 9)
        painter.setPen(QPen(theme.bcu_edge, 0.9))
        painter.setBrush(theme.fill(row.fill))
        painter.drawRect(bar)
        mark = QRectF(start - _MARK / 2, bar.center().y() - _MARK / 2, _MARK, _MARK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.panel)
        painter.drawEllipse(mark.center(), 4.4, 4.4)
        paint_glyph(painter, "verified" if row.is_verified else "planned", mark, theme)

    def _tried(self, painter: QPainter, view: GoLiveTable, inner: QRect, day: date) -> None:
        """Where the bar would begin: its outline in the accent, and the day beside it."""
        theme, x = view.theme, view.x_of(day, inner)
        painter.setPen(QPen(theme.accent, 1.6, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(x, inner.center().y() - 6, inner.right() - x, 13))
        painter.setFont(font("head"))
        words = long_date(day)
        wide = metrics("head").horizontalAdvance(words)
        left = x - wide - 4 if x - wide - 4 > inner.left() else x + 4
        painter.fillRect(QRectF(left - 2, inner.top() + 1, wide + 4, inner.height() - 2), theme.panel)
        painter.setPen(theme.accent)
        painter.drawText(QPointF(left, inner.center().y() + metrics("head").capHeight() / 2 + 1), words)

    def _line(self, painter: QPainter, x: float, inner: QRect, colour: QColor, width: float, *, dashed: bool) -> None:
        pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if dashed:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, inner.top()), QPointF(x, inner.bottom() + 1))


class _TimeHeader(TableHeader):
    """Years and Julys over the bars."""

    def __init__(self, view: GoLiveTable) -> None:
        super().__init__(view)
        self.can_sort = False

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        """The ground as over other columns, then the ticks."""
        super().paintSection(painter, rect, at)
        view = self._view
        assert isinstance(view, GoLiveTable)
        if view.rows_model.columns[at].key != BAR or view.go_live is None:
            return
        inner = rect.adjusted(view.inset, 0, -view.inset, -1)
        painter.save()
        painter.setFont(font("head"))
        painter.setPen(view.theme.ink2)
        for day, words in view.go_live.ticks:
            width = metrics("head").horizontalAdvance(words)
            x = min(max(view.x_of(day, inner) - width / 2, inner.left()), inner.right() - width)
            box = QRectF(x, inner.top(), width + 2, inner.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()
