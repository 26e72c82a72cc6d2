"""What the savings charts show."""

from __future__ import annotations

import pytest

from planner.scenario.decisions import choose_target, set_go_live
from planner.views.savings_chart import savings_years
from planner.words.vocabulary import Terms
from tests.views.plans import NOT_ANY, decided, outcome


def test_each_year_has_gross_cost_net_and_cumulative_in_millions() -> None:
    chart = savings_years(outcome())
    year = chart.columns[3]
    assert (year.year, year.figure) == ("2019/20", "net[2019/20]")
    assert (year.net_text, year.cumulative_text) == ("97.8*", "156.6*")
    assert year.gross == pytest.approx(99.77009)
    assert year.cost == pytest.approx(-1.976)
    assert year.net == pytest.approx(97.79409)
    assert year.words == "2019/20: gross £99.8m*, one-off revenue cost £2.0m*, net £97.8m*, cumulative £156.6m*"


def test_the_unit_says_the_price_terms() -> None:
    assert savings_years(outcome()).unit == "£ million, real 2017/18 prices"
    assert "cash, pay award 1 % a year" in savings_years(outcome(terms=Terms.CASH)).unit


def test_the_target_is_a_line_in_the_chart_it_is_measured_in() -> None:
    chart = savings_years(outcome())
    assert chart.level is not None
    assert (chart.level.value, chart.level.words, chart.level.note) == (73.0, "Target £73m", "a year, F013")
    assert chart.cumulative_level is None


def test_a_force_wide_target_is_no_line_to_reach() -> None:
    chart = savings_years(decided((choose_target, ("f001",))))
    assert (chart.level, chart.cumulative_level) == (None, None)


@pytest.mark.parametrize("scenario", [NOT_ANY, "twelve-bcus-2018"])
def test_axes_hold_every_value_and_nought_at_round_gridlines(scenario: str) -> None:
    chart = savings_years(outcome(scenario))
    for axis, values in (
        (chart.axis, [v for c in chart.columns for v in (c.gross, c.cost, c.net)]),
        (chart.cumulative_axis, [c.cumulative for c in chart.columns]),
    ):
        assert axis.low <= min(0.0, *values)
        assert axis.high >= max(0.0, *values)
        assert 1 <= len(axis.ticks) <= 6
        assert all(tick.at == round(tick.at) for tick in axis.ticks)
        assert any(tick.at == 0 for tick in axis.ticks)


def test_a_move_not_yet_made_marks_only_the_years_it_changes() -> None:
    then = decided((set_go_live, ("CN", None)))
    chart = savings_years(outcome(), then)
    assert all(c.then is not None for c in chart.columns)
    assert "▸" in chart.columns[0].words
    assert all(c.then is None for c in savings_years(outcome(), outcome()).columns)


def test_the_table_twin_holds_exact_pounds() -> None:
    chart = savings_years(outcome())
    assert chart.table[0] == ("2016/17", "2423840.88", "0.00", "2423840.88", "2423840.88")
    assert len(chart.heads) == len(chart.table[0])


def test_a_figure_of_a_year_is_starred_for_itself_and_the_table_copied_has_bare_numbers() -> None:
    chart = savings_years(outcome())
    by_year = {column.year: column.words for column in chart.columns}
    assert "one-off revenue cost £2.2m, net" in by_year["2017/18"]
    assert "one-off revenue cost £2.0m*, net £97.8m*, cumulative £156.6m*" in by_year["2019/20"]
    assert not any("*" in cell for row in chart.table for cell in row)
