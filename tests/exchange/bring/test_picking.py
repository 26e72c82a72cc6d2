"""What is ticked and chosen, in words and as a step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.exchange import tables as t
from planner.exchange.bring import Choice, State, picking_of
from planner.exchange.bring.fresh import read_either_way
from planner.exchange.bring.told import order_words, problem_cells, problems_in_order, problems_text
from planner.exchange.problems import Problem, Reason, Severity
from planner.scenario import decisions as d
from planner.scenario.decisions import Refused
from planner.views.picking import Picking
from planner.words.dates import DayOrder
from tests.exchange.bring.sheets import ABBEY, ENFIELD, PLAN, after, sheets_of
from tests.exchange.read.sheets import write

OURS = after(after(PLAN, d.set_wards, "dwo", {ABBEY: 4}), d.set_youth, ENFIELD, 9)


def picking() -> Picking:
    """One change in the sheet, one in the app, one conflict, a value left out and one to know of."""
    sheets = sheets_of().set(t.WARDS, [ABBEY], dwo=5, pcso=3).set(t.WARDS, ["E05000030"], dwo=3.5)
    return picking_of(sheets.set(t.OVERRIDES, ["1", "HQ", "Constable"], override_note="why").compared(OURS))


def test_what_was_compared_is_said_with_what_is_not_listed() -> None:
    made = picking()
    assert made.heading == "1 change in the sheet, 1 conflict, 2 problems"
    unchanged = made.comparison.counts[State.UNCHANGED]
    assert made.about == (
        "Plan.xlsx with Twelve BCUs, February 2018. Compared three ways: as exported on 14 Nov 2026, in the app now, "
        f"in the sheet. 1 value changed in the app stays. {unchanged:,} unchanged, not listed."
    )
    assert picking_of(sheets_of().compared()).heading == "Nothing to import"


def test_parts_are_in_the_order_of_the_workbook_and_conflicts_can_stand_alone() -> None:
    assert [part for part, _ in picking().parts()] == [t.BOROUGH_ROWS.part, t.WARDS.part]
    assert [len(lines) for _, lines in picking().parts(conflicts_only=True)] == [1]


def test_the_step_follows_what_is_ticked_and_chosen() -> None:
    made = picking()
    (conflict,) = made.left
    (change,) = made.comparison.of(State.THEIRS)
    assert (made.step, made.trouble) == (None, "1 conflict needs a choice.")
    assert made.result_words(conflict) == "choose one"
    made.choose(conflict, Choice.THEIRS)
    assert made.step is not None
    assert made.step.label == "Import 2 changes from Plan.xlsx"
    assert (made.is_ticked(conflict), made.result_words(conflict)) == (True, "take the sheet’s")
    made.tick([change, conflict], False)
    assert made.ticked_words == "0 of 1 ticked"
    assert made.result_words(change) == "left as it is"
    made.choose(conflict, Choice.OURS)
    assert (made.step, made.trouble) == (None, "Nothing is ticked.")
    made.choose(change, Choice.THEIRS)
    assert not made.is_ticked(change)


def test_the_step_is_for_the_plan_it_was_compared_with() -> None:
    made = picking_of(sheets_of().set(t.WARDS, [ABBEY], dwo=5).compared())
    assert made.again(PLAN) is made.step
    with pytest.raises(Refused, match="was changed since the workbook was compared"):
        made.again(OURS)


def test_values_left_out_come_before_what_is_only_told_and_are_copied_as_a_table() -> None:
    problems = problems_in_order(reversed(picking().comparison.problems))
    assert [problem_cells(problem)[:3] for problem in problems] == [
        ("left out", "not allowed", "Wards!D10"),
        ("to know", "told", "Posts!E47"),
    ]
    assert [len(line.split("\t")) for line in problems_text(problems).splitlines()] == [6, 6, 6]


def test_the_question_about_dates_names_one_of_them_and_counts_the_rest() -> None:
    asks = Problem(Severity.ERROR, Reason.UNREADABLE, "Two.", "BCUs", "D7", "“03/04/2018”", asks_order=True)
    assert order_words([replace(asks, asks_order=False)]) == ""
    such = "“03/04/2018” in BCUs!D7. Which comes first in the dates of this workbook?"
    assert order_words([asks]) == f"A date typed as text could be two days: {such}"
    assert order_words([asks, replace(asks, cell="D8")]) == (
        f"2 dates typed as text could each be two days, such as {such}"
    )


def test_a_workbook_whose_dates_could_be_two_days_is_read_in_both_ways(tmp_path: Path) -> None:
    head = ["Slot", "BCU", "BCU name", "Go-live date"]
    asked, plain = ({"BCUs": [head, [1, "CN", "Central North", text]]} for text in ("03/04/2018", "2018-04-03"))
    received = read_either_way(write(tmp_path / "asked.xlsx", asked), PLAN)
    assert received.asks_order
    assert {
        order: str(other.tables["BCUs"].rows[0].values["go_live"]) for order, other in received.by_order.items()
    } == {
        DayOrder.DAY_FIRST: "2018-04-03",
        DayOrder.MONTH_FIRST: "2018-03-04",
    }
    assert not any(other.asks_order for other in received.by_order.values())
    assert not read_either_way(write(tmp_path / "plain.xlsx", plain), PLAN).by_order
