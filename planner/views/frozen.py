"""What a frozen scenario says of itself, and of figures that a later version of the planner works out otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from planner import app_name
from planner.outcome.frozen import Difference, differences, is_as_frozen
from planner.outcome.quantities import POUNDS
from planner.scenario.plain import short
from planner.scenario.types import Frozen, Plan, Scenario
from planner.words.dates import long_date
from planner.words.money import pounds_pence
from planner.words.names import plural
from planner.words.numbers import DASH, whole

MOST_TOLD = 3
AS_KEPT = "Its figures are those it was frozen with."


@dataclass(frozen=True)
class FrozenNote:
    """What a frozen scenario says: `words` in one line, `short` where there is little room, `warning` where it no
    longer gives what it gave, `details` all of it.

    `rows` are (figure, then, now) of every figure that is another now. `text` says all but the rows in one line of
    text, without the word "Frozen" before it.
    """

    words: str
    short: str
    warning: str
    details: str
    rows: tuple[tuple[str, str, str], ...]
    text: str


def frozen_note(plan: Plan, scenario: Scenario) -> FrozenNote | None:
    """What is to be said of the scenario; None where it is not frozen."""
    if scenario.frozen is None:
        return None
    found = differences(plan, scenario)
    rows = tuple((_figure(x), _value(x, x.then), DASH if x.now is None else _value(x, x.now)) for x in found)
    warning = " ".join(part for part in (_altered(scenario), _differs(scenario.frozen, found)) if part)
    said = _frozen(scenario.frozen)
    lines = [said, warning, *(f"{figure}: {then} then, {now} now" for figure, then, now in rows)]
    words = warning or f"{said} {AS_KEPT}"
    text = f"{frozen_words(scenario.frozen)}. {warning or AS_KEPT}"
    short_words = f"Frozen {short(scenario.frozen.fingerprint)}{', not as it was' if warning else ''}"
    return FrozenNote(words, short_words, warning, "\n".join(line for line in lines if line), rows, text)


def frozen_words(frozen: Frozen) -> str:
    """When, by whom, with what and under which fingerprint: "14 Nov 2026 by Ann, BCU Planner 0.1.0, 7C2F-91AE"."""
    by = f" by {frozen.who}" if frozen.who else ""
    return f"{_day(frozen.when)}{by}, {frozen.app}, fingerprint {short(frozen.fingerprint)}"


def _frozen(frozen: Frozen) -> str:
    return f"Frozen {frozen_words(frozen)}."


def _day(when: str) -> str:
    try:
        return long_date(datetime.fromisoformat(when).date())
    except ValueError:
        return "at a time not known"


def _altered(scenario: Scenario) -> str:
    if is_as_frozen(scenario):
        return ""
    return "What it decides is no longer what was frozen: another program changed it. Do not rely on its figures."


def _differs(frozen: Frozen, found: tuple[Difference, ...]) -> str:
    if not found:
        return ""
    told = "; ".join(
        f"{_figure(x)} was {_value(x, x.then)} and is {DASH if x.now is None else _value(x, x.now)}"
        for x in found[:MOST_TOLD]
    )
    rest = f"; and {plural(len(found) - MOST_TOLD, 'more figure')}" if len(found) > MOST_TOLD else ""
    this = f"{app_name()} works {plural(len(found), 'figure')} out otherwise than {frozen.app}, which froze it"
    return f"{this}: {told}{rest}."


def _figure(found: Difference) -> str:
    parts = [found.label, found.year, f"{found.terms} terms" if found.terms else ""]
    return ", ".join(part for part in parts if part)


def _value(found: Difference, value: float) -> str:
    return pounds_pence(value) if found.unit == POUNDS else whole(value)
