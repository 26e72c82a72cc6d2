"""The chance of meeting a target when the assumptions are drawn from their ranges.

Each assumption with a low and a high is drawn from the triangle between them with its value as the peak. The draws
are seeded, so that the same question always has the same answer. A chance drawn is itself uncertain: its band is the
95 % Wilson interval of that many draws. It says nothing of what the ranges leave out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.outcome.arrays import Array
from planner.outcome.evaluate import Outcome
from planner.outcome.sensitivity.cases import Cancelled, Progress, figures_of_cases, movable
from planner.scenario.types import Assumption
from planner.words.vocabulary import YEARS

COUNT = 10_000
SEED = 2018
SHARES: tuple[float, ...] = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles that are told of each figure."""
_Z = 1.959963984540054
"""The 97.5 % quantile of the normal distribution: a band of 95 %."""
_FIGURES = ("target_figure", "gap", "gap_of_year", "gross", "net", "cumulative_net", "full_year_saving")


@dataclass(frozen=True)
class Chance:
    """How many of the draws meet the target, as a share, with its 95 % band."""

    met: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Met ÷ draws."""
        return self.met / self.of if self.of else math.nan


@dataclass(frozen=True, eq=False)
class Draws:
    """What the draws gave.

    `figure` holds the figure that the target in force is held against, in pounds, one for each draw; `by_year` the
    quantiles SHARES (rows) of gross, net and cumulative net saving for each year; `years` the chance of meeting the
    target by the measure of each year. `drawn` are the assumptions with a range, `left_out` those whose value is
    outside its own range or whose low is above its high: they stay at their value.
    """

    seed: int
    count: int
    is_together: bool
    drawn: tuple[Assumption, ...]
    left_out: tuple[Assumption, ...]
    figure: Array
    chance: Chance
    years: tuple[Chance, ...]
    by_year: dict[str, Array]

    def quantiles(self) -> tuple[float, ...]:
        """The figure at each of SHARES, in pounds."""
        return tuple(float(x) for x in np.quantile(self.figure, SHARES))


def draw(
    outcome: Outcome,
    *,
    count: int = COUNT,
    seed: int = SEED,
    together: bool = False,
    progress: Progress = lambda share: None,
    cancelled: Cancelled = lambda: False,
) -> Draws:
    """Draw the assumptions `count` times and see how often the target in force is met.

    `together` moves assumptions of a kind (all changes in Sergeants, all unit costs) with one draw; otherwise each
    is drawn by itself, and what one loses another tends to gain. Raises Stopped when cancelled.
    """
    ranged = [a for a in movable(outcome) if a.low is not None and a.high is not None]
    drawn = tuple(a for a in ranged if _is_range(a))
    left_out = tuple(a for a in ranged if not _is_range(a))
    values = drawn_values(drawn, count, seed, together)
    ids = [a.id for a in drawn]
    found = figures_of_cases(outcome, ids, values, _FIGURES, progress=progress, cancelled=cancelled)
    at = outcome.members["target"].index(outcome.scenario.target_in_force)
    met = np.round(found["gap"][:, at], 2) >= 0
    by_year = np.round(found["gap_of_year"][:, at, :], 2) >= 0
    return Draws(
        seed=seed,
        count=count,
        is_together=together,
        drawn=drawn,
        left_out=left_out,
        figure=found["target_figure"][:, at],
        chance=_chance(met),
        years=tuple(_chance(by_year[:, i]) for i in range(len(YEARS))),
        by_year={name: np.quantile(found[name], SHARES, axis=0) for name in ("gross", "net", "cumulative_net")},
    )


def drawn_values(drawn: Sequence[Assumption], count: int, seed: int, together: bool) -> Array:
    """Values of each assumption in each draw (draws × assumptions); posts are whole."""
    kinds = [kind_of(a) if together else a.id for a in drawn]
    order = {kind: i for i, kind in enumerate(dict.fromkeys(kinds))}
    uniform = np.random.default_rng(seed).random((count, len(order)))
    values = np.empty((count, len(drawn)))
    for column, (assumption, kind) in enumerate(zip(drawn, kinds, strict=True)):
        low, high = float(assumption.low or 0.0), float(assumption.high or 0.0)
        found = triangular(uniform[:, order[kind]], low, assumption.value, high)
        values[:, column] = np.floor(found + 0.5) if assumption.unit == "posts" else found
    return values


def kind_of(assumption: Assumption) -> str:
    """What moves together: changes of one rank, all unit costs, and every other assumption by itself."""
    prefix, _, rest = assumption.id.partition(".")
    if prefix == "cost":
        return prefix
    return f"{prefix}.{rest.partition('.')[0]}" if prefix in ("change", "posts") else assumption.id


def triangular(uniform: Array, low: float, peak: float, high: float) -> Array:
    """The value of the triangular distribution below which each share lies (its inverse cumulative function)."""
    if high <= low:
        return np.full_like(uniform, peak)
    turn = (peak - low) / (high - low)
    rising = low + np.sqrt(uniform * (high - low) * (peak - low))
    falling = high - np.sqrt((1 - uniform) * (high - low) * (high - peak))
    return np.where(uniform < turn, rising, falling)


def _is_range(a: Assumption) -> bool:
    return a.low is not None and a.high is not None and a.low <= a.value <= a.high


def _chance(met: NDArray[np.bool_]) -> Chance:
    return chance(int(np.count_nonzero(met)), len(met))


def chance(met: int, of: int) -> Chance:
    """A share of draws with its 95 % Wilson interval."""
    if not of:
        return Chance(0, 0, 0.0, 1.0)
    p, z2 = met / of, _Z * _Z
    middle = (p + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * math.sqrt(p * (1 - p) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return Chance(met, of, max(0.0, middle - half), min(1.0, middle + half))
