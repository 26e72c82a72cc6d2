"""What a workbook's values become against the plan: one of four states each, and nothing where nothing changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.exchange import tables as t
from planner.exchange.bring import Comparison, Line, Origin, State, bring
from planner.exchange.problems import Problem, Reason, Severity
from planner.scenario import decisions as d
from planner.scenario.decisions import Refused
from planner.scenario.kept import KeptState
from planner.scenario.types import Key
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Status
from tests.exchange.bring.sheets import (
    ABBEY,
    BARNET,
    ENFIELD,
    HARINGEY,
    PLAN,
    TODAY,
    TWELVE,
    after,
    exported_of,
    kept_scenario,
    sheets_of,
)


def line(comparison: Comparison, *key: str) -> Line:
    return next(found for found in comparison.lines if found.key == key)


def changes(comparison: Comparison) -> dict[Key, State]:
    return {found.key: found.state for found in comparison.changes}


@pytest.mark.parametrize("scenario", [s.id for s in PLAN.scenarios])
def test_an_untouched_workbook_changes_nothing(scenario: str) -> None:
    found = sheets_of(scenario_id=scenario, fifteen_digits=True).compared(scenario_id=scenario)
    assert found.changes == ()
    assert found.problems == ()
    assert found.missing == ()
    assert found.theirs.plan == PLAN


def test_figures_that_a_cell_cannot_hold_to_the_last_digit_are_unchanged() -> None:
    ours = after(PLAN, d.set_wards, "abstraction", {ABBEY: 0.1 + 0.2})
    ours = after(ours, d.set_assumption, "pay_award", "value", 1 / 3)
    ours = after(ours, d.set_one_off, "revenue", "2019/20", 1234567.8912345678)
    assert sheets_of(ours, fifteen_digits=True).compared(ours).changes == ()


def test_a_change_in_the_sheet_one_in_the_app_and_one_in_both_are_told_apart() -> None:
    sheets = sheets_of().set(t.WARDS, [ABBEY], dwo=5, pcso=3).set(t.BOROUGH_ROWS, [ENFIELD], bcu="NW")
    ours = after(PLAN, d.set_wards, "dwo", {ABBEY: 4})
    ours = after(ours, d.set_youth, ENFIELD, 9)
    found = sheets.compared(ours)
    assert changes(found) == {
        ("ward", ABBEY, "dwo"): State.CONFLICT,
        ("ward", ABBEY, "pcso"): State.THEIRS,
        ("assignment", ENFIELD): State.THEIRS,
        ("youth", ENFIELD): State.OURS,
    }
    assert sum(found.counts.values()) == len(found.lines)


def test_the_same_change_on_both_sides_is_unchanged() -> None:
    found = sheets_of().set(t.WARDS, [ABBEY], dwo=5).compared(after(PLAN, d.set_wards, "dwo", {ABBEY: 5}))
    assert found.changes == ()


def test_a_line_says_in_words_what_where_and_how_it_reads() -> None:
    found = sheets_of().set(t.BOROUGH_ROWS, [ENFIELD], bcu=None).set(t.WARDS, [ABBEY], ring_fenced=False).compared()
    moved = line(found, "assignment", ENFIELD)
    assert (moved.part, moved.place, moved.field) == (t.BOROUGH_ROWS.part, "Enfield", "BCU")
    assert moved.shown == ("North Area (NA)", "North Area (NA)", "in no BCU")
    assert moved.cell.startswith("Boroughs!C")
    assert line(found, "ward", ABBEY, "ring_fenced").place == "Abbey, Barking and Dagenham"


@pytest.mark.parametrize(
    ("table", "key", "column", "value", "found", "shown"),
    [
        (t.BCUS, ["1"], "go_live", date(2019, 1, 31), ("bcu", "AS", "go_live"), "31 Jan 2019"),
        (t.BCUS, ["1"], "go_live", None, ("bcu", "AS", "go_live"), "not yet dated"),
        (t.BCUS, ["1"], "name", "Centre", ("bcu", "AS", "name"), "Centre"),
        (t.BOROUGH_ROWS, [ENFIELD], "contact", "HQ", ("contact", ENFIELD), "HQ"),
        (t.BOROUGH_ROWS, [ENFIELD], "youth", 12, ("youth", ENFIELD), "12"),
        (t.WARDS, [ABBEY], "vacancies", 1, ("ward", ABBEY, "vacancies"), "1"),
        (t.WARDS, [ABBEY], "abstraction", 0.125, ("ward", ABBEY, "abstraction"), "12.5 %"),
        (t.OVERRIDES, ["2", "HQ", "Constable"], "override", 7, ("override", "AW", "HQ", "Constable"), "7"),
        (t.BASELINE, [ENFIELD, "HQ", "Constable"], "posts", 1300, ("posts", ENFIELD, "HQ", "Constable"), "1,300"),
        (t.ASSUMPTIONS, ["cost.pcso"], "value", 36450.5, ("assumption", "cost.pcso", "value"), "£36,450.50"),
        (t.ASSUMPTIONS, ["cost.pcso"], "high", None, ("assumption", "cost.pcso", "high"), "no range"),
        (t.ASSUMPTIONS, ["cost.pcso"], "source", "F", ("assumption", "cost.pcso", "source"), "F"),
        (t.ASSUMPTIONS, ["cost.pcso"], "owner", "CFO", ("assumption", "cost.pcso", "owner"), "CFO"),
        (t.ASSUMPTIONS, ["cost.pcso"], "status", "verified", ("assumption", "cost.pcso", "status"), "verified"),
        (t.TARGETS, ["f013"], "amount", 80e6, ("target", "f013", "amount"), "£80,000,000"),
        (t.TARGETS, ["f013"], "name", "Less", ("target", "f013", "name"), "Less"),
        (t.TARGETS, ["f013"], "scope", "force-wide", ("target", "f013", "scope"), "force-wide"),
        (t.TARGETS, ["f013"], "by", "2019/20", ("target", "f013", "by"), "2019/20"),
        (t.TARGETS, ["f013"], "annual_0", 5.5, ("target", "f013", "annual", "2016/17"), "£5.50"),
        (t.ONE_OFF, ["2018/19"], "capital", None, ("one_off", "capital", "2018/19"), "none"),
        (t.RULE_SETTINGS, ["W1.minimum"], "value", 3.0, ("rule", "W1.minimum"), "3"),
        (t.RULE_SETTINGS, ["W1.on"], "value", False, ("rule", "W1.on"), "no"),
        (t.RULE_SETTINGS, ["T1.date"], "value", date(2019, 2, 1), ("rule", "T1.date"), "1 Feb 2019"),
    ],
)
def test_every_column_that_is_read_is_compared(table, key, column, value, found, shown) -> None:  # type: ignore[no-untyped-def]
    comparison = sheets_of().set(table, key, **{column: value}).compared()
    assert comparison.problems == ()
    assert changes(comparison) == {found: State.THEIRS}
    assert line(comparison, *found).shown[2] == shown


def test_the_target_in_force_is_one_value() -> None:
    found = sheets_of().set(t.TARGETS, ["f013"], in_force=False).set(t.TARGETS, ["f001"], in_force=True).compared()
    assert changes(found) == {("target_in_force",): State.THEIRS}
    assert line(found, "target_in_force").shown[2] == PLAN.shown.targets["f001"].name


def test_a_sheet_that_is_missing_leaves_its_part_as_it_is_and_that_is_told() -> None:
    sheets = sheets_of()
    del sheets.tables[t.TARGETS.name], sheets.tables[t.BCUS.name]
    ours = after(PLAN, d.choose_target, "f001")
    found = sheets.compared(ours)
    assert found.changes == ()
    assert [words.partition(":")[0] for words in found.missing] == ["BCUs and go-live dates", "Targets"]


def test_a_column_and_a_row_that_are_missing_leave_theirs_as_they_are() -> None:
    sheets = sheets_of().leave_out(t.WARDS, [ABBEY])
    sheets.taken_out[t.WARDS.name] = {"pcso"}
    found = sheets.compared(after(PLAN, d.set_wards, "dwo", {ABBEY: 5}))
    assert found.changes == ()
    assert not any(one.key[:2] == ("ward", ABBEY) or one.key[-1] == "pcso" for one in found.lines)


def test_the_state_the_plan_kept_is_the_base_also_where_the_workbooks_copy_is_not_whole() -> None:
    sheets = sheets_of()
    sheets.exported = exported_of(PLAN, PLAN.shown, is_whole=False)
    ours = after(PLAN, d.set_youth, ENFIELD, 9)
    kept = (KeptState(PLAN.shown, PLAN.baseline_of(PLAN.shown), "2026-11-14T09:00:00+00:00"),)
    found = sheets.compared(ours, kept=kept)
    assert found.base.origin is Origin.PLAN
    assert "as exported on 14 Nov 2026" in found.base.words
    assert changes(found) == {("youth", ENFIELD): State.OURS}


@pytest.mark.parametrize("exported", [None, exported_of(PLAN, PLAN.shown, is_whole=False)])
def test_without_a_base_it_is_two_way_and_says_so(exported: object) -> None:
    sheets = sheets_of()
    sheets.exported = exported  # type: ignore[assignment]
    found = sheets.compared(after(PLAN, d.set_youth, ENFIELD, 9))
    assert found.base.origin is Origin.NONE
    assert "Compared two ways" in found.base.words
    assert changes(found) == {("youth", ENFIELD): State.THEIRS}


def test_a_base_that_is_named_is_taken_first_and_another_than_the_workbooks_is_told() -> None:
    other = after(PLAN, d.set_youth, ENFIELD, 9)
    named = KeptState(other.shown, other.baseline_of(other.shown), "")
    found = sheets_of().compared(named=named)
    assert found.base.origin is Origin.FILE
    assert "not the state that the workbook says" in found.base.words
    assert changes(found) == {}
    assert "not the state" not in sheets_of(other).compared(named=named).base.words


def test_a_base_over_another_area_is_refused() -> None:
    shown = replace(PLAN.shown, area_hash="0" * 64)
    with pytest.raises(Refused, match="over another area"):
        sheets_of().compared(named=KeptState(shown, PLAN.baseline_of(PLAN.shown), ""))


def test_a_workbook_over_another_area_is_compared_two_ways() -> None:
    sheets = sheets_of()
    assert sheets.exported is not None
    assert sheets.exported.scenario is not None
    sheets.exported = replace(sheets.exported, scenario=replace(sheets.exported.scenario, area_hash="0" * 64))
    assert "over another area" in sheets.compared().base.words


def test_a_copy_that_cannot_be_planned_on_is_no_base() -> None:
    sheets = sheets_of()
    assert sheets.exported is not None
    broken = replace(PLAN.shown, assignment=PLAN.shown.assignment.put(ENFIELD, "QQ"))
    sheets.exported = replace(sheets.exported, scenario=broken)
    assert "cannot be planned on" in sheets.compared().base.words


def test_a_time_of_export_that_cannot_be_read_is_left_out() -> None:
    sheets = sheets_of()
    assert sheets.exported is not None
    sheets.exported = replace(sheets.exported, as_at="last week")
    assert sheets.compared().base.words == "Compared three ways: as exported, in the app now, in the sheet."


def test_the_scenario_exported_is_compared_whichever_is_shown() -> None:
    ours = replace(PLAN, current=PLAN.scenarios[0].id)
    assert sheets_of().compared(ours).scenario.id == TWELVE
    assert sheets_of().compared(ours, scenario_id=PLAN.scenarios[0].id).scenario.id == PLAN.scenarios[0].id
    with pytest.raises(Refused, match="no such scenario"):
        sheets_of().compared(ours, scenario_id="another")


def test_of_a_workbook_that_is_refused_nothing_is_compared() -> None:
    problem = Problem(Severity.REFUSED, Reason.FILE, "Plan.xlsx is cut short.", hint="Copy it again.")
    with pytest.raises(Refused, match=r"Plan\.xlsx is cut short\. Copy it again\."):
        bring(replace(sheets_of().received(), problems=(problem,)), PLAN, on=TODAY)


# BCUs


def test_a_new_bcu_is_one_line_and_boroughs_can_go_to_it() -> None:
    sheets = sheets_of().set(t.BCUS, ["13"], code="ZZ", name="Zed", go_live=date(2019, 1, 31))
    found = sheets.set(t.BOROUGH_ROWS, [ENFIELD], bcu="ZZ").compared()
    assert changes(found) == {("bcu", "ZZ"): State.THEIRS, ("assignment", ENFIELD): State.THEIRS}
    assert line(found, "bcu", "ZZ").shown == ("–", "–", "Zed (ZZ), live 31 Jan 2019")
    made = found.theirs.plan.scenario(TWELVE).bcus["ZZ"]
    assert (made.go_live_status, made.fill in {b.fill for b in PLAN.shown.bcus.values()}) == (Status.PLANNER, False)


def test_a_bcu_that_is_emptied_goes_with_its_overrides_and_lock() -> None:
    plan = after(after(PLAN, d.set_override, "AS", "HQ", "Constable", 5), d.lock_bcus, ["AS"])
    sheets = sheets_of(plan).set(t.BCUS, ["1"], code=None, name=None, go_live=None)
    for borough, bcu in plan.shown.assignment.items():
        if bcu == "AS":
            sheets.set(t.BOROUGH_ROWS, [borough], bcu="AW")
    found = sheets.compared(plan)
    assert changes(found)["bcu", "AS"] is State.THEIRS
    assert line(found, "bcu", "AS").cell == "BCUs!B6"
    assert not any(one.key[0] == "override" for one in found.changes)
    theirs = found.theirs.plan.scenario(TWELVE)
    assert (theirs.overrides, theirs.locked_bcus) == (FrozenMap(), frozenset())


def test_a_bcu_with_boroughs_still_in_it_stays_and_that_is_told() -> None:
    found = sheets_of().leave_out(t.BCUS, ["1"]).compared()
    assert found.theirs.plan == PLAN
    assert "is not on the sheet any more, and Lambeth and Southwark" in " ".join(p.text for p in found.problems)
    assert {p.reason for p in found.problems} == {Reason.ROW, Reason.NOT_ALLOWED}


def test_a_code_changed_in_its_slot_takes_colour_date_and_overrides_along() -> None:
    plan = after(PLAN, d.set_override, "AS", "HQ", "Constable", 5, "why")
    sheets = sheets_of(plan).set(t.BCUS, ["1"], code="ZZ")
    for borough, bcu in plan.shown.assignment.items():
        if bcu == "AS":
            sheets.set(t.BOROUGH_ROWS, [borough], bcu="ZZ")
    theirs = sheets.compared(plan).theirs.plan.scenario(TWELVE)
    assert replace(theirs.bcus["ZZ"], code="AS") == plan.shown.bcus["AS"]
    assert "AS" not in theirs.bcus
    assert [cell[0] for cell in theirs.overrides] == ["ZZ"]


def test_a_code_changed_while_boroughs_say_the_old_one_keeps_both_and_the_colours_apart() -> None:
    found = sheets_of().set(t.BCUS, ["1"], code="ZZ").compared()
    theirs = found.theirs.plan.scenario(TWELVE)
    assert theirs.bcus["AS"] == PLAN.shown.bcus["AS"]
    assert theirs.bcus["ZZ"].fill != theirs.bcus["AS"].fill
    assert theirs.assignment == PLAN.shown.assignment


def test_two_names_exchanged_are_two_changes() -> None:
    names = [PLAN.shown.bcus[code].name for code in ("AS", "AW")]
    found = sheets_of().set(t.BCUS, ["1"], name=names[1]).set(t.BCUS, ["2"], name=names[0]).compared()
    assert changes(found) == {("bcu", "AS", "name"): State.THEIRS, ("bcu", "AW", "name"): State.THEIRS}


def test_slots_of_a_foreign_workbook_are_those_of_its_own_bcus() -> None:
    sheets = sheets_of()
    sheets.exported = None
    sheets.tables[t.BCUS.name].reverse()
    sheets.set(t.OVERRIDES, ["2", "HQ", "Constable"], override=7)
    assert changes(sheets.compared()) == {("override", "AW", "HQ", "Constable"): State.THEIRS}
    del sheets.tables[t.BCUS.name]
    found = sheets.compared()
    assert changes(found) == {}
    assert [p.text for p in found.problems] == [
        "Overrides are not taken: without the sheet BCUs, nothing says which BCU a slot is."
    ]


def test_what_the_app_removed_and_the_sheet_changed_is_a_conflict_as_a_whole() -> None:
    found = sheets_of().set(t.BCUS, ["1"], go_live=date(2019, 1, 31)).compared(after(PLAN, d.remove_bcu, "AS"))
    assert changes(found)["bcu", "AS"] is State.CONFLICT
    assert line(found, "bcu", "AS").shown[1] == "–"


def test_a_move_to_a_bcu_that_the_app_removed_is_a_conflict() -> None:
    ours = after(PLAN, d.remove_bcu, "AS")
    found = sheets_of().set(t.BOROUGH_ROWS, [ENFIELD], bcu="AS").compared(ours)
    assert changes(found)["assignment", ENFIELD] is State.CONFLICT


def test_overrides_of_a_bcu_that_the_app_added_are_not_in_the_sheet_and_stay() -> None:
    ours = after(after(PLAN, d.new_bcu, "ZZ", "Zed"), d.set_override, "ZZ", "HQ", "Constable", 4)
    found = sheets_of().compared(ours)
    assert changes(found) == {("bcu", "ZZ"): State.OURS}


# Targets


def test_a_new_target_without_an_id_gets_the_same_id_every_time() -> None:
    row = {
        "name": "More",
        "scope": "force-wide",
        "kind": "recurring",
        "amount": 5e6,
        "annual_1": 2.0,
        "status": "planned",
        "source": "A letter",
    }
    first, again = (sheets_of().add(t.TARGETS, [""], **row).compared() for _ in range(2))
    (key,) = changes(first)
    assert changes(again) == {key: State.THEIRS}
    target = first.theirs.plan.scenario(TWELVE).targets[key[1]]
    assert (target.name, target.amount, dict(target.annual), target.status) == (
        "More",
        5e6,
        {"2017/18": 2.0},
        "planned",
    )
    assert line(first, *key).shown == ("–", "–", "More, £5,000,000")


def test_a_target_whose_row_is_gone_is_taken_off() -> None:
    found = sheets_of().leave_out(t.TARGETS, ["f001"]).compared()
    assert changes(found) == {("target", "f001"): State.THEIRS}


def test_a_figure_of_one_year_does_not_clash_with_that_of_another() -> None:
    base = PLAN
    ours = after(base, d.set_target_field, "f013", "annual", {"2018/19": 5.0})
    found = sheets_of(base).set(t.TARGETS, ["f013"], annual_3=6.0).compared(ours)
    assert changes(found) == {
        ("target", "f013", "status"): State.OURS,
        ("target", "f013", "source"): State.OURS,
        ("target", "f013", "annual", "2018/19"): State.OURS,
        ("target", "f013", "annual", "2019/20"): State.THEIRS,
    }


def test_one_off_cost_of_nought_where_there_was_none_is_no_change() -> None:
    assert PLAN.shown.one_off.revenue.get("2016/17") is None
    assert sheets_of().set(t.ONE_OFF, ["2016/17"], revenue=0.0).compared().changes == ()


# Baseline


def test_baseline_posts_are_compared_cell_by_cell() -> None:
    baseline = PLAN.baseline_of(PLAN.shown)
    posts = list(baseline.posts[ENFIELD])
    posts[-1] += 1
    ours = after(PLAN, d.set_baseline, replace(baseline, id="own", posts=baseline.posts.put(ENFIELD, tuple(posts))))
    found = sheets_of().set(t.BASELINE, [BARNET, "HQ", "Constable"], posts=3).compared(ours)
    assert changes(found) == {
        ("posts", BARNET, "HQ", "Constable"): State.THEIRS,
        ("posts", ENFIELD, "HQ", "PCSO"): State.OURS,
    }


def test_locks_and_colours_are_no_matter_of_the_workbook() -> None:
    ours = after(after(PLAN, d.lock_boroughs, [HARINGEY]), d.set_fill, "AS", "teal-1")
    ours = kept_scenario(ours, name="Another", note="More")
    assert sheets_of().compared(ours).changes == ()
