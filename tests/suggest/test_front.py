"""The trade-off front against every map of small areas."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.suggest import front, with_crossings
from planner.suggest.errors import NoMap, Stopped, SuggestError
from planner.suggest.problem import Problem
from planner.suggest.solve import Solver
from planner.suggest.terms import MOST_OF, Aim, Terms
from tests.suggest.areas import LONDON, LONDON_BASELINE, PATHFINDERS, TWELVE, small
from tests.suggest.brute import maps, value

LONDON_PARTS = (LONDON, LONDON_BASELINE, TWELVE)
PAIRS = [(a, b) for a in Aim for b in Aim if a is not b]


def unbeaten(points: set[tuple[float, float]]) -> list[tuple[float, float]]:
    return sorted(p for p in points if not any(q != p and q[0] <= p[0] and q[1] <= p[1] for q in points))


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=lambda aim: aim.value)
@settings(max_examples=max(settings.default.max_examples // 8, 4))  # times 42 pairs
@given(seed=st.integers(0, 10**5))
def test_the_front_is_what_no_map_beats(first: Aim, second: Aim, seed: int) -> None:
    place = small(seed, columns=3, bcus=2)
    terms = with_crossings(Terms(2, 3, 1, 4, aims=(first, second)), place.area)
    every = {(value(place, terms, first, m), value(place, terms, second, m)) for m in maps(place, terms)}
    if not every:
        with pytest.raises(NoMap):
            front(*place.parts, terms)
        return
    found = front(*place.parts, terms)
    sign = [-1 if aim is Aim.SAVING else 1 for aim in (first, second)]
    points = [(p.values[0] * sign[0], p.values[1] * sign[1]) for p in found.points]
    true = unbeaten(every)
    near = [any(p == pytest.approx(t, abs=1e-4) for t in true) for p in points]
    assert all(near)
    assert found.complete == (first in MOST_OF or second in MOST_OF)
    if found.complete:
        assert len(points) == len({(round(a, 4), round(b, 4)) for a, b in true})


def test_the_front_of_london_starts_at_the_best_of_one_and_ends_at_the_best_of_the_other() -> None:
    found = front(*LONDON_PARTS, replace(Terms(), aims=(Aim.DEVIATION, Aim.OUTLINE)))
    assert found.complete
    assert found.points[0].values[0] == pytest.approx(0.126912, abs=1e-6)
    assert found.points[-1].values[1] == pytest.approx(237_258.4)
    assert found.present == (pytest.approx(0.355992, abs=1e-6), pytest.approx(268_002.7))
    assert found.distance is not None
    assert 0 < found.distance < 1
    suggestion = found.suggestion(found.points[1])
    assert suggestion.values == pytest.approx(found.points[1].values)


def test_the_front_leaves_no_level_out() -> None:
    terms = replace(Terms(), aims=(Aim.EXPOSURE, Aim.LARGEST), measure="wards")
    solver = Solver(Problem(*LONDON_PARTS, terms))
    ok = solver.problem.ok(12)
    every: list[tuple[int, int]] = []
    for level in sorted(set(solver.problem.cost(Aim.EXPOSURE, 12).tolist())):
        answer = solver.optimum_under(12, Aim.LARGEST, ok, Aim.EXPOSURE, level)
        if answer is not None and (not every or answer[0] < every[-1][1]):
            every.append((level, answer[0]))
    assert [p.found.numbers for p in front(*LONDON_PARTS, terms).points] == every


def test_a_scenario_half_built_has_a_front_but_no_place_by_it() -> None:
    found = front(LONDON, LONDON_BASELINE, PATHFINDERS, replace(Terms(), aims=(Aim.DEVIATION, Aim.LARGEST)))
    assert found.present is None
    assert found.distance is None


def test_a_front_takes_two_aims_and_can_be_stopped() -> None:
    with pytest.raises(SuggestError, match="two"):
        front(*LONDON_PARTS, Terms())
    with pytest.raises(Stopped):
        front(*LONDON_PARTS, replace(Terms(), aims=(Aim.DEVIATION, Aim.OUTLINE)), cancelled=lambda: True)
