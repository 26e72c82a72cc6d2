"""The handful of operations that the model's equations are written in.

An expression is a tree of frozen values with no arithmetic of its own. Three readers walk it: arrays
(planner.outcome.arrays), terms (planner.outcome.terms) and, in the workbook, the text of a cell formula.
Every expression has named dimensions; DIMENSIONS is their fixed order. A figure without a dimension is one
number. See docs/decisions/0003-equations.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

DIMENSIONS: tuple[str, ...] = (
    "case",
    "target",
    "step",
    "bcu",
    "borough",
    "ward",
    "function",
    "role",
    "year",
)


def in_order(dims: Iterator[str] | set[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The dimensions given, once each, in their fixed order."""
    wanted = set(dims)
    return tuple(d for d in DIMENSIONS if d in wanted)


@dataclass(frozen=True)
class Expr:
    """An expression. Operators build larger ones."""

    def __add__(self, other: Expr | float) -> Expr:
        return Binary("+", self, wrap(other))

    def __sub__(self, other: Expr | float) -> Expr:
        return Binary("-", self, wrap(other))

    def __mul__(self, other: Expr | float) -> Expr:
        return Binary("*", self, wrap(other))

    def __truediv__(self, other: Expr | float) -> Expr:
        return Binary("/", self, wrap(other))

    def __pow__(self, other: Expr | float) -> Expr:
        return Binary("^", self, wrap(other))

    def __rsub__(self, other: float) -> Expr:
        return Binary("-", wrap(other), self)

    def __radd__(self, other: float) -> Expr:
        return Binary("+", wrap(other), self)

    def __gt__(self, other: Expr | float) -> Expr:
        return Binary(">", self, wrap(other))

    def __le__(self, other: Expr | float) -> Expr:
        return Binary("<=", self, wrap(other))


@dataclass(frozen=True)
class Number(Expr):
    """A whole number that belongs to the arithmetic itself (0 or 1), never a figure."""

    value: float


@dataclass(frozen=True)
class Ref(Expr):
    """An input or an earlier equation, by name, over its own dimensions."""

    name: str


@dataclass(frozen=True)
class Binary(Expr):
    """One of + − × ÷ ^ > ≤ on two expressions; comparisons give 1 or 0."""

    sign: str
    left: Expr
    right: Expr


@dataclass(frozen=True)
class Sum(Expr):
    """The sum of an expression over whole dimensions."""

    of: Expr
    over: tuple[str, ...]


@dataclass(frozen=True)
class SumOfBoroughs(Expr):
    """For each BCU, the sum over the boroughs assigned to it."""

    of: Expr


@dataclass(frozen=True)
class SumOfWards(Expr):
    """For each borough, the sum over its wards."""

    of: Expr


@dataclass(frozen=True)
class SumToDate(Expr):
    """For each year, the sum over that year and those before it."""

    of: Expr


@dataclass(frozen=True)
class Round(Expr):
    """Rounded to `places` decimals, halves away from zero, as Excel's ROUND does.

    The scaled number is first taken to 9 decimals (4 where it is pence), so that 8.499999999 and 8.5 do not
    part ways on the last bit of a float.
    """

    of: Expr
    places: int = 0


@dataclass(frozen=True)
class Floor(Expr):
    """Rounded down to a whole number, after the product is taken to 9 decimals."""

    of: Expr


@dataclass(frozen=True)
class Rank(Expr):
    """The place of each borough when sorted from largest to smallest, from 1; ties go to the earlier code."""

    of: Expr


@dataclass(frozen=True)
class Choose(Expr):
    """`then` where `when` holds, else `other`."""

    when: Expr
    then: Expr
    other: Expr


@dataclass(frozen=True)
class LookUp(Expr):
    """The value of `of` in the year whose position `at` gives."""

    of: Expr
    at: Expr


@dataclass(frozen=True)
class DaysLive(Expr):
    """Days of each year on or after a go-live date (an ordinal day; a BCU with no date is never live)."""

    go_live: Expr


def wrap(value: Expr | float) -> Expr:
    """A plain number as an expression."""
    return value if isinstance(value, Expr) else Number(float(value))


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside one."""
    match expr:
        case Binary(left=a, right=b):
            return (a, b)
        case Choose(when=w, then=a, other=b):
            return (w, a, b)
        case LookUp(of=a, at=b):
            return (a, b)
        case DaysLive(go_live=a):
            return (a,)
        case Number() | Ref():
            return ()
        case Sum() | SumOfBoroughs() | SumOfWards() | SumToDate() | Round() | Floor() | Rank():
            return (expr.of,)
    raise TypeError(f"not an expression: {expr!r}")


def refs(expr: Expr) -> Iterator[str]:
    """Names of every input and equation an expression reads, in reading order."""
    if isinstance(expr, Ref):
        yield expr.name
    for child in children(expr):
        yield from refs(child)
