"""Three-way merging: what comes over, what conflicts, and that nothing is left pointing at nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.area.types import Baseline
from planner.scenario import decisions as d
from planner.scenario.change import EditError, apply, diff
from planner.scenario.merge import Merged, merge, value_in
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Edit, Plan, Step
from planner.scenario.validate import check_plan

TWELVE = "twelve-bcus-2018"
ENFIELD, HARINGEY, BARNET = "E09000010", "E09000014", "E09000003"
BASE = shipped_plan()


def after(plan: Plan, decision: Callable[..., Step | None], *args: Any, of: str = TWELVE) -> Plan:
    step = decision(plan, of, *args)
    assert step is not None
    return apply(plan, step.edits)


def merged(ours: Plan, theirs: Plan) -> tuple[Plan, Merged]:
    result = merge(BASE, ours, theirs)
    plan = apply(ours, result.edits)
    check_plan(plan)
    return plan, result


def test_changes_to_different_values_come_together() -> None:
    ours = after(BASE, d.assign_boroughs, [ENFIELD], "NW")
    theirs = after(BASE, d.set_youth, ENFIELD, 9)
    plan, result = merged(ours, theirs)
    assert not result.conflicts
    assert (plan.shown.assignment[ENFIELD], plan.shown.youth[ENFIELD]) == ("NW", 9)


def test_with_one_side_unchanged_the_merge_is_the_other() -> None:
    theirs = after(after(BASE, d.remove_bcu, "NA"), d.duplicate_scenario)
    assert merged(BASE, theirs)[0] == theirs
    assert merged(theirs, BASE) == (theirs, Merged((), ()))


def test_the_same_change_on_both_sides_is_no_change() -> None:
    both = after(BASE, d.assign_boroughs, [ENFIELD], "NW")
    assert merge(BASE, both, both) == Merged((), ())


def test_different_changes_to_one_value_conflict_and_can_be_settled_their_way() -> None:
    ours = after(BASE, d.assign_boroughs, [ENFIELD], "NW")
    theirs = after(BASE, d.assign_boroughs, [ENFIELD], "NE")
    plan, result = merged(ours, theirs)
    assert plan == ours
    (conflict,) = result.conflicts
    assert (conflict.base, conflict.ours, conflict.theirs) == ("NA", "NW", "NE")
    assert apply(plan, [conflict.take_theirs]) == theirs


def test_a_record_removed_here_and_changed_there_conflicts_whole() -> None:
    removed = after(BASE, d.remove_bcu, "NA")
    renamed = after(BASE, d.rename_bcu, "NA", "Northern")
    for ours, theirs in ((removed, renamed), (renamed, removed)):
        _, result = merged(ours, theirs)
        (conflict,) = [c for c in result.conflicts if c.key == ("scenario", TWELVE, "bcu", "NA")]
        assert isinstance(conflict.base, dict)
        assert None in (conflict.ours, conflict.theirs)
        settled = apply(ours, [conflict.take_theirs])
        assert ("NA" in settled.shown.bcus) == ("NA" in theirs.shown.bcus)


def test_a_bcu_removed_there_stays_when_a_borough_was_moved_into_it_here() -> None:
    ours = after(BASE, d.assign_boroughs, [BARNET], "NA")
    theirs = after(BASE, d.remove_bcu, "NA")
    plan, result = merged(ours, theirs)
    assert [c.key[2:] for c in result.conflicts] == [("bcu", "NA")]
    assert plan.shown.assignment[BARNET] == "NA"
    assert ENFIELD not in plan.shown.assignment


def test_a_borough_moved_there_into_a_bcu_removed_here_conflicts() -> None:
    ours = after(BASE, d.remove_bcu, "NA")
    theirs = after(after(BASE, d.assign_boroughs, [BARNET], "NA"), d.lock_bcus, ["NA"])
    theirs = after(theirs, d.set_override, "NA", "HQ", "Constable", 3)
    plan, result = merged(ours, theirs)
    assert {c.key[2] for c in result.conflicts} == {"assignment", "lock", "override"}
    assert plan == ours


def test_a_target_put_in_force_there_and_removed_here_conflicts() -> None:
    ours = after(BASE, d.remove_target, "f001")
    theirs = after(BASE, d.choose_target, "f001")
    plan, result = merged(ours, theirs)
    assert [c.key[2] for c in result.conflicts] == ["target_in_force"]
    assert plan == ours
    plan, result = merged(theirs, ours)
    assert [c.key[2:] for c in result.conflicts] == [("target", "f001")]
    assert plan == theirs


def test_scenarios_added_on_both_sides_are_both_kept() -> None:
    ours = after(BASE, d.duplicate_scenario, "Ours", "ours")
    theirs = after(BASE, d.duplicate_scenario, "Theirs", "theirs")
    plan, result = merged(ours, theirs)
    assert not result.conflicts
    assert [s.name for s in plan.scenarios][2:] == ["Twelve BCUs, February 2018", "Ours", "Theirs"]
    assert plan.current == "ours"


def test_a_scenario_removed_there_and_changed_here_conflicts_whole() -> None:
    ours = after(BASE, d.set_note, "keep")
    theirs = after(BASE, d.remove_scenario)
    plan, result = merged(ours, theirs)
    assert [c.key for c in result.conflicts] == [("scenario", TWELVE)]
    assert plan.scenario(TWELVE).note == "keep"
    back, result = merged(theirs, ours)
    assert [c.key for c in result.conflicts] == [("scenario", TWELVE)]
    assert apply(back, [result.conflicts[0].take_theirs]).scenario(TWELVE).note == "keep"


def test_what_is_shown_here_falls_back_when_it_was_removed_there() -> None:
    start = replace(BASE, current="two-pathfinders-2017")
    ours = replace(BASE, current=TWELVE)
    theirs = after(start, d.remove_scenario, of=TWELVE)
    result = merge(start, ours, theirs)
    plan = apply(ours, result.edits)
    assert plan.current == "borough-commands-2016"
    assert diff(plan, theirs) != ()


def test_where_each_side_removed_what_the_other_kept_theirs_is_a_conflict() -> None:
    start = after(BASE, d.duplicate_scenario, "Copy", "copy")
    start = replace(start, scenarios=(start.scenario(TWELVE), start.scenario("copy")))
    ours = after(start, d.remove_scenario, of=TWELVE)
    theirs = after(start, d.remove_scenario, of="copy")
    result = merge(start, ours, theirs)
    assert [c.key for c in result.conflicts] == [("scenario", "copy")]
    assert apply(ours, result.edits) == ours


def test_a_scenario_over_an_area_that_is_not_here_is_an_error() -> None:
    theirs = after(BASE, d.duplicate_scenario, "Theirs", "theirs")
    added = replace(theirs.scenario("theirs"), area_hash="elsewhere")
    theirs = replace(
        theirs,
        areas=theirs.areas.put("elsewhere", theirs.area_of(theirs.shown)),
        scenarios=(*BASE.scenarios, added),
    )
    with pytest.raises(EditError, match="theirs cannot be a record"):
        merge(BASE, BASE, theirs)


def own_baseline(name: str) -> Baseline:
    old = BASE.baseline_of(BASE.shown)
    return replace(old, id=name, name=name)


BACK = Edit(("scenario", TWELVE, "baseline"), own_baseline("own").hash, BASE.shown.baseline_hash)


def test_a_baseline_that_theirs_brought_in_comes_over() -> None:
    theirs = after(BASE, d.set_baseline, own_baseline("theirs"))
    ours = after(BASE, d.assign_boroughs, [ENFIELD], "NW")
    plan, result = merged(ours, theirs)
    assert not result.conflicts
    assert plan.baseline_of(plan.shown).name == "theirs"


def test_two_baselines_for_one_scenario_conflict_and_either_can_stay() -> None:
    theirs = after(BASE, d.set_baseline, own_baseline("theirs"))
    plan, result = merged(after(BASE, d.set_baseline, own_baseline("ours")), theirs)
    assert [conflict.key[-1] for conflict in result.conflicts] == ["baseline"]
    settled = apply(plan, [result.conflicts[0].take_theirs])
    check_plan(settled)
    assert settled.baseline_of(settled.shown).name == "theirs"


def test_a_baseline_taken_out_by_one_side_and_used_by_the_other_conflicts() -> None:
    with_own = after(BASE, d.set_baseline, own_baseline("own"))
    not_used = apply(with_own, [BACK])
    theirs = replace(not_used, baselines=BASE.baselines)
    result = merge(not_used, after(not_used, d.set_baseline, own_baseline("own")), theirs)
    assert [conflict.key for conflict in result.conflicts] == [("baseline", own_baseline("own").hash)]


def test_a_scenario_made_over_a_baseline_that_the_other_side_took_out_conflicts() -> None:
    with_own = after(BASE, d.set_baseline, own_baseline("own"))
    ours = replace(BASE, baselines=BASE.baselines)
    theirs = after(with_own, d.duplicate_scenario)
    base = apply(with_own, [BACK])
    result = merge(base, ours, apply(theirs, [BACK]))
    plan = apply(ours, result.edits)
    check_plan(plan)
    assert {conflict.key[0] for conflict in result.conflicts} == {"scenario"}


@pytest.mark.parametrize("rest", [("none", "name"), (TWELVE, "bcu", "ZZ", "name"), (TWELVE, "bcu", "ZZ")])
def test_what_is_not_there_has_no_value(rest: tuple[str, ...]) -> None:
    assert value_in(BASE, ("scenario", *rest)) is None
