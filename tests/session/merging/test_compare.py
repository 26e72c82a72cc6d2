"""Two plans compared: each value in one state, in words of boroughs, wards and BCUs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.scenario import decisions as d
from planner.scenario.plain import fingerprint
from planner.scenario.types import Frozen, Plan, Step
from planner.session.merging import compare_plans
from planner.session.merging.compare import value_keys
from planner.views.three_way import State
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Function
from tests.session.merging.two import ABBEY, BARNET, CAMDEN, ENFIELD, HARINGEY, HEAD, Two, states, the_line


def test_changes_of_each_side_and_conflicts_are_told_apart() -> None:
    two = Two().we(d.assign_boroughs, [ENFIELD], "NW").we(d.set_wards, "dwo", {ABBEY: 4})
    two.they(d.assign_boroughs, [ENFIELD], "NE").they(d.set_youth, BARNET, 8)
    found = two.compared()
    assert states(found) == {
        ("assignment", ENFIELD): State.CONFLICT,
        ("ward", ABBEY, "dwo"): State.OURS,
        ("youth", BARNET): State.THEIRS,
    }
    assert found.counts[State.UNCHANGED] == len({*value_keys(two.ours.plan)}) - 3 - grouped(two.ours.plan)


def grouped(plan: Plan) -> int:
    """Values that share a line with another: two of a date, four of an assumption, three of a target."""
    return sum(2 * len(s.bcus) + 4 * len(s.assumptions) + 3 * len(s.targets) for s in plan.scenarios)


def test_lines_name_borough_ward_and_bcu_and_stand_by_part() -> None:
    two = Two().we(d.set_wards, "dwo", {ABBEY: 4}).we(d.assign_boroughs, [ENFIELD], "NW").we(d.lock_bcus, ["CN"])
    two.they(d.assign_boroughs, [ENFIELD], "NE").they(d.set_go_live, "NA", date(2018, 4, 1))
    two.they(d.set_override, "NA", Function.HQ, d.values.role("Constable"), 9, "agreed")
    two.they(d.set_assumption, "cost.pcso", "value", 40_000).they(d.choose_target, "f001")
    two.they(d.set_rule, "W1.minimum", 3).they(d.set_one_off, "revenue", "2018/19", 1000)
    two.they(d.rename_bcu, "NW", "Wes")
    lines = {line.label: line.shown for line in two.compared().lines}
    twelve = "Twelve BCUs, February 2018"
    assert {
        "Enfield: BCU": ("North Area", "North West", "North East"),
        "Abbey, Barking and Dagenham: DWO posts": ("2", "4", "2"),
        "BCU Central North: lock": ("not locked", "locked", "not locked"),
        "North Area, HQ, Constable: override": ("no override", "no override", "9 posts (agreed)"),
        "Target in force": lines["Target in force"],
        "BCU North West: name": ("North West", "North West", "Wes"),
    }.items() <= lines.items()
    assert lines["BCU North Area: go-live date"][2].startswith("1 Apr 2018, planner's input")
    parts = list(dict.fromkeys(line.part for line in two.compared().lines))
    assert parts[:3] == [f"{twelve}: BCUs and go-live dates", f"{twelve}: Assignment", f"{twelve}: Ward posts"]
    assert parts[-1] == f"{twelve}: Locks"


def test_the_same_change_on_both_sides_needs_no_line() -> None:
    two = Two().we(d.assign_boroughs, [ENFIELD], "NW").they(d.assign_boroughs, [ENFIELD], "NW")
    assert two.compared().lines == ()


def test_a_figure_and_where_it_is_from_are_one_value() -> None:
    two = (
        Two().we(d.set_assumption, "cost.pcso", "source", "A letter").they(d.set_assumption, "cost.pcso", "value", 4e4)
    )
    (line,) = two.compared().lines
    assert line.state is State.CONFLICT
    assert line.key == (*HEAD, "assumption", "cost.pcso", "value")
    assert line.shown[1].endswith("A letter")
    assert isinstance(line.theirs, dict)
    assert line.theirs["value"] == 4e4


def test_a_low_and_a_high_that_could_cross_are_one_value_too() -> None:
    two = Two().we(d.set_assumption, "cost.pcso", "low", 39_000).they(d.set_assumption, "cost.pcso", "high", 38_500)
    assert [line.state for line in two.compared().lines] == [State.CONFLICT]


def test_a_bcu_removed_there_that_a_borough_was_moved_into_here_is_a_conflict() -> None:
    two = Two().we(d.assign_boroughs, [BARNET], "NA").they(d.remove_bcu, "NA")
    found = states(two.compared())
    assert found["bcu", "NA"] is State.CONFLICT
    assert found["assignment", ENFIELD] is State.THEIRS


def test_a_borough_moved_there_into_a_bcu_removed_here_is_a_conflict() -> None:
    two = Two().we(d.remove_bcu, "NA").they(d.assign_boroughs, [BARNET], "NA")
    found = two.compared()
    assert states(found)["assignment", BARNET] is State.CONFLICT
    assert the_line(found, "assignment", BARNET).shown == ("North West", "North West", "North Area")


@pytest.mark.parametrize(("lock", "of"), [(d.lock_boroughs, [ENFIELD]), (d.lock_bcus, ["NA"]), (d.lock_bcus, ["NW"])])
def test_a_borough_moved_by_one_side_and_locked_by_the_other_is_a_conflict(lock: object, of: list[str]) -> None:
    theirs_moves = Two().we(lock, of).they(d.assign_boroughs, [ENFIELD], "NW").compared()  # type: ignore[arg-type]
    assert states(theirs_moves)["assignment", ENFIELD] is State.CONFLICT
    ours_moves = Two().we(d.assign_boroughs, [ENFIELD], "NW").they(lock, of).compared()  # type: ignore[arg-type]
    assert [line.key[2] for line in ours_moves.of(State.CONFLICT)] == ["lock"]


def test_a_lock_that_both_had_before_is_no_conflict() -> None:
    two = Two()
    two.ours.decide(d.lock_boroughs, [CAMDEN])
    more = Two(two.ours.plan, two.ours.log).they(d.unlock_boroughs, [CAMDEN]).they(d.assign_boroughs, [CAMDEN], "NW")
    assert set(states(more.compared()).values()) == {State.THEIRS}


def freeze(plan: Plan, scenario_id: str) -> Step | None:
    record = Frozen("2018-03-01T10:00:00+00:00", "ben", "1.0", fingerprint(plan.scenario(scenario_id)), FrozenMap())
    return d.freeze_scenario(plan, scenario_id, record)


def test_a_scenario_frozen_on_a_side_is_one_value() -> None:
    both = Two().we(d.set_youth, ENFIELD, 9).they(d.set_youth, BARNET, 8).they(freeze).compared()
    (line,) = both.lines
    assert (line.key, line.state, line.label) == (HEAD, State.CONFLICT, "Twelve BCUs, February 2018: scenario")
    assert line.shown[2].startswith("frozen, 12 BCUs, 32 boroughs in them, fingerprint ")
    (alone,) = Two().they(d.set_youth, BARNET, 8).they(freeze).compared().lines
    assert alone.state is State.THEIRS
    (mine,) = Two().we(freeze).compared().lines
    assert mine.state is State.OURS


def test_scenarios_added_and_removed_are_one_value_each() -> None:
    two = Two().we(d.duplicate_scenario).they(d.remove_scenario)
    found = two.compared()
    assert {line.label: line.state for line in found.lines} == {
        "Twelve BCUs, February 2018 (copy): scenario": State.OURS,
        "Twelve BCUs, February 2018: scenario": State.THEIRS,
    }
    removed, copied = found.lines
    assert removed.shown[2] == copied.shown[0] == "–"
    assert {line.part for line in found.lines} == {"Scenarios"}


def test_a_note_and_a_name_stand_under_their_scenario() -> None:
    two = Two().they(d.set_note, "Seen.").we(d.rename_scenario, "Ours")
    found = two.compared()
    assert {line.label: line.shown for line in found.lines} == {
        "Ours: note": ("Agreed on Monday.", "Agreed on Monday.", "Seen."),
        "Ours: name": ("Twelve BCUs, February 2018", "Ours", "Twelve BCUs, February 2018"),
    }


def test_a_plan_over_another_area_cannot_be_merged() -> None:
    two = Two().they(d.set_youth, ENFIELD, 9)
    comparison = two.compared()
    area = replace(two.start.area_of(two.start.shown), name="Elsewhere")
    elsewhere = tuple(replace(s, area_hash=area.hash) for s in two.theirs.plan.scenarios)
    theirs = replace(two.theirs.plan, areas=two.theirs.plan.areas.put(area.hash, area), scenarios=elsewhere)
    with pytest.raises(d.Refused, match="over Elsewhere, an area that this plan does not have"):
        compare_plans(comparison.ancestor, two.ours.plan, theirs, file="x.bcuplan")


def test_whose_plan_it_is_is_said_and_else_its_file() -> None:
    two = Two().they(d.assign_boroughs, [HARINGEY], None)
    comparison = two.compared()
    assert comparison.whose == "ben’s plan"
    unknown = compare_plans(comparison.ancestor, two.ours.plan, two.theirs.plan, file="ben.bcuplan")
    assert unknown.whose == "ben.bcuplan"


def test_every_value_of_a_plan_is_counted_overrides_too() -> None:
    plan = Two().we(d.set_override, "NA", Function.HQ, d.values.role("Constable"), 9, "agreed").ours.plan
    keys = list(value_keys(plan))
    assert len(set(keys)) == len(keys)
    assert (*HEAD, "override", "NA", "HQ", "Constable") in keys
