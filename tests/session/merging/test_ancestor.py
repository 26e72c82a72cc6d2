"""The plan that two plans came from: found in their histories, or asked for in a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.scenario import decisions as d
from planner.scenario.log import Log
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Edit, Step
from planner.session import Session
from planner.session.merging import NoAncestor, Origin, ancestor_of, named_ancestor, whose
from tests.session.merging.two import BARNET, ENFIELD, HARINGEY, Two, session


def ancestor(two: Two) -> Any:
    return ancestor_of(two.ours.plan, two.ours.log, two.theirs.plan, two.theirs.log)


def test_it_is_the_plan_after_the_last_step_that_both_histories_hold() -> None:
    two = Two().we(d.assign_boroughs, [ENFIELD], "NW").they(d.set_youth, ENFIELD, 9).they(d.set_youth, BARNET, 8)
    found = ancestor(two)
    assert found.plan.scenarios == two.start.scenarios
    assert (found.origin, len(found.ours), len(found.theirs)) == (Origin.STEP, 1, 2)
    assert found.words == (
        "Compared three ways from the last step both share, “Change the note of Twelve BCUs, February 2018”: "
        "1 step here and 2 steps there since."
    )


def test_a_step_undone_here_is_not_shared_though_they_still_have_it() -> None:
    two = Two()
    two.ours.undo()
    found = ancestor(two)
    assert found.plan.scenarios == shipped_plan().scenarios
    assert (len(found.ours), len(found.theirs)) == (0, 1)


def test_where_no_step_is_shared_it_is_what_both_began_from() -> None:
    two = Two(shared=False).we(d.assign_boroughs, [ENFIELD], "NW").they(d.set_youth, ENFIELD, 9)
    found = ancestor(two)
    assert found.origin is Origin.START
    assert found.plan.scenarios == shipped_plan().scenarios
    assert "from what both began from: 1 step here and 1 step there since" in found.words


def test_scenarios_added_since_are_taken_back_whatever_is_looked_at_now() -> None:
    two = Two().we(d.duplicate_scenario).they(d.duplicate_scenario)
    two.ours.choose("borough-commands-2016")
    assert ancestor(two).plan.scenarios == two.start.scenarios


def test_plans_that_began_apart_have_none_and_a_sentence_asks_for_it() -> None:
    ours, theirs = Session.new(), Session.shipped()
    with pytest.raises(NoAncestor, match=r"The two plans share no step\. Name the plan that both came from\."):
        ancestor_of(ours.plan, ours.log, theirs.plan, theirs.log)


def test_histories_that_share_a_step_but_do_not_fit_their_plans_have_none() -> None:
    two = Two().they(d.set_youth, ENFIELD, 9)
    other = session(two.start, two.theirs.log, "ben")  # a log of one more step than its plan has
    with pytest.raises(NoAncestor, match="Their histories do not fit"):
        ancestor_of(two.ours.plan, two.ours.log, other.plan, other.log)


def test_histories_that_come_back_to_different_plans_have_none() -> None:
    two = Two()
    changed = two.theirs.plan.scenario("two-pathfinders-2017")
    scenarios = tuple(replace(s, note="other") if s.id == changed.id else s for s in two.theirs.plan.scenarios)
    with pytest.raises(NoAncestor, match="do not fit"):
        ancestor_of(two.ours.plan, two.ours.log, replace(two.theirs.plan, scenarios=scenarios), two.theirs.log)


def test_a_step_that_leads_back_to_no_plan_is_not_followed() -> None:
    two = Two()
    broken = Step("broken", (Edit(("scenario", "twelve-bcus-2018", "bcu", "NA"), None, None),), id="x")
    removed = two.ours.plan.shown.bcus["NA"]
    assert removed
    log = Log(done=(*two.ours.log.done, broken))
    with pytest.raises(NoAncestor):
        ancestor_of(two.ours.plan, log, two.theirs.plan, two.theirs.log)


def test_a_history_that_no_longer_reaches_back_is_said_to() -> None:
    two = Two(shared=False)
    with pytest.raises(NoAncestor, match="the oldest steps of one are no longer kept"):
        ancestor_of(two.ours.plan, Log(dropped=3), two.theirs.plan, two.theirs.log)


def test_a_plan_named_is_taken_when_it_has_a_scenario_of_ours() -> None:
    two = Two().we(d.assign_boroughs, [HARINGEY], "NW")
    found = named_ancestor(two.start, two.ours.plan, "monday.bcuplan")
    assert (found.origin, found.words) == (Origin.FILE, "Compared three ways from monday.bcuplan, as named.")
    with pytest.raises(NoAncestor, match=r"other\.bcuplan has no scenario of this plan"):
        named_ancestor(Session.new().plan, two.ours.plan, "other.bcuplan")


def test_a_plan_is_whose_who_did_its_last_own_step_and_nobodys_where_that_is_not_told_apart() -> None:
    two = Two().we(d.set_youth, BARNET, 8)
    assert whose(two.theirs.log, two.ours.log) == ""
    two.they(d.set_youth, ENFIELD, 9)
    assert whose(two.theirs.log, two.ours.log) == "ben"
    same = session(two.start, two.theirs.log, "amina")
    same.decide(d.set_youth, HARINGEY, 7)
    assert whose(same.log, two.ours.log) == ""
