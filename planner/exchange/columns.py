"""What a table of the workbook is made of: columns that are read as well as written.

One description serves the writer (headings, drop-downs, notes, number formats), the reader (what is looked
for, what is allowed) and the template.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CellValue = str | int | float | bool | date | None
"""A value as it was read: None is a blank cell."""


class Reads(StrEnum):
    """How a cell of the column is read."""

    TEXT = "text"
    CODE = "code"
    """1–4 letters A–Z or figures, in capitals."""
    NAME = "name"
    """As people see it: at most 80 characters, printable."""
    WHOLE = "whole number"
    NUMBER = "number"
    SHARE = "share"
    """1 is the whole; shown per cent."""
    POUNDS = "pounds"
    DATE = "date"
    YES_NO = "yes or no"
    CHOICE = "one of a list"
    BY_UNIT = "as the row's unit says"
    """A number, a share, pounds, a date or yes or no: the row's column "unit" says which."""


@dataclass(frozen=True)
class Column:
    """A column that is read. `unit` stands in the heading; `note` is shown on it, in a sentence or two.

    `is_key` columns name the row and are not inputs; a column of `else_key` names it where the keys are blank
    (a ward by borough and name). An input that `may_be_blank` then says `blank_means`. `choices` is the name
    of a list in planner.exchange.tables.LISTS. `also` are other headings people give it, matched without
    regard to case, spaces and punctuation. `low` and `high` are both allowed.
    """

    key: str
    heading: str
    reads: Reads
    width: int = 12
    unit: str = ""
    is_key: bool = False
    else_key: bool = False
    may_be_blank: bool = False
    blank_means: str = ""
    choices: str = ""
    low: float | None = None
    high: float | None = None
    note: str = ""
    also: tuple[str, ...] = ()

    @property
    def is_input(self) -> bool:
        """Whether people may change it in the workbook."""
        return not (self.is_key or self.else_key)


@dataclass(frozen=True)
class InputTable:
    """A table people may change. `part` is what the preview of an import calls its values.

    `rows_may_go` says that a row left out is one taken out (a BCU, a target); otherwise what is not on the
    sheet stays as it is.
    """

    name: str
    sheet: str
    part: str
    about: str
    columns: tuple[Column, ...]
    rows_may_go: bool = False

    def column(self, key: str) -> Column:
        """The column of that key. Raises KeyError."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns that name a row."""
        return tuple(column for column in self.columns if column.is_key)
