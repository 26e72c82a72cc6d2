"""Replacing a file: written beside it, flushed to disk, and only then put in its place."""

from __future__ import annotations

import contextlib
import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
Pause = Callable[[float], None]
"""What waits, in seconds: `time.sleep`, or a test's record of it."""
Look = Callable[[Path], None]
"""What looks at a written file; raising keeps it from being put in place."""

RETRY_SECONDS = 2.0
_PAUSE_SECONDS = 0.1


def replace_file(
    path: Path,
    content: bytes,
    *,
    mode_of: Path | None = None,
    before: Look = lambda written: None,
    pause: Pause | None = None,
) -> None:
    """Put these bytes in the file's place, or leave what was there as it was and nothing beside it.

    A link is itself replaced, not followed. On systems with modes no more people may read the new file than
    could read the one it replaces, or than may read `mode_of`. `before` looks at the written file, and by
    raising keeps it out. With a `pause` the replacing is tried again for RETRY_SECONDS while another program
    holds the file. Raises OSError, and what `before` raises.
    """
    temp = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.tmp")
    try:
        _write(temp, content)
        before(temp)
        _keep_mode(path if mode_of is None else mode_of, temp)
        if pause is None:
            os.replace(temp, path)
        else:
            patiently(lambda: os.replace(temp, path), pause)
        _settle_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):  # held for a moment more: that must not hide why the writing failed
            temp.unlink(missing_ok=True)


def patiently(action: Callable[[], T], pause: Pause) -> T:
    """Do it, trying again for RETRY_SECONDS while another program (a virus scanner, a viewer) holds the file.

    Raises the PermissionError of the last try.
    """
    for _ in range(round(RETRY_SECONDS / _PAUSE_SECONDS)):
        try:
            return action()
        except PermissionError:
            pause(_PAUSE_SECONDS)
    return action()


def _write(temp: Path, content: bytes) -> None:
    with temp.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keep_mode(other: Path, temp: Path) -> None:
    if os.name == "posix" and other.exists():
        with contextlib.suppress(OSError):  # some network folders keep no mode; that is no reason not to write
            shutil.copymode(other, temp)


def _settle_folder(folder: Path) -> None:
    """Flush the folder's entry too, where the system can: the file itself is on disk and in its place."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # some network folders cannot
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
