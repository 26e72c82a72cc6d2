"""Holds that every pin has a Windows wheel with a pinned hash, for each Python: `check_windows_wheels.py [3.13 …]`.

Installs the pinned requirements for Windows into a folder that is removed again, from whichever package index this
machine is set up for. Needs `uv`, which is in packaging/requirements/bundle.txt. Exit code 1 when one has none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ("run.txt", "dev.txt", "bundle.txt")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def main(pythons: list[str]) -> int:
    """Install for each Python, say what is missing and return the exit code."""
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if not uv:
        print("uv is not installed; it is in packaging/requirements/bundle.txt. Nothing was checked.", file=sys.stderr)
        return 2
    wrong = 0
    for python in pythons or PYTHONS:
        for name in REQUIREMENTS:
            problem = why_not(uv, python, ROOT / "packaging" / "requirements" / name)
            if problem:
                wrong += 1
                print(f"{name} cannot be installed on Windows with Python {python}:\n{problem}")
    if not wrong:
        print(f"{', '.join(REQUIREMENTS)} install on 64-bit Windows with Python {', '.join(pythons or PYTHONS)}.")
    return 1 if wrong else 0


def why_not(uv: str, python: str, requirements: Path) -> str:
    """Return why the pins cannot be installed on Windows with that Python; empty when they can."""
    with tempfile.TemporaryDirectory() as target:
        command = [uv, "pip", "install", "--quiet", "--python-platform", "x86_64-pc-windows-msvc"]
        command += ["--python-version", python, "--only-binary", ":all:", "--require-hashes", "--target", target]
        done = subprocess.run(
            [*command, "-r", str(requirements)], capture_output=True, text=True, errors="replace", check=False
        )
    return done.stderr.strip() if done.returncode else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
