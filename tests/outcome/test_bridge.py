"""What each kind of decision did to the saving: closing to the penny, each bar with its steps and boroughs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.outcome.bridge import BridgeError, DecisionBridge, bridge_by_decision
from planner.outcome.evaluate import evaluate_plan
from planner.outcome.figures import Figure
from planner.scenario import decisions as d
from planner.scenario.types import Edit, Step
from planner.session import Session
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import YEARS, Function, Role, Terms
from tests.property.plans import Decision, baseline_with, decisions

TWELVE = "twelve-bcus-2018"
ENFIELD, HARINGEY = "E09000010", "E09000014"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session.shipped(recent_folder=tmp_path)


def bridge(session: Session, terms: Terms = Terms.REAL, figure: str = "full_year_saving") -> DecisionBridge:
    name, _, key = figure.partition("[")
    keys = (key.rstrip("]"),) if key else ()
    return bridge_by_decision(session.plan, session.history, session.plan.current, terms, Figure(name, keys))


def amounts(found: DecisionBridge) -> dict[str, float]:
    return {bar.id: bar.amount for bar in found.bars}


def pence(pounds: float) -> int:
    return round(pounds * 100)


def closes(found: DecisionBridge) -> bool:
    moved = sum(pence(bar.amount) for bar in found.bars) + pence(found.interaction)
    return pence(found.start) + moved == pence(found.end)


def test_with_no_step_the_bridge_starts_and_ends_at_the_same_figure(session: Session) -> None:
    found = bridge(session)
    assert (found.start, found.bars, found.interaction, found.end) == (99_770_090, (), 0, 99_770_090)


def test_a_ward_given_a_dwo_costs_a_constable(session: Session) -> None:
    """By hand: one more DWO post at £57,143 a year."""
    ward = next(iter(session.plan.area_of(session.plan.shown).ward_codes))
    session.decide(d.set_wards, "dwo", {ward: 3})
    found = bridge(session)
    assert amounts(found) == {"wards": -57_143}
    area = session.plan.area_of(session.plan.shown)
    assert found.bars[0].boroughs == (area.wards[0].borough,)
    assert found.bars[0].steps == (session.history[0].label,)


def test_an_override_on_a_bcu_that_is_new_is_measured_with_the_map_in_place(session: Session) -> None:
    """By hand: the cell stands at what the assumptions give and the override at nought, at £57,143 a post."""
    session.decide(d.new_bcu, "ZZ", "New Area", None, [ENFIELD, HARINGEY])
    outcome = session.outcome
    posts = outcome.number("posts_worked", "ZZ", "Emergency Response", "Constable")
    session.decide(d.set_override, "ZZ", Function.RESPONSE, Role.CONSTABLE, 0, "tried")
    found = bridge(session)
    assert amounts(found)["overrides"] == posts * 57_143
    assert found.interaction == 0
    assert found.bars[0].boroughs == (ENFIELD, HARINGEY)
    assert found.bars[1].boroughs == (ENFIELD, HARINGEY)


def test_what_two_groups_do_only_together_is_a_bar_of_its_own(session: Session) -> None:
    """By hand: a DWO more costs £57,143 alone and £60,000 at the new cost; the £2,857 is neither's alone."""
    area = session.plan.area_of(session.plan.shown)
    session.decide(d.set_wards, "dwo", {area.ward_codes[0]: 3})
    session.decide(d.set_assumption, "cost.dwo", "value", 60_000)
    found = bridge(session)
    assert amounts(found)["wards"] == -57_143
    assert found.interaction == -2_857
    assert closes(found)


def test_a_step_taken_back_is_in_no_bar(session: Session) -> None:
    session.decide(d.set_assumption, "cost.constable", "value", 60_000)
    session.undo()
    assert bridge(session).bars == ()


def test_a_decision_turned_round_by_a_later_one_leaves_a_bar_of_nought_that_names_both(session: Session) -> None:
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    session.decide(d.assign_boroughs, [ENFIELD], "NA")
    found = bridge(session)
    assert amounts(found) == {"map": 0}
    assert len(found.bars[0].steps) == 2
    assert found.bars[0].boroughs == ()


def test_another_code_for_a_bcu_moves_nothing_and_is_in_no_bar(session: Session) -> None:
    session.decide(d.set_override, "CN", Function.RESPONSE, Role.CONSTABLE, 0, "tried")
    session.decide(d.recode_bcu, "CN", "ZZ")
    found = bridge(session)
    assert list(amounts(found)) == ["overrides"]
    assert (found.steps, found.silent, found.interaction) == (2, 1, 0)


def test_a_go_live_moves_single_years_and_not_the_full_year(session: Session) -> None:
    session.decide(d.set_go_live, "CN", date(2018, 1, 31))
    assert amounts(bridge(session)) == {"dates": 0}
    of_year = bridge(session, figure="gross[2017/18]")
    assert of_year.bars[0].amount < 0
    assert closes(of_year)
    assert of_year.bars[0].boroughs == ("E09000007", "E09000019")


def test_one_off_cost_comes_off_the_net_of_its_year(session: Session) -> None:
    session.decide(d.set_one_off, "revenue", "2017/18", 3_244_000)
    found = bridge(session, figure="net[2017/18]")
    assert amounts(found) == {"one_off": -1_000_000}
    assert found.bars[0].boroughs == ()


def test_a_scenario_that_was_duplicated_starts_as_the_copy_it_is(session: Session) -> None:
    session.decide(d.set_assumption, "cost.constable", "value", 60_000)
    step = session.decide(d.duplicate_scenario)
    assert step is not None
    session.decide(d.set_assumption, "cost.pcso", "value", 40_000)
    found = bridge(session)
    assert found.created_by == step.label
    assert [bar.steps for bar in found.bars] == [(session.history[-1].label,)]


def test_steps_about_another_scenario_are_not_this_ones(session: Session) -> None:
    session.decide(d.set_assumption, "cost.constable", "value", 60_000)
    assert bridge_by_decision(session.plan, session.history, "two-pathfinders-2017").bars == ()


def test_a_log_that_does_not_lead_to_the_plan_is_said(session: Session) -> None:
    strange = Step("Odd", (Edit(("scenario", TWELVE, "assignment", ENFIELD), "NA", "SE"),))
    with pytest.raises(BridgeError, match="does not lead to it"):
        bridge_by_decision(session.plan, [strange], TWELVE)


@given(st.lists(decisions, max_size=12), st.sampled_from(list(Terms)), st.data())
def test_the_bridge_closes_to_the_penny_whatever_was_decided(
    made: list[Decision], terms: Terms, data: st.DataObject
) -> None:
    session = Session.shipped()
    for decision, args in made:
        try:
            session.decide(decision, *args)
        except d.Refused:
            continue
        if data.draw(st.integers(0, 9)) == 0:
            session.undo()
    for figure in ("full_year_saving", f"net[{data.draw(st.sampled_from(YEARS))}]"):
        found = bridge(session, terms, figure)
        assert closes(found)
        outcome = evaluate_plan(session.plan, terms)
        assert pence(found.end) == pence(outcome.number(*figure.rstrip("]").split("[")))
        assert set().union(*(bar.steps for bar in found.bars)) <= {step.label for step in session.history}


def test_another_baseline_is_a_bar_about_the_boroughs_whose_posts_differ(session: Session) -> None:
    session.decide(d.set_baseline, baseline_with(ENFIELD, 5, 1))
    found = bridge(session)
    assert [bar.id for bar in found.bars] == ["baseline"]
    assert found.bars[0].boroughs == (ENFIELD,)
    assert closes(found)
    assert found.interaction == 0


def test_a_scenario_whose_first_baseline_is_gone_cannot_tell_where_it_started(session: Session) -> None:
    first = session.plan.shown.baseline_hash
    session.decide(d.set_baseline, baseline_with(ENFIELD, 5, 1))
    left = FrozenMap({h: b for h, b in session.plan.baselines.items() if h != first})
    with pytest.raises(BridgeError, match="does not lead to it"):
        bridge_by_decision(replace(session.plan, baselines=left), session.history, TWELVE)


def test_a_code_changed_twice_is_still_the_same_bcu(session: Session) -> None:
    session.decide(d.recode_bcu, "CN", "ZZ")
    session.decide(d.recode_bcu, "ZZ", "YY")
    session.decide(d.set_override, "YY", Function.RESPONSE, Role.CONSTABLE, 0, "tried")
    found = bridge(session)
    assert [bar.id for bar in found.bars] == ["overrides"]
    assert found.bars[0].boroughs == ("E09000007", "E09000019")


def test_a_bcu_removed_for_another_that_is_not_like_it_is_a_matter_of_the_map(session: Session) -> None:
    session.decide(d.remove_bcu, "CN")
    session.decide(d.new_bcu, "ZZ", "New", None, ["E09000007", "E09000019"])
    found = bridge(session)
    assert [bar.id for bar in found.bars] == ["map"]
    assert found.bars[0].amount == 0
