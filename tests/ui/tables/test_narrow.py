"""Tables at the width they have in a small window: everything decided in sight, in short forms said whole in tips."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

import ui.tables
from tests.ui.tables.conftest import Host
from ui.panels.rules_tab import RulesTab
from ui.tables.grid import Room
from ui.tables.leadership_tab import LeadershipTab
from ui.tables.posts_tab import PostsTab
from ui.tables.view import TableView
from ui.tables.wards_tab import WardsTab

Hosted = Callable[[Callable[..., Any]], Host]
SMALL = 484
DECIDED = {"dwo", "vacancies", "abstraction", "effective", "pcso", "ring_fenced", "minimum"}


def hosted(host: Hosted, kind: type, width: int = SMALL, scenario: int = 2) -> Host:
    found = host(kind)
    found.document.choose(found.document.plan.scenarios[scenario].id)
    found.tab.resize(width, 600)
    QApplication.processEvents()
    return found


def shown(table: TableView) -> set[str]:
    return {table.rows_model.columns[at].key for at in table.shown_columns()}


def is_uncut(table: TableView) -> bool:
    across = [at for at in table.shown_columns() if table.rows_model.columns[at].is_number]
    inside = sum(map(table.columnWidth, table.shown_columns())) <= table.viewport().width()
    return inside and all(table.columnWidth(at) >= table.wanted_width(at) for at in across)


@pytest.mark.parametrize("scenario", [0, 1, 2])
def test_all_that_a_ward_decides_is_in_sight_in_a_small_window(host: Hosted, scenario: int) -> None:
    table = hosted(host, WardsTab, scenario=scenario).tab.table
    assert shown(table) >= DECIDED | {"ward", "borough"}
    assert is_uncut(table)


def test_the_columns_button_says_how_many_are_hidden_and_which(host: Hosted) -> None:
    wards = hosted(host, WardsTab)
    hidden = [c.title for at, c in enumerate(wards.tab.model.columns) if wards.tab.table.isColumnHidden(at)]
    assert wards.tab.columns_button.text() == f"Columns… ({len(hidden)} hidden)"
    assert all(title in wards.tab.columns_button.toolTip() for title in hidden)
    wards.tab.resize(1300, 600)
    QApplication.processEvents()
    assert wards.tab.columns_button.text() == "Columns…"


def test_short_forms_stand_only_where_there_is_no_room(host: Hosted) -> None:
    wards = hosted(host, WardsTab)
    table, model = wards.tab.table, wards.tab.model
    rooms = []
    for width in (SMALL, 640, 1300):
        wards.tab.resize(width, 600)
        QApplication.processEvents()
        rooms.append(table.room)
    assert rooms == [Room.TIGHT, Room.NARROW, Room.WIDE]
    row, borough = model.rows[0], model.columns[model.column_of("borough")]
    assert table.text_of(borough, row) == "Barking and Dagenham"


def test_a_cell_in_its_short_form_is_said_whole_in_its_tip(host: Hosted) -> None:
    wards = hosted(host, WardsTab)
    table, model = wards.tab.table, wards.tab.model
    for key, short, tip in (("borough", "B&D", "Barking and Dagenham"), ("minimum", "", "Met")):
        at = model.column_of(key)
        assert table.text_of(model.columns[at], model.rows[0]) == short
        assert model.index(0, at).data(Qt.ItemDataRole.ToolTipRole) == tip
        assert model.index(0, at).data(Qt.ItemDataRole.DisplayRole) == model.columns[at].text(model.rows[0])


def test_totals_say_what_counts_beside_what_is_decided(host: Hosted) -> None:
    wards = hosted(host, WardsTab, scenario=1)
    decided, counted = wards.tab.pane.totals.lines
    assert (decided.texts["dwo"], counted.texts["dwo"]) == ("1,258", "802")
    assert wards.tab.pane.totals.toolTip().splitlines()[1].startswith("Counted: baseline if no BCU, DWO posts 802")
    assert (decided.read("minimum", True), decided.sign("minimum", True)) == ("539", "incomplete")
    assert hosted(host, WardsTab).tab.pane.totals.toolTip() == ""


@pytest.mark.parametrize("scenario", [0, 1, 2])
def test_chief_inspectors_are_in_sight_in_a_small_window(host: Hosted, scenario: int) -> None:
    table = hosted(host, LeadershipTab, scenario=scenario).tab.tables[0]
    assert shown(table) == {column.key for column in table.rows_model.columns}
    assert is_uncut(table)
    assert table.horizontalScrollBar().maximum() == 0


def test_a_total_in_words_has_room_where_the_next_column_has_one(host: Hosted) -> None:
    leadership = hosted(host, LeadershipTab, scenario=0)
    table = leadership.tab.tables[0]
    at = table.rows_model.column_of("name")
    (line,) = leadership.tab.panes[0].totals.lines
    assert line.texts["name"] == "0 BCUs"
    room = table.columnWidth(at) - table.left_inset(table.rows_model.columns[at])
    assert room >= table.fontMetrics().horizontalAdvance("0 BCUs")


def test_heads_of_two_lines_have_the_height_for_them_and_rows_stay_whole(host: Hosted) -> None:
    wards = hosted(host, WardsTab)
    table = wards.tab.table
    tall = table.head.height()
    assert tall >= 2 * table.fontMetrics().height()
    assert table.viewport().height() % table.row_height == 0
    wards.tab.resize(1300, 600)
    QApplication.processEvents()
    assert table.head.height() < tall
    assert table.viewport().height() % table.row_height == 0


@pytest.mark.parametrize(("kind", "is_kept"), [(WardsTab, True), (LeadershipTab, False), (PostsTab, False)])
def test_ctrl_d_is_kept_from_the_menus_only_where_it_fills(host: Hosted, kind: type, is_kept: bool) -> None:
    table = hosted(host, kind).tab.table
    table.setCurrentIndex(table.rows_model.index(1, 3))
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(table, event)
    assert event.isAccepted() == is_kept


def test_pasting_nothing_says_so_once(host: Hosted) -> None:
    wards = hosted(host, WardsTab)
    wards.tab.paste("")
    assert (
        wards.tab.problems.words == "Nothing was pasted. There is nothing on the clipboard to paste. Copy cells first."
    )


def test_a_sort_sign_never_covers_a_title_of_two_lines(host: Hosted) -> None:
    table = hosted(host, WardsTab).tab.table
    at = table.rows_model.column_of("vacancies")
    x, width = table.head.sectionViewportPosition(at), table.columnWidth(at)
    before = table.head.grab().toImage()
    table.head.sectionClicked.emit(at)
    after = table.head.grab().toImage()
    ratio = round(before.devicePixelRatio())
    changed = [
        y
        for y in range(before.height())
        if any(before.pixel(QPoint(i, y)) != after.pixel(QPoint(i, y)) for i in range(x * ratio, (x + width) * ratio))
    ]
    assert changed
    title = 2 * table.fontMetrics().ascent()
    assert min(changed) > title * ratio


def test_no_module_of_the_tables_leads_back_to_itself() -> None:
    folder = Path(ui.tables.__file__).parent
    leads = {path.stem: _imports(path) for path in folder.glob("*.py")}
    for name in leads:
        seen: set[str] = set()
        ahead = set(leads[name])
        while ahead:
            step = ahead.pop()
            seen.add(step)
            ahead |= leads.get(step, set()) - seen
        assert name not in seen, f"ui.tables.{name} leads back to itself"


def _imports(path: Path) -> set[str]:
    """The modules of ui.tables that one imports, for its types alone too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {module.removeprefix("ui.tables.") for module in modules if module.startswith("ui.tables.")}


def test_no_rule_nor_its_threshold_is_cut_in_a_small_window(host: Hosted) -> None:
    table = hosted(host, RulesTab, width=SMALL).tab.table
    for key in ("title", "threshold", "outcome"):
        at = table.rows_model.column_of(key)
        assert table.columnWidth(at) >= table.wanted_width(at), key
    texts = {row.id: table.text_of(table.rows_model.columns[table.rows_model.column_of("threshold")], row)
             for row in table.rows_model.rows}  # fmt: skip
    assert texts["G5"] == "at most 1.66"


def test_with_room_for_them_rules_are_called_by_their_whole_names(host: Hosted) -> None:
    table = hosted(host, RulesTab, width=644).tab.table
    assert table.room == Room.WIDE
    at = table.rows_model.column_of("title")
    assert table.columnWidth(at) >= table.wanted_width(at)
