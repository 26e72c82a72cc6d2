"""The planner works where there is no Qt at all: every module imports, and its tests run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

BLOCK_QT = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6", "pyqtgraph"):
            raise ModuleNotFoundError("no Qt here: " + name, name=name)

sys.meta_path.insert(0, NoQt())
"""
IMPORT_ALL = """
import importlib, pkgutil
sys.path.insert(0, sys.argv[1])
import planner
assert planner.__file__.startswith(sys.argv[1]), planner.__file__
names = [found.name for found in pkgutil.walk_packages(planner.__path__, "planner.", onerror=lambda name: None)]
for name in names:
    if not name.endswith(".__main__"):
        importlib.import_module(name)
print(len(names), "modules")
"""
RUN_TESTS = """
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", BLOCK_QT + code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")


def test_all_of_planner_imports_without_qt() -> None:
    result = python(IMPORT_ALL, str(ROOT))
    assert result.returncode == 0, result.stderr
    assert int(result.stdout.split()[0]) > 10


@pytest.mark.parametrize("line", ["import PySide6.QtCore", "from pyqtgraph import mkPen", "import ui.theme"])
def test_a_module_that_imports_qt_is_found(line: str, tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "planner", tmp_path / "planner", ignore=ignored)
    shutil.copytree(ROOT / "ui", tmp_path / "ui", ignore=ignored)
    with (tmp_path / "planner" / "words" / "vocabulary.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    result = python(IMPORT_ALL, str(tmp_path))
    assert result.returncode != 0
    assert "no Qt here" in result.stderr


def test_the_planners_tests_run_without_qt() -> None:
    result = python(RUN_TESTS, "-q", "-p", "no:pytest-qt", "-p", "no:cacheprovider", "tests/words")
    assert result.returncode == 0, result.stdout + result.stderr
    assert " passed" in result.stdout
