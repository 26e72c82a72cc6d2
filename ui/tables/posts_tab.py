"""The Posts tab: posts by function and role with why, and overrides made and cleared at the foot."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent, QResizeEvent

from planner.scenario.decisions import clear_override, set_override
from planner.views.post_rows import (
    ALL,
    POST_COLUMNS,
    PostRow,
    PostTable,
    place_of,
    places,
    post_table,
)
from planner.words.numbers import whole
from planner.words.vocabulary import FUNCTIONS, Function
from ui.document import Document
from ui.tables.cell_panel import CellPanel
from ui.tables.model import SHADE_HEAD, SHADE_MUTED, SHADE_NORMAL, TableModel
from ui.tables.pane import TablePane
from ui.tables.tab import FILTER_HEIGHT, GAP, SMALL_BELOW, Bar, Chip, Choice, TableTab, hairline, say_copied
from ui.tables.totals import TotalsLine
from ui.tables.view import TableView
from ui.theme import Theme
from ui.toggle import Toggle
from ui.view_state import ViewState

_EMPTY = "No overrides. Double-click a proposed figure to make one."


class PostsTab(TableTab):
    """Baseline, proposed, change and why of every function and role of one BCU, of a borough in none, or of all."""

    def __init__(self, document: Document, view: ViewState, theme: Theme) -> None:
        super().__init__(document, view, theme)
        self.place = view.bcu or ALL
        self._closed: set[Function] = set()
        self.shown: PostTable | None = None
        self.model: TableModel[PostRow] = TableModel(POST_COLUMNS, lambda row: row.key, self._shade)
        self.model.setParent(self)
        self.model.level = lambda row: int(row.role is not None and row.name != "PCSOs")
        self.model.said_of_row = self._said_of
        self.table = TableView(self.model, theme, "Posts by function and role")
        self.table.edits_elsewhere = True
        self.table.can_fold = True
        self.table.is_open = self._is_open
        self.table.head.can_sort = False
        self.pane = TablePane(self.table, theme)
        self.panel = CellPanel()
        self._build()
        self._connect()

    def _build(self) -> None:
        top = Bar(FILTER_HEIGHT)
        self.choice, self.function = Choice("BCU"), Choice("Function")
        self.only = Toggle("Overrides 0", "Only posts that are overridden")
        self.status = Chip("Status of the baseline")
        top.add(self.choice, self.function, stretch=4)
        top.add(self.only)
        top.row.addStretch(1)
        top.add(self.status)
        self.top = top
        self.column.addWidget(top)
        self.column.addWidget(self.pane, 1)
        self.column.addWidget(hairline())
        self.column.addWidget(self.panel)

    def _connect(self) -> None:
        self.choice.picked.connect(self._pick)
        self.function.picked.connect(lambda _: self._show())
        self.only.toggled.connect(lambda _: self._show())
        self.pane.empty_button.clicked.connect(lambda: self.only.setChecked(False))
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_cell())
        self.table.entered_cell.connect(self._enter)
        self.table.fold_asked.connect(self._fold)
        self.table.clear_asked.connect(self._clear)
        self.table.explain_asked.connect(self.explain_asked)
        self.table.figure_chosen.connect(self.figure_chosen)
        say_copied(self, self.table)
        self.panel.decided.connect(self._decide)
        self.panel.clear_asked.connect(self._clear)
        self.panel.explain_asked.connect(self.explain_asked)
        self.panel.left.connect(self.table.setFocus)
        self.panel.wanted.connect(lambda: self._enter(self._current(), ""))
        self.view.bcu_changed.connect(self._bcu_changed)

    # Showing

    def refresh(self) -> None:
        """The posts of the place chosen, as the document is."""
        outcome = self.document.outcome
        self.place = place_of(outcome, self.place)
        self.choice.offer([(place.code, place.name) for place in places(outcome)], self.place)
        functions: list[tuple[object, str]] = [(None, "All functions"), *((f, f.value) for f in FUNCTIONS)]
        self.function.offer(functions, self.function.value)
        self._show()

    def _show(self) -> None:
        table = post_table(self.document.outcome, self.place, self.function.value, self.only.isChecked())
        self.shown = table
        rows = [row for row in table.rows if row.role is None or not self._is_hidden(row)]
        self.model.set_rows(rows)
        self.pane.set_totals([_totals_line(row, is_strong=i == 0) for i, row in enumerate(table.totals)])
        self.table.fit_columns()
        self.only.setText(f"Overrides {whole(table.overrides)}")
        self.status.setText(table.status)
        self.pane.set_empty("" if rows else _EMPTY, "Show all posts")
        self._show_cell()

    def _is_hidden(self, row: PostRow) -> bool:
        return row.function in self._closed and row.name != "PCSOs" and not self.only.isChecked()

    def _is_open(self, row: PostRow) -> bool | None:
        if row.role is not None or row.function is None:
            return None
        return row.function not in self._closed or self.only.isChecked()

    def _said_of(self, row: PostRow) -> str:
        is_open = self._is_open(row)
        return "" if is_open is None else "open" if is_open else "closed"

    def _shade(self, row: PostRow) -> str:
        if row.role is None or row.name == "PCSOs":
            return SHADE_HEAD
        return SHADE_MUTED if self.shown is not None and self.shown.kept else SHADE_NORMAL

    def _fold(self, row: PostRow) -> None:
        if row.function is None or self.only.isChecked():
            return
        self._closed ^= {row.function}
        column = max(0, self.table.currentIndex().column())
        self._show()
        self.table.setCurrentIndex(self.model.index(self.model.row_of(row.key), column))

    def _current(self) -> PostRow | None:
        at = self.table.currentIndex()
        return self.model.rows[at.row()] if at.isValid() else None

    def _show_cell(self) -> None:
        self.panel.show_row(self._current())

    def _pick(self, place: str) -> None:
        self.place = place
        self.view.choose_bcu(place if place in self.document.scenario.bcus else None, self)
        self._show()

    def _bcu_changed(self, initiator: object) -> None:
        if initiator is self:
            return
        self.place = self.view.bcu or ALL
        self._changed()

    def go_to(self, subject: str) -> None:
        """Show a BCU or an unassigned borough by its code, or a cell as "NW,Emergency Response,Inspector"."""
        self.fresh()
        place, _, cell = subject.partition(",")
        self.place = place_of(self.document.outcome, place)
        self.only.setChecked(False)
        self.function.setCurrentIndex(0)
        function, _, role = cell.partition(",")
        self._closed -= {f for f in FUNCTIONS if f.value == function}
        self.refresh()
        row = self.model.row_of((function, role)) if cell else -1
        if row >= 0:
            self.table.choose_row(row, self.model.column_of("proposed"))

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        self.pane.set_theme(theme)
        self.panel.retheme()

    def hideEvent(self, event: QHideEvent) -> None:
        """An entry that was not made is dropped."""
        self.panel.cancel()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the width there is."""
        super().resizeEvent(event)
        self.top.row.setSpacing(4 if self.width() < SMALL_BELOW else GAP)

    # Deciding

    def _enter(self, row: PostRow | None, text: str) -> None:
        if row is not None and row.is_open:
            self.panel.edit(row, text)

    def _decide(self, row: PostRow, posts: int, note: str) -> None:
        if row.function is None or row.role is None:
            return
        self.document.decide(set_override, self.place, row.function.value, row.role.value, posts, note, initiator=self)
        self.fresh()
        self._show_cell()

    def _clear(self) -> None:
        row = self._current()
        if row is None or row.override is None or row.function is None or row.role is None:
            return
        self.document.decide(clear_override, self.place, row.function.value, row.role.value, initiator=self)
        self.table.setFocus()


def _totals_line(row: PostRow, *, is_strong: bool) -> TotalsLine:
    texts = {column.key: column.text(row) for column in POST_COLUMNS}
    figures = {column.key: column.figure(row) for column in POST_COLUMNS}
    return TotalsLine(texts, figures, is_strong, marks={column.key: column.mark(row) for column in POST_COLUMNS})
