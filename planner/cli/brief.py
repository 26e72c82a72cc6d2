"""`brief`: the briefing picture. Drawing is handed in: without it there is no picture."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.cli.asked import Asked, Drawn, add_plan, asked, now
from planner.cli.errors import CommandError, NoPicture
from planner.views.briefing import MARKINGS, OFFICIAL, briefing

NAME = "brief"
HELP = "draw the briefing picture (1920 × 1080) to a PNG file"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    add_plan(parser)
    parser.add_argument("--png", required=True, metavar="FILE", help="the picture to write; replaced if there")
    parser.add_argument("--marking", choices=MARKINGS, default=OFFICIAL, help=f"protective marking ({OFFICIAL})")


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Draw it and say where it is."""
    path = Path(options.png)
    if path.suffix.casefold() != ".png":
        raise CommandError(f"A picture's name ends in .png: {path.stem}.png, say.")
    draw(asked(options), path, drawn, options.marking)
    print(f"Wrote {path}.")
    return 0


def draw(found: Asked, path: Path, drawn: dict[str, Drawn], marking: str = OFFICIAL) -> None:
    """Draw the briefing of what was asked about. Raises NoPicture, or CommandError when the file refuses."""
    if "brief" not in drawn:
        raise NoPicture
    if not path.parent.is_dir():
        raise CommandError(f"There is no folder {path.parent}: make it or choose another, then draw {path} again.")
    content = briefing(found.outcome, as_at=now().date(), marking=marking)
    try:
        drawn["brief"](found.outcome, content, path)
    except ImportError as problem:
        raise NoPicture(str(problem)) from problem
    except OSError as problem:
        raise CommandError(
            f"{path} could not be written: {problem.strerror or problem}. Choose another name or folder."
        ) from problem
