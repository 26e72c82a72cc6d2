"""What is on the screen can be read: contrast and grey measured on the window's own pixels, light and dark."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.words.vocabulary import Outcome
from tests.snapshots import pictures
from tests.snapshots.pictures import LARGE
from tests.ui.colour import contrast
from ui import theme as themes
from ui.glyphs import glyph_name, paint_glyph
from ui.looks import Look
from ui.main_window import MainWindow

TEXT, SHAPE = 4.5, 3.0
"""Least contrast of text, and of shapes."""
LOOKS = (Look.LIGHT, Look.DARK)


@pytest.fixture(autouse=True)
def bundled_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw with the fonts that ship."""
    monkeypatch.setattr(themes, "screen_fonts", themes.bundled_fonts)


def best(image: QImage, rect: QRect) -> float:
    """The contrast of the ground of a part of a picture with the ink on it that stands out most."""
    seen = Counter(
        image.pixel(x, y) for x in range(rect.left(), rect.right()) for y in range(rect.top(), rect.bottom())
    )
    ground = QColor(seen.most_common(1)[0][0])
    return max(contrast(ground, QColor(colour)) for colour in seen)


def spots(made: MainWindow) -> dict[str, QRect]:
    """Named parts of the window that hold one piece of text each, in its px."""

    def of(widget: QWidget, rect: QRect | None = None) -> QRect:
        inner = rect if rect is not None else widget.rect()
        return QRect(widget.mapTo(made, inner.topLeft()), inner.size()).adjusted(2, 2, -2, -2)

    table, tree, view = made.tabs.show_tab("Wards").table, made.list.tree, made.map_pane.map_view
    issues, bar = made.issues.table, made.tabs.tabs.tabBar()
    label = view.position_of(pictures.ENFIELD)
    rect = table.visualRect(table.model().index(3, 0))
    return {
        "headline figure": of(made.strip._posts, QRect(8, 26, 90, 24)),
        "note of the headline": of(made.strip._posts, QRect(8, 52, 150, 16)),
        "scenario": of(made.strip._scenario.combo),
        "tab in front": of(bar, bar.tabRect(0)),
        "tab behind": of(bar, bar.tabRect(3)),
        "ward": of(table.viewport(), rect),
        "column head": of(table.horizontalHeader().viewport(), QRect(2, 4, 60, 20)),
        "note under the table": of(made.tabs.made("Wards").hint),
        "row of the list": of(tree.viewport(), tree.visualRect(tree.model().index(2, 0)).adjusted(4, 0, -4, 0)),
        "issue": of(issues.viewport(), issues.visualRect(issues.model().index(0, 3))),
        "status bar": of(made._baseline),
        "borough on the map": of(view.viewport(), QRect(label - QPoint(24, 16), label + QPoint(24, 16))),
    }


@pytest.mark.parametrize("look", LOOKS)
def test_text_stands_out_from_what_it_lies_on(qtbot: QtBot, look: Look) -> None:
    with pictures.window(LARGE, look) as made:
        pictures.tab(made, "Wards")
        image = made.grab().toImage()
        found = {name: round(best(image, rect), 2) for name, rect in spots(made).items()}
    assert {name: ratio for name, ratio in found.items() if ratio < TEXT} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_in_grey_the_edge_between_bcus_that_touch_stands_out_from_both(qtbot: QtBot, look: Look) -> None:
    with pictures.window(LARGE, look) as made:
        image = made.map_pane.map_view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        view, theme, state = made.map_pane.map_view, themes.current(), made.map_pane.map_view.state
        weak = []
        for one, other in combinations(state.bcus, 2):
            edge = view.map.geometry.shared(state.members(one), state.members(other))
            if edge.length() < 1_000:  # a corner, or none
                continue
            fills = [grey(theme.fill(state.bcus[code].fill)) for code in (one, other)]
            along = [view.mapFromScene(edge.pointAtPercent(step / 20)) for step in range(1, 20)]
            clear = [min(strongest(image, at, fill) for fill in fills) >= SHAPE for at in along]
            # Names and ward points lie on some of it.
            if sum(clear) < 0.7 * len(clear):
                weak.append(f"{one}–{other}: {sum(clear)} of {len(clear)}")
    assert weak == []


def grey(colour: QColor) -> QColor:
    """The colour as a grey picture has it."""
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    image.setPixelColor(0, 0, colour)
    return image.convertToFormat(QImage.Format.Format_Grayscale8).pixelColor(0, 0)


def strongest(image: QImage, at: QPoint, fill: QColor) -> float:
    """The contrast with the fill of what is drawn within a px of that point."""
    near = [(at.x() + dx, at.y() + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    return max(contrast(fill, image.pixelColor(x, y)) for x, y in near if image.rect().contains(x, y))


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("ground", ["panel", "soft", "head"])
def test_in_grey_the_four_outcomes_differ_at_the_size_they_are_drawn(
    qapp: QApplication, look: str, ground: str
) -> None:
    theme = themes.light() if look == "light" else themes.dark()

    def drawn(outcome: Outcome) -> list[int]:
        image = QImage(14, 14, QImage.Format.Format_RGB32)
        image.fill(theme.colour(ground))
        painter = QPainter(image)
        paint_glyph(painter, glyph_name(outcome.value), QRectF(0, 0, 14, 14), theme)
        painter.end()
        plain = image.convertToFormat(QImage.Format.Format_Grayscale8)
        return [plain.pixelColor(x, y).value() for y in range(14) for x in range(14)]

    for one, other in combinations(Outcome, 2):
        differing = sum(abs(a - b) > 48 for a, b in zip(drawn(one), drawn(other), strict=True))
        assert differing >= 20, (one, other, differing)
