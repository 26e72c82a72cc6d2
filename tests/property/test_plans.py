"""Laws of changes and plan files, over random decisions."""

from __future__ import annotations

from hypothesis import given

from planner.plan_file import Log
from planner.plan_file.open import open_bytes
from planner.plan_file.save import plan_bytes
from planner.scenario.change import apply, diff, invert
from planner.scenario.merge import merge
from planner.scenario.plain import scenario_of, scenario_plain
from planner.scenario.types import Plan, Step
from planner.scenario.validate import check_plan
from tests.property.plans import BASE, Decision, after, decisions, plans


@given(plans(), decisions)
def test_a_decision_leaves_a_plan_that_can_be_planned_on(plan: Plan, decision: Decision) -> None:
    check_plan(after(plan, decision))


@given(plans(), plans())
def test_diff_then_apply_is_the_other_and_invert_takes_it_back(a: Plan, b: Plan) -> None:
    edits = diff(a, b)
    assert apply(a, edits) == b
    assert apply(b, invert(edits)) == a
    assert (edits == ()) == (a == b)


@given(plans())
def test_what_is_saved_is_what_is_opened(plan: Plan) -> None:
    log = Log((Step("all of it", diff(BASE, plan), id="1"),), (Step("back", diff(plan, BASE), id="2"),))
    opened = open_bytes(plan_bytes(plan, log, "2018-02-28T12:00:00+00:00"))
    assert opened.plan == plan
    assert opened.log == log


@given(plans())
def test_plain_form_gives_every_scenario_back(plan: Plan) -> None:
    for scenario in plan.scenarios:
        area = plan.area_of(scenario)
        assert scenario_of(scenario_plain(scenario, area), area) == scenario


@given(plans())
def test_a_merge_with_one_side_unchanged_is_the_other(plan: Plan) -> None:
    into_base = merge(BASE, BASE, plan)
    assert into_base.conflicts == ()
    assert apply(BASE, into_base.edits) == plan
    assert merge(BASE, plan, BASE).edits == ()
    assert merge(BASE, plan, BASE).conflicts == ()


@given(plans(), plans())
def test_a_merge_leaves_a_plan_that_can_be_planned_on_and_loses_no_change(ours: Plan, theirs: Plan) -> None:
    merged = merge(BASE, ours, theirs)
    plan = apply(ours, merged.edits)
    check_plan(plan)
    conflicts = {conflict.key for conflict in merged.conflicts}
    told = {edit.key for edit in merged.edits} | conflicts
    same = {edit.key: edit.after for edit in diff(BASE, ours)}
    for edit in diff(BASE, theirs):
        if edit.key[0] == "scenario":
            inside = any(edit.key[: len(key)] == key for key in conflicts)
            assert edit.key in told or inside or same[edit.key] == edit.after
