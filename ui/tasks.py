"""Work off the window's thread: progress, Cancel, and no stale result.

A task gets two plain callables, `progress(share)` and `cancelled()`. Starting another task of the same kind makes
the one before it stale: its result is dropped when it comes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]
Work = Callable[[Progress, Cancelled], Any]

SHOWN_AFTER_MS = 500
PATIENCE_S = 5.0


class TaskCancelled(Exception):
    """Raised by work that found it was cancelled; nothing is reported."""


@dataclass(frozen=True)
class Job:
    """Work that a part of the window asks for; see Tasks.run."""

    kind: str
    label: str
    work: Work
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]


@dataclass(eq=False)
class _Task:
    kind: str
    label: str
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    thread: threading.Thread | None = None
    stop: bool = False


class Tasks(QObject):
    """Runs at most one task of each kind whose result is wanted."""

    started = Signal(str)
    progressed = Signal(float)
    ended = Signal()
    _came = Signal(object, object, object)
    _advanced = Signal(object, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: dict[str, _Task] = {}
        self._running: set[_Task] = set()
        self._came.connect(self._settle)
        self._advanced.connect(self._advance)

    @property
    def busy(self) -> bool:
        """Whether a result is still wanted."""
        return bool(self._wanted)

    def start(self, job: Job) -> None:
        """Run a job."""
        self.run(job.kind, job.label, job.work, job.done, job.failed)

    def run(
        self,
        kind: str,
        label: str,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Start work in a thread. `done` or `failed` is called here, in the window's thread, unless it is stale."""
        self.cancel(kind)
        task = _Task(kind, label, done, failed)
        self._wanted[kind] = task
        self._running.add(task)

        def body() -> None:
            try:
                found: Any = work(lambda share: self._advanced.emit(task, share), lambda: task.stop)
            except TaskCancelled:
                task.stop = True  # before it is told: the window's thread may read it at once
                self._came.emit(task, None, None)
            except Exception as problem:
                self._came.emit(task, None, problem)
            else:
                self._came.emit(task, found, None)

        task.thread = threading.Thread(target=body, name=f"task {kind}", daemon=True)
        self.started.emit(label)
        task.thread.start()

    def cancel(self, kind: str | None = None) -> None:
        """Ask tasks to stop, of one kind or all; their results are no longer wanted."""
        for name in [kind] if kind is not None else list(self._wanted):
            task = self._wanted.pop(name, None)
            if task is not None:
                task.stop = True
        if not self._wanted:
            self.ended.emit()

    def finish(self) -> None:
        """Stop everything and wait a little, PATIENCE_S for all together: for closing the window.

        Work that does not stop by then ends with the process. It leaves no half of a file: what is written is put
        in place whole (planner.files).
        """
        self.cancel()
        until = time.monotonic() + PATIENCE_S
        for task in list(self._running):
            if task.thread is not None:
                task.thread.join(max(0.0, until - time.monotonic()))

    def _advance(self, task: _Task, share: float) -> None:
        if self._wanted.get(task.kind) is task:
            self.progressed.emit(share)

    def _settle(self, task: _Task, found: Any, problem: Exception | None) -> None:
        self._running.discard(task)
        if self._wanted.get(task.kind) is not task:
            return
        del self._wanted[task.kind]
        if not self._wanted:
            self.ended.emit()
        if problem is not None:
            task.failed(problem)
        elif not task.stop:
            task.done(found)


class TaskBar(QWidget):
    """What is being done, how far it is, and Cancel: in the status bar, once half a second has gone by."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName("Progress")
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.setProperty("kind", "link")
        self.cancel_button.clicked.connect(lambda: tasks.cancel())
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        for widget in (self._label, self._bar, self.cancel_button):
            row.addWidget(widget)
        self._wait = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._wait.timeout.connect(self.show)
        tasks.started.connect(self._started)
        tasks.progressed.connect(self._progressed)
        tasks.ended.connect(self._ended)
        self.hide()

    def _started(self, label: str) -> None:
        self._label.setText(label)
        self._bar.setRange(0, 0)
        self._wait.start()

    def _progressed(self, share: float) -> None:
        self._bar.setRange(0, 100)
        self._bar.setValue(round(100 * share))

    def _ended(self) -> None:
        self._wait.stop()
        self.hide()
