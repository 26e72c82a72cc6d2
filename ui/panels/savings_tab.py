"""The Savings tab: savings by year drawn and in a table, and what they rest on, to be changed in place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QTableView, QVBoxLayout, QWidget

from planner.scenario.decisions import choose_target
from planner.scenario.targets import target_words
from planner.views.money_columns import savings_columns
from planner.views.savings import SavingsRow, savings_table
from planner.views.savings_chart import savings_years
from planner.words.names import plural
from planner.words.vocabulary import PRICE_YEAR, Terms
from ui.charts.savings import paint_savings, paint_tried
from ui.charts.widget import ChartTable, ChartWidget, Point
from ui.dialogs.goal_seek import goal_seek
from ui.document import Document
from ui.panels.assumptions_page import AssumptionsPage
from ui.panels.bridge_page import BridgePage
from ui.panels.money_page import Page
from ui.panels.money_pages import PAGES, ByBcuPage, GoLivePage, OneOffPage
from ui.panels.published_page import PublishedPage
from ui.panels.section import Segments
from ui.panels.sheet import sheet_of
from ui.panels.targets_page import TargetsPage
from ui.panels.uncertainty_page import UncertaintyPage
from ui.panels.whole_table import WholeTable
from ui.tables.foot import FootCover
from ui.tables.model import SHADE_HEAD, SHADE_MUTED, TableModel
from ui.tables.tab import FILTER_HEIGHT, SMALL_BELOW, Bar, Choice, TableTab, hairline, note_label, say_copied
from ui.theme import Theme
from ui.view_state import ViewState

TERMS: tuple[Terms, ...] = (Terms.REAL, Terms.CASH)
CHART_LEAST, CHART_MOST = 224, 340
READINGS_HEIGHT = 32
_GO_LIVE, _ONE_OFF, _TARGETS, _BY_BCU, _ASSUMPTIONS = range(5)
READINGS: tuple[tuple[str, str], ...] = (
    ("By year", "Savings by financial year, and what they rest on"),
    ("Bridge", "From baseline to proposed cost and on to the target"),
    ("Published", "The published figures beside the model's"),
    ("Uncertainty", "What the ranges of the assumptions do to the saving"),
)
BY_YEAR, BRIDGE, PUBLISHED, UNCERTAINTY = range(4)


class SavingsTab(TableTab):
    """Terms and target on top, then one reading of the saving: by year with one of its parts, or another."""

    task_asked = Signal(object)
    """A ui.tasks.Job to be run off the window's thread."""

    def __init__(self, document: Document, view: ViewState, theme: Theme) -> None:
        super().__init__(document, view, theme)
        self.setAccessibleName("Savings")
        self._make_controls()
        self.chart = ChartWidget("Saving in each year, and cumulative net saving", theme)
        self.chart.set_smallest(320, CHART_LEAST)
        self.chart.setMaximumHeight(CHART_MOST)
        self.chart.explain_asked.connect(self.explain_asked)
        self.chart.picked.connect(lambda at: self.figure_chosen.emit(self.chart.points[at].figure, True))
        self.chart.copied.connect(self.say)
        self.model: TableModel[SavingsRow] = TableModel(
            savings_columns(savings_table(document.outcome)), key=lambda row: row.id, shade=_shade
        )
        self.model.level = lambda row: 1 if row.id == "rounding" else 0
        self.table = WholeTable(self.model, theme, "Savings by financial year")
        self.parts = Segments("Part", [name for name, _, _ in PAGES], [tip for _, tip, _ in PAGES])
        self.pages: tuple[Page, ...] = tuple(make(document, theme) for _, _, make in PAGES)
        self._is_page_stale = [True] * len(self.pages)
        self.bridge, self.published = BridgePage(document, theme), PublishedPage(document, theme)
        self.uncertainty = UncertaintyPage(document, theme)
        self.others: tuple[Page, ...] = (self.bridge, self.published, self.uncertainty)
        self._is_other_stale = [True] * len(self.others)
        self._lay_out()
        self._connect()
        view.preview_changed.connect(self._preview_changed)
        view.bcu_changed.connect(lambda initiator: self.go_live.table.choose_code(view.bcu or ""))
        self._show_part(_GO_LIVE)

    # Parts by name, for those who lead here

    @property
    def go_live(self) -> GoLivePage:
        """The part with the go-live dates."""
        page = self.pages[_GO_LIVE]
        assert isinstance(page, GoLivePage)
        return page

    @property
    def one_off(self) -> OneOffPage:
        """The part with the one-off cost."""
        page = self.pages[_ONE_OFF]
        assert isinstance(page, OneOffPage)
        return page

    @property
    def targets(self) -> TargetsPage:
        """The part with the target register."""
        page = self.pages[_TARGETS]
        assert isinstance(page, TargetsPage)
        return page

    @property
    def by_bcu(self) -> ByBcuPage:
        """The part with savings by BCU."""
        page = self.pages[_BY_BCU]
        assert isinstance(page, ByBcuPage)
        return page

    @property
    def assumptions(self) -> AssumptionsPage:
        """The part with the assumptions."""
        page = self.pages[_ASSUMPTIONS]
        assert isinstance(page, AssumptionsPage)
        return page

    def _make_controls(self) -> None:
        self.terms_label, self.target_label = QLabel("Terms"), QLabel("Target in force")
        words = [f"Real, {PRICE_YEAR} prices", "Cash"]
        self.terms = Segments("Terms", words, ["Prices of 2017/18 in every year", "With the pay award of each year"])
        self.target = Choice("Target in force", 120)
        bar = Bar(FILTER_HEIGHT)
        bar.row.setContentsMargins(12, 0, 12, 0)
        bar.add(self.terms_label, self.terms, self.target_label)
        bar.add(self.target, stretch=1)
        self.column.addWidget(bar)
        self.readings = Segments("Reading", [name for name, _ in READINGS], [tip for _, tip in READINGS])
        below = Bar(READINGS_HEIGHT)
        below.row.setContentsMargins(12, 0, 12, 0)
        below.add(self.readings)
        below.row.addStretch(1)
        self.column.addWidget(below)
        self.column.addWidget(hairline())

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("ground", "panel")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chart, 1)
        column.addWidget(self.table)
        self.legend = note_label(wrap=True)
        self.legend.setContentsMargins(12, 4, 12, 0)
        column.addWidget(self.legend)
        bar = Bar(36)
        bar.row.setContentsMargins(12, 0, 12, 0)
        bar.add(self.parts)
        bar.row.addStretch(1)
        column.addWidget(bar)
        for page in self.pages:
            column.addWidget(page)
        column.addStretch(0)
        self._inner = inner
        self.area = sheet_of(inner)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.area)
        for other in self.others:
            self.stack.addWidget(sheet_of(other))
        self.column.addWidget(self.stack, 1)
        self.foot = FootCover(self.area, self._part_at)

    def _connect(self) -> None:
        self.terms.chosen.connect(lambda at: self.document.set_terms(TERMS[at], initiator=self))
        self.target.picked.connect(self._pick_target)
        self.parts.chosen.connect(self._show_part)
        self.readings.chosen.connect(self._show_reading)
        self.go_live.preview_asked.connect(self.view.set_preview)
        self.bridge.boroughs_picked.connect(self._select)
        self.uncertainty.task_asked.connect(self.task_asked)
        self.uncertainty.seek_asked.connect(self.seek)
        self.assumptions.seek_asked.connect(self.seek)
        for chart in (self.bridge.chart, self.uncertainty.tornado, self.uncertainty.spread):
            chart.explain_asked.connect(self.explain_asked)
            chart.figure_chosen.connect(self.figure_chosen)
            chart.copied.connect(self.say)
        inner = (self.go_live.table, self.one_off.table, self.targets.table, self.by_bcu.table, self.assumptions.table)
        more = (self.published.table, self.uncertainty.crossings, self.uncertainty.chances)
        for table in (self.table, *inner, *more):
            table.explain_asked.connect(self.explain_asked)
            table.figure_chosen.connect(self.figure_chosen)
            say_copied(self, table)
        for explained in (self.table, self.by_bcu.table, self.published.table):
            explained.doubleClicked.connect(lambda index, of=explained: self._explain(of, index))

    def refresh(self) -> None:
        """Show the outcome in its terms, with what a move not yet made would change."""
        self.terms.choose(TERMS.index(self.document.terms))
        targets = self.document.scenario.targets
        self.target.offer([(t.id, target_words(t)) for t in targets.values()], self.document.scenario.target_in_force)
        self._show_years()
        self._is_page_stale = [True] * len(self.pages)
        self._refresh_page(self.parts.current)
        self._is_other_stale = [True] * len(self.others)
        self._refresh_other(self.readings.current)

    def _preview_changed(self) -> None:
        """A move not yet made shows in the years alone: what lies beneath is what has been decided."""
        if self.isVisible() and not self._is_stale:
            self._show_years(tried=True)
            self.go_live.show_savings(self.document.outcome, self.view.then)
        else:
            self._is_stale = True

    def _show_years(self, *, tried: bool = False) -> None:
        now, then = self.document.outcome, self.view.then
        found, chart = savings_table(now, then), savings_years(now, then)
        if not tried:
            self.table.setAccessibleDescription(found.summary)
            self.legend.setText(found.legend)
            self._show_columns(found.head, found.full_year_head)
            self.model.columns = savings_columns(found)
        self.model.set_rows(found.rows, by_row=tried)
        self.table.fit_columns()
        self.chart.set_chart(
            lambda writer, rect, theme, chosen: paint_savings(writer, rect, chart, theme, chosen),
            tuple(Point(c.words, c.figure) for c in chart.columns),
            ChartTable(chart.heads, chart.table),
            f"{found.summary} {chart.summary}",
            of=savings_years(now),
            over=(lambda writer, rect, theme: paint_tried(writer, rect, chart, theme)) if then is not None else None,
        )

    def _show_columns(self, head: str, full_year: str) -> None:
        if (self.model.columns[0].title, self.model.columns[-1].title) != (head, full_year):
            self.table.horizontalHeader().viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        self.chart.set_theme(theme)
        self.table.set_theme(theme)
        for page in (*self.pages, *self.others):
            page.set_theme(theme)

    def go_to(self, subject: str) -> None:
        """Bring a BCU's go-live, a target, an assumption or a financial year into sight; the top for anything else."""
        self.fresh()
        self.readings.choose(BY_YEAR)
        if subject in self.document.scenario.bcus:
            self.show_part(_GO_LIVE)
            self.go_live.table.choose_code(subject)
            self._reveal(self.go_live.table)
        elif subject in self.document.scenario.targets:
            self.show_part(_TARGETS)
            self.targets.choose(subject)
            self._reveal(self.targets.table)
        elif subject in self.document.scenario.assumptions:
            self.show_part(_ASSUMPTIONS)
            self.assumptions.choose(subject)
            self._reveal(self.assumptions)
        else:
            keys = [column.key for column in self.model.columns]
            at = keys.index(subject) if subject in keys else len(keys) - 1
            self.table.setCurrentIndex(self.model.index(self.model.row_of("net"), at))
            self._reveal(self.table)

    def show_part(self, at: int) -> None:
        """Show one of the parts beneath the table by year, in the order of money_pages.PAGES."""
        self.readings.choose(BY_YEAR)
        self.parts.choose(at)

    def show_reading(self, at: int) -> None:
        """Show one of the readings: BY_YEAR, BRIDGE, PUBLISHED or UNCERTAINTY."""
        self.readings.choose(at)

    def seek(self, assumption: str = "") -> None:
        """Ask what an assumption must be to reach an amount, beginning with the one named."""
        goal_seek(self.document, assumption, self)

    def _show_reading(self, at: int) -> None:
        if not self._is_stale:
            self._refresh_other(at)
        self.stack.setCurrentIndex(at)

    def _refresh_other(self, reading: int) -> None:
        """Only what is in sight is worked out; the others wait until they are."""
        at = reading - 1
        if at >= 0 and self._is_other_stale[at]:
            self._is_other_stale[at] = False
            self.others[at].refresh(self.document.outcome)

    def _select(self, boroughs: tuple[str, ...]) -> None:
        self.view.select(boroughs, self)
        self.say(f"{plural(len(boroughs), 'borough')} selected.")

    def _reveal(self, part: QWidget) -> None:
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(part, 0, 0)

    def _show_part(self, at: int) -> None:
        if self._is_page_stale[at] and not self._is_stale:
            self._refresh_page(at)
        for i, page in enumerate(self.pages):
            page.setVisible(i == at)
        # Once it is laid out, what was asked for is brought into sight, as far as the pane is high enough.
        QTimer.singleShot(0, self, lambda: self._bring_up(self.pages[at]))

    def _bring_up(self, page: Page) -> None:
        if page.isVisible():
            self.area.ensureWidgetVisible(page, 0, 0)

    def _refresh_page(self, at: int) -> None:
        self._is_page_stale[at] = False
        self.pages[at].refresh(self.document.outcome)

    def _pick_target(self, target_id: str) -> None:
        if target_id != self.document.scenario.target_in_force:
            self.document.decide(choose_target, target_id, initiator=self)
        # A choice that was refused must not stand in the box.
        self.target.offer(
            [(t.id, target_words(t)) for t in self.document.scenario.targets.values()],
            self.document.scenario.target_in_force,
        )

    def _explain(self, table: WholeTable, index: Any) -> None:
        row, column = table.cell(index)
        figure = column.figure(row)
        if figure:
            self.explain_asked.emit(figure)

    def _part_at(self, y: int) -> tuple[int, int] | None:
        """Where the row of a table, or else the line of a part, at a height of the scrolled area begins and ends."""
        view, inner = self.area.viewport(), self._inner
        found = inner.childAt(inner.mapFrom(view, QPoint(inner.width() // 2, y)))
        while found is not None and found is not inner:
            table = found.parentWidget()
            if isinstance(table, QTableView) and table.viewport() is found:
                return _row_in(table, found.mapFrom(view, QPoint(0, y)).y(), found.mapTo(view, QPoint(0, 0)).y())
            if found is self.chart or isinstance(found, Page):
                break
            if found.parentWidget() in (inner, *self.pages) and not isinstance(found, QTableView):
                top = found.mapTo(view, QPoint(0, 0)).y()
                return top, top + found.height()
            found = table
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less in the controls where there is little room."""
        super().resizeEvent(event)
        small = self.width() < SMALL_BELOW
        self.terms_label.setVisible(not small)
        self.target_label.setText("Target" if small else "Target in force")


def _row_in(table: QTableView, y: int, top: int) -> tuple[int, int] | None:
    """Where the row at a height of a table's viewport begins and ends; `top` is where that viewport begins."""
    row = table.rowAt(y)
    first = table.rowViewportPosition(row) + top
    return (first, first + table.rowHeight(row)) if row >= 0 else None


def _shade(row: SavingsRow) -> str:
    return {"total": SHADE_HEAD, "beside": SHADE_MUTED}.get(row.look, "")
