"""What the map does by hand, list and keys do without one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from planner.scenario.decisions import lock_boroughs
from tests.ui.shell.conftest import BARNET, ENFIELD, HARINGEY
from ui import main_window, map_controller
from ui.actions import bcus
from ui.main_window import MainWindow


def _menu(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def _act(window: MainWindow, name: str) -> QAction:
    return next(a for a in window.actions() if a.objectName() == name)


def _borough_row(window: MainWindow, borough: str) -> None:
    tree = window.list.tree
    tree.setFocus()
    index = window.list._model.index_of_borough(borough)
    tree.setCurrentIndex(index.parent())
    QTest.keyClick(tree, Qt.Key.Key_Right)
    while tree.currentIndex().siblingAtColumn(0) != index:
        QTest.keyClick(tree, Qt.Key.Key_Down)


def test_a_borough_moves_by_keyboard_alone_and_its_figures_come_first(window: MainWindow, qtbot: QtBot) -> None:
    _borough_row(window, ENFIELD)
    assert window.view.selected == {ENFIELD}
    QTest.keyClick(window.list.tree, Qt.Key.Key_Return)
    menu = _menu(qtbot)
    while menu.activeAction() is None or "North West" not in menu.activeAction().text():
        QTest.keyClick(menu, Qt.Key.Key_Down)

    assert window.view.then is not None
    assert window.controller.card.isVisible()
    assert window.controller.card.content.foot == "Enter or click to move · Esc leaves it"
    assert window._said.text() == "Preview only: nothing is changed yet. Esc leaves it as it was."
    assert "If released 15,934" in window.strip._posts.accessibleName()
    assert window.document.scenario.assignment[ENFIELD] == "NA"

    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert window.document.scenario.assignment[ENFIELD] == "NW"
    assert window.view.preview is None


def test_a_move_tried_and_what_then_happens_are_said_to_a_screen_reader(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    for module in (map_controller, main_window):
        monkeypatch.setattr(module, "announce", lambda widget, words: said.append(words))
    _borough_row(window, ENFIELD)
    QTest.keyClick(window.list.tree, Qt.Key.Key_Return)
    menu = _menu(qtbot)
    while menu.activeAction() is None or "North West" not in menu.activeAction().text():
        QTest.keyClick(menu, Qt.Key.Key_Down)
    assert said[-1].startswith("Move Enfield to North West (NW). North West posts: now 1,581, then 2,118, change +537")
    assert "G2 North Area has 1 borough (Haringey); at least 2 are needed" in said[-1]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert said[-1] == "Move Enfield from North Area to North West."
    window.document.decide(lock_boroughs, [ENFIELD])
    window.controller.preview_move((ENFIELD,), "NA")
    assert "Enfield is locked" in said[-1]


def test_leaving_the_menu_moves_nothing(window: MainWindow, qtbot: QtBot) -> None:
    _borough_row(window, ENFIELD)
    QTest.keyClick(window.list.tree, Qt.Key.Key_Return)
    menu = _menu(qtbot)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    assert window.view.preview is not None
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert window.view.preview is None
    assert not window.document.session.can_undo


def test_a_menu_says_why_a_locked_borough_cannot_go(window: MainWindow, qtbot: QtBot) -> None:
    window.document.decide(lock_boroughs, [ENFIELD])
    window.controller.ask_where((ENFIELD,))
    menu = _menu(qtbot)
    assert not any(action.isEnabled() for action in menu.actions() if not action.isSeparator())
    assert "Enfield is locked" in menu.actions()[0].toolTip()
    menu.close()


def test_delete_in_the_list_unassigns_and_the_unassigned_row_takes_the_borough(window: MainWindow) -> None:
    _borough_row(window, ENFIELD)
    QTest.keyClick(window.list.tree, Qt.Key.Key_Delete)
    assert window.document.outcome.unassigned == (ENFIELD,)
    assert window.list._model.rows[0].name == "Unassigned"
    assert [b.code for b in window.list._model.rows[0].boroughs] == [ENFIELD]


def test_locks_go_on_and_off_by_key(window: MainWindow) -> None:
    _borough_row(window, ENFIELD)
    lock = _act(window, "lock_boroughs")
    assert lock.text() == "Lock Enfield"
    lock.trigger()
    assert ENFIELD in window.document.scenario.locked_boroughs
    assert lock.text() == "Unlock Enfield"
    lock.trigger()
    assert not window.document.scenario.locked_boroughs


def test_selecting_a_bcu_row_selects_its_boroughs_on_the_map(window: MainWindow) -> None:
    window.list.focus_bcu("NA")
    assert window.view.selected == {ENFIELD, HARINGEY}
    assert window.map_pane.map_view.state.selected == {ENFIELD, HARINGEY}
    assert window.view.bcu == "NA"


def test_selecting_on_the_map_marks_the_borough_in_the_list(window: MainWindow) -> None:
    tree, model = window.list.tree, window.list._model
    tree.setExpanded(model.index_of_bcu("NW"), True)
    window.map_pane.map_view.selection_changed.emit(frozenset({BARNET}))
    assert window.view.selected == {BARNET}
    assert window.view.bcu == "NW"
    assert tree.selectionModel().isSelected(model.index_of_borough(BARNET))


def test_f8_walks_every_finding_and_comes_round(window: MainWindow) -> None:
    next_issue, previous = _act(window, "next_issue"), _act(window, "previous_issue")
    next_issue.trigger()
    assert window.view.bcu == "SW"
    assert "Issue 1 of 36" in window._said.text()
    next_issue.trigger()
    assert window.view.bcu == "SE"
    previous.trigger()
    previous.trigger()
    assert "Issue 36 of 36" in window._said.text()


def test_what_changes_nothing_is_said(window: MainWindow) -> None:
    window.controller.move([ENFIELD], "NA")
    assert window._said.text() == "Nothing changed: it is so already."


def test_no_two_acts_share_a_key(window: MainWindow) -> None:
    keys = [k.toString() for a in window.actions() for k in a.shortcuts()]
    assert len(keys) == len(set(keys))


def test_find_goes_to_the_wards_where_the_keyboard_is_there_and_to_the_map_otherwise(window: MainWindow) -> None:
    wards = window.tabs.show_tab("Wards")
    window.activateWindow()
    wards.table.setFocus()
    _act(window, "find").trigger()
    assert wards.find_box.hasFocus()
    window.list.tree.setFocus()
    _act(window, "find").trigger()
    assert window.map_pane.finder.hasFocus()


def test_escape_empties_the_find_box_that_has_the_keyboard_and_no_other(window: MainWindow) -> None:
    wards = window.tabs.show_tab("Wards")
    window.activateWindow()
    boxes = (wards.find_box, window.map_pane.finder)
    for at, box in enumerate(boxes):
        for each in boxes:
            each.setText("Barnet")
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Escape)
        assert box.text() == ""
        assert boxes[1 - at].text() == "Barnet"


def test_a_new_code_and_name_are_one_step_and_the_bcu_stays_chosen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.view.choose_bcu("NA")
    monkeypatch.setattr(bcus, "ask", lambda *_: ["LV", "Lee Valley"])
    _act(window, "rename_bcu").trigger()
    assert len(window.document.session.history) == 1
    assert window.view.bcu == "LV"
    window.document.undo()
    assert window.document.scenario.bcus["NA"].name == "North Area"
    assert "LV" not in window.document.scenario.bcus


def test_a_new_bcu_on_a_read_only_scenario_says_why_there_is_none(window: MainWindow) -> None:
    window.document.choose("borough-commands-2016")
    said: list[str] = []
    window.document.said.connect(said.append)
    window.list.new_asked.emit()
    assert said == ["Borough commands, 2016 is read-only. Duplicate it to make changes."]
