"""The console entry: the window, or a command of planner.cli with the parts that Qt draws handed in."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

NO_DISPLAY = (
    "There is no display to show the window on. Use a command instead, such as: bcu-planner report; "
    "or start it in a desktop session."
)
NO_QT = (
    "The window needs system libraries that Qt did not find: {}. Install them, or use a command instead, "
    "such as: bcu-planner report"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, or show the window. `argv` is without the program's name. Gives the exit code.

    Without a command: no argument, or the path of a plan to open. Errors are a sentence on stderr and exit 2.
    """
    args = list(sys.argv[1:] if argv is None else argv)
    if args and not _is_plan(args):
        return _command(args)
    return _window(Path(args[0]) if args else None)


def _is_plan(args: list[str]) -> bool:
    return len(args) == 1 and not args[0].startswith("-") and Path(args[0]).suffix == ".bcuplan"


def _command(args: list[str]) -> int:
    from planner.cli import run

    from ui.drawn import drawn

    return run(args, drawn=drawn())


def _window(path: Path | None) -> int:
    problem = why_no_window()
    if problem:
        print(problem, file=sys.stderr)
        return 2
    from ui.app import show_window

    return show_window(path)


def why_no_window() -> str:
    """A sentence on why the window cannot be shown; empty when it can. Asked before Qt would abort over it."""
    if not _has_display():
        return NO_DISPLAY
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as problem:
        return NO_QT.format(problem)
    return _missing_platform_libraries()


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal", "vnc"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _missing_platform_libraries() -> str:
    """Libraries that the X11 plugin loads when it starts: where one is missing Qt aborts instead of raising."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "xcb") != "xcb":
        return ""
    if os.environ.get("WAYLAND_DISPLAY"):
        return ""
    import ctypes

    import PySide6

    plugin = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as problem:
        return NO_QT.format(str(problem).split(":")[0])
    return ""


if __name__ == "__main__":
    sys.exit(main())
