"""The range of each assumption, one at a time."""

from __future__ import annotations

import pytest

from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.outcome.figures import Figure
from planner.outcome.sensitivity.tornado import tornado
from planner.scenario.shipped import shipped_plan
from planner.words.vocabulary import ROLES, Role, Terms
from tests.outcome.sensitivity.scenarios import with_assumption

FULL_YEAR = Figure("full_year_saving")


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return evaluate_plan(shipped_plan())


def test_the_bar_of_a_unit_cost_is_posts_times_the_range(outcome: Outcome) -> None:
    """By hand: 1,702 fewer constables, so £57,143 → £41,927 takes 1,702 × £15,216 = £25,897,632 off £99,770,090."""
    at = ROLES.index(Role.CONSTABLE)
    posts, baseline = outcome.values["area_role_posts"][at], outcome.values["area_role_baseline"][at]
    assert posts - baseline == -1_702
    bar = tornado(outcome, FULL_YEAR).bars[0]
    assert bar.assumption.id == "cost.constable"
    assert round(bar.at_low, 2) == 99_770_090 - 25_897_632
    assert round(bar.at_high, 2) == 99_770_090 + 1_702 * (60_085 - 57_143)


def test_the_longest_bar_stands_first(outcome: Outcome) -> None:
    spans = [bar.span for bar in tornado(outcome, FULL_YEAR).bars]
    assert spans == sorted(spans, reverse=True)
    assert min(spans) > 0


def test_a_pay_award_does_not_move_a_real_figure_but_moves_one_in_cash(outcome: Outcome) -> None:
    assert "pay_award" in [a.id for a in tornado(outcome, FULL_YEAR).unmoved]
    in_cash = tornado(evaluate_plan(shipped_plan(), Terms.CASH), FULL_YEAR)
    assert "pay_award" in [bar.assumption.id for bar in in_cash.bars]


def test_every_assumption_with_a_range_is_told_of_once(outcome: Outcome) -> None:
    found = tornado(outcome, FULL_YEAR)
    told = [bar.assumption.id for bar in found.bars] + [a.id for a in (*found.unmoved, *found.wrong)]
    assert sorted(told) == sorted(a.id for a in outcome.scenario.assumptions.values() if a.low is not None)


def test_a_low_above_its_high_is_told_and_not_worked_out(outcome: Outcome) -> None:
    crossed = with_assumption(outcome, "cost.constable", low=60_000.0, high=50_000.0)
    found = tornado(crossed, FULL_YEAR)
    assert [a.id for a in found.wrong] == ["cost.constable"]
    assert "cost.constable" not in [bar.assumption.id for bar in found.bars]


def test_with_no_range_there_is_no_bar(outcome: Outcome) -> None:
    bare = outcome
    for id_, assumption in outcome.scenario.assumptions.items():
        if assumption.low is not None:
            bare = with_assumption(bare, id_, low=None, high=None)
    found = tornado(bare, FULL_YEAR)
    assert (found.bars, found.unmoved, found.wrong) == ((), (), ())
    assert found.now == 99_770_090
