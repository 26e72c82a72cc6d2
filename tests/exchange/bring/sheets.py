"""Workbooks as they would be read, made by hand: those of a scenario, with cells changed, rows added and left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from planner.area.build import cell_index
from planner.exchange import tables as t
from planner.exchange.bring import Comparison, bring
from planner.exchange.columns import CellValue, InputTable
from planner.exchange.received import Exported, Received, ReceivedRow, ReceivedTable
from planner.scenario.change import apply
from planner.scenario.plain import fingerprint
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Plan, Scenario, Step
from planner.words.vocabulary import FUNCTIONS, ROLES, YEARS

TODAY = date(2026, 11, 22)
TWELVE = "twelve-bcus-2018"
ENFIELD, HARINGEY, BARNET, HARROW, SUTTON = "E09000010", "E09000014", "E09000003", "E09000015", "E09000029"
ABBEY = "E05000026"
PLAN = shipped_plan()

Row = dict[str, CellValue]
Rows = list[tuple[tuple[str, ...], Row]]


def after(plan: Plan, decision: Callable[..., Step | None], *args: Any, of: str = TWELVE) -> Plan:
    """The plan after a decision."""
    step = decision(plan, of, *args)
    assert step is not None
    return apply(plan, step.edits)


@dataclass
class Sheets:
    """The tables of a workbook by name, to be changed; `taken_out` are columns that are not there."""

    exported: Exported | None
    tables: dict[str, Rows]
    taken_out: dict[str, set[str]] = field(default_factory=dict)

    def set(self, table: InputTable, key: Iterable[str], **values: CellValue) -> Sheets:
        """Change values of a row."""
        self.row(table, key).update(values)
        return self

    def row(self, table: InputTable, key: Iterable[str]) -> Row:
        """The values of a row."""
        return next(row for found, row in self.tables[table.name] if found == tuple(key))

    def add(self, table: InputTable, key: Iterable[str], **values: CellValue) -> Sheets:
        """Add a row at the end."""
        self.tables[table.name].append((tuple(key), values))
        return self

    def leave_out(self, table: InputTable, key: Iterable[str]) -> Sheets:
        """Take a row out."""
        self.tables[table.name] = [(k, row) for k, row in self.tables[table.name] if k != tuple(key)]
        return self

    def received(self, file: str = "Plan.xlsx") -> Received:
        """As it would be read."""
        return Received(file, self.exported, {name: self._table(name, rows) for name, rows in self.tables.items()})

    def compared(self, ours: Plan = PLAN, **more: Any) -> Comparison:
        """Compared with a plan."""
        return bring(self.received(), ours, on=TODAY, **more)

    def _table(self, name: str, rows: Rows) -> ReceivedTable:
        table = next(table for table in t.INPUT_TABLES if table.name == name)
        out = self.taken_out.get(name, set())
        letters = {column.key: chr(ord("A") + i) for i, column in enumerate(table.columns)}
        made = tuple(
            ReceivedRow(
                number,
                key,
                {k: v for k, v in row.items() if k not in out},
                {k: f"{letters[k]}{number}" for k in letters if k not in out},
            )
            for number, (key, row) in enumerate(rows, 6)
        )
        return ReceivedTable(name, table.sheet, frozenset(letters) - out, made)


def exported_of(plan: Plan, scenario: Scenario, is_whole: bool = True) -> Exported:
    """What the hidden sheet would say."""
    return Exported(
        fingerprint(scenario), scenario.id, scenario.area_hash, scenario.baseline_hash, "BCU Planner 0.1.0",
        "2026-11-14T09:00:00+00:00", "real", scenario if is_whole else None,
        plan.baseline_of(scenario) if is_whole else None, is_whole,
    )  # fmt: skip


def sheets_of(plan: Plan = PLAN, scenario_id: str = TWELVE, *, fifteen_digits: bool = False) -> Sheets:
    """The workbook of a scenario, untouched. With `fifteen_digits` figures are rounded as a cell's are."""
    s = plan.scenario(scenario_id)
    area, baseline = plan.area_of(s), plan.baseline_of(s)
    slots = dict(enumerate(s.bcus.values(), 1))
    made: Mapping[str, Rows] = {
        t.BCUS.name: [
            ((str(n),), _bcu(slots[n]) if n in slots else {"code": None, "name": None, "go_live": None})
            for n in range(1, max(t.SLOTS, len(slots)) + 1)
        ],
        t.BOROUGH_ROWS.name: [((b.code,), _borough(s, b.code)) for b in area.policed],
        t.WARDS.name: [
            ((w.code,), {f: getattr(s.wards, f)[i] for f in ("dwo", "pcso", "vacancies", "ring_fenced", "abstraction")})
            for i, w in enumerate(area.wards)
        ],
        t.OVERRIDES.name: [
            ((str(n), f.value, r.value), _override(s, bcu.code, f, r))
            for n, bcu in slots.items() for f in FUNCTIONS for r in ROLES
        ],
        t.BASELINE.name: [
            ((b.code, f.value, r.value), {"posts": baseline.posts[b.code][cell_index(f, r)]})
            for b in area.policed for f in FUNCTIONS for r in ROLES
        ],
        t.ASSUMPTIONS.name: [((key,), _assumption(x)) for key, x in s.assumptions.items()],
        t.TARGETS.name: [((key,), _target(s, x)) for key, x in s.targets.items()],
        t.ONE_OFF.name: [
            ((y,), {"revenue": s.one_off.revenue.get(y), "capital": s.one_off.capital.get(y)}) for y in YEARS
        ],
        t.RULE_SETTINGS.name: [((key,), {"value": _rule(value)}) for key, value in s.rules.items()],
    }  # fmt: skip
    if fifteen_digits:
        for rows in made.values():
            for _, row in rows:
                row.update({k: float(f"{v:.15g}") for k, v in row.items() if isinstance(v, float)})
    return Sheets(exported_of(plan, s), dict(made))


def _bcu(bcu: Any) -> Row:
    return {"code": bcu.code, "name": bcu.name, "go_live": bcu.go_live}


def _borough(s: Scenario, code: str) -> Row:
    contact = s.contacts.get(code)
    return {"bcu": s.assignment.get(code), "contact": contact.value if contact else None, "youth": s.youth.get(code)}


def _override(s: Scenario, *cell: Any) -> Row:
    found = s.overrides.get(cell)  # type: ignore[call-overload]
    return {"override": None, "override_note": None} if found is None else {
        "override": found.posts, "override_note": found.note or None
    }  # fmt: skip


def _assumption(x: Any) -> Row:
    texts = {key: getattr(x, key) or None for key in ("source", "owner", "dated", "note")}
    return {"value": x.value, "low": x.low, "high": x.high, "status": x.status.value, **texts}


def _target(s: Scenario, x: Any) -> Row:
    return {
        "name": x.name, "in_force": s.target_in_force == x.id, "scope": x.scope, "kind": x.kind, "by": x.by or None,
        "amount": float(x.amount), "stated": x.stated or None, "status": x.status.value, "source": x.source or None,
        **{f"annual_{i}": x.annual.get(year) for i, year in enumerate(YEARS)},
    }  # fmt: skip


def _rule(value: Any) -> CellValue:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def kept_scenario(plan: Plan, **changes: Any) -> Plan:
    """The plan with the shown scenario's parts replaced."""
    made = replace(plan.shown, **changes)
    return replace(plan, scenarios=tuple(made if s.id == made.id else s for s in plan.scenarios))
