"""A picture is drawn once for a value, its state, its size and the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import theme as themes
from ui.pictures import Pictures


class _Value:
    """What a picture is of."""


def test_a_picture_is_drawn_again_only_for_another_value_state_size_or_theme(qtbot: QtBot, qapp: QApplication) -> None:
    widget, image, drawn = QWidget(), QImage(40, 40, QImage.Format.Format_RGB32), []
    qtbot.addWidget(widget)
    pictures, one, other = Pictures(8), _Value(), _Value()

    def show(value: object, state: str = "", side: float = 10) -> int:
        before = len(drawn)
        painter = QPainter(image)

        def draw(on: QPainter, box: QRectF) -> None:
            drawn.append(box)
            on.fillRect(box, QColor("#112233"))

        pictures.show(painter, QRectF(5, 5, side, side), value, state, widget, draw)
        painter.end()
        return len(drawn) - before

    themes.apply(qapp, themes.light())
    assert show(one) == 1
    assert show(one) == 0
    assert image.pixelColor(5, 5) == QColor("#112233") == image.pixelColor(14, 14)
    assert show(other) == show(one, "chosen") == show(one, side=12) == 1
    themes.apply(qapp, themes.dark())
    assert show(one) == 1
    themes.apply(qapp, themes.light())


def test_no_more_pictures_are_kept_than_was_said(qtbot: QtBot) -> None:
    widget, pictures, values, drawn = QWidget(), Pictures(2), [_Value() for _ in range(3)], []
    qtbot.addWidget(widget)
    for value in (*values, values[2], values[0]):
        pictures.keep(QRectF(0, 0, 4, 4).size(), value, (), widget, lambda on, box: drawn.append(box))
    assert len(drawn) == 4
