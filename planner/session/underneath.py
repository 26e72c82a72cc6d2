"""A plan's file that became another since it was opened: noticed cheaply, and kept when it is replaced."""

from __future__ import annotations

import hashlib
from pathlib import Path

from planner.plan_file.errors import SaveError

_MOST_COPIES = 1000


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def hash_of(path: Path) -> str | None:
    """Sha256 of the file's bytes; None when there is no file. Raises SaveError when it cannot be read."""
    try:
        return _sha256(path)
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise SaveError(
            f"{path.name} could not be read to see whether someone else changed it: "
            f"{problem.strerror or problem}. Nothing was written; close other programs that have it open, or "
            "use Save As to keep the plan elsewhere."
        ) from problem


def keep_other(path: Path) -> tuple[Path, str]:
    """Copy the file as it is now to "map other version.bcuplan" beside it; gives the copy and the sha256 of both.

    A copy made before stays: the next is numbered. Raises SaveError where it cannot be made.
    """
    try:
        content = path.read_bytes()
        for number in range(1, _MOST_COPIES):
            tail = f" {number}" if number > 1 else ""
            copy = path.with_name(f"{path.stem} other version{tail}{path.suffix}")
            try:
                with copy.open("xb") as file:
                    file.write(content)
            except FileExistsError:
                continue
            return copy, hashlib.sha256(content).hexdigest()
        reason = "there are too many copies of it already"
    except OSError as problem:
        reason = problem.strerror or str(problem)
    raise SaveError(
        f"The other version of {path.name} could not be kept: {reason}. Nothing was written; use Save As to keep "
        "yours elsewhere."
    )


class FileWatch:
    """Looks whether the file is another than the one opened or saved, reading it only when time or size changed."""

    def __init__(self) -> None:
        self._seen: tuple[Path, int, int] | None = None
        self._hash = ""

    def look(self, path: Path | None, known: str) -> str:
        """The sha256 of the file where it is not `known`; empty where it is, or is gone or cannot be read."""
        if path is None:
            return ""
        try:
            stat = path.stat()
            seen = (path, stat.st_mtime_ns, stat.st_size)
            if seen != self._seen:
                self._hash = _sha256(path)
                self._seen = seen
        except OSError:
            return ""
        return "" if self._hash == known else self._hash
