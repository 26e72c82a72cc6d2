"""Decisions, undo, redo, save and open in any order: what must hold after each."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from planner.scenario.decisions import Refused
from planner.scenario.types import Plan
from planner.scenario.validate import check_plan
from planner.session import Session
from tests.property.plans import Decision, decisions


class Sitting(RuleBasedStateMachine):
    """A session beside the list of states it went through."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "map.bcuplan"
        self.session = Session.shipped(recent_folder=self.folder)
        self.before: list[Plan] = []
        self.undone: list[Plan] = []

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(decision=decisions)
    def decide(self, decision: Decision) -> None:
        state = self.session.plan
        function, args = decision
        try:
            step = self.session.decide(function, *args)
        except Refused:
            step = None
        if step is None:
            assert self.session.plan is state
        else:
            assert self.session.plan != state
            self.before.append(state)
            self.undone.clear()

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        # A choice of another scenario is no step: undo comes back to what the step touched.
        self.undone.append(self.session.plan)
        assert self.session.undo() is not None
        expected = self.before.pop()
        assert self.session.plan.scenarios == expected.scenarios
        assert self.session.plan.current in {s.id for s in expected.scenarios}

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.before.append(self.session.plan)
        assert self.session.redo() is not None
        assert self.session.plan.scenarios == self.undone.pop().scenarios

    @rule(data=st.data())
    def choose(self, data: st.DataObject) -> None:
        self.session.choose(data.draw(st.sampled_from([s.id for s in self.session.plan.scenarios])))

    @rule()
    def export(self) -> None:
        outcome, dirty = self.session.outcome, self.session.dirty
        self.session.exported(outcome.scenario, outcome.baseline)
        assert self.session.exports[-1].scenario == outcome.scenario
        assert self.session.dirty == dirty

    @rule()
    def save(self) -> None:
        self.session.save_as(self.path)
        assert not self.session.dirty

    @precondition(lambda self: self.session.path is not None and not self.session.dirty)
    @rule()
    def open_again(self) -> None:
        self.session.save()
        opened = Session.open(self.path, recent_folder=self.folder)
        assert opened.plan == self.session.plan
        assert opened.history == self.session.history
        assert opened.exports == self.session.exports
        self.session = opened

    @invariant()
    def the_plan_can_be_planned_on(self) -> None:
        check_plan(self.session.plan)

    @invariant()
    def every_borough_is_in_one_place(self) -> None:
        outcome = self.session.outcome
        placed = [b for boroughs in outcome.boroughs_of.values() for b in boroughs]
        assert sorted([*placed, *outcome.unassigned]) == [b.code for b in outcome.area.policed]

    @invariant()
    def what_can_be_undone_is_what_was_done(self) -> None:
        assert self.session.can_undo == bool(self.before)
        assert self.session.can_redo == bool(self.undone)


TestSitting = Sitting.TestCase
