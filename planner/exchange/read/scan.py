"""What only the sheet's own XML tells: hidden rows, merged ranges, formulas without value, where content ends.

One pass, nothing kept but what is told. Empty cells and rows, however many and however styled, leave nothing.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from planner.exchange.read.archive import AGAIN, Refusal
from planner.exchange.read.xml_pass import Pass, main
from planner.words.numbers import whole

MOST_ROWS = 20_000
MOST_COLUMNS = 512
"""What lies beyond is told and not read: no table of a plan comes near."""
MOST_CELLS = 1_000_000
"""Cells with content, in all sheets together."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MOST_MERGES = 20_000

Address = tuple[int, int]
"""Row and column, both from 1."""

_ROWS, _ROW, _CELL, _VALUE, _FORMULA, _INLINE, _COLUMN, _MERGE, _FILTER = (
    main(name) for name in ("sheetData", "row", "c", "v", "f", "is", "col", "mergeCell", "autoFilter")
)
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_NUMBER_LENGTH = 60
_LONGEST_NAME = 20
"""Characters told of a cell's name that is none."""
MOST_TEXT = 8 * 32_767
"""Excel's longest text, every character of it written as _x000D_ is."""
_TRUE = ("1", "true")


@dataclass(frozen=True)
class Merge:
    """A merged range, its ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def range(self) -> str:
        """As Excel writes it: "B2:C3"."""
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"


@dataclass
class Facts:
    """What a pass over a sheet found. `last_row` and `last_column` are of content within the bounds, 0 for none.

    `to_read` is the number of cells, empty ones too, down to the last row; `besides` that of elements that are no
    cell, row, value or formula, down to the end of the rows: whoever parses the sheet has to go through them.
    """

    last_row: int = 0
    last_column: int = 0
    to_read: int = 0
    besides: int = 0
    content: int = 0
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_filtered: bool = False
    formulas: set[Address] = field(default_factory=set)
    without_value: set[Address] = field(default_factory=set)
    errors: dict[Address, str] = field(default_factory=dict)
    beyond: str = ""
    """The first cell with content outside the bounds."""


def letters(column: int) -> str:
    """A column's letters: 1 is A, 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """A cell as Excel writes it: "D17"."""
    return f"{letters(column)}{row}"


def place(reference: str) -> Address | None:
    """Row and column of "D17" or "$D$17"; None where no sheet has such a cell."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    row, column = int(found[2]), 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


class Scanner:
    """Scans sheets; their cells with content count towards one limit."""

    def __init__(self, file: str, xml: Pass, texts: int) -> None:
        self._file = file
        self._xml = xml
        self._texts = texts
        self._left = MOST_CELLS

    def scan(self, sheet: str, part: str) -> Facts:
        """The facts of a sheet. Raises Refusal for cells that Excel could not have written."""
        one = _Sheet(self._file, sheet, self._texts, self._left)
        self._xml.run(part, one.start, one.end, one.text)
        self._left -= one.facts.content
        return one.facts


class _Sheet:
    def __init__(self, file: str, sheet: str, texts: int, left: int) -> None:
        self.facts = Facts()
        self._file, self._sheet, self._texts, self._left = file, sheet, texts, left
        self._row = self._column = self._cells = 0
        self._most_cells = LAST_COLUMN  # of this row's end: a longer row would be built whole before it can be left
        self._empty = ""
        self._attributes: dict[str, str] = {}
        self._parts: list[str] = []
        self._takes_text = self._has_value = self._has_formula = self._is_below = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _CELL:
            self._attributes = attributes
            if "r" not in attributes:
                self._next_column()
            self._cells += 1
            if self._cells > self._most_cells:
                raise self._wrong("")
        elif name == _ROW:
            self._start_row(attributes)
        elif name in (_VALUE, _INLINE):
            self._takes_text = self._has_value = True
        elif name == _FORMULA:
            self._has_formula = True
        else:
            self._around(name, attributes)

    def text(self, text: str) -> None:
        if self._takes_text:
            self._parts.append(text)

    def end(self, name: str) -> None:
        if name == _CELL:
            if self._has_value or self._has_formula:
                self._end_cell("".join(self._parts))
                self._has_value = self._has_formula = False
                self._parts = []
            elif "r" in self._attributes:
                # Where an empty cell stands matters only if one without an address comes after it.
                self._empty = self._attributes["r"]
        elif name in (_VALUE, _INLINE):
            self._takes_text = False
        elif name == _ROWS:
            self._is_below = True

    def _start_row(self, attributes: dict[str, str]) -> None:
        before = self._row
        try:
            self._row = int(attributes["r"]) if "r" in attributes else before + 1
        except ValueError:
            raise self._wrong("") from None
        if not before < self._row <= LAST_ROW:
            raise self._wrong("")
        self._column, self._empty = 0, ""
        self._most_cells = self._cells + LAST_COLUMN
        if attributes.get("hidden") in _TRUE and self._row <= MOST_ROWS:
            self.facts.hidden_rows.add(self._row)

    def _around(self, name: str, attributes: dict[str, str]) -> None:
        self.facts.besides += not self._is_below
        if name == _COLUMN and attributes.get("hidden") in _TRUE:
            first, last = _whole(attributes.get("min")), _whole(attributes.get("max"))
            self.facts.hidden_columns.update(range(max(first, 1), min(last, MOST_COLUMNS) + 1))
        elif name == _MERGE and len(self.facts.merges) < MOST_MERGES:
            first_cell, _, last_cell = attributes.get("ref", "").partition(":")
            start, finish = place(first_cell), place(last_cell or first_cell)
            if start and finish:
                self.facts.merges.append(Merge(start[0], start[1], finish[0], finish[1]))
        elif name == _FILTER:
            self.facts.is_filtered = True

    def _next_column(self) -> None:
        self._column = max(self._column, (place(self._empty) or (0, 0))[1]) + 1
        self._empty = ""

    def _placed(self) -> Address | None:
        """Where the cell stands; None where its address is none, of another row, or not to the right."""
        if "r" not in self._attributes:
            return self._row, self._column
        at = place(self._attributes["r"])
        return at if at and at[0] == self._row and at[1] > self._column else None

    def _end_cell(self, value: str) -> None:
        kind = self._attributes.get("t", "n")
        if not value and not self._has_formula:
            return
        at = self._placed()
        if at is None:
            raise self._wrong(self._attributes.get("r", ""))
        self._column = at[1]
        self._count(at)
        if value and not _is_value(kind, value, self._texts):
            raise self._wrong(address(*at))
        if at[0] > MOST_ROWS or at[1] > MOST_COLUMNS:
            self.facts.beyond = self.facts.beyond or address(*at)
            return
        self._keep(at, kind, value)

    def _count(self, at: Address) -> None:
        self.facts.content += 1
        if self.facts.content > self._left:
            raise Refusal(
                f"{self._file} is not read, to be safe: it has more than {whole(MOST_CELLS)} cells with content.",
                hint="Take out the sheets that are not the plan’s, save it and import that.",
            )

    def _keep(self, at: Address, kind: str, value: str) -> None:
        facts = self.facts
        facts.last_row = at[0]
        facts.last_column = max(facts.last_column, at[1])
        facts.to_read = self._cells
        if self._has_formula:
            # An empty text is a value too: t="str" with an empty v is a formula that gave "".
            is_there = bool(value) or (self._has_value and kind == "str")
            (facts.formulas if is_there else facts.without_value).add(at)
        if kind == "e":
            facts.errors[at] = value

    def _wrong(self, cell: str) -> Refusal:
        where = f"cell {cell[:_LONGEST_NAME]}" if cell else f"the row after row {max(self._row - 1, 0)}"
        return Refusal(
            f"{self._file} is damaged: {where} of the sheet {self._sheet} holds what no cell can hold.",
            hint=AGAIN,
            sheet=self._sheet,
            cell=cell,
        )


def _is_value(kind: str, value: str, texts: int) -> bool:
    """Whether the stored text is one that this kind of cell can have."""
    if kind == "n":
        body = value.strip()
        return len(body) <= _NUMBER_LENGTH and bool(_NUMBER.fullmatch(body)) and math.isfinite(float(body))
    if kind == "s":
        return value.isascii() and value.isdigit() and len(value) <= 9 and int(value) < texts
    return value in ("0", "1") if kind == "b" else len(value) <= MOST_TEXT


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
