"""Laws of merging two plans, over random histories from a common beginning."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from planner.scenario.change import apply, diff, invert
from planner.scenario.decisions import Refused
from planner.scenario.types import Plan
from planner.scenario.validate import check_plan
from planner.session import Session
from planner.session.merging import PlanComparison, ancestor_of, compare_plans, take
from planner.session.merging.compare import value_keys
from planner.views.three_way import Choice, State, all_ticked
from tests.property.plans import BASE, Decision, decisions

histories = st.lists(decisions, max_size=6)


def went_on(plan: Plan, log: object, who: str, steps: list[Decision]) -> Session:
    made = Session(plan, log=log, who=lambda: who)  # type: ignore[arg-type]
    for decision, args in steps:
        try:
            made.decide(decision, *args)
        except Refused:
            continue
    return made


def two(before: list[Decision], ours: list[Decision], theirs: list[Decision]) -> tuple[Session, Session, Session]:
    start = went_on(BASE, None, "both", before)
    return start, went_on(start.plan, start.log, "amina", ours), went_on(start.plan, start.log, "ben", theirs)


def compared(ours: Session, theirs: Session) -> PlanComparison:
    found = ancestor_of(ours.plan, ours.log, theirs.plan, theirs.log)
    return compare_plans(found, ours.plan, theirs.plan, file="ben.bcuplan", whose="ben")


def all_taken(comparison: PlanComparison) -> Plan:
    step = take(comparison, all_ticked(comparison), {})
    return comparison.ours if step is None else apply(comparison.ours, step.edits)


@given(histories, histories, histories, st.booleans())
def test_two_histories_find_the_plan_they_came_from(
    before: list[Decision], app: list[Decision], other: list[Decision], undo: bool
) -> None:
    start, ours, theirs = two(before, app, other)
    if undo:
        ours.undo()
    found = ancestor_of(ours.plan, ours.log, theirs.plan, theirs.log)
    if undo and len(ours.history) < len(start.history):
        start.undo()
    assert found.plan.scenarios == start.plan.scenarios
    check_plan(found.plan)


@given(histories, histories)
def test_merging_a_plan_with_itself_changes_nothing(before: list[Decision], both: list[Decision]) -> None:
    _, ours, _ = two(before, both, [])
    found = compared(ours, ours)
    assert found.lines == ()
    assert take(found, [], {}) is None


@given(histories, histories)
def test_with_one_side_unchanged_the_merge_is_the_other(before: list[Decision], other: list[Decision]) -> None:
    _, ours, theirs = two(before, [], other)
    found = compared(ours, theirs)
    assert not found.of(State.CONFLICT)
    assert not found.of(State.OURS)
    assert all_taken(found).scenarios == theirs.plan.scenarios
    back = compared(theirs, ours)
    assert not back.of(State.THEIRS)
    assert all_taken(back) == theirs.plan


@given(histories, histories, histories)
def test_every_value_is_in_exactly_one_state(
    before: list[Decision], app: list[Decision], other: list[Decision]
) -> None:
    start, ours, theirs = two(before, app, other)
    found = compared(ours, theirs)
    keys = [line.key for line in found.lines]
    members = [key for line in found.lines for key in found.members[line.key]]
    assert len(set(keys)) == len(keys)
    assert len(set(members)) == len(members)
    for line in found.lines:
        if line.state is State.OURS:
            assert line.theirs == line.base != line.ours
        elif line.state is State.THEIRS:
            assert line.base != line.theirs != line.ours
        else:
            assert line.state is State.CONFLICT
    values = {key for plan in (start.plan, ours.plan, theirs.plan) for key in value_keys(plan)}
    assert found.counts[State.UNCHANGED] <= len(values)
    assert sum(found.counts.values()) == found.counts[State.UNCHANGED] + len(keys)
    changed = {e.key for e in (*diff(start.plan, ours.plan), *diff(start.plan, theirs.plan)) if e.key[0] == "scenario"}
    told = {*keys, *members}
    for key in changed:
        in_line = any(key[:length] in told for length in (2, 4, len(key)))
        mine, other_side = ({e.key: e.after for e in diff(start.plan, s.plan)} for s in (ours, theirs))
        assert in_line or (key in mine and key in other_side and mine[key] == other_side[key])


@given(histories, histories, histories)
def test_without_conflicts_either_way_round_gives_the_same_but_for_names_and_colours(
    before: list[Decision], app: list[Decision], other: list[Decision]
) -> None:
    _, ours, theirs = two(before, app, other)
    one, back = compared(ours, theirs), compared(theirs, ours)
    if one.of(State.CONFLICT) or back.of(State.CONFLICT):
        return
    assert bare(all_taken(one)) == bare(all_taken(back))


def bare(plan: Plan) -> dict[str, object]:
    """The scenarios by id, without names and colours."""
    found: dict[str, object] = {}
    for scenario in plan.scenarios:
        bcus = {code: replace(bcu, name="", fill="") for code, bcu in scenario.bcus.items()}
        targets = {key: replace(target, name="") for key, target in scenario.targets.items()}
        found[scenario.id] = (replace(scenario, name="", bcus=type(scenario.bcus)(), targets=type(scenario.targets)()),
                              bcus, targets)  # fmt: skip
    return found


@given(histories, histories, histories, st.randoms(use_true_random=False))
def test_whatever_is_taken_is_a_plan_to_be_planned_on_or_refused_in_a_sentence(
    before: list[Decision], app: list[Decision], other: list[Decision], chance: Random
) -> None:
    _, ours, theirs = two(before, app, other)
    found = compared(ours, theirs)
    share = chance.choice([0.5, 1])
    ticked = [line.key for line in found.of(State.THEIRS) if chance.random() < share]
    choices = {line.key: chance.choice(list(Choice)) for line in found.of(State.CONFLICT)}
    try:
        step = take(found, ticked, choices)
    except Refused:
        # Everything that is no conflict goes together, and goes with what ours has.
        assert share < 1 or Choice.THEIRS in choices.values()
        return
    if step is not None:
        done = ours.do(step)
        check_plan(ours.plan)
        assert apply(ours.plan, invert(done.edits)) == found.ours
