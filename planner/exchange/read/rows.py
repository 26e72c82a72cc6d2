"""The rows of a table: what each is about, its values, and all that is worth telling of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planner.area.types import Area
from planner.exchange.columns import CellValue, Column
from planner.exchange.problems import Problem, Severity
from planner.exchange.read.cells import Raw
from planner.exchange.read.found import KEPT, Problems
from planner.exchange.read.keys import KeyCells, Keys, OtherForce, OtherVintage, Unmatched, vintage_words
from planner.exchange.read.runs import cells_in_column, numbers_in_runs
from planner.exchange.read.scan import letters
from planner.exchange.read.specs import Specs
from planner.exchange.read.structure import Found
from planner.exchange.read.values import Wrong, as_text, read_value, shown
from planner.exchange.received import ReceivedRow, ReceivedTable
from planner.words.names import listing, plural
from planner.words.numbers import quoted

_FEW_WARDS = 5
"""Up to so many unknown ward codes are named one by one; more are another date's, told once."""


@dataclass
class _Met:
    """What was come upon in the rows, to be told together."""

    totals: list[int] = field(default_factory=list)
    other_force: list[int] = field(default_factory=list)
    vintage: list[tuple[int, str, str]] = field(default_factory=list)
    formulas: dict[str, list[int]] = field(default_factory=dict)
    unknown: bool = False


class TableReader:
    """Reads the rows of one table that was found."""

    def __init__(self, found: Found, area: Area, keys: Keys, specs: Specs, problems: Problems) -> None:
        self._found = found
        self._table = found.table
        self._cells = found.cells
        self._area = area
        self._keys = keys
        self._specs = specs
        self._problems = problems
        self._met = _Met()
        self._inputs = [c for c in self._table.columns if c.is_input and c.key in found.columns]
        self._naming = [c for c in self._table.columns if not c.is_input and c.key in found.columns]
        self._merged = self._merged_inputs()

    def read(self) -> ReceivedTable:
        """Every row with its values; what could not be told apart or read is in the problems."""
        numbers = list(self._rows())
        rows = [row for n, number in enumerate(numbers, 1) if (row := self._row(number, n)) is not None]
        rows = self._without_doubles(rows)
        self._tell(numbers)
        return ReceivedTable(
            self._table.name,
            self._found.sheet,
            frozenset(self._found.columns),
            tuple(rows),
            all_rows_known=not self._met.unknown,
        )

    # Which rows there are

    def _rows(self) -> Iterator[int]:
        """Numbers of the table's rows. After a gap, rows none of which names anything are not the table's."""
        part: list[int] = []
        is_first = True
        for number in [*range(self._found.head + 1, self._cells.sheet.facts.last_row + 1), 0]:
            if number and not self._is_blank(number):
                part.append(number)
            elif part:
                if is_first or self._is_of_table(part):
                    yield from part
                else:
                    self._tell_passed_over(part)
                part, is_first = [], False

    def _is_blank(self, number: int) -> bool:
        return all(self._cells.is_empty(number, column) for column in self._found.columns.values())

    def _is_of_table(self, part: list[int]) -> bool:
        return any(self._is_named(number) for number in part)

    def _is_named(self, number: int) -> bool:
        try:
            self._keys.find(self._table, self._key_cells(number), 1)
        except OtherVintage:
            return True
        except (Unmatched, OtherForce):
            return False
        filled = sum(not self._cells.is_empty(number, column) for column in self._found.columns.values())
        return filled > 1

    def _tell_passed_over(self, part: list[int]) -> None:
        self._problems.told(
            f"{_rows(part)} below the table on {self._found.sheet} "
            f"{'names' if len(part) == 1 else 'name'} none of its things and {_is(len(part))} not read.",
            sheet=self._found.sheet,
            cell=numbers_in_runs(part, as_range=True),
        )

    # One row

    def _key_cells(self, number: int) -> KeyCells:
        return KeyCells({c.key: self._cells.spread(number, self._found.columns[c.key]) for c in self._naming})

    def _row(self, number: int, position: int) -> ReceivedRow | None:
        cells = self._key_cells(number)
        at_fault = self._key_fault(number)
        if at_fault is not None:
            self._met.unknown = True
            return None
        if self._is_total(number, cells):
            self._met.totals.append(number)
            return None
        key = self._key(number, position, cells)
        if key is None:
            return None
        values: dict[str, CellValue] = {}
        addresses: dict[str, str] = {}
        for column in self._inputs:
            addresses[column.key] = self._found.cell(number, column.key)
            self._value(number, column, key, values)
        return ReceivedRow(number, key, values, addresses)

    def _key_fault(self, number: int) -> str | None:
        """A cell that names the row and shows an error or nothing for its formula."""
        for column in self._naming:
            at = self._found.columns[column.key]
            try:
                self._cells.read(number, at)
            except Wrong as wrong:
                if column.is_key or not any(self._cells.raw(number, self._found.columns[c.key]) for c in self._naming):
                    cell = self._found.cell(number, column.key)
                    self._problems.value(wrong, None, sheet=self._found.sheet, cell=cell)
                    return cell
        return None

    def _is_total(self, number: int, cells: KeyCells) -> bool:
        names = {c.key: self._cells.raw(number, self._found.columns[c.key])
                 for c in self._inputs if c.key in ("code", "name")}  # fmt: skip
        naming = [*self._naming, *(c for c in self._inputs if c.key in names)]
        if not KeyCells({**cells.cells, **names}).is_total(naming):
            return False
        try:
            self._keys.find(self._table, cells, 0)
        except (Unmatched, OtherVintage, OtherForce):
            return True
        return not any(cells.text(c.key) for c in self._table.keys)

    def _key(self, number: int, position: int, cells: KeyCells) -> tuple[str, ...] | None:
        try:
            return self._keys.find(self._table, cells, position)
        except OtherForce:
            self._met.other_force.append(number)
        except OtherVintage as other:
            self._met.unknown = True
            self._met.vintage.append((number, cells.text("ward"), other.hint))
        except Unmatched as unmatched:
            self._met.unknown = True
            self._tell_unmatched(number, unmatched)
        return None

    def _tell_unmatched(self, number: int, unmatched: Unmatched) -> None:
        column = unmatched.column if unmatched.column in self._found.columns else self._naming[0].key
        text = f"{unmatched.text[:1].upper()}{unmatched.text[1:]}: the row is not taken. {KEPT}"
        raw = self._cells.spread(number, self._found.columns[column])
        self._problems.found.append(
            Problem(
                Severity.ERROR,
                unmatched.reason,
                text,
                self._found.sheet,
                self._found.cell(number, column),
                shown(raw) if raw is not None else "",
                unmatched.allowed,
                unmatched.hint,
            )
        )

    def _value(self, number: int, column: Column, key: tuple[str, ...], values: dict[str, CellValue]) -> None:
        at = self._found.columns[column.key]
        if (number, at) in self._merged:
            return
        raw: Raw = self._cells.raw(number, at)
        try:
            raw = self._cells.read(number, at)
            spec = self._specs.of(self._table, column, key, self._unit_cell(number))
            values[column.key] = read_value(raw, spec)
        except Wrong as wrong:
            self._problems.value(wrong, raw, sheet=self._found.sheet, cell=self._found.cell(number, column.key))
            return
        if (number, at) in self._cells.sheet.facts.formulas:
            self._met.formulas.setdefault(column.key, []).append(number)

    def _unit_cell(self, number: int) -> str:
        return as_text(self._cells.raw(number, self._found.unit_column)) if self._found.unit_column else ""

    # Rows that are there twice

    def _without_doubles(self, rows: list[ReceivedRow]) -> list[ReceivedRow]:
        """One row for each key. Of rows that differ none is taken; the row stays, without values."""
        first: dict[tuple[str, ...], ReceivedRow] = {}
        for row in rows:
            if row.key == ("",) or row.key not in first:
                first.setdefault(row.key, row)
                continue
            before = first[row.key]
            cell = self._found.cell(row.number, self._naming[0].key) if self._naming else f"A{row.number}"
            if dict(row.values) == dict(before.values):
                self._problems.told(
                    f"Row {row.number} says the same as row {before.number} and is read once.",
                    sheet=self._found.sheet,
                    cell=cell,
                )
                continue
            self._problems.row(
                f"Row {row.number} is about the same as row {before.number} and says something else: "
                f"neither is taken. {KEPT}",
                sheet=self._found.sheet,
                cell=cell,
                hint="Take one of them out.",
            )
            first[row.key] = ReceivedRow(before.number, before.key, {}, before.cells)
        kept = {id(row) for row in rows if row.key == ("",)}
        numbers = {row.number: row for row in first.values()}
        return [numbers.get(row.number, row) for row in rows if row.number in numbers or id(row) in kept]

    # What is told once for many rows

    def _merged_inputs(self) -> set[tuple[int, int]]:
        """Cells of inputs that are merged with others, each range told of."""
        inputs = {self._found.columns[c.key] for c in self._inputs}
        found: set[tuple[int, int]] = set()
        for merge in self._cells.sheet.facts.merges:
            columns = inputs & set(range(merge.left, min(merge.right, merge.left + 600) + 1))
            if not columns or merge.bottom <= self._found.head or merge.top > self._cells.sheet.facts.last_row:
                continue
            bottom = min(merge.bottom, self._cells.sheet.facts.last_row)
            rows = range(max(merge.top, self._found.head + 1), bottom + 1)
            found |= {(row, column) for row in rows for column in columns}
            self._problems.row(
                f"The cells {merge.range} are merged, so Excel keeps one value for all of them: none is taken. {KEPT}",
                sheet=self._found.sheet,
                cell=merge.range,
                hint="Take the merging off (Home, Merge & Center) and fill each cell.",
            )
        return found

    def _tell(self, numbers: list[int]) -> None:
        sheet, met = self._found.sheet, self._met
        if met.totals:
            self._problems.told(
                f"{_rows(met.totals)} on {sheet} {_is(len(met.totals))} taken for totals and not read.",
                sheet=sheet,
                cell=numbers_in_runs(met.totals, as_range=True),
            )
        if met.other_force:
            self._problems.told(
                f"{_rows(met.other_force)} on {sheet} {_is(len(met.other_force))} of the City of London, which has "
                "its own force, and not read.",
                sheet=sheet,
                cell=numbers_in_runs(met.other_force, as_range=True),
            )
        self._tell_vintage()
        for key, rows in met.formulas.items():
            self._problems.told(
                f"{plural(len(rows), 'formula')} under “{self._table.column(key).heading}” on {sheet} "
                f"{_is(len(rows))} read as the value last worked out.",
                sheet=sheet,
                cell=cells_in_column(self._found.columns[key], rows),
            )
        self._tell_hidden(numbers)

    def _tell_vintage(self) -> None:
        found = self._met.vintage
        if len(found) > _FEW_WARDS:
            rows = [number for number, _, _ in found]
            self._problems.row(
                vintage_words(self._area, len(found), found[0][1], self._found.sheet),
                sheet=self._found.sheet,
                cell=cells_in_column(self._found.columns["ward"], rows, is_whole=True),
                found=quoted(found[0][1]),
                allowed=f"the code of a ward of {self._area.name}",
                hint="Use a workbook exported from this plan, or a plan over the area of that date.",
            )
            return
        for number, code, hint in found:
            self._problems.row(
                f"{quoted(code)} is not a ward of {self._area.name}: the row is not taken. {KEPT}",
                sheet=self._found.sheet,
                cell=self._found.cell(number, "ward"),
                found=quoted(code),
                allowed=f"the code of a ward of {self._area.name}",
                hint=hint,
            )

    def _tell_hidden(self, numbers: list[int]) -> None:
        sheet, facts = self._cells.sheet, self._cells.sheet.facts
        if sheet.state != "visible":
            self._problems.told(f"The sheet {sheet.name} is hidden; its table is read all the same.", sheet=sheet.name)
        rows = [number for number in numbers if number in facts.hidden_rows]
        if rows:
            why = "hidden, as a filter does it," if facts.is_filtered else "hidden"
            self._problems.told(
                f"{_rows(rows)} on {sheet.name} {_is(len(rows))} {why} and read all the same.",
                sheet=sheet.name,
                cell=numbers_in_runs(rows, as_range=True),
            )
        hidden = [c for c in self._inputs if self._found.columns[c.key] in facts.hidden_columns]
        if hidden:
            names = listing([letters(self._found.columns[c.key]) for c in hidden])
            self._problems.told(
                f"{'Column' if len(hidden) == 1 else 'Columns'} {names} on {sheet.name} "
                f"{_is(len(hidden))} hidden and read all the same.",
                sheet=sheet.name,
                cell=self._found.cell(self._found.head, hidden[0].key),
            )


def _rows(numbers: list[int]) -> str:
    return f"{'Row' if len(numbers) == 1 else 'Rows'} {numbers_in_runs(numbers)}"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def bcu_names(table: ReceivedTable | None) -> Mapping[str, str] | None:
    """BCU names by code as the sheet has them; None where there is no such sheet."""
    if table is None or "code" not in table.columns:
        return None
    found: dict[str, str] = {}
    for row in table.rows:
        code = row.values.get("code")
        if isinstance(code, str):
            found.setdefault(code, str(row.values.get("name") or ""))
    return found
