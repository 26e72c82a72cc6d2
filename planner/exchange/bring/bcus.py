"""BCUs by slot, the boroughs in them, and the overrides of their posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from planner.area.types import Borough
from planner.exchange.bring.work import Given, Work, text_as_kept
from planner.exchange.columns import CellValue
from planner.exchange.problems import Reason, Severity
from planner.exchange.tables import BCUS, BOROUGH_ROWS, OVERRIDES
from planner.scenario.decisions import values
from planner.scenario.decisions.bcus import next_fill
from planner.scenario.decisions.step import Refused
from planner.scenario.types import Bcu, Override
from planner.words.names import listing, plural
from planner.words.numbers import quoted
from planner.words.vocabulary import Function, Status

T = TypeVar("T")


def bring_bcus(work: Work) -> None:
    """BCUs, their names and go-live dates, then who is in them. A BCU that boroughs are still in stays."""
    exported = dict(enumerate(work.base.bcus, 1)) if work.three_way else {}
    if BCUS.name not in work.received.tables:
        work.slots = exported
        bring_boroughs(work)
        return
    rows = _rows_by_code(work, exported)
    said = set(rows)
    gone = {code for code in work.base.bcus if code not in said}
    work.bcus = {code: bcu for code, bcu in work.bcus.items() if code not in gone}
    twice = _names_twice(rows)
    for code, given in rows.items():
        _bring_bcu(work, given, code, _recoded_from(work, given, exported, said), twice)
    bring_boroughs(work)
    _keep_those_in_use(work, gone)
    work.overrides = {cell: x for cell, x in work.overrides.items() if cell[0] in work.bcus}


def slot_of(given: Given) -> int | None:
    """The slot a row is of."""
    return int(given.key[0]) if given.key and given.key[0].isdecimal() else None


def _rows_by_code(work: Work, exported: dict[int, str]) -> dict[str, Given]:
    """The rows that hold a BCU, by its code; the slots are noted on the way."""
    rows: dict[str, Given] = {}
    for given in work.rows(BCUS.name):
        slot = slot_of(given)
        was = exported.get(slot) if slot is not None else None
        code = _code(work, given, rows, was)
        if code is None or code in rows:
            continue
        rows[code] = given
        if slot is not None:
            work.slots[slot] = code
    return rows


def _code(work: Work, given: Given, rows: dict[str, Given], was: str | None) -> str | None:
    """The code in the row; the one exported there where it cannot be taken; None for an empty slot."""
    if not given.has("code"):
        if was is not None and "code" in given.table.columns:
            work.codeless.add(was)
        return was
    found = given.value("code")
    if found is None:
        if given.value("name") is None and given.value("go_live") is None:
            if was is not None:
                work.cells["bcu", was] = given.place("code")
            return None
        text = (
            f"The row has {quoted(str(given.value('name') or given.value('go_live')))} and no BCU code: left as it was."
        )
        hint = "Give the BCU a code, or empty the whole row."
        work.tell(given, "code", Reason.ABSENT, text, allowed="1–4 letters A–Z or figures", hint=hint)
        return was
    for code in work.take(given, "code", ("bcu", str(found)), values.code):
        if code not in rows:
            return code
        text = f"The BCU code {code} is there twice: this row is not taken."
        work.cells["bcu", code] = rows[code].place("code")
        work.tell(given, "code", Reason.NOT_ALLOWED, text, found=code, hint="Give one of the two BCUs another code.")
        return was
    return was


def _recoded_from(work: Work, given: Given, exported: dict[int, str], said: set[str]) -> Bcu | None:
    """The BCU that was exported in this slot under another code, which no row has any more."""
    slot = slot_of(given)
    was = exported.get(slot) if slot is not None else None
    return work.base.bcus[was] if was is not None and was not in said else None


def _bring_bcu(work: Work, given: Given, code: str, recoded: Bcu | None, twice: set[str]) -> None:
    if code in work.base.bcus:
        start = work.base.bcus[code]
    elif recoded is not None:
        start = replace(recoded, code=code)
    else:
        start = Bcu(code, "", next_fill(work.base_with(work.bcus)))
    made = start
    for name in work.take(given, "name", ("bcu", code, "name"), lambda x: _name(twice, start.name, x)):
        made = replace(made, name=name)
    if not made.name:
        if not given.has("name"):
            work.tell(given, "name", Reason.ABSENT, f"BCU {code} has no name: it is not taken.",
                      allowed="a name of 1–80 characters", hint="Give the BCU a name.")  # fmt: skip
        work.cells.pop(("bcu", code), None)
        return
    for day in work.take(given, "go_live", ("bcu", code, "go_live"), _day):
        if day != start.go_live:
            made = replace(made, go_live=day, go_live_status=Status.PLANNER, go_live_source="")
    work.bcus[code] = made


def _names_twice(rows: dict[str, Given]) -> set[str]:
    """Names, without regard to case, that more than one row has."""
    names = Counter(str(given.value("name")).casefold() for given in rows.values() if given.value("name"))
    return {name for name, count in names.items() if count > 1}


def _name(twice: set[str], before: str, found: CellValue) -> str:
    name = values.name(found or "")
    if name.casefold() in twice and name != before:
        raise Refused(f"Two BCUs on the sheet are called {name}: give each its own name.")
    return name


def _day(found: CellValue) -> date | None:
    return values.go_live(found)


def _keep_those_in_use(work: Work, gone: set[str]) -> None:
    """Put back each BCU that is not on the sheet any more and that boroughs are still in."""
    for code in sorted(gone):
        boroughs = [work.area.borough_by_code[b].name for b, home in work.assignment.items() if home == code]
        if not boroughs:
            continue
        bcu = work.base.bcus[code]
        fills = {other.fill: other for other in work.bcus.values()}
        if bcu.fill in fills:  # a row that took the slot took the colour too
            taker = fills[bcu.fill]
            work.bcus[taker.code] = replace(taker, fill=next_fill(work.base_with({**work.bcus, code: bcu})))
        work.bcus[code] = bcu
        place = work.cells.pop(("bcu", code), "")
        told = f"{bcu.name} ({code}) is not on the sheet any more, and {listing(boroughs[:3])}"
        more = f" and {plural(len(boroughs) - 3, 'borough')} more" if len(boroughs) > 3 else ""
        verb = "is" if len(boroughs) == 1 else "are"
        work.tell_sheet(BCUS.name, place, f"{told}{more} {verb} still in it: it stays.",
                        hint="On Boroughs, give them another BCU or none.")  # fmt: skip


def bring_boroughs(work: Work) -> None:
    """Which BCU each borough is in, its nominated superintendent, and its Schools and Youth Officers if decided."""
    sheet = work.received.tables.get(BCUS.name)
    where = f"the sheet {sheet.sheet}" if sheet is not None else "the list of BCUs"
    for given in work.rows(BOROUGH_ROWS.name):
        code = given.key[0]
        borough = work.area.borough_by_code.get(code)
        if borough is None or not borough.policed:
            why = "has its own police force" if borough is not None else f"is not a borough of {work.area.name}"
            work.tell(given, "", Reason.ROW, f"{quoted(code)} {why}: the row is not taken.")
            continue
        _bring_home(work, given, borough, where)
        for function in work.take(given, "contact", ("contact", code), _function):
            _put(work.contacts, code, function)
        what = f"Schools and Youth Officer posts of {borough.name}"
        for posts in work.take(given, "youth", ("youth", code), _posts_or_none(what)):
            _put(work.youth, code, posts)


def _bring_home(work: Work, given: Given, borough: Borough, where: str) -> None:
    was = work.assignment.get(borough.code)
    if was in work.codeless and given.has("bcu") and given.value("bcu") is None:
        name = work.base.bcus[was].name
        text = f"{borough.name} has no BCU here, and {name} ({was}), in which it was, has no code on {where}: it stays."
        work.tell(given, "bcu", Reason.ABSENT, text, hint=f"Write {was} in both places, or another BCU here.")
        return
    for bcu in work.take(given, "bcu", ("assignment", borough.code), lambda x: _home(work, x, where)):
        _put(work.assignment, borough.code, bcu)


def _put(members: dict[str, T], key: str, value: T | None) -> None:
    if value is None:
        members.pop(key, None)
    else:
        members[key] = value


def _home(work: Work, found: CellValue, where: str) -> str | None:
    if found is None:
        return None
    code = values.code(found)
    if code not in work.bcus:
        known = listing(sorted(work.bcus)) or "none yet"
        raise Refused(f"{quoted(code)} is not a BCU on {where}, which has {known}: left as it was.")
    return code


def _function(found: CellValue) -> Function | None:
    return None if found is None else values.function(found)


def _posts_or_none(what: str) -> Callable[[CellValue], int | None]:
    return lambda found: None if found is None else values.whole(found, what, values.WARD_POSTS)


def bring_overrides(work: Work) -> None:
    """Overrides by slot: those of the BCU that the sheet BCUs has in the slot."""
    tables = work.received.tables
    if OVERRIDES.name in tables and BCUS.name not in tables and not work.three_way:
        work.tell_sheet(
            OVERRIDES.name, "", "Overrides are not taken: without the sheet BCUs, nothing says which BCU a slot is.",
            hint="Bring the sheet BCUs with it.",
        )  # fmt: skip
        return
    for given in work.rows(OVERRIDES.name):
        slot = slot_of(given)
        code = work.slots.get(slot) if slot is not None else None
        if code is not None and code in work.bcus:
            _bring_override(work, given, code)
        elif given.value("override") is not None:
            text = f"There is no BCU in slot {given.key[0] or '(blank)'}: the override is not taken."
            work.tell(given, "override", Reason.NOT_ALLOWED, text, found=given.value("override"))


def _bring_override(work: Work, given: Given, code: str) -> None:
    function, role = values.function(given.key[1]), values.role(given.key[2])
    cell = (code, function, role)
    key = ("override", code, function.value, role.value)
    before = work.base.overrides.get(cell)
    note = before.note if before is not None else ""
    if given.has("override_note"):
        note = text_as_kept(str(given.value("override_note") or ""), note)
    what = f"{function.value} {role.value} posts of {work.bcus[code].name}"
    for posts in work.take(given, "override", key, lambda x: _override_posts(x, what, note)):
        if posts is not None:
            work.overrides[cell] = Override(posts, note)
            continue
        work.overrides.pop(cell, None)
        if given.value("override_note"):
            text = f"A note stands beside no override of {what}: it is not taken."
            work.tell(given, "override_note", Reason.TOLD, text, severity=Severity.NOTE)


def _override_posts(found: CellValue, what: str, note: str) -> int | None:
    values.note(note)
    return None if found is None else values.whole(found, what, values.CELL_POSTS)
