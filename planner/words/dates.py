"""Dates and financial years as people write and read them. A financial year is 1 April to 31 March: 2018/19."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from planner.words.numbers import ReadError, quoted, tidy

PLANNING_FIRST = date(2016, 4, 1)
PLANNING_LAST = date(2022, 3, 31)
"""The first and last day of the years that are costed: 2016/17 to 2021/22."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH_OF = {name.lower(): i for i, name in enumerate(_MONTHS, 1)} | {
    name[:3].lower(): i for i, name in enumerate(_MONTHS, 1)
}
_MONTH_OF["sept"] = 9
_YEAR = re.compile(r"([0-9]{4})/([0-9]{2})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2})[\s\-]+([A-Za-z]+)\.?,?[\s\-]+([0-9]{4})")
_FIGURES = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_SHAPES = "write it as 31 Oct 2018 or 2018-10-31"


class DayOrder(StrEnum):
    """Which comes first in a date written in figures."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class TwoDates(ReadError):
    """A date in figures that is one day with the day first and another with the month first."""


def financial_year(day: date) -> str:
    """The financial year a day falls in: "2018/19"."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first:04d}/{(first + 1) % 100:02d}"


def year_start(year: str) -> date:
    """1 April of a financial year. Raises ValueError when `year` is not written as 2018/19."""
    found = _YEAR.fullmatch(year)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise ValueError(f"{quoted(year)} is not a financial year; write it as 2018/19")
    return date(int(found[1]), 4, 1)


def year_end(year: str) -> date:
    """31 March that ends a financial year. Raises ValueError when `year` is not written as 2018/19."""
    return date(year_start(year).year + 1, 3, 31)


def days_in_year(year: str) -> int:
    """Days in a financial year: 366 in 2019/20, which has 29 February 2020."""
    return (year_end(year) - year_start(year)).days + 1


def long_date(day: date) -> str:
    """Write a date for screens and tables: "31 Oct 2018"."""
    return f"{day.day} {month_and_year(day)}"


def month_and_year(day: date) -> str:
    """Write a month: "Oct 2018"."""
    return f"{_MONTHS[day.month - 1][:3]} {day.year:04d}"


def full_date(day: date) -> str:
    """Write a date in full, for titles and sources: "22 November 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year:04d}"


def parse_date(text: str, order: DayOrder | None = None) -> date:
    """Read a date: "2018-10-31", "31 Oct 2018", "31 October 2018"; "31/10/2018" where it has only one reading.

    Raises ReadError; of "03/04/2018" TwoDates, which asks for the day meant, unless `order` says what comes first.
    """
    body = tidy(text)
    if found := _ISO.fullmatch(body):
        return _day(text, int(found[1]), int(found[2]), int(found[3]))
    if found := _WORDS.fullmatch(body):
        month = _MONTH_OF.get(found[2].lower())
        if month is None:
            raise ReadError(f"{quoted(text)} names no month; {_SHAPES}")
        return _day(text, int(found[3]), month, int(found[1]))
    if found := _FIGURES.fullmatch(body):
        return _day_of_figures(text, int(found[1]), int(found[2]), int(found[3]), order)
    subject = f"{quoted(text)} is not a date" if body else "Nothing is written here"
    raise ReadError(f"{subject}; {_SHAPES}")


def check_go_live(day: date) -> None:
    """Check that a go-live date lies in the years that are costed. Raises ReadError, naming them."""
    if not PLANNING_FIRST <= day <= PLANNING_LAST:
        raise ReadError(
            f"{long_date(day)} is outside the years planned; a go-live date is between "
            f"{long_date(PLANNING_FIRST)} and {long_date(PLANNING_LAST)}"
        )


def _day_of_figures(text: str, first: int, second: int, year: int, order: DayOrder | None) -> date:
    if order is DayOrder.MONTH_FIRST:
        return _day(text, year, first, second)
    if order is None and first != second and 1 <= first <= 12 and 1 <= second <= 12:
        one, other = _day(text, year, second, first), _day(text, year, first, second)
        raise TwoDates(
            f"{quoted(text)} could be {full_date(one)} or {full_date(other)}; write the one meant, "
            f"as {long_date(one)} or {long_date(other)}"
        )
    return _day(text, year, second, first)


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ReadError(f"{quoted(text)} is not a day of the calendar; {_SHAPES}") from None
