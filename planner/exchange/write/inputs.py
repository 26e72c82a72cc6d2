"""What an input cell allows and tells: drop-downs from ranges on Lists, limits, and a note on each column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from planner.exchange.columns import Column, Reads
from planner.exchange.tables import YES_NO
from planner.exchange.write.layout import Place
from planner.views.tables import Kind
from planner.words.dates import PLANNING_FIRST, PLANNING_LAST, long_date
from planner.words.numbers import whole

TITLE, MESSAGE = 32, 255
"""The most characters Excel takes in the title and text of what a cell says."""


def list_name(name: str) -> str:
    """The defined name of a list on the sheet Lists: BCU_codes."""
    return name.replace(" ", "_")


def note_of(spec: Column) -> str:
    """What the note on the heading of an input says: what it is, and what a blank means."""
    blank = f" Blank: {spec.blank_means}." if spec.may_be_blank and "Blank:" not in spec.note else ""
    return f"{spec.note or spec.heading}{blank}"


def allow(sheet: Any, spec: Column, place: Place) -> None:
    """Limit what may be typed into an input column. What cannot be said as one limit is left to Checks."""
    rule = _rule(spec)
    if rule is None:
        return
    sheet.data_validation(
        place.top,
        place.left,
        place.top + place.height - 1,
        place.left + place.width - 1,
        {
            **rule,
            "ignore_blank": True,
            "error_title": spec.heading[:TITLE],
            "error_message": f"{_allowed(spec)} Press Esc to keep what was there."[:MESSAGE],
        },
    )


def allow_each(sheet: Any, spec: Column, place: Place, kinds: Sequence[Kind]) -> None:
    """Limit a column whose rows are of different kinds: a drop-down for yes or no, a date for a date."""
    for i, kind in enumerate(kinds):
        reads, choices = (Reads.YES_NO, YES_NO) if kind is Kind.YES_NO else (Reads.DATE, "")
        if kind in (Kind.YES_NO, Kind.DATE):
            one = Place(place.sheet, place.top + i, place.left)
            allow(sheet, replace(spec, reads=reads, choices=choices), one)


def choose(sheet: Any, choices: str, place: Place, note: str) -> None:
    """A drop-down on a single cell."""
    rule = {"validate": "list", "source": f"={list_name(choices)}", "error_message": f"Choose from the list. {note}"}
    sheet.data_validation(place.top, place.left, place.top, place.left, rule)


def _rule(spec: Column) -> dict[str, object] | None:
    match spec.reads:
        case Reads.CHOICE | Reads.YES_NO:
            return {"validate": "list", "source": f"={list_name(spec.choices)}"}
        case Reads.WHOLE:
            return {"validate": "integer", **_limits(spec)}
        case Reads.SHARE | Reads.POUNDS | Reads.NUMBER:
            return {"validate": "decimal", **_limits(spec)}
        case Reads.DATE:
            first, last = (datetime(d.year, d.month, d.day) for d in (PLANNING_FIRST, PLANNING_LAST))
            return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
    return None


def _limits(spec: Column) -> dict[str, object]:
    low = 0 if spec.low is None else spec.low
    if spec.high is None:
        return {"criteria": ">=", "value": low}
    return {"criteria": "between", "minimum": low, "maximum": spec.high}


def _allowed(spec: Column) -> str:
    if spec.reads in (Reads.CHOICE, Reads.YES_NO):
        return f"Choose from the list “{spec.choices}” on the sheet Lists."
    if spec.reads is Reads.DATE:
        return f"A date between {long_date(PLANNING_FIRST)} and {long_date(PLANNING_LAST)}."
    if spec.reads is Reads.SHARE:
        return "A share from 0 % to 100 %."
    kind = "A whole number" if spec.reads is Reads.WHOLE else "A number"
    if spec.high is None:
        return f"{kind}, {whole(int(spec.low or 0))} or more."
    return f"{kind} from {whole(int(spec.low or 0))} to {whole(int(spec.high))}."
