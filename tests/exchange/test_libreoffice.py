"""The second opinion itself: it recalculates, gives back everything or says what not, and leaves nothing running."""

from __future__ import annotations

import os
import sys
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests.conftest import pytest_terminal_summary
from tests.exchange import libreoffice
from tests.exchange.libreoffice import NEVER, NotRecalculated, needed, recalculate


def wrong(first: float) -> bytes:
    """A workbook of which every formula carries a value that is not its own."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Figures")
    other = book.add_worksheet("Other sheet")
    sheet.write_number("A1", first)
    other.write_formula("A1", "=Figures!A1*2", None, 99)
    sheet.write_formula("A2", "='Other sheet'!A1+0.01", None, 99)
    sheet.write_formula("A3", '=IF(A1>1,"met","not met")', None, "incomplete")
    sheet.write_formula("A4", "=123456789.12+0.01", None, 99)
    sheet.write_formula("A5", "=SUMPRODUCT((A1:A2>0)*1)", None, 99)
    sheet.write_formula("A6", "=ROUND(1.005*1000,0)/1000", None, 99)
    book.close()
    return buffer.getvalue()


def values(path: Path) -> list[Any]:
    book = openpyxl.load_workbook(path, data_only=True)
    return [cell.value for cell in book["Figures"]["A"]] + [book["Other sheet"]["A1"].value]


def left_running(folder: Path) -> list[str]:
    """Command lines of the processes that speak of the folder."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and int(process.name) != os.getpid():
            try:
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            found += [command] if str(folder) in command else []
    return found


def test_values_that_a_file_carries_are_not_believed(tmp_path: Path) -> None:
    given = {"one": wrong(2.5), "two": wrong(0.5)}
    found = recalculate(given, tmp_path)
    assert values(found["one"]) == [2.5, 5.01, "met", 123456789.13, 2, 1.005, 5]
    assert values(found["two"]) == [0.5, 1.01, "not met", 123456789.13, 2, 1.005, 1]


def test_without_being_told_it_would_believe_them(tmp_path: Path) -> None:
    found = recalculate({"one": wrong(2.5)}, tmp_path, mode=NEVER)
    assert values(found["one"]) == [2.5, 99, "incomplete", 99, 99, 99, 99]


def test_a_workbook_that_is_not_given_back_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotRecalculated, match="nothing for broken"):
        recalculate({"sound": wrong(1), "broken": b"PK\x03\x04 and no more"}, tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux tells of them")
def test_nothing_is_left_running_when_time_runs_out(tmp_path: Path) -> None:
    with pytest.raises(NotRecalculated, match="not done after"):
        recalculate({"one": wrong(1)}, tmp_path, limit_s=0.3)
    assert left_running(tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux tells of them")
def test_nothing_is_left_running_when_it_is_done(tmp_path: Path) -> None:
    recalculate({"one": wrong(1)}, tmp_path)
    assert left_running(tmp_path) == []


def test_a_computer_without_it_skips_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "soffice", lambda: None)
    with pytest.raises(pytest.skip.Exception, match=r"not installed, so no figure .* apt-get install libreoffice-calc"):
        needed()


def test_a_run_that_skipped_them_ends_by_saying_so() -> None:
    said: list[str] = []
    reasons = [libreoffice.MISSING, libreoffice.MISSING, "full counts: start.py test --thorough"]
    skipped = [SimpleNamespace(longrepr=("a.py", i, f"Skipped: {reason}")) for i, reason in enumerate(reasons)]
    pytest_terminal_summary(
        SimpleNamespace(
            stats={"skipped": skipped},
            write_sep=lambda sep, title, **_: said.append(title),
            write_line=said.append,
        )
    )
    assert said == ["NOT CHECKED: 2 tests", libreoffice.MISSING]


def test_a_command_without_the_spreadsheet_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare = tmp_path / "soffice"
    bare.write_text("#!/bin/sh\n")
    bare.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "USUAL_PLACES", ())
    assert libreoffice.soffice.__wrapped__() is None
    (tmp_path / "libsclo.so").touch()
    assert libreoffice.soffice.__wrapped__() == str(bare)
