"""Small builders: the input tables of a scenario as sheets, and workbooks of any sheets."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from planner.area.types import Area, Baseline
from planner.exchange.columns import InputTable
from planner.exchange.problems import Problem
from planner.exchange.read.workbook import read_workbook
from planner.exchange.received import Received, ReceivedTable
from planner.exchange.tables import (
    ASSUMPTIONS,
    BASELINE,
    BCUS,
    BOROUGH_ROWS,
    INPUT_TABLES,
    ONE_OFF,
    OVERRIDES,
    RULE_SETTINGS,
    SLOTS,
    TARGETS,
    WARDS,
)
from planner.exchange.workbook import workbook_bytes
from planner.outcome.evaluate import evaluate_plan
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Scenario
from planner.words.vocabulary import FUNCTIONS, ROLES, YEARS

PLAN = shipped_plan()
SCENARIO = PLAN.shown
AREA: Area = PLAN.area_of(SCENARIO)
BASE: Baseline = PLAN.baseline_of(SCENARIO)

Rows = list[list[Any]]
Sheets = dict[str, Rows]
Change = Callable[[Sheets], None]
"""Rows of each sheet; the first holds the headings."""


def plan_sheets(scenario: Scenario = SCENARIO, baseline: Baseline = BASE, area: Area = AREA) -> Sheets:
    """Every input table of a scenario, headings first, one to a sheet, as a plain table."""
    makers: dict[str, Callable[[Scenario, Baseline, Area], Rows]] = {
        BCUS.name: _bcus,
        BOROUGH_ROWS.name: _boroughs,
        WARDS.name: _wards,
        OVERRIDES.name: _overrides,
        BASELINE.name: _baseline,
        ASSUMPTIONS.name: _assumptions,
        TARGETS.name: _targets,
        ONE_OFF.name: _one_off,
        RULE_SETTINGS.name: _rules,
    }
    sheets = {}
    for table in INPUT_TABLES:
        sheets[table.sheet] = [[c.heading for c in table.columns], *makers[table.name](scenario, baseline, area)]
    return sheets


def few_sheets() -> Sheets:
    """The same with less of the long tables Posts and Baseline, for tests of other sheets."""
    sheets = plan_sheets()
    sheets["Posts"] = [*sheets["Posts"][:46], sheets["Posts"][-1]]
    sheets["Baseline"] = sheets["Baseline"][:46]
    return sheets


@cache
def exported(scenario_id: str) -> bytes:
    """The planner's own workbook of a shipped scenario."""
    return workbook_bytes(evaluate_plan(PLAN, scenario_id=scenario_id), as_at=datetime(2018, 2, 12, tzinfo=UTC))


def _bcus(scenario: Scenario, baseline: Baseline, area: Area) -> Rows:
    rows: Rows = [[i + 1, b.code, b.name, b.go_live] for i, b in enumerate(scenario.bcus.values())]
    return rows + [[i + 1, None, None, None] for i in range(len(rows), SLOTS)]


def _boroughs(scenario: Scenario, baseline: Baseline, area: Area) -> Rows:
    return [
        [b.code, b.name, scenario.assignment.get(b.code), scenario.contacts.get(b.code), scenario.youth.get(b.code)]
        for b in area.policed
    ]


def _wards(scenario: Scenario, baseline: Baseline, area: Area) -> Rows:
    w = scenario.wards
    return [
        [ward.code, ward.name, area.borough_by_code[ward.borough].name, w.dwo[i], w.pcso[i], w.vacancies[i],
         "yes" if w.ring_fenced[i] else "no", w.abstraction[i]]
        for i, ward in enumerate(area.wards)
    ]  # fmt: skip


def _overrides(scenario: Scenario, baseline: Baseline, area: Area) -> Rows:
    codes = [*scenario.bcus, *[None] * SLOTS][:SLOTS]
    rows: Rows = []
    for slot, code in enumerate(codes, 1):
        for function in FUNCTIONS:
            for role in ROLES:
                found = scenario.overrides.get((code or "", function, role))
                rows.append([slot, function.value, role.value, found and found.posts, (found and found.note) or None])
    return rows


def _baseline(scenario: Scenario, baseline: Baseline, area: Area) -> Rows:
    cells = [(f, r) for f in FUNCTIONS for r in ROLES]
    return [
        [b.code, b.name, f.value, r.value, posts]
        for b in area.policed
        for (f, r), posts in zip(cells, baseline.posts[b.code], strict=True)
    ]


def _assumptions(scenario: Scenario, baseline: Baseline, area: Area) -> Rows:
    return [
        [a.id, a.name, a.value, a.low, a.high, a.status.value, a.source or None, a.owner or None, a.dated or None,
         a.note or None]
        for a in scenario.assumptions.values()
    ]  # fmt: skip


def _targets(scenario: Scenario, baseline: Baseline, area: Area) -> Rows:
    return [
        [t.id, t.name, "yes" if t.id == scenario.target_in_force else "no", t.scope, t.kind, t.by or None, t.amount,
         t.stated or None, t.status.value, t.source or None, *(t.annual.get(y) for y in YEARS)]
        for t in scenario.targets.values()
    ]  # fmt: skip


def _one_off(scenario: Scenario, baseline: Baseline, area: Area) -> Rows:
    return [[y, scenario.one_off.revenue.get(y), scenario.one_off.capital.get(y)] for y in YEARS]


def _rules(scenario: Scenario, baseline: Baseline, area: Area) -> Rows:
    def shown(value: Any) -> Any:
        if isinstance(value, bool):
            return "yes" if value else "no"
        return date.fromisoformat(value) if isinstance(value, str) else value

    return [[id_, shown(value)] for id_, value in scenario.rules.items()]


def sheet_of(table: InputTable, sheets: Sheets) -> Rows:
    """The rows of a table's sheet, headings first."""
    return sheets[table.sheet]


def at(table: InputTable, key: str, row: int) -> str:
    """The address of a column's cell on the table's own sheet; rows count from 2, below the headings."""
    index = [c.key for c in table.columns].index(key)
    return f"{openpyxl.utils.get_column_letter(index + 1)}{row}"


def write(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], **options: Any) -> Path:
    """Write sheets as values: dates as dates, text as text, None as nothing."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, **options})
    as_date = book.add_format({"num_format": "d mmm yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(r, c, value, as_date)
                elif value is not None:
                    sheet.write(r, c, value)
    book.close()
    return path


def changed(path: Path, change: Callable[[Any], None], sheets: Sheets | None = None) -> Path:
    """The plan's workbook after `change` has had it as an openpyxl workbook."""
    write(path, sheets or plan_sheets())
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def repacked(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same file after `change` has had its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    path.write_bytes(out.getvalue())
    return path


def read(path: Path, scenario: Scenario | None = SCENARIO) -> Received:
    return read_workbook(path, AREA, scenario)


def values(received: Received) -> dict[tuple[str, tuple[str, ...], str], Any]:
    """Every value read, by table, row key and column."""
    return {
        (name, row.key, key): value
        for name, table in received.tables.items()
        for row in table.rows
        for key, value in row.values.items()
    }


def rows_by_key(table: ReceivedTable) -> dict[tuple[str, ...], Mapping[str, Any]]:
    return {row.key: row.values for row in table.rows}


def told(received: Received) -> list[str]:
    """Problems as one line each, for asserting that there are none."""
    return [f"{p.severity} {p.place}: {p.text} | {p.found} | {p.hint}" for p in received.problems]


def texts(problems: Iterable[Any]) -> str:
    return "\n".join(problem.text for problem in problems)


def with_rows(tmp_path: Path, change: Change) -> Received:
    sheets = few_sheets()
    change(sheets)
    return read(write(tmp_path / "plan.xlsx", sheets))


def with_book(tmp_path: Path, change: Callable[[Any], None]) -> Received:
    return read(changed(tmp_path / "plan.xlsx", change, few_sheets()))


def the_only(received: Received) -> Problem:
    assert len(received.problems) == 1, told(received)
    return received.problems[0]


@cache
def original() -> dict[Any, Any]:
    with tempfile.TemporaryDirectory() as folder:
        return values(read(write(Path(folder) / "original.xlsx", few_sheets())))
