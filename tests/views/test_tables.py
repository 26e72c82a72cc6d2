"""The tables behind workbook and frames: totals that add up, and the same figures as everywhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.outcome.evaluate import evaluate, evaluate_plan
from planner.scenario.shipped import shipped_plan
from planner.views.frames import posts_frame, rules_frame, savings_frame, wards_frame
from planner.views.tables import Kind, Table, TableColumn, all_tables, kind_of_unit
from planner.words.vocabulary import YEARS, Function

PLAN = shipped_plan()
TWELVE = evaluate_plan(PLAN)


def table(name: str, scenario: str | None = None) -> Table:
    outcome = evaluate_plan(PLAN, scenario_id=scenario)
    return next(t for t in all_tables(outcome) if t.name == name)


def total(of: Table, key: str) -> Any:
    return of.totals()[[c.key for c in of.columns].index(key)]


@pytest.mark.parametrize("scenario", [s.id for s in PLAN.scenarios])
def test_every_row_has_a_value_for_every_column(scenario: str) -> None:
    outcome = evaluate_plan(PLAN, scenario_id=scenario)
    for each in all_tables(outcome):
        assert {len(row) for row in each.rows} <= {len(each.columns)}, each.name
        keys = [c.key for c in each.columns]
        assert len(set(keys)) == len(keys), each.name


@pytest.mark.parametrize("scenario", [s.id for s in PLAN.scenarios])
def test_the_bcus_and_unassigned_boroughs_add_up_to_the_headline(scenario: str) -> None:
    outcome = evaluate_plan(PLAN, scenario_id=scenario)
    bcus = table("BCUs", scenario)
    assert total(bcus, "officers") == outcome.number("officers_in_all")
    assert total(bcus, "officers_baseline") == 17_521
    assert total(bcus, "supervisors_change") == outcome.number("supervisors_in_all_change")
    assert total(bcus, "full_year_saving") == outcome.number("full_year_saving")
    assert total(bcus, "borough_count") == 32
    assert total(bcus, "wards") == 629


def test_the_posts_add_up_to_officers_and_pcsos() -> None:
    posts = table("Posts")
    both = TWELVE.number("officers_in_all") + TWELVE.number("pcsos_in_all")
    assert total(posts, "proposed") == both
    assert total(posts, "change") == TWELVE.number("officers_in_all_change")


def test_each_years_bcu_savings_add_up_to_its_gross_saving() -> None:
    savings = table("Savings")
    first = [c.key for c in savings.columns].index("bcu_AS")
    gross = savings.column("gross")
    assert savings.column("year")[:6] == YEARS
    for row, in_all in zip(savings.rows, gross, strict=True):
        parts = [value for value in row[first:] if isinstance(value, float)]
        assert round(sum(parts), 2) == in_all


def test_the_full_year_is_a_row_of_its_own_that_no_total_counts() -> None:
    savings = table("Savings")
    assert savings.rows[-1][:2] == ("Full year (2019/20)", 99_770_090)
    assert savings.total == ""


def test_the_summary_says_what_the_headline_says() -> None:
    rows = {row[0]: row for row in table("Summary").rows}
    assert rows["Officer posts"][2:5] == (17_521, 15_937, -1_584)
    assert rows["Full-year saving"][3] == 99_770_090
    assert rows["Against the target in force"][3] == 26_770_090
    assert rows["Full-year saving"][5] == "illustrative"


def test_a_force_wide_target_has_a_share_and_no_gap() -> None:
    targets = {row[0]: dict(zip((c.key for c in table("Targets").columns), row, strict=True))
               for row in table("Targets").rows}  # fmt: skip
    assert targets["F001"]["gap"] is None
    assert targets["F001"]["share"] == pytest.approx(156_586_294.92 / 400e6)
    assert targets["F013"]["gap"] == 26_770_090
    assert targets["F013"]["share"] is None
    assert [key for key, row in targets.items() if row["in_force"]] == ["F013"]


def test_a_force_wide_target_in_force_is_a_share_in_the_summary() -> None:
    scenario = replace(PLAN.shown, target_in_force="f001")
    outcome = evaluate(TWELVE.area, TWELVE.baseline, scenario)
    summary = next(t for t in all_tables(outcome) if t.name == "Summary")
    rows = {row[0]: row for row in summary.rows}
    assert "Against the target in force" not in rows
    assert rows["This programme’s share of it"][1] == "share"


def test_the_leadership_names_the_boroughs_a_superintendent_is_nominated_for() -> None:
    contacts = PLAN.shown.contacts.put("E09000010", Function.RESPONSE).put("E09000014", Function.RESPONSE)
    outcome = evaluate(TWELVE.area, TWELVE.baseline, replace(PLAN.shown, contacts=contacts))
    rows = next(t for t in all_tables(outcome) if t.name == "Leadership").rows
    named = [row for row in rows if row[-1]]
    assert [(row[0], row[2], row[3], row[-1]) for row in named] == [
        ("NA", "Emergency Response", "Superintendent", "Enfield and Haringey")
    ]


def test_the_baseline_adds_up_and_says_that_it_is_illustrative() -> None:
    baseline = table("Baseline")
    assert total(baseline, "posts") == 17_521 + 629
    assert any("illustrative" in note for note in baseline.notes)


def test_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        table("Posts").column("nothing")


def test_totals_of_pennies_stay_pennies() -> None:
    column = TableColumn("a", "A, £", Kind.POUNDS, adds_up=True)
    of = Table("T", "", (TableColumn("n", "N"), column), (("x", 0.1), ("y", 0.2)), total="All")
    assert of.totals() == ("All", 0.3)


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("£", Kind.POUNDS),
        ("£ a year", Kind.POUNDS),
        ("share a year", Kind.SHARE),
        ("posts", Kind.WHOLE),
        ("m", Kind.DECIMAL),
    ],
)
def test_a_figure_is_read_by_its_unit(unit: str, kind: Kind) -> None:
    assert kind_of_unit(unit) == kind


def test_the_frames_hold_the_tables_and_na_stays_text() -> None:
    posts = posts_frame(TWELVE)
    assert posts.query("bcu == 'NA'").proposed.sum() == TWELVE.number("officers", "NA") + TWELVE.number("pcsos", "NA")
    assert posts.bcu.notna().all()
    assert wards_frame(TWELVE).shape[0] == 629
    savings = savings_frame(TWELVE).set_index("year")
    assert savings.loc["2019/20", "gross"] == 99_770_090
    assert savings.loc["2019/20", "bcu_NA"] == 6_666_562
    assert set(rules_frame(TWELVE).outcome) == {"met", "at risk", "incomplete"}
