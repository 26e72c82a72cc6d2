"""The planner's own workbook comes back whole: no problem, no note, every input equal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.exchange.bring.fresh import read_for
from planner.exchange.problems import Severity
from planner.exchange.read.archive import open_archive
from planner.exchange.read.cells import MOST_READ, Book
from planner.exchange.tables import INPUT_TABLES
from planner.exchange.workbook import workbook_bytes
from planner.exchange.write.layout import column_letters
from planner.outcome.evaluate import evaluate_plan
from planner.scenario.types import Scenario
from tests.benchmarks.more_wards import outcome_of_679
from tests.exchange.read.sheets import (
    AREA,
    BASE,
    PLAN,
    SCENARIO,
    exported,
    plan_sheets,
    read,
    repacked,
    told,
    values,
    write,
)


def on_disk(path: Path, scenario: Scenario = SCENARIO) -> Path:
    path.write_bytes(exported(scenario.id))
    return path


@pytest.mark.parametrize("scenario", PLAN.scenarios, ids=lambda s: str(s.id))
def test_an_export_comes_back_without_a_word(tmp_path: Path, scenario: Scenario) -> None:
    received = read(on_disk(tmp_path / "plan.xlsx", scenario), scenario)
    assert told(received) == []
    assert set(received.tables) == {table.name for table in INPUT_TABLES}
    assert values(received) == values(read(write(tmp_path / "plain.xlsx", plan_sheets(scenario)), scenario))
    assert received.exported is not None
    assert received.exported.is_whole
    assert (received.exported.scenario, received.exported.baseline) == (scenario, BASE)


def test_columns_added_to_an_export_are_told_by_letter_and_heading(tmp_path: Path) -> None:
    path = on_disk(tmp_path / "plan.xlsx")
    wanted = values(read(path))
    book = openpyxl.load_workbook(path)
    wards, costs = book["Wards"], book["Costs"]
    last, head = wards.max_column, 6
    assert wards.cell(head, 1).value == "Ward code"
    wards.cell(head, last + 1, "Inspector’s view")
    wards.cell(head, last + 2, 2019)
    wards.cell(head + 3, last + 3, "ask finance")
    wards.cell(head, last + 4, "DWO posts, baseline")
    at = next(c for row in costs.iter_rows() for c in row if c.value == "Financial year")
    costs.cell(at.row, 9, "Checked by")
    book.save(path)
    received = read(path)
    found = [column_letters(last + i) for i in range(4)]
    assert told(received) == [
        f"note Wards!{found[0]}{head}: Columns {found[0]} “Inspector’s view”, {found[1]} “2019”, {found[2]} without a "
        f"heading and {found[3]} “DWO posts, baseline” on Wards are not inputs of the plan and are not read. |  | ",
        f"note Costs!I{at.row}: Column I “Checked by” on Costs is not an input of the plan and is not read. |  | ",
    ]
    assert values(received) == wanted


def test_values_typed_over_our_formulas_are_told_and_not_read(tmp_path: Path) -> None:
    path = on_disk(tmp_path / "plan.xlsx")
    wanted = values(read(path))
    book = openpyxl.load_workbook(path)
    posts, bcus = book["Posts"], book["BCUs"]
    proposed, supervisors = ("Proposed posts", "Supervisor posts, proposed")
    at = {cell.value: cell.column for sheet in (posts, bcus) for cell in sheet[6]}
    posts.cell(9, at[proposed]).value = posts.cell(10, at[proposed]).value = 999
    bcus.cell(8, at[supervisors]).value = "see note"
    book.save(path)
    received = read(path)
    assert values(received) == wanted
    one, two = column_letters(at[supervisors] - 1), column_letters(at[proposed] - 1)
    hint = "|  | Change the inputs that the figure follows from."
    assert told(received) == [
        f"note BCUs!{one}8: 1 cell under “{supervisors}” on BCUs holds what was typed over a formula: it is not read. "
        f"{hint}",
        f"note Posts!{two}9:{two}10: 2 cells under “{proposed}” on Posts hold what was typed over formulas: they are "
        f"not read. {hint}",
    ]


def test_an_export_of_before_headings_were_kept_is_read_without_a_word(tmp_path: Path) -> None:
    path = on_disk(tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(path)
    reserved = book["Exchange"]
    (row,) = [cells[0].row for cells in reserved.iter_rows(max_col=1) if cells[0].value == "headings"]
    reserved.cell(row, 1).value = reserved.cell(row, 2).value = None
    book["Wards"].cell(6, book["Wards"].max_column + 1, "Inspector’s view")
    book.save(path)
    assert told(read(path)) == []


def test_an_export_over_other_wards_is_refused_in_one_sentence_that_names_both_areas(tmp_path: Path) -> None:
    larger = outcome_of_679()
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbook_bytes(larger, as_at=datetime(2018, 2, 12, tzinfo=UTC)))
    received = read(path)
    assert received.refused
    assert told(received) == [
        "refused : plan.xlsx was exported over “London, 679 wards”, with 679 wards, and is read for “London, wards of "
        "2014–2018”, with 629 wards: its rows are of other wards, and nothing of it is taken. |  | Import it into the "
        "plan it was exported from, or export a workbook here and copy figures into that."
    ]
    plan = replace(
        PLAN,
        areas=PLAN.areas.put(larger.area.hash, larger.area),
        baselines=PLAN.baselines.put(larger.baseline.hash, larger.baseline),
        scenarios=(*PLAN.scenarios[:-1], replace(larger.scenario, id=SCENARIO.id)),
    )
    path.write_bytes(workbook_bytes(evaluate_plan(plan, scenario_id=SCENARIO.id), as_at=datetime.now(UTC)))
    shown = replace(plan, current=PLAN.scenarios[0].id)
    assert told(read_for(path, shown)) == []


def test_an_export_reads_without_the_plan_from_what_it_carries(tmp_path: Path) -> None:
    path = on_disk(tmp_path / "plan.xlsx")
    alone = read(path, scenario=None)
    assert told(alone) == []
    assert values(alone) == values(read(path))


def test_an_export_without_its_reserved_sheet_is_a_foreign_workbook_that_reads_the_same(tmp_path: Path) -> None:
    path = on_disk(tmp_path / "plan.xlsx")
    wanted = values(read(path))

    def rename(parts: dict[str, bytes]) -> None:
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'name="Exchange"', b'name="Gone"')

    received = read(repacked(path, rename))
    assert received.exported is None
    assert values(received) == wanted
    assert all(problem.severity is Severity.NOTE for problem in received.problems)


def test_a_reserved_sheet_that_was_changed_is_not_whole(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        name = next(name for name, part in parts.items() if b"sharedStrings" in name.encode())
        parts[name] = parts[name].replace(b'"E09000002":"EA"', b'"E09000002":"CN"')

    received = read(repacked(on_disk(tmp_path / "plan.xlsx"), change))
    assert received.exported is not None
    assert not received.exported.is_whole
    assert not received.refused


def test_an_export_is_far_from_the_limits(tmp_path: Path) -> None:
    with open_archive(on_disk(tmp_path / "plan.xlsx")) as archive:
        book = Book("plan.xlsx", archive)
    sheets = {table.sheet for table in INPUT_TABLES}
    assert sum(sheet.facts.to_read for sheet in book.sheets if sheet.name in sheets) * 3 < MOST_READ


Cell = tuple[str, str, Any]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ([("Wards", "dwo", 4)], {("Wards", "dwo"): 4}),
        ([("Boroughs", "youth", "12 ")], {("Boroughs", "youth"): 12}),
        ([("Targets", "amount", "£80m")], {("Targets", "amount"): 80_000_000}),
        ([("Baseline", "posts", 17)], {("Baseline", "posts"): 17}),
    ],
)
def test_a_change_in_the_export_is_the_only_difference(
    tmp_path: Path, changes: list[Cell], wanted: dict[tuple[str, str], Any]
) -> None:
    path = on_disk(tmp_path / "plan.xlsx")
    before = read(path)
    book = openpyxl.load_workbook(path)
    for table, key, value in changes:
        row = before.tables[table].rows[3]
        book[before.tables[table].sheet][row.cells[key]] = value
    book.save(path)
    after = read(path)
    assert [p for p in after.problems if p.severity is Severity.ERROR] == []
    found, had = values(after), values(before)
    assert {(k[0], k[2]): v for k, v in found.items() if had[k] != v} == wanted
    assert after.exported == before.exported


def test_progress_and_cancelling_go_through_an_export(tmp_path: Path) -> None:
    from planner.exchange.read.workbook import ReadingCancelled, read_workbook

    path = on_disk(tmp_path / "plan.xlsx")
    heard: list[float] = []

    def stop(after: float) -> Callable[[], bool]:
        return lambda: bool(heard) and heard[-1] >= after

    with pytest.raises(ReadingCancelled):
        read_workbook(path, AREA, SCENARIO, progress=heard.append, cancelled=stop(0.6))
    assert heard[-1] < 1
