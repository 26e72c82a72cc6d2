"""Bringing a workbook's values into a plan: compared three ways, seen first, taken as one step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.exchange.bring.accept import accept, picking_of
from planner.exchange.bring.base import Base, Origin, base_of, refuse_if_refused, scenario_for
from planner.exchange.bring.compare import Comparison, compare
from planner.exchange.bring.theirs import Theirs, theirs_of
from planner.exchange.received import Received
from planner.scenario.kept import KeptState
from planner.scenario.types import Plan
from planner.views.three_way import Choice, Line, State, all_ticked, left_to_choose

__all__ = [
    "Base",
    "Choice",
    "Comparison",
    "Line",
    "Origin",
    "State",
    "Theirs",
    "accept",
    "all_ticked",
    "base_of",
    "bring",
    "compare",
    "left_to_choose",
    "picking_of",
    "scenario_for",
    "theirs_of",
]


def bring(
    received: Received,
    ours: Plan,
    *,
    on: date,
    scenario_id: str | None = None,
    kept: Iterable[KeptState] = (),
    named: KeptState | None = None,
) -> Comparison:
    """Compare what was received with the plan.

    `kept` are the states the plan exported, `named` one given by hand as the base. Raises Refused for a workbook
    of which nothing can be taken.
    """
    refuse_if_refused(received)
    scenario = scenario_for(received, ours, scenario_id)
    base = base_of(received, ours, scenario.id, kept, named)
    theirs = theirs_of(received, base.plan, scenario.id, three_way=base.three_way)
    return compare(base, ours, theirs, received, on)
