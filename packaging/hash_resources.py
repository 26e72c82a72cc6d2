"""Writes resources/hashes.json, what `self-test` holds the data of an installation against.

    python packaging/hash_resources.py

To be run after a file of resources has changed; a test says when. Run by the environment's Python.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from planner.cli.self_test import BINARY, HASHES, hash_of  # noqa: E402, the project is on the path only now

RESOURCES = ROOT / "resources"
DATA = BINARY | {".csv", ".json", ".svg", ".txt", ".bcuplan"}
ABOUT = "SHA-256 of every data file that ships; made by packaging/hash_resources.py, checked by bcu-planner self-test."


def shipped_hashes() -> dict[str, str]:
    """Return the hash of each data file that ships, by its name below resources."""
    found = {}
    for path in sorted(RESOURCES.rglob("*")):
        name = path.relative_to(RESOURCES).as_posix()
        if path.suffix in DATA and name != HASHES and not name.startswith("build/"):
            found[name] = hash_of(path.read_bytes(), binary=path.suffix in BINARY)
    return found


def main() -> int:
    """Write the file; return the exit code."""
    found = shipped_hashes()
    text = json.dumps({"about": ABOUT, "sha256": found}, indent=1) + "\n"
    (RESOURCES / HASHES).write_text(text, encoding="utf-8", newline="\n")
    print(f"resources/{HASHES}: {len(found)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
