"""The outcome of a scenario: every figure and every rule, from one pure function.

`evaluate` is always whole: nothing is updated in part. The last outcomes are remembered by the identity of the
frozen values they come from, so asking twice costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.area.types import Area, Baseline
from planner.outcome import figures, grouped, rules
from planner.outcome.arrays import MEMBERS, Array, Values, asked_program, program
from planner.outcome.inputs import BRIDGE_STEPS, inputs
from planner.outcome.remembered import Latest, Remembered
from planner.outcome.response import Exposures
from planner.scenario.types import Plan, Scenario
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import FUNCTIONS, ROLES, YEARS, Terms


@dataclass(frozen=True, eq=False)
class Outcome:
    """What follows from a scenario. `values` holds every input and figure by name (planner.outcome.equations)."""

    area: Area
    baseline: Baseline
    scenario: Scenario
    terms: Terms
    values: Values

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """What each axis runs over: codes, ids or words, in array order."""
        return {
            "target": tuple(self.scenario.targets),
            "step": tuple(name for name, _ in BRIDGE_STEPS),
            "bcu": tuple(self.scenario.bcus),
            "borough": self.area.borough_codes,
            "ward": self.area.ward_codes,
            "function": tuple(FUNCTIONS),
            "role": tuple(ROLES),
            "year": YEARS,
        }

    @cached_property
    def names(self) -> FrozenMap[str, str]:
        """The name of each BCU, by its code."""
        return grouped.names_of(self.scenario.bcus)

    @cached_property
    def boroughs_of(self) -> FrozenMap[str, tuple[str, ...]]:
        """Borough codes of each BCU, in code order."""
        return grouped.boroughs_of(self.names, self.scenario.assignment)

    @cached_property
    def unassigned(self) -> tuple[str, ...]:
        """Codes of the boroughs in no BCU."""
        return grouped.unassigned(self.area, self.scenario.assignment)

    @cached_property
    def exposures(self) -> Exposures | None:
        """Response exposure of each BCU, or None where the area has no ward crime."""
        return grouped.exposures_of(self.area, self.boroughs_of)

    @cached_property
    def rules(self) -> tuple[rules.RuleResult, ...]:
        """Every rule that is switched on and has something to speak of, in the order of planner.outcome.rules.RULES."""
        return rules.check_all(self)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Position of each BCU code on the BCU axis."""
        return {code: i for i, code in enumerate(self.scenario.bcus)}

    @cached_property
    def ward_in_bcu(self) -> NDArray[np.bool_]:
        """For each ward, whether its borough is in a BCU."""
        return grouped.wards_in_bcu(self.area, self.values["assigned"])

    def array(self, name: str) -> Array:
        """A figure's whole array, in the dimensions its equation states."""
        return self.values[name] if name in self.values else self._asked[name]

    @cached_property
    def _asked(self) -> Values:
        """Every figure, with those that are worked out only when one of them is asked for."""
        return asked_program().run(self.values)

    def number(self, name: str, *keys: str) -> float:
        """One number of a figure: a key for each of its dimensions, in order. Raises FigureError."""
        return figures.value_at(self, figures.figure(self, name, keys))

    @property
    def full_year(self) -> str:
        """The financial year the full-year saving is for (in real terms every year gives the same)."""
        return YEARS[int(self.values["full_year"])]


_outcomes = Remembered(64)
_last: Latest[Values] = Latest(16)


def evaluate(area: Area, baseline: Baseline, scenario: Scenario, terms: Terms = Terms.REAL) -> Outcome:
    """Every figure and rule of a scenario. Pure; remembered by identity of its arguments.

    The figures worked out last for the scenario of that id save work where an edit leaves an equation's inputs as
    they were (planner.outcome.arrays.Program.run). They never decide a figure.
    """

    def make() -> Outcome:
        values = program().run(inputs(area, baseline, scenario, terms), _last.get((scenario.id, terms)))
        _last.put((scenario.id, terms), values)
        return Outcome(area, baseline, scenario, terms, values)

    return _outcomes.get(terms.value, (area, baseline, scenario), make)


def evaluate_plan(plan: Plan, terms: Terms = Terms.REAL, scenario_id: str | None = None) -> Outcome:
    """The outcome of a plan's current scenario, or of the one named."""
    scenario = plan.shown if scenario_id is None else plan.scenario(scenario_id)
    return evaluate(plan.area_of(scenario), plan.baseline_of(scenario), scenario, terms)


def evaluate_batch(
    area: Area,
    baseline: Baseline,
    scenario: Scenario,
    assignments: NDArray[np.integer],
    terms: Terms = Terms.REAL,
    wanted: Sequence[str] = ("full_year_saving", "officers_in_all", "gross", "net"),
    chunk: int = 500,
) -> Values:
    """Figures of many assignments of one scenario at once.

    `assignments` is cases × boroughs: the position of each borough's BCU among the scenario's BCUs, −1 for none.
    Returns the wanted figures with a leading axis of cases. Worked through in chunks to bound memory. Raises
    ValueError for response exposure, whose distances are measured for one assignment at a time.
    """
    if not {"spread", "exposure"}.isdisjoint(wanted):
        raise ValueError("response exposure is worked out for one assignment at a time: see planner.outcome.response")
    start = inputs(area, baseline, scenario, terms)
    run = program(frozenset({MEMBERS, "assigned"}))
    positions = np.arange(len(scenario.bcus))
    found: dict[str, list[Array]] = {name: [] for name in wanted}
    for at in range(0, len(assignments), chunk):
        part = assignments[at : at + chunk]
        members = (part[:, None, :] == positions[None, :, None]).astype(np.float64)
        values = run.run({**start, MEMBERS: members, "assigned": members.sum(axis=1)})
        for name in wanted:
            found[name].append(values[name])
    return {name: np.concatenate(parts) for name, parts in found.items()}
