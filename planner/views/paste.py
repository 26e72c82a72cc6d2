"""Blocks of cells to and from the clipboard: tab-separated text and HTML out, ward decisions in.

A pasted block is read whole: every problem is collected with its row and column, and with one problem there are
no cells at all. Nothing is guessed.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence
from dataclasses import dataclass

from planner.area.types import Area
from planner.scenario.decisions.values import WARD_POSTS
from planner.scenario.decisions.wards import FIELD_WORDS, WardValue
from planner.views.ward_names import WardNames
from planner.views.ward_rows import WARD_COLUMN, WARD_COLUMNS
from planner.words.names import listing, normalise, plural
from planner.words.numbers import ReadError, parse_share, parse_whole, quoted, signed_figure, tidy

CODE = "code"
_NAMING = (CODE, "ward", "borough")
_FOLLOWS = tuple(c.key for c in WARD_COLUMNS if c.key not in FIELD_WORDS and c.key not in _NAMING)
_TITLES: dict[str, str] = {
    **{normalise(column.title): column.key for column in WARD_COLUMNS},
    **{words.casefold(): field for field, words in FIELD_WORDS.items()},
    "code": CODE,
    "ward code": CODE,
    "ward name": "ward",
    "borough name": "borough",
    "dwo": "dwo",
    "dwos": "dwo",
    "pcsos": "pcso",
    "ring fenced": "ring_fenced",
}
"""Column titles as they may be spelled, normalised, to column keys."""
_YES = frozenset({"yes", "y", "true", "ring-fenced", "ring fenced"})
_NO = frozenset({"no", "n", "false"})
_TEXT_STYLE = "mso-number-format:'\\@'"


@dataclass(frozen=True)
class Copied:
    """What goes to the clipboard: the same cells as tab-separated text and as HTML."""

    text: str
    html: str


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place of a pasted block. `row` counts from 1, 0 for the whole block."""

    row: int
    column: str
    words: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"Row {self.row}" if self.row else "", self.column) if part)
        return f"{place}: {self.words}" if place else self.words


@dataclass(frozen=True)
class Pasted:
    """What a block asks for: (ward code, field, value) cells, or the problems that stop it.

    `notes` say what was passed over, such as columns that follow from the others.
    """

    cells: tuple[tuple[str, str, WardValue], ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def details(self) -> str:
        """Every problem, one a line."""
        return "\n".join(str(problem) for problem in self.problems)

    @property
    def is_of_cells(self) -> bool:
        """Whether cells of the block stop it; a problem of the whole says itself what to do."""
        return any(problem.row for problem in self.problems)


@dataclass(frozen=True)
class Anchor:
    """Where a block without headers goes: the rows and columns shown, and the place of its first cell.

    `rows` are ward codes and `columns` column keys, both as shown. `down` and `across` are the size of the
    selection: a single row or cell is repeated over it.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    row: int = 0
    column: int = 0
    down: int = 1
    across: int = 1


def copy_cells(rows: Sequence[Sequence[str]], heads: Sequence[str] = (), is_number: Sequence[bool] = ()) -> Copied:
    """The cells for the clipboard, with a row of heads when some are given. Figures are expected bare.

    In the HTML a cell of words is marked as text, so that a name such as "=1+1" stays a name in a spreadsheet.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerows([*([list(heads)] if heads else []), *rows])
    lines = ["<table>"]
    if heads:
        lines.append(f"<tr>{''.join(f'<th>{html.escape(head)}</th>' for head in heads)}</tr>")
    numbers = list(is_number) or [False] * max((len(row) for row in rows), default=0)
    for row in rows:
        cells = (
            f"<td>{html.escape(text)}</td>" if number else f'<td style="{_TEXT_STYLE}">{html.escape(text)}</td>'
            for text, number in zip(row, numbers, strict=True)
        )
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines.append("</table>")
    return Copied(out.getvalue(), "\n".join(lines))


def read_block(text: str) -> list[list[str]]:
    """Tab-separated text as a spreadsheet puts it on the clipboard, as rows of cells; empty rows at the end go."""
    rows = [row for row in csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t")]
    while rows and not any(tidy(cell) for cell in rows[-1]):
        rows.pop()
    return rows


def read_value(key: str, text: str) -> WardValue:
    """A cell of the ward table as typed or pasted. Raises ReadError with what is allowed."""
    if key == "ring_fenced":
        word = tidy(text).casefold()
        if word in _YES | _NO:
            return word in _YES
        raise ReadError(f"{quoted(text)} is neither yes nor no")
    if key == "abstraction":
        return parse_share(text, 0, 1)
    return parse_whole(text, 0, WARD_POSTS, FIELD_WORDS[key])


def paste_wards(text: str, area: Area, anchor: Anchor) -> Pasted:
    """What a block asks to be set for wards.

    A first row of column names says which columns there are; then wards go by code, or by borough and name,
    where the block has them. Without such a row the block goes to the anchor's place, cell by cell; its wards are
    matched by name where it covers the ward column.
    """
    try:
        block = read_block(text)
    except csv.Error:
        return Pasted((), (Problem(0, "", "The clipboard holds no table of cells. Copy the cells again."),))
    if not block:
        return Pasted((), (Problem(0, "", "There is nothing on the clipboard to paste. Copy cells first."),))
    return _Reader(area, anchor).read(block)


def _is_head(row: Sequence[str]) -> bool:
    """Whether the row names columns: one of its cells is a title, and none is a figure."""
    titles = [normalise(cell) for cell in row if tidy(cell)]
    try:
        figures = any(signed_figure(tidy(cell).rstrip("% ")) is not None for cell in row)
    except ReadError:
        return False
    return any(title in _TITLES for title in titles) and not figures


class _Reader:
    def __init__(self, area: Area, anchor: Anchor) -> None:
        self._names = WardNames(area)
        self._anchor = anchor
        self._problems: list[Problem] = []
        self._cells: dict[tuple[str, str], WardValue] = {}
        self._first_row: dict[str, int] = {}

    def read(self, block: list[list[str]]) -> Pasted:
        has_head = _is_head(block[0])
        if has_head:
            columns = self._named_columns(block[0])
            body = list(enumerate(block[1:], 2))
        else:
            block = self._repeated(block)
            columns = self._placed_columns(max(map(len, block)))
            body = list(enumerate(block, 1))
        if not self._problems and not body:
            self._problems.append(Problem(0, "", "There are column names and no rows under them. Copy the rows too."))
        if not self._problems and not any(key in FIELD_WORDS for key in columns):
            self._say_nothing_to_set(columns)
        if not self._problems:
            self._read_rows(body, columns)
        if self._problems:
            return Pasted((), tuple(self._problems))
        cells = tuple((ward, field, value) for (ward, field), value in self._cells.items())
        return Pasted(cells, (), self._notes(columns))

    def _say_nothing_to_set(self, columns: list[str]) -> None:
        named = [WARD_COLUMN[key].title for key in columns if key in _FOLLOWS]
        reason = f"{listing(named)} cannot be decided. " if named else ""
        allowed = listing([WARD_COLUMN[key].title for key in FIELD_WORDS])
        self._problems.append(Problem(0, "", f"No column here can be set. {reason}Paste into {allowed}."))

    def _named_columns(self, head: list[str]) -> list[str]:
        """The column keys that the first row names, "" for a column without a name."""
        keys: list[str] = []
        for place, cell in enumerate(head, 1):
            title = normalise(cell)
            key = _TITLES.get(title, "")
            if title and not key:
                known = listing([column.title for column in WARD_COLUMNS])
                words = f"{quoted(cell)} is no column of the ward table. Its columns are {known}"
                self._problems.append(Problem(1, f"column {place}", words))
            if key and key in keys:
                self._problems.append(Problem(1, f"column {place}", f"{quoted(cell)} stands twice; keep one"))
            keys.append(key)
        return keys

    def _placed_columns(self, width: int) -> list[str]:
        """The column keys from the anchor on."""
        at, columns = self._anchor.column, self._anchor.columns
        keys = list(columns[at : at + width])
        if len(keys) < width:
            across = plural(width, "column")
            left = f"{plural(len(keys), 'column')} {'is' if len(keys) == 1 else 'are'} left from here"
            words = f"The block is {across} wide; {left}. Start further left"
            self._problems.append(Problem(0, "", f"{words}, or paste with column names."))
        return keys

    def _repeated(self, block: list[list[str]]) -> list[list[str]]:
        """A single cell or row, over the selection it is pasted into."""
        if len(block) != 1:
            return block
        row = block[0] * self._anchor.across if len(block[0]) == 1 else block[0]
        return [row] * max(1, self._anchor.down)

    def _read_rows(self, body: list[tuple[int, list[str]]], columns: list[str]) -> None:
        by_name = CODE in columns or "ward" in columns
        left = len(self._anchor.rows) - self._anchor.row
        if not by_name and len(body) > left:
            shown = f"{plural(left, 'ward')} {'is' if left == 1 else 'are'} shown from here down"
            words = f"The block has {plural(len(body), 'row')}; {shown}"
            self._problems.append(Problem(0, "", f"{words}. Start further up, or show more wards."))
            return
        for place, (number, row) in enumerate(body):
            if not any(tidy(cell) for cell in row):
                self._problems.append(Problem(number, "", "the row is empty"))
                continue
            cells = {key: cell for key, cell in zip(columns, row, strict=False) if key}
            ward = self._ward(number, cells) if by_name else self._anchor.rows[self._anchor.row + place]
            if ward is not None:
                self._read_cells(number, ward, cells)

    def _ward(self, number: int, cells: dict[str, str]) -> str | None:
        """The code of the ward that a row names; None, with the problem noted, when it names none or many."""
        found = self._names.find(cells.get(CODE, ""), cells.get("ward", ""), cells.get("borough", ""))
        if not found.code:
            self._problems.append(Problem(number, found.column, found.words))
            return None
        first = self._first_row.setdefault(found.code, number)
        if first != number:
            words = f"{self._names.words(found.code)} stands in row {first} already"
            self._problems.append(Problem(number, found.column, words))
            return None
        return found.code

    def _read_cells(self, number: int, ward: str, cells: dict[str, str]) -> None:
        for key, text in cells.items():
            if key not in FIELD_WORDS:
                continue
            try:
                self._cells[ward, key] = read_value(key, text)
            except ReadError as problem:
                self._problems.append(Problem(number, WARD_COLUMN[key].title, str(problem)))

    def _notes(self, columns: list[str]) -> tuple[str, ...]:
        by_name = CODE in columns or "ward" in columns
        passed = [WARD_COLUMN[key].title for key in columns if key in _FOLLOWS or (key == "borough" and not by_name)]
        if not passed:
            return ()
        return (f"Not read, since not decided here: {listing(passed)}.",)


def said_of(pasted: Pasted) -> str:
    """What stopped a paste, in one line: the first problem, and how many more there are."""
    first = str(pasted.problems[0]).rstrip(".")
    more = len(pasted.problems) - 1
    return f"{first}; and {plural(more, 'more problem')}." if more else f"{first}."
