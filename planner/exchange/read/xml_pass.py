"""One bounded pass over an XML part: no declarations, no entities, no more elements than a plan needs."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from planner.exchange.read.archive import AGAIN, Refusal
from planner.words.numbers import whole

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MOST_TAGS = 6_500_000
"""In all parts together, beginnings and ends of elements: ten times what the largest workbook of a plan has."""
_CHUNK = 1 << 18

Cancelled = Callable[[], bool]


class Stopped(Exception):
    """Whoever asked for the reading no longer wants it."""


def main(name: str) -> str:
    """A spreadsheet element's name as the pass gives it, its namespace before it."""
    return f"{MAIN} {name}"


class Pass:
    """Runs handlers over parts. The tags of all its parts count towards one limit."""

    def __init__(self, file: str, archive: zipfile.ZipFile, cancelled: Cancelled = lambda: False) -> None:
        self._file = file
        self._archive = archive
        self._cancelled = cancelled
        self._left = MOST_TAGS

    def run(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        text: Callable[[str], None],
    ) -> None:
        """Hand every element of the part to the handlers. Raises Refusal for what is not plain, whole XML."""
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        def refuse(*_: Any) -> None:
            raise Refusal(
                f"{self._file} is not read, to be safe: its part {part} declares entities, which Excel never does.",
                hint="Ask whoever sent it for one saved by Excel.",
            )

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = refuse
        parser.EntityDeclHandler = refuse
        try:
            with self._archive.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    if self._cancelled():
                        raise Stopped
                    # Beginnings and ends, counted without a call for each.
                    self._left -= chunk.count(b"<") + chunk.count(b"/>")
                    if self._left < 0:
                        raise self._too_many()
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
        except (ExpatError, KeyError, LookupError):
            raise damaged(self._file, part) from None

    def _too_many(self) -> Refusal:
        return Refusal(
            f"{self._file} is not read, to be safe: its sheets hold far more cells, rows and texts than a plan has "
            f"(more than {whole(MOST_TAGS)} tags).",
            hint="Take out the sheets that are not the plan’s, save it and import that.",
        )


def damaged(file: str, part: str) -> Refusal:
    """A part that is not what its place in a workbook asks for."""
    return Refusal(f"{file} is damaged: its part {part} cannot be understood.", hint=AGAIN)
