"""The workbook's cells, by openpyxl, within the bounds that the scan found.

openpyxl's own readers are used part by part: the whole-book one also parses styles, pictures, charts and
properties, which a plan has no use for and a hostile file can make as large and as odd as it likes.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import IO

import openpyxl
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import WINDOWS_EPOCH
from openpyxl.worksheet._reader import WorkSheetParser

from planner.exchange.read.archive import STYLES, TEXTS, WORKBOOK, Refusal
from planner.exchange.read.scan import MOST_COLUMNS, MOST_TEXT, Facts, Scanner
from planner.exchange.read.xml_pass import Cancelled, Pass, damaged, main
from planner.words.numbers import whole

Raw = str | int | float | bool | datetime | date | time | timedelta | None
"""A cell's value as openpyxl gives it: None for a cell without one."""
Row = Mapping[int, Raw]
"""Values by column, from 1; only cells that have one."""

MOST_READ = 200_000
"""Cells, empty ones too, down to the last content of the sheets that are read, and elements besides them."""
_STRICT = b"purl.oclc.org/ooxml/"
_FORMAT_LENGTH = 255
_ESCAPED = re.compile(r"_x((?![dD][89a-fA-F])[0-9A-Fa-f]{4})_")
"""How Excel writes a character that XML cannot hold; half a character (a surrogate) is no character."""


@dataclass(frozen=True)
class Sheet:
    """A worksheet: its name and state ("visible", "hidden", "veryHidden") as the workbook has them."""

    name: str
    state: str
    part: str
    facts: Facts


class Book:
    """A workbook whose structure is known; cells are read sheet by sheet when asked for.

    Raises Refusal for what cannot be understood or is out of bounds.
    """

    def __init__(self, file: str, archive: zipfile.ZipFile, cancelled: Cancelled = lambda: False) -> None:
        if not openpyxl.DEFUSEDXML:
            raise Refusal(
                f"{file} is not read, to be safe: the library that guards against hostile files is missing.",
                hint="Install BCU Planner again.",
            )
        self._file = file
        self._archive = archive
        self._xml = Pass(file, archive, cancelled)
        self._read = 0
        parts = {name.casefold(): name for name in archive.namelist()}
        self.has_macros = any("vbaproject" in name or "/macrosheets/" in name for name in parts)
        self.has_links = any(name.startswith("xl/externallinks/") and name.endswith(".xml") for name in parts)
        found = self._structure(parts)
        self._texts = self._shared_texts(parts.get(TEXTS))
        self._dates, self._durations = self._date_styles(parts.get(STYLES))
        scanner = Scanner(file, self._xml, len(self._texts))
        self.sheets = tuple(Sheet(name, state, part, scanner.scan(name, part)) for name, state, part in found)

    def rows(self, sheet: Sheet, last_row: int = 0) -> dict[int, Row]:
        """The rows with content, to `last_row` or to the last there is, by number from 1."""
        last = min(sheet.facts.last_row, last_row or sheet.facts.last_row)
        if not last:
            return {}
        self._read += sheet.facts.to_read + sheet.facts.besides
        if self._read > MOST_READ:
            raise Refusal(
                f"{self._file} is not read, to be safe: the sheets with the plan’s tables hold more than "
                f"{whole(MOST_READ)} cells.",
                hint=f"Copy the tables of {sheet.name} alone to a new sheet, save it and import that.",
                sheet=sheet.name,
            )
        try:
            with warnings.catch_warnings(), self._archive.open(sheet.part) as stream:
                warnings.simplefilter("ignore")  # of what openpyxl leaves out, nothing is ours
                return self._parsed(stream, last)
        except Exception:  # openpyxl raises many kinds for a part that is not as it should be
            raise damaged(self._file, sheet.part) from None

    def _parsed(self, stream: IO[bytes], last: int) -> dict[int, Row]:
        parser = WorkSheetParser(
            stream,
            self._texts,
            data_only=True,
            epoch=self.epoch,
            date_formats=self._dates,
            timedelta_formats=self._durations,
        )
        rows: dict[int, Row] = {}
        for number, cells in parser.parse():
            row = {cell["column"]: _unescaped(cell["value"]) for cell in cells if cell["value"] is not None}
            if row := {column: value for column, value in row.items() if column <= MOST_COLUMNS and value != ""}:
                rows[number] = row
            if number >= last:
                break  # before what stands below the rows is parsed: validations, formats, links
        return rows

    def _structure(self, parts: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """Name, state and part of each worksheet, in the workbook's order."""
        if WORKBOOK in parts and _STRICT in self._archive.read(parts[WORKBOOK]):
            raise Refusal(
                f"{self._file} is a Strict Open XML workbook.",
                hint="Open it in Excel, save it as an Excel Workbook (.xlsx), not as Strict, and import that.",
            )
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return self._sheets_by_openpyxl()
        except Exception:  # as above
            raise damaged(self._file, parts.get(WORKBOOK, WORKBOOK)) from None

    def _sheets_by_openpyxl(self) -> list[tuple[str, str, str]]:
        reader = ExcelReader(_same_bytes(self._archive), read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_workbook()
        self.epoch = reader.wb.epoch
        self.is_1904 = self.epoch != WINDOWS_EPOCH
        found = [
            (str(sheet.name), str(sheet.state), str(relation.target))
            for sheet, relation in reader.parser.find_sheets()
            if str(relation.Type).endswith("/worksheet") and relation.target in reader.valid_files
        ]
        if len({part for _, _, part in found}) != len(found):
            raise ValueError("two sheets in one part")
        return found

    def _shared_texts(self, part: str | None) -> list[str]:
        if part is None:
            return []
        reading = _Texts()
        self._xml.run(part, reading.start, reading.end, reading.text)
        if any(len(text) > MOST_TEXT for text in reading.found):
            raise damaged(self._file, part)
        return reading.found

    def _date_styles(self, part: str | None) -> tuple[set[int], set[int]]:
        """Numbers of the cell styles that show a date, and of those that show a length of time."""
        if part is None:
            return set(), set()
        reading = _Styles()
        self._xml.run(part, reading.start, reading.end, lambda text: None)
        return reading.dates, reading.durations


def _same_bytes(archive: zipfile.ZipFile) -> io.BytesIO:
    """The bytes the archive was opened on, for a reader that closes what it is given."""
    held = archive.fp
    assert isinstance(held, io.BytesIO)  # open_archive holds the file in memory
    return io.BytesIO(held.getvalue())


def _unescaped(value: Raw) -> Raw:
    """Text with what Excel writes as _x000D_ as the character it stands for."""
    if not isinstance(value, str):
        return value
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value) if "_x" in value else value


class _Texts:
    """The table of shared texts: every run of an item joined, readings for pronunciation left out."""

    _ITEM, _TEXT, _READING = main("si"), main("t"), main("rPh")

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._takes_text = self._in_reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._TEXT:
            self._takes_text = not self._in_reading
        elif name == self._ITEM:
            self._parts = []
        elif name == self._READING:
            self._in_reading = True

    def text(self, text: str) -> None:
        if self._takes_text:
            self._parts.append(text)

    def end(self, name: str) -> None:
        if name == self._TEXT:
            self._takes_text = False
        elif name == self._ITEM:
            self.found.append("".join(self._parts))
        elif name == self._READING:
            self._in_reading = False


class _Styles:
    """Which cell styles are of dates: number formats by their ids, then the styles' own ids."""

    _FORMAT, _STYLES, _STYLE = main("numFmt"), main("cellXfs"), main("xf")

    def __init__(self) -> None:
        self.dates: set[int] = set()
        self.durations: set[int] = set()
        self._formats: dict[str, str] = {}
        self._seen: dict[str, tuple[bool, bool]] = {}
        self._is_inside = False
        self._number = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._FORMAT:
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:_FORMAT_LENGTH]
        elif name == self._STYLES:
            self._is_inside = True
        elif name == self._STYLE and self._is_inside:
            is_date, is_duration = self._kind(attributes.get("numFmtId", "0"))
            if is_date:
                self.dates.add(self._number)
            if is_duration:
                self.durations.add(self._number)
            self._number += 1

    def end(self, name: str) -> None:
        if name == self._STYLES:
            self._is_inside = False

    def _kind(self, format_id: str) -> tuple[bool, bool]:
        if format_id not in self._seen:
            known = builtin_format_code(int(format_id)) if format_id.isascii() and format_id.isdigit() else None
            code = self._formats.get(format_id, known)
            self._seen[format_id] = bool(is_date_format(code)), bool(is_timedelta_format(code))
        return self._seen[format_id]
