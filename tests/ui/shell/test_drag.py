"""A drag shows its figures before the drop, changes nothing until it, and is one labelled step after it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from planner.scenario.decisions import assign_boroughs, lock_boroughs
from planner.views.drag import BY_HAND, drag_card
from tests.ui.shell.conftest import BARNET, CITY, ENFIELD, HARINGEY, Hand, Make
from ui.main_window import MainWindow
from ui.map.view import MapView
from ui.map_controller import content_of

SUTTON, HILLINGDON = "E09000029", "E09000017"
LABEL = "Move Enfield from North Area to North West"


def test_a_drag_shows_its_figures_everywhere_before_the_drop(window: MainWindow, hand: Hand) -> None:
    hand.lift(ENFIELD)
    hand.over(BARNET)

    card = window.controller.card
    assert card.isVisible()
    assert card.content.title == "Move Enfield to North West (NW)"
    rows = {row.label.strip(): (row.now, row.then, row.change) for row in card.content.rows}
    assert rows["North West posts"] == ("1,581", "2,118", "+537")
    assert rows["All posts"][2] == "−3"
    assert any(line.text == "Joined by land: Barnet–Enfield, 10.3 km" for line in card.content.lines)

    assert "If released 15,934" in window.strip._posts.accessibleName()
    opened = [row.code for row in window.list._model.rows if row.opened]
    assert opened == ["NA", "NW"]
    first = window.issues._model.lines[0]
    assert first.then
    assert first.rule == "G2"
    assert window.document.scenario.assignment[ENFIELD] == "NA"
    hand.let_go(ENFIELD)


def test_the_drop_is_one_step_that_undo_names(window: MainWindow, hand: Hand) -> None:
    hand.lift(ENFIELD)
    hand.over(BARNET)
    hand.let_go(BARNET)

    assert window.document.scenario.assignment[ENFIELD] == "NW"
    assert len(window.document.session.history) == 1
    assert window.view.preview is None
    assert not window.controller.card.isVisible()
    undo = next(a for a in window.actions() if a.objectName() == "undo")
    assert undo.text() == f"Undo: {LABEL}"

    undo.trigger()
    assert window.document.scenario.assignment[ENFIELD] == "NA"
    assert next(a for a in window.actions() if a.objectName() == "redo").text() == f"Redo: {LABEL}"


def test_escape_leaves_everything_as_it_was(window: MainWindow, hand: Hand) -> None:
    before = window.document.plan
    wards = window.tabs.show_tab("Wards")
    wards.find_box.setText("Abbey")
    window.map_pane.map_view.setFocus()
    hand.lift(ENFIELD)
    hand.over(BARNET)
    QTest.keyClick(hand.map, Qt.Key.Key_Escape)

    assert wards.find_box.text() == "Abbey"
    assert window.view.preview is None
    assert not window.controller.card.isVisible()
    hand.let_go(BARNET)
    assert window.document.plan is before
    assert not window.document.session.can_undo


def test_a_locked_borough_refuses_at_the_cursor_and_says_why(window: MainWindow, hand: Hand) -> None:
    window.document.decide(lock_boroughs, [ENFIELD])
    hand.lift(ENFIELD)
    hand.over(BARNET)

    assert "Enfield is locked in North Area" in window.controller.card.content.refused
    assert window.view.preview is None
    hand.let_go(BARNET)
    assert window.document.scenario.assignment[ENFIELD] == "NA"
    assert "Enfield is locked" in window._said.text()


def test_the_same_bcu_is_refused_in_a_sentence(window: MainWindow, hand: Hand) -> None:
    hand.lift(ENFIELD)
    hand.over(HARINGEY)
    assert window.controller.card.content.refused == "Enfield is in North Area already."
    hand.let_go(HARINGEY)
    assert not window.document.session.can_undo


def test_the_city_cannot_be_moved_and_nothing_can_be_moved_to_it(window: MainWindow, hand: Hand) -> None:
    hand.lift(CITY)
    hand.over(BARNET)
    assert "own police force" in window.controller.card.content.refused
    hand.let_go(BARNET)

    hand.lift(ENFIELD)
    hand.over(CITY)
    assert window.controller.card.content.refused
    hand.let_go(CITY)
    assert not window.document.session.can_undo


def test_a_read_only_scenario_refuses_and_says_how_to_go_on(window: MainWindow, hand: Hand) -> None:
    window.document.choose("borough-commands-2016")
    hand.lift(ENFIELD)
    hand.over(BARNET)
    assert (
        "Duplicate it" in window.controller.card.content.refused or "cannot" in window.controller.card.content.refused
    )
    hand.let_go(BARNET)
    assert not window.document.session.can_undo


def test_dropped_outside_the_map_a_borough_is_unassigned(window: MainWindow, hand: Hand) -> None:
    hand.lift(ENFIELD)
    outside = QPoint(3, 3)
    hand.move_to(outside)
    assert window.controller.card.content.title == "Take Enfield out of its BCU"
    QTest.mouseRelease(hand.map.viewport(), Qt.MouseButton.LeftButton, pos=outside)
    assert ENFIELD not in window.document.scenario.assignment
    assert window.list._model.rows[0].boroughs[0].name == "Enfield"


def test_an_issue_stays_chosen_while_a_move_brings_others_above_it(window: MainWindow, hand: Hand) -> None:
    table, model = window.issues.table, window.issues._model
    table.selectRow(1)
    chosen = model.lines[1]
    hand.lift(ENFIELD)
    hand.over(BARNET)
    assert model.lines[0].then
    line = model.lines[table.currentIndex().row()]
    assert (line.rule, line.outcome, line.then) == (chosen.rule, chosen.outcome, False)
    assert {t.code for t in chosen.targets} - {t.code for t in line.targets} == {"NW"}
    assert model.index(table.currentIndex().row(), 2).data() == line.words
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == [line.rule for line in model.lines]
    hand.over(HARINGEY)
    assert model.lines[table.currentIndex().row()] == chosen
    hand.let_go(HARINGEY)


def test_places_ahead_are_worked_out_while_the_hand_rests_and_show_the_same(
    window: MainWindow, hand: Hand, qtbot: QtBot
) -> None:
    hand.lift(ENFIELD)
    qtbot.waitUntil(lambda: not window.controller._ahead)
    assert window.view.preview is None
    hand.over(BARNET)
    assert window.view.preview is not None
    assert window.controller.card.content.foot == "Release to move · Esc leaves it as it was"
    now = window.document.outcome
    step = assign_boroughs(window.document.plan, window.document.scenario.id, (ENFIELD,), "NW")
    assert step is not None
    assert window.view.preview.step.edits == step.edits
    assert window.controller.card.content == content_of(drag_card(now, window.view.preview.outcome, (ENFIELD,), "NW"))
    hand.let_go(BARNET)
    assert window.controller._tried == {}


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (960, 540)])
def test_in_a_small_window_the_card_is_whole_and_never_hides_the_borough_under_the_pointer_nor_its_label(
    make_window: Make, width: int, height: int
) -> None:
    window = make_window(width, height)
    hand, view, card = Hand(window), window.map_pane.map_view, window.controller.card
    hand.lift(ENFIELD)
    over = [b.code for b in window.document.outcome.area.policed if b.code != ENFIELD]
    for borough in over:
        hand.over(borough)
        inside = card.geometry().adjusted(6, 6, -6, -6)
        assert view.viewport().rect().contains(inside), borough
        assert card.content.refused or card.content.foot == BY_HAND
        hidden = [part for part in _of(view, borough) if part.intersects(inside)]
        assert not hidden, borough
    hand.let_go(ENFIELD)


def _of(view: MapView, borough: str) -> list[QRect]:
    return [*view.ground_of([borough]), *view.labels_of([borough])]


def test_the_card_beside_the_menu_is_not_under_it(make_window: Make) -> None:
    window = make_window(1366, 768)
    window.view.select({ENFIELD})
    window.controller.ask_where((ENFIELD,))
    menu = window.map_pane.map_view.findChildren(QMenu)[-1]
    port = window.map_pane.map_view.viewport()
    over = QRect(port.mapFromGlobal(menu.geometry().topLeft()), menu.size())
    for action in [a for a in menu.actions() if a.isEnabled() and not a.isSeparator()]:
        menu.setActiveAction(action)
        card = window.controller.card
        assert card.isVisible()
        assert not over.intersects(card.geometry().adjusted(6, 6, -6, -6)), action.text()
    menu.close()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (960, 540)])
def test_the_row_of_the_bcu_pointed_at_is_in_sight_and_the_list_goes_back_after(
    make_window: Make, width: int, height: int
) -> None:
    window = make_window(width, height)
    hand, tree, model = Hand(window), window.list.tree, window.list._model
    hand.lift(ENFIELD)
    for borough in (BARNET, SUTTON, HILLINGDON):
        hand.over(borough)
        code = window.document.scenario.assignment[borough]
        row = tree.visualRect(model.index_of_bcu(code))
        assert tree.viewport().rect().contains(row), code
    QTest.keyClick(hand.map, Qt.Key.Key_Escape)
    assert tree.verticalScrollBar().value() == 0
    hand.let_go(ENFIELD)
