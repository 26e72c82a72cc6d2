"""The trade-off of two aims as values: the maps that nothing beats on both, the present one, and words for each."""

from __future__ import annotations

from dataclasses import dataclass

from planner.outcome.evaluate import Outcome
from planner.suggest import Aim, Front, Standing, SuggestError, Terms, front, standing
from planner.suggest.front import FrontPoint
from planner.suggest.said import aim_words, value_words
from planner.suggest.terms import AIM_WORDS, Cancelled, Progress, never, silent
from planner.views.columns import Column
from planner.views.scales import Scale, scale
from planner.views.standing import count_words
from planner.views.standing_chart import in_unit, unit_words
from planner.views.suggest import capital
from planner.views.suggest_map import Answer
from planner.words.names import listing, plural
from planner.words.numbers import decimal, whole

ONE_AIM = "A trade-off is between two aims: choose the second under “Then by”."
_ON_IT = 1e-9


@dataclass(frozen=True, eq=False)
class TradeOff:
    """The front of two aims for one outcome, with the present map's standing on both where it has one."""

    outcome: Outcome
    front: Front
    counted: Standing | None

    @property
    def terms(self) -> Terms:
        """The terms asked about; the slack on the first aim plays no part in a trade-off."""
        return self.front.terms


def trade_off(outcome: Outcome, terms: Terms, progress: Progress = silent, cancelled: Cancelled = never) -> TradeOff:
    """The maps that nothing beats on both aims. Raises SuggestError and Stopped."""
    asked = (outcome.area, outcome.baseline, outcome.scenario, terms)
    found = front(*asked, lambda part: progress(0.7 * part), cancelled, outcome.terms)
    try:
        counted = standing(*asked, lambda part: progress(0.7 + 0.3 * part), cancelled, outcome.terms)
    except SuggestError:  # change has no standing, and neither has a map with a borough in no BCU
        counted = None
    return TradeOff(outcome, found, counted)


@dataclass(frozen=True)
class Spot:
    """A map in the plane of the two aims, in the units of the axes."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class FrontChart:
    """The front as dots from the best of the first aim to the best of the second, and the present map."""

    title: str
    unit: str
    across: Scale
    up: Scale
    across_words: str
    points: tuple[Spot, ...]
    now: Spot | None

    @property
    def summary(self) -> str:
        """The chart in a sentence."""
        return f"{self.title}: {plural(len(self.points), 'map')}." + (f" {self.now.words}." if self.now else "")


def front_chart(found: TradeOff) -> FrontChart:
    """The front's chart."""
    first, second = found.terms.aims
    points = tuple(_spot(found, point.values, "") for point in found.front.points)
    now = None if found.front.present is None else _spot(found, found.front.present, "now: ")
    every = [*points, *([now] if now is not None else [])]
    return FrontChart(
        title="Maps that nothing beats on both aims",
        unit=f"upward {AIM_WORDS[second]}, {unit_words(second)}; across {AIM_WORDS[first]}, {unit_words(first)}",
        across=scale([spot.x for spot in every], 6),
        up=scale([spot.y for spot in every], 5),
        across_words=unit_words(first),
        points=points,
        now=now,
    )


def _spot(found: TradeOff, values: tuple[float, float], before: str) -> Spot:
    first, second = found.terms.aims
    words = f"{before}{value_words(first, values[0])}, {value_words(second, values[1])}"
    return Spot(in_unit(first, values[0]), in_unit(second, values[1]), words)


@dataclass(frozen=True)
class FrontRow:
    """A map of the front: its place in it, its values and its number of BCUs."""

    at: int
    first: str
    second: str
    bcus: str


def front_rows(found: TradeOff) -> tuple[FrontRow, ...]:
    """Every map of the front, from the best by the first aim."""
    first, second = found.terms.aims
    return tuple(
        FrontRow(at, value_words(first, p.values[0]), value_words(second, p.values[1]), whole(p.found.k))
        for at, p in enumerate(found.front.points)
    )


def front_columns() -> tuple[Column[FrontRow], ...]:
    """The two values and the number of BCUs."""
    return (
        Column("first", "By the first aim", lambda row: row.first, is_number=True),
        Column("second", "By the second", lambda row: row.second, is_number=True),
        Column("bcus", "BCUs", lambda row: row.bcus, is_number=True, drop=1),
    )


def front_words(found: TradeOff) -> str:
    """What the front is, how far the present map lies from it, and how many maps match or beat that on both."""
    said = [f"{plural(len(found.front.points), 'map')} on the front. {found.front.words}"]
    if found.front.present is None:
        said.append("The present map is not marked: a borough is in no BCU.")
    elif found.front.distance is not None:
        said.append(_distance(found.front.distance))
    if found.counted is not None:
        count = count_words(found.counted)
        said.append(
            f"Of {whole(found.counted.maps)} possible maps, {count.good} match or beat the present one on both: "
            f"{count.part}, {count.known}."
        )
    return " ".join(said)


def _distance(distance: float) -> str:
    if distance < _ON_IT:
        return "The present map is on the front: nothing beats it on both aims."
    return (
        f"The present map lies {decimal(distance, 2)} from the nearest of them, each aim taken as a part of the "
        "front's range."
    )


def answer_at(found: TradeOff, at: int) -> Answer:
    """A map of the front as an answer to look at and accept, checked like any other."""
    point: FrontPoint = found.front.points[at]
    aims: tuple[Aim, ...] = found.terms.aims
    suggestion = found.front.suggestion(point)
    said = [
        f"{aim_words(found.outcome.area, found.terms, aim)}: {value_words(aim, value)}"
        for aim, value in zip(aims, point.values, strict=True)
    ]
    values = listing([value_words(aim, value) for aim, value in zip(aims, point.values, strict=True)])
    listed = "; ".join(said)
    words = f"Proven: no map under these terms is as good on both aims and better on one. {capital(listed)}."
    return Answer(found.outcome, found.terms, suggestion, words, f"Map of the trade-off: {values}")
