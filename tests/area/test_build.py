"""An area that cannot be planned on is refused with a sentence that names the place and the remedy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.area.build import CELLS, AreaError, cell_index, make_baseline
from planner.area.types import Border, Borough, Ward
from planner.words.vocabulary import FUNCTIONS, ROLES, Function, Role, Status
from tests.area.builders import BORDERS, BOROUGHS, WARDS, small_area

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a borough code used twice": (
        {"boroughs": (*BOROUGHS, BOROUGHS[3])},
        "The borough code X is used 2 times: keep one row of it.",
    ),
    "a ward code used twice": (
        {"wards": (*WARDS, WARDS[3])},
        "The ward code C1 is used 2 times: keep one row of it.",
    ),
    "a ward with no code": (
        {"wards": (replace(WARDS[0], code=""), *WARDS[1:])},
        "A ward has no code: give every ward a code of its own.",
    ),
    "a ward of an unknown borough": (
        {"wards": (*WARDS, Ward("Z1", "Lost", "Z", 0.0, 0.0))},
        "The ward Lost (Z1) is in the borough Z, which is not in the area: "
        "correct its borough code, or add the borough.",
    ),
    "a ward of an unknown borough out of order": (
        {"wards": (Ward("Z1", "Lost", "Z", 0.0, 0.0), *WARDS)},
        "The ward Lost (Z1) is in the borough Z, which is not in the area: "
        "correct its borough code, or add the borough.",
    ),
    "a ward of a borough with its own force": (
        {"wards": (*WARDS, Ward("X1", "Gate", "X", 0.0, 0.0))},
        "The ward Gate (X1) is in Xanten, which has its own force: leave its wards out.",
    ),
    "a policed borough with no ward": (
        {"wards": WARDS[:3]},
        "Colne (C) has no ward: add its wards, or leave the borough out.",
    ),
    "an area with no ward": (
        {"wards": ()},
        "Small area has no ward: add the wards of every policed borough.",
    ),
    "no policed borough": (
        {"boroughs": (BOROUGHS[3],), "wards": ()},
        "Small area has no borough to plan: mark at least one borough as policed.",
    ),
    "boroughs out of order": (
        {"boroughs": BOROUGHS[::-1]},
        "The boroughs of Small area are not in code order: sort them by code.",
    ),
    "wards out of order": (
        {"wards": WARDS[::-1]},
        "The wards of Small area are not in order: sort them by borough code, then ward code.",
    ),
    "a border of an unknown borough": (
        {"borders": (*BORDERS, Border("A", "Q", 1.0, 1.0, "land", ""))},
        "The border A–Q names the borough Q, which is not in the area: correct the code, or leave the border out.",
    ),
    "a border given in both directions": (
        {"borders": (*BORDERS, Border("B", "A", 1.0, 1.0, "land", ""))},
        "The border Barton–Ashby is given twice or joins a borough to itself: keep one row of it.",
    ),
    "an unknown kind of crossing": (
        {"borders": (Border("A", "B", 1.0, 1.0, "rail", ""),)},
        "The border Ashby–Barton has the crossing “rail”: use land, road, ferry or none.",
    ),
    "a border of negative length": (
        {"borders": (Border("A", "B", -1.0, 0.0, "land", ""),)},
        "The border Ashby–Barton has a length that is not a number of metres from 0 up: correct it.",
    ),
    "a measure of the wrong length": (
        {"ward_measures": {"people": (1.0, 2.0)}},
        "The measure people has 2 figures for 4 wards: give one figure to each.",
    ),
    "a measure with a gap": (
        {"borough_measures": {"people": (1.0, float("nan"), 2.0, 3.0)}},
        "The measure people has a figure that is not a number: fill it in, or leave the measure out.",
    ),
    "a position that is not a number": (
        {"boroughs": (replace(BOROUGHS[0], easting=float("inf")), *BOROUGHS[1:])},
        "Ashby (A) has no position: give its easting and northing in metres, as numbers.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_area_is_refused_with_a_sentence_for(case: str) -> None:
    changed, sentence = REFUSED[case]
    with pytest.raises(AreaError) as refused:
        small_area(**changed)
    assert str(refused.value) == sentence


def test_an_area_whose_parts_fit_is_made() -> None:
    area = small_area(ward_measures={"people": (1.0, 2.0, 3.0, 4.0)})
    assert [borough.code for borough in area.policed] == ["A", "B", "C"]
    assert area.wards_of == {"A": (0,), "B": (1, 2), "C": (3,), "X": ()}
    assert area.ward_measures["people"] == (1.0, 2.0, 3.0, 4.0)


def test_the_area_hash_changes_with_any_figure() -> None:
    assert small_area().hash == small_area().hash
    assert small_area().hash != small_area(ward_measures={"people": (1.0, 2.0, 3.0, 4.0)}).hash


def test_a_borough_can_have_the_code_na() -> None:
    boroughs = (*BOROUGHS[:3], Borough("NA", "Northam", True, 0.0, 0.0))
    wards = (*WARDS, Ward("N1", "Abbey", "NA", 0.0, 0.0))
    area = small_area(boroughs=boroughs, wards=wards, borders=BORDERS[:1])
    assert area.policed[3].code == "NA"


def _posts(**cells: int) -> dict[str, list[int]]:
    """Baseline posts that agree with one DWO and no PCSO in each ward."""
    posts = {code: [0] * CELLS for code in "ABC"}
    for code, wards in (("A", 1), ("B", 2), ("C", 1)):
        posts[code][cell_index(Function.NEIGHBOURHOODS, Role.DWO)] = wards
    for code, value in cells.items():
        posts[code][0] = value
    return posts


def _baseline(**changed: Any) -> Any:
    arguments: dict[str, Any] = {
        "baseline_id": "b",
        "name": "Baseline",
        "area": small_area(),
        "posts": _posts(),
        "ward_dwo": (1, 1, 1, 1),
        "ward_pcso": (0, 0, 0, 0),
        "status": Status.ILLUSTRATIVE,
        "source": "made for a test",
    }
    return make_baseline(**(arguments | changed))


def test_a_baseline_that_fits_the_area_is_made() -> None:
    baseline = _baseline(posts=_posts(A=3))
    assert baseline.posts["A"][0] == 3
    assert baseline.area_hash == small_area().hash
    assert baseline.hash != _baseline().hash


BASELINE_REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "posts of an unknown borough": (
        {"posts": _posts() | {"X": [0] * CELLS}},
        "The baseline has posts for X, which is not a policed borough of Small area.",
    ),
    "a borough with no posts": (
        {"posts": {code: values for code, values in _posts().items() if code != "B"}},
        "Barton has no baseline posts: add its rows to the baseline.",
    ),
    "too few cells": (
        {"posts": _posts() | {"A": [1, 2]}},
        "Ashby has 2 baseline cells: there are 45, one to each role.",
    ),
    "negative posts": (
        {"posts": _posts(A=-1)},
        "The baseline of Ashby has “-1” posts: posts are whole numbers from 0 up.",
    ),
    "fractional posts": (
        {"ward_pcso": (0, 0.5, 0, 0)},
        "The baseline of PCSO posts by ward has “0.5” posts: posts are whole numbers from 0 to 99.",
    ),
    "more posts than a ward can have": (
        {"ward_dwo": (1, 1, 100, 1)},
        "The baseline of DWO posts by ward has “100” posts: posts are whole numbers from 0 to 99.",
    ),
    "too few wards": (
        {"ward_dwo": (1,)},
        "The baseline has DWO posts for 1 wards of 4: give each.",
    ),
    "wards that do not add up to their borough": (
        {"ward_dwo": (1, 1, 2, 1)},
        "Barton has 2 Dedicated Ward Officer posts in its baseline and 3 in its wards: make the two agree.",
    ),
}


@pytest.mark.parametrize("case", BASELINE_REFUSED)
def test_a_baseline_is_refused_with_a_sentence_for(case: str) -> None:
    changed, sentence = BASELINE_REFUSED[case]
    with pytest.raises(AreaError) as refused:
        _baseline(**changed)
    assert str(refused.value) == sentence


def test_cells_run_function_by_function() -> None:
    assert cell_index(Function.NEIGHBOURHOODS, Role.CHIEF_SUPERINTENDENT) == 0
    assert cell_index(Function.NEIGHBOURHOODS, Role.PCSO) == 8
    assert cell_index(Function.RESPONSE, Role.CHIEF_SUPERINTENDENT) == 9
    assert len(FUNCTIONS) * len(ROLES) == CELLS == 45
