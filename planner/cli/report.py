"""`report`: the whole outcome as JSON, or its headline in words."""

from __future__ import annotations

import argparse
import json

from planner.cli.asked import Drawn, add_plan, asked
from planner.views.frozen import frozen_note
from planner.views.report import report
from planner.views.summary_words import summary_lines

NAME = "report"
HELP = "print the outcome: headline figures, or everything with --json"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    add_plan(parser)
    parser.add_argument("--json", action="store_true", help="print the whole outcome as JSON")


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Print it."""
    found = asked(options)
    note = frozen_note(found.plan, found.outcome.scenario)
    if options.json:
        print(json.dumps(report(found.outcome, note), ensure_ascii=False, indent=1))
    else:
        print("\n".join(summary_lines(found.outcome, note)))
    return 0
