"""`template`: an empty workbook to fill in and import."""

from __future__ import annotations

import argparse

from planner.area.shipped import load_area, load_baseline
from planner.cli.asked import Drawn, now
from planner.cli.errors import CommandError
from planner.cli.export import workbook_path
from planner.exchange.errors import ExportError
from planner.exchange.template import write_template

NAME = "template"
HELP = "write an Excel workbook to fill in and import"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--xlsx", required=True, metavar="FILE", help="the workbook to write; replaced if there")


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Write it and say where. Raises CommandError."""
    path = workbook_path(options.xlsx)
    area = load_area()
    try:
        write_template(area, path, as_at=now(), baseline=load_baseline(area))
    except ExportError as problem:
        raise CommandError(str(problem)) from problem
    print(f"Wrote {path}.")
    return 0
