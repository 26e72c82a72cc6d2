"""The plain workbook: every table of an outcome as values, one to a sheet, with where the figures come from.

Text is always written as text, so a name such as =1+1 stays one. The same outcome and `as_at` give the same
bytes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from planner import __version__
from planner.exchange.errors import ExportCancelled, ExportError
from planner.files import replace_file
from planner.outcome.evaluate import Outcome
from planner.outcome.explain import terms_in_words
from planner.scenario.plain import fingerprint, short
from planner.views.tables import Kind, Table, TableColumn, Value, all_tables, kind_of_unit
from planner.words.dates import full_date
from planner.words.vocabulary import Status

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]

A4 = 9
FIRST_NOTE = 2
"""The row (from 0) of the first note, under the title and the scenario line."""
NOTE_WIDTH = 110
PAGE_WIDTH = 240
"""Characters across an A4 page that can still be read; a wider table takes more pages, its first columns repeated."""
WRAPS_FROM = 28
"""Text columns at least this wide wrap; narrower ones hold codes and words that fit."""
LINE_HEIGHT = 13.5
"""Points for a line of 10-point text."""

_MINUS = '"−"'
_FORMATS: dict[Kind, str] = {
    Kind.WHOLE: f"#,##0;{_MINUS}#,##0",
    Kind.CHANGE: f"+#,##0;{_MINUS}#,##0;0",
    Kind.DECIMAL: f"#,##0.00;{_MINUS}#,##0.00",
    Kind.POUNDS: f"#,##0.00;{_MINUS}#,##0.00",
    Kind.SHARE: f"0.00 %;{_MINUS}0.00 %",
    Kind.PER_CENT: f"0 %;{_MINUS}0 %",
    Kind.DATE: "d mmm yyyy",
}


@dataclass(frozen=True)
class _About:
    """What stands on every sheet about the outcome."""

    scenario: str
    lines: tuple[tuple[str, str], ...]
    line: str
    footer: str


def write_workbook(
    outcome: Outcome,
    path: Path | str,
    *,
    plan_name: str = "",
    as_at: datetime,
    progress: Progress = lambda share: None,
    cancelled: Cancelled = lambda: False,
) -> None:
    """Write every table of the outcome to an .xlsx file.

    `as_at` is an aware time; `plan_name` is the plan file's name, empty for the shipped plan. Written to a
    temporary file beside it, then replaced. `progress` hears shares from 0 to 1; `cancelled` is asked before
    each sheet. Raises ExportError, or ExportCancelled, with a file that was there as it was.
    """
    target = Path(path)
    content = workbook_bytes(outcome, plan_name=plan_name, as_at=as_at, progress=progress, cancelled=cancelled)
    if target.is_dir():
        raise ExportError(f"{target} is a folder: name a file in it, such as {target / 'plan.xlsx'}.")
    if not target.parent.is_dir():
        raise ExportError(f"There is no folder {target.parent}: make it or choose another, then export again.")
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
    progress: Progress = lambda share: None,
    cancelled: Cancelled = lambda: False,
) -> bytes:
    """The workbook's bytes: the same for the same outcome, name and time. Raises ExportCancelled."""
    import xlsxwriter  # not needed until someone exports: the window starts without it

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    about = _about(outcome, plan_name, as_at)
    book.set_properties(
        {
            "title": f"BCU Planner: {outcome.scenario.name}",
            "subject": outcome.area.name,
            "author": "BCU Planner",
            "comments": about.line,
            "created": as_at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    tables = all_tables(outcome)
    styles = _Styles(book)
    _contents(book.add_worksheet("Contents"), tables, about, outcome.area.attribution, styles)
    for i, table in enumerate(tables):
        if cancelled():
            raise ExportCancelled
        _Sheet(book.add_worksheet(table.name), table, styles).write(about)
        progress((i + 1) / (len(tables) + 1))  # closing the book, which writes the file, is the last part
    book.close()
    if cancelled():
        raise ExportCancelled
    return buffer.getvalue()


def _about(outcome: Outcome, plan_name: str, as_at: datetime) -> _About:
    scenario, baseline = outcome.scenario, outcome.baseline
    mark = short(fingerprint(scenario))
    labelled = f"{baseline.name} ({baseline.status.value})" if baseline.status == Status.ILLUSTRATIVE else baseline.name
    terms = terms_in_words(outcome)
    lines = [
        ("Scenario", scenario.name),
        ("Plan", plan_name or "the shipped plan"),
        ("Fingerprint", fingerprint(scenario)),
        ("Price terms", terms),
        ("As at", full_date(as_at.date())),
        ("Area", outcome.area.name),
        ("Baseline", labelled),
        ("Planner", f"BCU Planner {__version__}"),
    ]
    if scenario.note:
        lines.insert(1, ("Note", scenario.note))
    line = f"{scenario.name} · fingerprint {mark} · {terms} · as at {full_date(as_at.date())} · baseline: {labelled}"
    return _About(scenario.name, tuple(lines), line, f"&LBCU Planner · {mark} · as at {full_date(as_at.date())}")


class _Styles:
    """Cell formats, made once for each look."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def get(self, **look: object) -> Any:
        """The format with these properties."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": "Calibri", "font_size": 10, "valign": "top", **look})
        return self._made[key]

    def cell(self, kind: Kind, *, total: bool = False, wrap: bool = False) -> Any:
        """How a value of that kind is shown, in a row or in the totals."""
        look: dict[str, object] = {"num_format": _FORMATS.get(kind, "@" if kind == Kind.TEXT else "General")}
        if kind in (Kind.TEXT, Kind.YES_NO):
            look |= {"align": "left", "indent": 1}  # apart from a number that ends at the column's edge
        if wrap:
            look["text_wrap"] = True
        if total:
            look |= {"bold": True, "top": 2}
        return self.get(**look)


class _Sheet:
    """One table on one sheet: what it is, about what, its notes, head, rows and totals."""

    def __init__(self, sheet: Any, table: Table, styles: _Styles) -> None:
        self._sheet = sheet
        self._table = table
        self._styles = styles
        keys = [column.key for column in table.columns]
        self._unit = keys.index("unit") if "unit" in keys else None
        wide = max(NOTE_WIDTH, sum(column.width for column in table.columns))
        self._notes = [line for note in table.notes for line in textwrap.wrap(note, min(wide, PAGE_WIDTH))]
        self._head = FIRST_NOTE + len(self._notes) + 1

    def write(self, about: _About) -> None:
        """Write it all and set it up for reading and printing."""
        sheet, table = self._sheet, self._table
        _put(sheet, 0, 0, f"{table.name}. {table.about}", self._styles.get(bold=True, font_size=13))
        _put(sheet, 1, 0, about.line, self._styles.get(italic=True))
        for i, note in enumerate(self._notes):
            _put(sheet, FIRST_NOTE + i, 0, note, self._styles.get())
        for at, column in enumerate(table.columns):
            self._write_head(at, column)
        self._set_height(self._head, [(column.head, column.width) for column in table.columns])
        for i, row in enumerate(table.rows):
            self._write_row(self._head + 1 + i, row, total=False)
        last = self._head + len(table.rows)
        if table.total:
            self._write_row(last + 1, table.totals(), total=True)
        if table.rows:
            sheet.autofilter(self._head, 0, last, len(table.columns) - 1)
        fixed = 2 if len(table.columns) > 8 else 1
        sheet.freeze_panes(self._head + 1, fixed)
        pages = -(-sum(column.width for column in table.columns) // PAGE_WIDTH)
        _print_set_up(sheet, about.footer, pages)
        sheet.repeat_rows(self._head)
        if pages > 1:
            sheet.repeat_columns(0, fixed - 1)

    def _set_height(self, row: int, texts: Sequence[tuple[str, int]]) -> None:
        """Rows are as high as their longest wrapped text: not every program works that out when it opens a file."""
        lines = max((len(textwrap.wrap(text, max(4, width - 2))) for text, width in texts), default=1)
        self._sheet.set_row(row, LINE_HEIGHT * max(1, lines) + 1.5)

    def _write_head(self, at: int, column: TableColumn) -> None:
        is_text = column.kind in (Kind.TEXT, Kind.YES_NO)
        side: dict[str, object] = {"align": "left", "indent": 1} if is_text else {"align": "right"}
        look = self._styles.get(bold=True, text_wrap=True, bottom=1, valign="bottom", **side)
        self._sheet.set_column(at, at, column.width)
        _put(self._sheet, self._head, at, column.head, look)

    def _write_row(self, at: int, row: Sequence[Value], *, total: bool) -> None:
        long: list[tuple[str, int]] = []
        for i, (column, value) in enumerate(zip(self._table.columns, row, strict=True)):
            kind = column.kind
            if kind == Kind.FIGURE:
                kind = kind_of_unit(row[self._unit] if self._unit is not None else None)
            wrap = kind == Kind.TEXT and column.width >= WRAPS_FROM
            if wrap and isinstance(value, str):
                long.append((value, column.width))
            _put(self._sheet, at, i, value, self._styles.cell(kind, total=total, wrap=wrap))
        self._set_height(at, long)


def _put(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    """Write one cell by the kind of its value: never guessed from what text looks like."""
    if isinstance(value, bool):
        sheet.write_string(row, column, "yes" if value else "no", look)
    elif isinstance(value, str):
        if value:
            sheet.write_string(row, column, value, look)
        else:
            sheet.write_blank(row, column, None, look)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)
    else:
        sheet.write_blank(row, column, None, look)


def _contents(sheet: Any, tables: Sequence[Table], about: _About, attribution: str, styles: _Styles) -> None:
    """The first sheet: what this is, of which scenario, what is on each sheet, and whose data it is."""
    plain, strong, wrapped = styles.get(), styles.get(bold=True), styles.get(text_wrap=True)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    _put(sheet, 0, 0, "BCU Planner", styles.get(bold=True, font_size=16))
    for i, (name, value) in enumerate(about.lines):
        _put(sheet, 2 + i, 0, name, strong)
        _put(sheet, 2 + i, 1, value, wrapped)
    at = 3 + len(about.lines)
    _put(sheet, at, 0, "Sheet", styles.get(bold=True, bottom=1))
    _put(sheet, at, 1, "What it holds", styles.get(bold=True, bottom=1))
    for i, table in enumerate(tables):
        sheet.write_url(at + 1 + i, 0, f"internal:'{table.name}'!A1", string=table.name)
        _put(sheet, at + 1 + i, 1, table.about, plain)
    at += len(tables) + 2
    _put(sheet, at, 0, "Figures", strong)
    _put(sheet, at, 1, "Values as at export, without formulas. Posts are whole; pounds are to the penny.", wrapped)
    _put(sheet, at + 1, 0, "Attribution", strong)
    _put(sheet, at + 1, 1, attribution, wrapped)
    sheet.set_row(at + 1, LINE_HEIGHT * len(textwrap.wrap(attribution, 90)))
    _print_set_up(sheet, about.footer, 1)


def _print_set_up(sheet: Any, footer: str, pages_wide: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(pages_wide, 0)
    sheet.set_footer(f"{footer}&R&A, page &P of &N")
