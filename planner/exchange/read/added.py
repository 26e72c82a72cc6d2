"""What somebody wrote that is no input: columns beside the plan's, values over its formulas. Not read, and told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from planner.exchange.read.cells import Raw
from planner.exchange.read.found import Problems, SheetCells
from planner.exchange.read.runs import cells_in_column
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


def tell_overwritten(found: Sequence[Found], problems: Problems) -> None:
    """Say where a value was typed over a formula: in a column of formulas that is no input, cells that hold none."""
    for one in found:
        facts = one.cells.sheet.facts
        made = {*facts.formulas, *facts.without_value}
        inputs = set(one.columns.values())
        typed: dict[int, list[int]] = {}
        row, count = one.head + 1, Counter(column for at, column in made if at > one.head)
        while row in one.cells.rows:
            for column in one.cells.rows[row]:
                if column not in inputs and count[column] and (row, column) not in made:
                    typed.setdefault(column, []).append(row)
            row += 1
        for column, rows in typed.items():
            if len(rows) < count[column]:
                _tell_typed(one, column, rows, problems)


def _tell_typed(one: Found, column: int, rows: list[int], problems: Problems) -> None:
    heading = as_text(one.cells.spread(one.head, column))[:_MOST_LETTERS]
    is_one = len(rows) == 1
    problems.told(
        f"{plural(len(rows), 'cell')} under {quoted(heading)} on {one.sheet} {'holds' if is_one else 'hold'} what was "
        f"typed over {'a formula' if is_one else 'formulas'}: {'it is' if is_one else 'they are'} not read.",
        sheet=one.sheet,
        cell=cells_in_column(column, rows),
        hint="Change the inputs that the figure follows from.",
    )


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
    names = f"{', '.join(named)} and {plural(rest, 'more', 'more')}" if rest else listing(named)
    is_one = len(added) == 1
    problems.structure(
        f"{'Column' if is_one else 'Columns'} {names} on {one.sheet} "
        f"{'is not an input' if is_one else 'are not inputs'} of the plan and {'is' if is_one else 'are'} not read.",
        sheet=one.sheet,
        cell=address(one.head, next(iter(added))),
        is_note=True,
    )


def _name(text: str) -> str:
    return quoted(text[:_MOST_LETTERS]) if text else "without a heading"
