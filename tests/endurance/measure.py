"""What a process holds: memory and open files, where the system tells."""

from __future__ import annotations

import gc
import os
from pathlib import Path

_STATUS, _FILES = Path("/proc/self/status"), Path("/proc/self/fd")


def resident_mb() -> float:
    """Resident memory in MB after collecting what is unreachable; 0 where the system does not tell."""
    gc.collect()
    if not _STATUS.exists():
        return 0.0
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def open_files() -> int:
    """Files this process has open; 0 where the system does not tell."""
    gc.collect()
    return len(os.listdir(_FILES)) if _FILES.exists() else 0
