"""Holds the planner's files that tests take through every branch: `python packaging/check_coverage.py [--add]`.

Runs the planner's own exact tests, without Qt's plugin and in a fixed order, and fails when a file of
packaging/fully_covered.txt has a line or branch that no test takes, or is gone. With --add, files that have
become complete are put on the list. Run by the environment's Python.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "packaging" / "fully_covered.txt"
# A branch counts as taken when an exact test takes it: random cases (property) come upon some by chance. The
# others look at the window, the files or the packaging, write and read whole workbooks, or search millions of maps.
LEFT_OUT = ("property", "ui", "e2e", "architecture", "packaging", "benchmarks", "snapshots")
LEFT_OUT += ("cli", "endurance", "exchange", "suggest")


def main(arguments: list[str]) -> int:
    """Measure, compare with the list and say what is wrong; return the exit code."""
    measured = _measure()
    if measured is None:
        return 1
    complete = {name for name, file in measured.items() if _is_complete(file)}
    listed = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    lost = [name for name in listed if name not in complete]
    for name in lost:
        print(f"{name} is no longer taken through every branch: {_missing(measured.get(name))}.")
    new = sorted(complete - set(listed))
    if new and "--add" in arguments:
        head = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line[:1] == "#"]
        LIST.write_text("\n".join([*head, *sorted({*listed, *new})]) + "\n", encoding="utf-8")
    print(f"{len(listed) - len(lost)} of {len(listed)} listed files are complete; {len(new)} more could be listed.")
    return 1 if lost else 0


def _measure() -> dict[str, Any] | None:
    """Return coverage's findings by file of the planner; None when the tests themselves failed."""
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, COVERAGE_FILE=str(Path(folder) / "data"), BCU_PLANNER_TIER="test")
        coverage = [sys.executable, "-m", "coverage"]
        ignored = [f"--ignore=tests/{name}" for name in LEFT_OUT if (ROOT / "tests" / name).exists()]
        plugins = [f"-pno:{name}" for name in ("pytest-qt", "xdist", "randomly", "cacheprovider")]
        tests = [*coverage, "run", "--source", "planner", "-m", "pytest", "-q", "tests", *plugins, *ignored]
        if subprocess.run(tests, cwd=ROOT, env=environment, check=False).returncode:
            return None
        report = Path(folder) / "report.json"
        command = [*coverage, "json", "--quiet", "-o", str(report)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return {Path(name).as_posix(): file for name, file in files.items()}


def _is_complete(file: dict[str, Any]) -> bool:
    summary = file["summary"]
    whole = not summary["missing_lines"] and not summary["missing_branches"]
    return bool(summary["num_statements"]) and whole


def _missing(file: dict[str, Any] | None) -> str:
    if file is None:
        return "the file is gone; take it off the list"
    branches = [f"{start}→{'end' if end < 0 else end}" for start, end in file["missing_branches"]]
    return f"lines {file['missing_lines']}, branches {', '.join(branches) or 'none'}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
