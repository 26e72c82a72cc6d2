"""The hand's acts on the map: real mouse and key events, and what the map says of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.map.london import BCUS, CITY, CODE, area, outlines, state
from ui.map.state import NOWHERE, BcuLook, DragPreview, MapState
from ui.map.view import MapView

ENFIELD, BARNET, HACKNEY, BROMLEY = (CODE[n] for n in ("Enfield", "Barnet", "Hackney", "Bromley"))
LEFT = Qt.MouseButton.LeftButton
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Hand:
    """Moves the mouse over a map, keeps what the map says, and echoes the selection as its owner would."""

    def __init__(self, view: MapView) -> None:
        self.view = view
        self.said: list[tuple[str, Any]] = []
        view.selection_changed.connect(lambda codes: self.view.set_state(replace(view.state, selected=codes)))
        for name in (
            "borough_clicked", "selection_changed", "drag_started", "drag_moved", "drag_dropped",
            "drag_cancelled", "context_menu", "hovered", "move_requested", "lock_requested", "unassign_requested",
        ):  # fmt: skip
            getattr(view, name).connect(lambda *given, n=name: self.said.append((n, given[0] if given else None)))

    def heard(self, name: str) -> list[Any]:
        return [value for said, value in self.said if said == name]

    def at(self, code: str) -> QPoint:
        return self.view.position_of(code)

    def click(self, code: str, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, keys, self.at(code))

    def press(self, at: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.mousePress(self.view.viewport(), LEFT, keys, at)

    def move(self, at: QPoint) -> None:
        """A move with the left button down, which QTest cannot send by itself."""
        viewport = self.view.viewport()
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(viewport.mapToGlobal(at)), LEFT, LEFT, NONE)
        QApplication.sendEvent(viewport, event)

    def release(self, at: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseRelease(self.view.viewport(), LEFT, keys, at)

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.press(start)
        self.move(start + QPoint(4, 3))
        self.move(end)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view, key, keys)


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    view = MapView(area(), outlines())
    qtbot.addWidget(view)
    view.resize(720, 640)
    view.set_state(state())
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()
    return Hand(view)


def test_a_click_selects_and_a_second_with_ctrl_adds_then_takes_away(hand: Hand) -> None:
    hand.click(ENFIELD)
    hand.click(BARNET, CTRL)
    hand.click(ENFIELD, CTRL)
    assert hand.heard("borough_clicked") == [ENFIELD, BARNET, ENFIELD]
    assert hand.heard("selection_changed") == [{ENFIELD}, {ENFIELD, BARNET}, {BARNET}]


def test_a_click_on_the_ground_selects_none(hand: Hand) -> None:
    hand.click(ENFIELD)
    QTest.mouseClick(hand.view.viewport(), LEFT, NONE, QPoint(3, 3))
    assert hand.view.state.selected == frozenset()


def test_a_drag_names_each_target_before_the_drop(hand: Hand) -> None:
    hand.drag(hand.at(ENFIELD), hand.at(BARNET))
    hand.move(hand.at(HACKNEY))
    assert hand.heard("drag_started") == [(ENFIELD,)]
    assert hand.heard("drag_moved") == ["NA", "NW", "CE"]
    assert hand.heard("drag_dropped") == []
    hand.release(hand.at(HACKNEY))
    assert hand.heard("drag_dropped") == ["CE"]
    assert hand.heard("borough_clicked") == []


def test_a_tremble_is_a_click_and_no_drag(hand: Hand) -> None:
    hand.press(hand.at(ENFIELD))
    hand.move(hand.at(ENFIELD) + QPoint(2, 1))
    hand.release(hand.at(ENFIELD) + QPoint(2, 1))
    assert hand.heard("drag_started") == []
    assert hand.view.state.selected == {ENFIELD}


def test_dragging_one_of_the_selected_drags_them_all(hand: Hand) -> None:
    hand.view.set_state(state(selected=frozenset({ENFIELD, BARNET})))
    hand.drag(hand.at(BARNET), hand.at(HACKNEY))
    assert hand.heard("drag_started") == [tuple(sorted((ENFIELD, BARNET)))]


def test_dragging_another_leaves_the_selected_alone(hand: Hand) -> None:
    hand.view.set_state(state(selected=frozenset({ENFIELD, BARNET})))
    hand.drag(hand.at(BROMLEY), hand.at(HACKNEY))
    assert hand.heard("drag_started") == [(BROMLEY,)]


def test_there_is_no_target_on_the_city_or_an_unassigned_borough_and_nowhere_outside(hand: Hand) -> None:
    hand.view.set_state(state(assignment={**state().assignment, HACKNEY: None}))
    hand.drag(hand.at(ENFIELD), hand.at(CITY))
    hand.move(hand.at(HACKNEY))
    hand.move(QPoint(3, 3))
    hand.move(QPoint(-30, 200))
    assert hand.heard("drag_moved")[1:] == [None, None, NOWHERE, NOWHERE]


def test_esc_during_a_drag_moves_nothing(hand: Hand) -> None:
    hand.drag(hand.at(ENFIELD), hand.at(BARNET))
    hand.key(Qt.Key.Key_Escape)
    hand.release(hand.at(BARNET))
    assert hand.heard("drag_cancelled") == [None]
    assert hand.heard("drag_dropped") == []
    assert hand.heard("borough_clicked") == []


def test_esc_is_the_maps_while_a_borough_is_held_and_the_windows_otherwise(hand: Hand) -> None:
    def taken() -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, NONE)
        event.ignore()
        QApplication.sendEvent(hand.view, event)
        return event.isAccepted()

    assert not taken()
    hand.drag(hand.at(ENFIELD), hand.at(BARNET))
    assert taken()


def test_a_drag_ends_where_it_was_when_the_keyboard_goes_elsewhere(hand: Hand) -> None:
    hand.drag(hand.at(ENFIELD), hand.at(BARNET))
    hand.view.clearFocus()
    assert hand.heard("drag_cancelled") == [None]


def test_a_refused_move_shows_the_not_allowed_pointer(hand: Hand) -> None:
    hand.drag(hand.at(ENFIELD), hand.at(BARNET))
    hand.view.set_state(state(preview=DragPreview((ENFIELD,), "NW", refused=True)))
    assert hand.view.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    hand.view.set_state(state(preview=DragPreview((ENFIELD,), "NW")))
    assert hand.view.viewport().cursor().shape() == Qt.CursorShape.ClosedHandCursor
    hand.release(hand.at(BARNET))
    assert hand.view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_ghost_keeps_its_offset_from_the_pointer(hand: Hand) -> None:
    start = hand.at(ENFIELD) + QPoint(9, -6)
    hand.drag(start, hand.at(HACKNEY))
    ghost = hand.view.map.ghost_offset()
    assert hand.view.mapFromScene(ghost) - hand.view.mapFromScene(QPointF()) == hand.at(HACKNEY) - start


def test_a_rectangle_from_the_ground_selects_what_it_holds(hand: Hand) -> None:
    box = [hand.at(ENFIELD), hand.at(CODE["Haringey"])]
    hand.press(QPoint(box[0].x() - 40, 2))
    hand.move(QPoint(box[0].x() + 30, box[1].y() + 4))
    hand.release(QPoint(box[0].x() + 30, box[1].y() + 4))
    assert hand.view.state.selected == {ENFIELD, CODE["Haringey"]}
    assert hand.heard("drag_started") == []


def test_a_rectangle_with_shift_may_begin_on_a_borough(hand: Hand) -> None:
    start, end = hand.at(BROMLEY) + QPoint(8, -8), hand.at(CODE["Sutton"]) + QPoint(-8, 40)
    hand.press(start, SHIFT)
    hand.move(end)
    hand.release(end, SHIFT)
    assert {BROMLEY, CODE["Sutton"], CODE["Croydon"]} <= hand.view.state.selected
    assert hand.heard("drag_started") == []


def test_arrows_walk_and_shift_gathers(hand: Hand) -> None:
    hand.click(BROMLEY)
    hand.key(Qt.Key.Key_Left)
    assert hand.view.state.selected == {CODE["Croydon"]}
    assert hand.view.focused == CODE["Croydon"]
    hand.key(Qt.Key.Key_Left, SHIFT)
    assert hand.view.state.selected == {CODE["Croydon"], CODE["Sutton"]}


def test_the_borough_the_keyboard_is_on_is_said_aloud(hand: Hand) -> None:
    locked = {**BCUS, "SN": BcuLook("SN", "South Area", "blue-1", locked=True)}
    hand.view.set_state(state(bcus=locked))
    hand.click(BROMLEY)
    hand.key(Qt.Key.Key_Left)
    assert hand.view.accessibleName() == "Map of boroughs: Croydon, South Area, locked"


def test_the_owners_words_are_said_where_it_gives_them(qtbot: QtBot) -> None:
    view = MapView(area(), outlines(), describe=lambda code: f"borough {code}")
    qtbot.addWidget(view)
    view.set_state(state())
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleName() == f"Map of boroughs: borough {view.focused}"


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Return, "move_requested"),
        (Qt.Key.Key_F10, "move_requested"),
        (Qt.Key.Key_Q, "lock_requested"),
        (Qt.Key.Key_Delete, "unassign_requested"),
    ],
)
def test_a_key_asks_for_the_selected_boroughs(hand: Hand, key: Qt.Key, signal: str) -> None:
    hand.key(key)
    assert hand.heard(signal) == []
    hand.view.set_state(state(selected=frozenset({ENFIELD, BARNET})))
    hand.key(key)
    assert hand.heard(signal) == [tuple(sorted((ENFIELD, BARNET)))]


def test_letters_with_ctrl_are_left_to_the_window(hand: Hand) -> None:
    hand.view.set_state(state(selected=frozenset({ENFIELD})))
    hand.key(Qt.Key.Key_Q, CTRL)
    assert hand.heard("lock_requested") == []


def test_l_zooms_to_the_selection_and_0_fits_the_whole(hand: Hand) -> None:
    whole = hand.view.transform().m11()
    hand.view.set_state(state(selected=frozenset({ENFIELD})))
    hand.key(Qt.Key.Key_L)
    assert hand.view.transform().m11() > 2 * whole
    assert hand.view.viewport().rect().contains(hand.at(ENFIELD))
    hand.key(Qt.Key.Key_0)
    assert hand.view.transform().m11() == whole


def test_the_wheel_zooms_about_the_pointer(hand: Hand, qtbot: QtBot) -> None:
    at = hand.at(HACKNEY)
    event = QWheelEvent(
        QPointF(at), QPointF(hand.view.viewport().mapToGlobal(at)), QPoint(), QPoint(0, 240),
        Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    before = hand.view.transform().m11()
    QApplication.sendEvent(hand.view.viewport(), event)
    assert hand.view.transform().m11() > 1.3 * before
    assert (hand.at(HACKNEY) - at).manhattanLength() <= 3
    qtbot.waitUntil(lambda: not hand.view.settling)


def test_the_middle_button_pans(hand: Hand, qtbot: QtBot) -> None:
    hand.view.zoom_to([HACKNEY])
    before = hand.at(HACKNEY)
    QTest.mousePress(hand.view.viewport(), Qt.MouseButton.MiddleButton, NONE, before)
    QTest.mouseMove(hand.view.viewport(), before + QPoint(40, 25))
    QTest.mouseRelease(hand.view.viewport(), Qt.MouseButton.MiddleButton, NONE, before + QPoint(40, 25))
    assert hand.at(HACKNEY) - before == QPoint(40, 25)
    qtbot.waitUntil(lambda: not hand.view.settling)


def test_the_menu_key_asks_for_the_menu_of_the_borough_the_keyboard_is_on(hand: Hand) -> None:
    hand.click(BROMLEY)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(hand.view.viewport(), event)
    assert hand.heard("context_menu") == [BROMLEY]


def test_a_right_click_selects_and_asks_for_the_menu(hand: Hand) -> None:
    at = hand.at(ENFIELD)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, hand.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(hand.view.viewport(), event)
    assert hand.heard("context_menu") == [ENFIELD]
    assert hand.view.state.selected == {ENFIELD}


def test_hover_names_the_borough_under_the_pointer_once(hand: Hand) -> None:
    for at in (hand.at(ENFIELD), hand.at(ENFIELD) + QPoint(2, 2), QPoint(3, 3)):
        QTest.mouseMove(hand.view.viewport(), at)
    assert hand.heard("hovered") == [ENFIELD, None]


def _shot(view: MapView) -> Any:
    return view.grab().toImage()


def test_only_what_changed_is_drawn_anew(hand: Hand) -> None:
    whole = _shot(hand.view)
    hand.view.set_state(state())
    assert _shot(hand.view) == whole
    hand.view.set_state(state(preview=DragPreview((ENFIELD,), "NW")))
    assert _shot(hand.view) != whole
    hand.view.set_state(state())
    assert _shot(hand.view) == whole


def test_a_moved_borough_takes_its_new_bcus_fill(hand: Hand) -> None:
    corner = hand.at(ENFIELD) + QPoint(0, -25)
    hand.view.set_state(state(ward_marks=()))
    before = _shot(hand.view).pixelColor(corner)
    moved: MapState = state(ward_marks=(), assignment={**state().assignment, ENFIELD: "NW"})
    hand.view.set_state(moved)
    theme = hand.view.map.theme
    assert (before, _shot(hand.view).pixelColor(corner)) == (theme.fill("mauve-2"), theme.fill("sand-2"))


def test_ward_dots_wait_for_room(hand: Hand) -> None:
    def marked(width: int, marks: Any) -> bool:
        hand.view.resize(width, 500)
        hand.view.set_state(state(ward_marks=()))
        bare = _shot(hand.view)
        hand.view.set_state(state(ward_marks=marks))
        return bool(_shot(hand.view) != bare)

    from tests.ui.map.london import marks

    assert marked(520, marks("met"))
    assert not marked(480, marks("met"))
    assert marked(480, marks("not met")[:3])
