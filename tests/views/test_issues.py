"""Issues: every finding is in a line, similar ones share one, and each leads somewhere."""

from __future__ import annotations

import pytest

from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.scenario.change import apply
from planner.scenario.decisions import assign_boroughs, choose_target, nominate_evenly, set_wards
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Plan
from planner.views.bcu_rows import bcu_list
from planner.views.drag import drag_card
from planner.views.headline import headline, wards_met
from planner.views.issues import issues
from planner.views.ward_marks import ward_marks
from planner.words.vocabulary import Outcome as RuleOutcome

ENFIELD, BARNET, HARINGEY = "E09000010", "E09000003", "E09000014"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return shipped_plan()


@pytest.fixture(scope="module")
def now(plan: Plan) -> Outcome:
    return evaluate_plan(plan)


def _moved(plan: Plan, bcu: str | None, *boroughs: str) -> Outcome:
    step = assign_boroughs(plan, plan.current, boroughs or (ENFIELD,), bcu)
    assert step is not None
    return evaluate_plan(apply(plan, step.edits))


def _with_wards(plan: Plan, field: str, value: int, wards: list[str]) -> Outcome:
    step = set_wards(plan, plan.current, field, dict.fromkeys(wards, value))
    assert step is not None
    return evaluate_plan(apply(plan, step.edits))


def test_the_shipped_plan_reads_as_four_lines(now: Outcome) -> None:
    found = issues(now)
    assert [(line.outcome.value, line.rule, line.go) for line in found.all_lines] == [
        ("at risk", "G5", "South West"),
        ("at risk", "G5", "3 BCUs"),
        ("incomplete", "L3", "32 boroughs"),
        ("met", "", "Show"),
    ]
    assert found.lines[1].words == (
        "South East 1.86, South Area 1.77 and North West 1.68: also above East Area's 1.66."
    )


def test_counts_are_of_findings_not_of_lines(now: Outcome) -> None:
    counts = issues(now).counts
    assert (counts.not_met, counts.at_risk, counts.incomplete, counts.rules_met) == (0, 4, 32, 13)


def test_wards_of_one_rule_share_a_line_that_names_them(plan: Plan, now: Outcome) -> None:
    wards = [w.code for w in now.area.wards[:3]]
    line = issues(_with_wards(plan, "vacancies", 1, wards)).lines
    at_risk = next(x for x in line if x.rule == "W3")
    names = [w.name for w in now.area.wards[:3]]
    assert at_risk.words == (
        f"3 wards meet the minimum of DWOs in posts but not in effect: {names[0]}, {names[1]} and {names[2]}."
    )
    assert [t.code for t in at_risk.targets] == wards
    assert at_risk.go == "3 wards"


def test_wards_waiting_for_their_borough_are_one_line_and_not_counted_each(plan: Plan) -> None:
    found = issues(_moved(plan, None))
    waiting = [line for line in found.lines if line.rule.startswith("W")]
    assert [(line.rule, line.words) for line in waiting] == [("W1–4", "21 wards not yet in a BCU: Enfield.")]
    assert found.counts.incomplete == 33  # Enfield under G1, and 32 boroughs with nobody nominated


def test_every_finding_is_in_some_line(plan: Plan) -> None:
    for bcu in ("NW", "SE", None):
        outcome = _moved(plan, bcu)
        lines = issues(outcome).lines
        for result in outcome.rules:
            for row in result.rows():
                if row.outcome == RuleOutcome.MET:
                    continue
                if row.subject in outcome.area.ward_index:
                    assert any(line.rule[:2] in (row.id, "W1") and line.outcome == row.outcome for line in lines)
                else:
                    where = [t.code for x in lines if x.rule == row.id and x.outcome == row.outcome for t in x.targets]
                    assert row.subject in where


def test_what_a_move_would_bring_comes_first_and_is_marked(plan: Plan, now: Outcome) -> None:
    found = issues(now, _moved(plan, "SE")).lines
    assert [(line.then, line.rule) for line in found[:4]] == [
        (True, "G2"),
        (True, "G3"),
        (True, "G5"),
        (False, "G5"),
    ]
    assert found[1].words == "South East is apart: Bexley, Greenwich, Lewisham / Enfield."


def test_a_move_that_changes_no_rule_brings_no_line(plan: Plan, now: Outcome) -> None:
    assert not any(line.then for line in issues(now, now).lines)


def test_nominated_boroughs_are_no_issue(plan: Plan) -> None:
    step = nominate_evenly(plan, plan.current)
    assert step is not None
    assert not any(x.rule == "L3" for x in issues(evaluate_plan(apply(plan, step.edits))).lines)


def test_the_headline_says_what_the_outcome_does(now: Outcome) -> None:
    shown = headline(now)
    assert shown.status == "Draft · 32 of 32 boroughs · baseline illustrative"
    assert (shown.posts.value, shown.posts.change) == ("15,937", "−1,584")
    assert shown.posts.note == "from 17,521 · supervisors −501"
    assert (shown.saving.value, shown.saving.change) == ("£99.8m", "+£26.8m")
    assert shown.saving.note == "against £73m target F013, real 2017/18"
    assert (shown.wards.value, shown.wards.in_effect) == ("629 of 629", "629")
    assert shown.teams.value == "1,258 · 629"
    assert not shown.posts.then


def test_the_headline_shows_only_what_a_move_would_change(plan: Plan, now: Outcome) -> None:
    shown = headline(now, _moved(plan, "NW"))
    assert (shown.posts.value, shown.posts.then) == ("15,937", "15,934")
    assert shown.saving.then == "£100.0m"
    assert not shown.wards.then
    assert not shown.teams.then
    assert shown.counts_then is not None
    assert shown.counts_then.not_met == 1


def test_wards_are_counted_in_posts_and_in_effect(plan: Plan, now: Outcome) -> None:
    vacant = _with_wards(plan, "vacancies", 1, [w.code for w in now.area.wards[:4]])
    assert wards_met(vacant) == (629, 625, 629)
    assert headline(vacant).wards.effect == RuleOutcome.AT_RISK
    fewer = _with_wards(plan, "dwo", 1, [now.area.wards[0].code])
    assert wards_met(fewer) == (628, 628, 629)
    assert headline(fewer).wards.in_posts == RuleOutcome.NOT_MET
    assert headline(_moved(plan, None)).wards.in_posts == RuleOutcome.INCOMPLETE


def test_points_on_the_map_are_the_worst_of_the_minimum_rules(plan: Plan, now: Outcome) -> None:
    assert set(ward_marks(now)) == {"met"}
    fewer = ward_marks(_with_wards(plan, "dwo", 1, [now.area.wards[7].code]))
    assert [i for i, mark in enumerate(fewer) if mark == "not met"] == [7]
    unassigned = ward_marks(_moved(plan, None))
    assert unassigned.count("incomplete") == 21


def test_the_unassigned_row_is_always_first(plan: Plan, now: Outcome) -> None:
    rows = bcu_list(now).rows
    assert (rows[0].code, rows[0].about, rows[0].worst) == ("", "no boroughs", RuleOutcome.MET)
    assert len(rows) == 13
    filled = bcu_list(_moved(plan, None)).rows[0]
    assert (filled.about, filled.posts, filled.worst) == ("1 borough · 21 wards", "595", RuleOutcome.INCOMPLETE)


def test_posts_of_the_rows_add_up_to_the_headline(plan: Plan) -> None:
    for outcome in (evaluate_plan(plan), _moved(plan, None), _moved(plan, "NW")):
        total = sum(int(row.posts.replace(",", "")) for row in bcu_list(outcome).rows)
        assert total == outcome.number("officers_in_all")


def test_rows_open_only_where_a_move_would_change_them(plan: Plan, now: Outcome) -> None:
    rows = {row.code: row for row in bcu_list(now, _moved(plan, "NW")).rows}
    assert [code for code, row in rows.items() if row.opened] == ["NA", "NW"]
    assert rows["NW"].moved == "3 to 4 boroughs: gains Enfield"
    assert [(x.label, x.now, x.then, x.change) for x in rows["NA"].opened] == [
        ("Officer posts", "1,087", "547", "−540"),
        ("Saving, £m", "6.67", "3.07", "−3.60"),
        ("Wards", "40", "19", "−21"),
        ("Superintendents", "5", "5", "0"),
    ]
    assert rows["NA"].findings[0].words == "has 1 borough (Haringey); at least 2 are needed"


def test_the_card_and_the_rows_say_the_same(plan: Plan, now: Outcome) -> None:
    then = _moved(plan, "NW")
    card = {row.label: (row.now, row.then, row.change) for row in drag_card(now, then, [ENFIELD], "NW").rows}
    rows = {row.name: row for row in bcu_list(now, then).rows}
    for name in ("North West", "North Area"):
        posts = rows[name].opened[0]
        assert card[f"{name} posts"] == (posts.now, posts.then, posts.change)


def test_between_two_bcus_all_of_the_change_is_rounding(plan: Plan, now: Outcome) -> None:
    rows = drag_card(now, _moved(plan, "NW"), [ENFIELD], "NW").rows
    changes = [(row.label, row.change) for row in rows[4:]]
    assert changes == [
        ("All posts", "−3"),
        ("of which rounding", "−3"),
        ("All saving, £m a year", "+0.21"),
        ("of which rounding", "+0.21"),
        ("All superintendents", "0"),
    ]


def test_out_of_a_bcu_only_a_part_of_the_change_is_rounding(plan: Plan, now: Outcome) -> None:
    card = drag_card(now, _moved(plan, None), [ENFIELD], None)
    assert card.title == "Take Enfield out of its BCU"
    changes = {row.label: row.change for row in card.rows if row.label == "All posts"}
    assert changes == {"All posts": "+55"}
    assert next(row.change for row in card.rows if row.part) == "−1.7"
    assert card.rows[0].label == "Unassigned posts"


def test_the_card_says_how_the_bcu_would_be_joined(plan: Plan, now: Outcome) -> None:
    by_land = drag_card(now, _moved(plan, "NW"), [ENFIELD], "NW").lines[0]
    assert (by_land.sign, by_land.words) == ("join_land", "Joined by land: Barnet–Enfield, 10.3 km")
    apart = drag_card(now, _moved(plan, "SE"), [ENFIELD], "SE").lines[0]
    assert (apart.sign, apart.words) == ("join_apart", "Apart: Bexley, Greenwich, Lewisham / Enfield")


def test_the_card_says_what_a_move_would_mend(plan: Plan) -> None:
    step = assign_boroughs(plan, plan.current, [ENFIELD], "NW")
    assert step is not None
    broken = apply(plan, step.edits)
    back = assign_boroughs(broken, broken.current, [ENFIELD], "NA")
    assert back is not None
    then = evaluate_plan(apply(broken, back.edits))
    lines = drag_card(evaluate_plan(broken), then, [ENFIELD], "NA").lines
    assert ("met", "G2", "North Area has 2 boroughs") in [(x.sign, x.rule, x.words) for x in lines]


def test_a_card_never_holds_more_than_four_lines(plan: Plan, now: Outcome) -> None:
    every = [b.code for b in now.area.policed]
    card = drag_card(now, _moved(plan, "NW", *every), every, "NW")
    assert len(card.lines) <= 4
    assert card.lines[-1].words.endswith("more under Issues")


def test_the_strip_says_the_share_of_a_force_wide_target_and_the_gap_of_any_other(plan: Plan) -> None:
    step = choose_target(plan, plan.current, "f001")
    assert step is not None
    saving = headline(evaluate_plan(apply(plan, step.edits))).saving
    assert saving.change == "39 %"
    assert saving.note.startswith("share of the force-wide £400m by 2019/20 target F001")
    assert saving.short == "share of force-wide £400m"
    assert headline(evaluate_plan(plan)).saving.change == "+£26.8m"


def test_a_bcu_with_a_line_of_what_would_be_is_in_no_grouped_line_as_well(plan: Plan, now: Outcome) -> None:
    found = issues(now, _moved(plan, "NW")).lines
    marked = {(x.rule, t.code) for x in found if x.then for t in x.targets}
    assert ("G5", "NW") in marked
    grouped = [x for x in found if not x.then and x.rule == "G5" and x.go != "South West"]
    assert [x.words for x in grouped] == ["South East 1.86 and South Area 1.77: also above East Area's 1.66."]
    assert [t.code for t in grouped[0].targets] == ["SE", "SN"]


def test_lines_as_they_stand_keep_their_places_while_a_move_is_tried(plan: Plan, now: Outcome) -> None:
    settled = issues(now).lines
    for bcu in ("NW", "SE", "SW", None):
        beside = [x for x in issues(now, _moved(plan, bcu)).lines if not x.then]
        assert [(x.rule, x.outcome) for x in beside] == [(x.rule, x.outcome) for x in settled]


def test_a_line_whose_every_ward_would_be_worse_stands_as_it_is(plan: Plan, now: Outcome) -> None:
    wards = [w.code for w in now.area.wards[:2]]
    before = _with_wards(plan, "vacancies", 1, wards)
    after = _with_wards(plan, "dwo", 0, wards)
    assert [x for x in issues(before, after).lines if not x.then] == list(issues(before).lines)
