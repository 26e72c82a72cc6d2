"""Edits: diff, apply, invert."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.scenario import decisions as d
from planner.scenario.change import EditError, apply, diff, invert, value_at
from planner.scenario.keys import CURRENT, ORDER, baseline_key, is_known, scenario_key
from planner.scenario.plain import baseline_plain, fingerprint, scenario_of, scenario_plain, short
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Bcu, Edit, OneOff, Override, Plan, Scenario
from planner.scenario.validate import check_plan
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Function, Role, Status

TWELVE = "twelve-bcus-2018"
ENFIELD = "E09000010"
HEAD = scenario_key(TWELVE)


def with_shown(plan: Plan, scenario: Scenario) -> Plan:
    return replace(plan, scenarios=tuple(scenario if s.id == scenario.id else s for s in plan.scenarios))


def changed_everywhere(plan: Plan) -> Plan:
    """The shipped plan with something changed in every part of the shown scenario."""
    old = plan.shown
    first = next(iter(old.bcus))
    ward = replace(old.wards, dwo=(3, *old.wards.dwo[1:]), abstraction=(0.1, *old.wards.abstraction[1:]))
    bcus = old.bcus.without("SN").put("ZZ", Bcu("ZZ", "Zed", "blue-1", date(2018, 5, 1)))
    bcus = bcus.put(first, replace(old.bcus[first], go_live=None, go_live_status=Status.PLANNER))
    moved = {b: ("ZZ" if code == "SN" else code) for b, code in old.assignment.items()}
    target = old.targets["f013"]
    new = replace(
        old,
        name="Other",
        note="Why",
        bcus=bcus,
        assignment=FrozenMap({b: c for b, c in moved.items() if b != ENFIELD}),
        wards=ward,
        contacts=FrozenMap({ENFIELD: Function.HQ}),
        youth=FrozenMap({ENFIELD: 7}),
        overrides=FrozenMap({("ZZ", Function.HQ, Role.CONSTABLE): Override(4, "desk")}),
        assumptions=old.assumptions.put("pay_award", replace(old.assumptions["pay_award"], value=0.02)),
        targets=old.targets.without("f001").put("f013", replace(target, annual=FrozenMap({"2018/19": 1.0}))),
        target_in_force="f003",
        one_off=OneOff(old.one_off.revenue.put("2020/21", 5.0), FrozenMap()),
        locked_boroughs=frozenset({ENFIELD}),
        locked_bcus=frozenset({"ZZ"}),
        rules=old.rules.put("W1.minimum", 1),
    )
    return with_shown(plan, new)


def test_diff_then_apply_gives_the_other_plan_and_invert_takes_it_back() -> None:
    plan = shipped_plan()
    other = changed_everywhere(plan)
    edits = diff(plan, other)
    assert apply(plan, edits) == other
    assert apply(other, invert(edits)) == plan
    assert diff(plan, plan) == ()
    assert all(is_known(edit.key) for edit in edits)
    parts = {edit.key[2] for edit in edits}
    assert parts == {
        *("name", "note", "bcu", "assignment", "ward", "contact", "youth", "override", "assumption"),
        *("target", "target_in_force", "one_off", "lock", "rule"),
    }


def test_every_edit_tells_the_value_that_is_there() -> None:
    plan = shipped_plan()
    for edit in diff(plan, changed_everywhere(plan)):
        assert value_at(plan, edit.key) == edit.before


def test_a_move_replaces_the_assignment_and_nothing_else() -> None:
    plan = shipped_plan()
    step = d.assign_boroughs(plan, TWELVE, [ENFIELD], "NW")
    assert step is not None
    moved = apply(plan, step.edits)
    old, new = plan.shown, moved.shown
    assert new.assignment[ENFIELD] == "NW"
    same = ("bcus", "wards", "contacts", "overrides", "assumptions", "targets", "one_off", "rules")
    assert all(getattr(old, part) is getattr(new, part) for part in same)
    assert moved.scenarios[0] is plan.scenarios[0]
    assert moved.areas is plan.areas


def test_an_edit_whose_before_does_not_hold_is_refused_whole() -> None:
    plan = shipped_plan()
    good = Edit((*HEAD, "note"), "", "x")
    stale = Edit((*HEAD, "assignment", ENFIELD), "CE", "NW")
    with pytest.raises(EditError, match="'NA', where 'CE' was expected"):
        apply(plan, [good, stale])
    assert plan == shipped_plan()


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        (("scenario",), None, None),
        (("scenario", TWELVE, "colour"), None, "x"),
        ((*HEAD, "ward", "E05000026", "officers"), None, 2),
        ((*HEAD, "bcu", "NW", "code"), "NW", "XX"),
        ((*HEAD, "override", "NW", "Kennels", "Sergeant"), None, {"posts": 1, "note": ""}),
        ((*HEAD, "one_off", "revenue", "2030/31"), None, 1.0),
        ((*HEAD, "lock", "ward", "E05000026"), None, True),
        (("elsewhere", TWELVE), None, 1),
    ],
)
def test_a_key_outside_the_catalogue_is_refused(key: tuple[str, ...], before: object, after: object) -> None:
    assert not is_known(key)
    with pytest.raises(EditError, match="not a place in a plan"):
        apply(shipped_plan(), [Edit(key, before, after)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "edit",
    [
        Edit((*HEAD, "ward", "E05999999", "dwo"), 2, 3),
        Edit((*HEAD, "bcu", "XX", "name"), "a", "b"),
        Edit(scenario_key("none", "note"), "", "b"),
        Edit((*HEAD, "contact", ENFIELD), None, "Kennels"),
        Edit((*HEAD, "bcu", "XX"), None, {"name": "no more"}),
        Edit((*HEAD, "one_off", "capital", "2016/17"), None, "much"),
        Edit(CURRENT, TWELVE, "nowhere"),
        Edit(scenario_key("new"), None, {"area": "unknown"}),
    ],
)
def test_an_edit_of_what_is_not_there_or_cannot_be_is_refused(edit: Edit) -> None:
    with pytest.raises(EditError):
        apply(shipped_plan(), [edit])


def test_scenarios_come_and_go_in_their_order() -> None:
    plan = shipped_plan()
    fewer = replace(plan, scenarios=plan.scenarios[1:], current=TWELVE)
    other = replace(plan, scenarios=plan.scenarios[::-1], current=plan.scenarios[0].id)
    for a, b in ((plan, fewer), (fewer, plan), (plan, other)):
        assert apply(a, diff(a, b)) == b
    assert {edit.key for edit in diff(plan, other)} == {ORDER, CURRENT}


def test_an_order_that_names_a_scenario_twice_is_refused() -> None:
    ids = [s.id for s in shipped_plan().scenarios]
    with pytest.raises(EditError, match="twice"):
        apply(shipped_plan(), [Edit(ORDER, [*ids], [*ids, ids[0]])])


def test_plain_form_gives_the_scenario_back() -> None:
    plan = changed_everywhere(shipped_plan())
    area = plan.area_of(plan.shown)
    assert scenario_of(scenario_plain(plan.shown, area), area) == plan.shown


def test_a_renamed_copy_has_the_same_fingerprint_and_a_changed_one_another() -> None:
    scenario = shipped_plan().shown
    copy = replace(scenario, id="x", name="Copy", note="n", read_only=True)
    assert fingerprint(copy) == fingerprint(scenario)
    assert fingerprint(replace(scenario, youth=FrozenMap({ENFIELD: 3}))) != fingerprint(scenario)
    assert fingerprint(replace(scenario, baseline_hash="0")) != fingerprint(scenario)


def test_equal_numbers_of_another_type_have_the_same_fingerprint() -> None:
    scenario = shipped_plan().shown
    whole = replace(scenario, rules=scenario.rules.put("W3.minimum", 2))
    part = replace(scenario, rules=scenario.rules.put("W3.minimum", 2.0))
    assert whole == part
    assert fingerprint(whole) == fingerprint(part)


def test_a_fingerprint_is_read_out_in_two_groups() -> None:
    assert short("7c2f91ae0000") == "7C2F-91AE"


def with_baseline(plan: Plan) -> Plan:
    """The plan held against a baseline of its own, with two more constables in Enfield."""
    old = plan.baseline_of(plan.shown)
    posts = list(old.posts[ENFIELD])
    posts[5] += 2
    step = d.set_baseline(plan, TWELVE, replace(old, id="own", posts=old.posts.put(ENFIELD, tuple(posts))))
    assert step is not None
    return apply(plan, step.edits)


def test_a_baseline_comes_in_whole_with_the_scenario_that_points_at_it_and_goes_again() -> None:
    plan = shipped_plan()
    other = with_baseline(plan)
    check_plan(other)
    edits = diff(plan, other)
    assert [edit.key[0] for edit in edits] == ["baseline", "scenario"]
    assert edits[0].before is None
    assert apply(plan, edits) == other
    back = apply(other, invert(edits))
    assert back == plan
    assert list(back.baselines) == list(plan.baselines)
    assert apply(other, diff(other, plan)) == plan


def test_a_baseline_is_found_by_its_hash_and_is_not_there_by_another() -> None:
    plan = shipped_plan()
    baseline = plan.baseline_of(plan.shown)
    assert value_at(plan, baseline_key(baseline.hash)) == baseline_plain(baseline)
    assert value_at(plan, baseline_key("0" * 64)) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"posts": {}},
        {"posts": []},
        {"area": "another"},
        {"name": 3},
        {"status": "guessed"},
        {"ward_dwo": [1.5]},
        {"name": "not what was hashed"},
    ],
)
def test_a_baseline_that_is_none_is_refused(wrong: dict[str, object]) -> None:
    plan = shipped_plan()
    baseline = with_baseline(plan).baseline_of(with_baseline(plan).shown)
    with pytest.raises(EditError, match="cannot be"):
        apply(plan, [Edit(baseline_key(baseline.hash), None, {**baseline_plain(baseline), **wrong})])  # type: ignore[dict-item]


def test_a_baseline_with_more_posts_than_any_is_refused() -> None:
    plan = shipped_plan()
    document = baseline_plain(plan.baseline_of(plan.shown))
    document["posts"] = {ENFIELD: [10**30]}
    with pytest.raises(EditError, match="cannot be"):
        apply(plan, [Edit(baseline_key("0" * 64), None, document)])
