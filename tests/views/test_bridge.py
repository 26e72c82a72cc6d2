"""The bridge as it is drawn: every bar begins where the one before ends, in both readings, on to the target."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.outcome.bridge import bridge_by_decision
from planner.outcome.evaluate import evaluate
from planner.scenario import decisions as d
from planner.session import Session
from planner.views.bridge import CHANGE, TOTAL, Bridge, bridge_of_causes, bridge_of_decisions
from planner.views.workings import working_of
from planner.words.vocabulary import Function, Role, Terms
from tests.outcome.scenarios import AREA, BASELINE, random_scenario

ENFIELD, HARINGEY = "E09000010", "E09000014"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session.shipped(recent_folder=tmp_path)


def decided(session: Session) -> Bridge:
    found = bridge_by_decision(session.plan, session.history, session.plan.current, session.terms)
    return bridge_of_decisions(session.outcome, found)


def pence(pounds: float) -> int:
    return round(pounds * 100)


def hangs_together(bridge: Bridge) -> bool:
    """Changes begin where the one before ended, and lead from the first total to the second, to the penny."""
    totals = [bar for bar in bridge.bars if bar.kind == TOTAL]
    changes = [bar for bar in bridge.bars if bar.kind == CHANGE]
    at = 0.0
    for bar in changes:
        if abs(bar.start - at) > 1e-8:
            return False
        at = bar.end
    closes = pence(totals[0].amount) + sum(pence(bar.amount) for bar in changes) == pence(totals[1].amount)
    return closes and abs(totals[1].end - at) < 1e-8


@given(st.integers(0, 10_000_000), st.sampled_from(list(Terms)))
def test_the_bridge_by_cause_leads_from_baseline_to_proposed_cost(seed: int, terms: Terms) -> None:
    assert hangs_together(bridge_of_causes(evaluate(AREA, BASELINE, random_scenario(seed), terms)))


@pytest.mark.parametrize("terms", list(Terms))
def test_the_bridge_by_decision_ends_at_the_same_cost(session: Session, terms: Terms) -> None:
    session.terms = terms
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    session.decide(d.set_assumption, "cost.constable", "value", 57_142.857)
    session.decide(d.set_override, "CN", Function.RESPONSE, Role.CONSTABLE, 3, "tried")
    bridge = decided(session)
    assert hangs_together(bridge)
    causes = bridge_of_causes(session.outcome)
    assert [b.amount for b in bridge.bars if b.kind == TOTAL] == [b.amount for b in causes.bars if b.kind == TOTAL]
    assert [b.id for b in bridge.bars][:5] == ["baseline", "start", "map", "overrides", "cost"]


def test_the_target_is_where_the_gap_ends(session: Session) -> None:
    """By hand: £1,075,506,455 − £73,000,000 is the cost that just meets the target."""
    gap, goal = bridge_of_causes(session.outcome).bars[-2:]
    assert (gap.label, gap.shown, gap.figure) == ("Against £73m (F013)", "+26.8*", "gap[f013]")
    assert goal.amount == 1_002_506_455
    assert (gap.end, goal.end) == (-73.0, -73.0)


def test_a_force_wide_target_is_a_share_and_has_no_bar(session: Session) -> None:
    session.decide(d.choose_target, "f001")
    bridge = bridge_of_causes(session.outcome)
    assert bridge.bars[-1].id == "proposed"
    assert "£400m by 2019/20, force-wide (F001), of which this programme is 39 %" in bridge.note


def test_every_figure_a_bar_names_can_be_asked_for(session: Session) -> None:
    for bar in bridge_of_causes(session.outcome).bars:
        assert working_of(session.outcome, bar.figure, session.plan, session.history).shown


def test_a_bar_is_about_the_boroughs_it_moves(session: Session) -> None:
    session.decide(d.set_override, "NA", Function.RESPONSE, Role.CONSTABLE, 3, "tried")
    bars = {bar.id: bar for bar in bridge_of_causes(session.outcome).bars}
    assert bars["overrides"].boroughs == (ENFIELD, HARINGEY)
    assert len(bars["Leadership"].boroughs) == 32
    assert bars["PCSOs"].boroughs == ()


def test_a_decision_says_how_it_comes_about_and_by_which_steps(session: Session) -> None:
    session.decide(d.set_wards, "dwo", {AREA.ward_codes[0]: 3})
    bar = next(bar for bar in decided(session).bars if bar.id == "wards")
    words = "with them £99,712,947.00 − without £99,770,090.00: £57,143.00 a year less saved, real 2017/18 prices"
    assert words in bar.details
    assert f"Decided in 1 step: “{session.history[0].label}”." in bar.details
    assert bar.shown == "+0.1*"


def test_with_nothing_decided_the_bridge_says_so(session: Session) -> None:
    assert decided(session).note.startswith("Nothing was decided in this scenario yet.")


def test_steps_that_move_no_money_are_counted_not_drawn(session: Session) -> None:
    session.decide(d.set_note, "a note")
    session.decide(d.set_assumption, "cost.pcso", "value", 40_000)
    assert "1 step moves no money" in decided(session).note


def test_cash_says_its_pay_award_and_the_year_of_the_full_year(session: Session) -> None:
    session.terms = Terms.CASH
    assert "cash, pay award 1 % a year from 2017/18, full year 2019/20" in bridge_of_causes(session.outcome).unit
