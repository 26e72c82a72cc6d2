"""A bar of the bridge by decision says what each of its steps changed, and its terms re-add to the bar."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.outcome.bridge import bridge_by_decision, decided_steps
from planner.outcome.figures import FigureError
from planner.scenario import decisions as d
from planner.session import Session
from planner.views.bridge import CHANGE, BridgeBar, bridge_of_decisions
from planner.views.working_lines import MOST_SAID
from planner.views.working_out import text_of
from planner.views.workings import working_of
from planner.words.numbers import round_half_away
from planner.words.vocabulary import Function, Role, Terms
from tests.property.plans import Decision, decisions

ENFIELD, HARINGEY = "E09000010", "E09000014"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session.shipped(recent_folder=tmp_path)


def bars(session: Session) -> list[BridgeBar]:
    found = bridge_by_decision(session.plan, session.history, session.plan.current, session.terms)
    return [bar for bar in bridge_of_decisions(session.outcome, found).bars if bar.kind == CHANGE]


def asked(session: Session, figure: str) -> str:
    return text_of(working_of(session.outcome, figure, session.plan, session.history))


@given(st.lists(decisions, max_size=8), st.sampled_from(list(Terms)))
def test_the_terms_of_every_bar_re_add_to_it(made: list[Decision], terms: Terms) -> None:
    with tempfile.TemporaryDirectory() as folder:
        session = Session.shipped(recent_folder=Path(folder))
        session.terms = terms
        for decision, args in made:
            try:
                session.decide(decision, *args)
            except d.Refused:
                continue
        for bar in bars(session):
            working = working_of(session.outcome, bar.figure, session.plan, session.history)
            # More saving is less cost, and a bar is of cost.
            assert round_half_away(-working.value, 2) == round_half_away(bar.amount, 2), bar
            assert round_half_away(math.fsum(line.value for line in working.lines), 2) == working.value, bar


def test_a_bar_lists_each_step_with_what_it_changed_by_name(session: Session) -> None:
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    session.decide(d.assign_boroughs, [HARINGEY], "NW")
    session.decide(d.set_override, "CN", Function.RESPONSE, Role.CONSTABLE, 3, "tried")
    moved = working_of(session.outcome, "decision[map]", session.plan, session.history)
    changes = [(line.label, *(f"{t.label}: {t.shown}" for t in line.terms)) for line in moved.lines[:2]]
    assert changes == [
        ("Move Enfield from North Area to North West", "Enfield: North Area → North West"),
        ("Move Haringey from North Area to North West", "Haringey: North Area → North West"),
    ]
    assert [line.label for line in moved.lines[2:]] == ["With them", "Without them"]
    override = asked(session, "decision[overrides]")
    assert "Central North, Emergency Response, Constable: override" in override
    assert "no override → 3 posts (tried)" in override
    assert "difference = full-year saving with these decisions − without them" in override


def test_a_step_of_many_changes_is_counted_after_the_first(session: Session) -> None:
    area = session.outcome.area
    session.decide(d.set_wards, "dwo", dict.fromkeys(area.ward_codes[:100], 3))
    step = working_of(session.outcome, "decision[wards]", session.plan, session.history).lines[0]
    assert len(step.terms) == MOST_SAID + 1
    changed = sum(1 for ward in session.history[-1].edits if ward.key[2] == "ward")
    assert step.terms[-1].label == f"and {changed - MOST_SAID} more changes of this step"


def test_interaction_leads_to_the_bars_it_is_what_is_left_of(session: Session) -> None:
    session.decide(d.set_assumption, "cost.constable", "value", 60_000)
    session.decide(d.set_assumption, "change.constable.response", "value", 0.1)
    working = working_of(session.outcome, "decision[interaction]", session.plan, session.history)
    assert [line.terms[0].figure for line in working.lines] == [
        "full_year_saving",
        "decision[start]",
        "decision[posts]",
        "decision[cost]",
    ]
    for line in working.lines:
        inner = working_of(session.outcome, line.terms[0].figure, session.plan, session.history)
        assert round_half_away(abs(inner.value), 2) == round_half_away(abs(line.value), 2)


def test_a_step_of_two_kinds_stands_in_both_bars_with_its_own_changes(session: Session) -> None:
    session.decide(d.remove_bcu, "NA")
    for group, steps in decided_steps(session.history, session.plan.current).items():
        assert steps, group
        assert all(step.edits for step in steps)


def test_a_kind_that_nobody_decided_is_refused_in_words(session: Session) -> None:
    with pytest.raises(FigureError, match="Nothing of that kind is decided"):
        working_of(session.outcome, "decision[map]", session.plan, session.history)


def test_a_move_between_two_bcus_says_how_much_of_it_is_only_rounding(session: Session) -> None:
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    (bar,) = bridge_by_decision(session.plan, session.history, session.plan.current).bars
    assert bar.amount != 0
    assert bar.rounding == pytest.approx(bar.amount, abs=0.02)
    assert "of which rounding of posts £" in asked(session, "decision[map]")
    shown = bars(session)
    assert any("of which rounding of posts £" in one.details for one in shown)
