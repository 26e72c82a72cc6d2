"""Where a dragged go-live snaps to, and the savings that stand underneath."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.outcome.evaluate import evaluate_plan
from planner.scenario.change import apply
from planner.scenario.decisions import set_go_live
from planner.scenario.shipped import shipped_plan
from planner.views.timeline import dragged_to, savings_under
from planner.words.dates import PLANNING_FIRST, PLANNING_LAST

DAYS = st.dates(PLANNING_FIRST, PLANNING_LAST)


@pytest.mark.parametrize(
    ("day", "grabbed", "dropped", "found"),
    [
        (date(2018, 10, 31), date(2018, 11, 3), date(2018, 12, 4), date(2018, 11, 30)),
        (date(2018, 10, 31), date(2018, 11, 3), date(2018, 11, 12), date(2018, 10, 31)),
        (date(2019, 1, 9), date(2019, 1, 9), date(2018, 10, 8), date(2018, 10, 9)),
        (date(2018, 2, 28), date(2018, 2, 28), date(2018, 3, 29), date(2018, 3, 31)),
        (date(2021, 12, 31), date(2017, 1, 1), date(2019, 1, 1), PLANNING_LAST),
        (date(2016, 5, 31), date(2019, 1, 1), date(2017, 1, 1), PLANNING_FIRST),
        (None, date(2017, 1, 1), date(2018, 2, 3), date(2018, 2, 28)),
    ],
)
def test_a_drag_moves_by_whole_months(day: date | None, grabbed: date, dropped: date, found: date) -> None:
    assert dragged_to(day, grabbed, dropped) == found


@given(DAYS, DAYS, DAYS)
def test_a_drag_stays_within_the_years_planned(day: date, grabbed: date, dropped: date) -> None:
    assert PLANNING_FIRST <= dragged_to(day, grabbed, dropped) <= PLANNING_LAST


@given(DAYS, DAYS)
def test_a_drag_that_goes_nowhere_changes_nothing(day: date, grabbed: date) -> None:
    assert dragged_to(day, grabbed, grabbed) == day


def test_the_years_that_a_drag_changes_say_both_figures() -> None:
    plan = shipped_plan()
    step = set_go_live(plan, plan.current, "CE", date(2018, 4, 30))
    assert step is not None
    found = {y.year: y for y in savings_under(evaluate_plan(plan), evaluate_plan(apply(plan, step.edits)))}
    assert (found["2018/19"].text, found["2018/19"].then) == ("45.8*", "49.5")
    assert found["2018/19"].words == "2018/19: gross saving £45.8m, £49.5m if released"
    assert found["2019/20"].then == ""
    assert {y.then for y in savings_under(evaluate_plan(plan))} == {""}
