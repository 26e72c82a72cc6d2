"""What a table of the window shows, as values: columns that write a row's cells, and rows that can be chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from planner.words.vocabulary import Outcome

T = TypeVar("T")


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
    `figure` names the figure behind a cell as planner.outcome.figures spells it.
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
    drop: int = 0

    def copied(self, row: T) -> str:
        """The cell as it goes to the clipboard."""
        return self.raw(row) if self.raw is not None else self.text(row)

    def sorted_by(self, row: T) -> Any:
        """The value that rows sort by in this column; words without regard to case."""
        return self.order(row) if self.order is not None else self.text(row).casefold()
