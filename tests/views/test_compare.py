"""Scenarios side by side: exact figures, differences that add up, and nothing said to differ that does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.outcome.bridge import BridgeError, bridge_between
from planner.outcome.evaluate import evaluate_plan
from planner.outcome.figures import FigureError
from planner.scenario import decisions as d
from planner.scenario.change import apply
from planner.scenario.decisions import Refused
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Plan
from planner.session import Session
from planner.views.compare import (
    CompareError,
    Comparison,
    compare,
    comparison_plain,
    comparison_tsv,
    differing_boroughs,
)
from planner.views.compare_bridge import bridge_of_two
from planner.views.working_out import text_of
from planner.views.workings import working_of
from planner.words.vocabulary import Function, Role, Terms
from tests.property.plans import Decision, decisions
from tests.views.plans import NOT_ANY, TWELVE, TWO

ENFIELD = "E09000010"


def copied(plan: Plan, *made: Decision) -> Plan:
    """The plan with a copy of the twelve BCUs as "copy", and those decisions made in it."""
    step = d.duplicate_scenario(plan, TWELVE, new_id="copy")
    assert step is not None
    plan = apply(plan, step.edits)
    for function, args in made:
        if function is d.remove_scenario:
            continue  # what is compared stays
        try:
            step = function(plan, "copy", *args)
        except Refused:
            continue
        if step is not None:
            plan = apply(plan, step.edits)
    return plan


def row(found: Comparison, table: str, label: str) -> tuple[tuple[object, ...], tuple[str, ...]]:
    rows = next(t for t in found.tables if t.id == table).rows
    one = next(r for r in rows if r.label == label)
    return one.values, one.changes


def test_the_shipped_scenarios_have_their_worked_figures_and_differences() -> None:
    found = compare(shipped_plan(), [TWO, TWELVE])
    assert row(found, "headline", "Officer posts") == ((17_286, 15_937), ("−1,349",))
    assert row(found, "headline", "Full-year saving") == ((14_745_032, 99_770_090), ("+£85,025,058",))
    assert row(found, "savings", "Gross, 2019/20") == ((14_745_032, 99_770_090), ("+£85,025,058",))
    assert row(found, "rules", "G1  Every borough is in one BCU") == (("incomplete", "met"), ("differs",))
    assert row(found, "map", "Enfield") == (("no BCU", "North Area (NA)"), ("differs",))


@pytest.mark.parametrize("table", ["bcus", "functions", "roles"])
def test_posts_by_bcu_function_and_role_each_add_up_to_all_posts(table: str) -> None:
    rows = next(t for t in compare(shipped_plan(), [TWO, TWELVE, NOT_ANY]).tables if t.id == table).rows
    for at in range(3):
        parts = [r.values[at] for r in rows[:-1]]
        assert sum(x for x in parts if isinstance(x, float)) == rows[-1].values[at]
    assert rows[-1].values == (17_915, 16_566, 18_150)


def test_a_copy_differs_in_nothing() -> None:
    plan = copied(shipped_plan())
    found = compare(plan, [TWELVE, "copy"])
    assert found.are_alike
    assert found.summary.endswith("decide the same and give the same figures.")
    assert differing_boroughs(*found.outcomes) == frozenset()
    assert [bar.kind for bar in bridge_of_two(plan, TWELVE, "copy").bars] == ["total", "total"]


@given(st.lists(decisions, max_size=6))
def test_a_copy_of_any_scenario_differs_in_nothing(made: list[Decision]) -> None:
    plan = copied(shipped_plan(), *made)
    step = d.duplicate_scenario(plan, "copy", new_id="again")
    assert step is not None
    assert compare(apply(plan, step.edits), ["copy", "again"]).are_alike


@given(st.lists(decisions, max_size=6), st.sampled_from([TWELVE, TWO, NOT_ANY]), st.sampled_from(list(Terms)))
def test_the_bridge_between_any_two_scenarios_closes_to_the_penny(
    made: list[Decision], other: str, terms: Terms
) -> None:
    plan = copied(shipped_plan(), *made)
    for ends in ((other, "copy"), ("copy", other)):
        found = bridge_between(plan, *ends, terms)
        moved_ = sum(round(bar.amount * 100) for bar in found.bars) + round(found.interaction * 100)
        assert round(found.start * 100) + moved_ == round(found.end * 100)
        drawn = bridge_of_two(plan, *ends, terms).bars
        changes = sum(round(bar.amount * 100) for bar in drawn[1:-1])
        assert round(drawn[0].amount * 100) + changes == round(drawn[-1].amount * 100)


def test_what_is_decided_otherwise_is_told_from_the_first_to_the_other() -> None:
    plan = copied(
        shipped_plan(),
        (d.assign_boroughs, ([ENFIELD], "NW")),
        (d.set_override, ("NW", Function.HQ, Role.CONSTABLE, 5, "desk")),
    )
    found = compare(plan, [TWELVE, "copy"])
    told = [(x.place, x.before, x.after) for x in found.decisions[0].changes]
    assert told == [
        ("Enfield", "North Area", "North West"),
        ("North West, HQ, Constable: override", "no override", "5 posts (desk)"),
    ]
    assert differing_boroughs(*found.outcomes) == {ENFIELD}
    names = [bar.id for bar in bridge_between(plan, TWELVE, "copy").bars]
    assert names == ["map", "overrides"]


def test_a_bar_of_saving_is_dear_where_less_is_saved() -> None:
    more, less = (bridge_of_two(shipped_plan(), *ends).bars[1] for ends in ((TWO, TWELVE), (TWELVE, TWO)))
    assert (more.amount, more.costs) == (85_025_058, False)
    assert (less.amount, less.costs) == (-85_025_058, True)
    assert more.shown == "+85.03*"


@given(st.lists(decisions, max_size=6), st.sampled_from([TWELVE, TWO, NOT_ANY]), st.sampled_from(list(Terms)))
def test_the_terms_of_every_bar_between_two_scenarios_re_add_to_it(
    made: list[Decision], other: str, terms: Terms
) -> None:
    plan = copied(shipped_plan(), *made)
    outcome = evaluate_plan(plan, terms)
    for bar in bridge_of_two(plan, other, "copy", terms).bars:
        working = working_of(outcome, bar.figure, plan, ())
        assert round(working.value * 100) == round(bar.amount * 100), bar
        assert round(sum(line.value for line in working.lines) * 100) == round(bar.amount * 100), bar


def test_a_bar_between_two_scenarios_says_what_they_decide_otherwise_by_name() -> None:
    plan = copied(shipped_plan(), (d.assign_boroughs, ([ENFIELD], "NW")))
    text = text_of(working_of(evaluate_plan(plan), f"compared[{TWELVE},copy,map]", plan, ()))
    assert "North Area → North West" in text
    assert "Decided otherwise (1 value)" in text
    for gone in (f"compared[{TWELVE},copy,wards]", "compared[nobody,copy,map]", "scenario[nobody].gross[2019/20]"):
        with pytest.raises(FigureError):
            working_of(evaluate_plan(plan), gone, plan, ())


def test_a_saving_of_another_scenario_leads_down_to_that_scenarios_own_assumptions() -> None:
    plan = shipped_plan()
    step = d.set_assumption(plan, TWO, "cost.constable", "value", 60_000.0)
    assert step is not None
    plan = apply(plan, step.edits)
    outcome, asked, last = evaluate_plan(plan), bridge_of_two(plan, TWO, TWELVE).bars[0].figure, None
    seen: set[str] = set()
    while asked not in seen:
        seen.add(asked)
        last = working_of(outcome, asked, plan, ())
        leads = [t.figure for line in last.lines for t in line.terms if t.figure and t.figure not in seen]
        asked = next((f for f in leads if "unit_cost[Constable]" in f or "cost" in f), leads[0] if leads else asked)
    found = working_of(outcome, f"scenario[{TWO}].unit_cost[Constable]", plan, ())
    assert (found.value, found.place) == (60_000, "Constable, Two pathfinders, 2017")
    assert all(figure.startswith(f"scenario[{TWO}].") for figure in seen)
    assert last is not None
    assert not last.lines


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([TWELVE], "Choose 2 to 6 scenarios to compare; 1 is."),
        ([TWELVE, TWELVE], "with others, not with itself"),
        ([f"s{i}" for i in range(7)], "7 are"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_a_sentence(ids: list[str], words: str) -> None:
    with pytest.raises(CompareError, match=words):
        compare(shipped_plan(), ids)


def test_scenarios_over_two_areas_are_not_compared() -> None:
    from tests.plan_file.test_codec import own_area_plan

    own, plan = own_area_plan(), shipped_plan()
    other = own.shown.__class__(**{**own.shown.__dict__, "id": "own"})
    both = Plan(
        plan.areas.__class__({**plan.areas, **own.areas}),
        plan.baselines.__class__({**plan.baselines, **own.baselines}),
        (*plan.scenarios, other),
        TWELVE,
    )
    with pytest.raises(CompareError, match="over two areas"):
        compare(both, [TWELVE, "own"])
    with pytest.raises(BridgeError, match="over two areas"):
        bridge_between(both, TWELVE, "own")


def test_the_clipboard_has_bare_numbers_in_columns_that_line_up() -> None:
    lines = comparison_tsv(compare(shipped_plan(), [TWO, TWELVE])).splitlines()
    assert lines[0] == "Headline\tTwo pathfinders, 2017\tTwelve BCUs, February 2018\tDifference"
    assert lines[1] == "Officer posts\t17286\t15937\t-1349"
    assert all(line.count("\t") == 3 for line in lines if line)


def test_json_holds_every_scenario_and_row() -> None:
    document = comparison_plain(compare(shipped_plan(), [TWO, TWELVE]))
    scenarios, tables = document["scenarios"], document["tables"]
    assert isinstance(scenarios, list)
    assert isinstance(tables, list)
    assert [s["id"] for s in scenarios] == [TWO, TWELVE]
    assert all(len(row["values"]) == 2 for table in tables for row in table["rows"])


def test_a_decision_with_another_name_of_a_bcu_is_told_by_name(tmp_path: Path) -> None:
    session = Session.shipped(recent_folder=tmp_path)
    session.decide(d.duplicate_scenario, "Other", "other")
    session.decide(d.rename_bcu, "NW", "North and West")
    changes = compare(session.plan, [TWELVE, "other"]).decisions[0].changes
    assert [(x.place, x.before, x.after) for x in changes] == [("BCU North West: name", "North West", "North and West")]
