"""The card grows with what it says and can be read aloud; the legend says all that the map shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.views.drag import BY_HAND, FROM_MENU
from ui import theme as themes
from ui.map.card import CARD_WIDTH, CardContent, CardLine, CardRow, CursorCard
from ui.map.legend import LEGEND_WIDTH, Legend

MOVE = CardContent(
    title="Move Enfield to North West (NW)",
    rows=(CardRow("North West posts", "1,583", "2,120", "+537"), CardRow("All posts", "1", "2", "+1", True)),
    lines=(CardLine("join_land", "Joined by land: Barnet–Enfield, 10.3 km"), CardLine("not_met", "One", "G2")),
    foot="Release to move · Esc leaves it as it was",
)


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
