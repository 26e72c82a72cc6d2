"""Every map of a small area, one after another, judged plainly: what the search is held against.

Shares nothing with the search but the plain reading of a map in planner.suggest.checker, which has its own tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

from planner.outcome.evaluate import evaluate
from planner.scenario.types import Bcu, Scenario
from planner.suggest.checker import faults, value_of
from planner.suggest.terms import Aim, Terms
from planner.words.frozen_map import FrozenMap
from tests.suggest.areas import Small

Groups = tuple[tuple[str, ...], ...]


def partitions(codes: tuple[str, ...]) -> Iterator[list[list[str]]]:
    """Every way to put the codes into groups, the number of groups left open."""
    if not codes:
        yield []
        return
    first, rest = codes[0], codes[1:]
    for found in partitions(rest):
        yield [[first], *found]
        for i, group in enumerate(found):
            yield [*found[:i], [first, *group], *found[i + 1 :]]


def maps(small: Small, terms: Terms) -> list[Groups]:
    """Every map that meets the terms."""
    area, baseline, scenario = small.parts
    found = []
    for parts in partitions(area.borough_codes):
        if not terms.fewest <= len(parts) <= terms.most:
            continue
        groups = tuple(tuple(sorted(group)) for group in parts)
        if faults(area, scenario, terms, groups):
            continue
        if terms.within is not None:
            value = value_of(area, baseline, scenario, terms.measure, Aim.DEVIATION, groups)
            if value is None or value > terms.within + 1e-12:
                continue
        found.append(groups)
    return found


def value(small: Small, terms: Terms, aim: Aim, groups: Groups) -> float:
    """The value of an aim, the less the better."""
    area, baseline, scenario = small.parts
    if aim is Aim.SAVING:
        return -round(saving(small, groups), 2)
    if aim is Aim.CHANGE:
        return float(moved_posts(small, terms, groups))
    found = value_of(area, baseline, scenario, terms.measure, aim, groups)
    assert found is not None
    return round(found, 9) if aim is not Aim.EXPOSURE else round(found, 4)


def saving(small: Small, groups: Groups) -> float:
    """Full-year saving with each group a BCU, by the outcome of a whole scenario."""
    bcus = {f"N{i}": Bcu(f"N{i}", f"N{i}", "blue-1") for i in range(len(groups))}
    home = {c: f"N{i}" for i, group in enumerate(groups) for c in group}
    scenario = replace(small.scenario, bcus=FrozenMap(bcus), assignment=FrozenMap(home), overrides=FrozenMap())
    return evaluate(small.area, small.baseline, scenario).number("full_year_saving")


def moved_posts(small: Small, terms: Terms, groups: Groups) -> int:
    """The least posts of boroughs moved over every way to name the groups after present BCUs or none."""
    scenario = small.scenario
    names: list[str | None] = [*scenario.bcus, *([None] * len(groups))]
    best = None
    for chosen in set(permutations(names, len(groups))):
        home = {c: name for group, name in zip(groups, chosen, strict=True) for c in group}
        if not allowed(scenario, terms, home):
            continue
        moved = [c for c, name in home.items() if c in scenario.assignment and scenario.assignment[c] != name]
        posts = sum(sum(small.baseline.posts[c]) for c in moved)
        best = posts if best is None else min(best, posts)
    assert best is not None
    return best


def allowed(scenario: Scenario, terms: Terms, home: dict[str, str | None]) -> bool:
    """Whether the locks hold with each borough in the BCU named."""
    now = scenario.assignment
    if any(home[c] != now.get(c) for c in terms.locked_boroughs):
        return False
    for bcu in terms.locked_bcus:
        if {c for c, name in home.items() if name == bcu} != {c for c, name in now.items() if name == bcu}:
            return False
    return True
