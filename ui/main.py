"""The console entry: the window, or a command of planner.cli with the parts that Qt draws handed in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, or show the window. `argv` is without the program's name. Gives the exit code.

    Without a command: no argument, or the path of a plan to open. Errors are a sentence on stderr and exit 2.
    """
    args = list(sys.argv[1:] if argv is None else argv)
    if args and not _is_plan(args):
        return _command(args)
    return _window(Path(args[0]) if args else None)


def _is_plan(args: list[str]) -> bool:
    if len(args) != 1 or args[0].startswith("-"):
        return False
    path = Path(args[0])
    return path.suffix == ".bcuplan" or (bool(path.suffix) and path.is_file())


def _command(args: list[str]) -> int:
    from planner.cli import run
    from ui.briefing.draw import draw_briefing

    return run(args, drawn={"brief": draw_briefing})


def _window(path: Path | None) -> int:
    from ui.display import why_no_window

    problem = why_no_window()
    if problem:
        print(problem, file=sys.stderr)
        return 2
    from ui.app import show_window

    return show_window(path)


if __name__ == "__main__":
    sys.exit(main())
