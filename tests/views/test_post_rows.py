from __future__ import annotations

import pytest

from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.outcome.explain import explain
from planner.scenario.change import apply
from planner.scenario.decisions import set_override, set_youth
from planner.scenario.shipped import shipped_plan
from planner.views.leadership_rows import (
    CONTACT_COLUMNS,
    LEADER_COLUMNS,
    YOUTH_COLUMNS,
    choices,
    contact_rows,
    leader_rows,
    leader_totals,
    youth_rows,
    youth_totals,
)
from planner.views.post_rows import ALL, PostRow, cell_words, places, post_table
from planner.words.vocabulary import Function, Role

BARNET = "E09000003"


def shipped(scenario: int = 2) -> Outcome:
    plan = shipped_plan()
    return evaluate_plan(plan, scenario_id=plan.scenarios[scenario].id)


def overridden() -> Outcome:
    plan = shipped_plan()
    step = set_override(plan, plan.current, "NW", "Emergency Response", "Inspector", 22, "one more: at night")
    assert step is not None
    return evaluate_plan(apply(plan, step.edits))


def heads(rows: tuple[PostRow, ...]) -> list[PostRow]:
    return [row for row in rows if row.role is None]


@pytest.mark.parametrize("place", [ALL, "NW", "CN"])
def test_functions_and_their_roles_add_up_to_the_officers(place: str) -> None:
    table = post_table(shipped(), place)
    for attribute in ("baseline", "proposed", "change"):
        officers = sum(getattr(r, attribute) for r in table.rows if r.role not in (None, Role.PCSO))
        assert officers == sum(getattr(r, attribute) for r in heads(table.rows)) == getattr(table.totals[0], attribute)


def test_the_totals_are_those_of_the_outcome() -> None:
    outcome = shipped()
    table = post_table(outcome, "NW")
    officers, supervisors, rounding, pcsos = table.totals
    assert (officers.proposed, supervisors.proposed, pcsos.proposed) == (
        outcome.number("officers", "NW"), outcome.number("supervisors", "NW"), outcome.number("pcsos", "NW"),
    )  # fmt: skip
    assert rounding.rounding == pytest.approx(outcome.number("officer_rounding", "NW"))
    assert post_table(outcome).totals[0].proposed == outcome.number("officers_in_all")


def test_an_override_shows_with_what_the_rule_gives_and_its_note() -> None:
    table = post_table(overridden(), "NW", only_overrides=True)
    head, row = table.rows
    assert (table.overrides, head.name, head.why) == (1, "Emergency Response", "1 override")
    assert (row.proposed, row.worked, row.why) == (22, 21, "Override (rule 21)")
    words = cell_words(row)
    assert (words.title, words.words, words.note) == (
        "Emergency Response, Inspector: 22 posts", "The rule gives 21.", "one more: at night",
    )  # fmt: skip
    assert post_table(overridden(), "CN", only_overrides=True).rows == ()


def test_an_unassigned_borough_is_shown_with_its_baseline_kept() -> None:
    outcome = shipped(1)
    assert places(outcome)[0].name == "All boroughs"
    assert "Barnet, no BCU" in [place.name for place in places(outcome)]
    table = post_table(outcome, BARNET)
    assert table.kept
    assert {row.change for row in table.rows} == {0}
    assert not any(row.is_open for row in table.rows)
    assert [row.name for row in table.totals] == ["Officers", "of which supervisors", "PCSOs"]


def test_only_one_bcu_of_a_scenario_that_can_change_is_open_to_overrides() -> None:
    assert any(row.is_open for row in post_table(shipped(), "NW").rows)
    assert not any(row.is_open for row in post_table(shipped(), ALL).rows)


@pytest.mark.parametrize(("scenario", "place"), [(2, "NW"), (2, ALL), (1, BARNET), (0, ALL)])
def test_every_figure_named_in_the_posts_table_exists_and_is_the_same(scenario: int, place: str) -> None:
    outcome = shipped(scenario)
    table = post_table(outcome, place)
    for row in (*table.rows, *(total for total in table.totals if total.rounding is None)):
        for figure, number in zip(row.figures, (row.baseline, row.proposed, row.change), strict=True):
            # A borough in no BCU changes nothing, so there is nothing to work out.
            assert explain(outcome, figure).value == number if figure else (table.kept and number == 0)
    rounding = [total for total in table.totals if total.rounding is not None]
    assert [explain(outcome, total.figures[2]).value for total in rounding] == [total.rounding for total in rounding]


def test_one_function_is_shown_alone() -> None:
    table = post_table(shipped(), "NW", Function.HQ)
    assert {row.function for row in table.rows} == {Function.HQ}
    assert table.totals == post_table(shipped(), "NW").totals


def test_leaders_of_a_bcu_are_one_five_and_six() -> None:
    outcome = shipped()
    rows = leader_rows(outcome)
    assert {(r.chief_superintendents, sum(r.superintendents), r.chief_inspectors) for r in rows} == {(1, 5, 6)}
    totals = leader_totals(rows)
    assert (totals["chief"], totals["superintendents"], totals["inspectors"]) == ("12", "60", "72")
    for column in LEADER_COLUMNS:
        if figure := column.figure(rows[0]):
            assert str(int(explain(outcome, figure).value)) == column.text(rows[0])


def test_loads_count_the_boroughs_of_one_superintendent() -> None:
    plan = shipped_plan()
    from planner.scenario.decisions import nominate

    for borough in ("E09000003", "E09000005"):
        step = nominate(plan, plan.current, borough, "HQ")
        assert step is not None
        plan = apply(plan, step.edits)
    outcome = evaluate_plan(plan)
    rows = {row.borough: row for row in contact_rows(outcome)}
    assert rows["E09000003"].load == 2
    assert rows["E09000003"].reason.startswith("L4: ")
    assert rows["E09000015"].function is None
    assert rows["E09000015"].reason.startswith("L3: ")
    words = [choice.words for choice in choices(outcome, "E09000015")]
    assert words == [
        "none yet", "Neighbourhoods (free)", "Emergency Response (free)", "Investigation (free)",
        "Safeguarding (free)", "HQ (2 boroughs)",
    ]  # fmt: skip
    assert [column.text(rows["E09000015"]) for column in CONTACT_COLUMNS][-3:] == ["none yet", "–", "Incomplete"]


def test_schools_and_youth_shows_what_is_decided_and_what_counts() -> None:
    plan = shipped_plan()
    step = set_youth(plan, plan.current, BARNET, 20)
    assert step is not None
    outcome = evaluate_plan(apply(plan, step.edits))
    rows = youth_rows(outcome)
    row = next(row for row in rows if row.borough == BARNET)
    assert (row.by_population, row.decided, row.counted) == (17, 20, 20)
    assert youth_totals(rows) | {"name": ""} == {
        "name": "", "baseline": "292", "by_population": "382", "decided": "20", "counted": "385",
    }  # fmt: skip
    for column in YOUTH_COLUMNS:
        if figure := column.figure(row):
            assert str(int(explain(outcome, figure).value)) == column.text(row)


def test_a_borough_in_no_bcu_counts_its_baseline_youth_posts() -> None:
    row = next(row for row in youth_rows(shipped(1)) if row.borough == BARNET)
    assert row.counted == row.baseline != row.by_population
