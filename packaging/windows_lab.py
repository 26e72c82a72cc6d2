"""A Windows Python under Wine as windows_evidence.py uses it: runs programs there, and knows where files are.

A lab is a folder with `winpy` (runs a Windows Python), `wrun` (runs any Windows program) and `prefix/drive_c`, the
disk that those programs see as C:. Its Python's libraries are in `prefix/drive_c/Py311/Lib/site-packages`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SCREEN = "2600x1700x24"
"""Larger than any window that a test makes, since windows cannot be larger than their screen."""

KEEPER_S = 8.0
KEEPER = "import ctypes, time; ctypes.WinDLL('user32').GetDesktopWindow(); time.sleep(1e6)"
"""Starts Wine's own services and desktop and outlives every program: those would else belong to the first program,
hold its output open and take the desktop with them when it ends."""


@dataclass(frozen=True)
class Ran:
    """What a Windows program said and its exit code; None when it was stopped because its time was over."""

    code: int | None
    said: str
    seconds: float

    @property
    def last(self) -> str:
        """The end of what it said, for a report."""
        lines = [line.rstrip() for line in self.said.splitlines() if line.strip()]
        return "\n".join(lines[-8:])


class Lab:
    """The lab in that folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.disk = self.folder / "prefix" / "drive_c"
        self.libraries = self.disk / "Py311" / "Lib" / "site-packages"
        self._environment = dict(os.environ, WINEPREFIX=str(self.folder / "prefix"))
        self._keeper: subprocess.Popen[bytes] | None = None

    @staticmethod
    def why_not(folder: Path | None) -> str:
        """Say why that folder is no lab; empty when it is one."""
        if folder is None:
            return "no lab was given"
        missing = [name for name in ("winpy", "wrun", "prefix/drive_c") if not (folder / name).exists()]
        missing += [name for name in ("wine", "wineserver", "Xvfb") if not shutil.which(name)]
        return f"the lab {folder} lacks {', '.join(missing)}" if missing else ""

    def here(self, windows: str) -> Path:
        """Return where a Windows path of drive C is on this machine."""
        return self.disk.joinpath(*windows.split("\\")[1:])

    def python(self, arguments: list[str], seconds: float) -> Ran:
        """Run the Windows Python."""
        return self._run([str(self.folder / "winpy"), *arguments], seconds)

    def program(self, arguments: list[str], seconds: float) -> Ran:
        """Run a Windows program by its Windows path."""
        return self._run([str(self.folder / "wrun"), *arguments], seconds)

    def _run(self, command: list[str], seconds: float) -> Ran:
        begun = time.monotonic()
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self._environment,
            start_new_session=True,
        ) as process:
            code: int | None
            try:
                said, _ = process.communicate(timeout=max(1.0, seconds))
                code = process.returncode
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                self.settle()
                said, _ = process.communicate()
                code = None
        return Ran(code, said.decode("utf-8", "replace").replace("\r", ""), time.monotonic() - begun)

    def settle(self) -> None:
        """End what still runs in this lab, and start its services and desktop anew."""
        self.end()
        command = [str(self.folder / "winpy"), "-c", KEEPER]
        nowhere = subprocess.DEVNULL
        self._keeper = subprocess.Popen(
            command, stdin=nowhere, stdout=nowhere, stderr=nowhere, env=self._environment, start_new_session=True
        )
        time.sleep(KEEPER_S)

    def end(self) -> None:
        """End what still runs in this lab."""
        for option in ("-k", "-w"):
            subprocess.run(["wineserver", option], env=self._environment, check=False)
        if self._keeper is not None:
            self._keeper.wait()
            self._keeper = None

    @contextlib.contextmanager
    def screen(self) -> Iterator[None]:
        """Have a screen that nobody sees for as long as it is used."""
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
        with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
            os.close(writing)
            with os.fdopen(reading, encoding="ascii") as pipe:
                number = pipe.readline().strip()
            self._environment["DISPLAY"] = f":{number}"
            try:
                self.settle()
                yield
            finally:
                self.end()
                server.terminate()
