"""When each BCU goes live: dates with where they come from, the share of each year live, and rule T1's line."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from planner.outcome.evaluate import Outcome
from planner.scenario.types import Bcu
from planner.words.dates import PLANNING_LAST, long_date, parse_date, year_start
from planner.words.numbers import DASH, is_none, share
from planner.words.vocabulary import YEARS, Status
from planner.words.vocabulary import Outcome as RuleOutcome

_SEEN = frozenset({Status.VERIFIED, Status.PUBLISHED})


@dataclass(frozen=True)
class GoLiveRow:
    """A BCU's go-live. `is_verified` chooses ● over ○; `verdict` and `verdict_words` are T1's, None where it is off.

    `live` is the share of each financial year live, as read, in the order of YEARS.
    """

    code: str
    name: str
    fill: str
    day: date | None
    text: str
    status: str
    is_verified: bool
    source: str
    live: tuple[str, ...]
    verdict: RuleOutcome | None
    words: str


@dataclass(frozen=True)
class GoLive:
    """Every BCU by go-live date, those with none last. The axis runs from `first` to `last`; `line` is T1's date."""

    rows: tuple[GoLiveRow, ...]
    first: date
    last: date
    line: date | None
    line_words: str
    ticks: tuple[tuple[date, str], ...]


def go_live(outcome: Outcome) -> GoLive:
    """The go-lives of a scenario."""
    bcus = sorted(outcome.scenario.bcus.values(), key=lambda b: (b.go_live or date.max, b.name.casefold()))
    line = _line(outcome)
    first, last = _span([b.go_live for b in bcus if b.go_live is not None], line)
    return GoLive(
        rows=tuple(_row(outcome, bcu, line) for bcu in bcus),
        first=first,
        last=last,
        line=line,
        line_words=f"all live by {long_date(line)} (T1)" if line is not None else "",
        ticks=_ticks(first, last),
    )


def read_day(text: str) -> date | None:
    """A go-live date as typed; None when cleared. Raises ReadError with what can be typed."""
    return None if is_none(text) else parse_date(text)


def months_on(day: date, months: int) -> date:
    """The same day of the month that many months on (or back); the last day of a month stays the last."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    length = calendar.monthrange(year, month + 1)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if is_last else min(day.day, length))


def _line(outcome: Outcome) -> date | None:
    rules = outcome.scenario.rules
    return date.fromisoformat(str(rules["T1.date"])) if rules.get("T1.on") else None


def _row(outcome: Outcome, bcu: Bcu, line: date | None) -> GoLiveRow:
    live = tuple(share(outcome.number("live", bcu.code, year), 0) for year in YEARS)
    text = long_date(bcu.go_live) if bcu.go_live is not None else "no date"
    verdict, late = _verdict(bcu.go_live, line)
    where = bcu.go_live_source or ("decided in this scenario" if bcu.go_live is not None else "")
    status = bcu.go_live_status.value if bcu.go_live is not None else DASH
    words = f"{bcu.name} has no go-live date"
    if bcu.go_live is not None:
        words = f"{bcu.name} goes live on {text}, {status}{late}"
    return GoLiveRow(
        code=bcu.code,
        name=bcu.name,
        fill=bcu.fill,
        day=bcu.go_live,
        text=text,
        status=status,
        is_verified=bcu.go_live is not None and bcu.go_live_status in _SEEN,
        source=where,
        live=live,
        verdict=verdict,
        words=words,
    )


def _verdict(day: date | None, line: date | None) -> tuple[RuleOutcome | None, str]:
    if line is None:
        return None, ""
    if day is None:
        return RuleOutcome.INCOMPLETE, ""
    return (RuleOutcome.MET, "") if day <= line else (RuleOutcome.NOT_MET, f", after {long_date(line)}")


def _span(days: list[date], line: date | None) -> tuple[date, date]:
    """A year's start no later than the first date, and some months beyond the last, within the years planned."""
    known = [*days, *([line] if line is not None else [])] or [year_start(YEARS[1])]
    first = date(min(known).year, 1, 1)
    last = min(months_on(max(known), 4), PLANNING_LAST)
    return first, max(last, months_on(first, 30))


def _ticks(first: date, last: date) -> tuple[tuple[date, str], ...]:
    """Each January by its year and each July, from `first` to a little before `last`."""
    found = []
    day = first
    while day < last - timedelta(days=30):
        found.append((day, str(day.year) if day.month == 1 else "Jul"))
        day = months_on(day, 6)
    return tuple(found)
