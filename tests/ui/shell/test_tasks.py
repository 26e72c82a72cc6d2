"""Work off the window's thread reports, can be stopped, and never brings a stale result."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from planner.files import replace_file
from tests.architecture.sources import ROOT
from ui.tasks import PATIENCE_S, Cancelled, Progress, TaskBar, TaskCancelled, Tasks


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.finish()


def test_a_result_comes_back_in_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    came: list[tuple[int, threading.Thread]] = []
    tasks.run("sum", "Adding", lambda p, c: 2 + 2, lambda x: came.append((x, threading.current_thread())), came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert came == [(4, threading.main_thread())]
    assert not tasks.busy


def test_a_stale_result_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    gate, came = threading.Event(), list[Any]()

    def slow(progress: Progress, cancelled: Cancelled) -> str:
        gate.wait(2)
        return "old"

    tasks.run("same", "Old", slow, came.append, came.append)
    tasks.run("same", "New", lambda p, c: "new", came.append, came.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(came))
    qtbot.wait(20)
    assert came == ["new"]


def test_cancel_reaches_the_work_and_nothing_comes(tasks: Tasks, qtbot: QtBot) -> None:
    stopped, came = threading.Event(), list[Any]()

    def work(progress: Progress, cancelled: Cancelled) -> str:
        while not cancelled():
            stopped.wait(0.002)
        stopped.set()
        raise TaskCancelled

    bar = TaskBar(tasks)
    qtbot.addWidget(bar)
    tasks.run("long", "Long work", work, came.append, came.append)
    bar.cancel_button.click()
    assert stopped.wait(2)
    qtbot.wait(10)
    assert came == []
    assert not tasks.busy


def test_work_that_gives_up_by_itself_reports_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    came = list[Any]()

    def work(progress: Progress, cancelled: Cancelled) -> None:
        raise TaskCancelled

    tasks.run("odd", "Odd", work, came.append, came.append)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert came == []


def test_a_failure_is_handed_over_not_lost(tasks: Tasks, qtbot: QtBot) -> None:
    came = list[Exception]()

    def work(progress: Progress, cancelled: Cancelled) -> None:
        raise ValueError("no such file")

    tasks.run("bad", "Bad", work, lambda _: None, came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert str(came[0]) == "no such file"


def test_progress_shows_after_half_a_second(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    bar = TaskBar(tasks)
    qtbot.addWidget(bar)
    tasks.run("long", "Long work", lambda p, c: gate.wait(3), lambda _: None, lambda _: None)
    assert bar.isHidden()
    qtbot.waitUntil(lambda: not bar.isHidden(), timeout=1500)
    gate.set()
    qtbot.waitUntil(bar.isHidden)


HUNG = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from planner.files import replace_file
from ui import tasks

app = QCoreApplication([])
tasks.PATIENCE_S = 0.2
made, writing = tasks.Tasks(), threading.Event()

def work(progress, cancelled):
    def hang(written):
        writing.set()
        threading.Event().wait()
    replace_file(Path(sys.argv[1]), b"new, whole", before=hang)

for kind in ("export", "other"):
    made.run(kind, "Writing", work if kind == "export" else lambda p, c: threading.Event().wait(), print, print)
assert writing.wait(10)
made.finish()
print("closed")
"""


def test_work_that_hangs_does_not_keep_the_program_and_leaves_the_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old, whole")
    command = [sys.executable, "-c", HUNG, str(path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout.strip(), ended.stderr) == (0, "closed", "")
    assert path.read_bytes() == b"old, whole"


def test_closing_waits_for_work_that_is_nearly_done(tasks: Tasks, tmp_path: Path) -> None:
    path, writing = tmp_path / "plan.xlsx", threading.Event()

    def look(written: Path) -> None:
        writing.set()
        time.sleep(0.2)

    tasks.run("export", "Writing", lambda p, c: replace_file(path, b"whole", before=look), print, print)
    assert writing.wait(5)
    tasks.finish()
    assert path.read_bytes() == b"whole"


def test_closing_waits_no_longer_for_five_that_hang_than_for_one(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, now, waited = threading.Event(), [100.0], list[float]()
    for kind in "abcde":
        tasks.run(kind, "Long", lambda p, c: gate.wait(30), print, print)

    def join(thread: threading.Thread, timeout: float) -> None:
        waited.append(timeout)
        now[0] += timeout

    with monkeypatch.context() as patched:
        patched.setattr("ui.tasks.time", SimpleNamespace(monotonic=lambda: now[0]))
        patched.setattr(threading.Thread, "join", join)
        tasks.finish()
    assert waited == [PATIENCE_S, 0, 0, 0, 0]
    gate.set()
