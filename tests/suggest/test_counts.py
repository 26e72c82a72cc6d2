"""How many maps there are: the totals known of London, and every map of small areas."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.suggest.build import build, probe, swept
from planner.suggest.counting import of_number
from planner.suggest.graph import graph_of
from planner.suggest.problem import Problem
from planner.suggest.programme import Programme
from planner.suggest.small import by_first, small
from planner.suggest.standing import Counted
from planner.suggest.terms import Terms, with_crossings
from tests.suggest import areas
from tests.suggest.areas import LONDON, LONDON_BASELINE, TWELVE
from tests.suggest.brute import maps

LAND = Terms()


def counted(terms: Terms) -> Counted:
    return Counted(Problem(LONDON, LONDON_BASELINE, TWELVE, terms))


def test_london_has_63_land_borders_and_8_crossings() -> None:
    assert len(graph_of(LONDON, LAND).pairs) == 63
    assert len(graph_of(LONDON, with_crossings(LAND, LONDON)).pairs) == 71


@pytest.mark.parametrize(
    ("terms", "number"),
    [
        (LAND, 86_463_292),
        (with_crossings(LAND, LONDON), 1_252_620_461),
        (replace(LAND, locked_bcus=frozenset({"CN", "EA"})), 1_818_162),
    ],
    ids=["land", "crossings", "both pathfinders kept"],
)
def test_the_maps_of_london_are_as_many_as_known(terms: Terms, number: int) -> None:
    assert counted(terms).maps == number


def test_the_sweep_of_the_shipped_area_by_land_has_a_few_hundred_states() -> None:
    assert counted(LAND).problem.programme.nodes < 569


def test_any_order_of_the_sweep_counts_the_same() -> None:
    graph = graph_of(LONDON, LAND)
    by_name = sorted(graph.units, key=lambda c: LONDON.borough_by_code[c].northing)
    programme = build(32, graph.in_order(by_name).blocks(2, 4))
    assert programme.count() == counted(LAND).problem.programme.count()
    assert programme.count()[12] == 86_463_292


def same(a: Programme, b: Programme) -> bool:
    """Whether two programmes have the same nodes and edges in the same order."""
    arrays = ("source", "target", "block", "starts")
    return (a.size, a.most, a.nodes, a.layers) == (b.size, b.most, b.nodes, b.layers) and all(
        getattr(a, name).tolist() == getattr(b, name).tolist() for name in arrays
    )


def test_few_states_in_plain_python_make_the_same_programme_as_in_arrays() -> None:
    blocks = counted(LAND).problem.blocks
    assert small(32, blocks, most_pairs=100) is None
    assert same(build(32, blocks), swept(32, blocks))
    assert swept(32, blocks).count()[12] == 86_463_292


@given(st.integers(0, 10**6), st.integers(1, 2), st.integers(2, 5), st.data())
def test_plain_python_and_arrays_agree_on_small_areas(
    seed: int, smallest: int, largest: int, data: st.DataObject
) -> None:
    place = areas.small(seed)
    terms = with_crossings(Terms(1, 8, smallest, largest), place.area)
    blocks = Problem(*place.parts, terms).blocks
    plain = small(8, blocks)
    assert plain is not None
    arrays = swept(8, blocks)
    assert same(build(8, blocks), arrays)
    costs = data.draw(st.lists(st.integers(-5, 5), min_size=len(blocks), max_size=len(blocks)))
    for k in range(9):
        assert plain.least_worst(k, costs) == arrays.least_worst(k, np.array(costs, dtype=np.int64))


@given(st.integers(0, 10**6), st.integers(1, 2), st.integers(2, 5), st.data())
def test_counting_one_number_of_bcus_again_and_again_counts_the_same(
    seed: int, smallest: int, largest: int, data: st.DataObject
) -> None:
    place = areas.small(seed)
    programme = Problem(*place.parts, Terms(1, 8, smallest, largest)).programme
    size = len(Problem(*place.parts, Terms(1, 8, smallest, largest)).blocks)
    ok = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)), dtype=bool)
    for k in range(1, 9):
        ready = of_number(programme, k)
        assert ready.count(np.ones(size, dtype=bool)) == programme.count().get(k, 0)
        assert ready.count(ok) == programme.count(ok).get(k, 0)


@given(st.integers(0, 10**6), st.integers(2, 5), st.data())
def test_thresholds_counted_in_one_pass_are_each_as_counted_alone(seed: int, largest: int, data: st.DataObject) -> None:
    problem = Problem(*areas.small(seed).parts, Terms(1, 8, 1, largest))
    size = len(problem.blocks)
    costs = np.array(data.draw(st.lists(st.integers(0, 40), min_size=size, max_size=size)), dtype=np.int64)
    levels = np.arange(-1, 42)
    for k in range(1, 9):
        ready = of_number(problem.programme, k)
        found = ready.counts_at(costs, levels, lambda share: None)
        assert found == [ready.count(costs <= level) for level in levels]


def test_counting_again_and_again_is_exact_for_all_of_london_and_beyond_64_bits() -> None:
    problem = counted(LAND).problem
    some = problem.ok(12) & (np.arange(541) % 7 > 0)
    for k in (8, 12, 16):
        ready = of_number(problem.programme, k)
        assert ready.count(some) == problem.programme.count(some).get(k, 0) > 0
    wide = build(60, sorted(([1 << i for i in range(60)] + [0b11 << i for i in range(59)]) * 3))
    every = np.ones(357, dtype=bool)
    found = {k: of_number(wide, k).count(every) for k in range(30, 61)}
    assert sum(found.values()) == _triple(60) > 2**63
    assert found == wide.count()
    costs, levels = np.arange(357) % 9, np.arange(9)
    for k in (40, 60):
        ready = of_number(wide, k)
        assert ready.counts_at(costs, levels, lambda share: None) == [ready.count(costs <= level) for level in levels]


@given(st.integers(0, 10**6), st.integers(1, 3), st.integers(2, 5), st.booleans())
def test_every_map_of_a_small_area_is_counted_once(seed: int, smallest: int, largest: int, crossings: bool) -> None:
    place = areas.small(seed)
    terms = Terms(1, 8, smallest, max(smallest, largest))
    if crossings:
        terms = with_crossings(terms, place.area)
    problem = Problem(*place.parts, terms)
    assert problem.programme.count() == dict(sorted(Counter(len(found) for found in maps(place, terms)).items()))


@given(st.integers(0, 10**6), st.data())
def test_locks_together_and_apart_leave_exactly_the_maps_that_meet_them(seed: int, data: st.DataObject) -> None:
    place = areas.small(seed)
    codes = st.sampled_from(place.area.borough_codes)
    terms = Terms(
        2,
        4,
        1,
        4,
        locked_boroughs=data.draw(st.frozensets(codes, max_size=3)),
        locked_bcus=data.draw(st.frozensets(st.sampled_from(["G0", "G1", "G2"]), max_size=1)),
        together=tuple(data.draw(st.lists(st.frozensets(codes, min_size=1, max_size=2), max_size=1))),
        apart=tuple((a, b) for a, b in data.draw(st.lists(st.tuples(codes, codes), max_size=2)) if a != b),
        min_border=data.draw(st.sampled_from([0.0, 0.0, 1500.0])),
        within=data.draw(st.sampled_from([None, 0.5])),
    )
    terms = with_crossings(terms, place.area) if seed % 2 else terms
    problem = Problem(*place.parts, terms)
    found = {k: problem.programme.count(problem.ok(k)).get(k, 0) for k in terms.counts}
    expected = Counter(len(m) for m in maps(place, terms))
    assert found == {k: expected[k] for k in terms.counts}


def test_counts_beyond_64_bits_are_exact() -> None:
    # 60 boroughs in a row, alone or in pairs: the maps are the Fibonacci numbers; with every block three ways
    # the count passes 2^62, and Python's own numbers take over.
    row = [1 << i for i in range(60)] + [0b11 << i for i in range(59)]
    programme = build(60, row)
    assert sum(programme.count().values()) == 2_504_730_781_961
    wide = sorted(row * 3)
    tripled = build(60, wide)
    assert sum(tripled.count().values()) == _triple(60)


def _triple(n: int) -> int:
    a, b = 1, 3
    for _ in range(n - 1):
        a, b = b, 3 * b + 3 * a
    return b


def test_a_map_is_drawn_as_often_as_any_other() -> None:
    place = areas.small(3)
    terms = Terms(2, 3, 1, 5)
    problem = Problem(*place.parts, terms)
    every = sorted(maps(place, replace(terms, fewest=3)))
    counts = problem.programme.counts()
    drawn = problem.programme.draw([3], counts, 200 * len(every), Random(5))
    seen = Counter(tuple(sorted(problem.codes_of(problem.blocks[b]) for b in blocks)) for blocks in drawn)
    assert set(seen) == {tuple(sorted(m)) for m in every}
    # Chi-squared with many degrees of freedom stays near its mean: far beyond it one map is favoured.
    freedom = len(every) - 1
    chi = sum((seen[m] - 200) ** 2 / 200 for m in seen)
    assert abs(chi - freedom) < 5 * (2 * freedom) ** 0.5


def test_the_number_of_states_is_estimated_when_it_is_not_gone_through() -> None:
    graph = graph_of(LONDON, LAND)
    blocks = graph.blocks(2, 4)  # in code order: a poor order
    assert probe(32, blocks, 20_000) > 100_000
    good = Problem(LONDON, LONDON_BASELINE, TWELVE, LAND)
    assert probe(32, good.blocks, 20_000) == 547
    assert sum(map(len, by_first(32, good.blocks))) == len(good.blocks) == 541


def test_a_locked_bcu_is_asked_about_with_the_boroughs_it_has_now() -> None:
    # What is remembered of a question must not outlive the assignment that its locks speak of.
    terms = replace(LAND, locked_bcus=frozenset({"CN", "EA"}), largest=5)
    wider = replace(TWELVE, assignment=TWELVE.assignment.put("E09000012", "CN"))  # Hackney beside Islington
    before, after = (Counted(Problem(LONDON, LONDON_BASELINE, each, terms)) for each in (TWELVE, wider))
    north = after.problem.bits_of(code for code, home in wider.assignment.items() if home == "CN")
    assert north.bit_count() == 3
    assert north in after.problem.blocks
    assert north not in before.problem.blocks
    assert after.maps != before.maps
