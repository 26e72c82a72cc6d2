"""Taking what is ticked: one step that undo takes back whole, and a sentence where things hang together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.exchange import tables as t
from planner.exchange.bring import Choice, Comparison, State, accept, all_ticked, left_to_choose
from planner.scenario import decisions as d
from planner.scenario.change import apply, invert
from planner.scenario.decisions import Refused
from planner.scenario.types import Plan, Scenario
from planner.scenario.validate import check_plan
from planner.words.vocabulary import Status
from tests.exchange.bring.sheets import ABBEY, ENFIELD, HARINGEY, PLAN, TWELVE, Sheets, after, kept_scenario, sheets_of


def settled(comparison: Comparison, choice: Choice) -> dict[Any, Choice]:
    return {line.key: choice for line in comparison.of(State.CONFLICT)}


def taken(comparison: Comparison, choice: Choice = Choice.THEIRS) -> Scenario:
    """The scenario once everything was taken, checked, and that undo gives the plan back."""
    step = accept(comparison, all_ticked(comparison), settled(comparison, choice))
    assert step is not None
    plan = apply(comparison.ours, step.edits)
    check_plan(plan)
    assert apply(plan, invert(step.edits)) == comparison.ours
    return plan.scenario(TWELVE)


def test_what_is_taken_is_one_step_that_says_how_many_and_from_where() -> None:
    found = sheets_of().set(t.WARDS, [ABBEY], dwo=5, pcso=3).compared()
    step = accept(found, all_ticked(found), {})
    assert step is not None
    assert step.label == "Import 2 changes from Plan.xlsx"
    assert (taken(found).wards.dwo[0], taken(found).wards.pcso[0]) == (5, 3)


def test_what_is_not_ticked_is_not_taken_and_nothing_ticked_is_no_step() -> None:
    found = sheets_of().set(t.WARDS, [ABBEY], dwo=5, pcso=3).compared()
    step = accept(found, [("ward", ABBEY, "pcso")], {})
    assert step is not None
    assert [edit.key[-1] for edit in step.edits] == ["pcso"]
    assert accept(found, [], {}) is None


def test_a_conflict_needs_a_choice_and_either_can_be_made() -> None:
    found = sheets_of().set(t.WARDS, [ABBEY], dwo=5).compared(after(PLAN, d.set_wards, "dwo", {ABBEY: 4}))
    assert [line.key for line in left_to_choose(found, {})] == [("ward", ABBEY, "dwo")]
    with pytest.raises(
        Refused, match="1 conflict needs a choice first, such as Abbey, Barking and Dagenham: DWO posts"
    ):
        accept(found, [], {})
    assert accept(found, [], settled(found, Choice.OURS)) is None
    assert taken(found).wards.dwo[0] == 5


def test_a_changed_figure_is_a_planners_input_with_the_workbook_as_its_source() -> None:
    sheets = sheets_of().set(t.ASSUMPTIONS, ["cost.pcso"], value=36450.0).set(t.TARGETS, ["f013"], amount=80e6)
    scenario = taken(
        sheets.set(t.TARGETS, ["f001"], annual_3=5.0).set(t.BCUS, ["1"], go_live=date(2019, 1, 31)).compared()
    )
    cost = scenario.assumptions["cost.pcso"]
    assert (cost.value, cost.status) == (36450.0, Status.PLANNER)
    assert cost.source == "Plan.xlsx, brought in on 22 November 2026"
    assert [scenario.targets[key].status for key in ("f013", "f001")] == [Status.PLANNER] * 2
    assert dict(scenario.targets["f001"].annual) == {"2019/20": 5.0}
    assert (scenario.bcus["AS"].go_live_status, scenario.bcus["AS"].go_live_source) == (Status.PLANNER, "")


def test_a_status_and_source_given_with_the_figure_are_kept() -> None:
    sheets = sheets_of().set(t.ASSUMPTIONS, ["cost.pcso"], value=36450.0, status="verified", source="Pay office")
    cost = taken(sheets.compared()).assumptions["cost.pcso"]
    assert (cost.status, cost.source) == (Status.VERIFIED, "Pay office")


def test_a_status_chosen_in_a_conflict_stays() -> None:
    old = PLAN.shown.assumptions["cost.pcso"]
    ours = kept_scenario(PLAN, assumptions=PLAN.shown.assumptions.put("cost.pcso", replace(old, status=Status.DERIVED)))
    found = sheets_of().set(t.ASSUMPTIONS, ["cost.pcso"], value=36450.0, status="verified").compared(ours)
    assert taken(found, Choice.OURS).assumptions["cost.pcso"].status is Status.DERIVED


def test_two_years_of_a_target_are_taken_together() -> None:
    found = sheets_of().set(t.TARGETS, ["f013"], annual_2=5.0, annual_3=6.0).compared()
    assert dict(taken(found).targets["f013"].annual) == {"2018/19": 5.0, "2019/20": 6.0}


def test_a_year_emptied_is_taken_away() -> None:
    plan = after(PLAN, d.set_target_field, "f013", "annual", {"2018/19": 5.0})
    found = sheets_of(plan).set(t.TARGETS, ["f013"], annual_2=None).compared(plan)
    assert dict(taken(found).targets["f013"].annual) == {}


def test_baseline_posts_make_a_baseline_of_the_plans_own_that_undo_takes_out() -> None:
    found = sheets_of().set(t.BASELINE, [ENFIELD, "HQ", "Constable"], posts=3).compared()
    step = accept(found, all_ticked(found), {})
    assert step is not None
    plan = apply(PLAN, step.edits)
    baseline = plan.baseline_of(plan.scenario(TWELVE))
    assert (baseline.status, baseline.name) == (Status.PLANNER, "Baseline from Plan.xlsx")
    assert baseline.source == "Plan.xlsx, brought in on 22 November 2026; before: Illustrative baseline, 2016"
    assert baseline.posts[ENFIELD][41] == 3
    assert PLAN.baseline_of(PLAN.shown) in plan.baselines.values()
    taken(found)


def test_baseline_posts_of_both_sides_come_together() -> None:
    old = PLAN.baseline_of(PLAN.shown)
    posts = list(old.posts[HARINGEY])
    posts[41] += 1
    ours = after(PLAN, d.set_baseline, replace(old, id="own", posts=old.posts.put(HARINGEY, tuple(posts))))
    found = sheets_of().set(t.BASELINE, [ENFIELD, "HQ", "Constable"], posts=3).compared(ours)
    scenario = taken(found)
    step = accept(found, all_ticked(found), {})
    assert step is not None
    made = apply(ours, step.edits).baselines[scenario.baseline_hash]
    assert (made.posts[ENFIELD][41], made.posts[HARINGEY][41]) == (3, posts[41])


def test_a_bcu_taken_out_takes_its_overrides_along_also_those_made_since() -> None:
    sheets = sheets_of().set(t.BCUS, ["1"], code=None, name=None, go_live=None)
    for borough, bcu in PLAN.shown.assignment.items():
        if bcu == "AS":
            sheets.set(t.BOROUGH_ROWS, [borough], bcu="AW")
    found = sheets.compared(after(PLAN, d.set_override, "AS", "HQ", "Constable", 5))
    assert found.of(State.CONFLICT)
    scenario = taken(found)
    assert "AS" not in scenario.bcus
    assert not scenario.overrides


def test_a_new_bcu_takes_a_colour_that_none_has_by_now() -> None:
    ours = after(PLAN, d.new_bcu, "YY", "Why")
    found = (
        sheets_of().set(t.BCUS, ["13"], code="ZZ", name="Zed").set(t.BCUS, ["14"], code="ZY", name="Zy").compared(ours)
    )
    fills = [bcu.fill for bcu in taken(found).bcus.values()]
    assert len(set(fills)) == len(fills)


def zed(sheets: Sheets) -> Sheets:
    return sheets.set(t.BCUS, ["13"], code="ZZ", name="Zed")


def emptied(sheets: Sheets) -> Sheets:
    sheets.set(t.BCUS, ["1"], code=None, name=None, go_live=None)
    for borough, bcu in PLAN.shown.assignment.items():
        if bcu == "AS":
            sheets.set(t.BOROUGH_ROWS, [borough], bcu="AW")
    return sheets


def in_force(sheets: Sheets) -> Sheets:
    row = {"name": "More", "scope": "force-wide", "kind": "recurring", "amount": 5e6, "status": "planned"}
    return sheets.add(t.TARGETS, ["new"], **row, source="A letter", in_force=True).set(
        t.TARGETS, ["f013"], in_force=False
    )


def due(sheets: Sheets) -> Sheets:
    return sheets.set(t.TARGETS, ["f013"], kind="cumulative", by="2019/20")


@pytest.mark.parametrize(
    ("change", "ours", "ticked", "words"),
    [
        (lambda s: zed(s).set(t.BOROUGH_ROWS, [ENFIELD], bcu="ZZ"), PLAN, [("assignment", ENFIELD)],
         "Enfield would go to ZZ, which is not ticked: tick ZZ too"),
        (emptied, PLAN, [("bcu", "AS")], r"Central South \(AS\) would be taken out while Lambeth and Southwark would"),
        (lambda s: s.set(t.BOROUGH_ROWS, [ENFIELD], bcu="AS"), after(PLAN, d.remove_bcu, "AS"), [],
         "Enfield would go to AS, which was taken out in the app"),
        (lambda s: zed(s).add(t.OVERRIDES, ["13", "HQ", "Constable"], override=5), PLAN,
         [("override", "ZZ", "HQ", "Constable")], "The override of HQ Constable is of ZZ, which would not be there"),
        (in_force, PLAN, [("target_in_force",)], "The target in force would not be in the register"),
        (lambda s: zed(s), after(PLAN, d.new_bcu, "YY", "zed"), [("bcu", "ZZ")], "Two BCUs would be called Zed"),
        (due, PLAN, [("target", "f013", "kind")], "is cumulative and has no year .* Tick what belongs together"),
        (lambda s: s.set(t.BOROUGH_ROWS, [ENFIELD], bcu="NW"), after(PLAN, d.lock_boroughs, [ENFIELD]),
         [("assignment", ENFIELD)], "Enfield is locked in North Area"),
        (emptied, after(PLAN, d.lock_bcus, ["AS"]), [("bcu", "AS")], "Central South is locked. Unlock Central South"),
        (lambda s: s.set(t.WARDS, [ABBEY], dwo=5), kept_scenario(PLAN, read_only=True), [], "is read-only"),
    ],
)  # fmt: skip
def test_what_hangs_together_is_said_and_nothing_is_taken(
    change: Callable[[Sheets], Sheets], ours: Plan, ticked: list[Any], words: str
) -> None:
    found = change(sheets_of()).compared(ours)
    with pytest.raises(Refused, match=words):
        accept(found, ticked, settled(found, Choice.THEIRS))


def test_unticking_what_a_lock_holds_lets_the_rest_be_taken() -> None:
    sheets = sheets_of().set(t.BOROUGH_ROWS, [ENFIELD], bcu="NW").set(t.WARDS, [ABBEY], dwo=5)
    found = sheets.compared(after(PLAN, d.lock_boroughs, [ENFIELD]))
    assert accept(found, [("ward", ABBEY, "dwo")], {}) is not None


def test_what_was_removed_in_the_app_comes_back_where_the_sheets_is_chosen() -> None:
    found = sheets_of().set(t.BCUS, ["1"], go_live=date(2019, 1, 31)).compared(after(PLAN, d.remove_bcu, "AS"))
    made = taken(found).bcus["AS"]
    assert (made.name, made.go_live) == ("Central South", date(2019, 1, 31))


def test_the_same_workbook_brought_in_again_changes_nothing_more() -> None:
    sheets = in_force(zed(sheets_of())).set(t.WARDS, [ABBEY], dwo=5).set(t.BASELINE, [ENFIELD, "HQ", "PCSO"], posts=7)
    found = sheets.set(t.ASSUMPTIONS, ["cost.pcso"], value=36450.0).compared()
    step = accept(found, all_ticked(found), {})
    assert step is not None
    again = sheets.compared(apply(PLAN, step.edits))
    assert again.of(State.THEIRS) == again.of(State.CONFLICT) == ()
    # What the app says of where the figure comes from is its own change.
    assert {line.key[-1] for line in again.of(State.OURS)} == {"status", "source"}
