"""The mark on figures that rest on a provisional source: in strip and Savings tables, and nowhere it is not due."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.outcome.evaluate import Outcome, evaluate, evaluate_plan
from planner.scenario.decisions import assign_boroughs
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import OneOff, Plan
from planner.views.bcu_rows import bcu_list
from planner.views.headline import headline
from planner.views.marks import LEGEND, marked
from planner.views.money_columns import bcu_saving_columns, one_off_columns, savings_columns, subject_columns
from planner.views.post_rows import ALL, POST_COLUMNS, post_table
from planner.views.rules_rows import subject_lines
from planner.views.savings import bcu_savings, savings_table
from planner.views.targets import one_off_table, target_rows
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import YEARS, Status
from tests.views.plans import decided


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


def test_every_number_of_the_posts_table_carries_its_own_mark(shipped: Outcome, sound: Outcome) -> None:
    for place in (ALL, "NW"):
        rows = {row.key: row for row in post_table(shipped, place).rows}
        # Superintendents are published, their baseline is not; ward posts were decided by the planner.
        assert rows["Neighbourhoods", "Superintendent"].marks == ("*", "", "*")
        assert rows["Neighbourhoods", "Dedicated Ward Officer"].marks == ("*", "", "*")
        assert rows["Neighbourhoods", "Inspector"].marks == ("*", "*", "*")
        assert [total.marks for total in post_table(shipped, place).totals][:3] == [
            ("*", "*", "*"),
            ("*", "*", "*"),
            ("", "", "*"),
        ]
        found = post_table(sound, place)
        assert {mark for row in (*found.rows, *found.totals) for mark in row.marks} == {""}


def test_what_is_copied_from_the_posts_table_is_bare(shipped: Outcome) -> None:
    row = post_table(shipped, "NW").rows[0]
    assert [column.copied(row) for column in POST_COLUMNS[1:4]] == ["362", "277", "-85"]


def test_the_bcu_list_marks_posts_and_what_a_move_would_make_of_them(shipped: Outcome, sound: Outcome) -> None:
    assert {row.code: row.mark for row in bcu_list(shipped).rows if not row.mark} == {"": ""}
    assert {row.mark for row in bcu_list(sound).rows} == {""}
    then = decided((assign_boroughs, (["E09000010"], "NW")))
    opened = next(row.opened for row in bcu_list(shipped, then).rows if row.code == "NW")
    assert [(line.label, line.mark) for line in opened] == [
        ("Officer posts", "*"),
        ("Saving, £m", "*"),
        ("Wards", ""),
        ("Superintendents", ""),
    ]


def test_a_rules_reason_is_starred_where_its_figure_is_provisional(shipped: Outcome, sound: Outcome) -> None:
    column = next(column for column in subject_columns() if column.key == "reason")
    for rule, mark in (("M1", "*"), ("M3", "*"), ("L2", ""), ("P1", "")):
        for line in subject_lines(shipped, rule):
            assert column.text(line) == f"{line.reason}{mark}"
            assert column.copied(line) == line.reason
    assert [line.mark for line in subject_lines(sound, "M1")] == [""]


def test_words_carry_the_mark_after_the_figure(shipped: Outcome) -> None:
    assert marked("£99.8m", shipped, "full_year_saving") == "£99.8m*"
    assert marked("£73m", shipped, "target_amount[f013]") == "£73m"
