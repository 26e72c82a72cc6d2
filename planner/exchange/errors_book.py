"""The errors workbook: every problem of a workbook that was read, each with a link to its cell."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from planner import app_name
from planner.exchange.problems import Problem, Severity
from planner.exchange.received import Received
from planner.exchange.workbook import put_in_place
from planner.words.names import listing, plural

A4 = 9
_HEAD = 3
"""The row (from 0) of the headings."""
_COLUMNS: tuple[tuple[str, int], ...] = (
    ("Problem", 8),
    ("Severity", 10),
    ("Kind", 18),
    ("Sheet", 16),
    ("Cell", 14),
    ("What is wrong", 70),
    ("Read", 26),
    ("Allowed", 36),
    ("What to do", 44),
)
_LONGEST_LINK = 2_000
"""Excel takes links of up to 2,079 characters."""
_CELL_LENGTH = 32_767


def write_errors(received: Received, path: Path | str) -> None:
    """Write every problem to an .xlsx file, in the order they are shown.

    A link opens the workbook that was read at the sheet and cell: the two files are expected in one folder.
    All text is written as text. Raises ExportError, with a file that was there as it was.
    """
    put_in_place(Path(path), errors_bytes(received))


def errors_bytes(received: Received) -> bytes:
    """The errors workbook's bytes."""
    import xlsxwriter  # not needed until someone asks for it: the window starts without it

    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "max_url_length": 2_079}
    book = xlsxwriter.Workbook(buffer, options)
    _write(book, received)
    book.close()
    return buffer.getvalue()


def counted(problems: tuple[Problem, ...]) -> str:
    """How many problems there are of each severity: "3 errors and 2 notes"."""
    names = {
        Severity.REFUSED: ("reason to refuse it", "reasons to refuse it"),
        Severity.ERROR: ("error", None),
        Severity.NOTE: ("note", None),
    }
    counts = {severity: sum(p.severity is severity for p in problems) for severity in Severity}
    return listing([plural(n, *names[severity]) for severity, n in counts.items() if n]) or "no problems"


def _write(book: Any, received: Received) -> None:
    sheet = book.add_worksheet("Problems")
    plain = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@"})
    strong = book.add_format({"bold": True, "valign": "bottom", "bottom": 1, "text_wrap": True})
    link = book.add_format({"valign": "top", "font_color": "blue", "underline": 1})
    sheet.write_string(0, 0, f"Problems in {received.file}", book.add_format({"bold": True, "font_size": 13}))
    sheet.write_string(1, 0, f"{counted(received.problems)} · {app_name()} · links open {received.file}")
    for i, (name, width) in enumerate(_COLUMNS):
        sheet.set_column(i, i, width)
        sheet.write_string(_HEAD, i, name, strong)
    for i, problem in enumerate(received.problems):
        _write_row(sheet, _HEAD + 1 + i, i + 1, problem, received.file, plain, link)
    last = _HEAD + len(received.problems)
    sheet.autofilter(_HEAD, 0, last, len(_COLUMNS) - 1)
    sheet.freeze_panes(_HEAD + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.set_footer("&LBCU Planner&R&A, page &P of &N")


def _write_row(sheet: Any, row: int, number: int, problem: Problem, file: str, plain: Any, link: Any) -> None:
    sheet.write_number(row, 0, number, plain)
    texts = (problem.severity.value, problem.reason.value, problem.sheet, problem.cell, problem.text, problem.found,
             problem.allowed, problem.hint)  # fmt: skip
    for i, text in enumerate(texts, 1):
        sheet.write_string(row, i, text[:_CELL_LENGTH], plain)
    address = link_to(file, problem)
    if address and len(address) <= _LONGEST_LINK:
        sheet.write_url(row, 4, address, link, problem.cell or problem.sheet, f"Open {problem.place} in {file}"[:250])


def link_to(file: str, problem: Problem) -> str:
    """The link to a problem's cell in the workbook beside this one; empty where it has no sheet."""
    if not problem.sheet:
        return ""
    sheet = problem.sheet.replace("'", "''")
    cell = problem.cell.split(",")[0] or "A1"
    name = quote(file, safe=" !$&'()+,;=@~-_.") if "#" in file or "%" in file else file
    return f"external:{name}#'{sheet}'!{cell}"
