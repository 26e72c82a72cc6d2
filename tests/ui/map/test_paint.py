"""The picture of the map: the same layers at any size, without locks or ward points unless asked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.ui.map.london import CODE, area, outlines, state
from ui import theme as themes
from ui.map.paint import PaintOptions, paint_map
from ui.map.state import MapState

RECT = QRectF(20, 10, 640, 480)


def _picture(shown: MapState, options: PaintOptions | None = None) -> tuple[QImage, QRectF]:
    image = QImage(700, 520, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    filled = paint_map(painter, RECT, area(), outlines(), shown, themes.light(), options)
    painter.end()
    return image, filled


def test_the_map_fills_the_rectangle_one_way_and_stays_inside(qapp: QApplication) -> None:
    image, filled = _picture(state())
    assert RECT.contains(filled)
    assert filled.width() > RECT.width() - 10 or filled.height() > RECT.height() - 10
    outside = [(x, 5) for x in range(700)] + [(5, y) for y in range(520)] + [(690, y) for y in range(520)]
    assert {image.pixelColor(x, y).name() for x, y in outside} == {"#ffffff"}


def test_locks_and_ward_points_are_left_out_unless_asked_for(qapp: QApplication) -> None:
    locked = state(locked_boroughs=frozenset(CODE.values()), ward_marks=state().ward_marks)
    plain, _ = _picture(state(ward_marks=()))
    assert _picture(locked)[0] == plain
    assert _picture(locked, PaintOptions(locks=True))[0] != plain
    assert _picture(locked, PaintOptions(ward_marks=True))[0] != plain


def test_every_bcus_fill_is_in_the_picture(qapp: QApplication) -> None:
    image, _ = _picture(state())
    seen = {image.pixel(x, y) for x in range(700) for y in range(520)}
    assert {bcu for bcu, look in state().bcus.items() if themes.light().fill(look.fill).rgb() not in seen} == set()
