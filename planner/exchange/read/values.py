"""One cell to one typed value, as a planner types it; or what is wrong with it, in one of four ways.

Nothing is guessed: text with two readings is a problem that names both.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from planner.exchange.columns import CellValue, Reads
from planner.exchange.problems import Reason
from planner.exchange.read.cells import Raw
from planner.exchange.read.choices import Choices
from planner.scenario.decisions.values import NOTE_LENGTH
from planner.words.dates import PLANNING_FIRST, PLANNING_LAST, DayOrder, TwoDates, long_date, parse_date
from planner.words.money import parse_pounds, pounds
from planner.words.names import NAME_LENGTH, clean_code, clean_name
from planner.words.numbers import (
    ReadError,
    decimal,
    is_none,
    parse_number,
    parse_share,
    quoted,
    share,
    tidy,
    whole,
)

_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(?::00(?:\.0+)?)?")
_YES = frozenset({"yes", "y", "true", "ring-fenced", "ring fenced"})
_NO = frozenset({"no", "n", "false", "not ring-fenced", "not ring fenced"})
_LONGEST = 2 * NOTE_LENGTH
"""A longer text is no value of any column: nobody looks into it."""
_NOISE = 1e-9
"""A formula's 2.0000000001 is 2."""
_FIGURES = {Reads.WHOLE, Reads.NUMBER, Reads.SHARE, Reads.POUNDS}
_TEXTS = {Reads.TEXT, Reads.NAME, Reads.CODE}
_SERIAL_START = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


class Wrong(Exception):
    """The cell holds no value that can be taken. `text` is one sentence without its place."""

    def __init__(
        self, reason: Reason, text: str, *, allowed: str = "", hint: str = "", asks_order: bool = False
    ) -> None:
        super().__init__(text)
        self.reason, self.text, self.allowed, self.hint = reason, text, allowed, hint
        self.asks_order = asks_order


@dataclass(frozen=True)
class Spec:
    """What a cell may hold. `low` and `high` are both allowed; `above` is not reached, only passed.

    `choices` are for Reads.CHOICE; `what` names the value in sentences ("DWO posts"). `order` is that of dates in
    figures, None where it is not known.
    """

    reads: Reads
    what: str
    low: float | None = None
    high: float | None = None
    above: float | None = None
    may_be_blank: bool = False
    choices: Choices | None = None
    is_1904: bool = False
    order: DayOrder | None = None

    @property
    def allowed(self) -> str:
        """What may stand in the cell, in words."""
        words = _ALLOWED[self.reads](self)
        return f"{words}, or blank" if self.may_be_blank else words


def read_value(raw: Raw, spec: Spec) -> CellValue:
    """The value of a cell; None for a blank that is allowed. Raises Wrong."""
    if isinstance(raw, str) and len(raw) > _LONGEST:
        raise Wrong(
            Reason.OUT_OF_RANGE, f"{spec.what}: the text has {whole(len(raw))} characters", allowed=spec.allowed
        )
    if raw is None or (isinstance(raw, str) and _says_nothing(raw, spec.reads)):
        if spec.may_be_blank:
            return None
        dashed = isinstance(raw, str) and bool(tidy(raw))
        found = f"{quoted(str(raw))} says none" if dashed else "nothing is written"
        hint = "Write 0 for none." if spec.reads in _FIGURES and spec.low == 0 else ""
        raise Wrong(Reason.ABSENT, f"{spec.what}: {found}", allowed=spec.allowed, hint=hint)
    return _READERS[spec.reads](raw, spec)


def shown(raw: Raw) -> str:
    """What was read, quoted, with hidden spaces visible."""
    if raw is None:
        return "nothing"
    if isinstance(raw, bool):
        return quoted("TRUE" if raw else "FALSE")
    if isinstance(raw, datetime):
        return quoted(long_date(raw.date()) + (f" {raw:%H:%M}" if raw.time() != time() else ""))
    if isinstance(raw, date):
        return quoted(long_date(raw))
    if isinstance(raw, float):
        return quoted(f"{raw:.15g}")
    return quoted(str(raw)[:200])


def as_text(raw: Raw) -> str:
    """A value as the text somebody would have typed: 2018, not 2018.0; a date as 2018-02-12."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else f"{raw:.15g}"
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(" ")
    return str(raw)


def _says_nothing(text: str, reads: Reads) -> bool:
    return not tidy(text) if reads in _TEXTS else is_none(text)


def _text(raw: Raw, spec: Spec) -> CellValue:
    text = unicodedata.normalize("NFC", as_text(raw).replace("\r\n", "\n").replace("\r", "\n")).strip()
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text):
        raise Wrong(
            Reason.NOT_ALLOWED,
            f"{spec.what}: {shown(raw)} holds characters that cannot be shown",
            allowed=spec.allowed,
            hint="Type it again without them.",
        )
    if len(text) > NOTE_LENGTH:
        raise Wrong(
            Reason.OUT_OF_RANGE, f"{spec.what}: the text has {whole(len(text))} characters", allowed=spec.allowed
        )
    return text


def _name(raw: Raw, spec: Spec) -> CellValue:
    return _by_words(clean_name, raw, spec, Reason.NOT_ALLOWED)


def _code(raw: Raw, spec: Spec) -> CellValue:
    if isinstance(raw, date | time | timedelta):
        raise _turned_to_date(raw, spec)
    return _by_words(clean_code, raw, spec, Reason.NOT_ALLOWED)


def _by_words(parse: Callable[[str], str], raw: Raw, spec: Spec, reason: Reason) -> str:
    try:
        return parse(as_text(raw))
    except ReadError as problem:
        raise Wrong(reason, f"{spec.what}: {problem}", allowed=spec.allowed) from None


def _figure(raw: Raw, spec: Spec, parse: Callable[[str], float]) -> float:
    """A number as it is, or text read by `parse`."""
    if isinstance(raw, bool):
        raise Wrong(Reason.UNREADABLE, f"{spec.what}: {shown(raw)} is not a number", allowed=spec.allowed)
    if isinstance(raw, date | time | timedelta):
        raise _turned_to_date(raw, spec)
    if isinstance(raw, int | float):
        return float(raw)
    try:
        return float(parse(str(raw)))
    except ReadError as problem:
        raise Wrong(Reason.UNREADABLE, f"{spec.what}: {problem}", allowed=spec.allowed) from None


def _turned_to_date(raw: Raw, spec: Spec) -> Wrong:
    return Wrong(
        Reason.UNREADABLE,
        f"{spec.what}: {shown(raw)} is a date or a time",
        allowed=spec.allowed,
        hint="Excel may have turned what was typed into a date: set the cell to General and type it again.",
    )


def _within(value: float, raw: Raw, spec: Spec, hint: str = "") -> float:
    too_low = (spec.low is not None and value < spec.low) or (spec.above is not None and value <= spec.above)
    if too_low or (spec.high is not None and value > spec.high):
        size = "small" if too_low else "large"
        raise Wrong(Reason.OUT_OF_RANGE, f"{spec.what}: {shown(raw)} is too {size}", allowed=spec.allowed, hint=hint)
    return value


def _whole(raw: Raw, spec: Spec) -> CellValue:
    value = _figure(raw, spec, partial(parse_number, example="0, 1 or 12"))
    if abs(value - round(value)) > _NOISE * max(1.0, abs(value)):
        raise Wrong(Reason.NOT_ALLOWED, f"{spec.what}: {shown(raw)} is not a whole number", allowed=spec.allowed)
    return int(_within(round(value), raw, spec))


def _number(raw: Raw, spec: Spec) -> CellValue:
    return _within(_figure(raw, spec, parse_number), raw, spec)


def _pounds(raw: Raw, spec: Spec) -> CellValue:
    return _within(_figure(raw, spec, parse_pounds), raw, spec)


def _share(raw: Raw, spec: Spec) -> CellValue:
    if isinstance(raw, str):
        _ask_if_two_shares(raw, spec)
    value = _figure(raw, spec, parse_share)
    hint = ""
    if not isinstance(raw, str) and abs(value) > 1:
        hint = f"In Excel {value:.15g} is {share(value)}: for {share(value / 100)} type {value:.15g}%."
    return _within(value, raw, spec, hint)


def _ask_if_two_shares(text: str, spec: Spec) -> None:
    """Text without a % sign may be a share (0.12) or per cent (12): where both are allowed, ask."""
    if "%" in text:
        return
    try:
        value = parse_number(text)
    except ReadError:
        return  # told with its own sentence by whoever reads it as a share
    fits = [v for v in (value, value / 100) if _fits(v, spec)]
    if value and len(fits) == 2:
        raise Wrong(
            Reason.UNREADABLE,
            f"{spec.what}: the text {quoted(text)} could be {share(value / 100)} or {share(value)}",
            allowed=spec.allowed,
            hint="Write it with the % sign.",
        )


def _fits(value: float, spec: Spec) -> bool:
    return (spec.low is None or value >= spec.low) and (spec.high is None or value <= spec.high)


def _date(raw: Raw, spec: Spec) -> CellValue:
    day = _day(raw, spec)
    if not PLANNING_FIRST <= day <= PLANNING_LAST:
        raise Wrong(
            Reason.OUT_OF_RANGE, f"{spec.what}: {long_date(day)} is outside the years planned", allowed=spec.allowed
        )
    return day


def _day(raw: Raw, spec: Spec) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str):
        found = _MIDNIGHT.fullmatch(tidy(raw))
        try:
            return parse_date(found[1] if found else raw, spec.order)
        except ReadError as problem:
            asks = isinstance(problem, TwoDates)
            raise Wrong(Reason.UNREADABLE, f"{spec.what}: {problem}", allowed=spec.allowed, asks_order=asks) from None
    day = _of_serial(raw, spec.is_1904)
    if day is None:
        raise Wrong(Reason.UNREADABLE, f"{spec.what}: {shown(raw)} is not a date", allowed=spec.allowed)
    return day


def _of_serial(raw: Raw, is_1904: bool) -> date | None:
    """A date that lost its format: Excel's day number, where it falls in the years planned."""
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw) or not 1 <= raw < 1e6:
        return None
    day = _SERIAL_START[is_1904] + timedelta(days=int(raw))
    return day if PLANNING_FIRST <= day <= PLANNING_LAST else None


def _yes_no(raw: Raw, spec: Spec) -> CellValue:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float) and raw in (0, 1):
        return bool(raw)
    word = tidy(raw).casefold() if isinstance(raw, str) else ""
    if word in _YES | _NO or word in ("0", "1"):
        return word in _YES or word == "1"
    raise Wrong(Reason.NOT_ALLOWED, f"{spec.what}: {shown(raw)} is neither yes nor no", allowed=spec.allowed)


def _choice(raw: Raw, spec: Spec) -> CellValue:
    choices = spec.choices
    if choices is None:
        return _code(raw, spec)  # BCU codes where no list of them is known
    text = as_text(raw)
    found = choices.find(text)
    if found is None:
        hint = f"Did you mean {_either(choices.alike(text))}?" if choices.alike(text) else ""
        raise Wrong(
            Reason.NOT_ALLOWED,
            f"{spec.what}: {shown(raw)} is not {choices.one_of}",
            allowed=spec.allowed,
            hint=hint,
        )
    return found


def _either(words: Sequence[str]) -> str:
    return " or ".join(quoted(word) for word in words)


def _by_unit(raw: Raw, spec: Spec) -> CellValue:
    raise TypeError(f"the unit of {spec.what} is settled before it is read")


_READERS: Mapping[Reads, Callable[[Raw, Spec], CellValue]] = {
    Reads.TEXT: _text,
    Reads.CODE: _code,
    Reads.NAME: _name,
    Reads.WHOLE: _whole,
    Reads.NUMBER: _number,
    Reads.SHARE: _share,
    Reads.POUNDS: _pounds,
    Reads.DATE: _date,
    Reads.YES_NO: _yes_no,
    Reads.CHOICE: _choice,
    Reads.BY_UNIT: _by_unit,
}


def _span(spec: Spec, write: Callable[[float], str]) -> str:
    if spec.above is not None and spec.high is not None:
        return f" above {write(spec.above)}, to {write(spec.high)}"
    if spec.low is not None and spec.high is not None:
        return f" from {write(spec.low)} to {write(spec.high)}"
    if spec.low is not None:
        return f", {write(spec.low)} or more"
    return f", {write(spec.high)} or less" if spec.high is not None else ""


def _plain(value: float) -> str:
    return decimal(value, 4).rstrip("0").rstrip(".")


_ALLOWED: Mapping[Reads, Callable[[Spec], str]] = {
    Reads.TEXT: lambda spec: f"text of at most {whole(NOTE_LENGTH)} characters",
    Reads.CODE: lambda spec: "1–4 letters A–Z or figures",
    Reads.NAME: lambda spec: f"a name of 1–{NAME_LENGTH} characters",
    Reads.WHOLE: lambda spec: "a whole number" + _span(spec, whole),
    Reads.NUMBER: lambda spec: "a number" + _span(spec, _plain),
    Reads.SHARE: lambda spec: "a percentage" + _span(spec, share),
    Reads.POUNDS: lambda spec: "pounds" + _span(spec, pounds),
    Reads.DATE: lambda spec: f"a date from {long_date(PLANNING_FIRST)} to {long_date(PLANNING_LAST)}",
    Reads.YES_NO: lambda spec: "yes or no",
    Reads.CHOICE: lambda spec: spec.choices.allowed if spec.choices else "1–4 letters A–Z or figures",
    Reads.BY_UNIT: lambda spec: "what the unit says",
}
