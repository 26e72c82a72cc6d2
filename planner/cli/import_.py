"""`import`: a plan made from a workbook, where there is no plan yet. To bring changes into a plan: `merge`.

Exit code 1 where values of the workbook could not be taken; the plan is written without them.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from planner.cli.asked import Drawn, now
from planner.cli.errors import CommandError
from planner.cli.merge import WORKBOOK_SUFFIX, problem_line
from planner.cli.taking import add_dates, check_out, dates_words, order_of, write
from planner.exchange.bring.fresh import plan_from, read_alone
from planner.exchange.errors import ExportError
from planner.exchange.errors_book import write_errors
from planner.exchange.problems import Severity
from planner.exchange.received import Received
from planner.plan_file.open import Opened
from planner.plan_file.steps import Log
from planner.scenario.decisions import Refused
from planner.words.names import plural

NAME = "import"
LEFT_OUT = 1
HELP = "make a plan from a workbook; `merge` brings a workbook into a plan that is there"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("workbook", metavar="WORKBOOK", help="the workbook (.xlsx)")
    parser.add_argument("--out", required=True, metavar="PLAN", help="the .bcuplan file to write")
    parser.add_argument("--errors", metavar="FILE", help="write every problem to this workbook, linked to its cell")
    add_dates(parser)


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Make the plan and say what was left out."""
    check_out(options.out)
    if options.errors is not None and Path(options.errors).suffix.casefold() != WORKBOOK_SUFFIX:
        raise CommandError(f"A workbook's name ends in {WORKBOOK_SUFFIX}: {Path(options.errors).stem}.xlsx, say.")
    received = read_alone(Path(options.workbook), order=order_of(options))
    try:
        fresh = plan_from(received, now().date())
    except Refused as refusal:
        _write_errors(options.errors, received)
        raise CommandError(str(refusal)) from refusal
    _write_errors(options.errors, replace(received, problems=fresh.problems))
    write(Path(options.out), Opened(fresh.plan, Log(), ""), None)
    left_out = sum(problem.severity is Severity.ERROR for problem in fresh.problems)
    print("\n".join([fresh.words, *(f"  {problem_line(problem)}" for problem in fresh.problems)]))
    if left_out:
        print(
            f"{plural(left_out, 'value')} could not be taken: {'it stays' if left_out == 1 else 'they stay'} as before."
        )
    for line in dates_words(fresh.problems):
        print(line)
    if options.errors is not None:
        print(f"Wrote {options.errors}.")
    print(f"Wrote {options.out}.")
    return LEFT_OUT if left_out else 0


def _write_errors(path: str | None, received: Received) -> None:
    if path is None:
        return
    try:
        write_errors(received, path)
    except ExportError as problem:
        raise CommandError(str(problem)) from problem
