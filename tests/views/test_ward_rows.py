from __future__ import annotations

import pytest

from planner.outcome.evaluate import evaluate_plan
from planner.scenario.change import apply
from planner.scenario.decisions import set_ward_cells
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Plan
from planner.views.headline import headline
from planner.views.ward_rows import (
    WARD_COLUMN,
    WardFilter,
    counted_totals,
    exact_percent,
    filtered,
    ward_rows,
    ward_totals,
    worst_totals,
)
from planner.words.numbers import whole
from planner.words.vocabulary import Outcome

CODES = [w.code for w in shipped_plan().area_of(shipped_plan().shown).wards]


def changed() -> Plan:
    plan = shipped_plan()
    step = set_ward_cells(
        plan,
        plan.current,
        [
            (CODES[0], "dwo", 1), (CODES[1], "vacancies", 1), (CODES[2], "abstraction", 0.125),
            (CODES[3], "ring_fenced", False), (CODES[4], "pcso", 3),
        ],
    )  # fmt: skip
    assert step is not None
    return apply(plan, step.edits)


def test_a_row_says_the_worst_its_rules_find_and_why() -> None:
    rows = ward_rows(evaluate_plan(changed()))
    assert [row.outcome for row in rows[:5]] == [
        Outcome.NOT_MET, Outcome.AT_RISK, Outcome.AT_RISK, Outcome.NOT_MET, Outcome.MET,
    ]  # fmt: skip
    assert rows[0].reason.startswith("W1: Abbey, Barking and Dagenham has 1 DWO post")
    assert rows[4].reason == ""
    assert rows[2].effective == pytest.approx(1.75)


def test_filters_keep_what_they_name() -> None:
    rows = ward_rows(evaluate_plan(changed()))
    assert [r.code for r in filtered(rows, WardFilter(below=True))] == CODES[:4]
    assert [r.code for r in filtered(rows, WardFilter(changed=True))] == CODES[:5]
    assert {r.bcu for r in filtered(rows, WardFilter(bcu="NA"))} == {"NA"}
    assert len(filtered(rows, WardFilter(boroughs=frozenset({"E09000010"})))) == 21
    assert [r.name for r in filtered(rows, WardFilter(text="abbey  MERTON"))] == ["Abbey"]
    assert len(filtered(rows, WardFilter())) == 629
    assert filtered(rows, WardFilter(bcu="")) == ()


def test_totals_are_the_sum_of_what_is_shown() -> None:
    rows = ward_rows(evaluate_plan(changed()))
    totals = ward_totals(rows, len(rows))
    assert (totals["ward"], totals["dwo"], totals["pcso"], totals["vacancies"]) == (
        "629 of 629 wards shown", "1,257", "631", "1",
    )  # fmt: skip
    assert totals["effective"] == "1,255.8"
    assert totals["minimum"] == "2 not met"
    assert ward_totals(filtered(rows, WardFilter(bcu="NA")), len(rows))["minimum"] == "all met"


def test_wards_of_an_unassigned_borough_do_not_count_yet() -> None:
    plan = shipped_plan()
    rows = ward_rows(evaluate_plan(plan, scenario_id=plan.scenarios[0].id))
    assert {row.bcu for row in rows} == {""}
    assert {row.outcome for row in rows} == {Outcome.INCOMPLETE}


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0%"), (0.07, "7%"), (1.0, "100%"), (0.125, "12.5%"), (1e-5, "0.001%")]
)
def test_a_share_is_copied_with_every_digit(value: float, text: str) -> None:
    assert exact_percent(value) == text


def test_every_cell_that_can_be_worked_out_names_a_figure_that_exists() -> None:
    from planner.outcome.explain import explain

    outcome = evaluate_plan(changed())
    row = ward_rows(outcome)[2]
    figures = [f for column in WARD_COLUMN.values() if (f := column.figure(row))]
    assert [explain(outcome, f).value for f in figures] == [2, 0, 0.125, 1.75, 1]


@pytest.mark.parametrize(("scenario", "dwo"), [(0, "729"), (1, "802")])
def test_what_counts_of_the_posts_is_what_the_headline_strip_says(scenario: int, dwo: str) -> None:
    plan = shipped_plan()
    outcome = evaluate_plan(plan, scenario_id=plan.scenarios[scenario].id)
    rows = ward_rows(outcome)
    totals, counted = ward_totals(rows, len(rows)), counted_totals(rows, outcome)
    assert (totals["ward"], totals["dwo"]) == ("629 of 629 wards: decided", "1,258")
    assert counted == {"ward": "Counted: baseline if no BCU", "dwo": dwo, "pcso": "629"}
    assert f"{counted['dwo']} · {counted['pcso']}" == headline(outcome).teams.value


def test_some_wards_count_as_in_the_baseline_until_their_borough_is_in_a_bcu() -> None:
    plan = shipped_plan()
    outcome = evaluate_plan(plan, scenario_id=plan.scenarios[1].id)
    rows = filtered(ward_rows(outcome), WardFilter(boroughs=frozenset({"E09000010"})))
    assert counted_totals(rows, outcome)["dwo"] == whole(sum(row.dwo_before for row in rows))
    assert counted_totals(rows, outcome)["dwo"] != ward_totals(rows, 629)["dwo"]
    in_bcu = filtered(ward_rows(outcome), WardFilter(bcu="CN"))
    assert counted_totals(in_bcu, outcome) == {}


def test_the_worst_of_the_wards_shown_is_counted() -> None:
    rows = ward_rows(evaluate_plan(changed()))
    assert worst_totals(rows) == (Outcome.NOT_MET, "2")
    assert worst_totals(filtered(rows, WardFilter(bcu="NA"))) == (Outcome.MET, "all")
    assert worst_totals(()) == (None, "")
