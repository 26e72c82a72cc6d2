"""The best map: against every map of small areas, and what is known of London."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.suggest import SoFar, best_map, with_crossings, with_locks
from planner.suggest.best import ROUNDING
from planner.suggest.checker import WrongAnswer, check_answer, check_by_rules, faults, value_of
from planner.suggest.errors import NoMap, Stopped
from planner.suggest.problem import Problem
from planner.suggest.solve import Solver
from planner.suggest.standing import Counted
from planner.suggest.terms import AIM_WORDS, Aim, Terms
from tests.suggest.areas import LONDON, LONDON_BASELINE, TWELVE, Small, small
from tests.suggest.brute import maps, value

LONDON_PARTS = (LONDON, LONDON_BASELINE, TWELVE)
EVERY_PAIR = [(a, b) for a in Aim for b in Aim if a is not b]


def solved(place: Small, terms: Terms) -> tuple[float, ...] | None:
    """The values of the best map, the less the better, as brute force gives them."""
    solver = Solver(Problem(*place.parts, terms))
    found = solver.best()
    if found is None:
        return None
    groups = tuple(solver.problem.codes_of(block) for block in found.sets)
    assert faults(place.area, place.scenario, terms, groups) == []
    return tuple(value(place, terms, aim, groups) for aim in terms.aims)


@pytest.mark.parametrize("aim", list(Aim))
@settings(max_examples=settings.default.max_examples // 3)
@given(seed=st.integers(0, 10**6), locked=st.booleans(), spread=st.integers(0, 2))
def test_no_map_of_a_small_area_is_better_than_the_best(aim: Aim, seed: int, locked: bool, spread: int) -> None:
    place = small(seed, bcus=3)
    held = frozenset({"B00", "B03"}) if locked else frozenset()
    terms = with_crossings(Terms(3, 3 + spread, 1, 4, aims=(aim,), locked_boroughs=held), place.area)
    every = maps(place, terms)
    best = solved(place, terms)
    if not every:
        assert best is None
    else:
        assert best == (pytest.approx(min(value(place, terms, aim, m) for m in every), abs=1e-6),)


@pytest.mark.parametrize(("first", "second"), EVERY_PAIR, ids=lambda aim: aim.value)
@settings(max_examples=max(settings.default.max_examples // 8, 4))  # times 42 pairs
@given(seed=st.integers(0, 10**4), tolerance=st.sampled_from([0.0, 0.05, 0.4]))
def test_of_two_aims_the_second_is_best_within_the_tolerance_of_the_first(
    first: Aim, second: Aim, seed: int, tolerance: float
) -> None:
    place = small(seed, columns=3, bcus=2)
    terms = with_crossings(Terms(2, 2, 1, 4, aims=(first, second), tolerance=tolerance), place.area)
    every = [(value(place, terms, first, m), value(place, terms, second, m)) for m in maps(place, terms)]
    best = solved(place, terms)
    if not every:
        assert best is None
        return
    assert best is not None
    least = min(pair[0] for pair in every)
    # What is exactly on the tolerance may fall either way by a rounded unit: leave a hair on both sides.
    slack = tolerance * abs(least)
    unit = 1e-3 * max(abs(least), 1.0) if first in (Aim.SAVING, Aim.CHANGE, Aim.EXPOSURE) else 1e-6
    sure = [pair[1] for pair in every if pair[0] <= least + slack - unit or pair[0] <= least]
    maybe = [pair[1] for pair in every if pair[0] <= least + slack + unit]
    assert min(maybe) - 1e-6 <= best[1] <= min(sure) + 1e-6
    assert best[0] <= least + slack + unit


def test_the_best_balance_of_london_by_land_is_12_7_per_cent() -> None:
    found = best_map(*LONDON_PARTS, Terms())
    assert found.proven
    assert found.value == pytest.approx(0.126912, abs=1e-6)
    assert len(set(found.assignment.values())) == 12
    assert len(found.assignment) == 32
    assert found.what_was_proved.startswith("Proven best: of all maps with 12 BCUs of 2–4 boroughs, joined by land")
    assert found.what_was_proved.endswith("(Population 2017): 12.7 % of the mean.")


def test_both_pathfinders_fix_a_deviation_of_35_6_per_cent_by_themselves() -> None:
    kept = best_map(*LONDON_PARTS, replace(Terms(), locked_bcus=frozenset({"CN", "EA"})))
    assert kept.value == pytest.approx(0.3560, abs=5e-5)
    population = {
        b.code: LONDON.borough_measures["pop_2017_gla"][i] for i, b in enumerate(LONDON.boroughs) if b.policed
    }
    north = sum(population[c] for c in TWELVE.assignment if TWELVE.assignment[c] == "CN")
    assert 1 - 12 * north / sum(population.values()) == pytest.approx(kept.value)


def test_what_a_map_changes_is_the_difference_of_two_outcomes() -> None:
    from planner.outcome.evaluate import evaluate

    found = best_map(*LONDON_PARTS, Terms())
    before = evaluate(*LONDON_PARTS)
    after = evaluate(LONDON, LONDON_BASELINE, found.scenario)
    assert found.saving_change == after.number("full_year_saving") - before.number("full_year_saving")
    assert found.posts_change == after.array("area_role_posts").sum() - before.array("area_role_posts").sum()
    assert {m.borough for m in found.moves} == {
        c for c in LONDON.borough_codes if TWELVE.assignment[c] != found.scenario.assignment[c]
    }


def test_the_most_saving_at_one_number_of_bcus_says_that_it_is_rounding() -> None:
    assert best_map(*LONDON_PARTS, replace(Terms(), aims=(Aim.SAVING,))).notes == (ROUNDING,)


def test_the_most_saving_over_several_numbers_has_the_fewest_bcus() -> None:
    found = best_map(*LONDON_PARTS, Terms(8, 16, aims=(Aim.SAVING,)))
    assert len(found.proposal.groups) == 8
    assert found.notes == ()
    assert found.saving_change > 4_000_000
    assert len(found.proposal.emptied) == 4


def test_overrides_are_said_to_be_left_out_of_the_most_saving() -> None:
    from planner.scenario.types import Override
    from planner.words.vocabulary import Function, Role

    cell = ("NA", Function.HQ, Role.CONSTABLE)
    scenario = replace(TWELVE, overrides=TWELVE.overrides.put(cell, Override(500)))
    found = best_map(LONDON, LONDON_BASELINE, scenario, Terms(11, 12, aims=(Aim.SAVING,)))
    assert "Overrides" in found.notes[0]


def test_the_least_change_of_a_map_that_meets_the_terms_is_none() -> None:
    found = best_map(*LONDON_PARTS, replace(Terms(), aims=(Aim.CHANGE,)))
    assert (found.value, found.moves) == (0.0, ())


def test_locked_boroughs_and_bcus_stay_where_they_are() -> None:
    scenario = replace(TWELVE, locked_boroughs=frozenset({"E09000008", "E09000029"}), locked_bcus=frozenset({"NW"}))
    found = best_map(LONDON, LONDON_BASELINE, scenario, with_locks(Terms(), scenario))
    after = found.scenario.assignment
    assert after["E09000008"] == after["E09000029"] == "SN"
    assert {c for c in after if after[c] == "NW"} == {c for c in TWELVE.assignment if TWELVE.assignment[c] == "NW"}


@pytest.mark.parametrize("aim", [Aim.DEVIATION, Aim.OUTLINE, Aim.SPREAD])
def test_crossings_can_only_make_the_best_better(aim: Aim) -> None:
    land = best_map(*LONDON_PARTS, replace(Terms(), aims=(aim,)))
    every = best_map(*LONDON_PARTS, with_crossings(replace(Terms(), aims=(aim,)), LONDON))
    assert every.value <= land.value


def test_no_map_is_said_with_the_terms() -> None:
    with pytest.raises(NoMap, match="every BCU within 5 % of the mean"):
        best_map(*LONDON_PARTS, replace(Terms(), within=0.05))


def test_a_search_stops_when_it_is_cancelled() -> None:
    with pytest.raises(Stopped):
        best_map(*LONDON_PARTS, replace(Terms(), aims=(Aim.SPREAD,)), cancelled=lambda: True)


def test_progress_goes_up_to_the_whole() -> None:
    heard: list[float] = []
    best_map(*LONDON_PARTS, Terms(11, 13, aims=(Aim.DEVIATION, Aim.OUTLINE)), progress=heard.append)
    assert heard[-1] == 1.0
    assert all(0 <= share <= 1 for share in heard)


def test_a_wrong_map_does_not_pass_the_check() -> None:
    good = best_map(*LONDON_PARTS, Terms())
    groups = good.proposal.groups
    check_answer(*LONDON_PARTS, Terms(), groups, good.values)
    with pytest.raises(WrongAnswer, match="from the mean"):
        check_answer(*LONDON_PARTS, replace(Terms(), within=good.value - 1e-6), groups, good.values)
    with pytest.raises(WrongAnswer, match="deviation is"):
        check_answer(*LONDON_PARTS, Terms(), groups, (good.value - 0.01,))
    mixed = (groups[0][:-1] + groups[-1][:1], groups[-1][1:] + groups[0][-1:], *groups[1:-1])
    with pytest.raises(WrongAnswer, match="not joined"):
        check_answer(*LONDON_PARTS, Terms(), mixed, good.values)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (Terms(3, 3), "12 BCUs"),
        (Terms(smallest=3), "2 boroughs"),
        (replace(Terms(), together=(frozenset({"E09000002", "E09000017"}),)), "not together"),
        (replace(Terms(), apart=(("E09000007", "E09000019"),)), "not apart"),
        (replace(Terms(), locked_boroughs=frozenset({"E09000007", "E09000033"})), ""),
        (replace(Terms(), min_border=5000.0), "not joined"),
    ],
)
def test_each_fault_of_a_map_is_found(terms: Terms, words: str) -> None:
    present: dict[str, list[str]] = {}
    for borough, bcu in TWELVE.assignment.items():
        present.setdefault(bcu, []).append(borough)
    found = faults(LONDON, TWELVE, terms, [tuple(g) for g in present.values()])
    assert any(words in fault for fault in found) if words else found == []


def test_a_map_that_breaks_a_lock_or_loses_a_borough_is_faulty() -> None:
    good = best_map(*LONDON_PARTS, Terms()).proposal.groups
    locked = replace(Terms(), locked_bcus=frozenset({"CN"}), locked_boroughs=frozenset({"E09000007", "E09000033"}))
    found = faults(LONDON, TWELVE, locked, good)
    assert any("BCU CN is locked" in fault for fault in found)
    assert any("E09000007 and E09000033 are locked" in fault for fault in found)
    assert "a borough is missing or in two BCUs" in faults(LONDON, TWELVE, Terms(), good[1:])


def test_values_worked_out_plainly_by_hand() -> None:
    # Two groups of a row of four: 10 + 20 and 30 + 40 people, 900 m between them.
    from random import Random

    from planner.area.types import Border, Borough, Ward
    from tests.suggest.areas import made, made_baseline

    boroughs = [Borough(f"B{i}", f"Town {i}", True, 1000.0 * i, 0.0) for i in range(4)]
    wards = [Ward(f"W{i}", "Ward", f"B{i}", 1000.0 * i, 0.0) for i in range(4)]
    borders = [Border(f"B{i}", f"B{i + 1}", 900.0 + i, 900.0 + i, "land", "") for i in range(3)]
    area = made(boroughs, wards, borders, Random(1))
    area = replace(area, borough_measures=area.borough_measures.put("pop_2017_gla", (10.0, 20.0, 30.0, 40.0)))
    baseline = made_baseline(area, Random(1))
    groups = (("B0", "B1"), ("B2", "B3"))
    parts = (area, baseline, TWELVE, "pop_2017_gla")
    assert value_of(*parts, Aim.DEVIATION, groups) == pytest.approx(20 / 50)
    assert value_of(*parts, Aim.LARGEST, groups) == pytest.approx(20 / 50)
    assert value_of(*parts, Aim.SPREAD, groups) == pytest.approx(40 / 50)
    assert value_of(*parts, Aim.OUTLINE, groups) == 901.0


def test_every_aim_has_words() -> None:
    assert set(AIM_WORDS) == set(Aim)


def heard(terms: Terms) -> list[SoFar]:
    found: list[SoFar] = []
    best_map(*LONDON_PARTS, terms, better=found.append)
    return found


def test_each_map_heard_of_while_searching_is_better_than_the_one_before() -> None:
    met = [so_far.found.numbers for so_far in heard(Terms(aims=(Aim.SPREAD,)))]
    assert len(met) > 1
    assert all(later < earlier for earlier, later in pairwise(met))


def test_the_last_map_heard_of_is_as_good_as_the_proven_one() -> None:
    for terms in (Terms(8, 14), Terms(10, 13, aims=(Aim.CHANGE, Aim.OUTLINE), tolerance=0.5)):
        assert heard(terms)[-1].values == best_map(*LONDON_PARTS, terms).values


@pytest.mark.parametrize("aims", [(Aim.OUTLINE,), (Aim.CHANGE,), (Aim.SAVING, Aim.SPREAD), (Aim.SPREAD,)], ids=str)
def test_a_map_is_heard_of_before_the_first_number_of_bcus_is_solved(
    aims: tuple[Aim, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    met: list[SoFar] = []
    known_before: list[int] = []
    optimum = Solver.optimum

    def solving(*args: Any) -> Any:
        known_before.append(len(met))
        return optimum(*args)

    monkeypatch.setattr(Solver, "optimum", solving)
    locked = replace(TWELVE, locked_bcus=frozenset({"CN"}), locked_boroughs=frozenset({"E09000008"}))
    terms = with_locks(Terms(11, 13, aims=aims), locked)
    found = best_map(LONDON, LONDON_BASELINE, locked, terms, better=met.append)
    assert known_before[0] == 1
    first = met[0].suggestion()
    assert not first.proven
    assert first.value >= found.value or aims[0] is Aim.SAVING
    check_answer(LONDON, LONDON_BASELINE, locked, terms, first.proposal.groups, first.values)


def test_where_no_map_meets_the_terms_none_is_heard_of() -> None:
    met: list[SoFar] = []
    with pytest.raises(NoMap):
        best_map(*LONDON_PARTS, Terms(5, 6, 2, 3, aims=(Aim.OUTLINE,)), better=met.append)
    assert met == []


@pytest.mark.parametrize("aims", EVERY_PAIR, ids=lambda pair: f"{pair[0]}, {pair[1]}")
def test_with_two_aims_the_last_map_heard_of_is_the_proven_one(aims: tuple[Aim, Aim]) -> None:
    for seed in (3, 8):
        place = small(seed, water=False)
        met: list[SoFar] = []
        terms = Terms(2, 4, 1, 4, aims=aims, tolerance=0.3)
        found = best_map(*place.parts, terms, better=met.append)
        assert met[-1].values == found.values


def test_a_map_met_early_counts_again_once_it_is_within_the_limit_of_the_second_aim() -> None:
    terms = Terms(aims=(Aim.OUTLINE, Aim.DEVIATION), tolerance=0.4)
    met = [so_far.found.numbers for so_far in heard(terms)]
    # First by outline; then, once that is settled, the even map met before it is the best by the second aim again.
    assert met[-1] == met[0]
    assert met[1][0] < met[0][0] <= 1.4 * met[1][0]
    assert met[0][1] < met[1][1]


@pytest.mark.parametrize("aims", [(Aim.OUTLINE,), (Aim.OUTLINE, Aim.DEVIATION)], ids=str)
def test_progress_goes_from_the_first_number_of_bcus_to_the_last(aims: tuple[Aim, ...]) -> None:
    told: list[float] = []
    best_map(*LONDON_PARTS, Terms(8, 15, aims=aims, tolerance=1.0), progress=told.append)
    assert told == sorted(told)
    assert told[0] == 0.0
    assert told[-2] == pytest.approx(7 / 8 if len(aims) == 1 else 15 / 16)


def test_a_map_met_on_the_way_is_checked_and_says_it_is_not_proven() -> None:
    terms = Terms(aims=(Aim.SPREAD,))
    first = heard(terms)[0].suggestion()
    assert not first.proven
    assert first.what_was_proved.startswith("Not proven: the search was stopped.")
    assert first.value > best_map(*LONDON_PARTS, terms).value
    check_answer(*LONDON_PARTS, terms, first.proposal.groups, first.values)


def test_once_the_first_aim_is_settled_maps_count_by_the_second_within_its_limit() -> None:
    terms = Terms(aims=(Aim.DEVIATION, Aim.OUTLINE), tolerance=0.2)
    met = heard(terms)
    assert met[-1].values[0] <= 1.2 * met[0].values[0] + 1e-9
    assert met[-1].values[1] < met[0].values[1]


def test_where_every_bcu_can_be_even_the_second_aim_is_best_among_even_maps() -> None:
    place = small(3, columns=4, rows=2, water=False)
    area = replace(place.area, borough_measures=place.area.borough_measures.put("pop_2017_gla", (10.0,) * 8))
    even = Small(area, place.baseline, place.scenario)
    for first in (Aim.SPREAD, Aim.DEVIATION):
        terms = Terms(4, 4, 1, 4, aims=(first, Aim.OUTLINE))
        best = solved(even, terms)
        pairs = [m for m in maps(even, terms) if value(even, terms, first, m) == 0]
        assert pairs
        assert best == (0.0, pytest.approx(min(value(even, terms, Aim.OUTLINE, m) for m in pairs)))
        counted = Counted(Problem(*even.parts, replace(terms, aims=(first,))))
        assert counted.at_most([(first, 0)]) == len(pairs)


def test_of_maps_that_tie_one_of_the_fewest_bcus_is_given() -> None:
    idle = replace(TWELVE, wards=replace(TWELVE.wards, dwo=(0,) * 629))
    even = replace(Terms(11, 13), measure="dwo_posts")
    for terms in (even, replace(even, aims=(Aim.DEVIATION, Aim.SPREAD))):
        found = best_map(LONDON, LONDON_BASELINE, idle, terms)
        assert (found.value, len(found.proposal.groups)) == (0.0, 11)
        assert found.what_was_proved.endswith(" This map has 11 BCUs.")


def test_the_rules_have_the_last_word_on_a_map() -> None:
    parts = (LONDON, LONDON_BASELINE)
    every = with_crossings(Terms(), LONDON)
    check_by_rules(*parts, TWELVE, Terms())
    with pytest.raises(WrongAnswer, match="G1 is not met"):
        check_by_rules(*parts, replace(TWELVE, assignment=TWELVE.assignment.without("E09000008")), Terms())
    apart = replace(TWELVE, assignment=TWELVE.assignment.put("E09000008", "CN"))  # Croydon with Camden and Islington
    for terms in (Terms(), every):
        with pytest.raises(WrongAnswer, match="G3 is not met"):
            check_by_rules(*parts, apart, terms)
    # Newham is joined to Greenwich, Bexley and Lewisham by what crosses the Thames alone.
    across = replace(TWELVE, assignment=TWELVE.assignment.put("E09000025", "SE"))
    check_by_rules(*parts, across, every)
    with pytest.raises(WrongAnswer, match="G3 is not met"):
        check_by_rules(*parts, across, Terms())
