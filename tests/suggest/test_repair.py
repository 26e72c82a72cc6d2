"""The smallest repair against every map of small areas; a map as a scenario; adopting it in one step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.outcome.evaluate import evaluate
from planner.outcome.rules.result import MET
from planner.scenario.change import apply, invert
from planner.scenario.decisions.step import Refused
from planner.suggest import adopt, best_map, repair
from planner.suggest.errors import NoMap
from planner.suggest.terms import Terms, crossings_of
from tests.suggest.areas import LONDON, LONDON_BASELINE, PATHFINDERS, PLAN, TWELVE, small
from tests.suggest.brute import Groups, allowed, maps

ENFIELD, NEWHAM, HILLINGDON = "E09000010", "E09000025", "E09000017"


def moves_of(place_scenario: object, groups: Groups, terms: Terms) -> int | None:
    """The fewest boroughs that change their BCU, over every naming of the groups."""
    from itertools import permutations

    scenario = place_scenario
    names: list[str | None] = [*scenario.bcus, *([None] * len(groups))]  # type: ignore[attr-defined]
    best = None
    for chosen in set(permutations(names, len(groups))):
        home = {c: name for group, name in zip(groups, chosen, strict=True) for c in group}
        if allowed(scenario, terms, home):  # type: ignore[arg-type]
            now = scenario.assignment  # type: ignore[attr-defined]
            moved = sum(1 for c, name in home.items() if c in now and now[c] != name)
            best = moved if best is None else min(best, moved)
    return best


@given(seed=st.integers(0, 10**6), unassigned=st.integers(0, 3), locked=st.booleans())
def test_no_repair_of_a_small_area_moves_fewer_boroughs(seed: int, unassigned: int, locked: bool) -> None:
    place = small(seed, columns=3, rows=2, bcus=2)
    assignment = place.scenario.assignment
    for code in list(assignment)[:unassigned]:
        assignment = assignment.without(code)
    held = frozenset({"B05"}) if locked else frozenset()
    scenario = replace(place.scenario, assignment=assignment, locked_boroughs=held)
    rules = {**scenario.rules, "G2.minimum": 2, "G2.maximum": 4, "G4.number": 2}
    scenario = replace(scenario, rules=type(scenario.rules)(rules))
    terms = Terms(2, 6, 2, 4, locked_boroughs=held)
    every = maps(replace(place, scenario=scenario), terms)
    needed = [n for m in every if (n := moves_of(scenario, m, terms)) is not None]
    if not every:
        return
    found = repair(place.area, place.baseline, scenario)
    assert found.moved == min(needed)
    outcome = evaluate(place.area, place.baseline, found.suggestion.scenario)
    for rule in outcome.rules:
        if rule.id in ("G1", "G2", "G3"):
            assert all(one == MET for one in rule.found)


def test_two_stray_boroughs_go_back_where_they_fit() -> None:
    bad = replace(TWELVE, assignment=TWELVE.assignment.put(ENFIELD, "NW").put(NEWHAM, "WA"))
    found = repair(LONDON, LONDON_BASELINE, bad)
    assert (found.moved, found.assigned) == (2, 0)
    assert [(m.borough, m.target) for m in found.suggestion.moves] == [(ENFIELD, "NA"), (NEWHAM, "NE")]
    assert found.words.startswith("2 boroughs moved. Proven: no fewer moves")


def test_a_map_that_meets_the_rules_needs_no_repair() -> None:
    found = repair(LONDON, LONDON_BASELINE, TWELVE)
    assert (found.moved, found.assigned) == (0, 0)
    assert "need no repair" in found.words


def test_an_incomplete_scenario_is_completed_without_moving_anything() -> None:
    found = repair(LONDON, LONDON_BASELINE, PATHFINDERS)
    assert (found.moved, found.assigned) == (0, 27)
    assert len(found.suggestion.proposal.groups) == 12
    assert "27 boroughs in none can be assigned" in found.words


@pytest.mark.thorough
def test_a_repair_may_use_crossings() -> None:
    assert repair(LONDON, LONDON_BASELINE, PATHFINDERS, crossings_of(LONDON)).moved == 0


def test_a_repair_that_locks_forbid_is_refused_in_a_sentence() -> None:
    bad = replace(
        TWELVE, assignment=TWELVE.assignment.put(HILLINGDON, "EA"), locked_boroughs=frozenset({HILLINGDON, "E09000002"})
    )
    with pytest.raises(NoMap, match="Unlock"):
        repair(LONDON, LONDON_BASELINE, bad)


def test_a_suggested_map_is_adopted_and_taken_back_in_one_step() -> None:
    found = best_map(LONDON, LONDON_BASELINE, TWELVE, Terms())
    step = adopt(PLAN, TWELVE.id, found.scenario, "Adopt the best map")
    assert step is not None
    assert step.label == "Adopt the best map"
    after = apply(PLAN, step.edits)
    assert after.scenario(TWELVE.id).assignment == found.scenario.assignment
    assert apply(after, invert(step.edits)) == PLAN
    assert adopt(PLAN, TWELVE.id, TWELVE, "Nothing") is None


def test_new_bcus_come_with_the_step_and_have_names_of_their_own() -> None:
    found = repair(LONDON, LONDON_BASELINE, PATHFINDERS)
    step = adopt(PLAN, PATHFINDERS.id, found.suggestion.scenario, "Complete the map")
    assert step is not None
    after = apply(PLAN, step.edits).scenario(PATHFINDERS.id)
    assert len(after.bcus) == 12
    assert len({b.name for b in after.bcus.values()}) == len({b.fill for b in after.bcus.values()}) == 12


def test_a_map_cannot_be_adopted_by_a_read_only_scenario_or_another_baseline() -> None:
    found = best_map(LONDON, LONDON_BASELINE, TWELVE, Terms())
    with pytest.raises(Refused, match="read-only"):
        adopt(PLAN, "borough-commands-2016", found.scenario, "Adopt")
    with pytest.raises(Refused, match="ask again"):
        adopt(PLAN, TWELVE.id, replace(found.scenario, baseline_hash="other"), "Adopt")
