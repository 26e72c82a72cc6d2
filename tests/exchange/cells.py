"""What stands in the cells of a workbook file, value and formula in one pass, read from the file's own parts."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
LINK_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Value = str | float | bool | None


@dataclass(frozen=True)
class Cell:
    """A cell's value as the file keeps it (dates are day numbers, empty text is None), its formula and its format."""

    value: Value
    formula: str | None
    number_format: str = "General"
    is_error: bool = False


Cells = Mapping[str, Mapping[str, Cell]]
"""By sheet and address: cells["BCUs"]["C9"]."""


def cells_of(content: bytes | Path) -> Cells:
    """Every cell that the file has. Raises KeyError for a file that is no workbook."""
    with zipfile.ZipFile(BytesIO(content) if isinstance(content, bytes) else content) as parts:
        book = fromstring(parts.read("xl/workbook.xml"))
        links = fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        where = {link.get("Id"): posixpath.join("xl", str(link.get("Target")).removeprefix("/xl/")) for link in links}
        shared, formats = _shared(parts), _formats(parts)
        return {
            str(sheet.get("name")): dict(_cells(fromstring(parts.read(where[sheet.get(LINK_ID)])), shared, formats))
            for sheet in book.iter(f"{MAIN}sheet")
        }


def _shared(parts: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in parts.namelist():
        return []
    texts = fromstring(parts.read("xl/sharedStrings.xml"))
    return ["".join(t.text or "" for t in item.iter(f"{MAIN}t")) for item in texts.iter(f"{MAIN}si")]


def _formats(parts: zipfile.ZipFile) -> list[str]:
    """The number format of each look that a cell can have."""
    styles = fromstring(parts.read("xl/styles.xml"))
    codes = {f.get("numFmtId"): str(f.get("formatCode")) for f in styles.iter(f"{MAIN}numFmt")}
    looks = styles.find(f"{MAIN}cellXfs")
    return [codes.get(look.get("numFmtId"), "General") for look in looks] if looks is not None else []


def _cells(sheet: Element, shared: list[str], formats: list[str]) -> Iterator[tuple[str, Cell]]:
    for cell in sheet.iter(f"{MAIN}c"):
        formula, value = cell.find(f"{MAIN}f"), cell.find(f"{MAIN}v")
        text = None if value is None else value.text or ""
        kind = cell.get("t", "n")
        found = Cell(
            _value(kind, text, shared),
            None if formula is None else formula.text or "",
            formats[int(cell.get("s", "0"))],
            kind == "e",
        )
        yield str(cell.get("r")), found


def _value(kind: str, text: str | None, shared: list[str]) -> Value:
    if not text:
        return None
    match kind:
        case "s":
            return shared[int(text)] or None
        case "b":
            return text == "1"
        case "n":
            return float(text)
    return text
