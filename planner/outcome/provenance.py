"""Where each figure comes from: the status and source of every input, and the weakest behind an equation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from planner.outcome.equations import BY_NAME
from planner.outcome.expressions import refs
from planner.outcome.figures import Figure
from planner.outcome.quantities import Equation
from planner.words.vocabulary import FUNCTION_KEYS, ROLE_KEYS, Function, Role, Status

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome

ORDER: tuple[Status, ...] = (
    Status.VERIFIED,
    Status.PUBLISHED,
    Status.DERIVED,
    Status.PLANNER,
    Status.PLANNED,
    Status.INFERRED,
    Status.MODELLED,
    Status.ASSUMED,
    Status.UNVERIFIED,
    Status.ILLUSTRATIVE,
)
"""From best supported to least."""

DECIDED = "decided in this scenario"
ONE_OFF_SOURCE = "PCD 323 (F008–F012); the split between years illustrative. Or as entered in this scenario"


@dataclass(frozen=True)
class Provenance:
    """Status and source of one input; `assumption` is its id where it is one."""

    status: Status
    source: str
    assumption: str = ""


def provenance(outcome: Outcome, asked: Figure) -> Provenance | None:
    """Where an input comes from; None for the model's own flags and for equations."""
    match asked.name:
        case "base":
            return Provenance(outcome.baseline.status, outcome.baseline.source)
        case "population":
            measure = next((m for m in outcome.area.measures if m.id == "pop_2017_gla"), None)
            return Provenance(measure.status, measure.source) if measure else None
        case "dwo" | "pcso" | "vacancies" | "abstraction" | "youth_decided" | "override" | "assigned":
            return Provenance(Status.PLANNER, DECIDED)
        case "go_live":
            bcu = outcome.scenario.bcus[asked.keys[0]]
            return Provenance(bcu.go_live_status, bcu.go_live_source or DECIDED)
        case "one_off_revenue" | "one_off_capital":
            return Provenance(Status.ILLUSTRATIVE, ONE_OFF_SOURCE)
        case "target_amount":
            target = outcome.scenario.targets[asked.keys[0]]
            return Provenance(target.status, target.source)
    return _of_assumption(outcome, asked)


def _of_assumption(outcome: Outcome, asked: Figure) -> Provenance | None:
    id_ = assumption_id(asked)
    found = outcome.scenario.assumptions.get(id_) if id_ else None
    return Provenance(found.status, found.source, found.id) if found else None


def assumption_id(asked: Figure) -> str:
    """The id of the assumption behind an input, or an empty string."""
    match asked.name:
        case "posts_each" | "rate":
            prefix = "posts" if asked.name == "posts_each" else "change"
            function, role = asked.keys
            return f"{prefix}.{ROLE_KEYS[Role(role)]}.{FUNCTION_KEYS[Function(function)]}"
        case "unit_cost":
            return f"cost.{ROLE_KEYS[Role(asked.keys[0])]}"
        case "pay_award":
            return "pay_award"
        case "youth_in_all":
            return "youth.total"
    return ""


@cache
def inputs_of(name: str) -> frozenset[str]:
    """Names of all inputs that an equation rests on, through the equations before it."""
    definition = BY_NAME[name]
    if not isinstance(definition, Equation):
        return frozenset({name})
    return frozenset().union(*(inputs_of(r) for r in refs(definition.expr)))


def status_of(outcome: Outcome, name: str) -> Status:
    """The weakest status among the inputs a figure rests on."""
    found = {Status.DERIVED}
    reached = inputs_of(name)
    if "base" in reached:
        found.add(outcome.baseline.status)
    prefixes = {"posts_each": "posts.", "rate": "change.", "unit_cost": "cost.", "pay_award": "pay_award"}
    prefixes["youth_in_all"] = "youth.total"
    for name_, prefix in prefixes.items():
        if name_ in reached:
            found |= {a.status for id_, a in outcome.scenario.assumptions.items() if id_.startswith(prefix)}
    if "go_live" in reached:
        found |= {b.go_live_status for b in outcome.scenario.bcus.values()}
    if "one_off_revenue" in reached:
        found.add(Status.ILLUSTRATIVE)
    if not found - {Status.DERIVED} and reached & {"dwo", "pcso", "vacancies", "abstraction"}:
        return Status.PLANNER
    return max(found, key=ORDER.index)
