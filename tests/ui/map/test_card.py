"""The card keeps clear of the boroughs it speaks of, inside the map, and can be read aloud; the legend says it all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFontMetricsF, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.views.drag import BY_HAND, FROM_MENU
from ui import theme as themes
from ui.map.card import CARD_WIDTH, FROM_CURSOR, CardContent, CardLine, CardRow, CursorCard, best_place
from ui.map.legend import LEGEND_WIDTH, Legend

BOUNDS = QRect(0, 0, 900, 700)
SIZE = QSize(CARD_WIDTH, 200)
MOVE = CardContent(
    title="Move Enfield to North West (NW)",
    rows=(CardRow("North West posts", "1,583", "2,120", "+537"), CardRow("All posts", "1", "2", "+1", True)),
    lines=(CardLine("join_land", "Joined by land: Barnet–Enfield, 10.3 km"), CardLine("not_met", "One", "G2")),
    foot="Release to move · Esc leaves it as it was",
)


def test_the_card_stands_below_and_right_when_nothing_is_hidden() -> None:
    assert best_place(SIZE, QPoint(100, 100), BOUNDS, QRegion()) == QPoint(100 + FROM_CURSOR, 100 + FROM_CURSOR)


@pytest.mark.parametrize("clear_of", [QRect(450, 350, 450, 350), QRect(450, 0, 450, 350), QRect(0, 0, 450, 350)])
def test_the_card_hides_nothing_it_need_not(clear_of: QRect) -> None:
    at = best_place(SIZE, QPoint(450, 350), BOUNDS, QRegion(clear_of))
    assert not QRect(at, SIZE).intersects(clear_of)


@pytest.mark.parametrize("cursor", [QPoint(0, 0), QPoint(899, 0), QPoint(0, 699), QPoint(899, 699), QPoint(450, 600)])
def test_the_card_stays_in_the_map_and_off_the_cursor(cursor: QPoint) -> None:
    place = QRect(best_place(SIZE, cursor, BOUNDS, QRegion(BOUNDS)), SIZE)
    assert BOUNDS.contains(place)
    assert not place.contains(cursor)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(900, 700)
    widget.show()
    return widget


def test_the_card_grows_with_what_it_says(parent: QWidget) -> None:
    card = CursorCard(parent)
    card.show_at(CardContent(refused="Enfield is locked."), QPoint(10, 10))
    one_line = card.height()
    card.show_at(MOVE, QPoint(10, 10))
    assert card.isVisible()
    assert one_line < 50 < 150 < card.height()


def test_a_long_reason_takes_more_lines_and_is_never_cut(parent: QWidget) -> None:
    card = CursorCard(parent)
    card.show_at(CardContent(refused="Locked."), QPoint(10, 10))
    short = card.height()
    card.show_at(CardContent(refused="North Area is locked and neither gains nor loses a borough. " * 2), QPoint(9, 9))
    assert card.height() > short + 16


def test_the_card_reads_as_it_looks(parent: QWidget) -> None:
    card = CursorCard(parent)
    card.show_at(MOVE, QPoint(10, 10))
    said = card.accessibleDescription()
    assert "North West posts: now 1,583, then 2,120, change +537" in said
    assert "G2 One" in said
    assert said.endswith("Esc leaves it as it was")


def test_the_card_draws_every_part(parent: QWidget) -> None:
    card = CursorCard(parent)
    pictures = set()
    for content in (MOVE, CardContent(MOVE.title, MOVE.rows), CardContent(MOVE.title, (), MOVE.lines)):
        card.show_at(content, QPoint(10, 10))
        image = card.grab().toImage()
        pictures.add((image.height(), image.pixelColor(20, 30).name()))
    assert len(pictures) == 3


def test_the_legend_stands_at_the_bottom_left(parent: QWidget) -> None:
    legend = Legend(parent)
    legend.place()
    assert legend.width() == LEGEND_WIDTH
    assert (legend.x(), parent.height() - legend.geometry().bottom() - 1) == (8, 8)


def test_the_legend_names_only_what_the_map_shows(parent: QWidget) -> None:
    legend = Legend(parent)
    legend.set_shown(dots=True, incomplete=True)
    assert "Ward: incomplete" in legend.accessibleDescription()
    tall = legend.height()
    legend.set_shown(dots=False, incomplete=True)
    assert "Ward" not in legend.accessibleDescription()
    assert legend.height() < tall
    legend.grab()


def test_a_compact_legend_is_a_pop_up_and_comes_back(parent: QWidget) -> None:
    legend = Legend(parent)
    legend.show()
    legend.set_compact(True)
    assert legend.isWindow()
    assert not legend.isVisible()
    legend.pop_up(QPoint(40, 40))
    assert legend.isVisible()
    legend.set_compact(False)
    assert not legend.isWindow()
    assert legend.isVisible()


@pytest.mark.parametrize("words", [BY_HAND, FROM_MENU])
def test_the_words_at_the_foot_fit_the_card(qapp: object, words: str) -> None:
    assert QFontMetricsF(themes.font("note")).horizontalAdvance(words) <= CARD_WIDTH - 24
