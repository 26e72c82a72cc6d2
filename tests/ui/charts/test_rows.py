"""The bridge, the tornado and the spread of draws as painted: nothing overlaps or leaves the picture, at any width."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from planner.outcome.evaluate import evaluate_plan
from planner.scenario.shipped import shipped_plan
from planner.views.bridge import bridge_of_causes
from planner.views.uncertainty import distribution, study, tornado_chart
from planner.words.vocabulary import Terms
from ui import theme as themes
from ui.charts.rows import height_for, paint_bridge, paint_tornado
from ui.charts.spread import paint_spread
from ui.charts.writer import Writer, Written
from ui.theme import Theme

Paint = Callable[[Writer, QRectF, Theme, int | None], list[QRectF]]
CASH = evaluate_plan(shipped_plan(), Terms.CASH)
STUDY = study(CASH, count=300)
BRIDGE, TORNADO, SPREAD = bridge_of_causes(CASH), tornado_chart(STUDY), distribution(STUDY)
CHARTS: dict[str, tuple[Paint, int, int]] = {
    "bridge": (lambda w, r, t, c: paint_bridge(w, r, BRIDGE, t, c), len(BRIDGE.bars), height_for(len(BRIDGE.bars))),
    "tornado": (lambda w, r, t, c: paint_tornado(w, r, TORNADO, t, c), len(TORNADO.bars), height_for(12)),
    "spread": (lambda w, r, t, c: paint_spread(w, r, SPREAD, t, c), len(SPREAD.bins), 220),
}
LOOKS: dict[str, Callable[[], Theme]] = {"light": themes.light, "dark": themes.dark}


def painted(qapp: QApplication, name: str, look: str, width: int) -> tuple[list[QRectF], list[Written], QImage, QRectF]:
    paint, _, height = CHARTS[name]
    image = QImage(width, height + 24, QImage.Format.Format_RGB32)
    theme = LOOKS[look]()
    image.fill(theme.panel)
    painter = QPainter(image)
    writer = Writer(painter, themes.bundled_fonts())
    frame = QRectF(image.rect()).adjusted(12, 8, -12, -4)
    places = paint(writer, frame, theme, 1)
    painter.end()
    return places, writer.written, image, frame


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", [460, 720, 960])
@pytest.mark.parametrize("name", CHARTS)
def test_no_words_overlap_or_leave_the_picture(qapp: QApplication, name: str, width: int, look: str) -> None:
    _, written, _, frame = painted(qapp, name, look, width)
    for piece in written:
        assert frame.adjusted(-2, -2, 2, 2).contains(piece.box), piece
        assert piece.px >= 11
    for a, b in combinations(written, 2):
        assert not a.box.adjusted(1, 1, -1, -1).intersects(b.box.adjusted(1, 1, -1, -1)), (a, b)


@pytest.mark.parametrize("name", CHARTS)
def test_there_is_a_place_for_every_point_and_none_lies_on_another(qapp: QApplication, name: str) -> None:
    places, _, _, frame = painted(qapp, name, "light", 720)
    assert len(places) == CHARTS[name][1]
    for place in places:
        assert frame.contains(place.adjusted(1, 1, -1, -1))
    for a, b in combinations(places, 2):
        assert not a.adjusted(0.5, 0.5, -0.5, -0.5).intersects(b.adjusted(0.5, 0.5, -0.5, -0.5))


@pytest.mark.parametrize("name", CHARTS)
def test_the_target_is_written_or_drawn_into_every_chart(qapp: QApplication, name: str) -> None:
    _, written, _, _ = painted(qapp, name, "light", 720)
    words = " ".join(piece.text for piece in written)
    assert "£73m" in words or "target −" in words
