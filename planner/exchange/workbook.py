"""The workbook: every post, cost, saving, bridge step and rule as a formula over the inputs beside it.

Formulas are written with their values and come from the equations that the app works with; the layout is in
planner.exchange.write. Text is always written as text, so a name such as =1+1 stays one. The same outcome and
`as_at` give the same bytes. See docs/decisions/0009.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from planner.exchange.errors import ExportCancelled, ExportError
from planner.exchange.opens_clean import faults_of
from planner.exchange.reserved import reserved_rows
from planner.exchange.tables import RESERVED_SHEET
from planner.exchange.write.book import Laid, figure_cells, lay_out
from planner.exchange.write.front import About, about_of, contents, define_lists, reserved_sheet
from planner.exchange.write.quick import sheet_class
from planner.exchange.write.sheet import SheetWriter, put_notes
from planner.exchange.write.styles import Styles
from planner.files import replace_file
from planner.outcome.evaluate import Outcome
from planner.views.tables import Table

__all__ = ["Cancelled", "Progress", "add_sheet", "figure_cells", "new_book", "put_in_place", "workbook_bytes",
           "write_workbook"]  # fmt: skip

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]

FIGURES = (
    "Formulas with their values, taken from the planner’s own equations. Posts are whole; pounds are to the penny. "
    "Change the inputs and every figure follows; import the workbook, and the planner takes what was changed. "
    "Checks says whether the two agree."
)


def write_workbook(
    outcome: Outcome,
    path: Path | str,
    *,
    plan_name: str = "",
    as_at: datetime,
    decisions: Table | None = None,
    progress: Progress = lambda share: None,
    cancelled: Cancelled = lambda: False,
) -> None:
    """Write the workbook of an outcome to an .xlsx file.

    `as_at` is an aware time; `plan_name` is the plan file's name, empty for the shipped plan; `decisions` the log of
    the scenario (planner.views.tables.decisions), where the workbook is to carry it. Written to a
    temporary file beside it, then replaced. `progress` hears shares from 0 to 1; `cancelled` is asked before
    each sheet. Raises ExportError, or ExportCancelled, with a file that was there as it was.
    """
    content = workbook_bytes(
        outcome, plan_name=plan_name, as_at=as_at, decisions=decisions, progress=progress, cancelled=cancelled
    )
    put_in_place(Path(path), content)


def put_in_place(target: Path, content: bytes) -> None:
    """Put a workbook's bytes in the file's place, once they are seen to open clean. Raises ExportError."""
    if target.is_dir():
        raise ExportError(f"{target} is a folder: name a file in it, such as {target / 'plan.xlsx'}.")
    if not target.parent.is_dir():
        raise ExportError(f"There is no folder {target.parent}: make it or choose another, then export again.")
    faults = faults_of(content)
    if faults:
        raise ExportError(
            f"{target.name} was not written: Excel would want to repair it ({faults[0]}). What was there is as it was. "
            "Please report it with the plan."
        )
    try:
        replace_file(target, content)
    except PermissionError as problem:
        raise ExportError(
            f"{target.name} could not be written: it is open in another program, or the folder does not allow it. "
            "Close it there or choose another name."
        ) from problem
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ExportError(f"{target.name} could not be written: {reason}. Choose another name or folder.") from problem


def workbook_bytes(
    outcome: Outcome,
    *,
    plan_name: str = "",
    as_at: datetime,
    decisions: Table | None = None,
    progress: Progress = lambda share: None,
    cancelled: Cancelled = lambda: False,
) -> bytes:
    """The workbook's bytes: the same for the same outcome, name and time. Raises ExportCancelled."""
    buffer = BytesIO()
    about = about_of(outcome, plan_name, as_at)
    book = new_book(buffer, f"BCU Planner: {outcome.scenario.name}", outcome.area.name, about, as_at)
    styles = Styles(book)
    laid = lay_out(outcome, decisions)
    contents(add_sheet(book, "Contents"), laid.contents, about, outcome.area.attribution, styles, FIGURES)
    _write_sheets(book, laid, about, styles, progress, cancelled)
    reserved = add_sheet(book, RESERVED_SHEET)
    rows = reserved_rows(outcome, as_at=as_at, headings=laid.headings)
    reserved_sheet(reserved, rows, laid.copied, styles)
    define_lists(book, laid.layout)
    book.close()
    if cancelled():
        raise ExportCancelled
    return buffer.getvalue()


def _write_sheets(
    book: Any, laid: Laid, about: About, styles: Styles, progress: Progress, cancelled: Cancelled
) -> None:
    for i, plan in enumerate(laid.sheets):
        if cancelled():
            raise ExportCancelled
        sheet = add_sheet(book, plan.name)
        SheetWriter(sheet, plan, laid.layout, styles).write(about.line, about.footer)
        put_notes(sheet, laid.notes.get(plan.name, ()))
        progress((i + 1) / (len(laid.sheets) + 1))  # closing the book, which writes the file, is the last part


def add_sheet(book: Any, name: str) -> Any:
    """A new sheet at the end of the book."""
    return book.add_worksheet(name, worksheet_class=sheet_class())


def new_book(buffer: BytesIO, title: str, subject: str, about: About, as_at: datetime) -> Any:
    """An empty workbook that writes text as text, with its properties."""
    import xlsxwriter  # not needed until someone exports: the window starts without it

    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {
            "title": title,
            "subject": subject,
            "author": "BCU Planner",
            "comments": about.line,
            "created": as_at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    return book
