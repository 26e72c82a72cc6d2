"""The plans opened and saved last, kept in the user's data folder."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

import platformdirs

from planner.files import replace_file

MOST = 10


def data_folder() -> Path:
    """The folder of this user's own data; it may not exist yet."""
    return Path(platformdirs.user_data_path("bcu-planner", appauthor=False))


class Recent:
    """At most 10 paths, newest first. A list that cannot be read or written is no reason to stop working."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = (data_folder() if folder is None else folder) / "recent.json"

    @property
    def paths(self) -> tuple[Path, ...]:
        """Newest first; files that are no longer there are left out."""
        # os.path.isfile: a share that refuses us is a file not there, where Path.is_file raises on some systems.
        return tuple(path for path in self._read() if os.path.isfile(path))[:MOST]

    def add(self, path: Path) -> None:
        """Put the path first."""
        path = path.absolute()
        kept = [path, *(other for other in self.paths if other != path)][:MOST]
        with contextlib.suppress(OSError, UnicodeError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._file, json.dumps([str(p) for p in kept], ensure_ascii=False).encode())

    def _read(self) -> list[Path]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return []
        return [Path(entry) for entry in found if isinstance(entry, str)] if isinstance(found, list) else []
