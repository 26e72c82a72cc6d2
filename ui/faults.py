"""What the interpreter can still write down when the program is brought down below Python: a trace of every thread."""

from __future__ import annotations

import contextlib
import faulthandler
import uuid
from io import BufferedWriter, FileIO
from pathlib import Path

from planner.files import Held, hold

_RUNNING, _FOUND = "running", "fault"
MOST_KEPT = 5


class Faults:
    """The trace file of this process in the log folder, and those that earlier ones left.

    It is empty while all is well, and taken away at the end. A process that was brought down leaves a trace in it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: Held | None = None
        self._file: BufferedWriter | FileIO | None = None

    def install(self) -> None:
        """Have traces written from now on. A folder that cannot be written is no reason not to start."""
        path = self._folder / f"{_RUNNING}-{uuid.uuid4().hex}.log"
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._held = hold(path.with_suffix(".lock"))
            self._file = path.open("wb", buffering=0)
            faulthandler.enable(self._file, all_threads=True)

    def remove(self) -> None:
        """All went well: no trace is left."""
        if self._file is not None:
            faulthandler.disable()
            name = Path(self._file.name)
            self._file.close()
            with contextlib.suppress(OSError):
                name.unlink(missing_ok=True)
        if self._held is not None:
            self._held.let_go()

    def left(self) -> Path | None:
        """The trace that a process brought down has left, the latest where there are several; told of once.

        It stays in the log folder under another name, with the four before it.
        """
        found = [trace for path in self._running() if (trace := self._taken(path)) is not None]
        self._drop_old()
        return max(found, key=_modified, default=None)

    def _running(self) -> list[Path]:
        return sorted(self._folder.glob(f"{_RUNNING}-*.log"))

    def _taken(self, path: Path) -> Path | None:
        """Take an ended process's file away where it is empty; give it its lasting name where it is not."""
        with contextlib.suppress(OSError):
            held = hold(path.with_suffix(".lock"))
            if held is None:
                return None
            try:
                if path.stat().st_size:
                    return path.replace(path.with_name(path.name.replace(_RUNNING, _FOUND, 1)))
                path.unlink()
            finally:
                held.let_go()
        return None

    def _drop_old(self) -> None:
        kept = sorted(self._folder.glob(f"{_FOUND}-*.log"), key=_modified)
        for path in kept[:-MOST_KEPT]:
            with contextlib.suppress(OSError):
                path.unlink()


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def fault_words(trace: Path) -> str:
    """What is said of a trace at the next start."""
    return (
        "The planner was brought down last time by a fault below it. What is known is written down in "
        f"{trace}: copy the details into a report. Steps that were not saved are offered back."
    )


def fault_details(trace: Path) -> str:
    """What the trace says; the sentence where it cannot be read."""
    try:
        return trace.read_text(encoding="utf-8", errors="replace")
    except OSError as problem:
        return f"{trace} cannot be read: {problem.strerror or problem}."
