"""A workbook that Excel would want to repair is told from one that opens clean: each fault planted and found."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from planner.area.shipped import load_area
from planner.exchange import workbook
from planner.exchange.errors import ExportError
from planner.exchange.opens_clean import column_number, faults_of
from planner.exchange.template import template_bytes, write_template

AS_AT = datetime(2018, 2, 12, 9, 30, tzinfo=UTC)
Change = Callable[[str], str]


@pytest.fixture(scope="module")
def small() -> bytes:
    """A workbook with one of everything that is looked at."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    one, two = book.add_worksheet("One"), book.add_worksheet("Two")
    one.write_string("A1", "text")
    one.write_number("B1", 1.5)
    one.write_formula("C1", "SUM(A1:B1)", None, 1.5)
    one.write_formula("D1", 'IF(Two!A1="x","yes","no")', None, "no")
    one.write_url("A2", "internal:'Two'!A1", string="link")
    one.merge_range("A4:B5", "merged")
    one.merge_range("A6:B7", "merged")
    one.data_validation("C2:C9", {"validate": "list", "source": ["a", "b"]})
    one.data_validation("D2:D9", {"validate": "list", "source": "=Known"})
    one.write_comment("A1", "a note")
    one.write_comment("B1", "another")
    one.set_footer("page &P of &N")
    two.add_table("A1:B3", {"name": "Listed"})
    two.add_table("D1:E3", {"name": "Other"})
    book.define_name("Known", "=Two!$A$1:$A$3")
    book.define_name("Also", "=Two!$A$1")
    book.close()
    return buffer.getvalue()


def planted(content: bytes, part: str, change: Change) -> bytes:
    """The workbook with one part changed; the change must change something."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                new = change(text.decode("utf-8")).encode("utf-8", "surrogatepass")
                assert new != text
                text = new
            after.writestr(name, text)
    return buffer.getvalue()


def swap(old: str, new: str) -> Change:
    return lambda text: text.replace(old, new, 1)


SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
SHARED, NOTES, TABLE = "xl/sharedStrings.xml", "xl/comments1.xml", "xl/tables/table2.xml"
FAULTS: dict[str, tuple[str, Change, str]] = {
    "a long text": (SHARED, swap("<t>text</t>", f"<t>{'x' * 32_768}</t>"), "32768 characters"),
    "a text of letters that count twice": (SHARED, swap("<t>text</t>", f"<t>{'𝕏' * 16_384}</t>"), "32768 characters"),
    "a long sheet name": (BOOK, swap('name="One"', f'name="{"n" * 32}"'), "32 characters"),
    "a strange sheet name": (BOOK, swap('name="One"', 'name="O[ne"'), "does not take"),
    "a sheet name in quotes": (BOOK, swap('name="One"', 'name="\'One"'), "does not take"),
    "a sheet name twice": (BOOK, swap('name="One"', 'name="TWO"'), "used twice"),
    "no sheet in sight": (
        BOOK, lambda text: text.replace('<sheet name', '<sheet state="hidden" name'), "no sheet is visible"
    ),
    "a list over 255": (SHEET, swap('"a,b"', f'"{"a," * 128}"'), "list of 256"),
    "a defined name twice": (BOOK, swap('name="Also"', 'name="KNOWN"'), "stands twice"),
    "a defined name like a cell": (BOOK, swap('name="Also"', 'name="AB12"'), "cannot be a defined name"),
    "a defined name of a sheet that is gone": (BOOK, swap("Two!$A$1<", "Gone!$A$1<"), "'Gone'"),
    "a table name twice": (TABLE, swap('displayName="Other"', 'displayName="LISTED"'), "table name"),
    "a table named as a list": (TABLE, swap('displayName="Other"', 'displayName="Known"'), "table name"),
    "a bad number": (SHEET, swap("<v>1.5</v>", "<v>nan</v>"), "'nan' as a number"),
    "a bad date": (SHEET, swap("<v>1.5</v>", "<v>2018-02-12</v>"), "as a number"),
    "an error": (SHEET, lambda text: re.sub(r'<c r="C1"', '<c r="C1" t="e"', text), "error"),
    "a long formula": (SHEET, swap("SUM(A1:B1)", "+".join(["A1"] * 3_000)), "characters"),
    "an unknown function": (SHEET, swap("SUM(", "LET("), "LET"),
    "a volatile function": (SHEET, swap("SUM(", "OFFSET("), "OFFSET"),
    "an open quote": (SHEET, swap('"yes",', '"yes,'), "quotes"),
    "an open bracket": (SHEET, swap("SUM(A1:B1)", "SUM(A1:B1"), "brackets"),
    "a closed bracket too early": (SHEET, swap("SUM(A1:B1)", "SUM)A1:B1("), "brackets"),
    "a long text in a formula": (SHEET, swap('"yes",', f'"{"y" * 256}",'), "256 characters"),
    "a formula nested too deep": (SHEET, swap("SUM(A1:B1)", "ABS(" * 65 + "1" + ")" * 65), "65 deep"),
    "a formula of a sheet that is gone": (SHEET, swap("Two!A1", "Gone!A1"), "'Gone'"),
    "a reference that is gone": (SHEET, swap("SUM(A1:B1)", "SUM(#REF!)"), "not there"),
    "merged cells that overlap": (SHEET, swap('ref="A6:B7"', 'ref="B5:C6"'), "overlap"),
    "limits that overlap": (SHEET, swap('sqref="D2:D9"', 'sqref="C9:D9"'), "overlap"),
    "a style that is gone": (SHEET, lambda text: re.sub(r'<c r="B1"', '<c r="B1" s="99"', text), "style"),
    "a text that is gone": (SHEET, swap('t="s"><v>0</v>', 't="s"><v>999</v>'), "text that is not there"),
    "a cell twice": (SHEET, swap('r="B1"', 'r="A1"'), "twice or out of order"),
    "a cell outside": (SHEET, swap('r="D1"', 'r="XFE1"'), "outside"),
    "a link to nowhere": (SHEET, swap("location=\"'Two'!A1\"", "location=\"'Gone'!A1\""), "leads to"),
    "a long footer": (SHEET, swap("page &amp;P", f"{'p' * 256}&amp;P"), "footer"),
    "a note twice": (NOTES, swap('ref="B1"', 'ref="A1"'), "two notes"),
    "a character XML has not": (SHARED, swap("<t>text</t>", "<t>te\x01xt</t>"), "no XML"),
    "a half character": (SHARED, swap("<t>text</t>", "<t>\ud800</t>"), "no XML"),
    "a part cut short": (SHEET, lambda text: text[: len(text) // 2], "no XML"),
    "a link to a part that is gone": (
        "xl/_rels/workbook.xml.rels", swap("worksheets/sheet1.xml", "worksheets/sheet9.xml"), "not there"
    ),
    "too many styles": (
        STYLES, lambda text: re.sub(r"(<cellXfs [^>]*>)", r"\1" + "<xf/>" * 64_001, text), "cell styles"
    ),
    "too many fonts": (STYLES, lambda text: re.sub(r"(<fonts [^>]*>)", r"\1" + "<font></font>" * 1_025, text), "font"),
}  # fmt: skip


def test_a_small_and_a_full_workbook_open_clean(small: bytes) -> None:
    assert faults_of(small) == ()
    assert faults_of(template_bytes(load_area(), as_at=AS_AT)) == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(small: bytes, fault: str) -> None:
    part, change, words = FAULTS[fault]
    found = faults_of(planted(small, part, change))
    assert any(words in one for one in found), found


def test_what_is_no_workbook_is_said(small: bytes) -> None:
    assert "no zip file" in faults_of(b"text")[0]
    assert "no zip file" in faults_of(small[: len(small) // 2])[0]
    empty = BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert any("missing" in fault for fault in faults_of(empty.getvalue()))


def test_a_part_that_stands_twice_is_found(small: bytes) -> None:
    buffer = BytesIO(small)
    with zipfile.ZipFile(buffer, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(BOOK, package.read(BOOK))
    assert any("stands twice" in fault for fault in faults_of(buffer.getvalue()))


def test_more_links_than_excel_takes_are_found(small: bytes) -> None:
    more = '<hyperlink ref="A2" location="Two!A1"/>' * 65_531
    found = faults_of(planted(small, SHEET, lambda text: re.sub(r"(<hyperlinks>)", rf"\1{more}", text)))
    assert any("65532 links" in fault for fault in found)


def test_a_faulty_workbook_is_never_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(b"before")
    monkeypatch.setattr(workbook, "faults_of", lambda content: ("a planted fault",))
    with pytest.raises(ExportError, match=r"a planted fault.*as it was"):
        write_template(load_area(), path, as_at=AS_AT)
    assert path.read_bytes() == b"before"


def test_columns_are_counted_as_excel_does() -> None:
    assert [column_number(letters) for letters in ("A", "Z", "AA", "XFD")] == [1, 26, 27, 16_384]
