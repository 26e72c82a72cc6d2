"""Drawing the briefing for the command line, which has no window: Qt is loaded only when it is asked for."""

from __future__ import annotations

import ctypes
import locale
import os
import sys
from pathlib import Path

from planner.outcome.evaluate import Outcome
from planner.views.briefing import Briefing


def draw_briefing(outcome: Outcome, content: Briefing, path: Path) -> None:
    """Draw the briefing to a PNG file. Raises ImportError where Qt cannot be loaded, OSError for the file."""
    _start_qt()
    from ui.briefing.render import render, write_png

    write_png(render(outcome, content), path)


def _start_qt() -> None:
    """Make the application that fonts need, off the screen. Raises ImportError instead of letting Qt abort."""
    from PySide6.QtCore import QCoreApplication, QLibraryInfo
    from PySide6.QtGui import QGuiApplication

    if QCoreApplication.instance() is not None:
        return
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        if locale.getencoding().upper() != "UTF-8":
            os.environ["LC_ALL"] = "C.UTF-8"  # what Qt would switch to itself, with a warning
        plugin = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms" / "libqoffscreen.so"
        try:
            # Where a system library is missing Qt would end the whole program over this plugin.
            ctypes.CDLL(str(plugin))
        except OSError as problem:
            raise ImportError(str(problem)) from problem
    _kept.append(QGuiApplication(["bcu-planner"]))


_kept: list[object] = []
"""The application lives as long as the process: pictures and fonts may not outlive it."""
