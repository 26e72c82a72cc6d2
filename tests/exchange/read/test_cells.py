"""What cells are beside their values: formulas, merged, hidden, filtered, formatted; numbers and dates as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from planner.exchange.problems import Reason, Severity
from tests.exchange.read.sheets import (
    Sheets,
    few_sheets,
    original,
    read,
    repacked,
    the_only,
    values,
    with_book,
    with_rows,
    write,
)


def test_formulas_are_read_as_their_values_and_told(tmp_path: Path) -> None:
    def add(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet3.xml"
        sheet = parts[name]
        for row in (2, 3, 9):
            sheet = sheet.replace(b'<c r="D%d"><v>2</v>' % row, b'<c r="D%d"><f>1+2</f><v>3</v>' % row)
        sheet = sheet.replace(b'<c r="E2"><v>1</v>', b'<c r="E2" t="str"><f>""</f><v></v>')
        parts[name] = sheet

    received = read(repacked(write(tmp_path / "plan.xlsx", few_sheets()), add))
    note, absent = sorted(received.problems, key=lambda p: p.severity is Severity.ERROR)
    assert (note.severity, note.cell) == (Severity.NOTE, "D2:D3,D9")
    assert "3 formulas under “DWO posts” on Wards are read as the value last worked out" in note.text
    assert (absent.reason, absent.cell) == (Reason.ABSENT, "E2")
    assert received.tables["Wards"].rows[0].values["dwo"] == 3


def test_formulas_all_over_a_column_are_told_by_its_ends(tmp_path: Path) -> None:
    def add(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet3.xml"]
        for row in range(2, 40, 2):
            sheet = sheet.replace(b'<c r="D%d"><v>' % row, b'<c r="D%d"><f>1+1</f><v>' % row)
        parts["xl/worksheets/sheet3.xml"] = sheet

    received = read(repacked(write(tmp_path / "plan.xlsx", few_sheets()), add))
    assert the_only(received).cell == "D2:D38"


def test_a_length_of_time_is_no_number(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Wards"]["D2"].number_format = "[h]:mm"
        book["Boroughs"]["A2"], book["Boroughs"]["B2"] = None, None

    received = with_book(tmp_path, change)
    assert [p.place for p in received.problems] == ["Boroughs!B2", "Wards!D2"]
    assert "names no borough" in received.problems[0].text
    assert "is a date or a time" in received.problems[1].text


def test_how_a_text_is_pronounced_is_no_part_of_it(tmp_path: Path) -> None:
    def add(parts: dict[str, bytes]) -> None:
        name = "xl/sharedStrings.xml"
        reading = b"<t>Central South</t><rPh sb='0' eb='1'><t>sentoraru</t></rPh>"
        parts[name] = parts[name].replace(b"<t>Central South</t>", reading)

    received = read(repacked(write(tmp_path / "plan.xlsx", few_sheets()), add))
    assert values(received) == original()


def test_a_formula_without_a_value_names_the_remedy(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Wards"]["D2"] = "=1+1"
        book["Wards"]["A3"] = "=A2"

    received = with_book(tmp_path, change)
    assert [(p.place, p.reason) for p in received.problems] == [
        ("Wards!D2", Reason.UNREADABLE),
        ("Wards!A3", Reason.UNREADABLE),
    ]
    assert "Open the workbook in Excel, save it" in received.problems[0].hint
    assert not received.tables["Wards"].all_rows_known
    assert "dwo" not in received.tables["Wards"].rows[0].values


def test_a_cell_that_shows_an_error_is_told(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Wards"]["D2"] = "#REF!"
        book["Wards"]["D2"].data_type = "e"

    problem = the_only(with_book(tmp_path, change))
    assert (problem.place, problem.reason) == ("Wards!D2", Reason.UNREADABLE)
    assert "#REF!" in problem.text


def test_merged_inputs_are_told_and_not_taken(tmp_path: Path) -> None:
    received = with_book(tmp_path, lambda book: book["Wards"].merge_cells("D2:E4"))
    problem = the_only(received)
    assert (problem.place, problem.severity) == ("Wards!D2:E4", Severity.ERROR)
    for row in received.tables["Wards"].rows[:3]:
        assert not {"dwo", "pcso"} & set(row.values)
        assert "vacancies" in row.values


def test_a_borough_merged_over_its_wards_names_them_all(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Wards"]
        sheet.delete_cols(1)
        sheet.merge_cells("B2:B18")  # the wards of Barking and Dagenham

    received = with_book(tmp_path, change)
    assert received.problems == ()
    assert values(received) == original()


def test_hidden_rows_columns_and_sheets_are_read_and_told(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Wards"]
        for row in (3, 4, 5, 9):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["E"].hidden = True
        sheet.column_dimensions["Z"].hidden = True
        book["Targets"].sheet_state = "hidden"
        book["Costs"].sheet_state = "veryHidden"

    received = with_book(tmp_path, change)
    assert values(received) == original()
    assert all(p.severity is Severity.NOTE for p in received.problems)
    assert [p.text for p in received.problems] == [
        "Column E on Wards is hidden and read all the same.",
        "Rows 3–5 and 9 on Wards are hidden and read all the same.",
        "The sheet Targets is hidden; its table is read all the same.",
        "The sheet Costs is hidden; its table is read all the same.",
    ]


def test_filtered_rows_are_read_and_told(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Boroughs"]
        sheet.auto_filter.ref = "A1:E33"
        sheet.row_dimensions[3].hidden = True

    received = with_book(tmp_path, change)
    assert "hidden, as a filter does it," in the_only(received).text
    assert values(received) == original()


def test_a_filter_that_hides_nothing_is_no_news(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Boroughs"].auto_filter.ref = "A1:E33"
        book["Boroughs"].row_dimensions[400].hidden = True

    assert with_book(tmp_path, change).problems == ()


def test_tails_that_are_only_formatted_cost_and_say_nothing(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for row in range(631, 3_000):
            book["Wards"].cell(row, 4).font = openpyxl.styles.Font(bold=True)

    received = with_book(tmp_path, change)
    assert received.problems == ()
    assert len(received.tables["Wards"].rows) == 629


def test_cells_of_blanks_only_are_empty(tmp_path: Path) -> None:
    received = with_rows(tmp_path, lambda sheets: sheets["Wards"].append([" ", "\u00a0", None, "  "]))
    assert received.problems == ()
    assert len(received.tables["Wards"].rows) == 629


def test_numbers_as_text_are_numbers(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        for row in sheets["Wards"][1:]:
            row[3:6] = [str(row[3]), f" {row[4]} ", f"{row[5]}\u00a0"]
        for row in sheets["Baseline"][1:]:
            row[4] = f"{row[4]:,}"

    received = with_rows(tmp_path, change)
    assert received.problems == ()
    assert values(received) == original()


def test_dates_of_the_1904_system_are_the_same_days(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.xlsx", few_sheets(), date_1904=True)
    assert values(read(path)) == original()


def test_a_date_of_a_workbook_without_formats_is_its_day(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["BCUs"]["D2"].number_format = "General"

    assert values(with_book(tmp_path, change)) == original()


def test_characters_that_xml_cannot_hold_come_back(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        sheets["Targets"][1][9] = "one\nline_x0041_"

    received = with_rows(tmp_path, change)
    assert received.tables["Targets"].rows[0].values["source"] == "one\nline_x0041_"
