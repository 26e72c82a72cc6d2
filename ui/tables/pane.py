"""A table with its totals pinned under it, whole rows only, and a sentence where it is empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from planner.views.columns import nothing
from planner.views.marks import PROVISIONAL_WORD
from ui.glyphs import paint_glyph
from ui.tables.delegate import MARK_ROOM, paint_star
from ui.tables.grid import GLYPH
from ui.tables.totals import TotalsLine
from ui.tables.view import TableView
from ui.theme import Theme, font

RULE = 2


class TotalsRow(QWidget):
    """Totals that stay in sight, drawn under the table's own columns. The first column's text may run over others."""

    explain_asked = Signal(str)
    figure_chosen = Signal(str, bool)
    """(figure, opens): a total was clicked."""

    def __init__(self, view: TableView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._lines: tuple[TotalsLine, ...] = ()
        self._hot = ""
        self.setMouseTracking(True)
        self.setAccessibleName("Totals")
        view.columns_fitted.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)

    def set_lines(self, lines: Sequence[TotalsLine]) -> None:
        """Show these lines."""
        self._lines = tuple(lines)
        titles = {c.key: c.title for c in self._view.rows_model.columns}
        spoken = []
        for line in self._lines:
            first = next(iter(line.texts.values()), "")
            rest = [_spoken(line, titles, key) for key, text in list(line.texts.items())[1:] if text]
            spoken.append(", ".join([first, *rest]))
        self.setAccessibleDescription("; ".join(spoken))
        self.setToolTip("\n".join(spoken) if len(spoken) > 1 else "")
        self.update()

    @property
    def lines(self) -> tuple[TotalsLine, ...]:
        """The lines shown."""
        return self._lines

    def sizeHint(self) -> QSize:
        """The rule and a row for each line."""
        rule = RULE if self._lines else 0
        return QSize(100, rule + len(self._lines) * self._view.row_height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rule above, then each line under the columns shown."""
        theme, high = self._view.theme, self._view.row_height
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(QRect(0, 0, self.width(), RULE), theme.ink)
        for i, line in enumerate(self._lines):
            band = QRect(0, RULE + i * high, self.width(), high)
            painter.fillRect(band, theme.head if line.is_strong else theme.panel)
            if i + 1 < len(self._lines):
                painter.fillRect(QRect(0, band.bottom(), self.width(), 1), theme.line)
            self._line(painter, line, band)
        painter.end()

    def _line(self, painter: QPainter, line: TotalsLine, band: QRect) -> None:
        view = self._view
        header = view.horizontalHeader()
        painter.setFont(font("strong" if line.is_strong else "body"))
        shown = view.shown_columns()
        for place, at in enumerate(shown):
            column = view.rows_model.columns[at]
            text = line.read(column.key, view.is_tight)
            if not text:
                continue
            left = header.sectionViewportPosition(at)
            right = left + header.sectionSize(at)
            for following in shown[place + 1 :]:
                if column.is_number or line.texts.get(view.rows_model.columns[following].key, ""):
                    break
                right += header.sectionSize(following)
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            painter.setPen(view.theme.ink if column.is_number or place == 0 or line.is_strong else view.theme.ink2)
            inset = view.left_inset(column)
            width = right - left - inset - view.right_inset(column)
            box = QRect(left + inset, band.top(), width, band.height() - 1)
            if column.mark is not nothing:
                # Where the mark hangs in the margin of the cells above.
                box.translate(min(0, right - 1 - box.right() - MARK_ROOM), 0)
            if sign := line.sign(column.key, view.is_tight):
                place_of_sign = QRectF(box.left(), box.center().y() - GLYPH / 2 + 0.5, GLYPH, GLYPH)
                paint_glyph(painter, sign, place_of_sign, view.theme)
                box.setLeft(box.left() + GLYPH + view.gap)
            shown_text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            face = painter.font()
            face.setUnderline(bool(self._hot) and line.figures.get(column.key, "") == self._hot)
            painter.setFont(face)
            painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown_text)
            if line.marks.get(column.key, ""):
                up = box.center().y() - painter.fontMetrics().capHeight() / 2
                paint_star(painter, box.right() + 1 + MARK_ROOM / 2, up)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Underline the total that a click would ask about."""
        self._point_out(self.figure_at(event.position().toPoint().x(), event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """No total is under the pointer."""
        self._point_out("")

    def _point_out(self, figure: str) -> None:
        if figure != self._hot:
            self._hot = figure
            if figure:
                self.setCursor(Qt.CursorShape.PointingHandCursor)
            else:
                self.unsetCursor()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask about the total under the pointer."""
        at = event.position().toPoint()
        figure = self.figure_at(at.x(), at.y())
        if figure and event.button() == Qt.MouseButton.LeftButton and self.rect().contains(at):
            self.figure_chosen.emit(figure, True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask how a total is worked out."""
        figure = self.figure_at(event.pos().x(), event.pos().y())
        menu = QMenu(self)
        action = menu.addAction("How is this worked out?")
        action.setEnabled(bool(figure))
        action.triggered.connect(lambda: self.explain_asked.emit(figure))
        menu.exec(event.globalPos())
        menu.deleteLater()

    def figure_at(self, x: int, y: int) -> str:
        """The figure drawn at a point; empty where none is."""
        line = (y - RULE) // self._view.row_height
        at = self._view.horizontalHeader().logicalIndexAt(x)
        if at < 0 or not 0 <= line < len(self._lines):
            return ""
        return self._lines[line].figures.get(self._view.rows_model.columns[at].key, "")


def _spoken(line: TotalsLine, titles: Mapping[str, str], key: str) -> str:
    """A total in words, and whether it is provisional."""
    mark = f" {PROVISIONAL_WORD}" if line.marks.get(key, "") else ""
    return f"{titles[key]} {line.texts[key]}{mark}"


class TablePane(QWidget):
    """Lays out a table, its totals and its empty state, so that no row is ever cut at the foot."""

    def __init__(self, view: TableView, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        view.setParent(self)
        self.totals = TotalsRow(view, self)
        self.totals.explain_asked.connect(view.explain_asked)
        self.totals.figure_chosen.connect(view.figure_chosen)
        self._empty = QWidget(self)
        row = QHBoxLayout(self._empty)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._sentence, self.empty_button = QLabel(), QPushButton()
        self._sentence.setWordWrap(True)
        row.addWidget(self._sentence, 1)
        row.addWidget(self.empty_button)
        self._empty.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # Later, since the view is still measuring itself when it says so.
        view.columns_fitted.connect(self._lay_out, Qt.ConnectionType.QueuedConnection)

    def minimumSizeHint(self) -> QSize:
        """Heads, four rows and the totals."""
        return QSize(240, 28 + 4 * self.view.row_height + self.totals.sizeHint().height())

    def set_totals(self, lines: Sequence[TotalsLine]) -> None:
        """Show these totals."""
        self.totals.set_lines(lines)
        self.view.fitting.set_totals(tuple(lines))
        self._lay_out()

    def set_empty(self, words: str, button: str = "") -> None:
        """Say why there is no row, with what to do about it; no words where there are rows."""
        self._empty.setVisible(bool(words))
        self._sentence.setText(words)
        self.empty_button.setText(button)
        self.empty_button.setVisible(bool(button))

    @property
    def empty_words(self) -> str:
        """What is said where there is no row."""
        return "" if self._empty.isHidden() else self._sentence.text()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        self.view.theme = theme
        for widget in (self.view.viewport(), self.view.horizontalHeader().viewport(), self.totals):
            widget.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the style or the fonts change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._lay_out()

    def _lay_out(self) -> None:
        width, foot = self.width(), self.totals.sizeHint().height()
        bar = self.view.horizontalScrollBar()
        # The columns take the new width first: only what then does not fit asks for a scroll bar, and their heads
        # may have become higher.
        self.view.resize(width, self.view.height())
        head = self.view.horizontalHeader().height()
        across = sum(self.view.columnWidth(i) for i in self.view.shown_columns())
        under = bar.sizeHint().height() if across > self.view.viewport().width() else 0
        room = self.height() - foot - head - under
        rows = max(1, room // self.view.row_height)
        # Where rows run on under the totals, these stand right under the last whole row, and what is left over is
        # below them.
        spare = room - rows * self.view.row_height if len(self.view.rows_model.rows) < rows else 0
        high = head + rows * self.view.row_height + under
        self.view.setGeometry(0, 0, width, high)
        self.totals.setGeometry(0, high + max(0, spare), width, foot)
        self._empty.setGeometry(12, head + 12, max(0, width - 24), 32)
        self._empty.raise_()
