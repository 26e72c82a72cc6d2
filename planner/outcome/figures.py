"""Naming one number: `full_year_saving`, `gross[2019/20]`, `posts[NW,Emergency Response,Inspector]`."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.outcome.equations import BY_NAME, EQUATIONS
from planner.outcome.quantities import Equation, Input
from planner.words.names import plural

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome


class FigureError(ValueError):
    """The figure asked for does not exist; the sentence says what does."""


@dataclass(frozen=True)
class Figure:
    """One number of an equation or input: its name and a key for each dimension."""

    name: str
    keys: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}[{','.join(self.keys)}]" if self.keys else self.name

    @property
    def definition(self) -> Input | Equation:
        """The equation or input that defines it."""
        return BY_NAME[self.name]

    def index(self, outcome: Outcome) -> dict[str, int]:
        """Position on each axis."""
        dims = self.definition.dims
        return {d: outcome.members[d].index(k) for d, k in zip(dims, self.keys, strict=True)}


def figure(outcome: Outcome, name: str, keys: tuple[str, ...]) -> Figure:
    """A checked figure. Raises FigureError with what is allowed."""
    definition = BY_NAME.get(name)
    if definition is None:
        near = difflib.get_close_matches(name, BY_NAME, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else " List them with: bcu-planner explain --list"
        raise FigureError(f"There is no figure called “{name}”.{hint}")
    dims = definition.dims
    if len(keys) != len(dims):
        wanted = f"{name}[{','.join(dims)}]" if dims else name
        raise FigureError(f"{definition.label} is asked for as {wanted}; {_given(len(keys))} given.")
    fixed = tuple(_key(outcome, d, k) for d, k in zip(dims, keys, strict=True))
    return Figure(name, fixed)


def _given(count: int) -> str:
    return f"{plural(count, 'key')} {'was' if count == 1 else 'were'}"


def _key(outcome: Outcome, dim: str, text: str) -> str:
    allowed = outcome.members[dim]
    if text in allowed:
        return text
    folded = {a.casefold(): a for a in allowed}
    if dim == "borough":
        folded.update({b.name.casefold(): b.code for b in outcome.area.policed})
    if dim == "bcu":
        folded.update({b.name.casefold(): b.code for b in outcome.scenario.bcus.values()})
    found = folded.get(text.strip().casefold())
    if found is None:
        shown = ", ".join(allowed[:12]) + (" …" if len(allowed) > 12 else "")
        raise FigureError(f"“{text}” is not one of this scenario's {dim} keys: {shown or 'there are none'}.")
    return found


def parse(outcome: Outcome, text: str) -> Figure:
    """Read `name[key,key]`, or a figure's label for those with no dimension. Raises FigureError."""
    name, bracket, rest = text.strip().partition("[")
    if bracket and not rest.endswith("]"):
        raise FigureError(f"“{text}” has no closing bracket. Write it as name[key,key].")
    keys = tuple(k.strip() for k in rest[:-1].split(",")) if bracket else ()
    wanted = name.strip()
    if wanted not in BY_NAME:
        by_label = {e.label.casefold(): e.name for e in EQUATIONS if len(e.dims) == len(keys)}
        spelled = wanted.casefold().replace("-", " ")
        wanted = {k.replace("-", " "): v for k, v in by_label.items()}.get(
            spelled, wanted.replace(" ", "_").replace("-", "_").casefold()
        )
    definition = BY_NAME.get(wanted)
    if definition is not None and definition.dims[:1] == ("step",) and bracket:
        # The steps of the bridge have names with a comma in them: "Constables, HQ".
        keys = tuple(k.strip() for k in rest[:-1].rsplit(",", len(definition.dims) - 1))
    return figure(outcome, wanted, keys)


def value_at(outcome: Outcome, asked: Figure) -> float:
    """The number from the arrays."""
    index = asked.index(outcome)
    array = outcome.array(asked.name)
    return float(array[tuple(index.values())]) if index else float(array)


def place_words(outcome: Outcome, asked: Figure) -> str:
    """Where the figure is, in words: "North West, Emergency Response, Inspector"."""
    words = []
    for dim, key in zip(asked.definition.dims, asked.keys, strict=True):
        words.append(_member_words(outcome, dim, key))
    return ", ".join(words)


def _member_words(outcome: Outcome, dim: str, key: str) -> str:
    match dim:
        case "bcu":
            return outcome.scenario.bcus[key].name
        case "borough":
            return outcome.area.borough_by_code[key].name
        case "ward":
            return outcome.area.wards[outcome.area.ward_index[key]].name
        case "target":
            return outcome.scenario.targets[key].name
    return key
