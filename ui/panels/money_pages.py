"""The parts of the Savings tab beneath its table; go-live dates, one-off cost and savings by BCU are here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from planner.outcome.evaluate import Outcome
from planner.outcome.explain import terms_in_words
from planner.scenario.decisions import Refused, set_go_live, set_one_off
from planner.views.go_live import GoLiveRow, go_live, months_on, read_day
from planner.views.money_columns import bcu_saving_columns, one_off_columns
from planner.views.savings import BcuSavingRow, bcu_savings
from planner.views.targets import OneOffRow, one_off_table, read_amount
from planner.views.timeline import savings_under
from planner.words.numbers import ReadError
from ui.document import Document
from ui.glyphs import glyph_name
from ui.panels.assumptions_page import AssumptionsPage
from ui.panels.go_live_table import GoLiveTable
from ui.panels.money_page import Page
from ui.panels.section import LINE, KeyLine
from ui.panels.targets_page import TargetsPage
from ui.panels.timeline_foot import TimelineFoot
from ui.panels.whole_table import WholeTable
from ui.tables.model import SHADE_HEAD, TableModel
from ui.tables.tab import note_label
from ui.theme import Theme


class GoLivePage(Page):
    """The timeline, with its key above and the savings of each year underneath."""

    preview_asked = Signal(object)
    """What a date being dragged would lead to, as a planner.session.Preview; None when it is given up."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__(document, theme)
        self.key = KeyLine("Key to the go-live dates", theme)
        self.table = GoLiveTable(theme)
        self.table.rows_model.edit = self._edit
        self.table.month_asked.connect(self._month)
        self.table.clear_date_asked.connect(lambda code: self._set(code, None))
        self.table.tried.connect(self._try)
        self.table.dropped.connect(self._drop)
        self.foot = TimelineFoot(self.table, theme)
        self.empty = note_label("No BCU yet. Make one in the list of BCUs and give it a date here.", wrap=True)
        self.empty.setContentsMargins(12, 8, 12, 8)
        self.column.addWidget(self.key)
        self.column.addWidget(self.table)
        self.column.addWidget(self.foot)
        self.column.addWidget(self.empty)

    def refresh(self, outcome: Outcome) -> None:
        """Dates, marks and the line of rule T1."""
        found = go_live(outcome)
        inferred = "planned or inferred: last day of the period used"
        pieces = [("verified", "day or month verified"), ("planned", inferred)]
        if found.line_words:
            pieces.append((LINE, found.line_words))
        self.key.set_pieces(pieces)
        self.table.show_rows(found)
        self.show_savings(outcome, None)
        self.table.setVisible(bool(found.rows))
        self.foot.setVisible(bool(found.rows))
        self.empty.setVisible(not found.rows)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        self.key.set_theme(theme)
        self.table.set_theme(theme)
        self.foot.set_theme(theme)

    def show_savings(self, now: Outcome, then: Outcome | None) -> None:
        """The savings underneath; `then` is the outcome of a move not yet made."""
        self.foot.show_years(savings_under(now, then), f"Gross saving, £ million, {terms_in_words(now)}")

    def _try(self, code: str, day: date | None) -> None:
        preview = None
        if day is not None:
            try:
                preview = self.document.would(set_go_live, code, day)
            except Refused as refusal:
                self.table.give_up()
                self.document.refused.emit(str(refusal))
                self.document.said.emit(str(refusal))
        self.preview_asked.emit(preview)

    def _drop(self, code: str, day: date) -> None:
        self.preview_asked.emit(None)
        self._set(code, day)

    def _edit(self, row: GoLiveRow, column: str, text: str) -> bool:
        try:
            day = read_day(text)
        except ReadError as problem:
            return self.refuse(self.table, row.code, column, problem)
        return self._set(row.code, day)

    def _month(self, code: str, months: int) -> None:
        day = self.document.scenario.bcus[code].go_live
        if day is not None:
            self._set(code, months_on(day, months))

    def _set(self, code: str, day: date | None) -> bool:
        step = self.document.decide(set_go_live, code, day, initiator=self)
        self.table.choose_code(code)
        return step is not None


class OneOffPage(Page):
    """The programme's one-off cost by year, beside what was approved."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__(document, theme)
        self.key = KeyLine("One-off cost against what was approved", theme)
        model: TableModel[OneOffRow] = TableModel(one_off_columns(), key=lambda row: row.kind, shade=_shade_one_off)
        self.table = WholeTable(model, theme, "One-off cost by year")
        model.edit = self._edit
        self.table.clear_asked.connect(self._clear)
        self.note = note_label(wrap=True)
        self.note.setContentsMargins(12, 4, 12, 8)
        for part in (self.key, self.table, self.note):
            self.column.addWidget(part)

    def refresh(self, outcome: Outcome) -> None:
        """Amounts, their total, and rule M3's finding."""
        found = one_off_table(outcome)
        mark = glyph_name(found.outcome.value) if found.outcome is not None else ""
        said = f"{found.approved} (M3)" if found.approved else "rule M3 is off"
        self.key.set_pieces([(mark, said), ("", "revenue counts in the net saving, capital never does")])
        self.table.rows_model.set_rows((*found.rows, found.total))
        self.table.fit_columns()
        self.note.setText(f"Type an amount in £ million, or as £2,244,000. Source: {found.source}.")

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        self.key.set_theme(theme)
        self.table.set_theme(theme)

    def _edit(self, row: OneOffRow, column: str, text: str) -> bool:
        try:
            amount = read_amount(text)
        except ReadError as problem:
            return self.refuse(self.table, row.kind, column, problem)
        return self.document.decide(set_one_off, row.kind, column, amount, initiator=self) is not None

    def _clear(self) -> None:
        at = self.table.currentIndex()
        if at.isValid():
            row, column = self.table.cell(at)
            if column.is_editable(row):
                self.document.decide(set_one_off, row.kind, column.key, None, initiator=self)


def _shade_one_off(row: OneOffRow) -> str:
    return "" if row.kind else SHADE_HEAD


class ByBcuPage(Page):
    """Savings by BCU and year, with how much of each is rounding."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__(document, theme)
        self.key = KeyLine("About the saving by BCU", theme)
        self.model: TableModel[BcuSavingRow] = TableModel(
            bcu_saving_columns("BCU"), key=lambda row: row.code, shade=lambda row: "" if row.code else SHADE_HEAD
        )
        self.table = WholeTable(self.model, theme, "Saving by BCU and year")
        self.column.addWidget(self.key)
        self.column.addWidget(self.table)

    def refresh(self, outcome: Outcome) -> None:
        """Every BCU, and all of them together."""
        found = bcu_savings(outcome)
        self.key.set_pieces([("", f"{found.head}; gross, before one-off cost. Rounding is part of the full year")])
        self.model.set_rows((*found.rows, found.total))
        self.table.fit_columns()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        self.key.set_theme(theme)
        self.table.set_theme(theme)


PAGES: tuple[tuple[str, str, Callable[[Document, Theme], Page]], ...] = (
    ("Go-live", "When each BCU goes live; the dates can be changed", GoLivePage),
    ("One-off cost", "The programme's one-off cost by year; it can be changed", OneOffPage),
    ("Targets", "The target register, which can be changed, and which target is in force", TargetsPage),
    ("By BCU", "Saving of each BCU by year, and how much of it is rounding", ByBcuPage),
    ("Assumptions", "The assumptions everything rests on; they can be changed", AssumptionsPage),
)
