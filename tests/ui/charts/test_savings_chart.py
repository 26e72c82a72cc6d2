"""The savings charts as drawn: labels apart, nothing outside, at the sizes of the window."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from planner.views.savings_chart import savings_years
from tests.views.plans import NOT_ANY, TWELVE, TWO, outcome
from ui import theme as themes
from ui.charts.savings import paint_savings
from ui.charts.writer import Writer, Written


def drawn(scenario: str, width: int, height: int, chosen: int | None = None) -> tuple[list[Written], list[QRectF]]:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(themes.light().panel)
    painter = QPainter(image)
    writer = Writer(painter, themes.bundled_fonts())
    chart = savings_years(outcome(scenario))
    places = paint_savings(writer, QRectF(12, 8, width - 24, height - 12), chart, themes.light(), chosen)
    painter.end()
    return writer.written, places


@pytest.mark.parametrize("scenario", [NOT_ANY, TWO, TWELVE])
@pytest.mark.parametrize(("width", "height"), [(720, 340), (708, 224), (460, 224)])
def test_no_text_overlaps_another_or_leaves_the_chart(
    qapp: QApplication, scenario: str, width: int, height: int
) -> None:
    written, _ = drawn(scenario, width, height)
    for one, other in itertools.combinations(written, 2):
        assert not one.box.adjusted(1, 1, -1, -1).intersects(other.box.adjusted(1, 1, -1, -1)), (one.text, other.text)
    assert all(QRectF(0, 0, width, height).contains(piece.box) for piece in written)


def test_the_target_is_named_with_amount_and_source(qapp: QApplication) -> None:
    texts = [piece.text for piece in drawn(TWELVE, 720, 300)[0]]
    assert "Target £73m" in texts
    assert "a year, F013" in texts
    assert texts.count("99.8*") == 2


def test_each_year_has_its_own_place_to_hit(qapp: QApplication) -> None:
    _, places = drawn(TWELVE, 720, 300, chosen=2)
    assert len(places) == 6
    for left, right in itertools.pairwise(places):
        assert left.right() == pytest.approx(right.left())
