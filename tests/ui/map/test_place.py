"""The card keeps clear of what it speaks of: beside the pointer where it can, farther off where it must."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize

from ui.map.card import CARD_WIDTH
from ui.map.place import FROM_CURSOR, Ground, best_place

BOUNDS = QRect(0, 0, 900, 700)
SIZE = QSize(CARD_WIDTH, 200)


def ground(*rects: QRect) -> list[Ground]:
    return [Ground(rects, BOUNDS.size())]


def test_the_card_stands_below_and_right_when_nothing_is_hidden() -> None:
    assert best_place(SIZE, QPoint(100, 100), BOUNDS, []) == QPoint(100 + FROM_CURSOR, 100 + FROM_CURSOR)


@pytest.mark.parametrize("clear_of", [QRect(450, 350, 450, 350), QRect(450, 0, 450, 350), QRect(0, 0, 450, 350)])
def test_the_card_hides_nothing_it_need_not(clear_of: QRect) -> None:
    at = best_place(SIZE, QPoint(450, 350), BOUNDS, ground(clear_of))
    assert not QRect(at, SIZE).intersects(clear_of)


@pytest.mark.parametrize("cursor", [QPoint(0, 0), QPoint(899, 0), QPoint(0, 699), QPoint(899, 699), QPoint(450, 600)])
def test_the_card_stays_in_the_map_and_off_the_cursor(cursor: QPoint) -> None:
    place = QRect(best_place(SIZE, cursor, BOUNDS, ground(BOUNDS)), SIZE)
    assert BOUNDS.contains(place)
    assert not place.contains(cursor)


def test_where_every_quarter_hides_the_borough_under_the_pointer_the_card_stands_farther_off() -> None:
    borough, cursor = QRect(340, 240, 220, 220), QPoint(450, 350)
    place = QRect(best_place(SIZE, cursor, BOUNDS, ground(BOUNDS), ground(borough)), SIZE)
    assert BOUNDS.contains(place)
    assert not place.intersects(borough)


def test_what_is_never_hidden_goes_before_what_is_kept_clear() -> None:
    bcu, label = QRect(0, 0, 900, 340), QRect(560, 420, 40, 20)
    place = QRect(best_place(SIZE, QPoint(450, 345), BOUNDS, ground(bcu), ground(label)), SIZE)
    assert not place.intersects(label)
    assert not place.intersects(bcu)


@given(
    x=st.integers(0, 899), y=st.integers(0, 699), left=st.integers(0, 899), top=st.integers(0, 699),
    wide=st.integers(1, 300), high=st.integers(1, 250),
)  # fmt: skip
def test_the_card_hides_what_it_never_should_only_where_there_is_no_room(
    x: int, y: int, left: int, top: int, wide: int, high: int
) -> None:
    never = QRect(left, top, wide, high).intersected(BOUNDS)
    place = QRect(best_place(SIZE, QPoint(x, y), BOUNDS, [], ground(never)), SIZE)
    assert BOUNDS.contains(place)
    assert not place.contains(QPoint(x, y))
    # A rectangle that small leaves room for the card on one side at least, wherever the pointer is.
    assert not place.intersects(never)


@given(
    x=st.integers(-50, 899), y=st.integers(-50, 699), left=st.integers(-50, 899), top=st.integers(-50, 699),
    wide=st.integers(1, 300), high=st.integers(1, 250),
)  # fmt: skip
def test_ground_hidden_is_told_to_a_few_px(x: int, y: int, left: int, top: int, wide: int, high: int) -> None:
    rect = QRect(left, top, wide, high)
    told = int(ground(rect)[0].hidden(np.array([x]), np.array([y]), SIZE)[0])
    common = QRect(QPoint(x, y), SIZE).intersected(rect).intersected(BOUNDS)
    exact = common.width() * common.height() if common.isValid() else 0
    assert exact <= told <= exact + 8 * (SIZE.width() + SIZE.height() + 32)
