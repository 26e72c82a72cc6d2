"""The first reader of the equations: numpy arrays.

Each equation is turned once into a function of the arrays before it, with its axes already lined up, so that
working out a whole scenario is a fixed run of numpy calls. `varying` names inputs that carry the extra leading
axis *case*: then many scenarios are worked out at once.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from planner.outcome.equations import ASKED, BY_NAME, EQUATIONS
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
    children,
    in_order,
    refs,
)
from planner.outcome.quantities import INPUTS, Equation

Array = NDArray[np.float64]
Values = dict[str, Array]
Run = Callable[[Values], Array]

MEMBERS = "members of each BCU"
"""Structure: 1 where the borough (last axis) is in the BCU (the axis before it)."""
WARD_STARTS = "first ward of each borough"
"""Structure: positions where each borough's wards start; every policed borough has one ward or more."""
YEAR_ENDS = "last day of each year"
"""Structure: ordinal of 31 March ending each year, and the days in it, as two rows."""


@dataclass(frozen=True)
class Compiled:
    """An expression ready to run: its dimensions and the function."""

    dims: tuple[str, ...]
    run: Run


def round_half_away(x: Array, places: int) -> Array:
    """Halves away from zero; the scaled number is first taken to 9 decimals (4 for pence)."""
    if places == 0:
        scaled = np.abs(x).round(9)
        whole: Array = np.copysign(np.floor(scaled + 0.5), x) + 0.0
        return whole
    factor = 10.0**places
    scaled = (np.abs(x) * factor).round(4)
    pence: Array = np.copysign(np.floor(scaled + 0.5) / factor, x) + 0.0
    return pence


def _structure(expr: Expr) -> Iterator[str]:
    """Names of the structure that an expression's operations read beside its figures."""
    match expr:
        case SumOfBoroughs():
            yield MEMBERS
        case SumOfWards():
            yield WARD_STARTS
        case DaysLive():
            yield YEAR_ENDS
    for child in children(expr):
        yield from _structure(child)


def _aligned(part: Compiled, dims: tuple[str, ...]) -> Run:
    """The part's array with its axes placed among `dims`, ready to broadcast."""
    own = part.dims
    run = part.run
    if own == dims or not own:
        return run
    index = tuple(slice(None) if d in own else None for d in dims)
    first = next(i for i, d in enumerate(dims) if d in own)
    index = index[first:]
    if all(i is not None for i in index):
        return run
    return lambda v: run(v)[index]


_SIGNS: dict[str, Callable[..., Array]] = {
    # Python's operators: on single numbers they take a third of the time of numpy's functions, and give the same.
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": np.power,
    ">": lambda a, b: np.greater(a, b).astype(np.float64),
    "<=": lambda a, b: np.less_equal(a, b).astype(np.float64),
}


def _axes(dims: tuple[str, ...], over: tuple[str, ...]) -> tuple[int, ...]:
    """Positions of `over`, counted from the end so that a leading axis does not move them."""
    return tuple(dims.index(d) - len(dims) for d in over)


def compile_expr(expr: Expr, dims_of: Mapping[str, tuple[str, ...]]) -> Compiled:
    """Turn an expression into a function of values, given the dimensions of every name it reads."""
    match expr:
        case Number(value=value):
            constant = np.float64(value)
            return Compiled((), lambda _: constant)  # type: ignore[arg-type,return-value]
        case Ref(name=name):
            return Compiled(dims_of[name], lambda v: v[name])
        case Binary() | Choose():
            return _compile_pointwise(expr, dims_of)
        case Round(of=of, places=places):
            part = compile_expr(of, dims_of)
            return Compiled(part.dims, lambda v: round_half_away(part.run(v), places))
        case Floor(of=of):
            part = compile_expr(of, dims_of)
            return Compiled(part.dims, lambda v: np.floor(part.run(v).round(9)))
        case _:
            return _compile_across(expr, dims_of)


def _compile_pointwise(expr: Binary | Choose, dims_of: Mapping[str, tuple[str, ...]]) -> Compiled:
    if isinstance(expr, Choose):
        parts = [compile_expr(e, dims_of) for e in (expr.when, expr.then, expr.other)]
        dims = in_order({d for p in parts for d in p.dims})
        when, then, other = (_aligned(p, dims) for p in parts)
        return Compiled(dims, lambda v: np.where(when(v), then(v), other(v)))
    pair = [compile_expr(e, dims_of) for e in (expr.left, expr.right)]
    dims = in_order({d for p in pair for d in p.dims})
    left, right = (_aligned(p, dims) for p in pair)
    sign = _SIGNS[expr.sign]
    return Compiled(dims, lambda v: sign(left(v), right(v)))


def _compile_across(expr: Expr, dims_of: Mapping[str, tuple[str, ...]]) -> Compiled:
    match expr:
        case Sum(of=of, over=over):
            return _sum(compile_expr(of, dims_of), over)
        case SumOfBoroughs(of=of):
            return _sum_of_boroughs(compile_expr(of, dims_of), "case" in dims_of[MEMBERS])
        case SumOfWards(of=of):
            part = compile_expr(of, dims_of)
            dims = in_order(tuple(d if d != "ward" else "borough" for d in part.dims))
            return Compiled(dims, lambda v: np.add.reduceat(part.run(v), v[WARD_STARTS].astype(np.intp), axis=-1))
        case SumToDate(of=of):
            part = compile_expr(of, dims_of)
            return Compiled(part.dims, lambda v: np.add.accumulate(part.run(v), axis=-1))
        case Rank(of=of):
            part = compile_expr(of, dims_of)
            return Compiled(part.dims, lambda v: _rank(part.run(v)))
        case LookUp(of=of, at=at):
            return _look_up(compile_expr(of, dims_of), compile_expr(at, dims_of))
        case DaysLive(go_live=go_live):
            part = compile_expr(go_live, dims_of)
            return Compiled((*part.dims, "year"), lambda v: _days_live(part.run(v), v[YEAR_ENDS]))
    raise TypeError(f"not an expression: {expr!r}")


def _sum(part: Compiled, over: tuple[str, ...]) -> Compiled:
    axes = _axes(part.dims, over)
    dims = tuple(d for d in part.dims if d not in over)
    return Compiled(dims, lambda v: np.add.reduce(part.run(v), axis=axes))


def _sum_of_boroughs(part: Compiled, varies: bool) -> Compiled:
    """A matrix product with the members of each BCU: whole numbers stay exact in float64."""
    lead = ("case",) if varies or "case" in part.dims else ()
    rest = tuple(d for d in part.dims if d not in ("case", "borough"))

    def run(v: Values) -> Array:
        x = part.run(v)
        lead_shape = x.shape[:1] if "case" in part.dims else ()
        tail = x.shape[len(lead_shape) + 1 :]
        flat = x.reshape(*lead_shape, x.shape[len(lead_shape)], -1)
        summed = v[MEMBERS] @ flat
        return summed.reshape(*summed.shape[:-1], *tail)

    return Compiled((*lead, "bcu", *rest), run)


def _rank(x: Array) -> Array:
    order = np.argsort(-np.round(x, 9), axis=-1, kind="stable")
    ranks = np.empty_like(x)
    places = np.broadcast_to(np.arange(1.0, x.shape[-1] + 1), x.shape)
    np.put_along_axis(ranks, order, places, axis=-1)
    return ranks


def _look_up(part: Compiled, at: Compiled) -> Compiled:
    if "year" in at.dims or part.dims[-1:] != ("year",):
        raise TypeError("LookUp takes a figure by year and a place among the years")
    rest = part.dims[:-1]
    if not at.dims:
        return Compiled(rest, lambda v: part.run(v)[..., int(at.run(v))])
    if at.dims != ("target",) or any(d not in ("case",) for d in rest):
        raise TypeError("LookUp by target takes a figure that has only a year")
    return Compiled((*rest, "target"), lambda v: part.run(v)[..., at.run(v).astype(np.intp)])


def _days_live(go_live: Array, ends: Array) -> Array:
    last_day, days = ends[0], ends[1]
    counted = np.clip(last_day - go_live[..., None] + 1.0, 0.0, days)
    return np.where(np.isnan(counted), 0.0, counted)


@dataclass(frozen=True)
class Program:
    """Equations, compiled. `dims` gives the axes of every name; a step is its name, what it reads, and its function."""

    dims: dict[str, tuple[str, ...]]
    steps: tuple[tuple[str, frozenset[str], Run], ...]

    def run(self, values: Values, last: Values | None = None) -> Values:
        """Every figure, added to the inputs given. The dictionary passed in is not changed.

        `last`, figures of another run of this program, spares work and changes no figure: an equation keeps the
        array it had there where it would read the very numbers it read then, bit for bit. So a go-live date works out
        no post again. Arrays that may be kept so are closed to writing.
        """
        found = dict(values)
        if last is None:
            for name, _, step in self.steps:
                found[name] = step(found)
                found[name].setflags(write=False)
            return found
        changed = {name for name, array in values.items() if not _keeps(found, name, array, last)}
        for name, reads, step in self.steps:
            if changed.isdisjoint(reads):
                found[name] = last[name]
            elif not _keeps(found, name, step(found), last):
                changed.add(name)
                found[name].setflags(write=False)
        return found

    def only(self, wanted: frozenset[str]) -> Program:
        """The steps that some wanted figure needs and that differ by case: what stays the same is not worked out.

        What it runs on must hold the figures of the case that the others start from.
        """
        needed = set(wanted)
        for equation in reversed(EQUATIONS):
            if equation.name in needed:
                needed.update(refs(equation.expr))
        return Program(
            self.dims, tuple(step for step in self.steps if step[0] in needed and "case" in self.dims[step[0]])
        )


def _keeps(found: Values, name: str, array: Array, last: Values) -> bool:
    """Enter the array, or the one of `last` where that is the same, bit for bit; whether it is."""
    before = last[name]
    same = array is before or (array.shape == before.shape and array.tobytes() == before.tobytes())
    found[name] = before if same else array
    return same


@cache
def program(varying: frozenset[str] = frozenset(), wanted: frozenset[str] = frozenset()) -> Program:
    """The compiled equations, with the inputs in `varying` carrying a leading axis of cases.

    Where figures are `wanted`, only what these need and what differs by case: see Program.only.
    """
    if wanted:
        return program(varying).only(wanted)
    dims: dict[str, tuple[str, ...]] = {MEMBERS: ("bcu", "borough"), WARD_STARTS: ("borough",), YEAR_ENDS: ()}
    dims.update({i.name: i.dims for i in INPUTS})
    for name in varying:
        dims[name] = ("case", *dims[name])
    return _compiled(EQUATIONS, dims)


@cache
def asked_program() -> Program:
    """The equations that are worked out only when asked for, to be run on every figure of one scenario."""
    return _compiled(ASKED, dict(program().dims))


def _compiled(equations: Sequence[Equation], dims: dict[str, tuple[str, ...]]) -> Program:
    steps: list[tuple[str, frozenset[str], Run]] = []
    for equation in equations:
        compiled = compile_expr(equation.expr, dims)
        stated = BY_NAME[equation.name].dims
        if tuple(d for d in compiled.dims if d != "case") != stated:
            raise TypeError(f"{equation.name} has dimensions {compiled.dims}, stated as {stated}")
        dims[equation.name] = compiled.dims
        steps.append((equation.name, frozenset((*refs(equation.expr), *_structure(equation.expr))), compiled.run))
    return Program(dims, tuple(steps))
