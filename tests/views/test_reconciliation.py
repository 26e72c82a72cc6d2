"""Published figures beside the model's: carried as they were published, the difference the model's less it."""

from __future__ import annotations

import pytest

from planner.area.shipped import read_rows
from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.outcome.explain import explain
from planner.outcome.figures import FigureError
from planner.scenario.change import apply
from planner.scenario.decisions import assign_boroughs
from planner.scenario.shipped import shipped_plan
from planner.views.reconciliation import PublishedRow, published_columns, reconciliation
from planner.views.working_out import text_of
from planner.views.workings import working_of
from planner.words.money import pounds


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return evaluate_plan(shipped_plan())


def row(outcome: Outcome, fact: str) -> PublishedRow:
    return next(r for r in reconciliation(outcome).rows if r.fact == fact)


def test_every_published_figure_from_f013_to_f021_has_a_row(outcome: Outcome) -> None:
    facts = [r.fact for r in reconciliation(outcome).rows]
    assert list(dict.fromkeys(facts)) == [f"F0{n}" for n in range(13, 22)]


@pytest.mark.parametrize(
    ("fact", "published", "model", "difference"),
    [
        ("F013", "£73.0m", "£99.8m*", "+£26.8m"),
        ("F014", "−1,580", "−1,584*", "−4"),
        ("F015", "−496", "−501*", "−5"),
        ("F016", "£46,203", "£62,986*", "+£16,783"),
        ("F017", "−243", "−166*", "+77"),
        ("F018", "−100", "−136*", "−36"),
        ("F020", "£8.00m", "£8.00m", "£0.00m"),
        ("F021", "£57,143", "£57,143", "£0"),
    ],
)
def test_a_row_says_published_model_and_difference(
    outcome: Outcome, fact: str, published: str, model: str, difference: str
) -> None:
    found = row(outcome, fact)
    assert (found.published, found.model, found.difference) == (published, model, difference)


def test_each_row_carries_the_fact_with_its_status_and_source(outcome: Outcome) -> None:
    facts = {fact["id"]: fact for fact in read_rows("facts.csv")}
    for found in reconciliation(outcome).rows:
        assert (found.status, found.source) == (facts[found.fact]["status"], facts[found.fact]["source"])
        assert found.why


def test_directions_are_held_against_the_change_of_officer_posts(outcome: Outcome) -> None:
    found = {r.name.removeprefix("Central West: "): r for r in reconciliation(outcome).rows if r.fact == "F019"}
    assert found["Neighbourhoods"].difference == "same way"
    assert (found["Emergency Response"].published, found["Emergency Response"].model) == ("up", "down, −10*")
    assert found["Emergency Response"].difference == "other way"


def test_a_bcu_that_is_no_longer_of_those_boroughs_has_no_figure(outcome: Outcome) -> None:
    plan = shipped_plan()
    step = assign_boroughs(plan, plan.current, ["E09000013"], "WA")
    assert step is not None
    moved = row(evaluate_plan(apply(plan, step.edits)), "F017")
    assert (moved.model, moved.difference, moved.figure) == ("–", "–", "")
    assert moved.why.startswith("No BCU of this scenario is exactly Hammersmith and Fulham")


def test_a_half_built_scenario_says_that_boroughs_are_missing() -> None:
    half = evaluate_plan(shipped_plan(), scenario_id="two-pathfinders-2017")
    assert row(half, "F013").why.startswith("27 boroughs are not yet in a BCU.")


def test_with_no_post_saved_there_is_no_saving_for_each() -> None:
    none = evaluate_plan(shipped_plan(), scenario_id="borough-commands-2016")
    assert row(none, "F016").model == "–"
    assert row(none, "F016").why.startswith("No officer post is saved")


def test_every_figure_named_can_be_asked_for(outcome: Outcome) -> None:
    for column in published_columns()[2:]:
        for found in reconciliation(outcome).rows:
            working = working_of(outcome, column.figure(found), shipped_plan(), ())
            assert working.lines or working.source


def test_the_model_column_opens_the_models_own_figure_and_the_others_the_comparison(outcome: Outcome) -> None:
    columns = {column.key: column for column in published_columns()}
    down = row(outcome, "F019")
    assert columns["model"].figure(down) == "function_officers_change[AW,Neighbourhoods]"
    assert columns["difference"].figure(down) == down.key == "published[F019,Central West: Neighbourhoods]"
    each = row(outcome, "F016")
    assert columns["model"].figure(each) == each.key


def test_a_direction_published_is_held_against_the_terms_of_the_models_change(outcome: Outcome) -> None:
    down = row(outcome, "F019")
    working = working_of(outcome, down.key, shipped_plan(), ())
    assert (working.shown, working.status.value) == ("same way", down.status)
    assert [(line.label, line.shown) for line in working.lines] == [("Model", down.model), ("Published", "down")]
    model, published = (line.terms[0] for line in working.lines)
    assert model.figure == "function_officers_change[AW,Neighbourhoods]"
    assert published.source == down.source
    assert explain(outcome, model.figure).value == model.value
    text = text_of(working)
    assert down.source in text
    assert "function_officers_change[AW,Neighbourhoods]" in text


def test_a_saving_for_each_post_names_both_figures_it_is_made_of(outcome: Outcome) -> None:
    terms = working_of(outcome, row(outcome, "F016").key, shipped_plan(), ()).lines[0].terms
    assert [term.figure for term in terms] == ["full_year_saving", "officers_in_all_change"]
    assert row(outcome, "F016").model == f"{pounds(terms[0].value / -terms[1].value)}*"


def test_what_is_not_published_is_refused(outcome: Outcome) -> None:
    with pytest.raises(FigureError, match="not one of the published figures"):
        working_of(outcome, "published[F999,Nothing]", shipped_plan(), ())
