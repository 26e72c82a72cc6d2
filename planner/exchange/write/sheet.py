"""A laid-out sheet written: values with their formulas, headings, notes, drop-downs, freeze panes and print set-up."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from planner.exchange.columns import Column
from planner.exchange.write.blocks import Across, Block, Line, Lines, SheetPlan, Shown, Words, YearRows
from planner.exchange.write.inputs import allow, allow_each, choose, note_of
from planner.exchange.write.layout import Filled, Layout, Place, Seen, column_letters
from planner.exchange.write.notes import Note
from planner.exchange.write.styles import COLOURS, LINE_HEIGHT, WRAPS_FROM, Look, Styles
from planner.views.tables import Kind, Value

A4 = 9
PAGE_WIDTH = 165
"""Characters across an A4 page that can still be read; a wider table takes more pages, its first columns repeated."""
ONE_PAGE = 200
"""Characters up to which one page is better than two, if smaller."""
_LEFT = (Kind.TEXT, Kind.YES_NO)
NOTE_SIZE, NOTE_CHARACTERS = 8, 100
"""Type of a working-out in points, and the characters after which it goes on in the next line."""
_CHARACTER, _LINE = 0.6 * 96 / 72, 1.2 * 96 / 72
"""Pixels across and down that a point of type takes."""


def put(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    """Write one cell by the kind of its value: never guessed from what text looks like."""
    if isinstance(value, bool):
        sheet.write_string(row, column, "yes" if value else "no", look)
    elif isinstance(value, str) and value:
        sheet.write_string(row, column, value, look)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)
    else:
        sheet.write_blank(row, column, None, look)


class _Text(str):
    """The value of a formula that is text, whatever it looks like: an empty one, and a name such as #REF!.

    The library writes a value equal to "" as none at all and one equal to an error as that error.
    """

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


_EXCEL_DAY_0 = date(1899, 12, 30).toordinal()


def kept(value: Value) -> str | int | float:
    """A formula's value as the file keeps it: dates as day numbers, yes or no as text."""
    if isinstance(value, bool):
        return _Text("yes" if value else "no")
    if isinstance(value, date):
        return value.toordinal() - _EXCEL_DAY_0
    return value if isinstance(value, (int, float)) else _Text(value or "")


class SheetWriter:
    """Writes one plan of a sheet."""

    def __init__(self, sheet: Any, plan: SheetPlan, layout: Layout, styles: Styles) -> None:
        self._sheet = sheet
        self._plan = plan
        self._layout = layout
        self._styles = styles
        self._widths: dict[int, int] = {}

    def write(self, line: str, footer: str) -> None:
        """Write it all. `line` says of what the workbook is; `footer` stands on every page."""
        plan = self._plan
        put(self._sheet, 0, 0, plan.title, self._styles.get(bold=True, font_size=13))
        put(self._sheet, 1, 0, line, self._styles.get(italic=True, font_color=COLOURS["given text"]))
        for i, note in enumerate(plan.notes):
            put(self._sheet, 2 + i, 0, note, self._styles.get())
        for block in plan.blocks:
            if isinstance(block, Block):
                self._write_table(block)
            elif isinstance(block, Lines):
                self._write_lines(block)
            elif isinstance(block, Words):
                for i, words in enumerate(block.lines):
                    put(self._sheet, block.top + i, 0, words, self._styles.get())
            else:
                self._write_years(block)
        for column, width in self._widths.items():
            self._sheet.set_column(column, column, width)
        self._set_up(footer)

    def _set_up(self, footer: str) -> None:
        fixed = self._plan.fixed_columns
        tables = [block for block in self._plan.blocks if isinstance(block, Block)]
        wide = sum(self._widths.values())
        pages = 1 if wide <= ONE_PAGE else -(-wide // PAGE_WIDTH)
        print_set_up(self._sheet, footer, pages)
        if pages > 1:
            self._print_over_pages()
        if tables and self._plan.repeats:
            head = tables[0].head
            top = head - 1 if tables[0].has_totals else head
            self._sheet.freeze_panes(head + 1, fixed)
            self._sheet.repeat_rows(top, head)
            if len(tables) == 1:
                last = max(self._widths)
                self._sheet.autofilter(head, 0, head + tables[0].count, last)
        else:
            self._sheet.freeze_panes(2, fixed)
            if pages == 1:
                self._sheet.repeat_rows(0, 1)

    def _print_over_pages(self) -> None:
        """Title and notes stand above every page: in the first column they would be cut off where it is repeated."""
        sheet, plan = self._sheet, self._plan
        sheet.repeat_columns(0, plan.fixed_columns - 1)
        sheet.print_area(plan.first_row, 0, sheet.dim_rowmax, sheet.dim_colmax)
        title, note = in_header(plan.title), in_header(" ".join(plan.notes))
        sheet.set_margins(left=0.4, right=0.4, top=0.9, bottom=0.6)
        sheet.set_header(f'&L&"-,Bold"{title}\n&"-,Regular"&8{note}', {"scale_with_doc": False})

    def _title(self, block: Block | YearRows) -> None:
        if block.title:
            above = 2 if isinstance(block, Block) and block.has_totals else 1
            put(self._sheet, block.head - above, 0, block.title, self._styles.get(bold=True, font_size=11))

    def _width(self, column: int, width: int) -> None:
        self._widths[column] = max(width, self._widths.get(column, 0))

    # Tables

    def _write_table(self, block: Block) -> None:
        self._title(block)
        heads: list[tuple[str, int]] = []
        for column, left in zip(block.columns, block.lefts, strict=True):
            if isinstance(column, Across):
                self._write_across(block, column, left)
                heads += [(str(head), _width_of(str(head), column.width)) for head in column.heads]
            else:
                self._write_column(block, column, left)
                heads.append((column.heading, _width_of(column.heading, column.width)))
        self._sheet.set_row(block.head, LINE_HEIGHT * _lines_of(heads) + 1.5)
        if any(column.adds_up for column in block.columns):
            first = block.lefts[0]
            put(self._sheet, block.head - 1, first, "All", self._styles.cell(Kind.TEXT, Look.WORKING, total=True))
        self._set_heights(block)

    def _write_column(self, block: Block, column: Shown, left: int) -> None:
        self._width(left, _width_of(column.heading, column.width))
        is_input = column.look is Look.INPUT
        head = self._styles.heading(is_text=column.kind in _LEFT, is_input=is_input)
        put(self._sheet, block.head, left, column.heading, head)
        place = block.places[column.key]
        wrap = _wraps(column)
        kinds = column.kinds or [column.kind] * block.count
        top = _has_text(block)
        looks = {kind: self._styles.cell(kind, column.look, wrap=wrap, top=top) for kind in set(kinds)}
        if column.makes:
            seen = Seen(self._layout, place)
            for i, make in enumerate(column.makes):
                at = place.top + i
                text = Filled(make(seen)).at(at, left)
                self._sheet.write_formula(at, left, text, looks[kinds[i]], kept(column.values[i]))
        else:
            self._fill(place, [looks[kind] for kind in kinds], [[value] for value in column.values], column.make)
        if column.spec is not None:
            self._explain(column.spec, place, block.head, is_input)
            if is_input and column.kinds is not None:
                allow_each(self._sheet, column.spec, place, column.kinds)
        if column.adds_up:
            self._total(block, left, column.kind, column.values)

    def _write_across(self, block: Block, column: Across, left: int) -> None:
        place = block.places[column.key]
        for i, head in enumerate(column.heads):
            self._width(left + i, _width_of(str(head), column.width))
            look = self._styles.heading(is_text=False, is_input=column.look is Look.INPUT)
            put(self._sheet, block.head, left + i, head, look)
        look = self._styles.cell(column.kind, column.look, top=_has_text(block))
        self._fill(place, [look] * block.count, column.values, column.make)
        if column.above:
            above = Place(place.sheet, block.head - 1, left, 1, len(column.above), (), (column.dim,), {}, place.heads)
            bold = self._styles.get(bold=True, align="right")
            self._fill(above, [bold], [column.above], column.above_make)
        for i, spec in enumerate(column.specs):
            one = Place(place.sheet, place.top, place.left + i, place.height)
            self._explain(spec, one, block.head, column.look is Look.INPUT)
        if column.adds_up:
            for i in range(len(column.heads)):
                self._total(block, left + i, column.kind, [row[i] for row in column.values])

    def _fill(self, place: Place, looks: Sequence[Any], values: Sequence[Sequence[Value]], make: Any) -> None:
        sheet = self._sheet
        if make is None:
            for r, row in enumerate(values):
                for c, value in enumerate(row):
                    put(sheet, place.top + r, place.left + c, value, looks[r])
            return
        text = Filled(make(Seen(self._layout, place)))
        for r, row in enumerate(values):
            at = place.top + r
            for c, value in enumerate(row):
                column = place.left + c
                sheet.write_formula(at, column, text.at(at, column), looks[r], kept(value))

    def _total(self, block: Block, column: int, kind: Kind, values: Sequence[Value]) -> None:
        letters = column_letters(column)
        numbers = [value for value in values if isinstance(value, (int, float))]
        formula = f"=SUM({letters}{block.head + 2}:{letters}{block.head + 1 + block.count})"
        look = self._styles.cell(kind, Look.OUTPUT, total=True)
        self._sheet.write_formula(block.head - 1, column, formula, look, sum(numbers))

    def _set_heights(self, block: Block) -> None:
        """Rows are as high as their longest wrapped text: not every program works that out when it opens a file."""
        wide = [column for column in block.columns if isinstance(column, Shown) and _wraps(column)]
        for r in range(block.count if wide else 0):
            lines = _lines_of([(str(column.values[r] or ""), column.width) for column in wide])
            if lines > 1:
                self._sheet.set_row(block.head + 1 + r, LINE_HEIGHT * lines + 1.5)

    def _explain(self, spec: Column, place: Place, head: int, is_input: bool) -> None:
        """The note on an input's heading, and what its cells allow."""
        if not is_input:
            return
        note = note_of(spec)
        self._sheet.write_comment(head, place.left, note, {"author": "", "x_scale": 1.6, "font_size": 9})
        allow(self._sheet, spec, place)

    # Single figures and rows by year

    def _write_lines(self, block: Lines) -> None:
        for line, place in zip(block.lines, block.places, strict=True):
            self._write_line(line, place)

    def _write_line(self, line: Line, place: Place) -> None:
        look = self._styles.cell(line.kind, line.look)
        put(self._sheet, place.top, 0, line.label, self._styles.get())
        self._width(place.left, 15)
        self._fill(place, [look], [[line.value]], line.make)
        beside = "  ".join(text for text in (line.unit, line.note) if text)
        if beside:
            put(
                self._sheet,
                place.top,
                place.left + 1,
                beside,
                self._styles.get(font_color=COLOURS["given text"], align="left", indent=1),
            )
        if line.choices:
            choose(self._sheet, line.choices, place, line.note)

    def _write_years(self, block: YearRows) -> None:
        self._title(block)
        for i, year in enumerate(block.years):
            self._width(block.at + i, 14)
            put(self._sheet, block.head, block.at + i, year, self._styles.heading(is_text=False, is_input=False))
        for row, place in zip(block.rows, block.places, strict=True):
            label = f"{row.label}, {row.unit}" if row.unit else row.label
            put(self._sheet, place.top, 0, label, self._styles.get())
            look = self._styles.cell(row.kind, row.look)
            self._fill(place, [look], [row.values], row.make)


def put_notes(sheet: Any, notes: Sequence[Note]) -> None:
    """Working-outs as notes, in a type whose columns stay in line, each as large as its words."""
    for note in notes:
        lines = note.text.split("\n")
        wide = min(NOTE_CHARACTERS, max(map(len, lines)) + 2)
        high = sum(max(1, -(-len(line) // (wide - 1))) for line in lines)
        sheet.write_comment(
            note.row,
            note.column,
            note.text,
            {
                "author": "",
                "font_name": "Courier New",
                "font_size": NOTE_SIZE,
                "width": round(wide * NOTE_SIZE * _CHARACTER),
                "height": round(high * NOTE_SIZE * _LINE) + 8,
            },
        )


def _width_of(heading: str, width: int) -> int:
    """As wide as asked, and as the longest word of the heading, which is bold."""
    return max(width, *(round(len(word) * 1.1) + 2 for word in heading.split()))


def _wraps(column: Shown) -> bool:
    return column.kind is Kind.TEXT and column.width >= WRAPS_FROM


def _has_text(block: Block) -> bool:
    """Whether rows may be more than a line high."""
    return any(isinstance(column, Shown) and _wraps(column) for column in block.columns)


def _lines_of(texts: Sequence[tuple[str, int]]) -> int:
    return max((len(textwrap.wrap(text, max(4, width - 2))) for text, width in texts), default=1) or 1


def in_header(text: str) -> str:
    """Text as a page's header or footer takes it, where an ampersand begins what is no text."""
    return text.replace("&", "&&")


def print_set_up(sheet: Any, footer: str, pages_wide: int) -> None:
    """A4 landscape, as wide as it must be, with page n of m in the footer."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(pages_wide, 0)
    sheet.set_footer(f"{footer}&R&8&A, page &P of &N")
