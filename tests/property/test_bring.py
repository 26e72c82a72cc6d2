"""Laws of bringing a workbook in, over random decisions in the app and in the sheet."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.bring import Choice, Comparison, State, accept, all_ticked
from planner.scenario.change import apply, invert
from planner.scenario.decisions import Refused
from planner.scenario.types import Plan
from planner.scenario.validate import check_plan
from tests.exchange.bring.sheets import sheets_of
from tests.property.plans import BASE, Decision, after, decisions

ABOUT_SCENARIOS = ("duplicate_scenario", "remove_scenario", "rename_scenario", "set_note")
NOT_CARRIED = ("lock_boroughs", "lock_bcus", "unlock_all", "set_fill", "recolour")


def decided(leave_out: tuple[str, ...]) -> st.SearchStrategy[list[Decision]]:
    found = decisions.filter(lambda made: made[0].__name__ not in leave_out)
    return st.lists(found, max_size=6)


def made(plan: Plan, steps: list[Decision]) -> Plan:
    for step in steps:
        plan = after(plan, step)
    return plan


in_app = decided(ABOUT_SCENARIOS)
in_sheet = decided((*ABOUT_SCENARIOS, *NOT_CARRIED))


def brought(base: Plan, ours: Plan, sheet: Plan) -> Comparison:
    """The workbook of `base`, its cells changed to those of `sheet`, against `ours`."""
    sheets = sheets_of(sheet, sheet.current, fifteen_digits=True)
    slots = {code: n for n, code in enumerate(base.shown.bcus, 1)}
    sheets.exported = sheets_of(base, base.current).exported
    # A new BCU stands in a slot that was empty, as somebody would write it.
    free = iter(range(len(slots) + 1, 100))
    number = {str(n): str(slots.get(code) or next(free)) for n, code in enumerate(sheet.shown.bcus, 1)}
    for name in ("BCUs", "Posts"):
        rows = [((number[key[0]], *key[1:]), row) for key, row in sheets.tables[name] if key[0] in number]
        sheets.tables[name] = rows
    return sheets.compared(ours)


@given(in_app)
def test_a_round_trip_of_an_untouched_export_changes_nothing(steps: list[Decision]) -> None:
    plan = made(BASE, steps)
    found = sheets_of(plan, plan.current, fifteen_digits=True).compared(plan)
    assert found.changes == ()
    assert found.problems == ()


@given(in_app, in_app, in_sheet)
def test_every_value_is_in_exactly_one_state_and_unchanged_is_what_need_not_be_shown(
    before: list[Decision], app: list[Decision], sheet: list[Decision]
) -> None:
    base = made(BASE, before)
    found = brought(base, made(base, app), made(base, sheet))
    keys = [line.key for line in found.lines]
    assert len(set(keys)) == len(keys)
    assert sum(found.counts.values()) == len(keys)
    for line in found.lines:
        if line.state is State.UNCHANGED:
            assert line.ours == line.theirs
        elif line.state is State.OURS:
            assert line.theirs == line.base != line.ours
        elif line.state is State.THEIRS:
            assert line.ours == line.base != line.theirs
        else:
            assert line.ours != line.theirs != line.base


@given(in_app, in_sheet)
def test_taking_everything_where_the_app_changed_nothing_gives_what_the_sheet_has(
    before: list[Decision], sheet: list[Decision]
) -> None:
    base = replace(made(BASE, before))
    unlocked = replace(base.shown, locked_boroughs=frozenset(), locked_bcus=frozenset())
    base = replace(base, scenarios=tuple(unlocked if s.id == base.current else s for s in base.scenarios))
    theirs = made(base, sheet)
    found = brought(base, base, theirs)
    assert found.of(State.CONFLICT) == found.of(State.OURS) == ()
    step = accept(found, all_ticked(found), {})
    plan = base if step is None else apply(base, step.edits)
    check_plan(plan)
    again = brought(plan, plan, theirs)
    figures = [line for line in again.changes if line.key[-1] not in ("status", "source")]
    assert figures == []
    if step is not None:
        assert apply(plan, invert(step.edits)) == base


@given(in_app, in_app, in_sheet, st.randoms(use_true_random=False))
def test_whatever_is_ticked_gives_a_plan_that_can_be_planned_on_or_a_sentence(
    before: list[Decision], app: list[Decision], sheet: list[Decision], chance: Random
) -> None:
    base = made(BASE, before)
    ours = made(base, app)
    found = brought(base, ours, made(base, sheet))
    ticked = [line.key for line in found.of(State.THEIRS) if chance.random() < 0.7]
    choices = {line.key: chance.choice(list(Choice)) for line in found.of(State.CONFLICT)}
    try:
        step = accept(found, ticked, choices)
    except Refused:
        return
    if step is not None:
        plan = apply(ours, step.edits)
        check_plan(plan)
        assert apply(plan, invert(step.edits)) == ours
