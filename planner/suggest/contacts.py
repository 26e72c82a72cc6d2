"""Nominated superintendents with an even load; present nominations are kept where they fit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.area.types import Area, Baseline
from planner.outcome.evaluate import evaluate
from planner.scenario.nominations import nominated_evenly
from planner.scenario.types import Scenario
from planner.words.frozen_map import FrozenMap
from planner.words.names import listing, plural
from planner.words.vocabulary import FUNCTIONS, ROLES, Function, Role


@dataclass(frozen=True)
class Load:
    """How many boroughs the superintendents of one BCU are nominated for, by function in order."""

    bcu: str
    boroughs: tuple[tuple[Function, int], ...]

    @property
    def most(self) -> int:
        """The largest load; 0 for a BCU with no superintendent."""
        return max((n for _, n in self.boroughs), default=0)


@dataclass(frozen=True, eq=False)
class Contacts:
    """A nomination for every borough whose BCU has a superintendent, and what cannot be even or had at all."""

    nominations: dict[str, Function]
    changed: tuple[str, ...]
    loads: tuple[Load, ...]
    notes: tuple[str, ...]
    scenario: Scenario


def contacts(area: Area, baseline: Baseline, scenario: Scenario) -> Contacts:
    """An even nomination: within a BCU no two superintendents differ by more than one borough."""
    outcome = evaluate(area, baseline, scenario)
    posts = outcome.array("posts")[:, :, ROLES.index(Role.SUPERINTENDENT)]
    found: dict[str, Function] = {}
    loads, notes = [], []
    for code, boroughs in outcome.boroughs_of.items():
        if not boroughs:
            continue
        has = [f for i, f in enumerate(FUNCTIONS) if posts[outcome.row_of[code], i] >= 1]
        shared = nominated_evenly(boroughs, has, scenario.contacts)
        found.update(shared)
        loads.append(Load(code, tuple((f, sum(1 for x in shared.values() if x is f)) for f in has)))
        notes += _notes(area, scenario, code, boroughs, has)
    missing = [b.name for b in area.policed if b.code not in scenario.assignment]
    if missing:
        notes.append(
            f"{listing(missing) if len(missing) < 4 else plural(len(missing), 'borough')} in no BCU: left out."
        )
    changed = tuple(code for code in sorted(found) if scenario.contacts.get(code) is not found[code])
    after = replace(scenario, contacts=FrozenMap({**scenario.contacts, **found}))
    return Contacts(dict(sorted(found.items())), changed, tuple(loads), tuple(notes), after)


def _notes(area: Area, scenario: Scenario, code: str, boroughs: tuple[str, ...], has: list[Function]) -> list[str]:
    name = scenario.bcus[code].name
    if not has:
        return [f"{name} has no superintendent to nominate: its {plural(len(boroughs), 'borough')} stay without one."]
    if len(boroughs) > len(has):
        most = -(-len(boroughs) // len(has))
        return [
            f"{name} has {plural(len(boroughs), 'borough')} and {plural(len(has), 'superintendent')}: one is nominated "
            f"for {plural(most, 'borough')}."
        ]
    return []
