"""A value of two plans in words: the part it stands in, whose it is, and how it reads on each side."""

from __future__ import annotations

from collections.abc import Sequence

from planner.scenario.change import diff
from planner.scenario.keys import RECORD_PARTS
from planner.scenario.merge import value_in
from planner.scenario.plain import fingerprint, short
from planner.scenario.types import Edit, Key, Plan, Scenario, Step
from planner.views.edit_words import Names, Said, said_of
from planner.words.names import plural
from planner.words.numbers import DASH

_ABOUT, _SCENARIOS = "Name, note and baseline", "Scenarios"
_PARTS = {
    "bcu": "BCUs and go-live dates",
    "assignment": "Assignment",
    "contact": "Nominated superintendents",
    "youth": "Schools and youth",
    "ward": "Ward posts",
    "override": "Overrides",
    "assumption": "Assumptions",
    "target": "Targets",
    "target_in_force": "Targets",
    "one_off": "One-off cost",
    "rule": "Rules",
    "lock": "Locks",
}
_ORDER = (_SCENARIOS, _ABOUT, *dict.fromkeys(_PARTS.values()))
_SHORT = 60


class Words:
    """Words for the values of a common ancestor, ours and theirs, in that order."""

    def __init__(self, base: Plan, ours: Plan, theirs: Plan) -> None:
        self._plans = (base, ours, theirs)
        # What only one side has is named as that side has it.
        made = (Step("", diff(ours, other)) for other in (base, theirs))
        self._names = Names(ours, made)
        self._scenarios = list(dict.fromkeys(s.id for plan in (ours, theirs, base) for s in plan.scenarios))

    def rank(self, key: Key) -> tuple[int, int]:
        """Where a line stands: by scenario, then by part."""
        return self._scenarios.index(key[1]), _ORDER.index(self._part(key))

    def part(self, key: Key) -> str:
        """The part of the plan, with its scenario's name."""
        part = self._part(key)
        return part if part == _SCENARIOS else f"{self._names.scenario(key[1])}: {part}"

    @staticmethod
    def _part(key: Key) -> str:
        return _SCENARIOS if len(key) == 2 else _PARTS.get(key[2], _ABOUT)

    def place(self, key: Key) -> tuple[str, str]:
        """Whose value it is, and what it is called; nothing more where that is all one."""
        if len(key) == 2:
            return self._names.scenario(key[1]), "scenario"
        said = next((s.place for s in self._said(key) if s.before != DASH or s.after != DASH), "")
        place, colon, field = (said or self._said(key)[0].place).rpartition(": ")
        if colon:
            return place, field
        if key[2] == "assignment":
            return field, "BCU"
        if key[2] in RECORD_PARTS:
            return field, ""
        return (self._names.scenario(key[1]), field.lower()) if key[2] not in _PARTS else (field, "")

    def _said(self, key: Key) -> tuple[Said, Said]:
        base, ours, theirs = (value_in(plan, key) for plan in self._plans)
        return said_of(Edit(key, base, ours), self._names), said_of(Edit(key, base, theirs), self._names)

    def shown(self, members: Sequence[Key]) -> tuple[str, str, str]:
        """How the values of a line read before, in ours and in theirs; the first member's first."""
        columns: tuple[list[str], list[str], list[str]] = ([], [], [])
        for key in members:
            for column, words in zip(columns, self._three(key), strict=True):
                if words != DASH or not column:  # a figure without a source has no more to say
                    column.append(words)
        base, ours, theirs = (", ".join(dict.fromkeys(column)) for column in columns)
        return base, ours, theirs

    def _three(self, key: Key) -> tuple[str, str, str]:
        if len(key) == 2:
            base, ours, theirs = (_scenario_words(plan, key[1]) for plan in self._plans)
            return base, ours, theirs
        ours_said, theirs_said = self._said(key)
        return ours_said.before, ours_said.after, theirs_said.after


def _scenario_words(plan: Plan, scenario_id: str) -> str:
    scenario = next((s for s in plan.scenarios if s.id == scenario_id), None)
    return DASH if scenario is None else _whole_scenario(scenario)


def _whole_scenario(scenario: Scenario) -> str:
    """ "12 BCUs, 32 boroughs in them, fingerprint 7C2F-91AE"."""
    frozen = "frozen, " if scenario.frozen is not None else ""
    boroughs = f"{plural(len(scenario.assignment), 'borough')} in them"
    bcus = f"{plural(len(scenario.bcus), 'BCU')}, {boroughs}" if scenario.bcus else "no BCU"
    return f"{frozen}{bcus}, fingerprint {short(fingerprint(scenario))}"
