"""How a figure is worked out: the equation in words, its terms with values and units, and where they come from.

One mechanism for every figure: the equations read as terms (planner.outcome.terms). Each term names the figure
it is, so that it can be asked for in turn, down to an assumption or a baseline cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from planner.outcome.equations import BY_NAME
from planner.outcome.expressions import refs
from planner.outcome.figures import Figure, parse, place_words, value_at
from planner.outcome.provenance import provenance
from planner.outcome.quantities import FLAG, MODEL, POSTS, POUNDS, Equation, Input
from planner.outcome.status import status_of
from planner.outcome.terms import Node, work_out
from planner.scenario.targets import RECURRING
from planner.words.dates import long_date
from planner.words.money import pounds, pounds_pence
from planner.words.numbers import decimal, share, whole
from planner.words.vocabulary import PRICE_YEAR, YEARS, Status, Terms

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome


@dataclass(frozen=True)
class Term:
    """One value in the working-out. `figure` can be asked for in turn; `shown` is the value as read."""

    figure: str
    label: str
    place: str
    value: float
    unit: str
    shown: str
    status: Status | None
    source: str


@dataclass(frozen=True)
class Line:
    """One addend (or the whole of an equation that is not a sum): its terms and its own value."""

    label: str
    terms: tuple[Term, ...]
    value: float
    shown: str


@dataclass(frozen=True)
class LeftOut:
    """Addends of a sum that are nought and are not listed: how many.

    Where each is the same figure of another place, `label` is that figure's and `dim` what the places are
    ("borough"); both are empty where they are of several kinds.
    """

    count: int
    label: str = ""
    dim: str = ""


@dataclass(frozen=True)
class Working:
    """How one figure is worked out. `left_out` tells of the addends that are nought and are not listed."""

    figure: str
    label: str
    place: str
    value: float
    unit: str
    shown: str
    words: str
    terms_in_words: str
    status: Status
    source: str
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]
    node: Node


def explain(outcome: Outcome, asked: Figure | str) -> Working:
    """The working-out of a figure, named as in planner.outcome.figures. Raises FigureError."""
    figure = parse(outcome, asked) if isinstance(asked, str) else asked
    definition = figure.definition
    node = work_out(outcome, figure)
    value = value_at(outcome, figure)
    lines, left_out = _lines(outcome, node, definition.unit)
    origin = provenance(outcome, figure)
    is_equation = isinstance(definition, Equation)
    return Working(
        figure=str(figure),
        label=definition.label,
        place=place_words(outcome, figure),
        value=value,
        unit=definition.unit,
        shown=show(value, definition.unit, exact=True),
        words=definition.words if isinstance(definition, Equation) else _given(definition),
        terms_in_words=_terms_of(outcome, figure) if definition.unit == POUNDS else "",
        status=origin.status if origin else status_of(outcome, figure),
        source=origin.source if origin else "",
        lines=lines if is_equation else (),
        left_out=left_out if is_equation else (),
        node=node,
    )


def terms_in_words(outcome: Outcome) -> str:
    """Which price terms the money is in: "real 2017/18 prices", or cash with the pay award."""
    if outcome.terms.value == "real":
        return f"real {PRICE_YEAR} prices"
    award = outcome.scenario.assumptions["pay_award"].value
    return f"cash, pay award {share(award)} a year from {PRICE_YEAR}"


def _terms_of(outcome: Outcome, figure: Figure) -> str:
    """The price terms; for a full-year figure in cash with the year it is for, since cash differs by year."""
    words = terms_in_words(outcome)
    if outcome.terms is Terms.REAL or not is_full_year(outcome, figure):
        return words
    return f"{words}, full year {outcome.full_year}"


def is_full_year(outcome: Outcome, figure: Figure) -> bool:
    """Whether a figure is one of the full year, rather than of a year it names."""
    if figure.name in ("gap", "target_figure"):
        return outcome.scenario.targets[figure.keys[0]].kind == RECURRING
    return _rests_on(figure.name, "full_year")


@cache
def _rests_on(name: str, other: str) -> bool:
    definition = BY_NAME[name]
    read = set(refs(definition.expr)) if isinstance(definition, Equation) else set()
    return other in read or any(_rests_on(inner, other) for inner in read)


def show(value: float, unit: str, exact: bool = False) -> str:
    """A value as read, in its unit: pounds with pence only where there are any; posts whole unless they are not."""
    if unit == POUNDS:
        return pounds(value) if value == round(value) else pounds_pence(value)
    if unit == "date":
        return long_date(date.fromordinal(int(value))) if value == value else "no date"
    if unit == "share" or unit == "share a year":
        return share(value, None if exact else 1)
    if unit == "year":
        return YEARS[int(value)]
    if unit == FLAG:
        return "yes" if value else "no"
    if value == round(value):
        return whole(int(value))
    return decimal(value, 4 if unit == POSTS and exact else 2)


def _given(definition: Input | Equation) -> str:
    words = {
        "baseline": "a baseline figure, not worked out",
        "decision": "decided in the scenario, not worked out",
        "assumption": "an assumption, not worked out",
        "area": "a measure of the area, not worked out",
        "model": "part of the model, not worked out",
    }
    return words[definition.origin] if isinstance(definition, Input) else definition.words


def _lines(outcome: Outcome, node: Node, unit: str) -> tuple[tuple[Line, ...], tuple[LeftOut, ...]]:
    """The addends of a sum (through a rounding around it), or one line for anything else."""
    inner = node
    while inner.kind in ("round", "floor") and inner.children:
        inner = inner.children[0]
    noughts: list[Node] = []
    if inner.kind != "sum":
        lines = [_line(outcome, inner, "", node.value, unit, noughts)]
    else:
        parts = _that_count(inner, noughts)
        lines = [_line(outcome, c, _label(outcome, c.label), c.value, unit, noughts) for c in parts]
    return tuple(lines), _left_out(noughts)


def _that_count(node: Node, noughts: list[Node]) -> list[Node]:
    """The children of a node, those of a sum without its noughts, which are put aside."""
    if node.kind != "sum":
        return list(node.children)
    noughts += [child for child in node.children if child.value == 0]
    return [child for child in node.children if child.value != 0]


def _left_out(noughts: list[Node]) -> tuple[LeftOut, ...]:
    """The noughts put aside, those of one figure together and the others in one count."""
    kinds = Counter(_kind_of(nought) for nought in noughts)
    return tuple(LeftOut(count, label, dim) for (label, dim), count in kinds.items())


def _kind_of(nought: Node) -> tuple[str, str]:
    definition = nought.figure.definition if nought.figure is not None else None
    if definition is None or len(definition.dims) != 1:
        return "", ""
    return definition.label, definition.dims[0]


def _line(outcome: Outcome, node: Node, label: str, value: float, unit: str, noughts: list[Node]) -> Line:
    terms = (_term(outcome, leaf.figure, leaf.value) for leaf in _listed(node, noughts) if leaf.figure is not None)
    return Line(label, tuple(t for t in terms if t is not None), value, show(value, unit))


def _listed(node: Node, noughts: list[Node]) -> Iterator[Node]:
    """The leaves of a node in reading order, without the noughts of the sums in it."""
    if not node.children:
        yield node
    for child in _that_count(node, noughts):
        yield from _listed(child, noughts)


def _term(outcome: Outcome, figure: Figure, value: float) -> Term | None:
    definition = figure.definition
    # The model's own yes-or-no flags say which roles a sum runs over; they are not figures anyone would ask for.
    if definition.unit == FLAG and isinstance(definition, Input) and definition.origin == MODEL:
        return None
    origin = provenance(outcome, figure)
    return Term(
        str(figure),
        definition.label,
        place_words(outcome, figure),
        value,
        definition.unit,
        show(value, definition.unit),
        origin.status if origin else status_of(outcome, figure),
        origin.source if origin else "",
    )


def _label(outcome: Outcome, label: str) -> str:
    """An addend's keys with the names that people know."""
    names = {b.code: b.name for b in outcome.area.boroughs}
    names.update({c: f"{c} {b.name}" for c, b in outcome.scenario.bcus.items()})
    ward = outcome.area.ward_index
    words = []
    for part in label.split(", "):
        words.append(outcome.area.wards[ward[part]].name if part in ward else names.get(part, part))
    return ", ".join(words)
