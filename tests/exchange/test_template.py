"""The template: every input table, every borough and ward, nothing decided, and the same drop-downs and notes."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.area.shipped import load_area, load_baseline
from planner.exchange.errors import ExportError
from planner.exchange.opens_clean import faults_of
from planner.exchange.tables import INPUT_TABLES
from planner.exchange.template import template_bytes, write_template

AREA = load_area()
AS_AT = datetime(2018, 2, 12, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def content() -> bytes:
    return template_bytes(AREA, as_at=AS_AT)


@pytest.fixture(scope="module")
def book(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def rows_of(book: Any, name: str) -> list[dict[str, Any]]:
    """The rows of an input table, by heading."""
    table = next(table for table in INPUT_TABLES if table.name == name)
    sheet, wanted = book[table.sheet], [column.heading for column in table.columns]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(i for i, row in enumerate(rows) if set(wanted) <= set(row))
    found = []
    for row in rows[at + 1 :]:
        values = dict(zip(rows[at], row, strict=True))
        if not any(values[heading] is not None for heading in wanted):
            break
        found.append({heading: values[heading] for heading in wanted})
    return found


def test_there_is_a_sheet_for_every_input_table_and_no_other_but_contents_and_lists(book: Any) -> None:
    assert set(book.sheetnames) == {"Contents", "Lists", *(table.sheet for table in INPUT_TABLES)}


def test_it_has_no_formula_and_opens_clean(content: bytes, book: Any) -> None:
    assert faults_of(content) == ()
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_every_borough_and_ward_is_there_and_nothing_is_decided(book: Any) -> None:
    boroughs, wards = rows_of(book, "Boroughs"), rows_of(book, "Wards")
    assert [row["Borough code"] for row in boroughs] == list(AREA.borough_codes)
    assert [row["Ward code"] for row in wards] == list(AREA.ward_codes)
    assert {row["BCU"] for row in boroughs} == {None}
    assert {row["Nominated superintendent"] for row in boroughs} == {None}
    assert {row["BCU"] for row in rows_of(book, "BCUs")} == {None}
    assert {row["Override"] for row in rows_of(book, "Posts")} == {None}


def test_baseline_posts_are_blank_without_a_baseline_and_filled_with_one(book: Any) -> None:
    assert {row["Baseline posts"] for row in rows_of(book, "Baseline")} == {None}
    filled = openpyxl.load_workbook(BytesIO(template_bytes(AREA, as_at=AS_AT, baseline=load_baseline(AREA))))
    assert sum(row["Baseline posts"] for row in rows_of(filled, "Baseline")) == 18_150


def test_every_input_has_its_note_its_drop_down_and_one_line_of_instruction(book: Any) -> None:
    for table in INPUT_TABLES:
        sheet = book[table.sheet]
        assert table.about in sheet["A1"].value or any(other.sheet == table.sheet for other in INPUT_TABLES)
        cells = {cell.value: cell for row in sheet.iter_rows() for cell in reversed(row)}
        for column in table.columns:
            assert (cells[column.heading].comment is not None) is column.is_input
            if column.is_input and column.choices:
                below = cells[column.heading].offset(1, 0).coordinate
                assert any(below in rule.sqref for rule in sheet.data_validations.dataValidation)


def test_the_same_area_and_time_give_the_same_bytes(content: bytes) -> None:
    assert template_bytes(AREA, as_at=AS_AT) == content


def test_it_is_written_to_a_file_or_says_why_not(tmp_path: Path) -> None:
    write_template(AREA, tmp_path / "template.xlsx", as_at=AS_AT)
    assert [path.name for path in tmp_path.iterdir()] == ["template.xlsx"]
    with pytest.raises(ExportError, match="There is no folder"):
        write_template(AREA, tmp_path / "nowhere" / "template.xlsx", as_at=AS_AT)
