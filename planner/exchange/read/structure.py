"""Finding the tables: sheets by name, then by alike names, then by headings; headings wherever they stand."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planner.exchange.columns import Column, InputTable, Reads
from planner.exchange.read.cells import Book, Sheet
from planner.exchange.read.found import Problems, SheetCells
from planner.exchange.read.scan import address, letters
from planner.exchange.tables import DECISIONS_SHEET, INPUT_TABLES, RESERVED_SHEET, SHEETS
from planner.words.names import listing, plural
from planner.words.numbers import quoted

HEAD_ROWS = 60
"""Rows of a sheet with a strange name that are looked at for headings."""
MOST_HEAD_ROWS = 2_000
_HEAD_LENGTH = 200
_LEAST_MATCHES = 2
_LIKENESS = 0.75
_BRACKETED = re.compile(r"\(.*?\)|\[.*?\]")
_UNIT_HEADINGS = ("unit", "units")


@dataclass(frozen=True)
class Found:
    """A table where it was found: the row of its headings and the place of each of its columns."""

    table: InputTable
    cells: SheetCells
    head: int
    columns: Mapping[str, int]
    unit_column: int | None

    @property
    def sheet(self) -> str:
        """The sheet's name in this workbook."""
        return self.cells.sheet.name

    def cell(self, row: int, key: str) -> str:
        """The address of a column's cell in a row."""
        return address(row, self.columns[key])


@dataclass(frozen=True)
class _Heads:
    """Headings of one row that fit a table: columns by key, headings that fit twice, and those that fit nothing."""

    row: int
    columns: Mapping[str, int]
    twice: Mapping[str, tuple[int, ...]]
    others: Mapping[int, str]


@lru_cache(maxsize=2_000)
def squash(text: str) -> str:
    """A heading without case, spaces and punctuation; nothing is left of a text too long to be one."""
    return re.sub(r"[\W_]+", "", text.casefold()) if len(text) <= _HEAD_LENGTH else ""


class Structure:
    """Looks for every table of the plan in a book; what is missing or strange goes to `problems`."""

    def __init__(self, book: Book, problems: Problems) -> None:
        self._book = book
        self._problems = problems
        self._cells: dict[str, SheetCells] = {}
        self._used: set[str] = set()
        self._asked: set[tuple[str, int]] = set()

    def find(self) -> list[Found]:
        """The tables that can be read, in the plan's order."""
        named = {table.name: self._by_name(table) for table in INPUT_TABLES}
        found, left = [], []
        for table in INPUT_TABLES:
            sheet = named[table.name]
            if sheet is None:
                left.append(table)
            elif one := self._on(table, sheet):
                found.append(one)
        if left:
            found += self._elsewhere(left)
        self._tell_of_sheets()
        order = [table.name for table in INPUT_TABLES]
        return sorted(found, key=lambda one: order.index(one.table.name))

    def _by_name(self, table: InputTable) -> Sheet | None:
        wanted = (squash(table.sheet), squash(table.name))
        for name in wanted:
            fits = [sheet for sheet in self._book.sheets if squash(sheet.name) == name]
            if fits:
                self._used.add(fits[0].name)
                return fits[0]
        return None

    def _on(self, table: InputTable, sheet: Sheet) -> Found | None:
        """The table on the sheet of its name."""
        cells = self.whole(sheet)
        heads = best_heads(table, cells)
        if heads is None:
            self._problems.structure(
                f"The headings of {table.name} are not on the sheet {sheet.name}, so nothing of it is taken: "
                f"{table.part} stay as they are.",
                sheet=sheet.name,
                hint=f"Its headings are {listing([quoted(c.heading) for c in table.columns[:6]])}.",
            )
            return None
        return self._settled(table, cells, heads)

    def _elsewhere(self, tables: Sequence[InputTable]) -> list[Found]:
        """Tables without a sheet of their name: on sheets with alike names or with their headings."""
        own = _own_sheets()
        strange = [s for s in self._book.sheets if s.name not in self._used and squash(s.name) not in own]
        heads = {sheet.name: SheetCells(sheet, self._book.rows(sheet, HEAD_ROWS)) for sheet in strange}
        found = []
        for table in tables:
            free = [s for s in strange if s.name not in self._used]
            alike = [s for s in free if _is_alike(s.name, table) and _is_complete(table, heads[s.name])]
            alike = alike or [s for s in free if _is_the_very(table, heads[s.name])]
            if len(alike) == 1:
                self._used.add(alike[0].name)
                self._problems.structure(
                    f"There is no sheet {table.sheet}; {table.name} is read from {alike[0].name}.",
                    sheet=alike[0].name,
                    is_note=True,
                )
                found += [one for one in [self._on(table, alike[0])] if one]
            elif alike:
                self._problems.structure(
                    f"There is no sheet {table.sheet}, and {listing([s.name for s in alike])} could each be it. "
                    f"{table.part} stay as they are.",
                    hint=f"Name the one meant {table.sheet}.",
                )
            else:
                self._tell_missing(table, strange)
        return found

    def _tell_missing(self, table: InputTable, strange: Sequence[Sheet]) -> None:
        near = [s.name for s in strange if s.name not in self._used and _is_alike(s.name, table)]
        hint = f"Did you mean {quoted(near[0])}? It does not have the headings of {table.sheet}." if near else ""
        self._problems.structure(
            f"There is no sheet {table.sheet}: {table.part} stay as they are.", hint=hint, is_note=True
        )

    def whole(self, sheet: Sheet) -> SheetCells:
        """Every cell of a sheet, read once."""
        if sheet.name not in self._cells:
            self._cells[sheet.name] = SheetCells(sheet, self._book.rows(sheet))
        return self._cells[sheet.name]

    def _settled(self, table: InputTable, cells: SheetCells, heads: _Heads) -> Found | None:
        """The table with its headings told of; None where its rows could not be told apart."""
        sheet = cells.sheet.name
        for key, columns in heads.twice.items():
            names = listing([letters(column) for column in columns])
            self._problems.structure(
                f"The heading “{table.column(key).heading}” stands twice, in columns {names}: neither is taken.",
                sheet=sheet,
                cell=address(heads.row, columns[1]),
                hint="Take one away or name it otherwise.",
            )
            self._asked.update((sheet, column) for column in columns)
        missing = [c for c in table.columns if c.key not in heads.columns and c.key not in heads.twice]
        near = self._tell_alike(missing, heads, sheet)
        lost = _lost_keys(table, heads)
        if lost:
            self._problems.structure(
                f"{sheet} has no column {listing([quoted(c.heading) for c in lost])}, so its rows cannot be told "
                f"apart: {table.part} stay as they are.",
                sheet=sheet,
                cell=address(heads.row, 1),
                hint=f"Add {'it' if len(lost) == 1 else 'them'} beside the others.",
            )
            return None
        gone = [c for c in missing if c.is_input and c.key not in near]
        if gone:
            self._problems.structure(
                f"{sheet} has no column {listing([quoted(c.heading) for c in gone])}: what the plan has stays.",
                sheet=sheet,
                cell=f"{heads.row}:{heads.row}",
                is_note=True,
            )
        unit = next((column for column, text in heads.others.items() if squash(text) in _UNIT_HEADINGS), None)
        return Found(table, cells, heads.row, heads.columns, unit)

    def _tell_alike(self, missing: Iterable[Column], heads: _Heads, sheet: str) -> set[str]:
        """Ask about headings that are nearly those of missing columns; the keys asked about."""
        asked = set()
        for column in missing:
            names = {squash(name): name for name in (column.heading, *column.also)}
            for at, text in heads.others.items():
                if difflib.get_close_matches(squash(text), list(names), 1, _LIKENESS):
                    self._problems.structure(
                        f"{quoted(text)} is not a heading of this table, so its column is not taken.",
                        sheet=sheet,
                        cell=address(heads.row, at),
                        found=quoted(text),
                        hint=f"Did you mean {quoted(column.heading)}? Then call it that.",
                    )
                    asked.add(column.key)
                    self._asked.add((sheet, at))
                    break
        return asked

    @property
    def asked(self) -> frozenset[tuple[str, int]]:
        """Sheets and columns whose headings were asked about."""
        return frozenset(self._asked)

    def _tell_of_sheets(self) -> None:
        own = _own_sheets()
        others = [s for s in self._book.sheets if s.name not in self._used and squash(s.name) not in own]
        if others:
            names = listing([f"{s.name} (hidden)" if s.state != "visible" else s.name for s in others[:10]])
            more = f" and {plural(len(others) - 10, 'more', 'more')}" if len(others) > 10 else ""
            self._problems.structure(f"Sheets that are not the plan’s are not read: {names}{more}.", is_note=True)


def _own_sheets() -> set[str]:
    """Names, squashed, of the sheets that a workbook of the planner's may have."""
    return {squash(name) for name in (*SHEETS, DECISIONS_SHEET, RESERVED_SHEET)}


def best_heads(table: InputTable, cells: SheetCells) -> _Heads | None:
    """The row whose headings fit the table best, the first of several; None where no row fits."""
    best: _Heads | None = None
    names = {name for column in table.columns for name in _exact(column) | _other(column)}
    for row in sorted(cells.rows)[:MOST_HEAD_ROWS]:
        if not any(isinstance(value, str) and squash(value) in names for value in cells.rows[row].values()):
            continue
        heads = heads_in(table, cells, row)
        if _size(heads) >= max(_LEAST_MATCHES, _size(best) + 1):
            best = heads
        if len(heads.columns) == len(table.columns):
            break
    return best


def heads_in(table: InputTable, cells: SheetCells, row: int) -> _Heads:
    """Which columns of the table the cells of a row name, exactly first and then by other words for them."""
    forms = {column: _forms(cells, row, column) for column in _filled(cells, row)}
    columns: dict[str, int] = {}
    twice: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    for names_of in (_exact, _other):
        for spec in table.columns:
            if spec.key in columns or spec.key in twice:
                continue
            names = names_of(spec)
            fits = [column for column, texts in forms.items() if column not in taken and not names.isdisjoint(texts)]
            if len(fits) == 1:
                columns[spec.key] = fits[0]
            elif fits:
                twice[spec.key] = tuple(fits)
            taken.update(fits)
    others = {column: str(cells.spread(row, column)) for column in forms if column not in taken}
    return _Heads(row, columns, twice, {c: text for c, text in others.items() if not _is_figure(text)})


def _exact(spec: Column) -> set[str]:
    return {squash(spec.heading)}


def _other(spec: Column) -> set[str]:
    return {squash(name) for name in spec.also}


def _filled(cells: SheetCells, row: int) -> list[int]:
    """Columns of a row with text, or under a merged heading of the row above."""
    own = {column for column, value in cells.rows.get(row, {}).items() if isinstance(value, str)}
    above = {column for merge in cells.sheet.facts.merges if merge.top <= row <= merge.bottom
             for column in range(merge.left, min(merge.right, merge.left + 50) + 1)}  # fmt: skip
    return sorted(own | {column for column in above if isinstance(cells.spread(row, column), str)})


def _forms(cells: SheetCells, row: int, column: int) -> set[str]:
    """Ways to read a heading: as it stands, without what is bracketed, and with the merged heading over it."""
    own = cells.spread(row, column)
    text = own if isinstance(own, str) else ""
    texts = [text, _BRACKETED.sub("", text)]
    above = cells.spread(row - 1, column) if row > 1 else None
    if isinstance(above, str) and len(above) <= 60:
        texts.append(f"{above} {text}")
    return {squash(t) for t in texts} - {""}


def _is_figure(text: str) -> bool:
    return not re.search(r"[^\W\d_]", text)


def _size(heads: _Heads | None) -> int:
    return len(heads.columns) + len(heads.twice) if heads else 0


def _is_complete(table: InputTable, cells: SheetCells) -> bool:
    """Whether a strange sheet is surely this table: its rows can be told apart and most inputs are there."""
    heads = best_heads(table, cells)
    if heads is None or heads.twice or _lost_keys(table, heads):
        return False
    inputs = [column for column in table.columns if column.is_input]
    there = sum(column.key in heads.columns for column in inputs)
    return there * 2 > len(inputs)


def _is_the_very(table: InputTable, cells: SheetCells) -> bool:
    """The same for a sheet of quite another name: its headings must be the table's own, not other words for them."""
    if not _is_complete(table, cells):
        return False
    heads = best_heads(table, cells)
    own = [c for c in table.columns if heads and squash(c.heading) in _texts_at(cells, heads, c.key)]
    return len(own) * 3 > len(table.columns) * 2


def _texts_at(cells: SheetCells, heads: _Heads, key: str) -> set[str]:
    return _forms(cells, heads.row, heads.columns[key]) if key in heads.columns else set()


def _is_alike(name: str, table: InputTable) -> bool:
    given = squash(name)
    wanted = (squash(table.sheet), squash(table.name))
    return any(w in given or bool(difflib.get_close_matches(given, [w], 1, _LIKENESS)) for w in wanted)


def _lost_keys(table: InputTable, heads: _Heads) -> list[Column]:
    """Key columns that are absent and have nothing to stand in for them."""
    names = [column for column in table.columns if column.else_key]
    if names and all(column.key in heads.columns for column in names):
        stood_for = {names[0].key.removesuffix("_name"), "assumption"}
    else:
        stood_for = set()
    return [
        column
        for column in table.keys
        if column.key not in heads.columns
        and column.key not in stood_for
        and not (column.may_be_blank and column.reads is Reads.TEXT)
        and not (column.key == "slot" and len(table.keys) == 1)
    ]
