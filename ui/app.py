"""Starting the window: the application, its look, the plan, and what waits until after the first paint."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import platformdirs
from PySide6.QtCore import QSettings
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from planner.plan_file.errors import OpenError
from planner.session import Session, journal_folder
from ui.crash import CrashHook, log_in
from ui.document import Document
from ui.faults import Faults, fault_details, fault_words
from ui.keeping import Keeping
from ui.main_window import MainWindow

NAME = "bcu-planner"


def settings() -> QSettings:
    """Where the window's own state is kept: a file in the user's folder, on every system."""
    folder = Path(platformdirs.user_config_path(NAME, appauthor=False))
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


def log_folder() -> Path:
    """Where the log and the traces of faults are."""
    return Path(platformdirs.user_log_path(NAME, appauthor=False))


def icon() -> QIcon:
    """The program's own picture, for title bars and task bars."""
    picture = QPixmap()
    picture.loadFromData(files("resources").joinpath("icons", "bcu-planner.png").read_bytes())
    return QIcon(picture)


def show_window(path: Path | None, after: Callable[[MainWindow], None] | None = None) -> int:
    """Show the window and run until it is closed. `after` is called once it is painted."""
    faults = Faults(log_folder())
    faults.install()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("BCU Planner")
    app.setDesktopFileName(NAME)
    app.setWindowIcon(icon())
    session, problem = _session(path)
    window = MainWindow(Document(session), settings())
    hook = CrashHook(lambda: window, log_in(log_folder()))
    hook.install()
    window.looks.put_on()
    if problem:
        window.message.tell(problem)
    window.painted.connect(lambda: _keep(window, hook, faults))
    if after is not None:
        window.painted.connect(lambda: after(window))
    window.show()
    # Qt's loop gives Python no turn to raise KeyboardInterrupt: Ctrl+C in the terminal ends the program at once.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        return app.exec()
    finally:
        hook.remove()
        faults.remove()


def _keep(window: MainWindow, hook: CrashHook, faults: Faults) -> None:
    """Keep the work from now on, and offer back what was not saved when the program ended last."""
    keeping = Keeping(window, journal_folder())
    hook.keep_by(keeping)
    trace = faults.left()
    if trace is not None:
        window.message.tell(fault_words(trace), details=fault_details(trace))
    keeping.offer()


def _session(path: Path | None) -> tuple[Session, str]:
    if path is None:
        return Session.shipped(), ""
    try:
        session = Session.open(path)
    except OpenError as problem:
        return Session.shipped(), f"{problem} The shipped plan is shown instead."
    return session, " ".join(session.notes)
