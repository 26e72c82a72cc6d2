"""Dragging a go-live along the years: where it snaps to, and the savings of each year that follow, underneath."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from planner.outcome.evaluate import Outcome
from planner.views.go_live import months_on
from planner.views.marks import mark_of
from planner.words.dates import PLANNING_FIRST, PLANNING_LAST, year_end, year_start
from planner.words.money import in_millions, millions
from planner.words.vocabulary import YEARS

_DAYS_IN_A_MONTH = 365.25 / 12


@dataclass(frozen=True)
class YearUnder:
    """A financial year under the timeline: its days, its gross saving in £ million, and as a drag would have it."""

    year: str
    first: date
    last: date
    text: str
    then: str
    words: str


def dragged_to(day: date | None, grabbed: date, dropped: date) -> date:
    """Where a go-live comes to be: moved by the whole months between two days, and kept within the years planned.

    A date on the last day of its month stays on a last day. A BCU with no date takes the last day of the month.
    """
    if day is None:
        found = dropped.replace(day=calendar.monthrange(dropped.year, dropped.month)[1])
    else:
        found = months_on(day, round((dropped - grabbed).days / _DAYS_IN_A_MONTH))
    return min(max(found, PLANNING_FIRST), PLANNING_LAST)


def savings_under(now: Outcome, then: Outcome | None = None) -> tuple[YearUnder, ...]:
    """Gross saving of each year; `then` is the outcome of a drag not yet let go."""
    return tuple(_year(now, then, year) for year in YEARS)


def _year(now: Outcome, then: Outcome | None, year: str) -> YearUnder:
    pounds = now.number("gross", year)
    after = then.number("gross", year) if then is not None else pounds
    changed = in_millions(after) != in_millions(pounds)
    words = f"{year}: gross saving {millions(pounds)}" + (f", {millions(after)} if released" if changed else "")
    text = f"{in_millions(pounds)}{mark_of(now, f'gross[{year}]')}"
    return YearUnder(year, year_start(year), year_end(year), text, in_millions(after) if changed else "", words)
