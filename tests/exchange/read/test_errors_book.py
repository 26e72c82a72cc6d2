from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.exchange.errors import ExportError
from planner.exchange.errors_book import counted, link_to, write_errors
from planner.exchange.problems import Problem, Reason, Severity
from planner.exchange.received import Received
from tests.exchange.read.sheets import few_sheets, read, write

HEADS = ["Problem", "Severity", "Kind", "Sheet", "Cell", "What is wrong", "Read", "Allowed", "What to do"]


@pytest.fixture
def faulty(tmp_path: Path) -> Received:
    sheets = few_sheets()
    sheets["Wards"][3][3] = "two\u00a0"
    sheets["Wards"][4][4] = "=1+1"
    sheets["Boroughs"][9][2] = "QQ"
    sheets["Targets"][0][7] = "Statd"
    sheets["Wards"].append(["Total", None, None, 7])
    return read(write(tmp_path / "Finance's plan.xlsx", sheets))


def rows_of(path: Path) -> list[Any]:
    return list(openpyxl.load_workbook(path).active.iter_rows(min_row=4))


def test_every_problem_has_its_row_in_the_order_shown(tmp_path: Path, faulty: Received) -> None:
    path = tmp_path / "errors.xlsx"
    write_errors(faulty, path)
    head, *rows = rows_of(path)
    assert [cell.value for cell in head] == HEADS
    assert len(faulty.problems) == len(rows) == 5
    for i, (problem, row) in enumerate(zip(faulty.problems, rows, strict=True), 1):
        wanted = [i, problem.severity.value, problem.reason.value, problem.sheet, problem.cell, problem.text,
                  problem.found, problem.allowed, problem.hint]  # fmt: skip
        assert [cell.value or "" for cell in row] == wanted


def test_every_cell_is_linked_in_the_workbook_that_was_read(tmp_path: Path, faulty: Received) -> None:
    path = tmp_path / "errors.xlsx"
    write_errors(faulty, path)
    for problem, row in zip(faulty.problems, rows_of(path)[1:], strict=True):
        if not problem.sheet:
            assert row[4].hyperlink is None
            continue
        link = row[4].hyperlink
        assert link.target.replace("%20", " ") == "Finance's plan.xlsx"
        assert link.location == f"'{problem.sheet}'!{problem.cell}"
        assert problem.place in link.tooltip


def test_text_stays_text(tmp_path: Path, faulty: Received) -> None:
    path = tmp_path / "errors.xlsx"
    write_errors(faulty, path)
    read_texts = [row[6] for row in rows_of(path)[1:]]
    assert "“=1+1”" in [cell.value for cell in read_texts]
    assert "“two‹non-breaking space›”" in [cell.value for cell in read_texts]
    assert all(cell.data_type in ("s", "n") for row in rows_of(path) for cell in row)
    strange = Received(
        "=x.xlsx", None, problems=(Problem(Severity.ERROR, Reason.ROW, "=1+1", "A", "B2", "@x", "+", "-"),)
    )
    write_errors(strange, path)
    (row,) = rows_of(path)[1:]
    assert [cell.value for cell in row][5:] == ["=1+1", "@x", "+", "-"]
    assert {cell.data_type for cell in row[5:]} == {"s"}


def test_it_is_set_up_for_reading_and_printing(tmp_path: Path, faulty: Received) -> None:
    path = tmp_path / "errors.xlsx"
    write_errors(faulty, path)
    sheet = openpyxl.load_workbook(path).active
    assert sheet["A1"].value == "Problems in Finance's plan.xlsx"
    assert sheet["A2"].value.startswith("4 errors and 1 note · BCU Planner ")
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:I9"
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"


@pytest.mark.parametrize(
    ("sheet", "cell", "link"),
    [
        ("Wards", "D17", "external:plan.xlsx#'Wards'!D17"),
        ("Ann's", "D17", "external:plan.xlsx#'Ann''s'!D17"),
        ("Wards", "", "external:plan.xlsx#'Wards'!A1"),
        ("Wards", "D2:D3,D9", "external:plan.xlsx#'Wards'!D2:D3"),
        ("", "", ""),
    ],
)
def test_a_link_names_file_sheet_and_cell(sheet: str, cell: str, link: str) -> None:
    assert link_to("plan.xlsx", Problem(Severity.NOTE, Reason.TOLD, "", sheet, cell)) == link


def test_a_number_sign_in_the_name_of_the_file_is_no_place_in_it() -> None:
    assert (
        link_to("plan #2.xlsx", Problem(Severity.NOTE, Reason.TOLD, "", "A", "B2")) == "external:plan %232.xlsx#'A'!B2"
    )


def test_a_link_too_long_for_excel_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "errors.xlsx"
    long = Received("x" * 2_100, None, problems=(Problem(Severity.ERROR, Reason.ROW, "a", "A", "B2"),))
    write_errors(long, path)
    (row,) = rows_of(path)[1:]
    assert row[4].hyperlink is None
    assert row[4].value == "B2"


def test_problems_are_counted_by_severity() -> None:
    one = Problem(Severity.REFUSED, Reason.FILE, "x")
    assert counted((one,)) == "1 reason to refuse it"
    assert counted(()) == "no problems"


def test_a_file_that_was_there_is_replaced_and_one_that_cannot_be_is_kept(
    tmp_path: Path, faulty: Received, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "errors.xlsx"
    path.write_bytes(b"before")
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
        with pytest.raises(ExportError, match="could not be written"):
            write_errors(faulty, path)
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    write_errors(faulty, path)
    assert path.read_bytes()[:2] == b"PK"
    with pytest.raises(ExportError, match="There is no folder"):
        write_errors(faulty, tmp_path / "nowhere" / "errors.xlsx")
