"""The bridge in the Savings tab: both readings, boroughs picked by a bar, figures asked for, copied, and drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from planner.scenario.decisions import assign_boroughs, set_note, set_override
from planner.words.vocabulary import Function, Role, Terms
from tests.ui.panels.parts import document_in, shown
from ui import theme as themes
from ui.panels.savings_tab import BRIDGE, SavingsTab

ENFIELD, HARINGEY = "E09000010", "E09000014"


@pytest.fixture
def tab(qtbot: QtBot, tmp_path: Path) -> SavingsTab:
    made = shown(qtbot, SavingsTab, document_in(tmp_path))
    made.show_reading(BRIDGE)
    made.bridge.chart.grab()
    return made


def middle_of(tab: SavingsTab, bar: str) -> QPoint:
    assert tab.bridge.bridge is not None
    at = [b.id for b in tab.bridge.bridge.bars].index(bar)
    return tab.bridge.chart.place_of(at).center().toPoint()


def test_the_bridge_ends_at_the_target_in_force(tab: SavingsTab) -> None:
    assert tab.bridge.bridge is not None
    assert [b.shown for b in tab.bridge.bridge.bars][-3:] == ["975.7*", "+26.8*", "1,002.5*"]
    assert "real 2017/18 prices" in tab.bridge.bridge.unit
    tab.document.set_terms(Terms.CASH)
    assert "cash, pay award 1 % a year" in tab.bridge.bridge.unit


def test_clicking_a_bar_selects_its_boroughs(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.document.decide(set_override, "NA", Function.RESPONSE, Role.CONSTABLE, 0)
    tab.bridge.chart.grab()
    with qtbot.waitSignal(tab.document.said) as said:
        qtbot.mouseClick(tab.bridge.chart, Qt.MouseButton.LeftButton, pos=middle_of(tab, "overrides"))
    assert tab.view.selected == {ENFIELD, HARINGEY}
    assert said.args == ["2 boroughs selected."]


def test_a_click_where_a_figure_is_written_opens_it_and_selects_nothing(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.view.select([ENFIELD])
    at = [b.id for b in tab.bridge.bridge.bars].index("Leadership")  # type: ignore[union-attr]
    place = tab.bridge.chart.place_of(at)
    asked: list[tuple[str, bool]] = []
    tab.figure_chosen.connect(lambda figure, opens: asked.append((figure, opens)))
    qtbot.mouseClick(
        tab.bridge.chart, Qt.MouseButton.LeftButton, pos=QPoint(round(place.right()) - 6, round(place.center().y()))
    )
    assert asked == [("bridge[Leadership]", True)]
    assert tab.view.selected == {ENFIELD}


def test_picking_a_bar_lets_an_open_panel_follow_it(tab: SavingsTab, qtbot: QtBot) -> None:
    asked: list[tuple[str, bool]] = []
    tab.figure_chosen.connect(lambda figure, opens: asked.append((figure, opens)))
    qtbot.mouseClick(tab.bridge.chart, Qt.MouseButton.LeftButton, pos=middle_of(tab, "Leadership"))
    assert asked == [("bridge[Leadership]", False)]


def test_a_bar_of_decisions_can_be_asked_about_by_enter(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.document.decide(assign_boroughs, [ENFIELD], "NW")
    qtbot.mouseClick(tab.bridge.reading.button(1), Qt.MouseButton.LeftButton)
    tab.bridge.chart.grab()
    at = [b.id for b in tab.bridge.bridge.bars].index("map")  # type: ignore[union-attr]
    tab.bridge.chart.setFocus()
    for _ in range(at + 1):
        qtbot.keyClick(tab.bridge.chart, Qt.Key.Key_Down)
    with qtbot.waitSignal(tab.explain_asked) as asked:
        qtbot.keyClick(tab.bridge.chart, Qt.Key.Key_Return)
    assert asked.args == ["decision[map]"]


def test_a_bar_about_no_borough_says_so_and_leaves_the_selection(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.view.select([ENFIELD])
    with qtbot.waitSignal(tab.document.said) as said:
        qtbot.mouseClick(tab.bridge.chart, Qt.MouseButton.LeftButton, pos=middle_of(tab, "gap"))
    assert "no borough of its own" in said.args[0]
    assert tab.view.selected == {ENFIELD}


def test_space_picks_and_enter_explains_the_bar_reached_by_keys(tab: SavingsTab, qtbot: QtBot) -> None:
    tab.bridge.chart.setFocus()
    qtbot.keyClick(tab.bridge.chart, Qt.Key.Key_Down)
    qtbot.keyClick(tab.bridge.chart, Qt.Key.Key_Down)
    assert tab.bridge.details.text() == "Leadership: −£7,811,960.00 a year."
    qtbot.keyClick(tab.bridge.chart, Qt.Key.Key_Space)
    assert len(tab.view.selected) == 32
    with qtbot.waitSignal(tab.explain_asked) as asked:
        qtbot.keyClick(tab.bridge.chart, Qt.Key.Key_Return)
    assert asked.args == ["bridge[Leadership]"]


def test_by_decision_shows_what_was_decided_and_how_it_comes_about(tab: SavingsTab, qtbot: QtBot) -> None:
    qtbot.mouseClick(tab.bridge.reading.button(1), Qt.MouseButton.LeftButton)
    assert tab.bridge.details.text().startswith("Nothing was decided in this scenario yet.")
    tab.document.decide(assign_boroughs, [ENFIELD], "NW")
    tab.document.decide(set_note, "tried")
    assert tab.bridge.bridge is not None
    bars = {b.id: b for b in tab.bridge.bridge.bars}
    assert bars["map"].boroughs == (ENFIELD,)
    tab.bridge.chart.setFocus()
    for _ in range(3):
        qtbot.keyClick(tab.bridge.chart, Qt.Key.Key_Down)
    assert "“Move Enfield from North Area to North West”" in tab.bridge.details.text()
    tab.document.undo()
    tab.document.undo()
    assert "map" not in [b.id for b in tab.bridge.bridge.bars]


def test_pointing_at_a_bar_moves_nothing(tab: SavingsTab, qtbot: QtBot) -> None:
    before = tab.bridge.chart.height()
    for _ in range(3):
        tab.bridge.chart.setFocus()
        qtbot.keyClick(tab.bridge.chart, Qt.Key.Key_Down)
    qtbot.wait(1)
    assert tab.bridge.chart.height() == before


def test_the_bridge_copies_as_a_table_to_the_penny(tab: SavingsTab) -> None:
    tab.bridge.chart.copy_table()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Step\t£ a year\tBoroughs"
    assert lines[2].split("\t")[:2] == ["Leadership", "-7811960.00"]


def test_the_bridge_is_drawn_in_every_look(tab: SavingsTab) -> None:
    light = tab.bridge.chart.grab().toImage()
    tab.set_theme(themes.dark())
    dark = tab.bridge.chart.grab().toImage()
    assert dark.pixelColor(3, 3) == themes.dark().panel
    assert light != dark
    assert tab.bridge.chart.picture().width() == 1920
