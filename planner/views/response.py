"""Evidence on response: the two pathfinders' published record with its limits, and exposure by BCU.

No response percentage is predicted here or anywhere in the planner.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from planner.area.shipped import read_rows
from planner.outcome.evaluate import Outcome
from planner.views.charts import PATHFINDERS_START, RECORD_LIMITS, record_month
from planner.words.names import listing, plural
from planner.words.numbers import decimal
from planner.words.vocabulary import Outcome as RuleOutcome

LIMITS: tuple[str, ...] = (
    f"{RECORD_LIMITS}.",
    "Percentages only: the numbers of calls behind them are not published with them.",
    "Two BCUs. Two cases cannot tell what pooling boroughs does; not even its sign.",
    "It ends in August 2017, before the borough-based response teams of September 2017.",
)
EXPOSURE_NOTE = (
    "Geometry, not a forecast: how far apart the wards of a BCU lie, weighted by recorded crime of 2015, "
    "against the same for its boroughs one by one. One borough alone is 1."
)


@dataclass(frozen=True)
class Month:
    """One month of the record: shares of Immediate calls in per cent."""

    month: str
    label: str
    central_north: int
    east_area: int
    mps: int
    target: int


@dataclass(frozen=True)
class Record:
    """The published record. `start` is the position of the month the pathfinders started in."""

    months: tuple[Month, ...]
    start: int
    status: str
    source: str
    summary: str


@dataclass(frozen=True)
class ExposureRow:
    """Response exposure of a BCU. `outcome` is rule G5's finding, None where that rule is off."""

    code: str
    name: str
    fill: str
    boroughs: str
    value: float
    text: str
    is_above: bool
    outcome: RuleOutcome | None
    words: str


@dataclass(frozen=True)
class ExposureTable:
    """Exposure by BCU, greatest first, against East Area's own. `threshold` is None where the area lacks it.

    `most` is the end of the bars' axis; `quiet` says why there is nothing to show, empty otherwise.
    """

    rows: tuple[ExposureRow, ...]
    threshold: float | None
    threshold_text: str
    most: float
    quiet: str


@cache
def response_record() -> Record:
    """The record of Central North and East Area, July 2016 to August 2017."""
    rows = read_rows("response_record.csv")
    months = tuple(
        Month(
            month=row["month"],
            label=record_month(row),
            central_north=int(row["central_north_pct"]),
            east_area=int(row["east_area_pct"]),
            mps=int(row["mps_pct"]),
            target=int(row["target_pct"]),
        )
        for row in rows
    )
    start = next(i for i, month in enumerate(months) if month.month == PATHFINDERS_START)
    return Record(months, start, rows[0]["status"], rows[0]["source"], _record_words(months, start))


def _record_words(months: tuple[Month, ...], start: int) -> str:
    first, last = months[start], months[-1]
    low = min(months, key=lambda month: month.east_area)
    low_north = min(months, key=lambda month: month.central_north)
    return (
        f"From {first.label} to {last.label}: Central North {first.central_north} to {last.central_north} %, "
        f"lowest {low_north.central_north} % in {low_north.label}; East Area {first.east_area} to {last.east_area} %, "
        f"lowest {low.east_area} % in {low.label}; the Met {first.mps} to {last.mps} %. Target {last.target} %."
    )


def month_words(month: Month) -> str:
    """One month in words."""
    return (
        f"{month.label}: Central North {month.central_north} %, East Area {month.east_area} %, "
        f"the Met {month.mps} %, target {month.target} %"
    )


def exposure_table(outcome: Outcome) -> ExposureTable:
    """Exposure of every BCU that has boroughs."""
    exposures = outcome.exposures
    if exposures is None:
        return ExposureTable((), None, "", 1.0, "The area has no recorded crime by ward, so there is no exposure.")
    limit = exposures.east_area
    found = next((rule for rule in outcome.rules if rule.id == "G5"), None)
    verdicts = {} if found is None else {row.subject: (row.outcome, row.reason) for row in found.rows()}
    order = sorted(exposures.by_bcu, key=lambda code: (-exposures.by_bcu[code], code))
    rows = tuple(_exposure(outcome, code, exposures.by_bcu[code], limit, verdicts.get(code)) for code in order)
    most = max([row.value for row in rows] + [limit or 1.0])
    return ExposureTable(
        rows=rows,
        threshold=limit,
        threshold_text=decimal(limit, 2) if limit is not None else "",
        most=max(most, 1.0),
        quiet="" if rows else "No BCU has a borough yet. Assign boroughs to see exposure.",
    )


def _exposure(
    outcome: Outcome, code: str, value: float, limit: float | None, verdict: tuple[RuleOutcome, str] | None
) -> ExposureRow:
    bcu, boroughs = outcome.scenario.bcus[code], outcome.boroughs_of[code]
    names = [outcome.area.borough_by_code[b].name for b in boroughs]
    # Compared as rule G5 compares: at four decimals.
    is_above = limit is not None and round(value, 4) > round(limit, 4)
    words = verdict[1] if verdict is not None else f"{bcu.name}: response exposure {decimal(value, 2)}"
    return ExposureRow(
        code=code,
        name=bcu.name,
        fill=bcu.fill,
        boroughs=f"{plural(len(boroughs), 'borough')}: {listing(names)}",
        value=value,
        text=decimal(value, 2),
        is_above=is_above,
        outcome=verdict[0] if verdict is not None else None,
        words=words,
    )
