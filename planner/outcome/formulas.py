"""The third reader of the equations: the text of a cell formula.

The layout of a workbook answers where things stand (`Places`); this module only turns the tree of an equation
into text. Whatever the layout gives as an address is copied as it is, so that one text can serve a whole column
or grid: see planner.exchange.write.layout. No function newer than Excel 2010 is used, none that is volatile, and
no number but 0, 1 and the places of a rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from planner.outcome.equations import BY_NAME
from planner.outcome.expressions import (
    Binary,
    Choose,
    DaysLive,
    Expr,
    Floor,
    LookUp,
    Number,
    Rank,
    Ref,
    Round,
    Sum,
    SumOfBoroughs,
    SumOfWards,
    SumToDate,
)
from planner.outcome.quantities import FLAG, Equation


class NoPlace(LookupError):
    """The layout has no place for what an equation reads: a fault of the layout, never of the plan."""


@dataclass(frozen=True)
class Listed:
    """A column of a long list with what picks its rows: pairs of a column of labels and the label wanted."""

    values: str
    picks: tuple[tuple[str, str], ...]


class Places(Protocol):
    """Where figures stand, as seen from the cells one text is written for. Addresses are text."""

    def one(self, name: str) -> str | None:
        """The cell of that name for the cell being written; None where the layout has none."""

    def part(self, expr: Expr) -> str | None:
        """The cell of a part of an equation that the layout shows by itself; None for most parts."""

    def spread(self, name: str, over: tuple[str, ...]) -> str | None:
        """The range of a name over whole dimensions, its other dimensions as in the cell being written."""

    def listed(self, name: str, over: tuple[str, ...], flags: tuple[str, ...]) -> Listed | None:
        """A long list of that name, with labels for the dimensions not summed and `flags` that must be 1."""

    def members(self, of: str | Expr, dim: str) -> Listed | None:
        """A list by borough picked by the cell's BCU, or by ward picked by its borough, of a name or a part."""

    def to_date(self, name: str) -> str:
        """The range of a name from the first year to that of the cell being written. Raises NoPlace."""

    def ranked(self, expr: Expr) -> tuple[str, str, str]:
        """Own cell, whole range and range down to the own cell of what boroughs are ranked by. Raises NoPlace."""

    def calendar(self) -> tuple[str, str]:
        """The last day and the number of days of the year of the cell being written. Raises NoPlace."""


_STRENGTH = {">": 1, "<=": 1, "+": 2, "-": 2, "*": 3, "/": 3, "^": 4}
_ATOM = 9


def formula_of(name: str, places: Places) -> str:
    """The text of an equation's formula, without the equals sign. Raises NoPlace."""
    definition = BY_NAME[name]
    if not isinstance(definition, Equation):
        raise NoPlace(f"{name} is given, not worked out")
    return formula(definition.expr, places)


def formula(expr: Expr, places: Places) -> str:
    """The text of an expression, its own place not asked for. Raises NoPlace."""
    return _inside(expr, places)[0]


def rank_key(expr: Expr, places: Places) -> str:
    """What `Rank` compares: the expression to 9 decimals, for the column that `Places.ranked` points at."""
    return f"ROUND({formula(expr, places)},9)"


def _read(expr: Expr, places: Places) -> tuple[str, int]:
    """Text and how strongly it binds."""
    shown = places.part(expr)
    return (shown, _ATOM) if shown is not None else _inside(expr, places)


def _inside(expr: Expr, places: Places) -> tuple[str, int]:
    match expr:
        case Number(value=value):
            return f"{value:g}", _ATOM
        case Ref(name=name):
            return _name(name, places)
        case Binary():
            return _binary(expr, places)
        case Choose(when=when, then=then, other=other):
            return f"IF({_text(when, places)},{_text(then, places)},{_text(other, places)})", _ATOM
        case Round(of=of, places=digits):
            # First taken to 9 decimals, 4 beyond the pence, as the arrays do: see planner.outcome.arrays.
            return f"ROUND(ROUND({_text(of, places)},{digits + 4 if digits else 9}),{digits})", _ATOM
        case Floor(of=of):
            return f"INT(ROUND({_text(of, places)},9))", _ATOM
        case DaysLive(go_live=go_live):
            last, days = places.calendar()
            day = _text(go_live, places)
            return f"IF(ISNUMBER({day}),MAX(0,MIN({days},{last}-{day}+1)),0)", _ATOM
    return _across(expr, places)


def _text(expr: Expr, places: Places) -> str:
    return _read(expr, places)[0]


def _name(name: str, places: Places) -> tuple[str, int]:
    found = places.one(name)
    if found is not None:
        return found, _ATOM
    definition = BY_NAME[name]
    if not isinstance(definition, Equation):
        raise NoPlace(f"the input {name} stands nowhere that can be seen from here")
    return _inside(definition.expr, places)


def _binary(expr: Binary, places: Places) -> tuple[str, int]:
    own = _STRENGTH[expr.sign]
    left, a = _read(expr.left, places)
    right, b = _read(expr.right, places)
    if a < own:
        left = f"({left})"
    if b <= own:  # brackets on the right keep the order in which the arrays add and multiply
        right = f"({right})"
    return f"{left}{expr.sign}{right}", own


def _across(expr: Expr, places: Places) -> tuple[str, int]:
    match expr:
        case Sum(of=of, over=over):
            return _sum(of, over, places)
        case SumOfBoroughs(of=of):
            return _sum_of_members(of, "borough", places), _ATOM
        case SumOfWards(of=of):
            return _sum_of_members(of, "ward", places), _ATOM
        case SumToDate(of=Ref(name=name)):
            return f"SUM({places.to_date(name)})", _ATOM
        case Rank(of=of):
            own, everyone, so_far = places.ranked(of)
            return f"SUMPRODUCT(1*({everyone}>{own}))+COUNTIF({so_far},{own})", _STRENGTH["+"]
        case LookUp(of=Ref(name=name), at=at):
            years = places.spread(name, ("year",))
            if years is None:
                raise NoPlace(f"{name} by year stands nowhere that can be seen from here")
            return f"INDEX({years},1+{_text(at, places)})", _ATOM
    raise NoPlace(f"no formula for {expr!r}")


def _sum_of_members(of: Expr, dim: str, places: Places) -> str:
    """The sum over the boroughs of a BCU, or the wards of a borough, picked by label."""
    key = of.name if isinstance(of, Ref) else of
    found = places.members(key, dim)
    if found is None:
        raise NoPlace(f"{key} by {dim} stands in no list")
    if key == "one":
        return f"COUNTIF({found.picks[0][0]},{found.picks[0][1]})"
    return sumifs(found)


def sumifs(found: Listed) -> str:
    """The sum of the rows that a list picks."""
    return f"SUMIFS({','.join([found.values, *(text for pick in found.picks for text in pick)])})"


def _sum(of: Expr, over: tuple[str, ...], places: Places) -> tuple[str, int]:
    if isinstance(of, Binary) and of.sign in "+-":
        left, right = _sum(of.left, over, places)[0], _sum(of.right, over, places)[0]
        return f"{left}{of.sign}{right}", _STRENGTH[of.sign]
    names = _factors(of)
    ranges = [places.spread(name, over) for name in names]
    whole = [found for found in ranges if found is not None]
    if len(whole) == len(names):
        return (f"SUM({whole[0]})" if len(whole) == 1 else f"SUMPRODUCT({_product(whole, names, over)})"), _ATOM
    flags = tuple(name for name in names[1:] if BY_NAME[name].unit == FLAG)
    found = places.listed(names[0], over, flags) if len(flags) == len(names) - 1 else None
    if found is None:
        raise NoPlace(f"{' × '.join(names)} over {', '.join(over)} stands nowhere that can be seen from here")
    return sumifs(found), _ATOM


def _product(ranges: list[str], names: list[str], over: tuple[str, ...]) -> str:
    """Ranges of one shape are multiplied by SUMPRODUCT itself, which a text in a range does not upset."""
    shapes = {tuple(dim for dim in BY_NAME[name].dims if dim in over) for name in names}
    return (",".join if len(shapes) == 1 else "*".join)(ranges)


def _factors(of: Expr) -> list[str]:
    """The names that a product multiplies, in order."""
    if isinstance(of, Ref):
        return [of.name]
    if isinstance(of, Binary) and of.sign == "*":
        return _factors(of.left) + _factors(of.right)
    raise NoPlace(f"no sum of {of!r}")
