"""The second reader of the equations: terms that re-add.

A figure is worked out again with plain Python numbers, one operation at a time, from the values its equation
names. The tree that results is what `explain` shows; its value must equal the arrays' (tested for every figure).
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
from planner.outcome.figures import Figure, value_at
from planner.outcome.quantities import Equation
from planner.words.dates import year_end, year_start
from planner.words.numbers import round_half_away
from planner.words.vocabulary import YEARS

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome

Index = dict[str, int]


@dataclass(frozen=True)
class Node:
    """A step of the working-out. `kind` is value, number, an operation's sign, sum, round, floor or days live.

    `figure` is set on values; `label` names an addend of a sum.
    """

    kind: str
    value: float
    children: tuple[Node, ...] = ()
    figure: Figure | None = None
    label: str = ""


def work_out(outcome: Outcome, asked: Figure) -> Node:
    """The tree of a figure's equation. An input has no equation: its tree is its value alone."""
    definition = BY_NAME[asked.name]
    if not isinstance(definition, Equation):
        return Node("value", value_at(outcome, asked), figure=asked)
    return read(outcome, definition.expr, asked.index(outcome))


def read(outcome: Outcome, expr: Expr, at: Index) -> Node:
    """Work out one expression at one place."""
    match expr:
        case Number(value=value):
            return Node("number", value)
        case Ref(name=name):
            return _value(outcome, name, at)
        case Binary(sign=sign, left=left, right=right):
            a, b = read(outcome, left, at), read(outcome, right, at)
            return Node(sign, _apply(sign, a.value, b.value), (a, b))
        case Choose(when=when, then=then, other=other):
            return read(outcome, then if read(outcome, when, at).value else other, at)
        case Round(of=of, places=places):
            inside = read(outcome, of, at)
            return Node("round", round_half_away(inside.value, places), (inside,))
        case Floor(of=of):
            inside = read(outcome, of, at)
            return Node("floor", float(math.floor(round(inside.value, 9))), (inside,))
        case DaysLive(go_live=go_live):
            inside = read(outcome, go_live, at)
            return Node("days live", _days_live(inside.value, at["year"]), (inside,))
        case _:
            return _across(outcome, expr, at)


def _across(outcome: Outcome, expr: Expr, at: Index) -> Node:
    match expr:
        case Sum(of=of, over=over):
            places = itertools.product(*(range(len(outcome.members[d])) for d in over))
            spots = [dict(zip(over, place, strict=True)) for place in places]
            return _sum(outcome, of, at, spots)
        case SumOfBoroughs(of=of):
            code = outcome.members["bcu"][at["bcu"]]
            spots = [{"borough": outcome.area.borough_index[b]} for b in outcome.boroughs_of[code]]
            return _sum(outcome, of, at, spots)
        case SumOfWards(of=of):
            borough = outcome.members["borough"][at["borough"]]
            return _sum(outcome, of, at, [{"ward": i} for i in outcome.area.wards_of[borough]])
        case SumToDate(of=of):
            return _sum(outcome, of, at, [{"year": i} for i in range(at["year"] + 1)])
        case Rank(of=of):
            everyone = [
                round(read(outcome, of, {**at, "borough": i}).value, 9) for i in range(len(outcome.members["borough"]))
            ]
            own = everyone[at["borough"]]
            ahead = sum(1 for i, x in enumerate(everyone) if x > own or (x == own and i < at["borough"]))
            return Node("rank", float(ahead + 1), (read(outcome, of, at),))
        case LookUp(of=of, at=where):
            return read(outcome, of, {**at, "year": int(read(outcome, where, at).value)})
    raise TypeError(f"not an expression: {expr!r}")


def _sum(outcome: Outcome, of: Expr, at: Index, spots: list[Index]) -> Node:
    parts = []
    for spot in spots:
        part = read(outcome, of, {**at, **spot})
        label = ", ".join(outcome.members[d][i] for d, i in spot.items())
        parts.append(Node(part.kind, part.value, part.children, part.figure, label))
    return Node("sum", math.fsum(p.value for p in parts), tuple(parts))


def _value(outcome: Outcome, name: str, at: Index) -> Node:
    dims = BY_NAME[name].dims
    asked = Figure(name, tuple(outcome.members[d][at[d]] for d in dims))
    return Node("value", value_at(outcome, asked), figure=asked)


def _apply(sign: str, a: float, b: float) -> float:
    match sign:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "/":
            return a / b
        case "^":
            return float(a**b)
        case ">":
            return float(a > b)
    return float(a <= b)


def _days_live(go_live: float, year: int) -> float:
    if math.isnan(go_live):
        return 0.0
    first, last = year_start(YEARS[year]).toordinal(), year_end(YEARS[year]).toordinal()
    return float(max(0, last - max(int(go_live), first) + 1))
