"""The real window is killed at random instants: its next start offers back all but at most the step in hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.session import Session
from planner.session.recovery import find, recover
from tests.conftest import TIER
from tests.e2e.sitting_to_kill import TOLD, summary

ROOT = Path(__file__).parents[2]
INSTANTS = {"test": 1, "ci": 2, "thorough": 10}[TIER]
LATEST_S = 2.0
PATIENCE_S = 60.0
WORKING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui import app
from tests.e2e.window_to_kill import Worker
show = app.show_window
app.show_window = lambda path: show(path, after=lambda window: Worker(window, Path(sys.argv[1]), int(sys.argv[2])))
from ui.main import main
sys.exit(main([]))
"""
OFFERED = """
import json, sys
from PySide6.QtWidgets import QApplication
from ui import app
from ui.dialogs.recover import RecoverDialog
from tests.e2e.sitting_to_kill import summary
show = app.show_window

def painted(window):
    dialogs = window.findChildren(RecoverDialog)
    for dialog in dialogs:
        dialog.recover_button.click()
    print(json.dumps({"dialogs": len(dialogs), "found": summary(window.document.session)}))
    window.document.save_as(sys.argv[1])
    window.close()

app.show_window = lambda path: show(path, after=painted)
from ui.main import main
sys.exit(main([]))
"""


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"}


@pytest.mark.parametrize("instant", range(INSTANTS))
def test_a_window_killed_at_any_instant_is_offered_back_at_the_next_start(
    instant: int, tmp_path: Path, home: Path
) -> None:
    command = [sys.executable, "-c", WORKING, str(tmp_path), str(instant)]
    with subprocess.Popen(command, cwd=ROOT, env=_environment(home)) as process:
        end = time.monotonic() + PATIENCE_S
        while not _told(tmp_path):
            assert time.monotonic() < end
            assert process.poll() is None
            time.sleep(0.01)
        time.sleep(Random(instant).uniform(0.1, LATEST_S))
        process.kill()
    told = _told(tmp_path)[-1]
    again = subprocess.run(
        [sys.executable, "-c", OFFERED, str(tmp_path / "end.bcuplan")],
        cwd=ROOT, env=_environment(home), capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert again.returncode == 0, again.stderr
    offered = json.loads(again.stdout)
    found = offered["found"]
    if not offered["dialogs"]:  # killed as it had just saved: all is in the file
        found = summary(Session.open(tmp_path / "window.bcuplan", recent_folder=tmp_path))
    if found != told:
        assert abs(len(found["done"]) - len(told["done"])) <= 1
        longer, shorter = sorted((found["done"], told["done"]), key=len, reverse=True)
        assert longer[: len(shorter)] == shorter
        assert found["done"] != told["done"] or found["plan"] == told["plan"]


def _told(folder: Path) -> list[dict[str, Any]]:
    try:
        lines = (folder / TOLD).read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in lines[:-1]]


def test_the_journal_of_a_window_that_lives_is_read_by_nobody_else(tmp_path: Path, home: Path) -> None:
    from planner.session import journal_folder

    command = [sys.executable, "-c", WORKING, str(tmp_path), "1"]
    with subprocess.Popen(command, cwd=ROOT, env=_environment(home)) as process:
        end = time.monotonic() + PATIENCE_S
        while len(_told(tmp_path)) < 3:
            assert time.monotonic() < end
            time.sleep(0.01)
        assert find(journal_folder()) == ()
        process.kill()
    (left,) = find(journal_folder())
    session = recover(left)
    assert len(summary(session)["done"]) >= 1
    session.close()
