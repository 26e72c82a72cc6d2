from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from planner.scenario.types import Override
from planner.words.vocabulary import Function, Role
from tests.ui.tables.conftest import Host
from ui.tables.leadership_tab import LeadershipTab

Hosted = Callable[[Callable[..., Any]], Host]
BARNET = "E09000003"


@pytest.fixture
def leadership(host: Hosted) -> Host:
    return host(LeadershipTab)


def type_in(qtbot: Any, table: Any, text: str) -> None:
    qtbot.keyClick(table, Qt.Key.Key_F2)
    (editor,) = [line for line in table.findChildren(QLineEdit) if line.isVisible()]
    editor.setText(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.state() != table.State.EditingState)


def test_a_superintendent_is_nominated_by_keyboard(qtbot: Any, leadership: Host) -> None:
    leadership.tab.go_to(BARNET)
    table = leadership.tab.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_F2)
    combo = table.findChild(QComboBox)
    assert combo is not None
    assert [combo.itemText(i) for i in range(3)] == ["none yet", "Neighbourhoods (free)", "Emergency Response (free)"]
    qtbot.waitUntil(lambda: combo.view().isVisible())
    qtbot.keyClick(combo.view(), Qt.Key.Key_Down)
    qtbot.keyClick(combo.view(), Qt.Key.Key_Down)
    qtbot.keyClick(combo.view(), Qt.Key.Key_Return)
    assert leadership.document.scenario.contacts[BARNET] == Function.RESPONSE
    assert leadership.steps == ["Nominate the Emergency Response superintendent for Barnet"]
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert BARNET not in leadership.document.scenario.contacts


def test_nominating_evenly_is_one_step_and_then_there_is_nothing_to_nominate(leadership: Host) -> None:
    leadership.tab.show_page(1)
    leadership.tab.evenly.click()
    assert leadership.steps == ["Nominate superintendents evenly"]
    assert {row.load for row in leadership.tab.contacts.rows} == {1}
    assert not leadership.tab.evenly.isEnabled()
    texts = leadership.tab.panes[1].totals.lines[0].texts
    assert texts["function"] == "32 of 32 nominated"


def test_superintendents_of_a_function_are_overridden_and_cleared(qtbot: Any, leadership: Host) -> None:
    tab = leadership.tab
    table = tab.tables[0]
    table.setFocus()
    table.setCurrentIndex(tab.leaders.index(tab.leaders.row_of("NW"), tab.leaders.column_of("HQ")))
    type_in(qtbot, table, "0")
    assert leadership.document.scenario.overrides["NW", Function.HQ, Role.SUPERINTENDENT] == Override(0)
    row = tab.leaders.rows[tab.leaders.row_of("NW")]
    assert (row.superintendents[4], row.overridden[4]) == (0, True)
    assert row.reason == "L2: North West has 4 superintendents; the rule is 5."
    table.setCurrentIndex(tab.leaders.index(tab.leaders.row_of("NW"), tab.leaders.column_of("HQ")))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert not leadership.document.scenario.overrides


def test_schools_and_youth_is_decided_and_shared_again(qtbot: Any, leadership: Host) -> None:
    tab = leadership.tab
    tab.show_page(2)
    table = tab.tables[2]
    table.setFocus()
    cell = tab.youth.index(tab.youth.row_of(BARNET), tab.youth.column_of("decided"))
    table.setCurrentIndex(cell)
    type_in(qtbot, table, "20")
    assert leadership.document.scenario.youth[BARNET] == 20
    table.setCurrentIndex(cell)
    type_in(qtbot, table, "")
    assert BARNET not in leadership.document.scenario.youth
    assert len(leadership.steps) == 2


@pytest.mark.parametrize("text", ["3.5", "-1", "many", "100"])
def test_a_wrong_entry_is_said_and_changes_nothing(qtbot: Any, leadership: Host, text: str) -> None:
    tab, before = leadership.tab, leadership.document.plan
    tab.show_page(2)
    tab.tables[2].setCurrentIndex(tab.youth.index(0, tab.youth.column_of("decided")))
    type_in(qtbot, tab.tables[2], text)
    assert leadership.document.plan is before
    assert "posts are whole, 0–99" in tab.hint.text()


def test_going_to_a_bcu_or_a_function_of_it_shows_its_leaders(leadership: Host) -> None:
    leadership.tab.go_to("NW:HQ")
    assert leadership.tab.pages.currentIndex() == 0
    assert leadership.tab.leaders.rows[leadership.tab.table.currentIndex().row()].code == "NW"


def test_a_scenario_without_bcus_says_so(leadership: Host) -> None:
    leadership.document.choose(leadership.document.plan.scenarios[0].id)
    assert leadership.tab.panes[0].empty_words == "There is no BCU yet. Add one in the BCU list."
    assert {row.bcu for row in leadership.tab.contacts.rows} == {""}
    assert not leadership.tab.evenly.isEnabled()


@pytest.mark.parametrize("width", [485, 644, 760])
@pytest.mark.parametrize("page", [0, 1, 2])
def test_nothing_is_cut_at_any_width(leadership: Host, width: int, page: int) -> None:
    leadership.tab.resize(width, 590)
    leadership.tab.show_page(page)
    table = leadership.tab.tables[page]
    for i in table.shown_columns():
        assert table.columnWidth(i) >= table.wanted_width(i)
    assert sum(table.columnWidth(i) for i in table.shown_columns()) <= table.viewport().width()
