"""An outcome's figures as the workbook lays them out: with a row for every BCU slot, used or not."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.exchange.tables import SLOTS
from planner.exchange.write.blocks import Across, Line, Maker, Shown, YearRow
from planner.exchange.write.layout import Seen
from planner.exchange.write.styles import Look
from planner.outcome.arrays import Array, compile_expr, program
from planner.outcome.equations import BY_NAME
from planner.outcome.evaluate import Outcome
from planner.outcome.expressions import Expr
from planner.outcome.formulas import formula, formula_of
from planner.outcome.rules.result import OUTCOMES
from planner.views.tables import Kind, Value
from planner.words.vocabulary import YEARS

OUT_OF_DATE = "out of date: import into the planner"
OFF = "off"


@dataclass(frozen=True)
class Figures:
    """Every figure of an outcome, each array with a nought for every slot that holds no BCU."""

    outcome: Outcome

    @cached_property
    def slots(self) -> int:
        """How many BCU slots there are: more than SLOTS where the scenario has more BCUs."""
        return max(SLOTS, len(self.outcome.scenario.bcus))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The code in each slot; empty where there is none."""
        found = tuple(self.outcome.scenario.bcus)
        return (*found, *("",) * (self.slots - len(found)))

    @cached_property
    def slot_of(self) -> tuple[int, ...]:
        """The slot of each borough, from 1; 0 while it is in none."""
        assignment, rows = self.outcome.scenario.assignment, self.outcome.row_of
        return tuple(rows[assignment[b.code]] + 1 if b.code in assignment else 0 for b in self.outcome.area.policed)

    def keys_along(self, dims: Sequence[str]) -> list[tuple[str, ...]]:
        """The members that run along one side of a place; an empty slot's is empty."""
        members = (self.codes if dim == "bcu" else self.outcome.members[dim] for dim in dims)
        return list(itertools.product(*members))

    def array(self, name: str) -> Array:
        """A figure's array over the slots."""
        return self._padded(self.outcome.values[name], BY_NAME[name].dims)

    def part(self, expr: Expr) -> Array:
        """The array of a part of an equation, over the slots."""
        compiled = compile_expr(expr, program().dims)
        return self._padded(compiled.run(self.outcome.values), compiled.dims)

    def _padded(self, array: Array, dims: Sequence[str]) -> Array:
        if "bcu" in dims:
            at = tuple(dims).index("bcu")
            more = [(0, 0)] * array.ndim
            more[at] = (0, self.slots - array.shape[at])
            array = np.pad(array, more)
        return np.asarray(array, dtype=np.float64) + 0.0

    def flat(self, name: str) -> list[Value]:
        """A figure's numbers in the order of its dimensions, the last running fastest."""
        return tuned(self.array(name).ravel().tolist())

    def number(self, name: str) -> float:
        """A figure that has no dimension."""
        return float(self.array(name))

    @cached_property
    def findings(self) -> dict[str, dict[str, str]]:
        """What each rule that is on finds, by rule and subject."""
        return {
            rule.id: {row: outcome_words(int(found)) for row, found in zip(rule.subjects, rule.found, strict=True)}
            for rule in self.outcome.rules
        }

    def is_on(self, rule: str) -> bool:
        """Whether a rule is switched on."""
        return bool(self.outcome.scenario.rules.get(f"{rule}.on", False))

    def found(self, rule: str, subjects: Sequence[str]) -> list[Value]:
        """What a rule finds for each subject: empty where it says nothing of one, "off" where it is off."""
        if not self.is_on(rule):
            return [OFF] * len(subjects)
        return [self.findings.get(rule, {}).get(subject, "") for subject in subjects]

    # Columns and lines of figures that the equations give

    def column(self, name: str, heading: str, kind: Kind = Kind.WHOLE, look: Look = Look.WORKING, width: int = 11,
               *, adds_up: bool = False) -> Shown:  # fmt: skip
        """A column that an equation gives."""
        return Shown(name, heading, self.flat(name), kind, look, by_equation(name), width, adds_up=adds_up)

    def given(self, name: str, heading: str, kind: Kind = Kind.WHOLE, width: int = 11) -> Shown:
        """A column of an input that belongs to the area or the model."""
        return Shown(name, heading, self.flat(name), kind, Look.GIVEN, None, width)

    def part_column(self, key: str, expr: Expr, heading: str, kind: Kind = Kind.DECIMAL, width: int = 11) -> Shown:
        """A column of a part of an equation, shown by itself to keep formulas short."""
        values = tuned(self.part(expr).ravel().tolist())
        return Shown(key, heading, values, kind, Look.WORKING, lambda seen: formula(expr, seen), width)

    def grid(self, name: str, dim: str, heads: Sequence[Value], kind: Kind = Kind.WHOLE, look: Look = Look.WORKING,
             width: int = 13, *, adds_up: bool = False) -> Across:  # fmt: skip
        """Columns of an equation by the last of its dimensions, or by the first where that is `dim`."""
        array = self.array(name)
        if BY_NAME[name].dims[0] == dim:
            array = array.T
        rows = [tuned(row) for row in array.tolist()]
        return Across(name, dim, heads, rows, kind, look, by_equation(name), width, adds_up=adds_up)

    def line(self, name: str, label: str, kind: Kind = Kind.WHOLE, look: Look = Look.OUTPUT, unit: str = "",
             note: str = "") -> Line:  # fmt: skip
        """A single figure that an equation gives."""
        return Line(name, label, self.number(name), kind, look, by_equation(name), unit, note)

    def year_row(self, name: str, label: str, look: Look = Look.OUTPUT) -> YearRow:
        """A row by year that an equation gives."""
        return YearRow(name, label, self.flat(name), look=look, make=by_equation(name))

    @property
    def year_heads(self) -> tuple[Value, ...]:
        """The financial years as headings."""
        return YEARS

    @cached_property
    def slot_heads(self) -> tuple[Value, ...]:
        """The slots' numbers as headings."""
        return tuple(range(1, self.slots + 1))


def by_equation(name: str) -> Maker:
    """The formula of an equation."""
    return lambda seen: formula_of(name, seen)


def tuned(values: Sequence[float]) -> list[Value]:
    """Numbers as they are written: whole ones without a point."""
    return [int(value) if value == value and value == int(value) else value for value in values]


def range_of(seen: Seen, key: str) -> str:
    """The whole range of a column, named with its sheet where that is another."""
    place = seen.place(key)
    return f"{seen.sheet(place)}{place.whole}"


def of_slot(key: str) -> Maker:
    """What a column of BCUs holds for the slot of the row."""
    return lambda seen: f"INDEX({range_of(seen, key)},{seen.label('bcu')})"


def outcome_words(found: int) -> str:
    """A rule's finding as people read it, from its position."""
    return OUTCOMES[found].value
