"""Numbers as people write and read them: a true minus, thousands commas, halves away from zero.

Every writer gives the same text for the same rounded value, and never "-0". Every reader takes what a planner
types or pastes and refuses the rest with a sentence. Figures must be finite.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

T = TypeVar("T")

MINUS = "\u2212"
DASH = "–"

_HYPHENS = "-\u2212\u2013\u2010\u2011\ufe63\uff0d"
_HARD_SPACES = "\u00a0\u202f\u2009\u2007"
_EDGES = "\u200b\ufeff\u2060\u200e\u200f"
"""Characters without width that cling to pasted text; `str.strip` leaves them."""
_FIGURE = re.compile(rf"(?:[0-9]+|[0-9]{{1,3}}(?:[,{_HARD_SPACES}][0-9]{{3}})+)(?:\.[0-9]*)?|\.[0-9]+")
_LARGEST = Decimal(10) ** 15
_QUOTED_LENGTH = 60
_SPACE_NAMES = {
    " ": "‹space›",
    "\u00a0": "‹non-breaking space›",
    "\u202f": "‹narrow non-breaking space›",
    "\u200b": "‹zero-width space›",
    "\t": "‹tab›",
    "\n": "‹line break›",
    "\r": "‹line break›",
}


class ReadError(ValueError):
    """Text that cannot be read. Its message is a sentence for the planner: what was read, what is allowed."""


def round_half_away(x: float, places: int = 0) -> float:
    """Round halves away from zero to that many decimal places, as a spreadsheet's ROUND does.

    The scaled value is first taken to 9 decimals (4 when there are places), so that 8.499999999999 and 8.5 do
    not part ways over the last bits of a float. Never gives −0.
    """
    factor = 10.0**places
    noise = 1e9 if places == 0 else 1e4
    scaled = round(abs(x) * factor * noise) / noise
    return math.copysign(math.floor(scaled + 0.5) / factor, x) + 0.0


def whole(n: float) -> str:
    """Write a whole number: "1,584", "−1,584". A float is rounded first."""
    n = n if isinstance(n, int) else int(round_half_away(n))
    return f"{MINUS if n < 0 else ''}{abs(n):,}"


def signed(n: float) -> str:
    """Write a whole change: "+21", "−21", "0"."""
    return with_sign(whole(n))


def change_in_whole(before: float, after: float) -> str:
    """Write the change between two whole figures as they are written: what a reader gets who takes the one from the
    other."""
    return signed(round_half_away(after) - round_half_away(before))


def decimal(x: float, places: int) -> str:
    """Write a number to that many decimal places, trailing zeros kept: "1,234.50"."""
    x = round_half_away(x, places)
    return f"{MINUS if x < 0 else ''}{abs(x):,.{places}f}"


def signed_decimal(x: float, places: int) -> str:
    """Write a change to that many decimal places: "+1.5", "−0.3", "0.0"."""
    return with_sign(decimal(x, places))


def share(x: float, places: int | None = None) -> str:
    """Write a share (1 is the whole) per cent: "−16.7 %", "0 %".

    Without `places`, up to two, trailing zeros dropped; with it, exactly that many, for columns.
    """
    if places is not None:
        return f"{decimal(x * 100, places)} %"
    return f"{decimal(x * 100, 2).rstrip('0').rstrip('.')} %"


def signed_share(x: float, places: int | None = None) -> str:
    """Write a change per cent: "+2 %", "−16.7 %", "0 %"."""
    return with_sign(share(x, places))


def or_dash(value: T | None, formatter: Callable[[T], str]) -> str:
    """Write the value, or the dash that stands for none."""
    return DASH if value is None else formatter(value)


def with_sign(text: str) -> str:
    """Put a plus before a written figure that is above nought; leave minus and nought as they are."""
    above_nought = not text.startswith(MINUS) and any(digit in text for digit in "123456789")
    return f"+{text}" if above_nought else text


def is_none(text: str) -> bool:
    """Whether the text says "none": nothing, or only a dash."""
    return tidy(text) in {"", *_HYPHENS, "\u2014"}


def parse_whole(text: str, low: int | None = None, high: int | None = None, what: str = "posts") -> int:
    """Read a whole number between `low` and `high`, both allowed.

    Raises ReadError, in which `what` names the thing counted: "posts are whole, 0–99".
    """
    bounds = _span(low, high, whole)
    allowed = f"{what} are whole, {bounds}" if bounds else f"{what} are whole"
    value = signed_figure(tidy(text))
    if value is None or value != value.to_integral_value():
        raise ReadError(f"{_refused(text, 'is not a whole number')}; {allowed}")
    _check_within(text, float(value), low, high, allowed)
    return int(value)


def parse_number(
    text: str, low: float | None = None, high: float | None = None, *, example: str = "1,258 or 3.5"
) -> float:
    """Read a number between `low` and `high`, both allowed. Raises ReadError, which says how to write it."""
    value = signed_figure(tidy(text))
    if value is None:
        raise ReadError(f"{_refused(text, 'is not a number')}; write it as {example}")
    _check_within(text, float(value), low, high, f"allowed is {_span(low, high, _plain)}")
    return float(value)


def parse_share(text: str, low: float | None = None, high: float | None = None) -> float:
    """Read a percentage as a share: "12 %", "12%" and "12" are 0.12. Bounds are shares, both allowed.

    Raises ReadError, also for a bare figure between 0 and 1: 0.12 may mean 0.12 % or 12 %.
    """
    body = tidy(text)
    bracketed = body.endswith("%)")
    bare = body.replace("%)", ")") if bracketed else body.removesuffix("%").rstrip()
    value = signed_figure(bare)
    if value is None:
        raise ReadError(f"{_refused(text, 'is not a percentage')}; write it as 12 % or {MINUS}16.7 %")
    if bare == body and 0 < abs(value) < 1:
        raise ReadError(
            f"{quoted(text)} could be {share(float(value / 100))} or {share(float(value))}; write it with the % sign"
        )
    result = float(value / 100)
    _check_within(text, result, low, high, f"allowed is {_span(low, high, share)}")
    return result


def tidy(text: str) -> str:
    """The text without the spaces, seen and unseen, around it."""
    return text.strip().strip(_EDGES).strip()


def signed_figure(body: str, currency: str = "") -> Decimal | None:
    """Read a figure with its sign ("−3", "(3)", "+3"), or None when it is not one. Shared by the readers.

    `currency` may stand before the figure, on either side of the sign. Raises ReadError at 10^15 and beyond.
    """
    negative = body.startswith("(") and body.endswith(")")
    if negative:
        body = body[1:-1].strip()
    body = _without_currency(body, currency)
    if body[:1] and body[0] in _HYPHENS + "+" and not negative:
        negative = body[0] != "+"
        body = _without_currency(body[1:].lstrip(), currency)
    if not _FIGURE.fullmatch(body):
        return None
    value = Decimal(re.sub(rf"[,{_HARD_SPACES}]", "", body))
    if value >= _LARGEST:
        raise ReadError(f"{quoted(body)} is too large; figures stay below {whole(int(_LARGEST))}")
    return -value if negative and value else value


def quoted(text: str) -> str:
    """The text in quotation marks, spaces at its ends and characters that cannot be seen made visible."""
    shown = text if len(text) <= _QUOTED_LENGTH else text[:_QUOTED_LENGTH] + "…"
    inner = shown.strip(" ")
    before = len(shown) - len(shown.lstrip(" "))
    after = len(shown) - len(inner) - before if inner else 0
    return f"“{_SPACE_NAMES[' '] * before}{seen(inner)}{_SPACE_NAMES[' '] * after}”"


def seen(text: str) -> str:
    """The text with characters that cannot be seen, or that turn the line around, named: ‹right-to-left override›."""
    return text if text.isprintable() else "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character == " " or character.isprintable():
        return character
    if character in _SPACE_NAMES:
        return _SPACE_NAMES[character]
    return f"‹{unicodedata.name(character, f'U+{ord(character):04X}').lower()}›"


def _without_currency(body: str, currency: str) -> str:
    return body.removeprefix(currency).lstrip() if currency else body


def _refused(text: str, because: str) -> str:
    body = tidy(text)
    if not body:
        return "Nothing is written here"
    if signed_figure(body.rstrip("% ")) is None and signed_figure(body.rstrip("% ").replace(",", "")) is not None:
        return f"{quoted(text)} has a comma where none can mark thousands"
    return f"{quoted(text)} {because}"


def _check_within(text: str, value: float, low: float | None, high: float | None, allowed: str) -> None:
    if low is not None and value < low:
        raise ReadError(f"{quoted(text)} is too small; {allowed}")
    if high is not None and value > high:
        raise ReadError(f"{quoted(text)} is too large; {allowed}")


def _span(low: T | None, high: T | None, write: Callable[[T], str]) -> str:
    if low is not None and high is not None:
        first, last = write(low), write(high)
        return f"{first} to {last}" if MINUS in first + last or "%" in first else f"{first}{DASH}{last}"
    if low is not None:
        return f"{write(low)} or more"
    return "" if high is None else f"{write(high)} or less"


def _plain(x: float) -> str:
    text = decimal(x, 4)
    return text.rstrip("0").rstrip(".")
