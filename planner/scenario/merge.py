"""Three-way merging over flat keys: what theirs changed since the base, brought into ours."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from planner.scenario.change import apply, diff, value_at
from planner.scenario.keys import CURRENT, ORDER, RECORD_PARTS, baseline_key
from planner.scenario.types import Edit, Key, Plain, Plan


@dataclass(frozen=True)
class Conflict:
    """A value that ours and theirs changed differently, or that one removed and the other still needs."""

    key: Key
    base: Plain
    ours: Plain
    theirs: Plain

    @property
    def take_theirs(self) -> Edit:
        """The edit, to ours, that settles the conflict their way; check the plan after making it."""
        return Edit(self.key, self.ours, self.theirs)


@dataclass(frozen=True)
class Merged:
    """`edits` to apply to ours; `conflicts` that need a choice and are not among the edits."""

    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]


def merge(base: Plan, ours: Plan, theirs: Plan) -> Merged:
    """What theirs changed since the base, as edits to ours.

    The same change on both sides is no change; different ones to the same value conflict. A record removed on
    one side and changed inside on the other conflicts whole. An edit that would leave something pointing at
    what is not there (a borough at a removed BCU, say) conflicts too, and so does removing a scenario where
    none would be left. The order of scenarios never conflicts, and of two choices of the current one ours
    stays. Baselines that theirs brought in come over. Areas are not merged, since an edit only points at them:
    those of theirs must be among ours already, and a scenario over an area that is not raises EditError.
    """
    mine = {edit.key: edit for edit in diff(base, ours)}
    edits: dict[Key, Edit] = {}
    conflicts: dict[Key, Conflict] = {}
    for edit in diff(base, theirs):
        if edit.key in (CURRENT, ORDER):
            continue
        key = _clash(edit, mine)
        if key is not None:
            conflicts[key] = _conflict(base, ours, theirs, key)
        elif edit.key not in mine:
            edits[edit.key] = edit
    _keep_one_scenario(base, ours, theirs, edits, conflicts)
    _move_dangling(base, ours, theirs, edits, conflicts)
    made = [*edits.values(), *_order_and_current(base, ours, theirs, edits)]
    return Merged(tuple(made), tuple(conflicts.values()))


def _conflict(base: Plan, ours: Plan, theirs: Plan, key: Key) -> Conflict:
    return Conflict(key, value_in(base, key), value_in(ours, key), value_in(theirs, key))


def value_in(plan: Plan, key: Key) -> Plain:
    """The plain value at a key; None also where the scenario or record that it is part of is not there."""
    if key[0] == "scenario" and all(scenario.id != key[1] for scenario in plan.scenarios):
        return None
    if len(key) > 4 and key[2] in RECORD_PARTS and value_at(plan, key[:4]) is None:
        return None
    return value_at(plan, key)


def _clash(edit: Edit, mine: dict[Key, Edit]) -> Key | None:
    """The key at which their edit and ours cannot both be made, or None."""
    if edit.key in mine:
        return None if mine[edit.key].after == edit.after else edit.key
    for length in (2, 4):
        if len(edit.key) > length and edit.key[:length] in mine:
            return edit.key[:length]
    inside = (key for key in mine if key[: len(edit.key)] == edit.key)
    return edit.key if next(inside, None) is not None else None


def _scenarios_after(ours: Plan, edits: dict[Key, Edit]) -> set[str]:
    """Ids of the scenarios there would be."""
    there = {scenario.id for scenario in ours.scenarios}
    for key, edit in edits.items():
        if len(key) == 2:
            (there.discard if edit.after is None else there.add)(key[1])
    return there


def _keep_one_scenario(
    base: Plan, ours: Plan, theirs: Plan, edits: dict[Key, Edit], conflicts: dict[Key, Conflict]
) -> None:
    """Where each side removed what the other kept, no scenario would be left: their removals conflict."""
    if not _scenarios_after(ours, edits):
        for key in [key for key in edits if len(key) == 2]:
            del edits[key]
            conflicts[key] = _conflict(base, ours, theirs, key)


def order_after(base: Plan, ours: Plan, theirs: Plan, there: Collection[str]) -> list[str]:
    """The ids of the scenarios there would be, in the order of the side that changed it; of ours where both did."""
    orders = [[s.id for s in plan.scenarios] for plan in (base, ours, theirs)]
    leading, following = (orders[2], orders[1]) if orders[0] == orders[1] else (orders[1], orders[2])
    return [x for x in [*leading, *(y for y in following if y not in leading)] if x in there]


def _order_and_current(base: Plan, ours: Plan, theirs: Plan, edits: dict[Key, Edit]) -> Iterator[Edit]:
    there = _scenarios_after(ours, edits)
    before = [scenario.id for scenario in ours.scenarios]
    order = order_after(base, ours, theirs, there)
    if order != before:
        yield Edit(ORDER, list[Plain](before), list[Plain](order))
    current = theirs.current if ours.current == base.current else ours.current
    if current not in there:
        current = ours.current if ours.current in there else order[0]
    if current != ours.current:
        yield Edit(CURRENT, ours.current, current)


def _move_dangling(
    base: Plan, ours: Plan, theirs: Plan, edits: dict[Key, Edit], conflicts: dict[Key, Conflict]
) -> None:
    """Turn edits that leave something pointing at nothing into conflicts, until none is left."""
    while True:
        bad = _dangling(_provisional(base, ours, theirs, edits), edits)
        if not bad:
            return
        for key in bad:
            del edits[key]
            conflicts[key] = _conflict(base, ours, theirs, key)


def _provisional(base: Plan, ours: Plan, theirs: Plan, edits: dict[Key, Edit]) -> Plan:
    return apply(ours, [*edits.values(), *_order_and_current(base, ours, theirs, edits)])


def _dangling(plan: Plan, edits: dict[Key, Edit]) -> list[Key]:
    """The edits to give up: those that point at nothing, and removals of what is still pointed at."""
    bad: dict[Key, None] = {}
    for scenario in plan.scenarios:
        head: Key = ("scenario", scenario.id)
        for key, record in _references(plan, head):
            if key in edits:
                bad[key] = None
            elif record in edits:
                bad[record] = None
            elif head in edits:
                bad[head] = None
    return list(bad)


def _references(plan: Plan, head: Key) -> Iterator[tuple[Key, Key]]:
    """Each reference to a missing record: the key that holds it, and the key of the record."""
    scenario = plan.scenario(head[1])
    if scenario.baseline_hash not in plan.baselines:
        yield (*head, "baseline"), baseline_key(scenario.baseline_hash)
    for borough, bcu in scenario.assignment.items():
        if bcu not in scenario.bcus:
            yield (*head, "assignment", borough), (*head, "bcu", bcu)
    for bcu, function, role in scenario.overrides:
        if bcu not in scenario.bcus:
            yield (*head, "override", bcu, function.value, role.value), (*head, "bcu", bcu)
    for bcu in sorted(scenario.locked_bcus):
        if bcu not in scenario.bcus:
            yield (*head, "lock", "bcu", bcu), (*head, "bcu", bcu)
    if scenario.target_in_force not in scenario.targets:
        yield (*head, "target_in_force"), (*head, "target", scenario.target_in_force)
