"""The register of targets, with one in force."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from planner.exchange.bring.figures import pounds_of, source_is_missing, status_of, text_of
from planner.exchange.bring.work import Given, Work
from planner.exchange.columns import CellValue
from planner.exchange.problems import Reason
from planner.exchange.tables import TARGETS
from planner.scenario.decisions import values
from planner.scenario.decisions.money import target_value
from planner.scenario.decisions.step import Refused
from planner.scenario.types import Target
from planner.words.frozen_map import FrozenMap
from planner.words.numbers import quoted
from planner.words.vocabulary import YEARS, Status

IN_FORCE = ("target_in_force",)
_NEEDED = ("name", "scope", "kind", "amount")
_LONGEST_ID = 40


def bring_targets(work: Work) -> None:
    """Targets by id; a row without an id is a new one, and a target whose row is gone is taken off."""
    if TARGETS.name not in work.received.tables:
        return
    rows: dict[str, Given] = {}
    for given in work.rows(TARGETS.name):
        if any(value is not None for value in given.row.values.values()):
            rows[given.key[0] or _new_id(work, given)] = given
    twice = _names_twice(rows)
    for key, given in rows.items():
        _bring_target(work, key, given, twice)
    _put_in_force(work, rows)
    for key in [key for key in work.base.targets if key not in rows]:
        if key == work.target_in_force:
            name = work.targets[key].name
            work.tell_sheet(TARGETS.name, "", f"{name} is in force and has no row any more: it stays.",
                            hint="Put another target in force to take it off.")  # fmt: skip
        else:
            del work.targets[key]


def _new_id(work: Work, given: Given) -> str:
    """The same id for the same new row, so that a workbook brought in twice adds its targets once."""
    seed = f"{given.value('name')}\n{given.value('amount')}\n{given.value('by')}"
    return f"x{hashlib.sha256(seed.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _names_twice(rows: dict[str, Given]) -> set[str]:
    names = Counter(str(given.value("name")).casefold() for given in rows.values() if given.value("name"))
    return {name for name, count in names.items() if count > 1}


def _bring_target(work: Work, key: str, given: Given, twice: set[str]) -> None:
    old = work.base.targets.get(key)
    if old is None:
        missing = [column for column in _NEEDED if given.value(column) is None]
        if missing or not _is_id(key):
            lacks = f"has no {missing[0]}" if missing else f"has the id {quoted(key)}, which cannot be one"
            work.tell(given, missing[0] if missing else "", Reason.ABSENT, f"A new target {lacks}: it is not taken.")
            return
        work.cells["target", key] = given.place("name")
    start = old or Target(key, "", "local policing", "recurring", 0.0, "", "", Status.PLANNER, "")
    checks: dict[str, Callable[[CellValue], object]] = {
        "name": lambda found: _name(twice, start.name, found),
        "scope": _one_of(work, key, "scope"),
        "kind": _one_of(work, key, "kind"),
        "by": lambda found: values.year(found) if found else "",
        "amount": _amount(start.amount),
        "status": lambda found: status_of(Status.PLANNER.value if found is None else found),
        "stated": text_of(start.stated),
        "source": text_of(start.source),
    }
    made: dict[str, Any] = {"annual": _annual(work, given, start)}
    for field, check in checks.items():
        for value in work.take(given, field, ("target", key, field), check):
            made[field] = value
    _keep(work, given, start, replace(start, **made))


def _is_id(key: str) -> bool:
    return key.isprintable() and len(key) <= _LONGEST_ID


def _keep(work: Work, given: Given, start: Target, new: Target) -> None:
    is_new = start.id not in work.base.targets
    if new.kind == "cumulative" and not new.by:
        text = f"{new.name} is cumulative and says no year by which it falls due: "
        text += "it is not taken." if is_new else "kind and year are left as they were."
        work.tell(given, "by", Reason.ABSENT, text, hint="Give it a financial year.")
        new = replace(new, kind=start.kind, by=start.by)
        for field in ("kind", "by"):
            work.cells.pop(("target", start.id, field), None)
        if is_new:
            new = replace(new, name="")
    if (is_new and not new.source) or source_is_missing(start.source, new.status, new.source):
        text = f"{new.name or start.name} names no source: "
        text += "it is not taken." if is_new else "its amounts, status and source are left as they were."
        work.tell(given, "source", Reason.ABSENT, text, hint="Say who stated it and where.")
        new = replace(new, name="") if is_new else _figures_as_before(work, start, new)
    if new.name:
        work.targets[start.id] = new
    else:
        work.cells.pop(("target", start.id), None)


def _figures_as_before(work: Work, start: Target, new: Target) -> Target:
    for field in ("amount", "status", "source"):
        work.cells.pop(("target", start.id, field), None)
    for year in YEARS:
        work.cells.pop(("target", start.id, "annual", year), None)
    return replace(new, amount=start.amount, annual=start.annual, status=start.status, source=start.source)


def _name(twice: set[str], before: str, found: CellValue) -> str:
    name = values.name(found or "")
    if name.casefold() in twice and name != before:
        raise Refused(f"Two targets on the sheet are called {name}: give each its own name.")
    return name


def _one_of(work: Work, key: str, field: str) -> Callable[[CellValue], str]:
    return lambda found: str(target_value(work.base, key, field, found))


def _amount(before: float) -> Callable[[CellValue], float]:
    check = pounds_of("The amount of a target, in pounds,", before)

    def amount(found: CellValue) -> float:
        if found is None:
            raise Refused("A target has an amount, in pounds.")
        return check(found) or 0.0

    return amount


def _annual(work: Work, given: Given, start: Target) -> FrozenMap[str, float]:
    annual = dict(start.annual)
    for i, year in enumerate(YEARS):
        what = f"The target of {year}, in pounds,"
        key = ("target", start.id, "annual", year)
        for pounds in work.take(given, f"annual_{i}", key, _year_pounds(what, annual.get(year))):
            if pounds is None:
                annual.pop(year, None)
            else:
                annual[year] = pounds
    return start.annual if annual == dict(start.annual) else FrozenMap(annual)


def _year_pounds(what: str, before: float | None) -> Callable[[CellValue], float | None]:
    """A blank is no figure; 0 is one."""
    check = pounds_of(what, before if before is not None else 0.0)
    return lambda found: None if found is None else check(found)


def _put_in_force(work: Work, rows: dict[str, Given]) -> None:
    """Exactly one target is in force: none or two leave the one that was."""
    says = [(key, given) for key, given in rows.items() if given.value("in_force") is True]
    if len(says) == 1 and says[0][0] in work.targets:
        work.target_in_force = says[0][0]
        work.cells[IN_FORCE] = says[0][1].place("in_force")
        return
    if not any(given.has("in_force") for given in rows.values()):
        return
    was = work.targets[work.target_in_force].name
    for key, given in says[1:]:
        name, first = str(given.value("name") or key), str(says[0][1].value("name") or says[0][0])
        text = f"{name} is in force as well as {first}; one target can be: {was} stays in force."
        work.tell(given, "in_force", Reason.NOT_ALLOWED, text, found="yes", hint="Say yes for one target.")
    if not says:
        work.tell_sheet(
            TARGETS.name, "", f"No target is in force: {was} stays in force.", hint="Say yes for one target."
        )
