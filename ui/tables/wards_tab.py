"""The Wards tab: every ward to filter, sort, edit, fill, paste into and copy from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu

from planner.scenario.decisions import Refused, set_ward_cells
from planner.scenario.decisions.wards import FIELD_WORDS, WardValue
from planner.views.paste import Anchor, Pasted, Problem, paste_wards, read_value, said_of
from planner.views.ward_rows import (
    WARD_COLUMNS,
    WardFilter,
    WardRow,
    counted_totals,
    filtered,
    ward_rows,
    ward_totals,
    worst_totals,
)
from planner.words.names import listing, plural
from planner.words.numbers import ReadError
from ui.document import Document
from ui.glyphs import glyph_name
from ui.panels.message_bar import MessageBar
from ui.tables.model import SHADE_MUTED, SHADE_NORMAL, TableModel
from ui.tables.pane import TablePane
from ui.tables.tab import (
    FILTER_HEIGHT,
    FOOT_HEIGHT,
    GAP,
    SMALL_BELOW,
    Bar,
    Choice,
    Hint,
    TableTab,
    button,
    say_copied,
)
from ui.tables.totals import TotalsLine
from ui.tables.view import TableView
from ui.theme import Theme
from ui.toggle import Toggle
from ui.view_state import ViewState

HINT = "Ctrl+C copies · Ctrl+Shift+C with headers"
_FIND_AFTER_MS = 120
_COLUMNS_TIP = "Which columns to show"


class WardsTab(TableTab):
    """629 wards: what is decided for each, what follows, and whether it meets the minimum."""

    def __init__(self, document: Document, view: ViewState, theme: Theme) -> None:
        super().__init__(document, view, theme)
        self._rows: tuple[WardRow, ...] = ()
        self._is_deciding = False
        self.filter = WardFilter(bcu=view.bcu)
        self.model: TableModel[WardRow] = TableModel(WARD_COLUMNS, lambda row: row.code, _shade)
        self.model.setParent(self)
        self.model.edit = self._edit
        self.model.said_of_row = lambda row: "" if row.bcu else "not yet in a BCU"
        self.table = TableView(self.model, theme, "Wards")
        self.table.menu_more = self._menu
        self.table.can_fill = True
        self.pane = TablePane(self.table, theme)
        self.pane.empty_button.clicked.connect(self.show_all)
        self.problems = MessageBar()
        self._build()
        self.table.paste_asked.connect(self.paste)
        self.table.fill_asked.connect(self.fill_down)
        self.table.columns_fitted.connect(self._count_hidden)
        self.table.explain_asked.connect(self.explain_asked)
        self.table.figure_chosen.connect(self.figure_chosen)
        say_copied(self, self.table)
        view.selection_changed.connect(self._selection_changed)
        view.bcu_changed.connect(self._bcu_changed)
        document.refused.connect(self._refused)
        document.changed.connect(lambda *_: self.hint.say(HINT))
        # What was said of a cell or a paste holds until the keyboard is elsewhere.
        self.table.selectionModel().currentChanged.connect(lambda *_: self.hint.say(HINT))
        self._selection_changed(None)

    def _build(self) -> None:
        top = self.top = Bar(FILTER_HEIGHT)
        self.bcu, self.borough = Choice("BCU"), Choice("Borough")
        self.below = Toggle("Below minimum", "Only wards that do not meet the minimum, in posts or in effect")
        self.changed = Toggle("Changed", "Only wards where something is other than in a new scenario")
        self.find_box = QLineEdit()
        self.find_box.setPlaceholderText("Find a ward")
        self.find_box.setAccessibleName("Find a ward")
        self.find_box.setClearButtonEnabled(True)
        self.find_box.setMinimumWidth(56)
        top.add(self.bcu, self.borough, stretch=4)
        top.add(self.below, self.changed)
        top.add(self.find_box, stretch=3)
        foot = Bar(FOOT_HEIGHT)
        self.fill_button = button("Fill down", "Put the top of the selection into the cells under it (Ctrl+D)",
                                  self.fill_down)  # fmt: skip
        self.paste_button = button("Paste from Excel", "Paste cells, with or without column names (Ctrl+V)",
                                   self.table.paste)  # fmt: skip
        self.columns_button = button("Columns…", _COLUMNS_TIP, self._ask_columns)
        self.hint = Hint(HINT)
        foot.add(self.fill_button, self.paste_button, self.columns_button)
        foot.row.addStretch(1)
        foot.add(self.hint, stretch=8)
        self.column.addWidget(self.problems)
        self.column.addWidget(top)
        self.column.addWidget(self.pane, 1)
        self.column.addWidget(foot)
        self._wait = QTimer(self, singleShot=True, interval=_FIND_AFTER_MS)
        self._wait.timeout.connect(lambda: self._set_filter(text=self.find_box.text()))
        self.find_box.textChanged.connect(lambda _: self._wait.start())
        self.bcu.picked.connect(self._pick_bcu)
        self.borough.picked.connect(self._pick_borough)
        self.below.toggled.connect(lambda on: self._set_filter(below=on))
        self.changed.toggled.connect(lambda on: self._set_filter(changed=on))
        # The context goes in by itself: given to the constructor it is taken for the whole window's.
        clear = QShortcut(QKeySequence("Esc"), self.find_box)
        clear.setContext(Qt.ShortcutContext.WidgetShortcut)
        clear.activated.connect(self.find_box.clear)

    # Showing

    def refresh(self) -> None:
        """Every ward of the scenario shown, as filtered."""
        self._rows = ward_rows(self.document.outcome)
        if self.filter.bcu and self.filter.bcu not in self.document.scenario.bcus:
            self.filter = replace(self.filter, bcu=None)
        self._show()

    def _show(self) -> None:
        shown = filtered(self._rows, self.filter)
        self._offer_filters()
        self.model.set_rows(shown)
        self.pane.set_totals(self._totals(shown))
        self.table.fit_columns()
        self.pane.set_empty("" if shown else self._empty_words(), "Show all wards" if self.filter.is_on else "")

    def _totals(self, shown: tuple[WardRow, ...]) -> list[TotalsLine]:
        verdict, count = worst_totals(shown)
        signs = {"minimum": glyph_name(verdict.value)} if verdict is not None else {}
        decided = TotalsLine(ward_totals(shown, len(self._rows)), {}, short={"minimum": count}, signs=signs)
        counted = counted_totals(shown, self.document.outcome)
        figures = {"dwo": "dwos_in_all", "pcso": "pcsos_in_all"} if len(shown) == len(self._rows) else {}
        return [decided, TotalsLine(counted, figures, is_strong=False)] if counted else [decided]

    def _empty_words(self) -> str:
        if self.filter == replace(WardFilter(), below=True):
            return "Every ward meets the minimum, in posts and in effect."
        if self.filter == replace(WardFilter(), changed=True):
            return "No ward has been changed. Double-click a figure to change it."
        return "No ward is like that."

    def _offer_filters(self) -> None:
        scenario, area = self.document.scenario, self.document.outcome.area
        bcus = sorted(scenario.bcus.values(), key=lambda bcu: bcu.name.casefold())
        choices: list[tuple[object, str]] = [(None, "All BCUs")]
        if self.document.outcome.unassigned:
            choices.append(("", "No BCU"))
        choices.extend((bcu.code, f"{bcu.code} {bcu.name}") for bcu in bcus)
        self.bcu.offer(choices, self.filter.bcu)
        inside = [b for b in area.policed if self.filter.bcu in (None, scenario.assignment.get(b.code, ""))]
        every = {1: "The borough", 2: "Both boroughs"}.get(len(inside), "All boroughs")
        names: list[tuple[object, str]] = [(frozenset(), every)]
        if len(self.filter.boroughs) > 1:
            names.append((self.filter.boroughs, f"{plural(len(self.filter.boroughs), 'borough')} selected"))
        names.extend((frozenset({b.code}), b.name) for b in sorted(inside, key=lambda b: b.name))
        self.borough.offer(names, self.filter.boroughs)

    def _set_filter(self, **parts: object) -> None:
        wanted = replace(self.filter, **parts)  # type: ignore[arg-type]
        if wanted != self.filter:
            self.filter = wanted
            self._show_filter()

    def _show_filter(self) -> None:
        if self._is_stale:
            return
        self._show()

    def show_all(self) -> None:
        """Take every filter off."""
        self.filter = WardFilter()
        for toggle in (self.below, self.changed):
            toggle.setChecked(False)
        self.find_box.clear()
        self.view.select((), self)
        self.view.choose_bcu(None, self)
        self._show_filter()

    def _pick_bcu(self, code: str | None) -> None:
        self.view.choose_bcu(code or None, self)
        self._set_filter(bcu=code, boroughs=frozenset())

    def _pick_borough(self, boroughs: frozenset[str]) -> None:
        self.view.select(boroughs, self)
        self._set_filter(boroughs=boroughs)

    def _selection_changed(self, initiator: object) -> None:
        """What is selected on the map or in the list is what the table shows."""
        if initiator is self:
            return
        chosen, scenario = self.view.selected, self.document.scenario
        homes = {scenario.assignment.get(code, "") for code in chosen}
        bcu = self.filter.bcu
        if chosen and (bcu is None or homes != {bcu}):
            bcu = homes.pop() if len(homes) == 1 else None
        self._set_filter(bcu=bcu, boroughs=self._unless_whole(chosen, bcu))

    def _unless_whole(self, boroughs: frozenset[str], bcu: str | None) -> frozenset[str]:
        """No boroughs at all where they are the whole of the BCU filtered by."""
        whole = {b for b, home in self.document.scenario.assignment.items() if home == bcu}
        return frozenset() if boroughs == whole else boroughs

    def _bcu_changed(self, initiator: object) -> None:
        if initiator is self:
            return
        bcu = self.view.bcu
        own = {b for b, home in self.document.scenario.assignment.items() if home == bcu}
        inside = self.view.selected if bcu is None or self.view.selected <= own else frozenset()
        self._set_filter(bcu=bcu, boroughs=self._unless_whole(inside, bcu))

    def go_to(self, subject: str) -> None:
        """Show a ward by its code, or the wards of a borough or BCU."""
        self.fresh()
        area = self.document.outcome.area
        if subject in area.ward_index:
            if self.model.row_of(subject) < 0:
                self.show_all()
            self.table.choose_row(self.model.row_of(subject))
        elif subject in area.borough_index:
            self._set_filter(bcu=None, boroughs=frozenset({subject}))
        elif subject in self.document.scenario.bcus:
            self._set_filter(bcu=subject, boroughs=frozenset())

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        super().set_theme(theme)
        self.pane.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less in the controls when narrow."""
        super().resizeEvent(event)
        is_small = self.width() < SMALL_BELOW
        self.below.setText("Below" if is_small else "Below minimum")
        self.paste_button.setText("Paste" if is_small else "Paste from Excel")
        self.top.row.setSpacing(4 if is_small else GAP)

    def _count_hidden(self) -> None:
        hidden = len(WARD_COLUMNS) - len(self.table.shown_columns())
        self.columns_button.setText(f"Columns… ({hidden} hidden)" if hidden else "Columns…")
        names = [c.title for at, c in enumerate(WARD_COLUMNS) if self.table.isColumnHidden(at)]
        self.columns_button.setToolTip(f"Which columns to show; hidden: {listing(names)}" if names else _COLUMNS_TIP)

    def _ask_columns(self) -> None:
        menu = self.column_menu()
        menu.exec(self.columns_button.mapToGlobal(QPoint(0, self.columns_button.height())))
        menu.deleteLater()

    def column_menu(self) -> QMenu:
        """Which columns are shown, to tick."""
        menu = QMenu(self)
        for at, column in enumerate(WARD_COLUMNS):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.table.isColumnHidden(at))
            action.setEnabled(column.key != "ward")
            action.triggered.connect(lambda on, key=column.key: self.table.choose_column(key, on))
        menu.addSeparator()
        fit = menu.addAction("As many as fit")
        fit.triggered.connect(self._fit_all)
        return menu

    def _fit_all(self) -> None:
        for column in WARD_COLUMNS:
            self.table.choose_column(column.key, None)

    def _menu(self, menu: QMenu) -> None:
        paste, fill = menu.addAction("Paste"), menu.addAction("Fill down")
        paste.setShortcut(QKeySequence("Ctrl+V"))
        fill.setShortcut(QKeySequence("Ctrl+D"))
        for action in (paste, fill):
            action.setShortcutVisibleInContextMenu(True)
        paste.triggered.connect(self.table.paste)
        fill.triggered.connect(self.fill_down)

    # Deciding

    def _decide(self, cells: Iterable[tuple[str, str, WardValue]]) -> bool:
        self._is_deciding = True
        step = self.document.decide(set_ward_cells, tuple(cells), initiator=self)
        self._is_deciding = False
        return step is not None

    def _edit(self, row: WardRow, key: str, text: str) -> bool:
        try:
            value = read_value(key, text)
        except ReadError as problem:
            self._tell(row, key, f"{problem}. {row.name} is as it was.")
            return False
        if value == getattr(row, key):
            return True
        return self._decide([(row.code, key, value)])

    def _tell(self, row: WardRow, key: str, words: str) -> None:
        self.hint.say(words)
        self.say(words)
        self.table.tell(self.model.row_of(row.code), self.model.column_of(key), words)

    def _refused(self, words: str) -> None:
        if self._is_deciding:
            self.hint.say(words)

    def fill_down(self) -> None:
        """Put the top of the selection into the cells under it; from the row above where one row is selected."""
        rows, across = self.table.block()
        keys = [key for at in across if (key := WARD_COLUMNS[at].key) in FIELD_WORDS]
        top = rows[0] if len(rows) > 1 else rows[0] - 1 if rows else -1
        if not keys or top < 0:
            self._say_here("Select cells of a column that can be set, and the cells under them, to fill down.")
            return
        under = rows[1:] if len(rows) > 1 else rows
        source = self.model.rows[top]
        self._decide((self.model.rows[r].code, key, getattr(source, key)) for r in under for key in keys)

    def _say_here(self, words: str) -> None:
        self.hint.say(words)
        self.say(words)

    def paste(self, text: str) -> None:
        """Paste a block at the current cell, or by its column names, as one undo step; all of it or nothing."""
        pasted = paste_wards(text, self.document.outcome.area, self._anchor())
        if not pasted.problems:
            pasted = self._checked(pasted)
        if pasted.problems:
            remedy = " Correct it and paste again." if pasted.is_of_cells else ""
            self.problems.tell(f"Nothing was pasted. {said_of(pasted)}{remedy}", pasted.details)
            self.say("Nothing was pasted.")
            return
        self.problems.hide()
        if self._decide(pasted.cells) and pasted.notes:
            self._say_here(" ".join(pasted.notes))

    def _checked(self, pasted: Pasted) -> Pasted:
        """The same, or with the refusal as its problem, such as that of a read-only scenario."""
        try:
            set_ward_cells(self.document.plan, self.document.scenario.id, pasted.cells)
        except Refused as refusal:
            return Pasted((), (Problem(0, "", str(refusal)),))
        return pasted

    def _anchor(self) -> Anchor:
        rows, across = self.table.block()
        shown = self.table.shown_columns()
        return Anchor(
            rows=[row.code for row in self.model.rows],
            columns=[WARD_COLUMNS[at].key for at in shown],
            row=rows[0] if rows else 0,
            column=shown.index(across[0]) if across else 0,
            down=max(1, len(rows)),
            across=max(1, len(across)),
        )


def _shade(row: WardRow) -> str:
    return SHADE_NORMAL if row.bcu else SHADE_MUTED
