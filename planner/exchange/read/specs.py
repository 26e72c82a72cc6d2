"""What a cell of a column may hold, in this row of this workbook."""

from __future__ import annotations

from collections.abc import Mapping

from planner.exchange.columns import Column, InputTable, Reads
from planner.exchange.problems import Reason
from planner.exchange.read.choices import Choices, fixed_choices
from planner.exchange.read.found import Known
from planner.exchange.read.values import Spec, Wrong
from planner.exchange.tables import BCU_CODES, RULE_SETTINGS, YES_NO
from planner.scenario.decisions.assumptions import MOST_POSTS
from planner.scenario.decisions.money import MOST_POUNDS
from planner.words.dates import DayOrder
from planner.words.names import listing
from planner.words.numbers import quoted

_BY_UNIT: Mapping[str, tuple[Reads, float | None, float | None, float | None]] = {
    # unit: how it is read, low, high, and what it must be above
    "posts": (Reads.WHOLE, 0, MOST_POSTS, None),
    "share": (Reads.SHARE, -1, 10, None),
    "share a year": (Reads.SHARE, -0.5, 0.5, None),
    "£ a year": (Reads.POUNDS, None, 10_000_000, 0),
    "£": (Reads.POUNDS, 0, MOST_POUNDS, None),
    "yes or no": (Reads.YES_NO, None, None, None),
    "date": (Reads.DATE, None, None, None),
    "text": (Reads.TEXT, None, None, None),
    "effective DWOs": (Reads.NUMBER, 0, None, None),
    "number": (Reads.WHOLE, 0, None, None),
}
UNITS: tuple[str, ...] = tuple(_BY_UNIT)


class Specs:
    """Gives the spec of each cell: choices of the workbook's own lists, limits by a row's unit."""

    def __init__(self, known: Known, bcus: Choices | None, *, is_1904: bool, order: DayOrder | None = None) -> None:
        self._known = known
        self._bcus = bcus
        self._is_1904, self._order = is_1904, order
        self._made: dict[tuple[str, str, str], Spec] = {}

    def of(self, table: InputTable, column: Column, key: tuple[str, ...], unit_cell: str) -> Spec:
        """What may stand in the column of the row with that key. Raises Wrong where no unit says."""
        unit = self._unit(table, key, unit_cell) if column.reads is Reads.BY_UNIT else ""
        made = self._made.get((table.name, column.key, unit))
        if made is None:
            made = self._made[table.name, column.key, unit] = self._make(column, unit)
        return made

    def _unit(self, table: InputTable, key: tuple[str, ...], unit_cell: str) -> str:
        known = self._known.units.get(table.name, {}).get(key[0])
        unit = known or unit_cell.strip()
        if unit in _BY_UNIT:
            return unit
        if unit and table.name == RULE_SETTINGS.name:
            return "number"
        raise Wrong(
            Reason.NOT_ALLOWED,
            f"nothing says in which unit {quoted(key[0])} is" if not unit else f"{quoted(unit)} is not a unit",
            allowed=f"one of the units {listing(UNITS[:4])}",
        )

    def _make(self, column: Column, unit: str) -> Spec:
        reads, low, high, above = column.reads, column.low, column.high, None
        if unit:
            reads, low, high, above = _BY_UNIT[unit]
        return Spec(
            reads,
            column.heading.removesuffix(", £"),
            low,
            high,
            above,
            column.may_be_blank,
            self._choices(column) if reads is Reads.CHOICE else None,
            self._is_1904,
            self._order,
        )

    def _choices(self, column: Column) -> Choices | None:
        if column.choices == BCU_CODES:
            return self._bcus
        return fixed_choices(column.choices) if column.choices != YES_NO else None
