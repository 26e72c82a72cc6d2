"""The one kind of change: edits between two plans, applied, turned round, looked up.

Areas and baselines are kept by content hash beside the scenarios. A baseline comes in, or goes out again when
that is taken back, whole and as one edit; areas are never edited. Three-way merging is in planner.scenario.merge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from planner.area.types import Area, Baseline
from planner.scenario.draft import ScenarioDraft
from planner.scenario.keys import CURRENT, ORDER, baseline_key, is_known, scenario_key
from planner.scenario.plain import (
    assumption_plain,
    baseline_of,
    baseline_plain,
    bcu_plain,
    frozen_plain,
    override_plain,
    scenario_of,
    scenario_plain,
    target_plain,
)
from planner.scenario.types import WARD_FIELDS, Edit, Key, Plain, Plan, Scenario
from planner.words.frozen_map import FrozenMap

_MISSING = object()


class EditError(ValueError):
    """An edit does not fit the plan: its key is unknown, its value impossible, or `before` does not hold."""


def diff(a: Plan, b: Plan) -> tuple[Edit, ...]:
    """The edits that turn the scenarios and baselines of `a` into those of `b`. Empty when they are equal.

    Parts that are the same objects are passed over, so that neighbours in a history compare quickly.
    """
    edits: list[Edit] = list(_baseline_edits(a, b))
    old = {scenario.id: scenario for scenario in a.scenarios}
    new = {scenario.id: scenario for scenario in b.scenarios}
    for scenario_id in [*old, *(x for x in new if x not in old)]:
        edits.extend(_scenario_edits(a, b, old.get(scenario_id), new.get(scenario_id)))
    if list(old) != list(new):
        edits.append(Edit(ORDER, list[Plain](old), list[Plain](new)))
    if a.current != b.current:
        edits.append(Edit(CURRENT, a.current, b.current))
    return tuple(edits)


def apply(plan: Plan, edits: Iterable[Edit]) -> Plan:
    """The plan with the edits made, in order. Untouched parts stay the same objects.

    A scenario created without an edit of the order goes last.
    Raises EditError, and changes nothing, when an edit does not fit.
    """
    working = _PlanDraft(plan)
    for edit in edits:
        working.make(edit)
    return working.done()


def invert(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that take these back, last first."""
    return tuple(Edit(edit.key, edit.after, edit.before) for edit in reversed(tuple(edits)))


def value_at(plan: Plan, key: Key) -> Plain:
    """The plain value at a key; None when nothing is there. Raises EditError for an unknown key."""
    if not is_known(key):
        raise EditError(f"{key_words(key)} is not a place in a plan.")
    return _PlanDraft(plan).read(key)


def key_words(key: Key) -> str:
    """A key as text for messages: "scenario › 3f… › ward › E05000026 › dwo"."""
    return " › ".join(str(part) for part in key)


class _PlanDraft:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._current: str = plan.current
        self._scenarios = {scenario.id: scenario for scenario in plan.scenarios}
        self._order: list[str] = list(self._scenarios)
        self._drafts: dict[str, ScenarioDraft] = {}
        self._baselines: dict[str, Baseline] | None = None
        """A copy, once one is written to."""

    def make(self, edit: Edit) -> None:
        if not is_known(edit.key):
            raise EditError(f"{key_words(edit.key)} is not a place in a plan.")
        found = self.read(edit.key)
        if found != edit.before:
            raise EditError(
                f"{key_words(edit.key)} is {_brief(found)}, where {_brief(edit.before)} was expected. "
                "The change was made to another state of the plan."
            )
        try:
            self._write(edit.key, edit.after)
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise EditError(f"{key_words(edit.key)} cannot be {_brief(edit.after)}.") from problem

    def read(self, key: Key) -> Plain:
        if key == CURRENT:
            return self._current
        if key == ORDER:
            return list[Plain](self._order)
        if key[0] == "baseline":
            baselines = self._plan.baselines if self._baselines is None else self._baselines
            baseline = baselines.get(key[1])
            return None if baseline is None else baseline_plain(baseline)
        if len(key) == 2:
            scenario = self._settled(key[1])
            return None if scenario is None else scenario_plain(scenario, self._plan.area_of(scenario))
        try:
            return self._draft(key[1]).read(key[2:])
        except KeyError as problem:
            raise EditError(f"{key_words(key)} is not in the plan.") from problem

    def _write(self, key: Key, value: Any) -> None:
        if key == CURRENT:
            self._current = value
        elif key == ORDER:
            self._order = list(value)
        elif key[0] == "baseline":
            self._write_baseline(key[1], value)
        elif len(key) == 2:
            self._write_scenario(key[1], value)
        else:
            self._draft(key[1]).write(key[2:], value)

    def _write_baseline(self, baseline_hash: str, document: Any) -> None:
        if self._baselines is None:
            self._baselines = dict(self._plan.baselines)
        if document is None:
            self._baselines.pop(baseline_hash, None)
            return
        baseline = baseline_of(document, self._plan.areas[document["area"]])
        if baseline.hash != baseline_hash:
            raise ValueError("the baseline is not what its hash says")
        self._baselines[baseline_hash] = baseline

    def _write_scenario(self, scenario_id: str, document: Any) -> None:
        self._drafts.pop(scenario_id, None)
        if document is None:
            self._scenarios.pop(scenario_id, None)
        else:
            self._scenarios[scenario_id] = scenario_of(document, self._plan.areas[document["area"]])

    def _draft(self, scenario_id: str) -> ScenarioDraft:
        if scenario_id not in self._drafts:
            scenario = self._scenarios[scenario_id]
            self._drafts[scenario_id] = ScenarioDraft(scenario, self._plan.area_of(scenario))
        return self._drafts[scenario_id]

    def _settled(self, scenario_id: str) -> Scenario | None:
        draft = self._drafts.pop(scenario_id, None)
        if draft is not None:
            self._scenarios[scenario_id] = draft.done()
        return self._scenarios.get(scenario_id)

    def done(self) -> Plan:
        for scenario_id in list(self._drafts):
            self._settled(scenario_id)
        if len(set(self._order)) != len(self._order):
            raise EditError("The order of scenarios names one twice.")
        if self._current not in self._scenarios:
            raise EditError(f"The current scenario {self._current} is not in the plan.")
        ordered = [x for x in self._order if x in self._scenarios]
        added = [x for x in self._scenarios if x not in self._order]
        scenarios = tuple(self._scenarios[scenario_id] for scenario_id in [*ordered, *added])
        plan = replace(self._plan, scenarios=scenarios, current=self._current)
        return plan if self._baselines is None else replace(plan, baselines=FrozenMap(self._baselines))


def _brief(value: Plain) -> str:
    if isinstance(value, dict | list):
        return "a record" if isinstance(value, dict) else "a list"
    return "nothing" if value is None else repr(value)


def _baseline_edits(a: Plan, b: Plan) -> Iterator[Edit]:
    if a.baselines is b.baselines:
        return
    for key in [*a.baselines, *(x for x in b.baselines if x not in a.baselines)]:
        before, after = a.baselines.get(key), b.baselines.get(key)
        if before != after:
            yield Edit(
                baseline_key(key),
                None if before is None else baseline_plain(before),
                None if after is None else baseline_plain(after),
            )


def _scenario_edits(a: Plan, b: Plan, old: Scenario | None, new: Scenario | None) -> Iterator[Edit]:
    if old is new or old == new:
        return
    if old is None or new is None or old.area_hash != new.area_hash:
        key = scenario_key((old or new).id)  # type: ignore[union-attr]
        before = None if old is None else scenario_plain(old, a.area_of(old))
        after = None if new is None else scenario_plain(new, b.area_of(new))
        yield Edit(key, before, after)
        return
    head = scenario_key(old.id)
    yield from _text_edits(head, old, new)
    yield from _record_edits((*head, "bcu"), old.bcus, new.bcus, bcu_plain)
    yield from _value_edits((*head, "assignment"), old.assignment, new.assignment)
    yield from _ward_edits((*head, "ward"), a.area_of(old), old, new)
    yield from _value_edits((*head, "contact"), old.contacts, new.contacts)
    yield from _value_edits((*head, "youth"), old.youth, new.youth)
    yield from _override_edits((*head, "override"), old, new)
    yield from _record_edits((*head, "assumption"), old.assumptions, new.assumptions, assumption_plain)
    yield from _record_edits((*head, "target"), old.targets, new.targets, target_plain)
    for kind in ("revenue", "capital"):
        pounds = getattr(old.one_off, kind), getattr(new.one_off, kind)
        yield from _value_edits((*head, "one_off", kind), *pounds)
    yield from _lock_edits((*head, "lock", "borough"), old.locked_boroughs, new.locked_boroughs)
    yield from _lock_edits((*head, "lock", "bcu"), old.locked_bcus, new.locked_bcus)
    yield from _value_edits((*head, "rule"), old.rules, new.rules)


def _text_edits(head: Key, old: Scenario, new: Scenario) -> Iterator[Edit]:
    pairs: tuple[tuple[str, Plain, Plain], ...] = (
        ("name", old.name, new.name),
        ("note", old.note, new.note),
        ("read_only", old.read_only, new.read_only),
        ("frozen", _frozen(old), _frozen(new)),
        ("baseline", old.baseline_hash, new.baseline_hash),
        ("target_in_force", old.target_in_force, new.target_in_force),
    )
    for part, before, after in pairs:
        if before != after:
            yield Edit((*head, part), before, after)


def _frozen(scenario: Scenario) -> Plain:
    return None if scenario.frozen is None else frozen_plain(scenario.frozen)


def _value_edits(head: Key, old: Any, new: Any) -> Iterator[Edit]:
    if old is new:
        return
    for key in [*old, *(x for x in new if x not in old)]:
        before, after = old.get(key), new.get(key)
        if before != after:
            yield Edit((*head, key), _word(before), _word(after))


def _word(value: Any) -> Plain:
    plain: Plain = getattr(value, "value", value)
    return plain


def _record_edits(head: Key, old: Any, new: Any, plain: Any) -> Iterator[Edit]:
    if old is new:
        return
    for code in [*old, *(x for x in new if x not in old)]:
        if old.get(code, _MISSING) == new.get(code, _MISSING):
            continue
        before = plain(old[code]) if code in old else None
        after = plain(new[code]) if code in new else None
        if before is None or after is None:
            yield Edit((*head, code), before, after)
            continue
        for field in before:
            if before[field] != after[field]:
                yield Edit((*head, code, field), before[field], after[field])


def _override_edits(head: Key, old: Scenario, new: Scenario) -> Iterator[Edit]:
    if old.overrides is new.overrides:
        return
    for cell in [*old.overrides, *(x for x in new.overrides if x not in old.overrides)]:
        before, after = old.overrides.get(cell), new.overrides.get(cell)
        if before != after:
            bcu, function, role = cell
            yield Edit(
                (*head, bcu, function.value, role.value),
                None if before is None else override_plain(before),
                None if after is None else override_plain(after),
            )


def _ward_edits(head: Key, area: Area, old: Scenario, new: Scenario) -> Iterator[Edit]:
    for field in WARD_FIELDS:
        before, after = getattr(old.wards, field), getattr(new.wards, field)
        if before is after:
            continue
        for i, ward in enumerate(area.wards):
            if before[i] != after[i]:
                yield Edit((*head, ward.code, field), before[i], after[i])


def _lock_edits(head: Key, old: frozenset[str], new: frozenset[str]) -> Iterator[Edit]:
    for code in sorted(old ^ new):
        yield Edit((*head, code), True if code in old else None, True if code in new else None)
