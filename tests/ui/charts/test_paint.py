"""Charts: labels never collide, bars start at nought, a target keeps its name."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from planner.outcome.evaluate import evaluate_plan
from planner.scenario.shipped import shipped_plan
from planner.views.charts import (
    UNDER,
    Bar,
    ChangeChart,
    ColumnChart,
    Level,
    posts_chart,
    response_chart,
    savings_chart,
)
from ui import theme
from ui.charts.paint import BRIEFING_TEXT, WINDOW_TEXT, ChartText, paint_changes, paint_columns, paint_lines, spread
from ui.charts.writer import Writer

SIZES = [(852, 212, BRIEFING_TEXT), (640, 220, WINDOW_TEXT), (430, 200, WINDOW_TEXT)]
OUTCOME = evaluate_plan(shipped_plan())


class Canvas:
    def __init__(self, width: int, height: int) -> None:
        self.image = QImage(width, height, QImage.Format.Format_RGB32)
        self.image.fill(theme.light().panel)
        self.rect = QRectF(0, 0, width, height)
        self.painter = QPainter(self.image)
        self.writer = Writer(self.painter, theme.bundled_fonts())

    def colour(self, x: float, y: float) -> str:
        return QColor(self.image.pixel(round(x), round(y))).name().upper()


@pytest.fixture
def canvases(qapp: object) -> Iterator[list[Canvas]]:
    made: list[Canvas] = []
    yield made
    for canvas in made:
        canvas.painter.end()


def overlapping(writer: Writer) -> list[tuple[str, str]]:
    pieces = writer.written
    return [(a.text, b.text) for i, a in enumerate(pieces) for b in pieces[i + 1 :] if a.box.intersects(b.box)]


def outside(canvas: Canvas) -> list[str]:
    return [w.text for w in canvas.writer.written if not canvas.rect.contains(w.box)]


@pytest.mark.parametrize(("width", "height", "text"), SIZES)
@pytest.mark.parametrize("kind", ["savings", "posts", "response"])
def test_no_label_meets_another_or_leaves_the_chart(
    canvases: list[Canvas], width: int, height: int, text: ChartText, kind: str
) -> None:
    canvas = Canvas(width, height)
    canvases.append(canvas)
    args = canvas.writer, canvas.rect
    if kind == "savings":
        paint_columns(*args, savings_chart(OUTCOME), theme.light(), text)
    elif kind == "posts":
        paint_changes(*args, posts_chart(OUTCOME), theme.light(), text)
    else:
        paint_lines(*args, response_chart(), theme.light(), text)
    assert overlapping(canvas.writer) == []
    assert outside(canvas) == []


def test_a_bar_short_of_the_target_by_little_keeps_its_value_clear_of_the_line(canvases: list[Canvas]) -> None:
    canvas = Canvas(600, 240)
    canvases.append(canvas)
    bars = (Bar("2018/19", 71.0, "71.0"), Bar("2019/20", -12.0, "−12.0", UNDER))
    paint_columns(
        canvas.writer,
        canvas.rect,
        ColumnChart("Saving", "£ million", bars, Level(73, "Target £73m", "a year")),
        theme.light(),
        WINDOW_TEXT,
    )
    by_text = {w.text: w.box for w in canvas.writer.written}
    line_y = by_text["Target £73m"].bottom()
    assert not by_text["71.0"].top() <= line_y <= by_text["71.0"].bottom()
    assert by_text["−12.0"].bottom() < by_text["2019/20"].top()
    assert overlapping(canvas.writer) == []


def test_fewer_posts_are_blue_to_the_left_of_nought_and_more_are_orange_to_the_right(canvases: list[Canvas]) -> None:
    canvas = Canvas(500, 160)
    canvases.append(canvas)
    chart = ChangeChart("Change", "posts", (Bar("Fewer", -10, "−10"), Bar("More", 10, "+10", UNDER)))
    paint_changes(canvas.writer, canvas.rect, chart, theme.light(), WINDOW_TEXT)
    fewer = next(w.box for w in canvas.writer.written if w.text == "−10")
    more = next(w.box for w in canvas.writer.written if w.text == "+10")
    assert canvas.colour(fewer.right() + 12, fewer.center().y()) == "#12436D"
    assert canvas.colour(more.left() - 12, more.center().y()) == "#F46A25"


def test_nothing_but_noughts_still_draws(canvases: list[Canvas]) -> None:
    canvas = Canvas(500, 300)
    canvases.append(canvas)
    chart = ColumnChart("Saving", "£ million", (Bar("2018/19", 0, "0.0"),))
    paint_columns(canvas.writer, canvas.rect, chart, theme.light(), WINDOW_TEXT)
    paint_changes(
        canvas.writer, canvas.rect, ChangeChart("Change", "posts", (Bar("Same", 0, "0"),)), theme.light(), WINDOW_TEXT
    )
    assert "0.0" in [w.text for w in canvas.writer.written]


def test_a_target_is_drawn_even_above_every_bar(canvases: list[Canvas]) -> None:
    canvas = Canvas(600, 240)
    canvases.append(canvas)
    chart = replace(savings_chart(OUTCOME), level=Level(400, "Target £400m", "by 2019/20"))
    paint_columns(canvas.writer, canvas.rect, chart, theme.light(), WINDOW_TEXT)
    assert outside(canvas) == []
    assert overlapping(canvas.writer) == []


def test_labels_at_line_ends_are_moved_apart_and_keep_their_order() -> None:
    assert spread([10.0, 50.0], 20) == [10.0, 50.0]
    assert spread([50.0, 48.0, 90.0], 20) == [59.0, 39.0, 90.0]
    crowded = spread([10.0, 11.0, 12.0, 40.0], 20)
    assert all(b - a >= 20 for a, b in pairwise(crowded))
