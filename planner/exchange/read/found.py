"""What the parts of the reading share: what is known of the plan, and the problems as they are come upon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.area.types import Area
from planner.exchange.problems import Problem, Reason, Severity
from planner.exchange.read.cells import Raw, Sheet
from planner.exchange.read.values import Wrong, shown
from planner.exchange.tables import ASSUMPTIONS, RULE_SETTINGS
from planner.scenario.types import RuleValue, Scenario

KEPT = "The plan keeps what it has."


@dataclass(frozen=True)
class Known:
    """What is known of the plan the workbook is for.

    `units` are by table name and row id; `names` are of assumptions by id; `bcus` names by code.
    """

    area: Area
    units: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    bcus: Mapping[str, str] = field(default_factory=dict)


def known_of(area: Area, scenario: Scenario) -> Known:
    """What a scenario tells of units, names and BCUs."""
    units = {
        ASSUMPTIONS.name: {a.id: a.unit for a in scenario.assumptions.values()},
        RULE_SETTINGS.name: {id_: setting_unit(id_, value) for id_, value in scenario.rules.items()},
    }
    names = {a.id: a.name for a in scenario.assumptions.values()}
    return Known(area, units, names, {code: bcu.name for code, bcu in scenario.bcus.items()})


def setting_unit(setting: str, value: RuleValue) -> str:
    """The unit of a rule setting: "yes or no", "date", "£", "effective DWOs" (which may be in parts), "number"."""
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, str):
        return "date" if _is_iso(value) else "text"
    return {"M3.maximum": "£", "W3.minimum": "effective DWOs"}.get(setting, "number")


def _is_iso(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class Problems:
    """Collects; none stops the reading."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def structure(
        self, text: str, *, sheet: str = "", cell: str = "", hint: str = "", found: str = "", is_note: bool = False
    ) -> None:
        """Something about sheets and headings."""
        severity = Severity.NOTE if is_note else Severity.ERROR
        self.found.append(Problem(severity, Reason.STRUCTURE, text, sheet, cell, found, hint=hint))

    def row(self, text: str, *, sheet: str, cell: str, found: str = "", allowed: str = "", hint: str = "") -> None:
        """A row that cannot be taken as it is."""
        self.found.append(Problem(Severity.ERROR, Reason.ROW, text, sheet, cell, found, allowed, hint))

    def told(self, text: str, *, sheet: str = "", cell: str = "", hint: str = "") -> None:
        """Worth knowing, and taken as said."""
        self.found.append(Problem(Severity.NOTE, Reason.TOLD, text, sheet, cell, hint=hint))

    def value(self, wrong: Wrong, raw: Raw, *, sheet: str, cell: str) -> None:
        """A cell whose value is not taken."""
        text = f"{wrong.text[:1].upper()}{wrong.text[1:]}. {KEPT}"
        found = "" if raw is None else shown(raw)
        self.found.append(
            Problem(Severity.ERROR, wrong.reason, text, sheet, cell, found, wrong.allowed, wrong.hint, wrong.asks_order)
        )


class SheetCells:
    """The cells of a sheet with what the scan knows of each."""

    def __init__(self, sheet: Sheet, rows: Mapping[int, Mapping[int, Raw]]) -> None:
        self.sheet = sheet
        self.rows = rows
        self._covered = {
            (row, column): (merge.top, merge.left)
            for merge in sheet.facts.merges
            if (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1) <= _LARGEST_MERGE
            for row in range(merge.top, merge.bottom + 1)
            for column in range(merge.left, merge.right + 1)
        }

    def raw(self, row: int, column: int) -> Raw:
        """The value of a cell; None for one without."""
        return self.rows.get(row, {}).get(column)

    def spread(self, row: int, column: int) -> Raw:
        """The same, where a cell of a merged range has the range's value."""
        return self.raw(*self._covered.get((row, column), (row, column)))

    def read(self, row: int, column: int) -> Raw:
        """The value of a cell that must have one as it stands. Raises Wrong for a formula's fault."""
        at = (row, column)
        facts = self.sheet.facts
        if at in facts.errors:
            raise Wrong(
                Reason.UNREADABLE,
                f"the cell shows the error {facts.errors[at]}",
                hint="Put right what it refers to, or type the value.",
            )
        if at in facts.without_value:
            raise Wrong(
                Reason.UNREADABLE,
                "the cell holds a formula whose value was not saved with it",
                hint="Open the workbook in Excel, save it, and import it again; or type the value.",
            )
        return self.raw(row, column)

    def is_empty(self, row: int, column: int) -> bool:
        """Whether nothing at all stands there, no formula either."""
        at = (row, column)
        facts = self.sheet.facts
        value = self.raw(row, column)
        is_blank = value is None or (isinstance(value, str) and not value.strip())
        return is_blank and at not in facts.errors and at not in facts.without_value


_LARGEST_MERGE = 20_000
