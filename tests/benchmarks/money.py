"""Draws beside a plain Python loop and a numpy reference of the same figure; ranges, crossovers, explaining, bridge."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from planner.outcome.bridge import DecisionBridge, bridge_by_decision
from planner.outcome.equations import EQUATIONS
from planner.outcome.evaluate import Outcome, evaluate
from planner.outcome.explain import explain
from planner.outcome.figures import Figure
from planner.outcome.sensitivity.cases import LEVERS, aim_in_force, figures_of_cases, movable
from planner.outcome.sensitivity.draws import COUNT, SEED, draw, drawn_values
from planner.outcome.sensitivity.solve import crossovers, solve
from planner.outcome.sensitivity.tornado import tornado
from planner.scenario.decisions import assign_boroughs, set_assumption
from planner.scenario.shipped import shipped_plan
from planner.session import Session
from planner.views.bridge import bridge_of_decisions
from planner.views.compare_bridge import bridge_of_two
from planner.views.reconciliation import reconciliation
from planner.views.workings import working_of
from planner.words.vocabulary import RATED_ROLES, ROLES, Role
from tests.benchmarks.measure import line, ratio, times

STEPS = 200
RATED = tuple(ROLES.index(role) for role in RATED_ROLES)


def run() -> None:
    """Print draws, ranges, explaining and bridge."""
    plan = shipped_plan()
    outcome = evaluate(plan.area_of(plan.shown), plan.baseline_of(plan.shown), plan.shown)
    draws(outcome)
    line("tornado of the full-year saving", times(lambda _: tornado(outcome, Figure("full_year_saving")), 20), "50 ms")
    aim = aim_in_force(outcome)
    line("crossovers of every assumption", times(lambda _: crossovers(outcome, aim), 5, warm=1))
    line("goal seek of one assumption", times(lambda _: solve(outcome, aim, "cost.constable"), 20))
    explaining(outcome)
    bridge()


def draws(outcome: Outcome) -> None:
    """The full-year saving of ten thousand draws, three ways, and everything that is told of them."""
    drawn = [a for a in movable(outcome) if a.low is not None and a.high is not None and a.low <= a.value <= a.high]
    ids = [a.id for a in drawn]
    values = drawn_values(drawn, COUNT, SEED, together=False)
    found: dict[str, np.ndarray] = {}

    def ours(_: int) -> None:
        found["ours"] = figures_of_cases(outcome, ids, values, ("full_year_saving",))["full_year_saving"]

    def by_numpy(_: int) -> None:
        found["numpy"] = reference(outcome, ids, values)

    def by_python(_: int) -> None:
        found["python"] = np.array(plain(outcome, ids, values.tolist()))

    mine = line(f"{COUNT:,} draws of the full-year saving", times(ours, 5, warm=1))
    theirs = line("the same by hand in numpy, one expression", times(by_numpy, 5, warm=1))
    slow = line("the same in a plain Python loop", times(by_python, 1, warm=0))
    ratio("numpy by hand takes", mine, theirs)
    ratio("the plain loop takes", mine, slow)
    for other in ("numpy", "python"):
        # Each BCU's saving is rounded to the penny in the model, not by hand.
        assert np.abs(found["ours"] - found[other]).max() < 0.10, other
    print("  all three agree on every draw to the pennies of twelve roundings")
    line(f"{COUNT:,} draws with chances and quantiles of every year", times(lambda _: draw(outcome), 3, warm=1), "1 s")


def reference(outcome: Outcome, ids: list[str], values: np.ndarray) -> np.ndarray:
    """The full-year saving of each draw, written by hand for the shipped scenario."""
    v, count = outcome.values, len(values)
    rate = np.repeat(v["rate"][None], count, axis=0)
    cost = np.repeat(v["unit_cost"][None], count, axis=0)
    youth = np.full(count, float(v["youth_in_all"]))
    for column, id_ in enumerate(ids):
        lever = LEVERS[id_]
        if lever.name == "rate":
            rate[:, *lever.index] = values[:, column]
        elif lever.name == "unit_cost":
            cost[:, *lever.index] = values[:, column]
        elif lever.name == "youth_in_all":
            youth = values[:, column]
    posts = np.repeat(v["role_posts"].sum(axis=0)[None], count, axis=0)
    worked = v["posts_baseline"][None, :, :, RATED] * (1 + rate[:, None, :, RATED])
    posts[:, RATED] = np.floor(np.round(worked, 9) + 0.5).sum(axis=(1, 2))
    posts[:, ROLES.index(Role.YOUTH)] = youth
    return ((v["role_baseline"].sum(axis=0) - posts) * cost).sum(axis=1)


def plain(outcome: Outcome, ids: list[str], values: list[list[float]]) -> list[float]:
    """The same with lists and loops."""
    v = outcome.values
    baseline, base = v["posts_baseline"].tolist(), v["role_baseline"].sum(axis=0).tolist()
    fixed, rates, costs = v["role_posts"].sum(axis=0).tolist(), v["rate"].tolist(), v["unit_cost"].tolist()
    found = []
    for drawn in values:
        rate, cost, posts = [list(row) for row in rates], list(costs), list(fixed)
        for id_, value in zip(ids, drawn, strict=True):
            lever = LEVERS[id_]
            if lever.name == "rate":
                rate[lever.index[0]][lever.index[1]] = value
            elif lever.name == "unit_cost":
                cost[lever.index[0]] = value
            elif lever.name == "youth_in_all":
                posts[ROLES.index(Role.YOUTH)] = value
        for r in RATED:
            in_all = 0
            for bcu in baseline:
                for f, cells in enumerate(bcu):
                    in_all += math.floor(round(cells[r] * (1 + rate[f][r]), 9) + 0.5)
            posts[r] = in_all
        found.append(sum((base[r] - posts[r]) * cost[r] for r in range(len(ROLES))))
    return found


def explaining(outcome: Outcome) -> None:
    """Each equation's first figure, of outcomes nothing was asked of before; on the wall and of the processor."""
    figures = []
    for equation in EQUATIONS:
        keys = next(itertools.product(*(outcome.members[d] for d in equation.dims)), None)
        if keys is not None:
            figures.append(Figure(equation.name, tuple(str(key) for key in keys)))
    found = []
    for figure in figures:
        fresh = evaluate(outcome.area, outcome.baseline, replace(outcome.scenario), outcome.terms)
        found.append((*_clocked(lambda fresh=fresh, figure=figure: explain(fresh, figure)), str(figure)))
    _say_explained(f"explain, {len(found)} figures of fresh outcomes", found)


def _clocked(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall and of the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - wall, time.process_time() - processor


def _say_explained(what: str, found: list[tuple[float, float, str]]) -> None:
    line(what, [wall for wall, _, _ in found], "10 ms")
    line("the same, of the processor alone", [processor for _, processor, _ in found])
    for clock, at in (("on the wall", 0), ("of the processor", 1)):
        slowest = max(found, key=lambda one: one[at])
        print(f"  {f'the slowest {clock}: ' + slowest[2]:<58} {slowest[at] * 1e3:16.3f} ms")


def bridge() -> None:
    """By decision, after many steps, and every bar asked about; between two scenarios; published figures."""
    session = Session.shipped()
    for i in range(STEPS):
        session.decide(set_assumption, "cost.constable", "value", 57_000 + i)
    session.decide(assign_boroughs, ["E09000010"], "NW")
    plan, steps, outcome = session.plan, session.history, session.outcome

    def anew(_: int) -> DecisionBridge:
        # Another plan of the same scenarios, so that the bridge is not one remembered.
        return bridge_by_decision(replace(plan), steps, plan.current)

    line(f"bridge by decision after {len(steps)} steps", times(anew, 10))
    asked = [bar.figure for bar in bridge_of_decisions(outcome, bridge_by_decision(plan, steps, plan.current)).bars]
    asked += [bar.figure for bar in bridge_of_two(plan, plan.scenarios[1].id, plan.current).bars]
    asked += [row.key for row in reconciliation(outcome).rows]
    found = [(*_clocked(lambda f=f: working_of(outcome, f, plan, steps)), f) for f in asked]
    _say_explained(f"explain, {len(found)} bars and published figures", found)
