"""Labels step down to fit, and never lie over each other."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from tests.ui.map.london import CITY, CODE, area, outlines, state
from ui import theme as themes
from ui.map.geometry import MapGeometry
from ui.map.labels import LabelFonts, PlacedLabel, name_steps, place_labels, widest_code
from ui.map.style import style_for

ACROSS_M = 58_000.0
"""Metres from west to east of London, about."""


def _placed(width: float, *, small: bool = False) -> tuple[MapGeometry, dict[str, PlacedLabel]]:
    geometry = MapGeometry(area(), outlines())
    styles = {code: style_for(code, state(), themes.light()) for code in geometry.codes}
    fonts = LabelFonts.of(themes.bundled_fonts(), small=small)
    placed = place_labels(geometry, styles, fonts, width / ACROSS_M)
    return geometry, {label.borough: label for label in placed}


def _names(label: PlacedLabel) -> list[str]:
    return [line.text for line in label.lines if line.text]


@pytest.mark.parametrize(("width", "small"), [(960, False), (700, False), (600, True), (500, True)])
def test_no_label_lies_over_another(qapp: QApplication, width: int, small: bool) -> None:
    geometry, placed = _placed(width, small=small)
    boxes: list[tuple[str, QRectF]] = []
    for code, label in placed.items():
        at = geometry.labels[code] * (width / ACROSS_M)
        boxes += [(code, line.box.translated(at)) for line in label.lines]
    over = [(a, b) for (a, box), (b, other) in combinations(boxes, 2) if a != b and box.intersects(other)]
    assert over == []


def test_names_get_shorter_as_the_map_gets_smaller(qapp: QApplication) -> None:
    steps = {width: _placed(width)[1] for width in (4000, 960, 320)}
    kensington = CODE["Kensington and Chelsea"]
    assert _names(steps[4000][kensington]) == ["Kensington and Chelsea"]
    assert _names(steps[960][kensington]) == ["K&C"]
    assert _names(steps[320][kensington]) == []
    assert sum(len(_names(label)) for label in steps[320].values()) < 33


def test_every_whole_name_shows_when_there_is_room(qapp: QApplication) -> None:
    _, placed = _placed(6000)
    assert {code: " ".join(_names(label)) for code, label in placed.items() if code != CITY} == {
        borough.code: borough.name for borough in area().policed
    }


def test_at_the_usual_size_every_borough_is_named(qapp: QApplication) -> None:
    _, placed = _placed(960)
    assert [code for code, label in placed.items() if not _names(label)] == []


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("Hammersmith and Fulham", (("Hammersmith and Fulham",), ("Hammersmith", "and Fulham"), ("H&F",), ())),
        ("Tower Hamlets", (("Tower Hamlets",), ("Tower", "Hamlets"), ("Tower", "Hamlets"), ())),
        ("Bexley", (("Bexley",), ("Bexley",), ("Bexley",), ())),
        ("City of London", (("City",),)),
    ],
)
def test_the_steps_of_a_name(name: str, steps: tuple[tuple[str, ...], ...]) -> None:
    borough = next(b for b in area().boroughs if b.name == name)
    assert name_steps(borough) == steps


def test_a_move_between_bcus_moves_no_label(qapp: QApplication) -> None:
    moved = state(assignment={**state().assignment, CODE["Enfield"]: "NW", CODE["Barnet"]: None})
    for shown in (state(), moved):
        styles = {code: style_for(code, shown, themes.light()) for code in shown.assignment}
        assert widest_code(styles) == "WA"
