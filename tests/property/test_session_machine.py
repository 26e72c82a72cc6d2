"""Decisions, undo, redo, save and open in any order: what must hold after each."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from planner.scenario import decisions as d
from planner.scenario.decisions import Refused
from planner.scenario.types import Plan
from planner.scenario.validate import check_plan
from planner.session import Session
from planner.session.recovery import find, recover
from tests.property.plans import Decision, decisions, names
from tests.session.sittings import killed, noon


class Sitting(RuleBasedStateMachine):
    """A session beside the list of states it went through.

    Its clock stands still: a scenario frozen anew is the same or another by the second, so with a real clock the same
    steps would now and then leave a saved plan clean and now and then not, and Hypothesis calls that flaky.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "map.bcuplan"
        self.made_with = {"clock": noon, "who": lambda: "Ann", "recent_folder": self.folder}
        self.session = Session.shipped(**self.made_with)
        self.journals = self.folder / "journals"
        self.session.keep_journal(self.journals)
        self.before: list[Plan] = []
        self.undone: list[Plan] = []

    def teardown(self) -> None:
        self.session.close()
        assert list(self.journals.iterdir()) == []
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

    @rule()
    def freeze_or_unfreeze(self) -> None:
        scenario = self.session.plan.shown
        if scenario.frozen is not None:
            self.decide((d.unfreeze_scenario, ()))
        elif not scenario.read_only:
            figures = self.session.outcome.values["full_year_saving"]
            self.decide((d.freeze_scenario, (self.session.record(),)))
            assert self.session.outcome.values["full_year_saving"] == figures

    @precondition(lambda self: self.session.history)
    @rule(why=names)
    def explain(self, why: str) -> None:
        step, plan = self.session.history[-1], self.session.plan
        try:
            self.session.explain(step.id, why)
        except Refused:
            assert self.session.history[-1] is step
        assert self.session.plan is plan

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
        opened = Session.open(self.path, **self.made_with)
        assert opened.plan == self.session.plan
        assert opened.history == self.session.history
        assert opened.exports == self.session.exports
        self.session.close()
        self.session = opened
        self.session.keep_journal(self.journals)

    @rule()
    def be_killed_and_recovered(self) -> None:
        plan, log, path = self.session.plan, self.session.log, self.session.path
        journal = self.session.journal
        assert journal is not None
        unsaved = journal.unsaved
        killed(self.session)
        left = find(self.journals)
        assert [each.steps for each in left] == ([unsaved] if unsaved else [])
        if left:
            self.session = recover(left[0], partial(Session, **self.made_with))
            assert (self.session.plan, self.session.log) == (plan, log)
            assert self.session.path == path
        else:  # nothing to offer: the file holds all there was, but for what was looked at and exported since
            self.session = self._begun_again()
            assert self.session.plan.scenarios == plan.scenarios
            self.session.keep_journal(self.journals)

    def _begun_again(self) -> Session:
        if self.session.path is None:
            return Session.shipped(**self.made_with)
        return Session.open(self.session.path, **self.made_with)

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
