"""Colour differences and contrasts agree with published values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.views.colour import (
    EYES,
    Lab,
    best_fill,
    contrast,
    delta_e_2000,
    lab,
    least_difference,
    simulate,
)

COLOURS = st.integers(min_value=0, max_value=0xFFFFFF).map(lambda value: f"#{value:06X}")

# Sharma, Wu and Dalal 2005, table 1.
PUBLISHED = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, 3.1571, -77.2803), (50.0, 0.0, -82.7485), 2.8615),
    ((50.0, 2.8361, -74.0200), (50.0, 0.0, -82.7485), 3.4412),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
    ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.9030),
    ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
    ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "other", "difference"), PUBLISHED)
def test_differences_agree_with_the_published_pairs(
    one: tuple[float, float, float], other: tuple[float, float, float], difference: float
) -> None:
    assert delta_e_2000(Lab(*one), Lab(*other)) == pytest.approx(difference, abs=5e-5)
    assert delta_e_2000(Lab(*other), Lab(*one)) == pytest.approx(difference, abs=5e-5)


@pytest.mark.parametrize(
    ("colour", "published"),
    [
        ("#FFFFFF", (100.0, 0.0, 0.0)),
        ("#000000", (0.0, 0.0, 0.0)),
        ("#FF0000", (53.24, 80.09, 67.20)),
        ("#00FF00", (87.73, -86.18, 83.18)),
        ("#0000FF", (32.30, 79.19, -107.86)),
    ],
)
def test_lab_agrees_with_the_published_primaries(colour: str, published: tuple[float, float, float]) -> None:
    assert tuple(lab(colour)) == pytest.approx(published, abs=0.02)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#767676", "#FFFFFF", 4.54),
        ("#FF0000", "#FFFFFF", 4.00),
        ("#F46A25", "#FFFFFF", 3.03),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_agrees_with_known_ratios(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@given(COLOURS, COLOURS)
def test_a_difference_is_symmetric_and_nought_only_between_alikes(one: str, other: str) -> None:
    assert least_difference(one, one) == 0
    assert least_difference(one, other) == pytest.approx(least_difference(other, one))
    assert least_difference(one, other) <= delta_e_2000(lab(one), lab(other))


@given(COLOURS)
def test_a_normal_eye_sees_the_colour_itself(colour: str) -> None:
    assert simulate(colour, "normal") == colour


@given(st.integers(min_value=0, max_value=255).map(lambda v: f"#{v:02X}{v:02X}{v:02X}"))
def test_every_eye_sees_grey_as_the_same_grey(grey: str) -> None:
    for eye in EYES:
        assert delta_e_2000(lab(grey, eye), lab(grey)) < 0.01
        assert simulate(grey, eye) == grey


def test_red_and_green_come_together_for_deutan_and_protan_eyes_only() -> None:
    red, green = "#B05030", "#707A20"

    def apart(eye: str) -> float:
        return next(delta_e_2000(lab(red, e), lab(green, e)) for e in EYES if e == eye)

    assert apart("deutan") < apart("normal") / 2
    assert apart("protan") < apart("normal") / 2
    assert apart("tritan") > apart("normal") / 2


def test_full_red_is_seen_as_the_published_matrices_say() -> None:
    assert simulate("#FF0000", "protan") == "#6D5F00"
    assert simulate("#FF0000", "deutan") == "#A39000"


def test_a_new_bcu_takes_the_unused_fill_furthest_from_its_neighbours() -> None:
    unused = {"near": "#D6E4F6", "far": "#3F2A10", "middle": "#9BD6CC"}
    assert best_fill(unused, ["#D6E4F5", "#ECE2F5"]) == "far"
    assert best_fill({"near": "#D6E4F6", "middle": "#9BD6CC"}, ["#D6E4F5"]) == "middle"


def test_without_neighbours_the_first_unused_fill_is_taken() -> None:
    assert best_fill({"b": "#000000", "a": "#FFFFFF"}, []) == "b"


def test_with_no_fill_left_there_is_none_to_take() -> None:
    with pytest.raises(ValueError, match="no unused fill"):
        best_fill({}, ["#000000"])


@pytest.mark.parametrize("text", ["red", "#FFF", "#GGGGGG", "#12345678", ""])
def test_what_is_not_a_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour written #RRGGBB"):
        lab(text)
