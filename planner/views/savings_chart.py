"""What the two charts of the Savings tab show, as values: saving in each year, and cumulative net saving.

Both stand on one time axis; each has an axis of its own in £ million, from nought.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from planner.outcome.evaluate import Outcome
from planner.outcome.explain import terms_in_words
from planner.scenario.targets import FORCE_WIDE, RECURRING
from planner.scenario.types import Target
from planner.views.charts import Level, Tick, target_level
from planner.views.marks import mark_of
from planner.words.money import in_millions, millions
from planner.words.numbers import whole
from planner.words.vocabulary import YEARS

YEAR_TITLE = "Saving in each year"
CUMULATIVE_TITLE = "Cumulative net saving"
GROSS, COST, NET = "Gross", "One-off cost", "Net"
FIGURES = ("gross", "one_off_revenue", "net", "cumulative_net")


@dataclass(frozen=True)
class YearColumn:
    """One financial year in £ million. `cost` is below nought; `then` is the net a move not yet made would give."""

    year: str
    gross: float
    cost: float
    net: float
    cumulative: float
    net_text: str
    cumulative_text: str
    words: str
    figure: str
    then: float | None = None


@dataclass(frozen=True)
class Axis:
    """An upright axis in £ million: its ends, and its gridlines with their words."""

    low: float
    high: float
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class SavingsChart:
    """Two charts on one time axis. A level is there for a target of local policing only."""

    unit: str
    columns: tuple[YearColumn, ...]
    axis: Axis
    cumulative_axis: Axis
    level: Level | None
    cumulative_level: Level | None
    has_cost: bool
    summary: str
    heads: tuple[str, ...] = ("Year", "Gross saving, £", "One-off revenue, £", "Net saving, £", "Cumulative net, £")
    table: tuple[tuple[str, ...], ...] = ()


def savings_years(now: Outcome, then: Outcome | None = None) -> SavingsChart:
    """The chart of a scenario; `then` is the outcome of a move not yet made."""
    settled = _settled(now)
    if then is None:
        return settled
    columns = tuple(_column(now, then, c.year) if _moves(now, then, c.year) else c for c in settled.columns)
    return replace(settled, columns=columns, summary=_summary(columns))


def _moves(now: Outcome, then: Outcome, year: str) -> bool:
    return in_millions(then.number("net", year)) != in_millions(now.number("net", year))


def _summary(columns: tuple[YearColumn, ...]) -> str:
    return "; ".join(c.words for c in columns)


@lru_cache(maxsize=4)
def _settled(now: Outcome) -> SavingsChart:
    """Kept, by identity, for the moves tried from one outcome."""
    columns = tuple(_column(now, now, year) for year in YEARS)
    level, cumulative_level = _levels(now.scenario.targets.get(now.scenario.target_in_force))
    first = [*(c.gross for c in columns), *(c.cost for c in columns), *(c.net for c in columns)]
    second = [c.cumulative for c in columns]
    return SavingsChart(
        unit=f"£ million, {terms_in_words(now)}",
        columns=columns,
        axis=_axis([*first, level.value if level is not None else 0.0], 5),
        cumulative_axis=_axis([*second, cumulative_level.value if cumulative_level is not None else 0.0], 4),
        level=level,
        cumulative_level=cumulative_level,
        has_cost=any(c.cost for c in columns),
        summary=_summary(columns),
        table=tuple((year, *(f"{now.number(f, year):.2f}" for f in FIGURES)) for year in YEARS),
    )


def _column(now: Outcome, then: Outcome, year: str) -> YearColumn:
    gross, cost, net = (now.number(f, year) for f in ("gross", "one_off_revenue", "net"))
    cumulative = now.number("cumulative_net", year)
    after = then.number("net", year)
    star = {name: mark_of(now, f"{name}[{year}]") for name in FIGURES}
    less = f", one-off revenue cost {millions(cost)}{star['one_off_revenue']}" if cost else ""
    changed = f" ▸ {millions(after)}" if in_millions(after) != in_millions(net) else ""
    words = (
        f"{year}: gross {millions(gross)}{star['gross']}{less}, net {millions(net)}{star['net']}{changed}, "
        f"cumulative {millions(cumulative)}{star['cumulative_net']}"
    )
    return YearColumn(
        year=year,
        gross=gross / 1e6,
        cost=-cost / 1e6,
        net=net / 1e6,
        cumulative=cumulative / 1e6,
        net_text=f"{in_millions(net)}{star['net']}",
        cumulative_text=f"{in_millions(cumulative)}{star['cumulative_net']}",
        words=words,
        figure=f"net[{year}]",
        then=after / 1e6 if changed else None,
    )


def _levels(target: Target | None) -> tuple[Level | None, Level | None]:
    if target is None or target.scope == FORCE_WIDE:
        return None, None
    level = target_level(target)
    return (level, None) if target.kind == RECURRING else (None, level)


def _axis(values: list[float], most: int) -> Axis:
    """Ends that hold every value and nought, with at most `most` gridlines above nought at round figures."""
    low, high = min(0.0, *values), max(0.0, *values)
    step = _step(max(high - low, 1.0), most)
    ticks = [i * step for i in range(math.ceil(low / step), math.floor(high / step) + 1)]
    return Axis(low, max(high, low + 1.0), tuple(Tick(at, whole(at)) for at in ticks))


def _step(span: float, most: int) -> float:
    """The smallest of 1, 2, 2.5, 5 × a power of ten that cuts the span into at most that many whole steps."""
    power = 10.0 ** math.floor(math.log10(span / most))
    for factor in (1.0, 2.0, 2.5, 5.0, 10.0, 20.0):
        step = factor * power
        if span / step <= most and step >= 1.0 and step == round(step):
            return step
    return float(math.ceil(span / most))
