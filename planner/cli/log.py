"""Prints a plan's decision log: who, when, from what to what, and why; undone decisions marked."""

from __future__ import annotations

import argparse
import json

from planner.cli.asked import Drawn, plan_of
from planner.views.decision_log import Wanted, chosen, log_lines, log_note, log_plain, log_text

NAME = "log"
HELP = "the decision log of a plan"


def add(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("plan", metavar="PLAN", help="a .bcuplan file")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--text", action="store_true", help="as text (what it prints without this too)")
    how.add_argument("--json", action="store_true", help="print JSON, see docs/formats/log.schema.json")
    parser.add_argument("--find", metavar="WORDS", default="", help="only decisions with these words")


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Print the log, the newest decision first."""
    plan, log = plan_of(options.plan)
    lines = chosen(log_lines(plan, log), Wanted(words=options.find))
    if options.json:
        print(json.dumps(log_plain(lines, log), ensure_ascii=False, indent=1))
    else:
        print(log_text(lines, f"Decision log of {options.plan}", log_note(log, len(lines))), end="")
    return 0
