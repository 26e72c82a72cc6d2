"""The journal's text: the plan it begins with, then a line for each thing accepted, each with its own sum.

A line is `["SUM",DOCUMENT]`, a JSON list on a line of its own. SUM is taken over the sum of the line before and this
line's document, so that a line changed, lost, doubled or out of its place is seen: docs/formats/journal-1.md.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from planner import app_name
from planner.plan_file.errors import NewerVersion, OpenError
from planner.plan_file.places import Place
from planner.plan_file.strict_json import read_json, write_json

FORMAT, VERSION = "bcuplan-journal", 1
SUM_LENGTH = 16
_OPEN, _BETWEEN, _END = b'["', b'",', b"]\n"
_HEAD_FIELDS = ("format", "version", "app", "begun", "path", "file_hash", "unsaved", "plan")
_ENTRY_FIELDS = ("kind", "at", "what")
_MOST_UNSAVED = 1_000_000_000


class Kind(Enum):
    """What a line says was accepted, and what it holds."""

    DID = "did"  # the step whole
    UNDID = "undid"  # the id of the step
    REDID = "redid"  # the id of the step
    CHOSE = "chose"  # the id of the scenario shown
    EXPLAINED = "explained"  # the id of the step, and why it was made
    EXPORTED = "exported"  # the state, as exports.json has it
    SAVING = "saving"  # the path about to be written
    SAVED = "saved"  # the path written, and the file's hash


@dataclass(frozen=True)
class Base:
    """What a journal begins with.

    `path` is the plan's own file and `file_hash` its sha256 when it was opened or saved here (None and empty where it
    has none yet); `plan` the bytes of a plan file that holds what it began with; `unsaved` how many steps of it the
    plan's own file has not; `begun` ISO, UTC.
    """

    path: Path | None
    file_hash: str
    plan: bytes
    unsaved: int
    begun: str


@dataclass(frozen=True)
class Entry:
    """A thing accepted; `at` is ISO, UTC. `line` is its number in the file, `end` the offset after it in bytes."""

    kind: Kind
    at: str
    what: Any
    line: int
    end: int


class Ending(Enum):
    """How the reading of a journal ended."""

    WHOLE = "every line is as it was written"
    CUT = "the last line was never finished"
    DAMAGED = "a line is not as it was written"


@dataclass(frozen=True)
class Kept:
    """What a journal's bytes hold: all lines before the first that is not as it was written."""

    base: Base
    base_end: int
    entries: tuple[Entry, ...]
    ending: Ending
    sums: tuple[str, ...]
    """The sum of each line, the base's first."""


class Writer:
    """Makes the lines of one journal, each sum over the one before."""

    def __init__(self, last_sum: str = "") -> None:
        self._sum = last_sum

    def base(self, base: Base) -> bytes:
        """The first line."""
        return self._line(
            {
                "format": FORMAT,
                "version": VERSION,
                "app": app_name(),
                "begun": base.begun,
                "path": None if base.path is None else str(base.path),
                "file_hash": base.file_hash,
                "unsaved": base.unsaved,
                "plan": base64.b64encode(base.plan).decode("ascii"),
            }
        )

    def entry(self, kind: Kind, at: str, what: Any) -> bytes:
        """A line for a thing accepted. Raises ValueError for what JSON cannot say."""
        return self._line({"kind": kind.value, "at": at, "what": what})

    def _line(self, document: Mapping[str, Any]) -> bytes:
        content = write_json(document)
        self._sum = _sum(self._sum, content)
        return b"".join((_OPEN, self._sum.encode("ascii"), _BETWEEN, content, _END))


def _sum(before: str, content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=SUM_LENGTH // 2, key=before.encode("ascii")).hexdigest()


def read_journal(content: bytes) -> Kept:
    """What a journal's bytes hold. Raises OpenError where not even its first line can be read, NewerVersion for one
    of a later planner.
    """
    _refuse_newer(content)
    lines = _Lines(content)
    document = lines.next()
    if document is None:
        raise OpenError("Its first line, which holds the plan it began with, is not as it was written.")
    base, base_end = _base(document), lines.end
    entries: list[Entry] = []
    sums = [lines.sum]
    while (document := lines.next()) is not None:
        try:
            entries.append(_entry(document, len(entries) + 2, lines.end))
        except OpenError:  # rightly summed and yet not ours: as far as here it can be trusted
            return Kept(base, base_end, tuple(entries), Ending.DAMAGED, tuple(sums))
        sums.append(lines.sum)
    return Kept(base, base_end, tuple(entries), lines.ending, tuple(sums))


class _Lines:
    """The documents of the lines, as far as each is as it was written."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.end, self.sum = 0, ""
        self.ending = Ending.WHOLE

    def next(self) -> Any:
        """The next document; None at the end or at a line that is not as it was written."""
        stop = self._content.find(b"\n", self.end) + 1
        if not stop:
            self.ending = Ending.WHOLE if self.end == len(self._content) else Ending.CUT
            return None
        line = self._content[self.end : stop]
        head = len(_OPEN) + SUM_LENGTH
        stated, document = line[len(_OPEN) : head], line[head + len(_BETWEEN) : -len(_END)]
        found = _sum(self.sum, document)
        if b"".join((_OPEN, stated, _BETWEEN, document, _END)) != line or stated != found.encode("ascii"):
            self.ending = Ending.DAMAGED
            return None
        try:
            read = read_json(document, f"line {self.end}")
        except OpenError:
            self.ending = Ending.DAMAGED
            return None
        self.end, self.sum = stop, found
        return read


def _refuse_newer(content: bytes) -> None:
    """A later planner may sum its lines otherwise: what the first says of itself is believed for a refusal only."""
    try:
        found = read_json(content.split(b"\n", 1)[0], "its first line")[1]
        is_newer = found["format"] == FORMAT and found["version"] > VERSION
    except (OpenError, TypeError, KeyError, IndexError):
        return
    if is_newer:
        raise NewerVersion("It was made by a newer planner. Open that one: it offers the work back.")


def _base(document: Any) -> Base:
    found = Place("line 1", "", document).fields(_HEAD_FIELDS)
    found["format"].word((FORMAT,))
    if found["version"].value != VERSION:
        found["version"].wrong(f"{VERSION} is expected")
    found["app"].text()
    path = found["path"]
    try:
        plan = base64.b64decode(found["plan"].text(), validate=True)
    except binascii.Error:
        found["plan"].refuse("is no plan file")
    return Base(
        path=None if path.value is None else Path(path.text()),
        file_hash=found["file_hash"].text(),
        plan=plan,
        unsaved=found["unsaved"].whole(_MOST_UNSAVED, "steps"),
        begun=found["begun"].text(),
    )


def _entry(document: Any, line: int, end: int) -> Entry:
    found = Place(f"line {line}", "", document).fields(_ENTRY_FIELDS)
    kind = Kind(found["kind"].word([kind.value for kind in Kind]))
    return Entry(kind, found["at"].text(), found["what"].value, line, end)
