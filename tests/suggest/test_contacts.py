"""Nominated superintendents: even, complete where there are any, and as few changes as evenness allows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planner.outcome.evaluate import evaluate
from planner.outcome.rules.result import MET
from planner.scenario.change import apply
from planner.scenario.decisions import nominate_evenly
from planner.scenario.types import Override, Plan, Scenario
from planner.suggest import contacts
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import FUNCTIONS, Function, Role
from tests.suggest.areas import LONDON, LONDON_BASELINE, PATHFINDERS, TWELVE

PARTS = (LONDON, LONDON_BASELINE)


def test_every_borough_of_the_twelve_gets_a_superintendent_of_its_own() -> None:
    found = contacts(*PARTS, TWELVE)
    assert len(found.nominations) == len(found.changed) == 32
    assert max(load.most for load in found.loads) == 1
    assert found.notes == ()
    rules = {r.id: r for r in evaluate(*PARTS, found.scenario).rules}
    assert all(one == MET for one in (*rules["L3"].found, *rules["L4"].found))


@given(
    st.dictionaries(st.sampled_from(LONDON.borough_codes), st.sampled_from(FUNCTIONS)),
    st.lists(st.sampled_from(FUNCTIONS), max_size=4, unique=True),
    st.integers(1, 8),
)
def test_loads_of_a_bcu_differ_by_at_most_one(now: dict[str, Function], missing: list[Function], boroughs: int) -> None:
    home = {c: "CN" if i < boroughs else "EA" for i, c in enumerate(LONDON.borough_codes[:12])}
    overrides = {("CN", f, Role.SUPERINTENDENT): Override(0) for f in missing}
    scenario = replace(PATHFINDERS, assignment=FrozenMap(home), contacts=FrozenMap(now), overrides=FrozenMap(overrides))
    found = contacts(*PARTS, scenario)
    for load in found.loads:
        loads = [n for _, n in load.boroughs]
        assert max(loads) - min(loads) <= 1
        assert sum(loads) == sum(1 for code in home.values() if code == load.bcu)
    kept = sum(1 for b, f in found.nominations.items() if now.get(b) is f)
    assert kept == len(found.nominations) - len(found.changed)


def test_nominations_that_are_even_already_are_kept() -> None:
    once = contacts(*PARTS, TWELVE).scenario
    assert contacts(*PARTS, once).changed == ()


def test_more_boroughs_than_superintendents_is_told() -> None:
    home = {c: "CN" for c in LONDON.borough_codes[:7]}
    found = contacts(*PARTS, replace(PATHFINDERS, assignment=FrozenMap(home)))
    assert found.notes[0] == "Central North has 7 boroughs and 5 superintendents: one is nominated for 2 boroughs."
    assert found.notes[1] == "25 boroughs in no BCU: left out."


def test_a_bcu_without_superintendents_and_a_borough_in_no_bcu_are_told() -> None:
    overrides = {("CN", f, Role.SUPERINTENDENT): Override(0) for f in FUNCTIONS}
    scenario = replace(TWELVE, overrides=FrozenMap(overrides), assignment=TWELVE.assignment.without("E09000008"))
    found = contacts(*PARTS, scenario)
    assert "Central North has no superintendent to nominate: its 2 boroughs stay without one." in found.notes
    assert "Croydon in no BCU: left out." in found.notes
    assert len(found.nominations) == 29


def filled(scenario: Scenario) -> Scenario:
    """The scenario after the Leadership tab's own "Nominate evenly", which only fills gaps."""
    plan = Plan(
        FrozenMap({LONDON.hash: LONDON}), FrozenMap({LONDON_BASELINE.hash: LONDON_BASELINE}), (scenario,), scenario.id
    )
    step = nominate_evenly(plan, scenario.id)
    return scenario if step is None else apply(plan, step.edits).shown


@given(
    st.dictionaries(st.sampled_from(LONDON.borough_codes), st.sampled_from(FUNCTIONS), max_size=6), st.integers(1, 9)
)
def test_filling_gaps_agrees_where_what_is_nominated_fits_an_even_load(now: dict[str, Function], boroughs: int) -> None:
    home = {c: "CN" if i < boroughs else "EA" for i, c in enumerate(LONDON.borough_codes[:12])}
    scenario = replace(PATHFINDERS, assignment=FrozenMap(home), contacts=FrozenMap(now))
    found = contacts(*PARTS, scenario)
    if all(found.nominations[b] is f for b, f in now.items() if b in home):
        assert filled(scenario).contacts == found.scenario.contacts


def test_filling_gaps_never_changes_a_nomination_and_evening_out_does() -> None:
    crowded = dict.fromkeys(LONDON.borough_codes[:3], Function.NEIGHBOURHOODS)
    home = dict.fromkeys(LONDON.borough_codes[:5], "CN")
    scenario = replace(PATHFINDERS, assignment=FrozenMap(home), contacts=FrozenMap(crowded))
    assert all(filled(scenario).contacts[b] is Function.NEIGHBOURHOODS for b in crowded)
    assert len(set(contacts(*PARTS, scenario).nominations.values())) == 5
