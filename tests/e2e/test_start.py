"""The real entry, in a process of its own: what is loaded at first paint, and what is said where no window can be."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LATE = ["pandas", "openpyxl", "xlsxwriter", "pyqtgraph", "defusedxml"]
STARTER = """
import json, sys
from ui import app
show = app.show_window

def painted(window):
    print(json.dumps({"late": [m for m in LATE if m in sys.modules], "title": window.windowTitle(),
                      "icon": [(s.width(), s.height()) for s in window.windowIcon().availableSizes()],
                      "tabs": window.tabs.names, "made": [n for n in window.tabs.names if window.tabs.made(n)]}))
    window.close()

app.show_window = lambda path: show(path, after=painted)
from ui.main import main
sys.exit(main(sys.argv[1:]))
""".replace("LATE", repr(LATE))


def _run(code: list[str], env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *code],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **(env or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_nothing_heavy_is_loaded_at_first_paint_and_only_one_tab_will_be_made() -> None:
    ran = _run(["-c", STARTER])
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["late"] == []
    assert found["made"] == []
    assert found["tabs"] == ["Wards", "Posts", "Leadership", "Savings", "Rules", "Response", "Suggest"]
    assert "BCU Planner" in found["title"]
    assert found["icon"] == [[128, 128]]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT cannot be sent to another process there")
def test_ctrl_c_in_the_terminal_ends_the_program() -> None:
    interrupting = STARTER.replace("window.close()", "import os, signal; os.kill(os.getpid(), signal.SIGINT)")
    assert _run(["-c", interrupting]).returncode == -signal.SIGINT


def test_a_plan_that_cannot_be_opened_leaves_a_window_with_the_shipped_one(tmp_path: Path) -> None:
    bad = tmp_path / "half.bcuplan"
    bad.write_bytes(b"PK\x03\x04 half")
    ran = _run(["-c", STARTER, str(bad)])
    assert ran.returncode == 0, ran.stderr
    assert "New plan" in json.loads(ran.stdout)["title"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there can a desktop be without a display")
def test_without_a_display_there_is_a_sentence_and_no_abort() -> None:
    ran = _run(["-m", "ui.main"], {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""})
    assert ran.returncode == 2
    assert ran.stderr.startswith("There is no display to show the window on.")
    assert len(ran.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there can a desktop be without a display")
def test_a_display_that_does_not_answer_gives_a_sentence_too() -> None:
    ran = _run(["-m", "ui.main"], {"DISPLAY": ":987", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""})
    assert ran.returncode == 2
    assert len(ran.stderr.strip().splitlines()) == 1
    assert "display" in ran.stderr


def test_where_qt_is_missing_the_window_is_refused_in_a_sentence() -> None:
    code = "import sys; sys.modules['PySide6'] = None\nfrom ui.main import main; sys.exit(main([]))"
    ran = _run(["-c", code], {"DISPLAY": ":0"})
    assert ran.returncode == 2
    assert ran.stderr.startswith("The window needs")
    assert "Traceback" not in ran.stderr


def test_a_command_runs_without_qt() -> None:
    code = "import sys; sys.modules['PySide6'] = None\nfrom ui.main import main; sys.exit(main(sys.argv[1:]))"
    ran = _run(["-c", code, "explain", "full_year_saving"])
    assert ran.returncode == 0, ran.stderr
    assert "£99,770,090" in ran.stdout
