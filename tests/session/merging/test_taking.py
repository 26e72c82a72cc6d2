"""Taking another plan's changes: one step, a plan that can be planned on, or a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from planner.scenario import decisions as d
from planner.scenario.change import EditError, apply, invert
from planner.scenario.validate import check_plan
from planner.session.merging import picking_of, take
from planner.views.three_way import Choice, State, all_ticked
from planner.words.vocabulary import Function
from tests.property.plans import baseline_with
from tests.session.merging.test_compare import freeze
from tests.session.merging.two import ABBEY, BARNET, ENFIELD, HEAD, TWELVE, Two, all_of


def test_both_sides_changes_come_together_in_one_step_that_can_be_taken_back() -> None:
    two = Two().we(d.assign_boroughs, [ENFIELD], "NW").they(d.set_youth, ENFIELD, 9)
    two.they(d.nominate, BARNET, Function.HQ).they(d.set_go_live, "NE", date(2018, 5, 1)).they(d.lock_bcus, ["CN"])
    comparison = two.compared()
    step = take(comparison, all_ticked(comparison), {})
    assert step is not None
    assert step.label == "Merged ben’s plan"
    done = two.ours.do(step)
    merged = two.ours.plan.shown
    assert (merged.assignment[ENFIELD], merged.youth[ENFIELD], merged.contacts[BARNET]) == ("NW", 9, Function.HQ)
    assert (merged.bcus["NE"].go_live, merged.locked_bcus) == (date(2018, 5, 1), {"CN"})
    check_plan(two.ours.plan)
    assert apply(two.ours.plan, invert(done.edits)) == comparison.ours


def test_what_is_unticked_is_not_taken() -> None:
    two = Two().they(d.set_youth, ENFIELD, 9).they(d.set_youth, BARNET, 8)
    comparison = two.compared()
    step = take(comparison, [(*HEAD, "youth", BARNET)], {})
    assert step is not None
    assert dict(apply(comparison.ours, step.edits).shown.youth) == {BARNET: 8}
    assert take(comparison, [], {}) is None


def test_a_conflict_needs_a_choice_and_is_settled_by_it() -> None:
    two = Two().we(d.assign_boroughs, [ENFIELD], "NW").they(d.assign_boroughs, [ENFIELD], "NE")
    comparison = two.compared()
    with pytest.raises(d.Refused, match="1 conflict needs a choice first, such as Enfield: BCU"):
        take(comparison, [], {})
    assert take(comparison, [], all_of(comparison, Choice.OURS)) is None
    assert two.taken(all_of(comparison, Choice.THEIRS)).shown.assignment[ENFIELD] == "NE"


def test_a_figure_taken_comes_with_its_source() -> None:
    two = (
        Two().we(d.set_assumption, "cost.pcso", "source", "A letter").they(d.set_assumption, "cost.pcso", "value", 4e4)
    )
    merged = two.taken(all_of(two.compared(), Choice.THEIRS)).shown.assumptions["cost.pcso"]
    assert merged == two.theirs.plan.shown.assumptions["cost.pcso"]


def test_a_bcu_that_boroughs_are_moved_into_here_is_not_taken_away_from_under_them() -> None:
    two = Two().we(d.assign_boroughs, [BARNET], "NA").they(d.remove_bcu, "NA")
    comparison = two.compared()
    kept = two.taken(all_of(comparison, Choice.OURS))
    check_plan(kept)
    assert kept.shown.assignment[BARNET] == "NA"
    with pytest.raises(d.Refused, match="Barnet is assigned to BCU NA, which is not in the scenario"):
        take(comparison, all_ticked(comparison), all_of(comparison, Choice.THEIRS))


def test_a_borough_is_not_moved_into_a_bcu_that_is_not_ticked() -> None:
    two = Two().they(d.new_bcu, "ZZ", "New").they(d.assign_boroughs, [ENFIELD], "ZZ")
    comparison = two.compared()
    with pytest.raises(d.Refused, match=r"Tick what belongs together, or choose this plan’s\.$"):
        take(comparison, [(*HEAD, "assignment", ENFIELD)], {})
    assert two.taken().shown.assignment[ENFIELD] == "ZZ"


def test_scenarios_added_there_come_in_their_place_with_their_baselines() -> None:
    two = Two().they(d.duplicate_scenario, "Theirs", "made-there").they(d.set_baseline, baseline_with(ENFIELD, 0, 7))
    merged = two.taken()
    assert [s.id for s in merged.scenarios] == [s.id for s in two.theirs.plan.scenarios]
    assert merged.current == TWELVE
    assert merged.baseline_of(merged.scenario("made-there")).posts[ENFIELD][0] == 7


def test_another_baseline_of_a_scenario_comes_with_it() -> None:
    two = Two().they(d.set_baseline, baseline_with(ENFIELD, 0, 7))
    assert two.taken() == two.theirs.plan


def test_a_scenario_removed_there_goes_and_another_is_shown() -> None:
    two = Two().they(d.remove_scenario)
    merged = two.taken()
    assert TWELVE not in [s.id for s in merged.scenarios]
    check_plan(merged)


def test_the_last_scenario_is_not_taken_away() -> None:
    first = Two(shared=False)
    for name in ("two-pathfinders-2017", "borough-commands-2016"):
        first.ours._plan = first.ours.plan
        scenarios = tuple(s for s in first.ours.plan.scenarios if s.id != name)
        first.ours._plan = type(first.ours.plan)(first.ours.plan.areas, first.ours.plan.baselines, scenarios, TWELVE)
    two = Two(first.ours.plan).we(d.duplicate_scenario, "Ours", "ours").they(d.duplicate_scenario, "Theirs", "theirs")
    two.theirs.choose(TWELVE)
    two.they(d.remove_scenario)
    two.ours.choose(TWELVE)
    two.we(d.set_youth, ENFIELD, 3)
    comparison = two.compared()
    assert [line.key for line in comparison.of(State.CONFLICT)] == [HEAD]
    merged = two.taken(all_of(comparison, Choice.THEIRS))
    assert {s.id for s in merged.scenarios} == {"ours", "theirs"}


def test_where_nothing_would_be_left_it_is_refused() -> None:
    one = Two(shared=False)
    plan = one.ours.plan
    alone = type(plan)(plan.areas, plan.baselines, (plan.shown,), TWELVE)
    two = Two(alone).they(d.duplicate_scenario, "Theirs", "theirs")
    two.theirs.choose(TWELVE)
    two.they(d.remove_scenario)
    comparison = two.compared()
    with pytest.raises(d.Refused, match="No scenario would be left"):
        take(comparison, [HEAD], {})


def test_two_things_of_one_name_are_told_apart() -> None:
    two = Two().we(d.new_bcu, "Z1", "Riverside").they(d.new_bcu, "Z2", "riverside")
    two.we(d.duplicate_scenario).they(d.duplicate_scenario)
    two.ours.choose(TWELVE)
    merged = two.taken()
    assert merged.scenario(TWELVE).bcus["Z1"].name == "Riverside"
    assert merged.scenario(TWELVE).bcus["Z2"].name == "riverside 2"
    names = [s.name for s in merged.scenarios]
    assert len({name.casefold() for name in names}) == len(names)


def test_a_name_given_there_that_another_has_here_is_numbered() -> None:
    two = Two().we(d.rename_bcu, "NW", "Riverside").they(d.rename_bcu, "NE", "Riverside")
    assert two.taken().shown.bcus["NE"].name == "Riverside 2"


def test_names_that_one_side_itself_swapped_stay() -> None:
    two = (
        Two()
        .they(d.rename_bcu, "NW", "Away")
        .they(d.rename_bcu, "NE", "North West")
        .they(d.rename_bcu, "NW", "North East")
    )
    assert two.taken() == two.theirs.plan


def test_a_bcu_that_came_gets_a_colour_of_its_own() -> None:
    two = Two().we(d.remove_bcu, "NA").they(d.set_note, "x")
    start = Two(two.ours.plan, two.ours.log).we(d.new_bcu, "Z1", "One").they(d.new_bcu, "Z2", "Two")
    assert start.ours.plan.shown.bcus["Z1"].fill == start.theirs.plan.shown.bcus["Z2"].fill
    merged = start.taken().shown.bcus
    assert merged["Z1"].fill == start.ours.plan.shown.bcus["Z1"].fill
    assert len({bcu.fill for bcu in merged.values()}) == len(merged)


def test_a_frozen_scenario_comes_whole() -> None:
    two = Two().we(d.set_wards, "dwo", {ABBEY: 4}).they(d.set_youth, BARNET, 8).they(freeze)
    merged = two.taken(all_of(two.compared(), Choice.THEIRS))
    assert merged.shown == two.theirs.plan.shown


def test_the_picking_takes_what_is_ticked_and_says_what_is_compared() -> None:
    two = Two().they(d.set_youth, ENFIELD, 9).we(d.set_youth, BARNET, 3)
    picking = picking_of(two.compared())
    assert picking.heading == "1 change in the other plan, 0 conflicts"
    assert picking.about.startswith("ben.bcuplan with this plan. Compared three ways from the last step both share")
    assert "1 value changed in this plan stays." in picking.about
    assert picking.step is not None
    with pytest.raises(d.Refused, match="This plan was changed since the two were compared"):
        picking.again(two.theirs.plan)


def test_a_name_whose_number_is_taken_too_gets_the_next() -> None:
    two = Two().we(d.new_bcu, "Z1", "Riverside").we(d.new_bcu, "Z3", "Riverside 2").they(d.new_bcu, "Z2", "Riverside")
    assert two.taken().shown.bcus["Z2"].name == "Riverside 3"


def test_edits_that_do_not_go_together_are_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise EditError("It is another.")

    comparison = Two().they(d.set_youth, ENFIELD, 9).compared()
    monkeypatch.setattr("planner.session.merging.taking.apply", refuse)
    with pytest.raises(d.Refused, match="What is ticked does not go together: It is another"):
        take(comparison, all_ticked(comparison), {})
