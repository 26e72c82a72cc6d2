"""What a table of the window shows, as values: columns that write a row's cells, and rows that can be chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from planner.words.numbers import DASH
from planner.words.vocabulary import Outcome

T = TypeVar("T")


PASSING = 10
"""The least `drop` of a column that is told in passing: no other column is made narrow to keep it."""


def never(_: Any) -> bool:
    """For no row."""
    return False


def nothing(_: Any) -> str:
    """Nothing to say of any row."""
    return ""


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column over rows of one kind.

    `text` is what is read, `raw` what is copied (a bare number, or the text itself), `order` what rows sort by.
    `drop` says which columns go first where the table is too narrow for all: the highest, and never those of 0.
    `sign` names a glyph that stands before the text, `outcome` a rule outcome shown as glyph and word.
    `figure` names the figure behind a cell as planner.outcome.figures spells it; `mark` stands after a number that
    rests on a provisional source, in the cell's own margin so that digits stay in line.

    In a table too narrow for the columns that it cannot do without, `narrow` (its lines parted by "\n") stands for
    the title and, where that is not enough, `short` for the text. Columns whose `drop` is PASSING or more never make
    a table narrow: they go.

    `measured` is how many rows from the first its width is taken from, 0 for all: for words that take long to make.
    """

    key: str
    title: str
    text: Callable[[T], str]
    is_number: bool = False
    raw: Callable[[T], str] | None = None
    order: Callable[[T], Any] | None = None
    about: str = ""
    tip: Callable[[T], str] = nothing
    sign: Callable[[T], str] = nothing
    outcome: Callable[[T], Outcome | None] | None = None
    is_strong: Callable[[T], bool] = never
    is_editable: Callable[[T], bool] = never
    figure: Callable[[T], str] = nothing
    mark: Callable[[T], str] = nothing
    drop: int = 0
    narrow: str = ""
    short: Callable[[T], str] | None = None
    measured: int = 0

    def head(self, is_narrow: bool) -> str:
        """The title as it stands over the column."""
        return self.narrow or self.title if is_narrow else self.title

    def read(self, row: T, is_tight: bool) -> str:
        """The cell as it is read."""
        return self.short(row) if is_tight and self.short is not None else self.text(row)

    def copied(self, row: T) -> str:
        """The cell as it goes to the clipboard."""
        return self.raw(row) if self.raw is not None else self.text(row)

    def sorted_by(self, row: T) -> Any:
        """The value that rows sort by in this column; words without regard to case."""
        return self.order(row) if self.order is not None else self.text(row).casefold()


def outcome_word(outcome: Outcome | None, none: str = DASH) -> str:
    """A rule outcome as a cell says it beside its glyph: "Not met"; `none` where no rule that is on asks."""
    return outcome.value.capitalize() if outcome is not None else none
