"""The mark on figures that rest on a provisional source: in strip and Savings tables, and nowhere it is not due."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.outcome.evaluate import Outcome, evaluate, evaluate_plan
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import OneOff, Plan
from planner.views.headline import headline
from planner.views.marks import LEGEND, marked
from planner.views.money_columns import bcu_saving_columns, one_off_columns, savings_columns
from planner.views.savings import bcu_savings, savings_table
from planner.views.targets import one_off_table, target_rows
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import YEARS, Status


@pytest.fixture(scope="module")
def shipped() -> Outcome:
    return evaluate_plan(shipped_plan())


@pytest.fixture(scope="module")
def sound() -> Outcome:
    """The shipped scenario with every source seen."""
    plan: Plan = shipped_plan()
    scenario = plan.shown
    assumptions = FrozenMap({i: replace(a, status=Status.VERIFIED) for i, a in scenario.assumptions.items()})
    bcus = FrozenMap({c: replace(b, go_live_status=Status.VERIFIED) for c, b in scenario.bcus.items()})
    none = OneOff(FrozenMap({"2017/18": 2_244_000.0}), FrozenMap())
    seen = replace(scenario, assumptions=assumptions, bcus=bcus, one_off=none)
    return evaluate(plan.area_of(scenario), replace(plan.baseline_of(scenario), status=Status.VERIFIED), seen)


def test_the_legend_names_each_status_that_is_provisional() -> None:
    assert LEGEND == "* rests on a source that is illustrative, unverified, assumed, modelled or inferred"


def test_every_figure_of_the_shipped_savings_is_marked_but_a_published_cost(shipped: Outcome) -> None:
    rows = {row.id: row for row in savings_table(shipped).rows}
    for name in ("gross", "net", "gap", "cumulative_net"):
        assert {cell.mark for cell in rows[name].cells} == {"*"}
    cost = dict(zip(YEARS, rows["one_off_revenue"].cells, strict=True))
    assert (cost["2017/18"].mark, cost["2018/19"].mark, cost["2016/17"].mark) == ("", "*", "")


def test_with_every_source_seen_nothing_is_marked(sound: Outcome) -> None:
    cells = [cell for row in savings_table(sound).rows for cell in (*row.cells, row.full_year)]
    by_bcu = bcu_savings(sound)
    cells += [c for row in (*by_bcu.rows, by_bcu.total) for c in (*row.cells, row.full_year, row.rounding)]
    assert {cell.mark for cell in cells} == {""}
    found = headline(sound)
    assert {p.mark for f in (found.posts, found.saving, found.teams) for p in f.parts} == {""}


def test_the_strip_marks_each_part_for_itself(shipped: Outcome) -> None:
    found = headline(shipped)
    assert {p.label: p.mark for p in found.saving.parts} == {
        "Full-year saving": "*",
        "The gap against the target": "*",
        "The target": "",
    }
    assert {p.mark for p in found.posts.parts} == {"*"}


def test_the_mark_stands_beside_the_text_so_that_copying_and_sorting_know_nothing_of_it(shipped: Outcome) -> None:
    column = savings_columns(savings_table(shipped))[-1]
    row = savings_table(shipped).rows[0]
    assert (column.text(row), column.mark(row), column.copied(row)) == ("99.8", "*", "99770090.00")


def test_one_off_cost_by_bcu_and_standing_carry_their_marks(shipped: Outcome) -> None:
    total = one_off_table(shipped).total
    assert [column.mark(total) for column in one_off_columns()[1:]] == ["", "", "*", "*", "", "", "*"]
    by_bcu = bcu_savings(shipped)
    assert {column.mark(by_bcu.total) for column in bcu_saving_columns("BCU")[2:]} == {"*"}
    assert {row.standing.mark for row in target_rows(shipped)} == {"*"}


def test_words_carry_the_mark_after_the_figure(shipped: Outcome) -> None:
    assert marked("£99.8m", shipped, "full_year_saving") == "£99.8m*"
    assert marked("£73m", shipped, "target_amount[f013]") == "£73m"
