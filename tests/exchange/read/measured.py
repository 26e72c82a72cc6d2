"""Reads one file in a process of its own, under limits, and says what it took: `python -m … FILE`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from planner.exchange.read.workbook import read_workbook
from planner.scenario.shipped import shipped_plan

ADDRESS_SPACE = 3_000_000_000
"""Where the process would be stopped, far above what is allowed: its libraries map much that they never touch."""


def main(path: str) -> None:
    """Print what was found, the seconds it took and the most memory the process had, in MB."""
    plan = shipped_plan()
    _limit()
    start = time.process_time()  # the process's own work: others on the same cores do not count
    received = read_workbook(Path(path), plan.area_of(plan.shown), plan.shown)
    seconds = time.process_time() - start
    found = {
        "refused": received.refused,
        "texts": [problem.text for problem in received.problems[:50]],
        "rows": {name: len(table.rows) for name, table in received.tables.items()},
        "seconds": seconds,
        "megabytes": _peak(),
    }
    sys.stdout.write(json.dumps(found))


def _limit() -> None:
    """Set the limit where the system has one."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def _peak() -> float:
    """The most memory this process had, in MB; 0 where the system does not say.

    Not from getrusage: there a process begins with the peak of the one that started it.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e6


if __name__ == "__main__":
    main(sys.argv[1])
