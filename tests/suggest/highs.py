"""The same questions put to HiGHS, an independent solver, as whole-number programmes over the blocks.

A variable for each block says whether it is a BCU; every borough lies in exactly one. What moves has a variable for
each block and present BCU it may become. The worst of any BCU can be put in three forms, and which is quickest
differs from question to question: see Form.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from enum import StrEnum

import highspy
import numpy as np

from planner.suggest.match import homes_of
from planner.suggest.problem import Problem
from planner.suggest.terms import MOST_OF, Aim

Row = tuple[dict[int, float], float, float]
INF = highspy.kHighsInf


class Form(StrEnum):
    """How the worst of any BCU is put: a variable above the cost of every block chosen, block by block; or above the
    cost of each borough's block, borough by borough; or as in the planner, by halving the blocks that are left, each
    time asking only whether there is a map."""

    BLOCKS = "a row for each block"
    BOROUGHS = "a row for each borough"
    HALVING = "thresholds halved"


@dataclass
class Model:
    """Columns with a cost and bounds, rows with bounds. `seconds` is what HiGHS took, without making the model."""

    costs: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    limit: float = INF
    seconds: float = 0.0

    def column(self, cost: float, upper: float = 1.0, whole: bool = True, lower: float = 0.0) -> int:
        self.costs.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.costs) - 1

    def solve(self) -> float | None:
        """The least cost; None when nothing fits. Raises TimeoutError after `limit` seconds."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self.rows)
        lp.col_cost_ = np.array(self.costs)
        lp.col_lower_, lp.col_upper_ = np.array(self.lower), np.array(self.upper)
        lp.row_lower_ = np.array([row[1] for row in self.rows])
        lp.row_upper_ = np.array([row[2] for row in self.rows])
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[w] for w in self.whole]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(row[0]) for row in self.rows)])
        lp.a_matrix_.index_ = np.array([c for row in self.rows for c in row[0]])
        lp.a_matrix_.value_ = np.array([v for row in self.rows for v in row[0].values()])
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 0.0)
        solver.setOptionValue("time_limit", self.limit)
        start = time.perf_counter()
        solver.passModel(lp)
        solver.run()
        self.seconds += time.perf_counter() - start
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kTimeLimit:
            raise TimeoutError
        return float(solver.getInfo().objective_function_value) if status == highspy.HighsModelStatus.kOptimal else None


def best(problem: Problem, aim: Aim, k: int, form: Form = Form.BOROUGHS) -> float | None:
    """The best whole number of one aim at k BCUs, by HiGHS, to within its own tolerance; None when there is none."""
    return timed(problem, aim, k, form)[0]


def timed(
    problem: Problem, aim: Aim, k: int, form: Form = Form.BOROUGHS, limit: float = INF
) -> tuple[float | None, float]:
    """The same with the seconds HiGHS took. Raises TimeoutError after `limit` seconds of one run."""
    if form is Form.HALVING and aim in MOST_OF:
        return _halved(problem, aim, k, limit)
    cost = np.zeros(len(problem.blocks)) if aim is Aim.CHANGE else problem.cost(aim, k).astype(float)
    added = aim in (Aim.OUTLINE, Aim.SAVING)
    model, blocks = _cover(problem, k, problem.ok(k), cost if added else np.zeros(len(cost)))
    model.limit = limit
    if aim is Aim.CHANGE:
        return _change(model, blocks, problem), model.seconds
    if not added:
        _worst(model, blocks, problem, cost, form, upwards=True)
    if aim is Aim.SPREAD:
        _worst(model, blocks, problem, -cost, form, upwards=False)
    value = model.solve()
    return (value if value is None or aim is not Aim.SPREAD else value * k), model.seconds


def _cover(problem: Problem, k: int, ok: np.ndarray, cost: np.ndarray) -> tuple[Model, dict[int, int]]:
    """Every borough in exactly one of k blocks; the column of each block that may be used."""
    model = Model()
    blocks = {int(b): model.column(float(cost[b])) for b in np.flatnonzero(ok)}
    for members in problem.members.T:
        model.rows.append(({blocks[b]: 1.0 for b in np.flatnonzero(members).tolist() if b in blocks}, 1.0, 1.0))
    model.rows.append((dict.fromkeys(blocks.values(), 1.0), k, k))
    return model, blocks


def _worst(model: Model, blocks: dict[int, int], problem: Problem, cost: np.ndarray, form: Form, upwards: bool) -> None:
    """A variable no less than the cost of any block chosen, added to what is made least."""
    low = float(cost.min())
    top = model.column(1.0, INF, False, min(low, 0.0) if upwards else low)
    if form is Form.BOROUGHS:
        # Exactly one block holds the borough, so the sum over its blocks is that block's cost.
        for members in problem.members.T:
            row = {blocks[b]: -float(cost[b]) for b in np.flatnonzero(members).tolist() if b in blocks}
            model.rows.append(({top: 1.0, **row}, 0.0, INF))
        return
    for b, column in blocks.items():
        model.rows.append(({top: 1.0, column: low - float(cost[b])}, low, INF))


def _halved(problem: Problem, aim: Aim, k: int, limit: float) -> tuple[float | None, float]:
    """The least level at which the blocks up to it have a map."""
    cost, ok, spent = problem.cost(aim, k), problem.ok(k), 0.0
    levels = np.unique(cost[ok])
    low, high = 0, len(levels)
    while low < high:
        middle = (low + high) // 2
        model, _ = _cover(problem, k, ok & (cost <= levels[middle]), np.zeros(len(cost)))
        model.limit = limit
        # A borough in no block that is left needs no solver to say that there is no map.
        found = model.solve() if all(row[0] for row in model.rows) else None
        spent += model.seconds
        low, high = (low, middle) if found is not None else (middle + 1, high)
    return (float(levels[low]) if low < len(levels) else None), spent


def _change(model: Model, blocks: dict[int, int], problem: Problem) -> float | None:
    """Everything moves but what a block keeps by becoming a present BCU; each BCU at most once."""
    homes = homes_of(problem)
    becoming: dict[int, dict[int, float]] = {i: {} for i in range(len(homes.codes))}
    for b, column in blocks.items():
        ways = {}
        for i, home in enumerate(homes.boroughs):
            kept = homes.weight(problem.blocks[b] & home)
            if kept:
                ways[model.column(-float(kept))] = 1.0
                becoming[i][len(model.costs) - 1] = 1.0
        if ways:
            model.rows.append(({**ways, column: -1.0}, -INF, 0.0))
    model.rows += [(ways, 0.0, 1.0) for ways in becoming.values() if ways]
    kept = model.solve()
    return None if kept is None else sum(homes.weights) + kept
