"""Pounds as people write and read them: £96,679,097, −£1,200, £98.7m."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from planner.words.numbers import (
    MINUS,
    ReadError,
    decimal,
    quoted,
    round_half_away,
    signed_figure,
    tidy,
    whole,
    with_sign,
)

_SCALES = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}
_SCALED = re.compile(rf"(.*[0-9.])\s*({'|'.join(sorted(_SCALES, key=len, reverse=True))})(\)?)", re.IGNORECASE)


def pounds(x: float) -> str:
    """Write whole pounds: "£96,679,097", "−£1,200"."""
    return _with_pound(whole(x))


def pounds_pence(x: float) -> str:
    """Write pounds and pence: "£1,200.50"."""
    return _with_pound(decimal(x, 2))


def signed_pence(x: float) -> str:
    """Write a change of pounds and pence: "+£1,200.50"."""
    return with_sign(pounds_pence(x))


def millions(x: float, places: int = 1) -> str:
    """Write pounds in millions: "£98.7m"."""
    return f"{_with_pound(in_millions(x, places))}m"


def signed_millions(x: float, places: int = 1) -> str:
    """Write a change of pounds in millions: "+£25.7m", "£0.0m"."""
    return with_sign(millions(x, places))


def change_in_pounds(before: float, after: float) -> str:
    """Write the change between two amounts of whole pounds as they are written: "+£1,200"."""
    return with_sign(pounds(round_half_away(after) - round_half_away(before)))


def in_millions(x: float, places: int = 1) -> str:
    """Write pounds in millions for a table whose head says £m: "98.7"."""
    return _figure(_in_millions(x, places))


def change_in_millions(before: float, after: float, places: int = 1) -> str:
    """Write the change between two amounts as they are written in millions: from 9.60 to 13.40 is "+3.80".

    The change of the exact amounts, rounded by itself, may be another: figures beside each other have to agree.
    """
    return with_sign(_figure(_in_millions(after, places) - _in_millions(before, places)))


def _in_millions(x: float, places: int) -> Decimal:
    # Exact from the penny on: £98,649,999 is 98.6, which a float's tolerance for noise would make 98.7.
    pence = Decimal(f"{round_half_away(x, 2):.2f}")
    return (pence / 10**6).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _figure(figure: Decimal) -> str:
    return f"{MINUS if figure < 0 else ''}{abs(figure):,}"


def signed_in_millions(x: float, places: int = 1) -> str:
    """Write a change of pounds in millions for a table whose head says £m: "+25.7"."""
    return with_sign(in_millions(x, places))


def parse_pounds(text: str) -> float:
    """Read an amount in pounds: "£1.2m", "£73 million", "73,000,000", "38k", "−£1,200", "(£1,200)".

    Raises ReadError.
    """
    body, scale = tidy(text), 1
    if found := _SCALED.fullmatch(body):
        body, scale = found[1] + found[3], _SCALES[found[2].lower()]
    value = signed_figure(body, currency="£")
    if value is None:
        subject = f"{quoted(text)} is not an amount" if tidy(text) else "Nothing is written here"
        raise ReadError(f"{subject}; write pounds as £57,143, £1.2m or 38k")
    return float(value * scale)


def _with_pound(text: str) -> str:
    return f"{MINUS}£{text[1:]}" if text.startswith(MINUS) else f"£{text}"
