"""What stands on a sheet: tables, rows by year and single lines, as values with the formulas that give them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from planner.exchange.columns import Column
from planner.exchange.write.layout import Dims, Layout, Place, Seen
from planner.exchange.write.styles import Look
from planner.views.tables import Kind, Value

Maker = Callable[[Seen], str]
"""Gives the text of a formula, without its equals sign, as seen from where it will stand."""


@dataclass(frozen=True)
class Shown:
    """One column of a table. `key` is the figure's name, or the column's own.

    A column with `spec` is read back. `also` are more figures read from the same cells, each with what is put
    around the address. `stands` is False for a copy kept near where it is read. `kinds` gives each row its own.
    """

    key: str
    heading: str
    values: Sequence[Value]
    kind: Kind = Kind.WHOLE
    look: Look = Look.WORKING
    make: Maker | None = None
    width: int = 11
    spec: Column | None = None
    adds_up: bool = False
    stands: bool = True
    also: tuple[tuple[str, str], ...] = ()
    kinds: Sequence[Kind] | None = None
    makes: Sequence[Maker] = ()
    """A formula for each row, where the rows are not alike."""


@dataclass(frozen=True)
class Across:
    """A run of columns of one figure, one for each member of `dim`; `values` by row, then by member."""

    key: str
    dim: str
    heads: Sequence[Value]
    values: Sequence[Sequence[Value]]
    kind: Kind = Kind.WHOLE
    look: Look = Look.WORKING
    make: Maker | None = None
    width: int = 13
    specs: Sequence[Column] = ()
    adds_up: bool = False
    above: Sequence[Value] = ()
    above_make: Maker | None = None
    """What stands above the headings, where that is not their total: the codes above the numbers of slots."""


@dataclass(frozen=True)
class Line:
    """One figure on a line of its own: what it is, the figure, its unit and what to know of it."""

    key: str
    label: str
    value: Value
    kind: Kind = Kind.WHOLE
    look: Look = Look.WORKING
    make: Maker | None = None
    unit: str = ""
    note: str = ""
    choices: str = ""
    stands: bool = True


@dataclass(frozen=True)
class YearRow:
    """One figure by financial year on a row."""

    key: str
    label: str
    values: Sequence[Value]
    kind: Kind = Kind.POUNDS
    look: Look = Look.WORKING
    make: Maker | None = None
    unit: str = "£"
    stands: bool = True


@dataclass
class Block:
    """A table where it stands: `head` is the heading's row, counted from 0; rows follow it."""

    title: str
    head: int
    count: int
    columns: Sequence[Shown | Across]
    lefts: list[int]
    places: dict[str, Place]
    has_totals: bool

    @property
    def heads(self) -> list[str]:
        """The heading of every column, from the left."""
        shown = (column.heads if isinstance(column, Across) else (column.heading,) for column in self.columns)
        return [str(head) for heads in shown for head in heads]

    def column_of(self, key: str) -> int:
        """The position of a column on the sheet."""
        return self.places[key].left


@dataclass
class Lines:
    """Single figures below one another; the figure stands in column `at`."""

    top: int
    at: int
    lines: Sequence[Line]
    places: list[Place]


@dataclass
class YearRows:
    """Rows by year below a heading; the first year stands in column `at`."""

    title: str
    head: int
    at: int
    years: Sequence[str]
    rows: Sequence[YearRow]
    places: list[Place]


@dataclass
class Words:
    """Sentences, one to a row."""

    top: int
    lines: Sequence[str]


NOTE_WIDTH = 150
"""Characters of a note in a line: what runs further would be cut off on paper, or make everything small there."""
FIRST_ROW = 2
"""The row (from 0) of the first note, under the title and the line that says of what."""


@dataclass
class SheetPlan:
    """One sheet: what it is called, what it says, and its blocks from the top down."""

    layout: Layout
    name: str
    about: str
    notes: Sequence[str] = ()
    blocks: list[Block | Lines | YearRows | Words] = field(default_factory=list)
    fixed_columns: int = 1
    next_row: int = 0
    repeats: bool = True
    """Whether the first table's heading stays in sight and is repeated on paper."""

    def __post_init__(self) -> None:
        self.notes = [line for note in self.notes for line in textwrap.wrap(note, NOTE_WIDTH)]
        self.next_row = self.first_row

    @property
    def title(self) -> str:
        """What stands first on the sheet, and above each of its pages where it is wider than one."""
        return f"{self.name}. {self.about}"

    @property
    def first_row(self) -> int:
        """The row (from 0) of the first block, a row below the notes."""
        return FIRST_ROW + len(self.notes) + 1

    def table(
        self,
        columns: Sequence[Shown | Across],
        count: int,
        *,
        dims: Dims = (),
        labels: Mapping[str, str] | None = None,
        title: str = "",
        left: int = 0,
    ) -> Block:
        """Lay out a table of `count` rows. `labels` gives the key of the column that names each dimension."""
        has_totals = any(column.adds_up or (isinstance(column, Across) and column.above) for column in columns)
        head = self.next_row + (1 if title else 0) + (1 if has_totals else 0)
        lefts, at = [], left
        for column in columns:
            lefts.append(at)
            at += len(column.heads) if isinstance(column, Across) else 1
        named = {column.key: at for column, at in zip(columns, lefts, strict=True)}
        label_columns = {dim: named[key] for dim, key in (labels or {}).items()}
        block = Block(title, head, count, columns, lefts, {}, has_totals)
        for column, at in zip(columns, lefts, strict=True):
            place = self._place(column, at, head, count, dims, label_columns)
            block.places[column.key] = self.layout.add(column.key, place, stands=_stands(column))
            for name, wrap in column.also if isinstance(column, Shown) else ():
                self.layout.add(name, _wrapped(place, wrap))
        self.blocks.append(block)
        self.next_row = head + count + 2
        return block

    def _place(
        self, column: Shown | Across, at: int, head: int, count: int, dims: Dims, labels: Mapping[str, int]
    ) -> Place:
        if isinstance(column, Across):
            heads = {column.dim: head}
            return Place(self.name, head + 1, at, count, len(column.heads), dims, (column.dim,), labels, heads)
        return Place(self.name, head + 1, at, count, 1, dims, (), labels)

    def lines(self, lines: Sequence[Line], at: int = 3) -> None:
        """Lay out single figures."""
        places = [Place(self.name, self.next_row + i, at) for i in range(len(lines))]
        for line, place in zip(lines, places, strict=True):
            self.layout.add(line.key, place, stands=line.stands)
        self.blocks.append(Lines(self.next_row, at, lines, places))
        self.next_row += len(lines) + 1

    def words(self, lines: Sequence[str]) -> None:
        """Sentences before what they are about."""
        self.blocks.append(Words(self.next_row, lines))
        self.next_row += len(lines) + 1

    def by_year(self, rows: Sequence[YearRow], years: Sequence[str], *, title: str = "", at: int = 3) -> None:
        """Lay out rows by financial year."""
        head = self.next_row + (1 if title else 0)
        places = []
        for i, row in enumerate(rows):
            place = Place(self.name, head + 1 + i, at, 1, len(years), (), ("year",), {}, {"year": head})
            places.append(self.layout.add(row.key, place, stands=row.stands))
        self.blocks.append(YearRows(title, head, at, years, rows, places))
        self.next_row = head + len(rows) + 2


def _stands(column: Shown | Across) -> bool:
    return column.stands if isinstance(column, Shown) else True


def _wrapped(place: Place, wrap: str) -> Place:
    return Place(place.sheet, place.top, place.left, place.height, place.width, place.down, place.across,
                 place.labels, place.heads, wrap)  # fmt: skip
