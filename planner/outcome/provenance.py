"""Where each input comes from: its status and source. What the planner has changed is the planner's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.outcome.figures import Figure, value_at
from planner.outcome.response import CRIME
from planner.scenario.shipped import shipped_one_off_sources, shipped_rule_sources, shipped_rules
from planner.words.vocabulary import FUNCTION_KEYS, ROLE_KEYS, Function, Role, Status

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome

DECIDED = "decided in this scenario"
_MINIMUMS = {"minimum_dwo": "W1.minimum", "minimum_pcso": "W2.minimum", "minimum_effective": "W3.minimum"}


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
            return _of_measure(outcome, "pop_2017_gla")
        case "crimes" | "spread_of_borough" | "spread":
            return _of_measure(outcome, CRIME)
        case "minimum_dwo" | "minimum_pcso" | "minimum_effective":
            return of_setting(outcome, _MINIMUMS[asked.name])
        case "dwo" | "pcso" | "vacancies" | "abstraction" | "youth_decided" | "override" | "assigned":
            return Provenance(Status.PLANNER, DECIDED)
        case "go_live":
            bcu = outcome.scenario.bcus[asked.keys[0]]
            return Provenance(bcu.go_live_status, bcu.go_live_source or DECIDED)
        case "one_off_revenue" | "one_off_capital":
            return _of_one_off(asked.name.removeprefix("one_off_"), asked.keys[0], value_at(outcome, asked))
        case "target_amount":
            target = outcome.scenario.targets[asked.keys[0]]
            return Provenance(target.status, target.source or DECIDED)
    return _of_assumption(outcome, asked)


def of_setting(outcome: Outcome, key: str) -> Provenance:
    """The source of a rule's shipped setting while it stands, else the planner's own."""
    if outcome.scenario.rules[key] != shipped_rules()[key]:
        return Provenance(Status.PLANNER, DECIDED)
    status, source = shipped_rule_sources()[key]
    return Provenance(status, source)


def _of_measure(outcome: Outcome, measure_id: str) -> Provenance | None:
    measure = next((m for m in outcome.area.measures if m.id == measure_id), None)
    return Provenance(measure.status, measure.source) if measure else None


def _of_one_off(kind: str, year: str, amount: float) -> Provenance | None:
    """The source of the shipped amount while it stands; no cost shipped and none entered has none."""
    shipped = shipped_one_off_sources().get((kind, year))
    if shipped is not None and amount == shipped.amount:
        return Provenance(shipped.status, shipped.source)
    return Provenance(Status.PLANNER, DECIDED) if amount or shipped else None


def _of_assumption(outcome: Outcome, asked: Figure) -> Provenance | None:
    id_ = assumption_id(asked)
    found = outcome.scenario.assumptions.get(id_) if id_ else None
    return Provenance(found.status, found.source or DECIDED, found.id) if found else None


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
