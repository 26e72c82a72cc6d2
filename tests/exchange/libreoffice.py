"""LibreOffice Calc as a second opinion: workbooks worked out anew by a program that knows nothing of ours.

Many workbooks go through one process with a profile of its own, in which Excel files are always recalculated in
full when they are opened, whatever values they carry. What comes back is the workbooks as LibreOffice saves them.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

START_S, EACH_S = 90.0, 60.0
"""How long one process may take: to start, with a new profile, and for each workbook."""
USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/opt/libreoffice/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
)
MISSING = (
    "LibreOffice Calc is not installed, so no figure of a workbook was recalculated. "
    "Install it (on Debian, as root: apt-get install libreoffice-calc) and run the tests again."
)

# OOXMLRecalcMode: 0 always, 1 never, 2 ask. Without it the values that the file carries would be believed.
ALWAYS, NEVER = 0, 1
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>{}</value></prop></item>
</oor:items>
"""


class NotRecalculated(Exception):
    """LibreOffice did not give back every workbook; the text holds what it said."""


@cache
def soffice() -> str | None:
    """The path of LibreOffice's command, or None where it is not installed with Calc's part."""
    for name in ("soffice", "libreoffice", *USUAL_PLACES):
        found = shutil.which(name)
        if found and _has_calc(Path(found).resolve().parent):
            return found
    return None


def _has_calc(program: Path) -> bool:
    """Whether the spreadsheet is there: on Debian the command can come without it."""
    folders = (program, program.parent / "Frameworks")
    return any(next(folder.glob("*sclo.*"), None) for folder in folders)


def needed() -> str:
    """The path of LibreOffice's command. Skips the test, with the reason, where there is none."""
    found = soffice()
    if found is None:
        pytest.skip(MISSING)
    return found


def recalculate(
    workbooks: Mapping[str, bytes], folder: Path, *, limit_s: float | None = None, mode: int = ALWAYS
) -> dict[str, Path]:
    """Have LibreOffice work out every workbook anew, in one process; return the files it saved, by the same names.

    `folder` is empty and stays as it is left, with the files. NEVER for `mode` opens and saves only. Skips the
    test where LibreOffice is missing. Raises NotRecalculated, with nothing of LibreOffice left running, when time
    runs out or a workbook is not given back.
    """
    command = needed()
    given, taken, profile = folder / "in", folder / "out", folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE.format(mode), encoding="utf-8")
    given.mkdir()
    files = {name: f"{i:04}.xlsx" for i, name in enumerate(workbooks)}
    for name, content in workbooks.items():
        (given / files[name]).write_bytes(content)
    asked = [
        command,
        f"-env:UserInstallation={profile.absolute().as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nolockcheck"),
        *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out"),
        *(os.path.join("in", file) for file in files.values()),
    ]
    said = _run(asked, folder, START_S + EACH_S * len(files) if limit_s is None else limit_s)
    missing = [name for name, file in files.items() if not (taken / file).is_file()]
    if missing:
        raise NotRecalculated(f"LibreOffice gave back nothing for {', '.join(missing)}. It said:\n{said[-3000:]}")
    return {name: taken / file for name, file in files.items()}


def _run(command: list[str], folder: Path, limit_s: float) -> str:
    """Run to the end, and return what was said. Ends the whole family of processes when time runs out."""
    environment = dict(os.environ, HOME=str(folder), SAL_USE_VCLPLUGIN="svp", LC_ALL="C.UTF-8")
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=limit_s)
        except BaseException as problem:
            _end(process)
            if isinstance(problem, subprocess.TimeoutExpired):
                raise NotRecalculated(f"LibreOffice was not done after {limit_s:.0f} seconds; it was ended.") from None
            raise
    return said.decode(errors="replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the command and what it started: the command is a script, and the program its child's child."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
