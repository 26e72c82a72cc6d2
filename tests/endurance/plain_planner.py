"""A planner made of dictionaries: what the real one has to agree with after every decision and undo.

It knows nothing of steps, edits or frozen values. Each decision is written down here as a person would explain it,
with the reason it can be refused, and undo puts back what was there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from planner.area.types import Area
from planner.scenario import decisions as d
from planner.scenario.types import WARD_FIELDS, Scenario, Step
from planner.words.vocabulary import FUNCTIONS, Role

MOST = 2_000
"""Decisions that can be taken back."""
NOTHING = object()
ASSUMPTIONS: dict[str, tuple[float, ...]] = {
    "cost.pcso": (38_000.0, 39_500.0, 41_000.0),
    "cost.constable": (57_143.0, 60_000.0, -1.0),
    "pay_award": (0.0, 0.01, 0.02),
    "change.sergeant.hq": (-0.1, 0.0, 0.05),
    "youth.total": (300.0, 382.0, 382.5),
}
"""Assumptions with what they are set to; a cost below nought and half a post are refused."""
REFUSED = (-1.0, 382.5)
WARDS_USED = 120


@dataclass(frozen=True)
class Asked:
    """A decision as the program is asked for it, and what it means here: cells by part and key."""

    decision: Callable[..., Step | None]
    args: tuple[Any, ...]
    cells: tuple[tuple[str, Any, Any], ...]
    is_refused: bool = False


class PlainPlanner:
    """The scenario as dictionaries by part, with what every decision overwrote."""

    def __init__(self, scenario: Scenario, area: Area) -> None:
        self.area = area
        self.boroughs = [b.code for b in area.policed]
        self.wards = [w.code for w in area.wards[:WARDS_USED]]
        self.bcus = sorted(scenario.bcus)
        self.parts: dict[str, dict[Any, Any]] = parts_of(scenario, area)
        self.done: list[list[tuple[str, Any, Any]]] = []
        self.undone: list[list[tuple[str, Any, Any]]] = []

    def decide(self, asked: Asked) -> bool:
        """Do it; False where it is refused or changes nothing."""
        if asked.is_refused:
            return False
        before = self._put(list(asked.cells))
        if not before:
            return False
        self.done.append(before)
        del self.done[:-MOST]
        self.undone.clear()
        return True

    def undo(self) -> bool:
        """Put back what the last decision overwrote."""
        return self._turn_back(self.done, self.undone)

    def redo(self) -> bool:
        """Do again what was put back last."""
        return self._turn_back(self.undone, self.done)

    def _turn_back(self, taken: list[Any], given: list[Any]) -> bool:
        if not taken:
            return False
        given.append(self._put(taken.pop()))
        return True

    def _put(self, cells: list[tuple[str, Any, Any]]) -> list[tuple[str, Any, Any]]:
        """Write the cells; gives those that were different, as they were."""
        before = []
        for part, key, value in cells:
            here = self.parts[part]
            was = here.get(key, NOTHING)
            if was is value or (was is not NOTHING and value is not NOTHING and was == value):
                continue
            before.append((part, key, was))
            if value is NOTHING:
                del here[key]
            else:
                here[key] = value
        return before

    def ask(self, chance: Random) -> Asked:
        """A decision at random; about one in eight is refused or changes nothing."""
        kinds = (
            self._move, self._move, self._move, self._posts, self._posts, self._posts, self._abstraction, self._ring,
            self._nominate, self._youth, self._override, self._clear, self._assumption, self._lock, self._unlock,
            self._lock_bcu, self._unlock_all, self._note,
        )  # fmt: skip
        return chance.choice(kinds)(chance)

    def _move(self, chance: Random) -> Asked:
        codes = chance.sample(self.boroughs, chance.randint(1, 3))
        to = chance.choice([*self.bcus, None])
        placed, locks = self.parts["assignment"], self.parts["lock"]
        moving = [code for code in codes if placed.get(code) != to]
        held = [
            code
            for code in moving
            if ("borough", code) in locks or ("bcu", placed.get(code)) in locks or ("bcu", to) in locks
        ]
        cells = tuple(("assignment", code, NOTHING if to is None else to) for code in moving)
        return Asked(d.assign_boroughs, (codes, to), cells, bool(held))

    def _posts(self, chance: Random) -> Asked:
        field = chance.choice(("dwo", "pcso", "vacancies"))
        wanted = {ward: chance.randint(-1 if chance.random() < 0.02 else 0, 5) for ward in self._some_wards(chance)}
        cells = tuple((field, ward, value) for ward, value in wanted.items())
        return Asked(d.set_wards, (field, wanted), cells, any(value < 0 for value in wanted.values()))

    def _abstraction(self, chance: Random) -> Asked:
        wanted = {ward: chance.randint(0, 100) / 100 for ward in self._some_wards(chance)}
        return Asked(
            d.set_wards, ("abstraction", wanted), tuple(("abstraction", ward, value) for ward, value in wanted.items())
        )

    def _ring(self, chance: Random) -> Asked:
        wanted = {ward: chance.random() < 0.5 for ward in self._some_wards(chance)}
        return Asked(
            d.set_wards, ("ring_fenced", wanted), tuple(("ring_fenced", ward, value) for ward, value in wanted.items())
        )

    def _nominate(self, chance: Random) -> Asked:
        borough, function = chance.choice(self.boroughs), chance.choice([*FUNCTIONS, None])
        return Asked(d.nominate, (borough, function), (("contact", borough, function or NOTHING),))

    def _youth(self, chance: Random) -> Asked:
        borough, posts = chance.choice(self.boroughs), chance.choice([None, 0, 5, 12, 101])
        cells = (("youth", borough, NOTHING if posts is None else posts),)
        return Asked(d.set_youth, (borough, posts), cells, posts == 101)

    def _override(self, chance: Random) -> Asked:
        cell = (chance.choice(self.bcus), chance.choice(FUNCTIONS), Role.INSPECTOR)
        posts, note = chance.randint(0, 40), chance.choice(["", "one more at night"])
        return Asked(d.set_override, (*cell, posts, note), (("override", cell, (posts, note)),))

    def _clear(self, chance: Random) -> Asked:
        held = sorted(self.parts["override"])
        cell = chance.choice(held) if held else (self.bcus[0], FUNCTIONS[0], Role.INSPECTOR)
        return Asked(d.clear_override, cell, (("override", cell, NOTHING),))

    def _assumption(self, chance: Random) -> Asked:
        name = chance.choice(list(ASSUMPTIONS))
        value = chance.choice(ASSUMPTIONS[name])
        cells = (("assumption", name, value),)
        return Asked(d.set_assumption, (name, "value", value), cells, value in REFUSED)

    def _lock(self, chance: Random) -> Asked:
        codes = chance.sample(self.boroughs, 2)
        return Asked(d.lock_boroughs, (codes,), tuple(("lock", ("borough", code), True) for code in codes))

    def _unlock(self, chance: Random) -> Asked:
        codes = chance.sample(self.boroughs, 6)
        return Asked(d.unlock_boroughs, (codes,), tuple(("lock", ("borough", code), NOTHING) for code in codes))

    def _lock_bcu(self, chance: Random) -> Asked:
        code = chance.choice(self.bcus)
        return Asked(d.lock_bcus, ([code],), (("lock", ("bcu", code), True),))

    def _unlock_all(self, chance: Random) -> Asked:
        return Asked(d.unlock_all, (), tuple(("lock", key, NOTHING) for key in list(self.parts["lock"])))

    def _note(self, chance: Random) -> Asked:
        words = chance.choice(["", "for the board", "for finance", "after the consultation"])
        return Asked(d.set_note, (words,), (("note", "", words),))

    def _some_wards(self, chance: Random) -> list[str]:
        return chance.sample(self.wards, chance.choice([1, 1, 1, 4, 20]))

    def agrees(self, scenario: Scenario) -> list[str]:
        """The parts in which the program's scenario is another one; empty when it agrees."""
        found = parts_of(scenario, self.area)
        return [part for part, cells in self.parts.items() if found[part] != cells]


def parts_of(scenario: Scenario, area: Area) -> dict[str, dict[Any, Any]]:
    """What the decisions here are about, as dictionaries."""
    codes = [ward.code for ward in area.wards]
    wards = {field: dict(zip(codes, getattr(scenario.wards, field), strict=True)) for field in WARD_FIELDS}
    locks: dict[Any, bool] = {("borough", code): True for code in scenario.locked_boroughs}
    locks.update({("bcu", code): True for code in scenario.locked_bcus})
    return {
        "assignment": dict(scenario.assignment),
        **wards,
        "contact": {borough: function.value for borough, function in scenario.contacts.items()},
        "youth": dict(scenario.youth),
        "override": {cell: (kept.posts, kept.note) for cell, kept in scenario.overrides.items()},
        "assumption": {name: scenario.assumptions[name].value for name in ASSUMPTIONS},
        "lock": locks,
        "note": {"": scenario.note},
    }
