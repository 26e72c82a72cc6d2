"""The tests' own reader of cells gives what openpyxl gives, and the formulas beside the values."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import openpyxl
import xlsxwriter

from tests.exchange.cells import Cell, cells_of


def written() -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("One & two")
    sheet.write_row("A1", ["text", 2.5, True, 0])
    sheet.write_formula("A2", "=B1*2", None, 5)
    sheet.write_formula("B2", '=IF(B1>1,"met","<not>")', None, "met")
    sheet.write_formula("C2", '=""', None, "")
    sheet.write_formula("D2", "=1/0", None, "#DIV/0!")
    sheet.write_datetime("A3", datetime(2018, 4, 3), book.add_format({"num_format": "d mmm yyyy"}))
    book.close()
    return buffer.getvalue()


def test_values_and_formulas_are_what_openpyxl_reads() -> None:
    content = written()
    found = cells_of(content)["One & two"]
    kept = openpyxl.load_workbook(BytesIO(content), data_only=True)["One & two"]
    made = openpyxl.load_workbook(BytesIO(content))["One & two"]
    for address, cell in found.items():
        if address != "A3":
            assert cell.value == kept[address].value, address
        assert f"={cell.formula}" == made[address].value or cell.formula is None


def test_a_date_is_a_day_number_and_an_error_is_told_from_text() -> None:
    found = cells_of(written())["One & two"]
    assert found["A3"].value == date(2018, 4, 3).toordinal() - date(1899, 12, 30).toordinal()
    assert found["A3"].number_format == "d mmm yyyy"
    assert found["D2"] == Cell("#DIV/0!", "1/0", is_error=True)
    assert found["C2"] == Cell(None, '""')
