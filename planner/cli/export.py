"""`export`: the workbook, live formulas over the plan's inputs."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.cli.asked import Asked, Drawn, add_plan, asked, now
from planner.cli.errors import CommandError
from planner.exchange.errors import ExportError
from planner.exchange.workbook import write_workbook
from planner.views.tables.decisions import decisions_table

NAME = "export"
HELP = "write an Excel workbook of live formulas over the plan's inputs"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    add_plan(parser)
    parser.add_argument("--without-log", action="store_true", help="leave out the sheet of who decided what")
    parser.add_argument("--xlsx", required=True, metavar="FILE", help="the workbook to write; replaced if there")


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Write it and say where."""
    path = workbook_path(options.xlsx)
    export(asked(options), path, with_log=not options.without_log)
    print(f"Wrote {path}.")
    return 0


def workbook_path(asked_for: str) -> Path:
    """Where a workbook is asked for. Raises CommandError where its name does not end in .xlsx."""
    path = Path(asked_for)
    if path.suffix.casefold() != ".xlsx":
        raise CommandError(f"A workbook's name ends in .xlsx, so that Excel opens it: {path.stem}.xlsx, say.")
    return path


def export(found: Asked, path: Path, *, with_log: bool = True) -> None:
    """Write the workbook of what was asked about. Raises CommandError."""
    decisions = decisions_table(found.plan, found.log, found.outcome.scenario.id) if with_log else None
    try:
        write_workbook(found.outcome, path, plan_name=found.plan_name, as_at=now(), decisions=decisions)
    except ExportError as problem:
        raise CommandError(str(problem)) from problem
