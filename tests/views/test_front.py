"""The trade-off of two aims in words and as a chart: every map of it, the present one, and how far that lies off."""

from __future__ import annotations

import pytest

from planner.outcome.evaluate import Outcome
from planner.scenario.decisions import assign_boroughs
from planner.session import Session
from planner.suggest import Aim, Terms
from planner.views.front import TradeOff, answer_at, front_chart, front_rows, front_words, trade_off
from planner.views.suggest_map import why_not_accepted

HARINGEY = "E09000014"
TWO = Terms(aims=(Aim.DEVIATION, Aim.OUTLINE))


@pytest.fixture(scope="module")
def now() -> Outcome:
    return Session.shipped().outcome


@pytest.fixture(scope="module")
def found(now: Outcome) -> TradeOff:
    return trade_off(now, TWO)


def test_each_map_of_the_front_is_worse_by_one_aim_and_better_by_the_other(found: TradeOff) -> None:
    chart = front_chart(found)
    assert [p.x for p in chart.points] == sorted(p.x for p in chart.points)
    assert [p.y for p in chart.points] == sorted((p.y for p in chart.points), reverse=True)
    assert chart.points[0].words == "12.7 % of the mean, 314.0 km"
    assert front_rows(found)[0].bcus == "12"


def test_the_present_map_is_marked_in_the_same_units(found: TradeOff) -> None:
    chart = front_chart(found)
    assert chart.now is not None
    assert chart.now.words == "now: 35.6 % of the mean, 268.0 km"
    assert (round(chart.now.x, 1), round(chart.now.y, 1)) == (35.6, 268.0)
    assert chart.across.low <= chart.now.x <= chart.across.high


def test_a_map_of_the_front_can_be_accepted_with_its_values_in_the_label(found: TradeOff) -> None:
    answer = answer_at(found, 0)
    assert answer.label == "Map of the trade-off: 12.7 % of the mean and 314.0 km"
    assert answer.words.endswith("length of the borders between BCUs: 314.0 km.")
    assert why_not_accepted(answer) == ""


def test_a_map_on_the_front_is_said_to_be(now: Outcome, found: TradeOff) -> None:
    answer = answer_at(found, 0)
    assert answer.suggestion is not None
    session = Session.shipped()
    moved: dict[str, list[str]] = {}
    for move in answer.suggestion.moves:
        moved.setdefault(move.target, []).append(move.borough)
    for bcu, boroughs in moved.items():
        session.decide(assign_boroughs, tuple(boroughs), bcu)
    assert "The present map is on the front" in front_words(trade_off(session.outcome, TWO))
    assert "The present map lies 0.07 from the nearest" in front_words(found)


def test_a_map_with_a_borough_in_no_bcu_is_not_marked() -> None:
    session = Session.shipped()
    session.decide(assign_boroughs, (HARINGEY,), None)
    found = trade_off(session.outcome, TWO)
    assert front_chart(found).now is None
    assert "The present map is not marked" in front_words(found)


def test_change_has_a_trade_off_and_no_standing(now: Outcome) -> None:
    found = trade_off(now, Terms(aims=(Aim.DEVIATION, Aim.CHANGE)))
    assert found.counted is None
    assert found.front.points[-1].values[1] == 0.0
