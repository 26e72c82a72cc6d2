"""What a command line asks about: the plan, the scenario and the price terms, turned into an outcome."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from planner.cli.errors import CommandError
from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.plan_file.errors import OpenError
from planner.plan_file.open import open_plan
from planner.scenario.log import Log
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Plan, Scenario
from planner.words.vocabulary import Terms

Drawn = Callable[..., Any]
"""A part drawn by the window's own painter, handed in so that the planner never imports it."""


@dataclass(frozen=True)
class Asked:
    """The outcome of one scenario, and the name of the plan's file (empty for the shipped plan), with its log."""

    plan_name: str
    outcome: Outcome
    plan: Plan
    log: Log


def asked(options: argparse.Namespace) -> Asked:
    """Open what `options` names. Raises CommandError."""
    plan, log = plan_of(options.plan)
    name = "" if options.plan is None else Path(options.plan).name
    scenario = plan.shown if options.scenario is None else scenario_named(plan, options.scenario)
    return Asked(name, evaluate_plan(plan, Terms(options.terms), scenario.id), plan, log)


def scenario_named(plan: Plan, wanted: str) -> Scenario:
    """The scenario of that name or id, case aside. Raises CommandError, naming those there are."""
    key = " ".join(wanted.split()).casefold()
    found = [s for s in plan.scenarios if key in (s.id.casefold(), s.name.casefold())]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"“{s.name}”" for s in plan.scenarios)
    if found:
        ids = ", ".join(s.id for s in found)
        raise CommandError(f"“{wanted}” names {len(found)} scenarios: use the id of one, {ids}.")
    raise CommandError(f"There is no scenario “{wanted}”: the plan has {names}.")


def plan_of(path: str | None) -> tuple[Plan, Log]:
    """The plan of that file and its log; the shipped plan where none is named. Raises CommandError."""
    if path is None:
        return shipped_plan(), Log()
    try:
        opened = open_plan(Path(path))
    except OpenError as problem:
        raise CommandError(str(problem)) from problem
    return opened.plan, opened.log


def now() -> datetime:
    """The time to put on what is made. SOURCE_DATE_EPOCH (seconds), where it is set, so that it can be made again."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now().astimezone()


def add_plan(parser: argparse.ArgumentParser) -> None:
    """The options that say what is asked about."""
    parser.add_argument("plan", nargs="?", metavar="PLAN", help="a .bcuplan file; left out: the shipped plan")
    add_scenario(parser)


def add_scenario(parser: argparse.ArgumentParser) -> None:
    """The options beside the plan."""
    parser.add_argument("--scenario", metavar="NAME", help="a scenario by name or id; left out: the one the plan shows")
    parser.add_argument(
        "--terms", choices=[t.value for t in Terms], default=Terms.REAL.value, help="price terms (default: real)"
    )
