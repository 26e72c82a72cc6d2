"""Files made to harm: each is refused in a sentence or read as what it holds, in little memory and time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.exchange.problems import Severity
from planner.exchange.read import cells, scan, xml_pass
from planner.exchange.read.scan import LAST_COLUMN, MOST_CELLS
from planner.exchange.read.xml_pass import MOST_TAGS
from tests.exchange.read import hostile
from tests.exchange.read.sheets import PLAN, changed, few_sheets, read, repacked, rows_by_key, texts, values, write

ROOT = Path(__file__).resolve().parents[3]
MOST_SECONDS, MOST_MEGABYTES = 10.0, 500.0


def measured(path: Path) -> dict[str, Any]:
    """What a process of its own found in the file, within the bounds of time and memory."""
    command = [sys.executable, "-m", "tests.exchange.read.measured", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    sys.stdout.write(f"{path}: {found['seconds']:.1f} s, {found['megabytes']:.0f} MB\n")
    assert found["seconds"] <= MOST_SECONDS
    assert found["megabytes"] <= MOST_MEGABYTES
    return found


def refused(path: Path) -> str:
    received = read(path)
    assert received.refused
    assert received.tables == {}
    return texts(received.problems)


def stored(tmp_path: Path, rows: bytes) -> Path:
    """A workbook of these rows, not packed: so alike they would else be refused for how well they pack."""
    return hostile.pack(tmp_path / "plan.xlsx", hostile.parts(rows), zipfile.ZIP_STORED)


def test_the_guarded_xml_library_is_in_use() -> None:
    assert openpyxl.DEFUSEDXML


def test_without_the_guarded_xml_library_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells.openpyxl, "DEFUSEDXML", False)
    assert "library that guards" in refused(write(tmp_path / "plan.xlsx", few_sheets()))


@pytest.mark.parametrize(
    "part",
    ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
     "xl/sharedStrings.xml", "xl/styles.xml"],
)  # fmt: skip
def test_entities_that_unfold_without_end_are_refused(tmp_path: Path, part: str) -> None:
    content = hostile.parts()
    body = content.get(part, b"<sst>x</sst>").replace(hostile.HEAD, b"")
    content[part] = hostile.LAUGHS + body.replace(b"</", b"&a9;</", 1)
    assert refused(hostile.pack(tmp_path / "plan.xlsx", content))


def test_an_entity_that_names_a_file_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    content = hostile.parts()
    declared = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'.encode()
    sheet = content["xl/worksheets/sheet1.xml"].replace(b"E05000026", b"&s;")
    content["xl/worksheets/sheet1.xml"] = hostile.HEAD + declared + sheet.replace(hostile.HEAD, b"")
    told = refused(hostile.pack(tmp_path / "plan.xlsx", content))
    assert "declares entities" in told
    assert "secret" not in told


def test_a_sheet_that_claims_to_reach_the_last_cell_costs_nothing(tmp_path: Path) -> None:
    claim = hostile.sheet(hostile.WARD_HEADS + hostile.WARD_ROW, b'<dimension ref="A1:XFD1048576"/>')
    content = {**hostile.parts(), "xl/worksheets/sheet1.xml": claim}
    found = measured(hostile.pack(tmp_path / "plan.xlsx", content))
    assert found["rows"] == {"Wards": 1}
    assert found["seconds"] < 2


def test_content_in_the_last_cell_is_told_and_costs_nothing(tmp_path: Path) -> None:
    rows = hostile.WARD_HEADS + hostile.WARD_ROW + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    found = measured(hostile.pack(tmp_path / "plan.xlsx", hostile.parts(rows)))
    assert found["rows"] == {"Wards": 1}
    assert any("XFD1048576" in text for text in found["texts"])
    assert found["seconds"] < 2


def test_thousands_of_names_that_are_almost_boroughs_are_told_in_time(tmp_path: Path) -> None:
    sheets = few_sheets()
    head = sheets["Wards"][0]
    blank = [None] * (len(head) - 4)
    sheets["Wards"] += [[None, f"Abbeyy{i}", f"Barking and Dagenhamm {i}", 2, *blank] for i in range(12_000)]
    found = measured(write(tmp_path / "plan.xlsx", sheets))
    assert any("is not sure to be a borough" in text for text in found["texts"])


def test_a_cell_of_an_endless_name_is_refused_in_a_short_sentence(tmp_path: Path) -> None:
    rows = hostile.WARD_HEADS + hostile.WARD_ROW.replace(b'r="A2"', b'r="' + b"Z" * 100_000 + b'2"')
    assert len(refused(hostile.pack(tmp_path / "plan.xlsx", hostile.parts(rows)))) < 300


def test_what_lies_beyond_the_bounds_is_told(tmp_path: Path) -> None:
    rows = hostile.WARD_HEADS + hostile.WARD_ROW + b'<row r="20001"><c r="A20001"><v>1</v></c></row>'
    received = read(hostile.pack(tmp_path / "plan.xlsx", hostile.parts(rows)))
    (problem,) = [p for p in received.problems if p.cell == "A20001"]
    assert "It is not read" in problem.text


def test_more_cells_with_content_than_any_plan_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MOST_CELLS", 4)
    assert "cells with content" in refused(hostile.pack(tmp_path / "plan.xlsx", hostile.parts()))
    monkeypatch.setattr(scan, "MOST_CELLS", 5)
    assert not read(hostile.pack(tmp_path / "plan.xlsx", hostile.parts())).refused


def test_more_tags_than_any_plan_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_pass, "MOST_TAGS", 20)
    assert "far more cells" in refused(hostile.pack(tmp_path / "plan.xlsx", hostile.parts()))


def test_a_million_empty_styled_rows_cost_little_and_hide_nothing(tmp_path: Path) -> None:
    path = hostile.pack(tmp_path / "plan.xlsx", hostile.parts(hostile.empty_styled_rows(1_000_000)))
    found = measured(path)
    assert found["rows"] == {"Wards": 1}
    assert not found["refused"]


def test_a_million_shared_texts_stay_within_bounds(tmp_path: Path) -> None:
    content = hostile.parts(**{"xl/sharedStrings.xml": hostile.shared_texts(1_000_000)})
    found = measured(hostile.pack(tmp_path / "plan.xlsx", content))
    assert found["rows"] == {"Wards": 1} or found["refused"]


def test_a_shared_text_of_many_megabytes_stays_within_bounds(tmp_path: Path) -> None:
    text = b"".join(b"%06d " % i for i in range(3_500_000))
    strings = hostile.HEAD + f'<sst xmlns="{hostile.MAIN}"><si><t>'.encode() + text + b"</t></si></sst>"
    rows = hostile.WARD_HEADS + b'<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>0</v></c></row>'
    found = measured(hostile.pack(tmp_path / "plan.xlsx", hostile.parts(rows, **{"xl/sharedStrings.xml": strings})))
    assert all(len(text) < 1_000 for text in found["texts"])


def test_long_texts_in_every_cell_stay_within_bounds(tmp_path: Path) -> None:
    item = b"<si><t>" + b"London Borough of Somewhere " * 1_100 + b"</t></si>"
    strings = hostile.HEAD + f'<sst xmlns="{hostile.MAIN}">'.encode() + item * 900 + b"</sst>"
    cells_of = b"".join(b'<c t="s"><v>%d</v></c>' % i for i in range(3))
    rows = hostile.WARD_HEADS + b"".join(b"<row>" + cells_of + b"</row>" for _ in range(19_000))
    content = hostile.parts(rows, **{"xl/sharedStrings.xml": strings})
    measured(hostile.pack(tmp_path / "plan.xlsx", content, zipfile.ZIP_STORED))


def test_as_many_cells_as_are_allowed_stay_within_bounds(tmp_path: Path) -> None:
    row = b"".join(b"<c><v>%d</v></c>" % i for i in range(60))
    rows = hostile.WARD_HEADS + b"".join(b"<row>" + row + b"</row>" for _ in range(MOST_CELLS // 60))
    assert measured(stored(tmp_path, rows))["refused"]


def test_the_most_cells_that_are_read_stay_within_bounds(tmp_path: Path) -> None:
    row = b"".join(b"<c><v>%d</v></c>" % (i * 7) for i in range(60))
    rows = hostile.WARD_HEADS + b"".join(b"<row>" + row + b"</row>" for _ in range(cells.MOST_READ // 60 - 100))
    assert not measured(stored(tmp_path, rows))["refused"]


@pytest.mark.slow
@pytest.mark.parametrize("last", [b"", b"<row><c><v>1</v></c></row>"])
def test_as_many_empty_cells_as_are_allowed_stay_within_bounds(tmp_path: Path, last: bytes) -> None:
    empty = (b"<row>" + b"<c/>" * LAST_COLUMN + b"</row>") * (MOST_TAGS // 2 // LAST_COLUMN - 1)
    found = measured(stored(tmp_path, hostile.WARD_HEADS + hostile.WARD_ROW + empty + last))
    assert found["refused"] == bool(last)


@pytest.mark.slow
@pytest.mark.parametrize("element", [b"<x/>", b"<sheetView/>", b"<conditionalFormatting/>", b'<col min="1" max="2"/>'])
@pytest.mark.parametrize("where", ["before", "among", "below"])
def test_elements_that_are_no_cells_stay_within_bounds(tmp_path: Path, element: bytes, where: str) -> None:
    many = element * min(MOST_TAGS // 2 - 500, 28_000_000 // len(element))
    rows, before, after = hostile.WARD_HEADS + hostile.WARD_ROW, b"", b""
    if where == "before":
        before = many
    elif where == "among":
        rows = hostile.WARD_HEADS + many + hostile.WARD_ROW
    else:
        after = many
    content = {**hostile.parts(), "xl/worksheets/sheet1.xml": hostile.sheet(rows, before, after)}
    found = measured(hostile.pack(tmp_path / "plan.xlsx", content, zipfile.ZIP_STORED))
    assert found["refused"] == (where != "below")


@pytest.mark.parametrize(
    "more",
    [
        b"</sheets><definedNames>" + b'<definedName name="a">1</definedName>' * 25_000 + b"</definedNames>",
        b'<sheet name="a" sheetId="1" r:id="rId1"/>' * 23_000 + b"</sheets>",
        b"</sheets><bookViews>" + b"<workbookView/>" * 60_000 + b"</bookViews>",
    ],
    ids=["names", "sheets", "views"],
)
def test_a_list_of_sheets_made_to_harm_stays_within_bounds(tmp_path: Path, more: bytes) -> None:
    book = hostile.BOOK.replace(b"</sheets>", more)
    assert len(book) < 1_000_000
    measured(hostile.pack(tmp_path / "plan.xlsx", {**hostile.parts(), "xl/workbook.xml": book}, zipfile.ZIP_STORED))


def test_a_row_longer_than_a_sheet_is_wide_is_refused_before_it_is_built(tmp_path: Path) -> None:
    rows = hostile.WARD_HEADS + b"<row>" + b"<c/>" * (MOST_TAGS // 2 - 200) + b"</row>"
    found = measured(stored(tmp_path, rows))
    assert found["refused"]
    assert found["seconds"] < 2


def test_more_elements_than_any_plan_has_are_refused(tmp_path: Path) -> None:
    rows = hostile.WARD_HEADS + (b"<row>" + b"<c/>" * 10_000 + b"</row>") * (MOST_TAGS // 20_000 + 1)
    found = measured(stored(tmp_path, rows))
    assert found["refused"]
    assert "far more cells" in found["texts"][0]


def test_elements_within_elements_without_end_are_survived(tmp_path: Path) -> None:
    rows = hostile.WARD_HEADS + b"<x>" * 200_000 + b"</x>" * 200_000
    measured(stored(tmp_path, rows))


@pytest.mark.parametrize(
    "cell",
    [b'<c r="A1048577"><v>1</v></c>', b'<c r="XFE2"><v>1</v></c>', b'<c r="A9"><v>1</v></c>', b'<c r="0"><v>1</v></c>',
     b'<c r="A2" t="s"><v>7</v></c>', b'<c r="A2" t="s"><v>-1</v></c>', b'<c r="A2" t="b"><v>2</v></c>',
     b'<c r="A2"><v>12x</v></c>', b'<c r="A2"><v>1e999</v></c>', b'<c r="A2"><v>' + b"9" * 5_000 + b"</v></c>",
     b'<c r="A2"><v>nan</v></c>', b'<c r="B2"><v>1</v></c><c r="A2"><v>1</v></c>', b'<c r="A2" t="d"><v>soon</v></c>',
     b'<c r="A2" s="x"><v>1</v></c>'],
)  # fmt: skip
def test_a_cell_that_no_program_writes_refuses_the_file(tmp_path: Path, cell: bytes) -> None:
    rows = hostile.WARD_HEADS + b'<row r="2">' + cell + b"</row>"
    assert "damaged" in refused(hostile.pack(tmp_path / "plan.xlsx", hostile.parts(rows)))


@pytest.mark.parametrize("row", [b'<row r="1"/>', b'<row r="1048577"/>', b'<row r="x"/>', b'<row r="-3"/>'])
def test_a_row_out_of_its_order_refuses_the_file(tmp_path: Path, row: bytes) -> None:
    rows = hostile.WARD_HEADS + hostile.WARD_ROW + row
    assert "damaged" in refused(hostile.pack(tmp_path / "plan.xlsx", hostile.parts(rows)))


def test_cells_without_addresses_are_counted_along_the_row(tmp_path: Path) -> None:
    row = b'<row><c r="A2" t="inlineStr"><is><t>E05000026</t></is></c><c><v>3</v></c><c s="0"/></row>'
    gap = b'<row><c t="inlineStr"><is><t>E05000027</t></is></c><c r="B3" s="0"/><c><v>4</v></c></row>'
    received = read(hostile.pack(tmp_path / "plan.xlsx", hostile.parts(hostile.WARD_HEADS + row + gap)))
    rows = rows_by_key(received.tables["Wards"])
    assert rows[("E05000026",)] == {"dwo": 3}
    assert rows[("E05000027",)] == {"pcso": 4}


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/workbook.xml", b""),
        ("xl/workbook.xml", b"<workbook"),
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships/>"),
        ("xl/worksheets/sheet1.xml", b"<worksheet>"),
        ("xl/worksheets/sheet1.xml", b'<?xml version="1.0" encoding="no-such"?><worksheet/>'),
        ("xl/styles.xml", b"<styleSheet"),
        ("xl/sharedStrings.xml", b"\xff\xfe\x00"),
    ],
)
def test_a_part_that_is_not_what_it_should_be_refuses_the_file(tmp_path: Path, part: str, content: bytes) -> None:
    assert refused(hostile.pack(tmp_path / "plan.xlsx", {**hostile.parts(), part: content}))


def test_a_strict_workbook_is_told_how_to_be_saved(tmp_path: Path) -> None:
    strict = hostile.BOOK.replace(hostile.MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert "Strict Open XML" in refused(
        hostile.pack(tmp_path / "plan.xlsx", {**hostile.parts(), "xl/workbook.xml": strict})
    )


def test_macros_are_ignored_and_told(tmp_path: Path) -> None:
    def add(parts: dict[str, bytes]) -> None:
        parts["xl/vbaProject.bin"] = hostile.compound("VBA")

    path = repacked(write(tmp_path / "plan.xlsm", few_sheets()), add)
    received = read(path)
    assert [(p.severity, "macros" in p.text) for p in received.problems] == [(Severity.NOTE, True)]
    assert values(received) == values(read(write(tmp_path / "same.xlsx", few_sheets())))


def test_external_links_are_not_followed_and_told(tmp_path: Path) -> None:
    def add(parts: dict[str, bytes]) -> None:
        parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink>not even looked at"

    received = read(repacked(write(tmp_path / "plan.xlsx", few_sheets()), add))
    assert [(p.severity, "not followed" in p.text) for p in received.problems] == [(Severity.NOTE, True)]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@SUM(A1)", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"])
def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    sheets = few_sheets()
    sheets["BCUs"][1][2] = text
    sheets["Targets"][1][1] = text
    received = read(write(tmp_path / "plan.xlsx", sheets))
    assert received.problems == ()
    assert values(received)["BCUs", ("1",), "name"] == text
    assert values(received)["Targets", ("f001",), "name"] == text


def test_any_bit_may_flip(tmp_path: Path, examples: int) -> None:
    """Whatever is not refused reads as it was: every part is under a checksum."""
    path = write(tmp_path / "plan.xlsx", few_sheets())
    whole, wanted = path.read_bytes(), values(read(path))
    step = max(1, len(whole) // examples)
    for at in range(0, len(whole), step):
        damaged = bytearray(whole)
        damaged[at] ^= 1 << at % 8
        path.write_bytes(bytes(damaged))
        received = read(path)
        assert received.refused or values(received) == wanted or received.problems, at


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    from planner.exchange.read.workbook import ReadingCancelled, read_workbook

    path = write(tmp_path / "plan.xlsx", few_sheets())
    area = PLAN.area_of(PLAN.shown)
    asked: list[float] = []

    def after(count: int) -> Callable[[], bool]:
        return lambda: len(asked) > count

    for count in (0, 1, 3):
        asked.clear()
        with pytest.raises(ReadingCancelled):
            read_workbook(path, area, PLAN.shown, cancelled=lambda: bool(asked.append(1.0)) or len(asked) > count)  # noqa: B023
    assert after(0)() is True


def test_progress_is_heard_from_start_to_end(tmp_path: Path) -> None:
    from planner.exchange.read.workbook import read_workbook

    heard: list[float] = []
    path = write(tmp_path / "plan.xlsx", few_sheets())
    read_workbook(path, PLAN.area_of(PLAN.shown), PLAN.shown, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert len(heard) > 5


def test_reading_leaves_nothing_behind(tmp_path: Path, home: Path) -> None:
    path = write(tmp_path / "plan.xlsx", few_sheets())
    read(path)
    read(changed(tmp_path / "other.xlsx", lambda book: None, few_sheets()))
    assert sorted(os.listdir(tmp_path)) == ["other.xlsx", "plan.xlsx"]
    assert os.listdir(home) == []
