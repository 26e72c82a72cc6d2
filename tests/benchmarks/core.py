"""One edit to every figure and rule, beside the same posts and saving by pandas groupby; many scenarios at once."""

from __future__ import annotations

from random import Random

import numpy as np
import pandas as pd

from planner.outcome.evaluate import evaluate, evaluate_batch
from planner.scenario.change import apply
from planner.scenario.decisions.boroughs import assign_boroughs
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Plan, Scenario
from planner.words.vocabulary import FUNCTIONS, OFFICER_ROLES, ROLES
from tests.benchmarks.measure import line, peak_memory_mb, ratio, times

EDITS = 500


def run() -> None:
    """Print edit, groupby and batch."""
    plan = shipped_plan()
    ours = line("one borough moved, every figure and rule", times(mover(plan), EDITS), "target 1 ms, 3 ms")
    theirs = line("posts and saving of the same scenario, pandas groupby", times(grouper(plan), 60))
    ratio("pandas groupby takes", ours, theirs)
    agree(plan)
    batch(plan)
    print(f"  peak memory so far {peak_memory_mb():.0f} MB")


def mover(plan: Plan):  # type: ignore[no-untyped-def]
    """Each call moves a random borough to a random BCU and works everything out."""
    rng, state = Random(1), [plan]
    scenario = plan.shown
    codes, boroughs = list(scenario.bcus), list(scenario.assignment)

    def act(_: int) -> None:
        step = None
        while step is None:
            step = assign_boroughs(state[0], scenario.id, [rng.choice(boroughs)], rng.choice(codes))
        state[0] = apply(state[0], step.edits)
        now = state[0].shown
        outcome = evaluate(state[0].area_of(now), state[0].baseline_of(now), now)
        assert outcome.rules

    return act


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
