"""Decisions: what they change, how they are called, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.scenario import decisions as d
from planner.scenario.change import apply, invert
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import FILLS, Plan, RuleValue, Step, Target
from planner.scenario.validate import check_plan
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Function, Role, Status

TWELVE = "twelve-bcus-2018"
ENFIELD, HARINGEY, BARNET, HARROW = "E09000010", "E09000014", "E09000003", "E09000015"
CITY = "E09000001"
ABBEY = "E05000026"
OWN = Target("own", "Own", "local policing", "recurring", 50e6, "2019/20", "2018", Status.PLANNER, "Board")


def did(plan: Plan, decision: Callable[..., Step | None], *args: Any, **kwargs: Any) -> tuple[Plan, str]:
    """The plan after the decision, checked, and the step's label."""
    step = decision(plan, TWELVE, *args, **kwargs)
    assert step is not None
    after = apply(plan, step.edits)
    check_plan(after)
    assert after != plan
    return after, step.label


def refusal(plan: Plan, decision: Callable[..., Step | None], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(d.Refused) as caught:
        decision(plan, TWELVE, *args, **kwargs)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    return sentence


def test_moving_assigning_and_taking_out_say_from_where_to_where() -> None:
    plan, label = did(shipped_plan(), d.assign_boroughs, [ENFIELD], "NW")
    assert plan.shown.assignment[ENFIELD] == "NW"
    assert label == "Move Enfield from North Area to North West"
    plan, label = did(plan, d.assign_boroughs, [ENFIELD], None)
    assert ENFIELD not in plan.shown.assignment
    assert label == "Take Enfield out of North West"
    plan, label = did(plan, d.assign_boroughs, [ENFIELD], "NA")
    assert label == "Assign Enfield to North Area"
    assert plan == shipped_plan()


def test_several_boroughs_move_in_one_step_and_those_already_there_are_passed_over() -> None:
    plan, label = did(shipped_plan(), d.assign_boroughs, [ENFIELD, HARINGEY, BARNET], "NW")
    assert label == "Move 2 boroughs to North West"
    assert {plan.shown.assignment[b] for b in (ENFIELD, HARINGEY, BARNET)} == {"NW"}
    _, label = did(plan, d.assign_boroughs, [ENFIELD, HARROW], None)
    assert label == "Take 2 boroughs out of North West"


def test_a_decision_that_changes_nothing_makes_no_step() -> None:
    plan = shipped_plan()
    wards = plan.shown.wards
    assert d.assign_boroughs(plan, TWELVE, [ENFIELD], "NA") is None
    assert d.assign_boroughs(plan, TWELVE, [], "NA") is None
    assert d.set_wards(plan, TWELVE, "dwo", {ABBEY: wards.dwo[0]}) is None
    assert d.rename_bcu(plan, TWELVE, "NA", " North  Area ") is None
    assert d.recode_bcu(plan, TWELVE, "NA", "na") is None
    assert d.set_go_live(plan, TWELVE, "NA", plan.shown.bcus["NA"].go_live) is None
    assert d.clear_override(plan, TWELVE, "NA", "HQ", "Constable") is None
    assert d.reset_assumption(plan, TWELVE, "pay_award") is None
    assert d.set_one_off(plan, TWELVE, "capital", "2016/17", 0) is None
    assert d.unlock_all(plan, TWELVE) is None
    assert d.team_preset(plan, TWELVE, "2+1") is None
    assert d.choose_target(plan, TWELVE, plan.shown.target_in_force) is None


def test_a_locked_borough_refuses_to_move() -> None:
    plan, label = did(shipped_plan(), d.lock_boroughs, [ENFIELD])
    assert label == "Lock Enfield"
    sentence = "Enfield is locked in North Area. Unlock Enfield to move it."
    assert refusal(plan, d.assign_boroughs, [HARINGEY, ENFIELD], "NW") == sentence
    assert refusal(plan, d.remove_bcu, "NA") == sentence
    assert refusal(plan, d.new_bcu, "ZZ", "Zed", boroughs=[ENFIELD]) == sentence
    plan, label = did(plan, d.unlock_boroughs, [ENFIELD])
    assert label == "Unlock Enfield"
    did(plan, d.assign_boroughs, [ENFIELD], "NW")


def test_a_locked_bcu_neither_gains_nor_loses() -> None:
    plan, _ = did(shipped_plan(), d.lock_bcus, ["NA"])
    assert refusal(plan, d.assign_boroughs, [ENFIELD], "NW").startswith("North Area is locked and cannot lose")
    assert refusal(plan, d.assign_boroughs, [BARNET], "NA").startswith("North Area is locked and cannot gain")
    assert "North Area is locked" in refusal(plan, d.remove_bcu, "NA")
    did(plan, d.rename_bcu, "NA", "Northern")
    plan, _ = did(plan, d.unlock_bcus, ["NA"])
    assert plan == shipped_plan()


def test_everything_can_be_locked_and_unlocked_at_once() -> None:
    plan, _ = did(shipped_plan(), d.lock_all)
    assert (len(plan.shown.locked_boroughs), len(plan.shown.locked_bcus)) == (32, 12)
    plan, _ = did(plan, d.unlock_all)
    assert plan == shipped_plan()


def test_the_city_of_london_is_never_assigned() -> None:
    sentence = refusal(shipped_plan(), d.assign_boroughs, [CITY], "NA")
    assert sentence.startswith("City of London has its own police force")
    assert "City of London" in refusal(shipped_plan(), d.nominate, CITY, "HQ")


@pytest.mark.parametrize(
    ("decision", "args", "words"),
    [
        (d.assign_boroughs, (["E09999999"], "NA"), "“E09999999” is not a borough"),
        (d.assign_boroughs, ([ENFIELD], "XX"), "no BCU “XX”"),
        (d.new_bcu, ("NA", "Other"), "already has the code NA"),
        (d.new_bcu, ("na", "Other"), "already has the code NA"),
        (d.new_bcu, ("ZZ", "north area"), "already called North Area"),
        (d.new_bcu, ("ZZZZZ", "Other"), "not a BCU code"),
        (d.new_bcu, ("ZZ", "Other", "pink"), "not one of the fills"),
        (d.rename_bcu, ("NA", ""), "cannot be empty"),
        (d.rename_bcu, ("NA", "x" * 81), "81 characters"),
        (d.rename_bcu, ("NA", "North West"), "already called North West"),
        (d.recode_bcu, ("NA", "NW"), "already has the code NW"),
        (d.rename_and_recode_bcu, ("NA", "NW", "Other"), "already has the code NW"),
        (d.rename_and_recode_bcu, ("NA", "ZZ", "North West"), "already called North West"),
        (d.set_go_live, ("NA", date(2016, 3, 31)), "between 1 Apr 2016 and 31 Mar 2022"),
        (d.set_go_live, ("NA", date(2022, 4, 1)), "between 1 Apr 2016 and 31 Mar 2022"),
        (d.set_go_live, ("NA", "2018"), "must be a date"),
        (d.set_wards, ("dwo", {ABBEY: -1}), "0 to 99"),
        (d.set_wards, ("dwo", {ABBEY: 100}), "0 to 99"),
        (d.set_wards, ("dwo", {ABBEY: 2.5}), "2.5 is not one"),
        (d.set_wards, ("pcso", {ABBEY: True}), "whole numbers"),
        (d.set_wards, ("vacancies", {ABBEY: float("nan")}), "whole numbers"),
        (d.set_wards, ("abstraction", {ABBEY: 1.01}), "from 0 to 1"),
        (d.set_wards, ("ring_fenced", {ABBEY: 1}), "yes or no"),
        (d.set_wards, ("officers", {ABBEY: 1}), "not decided for wards"),
        (d.set_wards, ("dwo", {"E05999999": 1}), "not a ward"),
        (d.nominate, (ENFIELD, "Kennels"), "not a function"),
        (d.set_youth, (ENFIELD, -1), "0 to 99"),
        (d.set_override, ("NA", "HQ", "Constable", 1.5), "whole numbers"),
        (d.set_override, ("NA", "HQ", "Warden", 1), "not a role"),
        (d.set_override, ("NA", "HQ", "Constable", 1, "\x00"), "cannot be shown"),
        (d.set_assumption, ("cost.pcso", "value", 0), "above £0"),
        (d.set_assumption, ("cost.pcso", "low", 50_000), "above its high"),
        (d.set_assumption, ("cost.pcso", "name", "x"), "cannot be changed"),
        (d.set_assumption, ("youth.total", "value", 1.5), "whole numbers"),
        (d.set_assumption, ("change.inspector.hq", "value", -1.1), "from −1"),
        (d.set_assumption, ("none", "value", 1), "no assumption"),
        (d.set_assumption, ("cost.pcso", "source", ""), "The one it had was kept; write another over it."),
        (d.set_assumption, ("cost.pcso", "source", "  "), "needs a source"),
        (d.set_target_field, ("f001", "source", ""), "The one it had was kept; write another over it."),
        (d.add_target, (replace(OWN, source=" "),), "needs a source. Nothing was added"),
        (d.choose_target, ("f999",), "no target"),
        (d.remove_target, ("f013",), "is in force"),
        (d.set_target_field, ("f001", "amount", -1), "0 to"),
        (d.set_target_field, ("f001", "by", "2030/31"), "financial years"),
        (d.set_target_field, ("f001", "kind", "yearly"), "recurring and cumulative"),
        (d.set_target_field, ("f001", "annual", {"2030/31": 1}), "financial years"),
        (d.set_target_field, ("f001", "id", "x"), "not part of a target"),
        (d.set_one_off, ("revenue", "2018/19", -1), "0 to"),
        (d.set_one_off, ("running", "2018/19", 1), "revenue or capital"),
        (d.set_one_off, ("revenue", "2018", 1), "financial years"),
        (d.set_rule, ("W9.minimum", 1), "not a rule setting"),
        (d.set_rule, ("W1.minimum", -1), "0 or more"),
        (d.set_rule, ("W1.minimum", 1.5), "whole number"),
        (d.set_rule, ("W1.on", 1), "yes or no"),
        (d.set_rule, ("T1.date", "soon"), "must be a date"),
        (d.set_rule, ("T1.date", "2031-01-01"), "between"),
        (d.team_preset, ("3+0",), "not a ward team"),
        (d.rename_scenario, ("Two Pathfinders, 2017",), "already is a scenario"),
    ],
)
def test_a_bad_value_is_refused_with_a_sentence(
    decision: Callable[..., Step | None], args: tuple[Any, ...], words: str
) -> None:
    assert words in refusal(shipped_plan(), decision, *args)


@pytest.mark.parametrize(
    ("decision", "args"),
    [
        (d.new_bcu, ("ZZ", "Zed")),
        (d.set_wards, ("dwo", {ABBEY: 3})),
        (d.set_rule, ("W1.minimum", 1)),
        (d.rename_scenario, ("Mine",)),
        (d.remove_scenario, ()),
        (d.set_note, ("x",)),
        (d.lock_all, ()),
    ],
)
def test_a_read_only_scenario_refuses_every_decision_but_copying(
    decision: Callable[..., Step | None], args: tuple[Any, ...]
) -> None:
    plan = shipped_plan()
    with pytest.raises(d.Refused, match=r"2016 is read-only\. Duplicate it to make changes"):
        decision(plan, "borough-commands-2016", *args)
    step = d.duplicate_scenario(plan, "borough-commands-2016")
    assert step is not None
    copy = apply(plan, step.edits).shown
    assert (copy.name, copy.read_only) == ("Borough commands, 2016 (copy)", False)


def test_a_new_bcu_takes_the_next_fill_and_its_boroughs() -> None:
    plan, label = did(shipped_plan(), d.new_bcu, " zz ", "Zed", boroughs=[ENFIELD], go_live=date(2018, 4, 1))
    assert label == "Add BCU Zed"
    bcu = plan.shown.bcus["ZZ"]
    assert (bcu.fill, bcu.go_live, plan.shown.assignment[ENFIELD]) == ("blue-1+dots", date(2018, 4, 1), "ZZ")
    bare = replace(shipped_plan().shown, bcus=FrozenMap())
    assert d.next_fill(bare) == FILLS[0]


def test_a_recoded_bcu_keeps_boroughs_overrides_and_lock() -> None:
    plan, _ = did(shipped_plan(), d.set_override, "NA", "HQ", "Constable", 5, "desk")
    plan, _ = did(plan, d.lock_bcus, ["NA"])
    plan, label = did(plan, d.recode_bcu, "NA", "n1")
    assert label == "Change the code of North Area from NA to N1"
    shown = plan.shown
    assert shown.bcus["N1"].name == "North Area"
    assert {b for b, c in shown.assignment.items() if c == "N1"} == {ENFIELD, HARINGEY}
    assert list(shown.overrides) == [("N1", Function.HQ, Role.CONSTABLE)]
    assert shown.locked_bcus == {"N1"}
    assert "NA" not in shown.bcus


def test_a_new_code_and_a_new_name_are_one_step_that_undo_takes_back() -> None:
    plan, _ = did(shipped_plan(), d.set_override, "NA", "HQ", "Constable", 5)
    step = d.rename_and_recode_bcu(plan, TWELVE, "NA", "ne1", " Enfield and  Haringey ")
    assert step is not None
    assert step.label == "Rename North Area (NA) to Enfield and Haringey (NE1)"
    after = apply(plan, step.edits)
    bcu = after.shown.bcus["NE1"]
    assert bcu == replace(plan.shown.bcus["NA"], code="NE1", name="Enfield and Haringey")
    assert after.shown.assignment[ENFIELD] == "NE1"
    assert list(after.shown.overrides) == [("NE1", Function.HQ, Role.CONSTABLE)]
    assert apply(after, invert(step.edits)).shown == plan.shown


def test_with_one_of_code_and_name_the_same_only_the_other_changes() -> None:
    plan, label = did(shipped_plan(), d.rename_and_recode_bcu, "NA", "na", "Lee Valley")
    assert label == "Rename North Area to Lee Valley"
    _, label = did(plan, d.rename_and_recode_bcu, "NA", "LV", "Lee Valley")
    assert label == "Change the code of Lee Valley from NA to LV"


def test_removing_a_bcu_leaves_its_boroughs_unassigned() -> None:
    plan, _ = did(shipped_plan(), d.set_override, "NA", "HQ", "Constable", 5)
    plan, label = did(plan, d.remove_bcu, "NA")
    assert label == "Remove North Area"
    assert not {ENFIELD, HARINGEY} & set(plan.shown.assignment)
    assert not plan.shown.overrides


def test_a_go_live_date_set_by_hand_is_a_planners_input() -> None:
    plan, label = did(shipped_plan(), d.set_go_live, "NA", date(2018, 4, 1))
    bcu = plan.shown.bcus["NA"]
    assert (bcu.go_live, bcu.go_live_status, bcu.go_live_source) == (date(2018, 4, 1), Status.PLANNER, "")
    assert label == "Set go-live of North Area to 1 Apr 2018"
    plan, label = did(plan, d.set_go_live, "NA", None)
    assert label == "Clear the go-live date of North Area"


def test_bcus_are_recoloured_together() -> None:
    plan, label = did(shipped_plan(), d.recolour, {"NA": "blue-1+dots", "NW": "blue-2+dots"})
    assert label == "Recolour 2 BCUs"
    plan, label = did(plan, d.set_fill, "NA", "teal-1+dots")
    assert (plan.shown.bcus["NA"].fill, label) == ("teal-1+dots", "Recolour North Area")


def test_ward_labels_say_what_where_and_to_what() -> None:
    plan = shipped_plan()
    wards = [w.code for w in plan.area_of(plan.shown).wards[:3]]
    after, label = did(plan, d.set_wards, "dwo", dict.fromkeys(wards, 3))
    assert label == "Set DWO posts of 3 wards to 3"
    assert after.shown.wards.dwo[:4] == (3, 3, 3, 2)
    _, label = did(plan, d.set_wards, "abstraction", {wards[0]: 0.2})
    assert label == "Set abstraction of Abbey (Barking and Dagenham) to 20 %"
    _, label = did(plan, d.set_wards, "ring_fenced", {wards[0]: False})
    assert label.endswith("to no")
    _, label = did(plan, d.set_wards, "pcso", {wards[0]: 2, wards[1]: 3})
    assert label == "Set PCSO posts of 2 wards"
    after, label = did(plan, d.set_ward_cells, [(wards[0], "dwo", 4.0), (wards[0], "pcso", 3)])
    assert label == "Set 2 ward values"
    assert type(after.shown.wards.dwo[0]) is int


def test_one_bad_cell_of_a_paste_refuses_all_of_it() -> None:
    plan = shipped_plan()
    assert "0 to 99" in refusal(plan, d.set_ward_cells, [(ABBEY, "dwo", 3), (ABBEY, "pcso", 100)])


def test_nominating_evenly_gives_nobody_two_while_another_has_none() -> None:
    plan, _ = did(shipped_plan(), d.nominate, ENFIELD, "HQ")
    plan, label = did(plan, d.nominate_evenly)
    assert label == "Nominate superintendents evenly"
    shown = plan.shown
    assert shown.contacts[ENFIELD] is Function.HQ
    assert set(shown.contacts) == set(shown.assignment)
    for code in shown.bcus:
        functions = [shown.contacts[b] for b, c in shown.assignment.items() if c == code]
        assert len(set(functions)) == len(functions)
    assert d.nominate_evenly(plan, TWELVE) is None


def test_nominating_evenly_shares_six_boroughs_among_five_and_spares_an_empty_office() -> None:
    plan = shipped_plan()
    everyone = list(plan.area_of(plan.shown).borough_index)[:6]
    plan, _ = did(plan, d.new_bcu, "ZZ", "Zed", boroughs=everyone)
    five, _ = did(plan, d.nominate_evenly)
    counts = [[five.shown.contacts[b] for b in everyone].count(f) for f in Function]
    assert sorted(counts) == [1, 1, 1, 1, 2]
    plan, _ = did(plan, d.set_override, "ZZ", "HQ", "Superintendent", 0, "vacant")
    four, _ = did(plan, d.nominate_evenly)
    assert Function.HQ not in {four.shown.contacts[b] for b in everyone}


def test_youth_posts_and_overrides_are_set_and_cleared() -> None:
    plan, label = did(shipped_plan(), d.set_youth, ENFIELD, 14)
    assert (plan.shown.youth[ENFIELD], label) == (14, "Set Schools and Youth Officer posts of Enfield to 14")
    plan, _ = did(plan, d.set_youth, ENFIELD, None)
    plan, label = did(plan, d.set_override, "NA", Function.HQ, Role.CONSTABLE, 5, "desk")
    assert label == "Override HQ Constable posts of North Area to 5"
    plan, label = did(plan, d.set_override, "NA", "HQ", "Constable", 5, "front desk")
    assert label == "Note on HQ Constable posts of North Area"
    plan, _ = did(plan, d.clear_override, "NA", "HQ", "Constable")
    assert plan == shipped_plan()


def test_a_changed_assumption_is_a_planners_input_until_it_is_reset() -> None:
    plan, label = did(shipped_plan(), d.set_assumption, "cost.pcso", "value", 39_000)
    found = plan.shown.assumptions["cost.pcso"]
    shipped = shipped_plan().shown.assumptions["cost.pcso"].source
    before = f"Of the value before the change: {shipped}"
    assert (found.value, found.status, found.source) == (39_000, Status.PLANNER, before)
    again, _ = did(plan, d.set_assumption, "cost.pcso", "value", 39_500)
    assert again.shown.assumptions["cost.pcso"].source == before
    assert label == "Change the value of Full cost of a PCSO"
    plan, _ = did(plan, d.set_assumption, "cost.pcso", "owner", "Finance")
    plan, _ = did(plan, d.set_assumption, "cost.pcso", "low", None)
    plan, label = did(plan, d.reset_assumption, "cost.pcso")
    assert label == "Reset Full cost of a PCSO"
    assert plan == shipped_plan()


def test_targets_are_added_changed_put_in_force_and_removed() -> None:
    target = OWN
    plan, _ = did(shipped_plan(), d.add_target, target)
    assert "already is a target" in refusal(plan, d.add_target, target)
    assert "called Own" in refusal(plan, d.add_target, replace(target, id="other", name="own"))
    plan, label = did(plan, d.choose_target, "own")
    assert (plan.shown.target_in_force, label) == ("own", "Put target Own in force")
    plan, _ = did(plan, d.set_target_field, "own", "annual", {"2018/19": 20e6})
    assert plan.shown.targets["own"].annual == FrozenMap({"2018/19": 20e6})
    plan, _ = did(plan, d.set_target_field, "f001", "amount", 1)
    changed = plan.shown.targets["f001"]
    assert (changed.status, changed.source[:32]) == (Status.PLANNER, "Of the value before the change: ")
    plan, _ = did(plan, d.choose_target, "f013")
    plan, _ = did(plan, d.remove_target, "own")
    assert set(plan.shown.targets) == set(shipped_plan().shown.targets)


def test_one_off_cost_is_set_by_kind_and_year() -> None:
    plan, label = did(shipped_plan(), d.set_one_off, "capital", "2019/20", 1_000_000)
    assert plan.shown.one_off.capital["2019/20"] == 1_000_000
    assert label == "Set one-off capital of 2019/20 to £1,000,000"
    plan, _ = did(plan, d.set_one_off, "capital", "2019/20", None)
    assert plan == shipped_plan()


def test_rules_are_set_and_ward_team_presets_set_two_minimums() -> None:
    plan, label = did(shipped_plan(), d.team_preset, "2+3")
    assert (plan.shown.rules["W1.minimum"], plan.shown.rules["W2.minimum"]) == (2, 3)
    assert label == "Set the ward team to 2 DWO + 3 PCSO"
    plan, label = did(plan, d.set_rule, "P1.on", True)
    assert label == "Switch rule P1 on"
    plan, label = did(plan, d.set_rule, "W3.minimum", 1.5)
    assert (plan.shown.rules["W3.minimum"], label) == (1.5, "Set minimum effective DWOs in a ward to 1.5")
    plan, _ = did(plan, d.set_rule, "T1.date", "2019-06-30")
    assert plan.shown.rules["T1.date"] == "2019-06-30"


@pytest.mark.parametrize(
    ("setting", "value", "label"),
    [
        ("W1.minimum", 3, "Set minimum DWO posts in a ward to 3"),
        ("W3.minimum", 1.5, "Set minimum effective DWOs in a ward to 1.5"),
        ("P1.maximum", 1300, "Set maximum funded DWO posts to 1,300"),
        ("M3.maximum", 12_000_000, "Set maximum one-off cost to £12,000,000"),
        ("M3.maximum", 12_000_000.5, "Set maximum one-off cost to £12,000,000.50"),
        ("T1.date", "2019-06-30", "Set date for every BCU to be live to 30 Jun 2019"),
        ("G5.on", False, "Switch rule G5 off"),
    ],
)
def test_a_step_says_a_rule_setting_in_words_and_as_read(setting: str, value: RuleValue, label: str) -> None:
    assert did(shipped_plan(), d.set_rule, setting, value)[1] == label


def test_every_threshold_has_words_of_its_own_in_its_step() -> None:
    rules = shipped_plan().shown.rules
    labels = []
    for setting, value in rules.items():
        other: RuleValue = not value if isinstance(value, bool) else "2018-01-31" if value == str(value) else 7
        labels.append(did(shipped_plan(), d.set_rule, setting, other)[1])
    assert len(set(labels)) == len(rules)
    assert not [label for label in labels if "of rule" in label]


def test_a_copy_stands_after_its_original_and_is_shown() -> None:
    plan, label = did(shipped_plan(), d.duplicate_scenario, "Mine", new_id="mine")
    assert label == "Duplicate Twelve BCUs, February 2018 as Mine"
    assert [s.id for s in plan.scenarios][-2:] == [TWELVE, "mine"]
    assert plan.current == "mine"
    assert "already is a scenario" in refusal(plan, d.duplicate_scenario, "mine")
    plan, _ = did(plan, d.duplicate_scenario)
    plan, _ = did(plan, d.duplicate_scenario)
    assert [s.name for s in plan.scenarios][-3:-1] == [
        "Twelve BCUs, February 2018 (copy 2)",
        "Twelve BCUs, February 2018 (copy)",
    ]


def test_removing_the_scenario_shown_shows_its_neighbour_and_the_last_one_stays() -> None:
    plan, _ = did(shipped_plan(), d.remove_scenario)
    assert plan.current == "two-pathfinders-2017"
    only = replace(plan, scenarios=plan.scenarios[1:])
    with pytest.raises(d.Refused, match="only scenario"):
        d.remove_scenario(only, "two-pathfinders-2017")


def test_a_note_is_kept_with_its_lines_and_refused_when_too_long() -> None:
    plan, _ = did(shipped_plan(), d.set_note, " a\r\nb ")
    assert plan.shown.note == "a\nb"
    assert "2,001 characters" in refusal(plan, d.set_note, "x" * 2001)


def test_an_unknown_scenario_is_refused() -> None:
    with pytest.raises(d.Refused, match="no such scenario"):
        d.lock_all(shipped_plan(), "nowhere")


def test_a_baseline_of_the_area_is_brought_in_once() -> None:
    plan = shipped_plan()
    own = replace(plan.baseline_of(plan.shown), id="own", name="Own")
    step = d.set_baseline(plan, plan.current, own)
    assert step is not None
    changed = apply(plan, step.edits)
    assert changed.baseline_of(changed.shown) == own
    assert d.set_baseline(changed, plan.current, own) is None
    back = d.set_baseline(changed, plan.current, plan.baseline_of(plan.shown))
    assert back is not None
    assert [edit.key[-1] for edit in back.edits] == ["baseline"]


def test_a_baseline_of_another_area_is_refused() -> None:
    plan = shipped_plan()
    with pytest.raises(d.Refused, match="not a baseline of"):
        d.set_baseline(plan, plan.current, replace(plan.baseline_of(plan.shown), area_hash="other"))
