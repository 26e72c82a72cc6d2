"""Tornado, crossovers and chances as they are read: signs, bands, what is left out, and whose target it is."""

from __future__ import annotations

import pytest

from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.outcome.sensitivity.cases import Stopped
from planner.scenario.change import apply
from planner.scenario.decisions import choose_target, set_assumption
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Plan
from planner.views.scales import scale
from planner.views.uncertainty import (
    MOST_BARS,
    Study,
    chance_rows,
    crossing_rows,
    distribution,
    method_words,
    study,
    study_json,
    summary,
    tornado_chart,
)
from planner.words.vocabulary import YEARS, Terms
from tests.outcome.sensitivity.scenarios import with_assumption

COUNT = 400


def of_plan(plan: Plan) -> Outcome:
    return evaluate_plan(plan)


@pytest.fixture(scope="module")
def found() -> Study:
    return study(evaluate_plan(shipped_plan()), count=COUNT)


@pytest.fixture(scope="module")
def force_wide() -> Study:
    plan = shipped_plan()
    step = choose_target(plan, plan.current, "f001")
    assert step is not None
    return study(evaluate_plan(apply(plan, step.edits)), count=COUNT)


def test_the_tornado_is_drawn_from_the_figure_as_it_is(found: Study) -> None:
    chart = tornado_chart(found)
    first = chart.bars[0]
    assert first.words == (
        "Full cost of a Constable: at its low, £41,927, £73.9m (−25.9); at its high, £60,085, £104.8m (+5.0)"
    )
    assert (round(first.low, 1), round(first.high, 1)) == (-25.9, 5.0)
    assert chart.level is not None
    assert round(chart.level.value, 1) == -26.8
    assert "£99.8m*, real 2017/18 prices" in chart.unit


def test_the_table_has_the_bars_that_are_not_drawn(found: Study) -> None:
    chart = tornado_chart(found)
    assert len(chart.bars) == MOST_BARS
    assert len(chart.table) == len(found.tornado.bars) == 23
    assert "The 11 shortest bars are in the table." in chart.note


def test_every_bar_lies_on_the_axis(found: Study) -> None:
    chart = tornado_chart(found)
    ends = [end for bar in chart.bars for end in (bar.low, bar.high)]
    assert chart.across.low <= min(ends)
    assert max(ends) <= chart.across.high


def test_what_breaks_within_its_range_stands_before_what_breaks_beyond_it() -> None:
    plan = shipped_plan()
    wide = set_assumption(plan, plan.current, "cost.constable", "low", 41_000)
    assert wide is not None
    rows = crossing_rows(study(of_plan(apply(plan, wide.edits)), count=10))
    assert (rows[0].id, rows[0].value, rows[0].standing) == ("cost.constable", "£41,414.40", "within its range")
    standings = list(dict.fromkeys(row.standing for row in rows))
    assert standings == ["within its range", "beyond its range", "no range given", "never", "does not move it"]


def test_what_cannot_break_the_target_says_how_close_it_comes(found: Study) -> None:
    never = next(row for row in crossing_rows(found) if row.id == "cost.sergeant")
    assert "No value of Full cost of a Sergeant changes whether the target is met: the closest is £0.01" in never.words


def test_there_is_a_chance_for_every_year_and_for_the_full_year(found: Study) -> None:
    rows = chance_rows(found)
    assert [row.year for row in rows] == [*YEARS, "Full year"]
    assert rows[0].chance == "0.0 %"
    assert f"of {COUNT} draws meet £73m a year, local policing (F013)" in rows[3].words


def test_a_force_wide_target_has_no_chance_of_its_own(force_wide: Study) -> None:
    assert force_wide.crossings == ()
    assert {row.chance for row in chance_rows(force_wide)} == {"–"}
    assert tornado_chart(force_wide).level is None
    assert distribution(force_wide).level is None
    assert "is not this programme's alone: it is 39 % of it" in summary(force_wide)
    assert "Cumulative net saving to 2019/20 £156.6m" in summary(force_wide)


def test_every_draw_is_in_one_bin(found: Study) -> None:
    chart = distribution(found)
    assert sum(b.count for b in chart.bins) == COUNT
    assert chart.level is not None
    assert chart.across.low <= chart.level.value <= chart.across.high
    assert max(b.count for b in chart.bins) <= chart.up.high


def test_with_no_range_every_draw_is_the_figure_itself_and_it_is_said() -> None:
    bare = evaluate_plan(shipped_plan())
    for id_, assumption in bare.scenario.assumptions.items():
        if assumption.low is not None:
            bare = with_assumption(bare, id_, low=None, high=None)
    none = study(bare, count=10)
    assert tornado_chart(none).note.startswith("No assumption with a low and a high moves the figure.")
    assert tornado_chart(none).across.low < 0 <= tornado_chart(none).across.high
    assert [b.count for b in distribution(none).bins if b.count] == [10]


def test_the_method_names_count_seed_and_how_they_were_drawn(found: Study) -> None:
    assert method_words(found.draws).startswith(f"{COUNT} draws, seed 2018, each assumption drawn by itself, 26 ")
    together = study(found.outcome, together=True, count=10, seed=5)
    assert "seed 5, assumptions of a kind drawn together" in method_words(together.draws)


def test_a_value_outside_its_range_is_named_as_left_out() -> None:
    outcome = with_assumption(evaluate_plan(shipped_plan()), "cost.constable", value=70_000.0)
    assert "which their range does not hold: Full cost of a Constable." in method_words(study(outcome, count=10).draws)


def test_cash_says_so_and_its_figures_are_of_its_year() -> None:
    cash = study(evaluate_plan(shipped_plan(), Terms.CASH), count=10)
    assert "cash, pay award 1 % a year from 2017/18, full year 2019/20" in tornado_chart(cash).unit
    assert study_json(cash)["terms"] == "cash"


def test_a_study_that_is_no_longer_wanted_stops() -> None:
    with pytest.raises(Stopped):
        study(evaluate_plan(shipped_plan()), count=10, cancelled=lambda: True)


@pytest.mark.parametrize("values", [[0.0], [-26.77, 5.0], [0.001, 0.002], [-1e9, 1e9], [59.9, 140.2, 73.0]])
def test_a_scale_holds_its_values_between_its_first_and_last_gridline(values: list[float]) -> None:
    found = scale(values, 6)
    assert found.ticks[0].at == found.low <= min(values)
    assert max(values) <= found.high == found.ticks[-1].at
    assert 2 <= len(found.ticks) <= 9
    assert len({tick.words for tick in found.ticks}) == len(found.ticks)


def test_a_scale_of_counts_has_whole_steps() -> None:
    assert [tick.words for tick in scale([0.0, 3.0], 6, whole=True).ticks] == ["0", "1", "2", "3"]
