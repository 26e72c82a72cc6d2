"""The base state being given a workbook's values: copies of its parts, where each value stood, and what was wrong."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from planner.area.types import Area, Baseline
from planner.exchange.columns import CellValue
from planner.exchange.problems import Problem, Reason, Severity
from planner.exchange.received import Received, ReceivedRow, ReceivedTable
from planner.scenario.decisions.step import Refused
from planner.scenario.types import (
    WARD_FIELDS,
    Assumption,
    Bcu,
    CellKey,
    Key,
    OneOff,
    Override,
    RuleValue,
    Scenario,
    Target,
    WardDecisions,
)
from planner.words.frozen_map import FrozenMap
from planner.words.numbers import quoted
from planner.words.vocabulary import Function

T = TypeVar("T")
_NOISE = 1e-12
"""What a workbook's fifteen digits may take off a figure, as a share of it."""


@dataclass(frozen=True)
class Given:
    """One row as received, with its table."""

    table: ReceivedTable
    row: ReceivedRow

    @property
    def key(self) -> tuple[str, ...]:
        """Codes that name the row."""
        return self.row.key

    def has(self, column: str) -> bool:
        """Whether the row has a value in the column; a blank that is allowed is one."""
        return column in self.row.values

    def value(self, column: str) -> CellValue:
        """The value, None for a blank or for none that could be read."""
        return self.row.values.get(column)

    def place(self, column: str) -> str:
        """Sheet and cell of a value."""
        return address(self.table.sheet, self.row.cells.get(column, ""))


class Work:
    """Copies of the scenario's parts, which the tables write to. `three_way` says whether slots are known."""

    def __init__(self, received: Received, scenario: Scenario, area: Area, baseline: Baseline, three_way: bool) -> None:
        self.received, self.base, self.area, self.baseline = received, scenario, area, baseline
        self.three_way = three_way
        self.cells: dict[Key, str] = {}
        self.problems: list[Problem] = []
        self.slots: dict[int, str] = {}
        """The BCU in each slot, as the sheet has it."""
        self.codeless: set[str] = set()
        """BCUs whose row is there without its code, as programs leave it that read the code NA as nothing."""
        self.bcus: dict[str, Bcu] = dict(scenario.bcus)
        self.assignment: dict[str, str] = dict(scenario.assignment)
        self.contacts: dict[str, Function] = dict(scenario.contacts)
        self.youth: dict[str, int] = dict(scenario.youth)
        self.overrides: dict[CellKey, Override] = dict(scenario.overrides)
        self.wards: dict[str, list[Any]] = {f: list(getattr(scenario.wards, f)) for f in WARD_FIELDS}
        self.assumptions: dict[str, Assumption] = dict(scenario.assumptions)
        self.targets: dict[str, Target] = dict(scenario.targets)
        self.target_in_force = scenario.target_in_force
        self.one_off: dict[str, dict[str, float]] = {
            "revenue": dict(scenario.one_off.revenue),
            "capital": dict(scenario.one_off.capital),
        }
        self.rules: dict[str, RuleValue] = dict(scenario.rules)
        self.posts: dict[str, list[int]] = {code: list(posts) for code, posts in baseline.posts.items()}

    def rows(self, name: str) -> Iterator[Given]:
        """The rows of a table, the first of any that have one key; none where the table is not there."""
        table = self.received.tables.get(name)
        seen: dict[tuple[str, ...], int] = {}
        for row in table.rows if table is not None else ():
            given = Given(table, row)  # type: ignore[arg-type]
            named = any(row.key)
            if named and row.key in seen:
                words = f"Row {row.number} is of {', '.join(row.key)}, as row {seen[row.key]} is: it is not taken."
                self.tell(given, "", Reason.ROW, words, hint="Keep one of the two rows.")
                continue
            seen[row.key] = row.number
            yield given

    def take(self, given: Given, column: str, key: Key, check: Callable[[CellValue], T]) -> Iterable[T]:
        """The one value to keep, whose place is noted under its key; none where there is none or it is refused."""
        if not given.has(column):
            return ()
        try:
            value = check(given.value(column))
        except Refused as refusal:
            self.tell(given, column, Reason.NOT_ALLOWED, str(refusal), found=given.value(column))
            return ()
        self.cells[key] = given.place(column)
        return (value,)

    def tell(
        self,
        given: Given,
        column: str,
        reason: Reason,
        text: str,
        *,
        found: CellValue = None,
        allowed: str = "",
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a problem at a value of the row, or at the row's first cell."""
        cell = given.row.cells.get(column) or next(iter(given.row.cells.values()), "")
        shown = "" if found is None else quoted(str(found))
        self.problems.append(Problem(severity, reason, text, given.table.sheet, cell, shown, allowed, hint))

    def tell_sheet(self, table: str, place: str, text: str, *, hint: str = "") -> None:
        """Add a problem that concerns a whole table, or a place of it."""
        sheet, cell = self.received.tables[table].sheet, place.rpartition("!")[2] if place else ""
        self.problems.append(Problem(Severity.ERROR, Reason.ROW, text, sheet, cell, hint=hint))

    def base_with(self, bcus: Mapping[str, Bcu]) -> Scenario:
        """The base scenario with other BCUs, to choose a free colour by."""
        return replace(self.base, bcus=FrozenMap(bcus))

    def scenario(self, baseline_hash: str) -> Scenario:
        """The scenario with what was written; locks go with a BCU that is gone."""
        return replace(
            self.base,
            baseline_hash=baseline_hash,
            bcus=_kept(self.base.bcus, self.bcus),
            assignment=_kept(self.base.assignment, self.assignment),
            contacts=_kept(self.base.contacts, self.contacts),
            youth=_kept(self.base.youth, self.youth),
            overrides=_kept(self.base.overrides, self.overrides),
            wards=WardDecisions(**{f: tuple(column) for f, column in self.wards.items()}),
            assumptions=_kept(self.base.assumptions, self.assumptions),
            targets=_kept(self.base.targets, self.targets),
            target_in_force=self.target_in_force,
            one_off=OneOff(FrozenMap(self.one_off["revenue"]), FrozenMap(self.one_off["capital"])),
            locked_bcus=frozenset(code for code in self.base.locked_bcus if code in self.bcus),
            rules=_kept(self.base.rules, self.rules),
        )


def _kept(old: FrozenMap[Any, T], new: dict[Any, T]) -> FrozenMap[Any, T]:
    made = FrozenMap(new)
    return old if made == old else made


def as_kept(new: float, old: float | None) -> float:
    """The figure as it would be kept: the one before where a workbook could not tell the two apart."""
    if old is not None and math.isclose(new, old, rel_tol=_NOISE, abs_tol=_NOISE):
        return old
    return new


def text_as_kept(new: str, old: str) -> str:
    """The text as it would be kept: the one before where a cell could not hold what tells the two apart."""
    return old if _as_read(new) == _as_read(old) else new


def _as_read(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def address(sheet: str, cell: str) -> str:
    """Sheet and cell as Excel writes them."""
    return Problem(Severity.NOTE, Reason.TOLD, "", sheet, cell).place
