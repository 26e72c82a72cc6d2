"""The file as a zip: what it is, whether it is whole, and whether it stays within bounds.

The caller's file is opened for reading, read whole into memory once, and never written. Every part is
streamed to its end before anything looks into it, so a failed checksum or a lying size is seen first.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from planner.exchange.problems import Problem, Reason, Severity
from planner.words.names import plural
from planner.words.numbers import quoted, whole

MEGABYTE = 1_000_000
MOST_BYTES = 30 * MEGABYTE
MOST_PARTS = 500
MOST_UNPACKED = 100 * MEGABYTE
MOST_RATIO = 200
RATIO_FROM = MEGABYTE
"""A part smaller than this harms nobody however well it packs: printers' settings are mostly noughts."""

TEXTS, STYLES, WORKBOOK = "xl/sharedstrings.xml", "xl/styles.xml", "xl/workbook.xml"
_LIMITS: tuple[tuple[str, int], ...] = (
    (TEXTS, 30 * MEGABYTE),
    (STYLES, 10 * MEGABYTE),
    (WORKBOOK, MEGABYTE),
    ("[content_types].xml", MEGABYTE),
)
_MOST_RELATIONS = MEGABYTE
_CHUNK = 1 << 16
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP, _EMPTY_ZIP = b"PK\x03\x04", b"PK\x05\x06"
_WEB_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_OLD_XML = b"urn:schemas-microsoft-com:office:spreadsheet"

AS_XLSX = "Open it in Excel, save it as an Excel Workbook (.xlsx) and import that."
AGAIN = "Save it again in Excel, or copy it here again, and import that."


class Refusal(Exception):
    """The file is not taken at all. Its message is one sentence and what to do."""

    def __init__(self, text: str, *, hint: str = "", sheet: str = "", cell: str = "") -> None:
        super().__init__(text)
        self.problem = Problem(Severity.REFUSED, Reason.FILE, text, sheet=sheet, cell=cell, hint=hint)


def open_archive(path: Path) -> zipfile.ZipFile:
    """The checked parts of the workbook, held in memory. Raises Refusal, and no other error, for any file."""
    content = _content(path)
    _check_kind(path.name, content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _check_parts(path.name, archive.infolist())
        _stream_through(path.name, archive)
        _check_what_it_is(path.name, archive)
    except Refusal:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise _damaged(path.name) from None
    return archive


def _content(path: Path) -> bytes:
    name = path.name
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except PermissionError:
        raise Refusal(
            f"{name} cannot be read: it is open in another program, or its folder does not allow it.",
            hint="Close it there, then import it again.",
        ) from None
    except FileNotFoundError:
        raise Refusal(f"There is no file {path}.", hint="Choose the workbook again.") from None
    except IsADirectoryError:
        raise Refusal(f"{path} is a folder.", hint="Choose a workbook in it.") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "the name is not one a file can have"
        raise Refusal(f"{name} cannot be read: {reason}.", hint="Choose the workbook again.") from None
    if not content:
        raise Refusal(f"{name} is empty: it holds no bytes at all.", hint=AGAIN)
    if len(content) > MOST_BYTES:
        raise Refusal(
            f"{name} is larger than {MOST_BYTES // MEGABYTE} MB, far more than a plan takes.",
            hint="Take out the sheets and pictures that are not the plan’s, save it and import that.",
        )
    return content


def _check_kind(name: str, content: bytes) -> None:
    """Tell apart what often bears a workbook's name and is none."""
    if content.startswith(_ZIP):
        return
    if content.startswith(_COMPOUND):
        raise _compound(name, content)
    if content.startswith(_EMPTY_ZIP):
        raise Refusal(f"{name} is an empty archive, not a workbook.", hint=AGAIN)
    if _WEB_PAGE.match(content):
        raise Refusal(f"{name} is a web page with a workbook’s name.", hint=AS_XLSX)
    if _OLD_XML in content[:4096]:
        raise Refusal(f"{name} is an XML spreadsheet of 2003, not a workbook.", hint=AS_XLSX)
    if _is_text(content):
        raise Refusal(f"{name} is a text file (CSV) with a workbook’s name.", hint=AS_XLSX)
    raise Refusal(f"{name} is not an Excel workbook, or its beginning is damaged.", hint=AGAIN)


def _compound(name: str, content: bytes) -> Refusal:
    """Excel 97's container: a workbook with a password, an old .xls, or something else altogether."""
    if _wide("EncryptedPackage") in content or _wide("EncryptionInfo") in content:
        return Refusal(
            f"{name} is protected with a password, so nothing in it can be read.",
            hint="Open it in Excel, take the password off (File, Info, Protect Workbook), save it and import that.",
        )
    if _wide("Workbook") in content or _wide("Book") in content:
        return Refusal(f"{name} is a workbook of Excel 97–2003 (.xls).", hint=AS_XLSX)
    return Refusal(f"{name} is an Office file of before 2007, not an .xlsx workbook.", hint=AS_XLSX)


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _is_text(content: bytes) -> bool:
    start = content[:4096]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    return b"\x00" not in start and sum(byte < 32 and byte not in b"\t\r\n" for byte in start) == 0


def _check_parts(name: str, parts: list[zipfile.ZipInfo]) -> None:
    """What the archive says of its parts, before any is unpacked."""
    if len(parts) > MOST_PARTS:
        raise _bomb(name, f"it has {whole(len(parts))} parts, and a workbook has at most {MOST_PARTS}")
    seen: set[str] = set()
    for part in parts:
        _check_name(name, part.filename)
        if part.filename.casefold() in seen:
            raise _tricked(name, f"it holds {quoted(part.filename)} twice")
        seen.add(part.filename.casefold())
        _check_size(name, part)
    total = sum(part.file_size for part in parts)
    if total > MOST_UNPACKED:
        raise _bomb(
            name, f"unpacked it would be {whole(total // MEGABYTE)} MB, and the most is {MOST_UNPACKED // MEGABYTE} MB"
        )


def _check_name(name: str, part: str) -> None:
    steps = part.replace("\\", "/").split("/")
    if part.startswith(("/", "\\")) or ".." in steps or ":" in part or "\x00" in part:
        raise _tricked(name, f"its part {quoted(part)} points outside the file")


def _check_size(name: str, part: zipfile.ZipInfo) -> None:
    if part.flag_bits & 0x1:
        raise Refusal(
            f"{name} is protected with a password, so nothing in it can be read.",
            hint="Take the password off, save it and import that.",
        )
    if part.compress_type not in _PACKED:
        raise Refusal(f"{name} is packed in a way that Excel does not use.", hint=AGAIN)
    if part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * max(part.compress_size, 1):
        raise _bomb(name, f"{quoted(part.filename)} unpacks to more than {MOST_RATIO} times its size")
    if part.file_size > _limit(part.filename):
        raise _bomb(
            name, f"{quoted(part.filename)} is larger than {plural(_limit(part.filename) // MEGABYTE, 'MB', 'MB')}"
        )


def _limit(part: str) -> int:
    folded = part.casefold()
    if folded.endswith(".rels"):
        return _MOST_RELATIONS
    return next((limit for known, limit in _LIMITS if folded == known), MOST_UNPACKED)


def _stream_through(name: str, archive: zipfile.ZipFile) -> None:
    """Unpack every part to its end and throw it away: checksums and true sizes are known after that.

    No part gives more than the size it states, which was checked; one that states too little fails its checksum.
    """
    for part in archive.infolist():
        size = 0
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
        if size != part.file_size:
            raise _damaged(name)


def _check_what_it_is(name: str, archive: zipfile.ZipFile) -> None:
    names = {part.casefold() for part in archive.namelist()}
    if "xl/workbook.bin" in names:
        raise Refusal(f"{name} is a binary workbook (.xlsb).", hint=AS_XLSX)
    if "content.xml" in names and "mimetype" in names:
        raise Refusal(f"{name} is an OpenDocument spreadsheet (.ods).", hint=AS_XLSX)
    if "[content_types].xml" not in names or not any(part.startswith("xl/") for part in names):
        raise Refusal(f"{name} is an archive without a workbook in it.", hint="Choose the workbook itself.")


def _bomb(name: str, why: str) -> Refusal:
    return Refusal(
        f"{name} is not read, to be safe: {why}.",
        hint="Ask whoever sent it for a plain workbook with the plan’s sheets only.",
    )


def _tricked(name: str, why: str) -> Refusal:
    return Refusal(
        f"{name} is not read, to be safe: {why}. Excel writes no such file.",
        hint="Ask whoever sent it for one saved by Excel.",
    )


def _damaged(name: str) -> Refusal:
    return Refusal(f"{name} is damaged or was cut short: its parts cannot be read to their ends.", hint=AGAIN)
