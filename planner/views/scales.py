"""Axes with round gridlines that hold what is drawn on them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from planner.views.charts import Tick
from planner.words.numbers import decimal

_FACTORS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """An axis from `low` to `high` in the unit of what is drawn, with its gridlines and their words."""

    low: float
    high: float
    ticks: tuple[Tick, ...]


def scale(values: Sequence[float], most: int, *, whole: bool = False) -> Scale:
    """A scale that holds every value, its ends on gridlines, with at most `most` steps and a few more at its ends.

    `whole` keeps the steps to whole numbers.
    """
    low, high = min(values), max(values)
    if high - low < 1e-9:
        low, high = low - 1, high + 1
    step = _step(high - low, most)
    if whole:
        step = max(1.0, math.ceil(step))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    places = next(n for n in range(12) if abs(round(step, n) - step) < 1e-12 or n == 11)
    ticks = tuple(Tick(i * step, decimal(i * step, places)) for i in range(first, last + 1))
    return Scale(first * step, last * step, ticks)


def _step(span: float, most: int) -> float:
    power = 10.0 ** math.floor(math.log10(span / most))
    return next((f * power for f in _FACTORS if span / (f * power) <= most), 10.0 * power)
