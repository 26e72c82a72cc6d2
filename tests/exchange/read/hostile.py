"""Builders of files that nobody should have to open."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
CONTENT_TYPES = HEAD + (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="xml" ContentType="application/xml"/>'
    b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = HEAD + (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="xl/workbook.xml"/></Relationships>'
)
BOOK_RELATIONS = HEAD + (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    b'Target="worksheets/sheet1.xml"/></Relationships>'
)
BOOK = (
    HEAD
    + (
        f'<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Wards" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ).encode()
)
WARD_HEADS = (
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>Ward code</t></is></c>'
    b'<c r="B1" t="inlineStr"><is><t>DWO posts</t></is></c><c r="C1" t="inlineStr"><is><t>PCSO posts</t></is></c></row>'
)
WARD_ROW = b'<row r="2"><c r="A2" t="inlineStr"><is><t>E05000026</t></is></c><c r="B2"><v>3</v></c></row>'


def sheet(rows: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    """A worksheet of these rows."""
    return b"".join(
        [HEAD, f'<worksheet xmlns="{MAIN}">'.encode(), before, b"<sheetData>", rows, b"</sheetData>", after,
         b"</worksheet>"]
    )  # fmt: skip


def parts(rows: bytes = WARD_HEADS + WARD_ROW, **more: bytes) -> dict[str, bytes]:
    """The least a workbook with one sheet, Wards, is made of."""
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELATIONS,
        "xl/worksheets/sheet1.xml": sheet(rows),
        **more,
    }


def pack(path: Path, content: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", kind) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def compound(*streams: str) -> bytes:
    """The beginning of an OLE container whose directory names these streams."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 504
    return head + b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in streams) + b"\x00" * 512


def with_lying_size(path: Path, part: str, size: int) -> Path:
    """The same archive whose central directory says another unpacked size for a part."""
    data = bytearray(path.read_bytes())
    name = part.encode()
    start = data.find(b"PK\x01\x02")
    while start >= 0:
        length = struct.unpack_from("<H", data, start + 28)[0]
        if data[start + 46 : start + 46 + length] == name:
            struct.pack_into("<I", data, start + 24, size)
        start = data.find(b"PK\x01\x02", start + 4)
    path.write_bytes(bytes(data))
    return path


def empty_styled_rows(count: int) -> bytes:
    """Rows of two styled cells without content, after the headings and one row."""
    out = io.BytesIO()
    out.write(WARD_HEADS + WARD_ROW)
    for row in range(3, count + 3):
        out.write(b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (row, row, row))
    return out.getvalue()


def shared_texts(count: int) -> bytes:
    """A table of that many different texts."""
    items = b"".join(b"<si><t>s%d</t></si>" % i for i in range(count))
    return HEAD + f'<sst xmlns="{MAIN}">'.encode() + items + b"</sst>"


LAUGHS = (
    HEAD
    + b"<!DOCTYPE w [<!ENTITY a0 'ha'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 10))
    + b"]>"
)
"""A declaration that unfolds to thousands of millions of laughs."""
