"""The fills of the shipped map are told apart by every eye, in light and in dark."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from planner.scenario.shipped import shipped_plan
from planner.scenario.types import FILLS
from planner.views.colour import best_fill, contrast, least_difference

LEAST_DIFFERENCE = 9.0
LEAST_INK_CONTRAST = {"light": 6.49, "dark": 4.6}
LEAST_EDGE_CONTRAST = 3.0
MODES = ("light", "dark")


@pytest.fixture(scope="module")
def theme() -> Any:
    return json.loads(files("resources").joinpath("theme.json").read_text(encoding="utf-8"))


def touching_bcus() -> set[tuple[str, str]]:
    """Codes of the shipped BCUs that touch, by land or across the river."""
    plan = shipped_plan()
    scenario = plan.shown
    pairs = set()
    for border in plan.area_of(scenario).borders:
        one, other = (scenario.assignment.get(code) for code in (border.a, border.b))
        if one and other and one != other:
            pairs.add((min(one, other), max(one, other)))
    return pairs


@pytest.mark.parametrize("mode", MODES)
def test_the_theme_has_every_fill_and_no_other(theme: Any, mode: str) -> None:
    assert set(theme[mode]["fills"]) == set(FILLS)


def test_the_shipped_bcus_each_have_a_fill_of_their_own() -> None:
    assert {bcu.fill for bcu in shipped_plan().shown.bcus.values()} == set(FILLS)


@pytest.mark.parametrize("mode", MODES)
def test_touching_bcus_of_the_shipped_map_look_different_to_every_eye(theme: Any, mode: str) -> None:
    bcus, fills = shipped_plan().shown.bcus, theme[mode]["fills"]
    differences = {
        pair: least_difference(fills[bcus[pair[0]].fill], fills[bcus[pair[1]].fill]) for pair in touching_bcus()
    }
    assert len(differences) == 24
    assert {pair: d for pair, d in differences.items() if d < LEAST_DIFFERENCE} == {}


@pytest.mark.parametrize("mode", MODES)
def test_ink_edges_and_ward_dots_stand_out_on_every_fill(theme: Any, mode: str) -> None:
    tokens, fills = theme[mode]["tokens"], theme[mode]["fills"].values()
    assert min(contrast(tokens["ink"], fill) for fill in fills) >= LEAST_INK_CONTRAST[mode]
    for token in ("bcu_edge", "borough_edge", "ward_dot"):
        assert min(contrast(tokens[token], fill) for fill in fills) >= LEAST_EDGE_CONTRAST, token


@pytest.mark.parametrize("mode", MODES)
def test_a_bcu_made_anew_takes_a_fill_that_every_eye_tells_from_its_neighbours(theme: Any, mode: str) -> None:
    bcus, fills = shipped_plan().shown.bcus, theme[mode]["fills"]
    for code in ("CN", "SN"):
        neighbours = {b if a == code else a for a, b in touching_bcus() if code in (a, b)}
        used = {bcus[n].fill for n in neighbours}
        unused = {fill: colour for fill, colour in fills.items() if fill not in used}
        chosen = best_fill(unused, [fills[fill] for fill in used])
        assert min(least_difference(fills[chosen], fills[fill]) for fill in used) >= LEAST_DIFFERENCE
