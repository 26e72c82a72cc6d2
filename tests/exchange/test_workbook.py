"""The workbook read back: every table's values, text that stays text, and the file whole or as it was."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.exchange.errors import ExportCancelled, ExportError
from planner.exchange.workbook import workbook_bytes, write_workbook
from planner.outcome.evaluate import Outcome, evaluate, evaluate_plan
from planner.scenario.plain import fingerprint
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Override
from planner.views.tables import Table, all_tables
from planner.words.vocabulary import Function, Role, Terms

PLAN = shipped_plan()
TWELVE = evaluate_plan(PLAN)
AS_AT = datetime(2018, 2, 12, 9, 30, tzinfo=UTC)


def changed(**changes: object) -> Outcome:
    return evaluate(TWELVE.area, TWELVE.baseline, replace(PLAN.shown, **changes))


def book_of(outcome: Outcome) -> Any:
    return openpyxl.load_workbook(BytesIO(workbook_bytes(outcome, as_at=AS_AT)))


@pytest.fixture(scope="module")
def book() -> Any:
    return book_of(TWELVE)


def head_row(sheet: Any, table: Table) -> int:
    """The row (from 1) of the table's head."""
    for row in range(1, 30):
        if [cell.value for cell in sheet[row][: len(table.columns)]] == [c.head for c in table.columns]:
            return row
    raise AssertionError(f"{table.name} has no head")


def as_kept(value: object) -> object:
    """A table's value as a workbook keeps it: figures to 16 digits."""
    if isinstance(value, float):
        return pytest.approx(value, rel=1e-14)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return None if value == "" else value


def test_there_is_a_sheet_for_each_table_after_the_contents(book: Any) -> None:
    assert book.sheetnames == [
        "Contents", "Summary", "BCUs", "Boroughs", "Wards", "Leadership", "Posts", "Savings", "Rules",
        "Assumptions", "Targets", "Baseline", "Response", "Sources",
    ]  # fmt: skip


@pytest.mark.parametrize("scenario", PLAN.scenarios, ids=lambda s: s.id)
def test_every_value_of_every_table_is_read_back(scenario: Any) -> None:
    outcome = evaluate_plan(PLAN, Terms.CASH, scenario.id)
    book = book_of(outcome)
    for table in all_tables(outcome):
        sheet = book[table.name]
        start = head_row(sheet, table) + 1
        found = [[cell.value for cell in row] for row in sheet.iter_rows(start, start + len(table.rows))][
            : len(table.rows)
        ]
        for values, row in zip(found, table.rows, strict=True):
            assert values == [as_kept(v) for v in row], table.name
        if table.total:
            total: list[object] = [cell.value for cell in sheet[start + len(table.rows)]][: len(table.columns)]
            assert total == [as_kept(v) for v in table.totals()]


def test_no_cell_is_a_formula(book: Any) -> None:
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert "e" not in kinds


def test_text_that_looks_like_a_formula_or_a_link_stays_text() -> None:
    bcu = replace(PLAN.shown.bcus["NA"], name="=1+1")
    cell = ("NA", Function.HQ, Role.INSPECTOR)
    outcome = changed(
        name="@SUM(A1)",
        bcus=PLAN.shown.bcus.put("NA", bcu),
        overrides=PLAN.shown.overrides.put(cell, Override(3, "http://example.org is why")),
    )
    book = book_of(outcome)
    named = [c for row in book["BCUs"].iter_rows() for c in row if c.value == "=1+1"]
    assert [c.data_type for c in named] == ["s"]
    reason = [c for row in book["Posts"].iter_rows() for c in row if str(c.value).endswith("is why")]
    assert [(c.data_type, c.hyperlink) for c in reason] == [("s", None)]
    assert any(c.value == "@SUM(A1)" for row in book["Contents"].iter_rows() for c in row)


def test_the_code_of_north_area_is_the_text_na(book: Any) -> None:
    codes = [row[0].value for row in book["BCUs"].iter_rows()]
    assert "NA" in codes


@pytest.mark.parametrize("name", ["BCUs", "Wards", "Posts", "Savings", "Rules", "Baseline"])
def test_a_sheet_keeps_its_head_in_sight_on_screen_and_paper(book: Any, name: str) -> None:
    sheet = book[name]
    table = next(t for t in all_tables(TWELVE) if t.name == name)
    head = head_row(sheet, table)
    assert sheet.freeze_panes in (f"B{head + 1}", f"C{head + 1}")
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.auto_filter.ref.split(":")[0] == f"A{head}"
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "&P of &N" in sheet.oddFooter.right.text.replace("&[Page]", "&P").replace("&[Pages]", "&N") or (
        "Page" in sheet.oddFooter.right.text
    )


def test_figures_have_formats_with_a_true_minus_and_columns_the_width_of_what_they_hold(book: Any) -> None:
    table = next(t for t in all_tables(TWELVE) if t.name == "BCUs")
    sheet = book["BCUs"]
    row = head_row(sheet, table) + 1
    keys = [c.key for c in table.columns]
    assert "−" in sheet.cell(row, keys.index("officers_change") + 1).number_format
    assert sheet.cell(row, keys.index("full_year_saving") + 1).number_format.startswith("#,##0.00")
    assert sheet.cell(row, keys.index("go_live") + 1).number_format == "d mmm yyyy"
    assert isinstance(sheet.cell(row, keys.index("go_live") + 1).value, datetime)
    assert sheet.column_dimensions["C"].width > 30


def test_an_assumption_is_formatted_by_its_own_unit(book: Any) -> None:
    table = next(t for t in all_tables(TWELVE) if t.name == "Assumptions")
    formats = {}
    for row in book["Assumptions"].iter_rows(head_row(book["Assumptions"], table) + 1):
        formats[row[2].value] = row[3].number_format
    assert "%" in formats["share"]
    assert formats["£ a year"].startswith("#,##0.00")
    assert formats["posts"].startswith("#,##0;")


def test_every_sheet_says_of_which_scenario_when_and_in_which_prices(book: Any) -> None:
    for name in book.sheetnames[1:]:
        line = book[name]["A2"].value
        for words in ("Twelve BCUs, February 2018", "fingerprint", "real 2017/18 prices", "12 February 2018"):
            assert words in line
        assert "illustrative" in line


def test_the_contents_say_whose_data_it_is_and_link_to_each_sheet(book: Any) -> None:
    sheet = book["Contents"]
    cells = [c for row in sheet.iter_rows() for c in row]
    values = [c.value for c in cells]
    assert TWELVE.area.attribution in values
    assert fingerprint(PLAN.shown) in values
    links = {c.value for c in cells if c.hyperlink}
    assert links == set(book.sheetnames[1:])


def test_cash_is_named_where_it_is_asked_for() -> None:
    book = book_of(evaluate_plan(PLAN, Terms.CASH))
    assert "cash, pay award 1 % a year" in book["Savings"]["A2"].value


def test_the_same_outcome_and_time_give_the_same_bytes() -> None:
    first, second = workbook_bytes(TWELVE, as_at=AS_AT), workbook_bytes(TWELVE, as_at=AS_AT)
    assert first == second
    later = workbook_bytes(TWELVE, as_at=datetime(2018, 2, 13, tzinfo=UTC))
    assert later != first


def test_a_scenario_with_no_bcu_has_its_tables_too() -> None:
    outcome = evaluate_plan(PLAN, scenario_id="borough-commands-2016")
    book = book_of(outcome)
    assert book["Leadership"].max_row >= 4
    assert any(row[1].value == "in no BCU" for row in book["BCUs"].iter_rows())


def write(path: Path) -> None:
    write_workbook(TWELVE, path, as_at=AS_AT)


def test_a_file_that_was_there_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"before")
    write(path)
    assert zipfile.is_zipfile(path)
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]


@pytest.mark.parametrize(
    ("name", "words"), [("nowhere/plan.xlsx", "There is no folder"), ("taken.xlsx", "is a folder")]
)
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "taken.xlsx").mkdir()
    with pytest.raises(ExportError, match=words):
        write(tmp_path / name)


@pytest.mark.parametrize(
    ("fault", "words"),
    [(PermissionError(13, "Permission denied"), "open in another program"), (OSError(28, "No space left"), "No space")],
)
def test_a_file_held_by_another_program_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError, words: str
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"before")

    def refuse(*_: object) -> None:
        raise fault

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(ExportError, match=words):
        write(path)
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]


def test_the_workbook_is_an_ordinary_file(tmp_path: Path, home: Callable[[], Path]) -> None:
    path = tmp_path / "plan.xlsx"
    write(path)
    assert stat.S_ISREG(path.stat().st_mode)


def test_cancelling_an_export_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"before")
    heard: list[float] = []
    with pytest.raises(ExportCancelled):
        write_workbook(TWELVE, path, as_at=AS_AT, progress=heard.append, cancelled=lambda: len(heard) >= 3)
    assert len(heard) == 3
    assert heard == sorted(heard)
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]
