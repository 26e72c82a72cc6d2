"""Workbooks that other programs have saved: the same values, and nothing lost without a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from planner.exchange.problems import Severity
from planner.exchange.received import Received
from tests.exchange.libreoffice import NEVER, recalculate
from tests.exchange.read.sheets import SCENARIO, Sheets, exported, few_sheets, plan_sheets, read, told, values, write


def errors(received: Received) -> list[str]:
    return [line for line in told(received) if not line.startswith(Severity.NOTE)]


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An export and a plain workbook as LibreOffice saves them, and the export as it works it out anew."""
    folder = tmp_path_factory.mktemp("libreoffice")
    plain = write(folder / "plain.xlsx", plan_sheets()).read_bytes()
    (folder / "saved").mkdir()
    (folder / "anew").mkdir()
    saved = recalculate({"export": exported(SCENARIO.id), "plain": plain}, folder / "saved", mode=NEVER)
    return {**saved, "anew": recalculate({"anew": exported(SCENARIO.id)}, folder / "anew")["anew"]}


@pytest.mark.parametrize("name", ["export", "plain", "anew"])
def test_what_libreoffice_saved_reads_the_same(by_libreoffice: dict[str, Path], tmp_path: Path, name: str) -> None:
    received = read(by_libreoffice[name])
    assert errors(received) == []
    assert values(received) == values(read(write(tmp_path / "plan.xlsx", plan_sheets())))
    assert (received.exported is not None) == (name != "plain")
    if received.exported is not None:
        assert received.exported.is_whole
        assert told(received) == []


def test_what_openpyxl_saved_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(exported(SCENARIO.id))
    wanted = read(path)
    book = openpyxl.load_workbook(path)
    book.save(path)
    received = read(path)
    assert told(received) == []
    assert values(received) == values(wanted)
    assert received.exported == wanted.exported


def frames(sheets: Sheets) -> dict[str, pd.DataFrame]:
    return {name: pd.DataFrame(rows[1:], columns=rows[0], dtype=object) for name, rows in sheets.items()}


@pytest.mark.parametrize("engine", ["openpyxl", "xlsxwriter"])
@pytest.mark.parametrize("index", [False, True])
def test_what_pandas_writes_reads_the_same(tmp_path: Path, engine: Any, index: bool) -> None:
    path = tmp_path / "plan.xlsx"
    with pd.ExcelWriter(path, engine=engine) as writer:
        for name, frame in frames(few_sheets()).items():
            frame.to_excel(writer, sheet_name=name, index=index)
    received = read(path)
    assert told(received) == []
    assert values(received) == values(read(write(tmp_path / "wanted.xlsx", few_sheets())))


def test_what_went_through_pandas_as_text_reads_the_same(tmp_path: Path) -> None:
    """As a CSV file comes back: every value text, dates as ISO, blanks as nothing."""
    path = tmp_path / "plan.xlsx"
    with pd.ExcelWriter(path, engine="openpyxl") as writer:
        for name, frame in frames(few_sheets()).items():
            text = frame.map(lambda value: None if value is None or value != value else str(value))
            text.to_excel(writer, sheet_name=name, index=False)
    received = read(path)
    wanted = values(read(write(tmp_path / "wanted.xlsx", few_sheets())))
    # Shares as text without a % sign have two readings: those are asked about, and nothing else is.
    asked = [p for p in received.problems if "could be" in p.text]
    assert received.problems == tuple(asked)
    assert {p.sheet for p in asked} == {"Assumptions"}
    assert values(received).items() <= wanted.items()


def test_what_went_through_pandas_read_and_written_reads_the_same(tmp_path: Path) -> None:
    """The tables alone, as an analyst passes them on: numbers as floats, yes and no as text."""
    path = write(tmp_path / "plan.xlsx", few_sheets())
    wanted = values(read(path))
    read_back = pd.read_excel(path, sheet_name=None, engine="openpyxl", keep_default_na=False, na_values=[""])
    with pd.ExcelWriter(path, engine="openpyxl") as writer:
        for name, frame in read_back.items():
            frame.to_excel(writer, sheet_name=name, header=True, index=False)
    received = read(path)
    assert told(received) == []
    assert values(received) == wanted
