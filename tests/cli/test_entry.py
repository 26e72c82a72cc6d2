"""The console entry as a program of its own: no display, no Qt started beforehand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ENTRY = "import sys; from ui.main import main; sys.exit(main())"


def planner(*argv: str, before: str = "") -> subprocess.CompletedProcess[str]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONIOENCODING", "PYTHONUTF8")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, "-c", before + ENTRY, *argv]
    return subprocess.run(
        command, env=environment | {"LC_ALL": "C"}, capture_output=True, check=False, encoding="utf-8",
        cwd=Path(__file__).parents[2],
    )  # fmt: skip


def test_headless_draws_the_picture_where_there_is_no_display(tmp_path: Path) -> None:
    result = planner("headless", "--out", str(tmp_path))
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "twelve-bcus.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert (tmp_path / "twelve-bcus.xlsx").exists()
    assert "£99.8m" in result.stdout


def test_headless_where_qt_cannot_be_imported_says_so_and_gives_0(tmp_path: Path) -> None:
    result = planner("headless", "--out", str(tmp_path), before="import sys; sys.modules['PySide6'] = None; ")
    assert (result.returncode, result.stderr) == (0, "")
    assert [p.name for p in tmp_path.iterdir()] == ["twelve-bcus.xlsx"]
    assert "no picture, because Qt" in result.stdout


def test_a_report_needs_no_qt_and_imports_no_library_it_does_not_use() -> None:
    unused = ("PySide6", "pandas", "openpyxl", "xlsxwriter", "pyqtgraph")
    block = f"import sys; sys.modules.update(dict.fromkeys({unused})); "
    result = planner("report", "--json", before=block)
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["full_year_saving"] == 99_770_090


def test_a_refusal_is_a_sentence_and_2() -> None:
    result = planner("report", "nowhere.bcuplan")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
