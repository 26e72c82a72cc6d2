"""Checks what a built wheel holds: `python packaging/check_wheel.py dist/….whl`.

Only planner, ui and resources (without resources/build) and the wheel's own description; every data file of
resources that the project keeps; the licence; the command. Says each thing that is wrong and exits 1.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("planner", "ui", "resources")
DATA = {".csv", ".json", ".ttf", ".otf", ".png", ".svg", ".txt", ".bcuplan"}


def main(wheel: str) -> int:
    """Print what is wrong with the wheel, or how many files it holds; return the exit code."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        description = {name.partition(".dist-info/")[2]: name for name in names if ".dist-info/" in name}
        command = archive.read(description["entry_points.txt"]).decode() if "entry_points.txt" in description else ""
    wrong = [f"holds {name}" for name in sorted(names) if not _belongs(name)]
    wrong += [f"lacks {name}" for name in sorted(_kept() - names)]
    if "licenses/LICENSE" not in description:
        wrong.append("lacks the licence")
    if "bcu-planner = ui.main:main" not in command:
        wrong.append("lacks the command bcu-planner")
    for each in wrong:
        print(f"The wheel {each}.")
    if not wrong:
        print(f"The wheel holds {len(names)} files, all of them its own.")
    return 1 if wrong else 0


def _belongs(name: str) -> bool:
    top, _, rest = name.partition("/")
    if top.endswith(".dist-info"):
        return True
    return top in PACKAGES and not (top == "resources" and rest.startswith("build/"))


def _kept() -> set[str]:
    """Return the modules and data files of the project that a wheel has to hold."""
    found = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*"):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix in {".py", *DATA} and "__pycache__" not in path.parts and _belongs(name):
                found.add(name)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
