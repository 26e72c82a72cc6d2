"""What no single cell shows: values of a row, or of a table, that cannot stand together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from planner.exchange.problems import Problem, Reason, Severity
from planner.exchange.read.found import KEPT, Problems
from planner.exchange.received import ReceivedRow, ReceivedTable
from planner.exchange.tables import ASSUMPTIONS, BCUS, OVERRIDES, TARGETS
from planner.words.names import plural
from planner.words.numbers import quoted


def checked(tables: Mapping[str, ReceivedTable], problems: Problems) -> dict[str, ReceivedTable]:
    """The tables without values that cannot stand together; each is a problem."""
    result = dict(tables)
    for name, check in ((BCUS.name, _bcus), (ASSUMPTIONS.name, _assumptions), (TARGETS.name, _targets)):
        if name in result:
            result[name] = check(result[name], problems)
    if OVERRIDES.name in result and BCUS.name in result:
        slots = {row.key[0] for row in result[BCUS.name].rows if row.values.get("code", "")}
        result[OVERRIDES.name] = _overrides(result[OVERRIDES.name], slots, problems)
    return result


def _without(row: ReceivedRow, keys: Collection[str]) -> ReceivedRow:
    return replace(row, values={key: value for key, value in row.values.items() if key not in keys})


def _tell(
    problems: Problems, table: ReceivedTable, row: ReceivedRow, key: str, text: str, reason: Reason, hint: str = ""
) -> None:
    value = row.values.get(key)
    found = quoted(str(value)) if value is not None else ""
    cell = row.cells.get(key, f"A{row.number}")
    problems.found.append(Problem(Severity.ERROR, reason, text, table.sheet, cell, found, hint=hint))


def _bcus(table: ReceivedTable, problems: Problems) -> ReceivedTable:
    """A BCU has a code of its own and a name."""
    rows, first = [], dict[str, int]()
    for row in table.rows:
        code, name = row.values.get("code", ""), row.values.get("name", "")
        gone: set[str] = set()
        if isinstance(code, str) and code in first:
            text = f"The BCU {code} stands on row {first[code]} too: this one is not taken."
            _tell(problems, table, row, "code", text, Reason.ROW, "Give it another code, or take it out.")
            gone = set(row.values)
        elif isinstance(code, str) and code:
            first[code] = row.number
        if code and not gone and name is None:
            text = f"The BCU {code} has no name. The plan keeps the one it has."
            _tell(problems, table, row, "name", text, Reason.ABSENT, "Write its name.")
            gone = {"name"}
        if name and code is None:
            text = f"The BCU {quoted(str(name))} has no code: it is not taken."
            _tell(problems, table, row, "code", text, Reason.ABSENT, "Write a code of 1–4 letters or figures.")
            gone = set(row.values)
        rows.append(_without(row, gone) if gone else row)
    unknown = any("code" not in row.values for row in rows) and "code" in table.columns
    return replace(table, rows=tuple(rows), all_rows_known=table.all_rows_known and not unknown)


def _assumptions(table: ReceivedTable, problems: Problems) -> ReceivedTable:
    rows = []
    for row in table.rows:
        low, high = row.values.get("low"), row.values.get("high")
        if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
            text = f"The low of {row.key[0]} is above its high: neither is taken. {KEPT}"
            _tell(problems, table, row, "low", text, Reason.OUT_OF_RANGE, "Put right whichever is wrong.")
            row = _without(row, ("low", "high"))
        rows.append(row)
    return replace(table, rows=tuple(rows))


def _targets(table: ReceivedTable, problems: Problems) -> ReceivedTable:
    """Exactly one target is in force, and a cumulative one falls due in a year."""
    rows = []
    for row in table.rows:
        if row.values.get("kind") == "cumulative" and "by" in row.values and row.values["by"] is None:
            text = f"The target is cumulative and has no year by which it falls due: neither is taken. {KEPT}"
            _tell(problems, table, row, "by", text, Reason.ABSENT, "Choose the financial year.")
            row = _without(row, ("kind", "by"))
        rows.append(row)
    if "in_force" not in table.columns or not all("in_force" in row.values for row in rows):
        return replace(table, rows=tuple(rows))
    chosen = [row for row in rows if row.values["in_force"] is True]
    if len(chosen) == 1 or not rows:
        return replace(table, rows=tuple(rows))
    if not chosen:
        text = f"No target is in force; there must be one. {KEPT}"
        _tell(problems, table, rows[0], "in_force", text, Reason.NOT_ALLOWED, "Write yes beside one of them.")
    for row in chosen[1:]:
        text = f"{plural(len(chosen), 'target')} are in force; there must be exactly one. {KEPT}"
        _tell(problems, table, row, "in_force", text, Reason.NOT_ALLOWED, "Write no beside all but one.")
    return replace(table, rows=tuple(_without(row, ("in_force",)) for row in rows))


def _overrides(table: ReceivedTable, slots: Collection[str], problems: Problems) -> ReceivedTable:
    """An override is of a BCU there is."""
    rows = []
    for row in table.rows:
        if row.values.get("override") is not None and row.key[0] not in slots:
            text = f"Slot {row.key[0]} has no BCU, so there is nothing to override: the override is not taken."
            _tell(problems, table, row, "override", text, Reason.NOT_ALLOWED, "Add the BCU on the sheet BCUs first.")
            row = _without(row, ("override", "override_note"))
        rows.append(row)
    return replace(table, rows=tuple(rows))
