"""Timing and printing, the same for every benchmark."""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable


def times(act: Callable[[int], object], count: int, warm: int = 5) -> list[float]:
    """Seconds of each of `count` calls after `warm` unmeasured ones."""
    for i in range(warm):
        act(i)
    found = []
    for i in range(count):
        start = time.perf_counter()
        act(i + warm)
        found.append(time.perf_counter() - start)
    return found


def p99(values: list[float]) -> float:
    """The value that 99 in 100 do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]


def line(what: str, values: list[float], target: str = "") -> float:
    """Print median and 99th percentile in milliseconds; return the median in seconds."""
    median = statistics.median(values)
    print(f"  {what:<58} median {median * 1e3:9.3f} ms   p99 {p99(values) * 1e3:9.3f} ms   {target}")
    return median


def ratio(what: str, ours: float, theirs: float) -> None:
    """Print how many times faster (or slower) ours is."""
    print(f"  {what:<58} {theirs / ours:9.1f} times ours")


def peak_memory_mb() -> float:
    """Peak resident memory of this process in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform != "darwin" else peak / 1024**2


def at_time(found: list[tuple[float, float]], seconds: float) -> float:
    """The last value of (seconds, value) pairs, ascending, that was there by then."""
    return [value for at, value in found if at <= seconds][-1]
