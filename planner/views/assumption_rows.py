"""The assumptions of a scenario as rows: each value in its unit, between low and high, with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from planner.outcome.evaluate import Outcome
from planner.outcome.uses import used_by
from planner.scenario.decisions.assumptions import MOST_POSTS, UNIT_COST, shipped_assumption
from planner.scenario.decisions.sources import is_of_before
from planner.scenario.types import Assumption
from planner.views.columns import Column
from planner.words.dates import long_date, parse_date
from planner.words.money import parse_pounds, pounds, pounds_pence
from planner.words.numbers import (
    DASH,
    ReadError,
    decimal,
    is_none,
    or_dash,
    parse_number,
    parse_share,
    parse_whole,
    share,
    whole,
)

POSTS = "posts"
NO_SOURCE = "no source given"
_SHARES = ("share", "share a year")
_MOST_PLACES = 8


@dataclass(frozen=True)
class AssumptionRow:
    """An assumption. `shipped` is the shipped value as read, empty where there is none; `words` says the whole row.

    `low_problem` and `high_problem` say what is wrong with the range, empty where nothing is: a range that is wrong,
    or does not hold the value, is not drawn from.
    """

    id: str
    name: str
    value: str
    unit: str
    low: str
    high: str
    status: str
    source: str
    owner: str
    dated: str
    note: str
    used_by: str
    low_problem: str
    high_problem: str
    shipped: str
    is_changed: bool
    can_reset: bool
    can_change: bool
    words: str
    order: tuple[float, float, float]
    """Value, low and high as numbers, to sort by."""


def assumption_rows(outcome: Outcome) -> tuple[AssumptionRow, ...]:
    """Every assumption of the scenario, in the order of their ids: what belongs together stands together."""
    scenario = outcome.scenario
    return tuple(
        _row(a, shipped_assumption(scenario.name, a.id), can_change=scenario.can_change)
        for _, a in sorted(scenario.assumptions.items())
    )


def _row(now: Assumption, shipped: Assumption | None, *, can_change: bool) -> AssumptionRow:
    value, low, high = (value_words(x, now.unit) for x in (now.value, now.low, now.high))
    was = value_words(shipped.value, shipped.unit) if shipped is not None else ""
    is_changed = shipped is not None and shipped != now
    return AssumptionRow(
        id=now.id,
        name=now.name,
        value=value,
        unit=now.unit,
        low=low,
        high=high,
        status=now.status.value,
        source=now.source,
        owner=now.owner,
        dated=date_words(now.dated),
        note=now.note,
        used_by=", ".join(used_by(now.id)),
        low_problem=_problem(now, is_low=True),
        high_problem=_problem(now, is_low=False),
        shipped=was,
        is_changed=is_changed,
        can_reset=is_changed and can_change,
        can_change=can_change,
        words=_words(now, value, low, high, was if is_changed else ""),
        order=tuple(float("-inf") if x is None else x for x in (now.value, now.low, now.high)),  # type: ignore[arg-type]
    )


def _words(now: Assumption, value: str, low: str, high: str, shipped: str) -> str:
    unit = "" if now.unit in (UNIT_COST, "share") else f" {now.unit.removeprefix('share ')}"
    amount = f"{value} a year" if now.unit == UNIT_COST else f"{value}{unit}"
    span = f", low {low}, high {high}" if (now.low, now.high) != (None, None) else ""
    parts = [f"{now.name}: {amount}{span}; {now.status.value}."]
    if shipped:
        parts.append(f"Changed; shipped as {shipped}.")
    parts.append(f"Source: {now.source.rstrip('.')}." if now.source else "No source is given.")
    if now.owner or now.dated:
        parts.append(f"{', '.join(part for part in (now.owner, date_words(now.dated)) if part)}.")
    if now.note:
        parts.append(now.note)
    parts += [problem for is_low in (True, False) if (problem := _problem(now, is_low=is_low))]
    if used_by(now.id):
        parts.append(f"Used by: {', '.join(used_by(now.id))}.")
    return " ".join(parts)


def _problem(now: Assumption, *, is_low: bool) -> str:
    """What is wrong with the low or the high end, and what follows from it."""
    if now.low is not None and now.high is not None and now.low > now.high:
        return "The low is above the high: the range is not worked with." if is_low else ""
    if is_low and now.low is not None and now.value < now.low:
        return "The value is below its low: the range is not drawn from."
    if not is_low and now.high is not None and now.value > now.high:
        return "The value is above its high: the range is not drawn from."
    return ""


def source_sign(source: str) -> str:
    """The sign beside a source: a changed value that has none of its own yet is marked."""
    return "" if source and not is_of_before(source) else "incomplete"


def source_tip(source: str) -> str:
    """The source in full, and what it lacks."""
    if is_of_before(source):
        return f"{source.rstrip('.')}. Say where the new value comes from."
    return source or "A planner's input. Say where the value comes from."


def date_words(dated: str) -> str:
    """A date as kept ("2018-02-12") as it is read; anything else as it stands."""
    try:
        return long_date(parse_date(dated)) if dated else ""
    except ReadError:
        return dated


def value_words(value: float | None, unit: str) -> str:
    """A value in its unit with as many decimal places as it has: "6", "£57,143", "−13.75 %"; a dash for none."""
    return or_dash(value, lambda x: _written(x, unit))


def _written(value: float, unit: str) -> str:
    if unit == POSTS:
        return whole(value)
    if unit == UNIT_COST:
        return pounds(value) if value == round(value) else pounds_pence(value)
    if unit in _SHARES:
        return share(value, _places(value * 100))
    return decimal(value, _places(value))


def _places(value: float) -> int:
    """The fewest decimal places that give the value back, leaving a float's noise out."""
    return next((n for n in range(_MOST_PLACES) if abs(round(value, n) - value) < 1e-9), _MOST_PLACES)


def read_value(text: str, unit: str) -> float:
    """A value as typed, in the assumption's unit: posts whole, pounds, or a share per cent. Raises ReadError."""
    if unit == POSTS:
        return float(parse_whole(text, 0, MOST_POSTS))
    if unit == UNIT_COST:
        return parse_pounds(text)
    return parse_share(text) if unit in _SHARES else parse_number(text)


def read_entry(text: str, column: str, unit: str) -> float | str | None:
    """What an entry in a column means; an emptied low or high is none. Raises ReadError."""
    if column == "dated":
        return "" if is_none(text) else parse_date(text).isoformat()
    if column in ("source", "owner", "note"):
        return text
    if column in ("low", "high") and is_none(text):
        return None
    return read_value(text, unit)


def assumption_columns() -> tuple[Column[AssumptionRow], ...]:
    """Name, the value to change, its unit, low and high, status and source."""
    return (
        Column("name", "Assumption", lambda row: row.name, tip=lambda row: row.words, is_strong=_changed),
        Column(
            "value",
            "Value",
            lambda row: row.value,
            is_number=True,
            order=lambda row: row.order[0],
            about="Type a value in the unit of the row",
            tip=lambda row: f"Shipped as {row.shipped}" if row.is_changed else row.words,
            sign=lambda row: "pencil" if row.is_changed else "",
            is_strong=_changed,
            is_editable=_open,
        ),
        Column("unit", "Unit", lambda row: row.unit, drop=3),
        _bound("low", "Low", 1),
        _bound("high", "High", 2),
        Column("status", "Status", lambda row: row.status, tip=lambda row: row.words, drop=1, is_strong=_changed),
        Column("source", "Source", lambda row: row.source or NO_SOURCE, raw=lambda row: row.source,
               tip=lambda row: source_tip(row.source), is_editable=_open, drop=4,
               sign=lambda row: source_sign(row.source)),
        Column("owner", "Owner", lambda row: row.owner or DASH, raw=lambda row: row.owner, is_editable=_open, drop=5),
        Column("dated", "Date", lambda row: row.dated or DASH, raw=lambda row: row.dated, is_editable=_open, drop=6),
        Column("note", "Note", lambda row: row.note or DASH, raw=lambda row: row.note, tip=lambda row: row.note,
               is_editable=_open, drop=8),
        Column("used_by", "Used by", lambda row: row.used_by or DASH, tip=lambda row: row.used_by, drop=7),
    )  # fmt: skip


def _bound(key: str, title: str, at: int) -> Column[AssumptionRow]:
    return Column(
        key,
        title,
        lambda row: row.low if at == 1 else row.high,
        is_number=True,
        order=lambda row: row.order[at],
        about=f"The {key} value it may have; empty for none",
        tip=lambda row: row.low_problem if at == 1 else row.high_problem,
        sign=lambda row: "at_risk" if (row.low_problem if at == 1 else row.high_problem) else "",
        is_editable=_open,
        drop=2,
    )


def _changed(row: AssumptionRow) -> bool:
    return row.is_changed


def _open(row: AssumptionRow) -> bool:
    return row.can_change
