"""Two planners who began from one plan: each a session, and what merging one into the other gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.scenario import decisions as d
from planner.scenario.change import apply
from planner.scenario.log import Log
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Key, Plan, Step
from planner.session import Session
from planner.session.merging import PlanComparison, ancestor_of, compare_plans, take
from planner.views.three_way import Choice, Line, State, all_ticked

TWELVE = "twelve-bcus-2018"
ENFIELD, HARINGEY, BARNET, CAMDEN = "E09000010", "E09000014", "E09000003", "E09000007"
ABBEY, ALIBON = "E05000026", "E05000027"
HEAD: Key = ("scenario", TWELVE)
Decided = Callable[..., Step | None]


def session(plan: Plan, log: Log, who: str) -> Session:
    return Session(plan, log=log, who=lambda: who)


@dataclass
class Two:
    """Both begin from the shipped plan after one shared step, unless another start is given."""

    plan: Plan = field(default_factory=shipped_plan)
    log: Log = field(default_factory=Log)
    shared: bool = True

    def __post_init__(self) -> None:
        first = session(self.plan, self.log, "amina")
        if self.shared:
            first.decide(d.set_note, "Agreed on Monday.")
        self.start = first.plan
        self.ours = session(first.plan, first.log, "amina")
        self.theirs = session(first.plan, first.log, "ben")

    def we(self, decision: Decided, *args: Any) -> Two:
        assert self.ours.decide(decision, *args) is not None
        return self

    def they(self, decision: Decided, *args: Any) -> Two:
        assert self.theirs.decide(decision, *args) is not None
        return self

    def compared(self) -> PlanComparison:
        ours, theirs = self.ours, self.theirs
        found = ancestor_of(ours.plan, ours.log, theirs.plan, theirs.log)
        assert found.plan.scenarios == self.start.scenarios
        return compare_plans(found, ours.plan, theirs.plan, file="ben.bcuplan", whose="ben")

    def taken(self, choices: Mapping[Key, Choice] | None = None) -> Plan:
        """Our plan with everything of theirs that can be ticked."""
        comparison = self.compared()
        step = take(comparison, all_ticked(comparison), choices or {})
        return self.ours.plan if step is None else apply(self.ours.plan, step.edits)


def states(comparison: PlanComparison) -> dict[Key, State]:
    """The state of each line, by its key after the scenario's."""
    return {line.key[2:] if line.key[:2] == HEAD else line.key: line.state for line in comparison.changes}


def the_line(comparison: PlanComparison, *rest: str) -> Line:
    return next(line for line in comparison.lines if line.key == (*HEAD, *rest))


def all_of(comparison: PlanComparison, choice: Choice) -> dict[Key, Choice]:
    return {line.key: choice for line in comparison.of(State.CONFLICT)}
