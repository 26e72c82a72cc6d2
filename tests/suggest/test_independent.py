"""The search against a plain counter that shares nothing with it, on a medium area and on all of London."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from planner.suggest import best_map, standing
from planner.suggest.problem import Problem
from planner.suggest.standing import Counted
from planner.suggest.terms import Aim, Terms
from tests.suggest.areas import Small, small
from tests.suggest.independent import Codes, Joins, count, each, london

JOINS, PEOPLE, HOME = london()
TOTAL = sum(PEOPLE.values())
SIZES = range(2, 5)


def off(group: Codes) -> int:
    """Twelve times the people of a group less those of all: whole numbers, as ties must tie."""
    return abs(12 * sum(PEOPLE[code] for code in group) - TOTAL)


def present() -> list[Codes]:
    return [frozenset(b for b, home in HOME.items() if home == bcu) for bcu in set(HOME.values())]


def test_the_maps_of_london_by_land_are_counted_alike() -> None:
    assert count(JOINS, SIZES)[12] == 86_463_292


def test_maps_that_keep_both_pathfinders_are_counted_alike() -> None:
    kept = [frozenset(b for b, home in HOME.items() if home == bcu) for bcu in ("CN", "EA")]
    found = count(JOINS, SIZES, lambda group: all(group == k or not group & k for k in kept))
    assert found[12] == 1_818_162


@pytest.mark.slow
def test_the_maps_of_london_with_every_crossing_are_counted_alike() -> None:
    assert count(london(crossings=True)[0], SIZES)[12] == 1_252_620_461


def test_the_february_map_stands_where_the_search_says() -> None:
    worst = max(map(off, present()))
    assert f"{worst / TOTAL:.1%}" == "35.6%"
    assert count(JOINS, SIZES, lambda group: off(group) <= worst)[12] == 1_324_639


def test_no_map_is_better_than_the_best_the_search_proves() -> None:
    best = 1_120_200
    assert f"{best / TOTAL:.1%}" == "12.7%"
    assert count(JOINS, SIZES, lambda group: off(group) <= best)[12] > 0
    assert 12 not in count(JOINS, SIZES, lambda group: off(group) < best)


def joins_of(place: Small, road: bool = False) -> Joins:
    """Who borders whom by land in a small area, and by road too when asked."""
    found: dict[str, set[str]] = {code: set() for code in place.area.borough_codes}
    for x in place.area.borders:
        if x.crossing == "land" or (road and x.crossing == "road"):
            found[x.a].add(x.b)
            found[x.b].add(x.a)
    return {code: frozenset(others) for code, others in found.items()}


@pytest.mark.parametrize("seed", range(6))
def test_sixteen_boroughs_have_the_maps_that_a_list_of_them_all_has(seed: int) -> None:
    place = small(seed, columns=4, rows=4, bcus=5, water=False)
    terms = Terms(1, 16, 2, 4)
    every = list(each(joins_of(place), SIZES))
    assert len({frozenset(m) for m in every}) == len(every) > 10
    problem = Problem(*place.parts, terms)
    assert problem.programme.count() == Counter(map(len, every))
    people = dict(zip(place.area.borough_codes, place.area.borough_measures["pop_2017_gla"], strict=True))
    total = sum(people.values())
    for k in sorted({len(m) for m in every}):
        sums = [[sum(people[b] for b in group) for group in m] for m in every if len(m) == k]
        worst = sorted(max(abs(k * s - total) for s in found) for found in sums)
        spread = sorted(k * (max(found) - min(found)) for found in sums)
        one = replace(terms, fewest=k, most=k)
        counted = Counted(Problem(*place.parts, one))
        for at in (0, len(worst) // 3, len(worst) - 1):
            assert counted.at_most([(Aim.DEVIATION, int(worst[at]))]) == sum(1 for w in worst if w <= worst[at])
            assert counted.at_most([(Aim.SPREAD, int(spread[at]))]) == sum(1 for s in spread if s <= spread[at])
        assert best_map(*place.parts, one).value == pytest.approx(worst[0] / total)
        even = best_map(*place.parts, replace(one, aims=(Aim.SPREAD,)))
        assert even.value == pytest.approx(spread[0] / total)
    assert standing(*place.parts, terms).maps == len(every)


def test_the_plain_counter_counts_what_it_lists() -> None:
    joins = joins_of(small(5, columns=4, rows=3), road=True)
    assert count(joins, range(1, 5)) == Counter(map(len, each(joins, range(1, 5))))
