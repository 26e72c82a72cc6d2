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

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.dialogs.buttons import words_only

LOG_NAME = "bcu-planner.log"
_MOST_BYTES = 500_000

log = logging.getLogger("bcu_planner")


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
    """Stands in for sys.excepthook, and keeps the log while it does.

    One report at a time: a fault that repeats at every paint asks once.
    """

    _reported = Signal(str)

    def __init__(self, window: Callable[[], QWidget | None], kept: logging.FileHandler | None) -> None:
        super().__init__()
        self._window, self._kept = window, kept
        self._asking = False
        self._before = sys.excepthook, threading.excepthook
        self._reported.connect(self._ask, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over."""
        if self._kept is not None:
            log.addHandler(self._kept)
        sys.excepthook = self._caught
        threading.excepthook = lambda args: self._caught(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def remove(self) -> None:
        """Give back what was there before, and close the log."""
        sys.excepthook, threading.excepthook = self._before
        if self._kept is not None:
            log.removeHandler(self._kept)
            self._kept.close()

    def _caught(self, kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        details = "".join(traceback.format_exception(kind, value, trace))
        log.error("unforeseen\n%s", details)
        self._reported.emit(details)

    def _ask(self, details: str) -> None:
        if self._asking:
            return
        self._asking = True
        log_file = Path(self._kept.baseFilename) if self._kept is not None else None
        box = crash_box(details, log_file, self._window())
        box.finished.connect(self._answered)
        box.open()

    def _answered(self) -> None:
        self._asking = False


def crash_box(details: str, log_file: Path | None, parent: QWidget | None) -> QMessageBox:
    """The box that says what happened, what was kept and what to do next."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("BCU Planner")
    box.setText("Something went wrong that the planner did not foresee.")
    kept = "Your plan is still open and unchanged by this. Save it under another name to be sure."
    where = f"\nIt is written down in {log_file}." if log_file is not None else ""
    box.setInformativeText(kept + where)
    box.setDetailedText(details)
    copy = box.addButton("Copy details", QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    box.addButton(QMessageBox.StandardButton.Close)
    words_only(box)
    return box
