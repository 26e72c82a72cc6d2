"""Where every figure stands in the workbook, and what its cells are called from any other cell.

A `Place` is a rectangle that holds one figure: its dimensions run down its rows and across its columns. The text
of a formula is made once for a whole place and filled in for each cell: a row or column that moves with the cell is
written as [r+2] or [c-1], so that one text cannot differ along a row or down a column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from planner.outcome.expressions import Expr
from planner.outcome.formulas import Listed, NoPlace

Dims = tuple[str, ...]
BESIDE = " beside "
"""Parts the name of a copy: the figure it is a copy of, and what it is kept beside."""


@cache
def column_letters(at: int) -> str:
    """A column's letters from its position, counted from 0: A, Z, AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """A cell as Excel names it, from positions counted from 0: D17."""
    return f"{column_letters(column)}{row + 1}"


@dataclass(frozen=True)
class Place:
    """A rectangle of cells that holds one figure. `top` and `left` are the first cell's, counted from 0.

    `labels` gives the column that names each dimension of a row, `heads` the row that names each dimension of a
    column; a list by borough or ward also labels the BCU or the borough that each row belongs to. `wrap` is put
    around the address where a cell is read: "ISNUMBER({})" for whether something is decided there.
    """

    sheet: str
    top: int
    left: int
    height: int = 1
    width: int = 1
    down: Dims = ()
    across: Dims = ()
    labels: Mapping[str, int] = field(default_factory=dict, hash=False)
    heads: Mapping[str, int] = field(default_factory=dict, hash=False)
    wrap: str = "{}"

    def cell(self, row: int = 0, column: int = 0) -> tuple[int, int]:
        """Position on the sheet of the cell that many down and across."""
        return self.top + row, self.left + column

    def column_range(self, column: int) -> str:
        """The same rows of another column of the sheet: $F$9:$F$40."""
        letters = column_letters(column)
        return f"${letters}${self.top + 1}:${letters}${self.top + self.height}"

    @property
    def column_heading(self) -> str:
        """The cell above the first: the heading of a column of a table."""
        return f"${column_letters(self.left)}${self.top}"

    @property
    def whole(self) -> str:
        """All of it: $D$9:$I$24."""
        last = f"${column_letters(self.left + self.width - 1)}${self.top + self.height}"
        return f"${column_letters(self.left)}${self.top + 1}:{last}"


class Layout:
    """Every place by the name of its figure, in the order in which they were laid out."""

    def __init__(self) -> None:
        self.places: dict[str, list[Place]] = {}
        self.first: dict[str, Place] = {}
        self.parts: dict[Expr, Place] = {}
        self.ranges: dict[str, Callable[[Seen], str]] = {}

    def add(self, name: str, place: Place, *, stands: bool = True) -> Place:
        """Record where a figure is. `stands` is False for a copy kept near where it is read."""
        if stands:
            self.first.setdefault(name, place)
        self.places.setdefault(name, []).append(place)
        return place

    def at(self, name: str) -> Place:
        """Where a figure stands. Raises NoPlace."""
        found = self.first.get(name) or next(iter(self.places.get(name, ())), None)
        if found is None:
            raise NoPlace(f"{name} has no place in the workbook")
        return found


class Seen:
    """The layout as seen from one place: what planner.outcome.formulas asks."""

    def __init__(self, layout: Layout, own: Place) -> None:
        self._layout = layout
        self.own = own

    def _known(self, name: str) -> Iterator[Place]:
        """Places of the name, those on the same sheet first."""
        found = self._layout.places.get(name, ())
        yield from (place for place in found if place.sheet == self.own.sheet)
        yield from (place for place in found if place.sheet != self.own.sheet)

    def place(self, name: str) -> Place:
        """Where a figure stands. Raises NoPlace."""
        return self._layout.at(name)

    def sheet(self, place: Place) -> str:
        """What goes before an address of that place."""
        return "" if place.sheet == self.own.sheet else f"{place.sheet}!"

    def one(self, name: str) -> str | None:
        """The cell of that name for the cell being written."""
        found = next((place for place in self._known(name) if self._is_in_line(place)), None)
        return self.address(found) if found is not None else None

    def cell(self, name: str) -> str:
        """The same, for the layout's own formulas. Raises NoPlace."""
        found = self.one(name)
        if found is None:
            raise NoPlace(f"{name} stands nowhere that can be seen from {self.own.sheet}")
        return found

    def _is_in_line(self, place: Place) -> bool:
        return place.down in ((), self.own.down) and place.across in ((), self.own.across)

    def address(self, place: Place) -> str:
        """The place's cell in line with the one being written."""
        return place.wrap.format(f"{self.sheet(place)}{self._column(place)}{self._row(place)}")

    def _row(self, place: Place) -> str:
        return f"[r{place.top - self.own.top:+d}]" if place.down else f"${place.top + 1}"

    def _column(self, place: Place) -> str:
        return f"[c{place.left - self.own.left:+d}]" if place.across else f"${column_letters(place.left)}"

    def part(self, expr: Expr) -> str | None:
        """The cell of a part of an equation that the layout shows by itself."""
        place = self._layout.parts.get(expr)
        return self.address(place) if place is not None and self._is_in_line(place) else None

    def spread(self, name: str, over: Dims) -> str | None:
        """The range of a name over whole dimensions."""
        if name in self._layout.ranges:
            return self._layout.ranges[name](self)
        for place in self._known(name):
            found = self._spread(place, over)
            if found is not None:
                return found
        return None

    def _spread(self, place: Place, over: Dims) -> str | None:
        rows = self._side(place.down, self.own.down, over)
        columns = self._side(place.across, self.own.across, over)
        if rows is None or "whole" not in (rows, columns):
            return None
        if columns is None:
            # The other figure's columns are this one's rows: the column is looked up by its number.
            if len(place.across) != 1 or place.across[0] not in self.own.labels:
                return None
            return f"INDEX({self.sheet(place)}{place.whole},0,{self.label(place.across[0])})"
        first = self._column(place) if columns == "moves" else f"${column_letters(place.left)}"
        last = first if columns != "whole" else f"${column_letters(place.left + place.width - 1)}"
        top = self._row(place) if rows == "moves" else f"${place.top + 1}"
        bottom = top if rows != "whole" else f"${place.top + place.height}"
        return f"{self.sheet(place)}{first}{top}:{last}{bottom}"

    @staticmethod
    def _side(dims: Dims, own: Dims, over: Dims) -> str | None:
        if not dims:
            return "fixed"
        if set(dims) <= set(over):
            return "whole"
        return "moves" if dims == own else None

    def label(self, dim: str) -> str:
        """The cell that names this cell's member of a dimension. Raises NoPlace."""
        if dim in self.own.labels:
            return f"${column_letters(self.own.labels[dim])}[r+0]"
        if dim in self.own.heads:
            return f"[c+0]${self.own.heads[dim] + 1}"
        raise NoPlace(f"nothing on {self.own.sheet} names the {dim}")

    def has_label(self, dim: str) -> bool:
        """Whether the cell being written belongs to one member of a dimension."""
        return dim in self.own.labels or dim in self.own.heads

    def listed(self, name: str, over: Dims, flags: Dims) -> Listed | None:
        """A long list of that name, with labels for the dimensions not summed and flags that must be 1."""
        for place in self._known(name):
            picks = self._picks(place, over)
            flagged = [self._beside(place, flag) for flag in flags]
            if picks and None not in flagged:
                marks = tuple((f"{self.sheet(place)}{flag.whole}", "1") for flag in flagged if flag is not None)
                return Listed(f"{self.sheet(place)}{place.whole}", (*picks, *marks))
        return None

    def _picks(self, place: Place, over: Dims, by: str = "") -> tuple[tuple[str, str], ...] | None:
        wanted = [dim for dim in place.down if dim not in over] + ([by] if by else [])
        if place.across or not all(dim in place.labels and self.has_label(dim) for dim in wanted):
            return None
        sheet = self.sheet(place)
        return tuple((f"{sheet}{place.column_range(place.labels[dim])}", self.label(dim)) for dim in wanted)

    def _beside(self, place: Place, name: str) -> Place | None:
        """Where a name stands in the same rows."""
        same = ((other.sheet, other.top, other.down) == (place.sheet, place.top, place.down)
                for other in self._layout.places.get(name, ()))  # fmt: skip
        return next((p for p, ok in zip(self._layout.places.get(name, ()), same, strict=True) if ok), None)

    def members(self, of: str | Expr, dim: str) -> Listed | None:
        """A list by borough picked by the cell's BCU, or by ward picked by its borough, of a name or a part."""
        if isinstance(of, str):
            found = list(self._known(of))
        else:
            found = [self._layout.parts[of]] if of in self._layout.parts else []
        for place in found:
            picks = self._picks(place, (dim,), "bcu" if dim == "borough" else "borough")
            if picks:
                return Listed(f"{self.sheet(place)}{place.whole}", picks)
        return None

    def to_date(self, name: str) -> str:
        """The range of a name from the first year to that of the cell being written."""
        place = next((p for p in self._known(name) if p.across == ("year",) and self._is_in_line(p)), None)
        if place is None:
            raise NoPlace(f"{name} by year stands nowhere that can be seen from {self.own.sheet}")
        row = self._row(place)
        return f"{self.sheet(place)}${column_letters(place.left)}{row}:{self._column(place)}{row}"

    def ranked(self, expr: Expr) -> tuple[str, str, str]:
        """Own cell, whole range and range down to the own cell of what is ranked."""
        place = self._layout.parts.get(expr)
        if place is None or place.down != self.own.down:
            raise NoPlace("what is ranked has no column of its own")
        own = self.address(place)
        return own, place.whole, f"{own.partition('[')[0]}${place.top + 1}:{own}"

    def calendar(self) -> tuple[str, str]:
        """The last day and the number of days of the year of the cell being written."""
        return self.cell("year_end"), self.cell("days")


_MOVES = re.compile(r"\[([rc])([+-]\d+)\]")


class Filled:
    """The text of a formula for each cell of a place."""

    def __init__(self, text: str) -> None:
        self._moves = tuple((found[1] == "r", int(found[2])) for found in _MOVES.finditer(text))
        self._text = f"={_MOVES.sub('%s', text.replace('%', '%%'))}"

    def at(self, row: int, column: int) -> str:
        """The text for the cell at that position, counted from 0, with its equals sign."""
        below = row + 1
        made = [below + by if is_row else column_letters(column + by) for is_row, by in self._moves]
        return self._text % tuple(made)
