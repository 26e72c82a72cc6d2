"""A plain check of a map, apart from the search: nothing here uses blocks, states or bits.

Every answer passes through it before anyone sees it, and through the rules of planner.outcome.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.area.types import Area, Baseline
from planner.outcome.evaluate import Outcome, evaluate
from planner.outcome.response import exposure
from planner.outcome.rules.result import MET, NOT_MET
from planner.scenario.types import Scenario
from planner.suggest.measures import by_borough
from planner.suggest.terms import Aim, Terms

Groups = Sequence[tuple[str, ...]]
"""The boroughs of each BCU of a map."""


class WrongAnswer(RuntimeError):
    """The search gave a map that does not hold: a fault of the planner's own, never shown as an answer."""


def faults(area: Area, scenario: Scenario, terms: Terms, groups: Groups) -> list[str]:
    """Everything about a map that does not meet the terms, in words; empty when it meets them all."""
    found = []
    if sorted(c for g in groups for c in g) != sorted(area.borough_codes):
        found.append("a borough is missing or in two BCUs")
    if not terms.fewest <= len(groups) <= terms.most:
        found.append(f"{len(groups)} BCUs")
    found += [f"{len(g)} boroughs in a BCU" for g in groups if not terms.smallest <= len(g) <= terms.largest]
    found += [f"{' '.join(g)} is not joined" for g in groups if not _is_joined(area, terms, g)]
    home = {code: i for i, g in enumerate(groups) for code in g}
    found += [f"{' '.join(sorted(s))} is not together" for s in terms.together if len({home.get(c) for c in s}) > 1]
    found += [f"{a} {b} is not apart" for a, b in terms.apart if home.get(a) == home.get(b)]
    return found + _lock_faults(scenario, terms, groups, home)


def _lock_faults(scenario: Scenario, terms: Terms, groups: Groups, home: Mapping[str, int]) -> list[str]:
    found = []
    now = scenario.assignment
    locked = sorted(terms.locked_boroughs)
    for i, a in enumerate(locked):
        if a not in now:
            found.append(f"{a} is locked outside any BCU")
        for b in locked[i + 1 :]:
            if (now.get(a) == now.get(b)) != (home.get(a) == home.get(b)):
                found.append(f"{a} and {b} are locked")
    for bcu in terms.locked_bcus:
        boroughs = {b for b, code in now.items() if code == bcu}
        if boroughs and not any(set(g) == boroughs for g in groups):
            found.append(f"BCU {bcu} is locked")
    return found


def _is_joined(area: Area, terms: Terms, boroughs: tuple[str, ...]) -> bool:
    inside, reached, waiting = set(boroughs), {boroughs[0]}, [boroughs[0]]
    while waiting:
        here = waiting.pop()
        for x in area.borders:
            other = x.b if x.a == here else x.a if x.b == here else ""
            if other in inside and other not in reached:
                pair = (min(x.a, x.b), max(x.a, x.b))
                by_land = x.crossing == "land" and x.land_m >= terms.min_border
                if by_land or (x.crossing in ("road", "ferry") and pair in terms.crossings):
                    reached.add(other)
                    waiting.append(other)
    return reached == inside


def value_of(
    area: Area, baseline: Baseline, scenario: Scenario, measure: str, aim: Aim, groups: Groups
) -> float | None:
    """The value of an aim for a map, worked out plainly; None for saving and change, which the outcome gives."""
    if aim in (Aim.DEVIATION, Aim.LARGEST, Aim.SPREAD):
        figures = by_borough(area, baseline, scenario, measure)
        sums = [sum(figures[c] for c in g) for g in groups]
        mean = sum(sums) / len(sums)
        if not mean:
            return 0.0
        if aim is Aim.SPREAD:
            return (max(sums) - min(sums)) / mean
        return max(abs(s - mean) if aim is Aim.DEVIATION else s - mean for s in sums) / mean
    home = {code: i for i, g in enumerate(groups) for code in g}
    if aim is Aim.OUTLINE:
        between = (x for x in area.borders if x.a in home and x.b in home and home[x.a] != home[x.b])
        return sum(x.shared_m for x in between)
    if aim is Aim.EXPOSURE:
        return max(found.value for g in groups if (found := exposure(area, g)) is not None)
    return None


def check_answer(
    area: Area,
    baseline: Baseline,
    scenario: Scenario,
    terms: Terms,
    groups: Groups,
    values: Sequence[float],
) -> None:
    """Raise WrongAnswer when a map does not meet the terms or does not have the values said of it."""
    wrong = faults(area, scenario, terms, groups)
    for aim, said in zip(terms.aims, values, strict=True):
        value = value_of(area, baseline, scenario, terms.measure, aim, groups)
        if value is not None and abs(value - said) > 1e-4 * max(abs(value), 1.0):
            wrong.append(f"{aim} is {value}, not {said}")
    if terms.within is not None:
        value = value_of(area, baseline, scenario, terms.measure, Aim.DEVIATION, groups)
        if value is not None and value > terms.within + 1e-9:
            wrong.append(f"a BCU is {value} from the mean")
    if wrong:
        raise WrongAnswer("; ".join(wrong))


def check_by_rules(area: Area, baseline: Baseline, proposed: Scenario, terms: Terms) -> Outcome:
    """The outcome of the map as a scenario. Raises WrongAnswer where a rule of geography speaks against it."""
    outcome = evaluate(area, baseline, proposed)
    for rule in outcome.rules:
        if rule.id == "G1" and any(found != MET for found in rule.found):
            raise WrongAnswer("G1 is not met")
        if rule.id == "G3" and any(found == NOT_MET or (found != MET and not terms.crossings) for found in rule.found):
            raise WrongAnswer("G3 is not met")
    return outcome
