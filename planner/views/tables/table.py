"""A table as values: what the workbook writes and what library users get as data frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.words.numbers import round_half_away

Value = str | int | float | bool | date | None
"""None is a cell that says nothing: not nought, not a missing figure that was looked for."""


class Kind(StrEnum):
    """How a column's values are read."""

    TEXT = "text"
    WHOLE = "whole"
    CHANGE = "change"
    """A whole change, with its sign."""
    DECIMAL = "decimal"
    POUNDS = "pounds"
    """Pounds to the penny."""
    SHARE = "share"
    """1 is the whole; read per cent, to two decimals."""
    PER_CENT = "whole per cent"
    """1 is the whole; published per cent without decimals."""
    DATE = "date"
    YES_NO = "yes or no"
    FIGURE = "figure"
    """As the row's unit says: the column keyed "unit" holds it."""


@dataclass(frozen=True)
class TableColumn:
    """One column: its key in code, its head with the unit in it, how it is read, its width in characters.

    `adds_up` says that the column has a total.
    """

    key: str
    head: str
    kind: Kind = Kind.TEXT
    width: int = 12
    adds_up: bool = False


@dataclass(frozen=True)
class Table:
    """A named table. `about` says what it holds; `notes` are what a reader must know, a sentence each.

    `total` is the label of the totals row, empty where nothing adds up.
    """

    name: str
    about: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()
    total: str = ""

    def column(self, key: str) -> tuple[Value, ...]:
        """The values of one column. Raises KeyError for an unknown key."""
        for at, column in enumerate(self.columns):
            if column.key == key:
                return tuple(row[at] for row in self.rows)
        raise KeyError(key)

    def totals(self) -> tuple[Value, ...]:
        """The totals row: the label, and the sum of each column that adds up."""
        sums: list[Value] = [_sum([row[i] for row in self.rows]) if c.adds_up else None
                             for i, c in enumerate(self.columns)]  # fmt: skip
        return (self.total, *sums[1:])


def penny(pounds: float) -> float:
    """Pounds to the penny, so that what is shown and what is kept are the same."""
    return round_half_away(pounds, 2)


def kind_of_unit(unit: Value) -> Kind:
    """How a figure in that unit is read."""
    match unit:
        case "£" | "£ a year":
            return Kind.POUNDS
        case "share" | "share a year":
            return Kind.SHARE
        case "posts" | "wards" | "boroughs" | "BCUs" | "rules" | "findings":
            return Kind.WHOLE
    return Kind.DECIMAL


def _sum(values: Sequence[Value]) -> float | int:
    numbers = [v for v in values if isinstance(v, (int, float))]
    total = sum(numbers)
    # Sums of pounds to the penny stay to the penny; sums of shares of a post need no more.
    return penny(total) if isinstance(total, float) else total
