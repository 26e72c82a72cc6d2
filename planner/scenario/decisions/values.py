"""Checks of single values that decisions share. Each returns the value to keep or raises Refused."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable
from datetime import date

from planner.scenario.decisions.step import Refused
from planner.words.dates import check_go_live
from planner.words.names import clean_code, clean_name, listing
from planner.words.numbers import MINUS, quoted
from planner.words.vocabulary import FUNCTIONS, ROLES, YEARS, Function, Role

WARD_POSTS = 99
"""The most DWO or PCSO posts or vacancies of a ward, and Schools and Youth Officer posts of a borough."""
CELL_POSTS = 9_999
"""The most posts of one role in one function of a BCU or borough."""
NOTE_LENGTH = 2_000


def whole(value: object, what: str, most: int) -> int:
    """A whole number from 0 to `most`; `what` names it in the refusal."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Refused(f"{what} are whole numbers from 0 to {most:,}.")
    if value != int(value) or not 0 <= value <= most:
        raise Refused(f"{what} are whole numbers from 0 to {most:,}; {_plain(value)} is not one.")
    return int(value)


def number(value: object, what: str, low: float = -math.inf, high: float = math.inf) -> float:
    """A finite number within the limits; `what` names it in the refusal."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Refused(f"{what} must be a number.")
    if not low <= value <= high:
        raise Refused(f"{what} must be {_limits(low, high)}; {_plain(value)} is not.")
    return float(value)


def _limits(low: float, high: float) -> str:
    if math.isinf(high):
        return f"{_plain(low)} or more"
    return f"from {_plain(low)} to {_plain(high)}"


def _plain(value: float) -> str:
    return f"{value:,.12g}".replace("-", MINUS)


def name(text: object) -> str:
    """A name as people see it: NFC, trimmed, printable, at most 80 characters."""
    return _cleaned(text, "A name", clean_name)


def code(text: object) -> str:
    """A BCU code."""
    return _cleaned(text, "A BCU code", clean_code)


def _cleaned(text: object, what: str, clean: Callable[[str], str]) -> str:
    if not isinstance(text, str):
        raise Refused(f"{what} must be text.")
    try:
        return clean(text)
    except ValueError as problem:
        raise Refused(f"{problem}.") from None


def note(text: object) -> str:
    """A note: NFC, trimmed, no control characters but line ends and tabs, at most 2,000 characters."""
    if not isinstance(text, str):
        raise Refused("A note must be text.")
    cleaned = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in cleaned):
        raise Refused("The note holds characters that cannot be shown. Type it again without them.")
    if len(cleaned) > NOTE_LENGTH:
        raise Refused(f"The note has {len(cleaned):,} characters; the most is {NOTE_LENGTH:,}. Shorten it.")
    return cleaned


def go_live(day: object) -> date | None:
    """A go-live date within the financial years, or None for none."""
    if day is None:
        return None
    if not isinstance(day, date):
        raise Refused("A go-live date must be a date, such as 31 Mar 2018.")
    try:
        check_go_live(day)
    except ValueError as problem:
        raise Refused(f"{problem}.") from None
    return day


def function(word: object) -> Function:
    """One of the five functions."""
    if word not in FUNCTIONS:
        raise Refused(f"{quoted(str(word))} is not a function. Use {listing(FUNCTIONS)}.")
    return Function(str(word))


def role(word: object) -> Role:
    """One of the roles."""
    if word not in ROLES:
        raise Refused(f"{quoted(str(word))} is not a role. Use {listing(ROLES)}.")
    return Role(str(word))


def year(text: object) -> str:
    """One of the financial years."""
    if not isinstance(text, str) or text not in YEARS:
        raise Refused(f"{quoted(str(text))} is not one of the financial years {YEARS[0]} to {YEARS[-1]}.")
    return text
