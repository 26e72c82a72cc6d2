"""Something unforeseen is logged and said once; the window goes on."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest
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

    def box(details: str, log_file: Path | None, parent: object) -> QMessageBox:
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

    def box(details: str, log_file: Path | None, parent: object) -> QMessageBox:
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
