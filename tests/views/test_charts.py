"""What the charts say: the figures of the outcome, in words that are true of the target in force."""

from dataclasses import replace

from planner.outcome.evaluate import Outcome, evaluate, evaluate_plan
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Target
from planner.views.charts import OVER, UNDER, money_chart, posts_chart, response_chart, savings_chart
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import YEARS, Role, Status, Terms

PLAN = shipped_plan()
TWELVE = evaluate_plan(PLAN)


def with_target(target_id: str) -> Outcome:
    scenario = replace(PLAN.shown, target_in_force=target_id)
    return evaluate(TWELVE.area, TWELVE.baseline, scenario)


def test_the_bars_of_change_in_posts_add_up_to_the_change_in_officers() -> None:
    for scenario in PLAN.scenarios:
        outcome = evaluate_plan(PLAN, scenario_id=scenario.id)
        bars = posts_chart(outcome).bars
        assert sum(bar.value for bar in bars) == outcome.number("officers_in_all_change")


def test_more_posts_are_toned_under_and_fewer_over() -> None:
    by_label = {bar.label: bar for bar in posts_chart(TWELVE).bars}
    assert by_label["Dedicated Ward Officers"].tone == UNDER
    assert by_label["Constables"].tone == OVER


def test_a_recurring_target_stands_against_the_gross_saving_of_each_year() -> None:
    chart = savings_chart(TWELVE)
    assert chart.title == "Gross saving by year"
    assert [bar.label for bar in chart.bars] == list(YEARS)
    assert chart.bars[3].shown == "99.8"
    assert chart.level is not None
    assert (chart.level.value, chart.level.words, chart.level.note) == (73.0, "Target £73m", "a year, F013")


def test_a_cumulative_target_stands_against_the_cumulative_net_saving() -> None:
    cumulative = Target("mine", "Mine", "local policing", "cumulative", 90e6, "2020/21", "", Status.PLANNER, "")
    scenario = replace(PLAN.shown, targets=PLAN.shown.targets.put("mine", cumulative), target_in_force="mine")
    chart = savings_chart(evaluate(TWELVE.area, TWELVE.baseline, scenario))
    assert chart.title == "Cumulative net saving"
    assert chart.level is not None
    assert f"by {cumulative.by}" in chart.level.note


def test_a_force_wide_target_is_no_line_for_this_programme_to_reach() -> None:
    wide = next(t for t in PLAN.shown.targets.values() if t.scope == "force-wide")
    assert savings_chart(with_target(wide.id)).level is None


def test_without_a_target_the_net_saving_is_shown_and_no_line() -> None:
    chart = savings_chart(with_target(""))
    assert chart.title == "Net saving by year"
    assert chart.level is None


def test_the_unit_says_the_price_terms() -> None:
    assert "real 2017/18 prices" in savings_chart(TWELVE).unit
    assert "cash, pay award" in savings_chart(evaluate_plan(PLAN, Terms.CASH)).unit


def test_a_saving_below_nought_is_toned_under() -> None:
    idle = replace(PLAN.shown, bcus=FrozenMap(), assignment=FrozenMap())
    outcome = evaluate(PLAN.area_of(idle), PLAN.baseline_of(idle), idle)
    assert [bar.tone for bar in money_chart(outcome, "net", "Net", "£ million").bars][1] == UNDER


def test_the_response_record_is_the_published_one_and_says_it_predicts_nothing() -> None:
    chart = response_chart()
    assert [s.label for s in chart.series] == ["Central North 78", "East Area 63", "Met 83"]
    assert chart.series[0].values[6] == 90
    assert chart.event is not None
    assert chart.event.at == 6
    assert "not a prediction" in chart.unit
    assert [t.words for t in chart.x_ticks] == ["Jul 2016", "Jan 2017", "Aug 2017"]


def test_kinds_of_posts_are_called_by_their_roles_own_word() -> None:
    chart = posts_chart(TWELVE)
    assert Role.DWO.value + "s" in [bar.label for bar in chart.bars]
    assert chart.unit.startswith("officer posts, ")
