"""The Leadership tab: superintendents by BCU, the nominated superintendent of each borough, schools and youth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QStackedWidget

from planner.scenario.decisions import clear_override, nominate, nominate_evenly, set_override, set_youth
from planner.scenario.decisions.values import CELL_POSTS, WARD_POSTS
from planner.views.columns import Column
from planner.views.leadership_rows import (
    CONTACT_COLUMNS,
    LEADER_COLUMNS,
    YOUTH_COLUMNS,
    ContactRow,
    LeaderRow,
    YouthRow,
    choices,
    contact_rows,
    contact_totals,
    leader_rows,
    leader_totals,
    youth_rows,
    youth_totals,
)
from planner.words.numbers import ReadError, is_none, parse_whole
from planner.words.vocabulary import FUNCTIONS, Function, Role
from ui.document import Document
from ui.tables.model import SHADE_MUTED, SHADE_NORMAL, TableModel
from ui.tables.pane import TablePane
from ui.tables.tab import FILTER_HEIGHT, FOOT_HEIGHT, Bar, TableTab, button, note_label, say_copied
from ui.tables.totals import TotalsLine
from ui.tables.view import TableView
from ui.theme import Theme
from ui.toggle import Toggle
from ui.view_state import ViewState

PAGES = ("By BCU", "Nominated", "Schools and youth")
HINTS = (
    "Type a figure to override it; Delete clears the override.",
    "F2 chooses; Delete nominates nobody.",
    "Empty is by population.",
)


class LeadershipTab(TableTab):
    """Three tables of who leads, one at a time."""

    suggest_asked = Signal(str)
    """A page of the Suggest tab is wanted."""

    def __init__(self, document: Document, view: ViewState, theme: Theme) -> None:
        super().__init__(document, view, theme)
        self.leaders = TableModel(LEADER_COLUMNS, lambda row: row.code)
        self.contacts = TableModel(CONTACT_COLUMNS, lambda row: row.borough, _shade)
        self.youth = TableModel(YOUTH_COLUMNS, lambda row: row.borough, _shade)
        self.leaders.edit, self.contacts.edit, self.youth.edit = self._edit_leader, self._edit_contact, self._edit_youth
        models: tuple[TableModel[Any], ...] = (self.leaders, self.contacts, self.youth)
        self.tables = tuple(
            TableView(model, theme, f"Leadership, {page}") for model, page in zip(models, PAGES, strict=True)
        )
        self.panes = tuple(TablePane(table, theme) for table in self.tables)
        self.tables[1].choices = self._choices
        self.pages = QStackedWidget()
        self._build()
        for table in self.tables:
            table.explain_asked.connect(self.explain_asked)
            table.figure_chosen.connect(self.figure_chosen)
            table.clear_asked.connect(self._clear)
            say_copied(self, table)

    def _build(self) -> None:
        top = Bar(FILTER_HEIGHT)
        self.segments = QButtonGroup(self)
        top.row.setSpacing(0)
        for at, page in enumerate(PAGES):
            segment = Toggle(page, "")
            segment.setChecked(at == 0)
            segment.setProperty("kind", "segment")
            self.segments.addButton(segment, at)
            top.add(segment)
            self.pages.addWidget(self.panes[at])
        top.row.addStretch(1)
        foot = Bar(FOOT_HEIGHT)
        self.evenly = button(
            "Nominate evenly", "Nominate a superintendent for every borough that has none", self.nominate_evenly
        )
        self.even_out = button(
            "Even out…",
            "See an even load for all, those nominated now too",
            lambda: self.suggest_asked.emit("contacts"),
        )
        self.hint: QLabel = note_label(HINTS[0], wrap=True)
        foot.add(self.evenly, self.even_out)
        foot.add(self.hint, stretch=1)
        self.column.addWidget(top)
        self.column.addWidget(self.pages, 1)
        self.column.addWidget(foot)
        self.segments.idClicked.connect(self.show_page)
        self.show_page(0)

    def show_page(self, at: int) -> None:
        """Show one of the three tables: by BCU, nominated, schools and youth."""
        self.segments.button(at).setChecked(True)
        self.pages.setCurrentIndex(at)
        self.evenly.setVisible(at == 1)
        self.even_out.setVisible(at == 1)
        self.hint.setText(HINTS[at])

    @property
    def table(self) -> TableView:
        """The table in sight."""
        return self.tables[self.pages.currentIndex()]

    def refresh(self) -> None:
        """All three tables, as the document is."""
        outcome = self.document.outcome
        leaders, contacts, youth = leader_rows(outcome), contact_rows(outcome), youth_rows(outcome)
        self._fill(0, leaders, leader_totals(leaders))
        self._fill(1, contacts, contact_totals(contacts))
        self._fill(2, youth, youth_totals(youth))
        self.panes[0].set_empty("" if leaders else "There is no BCU yet. Add one in the BCU list.")
        missing = any(row.function is None and row.bcu for row in contacts)
        self.evenly.setEnabled(missing)

    def _fill(self, at: int, rows: Sequence[Any], totals: dict[str, str]) -> None:
        self.tables[at].rows_model.set_rows(rows)
        self.panes[at].set_totals([TotalsLine(totals, {})])
        self.tables[at].fit_columns()

    def go_to(self, subject: str) -> None:
        """Show a borough's nominated superintendent, or a BCU's leaders; "BCU:function" shows the BCU's."""
        self.fresh()
        code = subject.partition(":")[0]
        at = 1 if self.contacts.row_of(code) >= 0 else 0
        row = self.tables[at].rows_model.row_of(code)
        if row >= 0:
            self.show_page(at)
            column = self.contacts.column_of("function") if at else self.leaders.column_of("superintendents")
            self.tables[at].choose_row(row, column)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        for pane in self.panes:
            pane.set_theme(theme)

    # Deciding

    def _choices(self, row: ContactRow, key: str) -> Sequence[tuple[str, str]]:
        if key != "function":
            return ()
        found = choices(self.document.outcome, row.borough)
        return [(choice.function.value if choice.function else "", choice.words) for choice in found]

    def nominate_evenly(self) -> None:
        """Nominate a superintendent for every borough that has none."""
        self.document.decide(nominate_evenly, initiator=self)

    def _edit_contact(self, row: ContactRow, key: str, text: str) -> bool:
        return self.document.decide(nominate, row.borough, text or None, initiator=self) is not None

    def _edit_leader(self, row: LeaderRow, key: str, text: str) -> bool:
        posts = self._whole(text, CELL_POSTS, "posts", (row.code, key))
        if posts is None:
            return False
        note = self._note(row.code, Function(key))
        cell = (row.code, key, Role.SUPERINTENDENT.value)
        return self.document.decide(set_override, *cell, posts, note, initiator=self) is not None

    def _note(self, bcu: str, function: Function) -> str:
        override = self.document.scenario.overrides.get((bcu, function, Role.SUPERINTENDENT))
        return override.note if override is not None else ""

    def _edit_youth(self, row: YouthRow, key: str, text: str) -> bool:
        posts = None if is_none(text) else self._whole(text, WARD_POSTS, "posts", (row.borough, key))
        if posts is None and not is_none(text):
            return False
        return self.document.decide(set_youth, row.borough, posts, initiator=self) is not None

    def _whole(self, text: str, most: int, what: str, place: tuple[str, str]) -> int | None:
        try:
            return parse_whole(text, 0, most, what)
        except ReadError as problem:
            words = f"{problem}. Nothing was changed."
            self.hint.setText(words)
            self.say(words)
            model = self.table.rows_model
            self.table.tell(model.row_of(place[0]), model.column_of(place[1]), words)
            return None

    def _clear(self) -> None:
        at = self.table.currentIndex()
        if not at.isValid():
            return
        row, column = self.table.cell(at)
        if isinstance(row, ContactRow) and column.key == "function" and row.function is not None:
            self.document.decide(nominate, row.borough, None, initiator=self)
        elif isinstance(row, YouthRow) and column.key == "decided" and row.decided is not None:
            self.document.decide(set_youth, row.borough, None, initiator=self)
        elif isinstance(row, LeaderRow) and _is_overridden(row, column):
            cell = (row.code, column.key, Role.SUPERINTENDENT.value)
            self.document.decide(clear_override, *cell, initiator=self)


def _is_overridden(row: LeaderRow, column: Column[LeaderRow]) -> bool:
    return column.key in FUNCTIONS and row.overridden[FUNCTIONS.index(Function(column.key))]


def _shade(row: ContactRow | YouthRow) -> str:
    return SHADE_NORMAL if row.bcu else SHADE_MUTED
