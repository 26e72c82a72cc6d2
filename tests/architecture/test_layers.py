"""The floors hold: no room imports one above it, and the check is seen to fail when one does."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
BREACHES = {
    "words imports area": ("planner/words/__init__.py", "import planner.area"),
    "words and files import one another": ("planner/words/__init__.py", "import planner.files"),
    "views imports session": ("planner/views/__init__.py", "import planner.session"),
    "plan_file and exchange import one another": ("planner/plan_file/__init__.py", "import planner.exchange"),
    "session imports cli": ("planner/session/__init__.py", "import planner.cli"),
    "planner imports ui": ("planner/area/__init__.py", "import ui"),
    "planner imports Qt": ("planner/outcome/__init__.py", "from PySide6.QtCore import QObject"),
    "planner imports Qt inside a function": (
        "planner/cli/__init__.py",
        "def f():\n    import shiboken6\n    return shiboken6",
    ),
    "a room that no floor names": ("planner/attic/__init__.py", ""),
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINT, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8")


def test_no_room_imports_one_above_it() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the rooms with nothing but their own files in it."""
    folder = tmp_path_factory.mktemp("house")
    for room in ("planner", "ui"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize("breach", BREACHES)
def test_a_planted_breach_is_found(breach: str, house: Path) -> None:
    name, line = BREACHES[breach]
    path = house / name
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        result = lint_imports(house)
    finally:
        if before is None:
            shutil.rmtree(path.parent)
        else:
            path.write_text(before, encoding="utf-8")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "BROKEN" in result.stdout or "attic" in result.stdout
