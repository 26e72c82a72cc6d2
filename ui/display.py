"""Whether a window can be shown at all, found out before Qt would end the program over it."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

NO_DISPLAY = (
    "There is no display to show the window on. Use a command instead, such as: bcu-planner report; "
    "or start it in a desktop session."
)
NO_ANSWER = (
    "The display {} does not answer. Start the planner in a desktop session, "
    "or use a command instead, such as: bcu-planner report"
)
NO_QT = (
    "The window needs system libraries that Qt did not find: {}. Install them, or use a command instead, "
    "such as: bcu-planner report"
)


def why_no_window() -> str:
    """A sentence on why the window cannot be shown; empty when it can."""
    linux = sys.platform.startswith("linux")
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    on_x = linux and platform in ("", "xcb") and not os.environ.get("WAYLAND_DISPLAY")
    if on_x and not os.environ.get("DISPLAY"):
        return NO_DISPLAY
    try:
        import PySide6.QtWidgets
    except ImportError as problem:
        return NO_QT.format(_library(problem))
    if not on_x:
        return ""
    return _why_no_x(Path(PySide6.__file__).parent)


def _why_no_x(qt: Path) -> str:
    """Qt's part for X: where one of its libraries is missing, or the display does not answer, Qt aborts."""
    try:
        ctypes.CDLL(str(qt / "Qt" / "plugins" / "platforms" / "libqxcb.so"))
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as problem:
        return NO_QT.format(_library(problem))
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return NO_ANSWER.format(os.environ.get("DISPLAY", "")) if failed else ""


def _library(problem: Exception) -> str:
    """The library's name out of the loader's words: "libEGL.so.1: cannot open shared object file…"."""
    return str(problem).split(":")[0]
