"""The Savings tab over the shipped plan: figures, terms, target, dates and cost changed in place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from planner.scenario.decisions import choose_target, set_override
from planner.words.vocabulary import Function, Role, Terms
from tests.ui.panels.parts import cell_text, document_in, shown, type_in
from ui import theme as themes
from ui.panels.savings_tab import SavingsTab


@pytest.fixture
def tab(qtbot: QtBot, tmp_path: Path) -> SavingsTab:
    return shown(qtbot, SavingsTab, document_in(tmp_path))


def years(tab: SavingsTab, row: str) -> list[str]:
    return [cell_text(tab.table, row, year) for year in ("2016/17", "2017/18", "2018/19", "2019/20")]


def test_the_table_shows_the_shipped_savings(tab: SavingsTab) -> None:
    assert years(tab, "gross") == ["2.4", "14.7", "45.8", "99.8"]
    assert years(tab, "net") == ["2.4", "12.5", "43.9", "97.8"]
    assert years(tab, "gap") == ["−70.6", "−58.3", "−27.2", "+26.8"]
    assert cell_text(tab.table, "gross", "full") == "99.8"
    assert cell_text(tab.table, "rounding", "full") == "+0.4"


def test_a_typed_go_live_changes_the_figures_at_once_and_is_one_step(tab: SavingsTab) -> None:
    dates = tab.go_live.table
    assert type_in(dates, "CN", "date", "31 Jan 2018")
    assert cell_text(dates, "CN", "date") == "31 Jan 2018"
    assert cell_text(dates, "CN", "status") == "planner's input"
    # Only East Area is left in 2016/17: 60 of 365 days of £7,600,264 is £1.2m.
    assert years(tab, "gross")[:2] == ["1.2", "8.8"]
    assert "gross £1.2m" in tab.chart.points[0].words
    assert len(tab.document.session.history) == 1
    tab.document.undo()
    assert years(tab, "gross")[0] == "2.4"
    assert cell_text(dates, "CN", "status") == "verified"


def test_a_date_is_typed_in_its_own_cell(tab: SavingsTab, qtbot: QtBot) -> None:
    dates = tab.go_live.table
    dates.choose_code("SW")
    dates.setFocus()
    qtbot.keyClick(dates, Qt.Key.Key_F2)
    line = dates.viewport().findChild(QLineEdit)
    assert line is not None
    assert line.text() == "31 May 2018"
    line.setText("2018-07-01")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.document.scenario.bcus["SW"].go_live == date(2018, 7, 1))
    assert cell_text(dates, "SW", "date") == "1 Jul 2018"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1 May 2031", "outside the years planned"),
        ("soon", "is not a date"),
        ("03/04/2018", "could be 3 April 2018 or 4 March 2018"),
    ],
)
def test_a_date_that_cannot_be_is_refused_in_words_and_nothing_changes(
    tab: SavingsTab, qtbot: QtBot, typed: str, said: str
) -> None:
    before = tab.document.plan
    with qtbot.waitSignal(tab.document.refused) as refusal:
        assert not type_in(tab.go_live.table, "CN", "date", typed)
    assert said in refusal.args[0]
    assert tab.document.plan is before
    assert cell_text(tab.go_live.table, "CN", "date") == "31 Jan 2017"


def test_the_arrow_keys_move_a_go_live_by_a_month(tab: SavingsTab, qtbot: QtBot) -> None:
    dates = tab.go_live.table
    dates.choose_code("CE")
    dates.setFocus()
    qtbot.keyClick(dates, Qt.Key.Key_Right)
    assert tab.document.scenario.bcus["CE"].go_live == date(2018, 11, 30)
    qtbot.keyClick(dates, Qt.Key.Key_Left)
    qtbot.keyClick(dates, Qt.Key.Key_Left)
    assert tab.document.scenario.bcus["CE"].go_live == date(2018, 9, 30)
    assert dates.chosen_code == "CE"


def test_delete_clears_a_go_live(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.go_live.table.choose_code("CN")
    tab.go_live.table.setFocus()
    qtbot.keyClick(tab.go_live.table, Qt.Key.Key_Delete)
    assert tab.document.scenario.bcus["CN"].go_live is None
    assert cell_text(tab.go_live.table, "CN", "date") == "no date"


def test_cash_terms_change_every_figure_and_say_so(tab: SavingsTab, qtbot: QtBot) -> None:
    qtbot.mouseClick(tab.terms.button(1), Qt.MouseButton.LeftButton)
    assert tab.document.terms is Terms.CASH
    assert cell_text(tab.table, "gross", "2019/20") == "101.8"
    assert tab.model.columns[0].title == "£ million, cash"
    assert "cash, pay award 1 % a year" in tab.chart.accessibleDescription()
    tab.document.set_terms(Terms.REAL)
    assert tab.terms.current == 0
    assert cell_text(tab.table, "gross", "2019/20") == "99.8"


def test_another_target_in_force_is_chosen_above_and_undone(tab: SavingsTab) -> None:
    tab.target.picked.emit("f001")
    assert tab.document.scenario.target_in_force == "f001"
    assert cell_text(tab.table, "share", "2019/20") == "39 %"
    assert cell_text(tab.table, "share", "label") == "This programme's share of £400m"
    tab.document.undo()
    assert tab.target.value == "f013"
    assert cell_text(tab.table, "gap", "2019/20") == "+26.8"


def test_a_target_is_put_in_force_from_the_register(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.show_part(2)
    tab.targets.choose("f003")
    assert "this programme's share" in tab.targets.note.text()
    qtbot.mouseClick(tab.targets.force, Qt.MouseButton.LeftButton)
    assert tab.document.scenario.target_in_force == "f003"
    assert not tab.targets.force.isEnabled()
    assert cell_text(tab.targets.table, "f003", "force") == "in force"


def test_one_off_cost_is_typed_in_millions_and_taken_from_the_net(tab: SavingsTab) -> None:
    tab.show_part(1)
    assert type_in(tab.one_off.table, "revenue", "2017/18", "3.5")
    assert tab.document.scenario.one_off.revenue["2017/18"] == 3_500_000
    assert cell_text(tab.table, "net", "2017/18") == "11.2"
    assert "£11.175m; £9.919m was approved" in tab.one_off.key.accessibleDescription()
    assert not type_in(tab.one_off.table, "capital", "2018/19", "lots")
    assert tab.document.scenario.one_off.capital["2018/19"] == 3_723_000


def test_a_negative_cost_is_refused_at_its_cell_and_not_computed_with(tab: SavingsTab, qtbot: QtBot) -> None:
    before = tab.document.plan
    tab.show_part(1)
    for kind in ("revenue", "capital"):
        with qtbot.waitSignal(tab.document.refused) as refusal:
            assert not type_in(tab.one_off.table, kind, "2017/18", "-3.5")
        assert "must be from 0 to 100,000,000,000; −3,500,000 is not" in refusal.args[0]
    assert tab.document.plan is before
    assert cell_text(tab.table, "net", "2017/18") == "12.5"


def test_a_read_only_scenario_refuses_and_stays_as_it_was(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.document.choose("borough-commands-2016")
    with qtbot.waitSignal(tab.document.refused) as refusal:
        tab.target.picked.emit("f001")
    assert "read-only" in refusal.args[0]
    assert tab.target.value == "f013"
    assert tab.go_live.empty.isVisible()


def test_any_figure_can_be_asked_how_it_is_worked_out(tab: SavingsTab, qtbot: QtBot) -> None:
    net = tab.model.index(tab.model.row_of("net"), tab.model.column_of("2019/20"))
    with qtbot.waitSignal(tab.explain_asked) as asked:
        tab.table.menu_for(net).actions()[0].trigger()
    assert asked.args == ["net[2019/20]"]
    with qtbot.waitSignal(tab.explain_asked) as asked:
        tab.table.doubleClicked.emit(net)
    assert asked.args == ["net[2019/20]"]
    tab.table.setCurrentIndex(net)
    with qtbot.waitSignal(tab.explain_asked) as asked:
        qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert asked.args == ["net[2019/20]"]


def test_the_chart_is_read_by_keyboard_and_explains_what_is_chosen(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.chart.setFocus()
    for _ in range(4):
        qtbot.keyClick(tab.chart, Qt.Key.Key_Right)
    assert tab.chart.accessibleDescription().startswith("2019/20: gross £99.8m")
    with qtbot.waitSignal(tab.explain_asked) as asked:
        qtbot.keyClick(tab.chart, Qt.Key.Key_Return)
    assert asked.args == ["net[2019/20]"]


def test_a_move_not_yet_made_shows_beside_the_full_year_until_it_is_given_up(tab: SavingsTab) -> None:
    preview = tab.document.would(set_override, "CN", Function.RESPONSE, Role.CONSTABLE, 0)
    tab.view.set_preview(preview)
    assert "▸" in cell_text(tab.table, "gross", "full")
    tab.view.set_preview(None)
    assert cell_text(tab.table, "gross", "full") == "99.8"


def test_going_to_a_bcu_a_target_and_a_year_makes_each_current(tab: SavingsTab) -> None:
    tab.go_to("NA")
    assert tab.go_live.table.chosen_code == "NA"
    tab.go_to("f004")
    assert tab.targets.isVisible()
    tab.go_to("2018/19")
    row, column = tab.table.cell(tab.table.currentIndex())
    assert (row.id, column.key) == ("net", "2018/19")


def test_the_bcu_looked_at_elsewhere_is_current_among_the_go_lives(tab: SavingsTab) -> None:
    tab.view.choose_bcu("SE")
    assert tab.go_live.table.chosen_code == "SE"


def test_out_of_sight_the_tab_waits_and_catches_up_when_shown(tab: SavingsTab) -> None:
    tab.hide()
    assert type_in(tab.go_live.table, "CN", "date", "31 Jan 2018")
    assert years(tab, "gross")[0] == "2.4"
    tab.show()
    assert years(tab, "gross")[0] == "1.2"


def test_no_figure_is_cut_in_the_narrowest_pane(qtbot: QtBot, tmp_path: Path) -> None:
    tab = shown(qtbot, SavingsTab, document_in(tmp_path), 460, 480)
    for part in range(4):
        tab.show_part(part)
        qtbot.wait(1)
        for table in (tab.table, tab.go_live.table, tab.one_off.table, tab.targets.table, tab.by_bcu.table):
            if table.isVisible():
                room = table.viewport().width()
                assert sum(table.columnWidth(i) for i in table.shown_columns()) <= room
                for i in table.shown_columns():
                    if table.rows_model.columns[i].is_number:
                        assert table.columnWidth(i) >= table.fitting.wanted(i)


def test_a_theme_is_taken_by_every_part(tab: SavingsTab) -> None:
    tab.set_theme(themes.dark())
    assert tab.chart.grab().toImage().pixelColor(3, 3) == themes.dark().panel
    assert tab.go_live.table.theme is themes.dark()


@pytest.mark.parametrize("terms", [Terms.REAL, Terms.CASH])
@pytest.mark.parametrize("width", [472, 484])
def test_every_year_stands_uncut_in_a_small_window(tab: SavingsTab, terms: Terms, width: int) -> None:
    tab.resize(width, 600)
    tab.document.set_terms(terms)
    tab.show_part(3)
    for target in tab.document.scenario.targets:
        tab.document.decide(choose_target, target)
        for table in (tab.table, tab.by_bcu.table):
            table.fit_columns()
            every = range(len(table.rows_model.columns))
            assert table.shown_columns() == list(every)
            assert all(table.columnWidth(at) >= table.wanted_width(at) for at in every)
            assert sum(map(table.columnWidth, every)) <= table.viewport().width()


def test_a_short_figure_is_said_whole_where_it_is_pointed_at(tab: SavingsTab) -> None:
    tab.resize(484, 600)
    tab.table.fit_columns()
    model = tab.table.rows_model
    row, label = model.row_of("cumulative_net"), model.column_of("label")
    assert tab.table.text_of(model.columns[label], model.rows[row]) == "Cumulative"
    assert model.index(row, label).data(Qt.ItemDataRole.ToolTipRole) == "Cumulative net saving"
    gap = model.index(model.row_of("gap"), model.column_of("2016/17"))
    assert str(gap.data(Qt.ItemDataRole.ToolTipRole)).startswith("−£70,")
