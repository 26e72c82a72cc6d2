"""The Response tab: the record drawn and in rows, its limits, and exposure as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.scenario.decisions import assign_boroughs
from tests.ui.panels.parts import cell_text, document_in, shown
from ui.panels.response_tab import ResponseTab

KINGSTON = "E09000021"


@pytest.fixture
def tab(qtbot: QtBot, tmp_path: Path) -> ResponseTab:
    return shown(qtbot, ResponseTab, document_in(tmp_path))


def test_the_record_is_there_month_by_month(tab: ResponseTab) -> None:
    assert cell_text(tab.record, "2017-07", "ea") == "48"
    assert cell_text(tab.record, "2017-08", "cn") == "78"
    assert cell_text(tab.record, "2017-01", "target") == "90"
    tab.shows.choose(1)
    assert tab.record.isVisible()
    assert not tab.chart.isVisible()


def test_the_chart_says_the_month_under_the_pointer(tab: ResponseTab, qtbot: QtBot) -> None:
    tab.grab()
    at = tab.chart.place_of(13).center().toPoint()
    qtbot.mouseMove(tab.chart, at)
    assert tab.chart.accessibleDescription() == (
        "Aug 2017: Central North 78 %, East Area 63 %, the Met 83 %, target 90 %"
    )


def test_the_record_starts_with_what_it_is_not(tab: ResponseTab) -> None:
    assert tab.limits[0].text() == "A record, not a prediction."
    assert tab.chart.accessibleDescription().startswith("A record, not a prediction.")


def test_no_response_figure_depends_on_the_scenario(tab: ResponseTab) -> None:
    before = tab.chart.table
    tab.document.choose("two-pathfinders-2017")
    assert tab.chart.table is before


def test_exposure_follows_the_scenario(tab: ResponseTab) -> None:
    assert cell_text(tab.exposure, "SW", "value") == "2.12"
    assert cell_text(tab.exposure, "SW", "outcome") == "At risk"
    tab.document.decide(assign_boroughs, (KINGSTON,), "SN")
    assert cell_text(tab.exposure, "SW", "value") != "2.12"
    tab.document.undo()
    assert cell_text(tab.exposure, "SW", "value") == "2.12"


def test_without_a_bcu_there_is_a_sentence_and_no_table(tab: ResponseTab) -> None:
    tab.document.choose("borough-commands-2016")
    assert not tab.exposure.isVisible()
    assert tab.quiet.text().startswith("No BCU has a borough yet.")


def test_the_chart_is_copied_as_a_table_and_as_a_picture(tab: ResponseTab, qtbot: QtBot) -> None:
    tab.chart.copy_table()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0] == "Month\tCentral North, %\tEast Area, %\tThe Met, %\tTarget, %"
    assert lines[13] == "2017-07\t74\t48\t82\t90"
    tab.chart.setFocus()
    with qtbot.waitSignal(tab.document.said):
        qtbot.keyClick(tab.chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().image().width() == 1920


def test_going_to_a_bcu_makes_its_row_current(tab: ResponseTab) -> None:
    tab.go_to("WA")
    assert tab.exposure.rows_model.rows[tab.exposure.currentIndex().row()].code == "WA"
