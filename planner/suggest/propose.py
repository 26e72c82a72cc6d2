"""A map as the scenario it would make: its BCUs become present ones, so that as little as possible moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.scenario.change import diff
from planner.scenario.decisions.bcus import next_fill
from planner.scenario.decisions.step import Refused, any_scenario, open_scenario
from planner.scenario.types import Bcu, Plan, Scenario, Step
from planner.suggest.match import Homes, labelled
from planner.suggest.problem import Problem
from planner.words.frozen_map import FrozenMap


@dataclass(frozen=True)
class Move:
    """A borough that would change its BCU. `source` is None for one in no BCU now. Codes, not names."""

    borough: str
    source: str | None
    target: str


@dataclass(frozen=True)
class Proposal:
    """A map as a scenario. `groups` are the boroughs of each BCU, by their first; `codes` the BCU each becomes."""

    groups: tuple[tuple[str, ...], ...]
    codes: tuple[str, ...]
    scenario: Scenario
    moves: tuple[Move, ...]
    emptied: tuple[str, ...]
    """BCUs that would be left with no borough. They are kept, so that nothing decided for them is lost."""


def propose(problem: Problem, homes: Homes, sets: Sequence[int]) -> Proposal:
    """The scenario with the map's boroughs in place; new BCUs are added where there are too few."""
    ordered = sorted(sets, key=problem.codes_of)
    chosen, _ = labelled(homes, ordered)
    before = problem.scenario
    after, codes = _with_new(before, chosen)
    groups = tuple(problem.codes_of(block) for block in ordered)
    home = {borough: code for group, code in zip(groups, codes, strict=True) for borough in group}
    after = replace(after, assignment=FrozenMap(home))
    return Proposal(groups, tuple(codes), after, moves_between(before, home), _emptied(before, home))


def moves_between(before: Scenario, home: Mapping[str, str]) -> tuple[Move, ...]:
    """Every borough whose BCU differs, in code order."""
    now = before.assignment
    return tuple(Move(b, now.get(b), home[b]) for b in sorted(home) if now.get(b) != home[b])


def _emptied(before: Scenario, home: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(set(before.assignment.values()) - set(home.values())))


def _with_new(scenario: Scenario, chosen: Sequence[str | None]) -> tuple[Scenario, list[str]]:
    codes: list[str] = []
    for code in chosen:
        if code is None:
            bcu = _new(scenario)
            scenario = replace(scenario, bcus=scenario.bcus.put(bcu.code, bcu))
            code = bcu.code
        codes.append(code)
    return scenario, codes


def _new(scenario: Scenario) -> Bcu:
    names = {bcu.name.casefold() for bcu in scenario.bcus.values()}
    number = next(n for n in range(1, 1000) if f"X{n}" not in scenario.bcus and f"new bcu {n}" not in names)
    return Bcu(f"X{number}", f"New BCU {number}", next_fill(scenario))


def adopt(plan: Plan, scenario_id: str, proposed: Scenario, label: str) -> Step | None:
    """The one step that makes a scenario as proposed; None when it is so already.

    Raises Refused when the scenario is read-only or frozen, or has changed since the proposal was made.
    """
    open_scenario(plan, scenario_id)
    return looked_at(plan, scenario_id, proposed, label)


def looked_at(plan: Plan, scenario_id: str, proposed: Scenario, label: str) -> Step | None:
    """The same step for a preview only: to look changes nothing, so a read-only or frozen scenario has one too.

    Raises Refused when the scenario has changed since the proposal was made.
    """
    now = any_scenario(plan, scenario_id)
    if (now.area_hash, now.baseline_hash) != (proposed.area_hash, proposed.baseline_hash):
        raise Refused(f"{now.name} has changed since this was suggested. Nothing was changed; ask again.")
    scenarios = tuple(replace(proposed, id=now.id) if s.id == now.id else s for s in plan.scenarios)
    edits = diff(plan, replace(plan, scenarios=scenarios))
    return Step(label, edits) if edits else None
