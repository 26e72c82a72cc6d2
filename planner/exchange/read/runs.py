"""Numbers and cells in runs, and many alike problems told as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.exchange.problems import Problem, Severity
from planner.exchange.read.scan import address, place
from planner.words.names import listing, plural
from planner.words.numbers import DASH

_LEAST_RUN = 10
_MOST_RUNS = 8
_ORDER = {Severity.REFUSED: 0, Severity.ERROR: 1, Severity.NOTE: 2}


def runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each unbroken run of ascending numbers."""
    first = last = None
    for number in numbers:
        if first is None or last is None:
            first = last = number
        elif number == last + 1:
            last = number
        else:
            yield first, last
            first = last = number
    if first is not None and last is not None:
        yield first, last


def numbers_in_runs(numbers: Sequence[int], *, as_range: bool = False) -> str:
    """Row numbers as people list them, "12–15 and 20"; or, `as_range`, the rows from first to last, "12:20"."""
    if as_range:
        return f"{numbers[0]}:{numbers[-1]}"
    found = [f"{first}" if first == last else f"{first}{DASH}{last}" for first, last in runs(numbers)]
    more = len(found) - _MOST_RUNS
    return listing([*found[:_MOST_RUNS], f"{more} more"] if more > 0 else found)


def cells_in_column(column: int, rows: Sequence[int], *, is_whole: bool = False) -> str:
    """The cell of a column, or the range from its first row to its last; every run unless `is_whole`."""
    spans = [(rows[0], rows[-1])] if is_whole else list(runs(rows))
    if len(spans) > _MOST_RUNS:
        spans = [(rows[0], rows[-1])]
    return ",".join(_span(column, first, last) for first, last in spans)


def _span(column: int, first: int, last: int) -> str:
    return address(first, column) if first == last else f"{address(first, column)}:{address(last, column)}"


def arranged(problems: Sequence[Problem], sheets: Sequence[str]) -> tuple[Problem, ...]:
    """Problems in the order they are shown: the file's and its sheets' and headings' first, then by sheet and row.

    A column of ten or more cells with the very same fault, one below another, is one problem with their range.
    """
    order = {name: i for i, name in enumerate(sheets)}

    def rank(problem: Problem) -> tuple[int, int, int, int, int]:
        row, column = _position(problem.cell)
        is_row_problem = problem.reason.name not in ("FILE", "STRUCTURE")
        return int(is_row_problem), order.get(problem.sheet, -1), row, column, _ORDER[problem.severity]

    return tuple(sorted(_joined(problems), key=rank))


def _position(cell: str) -> tuple[int, int]:
    first = cell.split(",")[0].split(":")[0]
    if first.isdigit():
        return int(first), 0
    return place(first) or (0, 0)


def _joined(problems: Sequence[Problem]) -> list[Problem]:
    alike: dict[tuple[object, ...], list[Problem]] = {}
    result: list[Problem] = []
    for problem in problems:
        at = place(problem.cell)
        if at is None or problem.severity is not Severity.ERROR:
            result.append(problem)
            continue
        key = (problem.reason, problem.text, problem.sheet, at[1], problem.found, problem.hint)
        alike.setdefault(key, []).append(problem)
    for same in alike.values():
        result += _in_runs(same)
    return result


def _in_runs(same: list[Problem]) -> Iterator[Problem]:
    by_row = {(place(problem.cell) or (0, 0))[0]: problem for problem in same}
    for first, last in runs(sorted(by_row)):
        if last - first + 1 < _LEAST_RUN:
            yield from (by_row[row] for row in range(first, last + 1))
            continue
        one = by_row[first]
        cells = f"{one.cell}:{by_row[last].cell}"
        yield replace(one, cell=cells, text=f"{plural(last - first + 1, 'cell')} alike: {one.text}")
