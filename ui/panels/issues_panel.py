"""The issues under the map: every rule outcome in a line, with its reason and where it leads."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from planner.views.issues import IssueLine, Issues, issues, met_label, summary
from planner.words.vocabulary import Outcome
from ui import theme as themes
from ui.document import Document
from ui.panels.runs import Run, advance, outcome_glyph, paint_runs, width_of
from ui.pictures import Pictures
from ui.view_state import ViewState

Index = QModelIndex | QPersistentModelIndex
LINE = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT, SUMMARY_WIDTH, ONE_LINE = 24, 148, 28
_OUTCOME, _RULE, _WORDS, _GO = range(4)
_HEADS = ("Outcome", "Rule", "Reason", "Go to")
_MOST_IN_MENU = 40
_MOST_PICTURES = 256


class IssueModel(QAbstractTableModel):
    """One row for each line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._issues: Issues | None = None

    def show(self, found: Issues) -> None:
        """Show these issues; lines that a move not yet made brings or takes leave the others where they are."""
        before, after = _brought(self.lines), _brought(found.all_lines)
        old, new = self.lines[before:], found.all_lines[after:]
        if len(old) != len(new) or not all(map(_is_same, old, new)):
            self.beginResetModel()
            self._issues = found
            self.endResetModel()
            return
        if after < before:
            self.beginRemoveRows(QModelIndex(), after, before - 1)
            self._issues = found
            self.endRemoveRows()
        elif after > before:
            self.beginInsertRows(QModelIndex(), before, after - 1)
            self._issues = found
            self.endInsertRows()
        self._issues = found
        named = [after + at for at, (was, now) in enumerate(zip(old, new, strict=True)) if was != now]
        for row in [*range(min(before, after)), *named]:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(_HEADS) - 1))

    @property
    def lines(self) -> tuple[IssueLine, ...]:
        """The lines, that of the rules met last."""
        return self._issues.all_lines if self._issues is not None else ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row for each line."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Outcome, rule, reason, where to go."""
        return len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Heads, for screen readers."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words; the line itself under LINE."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == _WORDS:
            return line.words
        return None

    def text(self, line: IssueLine, column: int) -> str:
        """One cell in words."""
        if column == _OUTCOME:
            met = line.outcome == Outcome.MET and self._issues is not None
            return met_label(self._issues) if met and self._issues else line.outcome.value.capitalize()
        if column == _WORDS:
            return f"{line.lead}: {line.words}" if line.then else line.words
        return line.rule if column == _RULE else line.go


def _is_same(one: IssueLine, other: IssueLine) -> bool:
    """Whether two lines are one: with a move not yet made a line may name fewer of the same."""
    fewer, more = sorted((set(one.targets), set(other.targets)), key=len)
    return (one.outcome, one.rule) == (other.outcome, other.rule) and fewer <= more


def _brought(lines: tuple[IssueLine, ...]) -> int:
    """How many lines, all at the top, are of a move not yet made."""
    return sum(1 for line in lines if line.then)


class _IssueDelegate(QStyledItemDelegate):
    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._pictures = Pictures(_MOST_PICTURES)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A sign and a word, the rule, the reason, or a link."""
        line, column, text = index.data(LINE), index.column(), str(index.data())
        selected = bool(option.state & QStyle.StateFlag.State_Selected)

        def draw(on: QPainter, rect: QRectF) -> None:
            _paint_cell(on, rect, line, column, text, selected)

        self._pictures.show(painter, QRectF(option.rect), line, (column, selected, text), self._table, draw)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the words."""
        return QSize(int(advance("body", str(index.data()))) + 24, ROW_HEIGHT)


def _paint_cell(painter: QPainter, rect: QRectF, line: IssueLine, column: int, text: str, selected: bool) -> None:
    theme = themes.current()
    painter.fillRect(rect, theme.soft if selected or line.then else theme.panel)
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.line)
    if selected and column == _OUTCOME:
        painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.accent)
    box = rect.adjusted(12 if column == _OUTCOME else 8, 0, -12, -1)
    if column == _OUTCOME:
        paint_runs(painter, box, [Run(glyph=outcome_glyph(line.outcome), size=13), Run(text, "strong", gap=12)])
    elif column == _WORDS and line.then:
        paint_runs(painter, box, [Run(f"{line.lead}:", "strong"), Run(line.words, gap=4)], elide=True)
    elif column == _GO:
        end = paint_runs(painter, box, [Run(text, "body", "accent")], right=True)
        painter.setPen(QPen(theme.accent, 1))
        base = box.center().y() + 7
        painter.drawLine(int(end - width_of([Run(text)])), int(base), int(end), int(base))
    else:
        paint_runs(painter, box, [Run(text)], elide=True)


class IssueTable(QTableView):
    """The lines. Enter, or a press on the link, goes there."""

    go_asked = Signal(object, QPoint)

    def __init__(self, model: IssueModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_IssueDelegate(self))
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Issues")
        self.setMouseTracking(True)
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        self.size_columns()

    def size_columns(self) -> None:
        """Room for every link; the reason takes what is left."""
        head = self.horizontalHeader()
        rows = range(self.model().rowCount())
        links = (str(self.model().index(row, _GO).data()) for row in rows)
        widest = max((int(advance("body", link)) + 24 for link in links), default=60)
        for column, width in ((_OUTCOME, 132), (_RULE, 56), (_GO, min(260, widest))):
            if head.sectionSize(column) != width:
                head.resizeSection(column, width)

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            rect = self.visualRect(index.siblingAtColumn(_GO))
            self.go_asked.emit(index.data(LINE), self.viewport().mapToGlobal(rect.bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes where the line leads."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The hand over a link."""
        over = self.indexAt(event.position().toPoint()).column() == _GO
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on the link goes there."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.column() == _GO and event.button() == Qt.MouseButton.LeftButton:
            self._go(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double press anywhere on the line goes there."""
        index = self.indexAt(event.position().toPoint())
        if index.column() != _GO:
            self._go(index)


class _Summary(QWidget):
    """The counts in words, beside the lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(SUMMARY_WIDTH)
        self._rows: tuple[tuple[str, str], ...] = ()

    def show_rows(self, rows: tuple[tuple[str, str], ...]) -> None:
        if rows == self._rows:
            return
        self._rows = rows
        self.setAccessibleName("Issues: " + ", ".join(words for _, words in rows))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), themes.current()
        painter.fillRect(self.rect(), theme.panel)
        paint_runs(painter, QRectF(12, 6, self.width(), 20), [Run("Issues", "title")])
        for at, (outcome, words) in enumerate(self._rows):
            runs = [Run(glyph=outcome_glyph(outcome), size=13), Run(words, gap=8)]
            paint_runs(painter, QRectF(12, 30 + at * 22, self.width(), 20), runs)
        painter.setPen(QPen(theme.line, 1))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()


class _OneLine(QWidget):
    """The counts and the first issue, where there is no room for more."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: list[Run] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(ONE_LINE)

    def show_issues(self, found: Issues) -> None:
        counts = found.counts
        runs = [Run("Issues", "strong")]
        for glyph, count in (
            ("not_met", counts.not_met),
            ("at_risk", counts.at_risk),
            ("incomplete", counts.incomplete),
        ):
            runs += [Run(glyph=glyph, gap=12), Run(str(count), gap=5)]
        words = "no issue"
        if found.lines:
            line = found.lines[0]
            lead = f"{line.lead}: " if line.then else ""
            words = f"{lead}{line.outcome.value.capitalize()} · {line.rule} · {line.words}"
            runs += [Run(glyph=outcome_glyph(line.outcome), gap=32), Run(words, gap=10)]
        if runs == self._runs:
            return
        self._runs = runs
        told = f"Issues: {counts.not_met} not met, {counts.at_risk} at risk, {counts.incomplete} incomplete"
        self.setAccessibleName(f"{told}. {words}")
        self.setToolTip(found.lines[0].words if found.lines else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_runs(painter, QRectF(self.rect()).adjusted(12, 0, -12, 0), self._runs, elide=True)
        painter.end()


class IssuesPanel(QWidget):
    """Summary and lines; or one line, where the window is small, with a button that shows them all."""

    go_to = Signal(object)
    """A planner.views.issues.Target to show."""
    open_changed = Signal(bool)

    def __init__(self, document: Document, view: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._view = document, view
        self._at = -1
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = IssueModel(self)
        self.table = IssueTable(self._model)
        self.table.go_asked.connect(self._go)
        self._summary = _Summary()
        self._line = _OneLine()
        self.toggle = QPushButton()
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._toggled)
        self._small = False
        self._lay_out()
        document.changed.connect(self._changed)
        view.preview_changed.connect(self.refresh)
        view.preview_expected.connect(lambda then: issues(document.outcome, then, whole=False))
        themes.notifier.changed.connect(self.table.viewport().update)
        self.refresh()
        self.set_small(False)

    def _lay_out(self) -> None:
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._summary)
        row.addWidget(self.table)
        self._full = full
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 8, 0)
        bar.addWidget(self._line, 1)
        bar.addWidget(self.toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._full)

    def focus_order(self) -> list[QWidget]:
        """Its controls from the top."""
        return [self.toggle, self.table]

    def set_small(self, small: bool) -> None:
        """One line with a button, or everything."""
        self._small = small
        self._bar.setVisible(small)
        self._full.setVisible(not small or self.toggle.isChecked())
        self._fit()

    @property
    def collapsed(self) -> bool:
        """Whether only one line shows."""
        return self._small and not self.toggle.isChecked()

    def natural_height(self) -> int:
        """How high it is when nobody has dragged it: whole rows only."""
        bar = ONE_LINE if self._small else 0
        return bar if self.collapsed else bar + 6 * ROW_HEIGHT + 1

    def _fit(self) -> None:
        if self.collapsed:
            self.setFixedHeight(ONE_LINE)
        else:
            self.setMinimumHeight(3 * ROW_HEIGHT + 1)
            self.setMaximumHeight(16 * ROW_HEIGHT)

    def _toggled(self, opened: bool) -> None:
        self.set_small(self._small)
        self._name_toggle()
        self.open_changed.emit(opened)

    def _name_toggle(self) -> None:
        self.toggle.setText("Show one ▾" if self.toggle.isChecked() else f"Show {len(self._model.lines)} lines ▴")

    def show_all(self) -> None:
        """Open the lines and put the keyboard on them."""
        if self._small and not self.toggle.isChecked():
            self.toggle.setChecked(True)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _changed(self) -> None:
        self._at = -1
        self.refresh()

    def refresh(self) -> None:
        """Show the outcome's issues, and first what a move not yet made would bring."""
        found = issues(self._document.outcome, self._view.then, whole=self._view.whole is not None)
        self._model.show(found)
        self.table.size_columns()
        self._summary.show_rows(tuple(summary(found.counts)))
        self._line.show_issues(found)
        self._name_toggle()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (−1) finding, round and round."""
        places = [
            (row, target)
            for row, line in enumerate(self._model.lines)
            for target in line.targets
            if line.outcome != Outcome.MET and not line.then
        ]
        if not places:
            self._document.said.emit("There is no issue to go to.")
            return
        self._at = (self._at + by) % len(places) if self._at >= 0 else (0 if by > 0 else len(places) - 1)
        row, target = places[self._at]
        self.table.selectRow(row)
        self.go_to.emit(target)
        words = self._model.lines[row]
        self._document.said.emit(f"Issue {self._at + 1} of {len(places)}, {words.rule}: {target.name}.")

    def _go(self, line: IssueLine, at: QPoint) -> None:
        if len(line.targets) == 1:
            self.go_to.emit(line.targets[0])
            return
        menu = QMenu(self)
        for target in line.targets[:_MOST_IN_MENU]:
            menu.addAction(target.name).triggered.connect(partial(self.go_to.emit, target))
        if len(line.targets) > _MOST_IN_MENU:
            menu.addSeparator()
            menu.addAction(f"{len(line.targets) - _MOST_IN_MENU} more").setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
