"""From an area, a baseline and a scenario to the arrays that the equations start from.

Arrays are remembered by the identity of the frozen part they come from: moving one borough turns only the
assignment into an array again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from planner.area.types import Area, Baseline
from planner.outcome.arrays import MEMBERS, WARD_STARTS, YEAR_ENDS, Array, Values
from planner.outcome.grouped import BoroughsOf, boroughs_of, exposures_of, names_of
from planner.outcome.remembered import Remembered
from planner.outcome.response import crime_by_borough, spread_by_borough
from planner.scenario.targets import RECURRING
from planner.scenario.types import (
    WARD_FIELDS,
    Assumption,
    Bcu,
    CellKey,
    OneOff,
    Override,
    RuleValue,
    Scenario,
    Target,
)
from planner.words.dates import days_in_year, year_end, year_start
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import (
    FUNCTION_KEYS,
    FUNCTIONS,
    LEADERSHIP_ROLES,
    OFFICER_ROLES,
    PRICE_YEAR,
    RATED_ROLES,
    ROLE_KEYS,
    ROLES,
    SUPERVISOR_ROLES,
    YEARS,
    Function,
    Role,
    Terms,
)

BRIDGE_STEPS: tuple[tuple[str, tuple[tuple[Function, Role], ...]], ...] = (
    ("Leadership", tuple((f, r) for f in FUNCTIONS for r in LEADERSHIP_ROLES)),
    ("Supervision", tuple((f, r) for f in FUNCTIONS for r in (Role.INSPECTOR, Role.SERGEANT))),
    *((f"Constables, {f}", ((f, Role.CONSTABLE),)) for f in FUNCTIONS),
    ("Dedicated Ward Officers", ((Function.NEIGHBOURHOODS, Role.DWO),)),
    ("Schools and Youth Officers", ((Function.NEIGHBOURHOODS, Role.YOUTH),)),
    ("PCSOs", ((Function.NEIGHBOURHOODS, Role.PCSO),)),
)
"""The bridge's steps by cause. Overrides are a step of their own after these."""


_remembered = Remembered(256)


def inputs(area: Area, baseline: Baseline, scenario: Scenario, terms: Terms) -> Values:
    """Every input of the equations as float64 arrays, axes in the orders of planner.words.vocabulary.

    The arrays are shared with other outcomes of the same parts, and closed to writing.
    """
    bcus, overrides, youth = scenario.bcus, scenario.overrides, scenario.youth
    boroughs = boroughs_of(names_of(bcus), scenario.assignment)
    values: Values = dict(_kept("area", (area, baseline), _of_area))
    for field in WARD_FIELDS:  # an edit replaces the one column it changes
        values.update(_kept(field, (field, getattr(scenario.wards, field)), _of_wards))
    values.update(_kept("assumptions", (scenario.assumptions,), _of_assumptions))
    values.update(_kept("youth", (area, youth), _of_youth))
    values.update(_kept("overrides", (overrides, bcus), _of_overrides))
    values.update(_kept("go-live", (bcus,), _of_go_live))
    values.update(_kept("money", (scenario.one_off, scenario.targets), _of_money))
    values.update(_kept("assignment", (area, boroughs), _of_assignment))
    values.update(_kept("minimums", (scenario.rules,), _of_minimums))
    values.update(_kept("spread", (area, boroughs), _of_spread))
    values.update(_kept("terms", (terms,), _of_terms))
    return values


def _kept(kind: str, parts: tuple[Any, ...], make: Callable[..., Values]) -> Values:
    """The arrays made from these parts of a scenario and from nothing else."""

    def closed() -> Values:
        arrays = make(*parts)
        for array in arrays.values():
            array.setflags(write=False)
        return arrays

    return _remembered.get(kind, parts, closed)


def _of_terms(terms: Terms) -> Values:
    return {"is_cash": np.asarray(float(terms is Terms.CASH))}


def full_year_index(bcus: FrozenMap[str, Bcu]) -> int:
    """Position of the year the full-year figure is for: the first in which every BCU is live all year.

    The last planning year when some BCU has no date or goes live too late. In real terms every year gives the
    same figure; in cash this makes the headline equal to the gross saving of that year.
    """
    dates = [b.go_live for b in bcus.values()]
    if not dates or any(d is None for d in dates):
        return len(YEARS) - 1
    latest = max(d for d in dates if d is not None)
    for i, year in enumerate(YEARS):
        if latest <= year_start(year):
            return i
    return len(YEARS) - 1


def _of_assignment(area: Area, boroughs: BoroughsOf) -> Values:
    """Members of each BCU (BCU × borough) and which boroughs are assigned."""
    members = np.zeros((len(boroughs), len(area.policed)))
    places = [(row, area.borough_index[code]) for row, codes in enumerate(boroughs.values()) for code in codes]
    members[[row for row, _ in places], [column for _, column in places]] = 1.0
    return {MEMBERS: members, "assigned": members.sum(axis=0)}


def _of_area(area: Area, baseline: Baseline) -> Values:
    shape = (len(area.policed), len(FUNCTIONS), len(ROLES))
    posts = np.array([baseline.posts[b.code] for b in area.policed], dtype=np.float64).reshape(shape)
    population = area.borough_measures.get("pop_2017_gla")
    # An area with no population shares schools and youth posts evenly: every borough weighs the same.
    by_code = {b.code: i for i, b in enumerate(area.boroughs)}
    people = [population[by_code[b.code]] if population else 1.0 for b in area.policed]
    starts = [area.wards_of[b.code][0] for b in area.policed]
    is_cell = {
        name: np.array([[float((f, r) == cell) for r in ROLES] for f in FUNCTIONS])
        for name, cell in (
            ("is_dwo", (Function.NEIGHBOURHOODS, Role.DWO)),
            ("is_youth", (Function.NEIGHBOURHOODS, Role.YOUTH)),
            ("is_pcso", (Function.NEIGHBOURHOODS, Role.PCSO)),
        )
    }
    ends = [year_end(y) for y in YEARS]
    days = [float(days_in_year(y)) for y in YEARS]
    return {
        "base": posts,
        "one": np.ones(len(area.policed)),
        "crimes": np.array(crime_by_borough(area)),
        "spread_of_borough": np.array(spread_by_borough(area)),
        "population": np.array(people),
        WARD_STARTS: np.array(starts, dtype=np.float64),
        YEAR_ENDS: np.array([[float(end.toordinal()) for end in ends], days]),
        "days": np.array(days),
        "years_on": np.array([float(i - YEARS.index(PRICE_YEAR)) for i in range(len(YEARS))]),
        "is_leadership": _roles(LEADERSHIP_ROLES),
        "is_rated": _roles(RATED_ROLES),
        "is_officer": _roles(OFFICER_ROLES),
        "is_supervisor": _roles(SUPERVISOR_ROLES),
        "is_superintendent": _roles((Role.SUPERINTENDENT,)),
        "is_chief_superintendent": _roles((Role.CHIEF_SUPERINTENDENT,)),
        "is_ward_officer": _roles((Role.DWO,)),
        "is_ward_pcso": _roles((Role.PCSO,)),
        "in_bridge_step": np.array(
            [[[float((f, r) in cells) for r in ROLES] for f in FUNCTIONS] for _, cells in BRIDGE_STEPS]
        ),
        **is_cell,
    }


def _roles(chosen: tuple[Role, ...]) -> Array:
    return np.array([float(r in chosen) for r in ROLES])


def _of_wards(field: str, column: tuple[float, ...]) -> Values:
    return {field: np.array(column, dtype=np.float64)}


def _of_assumptions(assumptions: FrozenMap[str, Assumption]) -> Values:
    def cells(prefix: str) -> Array:
        grid = np.zeros((len(FUNCTIONS), len(ROLES)))
        for i, function in enumerate(FUNCTIONS):
            for j, role in enumerate(ROLES):
                found = assumptions.get(f"{prefix}.{ROLE_KEYS[role]}.{FUNCTION_KEYS[function]}")
                grid[i, j] = found.value if found else 0.0
        return grid

    return {
        "posts_each": cells("posts"),
        "rate": cells("change"),
        "unit_cost": np.array([assumptions[f"cost.{ROLE_KEYS[r]}"].value for r in ROLES]),
        "pay_award": np.asarray(float(assumptions["pay_award"].value)),
        "youth_in_all": np.asarray(float(assumptions["youth.total"].value)),
    }


def _of_youth(area: Area, youth: FrozenMap[str, int]) -> Values:
    return {
        "youth_is_decided": np.array([float(b.code in youth) for b in area.policed]),
        "youth_decided": np.array([float(youth.get(b.code, 0)) for b in area.policed]),
    }


def _of_overrides(overrides: FrozenMap[CellKey, Override], bcus: FrozenMap[str, Bcu]) -> Values:
    shape = (len(bcus), len(FUNCTIONS), len(ROLES))
    flags, posts = np.zeros(shape), np.zeros(shape)
    row = {code: i for i, code in enumerate(bcus)}
    for (code, function, role), override in overrides.items():
        at = (row[code], FUNCTIONS.index(function), ROLES.index(role))
        flags[at], posts[at] = 1.0, float(override.posts)
    return {"is_overridden": flags, "override": posts}


def _of_go_live(bcus: FrozenMap[str, Bcu]) -> Values:
    days = [float(b.go_live.toordinal()) if b.go_live else np.nan for b in bcus.values()]
    return {"go_live": np.array(days, dtype=np.float64), "full_year": np.asarray(float(full_year_index(bcus)))}


def _of_money(one_off: OneOff, targets: FrozenMap[str, Target]) -> Values:
    listed = tuple(targets.values())
    return {
        "one_off_revenue": np.array([one_off.revenue.get(y, 0.0) for y in YEARS]),
        "one_off_capital": np.array([one_off.capital.get(y, 0.0) for y in YEARS]),
        "target_amount": np.array([t.amount for t in listed], dtype=np.float64),
        "is_recurring": np.array([float(t.kind == RECURRING) for t in listed]),
        "target_year": np.array([float(YEARS.index(t.by)) if t.by in YEARS else len(YEARS) - 1.0 for t in listed]),
    }


def _of_minimums(rules: FrozenMap[str, RuleValue]) -> Values:
    """The minimum that each ward is held to; nought, which every ward meets, where its rule is switched off."""
    names = {"W1": "minimum_dwo", "W2": "minimum_pcso", "W3": "minimum_effective"}
    return {
        name: np.asarray(float(rules[f"{rule}.minimum"]) if rules.get(f"{rule}.on", False) else 0.0)
        for rule, name in names.items()
    }


def _of_spread(area: Area, boroughs: BoroughsOf) -> Values:
    """Distance between crimes of each BCU in metres; 0 where response exposure cannot be said."""
    found = exposures_of(area, boroughs)
    spreads = found.spreads if found is not None else {}
    return {"spread": np.array([spreads.get(code, 0.0) for code in boroughs], dtype=np.float64)}
