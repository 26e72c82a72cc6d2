"""Reading a workbook for a plan, and making a plan from a workbook where there is none."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from planner.area.shipped import load_area
from planner.area.types import Area
from planner.exchange.bring.base import can_be_planned_on, refuse_if_refused, scenario_for
from planner.exchange.bring.theirs import Theirs, theirs_of, with_posts
from planner.exchange.problems import Problem
from planner.exchange.received import Received
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Plan, Scenario
from planner.scenario.validate import check_plan
from planner.words.dates import DayOrder, full_date
from planner.words.frozen_map import FrozenMap
from planner.words.names import clean_name
from planner.words.numbers import ReadError

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Fresh:
    """A plan made from a workbook. `words` says from what it was started; `problems` are all there were."""

    plan: Plan
    words: str
    problems: tuple[Problem, ...]


def read_for(
    path: Path | str,
    plan: Plan,
    scenario_id: str | None = None,
    *,
    order: DayOrder | None = None,
    progress: Progress = lambda share: None,
    cancelled: Cancelled = lambda: False,
) -> Received:
    """Read a workbook for a scenario of the plan: the one named, or the one it was exported from.

    `order` says which comes first in dates written as text in figures.

    Raises ReadingCancelled, and Refused for a scenario that is not there.
    """
    scenario = plan.shown if scenario_id is None else plan.scenario(scenario_id)
    received = _read(path, plan.area_of(scenario), scenario, order, progress, cancelled)
    meant = scenario_for(received, plan, scenario_id)
    if meant is scenario:
        return received
    # Which scenario it is about stands in the workbook: only now are its BCUs and units known.
    return _read(path, plan.area_of(meant), meant, order, progress, cancelled)


def read_either_way(
    path: Path | str,
    plan: Plan,
    *,
    progress: Progress = lambda share: None,
    cancelled: Cancelled = lambda: False,
) -> Received:
    """The same, and where dates in it could be two days each, read in both ways too. Raises ReadingCancelled."""
    received = read_for(path, plan, progress=progress, cancelled=cancelled)
    if not received.asks_order:
        return received
    both = {order: read_for(path, plan, order=order, cancelled=cancelled) for order in DayOrder}
    return replace(received, by_order=both)


def read_alone(
    path: Path | str,
    *,
    order: DayOrder | None = None,
    progress: Progress = lambda share: None,
    cancelled: Cancelled = lambda: False,
) -> Received:
    """Read a workbook for which there is no plan, over the shipped area. Raises ReadingCancelled."""
    return _read(path, load_area(), None, order, progress, cancelled)


def _read(
    path: Path | str,
    area: Area,
    scenario: Scenario | None,
    order: DayOrder | None,
    progress: Progress,
    cancelled: Cancelled,
) -> Received:
    # Only here: a report and the window's start need no reader of workbooks.
    from planner.exchange.read.workbook import read_workbook

    return read_workbook(path, area, scenario, order=order, progress=progress, cancelled=cancelled)


def plan_from(received: Received, on: date) -> Fresh:
    """A plan of one scenario with the workbook's values.

    It starts from the workbook's own copy of what was exported, else from the shipped borough commands with no
    BCU. Raises Refused for a workbook of which nothing can be taken.
    """
    refuse_if_refused(received)
    area = load_area()
    copied = _from_copy(received, area)
    if copied is not None:
        start, words = copied, "Started from the state that the workbook was exported from."
    else:
        start, words = _empty(received.file), "Started from the shipped area and baseline, with no BCU."
    theirs = theirs_of(received, start, start.current, three_way=copied is not None)
    plan = _with_own_baseline(theirs, start, received.file, on)
    check_plan(plan)
    return Fresh(plan, words, (*received.problems, *theirs.problems))


def _from_copy(received: Received, area: Area) -> Plan | None:
    exported = received.exported
    if exported is None or exported.scenario is None or exported.baseline is None or not exported.is_whole:
        return None
    scenario = replace(exported.scenario, read_only=False, frozen=None)
    if scenario.area_hash != area.hash:
        return None
    baselines = FrozenMap({exported.baseline.hash: exported.baseline})
    plan = Plan(FrozenMap({area.hash: area}), baselines, (scenario,), scenario.id)
    return plan if can_be_planned_on(plan, scenario.id) else None


def _empty(file: str) -> Plan:
    shipped = shipped_plan()
    try:
        name = clean_name(Path(file).stem[:80])
    except ReadError:
        name = "Scenario 1"
    scenario = replace(shipped.scenarios[0], id=uuid.uuid4().hex, name=name, note="", read_only=False)
    return replace(shipped, scenarios=(scenario,), current=scenario.id)


def _with_own_baseline(theirs: Theirs, start: Plan, file: str, on: date) -> Plan:
    """The plan as the workbook has it; a baseline that came with it says on which day, and is the only one."""
    scenario = theirs.plan.scenario(theirs.scenario_id)
    old = start.baseline_of(start.shown)
    baseline = with_posts(old, theirs.plan.baseline_of(scenario).posts, file, full_date(on))
    held = replace(scenario, baseline_hash=baseline.hash)
    return replace(theirs.plan, scenarios=(held,), baselines=FrozenMap({baseline.hash: baseline}))
