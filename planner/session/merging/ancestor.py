"""The plan that two planners' plans both came from: found in their histories, or named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.scenario.change import EditError, apply, invert
from planner.scenario.decisions.step import Refused
from planner.scenario.keys import CURRENT
from planner.scenario.log import Log
from planner.scenario.types import Edit, Plan, Step
from planner.scenario.validate import PlanError, check_plan
from planner.words.names import plural


class Origin(StrEnum):
    """Where the common ancestor was found."""

    STEP = "the last step both share"
    START = "what both began from"
    FILE = "the plan named"


class NoAncestor(Refused):
    """Nothing shows what two plans both came from. The sentence says what to name."""


@dataclass(frozen=True)
class Ancestor:
    """The plan both came from. `ours` and `theirs` are the steps that each side has done since, oldest first.

    `words` says in a sentence where it was found. A side's steps are empty where the plan was named.
    """

    plan: Plan
    origin: Origin
    words: str
    ours: tuple[Step, ...] = ()
    theirs: tuple[Step, ...] = ()


def ancestor_of(ours: Plan, our_log: Log, theirs: Plan, their_log: Log) -> Ancestor:
    """The plan after the last step that both histories hold; where they hold none, what both began from.

    It is found by taking back, on both sides, the steps done since; both must come to the same plan.
    Raises NoAncestor where they do not, and where a history no longer reaches back so far.
    """
    shared = {step.id for step in our_log.done} & {step.id for step in their_log.done}
    since = [_since(log.done, shared) for log in (our_log, their_log)]
    if not shared and (our_log.dropped or their_log.dropped):
        raise NoAncestor(f"The two plans share no step, and the oldest steps of one are no longer kept. {_NAME_IT}")
    then = [_back(plan, steps) for plan, steps in zip((ours, theirs), since, strict=True)]
    if then[0] is None or then[1] is None or not _alike(then[0], then[1]):
        raise NoAncestor(f"{'Their histories do not fit' if shared else 'The two plans share no step'}. {_NAME_IT}")
    origin = Origin.STEP if shared else Origin.START
    counts = f"{plural(len(since[0]), 'step')} here and {plural(len(since[1]), 'step')} there since"
    return Ancestor(then[0], origin, f"Compared three ways from {_from(origin, our_log, shared)}: {counts}.", *since)


def named_ancestor(base: Plan, ours: Plan, name: str) -> Ancestor:
    """The plan named as the one that both came from. Raises NoAncestor where it has none of our scenarios."""
    if not {s.id for s in base.scenarios} & {s.id for s in ours.scenarios}:
        raise NoAncestor(f"{name} has no scenario of this plan, so it cannot be what the two plans came from.")
    return Ancestor(base, Origin.FILE, f"Compared three ways from {name}, as named.")


def whose(their_log: Log, our_log: Log) -> str:
    """The planner whose plan theirs is: who did its last step that is not ours too.

    Empty where that is not known, and where the same planner did ours.
    """
    shared = {step.id for step in our_log.done} & {step.id for step in their_log.done}
    our_own, their_own = (_since(log.done, shared) for log in (our_log, their_log))
    who = their_own[-1].who if their_own else ""
    return "" if who in {step.who for step in our_own} else who


_NAME_IT = "Name the plan that both came from."


def _from(origin: Origin, log: Log, shared: set[str]) -> str:
    if origin is Origin.START:
        return "what both began from"
    last = next(step for step in reversed(log.done) if step.id in shared)
    return f"the last step both share, “{last.label}”"


def _since(done: Sequence[Step], shared: set[str]) -> tuple[Step, ...]:
    """The steps after the last shared one; all of them where none is."""
    for at in range(len(done) - 1, -1, -1):
        if done[at].id in shared:
            return tuple(done[at + 1 :])
    return tuple(done)


def _back(plan: Plan, steps: Sequence[Step]) -> Plan | None:
    """The plan with the steps taken back; None where they do not fit it: a log comes from a file."""
    try:
        for step in reversed(steps):
            edits = invert(step.edits)
            plan = apply(_showing(plan, edits), edits)
        check_plan(plan)
    except (EditError, PlanError):
        return None
    return plan


def _showing(plan: Plan, edits: tuple[Edit, ...]) -> Plan:
    """What is looked at may have changed since, and is no step: show what the step expects to be shown."""
    expected = next((edit.before for edit in edits if edit.key == CURRENT), None)
    return replace(plan, current=expected) if isinstance(expected, str) else plan


def _alike(one: Plan, other: Plan) -> bool:
    """Whether they decide the same over the same areas; what is shown of them does not count."""
    return one.scenarios == other.scenarios and all(
        one.areas[s.area_hash] == other.areas[s.area_hash] for s in one.scenarios
    )
