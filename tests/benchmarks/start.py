"""From starting Python to a window that answers, and what is loaded by then."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile

STARTS = 10
SCRIPT = """
import sys, time
begun = float(sys.argv[1])
from PySide6.QtCore import QTimer
from ui.app import show_window
def answered(window):
    # A zero timer runs once the events of the first paint are through: from here clicks are answered.
    def done():
        import resource
        print(time.time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        sys.stdout.flush()
        import os; os._exit(0)
    QTimer.singleShot(0, done)
show_window(None, answered)
"""


def run() -> None:
    """Print the median of warm starts and the memory at that point."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
        found = [start(environment) for _ in range(STARTS + 2)][2:]
    seconds = sorted(f[0] for f in found)
    middle = statistics.median(seconds)
    print(f"  start to a window that answers, median of {STARTS} warm starts {middle:9.2f} s   target 1.2 s")
    print(f"  quickest {seconds[0]:.2f} s, slowest {seconds[-1]:.2f} s; peak memory {max(f[1] for f in found):.0f} MB")


def start(environment: dict[str, str]) -> tuple[float, float]:
    """Seconds and peak MB of one start."""
    import time

    command = [sys.executable, "-c", SCRIPT, str(time.time())]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=True)
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), float(memory)
