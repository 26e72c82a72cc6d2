from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest

from planner.exchange.problems import Reason, Severity
from planner.exchange.read.archive import MOST_BYTES, MOST_PARTS
from planner.exchange.received import Received
from tests.exchange.read import hostile
from tests.exchange.read.sheets import plan_sheets, read, write

SHORT = b"PK\x03\x04" + b"\x00" * 40


def refusal(received: Received) -> str:
    """The one sentence of a refused file, and what to do."""
    assert received.refused
    assert received.tables == {}
    assert received.exported is None
    (problem,) = received.problems
    assert problem.severity is Severity.REFUSED
    assert problem.hint
    assert problem.text.endswith(".")
    return f"{problem.text} {problem.hint}"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (hostile.compound("EncryptedPackage", "EncryptionInfo"), "protected with a password"),
        (hostile.compound("Workbook"), "Excel 97–2003 (.xls)"),
        (hostile.compound("Book"), "Excel 97–2003 (.xls)"),
        (hostile.compound("WordDocument"), "Office file of before 2007"),
        (b"Ward code,DWO posts\r\nE05000026,2\r\n", "text file (CSV)"),
        ("\ufeffWard code;DWO posts".encode(), "text file (CSV)"),
        ("Ward code\tDWO posts".encode("utf-16"), "text file (CSV)"),
        (b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>", "web page"),
        (b"\r\n <table border=1><tr><td>1</td></tr></table>", "web page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML spreadsheet"),
        (b"%PDF-1.7\x00\x01", "not an Excel workbook"),
        (SHORT, "damaged or was cut short"),
        (b"PK\x05\x06" + b"\x00" * 18, "empty archive"),
    ],
)
def test_what_only_bears_a_workbooks_name_is_told_apart(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    assert words in refusal(read(path))
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"[Content_Types].xml": b"x", "xl/workbook.bin": b"x"}, "binary workbook (.xlsb)"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"x"}, "OpenDocument"),
        ({"[Content_Types].xml": b"x", "word/document.xml": b"x"}, "archive without a workbook"),
        ({"readme.txt": b"x"}, "archive without a workbook"),
    ],
)
def test_other_archives_are_told_apart(tmp_path: Path, parts: dict[str, bytes], words: str) -> None:
    assert words in refusal(read(hostile.pack(tmp_path / "plan.xlsx", parts)))


def test_a_file_that_is_not_there_a_folder_and_one_that_is_too_large_are_told(tmp_path: Path) -> None:
    assert "There is no file" in refusal(read(tmp_path / "none.xlsx"))
    assert "is a folder" in refusal(read(tmp_path)) or os.name == "nt"
    large = tmp_path / "large.xlsx"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert "larger than 30 MB" in refusal(read(large))


def test_a_file_held_by_another_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "plan.xlsx", plan_sheets())

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "open in another program" in refusal(read(path))


def test_a_fault_of_the_disk_and_an_impossible_name_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    assert "cannot be read" in refusal(read(tmp_path / "a\x00b.xlsx"))
    monkeypatch.setattr(Path, "open", fail)
    assert "Input/output error" in refusal(read(tmp_path / "plan.xlsx"))


def test_the_file_is_opened_for_reading_only_and_stays_as_it_was(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.xlsx", plan_sheets())
    before = path.read_bytes()
    path.chmod(stat.S_IREAD)
    assert not read(path).refused
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    more = {f"xl/media/{i}.xml": b"x" for i in range(MOST_PARTS)}
    assert "parts" in refusal(read(hostile.pack(tmp_path / "plan.xlsx", hostile.parts(**more))))


def test_a_bomb_of_one_part_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = hostile.parts(**{"xl/media/a.bin": b"\x00" * 20_000_000})
    assert "times its size" in refusal(read(hostile.pack(tmp_path / "plan.xlsx", bomb)))


def test_a_bomb_of_many_parts_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    some = bytes(range(256)) * 3_906  # just under a megabyte each: only all of them together are too much
    bomb = hostile.parts(**{f"xl/media/{i}.bin": some for i in range(110)})
    assert "unpacked it would be 109 MB" in refusal(read(hostile.pack(tmp_path / "plan.xlsx", bomb)))


def test_shared_texts_have_a_limit_of_their_own(tmp_path: Path) -> None:
    large = {"xl/sharedStrings.xml": os.urandom(31_000_000 // 2).hex().encode()}
    path = hostile.pack(tmp_path / "plan.xlsx", hostile.parts(**large))
    assert "sharedStrings.xml” is larger than 30 MB" in refusal(read(path))


@pytest.mark.parametrize("size", [5, 100_000])
def test_a_part_that_lies_about_its_size_is_seen(tmp_path: Path, size: int) -> None:
    path = hostile.pack(tmp_path / "plan.xlsx", hostile.parts(), zipfile.ZIP_DEFLATED)
    hostile.with_lying_size(path, "xl/worksheets/sheet1.xml", size)
    assert refusal(read(path))


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil.txt", "xl/../../evil.txt", "C:/evil.txt", "..\\evil.txt", "\\evil.txt"]
)
def test_a_part_that_points_outside_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    path = hostile.pack(tmp_path / "plan.xlsx", hostile.parts(**{name: b"evil"}))
    assert "points outside the file" in refusal(read(path))
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = hostile.pack(tmp_path / "plan.xlsx", hostile.parts())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/Workbook.xml", b"<other/>")
    assert "twice" in refusal(read(path))


def test_an_encrypted_part_and_an_odd_packing_are_refused(tmp_path: Path) -> None:
    path = hostile.pack(tmp_path / "plan.xlsx", hostile.parts())
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(bytes(data))
    assert "password" in refusal(read(path))
    odd = hostile.pack(tmp_path / "odd.xlsx", hostile.parts(), zipfile.ZIP_LZMA)
    assert "packed in a way" in refusal(read(odd))


def test_a_file_cut_short_anywhere_is_refused(tmp_path: Path, examples: int) -> None:
    whole = write(tmp_path / "whole.xlsx", plan_sheets()).read_bytes()
    step = max(1, len(whole) // (examples * 2))
    path = tmp_path / "plan.xlsx"
    for end in range(0, len(whole), step):
        path.write_bytes(whole[:end])
        received = read(path)
        assert received.refused, end
        assert received.tables == {}


def test_a_file_of_the_wrong_kind_says_what_it_is_by_the_files_own_reason(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"")
    (problem,) = read(path).problems
    assert (problem.reason, problem.sheet, problem.cell) == (Reason.FILE, "", "")
