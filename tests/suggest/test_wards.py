"""DWO posts shared among wards: worked by hand, against every sharing, and on London."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.suggest import Method, share_posts
from planner.suggest.errors import SuggestError
from planner.suggest.wards import DEPRIVED, by_averages, demand_names, remainders
from tests.suggest.areas import LONDON, TWELVE

POP = "pop_mid2019_est"
CRIME = "crime_2015_mps_ward"
WEST_END = LONDON.ward_index[next(w.code for w in LONDON.wards if w.name == "West End")]
SEVEN = [53, 24, 23]


def test_the_methods_worked_by_hand() -> None:
    # 53, 24 and 23 share seven posts, none held. D'Hondt 4-2-1: averages 53, 26.5, 24, 23, 17.7, 13.25, 12.
    none, many = [0, 0, 0], [9, 9, 9]
    assert by_averages(SEVEN, none, many, 7, Method.HIGHEST_AVERAGES) == [4, 2, 1]
    # Webster: 53, 24, 23 over 1, 3, 5, 7: 53, 24, 23, 17.7, 10.6, 8, 7.7.
    assert by_averages(SEVEN, none, many, 7, Method.WEBSTER) == [3, 2, 2]
    # Largest demand per post: each first gets one, then 53, 26.5, 24, 23: 53/3, 24/2, 23/2.
    assert by_averages(SEVEN, none, many, 7, Method.LARGEST_DEMAND) == [3, 2, 2]
    # Quotas 3.71, 1.68, 1.61: 3, 1, 1 and the two left to 0.71 and 0.68.
    assert remainders(SEVEN, none, many, 7) == [4, 2, 1]


@given(
    demand=st.lists(st.integers(0, 30), min_size=1, max_size=4),
    extra=st.integers(0, 6),
    floor=st.integers(0, 2),
    cap=st.integers(3, 6),
)
def test_no_sharing_has_a_smaller_largest_demand_per_post(demand: list[int], extra: int, floor: int, cap: int) -> None:
    n = len(demand)
    low, high = [max(floor, 1)] * n, [cap] * n
    total = min(sum(low) + extra, sum(high))
    posts = by_averages(demand, low, high, total, Method.LARGEST_DEMAND)
    every = (x for x in product(*(range(a, b + 1) for a, b in zip(low, high, strict=True))) if sum(x) == total)
    best = min(max(d / p for d, p in zip(demand, x, strict=True)) for x in every)
    assert max(d / p for d, p in zip(demand, posts, strict=True)) == best


@given(
    demand=st.lists(st.integers(0, 50), min_size=1, max_size=8),
    data=st.data(),
)
def test_every_method_keeps_the_bounds_and_shares_every_post(demand: list[int], data: st.DataObject) -> None:
    bounds = st.tuples(st.integers(0, 4), st.integers(0, 6)).map(lambda b: (b[0], b[0] + b[1]))
    drawn = [data.draw(bounds) for _ in demand]
    low, high = [b[0] for b in drawn], [b[1] for b in drawn]
    total = data.draw(st.integers(sum(low), sum(high)))
    for method in Method:
        if method is Method.REMAINDERS:
            posts = remainders(demand, low, high, total)
        else:
            posts = by_averages(demand, low, high, total, method)
        assert sum(posts) == total
        assert all(a <= p <= b for a, p, b in zip(low, posts, high, strict=True))


def test_remainders_stay_within_one_post_of_the_share() -> None:
    posts = remainders(SEVEN, [0] * 3, [99] * 3, 70)
    assert all(abs(p - d * 70 / 100) < 1 for p, d in zip(posts, SEVEN, strict=True))


def test_a_hundred_more_dwos_by_crime() -> None:
    found = share_posts(LONDON, TWELVE, 100)
    assert sum(found.chosen.dwo) == sum(TWELVE.wards.dwo) + 100
    assert min(found.chosen.dwo) == 2
    assert [one.method for one in found.all] == list(Method)
    assert found.chosen.largest_demand == min(one.largest_demand for one in found.all) == 972.5
    assert all(one.favours for one in found.all)
    assert found.scenario.wards.dwo == found.chosen.dwo


def test_the_west_end_swamps_the_others_and_a_cap_is_offered() -> None:
    found = share_posts(LONDON, TWELVE, 100)
    assert found.chosen.dwo[WEST_END] == 15
    assert "West End (Westminster) is 15 times the middle ward's and swamps" in found.notes[0]
    assert found.offered_cap == 7
    capped = share_posts(LONDON, TWELVE, 100, cap=7)
    assert max(capped.chosen.dwo) == capped.chosen.dwo[WEST_END] == 7
    assert capped.offered_cap is None
    assert share_posts(LONDON, TWELVE, 100, {POP: 1.0}).notes == ()


def test_many_wards_of_great_demand_swamp_nobody() -> None:
    # Seven wards have over ten times the middle ward's deprived people, but the eighth has nearly as many.
    assert share_posts(LONDON, TWELVE, 100, {DEPRIVED: 1.0}).notes == ()


def test_posts_are_shared_by_people_in_the_most_deprived_fifth() -> None:
    assert set(demand_names(LONDON)) == {CRIME, POP, DEPRIVED}
    found = share_posts(LONDON, TWELVE, 100, {DEPRIVED: 1.0})
    at = next(i for i, ward in enumerate(LONDON.wards) if ward.name == "Lansbury")
    assert found.chosen.dwo[at] == max(found.chosen.dwo)
    share, people = (LONDON.ward_measures[m][at] for m in ("pct_pop_imd2015_most_deprived_20pct", POP))
    assert share / 100 * people == pytest.approx(20590)
    without = replace(LONDON, ward_measures=LONDON.ward_measures.without(POP))
    assert DEPRIVED not in demand_names(without)


def test_no_ward_loses_more_than_the_damping() -> None:
    wards = replace(TWELVE.wards, dwo=tuple(6 if i % 3 == 0 else 2 for i in range(629)))
    scenario = replace(TWELVE, wards=wards)
    free = share_posts(LONDON, scenario, 0)
    assert max(a - b for a, b in zip(wards.dwo, free.chosen.dwo, strict=True)) > 1
    damped = share_posts(LONDON, scenario, 0, damping=1)
    assert max(a - b for a, b in zip(wards.dwo, damped.chosen.dwo, strict=True)) == 1
    assert damped.chosen.losing > 0
    added = share_posts(LONDON, scenario, 50, damping=0)
    assert added.chosen.losing == 0
    assert sum(added.chosen.dwo) == sum(wards.dwo) + 50


def test_a_mix_shares_by_both_measures() -> None:
    crime, both, people = (
        share_posts(LONDON, TWELVE, 300, mix).chosen.dwo[WEST_END]
        for mix in ({CRIME: 1.0}, {CRIME: 1.0, POP: 1.0}, {POP: 1.0})
    )
    assert people < both < crime


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"extra": -1}, "fewer than the 1,258 that floor and damping keep"),
        ({"extra": 100, "cap": 2}, "more than the 1,258 that the cap allows"),
        ({"extra": 1, "floor": 5, "cap": 4}, "The floor is 0 or more"),
        ({"extra": 1, "damping": -1}, "the damping 0 or more"),
        ({"extra": 1, "measures": {"imd2015": 1.0}}, "is not a measure of wards"),
        ({"extra": 1, "measures": {CRIME: 0.0}}, "above 0"),
        ({"extra": 10**6}, "more than the 62,271 that the cap allows"),
    ],
)
def test_what_cannot_be_shared_is_refused_in_a_sentence(asked: dict[str, object], words: str) -> None:
    with pytest.raises(SuggestError, match=words):
        share_posts(LONDON, TWELVE, **asked)  # type: ignore[arg-type]


def test_an_area_without_demand_has_nothing_to_share_by() -> None:
    area = replace(LONDON, ward_measures=LONDON.ward_measures.put(CRIME, (0.0,) * 629))
    with pytest.raises(SuggestError, match="nothing to share"):
        share_posts(area, TWELVE, 5)
