"""One edit to every figure and rule, of each kind, beside the same posts and saving by pandas groupby; many at once.

Processor time stands beside the time on the clock: on a busy machine it is what the planner itself takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from random import Random

import numpy as np
import pandas as pd

from planner.outcome.evaluate import evaluate, evaluate_batch
from planner.scenario.change import apply
from planner.scenario.decisions.assumptions import set_assumption
from planner.scenario.decisions.bcus import set_go_live
from planner.scenario.decisions.boroughs import assign_boroughs
from planner.scenario.decisions.posts import nominate, set_override
from planner.scenario.decisions.wards import set_wards
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Plan, Scenario, Step
from planner.session.session import Session
from planner.words.vocabulary import FUNCTIONS, OFFICER_ROLES, ROLES, Role
from tests.benchmarks.measure import line, peak_memory_mb, ratio, times

EDITS = 500
MOVED = "one borough moved"
Decision = Callable[[Plan], Step | None]


def run() -> None:
    """Print edits of each kind, groupby and batch."""
    plan = shipped_plan()
    decisions = decisions_on(plan)
    print("  made, and every figure and rule worked out anew:")
    found = {}
    for what, decide in decisions.items():
        found[what] = line(what, edits(plan, decide), "target 1 ms, 3 ms")
        line("  in processor time", edits(plan, decide, time.thread_time))
    session = Session(plan)
    line("one borough moved in a session, with its log", times(partial(in_session, session, decisions), EDITS))
    theirs = line("posts and saving of one scenario, pandas groupby", times(grouper(plan), 60))
    ratio("pandas groupby takes", found[MOVED], theirs)
    agree(plan)
    batch(plan)
    print(f"  peak memory so far {peak_memory_mb():.0f} MB")


def decisions_on(plan: Plan) -> dict[str, Decision]:
    """A random decision of each kind."""
    rng, scenario = Random(1), plan.shown
    codes, boroughs, wards = list(scenario.bcus), list(scenario.assignment), plan.area_of(scenario).ward_codes
    pick, day, id_ = rng.choice, date(2018, 1, 1), scenario.id
    return {
        MOVED: lambda p: assign_boroughs(p, id_, [pick(boroughs)], pick(codes)),
        "one ward's DWO posts": lambda p: set_wards(p, id_, "dwo", {pick(wards): rng.randrange(5)}),
        "one ward's abstraction": lambda p: set_wards(p, id_, "abstraction", {pick(wards): rng.randrange(50) / 100}),
        "one go-live date": lambda p: set_go_live(p, id_, pick(codes), day + timedelta(days=rng.randrange(800))),
        "one unit cost": lambda p: set_assumption(p, id_, "cost.constable", "value", 50_000.0 + rng.randrange(10_000)),
        "one override": lambda p: set_override(p, id_, pick(codes), FUNCTIONS[0], Role.SERGEANT, rng.randrange(99)),
        "one nominated superintendent": lambda p: nominate(p, id_, pick(boroughs), pick(FUNCTIONS)),
    }


def step_of(plan: Plan, decide: Decision) -> Step:
    """The next decision that changes something."""
    step = decide(plan)
    while step is None:
        step = decide(plan)
    return step


def edits(plan: Plan, decide: Decision, clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """Seconds by the clock of each of EDITS decisions made, applied, and every figure and rule worked out."""
    found = []
    for _ in range(EDITS + 5):
        start = clock()
        plan = apply(plan, step_of(plan, decide).edits)
        now = plan.shown
        assert evaluate(plan.area_of(now), plan.baseline_of(now), now).rules
        found.append(clock() - start)
    return found[5:]


def in_session(session: Session, decisions: dict[str, Decision], _: int) -> None:
    """Move a borough as the window does: decided, done, logged, and every figure and rule worked out."""
    session.do(step_of(session.plan, decisions[MOVED]))
    assert session.outcome.rules


def frame_of(plan: Plan) -> pd.DataFrame:
    """Baseline posts, a row a borough, function and role, with rates and costs joined."""
    scenario = plan.shown
    outcome = evaluate(plan.area_of(scenario), plan.baseline_of(scenario), scenario)
    rows = []
    for b, code in enumerate(outcome.members["borough"]):
        for f, function in enumerate(FUNCTIONS):
            for r, role in enumerate(ROLES):
                cell = (code, function, role, outcome.values["base"][b, f, r], outcome.values["rate"][f, r])
                rows.append((*cell, outcome.values["unit_cost"][r]))
    return pd.DataFrame(rows, columns=["borough", "function", "role", "posts", "rate", "cost"])


def grouped(frame: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Baseline and rated posts by BCU, function and role, as a planner's script would."""
    frame = frame.assign(bcu=frame["borough"].map(dict(scenario.assignment)))
    cells = frame.groupby(["bcu", "function", "role"], observed=True, as_index=False).agg(
        posts=("posts", "sum"), rate=("rate", "first"), cost=("cost", "first")
    )
    cells["proposed"] = np.floor(cells["posts"] * (1 + cells["rate"]) + 0.5)
    cells["saving"] = (cells["posts"] - cells["proposed"]) * cells["cost"]
    return cells


def grouper(plan: Plan):  # type: ignore[no-untyped-def]
    """Each call groups the frame anew and sums by BCU."""
    frame = frame_of(plan)

    def act(_: int) -> None:
        grouped(frame, plan.shown).groupby("bcu")[["posts", "proposed", "saving"]].sum()

    return act


def agree(plan: Plan) -> None:
    """Both ways give the same baseline officers by BCU."""
    scenario = plan.shown
    outcome = evaluate(plan.area_of(scenario), plan.baseline_of(scenario), scenario)
    cells = grouped(frame_of(plan), scenario)
    officers = cells[cells["role"].isin(OFFICER_ROLES)].groupby("bcu")["posts"].sum()
    assert officers.tolist() == outcome.values["officers_baseline"].tolist()
    print("  both agree on the baseline officer posts of every BCU")


def batch(plan: Plan) -> None:
    """Ten thousand assignments in one go."""
    scenario = plan.shown
    area, baseline = plan.area_of(scenario), plan.baseline_of(scenario)
    cases = np.random.default_rng(1).integers(0, len(scenario.bcus), size=(10_000, len(area.policed)))
    found = times(lambda _: evaluate_batch(area, baseline, scenario, cases), 3, warm=0)
    median = line("10,000 scenarios in one batch", found)
    print(f"  {'one scenario of the batch':<58} {median / 10_000 * 1e6:9.1f} µs")
