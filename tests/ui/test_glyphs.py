"""Glyphs are told apart by shape, with no help from colour."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from planner.words.vocabulary import Outcome
from ui import theme as themes
from ui.glyphs import WORDS, glyph_icon, glyph_name, glyph_parts, paint_glyph


def _inked(name: str, side: int = 56) -> set[tuple[int, int]]:
    """The px a glyph covers, whatever their colour."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    paint_glyph(painter, name, QRectF(0, 0, side, side), themes.light())
    painter.end()
    return {(x, y) for x in range(side) for y in range(side) if image.pixelColor(x, y).alpha() > 127}


@pytest.mark.parametrize(("one", "other"), list(combinations(WORDS, 2)))
def test_any_two_glyphs_differ_in_shape(qapp: QApplication, one: str, other: str) -> None:
    a, b = _inked(one), _inked(other)
    assert len(a & b) / len(a | b) < 0.72


@pytest.mark.parametrize("name", list(WORDS))
def test_a_glyph_shows_and_stays_on_its_grid(qapp: QApplication, name: str) -> None:
    assert len(_inked(name)) > 100
    for part in glyph_parts(name):
        box = part.path.boundingRect()
        assert QRectF(0, 0, 14, 14).contains(box), (name, box)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_a_glyph_with_its_word(outcome: Outcome) -> None:
    assert WORDS[glyph_name(outcome.value)] == outcome.value


def test_an_icon_is_sharp_at_twice_the_px(qapp: QApplication) -> None:
    pixmap = glyph_icon("lock", themes.light()).pixmap(14, 14)
    assert pixmap.size().width() == round(14 * pixmap.devicePixelRatio())
    twice = glyph_icon("lock", themes.light()).pixmap(pixmap.deviceIndependentSize().toSize(), 2.0)
    assert twice.width() == 28


def test_an_unknown_glyph_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        glyph_parts("tick")
