"""Another process that has a plan open."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HOLDS = """
import sys
from pathlib import Path
from planner.plan_file.hold import hold
held = hold(Path(sys.argv[1]))
print("holds", flush=True)
if sys.stdin.readline().strip() == "release":
    held.release()
"""


@contextmanager
def held_elsewhere(plan: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the plan until it reads "release", or is killed at the end."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(plan)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "holds\n"
        yield other
        other.kill()
