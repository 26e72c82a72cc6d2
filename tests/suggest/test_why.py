"""Why there is no map: the terms named are enough to bar every map, and none of them can be left out."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.area.types import Area, Baseline, Border
from planner.scenario.types import Scenario
from planner.suggest import why_not
from planner.suggest.errors import Stopped
from planner.suggest.terms import Aim, Terms
from tests.suggest.areas import LONDON, LONDON_BASELINE, TWELVE, made, small
from tests.suggest.brute import maps, value

LONDON_PARTS = (LONDON, LONDON_BASELINE, TWELVE)
CROYDON, MERTON, SUTTON = "E09000008", "E09000024", "E09000029"


def test_terms_that_a_map_meets_have_nothing_in_the_way() -> None:
    assert why_not(*LONDON_PARTS, Terms()) is None


def test_locks_apart_are_named_with_what_unlocking_either_allows() -> None:
    terms = replace(Terms(), within=0.15, locked_boroughs=frozenset({CROYDON, MERTON, SUTTON}))
    found = why_not(*LONDON_PARTS, terms)
    assert found is not None
    assert found.words == (
        "No map meets these terms together: Merton locked, Sutton locked and every BCU within 15 % of the mean. "
        "Unlocking Merton allows largest deviation from the mean (Population 2017) 12.7 % of the mean; unlocking "
        "Sutton allows largest deviation from the mean (Population 2017) 13.1 % of the mean; allowing a larger "
        "deviation allows largest deviation from the mean (Population 2017) 16.6 % of the mean."
    )
    assert [r.relaxed for r in found.reasons] == ["unlocking Merton", "unlocking Sutton", "allowing a larger deviation"]


@given(seed=st.integers(0, 10**6), data=st.data())
def test_the_terms_named_are_irreducible(seed: int, data: st.DataObject) -> None:
    place = small(seed, columns=3, bcus=3)
    codes = st.sampled_from(place.area.borough_codes)
    terms = Terms(
        2,
        3,
        2,
        3,
        locked_boroughs=data.draw(st.frozensets(codes, max_size=4)),
        together=tuple(data.draw(st.lists(st.frozensets(codes, min_size=2, max_size=2), max_size=2, unique=True))),
        within=data.draw(st.sampled_from([None, 0.1, 0.3])),
    )
    found = why_not(*place.parts, terms)
    every = maps(place, terms)
    assert (found is None) == bool(every)
    if found is None:
        return
    assert found.words
    if not found.reasons:
        return
    for reason in found.reasons:
        best = [value(place, reason.terms, Aim.DEVIATION, m) for m in maps(place, reason.terms)]
        assert (reason.value is None) == (not best)
        if best and reason.value is not None:
            assert reason.value == pytest.approx(min(best), abs=1e-6)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (Terms(5, 5), "5 BCUs of 2–4 boroughs hold at most 20 boroughs, and London, wards of 2014–2018 has 32"),
        (Terms(12, 12, 3, 4), "12 BCUs of 3–4 boroughs need at least 36 boroughs"),
        (replace(Terms(), min_border=9000.0), "joins no other borough under these terms"),
        (
            replace(Terms(), together=(frozenset({"E09000002", "E09000017"}),)),
            "Barking and Dagenham and Hillingdon kept together",
        ),
        (replace(Terms(), apart=(("E09000004", "E09000006"), ("E09000004", "E09000011"))), "kept apart"),
        (replace(Terms(), locked_bcus=frozenset({"CN"}), within=0.3), "Central North locked"),
    ],
)
def test_each_kind_of_obstacle_is_told(terms: Terms, words: str) -> None:
    found = why_not(*LONDON_PARTS, terms)
    assert found is not None
    assert words in found.words


def test_a_borough_locked_outside_any_bcu_is_told() -> None:
    scenario = replace(TWELVE, assignment=TWELVE.assignment.without(CROYDON))
    found = why_not(LONDON, LONDON_BASELINE, scenario, replace(Terms(), locked_boroughs=frozenset({CROYDON})))
    assert found is not None
    assert [r.words for r in found.reasons] == ["Croydon locked outside any BCU"]


def of_borders(*joined: tuple[int, int]) -> tuple[Area, Baseline, Scenario]:
    """Four boroughs joined by land as told, over the scenario of a small area."""
    place = small(1, columns=2, rows=2)
    borders = [Border(f"B{a:02d}", f"B{b:02d}", 1000.0, 1000.0, "land", "") for a, b in joined]
    area = made(list(place.area.boroughs), list(place.area.wards), borders, Random(1))
    return area, place.baseline, place.scenario


def test_numbers_that_do_not_fit_the_borders_are_told() -> None:
    # A star: every pair needs the middle, so two BCUs of two cannot be. One of three and one of one could.
    found = why_not(*of_borders((0, 1), (0, 2), (0, 3)), Terms(2, 2, 2, 2))
    assert found is not None
    assert found.words == (
        "No map meets these terms together: at most 2 boroughs in a BCU and 2 BCUs. Relaxing one of them alone is not "
        "enough: other terms stand in the way too."
    )


def test_an_area_in_two_pieces_says_which_piece_does_not_fit() -> None:
    alone = why_not(*of_borders((0, 2), (2, 3)), Terms(2, 2, 2, 3))
    assert alone is not None
    assert "Town 1 joins no other borough" in alone.words
    two = why_not(*of_borders((0, 1), (2, 3)), Terms(1, 1, 2, 4))
    assert two is not None
    assert two.words.startswith("No map meets this term: 1 BCU. Allowing any number of BCUs allows")
    three = why_not(*of_borders((0, 1), (2, 3)), Terms(1, 1, 3, 4))
    assert three is not None
    assert "in 2 pieces under these terms; one is Town 0 and Town 1" in three.words


def test_asking_why_can_be_stopped() -> None:
    with pytest.raises(Stopped):
        why_not(*LONDON_PARTS, replace(Terms(), within=0.05), cancelled=lambda: True)
