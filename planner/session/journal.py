"""The journal of one sitting: a file that holds what it began with and every step since, until the plan is saved.

A thing is accepted when its line has been handed to the system, which keeps it even if this process is ended the next
instant. docs/decisions/0013 says why it is done so.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from planner.files import Held, hold, replace_file
from planner.plan_file.journal import Base, Kind, Writer
from planner.plan_file.save import plan_bytes
from planner.plan_file.steps import Log
from planner.scenario.types import Plan
from planner.session.recent import data_folder
from planner.session.replaying import COUNTED
from planner.words.names import plural

SUFFIX, LOCK_SUFFIX, ASIDE = ".journal", ".lock", "put-aside"
MOST_BYTES = 3_000_000
"""Lines beyond this, and beyond what the journal begins with, are folded into what it begins with."""
RETRY_SECONDS = 10.0
NOT_KEPT = (
    "Your steps are not being kept in the journal ({reason}), so they would be lost if the program ended now. "
    "Nothing is lost yet: save the plan."
)


def journal_folder() -> Path:
    """Where this user's journals are; it may not exist yet."""
    return data_folder() / "journals"


def lock_path(journal: Path) -> Path:
    """The file that whoever writes the journal holds."""
    return journal.with_suffix(LOCK_SUFFIX)


@dataclass(frozen=True)
class State:
    """What a sitting holds at one moment. `saved` says that the file of that hash at `path` holds all of it."""

    plan: Plan
    log: Log
    path: Path | None
    file_hash: str
    saved: bool


@dataclass(frozen=True)
class Upto:
    """How far a journal left behind is gone on with: bytes in all and in its first line, the sum of its last line,
    and how many steps are unsaved.
    """

    size: int
    base_size: int
    last_sum: str
    unsaved: int


class Journal:
    """Keeps a sitting's steps in a file of its own. Nothing here raises OSError: `problem` says what is wrong.

    `state` gives the sitting as it is: what the journal begins anew with when it has grown, or could not be written.
    """

    def __init__(self, folder: Path, state: Callable[[], State], clock: Callable[[], datetime]) -> None:
        self.path = folder / f"{uuid.uuid4().hex}{SUFFIX}"
        self._state, self._clock = state, clock
        self._held: Held | None = None
        self._handle = -1
        self._writer = Writer()
        self._size = self._base_size = 0
        self._tried = 0.0
        self._is_settled = True
        self.unsaved = 0
        """How many steps the plan's own file has not."""
        self.problem = ""
        """Why steps are not being kept, in a sentence; empty while they are."""

    @classmethod
    def begun(cls, folder: Path, state: Callable[[], State], clock: Callable[[], datetime]) -> Journal:
        """A new journal for the sitting as it is."""
        journal = cls(folder, state, clock)
        journal._begin()
        return journal

    @classmethod
    def taken_over(
        cls, held: Held, path: Path, upto: Upto, state: Callable[[], State], clock: Callable[[], datetime]
    ) -> Journal:
        """The journal that another process left, gone on with from there. Raises OSError."""
        journal = cls(path.parent, state, clock)
        journal.path, journal._held, journal.unsaved = path, held, upto.unsaved
        journal._writer = Writer(upto.last_sum)
        journal._open(upto.base_size)
        try:
            os.ftruncate(journal._handle, upto.size)
        except OSError:
            journal._close()
            raise
        journal._size = upto.size
        return journal

    @property
    def words(self) -> str:
        """What is kept, in a sentence."""
        if self.problem:
            return self.problem
        if not self.unsaved:
            return "Everything in it is saved."
        steps = plural(self.unsaved, "step")
        are = "is" if self.unsaved == 1 else "are"
        return (
            f"{steps} not yet saved {are} kept in the journal: if the program ended now, nothing of it would be lost."
        )

    def keep(self, kind: Kind, what: Any) -> None:
        """Accept a thing: when this returns it is kept, or `problem` says that it is not."""
        self.unsaved += kind in COUNTED
        if self._handle < 0:
            self._begin_again()
            return
        try:
            self._append(self._writer.entry(kind, self._now(), what))
        except (OSError, ValueError) as problem:
            self._close()
            self._begin(problem)
            return
        if self._size - self._base_size > max(MOST_BYTES, self._base_size):
            self._begin_again()

    def saving(self, path: Path) -> None:
        """The plan is about to be written there."""
        self.keep(Kind.SAVING, str(path.absolute()))

    def saved(self, path: Path, file_hash: str) -> None:
        """The plan was written there: the journal begins anew with it."""
        self.unsaved = 0
        self.keep(Kind.SAVED, {"path": str(path.absolute()), "file_hash": file_hash})
        self._begin()

    def settle(self) -> None:
        """Have what was kept put on the disk itself, so that even a power cut leaves it. Takes some milliseconds."""
        if self._handle >= 0 and not self._is_settled:
            with contextlib.suppress(OSError):  # kept all the same, as long as the computer runs
                os.fsync(self._handle)
                self._is_settled = True

    def close(self) -> None:
        """The sitting ended as it should: nothing is to be recovered."""
        self._close()
        with contextlib.suppress(OSError):  # it stays, and is offered once more than need be
            self.path.unlink(missing_ok=True)
        self.leave()

    def leave(self) -> None:
        """End without saving or giving up: the journal stays, and is offered again."""
        self._close()
        if self._held is not None:
            self._held.let_go()
            self._held = None

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")

    def _append(self, line: bytes) -> None:
        if os.fstat(self._handle).st_nlink == 0:
            raise FileNotFoundError(2, "its folder is gone")
        left = memoryview(line)
        while left:
            left = left[os.write(self._handle, left) :]
        self._size += len(line)
        self._is_settled = False

    def _begin_again(self) -> None:
        """Begin anew, but where that does not work not at every step: each try writes the whole plan."""
        if time.monotonic() - self._tried >= RETRY_SECONDS:
            self._begin()

    def _begin(self, because: Exception | None = None) -> None:
        """Put a journal in place that begins with the sitting as it is, or say why there is none.

        Until the new one is in place the old one stands, with all that was accepted; and where it could be written to,
        it is gone on with.
        """
        stands = self._handle >= 0
        self._tried = time.monotonic()
        writer = Writer()
        try:
            line = writer.base(self._base())
            self._hold()
            self._close()
            replace_file(self.path, line)
            self._open(len(line))
        except (OSError, ValueError) as problem:
            self._go_on_or_say(because or problem, stands=stands)
            return
        self._writer, self._size, self.problem, self._is_settled = writer, len(line), "", True

    def _hold(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._held is not None and not self._held.path.exists():
            self._held.let_go(remove=False)
            self._held = None
        if self._held is None:
            self._held = hold(lock_path(self.path))

    def _go_on_or_say(self, problem: Exception, *, stands: bool) -> None:
        if stands:
            with contextlib.suppress(OSError):
                self._close()
                self._open(self._base_size)
                return
        self._close()
        reason = getattr(problem, "strerror", None) or str(problem)
        self.problem = NOT_KEPT.format(reason=reason[:1].lower() + reason[1:])

    def _base(self) -> Base:
        state = self._state()
        content = _file_bytes(state) if state.saved else None
        if content is None:
            content = plan_bytes(state.plan, state.log, self._now())
        return Base(
            path=None if state.path is None else state.path.absolute(),
            file_hash=state.file_hash,
            plan=content,
            unsaved=self.unsaved,
            begun=self._now(),
        )

    def _open(self, base_size: int) -> None:
        self._handle = os.open(self.path, os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0))
        self._base_size = base_size

    def _close(self) -> None:
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)


def _file_bytes(state: State) -> bytes | None:
    """The file's own bytes, where they are still those that were opened or saved here: cheaper than making them."""
    if state.path is None:
        return None
    try:
        content = state.path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == state.file_hash else None
