"""The distribution of an aim over all possible maps, as a chart's values: bars, axes, and where a map is marked."""

from __future__ import annotations

from dataclasses import dataclass

from planner.outcome.evaluate import Outcome
from planner.suggest import Aim
from planner.suggest.said import aim_words, value_words
from planner.suggest.terms import MEASURED
from planner.views.charts import Level
from planner.views.scales import Scale, scale
from planner.views.standing import Survey, unplaced
from planner.views.tried import RELEASED
from planner.words.numbers import whole

BARS = 40
AS_GOOD, WORSE = "over", "control"
"""Tones of bars, by the theme's tokens: maps as good as the present one or better, and the others."""
_LARGE = ((1_000_000.0, "million maps"), (1_000.0, "thousand maps"), (1.0, "maps"))


@dataclass(frozen=True)
class Bin:
    """Maps whose value lies from `low` to `high`, in the axis's unit; `count` is in the unit of the other axis."""

    low: float
    high: float
    count: float
    words: str
    tone: str


@dataclass(frozen=True)
class MapsChart:
    """How all maps are spread by one aim: the best at the left. `now` marks the present map."""

    title: str
    unit: str
    bins: tuple[Bin, ...]
    across: Scale
    up: Scale
    now: Level | None
    heads: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]

    @property
    def summary(self) -> str:
        """The chart in a sentence."""
        return f"{self.title}; {self.unit}." + (f" {self.now.words}." if self.now is not None else "")


def in_unit(aim: Aim, value: float) -> float:
    """An aim's value in the unit of the chart's axis: per cent, kilometres, £ million, or the ratio itself."""
    if aim in MEASURED:
        return value * 100
    if aim is Aim.OUTLINE:
        return value / 1000
    return value / 1e6 if aim is Aim.SAVING else value


def unit_words(aim: Aim) -> str:
    """The unit of the chart's axis."""
    if aim in MEASURED:
        return "% of the mean"
    if aim is Aim.OUTLINE:
        return "km"
    return {Aim.SAVING: "£ million a year", Aim.CHANGE: "posts"}.get(aim, "ratio")


def maps_chart(found: Survey, at: int, now: Outcome) -> MapsChart:
    """The distribution of the terms' aim number `at` (0 or 1), the present map marked."""
    aim = found.terms.aims[at]
    bars = found.landscape.bars(aim, BARS)
    place = None if unplaced(now) else found.landscape.place(now.scenario)[at]
    value = None if place is None else in_unit(aim, place.value)
    ends = [in_unit(aim, edge) for bar in bars for edge in (bar.low, bar.high)]
    across = scale([*ends, *([value] if value is not None else [])], 6)
    most = max(bar.maps for bar in bars)
    size, name = next((s, n) for s, n in _LARGE if most >= s or s == 1.0)
    bins = []
    for bar in bars:
        low, high = sorted((in_unit(aim, bar.low), in_unit(aim, bar.high)))
        words = f"{value_words(aim, bar.low)} to {value_words(aim, bar.high)}: {whole(bar.maps)} maps"
        bins.append(Bin(low, high, bar.maps / size, words, _tone(aim, value, low, high)))
    sampled = found.landscape.distributions[aim].method == "sampled"
    title = aim_words(now.area, found.terms, aim)
    return MapsChart(
        title=title[:1].upper() + title[1:],
        unit=f"{name} by {unit_words(aim)}, {'from the sample' if sampled else 'counted exactly'}; "
        f"{whole(found.landscape.maps)} maps in all",
        bins=tuple(bins),
        across=across,
        up=scale([0.0, most / size], 4),
        now=None if place is None or value is None else Level(value, f"now {value_words(aim, place.value)}"),
        heads=(f"From, {unit_words(aim)}", f"To, {unit_words(aim)}", "Maps"),
        table=tuple((f"{in_unit(aim, b.low):.4f}", f"{in_unit(aim, b.high):.4f}", str(b.maps)) for b in bars),
    )


def _tone(aim: Aim, now: float | None, low: float, high: float) -> str:
    """As good or better: where the middle of the bar is no worse than the present map."""
    if now is None:
        return AS_GOOD
    middle = (low + high) / 2
    return AS_GOOD if (middle >= now if aim is Aim.SAVING else middle <= now) else WORSE


def then_mark(found: Survey, at: int, then: Outcome | None, if_words: str = RELEASED) -> Level | None:
    """Where the map as it would be stands on the chart's axis; None where there is none to mark."""
    if then is None or unplaced(then):
        return None
    aim = found.terms.aims[at]
    value = found.landscape.place(then.scenario)[at].value
    return Level(in_unit(aim, value), f"{if_words} {value_words(aim, value)}")
