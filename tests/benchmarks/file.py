"""Saving and opening a plan."""

from __future__ import annotations

import tempfile
from pathlib import Path

from planner.plan_file.open import open_plan
from planner.plan_file.save import save_plan
from planner.plan_file.steps import Log
from planner.scenario.shipped import shipped_plan
from tests.benchmarks.measure import line, times

SAVED = "2018-02-12T09:00:00Z"


def run() -> None:
    """Print save and open of the shipped plan."""
    plan = shipped_plan()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shipped.bcuplan"
        line(
            "save the shipped plan (checked, flushed, replaced)",
            times(lambda _: save_plan(path, plan, Log(), saved_at=SAVED), 20, warm=2),
        )
        line("open it", times(lambda _: open_plan(path), 20, warm=2))
        print(f"  {'size of the file':<58} {path.stat().st_size / 1024:9.1f} kB")
