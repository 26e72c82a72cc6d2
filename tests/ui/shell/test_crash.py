"""Something unforeseen is logged and said once; the window goes on."""

from __future__ import annotations

import gc
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qCritical, qDebug, qWarning
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ui import crash
from ui.crash import LOG_NAME, CrashHook, crash_box, log_in


def test_the_box_says_what_happened_what_was_kept_and_copies_the_details(
    qtbot: QtBot, qapp: object, tmp_path: Path
) -> None:
    box = crash_box("Traceback: the details", tmp_path / "x.log", None)
    qtbot.addWidget(box)
    assert "did not foresee" in box.text()
    assert "still open" in box.informativeText()
    assert "x.log" in box.informativeText()
    next(b for b in box.buttons() if b.text() == "Copy details").click()
    from PySide6.QtGui import QGuiApplication

    assert QGuiApplication.clipboard().text() == "Traceback: the details"


def test_a_fault_that_repeats_asks_once(
    qtbot: QtBot, qapp: object, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[QMessageBox] = []

    def box(details: str, log_file: Path | None, parent: object, kept: str) -> QMessageBox:
        made = crash_box(details, log_file, None)
        asked.append(made)
        return made

    monkeypatch.setattr(crash, "crash_box", box)
    hook = CrashHook(lambda: None, None)
    with caplog.at_level(logging.ERROR, logger="bcu_planner"):
        for _ in range(3):
            try:
                raise ZeroDivisionError("once more")
            except ZeroDivisionError:
                hook._caught(*sys.exc_info())  # type: ignore[arg-type]
        qtbot.waitUntil(lambda: bool(asked))
        qtbot.wait(5)
    assert len(asked) == 1
    assert "once more" in asked[0].detailedText()
    assert len(caplog.records) == 3
    asked[0].done(0)  # it goes when it is closed


def test_a_fault_is_written_down_while_the_hook_is_in_place_and_the_log_closed_after(
    qtbot: QtBot, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[Path | None] = []

    def box(details: str, log_file: Path | None, parent: object, kept: str) -> QMessageBox:
        asked.append(log_file)
        made = crash_box(details, log_file, None)
        made.open = lambda: made.done(0)  # type: ignore[method-assign]
        return made

    monkeypatch.setattr(crash, "crash_box", box)
    kept = log_in(tmp_path / "logs")
    before = sys.excepthook
    hook = CrashHook(lambda: None, kept)
    hook.install()
    try:
        raise ZeroDivisionError("write me down")
    except ZeroDivisionError:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        qtbot.waitUntil(lambda: bool(asked))
    finally:
        hook.remove()
    assert asked == [tmp_path / "logs" / LOG_NAME]
    assert "ZeroDivisionError: write me down" in asked[0].read_text(encoding="utf-8")
    assert sys.excepthook is before
    assert kept not in logging.getLogger("bcu_planner").handlers


def test_where_no_log_can_be_written_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be", encoding="utf-8")
    assert log_in(tmp_path / "taken") is None
    (tmp_path / "full" / LOG_NAME).mkdir(parents=True)
    assert log_in(tmp_path / "full") is None


class Told:
    """A hook in place, with the boxes it would show and what it keeps."""

    words = "7 steps not yet saved are kept in the journal: if the program ended now, nothing of it would be lost."

    def __init__(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.put = 0
        self.asked: list[tuple[str, str]] = []
        monkeypatch.setattr(crash, "crash_box", self._box)
        self.hook = CrashHook(lambda: None, log_in(tmp_path / "logs"))
        self.log = tmp_path / "logs" / LOG_NAME

    def put_on_disk(self) -> None:
        self.put += 1

    def _box(self, details: str, log_file: Path | None, parent: object, kept: str) -> QMessageBox:
        self.asked.append((details, kept))
        made = crash_box(details, log_file, None, kept)
        made.open = lambda: made.done(0)  # type: ignore[method-assign]
        return made


@pytest.fixture
def told(
    qtbot: QtBot, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[Told]:
    made = Told(tmp_path, monkeypatch)
    made.hook.install()
    made.hook.keep_by(made)
    yield made
    made.hook.remove()


def test_the_box_says_how_many_steps_are_kept_and_they_are_on_the_disk_before(told: Told, qtbot: QtBot) -> None:
    try:
        raise ZeroDivisionError("here")
    except ZeroDivisionError:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    assert told.put == 1
    qtbot.waitUntil(lambda: bool(told.asked))
    assert told.asked[0][1] == Told.words
    box = crash_box("x", None, None, Told.words)
    qtbot.addWidget(box)
    assert box.informativeText() == f"Your plan is still open. {Told.words}"


def test_an_exception_on_another_thread_is_told_with_the_threads_name(told: Told, qtbot: QtBot) -> None:
    def fail() -> None:
        raise ZeroDivisionError("in the background")

    thread = threading.Thread(target=fail, name="task weather")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(told.asked))
    assert "in the background" in told.asked[0][0]
    assert "unforeseen in task weather" in told.log.read_text(encoding="utf-8")
    assert told.put == 1


def test_a_thread_that_asks_to_end_is_no_fault(told: Told, qtbot: QtBot) -> None:
    threading.excepthook(threading.ExceptHookArgs((SystemExit, SystemExit(), None, None)))
    qtbot.wait(5)
    assert told.asked == []
    assert told.put == 0


def test_an_exception_that_nobody_can_be_handed_is_told_too(told: Told, qtbot: QtBot) -> None:
    class Falls:
        def __del__(self) -> None:
            raise ZeroDivisionError("while it went")

    falls = Falls()
    del falls
    gc.collect()
    qtbot.waitUntil(lambda: bool(told.asked))
    assert "while it went" in told.asked[0][0]
    assert "Falls.__del__" in told.log.read_text(encoding="utf-8")


def test_an_exception_in_a_slot_is_told_and_the_window_goes_on(told: Told, qtbot: QtBot, monkeypatch: Any) -> None:
    timer = QTimer(singleShot=True)
    timer.timeout.connect(lambda: 1 // 0)
    timer.start(0)
    qtbot.waitUntil(lambda: bool(told.asked))
    assert "ZeroDivisionError" in told.asked[0][0]


@pytest.mark.parametrize(("say", "level"), [(qDebug, None), (qWarning, "WARNING"), (qCritical, "ERROR")])
def test_what_qt_says_is_written_down_by_its_gravity(told: Told, say: Callable[[str], None], level: str | None) -> None:
    say("QThing: the ground is soft")
    text = told.log.read_text(encoding="utf-8")
    assert (f"{level} Qt: QThing: the ground is soft" in text) if level else text == ""
    assert told.asked == []
    assert told.put == 0


def test_before_qt_ends_the_program_the_work_is_on_the_disk(told: Told) -> None:
    context = QMessageLogContext()
    told.hook._from_qt(QtMsgType.QtFatalMsg, context, "no screen any more")
    assert told.put == 1
    assert "CRITICAL Qt: no screen any more" in told.log.read_text(encoding="utf-8")


def test_every_hook_is_given_back(told: Told, qapp: object) -> None:
    mine = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    other = CrashHook(lambda: None, None)
    other.install()
    assert all(a != b for a, b in zip(mine, (sys.excepthook, threading.excepthook, sys.unraisablehook), strict=True))
    other.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == mine
    qWarning("after")
    assert "Qt: after" in told.log.read_text(encoding="utf-8")
