"""The distribution of all maps and the trade-off as painted: nothing overlaps or leaves the picture, at any width."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from planner.outcome.evaluate import Outcome
from planner.session import Session
from planner.suggest import Aim, Terms
from planner.views.charts import Level
from planner.views.front import FrontChart, front_chart, trade_off
from planner.views.standing import survey
from planner.views.standing_chart import MapsChart, maps_chart
from ui import theme as themes
from ui.charts.distribution import paint_maps, paint_maps_mark
from ui.charts.front import paint_front
from ui.charts.writer import Writer, Written
from ui.theme import Theme

LOOKS: dict[str, Callable[[], Theme]] = {"light": themes.light, "dark": themes.dark}
WIDTHS = [436, 620, 960]
Paint = Callable[[Writer, QRectF, Theme], list[QRectF]]


@pytest.fixture(scope="module")
def now() -> Outcome:
    return Session.shipped().outcome


@pytest.fixture(scope="module")
def maps(now: Outcome) -> MapsChart:
    return maps_chart(survey(now, Terms()), 0, now)


@pytest.fixture(scope="module")
def front(now: Outcome) -> FrontChart:
    return front_chart(trade_off(now, Terms(aims=(Aim.DEVIATION, Aim.OUTLINE))))


def painted(paint: Paint, width: int, look: str) -> tuple[list[QRectF], list[Written], QImage, QRectF]:
    image = QImage(width, 284, QImage.Format.Format_RGB32)
    theme = LOOKS[look]()
    image.fill(theme.panel)
    painter = QPainter(image)
    writer = Writer(painter, themes.bundled_fonts())
    frame = QRectF(image.rect()).adjusted(12, 8, -12, -4)
    places = paint(writer, frame, theme)
    painter.end()
    return places, writer.written, image, frame


def check(written: list[Written], frame: QRectF) -> None:
    for piece in written:
        assert frame.adjusted(-2, -2, 2, 2).contains(piece.box), piece
        assert piece.px >= 11
    for a, b in combinations(written, 2):
        assert not a.box.adjusted(1, 1, -1, -1).intersects(b.box.adjusted(1, 1, -1, -1)), (a, b)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("value", [0.0, 35.6, 77.7, 500.0])
def test_the_mark_of_a_move_never_covers_that_of_the_present_map(
    qapp: QApplication, maps: MapsChart, width: int, look: str, value: float
) -> None:
    def paint(writer: Writer, rect: QRectF, theme: Theme) -> list[QRectF]:
        places = paint_maps(writer, rect, maps, theme, 3)
        paint_maps_mark(writer, rect, maps, Level(value, "if released, some value of the mean"), theme)
        return places

    places, written, _, frame = painted(paint, width, look)
    assert len(places) == len(maps.bins)
    check(written, frame)


@pytest.mark.parametrize("look", LOOKS)
def test_the_mark_stands_where_its_value_is(qapp: QApplication, maps: MapsChart, look: str) -> None:
    def paint(writer: Writer, rect: QRectF, theme: Theme) -> list[QRectF]:
        places = paint_maps(writer, rect, maps, theme, None)
        paint_maps_mark(writer, rect, maps, Level(maps.bins[20].low, "here"), theme)
        return places

    places, _, image, _ = painted(paint, 620, look)
    at = QPointF(places[20].left(), places[20].top() + 4).toPoint()
    near = {image.pixelColor(at.x() + dx, at.y()).rgba() for dx in (-1, 0, 1)}
    assert LOOKS[look]().accent.rgba() in near


@pytest.mark.parametrize("look", LOOKS)
def test_the_line_of_the_present_map_does_not_run_through_the_name_of_another(
    qapp: QApplication, maps: MapsChart, look: str
) -> None:
    assert maps.now is not None
    value = maps.now.value - 10

    def paint(writer: Writer, rect: QRectF, theme: Theme) -> list[QRectF]:
        places = paint_maps(writer, rect, maps, theme, None)
        paint_maps_mark(writer, rect, maps, Level(value, "if accepted, some value of the mean"), theme)
        return places

    _, written, image, _ = painted(paint, 620, look)
    box = written[-1].box.toRect()
    inside = {image.pixel(x, y) for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom())}
    assert LOOKS[look]().accent.rgb() in inside
    assert LOOKS[look]().ink.rgb() not in inside


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_map_of_the_trade_off_can_be_hit(qapp: QApplication, front: FrontChart, width: int, look: str) -> None:
    places, written, image, frame = painted(lambda w, r, t: paint_front(w, r, front, t, 0), width, look)
    assert len(places) == len(front.points)
    assert all(frame.contains(place.center()) for place in places)
    dot = places[0].center().toPoint()
    assert image.pixelColor(dot) == LOOKS[look]().colour("over")
    check(written, frame)
