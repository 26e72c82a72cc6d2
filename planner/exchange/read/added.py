"""Columns that somebody put beside the plan's: not read, and told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from planner.exchange.read.cells import Raw
from planner.exchange.read.found import Problems, SheetCells
from planner.exchange.read.scan import address, letters
from planner.exchange.read.structure import Found, squash
from planner.exchange.read.values import as_text
from planner.words.names import listing, plural
from planner.words.numbers import quoted

_MOST_NAMED = 6
_MOST_LETTERS = 60


def tell_added(
    found: Sequence[Found],
    headings: Mapping[str, Sequence[str]],
    asked: Collection[tuple[str, int]],
    problems: Problems,
) -> None:
    """Say of each table which of its columns are no inputs of the plan, by letter and heading.

    `headings` are those that the planner itself wrote on each sheet, which are no news; `asked` the sheets and columns
    that were asked about already.
    """
    for one in found:
        ours = Counter(squash(text) for text in headings.get(one.table.sheet, ()))
        known = {*one.columns.values(), one.unit_column, *(column for sheet, column in asked if sheet == one.sheet)}
        added = {}
        for column, text in _headed(one.cells, one.head).items():
            ours[squash(text)] -= 1
            if column not in known and ours[squash(text)] < 0:
                added[column] = text
        if added:
            _tell(one, added, problems)


def _headed(cells: SheetCells, head: int) -> dict[int, str]:
    """The headings of a row by column; empty for a column that has none, with content in the rows that follow."""
    values: dict[int, list[Raw]] = {column: [] for column in cells.rows.get(head, ())}
    row = head + 1
    while row in cells.rows:
        for column, value in cells.rows[row].items():
            values.setdefault(column, []).append(value)
        row += 1
    texts = {column: as_text(cells.spread(head, column)).strip() for column in sorted(values)}
    return {column: text for column, text in texts.items() if text or not _only_counts(values[column])}


def _only_counts(values: Sequence[Raw]) -> bool:
    """Whether they number the rows, as programs put before a table that they save."""
    return values in (list(range(len(values))), list(range(1, len(values) + 1)))


def _tell(one: Found, added: Mapping[int, str], problems: Problems) -> None:
    named = [f"{letters(column)} {_name(text)}" for column, text in list(added.items())[:_MOST_NAMED]]
    rest = len(added) - len(named)
    more = f" and {plural(rest, 'more', 'more')}" if rest else ""
    is_one = len(added) == 1
    problems.structure(
        f"{'Column' if is_one else 'Columns'} {listing(named)}{more} on {one.sheet} "
        f"{'is not an input' if is_one else 'are not inputs'} of the plan and {'is' if is_one else 'are'} not read.",
        sheet=one.sheet,
        cell=address(one.head, next(iter(added))),
        is_note=True,
    )


def _name(text: str) -> str:
    return quoted(text[:_MOST_LETTERS]) if text else "without a heading"
