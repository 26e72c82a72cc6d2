"""How a figure is worked out, and how a figure is asked for."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.outcome.evaluate import evaluate, evaluate_batch
from planner.outcome.explain import LeftOut, explain
from planner.outcome.figures import FigureError, parse
from planner.outcome.response import exposure
from planner.outcome.status import status_of
from planner.outcome.why import why
from planner.scenario.types import Override
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Function, Role, Status, Terms
from tests.outcome.scenarios import AREA, BASELINE, TWELVE, random_scenario

OUTCOME = evaluate(AREA, BASELINE, TWELVE)


def test_net_saving_is_gross_less_one_off_revenue() -> None:
    working = explain(OUTCOME, "net[2019/20]")
    assert working.shown == "£97,794,090"
    assert [(t.label, t.shown) for t in working.lines[0].terms] == [
        ("Gross saving", "£99,770,090"),
        ("One-off revenue cost", "£1,976,000"),
    ]
    assert working.terms_in_words == "real 2017/18 prices"


def test_the_full_year_saving_is_listed_by_bcu_and_re_adds() -> None:
    working = explain(OUTCOME, "full-year saving")
    assert len(working.lines) == 12
    assert round(sum(line.value for line in working.lines), 2) == working.value == 99_770_090


def test_a_cell_of_posts_leads_down_to_the_baseline_and_the_assumption() -> None:
    worked = explain(OUTCOME, "posts_exact[NW,Emergency Response,Inspector]")
    by_label = {t.label: t for line in worked.lines for t in line.terms}
    assert by_label["Baseline posts"].shown == "25"
    assert by_label["Change in posts"].shown == "−16.7 %"
    assert by_label["Change in posts"].status is Status.ILLUSTRATIVE
    assert by_label["Change in posts"].source


@given(st.integers(0, 10_000_000), st.sampled_from(list(Terms)))
def test_every_term_shown_can_be_asked_for_in_turn(seed: int, terms: Terms) -> None:
    outcome = evaluate(AREA, BASELINE, random_scenario(seed), terms)
    asked = ["full_year_saving", "net[2018/19]", "officers_in_all_change", "cumulative_net[2021/22]"]
    for depth in range(6):
        found = []
        for figure in asked:
            working = explain(outcome, figure)
            for line in working.lines:
                for term in line.terms:
                    assert parse(outcome, term.figure)
                    assert term.status is not None
                    found.append(term.figure)
        asked = sorted(set(found))[depth::7][:12]
        if not asked:
            break


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("ful_year_saving", "full_year_saving"),
        ("net", "net[year]"),
        ("net[2030/31]", "2016/17"),
        ("posts[NW,Inspector]", "posts[bcu,function,role]"),
        ("net[2019/20", "closing bracket"),
    ],
)
def test_a_figure_that_does_not_exist_is_refused_with_what_does(asked: str, says: str) -> None:
    with pytest.raises(FigureError, match=re.escape(says)):
        explain(OUTCOME, asked)


def test_keys_are_read_as_people_write_them() -> None:
    assert str(parse(OUTCOME, "posts[north west, emergency response, inspector]")) == (
        "posts[NW,Emergency Response,Inspector]"
    )
    assert str(parse(OUTCOME, "youth[Barnet]")) == "youth[E09000003]"


@pytest.mark.parametrize(
    ("figure", "status"),
    [
        ("full_year_saving", Status.ILLUSTRATIVE),
        ("officers_in_all", Status.ILLUSTRATIVE),
        ("live[EA,2016/17]", Status.DERIVED),
        ("live[NE,2018/19]", Status.UNVERIFIED),
        ("live[SW,2018/19]", Status.PLANNED),
        ("cost[Constable,2018/19]", Status.DERIVED),
        ("cost[PCSO,2018/19]", Status.ILLUSTRATIVE),
        ("dwos_in_all", Status.PLANNER),
        ("effective[E05000026]", Status.PLANNER),
        ("superintendents[NW]", Status.DERIVED),
        ("one_off_revenue[2017/18]", Status.PUBLISHED),
        ("one_off_revenue[2018/19]", Status.ILLUSTRATIVE),
        ("one_off", Status.ILLUSTRATIVE),
        ("youth_share[E09000003]", Status.DERIVED),
    ],
)
def test_a_figure_is_as_well_supported_as_what_it_rests_on(figure: str, status: Status) -> None:
    assert status_of(OUTCOME, parse(OUTCOME, figure)) is status


def test_what_the_planner_entered_is_no_longer_published() -> None:
    cost = replace(TWELVE.one_off, revenue=TWELVE.one_off.revenue.put("2017/18", 5e6))
    working = explain(evaluate(AREA, BASELINE, replace(TWELVE, one_off=cost)), "one_off_revenue[2017/18]")
    assert working.status is Status.PLANNER
    assert working.source == "decided in this scenario"
    assert explain(OUTCOME, "one_off_revenue[2017/18]").source == "MOPAC decision PCD 323"


def test_a_minimum_and_a_measure_have_their_sources() -> None:
    assert explain(OUTCOME, "minimum_dwo").source.startswith("London Councils")
    own = replace(TWELVE, rules=TWELVE.rules.put("W1.minimum", 3))
    assert explain(evaluate(AREA, BASELINE, own), "minimum_dwo").status is Status.PLANNER
    assert explain(OUTCOME, "crimes[E09000003]").source


def test_the_status_of_a_name_alone_is_the_weakest_of_its_numbers() -> None:
    assert status_of(OUTCOME, "live") is Status.UNVERIFIED


def test_why_names_the_driver_the_rate_or_the_override() -> None:
    cells = {
        ("Neighbourhoods", Role.SUPERINTENDENT): "1 per BCU",
        ("Safeguarding", Role.CHIEF_INSPECTOR): "2 per BCU",
        ("Emergency Response", Role.INSPECTOR): "−16.7 %",
        ("Emergency Response", Role.CONSTABLE): "+2 %",
        ("Neighbourhoods", Role.DWO): "2 × 63 wards",
        ("Neighbourhoods", Role.YOUTH): "382 by population",
        ("Neighbourhoods", Role.PCSO): "1 × 63 wards",
    }
    for (function, role), words in cells.items():
        assert why(OUTCOME, "NW", Function(function), role) == words
    key = ("NW", Function.RESPONSE, Role.INSPECTOR)
    overridden = evaluate(
        AREA, BASELINE, replace(TWELVE, overrides=FrozenMap({key: Override(22, "one more duty officer at night")}))
    )
    assert why(overridden, *key) == "Override (rule 21): one more duty officer at night"
    assert overridden.number("posts", *key) == 22


def test_exposure_is_one_for_a_borough_alone_and_1_661_for_east_area() -> None:
    alone = exposure(AREA, ["E09000003"])
    assert alone is not None
    assert round(alone.value, 9) == 1
    east = exposure(AREA, ["E09000002", "E09000016", "E09000026"])
    assert east is not None
    assert round(east.value, 3) == 1.661
    assert round(sum(share for _, share, _ in east.boroughs), 12) == 1
    assert exposure(AREA, []) is None


def test_the_wards_at_the_minimum_are_those_the_rules_find_met() -> None:
    wards = TWELVE.wards
    vacant = replace(TWELVE, wards=replace(wards, vacancies=(1, *wards.vacancies[1:]), pcso=(*wards.pcso[:-1], 0)))
    outcome = evaluate(AREA, BASELINE, vacant)
    met = {r.id: [i for i, found in enumerate(r.found) if found == 3] for r in outcome.rules}
    in_posts = set(met["W1"]) & set(met["W2"])
    assert outcome.number("wards_met") == len(in_posts) == 628
    assert outcome.number("wards_met_in_effect") == len(in_posts & set(met["W3"])) == 627
    working = explain(outcome, "wards_met")
    assert {line.label: line.value for line in working.lines}["Barking and Dagenham"] == 17
    assert sum(line.value for line in working.lines) == working.value
    assert working.status is Status.PLANNER
    first = explain(outcome, f"at_minimum[{AREA.wards[0].code}]")
    assert [t.figure.partition("[")[0] for t in first.lines[0].terms] == ["minimum_dwo", "dwo", "minimum_pcso", "pcso"]


@given(st.integers(0, 10_000_000))
def test_the_exposure_explained_is_the_exposure_of_the_rules(seed: int) -> None:
    outcome = evaluate(AREA, BASELINE, random_scenario(seed))
    assert outcome.exposures is not None
    for code in outcome.scenario.bcus:
        known = outcome.exposures.by_bcu.get(code, 0.0)
        assert math.isclose(outcome.number("exposure", code), known, rel_tol=1e-12)


def test_exposure_is_worked_out_from_its_boroughs_and_their_crime() -> None:
    working = explain(OUTCOME, "exposure[EA]")
    assert working.shown == "1.66"
    assert [t.figure for t in working.lines[0].terms] == ["spread[EA]", "spread_apart[EA]"]
    assert [line.label for line in explain(OUTCOME, "crimes_of_bcu[EA]").lines] == [
        "Barking and Dagenham",
        "Havering",
        "Redbridge",
    ]


def test_many_assignments_at_once_give_no_response_exposure() -> None:
    with pytest.raises(ValueError, match="one assignment at a time"):
        evaluate_batch(AREA, BASELINE, TWELVE, np.zeros((1, 32), dtype=int), wanted=("exposure",))


def test_totals_of_one_off_cost_and_of_rounding_can_be_asked_for() -> None:
    shown = {f: explain(OUTCOME, f).shown for f in ("one_off_revenue_in_all", "one_off_capital_in_all", "one_off")}
    assert shown == {
        "one_off_revenue_in_all": "£6,196,000",
        "one_off_capital_in_all": "£3,723,000",
        "one_off": "£9,919,000",
    }
    assert len(explain(OUTCOME, "saving_rounding_in_all").lines) == 12
    assert [t.label for t in explain(OUTCOME, "one_off_of_year[2018/19]").lines[0].terms] == [
        "One-off revenue cost",
        "One-off capital cost",
    ]


def test_addends_of_nought_are_told_in_one_line_wherever_the_sum_stands() -> None:
    working = explain(OUTCOME, "officers_in_all")
    (line,) = working.lines
    assert len(line.terms) == 12
    assert sum(term.value for term in line.terms) == working.value == 15_937
    assert working.left_out == (LeftOut(32, "Officer posts kept", "borough"),)


def test_a_borough_that_keeps_posts_is_listed_and_only_the_others_are_left_out() -> None:
    free = replace(TWELVE, assignment=TWELVE.assignment.without("E09000010"))
    working = explain(evaluate(AREA, BASELINE, free), "officers_in_all")
    assert [t.label for t in working.lines[0].terms].count("Officer posts kept") == 1
    assert working.left_out == (LeftOut(31, "Officer posts kept", "borough"),)


def test_what_is_left_out_of_any_figure_is_nought_so_its_terms_re_add() -> None:
    for name in ("area_role_posts[Constable]", "superintendents_in_all", "dwos_in_all", "pcsos_in_all"):
        working = explain(OUTCOME, name)
        assert sum(t.value for line in working.lines for t in line.terms) == working.value
        assert all(t.value for line in working.lines for t in line.terms)


def test_effective_dwos_are_counted_in_effective_dwos() -> None:
    working = explain(OUTCOME, "effective[E05000026]")
    assert (working.unit, explain(OUTCOME, "minimum_effective").unit) == ("effective DWOs", "effective DWOs")
