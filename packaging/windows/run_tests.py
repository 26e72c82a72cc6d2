"""Runs some of the project's tests under the Windows Python of a lab: run_tests.py FOLDER PLATFORM JUNIT TESTS…

FOLDER is the project's; PLATFORM is Qt's: windows or offscreen. It is set here, because Wine keeps Qt's variables
from a program. What Wine cannot do and Qt says so is no fault of the planner, and is left out of what fails a test.
"""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

WINE_CANNOT = [
    r"^EnableNonClientDpiScaling\(\) failed for HWND \w+ \(120\)",
    r"^QtWindows::DpiAwareness::\w+ is not supported by current system",
    r"^QFontDatabase: Cannot find font directory",
]


def main(folder: str, platform: str, junit: str, *tests: str) -> int:
    """Run them and return pytest's exit code."""
    os.environ.update(QT_QPA_PLATFORM=platform, PYTHONUTF8="1", BCU_PLANNER_TIER="test")
    os.chdir(folder)
    import pytest

    with Path("pyproject.toml").open("rb") as file:
        ignored = tomllib.load(file)["tool"]["pytest"]["ini_options"]["qt_log_ignore"] + WINE_CANNOT
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist", "--rootdir", folder]
    options += ["--junit-xml", junit, "-o", "qt_log_ignore=" + "\n".join(ignored)]
    return int(pytest.main([*options, *tests]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
