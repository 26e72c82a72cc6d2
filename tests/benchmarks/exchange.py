"""The workbook of an area of 679 wards written, read and recalculated, beside pandas, the libraries and LibreOffice."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import xlsxwriter

from planner.exchange.read.workbook import read_workbook
from planner.exchange.tables import INPUT_TABLES
from planner.exchange.workbook import workbook_bytes
from planner.outcome.evaluate import Outcome, evaluate
from tests.benchmarks.measure import line, peak_memory_mb, ratio, times
from tests.benchmarks.more_wards import WARDS, outcome_of_679
from tests.exchange.inside import Inside
from tests.exchange.libreoffice import ALWAYS, NEVER, recalculate, soffice

AS_AT = datetime(2018, 2, 12, 9, 30, tzinfo=UTC)
RUNS = 7
COPIES = 3
"""Copies of the workbook that one LibreOffice process opens: its start is taken out by the difference."""
Rows = list[list[object]]


def run() -> None:
    """Print writing, reading and recalculating, each with its ratio."""
    outcome = outcome_of_679()
    content = workbook_bytes(outcome, as_at=AS_AT)
    sheets = bare_values(content)
    cells = sum(value is not None for rows in sheets.values() for row in rows for value in row)
    print(f"  {WARDS} wards, {len(sheets)} sheets, {cells:,} cells, {len(content) / 1024:.0f} kB")
    writing(outcome, sheets)
    reading(content)
    recalculating(outcome, content)
    print(f"  peak memory so far {peak_memory_mb():.0f} MB")


def bare_values(content: bytes) -> dict[str, Rows]:
    """Every cell's value by sheet, without formulas or formats."""
    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def writing(outcome: Outcome, sheets: dict[str, Rows]) -> None:
    """Ours, with formulas, formats and drop-downs, beside bare values and pandas."""
    ours_taken, bare_taken = in_turn(lambda: workbook_bytes(outcome, as_at=AS_AT), lambda: write_bare(sheets))
    ours = line("write the workbook", ours_taken)
    bare = line("XlsxWriter, bare values of the same cells", bare_taken)
    frames = {name: pd.DataFrame(rows) for name, rows in sheets.items()}
    by_pandas = line("pandas with openpyxl, the same values", times(lambda _: write_pandas(frames), 3, warm=1))
    print(f"  {'ours takes, times XlsxWriter with bare values':<58} {ours / bare:9.2f}   target 2")
    ratio("pandas with openpyxl takes", ours, by_pandas)


def in_turn(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Seconds of the processor that each takes, one after the other: what else the machine does falls on both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for i in range(RUNS + 1):
        for act, seconds in zip((ours, theirs), taken, strict=True):
            start = time.process_time()
            act()
            if i:  # the first time warms up
                seconds.append(time.process_time() - start)
    return taken


def write_bare(sheets: dict[str, Rows]) -> bytes:
    """The values of the same cells, and nothing else."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_date_format": "d mmm yyyy",
        },
    )
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.write(r, c, value)
    book.close()
    return buffer.getvalue()


def write_pandas(frames: dict[str, pd.DataFrame]) -> bytes:
    """A data frame to a sheet."""
    buffer = BytesIO()
    with pd.ExcelWriter(buffer, engine="openpyxl") as writer:
        for name, frame in frames.items():
            frame.to_excel(writer, sheet_name=name, header=False, index=False)
    return buffer.getvalue()


def reading(content: bytes) -> None:
    """Ours, with every check and every problem told, beside bare iteration and pandas."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        path.write_bytes(content)
        outcome = outcome_of_679()
        found = read_workbook(path, outcome.area, outcome.scenario)
        assert not found.refused
        assert len(found.tables) == len(INPUT_TABLES)
        ours_taken, bare_taken = in_turn(
            lambda: read_workbook(path, outcome.area, outcome.scenario), lambda: read_bare(path)
        )
        ours = line("read the workbook, checked", ours_taken)
        bare = line("openpyxl read-only, iterating the same cells", bare_taken)
        by_pandas = line("pandas with openpyxl, every sheet", times(lambda _: read_pandas(path), 3, warm=1))
    print(f"  {'ours takes, times openpyxl read-only':<58} {ours / bare:9.2f}   target 2.5")
    ratio("pandas with openpyxl takes", ours, by_pandas)


def read_bare(path: Path) -> int:
    """Every cell of every sheet, looked at and forgotten."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    count = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                count += cell.value is not None
    book.close()
    return count


def read_pandas(path: Path) -> dict[str, pd.DataFrame]:
    """Every sheet as a data frame."""
    return pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")


def recalculating(outcome: Outcome, content: bytes) -> None:
    """Every figure after one ward's DWO posts change: the app, and every formula of the workbook by LibreOffice."""
    wards = outcome.scenario.wards

    def in_app(i: int) -> None:
        changed = replace(wards, dwo=(wards.dwo[0] + 1 + i, *wards.dwo[1:]))
        scenario = replace(outcome.scenario, wards=changed)
        assert evaluate(outcome.area, outcome.baseline, scenario).rules

    ours = line("one ward changed, every figure and rule, in the app", times(in_app, 50))
    if soffice() is None:
        print("  LibreOffice Calc is not installed, so there is nothing to compare with")
        return
    book = Inside(content)
    book.set("Wards", (outcome.area.wards[0].code,), dwo=wards.dwo[0] + 1)
    changed = {str(i): book.content() for i in range(COPIES)}
    always = statistics.median(times(lambda _: through_libreoffice(changed, ALWAYS), 2, warm=1)) / COPIES
    never = statistics.median(times(lambda _: through_libreoffice(changed, NEVER), 2, warm=0)) / COPIES
    print(f"  {'the same change by LibreOffice: open, recalculate, save':<58} {'':7}{always * 1e3:9.0f} ms")
    print(f"  {'of which recalculating (less the same without)':<58} {'':7}{(always - never) * 1e3:9.0f} ms")
    ratio("LibreOffice's recalculating alone takes", ours, always - never)
    ratio("LibreOffice with opening and saving takes", ours, always)


def through_libreoffice(workbooks: dict[str, bytes], mode: int) -> None:
    """One process for all of them."""
    with tempfile.TemporaryDirectory() as folder:
        recalculate(workbooks, Path(folder), mode=mode)
