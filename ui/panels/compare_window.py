"""Two or more scenarios side by side, in a window beside the main one: figures, map, bridge and decisions."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from planner.views.compare import CompareError, Comparison, compare, comparison_tsv
from planner.views.compare_rows import (
    CompareLine,
    DecisionRow,
    compare_columns,
    compare_lines,
    decision_columns,
    decision_rows,
)
from ui import theme as themes
from ui.document import Document
from ui.panels.beside import fit_on_screen
from ui.panels.compare_pages import BridgeOfTwo, MapsPage
from ui.tables.foot import cover_cut_row
from ui.tables.model import SHADE_HEAD, SHADE_NORMAL, TableModel
from ui.tables.tab import button, note_label
from ui.tables.view import TableView

LIST_WIDTH = 240
FIGURES, MAP, BRIDGE, DECISIONS = range(4)


class CompareWindow(QDialog):
    """Scenarios are ticked at the left; the first ticked is the one the others are held against. Follows the plan."""

    explain_asked = Signal(str)
    """How a figure of the bridge is worked out."""
    figure_chosen = Signal(str, bool)
    """(figure, opens) as ui.charts.widget.ChartWidget has it."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.found: Comparison | None = None
        self._first = ""
        self.setWindowTitle("Compare scenarios")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setProperty("ground", "panel")
        fit_on_screen(self, 1160, 720)
        self.scenarios = QListWidget()
        self.scenarios.setAccessibleName("Scenarios to compare")
        self.scenarios.setAccessibleDescription("Space ticks one; the others are held against the first ticked")
        self.scenarios.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.scenarios.itemChanged.connect(self._ticked)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.only = QCheckBox("Only what differs")
        self.only.toggled.connect(self._show_figures)
        self.copy = button("Copy all", "Put every table on the clipboard, numbers bare", self._copy)
        self.figures = self._table(TableModel[CompareLine]((), key=lambda x: x.key, shade=_shade), "Figures compared")
        self.decisions = self._table(TableModel[DecisionRow]((), key=lambda x: x.at), "Decided otherwise")
        self.maps = MapsPage(document)
        self.bridge = BridgeOfTwo(document)
        self.bridge.chart.explain_asked.connect(self.explain_asked)
        self.bridge.chart.figure_chosen.connect(self.figure_chosen)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        for page, title in (
            (self.figures, "Figures"), (self.maps, "Map"), (self.bridge, "Bridge"), (self.decisions, "Decisions"),
        ):  # fmt: skip
            self.pages.addTab(page, title)
        self._lay_out()
        document.changed.connect(self.refresh)
        themes.notifier.changed.connect(self._retheme)
        self.start()

    def _table(self, model: TableModel[CompareLine] | TableModel[DecisionRow], name: str) -> TableView:
        table = TableView(model, themes.current(), name)
        table.head.can_sort = False
        cover_cut_row(table)
        table.copied.connect(lambda cells, _: self._document.said.emit(f"Copied {cells} cells."))
        return table

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        head = QLabel("Scenarios")
        head.setFont(themes.font("strong"))
        hint = note_label("Tick two to six. The others are held against the first ticked.", wrap=True)
        for part in (head, hint):
            left.addWidget(part)
        left.addWidget(self.scenarios, 1)
        left.addWidget(self.only)
        left.addWidget(self.copy)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(LIST_WIDTH)
        left.setContentsMargins(12, 12, 12, 12)
        right = QVBoxLayout()
        right.setContentsMargins(0, 8, 12, 12)
        right.setSpacing(6)
        right.addWidget(self.words)
        right.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(right, 1)

    # Which are compared

    def start(self) -> None:
        """Offer the plan's scenarios, ticking the one shown and the one before it."""
        plan = self._document.plan
        ids = [scenario.id for scenario in plan.scenarios]
        at = ids.index(plan.current)
        other = ids[at - 1] if at else ids[1] if len(ids) > 1 else ""
        self._first = other
        self._fill({plan.current, other})
        self._compare()

    def choose(self, *ids: str) -> None:
        """Tick these, the first of them to be held against."""
        self._first = ids[0]
        self._fill(set(ids))
        self._compare()

    @property
    def chosen(self) -> list[str]:
        """Ids of those ticked, the first of them the one the others are held against."""
        ticked = [
            str(item.data(Qt.ItemDataRole.UserRole))
            for at in range(self.scenarios.count())
            if (item := self.scenarios.item(at)).checkState() == Qt.CheckState.Checked
        ]
        if self._first in ticked:
            ticked.remove(self._first)
            ticked.insert(0, self._first)
        return ticked

    def _fill(self, ticked: set[str]) -> None:
        with QSignalBlocker(self.scenarios):
            self.scenarios.clear()
            for scenario in self._document.plan.scenarios:
                item = QListWidgetItem(scenario.name)
                item.setToolTip(scenario.name)
                item.setData(Qt.ItemDataRole.UserRole, scenario.id)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                state = Qt.CheckState.Checked if scenario.id in ticked else Qt.CheckState.Unchecked
                item.setCheckState(state)
                self.scenarios.addItem(item)

    def _ticked(self) -> None:
        chosen = self.chosen
        if self._first not in chosen:
            self._first = chosen[0] if chosen else ""
        self._compare()

    def refresh(self) -> None:
        """Follow the plan, while the window is open."""
        if self.isVisible():
            self._fill(set(self.chosen))
            self._compare()

    # What is shown

    def _compare(self) -> None:
        chosen = self.chosen
        try:
            self.found = compare(self._document.plan, chosen, self._document.terms)
        except CompareError as problem:
            self.found = None
            self.words.setText(str(problem))
        else:
            self.words.setText(self.found.summary)
        for part in (self.pages, self.copy, self.only):
            part.setEnabled(self.found is not None)
        self._show_figures()
        decisions = self.found.decisions if self.found is not None else ()
        self.decisions.rows_model.set_columns(decision_columns(self.found.names[0] if self.found is not None else ""))
        self.decisions.rows_model.set_rows(decision_rows(decisions))
        self.decisions.fit_columns()
        self.maps.show_comparison(self.found)
        self.bridge.show_comparison(self.found)

    def _show_figures(self) -> None:
        if self.found is None:
            self.figures.rows_model.set_rows(())
            return
        self.figures.rows_model.set_columns(compare_columns(self.found))
        self.figures.rows_model.set_rows(compare_lines(self.found, only_differing=self.only.isChecked()))
        self.figures.fit_columns()

    def _copy(self) -> None:
        if self.found is not None:
            QGuiApplication.clipboard().setText(comparison_tsv(self.found))
            self._document.said.emit("The comparison is on the clipboard.")

    def _retheme(self) -> None:
        theme = themes.current()
        for table in (self.figures, self.decisions):
            table.theme = theme
            table.viewport().update()
            table.horizontalHeader().viewport().update()
        self.bridge.set_theme(theme)


def _shade(line: CompareLine) -> str:
    return SHADE_HEAD if line.is_head else SHADE_NORMAL
