"""The assumptions of a scenario as rows: each value in its unit, between low and high, with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from planner.outcome.evaluate import Outcome
from planner.scenario.decisions.assumptions import MOST_POSTS, UNIT_COST, shipped_assumption
from planner.scenario.types import Assumption
from planner.views.columns import Column
from planner.words.money import parse_pounds, pounds, pounds_pence
from planner.words.numbers import DASH, decimal, is_none, or_dash, parse_number, parse_share, parse_whole, share, whole

POSTS = "posts"
_SHARES = ("share", "share a year")
_MOST_PLACES = 8


@dataclass(frozen=True)
class AssumptionRow:
    """An assumption. `shipped` is the shipped value as read, empty where there is none; `words` says the whole row."""

    id: str
    name: str
    value: str
    unit: str
    low: str
    high: str
    status: str
    source: str
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
        _row(a, shipped_assumption(scenario.name, a.id), can_change=not scenario.read_only)
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
    if now.note:
        parts.append(now.note)
    return " ".join(parts)


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
    if column == "source":
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
        Column("source", "Source", lambda row: row.source or DASH, raw=lambda row: row.source,
               tip=lambda row: row.source, is_editable=_open, drop=4),
    )  # fmt: skip


def _bound(key: str, title: str, at: int) -> Column[AssumptionRow]:
    return Column(
        key,
        title,
        lambda row: row.low if at == 1 else row.high,
        is_number=True,
        order=lambda row: row.order[at],
        about=f"The {key} value it may have; empty for none",
        is_editable=_open,
        drop=2,
    )


def _changed(row: AssumptionRow) -> bool:
    return row.is_changed


def _open(row: AssumptionRow) -> bool:
    return row.can_change
