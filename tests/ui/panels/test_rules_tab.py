"""The Rules tab: switching, thresholds, ward teams, findings and where they lead."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.panels.parts import cell_text, document_in, shown, type_in
from ui.panels.rules_tab import RulesTab
from ui.panels.tabs_pane import TabsPane
from ui.view_state import ViewState


@pytest.fixture
def tab(qtbot: QtBot, tmp_path: Path) -> RulesTab:
    return shown(qtbot, RulesTab, document_in(tmp_path))


def test_every_rule_is_there_with_its_counts(tab: RulesTab) -> None:
    assert len(tab.model.rows) == 18
    assert cell_text(tab.table, "W1", "met") == "629"
    assert cell_text(tab.table, "G5", "at risk") == "4"
    assert cell_text(tab.table, "P1", "outcome") == "off"


def test_a_threshold_typed_in_its_cell_is_applied_and_undone(tab: RulesTab) -> None:
    assert type_in(tab.table, "W1", "threshold", "3")
    assert tab.document.scenario.rules["W1.minimum"] == 3
    assert cell_text(tab.table, "W1", "not met") == "629"
    assert cell_text(tab.table, "W1", "threshold") == "at least 3"
    tab.document.undo()
    assert cell_text(tab.table, "W1", "not met") == "0"


def test_a_threshold_that_cannot_be_is_refused_and_stays(tab: RulesTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.document.refused) as refusal:
        assert not type_in(tab.table, "T1", "threshold", "1 May 2031")
    assert "outside the years planned" in refusal.args[0]
    assert tab.document.scenario.rules["T1.date"] == "2019-03-31"
    assert cell_text(tab.table, "T1", "threshold") == "by 31 Mar 2019"


def test_two_thresholds_of_a_rule_are_set_beneath(tab: RulesTab, qtbot: QtBot) -> None:
    tab.go_to("G2")
    most = tab.detail.editors["G2.maximum"]
    most.setText("3")
    qtbot.keyClick(most, Qt.Key.Key_Return)
    assert tab.document.scenario.rules["G2.maximum"] == 3
    # South West alone has four boroughs.
    assert cell_text(tab.table, "G2", "not met") == "1"
    assert tab.detail.model.rows[0].reason == "South West has 4 boroughs; at most 3 are allowed"


def test_a_wrong_threshold_beneath_says_why_and_shows_what_stands(tab: RulesTab, qtbot: QtBot) -> None:
    tab.go_to("L2")
    editor = tab.detail.editors["L2.number"]
    editor.setText("four")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert tab.document.scenario.rules["L2.number"] == 5
    assert editor.text() == "5"


def test_space_switches_the_chosen_rule(tab: RulesTab, qtbot: QtBot) -> None:
    tab.go_to("P1")
    qtbot.keyClick(tab.table, Qt.Key.Key_Space)
    assert tab.document.scenario.rules["P1.on"] is True
    assert cell_text(tab.table, "P1", "outcome") == "Met"
    assert tab.detail.on.isChecked()
    qtbot.mouseClick(tab.detail.on, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert tab.document.scenario.rules["P1.on"] is False
    assert tab.detail.pane.empty_words == "Rule P1 is off. Switch it on to see what it finds."


def test_a_click_on_the_box_switches_a_rule(tab: RulesTab, qtbot: QtBot) -> None:
    index = tab.model.index(tab.model.row_of("T1"), 0)
    qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=tab.table.visualRect(index).center())
    assert tab.document.scenario.rules["T1.on"] is False


def test_a_ward_team_sets_both_minimums_in_one_step(tab: RulesTab) -> None:
    assert tab.team.value == "2+1"
    tab.team.picked.emit("2+3")
    assert tab.document.scenario.rules["W2.minimum"] == 3
    assert cell_text(tab.table, "W2", "not met") == "629"
    assert len(tab.document.session.history) == 1


def test_findings_stand_worst_first_and_lead_to_their_subject(tab: RulesTab, qtbot: QtBot) -> None:
    tab.go_to("G5")
    assert [row.subject for row in tab.detail.model.rows[:4]] == ["NW", "SE", "SN", "SW"]
    tab.detail.table.setCurrentIndex(tab.detail.model.index(3, 0))
    tab.detail.table.setFocus()
    with qtbot.waitSignal(tab.go_there) as gone:
        qtbot.keyClick(tab.detail.table, Qt.Key.Key_Return)
    assert gone.args == ["G5", "SW"]


def test_the_tabs_pass_on_where_a_finding_leads(qtbot: QtBot, tmp_path: Path) -> None:
    document = document_in(tmp_path)
    tabs = TabsPane(document, ViewState(document))
    qtbot.addWidget(tabs)
    rules = tabs.show_tab("Rules")
    with qtbot.waitSignal(tabs.go_there) as gone:
        rules.go_there.emit("G5", "SW")
    assert gone.args == ["G5", "SW"]


def test_going_to_a_finding_makes_it_current(tab: RulesTab) -> None:
    tab.go_to("G5:SN")
    assert tab.detail.table.currentIndex().row() == 2


def test_a_rule_with_nothing_to_speak_of_says_why(tab: RulesTab) -> None:
    tab.go_to("M2")
    assert tab.detail.pane.empty_words == ("Nothing to speak of: the target in force gives no figure for single years.")


def test_enter_on_why_shows_how_the_figure_of_a_finding_is_worked_out(tab: RulesTab, qtbot: QtBot) -> None:
    tab.go_to("L2:SW")
    table = tab.detail.table
    row = table.rows_model.row_of(("L2", "SW"))
    table.setCurrentIndex(table.rows_model.index(row, table.rows_model.column_of("reason")))
    with qtbot.waitSignal(tab.explain_asked) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.args == ["superintendents[SW]"]


@pytest.mark.parametrize("rule", ["W1", "G2", "G3"])
def test_the_focus_goes_from_the_rules_to_thresholds_switch_and_findings(tab: RulesTab, rule: str) -> None:
    tab.go_to(rule)
    detail = tab.detail
    wanted = [tab.table, *detail.editors.values(), detail.on, detail.table]
    order, at = [], tab.nextInFocusChain()
    while at is not tab:
        if at in wanted:
            order.append(at)
        at = at.nextInFocusChain()
    assert order == wanted
