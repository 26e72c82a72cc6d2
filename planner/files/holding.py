"""Holding a file for as long as the process lives: the system lets go of it at the end, however that comes."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    _HELD_BY_ANOTHER: tuple[type[OSError], ...] = (OSError,)
    """Which of them it is cannot be told everywhere: the number is not always given."""

    def _lock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    _HELD_BY_ANOTHER = (BlockingIOError, PermissionError)

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Held:
    """A file that only this process holds. It is empty: what it stands for is beside it."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle = handle

    def let_go(self, *, remove: bool = True) -> None:
        """Let others hold it; `remove` takes the file away too. A second time does nothing."""
        if self._handle < 0:
            return
        handle, self._handle = self._handle, -1
        if remove and sys.platform != "win32":
            with contextlib.suppress(OSError):  # before closing: nobody then gets hold of a file about to go
                self.path.unlink(missing_ok=True)
        os.close(handle)
        if remove and sys.platform == "win32":
            with contextlib.suppress(OSError):  # Windows removes no file that is open; another may have it by now
                self.path.unlink(missing_ok=True)


def hold(path: Path) -> Held | None:
    """Hold the file, made where it is not there; None while a process that lives holds it.

    Works for one user on one computer; it is for folders of the user's own. Raises OSError where the file cannot be
    made. A folder that knows no locks (some network homes) lets everybody hold it, but on Windows, where all know them.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
        except _HELD_BY_ANOTHER:
            os.close(handle)
            return None
        except OSError:
            return Held(path, handle)
        if _is_same(path, handle):
            return Held(path, handle)
        os.close(handle)  # whoever held it took it away while we waited for the system: ask again


def _is_same(path: Path, handle: int) -> bool:
    """Whether the file at the path is the one that the handle is of."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(handle))
    except FileNotFoundError:
        return False
