"""Work off the window's thread reports, can be stopped, and never brings a stale result."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ui.tasks import Cancelled, Progress, TaskBar, TaskCancelled, Tasks


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
