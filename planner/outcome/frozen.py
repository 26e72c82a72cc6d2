"""What a frozen scenario gave when it was frozen, held against what it gives now.

A frozen scenario keeps its area, its baseline and its assumptions, so it can give another figure only where an
equation or a rule became another one in a later version of the planner. That is then said, with both figures.
"""

from __future__ import annotations

from dataclasses import dataclass

from planner import app_name
from planner.outcome.equations import BY_NAME
from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.outcome.quantities import POUNDS
from planner.scenario.plain import fingerprint
from planner.scenario.types import Frozen, Plan, Scenario
from planner.words.frozen_map import FrozenMap
from planner.words.numbers import round_half_away
from planner.words.vocabulary import YEARS, Terms
from planner.words.vocabulary import Outcome as RuleOutcome

SINGLE: tuple[str, ...] = (
    "officers_in_all",
    "supervisors_in_all",
    "dwos_in_all",
    "pcsos_in_all",
    "area_cost_baseline",
    "area_cost_proposed",
    "full_year_saving",
    "one_off",
)
"""Figures kept in real terms."""
BY_YEAR: tuple[str, ...] = ("gross", "net", "cumulative_net")
"""Figures kept for every financial year, in real and in cash terms."""
NOT_MET, AT_RISK = "rules_not_met", "rules_at_risk"
RULES: dict[str, tuple[str, RuleOutcome]] = {
    NOT_MET: ("Rules not met", RuleOutcome.NOT_MET),
    AT_RISK: ("Rules at risk", RuleOutcome.AT_RISK),
}


@dataclass(frozen=True)
class Difference:
    """A figure that is now another: its name, its label, its value at freezing and now (None: no longer worked out).

    `unit` is £ or what is counted; `year` and `terms` are empty where it has none.
    """

    name: str
    label: str
    unit: str
    year: str
    terms: str
    then: float
    now: float | None


def record_of(plan: Plan, scenario_id: str, *, when: str, who: str) -> Frozen:
    """What is kept when the scenario is frozen now. `when` is ISO, UTC. Raises KeyError for an unknown scenario."""
    scenario = plan.scenario(scenario_id)
    return Frozen(when, who, app_name(), fingerprint(scenario), figures_of(plan, scenario_id))


def figures_of(plan: Plan, scenario_id: str) -> FrozenMap[str, float]:
    """The headline figures of the scenario by name: posts and counts, and pounds to the penny."""
    found: dict[str, float] = {}
    for terms in Terms:
        outcome = evaluate_plan(plan, terms, scenario_id)
        names = [f"{name}[{year}]" for name in BY_YEAR for year in YEARS]
        if terms is Terms.REAL:
            names = [*SINGLE, *names]
            found.update({name: float(_count(outcome, kind)) for name, (_, kind) in RULES.items()})
        found.update({f"{name}, {terms.value}": _number(outcome, name) for name in names})
    return FrozenMap(found)


def differences(plan: Plan, scenario: Scenario) -> tuple[Difference, ...]:
    """The figures kept at freezing that are others now; none for a scenario that is not frozen."""
    if scenario.frozen is None:
        return ()
    now = figures_of(plan, scenario.id)
    return tuple(
        _difference(name, then, now.get(name))
        for name, then in scenario.frozen.figures.items()
        if now.get(name) != then
    )


def is_as_frozen(scenario: Scenario) -> bool:
    """Whether what the scenario decides, and over what, is still what was frozen."""
    return scenario.frozen is None or scenario.frozen.fingerprint == fingerprint(scenario)


def _difference(name: str, then: float, now: float | None) -> Difference:
    if name in RULES:
        return Difference(name, RULES[name][0], "rules", "", "", then, now)
    figure, _, terms = name.partition(", ")
    equation, _, year = figure.rstrip("]").partition("[")
    known = BY_NAME.get(equation)
    label, unit = (known.label, known.unit) if known is not None else (equation, "")
    return Difference(name, label, unit, year, terms if unit == POUNDS else "", then, now)


def _number(outcome: Outcome, name: str) -> float:
    equation, _, year = name.rstrip("]").partition("[")
    return round_half_away(outcome.number(equation, *((year,) if year else ())), 2)


def _count(outcome: Outcome, kind: RuleOutcome) -> int:
    return sum(rule.worst == kind for rule in outcome.rules)
