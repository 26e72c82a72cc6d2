"""The timeline of go-lives: dragged month by month with the savings live underneath, one step, Esc gives it up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.views.timeline import YearUnder
from tests.ui.panels.parts import document_in, shown
from ui import theme as themes
from ui.panels.go_live_table import GoLiveTable
from ui.panels.savings_tab import SavingsTab

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def tab(qtbot: QtBot, tmp_path: Path) -> SavingsTab:
    return shown(qtbot, SavingsTab, document_in(tmp_path), 720, 1000)


def place(table: GoLiveTable, code: str, day: date) -> QPoint:
    inner = table.bar_cell()
    assert inner is not None
    row = table.rows_model.row_of(code)
    return QPoint(round(table.x_of(day, inner)), table.rowViewportPosition(row) + 8)


def carry(table: GoLiveTable, code: str, start: date, end: date) -> None:
    """Take hold of a bar and carry it, without letting go."""
    first, last = place(table, code, start), place(table, code, end)
    QTest.mousePress(table.viewport(), LEFT, NONE, first)
    for i in range(1, 5):
        QTest.mouseMove(table.viewport(), first + (last - first) * i / 4)
        QTest.qWait(2)


def let_go(table: GoLiveTable) -> None:
    QTest.mouseRelease(table.viewport(), LEFT, NONE, QPoint(5, 5))


def under(tab: SavingsTab) -> dict[str, YearUnder]:
    return {year.year: year for year in tab.go_live.foot.years}


def test_the_savings_underneath_follow_the_drag_and_nothing_is_changed_yet(tab: SavingsTab) -> None:
    table, before = tab.go_live.table, tab.document.plan
    carry(table, "CE", date(2018, 10, 31), date(2018, 4, 30))
    assert table.tried_day == ("CE", date(2018, 4, 30))
    assert (under(tab)["2018/19"].text, under(tab)["2018/19"].then) == ("45.8*", "49.5")
    assert tab.view.then is not None
    assert tab.document.plan is before
    table.give_up()


def test_letting_go_is_one_step_that_undo_takes_back(tab: SavingsTab) -> None:
    table = tab.go_live.table
    carry(table, "CE", date(2018, 10, 31), date(2018, 4, 30))
    let_go(table)
    assert tab.document.scenario.bcus["CE"].go_live == date(2018, 4, 30)
    assert [step.label for step in tab.document.session.history] == ["Set go-live of Central East to 30 Apr 2018"]
    assert tab.view.preview is None
    assert (under(tab)["2018/19"].text, under(tab)["2018/19"].then) == ("49.5*", "")
    tab.document.undo()
    assert tab.document.scenario.bcus["CE"].go_live == date(2018, 10, 31)


def test_esc_gives_the_drag_up(tab: SavingsTab, qtbot: QtBot) -> None:
    table = tab.go_live.table
    carry(table, "CE", date(2018, 10, 31), date(2018, 4, 30))
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert (table.tried_day, tab.view.preview) == (None, None)
    let_go(table)
    assert tab.document.session.history == ()
    assert under(tab)["2018/19"].then == ""


def test_a_bar_carried_back_to_where_it_was_is_no_step(tab: SavingsTab) -> None:
    table = tab.go_live.table
    carry(table, "CE", date(2018, 10, 31), date(2018, 4, 30))
    QTest.mouseMove(table.viewport(), place(table, "CE", date(2018, 10, 31)))
    QTest.qWait(2)
    let_go(table)
    assert tab.document.session.history == ()
    assert tab.view.preview is None


def test_a_click_on_a_bar_moves_nothing(tab: SavingsTab, qtbot: QtBot) -> None:
    table = tab.go_live.table
    qtbot.mouseClick(table.viewport(), LEFT, pos=place(table, "NA", date(2019, 2, 1)))
    assert tab.document.session.history == ()
    assert table.chosen_code == "NA"


def test_a_bcu_with_no_date_gets_one_where_its_row_is_dragged(tab: SavingsTab, qtbot: QtBot) -> None:
    table = tab.go_live.table
    table.clear_date_asked.emit("CN")
    carry(table, "CN", date(2018, 1, 5), date(2018, 7, 10))
    let_go(table)
    assert tab.document.scenario.bcus["CN"].go_live == date(2018, 7, 31)


def test_the_foot_says_years_in_words_and_the_price_terms(tab: SavingsTab) -> None:
    words = tab.go_live.foot.accessibleDescription()
    assert "2018/19: gross saving £45.8m" in words
    assert "real 2017/18 prices" in tab.go_live.foot._head


def test_the_foot_is_drawn_in_every_look(tab: SavingsTab) -> None:
    light = tab.go_live.foot.grab().toImage()
    tab.set_theme(themes.dark())
    assert tab.go_live.foot.grab().toImage() != light
