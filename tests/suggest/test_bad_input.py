"""Questions that cannot be asked, and areas unlike London: each refused in a sentence, none with memory taken."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from planner.area.types import Border, Borough, Ward
from planner.suggest import Aim, Terms, best_map, standing, why_not
from planner.suggest.build import build, swept
from planner.suggest.errors import SuggestError, TooLarge
from planner.suggest.graph import graph_of, joins
from planner.suggest.measures import by_borough, measure_names
from planner.suggest.order import quick_order
from planner.suggest.problem import Problem
from tests.suggest.areas import LONDON, LONDON_BASELINE, TWELVE, made, made_baseline, small

LONDON_PARTS = (LONDON, LONDON_BASELINE, TWELVE)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"fewest": 33, "most": 33}, "33 BCUs cannot be made of 32 boroughs"),
        ({"fewest": 0}, "1 BCU or more"),
        ({"smallest": 0}, "1 BCU or more"),
        ({"fewest": 12, "most": 9}, "Swap them"),
        ({"smallest": 5, "largest": 4}, "Swap them"),
        ({"tolerance": -0.1}, "0 or more"),
        ({"min_border": -1.0}, "0 or more"),
        ({"within": -0.1}, "0 or more"),
        ({"aims": ()}, "one aim or by two"),
        ({"aims": (Aim.SPREAD, Aim.SPREAD)}, "one aim or by two"),
        ({"measure": "imd2015_mean_rank_popw"}, "is not a measure that boroughs"),
        ({"together": (frozenset({"E09999999"}),)}, "is not a borough"),
        ({"locked_boroughs": frozenset({"E09000001"})}, "City of London has its own police force"),
        ({"locked_bcus": frozenset({"ZZ"})}, "no BCU “ZZ”"),
        ({"apart": (("E09000002", "E09000002"),)}, "apart from itself"),
        ({"crossings": frozenset({("E09000002", "E09000003")})}, "No bridge, tunnel or ferry joins"),
    ],
)
def test_terms_that_contradict_themselves_are_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(SuggestError, match=words):
        best_map(*LONDON_PARTS, replace(Terms(), **changes))  # type: ignore[arg-type]


def test_exposure_needs_crime_by_ward() -> None:
    area = replace(LONDON, ward_measures=LONDON.ward_measures.without("crime_2015_mps_ward"))
    with pytest.raises(SuggestError, match="no crime by ward"):
        best_map(area, LONDON_BASELINE, TWELVE, replace(Terms(), aims=(Aim.EXPOSURE,)))


def grid(side: int) -> tuple[object, object]:
    """An area of side × side boroughs, as an imported one of wards as boroughs would be."""
    n = side * side
    boroughs = [Borough(f"B{i:04d}", f"Town {i}", True, 100.0 * (i % side), 100.0 * (i // side)) for i in range(n)]
    wards = [Ward(f"W{i:04d}", f"Ward {i}", b.code, b.easting, b.northing) for i, b in enumerate(boroughs)]
    borders = []
    for i in range(n):
        if (i + 1) % side:
            borders.append(Border(f"B{i:04d}", f"B{i + 1:04d}", 100.0, 100.0, "land", ""))
        if i + side < n:
            borders.append(Border(f"B{i:04d}", f"B{i + side:04d}", 100.0, 100.0, "land", ""))
    area = made(boroughs, wards, borders, Random(1))
    return area, made_baseline(area, Random(1))


@pytest.mark.parametrize("side", [27, 7], ids=["729 boroughs", "49 boroughs"])
def test_too_many_states_are_told_before_the_memory_is_taken(side: int) -> None:
    area, baseline = grid(side)
    scenario = replace(TWELVE, bcus=type(TWELVE.bcus)(), assignment=type(TWELVE.assignment)())
    terms = Terms(side * side // 4, side * side // 3, 2, 5)
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge, match="too large to be answered exactly") as refusal:
            best_map(area, baseline, scenario, replace(terms, aims=(Aim.OUTLINE,)))  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 600e6
    assert "make more than" in str(refusal.value)


def test_a_grid_that_fits_is_not_refused_for_what_it_might_have_been() -> None:
    # The sweep over it grows a hundredfold in its first layers and then shrinks.
    area, baseline = grid(6)
    scenario = replace(TWELVE, bcus=type(TWELVE.bcus)(), assignment=type(TWELVE.assignment)())
    problem = Problem(area, baseline, scenario, Terms(12, 12, 2, 5))  # type: ignore[arg-type]
    assert problem.programme.count()[12] == 37_127_951_348


def test_a_table_too_large_for_the_memory_is_refused_before_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    programme = Problem(*LONDON_PARTS, Terms()).programme
    taken = programme.nodes * (programme.most + 1) * 8
    monkeypatch.setattr("planner.suggest.programme.MOST_BYTES", taken)
    assert programme.count()[12] == 86_463_292
    monkeypatch.setattr("planner.suggest.programme.MOST_BYTES", taken - 1)
    for ask in (programme.count, lambda: programme.path(12, np.zeros(541, dtype=np.int64))):
        with pytest.raises(TooLarge, match="figures to go through"):
            ask()


def test_why_not_refuses_an_area_too_large_too() -> None:
    area, baseline = grid(9)
    scenario = replace(TWELVE, bcus=type(TWELVE.bcus)(), assignment=type(TWELVE.assignment)())
    with pytest.raises(TooLarge):
        why_not(area, baseline, scenario, Terms(20, 25))  # type: ignore[arg-type]


def test_an_area_in_two_pieces_has_the_maps_of_both() -> None:
    place = small(2, columns=4, rows=2, water=False)
    apart = tuple(x for x in place.area.borders if int(x.a[1:]) % 4 // 2 == int(x.b[1:]) % 4 // 2)
    area = replace(place.area, borders=apart)
    found = best_map(area, place.baseline, place.scenario, Terms(2, 8, 1, 4))
    assert all({int(c[1:]) % 4 // 2 for c in group} != {0, 1} for group in found.proposal.groups)


def test_a_poor_order_is_refused_and_a_quick_one_is_not() -> None:
    graph = graph_of(LONDON, Terms())
    with pytest.raises(TooLarge):
        build(32, graph.blocks(2, 4), most_states=20_000)
    quick = quick_order(LONDON, graph, 2, 4)
    assert build(32, graph.in_order(quick).blocks(2, 4), most_states=20_000).count()[12] == 86_463_292


def test_an_area_without_a_shipped_order_is_swept_by_a_quick_one() -> None:
    area = replace(LONDON, id="elsewhere")
    assert standing(area, LONDON_BASELINE, TWELVE, Terms()).as_good_or_better == 1_324_639


def test_a_measure_that_is_nought_everywhere_makes_every_map_even() -> None:
    wards = replace(TWELVE.wards, dwo=(0,) * 629)
    scenario = replace(TWELVE, wards=wards)
    found = best_map(LONDON, LONDON_BASELINE, scenario, replace(Terms(), measure="dwo_posts"))
    assert found.value == 0.0


def test_measures_are_whole_and_add_up() -> None:
    assert set(measure_names(LONDON)) >= {"pop_2017_gla", "crime_2015_mps_ward", "wards", "baseline_posts", "dwo_posts"}
    totals = {m: sum(by_borough(*LONDON_PARTS, m).values()) for m in measure_names(LONDON)}
    assert totals["wards"] == 629
    assert totals["dwo_posts"] == 1258
    assert totals["baseline_posts"] == 17_521 + 629
    with pytest.raises(SuggestError, match="use one of"):
        by_borough(*LONDON_PARTS, "area_land_km2")


@pytest.mark.parametrize("measure", ["crime_2015_mps_ward", "wards", "baseline_posts", "dwo_posts", "tno_fy2016_17"])
def test_every_measure_can_be_balanced(measure: str) -> None:
    found = best_map(*LONDON_PARTS, replace(Terms(), measure=measure))
    assert 0 < found.value < 1


def test_blocks_are_joined_sets_of_the_sizes_asked_for() -> None:
    problem = Problem(*LONDON_PARTS, Terms())
    assert len(problem.blocks) == len(set(problem.blocks)) == 541
    assert {b.bit_count() for b in problem.blocks} == {2, 3, 4}


@pytest.mark.parametrize(
    ("kind", "land", "joined"),
    [("land", 800.0, True), ("land", 799.9, False), ("road", 0.0, True), ("ferry", 0.0, True), ("none", 0.0, False)],
)
def test_a_border_joins_by_land_from_the_length_asked_for_and_by_a_crossing_whatever_its_length(
    kind: str, land: float, joined: bool
) -> None:
    pair = ("E09000002", "E09000003")
    terms = Terms(min_border=800.0, crossings=frozenset({pair}))
    for a, b in (pair, pair[::-1]):
        assert joins(Border(a, b, 900.0, land, kind, ""), terms) == joined
    assert joins(Border(*pair, 900.0, land, kind, ""), replace(terms, crossings=frozenset())) == (land == 800.0)


def test_more_joined_sets_than_fit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = graph_of(LONDON, Terms())
    most = max(sum(1 for b in graph.blocks(2, 4) if b.bit_count() == size) for size in (2, 3, 4))
    monkeypatch.setattr("planner.suggest.graph.MOST_BLOCKS", most)
    assert len(graph.blocks(2, 4)) == 541
    monkeypatch.setattr("planner.suggest.graph.MOST_BLOCKS", most - 1)
    with pytest.raises(TooLarge, match="joined sets of one size"):
        graph.blocks(2, 4)


def test_more_steps_between_states_than_fit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = Problem(*LONDON_PARTS, Terms()).blocks
    assert swept(32, blocks).count()[12] == 86_463_292
    monkeypatch.setattr("planner.suggest.build.MOST_EDGES", 500)
    with pytest.raises(TooLarge, match="steps from state to state"):
        swept(32, blocks)


def test_more_states_than_fit_are_refused_even_where_steps_are_few() -> None:
    blocks = Problem(*LONDON_PARTS, Terms()).blocks
    assert swept(32, blocks, most_states=600).count()[12] == 86_463_292
    with pytest.raises(TooLarge, match="more than 500 states"):
        swept(32, blocks, most_states=500)
