"""How well a figure is supported: the weakest status among the inputs that this very figure rests on.

An equation is followed down to its inputs with the keys that are still fixed: the share of a year that East Area
is live rests on East Area's date alone. Where a flag of the model decides which branch counts, and it is the
same for everything the figure covers, the other branch is left out.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from planner.outcome.equations import BY_NAME
from planner.outcome.expressions import (
    Binary,
    Choose,
    Expr,
    LookUp,
    Rank,
    Ref,
    Sum,
    SumOfBoroughs,
    SumOfWards,
    SumToDate,
    children,
)
from planner.outcome.figures import Figure, parse
from planner.outcome.provenance import provenance
from planner.outcome.quantities import FLAG, MODEL, Equation, Input
from planner.outcome.remembered import Remembered
from planner.words.vocabulary import Status

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome

ORDER: tuple[Status, ...] = (
    Status.DERIVED,
    Status.VERIFIED,
    Status.PUBLISHED,
    Status.PLANNER,
    Status.PLANNED,
    Status.INFERRED,
    Status.MODELLED,
    Status.ASSUMED,
    Status.UNVERIFIED,
    Status.ILLUSTRATIVE,
)
"""From best supported to least. What is worked out from verified and published inputs is derived."""
PROVISIONAL: frozenset[Status] = frozenset(ORDER[ORDER.index(Status.INFERRED) :])
"""What stands in for a figure nobody has published or decided: figures that rest on it are marked."""

Fixed = dict[str, int]
"""Positions on the axes that are fixed; the figure covers every position of the other axes."""
Statuses = frozenset[Status]


def status_of(outcome: Outcome, asked: Figure | str) -> Status:
    """The weakest status behind a figure; behind every number of an equation where only its name is given."""
    figure = asked if isinstance(asked, Figure) else Figure(asked)
    fixed = figure.index(outcome) if figure.keys else {}
    found = _finders.get("status", (outcome,), lambda: _Finder(outcome)).of_name(figure.name, fixed)
    weakest = max(found, key=ORDER.index, default=Status.DERIVED)
    is_given = isinstance(figure.definition, Input)
    return weakest if is_given or ORDER.index(weakest) > ORDER.index(Status.PUBLISHED) else Status.DERIVED


def is_provisional(outcome: Outcome, asked: Figure | str) -> bool:
    """Whether a figure rests on a provisional source, however far down; of an equation's name, whether any does."""
    figure = asked if isinstance(asked, Figure) else parse(outcome, asked)
    origin = provenance(outcome, figure) if figure.keys or not figure.definition.dims else None
    return (origin.status if origin else status_of(outcome, figure)) in PROVISIONAL


class _Finder:
    """Collects the statuses behind figures of one outcome up to the weakest, remembering what it has been asked."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._known: dict[tuple[str, tuple[tuple[str, int], ...]], Statuses] = {}

    def of_name(self, name: str, fixed: Fixed) -> Statuses:
        """Statuses behind an input or equation at the keys fixed, the weakest always among them."""
        definition = BY_NAME[name]
        own = {d: fixed[d] for d in definition.dims if d in fixed}
        key = (name, tuple(own.items()))
        found = self._known.get(key)
        if found is None:
            # Set only once it is whole: several threads may ask about one outcome.
            found = self._of(definition.expr, own) if isinstance(definition, Equation) else self._of_input(name, own)
            self._known[key] = found
        return found

    def _of_input(self, name: str, fixed: Fixed) -> Statuses:
        dims = BY_NAME[name].dims
        if name in _ONE_STATUS:
            first = Figure(
                name, tuple(self._outcome.members[d][fixed.get(d, 0)] for d in dims if self._outcome.members[d])
            )
            found = [provenance(self._outcome, first)] if len(first.keys) == len(dims) else []
        else:
            ranges = [[fixed[d]] if d in fixed else range(len(self._outcome.members[d])) for d in dims]
            places: Iterator[tuple[int, ...]] = itertools.product(*ranges)
            keys = (tuple(self._outcome.members[d][i] for d, i in zip(dims, at, strict=True)) for at in places)
            found = [provenance(self._outcome, Figure(name, k)) for k in keys]
        return frozenset(p.status for p in found if p is not None)

    def _of(self, expr: Expr, fixed: Fixed) -> Statuses:
        match expr:
            case Ref(name=name):
                return self.of_name(name, fixed)
            case Choose(when=when, then=then, other=other):
                return self._of_choice(when, then, other, fixed)
            case Sum(of=of, over=over):
                inside = {d: i for d, i in fixed.items() if d not in over}
                return _all(self._of(of, {**inside, **spot}) for spot in self._spots(of, over, inside))
            case SumOfBoroughs(of=of):
                return self._of(of, _without(fixed, "borough"))
            case SumOfWards(of=of):
                return self._of(of, _without(fixed, "ward"))
            case SumToDate(of=of) | LookUp(of=of):
                return self._of(of, _without(fixed, "year"))
            case Rank(of=of):
                return self._of(of, _without(fixed, "borough"))
        return _all(self._of(part, fixed) for part in children(expr))

    def _of_choice(self, when: Expr, then: Expr, other: Expr, fixed: Fixed) -> Statuses:
        holds = self._holds(when, fixed)
        parts = (then, other) if holds is None else (then,) if holds else (other,)
        return _all(self._of(part, fixed) for part in parts)

    def _holds(self, when: Expr, fixed: Fixed) -> bool | None:
        """Whether a flag is the same for all that the figure covers; None where it differs or is no flag."""
        if not isinstance(when, Ref) or BY_NAME[when.name].unit != FLAG:
            return None
        flags = self._outcome.values[when.name]
        index = tuple(fixed.get(d, slice(None)) for d in BY_NAME[when.name].dims)
        part = np.asarray(flags)[index] != 0
        return bool(part.all()) if part.size and bool(part.all() or not part.any()) else None

    def _spots(self, of: Expr, over: tuple[str, ...], fixed: Fixed) -> Iterator[Fixed]:
        """Where a sum's flag of the model lets something through; everywhere at once where it has none."""
        flag = next((name for name in _flags_in(of) if set(BY_NAME[name].dims) <= {*over, *fixed}), None)
        if flag is None:
            yield {}
            return
        dims = BY_NAME[flag].dims
        part = self._outcome.values[flag][tuple(fixed.get(d, slice(None)) for d in dims)]
        free = [d for d in dims if d not in fixed]
        for at in zip(*np.nonzero(part), strict=True):
            yield {d: int(i) for d, i in zip(free, at, strict=True)}


_finders = Remembered(8)
_ONE_STATUS = frozenset({"base", "population", "dwo", "pcso", "vacancies", "abstraction", "youth_decided", "override"})
"""Inputs whose every number has the same status, so that one of them tells it."""


def _flags_in(expr: Expr) -> Iterator[str]:
    """The model's flags that a product is multiplied by."""
    if isinstance(expr, Ref):
        definition = BY_NAME[expr.name]
        if isinstance(definition, Input) and definition.origin == MODEL and definition.unit == FLAG:
            yield expr.name
    elif isinstance(expr, Binary) and expr.sign == "*":
        yield from _flags_in(expr.left)
        yield from _flags_in(expr.right)


def _without(fixed: Fixed, dim: str) -> Fixed:
    return {d: i for d, i in fixed.items() if d != dim}


def _all(parts: Iterator[Statuses]) -> Statuses:
    """The statuses of the parts, as far as the weakest there is: past it no part can be weaker."""
    found: Statuses = frozenset()
    for part in parts:
        found |= part
        if ORDER[-1] in found:
            break
    return found
