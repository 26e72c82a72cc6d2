"""What happens when something goes wrong that nobody foresaw: it is logged, said, and the work stays open."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.dialogs.buttons import words_only

LOG_NAME = "bcu-planner.log"
_MOST_BYTES = 500_000
STILL_OPEN = "Your plan is still open."
NO_JOURNAL = "Save it under another name to be sure."
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

log = logging.getLogger("bcu_planner")


class Safe(Protocol):
    """What keeps the work."""

    @property
    def words(self) -> str:
        """What is kept just now, in a sentence; empty where nothing keeps it."""

    def put_on_disk(self) -> None:
        """Have it outlast even a power cut. Called from any thread."""


def log_in(folder: Path) -> logging.FileHandler | None:
    """A log kept in the folder, at most 1 MB in two files, opened now; None where it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / LOG_NAME, maxBytes=_MOST_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


class CrashHook(QObject):
    """The one hook for exceptions on every thread, those that Python can only complain of, and Qt's messages.

    Keeps the log while it is installed. One report at a time: a fault that repeats at every paint asks once.
    """

    _reported = Signal(str)

    def __init__(
        self, window: Callable[[], QWidget | None], kept: logging.FileHandler | None, safe: Safe | None = None
    ) -> None:
        super().__init__()
        self._window, self._kept, self._safe = window, kept, safe
        self._asking = False
        self._before: tuple[Any, ...] = ()
        self._reported.connect(self._ask, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over."""
        if self._kept is not None:
            log.addHandler(self._kept)
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook, qInstallMessageHandler(self._from_qt)
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        sys.unraisablehook = self._unraisable

    def remove(self) -> None:
        """Give back what was there before, and close the log."""
        sys.excepthook, threading.excepthook, sys.unraisablehook, from_qt = self._before
        qInstallMessageHandler(from_qt)
        if self._kept is not None:
            log.removeHandler(self._kept)
            self._kept.close()

    def keep_by(self, safe: Safe) -> None:
        """Say from now on what this keeps."""
        self._safe = safe

    def _caught(self, kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        self._report("unforeseen", kind, value, trace)

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if not issubclass(args.exc_type, SystemExit):
            name = args.thread.name if args.thread is not None else "a thread"
            self._report(f"unforeseen in {name}", args.exc_type, args.exc_value, args.exc_traceback)

    def _unraisable(self, args: sys.UnraisableHookArgs) -> None:
        said = args.err_msg or "unforeseen, and nobody to tell, in"
        self._report(f"{said} {args.object!r}", args.exc_type, args.exc_value, args.exc_traceback)

    def _report(
        self, said: str, kind: type[BaseException], value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._safe is not None:
            self._safe.put_on_disk()
        details = "".join(traceback.format_exception(kind, value, trace))
        log.error("%s\n%s", said, details)
        self._reported.emit(details)

    def _from_qt(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        """Write Qt's message down. After a fatal one Qt ends the program: the work is put on the disk first."""
        level = _LEVELS.get(kind, logging.WARNING)
        if level == logging.CRITICAL and self._safe is not None:
            self._safe.put_on_disk()
        category = f" {context.category}" if context.category and context.category != "default" else ""
        log.log(level, "Qt%s: %s", category, text)

    def _ask(self, details: str) -> None:
        if self._asking:
            return
        self._asking = True
        log_file = Path(self._kept.baseFilename) if self._kept is not None else None
        box = crash_box(details, log_file, self._window(), self._safe.words if self._safe is not None else "")
        box.finished.connect(self._answered)
        box.open()

    def _answered(self) -> None:
        self._asking = False


def crash_box(details: str, log_file: Path | None, parent: QWidget | None, kept: str = "") -> QMessageBox:
    """The box that says what happened, what was kept (a sentence) and what to do next."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("BCU Planner")
    box.setText("Something went wrong that the planner did not foresee.")
    where = f"\nIt is written down in {log_file}." if log_file is not None else ""
    box.setInformativeText(f"{STILL_OPEN} {kept or NO_JOURNAL}{where}")
    box.setDetailedText(details)
    copy = box.addButton("Copy details", QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Close))
    words_only(box)
    return box
