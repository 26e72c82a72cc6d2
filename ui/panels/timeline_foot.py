"""The savings of each year under the timeline of go-lives, on the same axis, live while a date is dragged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from planner.views.timeline import YearUnder
from ui.panels.go_live_table import GoLiveTable
from ui.panels.runs import metrics
from ui.panels.section import Painted
from ui.theme import Theme, font

_LINE = 15
_LINES = 3
_TICK = 4


class TimelineFoot(Painted):
    """Year, gross saving, and the gross saving as a drag would have it, each under its own part of the axis."""

    def __init__(self, table: GoLiveTable, theme: Theme) -> None:
        super().__init__(theme)
        self._table = table
        self.years: tuple[YearUnder, ...] = ()
        self._head = ""
        self.setFixedHeight(_LINES * _LINE + 8)
        self.setAccessibleName("Gross saving under the go-live dates")
        table.columns_fitted.connect(self.update)

    def show_years(self, years: tuple[YearUnder, ...], head: str) -> None:
        """Show these; `head` says unit and price terms."""
        self.years, self._head = years, head
        self.setAccessibleDescription("; ".join(year.words for year in years))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each year between its ends, where there is room for it."""
        inner, found = self._table.bar_cell(), self._table.go_live
        if inner is None or found is None:
            return
        painter, theme = QPainter(self), self._theme
        painter.setFont(font("note"))
        painter.setPen(theme.ink2)
        names = QRect(12, 2, inner.left() - 16, _LINES * _LINE)
        painter.drawText(names, int(Qt.TextFlag.TextWordWrap), self._head)
        free = float(inner.left())
        for year in self.years:
            left = max(self._table.x_of(year.first, inner), inner.left())
            right = min(self._table.x_of(year.last, inner), inner.right())
            if right <= left:
                continue
            painter.setPen(QPen(theme.line, 1))
            painter.drawLine(QPointF(left, 0), QPointF(left, _TICK))
            free = self._write(painter, year, left, right, free)
        painter.end()

    def _write(self, painter: QPainter, year: YearUnder, left: float, right: float, free: float) -> float:
        """Three lines about the middle of the year's part; gives where they end, or `free` where they have no room."""
        theme = self._theme
        then = f"▸ {year.then}" if year.then else ""
        lines = ((year.year, "note", theme.ink2), (year.text, "strong", theme.ink), (then, "head", theme.accent))
        wide = max(metrics(use).horizontalAdvance(text) for text, use, _ in lines)
        start = max((left + right - wide) / 2, free)
        if start + wide > max(right + 4, left + wide):
            return free
        for at, (text, use, colour) in enumerate(lines):
            if text:
                painter.setFont(font(use))
                painter.setPen(colour)
                own = metrics(use).horizontalAdvance(text)
                painter.drawText(QPointF(start + (wide - own) / 2, (at + 1) * _LINE), text)
        return start + wide + 6
