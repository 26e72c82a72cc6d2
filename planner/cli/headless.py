"""`headless`: the main job where no window can open: workbook, briefing picture and headline figures."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.cli.asked import Asked, Drawn
from planner.cli.brief import draw
from planner.cli.errors import CommandError, NoPicture
from planner.cli.export import export
from planner.outcome.evaluate import evaluate_plan
from planner.scenario.log import Log
from planner.scenario.shipped import shipped_plan
from planner.views.summary_words import summary_lines

NAME = "headless"
HELP = "without a window: workbook and briefing picture of the shipped plan into a folder"
FILE_NAME = "twelve-bcus"
WINDOW = (
    "There is no window here. To get it, run the same command at a computer with a screen "
    "(or in a remote desktop, or under xvfb-run)."
)


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--out", required=True, metavar="DIR", help="the folder to write to; made if it is not there")


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Write both files, print the headline and the paths. A picture that cannot be drawn is said, no failure."""
    folder = Path(options.out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CommandError(f"The folder {folder} could not be made: {problem.strerror or problem}.") from problem
    found = Asked("", evaluate_plan(shipped_plan()), shipped_plan(), Log())
    workbook, picture = folder / f"{FILE_NAME}.xlsx", folder / f"{FILE_NAME}.png"
    export(found, workbook)
    about_picture = _draw(found, picture, drawn)
    print("\n".join(summary_lines(found.outcome)))
    print(f"\nWorkbook: {workbook}")
    print(about_picture)
    print(f"\n{WINDOW}")
    return 0


def _draw(found: Asked, path: Path, drawn: dict[str, Drawn]) -> str:
    """Draw the picture; gives the line that says where it is, or why there is none."""
    try:
        draw(found, path, drawn)
    except NoPicture as problem:
        return str(problem)
    return f"Picture:  {path}"
