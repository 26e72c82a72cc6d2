"""Two plans and their common ancestor side by side: every value in exactly one state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.area.types import Area
from planner.scenario.change import diff
from planner.scenario.decisions.step import Refused
from planner.scenario.keys import ASSUMPTION_FIELDS, BCU_FIELDS, TARGET_FIELDS, scenario_key
from planner.scenario.merge import merge, value_in
from planner.scenario.types import WARD_FIELDS, Key, Plain, Plan, Scenario
from planner.session.merging.ancestor import Ancestor
from planner.session.merging.words import Words
from planner.views.three_way import Compared, Line, SideWords, State

WORDS = SideWords(
    heads=("Before", "This plan", "Other plan"),
    ours="in this plan",
    theirs="in the other plan",
    keep="keep this plan’s",
    take="take the other’s",
    nothing="Nothing to merge",
    other="This plan was changed since the two were compared. Compare them again.",
)

_TOGETHER: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "bcu": (("go_live", "go_live_status", "go_live_source"),),
    "assumption": (("value", "low", "high", "status", "source"),),
    "target": (("amount", "status", "source"), ("kind", "by")),
}
"""Fields of a record that are one value to a planner: a figure and where it is from, or what limits another."""


@dataclass(frozen=True)
class PlanComparison(Compared):
    """Every value that either plan changed since the ancestor, as a line; `same` counts those that need none.

    `members` gives, by a line's key, the keys of the values that it stands for, the one shown first in front.
    `file` is the other plan's name, `whose` what the merged step calls it.
    """

    file: str
    whose: str
    ancestor: Ancestor
    ours: Plan
    theirs: Plan
    lines: tuple[Line, ...]
    members: Mapping[Key, tuple[Key, ...]]

    @property
    def words(self) -> SideWords:
        """This plan and the other."""
        return WORDS

    @property
    def subject(self) -> str:
        """The other plan and the ancestor."""
        return f"{self.file} with this plan. {self.ancestor.words}"

    @cached_property
    def counts(self) -> dict[State, int]:
        """How many values are in each state; a value that no side changed is in no line."""
        found = {state: sum(line.state is state for line in self.lines) for state in State}
        return {**found, State.UNCHANGED: self.same}

    @cached_property
    def same(self) -> int:
        """How many values neither side changed, or both in the same way."""
        plans = (self.ancestor.plan, self.ours, self.theirs)
        every = {_head(key) for plan in plans for key in value_keys(plan)}
        told = {line.key for line in self.lines}
        return sum(not any(key[:length] in told for length in (2, 4, len(key))) for key in every)


def compare_plans(ancestor: Ancestor, ours: Plan, theirs: Plan, *, file: str, whose: str = "") -> PlanComparison:
    """Compare value by value. Two sides that made the same change differ in nothing, so that needs no line.

    `file` is the other plan's name; `whose` is the planner whose it is, where that is known. Raises Refused where
    a scenario is over an area that ours does not have.
    """
    base = ancestor.plan
    _check_areas(base, ours)
    _check_areas(theirs, ours)
    states = _states(base, ours, theirs)
    _whole_where_frozen(states, (base, ours, theirs))
    _clash_with_locks(states, base, ours, theirs)
    lines: dict[Key, tuple[State, tuple[Key, ...]]] = {}
    for head in dict.fromkeys(_head(key) for key in states):
        lines[head] = _line_state(head, states, (base, ours, theirs))
    words = Words(base, ours, theirs)
    found = [_line(words, head, *lines[head], (base, ours, theirs)) for head in sorted(lines, key=words.rank)]
    members = {head: keys for head, (_, keys) in lines.items()}
    name = f"{whose}’s plan" if whose else file
    return PlanComparison(file, name, ancestor, ours, theirs, tuple(found), members)


def _check_areas(plan: Plan, ours: Plan) -> None:
    for scenario in plan.scenarios:
        if scenario.area_hash not in ours.areas:
            area = plan.area_of(scenario).name
            raise Refused(f"{scenario.name} is over {area}, an area that this plan does not have: it cannot be merged.")


def _states(base: Plan, ours: Plan, theirs: Plan) -> dict[Key, State]:
    """The state of each value that a side changed, by its key; what only follows is left out."""
    mine = {edit.key: edit.after for edit in diff(base, ours)}
    their = {edit.key: edit.after for edit in diff(base, theirs)}
    merged = merge(base, ours, theirs)
    clashes = {conflict.key for conflict in merged.conflicts}
    states = {edit.key: State.THEIRS for edit in merged.edits}
    states.update(dict.fromkeys(clashes, State.CONFLICT))
    for key, after in mine.items():
        is_told = key in states or any(key[:length] in clashes for length in (2, 4))
        if not is_told and not (key in their and their[key] == after):
            states[key] = State.OURS
    return {key: state for key, state in states.items() if key[0] == "scenario"}


def _whole_where_frozen(states: dict[Key, State], plans: tuple[Plan, Plan, Plan]) -> None:
    """A scenario that is frozen on a side is one value: in part it would not be what was frozen."""
    for head in dict.fromkeys(key[:2] for key in states if len(key) > 2):
        sides = [next((s for s in plan.scenarios if s.id == head[1]), None) for plan in plans]
        if not any(side is not None and side.frozen is not None for side in sides):
            continue
        inside = [key for key in states if key[:2] == head]
        found = {states.pop(key) for key in inside}
        states[head] = found.pop() if len(found) == 1 else State.CONFLICT


def _clash_with_locks(states: dict[Key, State], base: Plan, ours: Plan, theirs: Plan) -> None:
    """A borough moved by one side, while the other locked it or a BCU that it leaves or comes to, is a conflict."""
    for key in [key for key in states if len(key) == 4 and key[2] == "assignment"]:
        for lock in _locks_of(key, base, ours, theirs):
            pair = (states.get(key), states.get(lock))
            if pair == (State.THEIRS, State.OURS) and value_in(ours, lock):
                states[key] = State.CONFLICT
            elif pair == (State.OURS, State.THEIRS) and value_in(theirs, lock):
                states[lock] = State.CONFLICT


def _locks_of(key: Key, *plans: Plan) -> Iterator[Key]:
    yield (*key[:2], "lock", "borough", key[3])
    for bcu in dict.fromkeys(value_in(plan, key) for plan in plans):
        if isinstance(bcu, str):
            yield (*key[:2], "lock", "bcu", bcu)


def _head(key: Key) -> Key:
    """The key of the line that a value stands in."""
    return _siblings(key)[0]


def _siblings(key: Key) -> tuple[Key, ...]:
    """The keys of all values in the same line."""
    if len(key) == 5 and key[2] in _TOGETHER:
        for fields in _TOGETHER[key[2]]:
            if key[4] in fields:
                return tuple((*key[:4], field) for field in fields)
    return (key,)


def _line_state(
    head: Key, states: Mapping[Key, State], plans: tuple[Plan, Plan, Plan]
) -> tuple[State, tuple[Key, ...]]:
    """A line's state and its values: the head, then those of the others that differ on any side."""
    keys = _siblings(head)
    found = {states[key] for key in keys if key in states}
    state = found.pop() if len(found) == 1 else State.CONFLICT
    differing = [key for key in keys if any(value_in(plan, key) != value_in(plans[0], key) for plan in plans[1:])]
    return state, tuple(differing) or (head,)


def _line(words: Words, head: Key, state: State, members: tuple[Key, ...], plans: tuple[Plan, Plan, Plan]) -> Line:
    place, field = words.place(members[0])
    base, ours, theirs = (_value(plan, members) for plan in plans)
    shown = words.shown(members)
    return Line(head, words.part(head), place, field, "", state, base, ours, theirs, shown)


def _value(plan: Plan, members: tuple[Key, ...]) -> Plain:
    """The value of a line: of several values of a record, each by its field."""
    if len(members) == 1:
        return value_in(plan, members[0])
    return {key[-1]: value_in(plan, key) for key in members}


def value_keys(plan: Plan) -> Iterator[Key]:
    """The key of every value in a plan, also of those that are not set."""
    for scenario in plan.scenarios:
        head = scenario_key(scenario.id)
        for rest in _value_rests(scenario, plan.area_of(scenario)):
            yield (*head, *rest)


def _value_rests(scenario: Scenario, area: Area) -> Iterator[Key]:
    yield from _each(("name",), ("note",), ("read_only",), ("frozen",), ("baseline",), ("target_in_force",))
    for borough in area.policed:
        yield from _each(("assignment", borough.code), ("contact", borough.code), ("youth", borough.code))
        yield "lock", "borough", borough.code
    for ward in area.wards:
        yield from (("ward", ward.code, field) for field in WARD_FIELDS)
    for code in scenario.bcus:
        yield from (("bcu", code, field) for field in BCU_FIELDS)
        yield "lock", "bcu", code
    for bcu, function, role in scenario.overrides:
        yield "override", bcu, function.value, role.value
    for key in scenario.assumptions:
        yield from (("assumption", key, field) for field in ASSUMPTION_FIELDS)
    for key in scenario.targets:
        yield from (("target", key, field) for field in TARGET_FIELDS)
    for kind, pounds in (("revenue", scenario.one_off.revenue), ("capital", scenario.one_off.capital)):
        yield from (("one_off", kind, year) for year in pounds)
    yield from (("rule", setting) for setting in scenario.rules)


def _each(*rests: Key) -> Iterable[Key]:
    return rests
