"""Nominated superintendents with an even load: each borough now and then, each BCU's load, one step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.scenario.change import apply, invert
from planner.scenario.decisions import Refused, assign_boroughs, nominate, nominate_evenly
from planner.scenario.shipped import shipped_plan
from planner.views.nominate import (
    EVEN_ALREADY,
    LABEL,
    accept_nominations,
    load_rows,
    nomination_columns,
    nomination_rows,
    nominations,
    nominations_refused,
    nominations_words,
)
from tests.views.plans import NOT_ANY, TWELVE, decided
from tests.views.plans import outcome as outcome_of


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return outcome_of()


def test_each_borough_is_shown_with_its_superintendent_now_and_then(outcome: Outcome) -> None:
    rows = nomination_rows(nominations(outcome), only_changes=True)
    assert len(rows) == 32
    assert [(row.bcu, row.name) for row in rows] == sorted((row.bcu, row.name) for row in rows)
    cells = {c.key: c.text(rows[0]) for c in nomination_columns()}
    assert cells == {"name": "Hackney", "bcu": "Central East", "now": "none yet", "then": "Neighbourhoods"}


def test_accepting_is_one_step_that_meets_l3() -> None:
    plan = shipped_plan()
    step = accept_nominations(plan, TWELVE, nominations(evaluate_plan(plan)))
    assert step is not None
    assert step.label == LABEL
    after = apply(plan, step.edits)
    assert replace(after.shown, contacts=plan.shown.contacts) == plan.shown
    assert {r.id: r.worst.value for r in evaluate_plan(after).rules}["L3"] == "met"
    assert apply(after, invert(step.edits)) == plan


def test_it_agrees_with_the_leadership_tab_where_nobody_is_nominated() -> None:
    plan = shipped_plan()
    here = accept_nominations(plan, TWELVE, nominations(evaluate_plan(plan)))
    there = nominate_evenly(plan, TWELVE)
    assert here is not None
    assert there is not None
    assert here.label == there.label
    assert apply(plan, here.edits) == apply(plan, there.edits)


def test_a_crowded_superintendent_hands_boroughs_on() -> None:
    uneven = decided(*((nominate, (code, "HQ")) for code in ("E09000021", "E09000024", "E09000027")))
    rows = nomination_rows(nominations(uneven), only_changes=True)
    assert sum(row.now == "HQ" and row.then != "HQ" for row in rows) == 2


def test_every_load_is_told_and_where_boroughs_outnumber_superintendents() -> None:
    more = tuple(code for code, home in outcome_of().scenario.assignment.items() if home in ("CN", "CE", "NA"))
    found = nominations(decided((assign_boroughs, (more, "CN"))))
    load = next(row for row in load_rows(found) if row.bcu == "Central North")
    assert (load.boroughs, load.superintendents, load.load) == (6, 5, "1 or 2")
    assert "Central North has 6 boroughs and 5 superintendents: one is nominated for 2 boroughs." in (
        nominations_words(found)
    )


def test_nothing_to_change_is_said_and_not_accepted(outcome: Outcome) -> None:
    assert nominations_refused(nominations(outcome)) == ""
    even = nominations(decided((nominate_evenly, ())))
    assert nominations_words(even) == EVEN_ALREADY
    assert nominations_refused(even) == "Nothing would change."
    assert nomination_rows(even, only_changes=True) == ()
    assert len(nomination_rows(even, only_changes=False)) == 32


def test_without_bcus_there_is_nobody_to_nominate() -> None:
    none = nominations(outcome_of(NOT_ANY))
    assert nominations_words(none).startswith("No borough is in a BCU yet")
    assert "is read-only" in nominations_refused(none)
    with pytest.raises(Refused):
        accept_nominations(shipped_plan(), NOT_ANY, none)
