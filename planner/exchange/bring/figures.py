"""Assumptions, one-off cost and rule settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from planner.exchange.bring.work import Given, Work, as_kept, text_as_kept
from planner.exchange.columns import CellValue
from planner.exchange.problems import Reason, Severity
from planner.exchange.tables import ASSUMPTIONS, ONE_OFF, RULE_SETTINGS
from planner.scenario.decisions import values
from planner.scenario.decisions.assumptions import assumption_value
from planner.scenario.decisions.money import MOST_POUNDS
from planner.scenario.decisions.rules import rule_value
from planner.scenario.decisions.sources import is_cleared, lacks_source
from planner.scenario.decisions.step import Refused
from planner.scenario.types import Assumption, RuleValue
from planner.views.assumption_rows import value_words
from planner.words.numbers import quoted
from planner.words.vocabulary import Status

FIGURES = ("value", "low", "high")
TEXTS = ("source", "owner", "dated", "note")


def bring_assumptions(work: Work) -> None:
    """Values, ranges, and where they come from. A changed end of a range on the wrong side of its value is left out."""
    for given in work.rows(ASSUMPTIONS.name):
        key = given.key[0]
        old = work.base.assumptions.get(key)
        if old is None:
            work.tell(given, "", Reason.ROW, f"There is no assumption {quoted(key)}: the row is not taken.")
            continue
        made: dict[str, Any] = {}
        for status in work.take(given, "status", ("assumption", key, "status"), status_of):
            made["status"] = status
        for field in TEXTS:
            for text in work.take(given, field, ("assumption", key, field), text_of(getattr(old, field))):
                made[field] = text
        new = replace(old, **made)
        if source_is_missing(old.source, new.status, new.source):
            text = f"{old.name} names no source: its value, range, status and source are left as they were."
            work.tell(given, "source", Reason.ABSENT, text, hint="Say where the value comes from.")
            for field in ("status", "source"):
                work.cells.pop(("assumption", key, field), None)
            new = replace(new, status=old.status, source=old.source)
        else:
            new = replace(new, **_figures(work, given, old))  # type: ignore[arg-type]
        work.assumptions[key] = new


def source_is_missing(before: str, status: Status, after: str) -> bool:
    """Whether a source was cleared, or the status claims one that is not named."""
    return is_cleared(before, after) or lacks_source(status, after)


def _figures(work: Work, given: Given, old: Assumption) -> dict[str, float | None]:
    """Value, low and high as they are to be, those left out as they were."""
    made: dict[str, float | None] = {field: getattr(old, field) for field in FIGURES}
    for field in FIGURES:
        for figure in work.take(given, field, ("assumption", old.id, field), _figure(old, field)):
            made[field] = figure
    value = made["value"] if made["value"] is not None else old.value
    for field, side, is_wrong in (("low", "above", _above), ("high", "below", _below)):
        end = made[field]
        if end == getattr(old, field) or not is_wrong(end, value):
            continue
        shown = value_words(end, old.unit), value_words(value, old.unit)
        text = f"The {field} of {old.name}, {shown[0]}, is {side} its value, {shown[1]}: left as it was."
        work.tell(given, field, Reason.NOT_ALLOWED, text, found=given.value(field))
        made[field] = getattr(old, field)
        work.cells.pop(("assumption", old.id, field), None)
    if value != old.value and (_above(made["low"], value) or _below(made["high"], value)):
        text = f"{old.name}, {value_words(value, old.unit)}, is outside its range: it is taken."
        work.tell(given, "value", Reason.TOLD, text, severity=Severity.NOTE)
    return made


def _above(end: float | None, value: float) -> bool:
    return end is not None and end > value


def _below(end: float | None, value: float) -> bool:
    return end is not None and end < value


def _figure(old: Assumption, field: str) -> Callable[[CellValue], float | None]:
    before = getattr(old, field)

    def check(found: CellValue) -> float | None:
        if found is None and field != "value":
            return None
        # Low against high is looked at once the whole row is known.
        figure = assumption_value(replace(old, low=None, high=None), field, found)
        return as_kept(figure, before) if isinstance(figure, int | float) else before

    return check


def status_of(found: CellValue) -> Status:
    """One of the statuses. Raises Refused."""
    if found not in tuple(Status):
        raise Refused(f"{quoted(str(found))} is not a status. Use one from the list.")
    return Status(str(found))


def text_of(before: str) -> Callable[[CellValue], str]:
    """Text as it would be kept; a blank is none."""

    def check(found: CellValue) -> str:
        text = found.isoformat() if isinstance(found, date) else str(found or "")
        return text_as_kept(values.note(text), before)

    return check


def pounds_of(what: str, before: float | None) -> Callable[[CellValue], float | None]:
    """Pounds as they would be kept; a blank is none, and so is 0 where there was none."""

    def check(found: CellValue) -> float | None:
        if found is None and not before:
            return before
        if found is None:
            return None
        pounds = values.number(found, what, 0, MOST_POUNDS)
        return None if before is None and pounds == 0 else as_kept(pounds, before)

    return check


def bring_one_off(work: Work) -> None:
    """The programme's one-off cost by financial year."""
    for given in work.rows(ONE_OFF.name):
        year = given.key[0]
        for kind, pounds_by_year in work.one_off.items():
            before = pounds_by_year.get(year)
            what = f"One-off {kind} in {year}"
            for pounds in work.take(given, kind, ("one_off", kind, year), pounds_of(what, before)):
                if pounds is None:
                    pounds_by_year.pop(year, None)
                else:
                    pounds_by_year[values.year(year)] = pounds


def bring_rules(work: Work) -> None:
    """Thresholds and switches."""
    for given in work.rows(RULE_SETTINGS.name):
        setting = given.key[0]
        before = work.base.rules.get(setting)
        if before is None:
            work.tell(given, "", Reason.ROW, f"There is no rule setting {quoted(setting)}: the row is not taken.")
            continue
        for value in work.take(given, "value", ("rule", setting), _setting(setting, before)):
            work.rules[setting] = value


def _setting(setting: str, before: RuleValue) -> Callable[[CellValue], RuleValue]:
    def check(found: Any) -> RuleValue:
        value = rule_value(setting, before, found.isoformat() if isinstance(found, date) else found)
        if isinstance(value, float) and isinstance(before, float):
            return as_kept(value, before)
        return value

    return check
