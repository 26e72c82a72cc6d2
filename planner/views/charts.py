"""What the charts show, as values: titles, bars and lines with their labels already written. No drawing here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from planner.area.shipped import read_rows
from planner.outcome.evaluate import Outcome
from planner.outcome.explain import terms_in_words
from planner.scenario.targets import FORCE_WIDE, RECURRING, amount_words, fact_of, when_words
from planner.scenario.types import Target
from planner.words.dates import month_and_year, parse_date
from planner.words.money import in_millions
from planner.words.numbers import signed, whole
from planner.words.vocabulary import LEADERSHIP_ROLES, YEARS, Role

OVER, UNDER = "over", "under"
"""Tones, by the theme's tokens: a target met, fewer posts or a saving; short of it, more posts or a cost."""


@dataclass(frozen=True)
class Bar:
    """One bar: its name on the axis, its value, the value as read, and its tone."""

    label: str
    value: float
    shown: str
    tone: str = OVER


@dataclass(frozen=True)
class Level:
    """A dashed line across a chart, named: `words` stand out, `note` says the rest. Empty `note` for none."""

    value: float
    words: str
    note: str = ""


@dataclass(frozen=True)
class ColumnChart:
    """Upright bars from nought in one unit, which the grey line `unit` under the title says."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    level: Level | None = None


@dataclass(frozen=True)
class ChangeChart:
    """Level bars to either side of nought."""

    title: str
    unit: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Series:
    """One line. `label` names it at its end, last value included; None where there is no value.

    `token` is the theme's series colour; at most four to a chart.
    """

    label: str
    values: tuple[float | None, ...]
    token: str
    dotted: bool = False


@dataclass(frozen=True)
class Tick:
    """A place on an axis, with its words."""

    at: float
    words: str


@dataclass(frozen=True)
class LineChart:
    """Lines over evenly spaced points. `x_ticks` and `event` count points from 0; `low` and `high` end the axis."""

    title: str
    unit: str
    series: tuple[Series, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    low: float
    high: float
    level: Level | None = None
    event: Tick | None = None


def savings_chart(outcome: Outcome) -> ColumnChart:
    """Saving by year in £ million, measured as the target in force is: gross for a recurring one, else to date.

    Net saving, with no line across it, where no target is in force or the one that is is force-wide: that is not
    this programme's to meet alone.
    """
    target = outcome.scenario.targets.get(outcome.scenario.target_in_force)
    terms = terms_in_words(outcome)
    if target is None or target.scope == FORCE_WIDE:
        return money_chart(outcome, "net", "Net saving by year", f"£ million, {terms}, after one-off revenue cost")
    if target.kind == RECURRING:
        unit = f"£ million, {terms}, before one-off revenue cost"
        return money_chart(outcome, "gross", "Gross saving by year", unit, target)
    unit = f"£ million, {terms}, after one-off revenue cost"
    return money_chart(outcome, "cumulative_net", "Cumulative net saving", unit, target)


def money_chart(
    outcome: Outcome, figure: str, title: str, unit: str, target: Target | None = None, tone: str = OVER
) -> ColumnChart:
    """A figure of each financial year in £ million; `tone` is that of bars above nought."""
    other = UNDER if tone == OVER else OVER
    bars = []
    for year in YEARS:
        value = outcome.number(figure, year)
        bars.append(Bar(year, value / 1e6, in_millions(value), tone if value >= 0 else other))
    return ColumnChart(title, unit, tuple(bars), target_level(target) if target is not None else None)


def target_level(target: Target) -> Level:
    """The target as a line: its amount in £ million, and where it comes from."""
    note = ", ".join(part for part in (when_words(target), fact_of(target)) if part)
    return Level(target.amount / 1e6, f"Target {amount_words(target)}", note)


_KINDS: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("Leadership", LEADERSHIP_ROLES),
    ("Inspectors, sergeants", (Role.INSPECTOR, Role.SERGEANT)),
    ("Constables", (Role.CONSTABLE,)),
    ("Schools and Youth", (Role.YOUTH,)),
    ("Dedicated Ward Officers", (Role.DWO,)),
)


def posts_chart(outcome: Outcome) -> ChangeChart:
    """Change in officer posts by kind, over all boroughs: counted less baseline. The bars add up to the total."""
    bars = []
    for label, roles in _KINDS:
        change = sum(
            outcome.number("area_role_posts", role) - outcome.number("area_role_baseline", role) for role in roles
        )
        bars.append(Bar(label, change, signed(change), UNDER if change > 0 else OVER))
    in_all = signed(outcome.number("officers_in_all_change"))
    pcsos = outcome.number("pcsos_in_all_change")
    beside = f"; PCSOs {signed(pcsos)} besides" if pcsos else ""
    return ChangeChart("Change in posts", f"officer posts, counted less baseline; in all {in_all}{beside}", tuple(bars))


PATHFINDERS_START = "2017-01"
RECORD_LIMITS = "A record, not a prediction"


def record_month(row: Mapping[str, str]) -> str:
    """The month of a row of the record, as read."""
    return month_and_year(parse_date(f"{row['month']}-01"))


@cache
def response_chart() -> LineChart:
    """The two pathfinders' record against the Met and the 90 % target, as published. Says nothing of what will be."""
    rows = read_rows("response_record.csv")
    months = [record_month(row) for row in rows]

    def series(name: str, column: str, token: str, dotted: bool = False) -> Series:
        values = tuple(float(row[column]) for row in rows)
        return Series(f"{name} {whole(values[-1])}", values, token, dotted)

    start = next(i for i, row in enumerate(rows) if row["month"] == PATHFINDERS_START)
    target = float(rows[-1]["target_pct"])
    return LineChart(
        title="Immediate calls reached in 15 minutes",
        unit=f"per cent, the two pathfinders, {months[0]} – {months[-1]}. {RECORD_LIMITS}",
        series=(
            series("Central North", "central_north_pct", "series_1"),
            series("East Area", "east_area_pct", "series_2"),
            series("Met", "mps_pct", "series_3", dotted=True),
        ),
        x_ticks=(Tick(0, months[0]), Tick(start, months[start]), Tick(len(rows) - 1, months[-1])),
        y_ticks=tuple(Tick(value, whole(value)) for value in (50, 70, 90)),
        low=40,
        high=100,
        level=Level(target, f"Target {whole(target)}"),
        event=Tick(start, "pathfinders start"),
    )
