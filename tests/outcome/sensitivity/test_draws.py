"""The chance of meeting a target when assumptions are drawn from their ranges."""

from __future__ import annotations

import numpy as np
import pytest

from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.outcome.sensitivity.cases import Stopped, movable
from planner.outcome.sensitivity.draws import chance, draw, drawn_values, kind_of, triangular
from planner.scenario.shipped import shipped_plan
from tests.outcome.sensitivity.scenarios import with_assumption, with_one_range, with_target


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return evaluate_plan(shipped_plan())


def test_the_triangle_from_0_over_1_to_3() -> None:
    """By hand: a third lies below the peak; at a twelfth, √(1⁄12 × 3 × 1) = ½; at 11⁄12, 3 − √(1⁄12 × 3 × 2) = 2.29."""
    found = triangular(np.array([0.0, 1 / 12, 1 / 3, 11 / 12, 1.0]), 0.0, 1.0, 3.0)
    assert found == pytest.approx([0.0, 0.5, 1.0, 3 - 0.5**0.5, 3.0])


def test_a_triangle_with_its_peak_at_an_end() -> None:
    assert triangular(np.array([0.0, 0.75, 1.0]), 0.0, 0.0, 1.0) == pytest.approx([0.0, 0.5, 1.0])
    assert triangular(np.array([0.0, 0.25, 1.0]), 0.0, 1.0, 1.0) == pytest.approx([0.0, 0.5, 1.0])


def test_a_range_of_nothing_is_its_value() -> None:
    assert triangular(np.array([0.1, 0.9]), 2.0, 2.0, 2.0).tolist() == [2.0, 2.0]


def test_eight_of_ten_have_the_wilson_band_of_eight_of_ten() -> None:
    """By hand: middle (0.8 + 0.19207) ÷ 1.38415 = 0.71674, half 0.22659."""
    found = chance(8, 10)
    assert (round(found.low, 3), round(found.high, 3), found.share) == (0.490, 0.943, 0.8)
    assert chance(0, 10_000).low == 0
    assert 0 < chance(0, 10_000).high < 0.0005


def test_the_chance_is_the_triangles_own_where_one_assumption_is_drawn(outcome: Outcome) -> None:
    """By hand: the target falls at £50,000 a constable: 99,770,090 − 1,702 × 7,143 = 87,612,704. Above that lies
    1 − (50,000 − 41,927)² ÷ ((60,085 − 41,927) × (57,143 − 41,927)) = 0.76412.
    """
    alone = with_target(with_one_range(outcome, "cost.constable"), 87_612_704)
    found = draw(alone)
    assert [a.id for a in found.drawn] == ["cost.constable"]
    assert found.chance.low < 0.76412 < found.chance.high


def test_the_same_seed_gives_the_same_draws_and_another_others(outcome: Outcome) -> None:
    one, same, other = (draw(outcome, count=400, seed=s) for s in (1, 1, 2))
    assert np.array_equal(one.figure, same.figure)
    assert not np.array_equal(one.figure, other.figure)


def test_a_year_before_anything_is_live_never_meets_and_the_band_says_how_sure(outcome: Outcome) -> None:
    found = draw(outcome, count=1_000)
    assert found.years[0].met == 0
    assert found.years[0].high < 0.005
    assert found.years[-1].met == found.chance.met


def test_quantiles_rise(outcome: Outcome) -> None:
    found = draw(outcome, count=1_000)
    assert list(found.quantiles()) == sorted(found.quantiles())
    assert (np.diff(found.by_year["gross"], axis=0) >= 0).all()
    assert found.by_year["gross"].shape == (5, 6)


def test_moving_together_is_wider(outcome: Outcome) -> None:
    """Five changes that move as one add their spreads; five that move apart cancel some of them."""
    apart, together = draw(outcome, count=2_000), draw(outcome, count=2_000, together=True)
    assert np.std(together.figure) > np.std(apart.figure)
    kinds = {kind_of(a) for a in apart.drawn}
    assert kinds == {"change.constable", "change.inspector", "change.sergeant", "cost", "pay_award", "youth.total"}


def test_posts_are_drawn_whole(outcome: Outcome) -> None:
    drawn = [a for a in movable(outcome) if a.id == "youth.total"]
    values = drawn_values(drawn, 500, 3, together=False)
    assert (values == np.round(values)).all()
    assert values.min() >= 350
    assert values.max() <= 400
    assert len(np.unique(values)) > 20


@pytest.mark.parametrize("fields", [{"low": 60_000.0, "high": 50_000.0}, {"low": 58_000.0, "high": 60_000.0}])
def test_a_value_outside_its_range_is_told_and_stays(outcome: Outcome, fields: dict[str, float]) -> None:
    odd = with_assumption(with_one_range(outcome, "cost.constable"), "cost.constable", **fields)
    found = draw(odd, count=50)
    assert [a.id for a in found.left_out] == ["cost.constable"]
    assert set(found.figure.tolist()) == {99_770_090.0}


def test_cancel_is_heard(outcome: Outcome) -> None:
    with pytest.raises(Stopped):
        draw(outcome, cancelled=lambda: True)
