"""Compares scenarios of a plan: figures, posts, savings by year, rules, boroughs, decisions, and the bridge."""

from __future__ import annotations

import argparse
import json
from typing import Any

from planner.cli.asked import Drawn, plan_of, scenario_named
from planner.cli.errors import CommandError
from planner.outcome.bridge import BridgeError
from planner.scenario.types import Plan
from planner.views.bridge import Bridge
from planner.views.compare import CompareError, CompareRow, Comparison, compare, comparison_plain
from planner.views.compare_bridge import bridge_of_two
from planner.words.names import plural
from planner.words.vocabulary import Terms

NAME = "compare"
HELP = "compare scenarios of a plan"
MOST_TOLD = 40
"""Decisions spelled out for each scenario; --json gives them all."""


def add(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("plan", nargs="?", metavar="PLAN", help="a .bcuplan file; left out: the shipped plan")
    parser.add_argument(
        "--scenario", metavar="NAME", action="append", required=True,
        help="a scenario by name or id; give it two times or more: the first is the one the others are held against",
    )  # fmt: skip
    parser.add_argument(
        "--terms", choices=[t.value for t in Terms], default=Terms.REAL.value, help="price terms (default: real)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON, see docs/formats/compare.schema.json")


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Print the comparison."""
    plan, _ = plan_of(options.plan)
    ids = [scenario_named(plan, name).id for name in options.scenario]
    terms = Terms(options.terms)
    try:
        found = compare(plan, ids, terms)
        bridges = [bridge_of_two(plan, ids[0], other, terms) for other in ids[1:]]
    except (CompareError, BridgeError) as problem:
        raise CommandError(str(problem)) from problem
    if options.json:
        print(json.dumps(_document(plan, found, bridges), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(found, bridges)))
    return 0


def _document(plan: Plan, found: Comparison, bridges: list[Bridge]) -> dict[str, Any]:
    told = [
        {"scenario": name, "bars": [{"label": bar.label, "amount": bar.amount} for bar in bridge.bars]}
        for name, bridge in zip(found.names[1:], bridges, strict=True)
    ]
    return {**comparison_plain(found), "bridges": told}


def _lines(found: Comparison, bridges: list[Bridge]) -> list[str]:
    lines = [found.summary]
    for table in found.tables:
        lines += ["", *_table((table.title, *found.heads[1:]), table.rows)]
    for bridge in bridges:
        wide = max(len(bar.label) for bar in bridge.bars)
        lines += ["", f"{bridge.title}, {bridge.unit}"]
        lines += [f"  {bar.label:<{wide}}  {bar.shown:>12}" for bar in bridge.bars]
    for one in found.decisions:
        lines += ["", f"{one.scenario} decides {plural(len(one.changes), 'thing')} otherwise than {found.names[0]}"]
        lines += [f"  {x.place}: {x.before} → {x.after}" for x in one.changes[:MOST_TOLD]]
        if len(one.changes) > MOST_TOLD:
            lines.append(f"  and {plural(len(one.changes) - MOST_TOLD, 'more')}; --json gives them all")
    return lines


def _table(heads: tuple[str, ...], rows: tuple[CompareRow, ...]) -> list[str]:
    cells = [heads, *(_cells(row) for row in rows)]
    wide = [max(len(row[at]) for row in cells) for at in range(len(heads))]
    return [
        "  ".join(f"{cell:>{wide[at]}}" if at else f"{cell:<{wide[at]}}" for at, cell in enumerate(row)).rstrip()
        for row in cells
    ]


def _cells(row: CompareRow) -> tuple[str, ...]:
    found = [row.label, row.shown[0]]
    for shown, change in zip(row.shown[1:], row.changes, strict=True):
        found += [shown, change]
    return tuple(found)
