"""The workbook read back: formulas with their values, text that stays text, and the file whole or as it was."""

from __future__ import annotations

import os
import re
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
from openpyxl.utils import column_index_from_string
from xlsxwriter.worksheet import Worksheet

from planner.exchange import workbook
from planner.exchange.errors import ExportCancelled, ExportError
from planner.exchange.opens_clean import faults_of
from planner.exchange.tables import INPUT_TABLES, RESERVED_SHEET, SHEETS
from planner.exchange.workbook import figure_cells, workbook_bytes, write_workbook
from planner.exchange.write.quick import sheet_class
from planner.outcome.equations import EQUATIONS
from planner.outcome.evaluate import Outcome, evaluate, evaluate_plan
from planner.outcome.figures import value_at
from planner.scenario.plain import fingerprint
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Override
from planner.words.vocabulary import Function, Role, Terms
from tests.exchange.cells import Cells, cells_of

PLAN = shipped_plan()
TWELVE = evaluate_plan(PLAN)
AS_AT = datetime(2018, 2, 12, 9, 30, tzinfo=UTC)
LISTS = ("BCUs", "Boroughs", "Wards", "Leadership", "Posts", "Baseline", "Assumptions", "Targets")


def changed(**changes: object) -> Outcome:
    return evaluate(TWELVE.area, TWELVE.baseline, replace(PLAN.shown, **changes))


def bytes_of(outcome: Outcome) -> bytes:
    return workbook_bytes(outcome, as_at=AS_AT)


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


@pytest.fixture(scope="module")
def content() -> bytes:
    return bytes_of(TWELVE)


@pytest.fixture(scope="module")
def book(content: bytes) -> Any:
    return opened(content)


@pytest.fixture(scope="module")
def cells(content: bytes) -> Cells:
    return cells_of(content)


def head_of(sheet: Any, heading: str) -> Any:
    """The cell with that heading."""
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == heading]
    assert found, f"{sheet.title} has no heading {heading}"
    return found[0]


def test_the_quick_sheet_writes_what_the_library_writes_to_the_byte(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sheet_class() is not Worksheet
    monkeypatch.setattr(workbook, "sheet_class", lambda: Worksheet)
    assert bytes_of(TWELVE) == content


def test_the_sheets_stand_in_their_order_with_the_reserved_one_hidden_behind_them(book: Any) -> None:
    assert book.sheetnames == [*SHEETS, RESERVED_SHEET]
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == [RESERVED_SHEET]


@pytest.mark.parametrize("scenario", PLAN.scenarios[1:], ids=lambda s: s.id)
def test_every_figure_stands_in_its_cell_with_the_value_the_app_has(scenario: Any) -> None:
    outcome = evaluate_plan(PLAN, Terms.CASH, scenario.id)
    cells, where = cells_of(bytes_of(outcome)), figure_cells(outcome)
    for figure, (sheet, cell) in where.items():
        value = value_at(outcome, figure)
        found = cells[sheet][cell].value
        if value == value and figure.name != "go_live" and not isinstance(found, str):
            assert (found or 0.0) == pytest.approx(value, rel=1e-14), f"{figure} in {sheet}!{cell}"


def test_every_equation_with_something_to_say_has_cells_of_its_own_and_each_is_a_formula(cells: Cells) -> None:
    where = figure_cells(TWELVE)
    names = {figure.name for figure in where}
    assert {e.name for e in EQUATIONS} - names == set()
    equations = {e.name for e in EQUATIONS}
    bare = [figure for figure, (sheet, cell) in where.items()
            if figure.name in equations and cells[sheet][cell].formula is None]  # fmt: skip
    assert bare == []


def test_every_input_table_has_its_headings_side_by_side_in_one_row_or_beside_what_explains_them(book: Any) -> None:
    for table in INPUT_TABLES:
        sheet = book[table.sheet]
        row = head_of(sheet, table.columns[0].heading).row
        heads = [cell.value for cell in sheet[row]]
        wanted = [column.heading for column in table.columns]
        assert [head for head in heads if head in wanted][: len(wanted)] == wanted


def test_every_input_column_has_a_note_on_its_heading(book: Any) -> None:
    for table in INPUT_TABLES:
        for column in table.columns:
            cell = head_of(book[table.sheet], column.heading)
            assert (cell.comment is not None) is column.is_input, f"{table.name}: {column.heading}"


def test_drop_downs_point_at_ranges_and_dates_and_posts_are_limited(book: Any) -> None:
    names = {name.replace("_", " "): name for name in book.defined_names}
    for table in INPUT_TABLES:
        sheet = book[table.sheet]
        for column in table.columns:
            if column.is_input and column.choices:
                below = head_of(sheet, column.heading).offset(1, 0).coordinate
                rules = [v for v in sheet.data_validations.dataValidation if below in v.sqref]
                assert [v.formula1.lstrip("=") for v in rules] == [names[column.choices]], column.heading
    kinds = {v.type for v in book["BCUs"].data_validations.dataValidation}
    assert "date" in kinds
    assert "whole" in {v.type for v in book["Wards"].data_validations.dataValidation}


def test_the_cells_that_a_drop_down_offers_are_there(book: Any) -> None:
    for name, defined in book.defined_names.items():
        (sheet, where), *_ = defined.destinations
        values = [cell.value for row in book[sheet][where] for cell in row]
        assert any(values), name


def test_text_that_looks_like_a_formula_or_a_link_stays_text() -> None:
    bcu = replace(PLAN.shown.bcus["NA"], name="=1+1")
    cell = ("NA", Function.HQ, Role.INSPECTOR)
    outcome = changed(
        name="@SUM(A1)",
        bcus=PLAN.shown.bcus.put("NA", bcu),
        overrides=PLAN.shown.overrides.put(cell, Override(3, "http://example.org is why")),
    )
    content = bytes_of(outcome)
    book = opened(content)
    named = [c for row in book["BCUs"].iter_rows() for c in row if c.value == "=1+1"]
    assert [c.data_type for c in named] == ["s"]
    reason = [c for row in book["Posts"].iter_rows() for c in row if str(c.value).endswith("is why")]
    assert [(c.data_type, c.hyperlink) for c in reason] == [("s", None)]
    assert any(c.value == "@SUM(A1)" for row in book["Contents"].iter_rows() for c in row)
    assert faults_of(content) == ()


ODD_NAMES = ("nan", "inf", "12", "1e5", "TRUE", "=A1", "#REF!", "a<b>&\"c'", "-0", "'quoted'", "#N/A", "_x0041_")


def test_bcus_of_any_name_open_clean_and_are_text_wherever_a_formula_gives_them() -> None:
    bcus = PLAN.shown.bcus
    for code, name in zip(PLAN.shown.bcus, ODD_NAMES, strict=True):
        bcus = bcus.put(code, replace(bcus[code], name=name))
    content = bytes_of(changed(bcus=bcus))
    assert faults_of(content) == ()
    given = {cell.value for cell in cells_of(content)["Boroughs"].values() if cell.formula is not None}
    assert set(ODD_NAMES) - given == set()


@pytest.mark.parametrize("name", LISTS)
def test_a_sheet_keeps_its_head_in_sight_on_screen_and_paper(book: Any, name: str) -> None:
    sheet = book[name]
    frozen = re.fullmatch(r"([A-Z]+)(\d+)", sheet.freeze_panes)
    assert frozen is not None
    titles = [int(row) for row in re.findall(r"\d+", sheet.print_title_rows)]
    assert titles[-1] == int(frozen[2]) - 1
    assert str(titles[-1]) in sheet.auto_filter.ref


def test_every_sheet_is_a4_landscape_with_page_n_of_m(book: Any) -> None:
    for sheet in book.worksheets[:-1]:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "Page" in sheet.oddFooter.right.text or "&P of &N" in sheet.oddFooter.right.text


WIDE = ("BCUs", "Boroughs", "Wards", "Posts", "Costs", "Assumptions", "Targets", "Lists")
"""Sheets that take more than one page in width, so that their first columns are repeated."""


def test_a_sheet_wider_than_a_page_has_title_and_notes_above_each_of_its_pages(book: Any) -> None:
    assert {sheet.title for sheet in book.worksheets[:-1] if sheet.print_title_cols} == set(WIDE)
    for name in WIDE:
        sheet = book[name]
        first = int(re.search(r"\$(\d+):", sheet.print_area)[1])  # type: ignore[index]
        intro = [sheet.cell(row, 1).value for row in range(1, first) if row != 2 and sheet.cell(row, 1).value]
        assert intro[0].startswith(f"{name}. ")
        told = re.sub(r'&L|&"[^"]*"|&8', "", sheet.oddHeader.left.text or "").replace("\n", " ").strip()
        assert told == " ".join(intro)
        last = sheet.cell(sheet.max_row, sheet.max_column).coordinate
        assert sheet.print_area.replace("$", "").endswith(f":{last}")


def test_nothing_runs_over_the_columns_that_are_repeated_on_every_page(book: Any) -> None:
    for name in WIDE:
        sheet = book[name]
        last = column_index_from_string(sheet.print_title_cols.rpartition("$")[2])
        first = int(re.search(r"\$(\d+):", sheet.print_area)[1])  # type: ignore[index]
        for row in sheet.iter_rows(min_row=first, max_col=last):
            texts = [c for c in row if isinstance(c.value, str) and c.data_type != "f"]
            for cell in (c for c in texts if not c.alignment.wrap_text):
                beside = [c for c in row[cell.column :] if c.value is None]
                room = sum(sheet.column_dimensions[c.column_letter].width for c in (cell, *beside))
                wide = len(cell.value) * (1.1 if cell.font.b else 0.9) * cell.font.sz / 10
                assert wide <= room, (name, cell.coordinate, cell.value)


def test_no_note_runs_further_than_a_page(book: Any) -> None:
    for sheet in book.worksheets[1:-1]:
        for row in range(3, 9):
            text = sheet.cell(row, 1).value
            if isinstance(text, str) and sheet.cell(row, 2).value is None:
                assert len(text) <= 150, sheet.title


def test_the_foot_of_a_page_names_the_scenario_whatever_it_is_called() -> None:
    long = changed(name="R&D " + "of every borough & ward " * 3)
    sheet = opened(bytes_of(long))["Wards"]
    assert sheet.oddFooter.left.text.startswith("BCU Planner · R&&D of every borough && ward")
    assert "… · " in sheet.oddFooter.left.text
    assert faults_of(bytes_of(long)) == ()


def test_figures_have_formats_with_a_true_minus_and_dates_are_dates(book: Any) -> None:
    sheet = book["BCUs"]
    assert "−" in head_of(sheet, "Officer posts, change").offset(1, 0).number_format
    assert head_of(sheet, "Full-year saving, £").offset(1, 0).number_format.startswith("#,##0.00")
    go_live = head_of(sheet, "Go-live date").offset(1, 0)
    assert go_live.number_format == "d mmm yyyy"
    assert isinstance(go_live.value, datetime)


def test_a_code_typed_stays_text_and_no_formula_is_formatted_as_text(book: Any) -> None:
    assert head_of(book["BCUs"], "BCU").offset(1, 0).number_format == "@"
    assert head_of(book["Boroughs"], "BCU").offset(1, 0).number_format == "@"
    made = {cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row
            if cell.data_type == "f" and cell.number_format == "@"}  # fmt: skip
    assert made == set()


def test_an_assumption_is_formatted_by_its_own_unit(book: Any) -> None:
    sheet = book["Assumptions"]
    unit, value = head_of(sheet, "Unit"), head_of(sheet, "Value")
    formats = {sheet.cell(row, unit.column).value: sheet.cell(row, value.column).number_format
               for row in range(unit.row + 1, sheet.max_row + 1)}  # fmt: skip
    assert "%" in formats["share"]
    assert formats["£ a year"].startswith("#,##0.00")
    assert formats["posts"].startswith("#,##0;")


def test_every_sheet_says_of_which_scenario_when_and_in_which_prices(book: Any) -> None:
    for sheet in book.worksheets[1:-1]:
        line = sheet["A2"].value
        for words in ("Twelve BCUs, February 2018", "fingerprint", "real 2017/18 prices", "12 February 2018"):
            assert words in line
        assert "illustrative" in line


def test_the_contents_name_every_sheet_link_to_those_in_sight_and_say_whose_data_it_is(book: Any) -> None:
    found = [c for row in book["Contents"].iter_rows() for c in row]
    values = [c.value for c in found]
    assert TWELVE.area.attribution in values
    assert fingerprint(PLAN.shown) in values
    assert {c.value for c in found if c.hyperlink} == set(SHEETS[1:])
    assert RESERVED_SHEET in values


def test_checks_say_all_ok_of_a_workbook_as_exported(cells: Cells) -> None:
    texts = [cell.value for cell in cells["Checks"].values()]
    assert "all OK" in texts
    assert "CHECK" not in texts


def test_the_same_outcome_and_time_give_the_same_bytes(content: bytes) -> None:
    assert bytes_of(TWELVE) == content
    assert workbook_bytes(TWELVE, as_at=datetime(2018, 2, 13, tzinfo=UTC)) != content


def test_a_scenario_with_more_bcus_than_slots_has_a_slot_for_each() -> None:
    bcus = PLAN.shown.bcus
    for i in range(10):
        bcus = bcus.put(f"Z{i}", replace(bcus["NA"], code=f"Z{i}", name=f"More {i}", go_live=date(2018, 5, 1 + i)))
    outcome = changed(bcus=bcus)
    content = bytes_of(outcome)
    assert faults_of(content) == ()
    assert sum(1 for figure in figure_cells(outcome) if figure.name == "saving_rounding") == 22


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
