"""The briefing says no more than the figures do, whatever the scenario."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.outcome.evaluate import Outcome, evaluate, evaluate_plan
from planner.scenario.shipped import shipped_plan
from planner.views.briefing import Briefing, briefing, briefing_title, in_words
from planner.words.vocabulary import Terms

PLAN = shipped_plan()
TWELVE = evaluate_plan(PLAN)
AS_AT = date(2026, 11, 22)


def changed(**changes: Any) -> Outcome:
    return evaluate(TWELVE.area, TWELVE.baseline, replace(PLAN.shown, **changes))


def wards(**changes: Any) -> Outcome:
    return changed(wards=replace(PLAN.shown.wards, **changes))


def of(outcome: Outcome, **more: Any) -> Briefing:
    return briefing(outcome, as_at=AS_AT, **more)


def dear() -> Outcome:
    """A scenario that costs more: superintendents at a thousand times their cost, and five to a function."""
    found = PLAN.shown.assumptions
    for function in ("neighbourhoods", "response", "investigation"):
        id_ = f"posts.superintendent.{function}"
        found = found.put(id_, replace(found[id_], value=90.0))
    return changed(assumptions=found)


def test_the_title_is_a_finding() -> None:
    assert briefing_title(TWELVE) == (
        "Twelve Basic Command Units would save £99.8m a year and give every ward two officers"
    )


@pytest.mark.parametrize(
    ("scenario", "title"),
    [
        ("two-pathfinders-2017", "Two Basic Command Units would save £14.7m a year, with 27 boroughs not yet in one"),
        ("borough-commands-2016", "No Basic Command Unit yet: all 32 boroughs keep their baseline posts"),
    ],
)
def test_the_title_of_a_half_built_scenario_claims_nothing_for_wards(scenario: str, title: str) -> None:
    assert briefing_title(evaluate_plan(PLAN, scenario_id=scenario)) == title


def test_the_title_says_when_wards_are_below_the_minimum() -> None:
    outcome = wards(dwo=(1, 1, 0) + (2,) * 626)
    assert briefing_title(outcome).endswith("but leave 3 wards below two officers")


def test_the_title_says_when_wards_have_more_than_the_least() -> None:
    assert briefing_title(wards(dwo=(3,) + (2,) * 628)).endswith("and give every ward at least two officers")


def test_the_title_says_when_the_minimum_is_met_in_posts_only() -> None:
    outcome = wards(vacancies=(1, 1, 1, 1) + (0,) * 625)
    assert briefing_title(outcome).endswith("give every ward two officers in posts, 625 of 629 in effect")


def test_the_title_of_a_scenario_that_costs_more_says_so() -> None:
    assert "would cost £" in briefing_title(dear())
    assert "a year more" in briefing_title(dear())
    assert "save" not in briefing_title(dear())


def test_the_title_in_cash_says_cash() -> None:
    assert "a year in cash" in briefing_title(evaluate_plan(PLAN, Terms.CASH))


def test_the_scenario_line_says_scenario_state_date_area_and_fingerprint() -> None:
    line = of(TWELVE).scenario_line
    assert line == (
        "Scenario: Twelve BCUs, February 2018 · Draft, not locked · as at 22 November 2026 · "
        f"London, wards of 2014–2018 · fingerprint {of(TWELVE).fingerprint[:4].upper()}-"
        f"{of(TWELVE).fingerprint[4:8].upper()}"
    )


def test_unsaved_changes_and_failed_rules_are_said_on_the_picture_and_warned_of() -> None:
    failing = changed(assignment=PLAN.shown.assignment.put("E09000010", "NW"))
    found = of(failing, unsaved=True)
    assert "changes not saved" in found.scenario_line
    assert "rule not met: G2" in found.scenario_line
    assert len(found.warnings) == 2
    assert next(f for f in found.figures if f.label == "Rules").note[0].text == "1 not met"
    assert of(TWELVE).warnings == ()


def test_unassigned_boroughs_are_warned_of() -> None:
    assert "27 boroughs" in of(evaluate_plan(PLAN, scenario_id="two-pathfinders-2017")).warnings[0]


def test_the_five_figures_are_those_of_the_outcome() -> None:
    figures = {f.label: f for f in of(TWELVE).figures}
    assert [f.value for f in figures.values()] == ["15,937", "£99.8m", "629 of 629", "1,258", "13 met"]
    notes = [f.note_text for f in figures.values()]
    assert notes == [
        "−1,584 from 17,521; supervisors −501",
        "+£26.8m against the £73m a year target",
        "in posts, 629 in effect",
        "two in every ward; 629 PCSOs, one in every ward",
        "0 not met, 4 at risk, 32 incomplete",
    ]


def test_the_wards_figure_shows_nominal_beside_effective() -> None:
    figure = next(f for f in of(wards(vacancies=(1,) + (0,) * 628)).figures if f.label == "Wards at the minimum")
    assert [(p.text, p.glyph) for p in figure.note] == [("in posts", "met"), ("628 in effect", "at_risk")]


@pytest.mark.parametrize(
    ("dwo", "words"),
    [
        ((0, 0) + (2,) * 627, "none in 2 wards"),
        ((3,) + (2,) * 628, "two or more a ward"),
        ((4,) * 629, "four in every ward"),
    ],
)
def test_ward_officers_are_spread_as_said(dwo: tuple[int, ...], words: str) -> None:
    figure = next(f for f in of(wards(dwo=dwo)).figures if f.label == "Dedicated Ward Officers")
    assert figure.note_text.startswith(words)


@pytest.mark.parametrize(
    ("target", "words"), [("f001", "39.15 % of the force-wide £400m by 2019/20"), ("", "no target in force")]
)
def test_a_force_wide_target_is_never_this_programmes_to_meet(target: str, words: str) -> None:
    note = of(changed(target_in_force=target)).figures[1].note_text
    assert note.replace("39 %", "39.15 %") == words


def test_the_source_line_names_baseline_target_record_and_attribution() -> None:
    source = of(TWELVE).source
    for words in (
        "Baseline posts are illustrative",
        "F013",
        "Appendix A",
        "Crown copyright",
        "Open Government Licence",
    ):
        assert words in source


def test_the_legend_has_the_bcus_with_boroughs_by_name_and_says_when_boroughs_have_none() -> None:
    assert [e.code for e in of(TWELVE).legend] == [
        "CE",
        "CN",
        "AS",
        "AW",
        "EA",
        "NA",
        "NE",
        "NW",
        "SN",
        "SE",
        "SW",
        "WA",
    ]
    half = of(evaluate_plan(PLAN, scenario_id="two-pathfinders-2017")).legend
    assert [(e.code, e.fill) for e in half][-1] == ("none", "")


def test_the_alternative_text_holds_every_figure_bcu_and_bar() -> None:
    found = of(TWELVE)
    assert found.alt_text.startswith(found.title)
    for words in (
        "15,937",
        "North Area (NA): Enfield and Haringey",
        "2019/20 99.8",
        "Constables −1,702",
        "East Area 63",
    ):
        assert words in found.alt_text


def test_the_file_name_is_made_of_the_scenarios_name() -> None:
    assert of(changed(name="Été / été")).file_name == "briefing-ete-ete.png"


def test_counts_are_words_up_to_twelve() -> None:
    assert [in_words(n) for n in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]
