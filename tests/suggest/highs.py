"""The same questions put to HiGHS, an independent solver, as whole-number programmes over the blocks.

A variable for each block says whether it is a BCU; every borough lies in exactly one. The worst of any BCU is a
variable above each chosen block's cost; what moves has a variable for each block and present BCU it may become.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import highspy
import numpy as np

from planner.suggest.match import homes_of
from planner.suggest.problem import Problem
from planner.suggest.terms import MOST_OF, Aim

Row = tuple[dict[int, float], float, float]
INF = highspy.kHighsInf


@dataclass
class Model:
    """Columns with a cost and bounds, rows with bounds."""

    costs: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, cost: float, upper: float = 1.0, whole: bool = True, lower: float = 0.0) -> int:
        self.costs.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.costs) - 1

    def solve(self) -> float | None:
        """The least cost; None when nothing fits."""
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
        solver.passModel(lp)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return float(solver.getInfo().objective_function_value)


def best(problem: Problem, aim: Aim, k: int) -> float | None:
    """The best whole number of one aim at k BCUs, by HiGHS, to within its own tolerance; None when there is none."""
    model = Model()
    cost = np.zeros(len(problem.blocks)) if aim is Aim.CHANGE else problem.cost(aim, k).astype(float)
    added = aim in (Aim.OUTLINE, Aim.SAVING)
    ok = problem.ok(k)
    blocks = [model.column(c if added else 0.0, 1.0 if may else 0.0) for c, may in zip(cost.tolist(), ok, strict=True)]
    for i in range(len(problem.graph.units)):
        model.rows.append(({b: 1.0 for b in blocks if problem.blocks[b] >> i & 1}, 1.0, 1.0))
    model.rows.append((dict.fromkeys(blocks, 1.0), k, k))
    if aim in MOST_OF:
        _above(model, blocks, cost, 1.0)
    elif aim is Aim.SPREAD:
        _above(model, blocks, cost * k, 1.0)
        _below(model, blocks, cost * k)
    elif aim is Aim.CHANGE:
        return _change(model, blocks, problem)
    return model.solve()


def _above(model: Model, blocks: list[int], cost: np.ndarray, weight: float) -> None:
    """A variable no less than the cost of any block chosen. Boroughs by borough, which the solver finds tighter."""
    low = float(min(cost.min(), 0.0))
    top = model.column(weight, INF, False, low)
    for b in blocks:
        # top >= cost when chosen; no more than the least there is otherwise.
        model.rows.append(({top: 1.0, b: -(float(cost[b]) - low)}, low, INF))


def _below(model: Model, blocks: list[int], cost: np.ndarray) -> None:
    """A variable no more than the cost of any block chosen, taken away from what is made least."""
    high = float(cost.max())
    low = model.column(-1.0, high, False, 0.0)
    for b in blocks:
        model.rows.append(({low: 1.0, b: high - float(cost[b])}, -INF, high))


def _change(model: Model, blocks: list[int], problem: Problem) -> float | None:
    """Everything moves but what a block keeps by becoming a present BCU; each BCU at most once."""
    homes = homes_of(problem)
    becoming: dict[int, dict[int, float]] = {i: {} for i in range(len(homes.codes))}
    for b in blocks:
        ways = {}
        for i, home in enumerate(homes.boroughs):
            kept = homes.weight(problem.blocks[b] & home)
            if kept:
                ways[model.column(-float(kept))] = 1.0
                becoming[i][len(model.costs) - 1] = 1.0
        if ways:
            model.rows.append(({**ways, b: -1.0}, -INF, 0.0))
    model.rows += [(ways, 0.0, 1.0) for ways in becoming.values() if ways]
    kept = model.solve()
    return None if kept is None else sum(homes.weights) + kept
