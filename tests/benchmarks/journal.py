"""What keeping every step costs, what getting them back costs, and a large plan in its file."""

from __future__ import annotations

import itertools
import os
import statistics
import tempfile
import time
from pathlib import Path

from planner.plan_file.open import open_plan
from planner.plan_file.save import save_plan
from planner.plan_file.steps import Log
from planner.scenario import decisions as d
from planner.scenario.decisions import Refused
from planner.session import Session
from planner.session.recovery import find, recover
from tests.benchmarks.measure import line, times
from tests.endurance.measure import resident_mb

SAVED = "2018-02-12T09:00:00Z"
STEPS, LONG = 2_000, 10_000
SCENARIOS, LOG_LINES = 20, 5_000


def run() -> None:
    """Print the cost of a step with and without, recovery and memory after 10,000 steps, and a large plan's file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _long(folder)  # first: what it holds is seen while the process is small
        _a_step(folder)
        _large(folder)


def _a_step(folder: Path) -> None:
    bare, kept = _session(folder), _session(folder)
    kept.keep_journal(folder / "journals")
    one, other = _stepper(bare), _stepper(kept)
    without, with_it = [], []
    for _ in range(STEPS):  # by turns, so that whatever else the machine does falls on both
        without += times(one, 1, warm=0)
        with_it += times(other, 1, warm=0)
    line("a step without a journal", without)
    line("a step with one", with_it)
    print(f"  {'the journal of a step, medians':<58} {_more(without, with_it):9.3f} ms")
    journal = kept.journal
    assert journal is not None
    fsyncs = []
    for _ in range(200):
        other(0)
        fsyncs += times(lambda _: journal.settle(), 1, warm=0)
    line("putting it on the disk (1 s after the last step)", fsyncs)
    path = folder / "journals" / journal.path.name
    print(f"  {'a step in the journal, mean':<58} {path.stat().st_size / (STEPS + 200):9.0f} bytes")
    kept.close()


def _more(without: list[float], with_it: list[float]) -> float:
    return (statistics.median(with_it) - statistics.median(without)) * 1e3


def _long(folder: Path) -> None:
    session = _session(folder)
    step = _stepper(session)
    step(0)
    before = resident_mb()
    session.keep_journal(folder / "journals")
    for _ in range(LONG):
        step(0)
    print(f"  {'memory, more after 10,000 steps':<58} {resident_mb() - before:9.1f} MB")
    journal = session.journal
    assert journal is not None
    print(f"  {'the journal after 10,000 steps':<58} {os.stat(journal.path).st_size / 1e6:9.2f} MB")
    session.leave()
    start = time.perf_counter()
    (left,) = find(folder / "journals")
    found = time.perf_counter()
    again = recover(left)
    took = time.perf_counter() - found
    assert again.plan == session.plan
    assert len(again.history) == len(session.history)
    print(f"  {'finding 10,000 steps left behind':<58} {found - start:9.2f} s")
    print(f"  {'recovering them':<58} {took:9.2f} s")
    again.close()


def _large(folder: Path) -> None:
    session = _session(folder)
    for number in range(SCENARIOS - len(session.plan.scenarios)):
        session.decide(d.duplicate_scenario, f"Scenario {number}")
    step = _stepper(session)
    done = []
    while len(done) < LOG_LINES:
        step(0)
        done.append(session.history[-1])
    plan = session.plan
    log = Log(tuple(done[2_000:4_000]), undone=tuple(done[4_000:]), overtaken=tuple(done[:2_000]))
    path = folder / "large.bcuplan"
    what = f"{len(plan.scenarios)} scenarios and {LOG_LINES:,} log lines"
    line(f"save a plan of {what}", times(lambda _: save_plan(path, plan, log, saved_at=SAVED), 5, warm=1))
    line("open it", times(lambda _: open_plan(path), 5, warm=1))
    print(f"  {'size of the file':<58} {path.stat().st_size / 1024:9.1f} kB")


def _session(folder: Path) -> Session:
    return Session.shipped(recent_folder=folder, who=lambda: "planner")


def _stepper(session: Session):  # type: ignore[no-untyped-def]
    """Moves boroughs and sets ward posts by turns: each call is one step."""
    boroughs = [b.code for b in session.outcome.area.policed]
    wards = [w.code for w in session.outcome.area.wards]
    bcus = sorted(session.plan.shown.bcus)
    numbers = itertools.count()

    def step(_: int) -> None:
        while True:
            n = next(numbers)
            try:
                if n % 2:
                    made = session.decide(d.assign_boroughs, [boroughs[n % 32]], bcus[(n * 7 + n // 32) % 12])
                else:
                    made = session.decide(d.set_wards, "dwo", {wards[n % 600 + i]: (n + i) % 6 for i in range(4)})
            except Refused:
                continue
            if made is not None:
                return

    return step
