"""Where a map stands: exact counts against every map, samples against exact counts, and the landscape."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.suggest import Landscape, standing, with_crossings
from planner.suggest.counting import OfNumber
from planner.suggest.errors import NoMap, Stopped, SuggestError
from planner.suggest.problem import Problem
from planner.suggest.programme import Programme
from planner.suggest.standing import HOW, Counted, interval, is_counted
from planner.suggest.terms import MOST_OF, Aim, Terms
from planner.words.frozen_map import FrozenMap
from tests.suggest.areas import LONDON, LONDON_BASELINE, PATHFINDERS, TWELVE, Small, small
from tests.suggest.brute import maps, value

LONDON_PARTS = (LONDON, LONDON_BASELINE, TWELVE)
COUNTED = [a for a in Aim if a in MOST_OF or a is Aim.SPREAD]


def present(place: Small) -> tuple[tuple[str, ...], ...]:
    groups: dict[str, list[str]] = {}
    for borough, bcu in place.scenario.assignment.items():
        groups.setdefault(bcu, []).append(borough)
    return tuple(tuple(group) for group in groups.values())


@given(seed=st.integers(0, 10**6), aims=st.lists(st.sampled_from(COUNTED), min_size=1, max_size=2, unique=True))
def test_maps_as_good_or_better_are_counted_exactly(seed: int, aims: list[Aim]) -> None:
    place = small(seed)
    terms = with_crossings(Terms(2, 4, 1, 4, aims=tuple(aims)), place.area)
    every = maps(place, terms)
    if not every:
        with pytest.raises(NoMap):
            standing(*place.parts, terms)
        return
    found = standing(*place.parts, terms)
    now = [value(place, terms, aim, present(place)) for aim in aims]
    good = [m for m in every if all(value(place, terms, a, m) <= v + 1e-9 for a, v in zip(aims, now, strict=True))]
    assert (found.maps, found.as_good_or_better, found.method) == (len(every), len(good), "exact")
    assert found.best == pytest.approx(min(value(place, terms, aims[0], m) for m in every), abs=1e-4)
    assert found.interval is None


@pytest.mark.parametrize("aims", [(Aim.OUTLINE,), (Aim.SAVING,), (Aim.DEVIATION, Aim.OUTLINE)], ids=str)
@pytest.mark.parametrize("seed", range(4))
def test_a_sampled_share_is_near_the_true_one(seed: int, aims: tuple[Aim, ...]) -> None:
    place = small(seed, water=False)
    terms = Terms(2, 4, 1, 4, aims=aims)
    every = maps(place, terms)
    found = standing(*place.parts, terms, sample=4000)
    now = [value(place, terms, aim, present(place)) for aim in aims]
    good = [m for m in every if all(value(place, terms, a, m) <= v + 1e-6 for a, v in zip(aims, now, strict=True))]
    assert found.method == "sampled"
    assert found.interval is not None
    true = len(good) / len(every)
    low, high = found.interval
    assert low - 0.02 <= true <= high + 0.02


def test_the_february_map_stands_where_it_stands() -> None:
    found = standing(*LONDON_PARTS, Terms())
    assert (found.maps, found.as_good_or_better) == (86_463_292, 1_324_639)
    assert found.share == pytest.approx(0.01532, abs=1e-5)
    assert found.best == pytest.approx(0.126912, abs=1e-6)
    assert found.present == pytest.approx(0.355992, abs=1e-6)
    assert found.outside == ()


def test_the_same_question_draws_the_same_maps() -> None:
    terms = replace(Terms(), aims=(Aim.OUTLINE,))
    a, b = (standing(*LONDON_PARTS, terms, sample=500) for _ in range(2))
    assert (a.as_good_or_better, a.interval) == (b.as_good_or_better, b.interval)
    assert a.as_good_or_better >= 1  # the present map itself


def test_a_map_outside_the_terms_is_placed_and_said_to_be_outside() -> None:
    found = standing(*LONDON_PARTS, replace(Terms(), smallest=3, fewest=8, most=10))
    assert any("2 boroughs in a BCU" in fault for fault in found.outside)
    assert found.maps > 0


def test_a_scenario_with_boroughs_in_no_bcu_cannot_be_placed() -> None:
    with pytest.raises(SuggestError, match="27 boroughs"):
        standing(LONDON, LONDON_BASELINE, PATHFINDERS, Terms())
    one = replace(TWELVE, assignment=TWELVE.assignment.without("E09000008"))
    with pytest.raises(SuggestError, match="1 borough \\(Croydon first\\) is in no BCU"):
        standing(LONDON, LONDON_BASELINE, one, Terms())


def test_change_has_no_standing() -> None:
    with pytest.raises(SuggestError, match="always stands first"):
        standing(*LONDON_PARTS, replace(Terms(), aims=(Aim.CHANGE,)))


def test_how_each_aim_is_counted_is_what_the_search_does() -> None:
    assert set(HOW) == set(Aim) - {Aim.CHANGE}
    for aim, words in HOW.items():
        assert is_counted(replace(Terms(), aims=(aim,))) == words.startswith("exact")


@pytest.mark.parametrize(
    ("hits", "drawn", "low", "high"),
    [(0, 100, 0.0, 0.0370), (50, 100, 0.4038, 0.5962), (100, 100, 0.9630, 1.0)],
)
def test_the_interval_is_wilsons(hits: int, drawn: int, low: float, high: float) -> None:
    assert interval(hits, drawn) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@given(seed=st.integers(0, 10**6), aim=st.sampled_from([a for a in Aim if a in MOST_OF]))
def test_the_landscape_gives_every_map_the_place_it_has(seed: int, aim: Aim) -> None:
    place = small(seed, water=False)
    terms = Terms(2, 4, 1, 4, aims=(aim,))
    every = maps(place, terms)
    if not every:
        return
    landscape = Landscape(*place.parts, terms)
    values = [value(place, terms, aim, m) for m in every]
    for groups in every[:: max(len(every) // 5, 1)]:
        home = {c: f"G{i}" for i, group in enumerate(groups) for c in group}
        moved = replace(place.scenario, assignment=FrozenMap(home))
        (found,) = landscape.place(moved)
        now = value(place, terms, aim, groups)
        assert found.as_good_or_better == sum(1 for v in values if v <= now + 1e-9)
        assert found.value == pytest.approx(now, abs=1e-4)
        assert landscape.place_both(moved).as_good_or_better == found.as_good_or_better
    assert sum(bar.maps for bar in landscape.bars(aim, 7)) == len(every)
    assert landscape.quantiles(aim, [0, 1]) == (
        pytest.approx(min(values), abs=1e-4),
        pytest.approx(max(values), abs=1e-4),
    )


def test_the_landscape_agrees_with_the_standing_of_london() -> None:
    terms = replace(Terms(), aims=(Aim.DEVIATION, Aim.EXPOSURE))
    landscape = Landscape(*LONDON_PARTS, terms, sample=200)
    deviation, exposure = landscape.place(TWELVE)
    assert deviation.as_good_or_better == 1_324_639
    assert (
        exposure.as_good_or_better == standing(*LONDON_PARTS, replace(Terms(), aims=(Aim.EXPOSURE,))).as_good_or_better
    )
    both = landscape.place_both(TWELVE)
    assert both.method == "exact"
    assert both.as_good_or_better == standing(*LONDON_PARTS, terms).as_good_or_better
    assert len(landscape.cloud()) == 200
    assert all(len(point) == 2 for point in landscape.cloud())


@pytest.mark.parametrize(
    "terms",
    [
        Terms(),
        Terms(fewest=9, most=12, within=0.4),
        Terms(fewest=8, most=9, largest=5, aims=(Aim.EXPOSURE,)),
        with_crossings(Terms(fewest=11, largest=3), LONDON),
    ],
    ids=("land", "within 40 %", "exposure, up to 5", "crossings, up to 3"),
)
def test_many_thresholds_counted_together_are_each_as_counted_alone(terms: Terms) -> None:
    counted, (aim,) = Counted(Problem(*LONDON_PARTS, terms), often=True), terms.aims
    numbers, below = counted.spread_of(aim)
    alone = Counted(Problem(*LONDON_PARTS, terms))
    for number, count in [*zip(numbers, below, strict=True)][:: max(len(numbers) // 25, 1)]:
        assert alone.at_most([(aim, number)]) == count
        assert alone.at_most([(aim, number - 1)]) < count
    assert alone.at_most([(aim, numbers[0] - 1)]) == 0
    assert below[-1] == alone.maps


def test_a_programme_too_large_to_be_made_ready_is_counted_threshold_by_threshold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terms = Terms(fewest=11, largest=3)
    ready = Landscape(*LONDON_PARTS, terms)
    monkeypatch.setattr(import_module("planner.suggest.standing"), "MOST_STEPS", 0)
    heard: list[float] = []
    plain = Landscape(*LONDON_PARTS, terms, progress=heard.append)
    assert plain.distributions[Aim.DEVIATION] is not ready.distributions[Aim.DEVIATION]
    assert plain.distributions[Aim.DEVIATION].numbers == ready.distributions[Aim.DEVIATION].numbers
    assert plain.distributions[Aim.DEVIATION].below == ready.distributions[Aim.DEVIATION].below
    assert heard == sorted(heard)


def test_a_landscape_counts_many_thresholds_in_one_pass_and_tells_how_far_it_is() -> None:
    heard: list[float] = []
    landscape = Landscape(*LONDON_PARTS, Terms(), progress=heard.append)
    levels = len(landscape.distributions[Aim.DEVIATION].numbers)
    assert 5 < len(heard) < levels / 8
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_placing_a_map_in_a_landscape_counts_and_searches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    landscape = Landscape(*LONDON_PARTS, Terms())
    for each in (Programme, OfNumber):
        for name in ("_best", "counts", "draw", "count", "counts_at", "within"):
            monkeypatch.setattr(each, name, None, raising=False)
    (found,) = landscape.place(TWELVE)
    assert found.as_good_or_better == 1_324_639


def test_a_sampled_landscape_says_so_with_its_interval() -> None:
    landscape = Landscape(*LONDON_PARTS, replace(Terms(), aims=(Aim.SPREAD,)), sample=2000)
    (found,) = landscape.place(TWELVE)
    assert found.method == "sampled"
    assert found.interval is not None
    assert found.interval[0] <= 0.02439 <= found.interval[1]
    assert sum(bar.maps for bar in landscape.bars(Aim.SPREAD)) == pytest.approx(landscape.maps, rel=1e-6)
    both = Landscape(*LONDON_PARTS, replace(Terms(), aims=(Aim.DEVIATION, Aim.OUTLINE)), sample=300)
    assert both.place_both(TWELVE).method == "sampled"


def test_work_in_the_background_stops_when_cancelled() -> None:
    for work in (
        lambda: Landscape(*LONDON_PARTS, Terms(), cancelled=lambda: True),
        lambda: standing(*LONDON_PARTS, replace(Terms(), aims=(Aim.OUTLINE,)), cancelled=lambda: True),
    ):
        with pytest.raises(Stopped):
            work()
    counted = Counted(Problem(*LONDON_PARTS, replace(Terms(), aims=(Aim.SPREAD,))), cancelled=lambda: True)
    with pytest.raises(Stopped):
        counted.at_most([(Aim.SPREAD, 10**6)])
    drawing = Counted(Problem(*LONDON_PARTS, replace(Terms(), aims=(Aim.OUTLINE,))), cancelled=lambda: True)
    with pytest.raises(Stopped):
        drawing.draw(10)
