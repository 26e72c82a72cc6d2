"""`self-test`: whether this installation is whole and gives the figures it was released with, a line for each part.

Touches no plan: what it writes goes to a folder of its own and is removed again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import struct
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from planner import app_name
from planner.area.outlines import load_outlines
from planner.area.shipped import load_area, read_resource
from planner.cli.asked import Drawn
from planner.exchange.bring import bring
from planner.exchange.bring.fresh import read_for
from planner.exchange.tables import SHEETS
from planner.exchange.workbook import write_workbook
from planner.outcome.evaluate import evaluate_plan
from planner.outcome.figures import parse, value_at
from planner.plan_file.open import open_plan
from planner.plan_file.save import save_plan
from planner.plan_file.steps import Log
from planner.scenario.shipped import shipped_plan
from planner.session import journal_folder
from planner.views.briefing import briefing
from planner.words.names import plural
from planner.words.numbers import round_half_away, whole
from planner.words.vocabulary import Terms

NAME = "self-test"
HELP = "check this installation: data, figures, plan file, workbook and picture"
FAILED = 1
LIBRARIES = ("numpy", "openpyxl", "XlsxWriter", "PySide6_Essentials")
FOR_SCRIPTS = "pandas"
"""Only for those who use the planner from Python; the bundle, which nobody imports, goes without it."""
AS_AT = datetime(2018, 2, 12, tzinfo=UTC)
HASHES = "hashes.json"
BINARY = frozenset({".otf", ".png", ".ttf"})
PICTURE_SIZE = (1920, 1080)
_PNG = b"\x89PNG\r\n\x1a\n"


class _Wrong(Exception):
    """A part is not as it should be; the message says how."""


def add(parser: argparse.ArgumentParser) -> None:
    """It has no options."""


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Run every check, whatever the others found; exit code 1 when one failed."""
    begun, failed = time.monotonic(), 0
    bundled = ", bundled" if _is_bundled() else ""
    print(f"{app_name()}{bundled}, Python {platform.python_version()}, {platform.platform()}")
    with tempfile.TemporaryDirectory(prefix="bcu-planner-") as folder:
        parts: dict[str, Callable[[], str]] = {
            "libraries": _libraries,
            "data": _data,
            "area": _area,
            "figures": _figures,
            "plan file": lambda: _plan_file(Path(folder)),
            "workbook": lambda: _workbook(Path(folder)),
            "picture": lambda: _picture(Path(folder), drawn),
        }
        for name, check in parts.items():
            try:
                print(f"ok      {name}: {check()}")
            except Exception as problem:  # a self-test reports every fault, also those nobody thought of
                failed += 1
                print(f"FAILED  {name}: {type(problem).__name__ if not str(problem) else problem}")
    print(f"note    journal: {_journal_folder()}")
    took = plural(max(1, round(time.monotonic() - begun)), "second")
    if failed:
        print(f"{plural(failed, 'part')} failed, in {took}. No plan was touched. Install the planner again.")
        return FAILED
    print(f"Everything works, in {took}.")
    return 0


def resource_hashes() -> dict[str, str]:
    """SHA-256 of every file that resources/hashes.json names, as it is here; "" where it is missing.

    Line ends of texts count as one character, as they may differ from one checkout to another.
    """
    return {name: _hash_of(name) for name in json.loads(read_resource(HASHES))["sha256"]}


def hash_of(content: bytes, *, binary: bool) -> str:
    """SHA-256 of a data file in hexadecimal figures; of a text with single line feeds."""
    return hashlib.sha256(content if binary else content.replace(b"\r\n", b"\n")).hexdigest()


def _hash_of(name: str) -> str:
    place = files("resources").joinpath(*name.split("/"))
    return hash_of(place.read_bytes(), binary=Path(name).suffix in BINARY) if place.is_file() else ""


def _is_bundled() -> bool:
    return bool(getattr(sys, "frozen", False))


def _libraries() -> str:
    found = []
    for name in LIBRARIES if _is_bundled() else (*LIBRARIES, FOR_SCRIPTS):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            raise _Wrong(f"{name} is not installed; install the planner again") from None
    return ", ".join(found)


def _data() -> str:
    """Every data file that was released is here and unchanged."""
    released, here = json.loads(read_resource(HASHES))["sha256"], resource_hashes()
    missing = [name for name in released if not here[name]]
    if missing:
        raise _Wrong(f"missing: {', '.join(missing)}")
    changed = [name for name in released if here[name] != released[name]]
    if changed:
        raise _Wrong(f"not as released: {', '.join(changed)}")
    return f"{plural(len(released), 'file')} as released"


def _area() -> str:
    area = load_area()
    outlines = load_outlines(area.outlines_id)
    missing = [b.name for b in area.boroughs if not outlines.polygon(b.code)]
    if missing:
        raise _Wrong(f"no outline of {', '.join(missing)}")
    return f"{area.name}: {plural(len(area.policed), 'borough')}, {plural(len(area.wards), 'ward')}, outlines"


def _figures() -> str:
    """The shipped scenarios against figures kept in resources/self_test.json."""
    kept = json.loads(read_resource("self_test.json"))
    compared = 0
    for entry in kept["figures"]:
        outcome = evaluate_plan(shipped_plan(), Terms(entry["terms"]), entry["scenario"])
        found = round_half_away(value_at(outcome, parse(outcome, entry["figure"])), 2)
        if found != entry["value"]:
            where = f"{entry['figure']} of {outcome.scenario.name} in {entry['terms']} terms"
            raise _Wrong(f"{where} is {found}, and was {entry['value']} when released")
        compared += 1
    return f"{plural(compared, 'figure')} of {plural(len(shipped_plan().scenarios), 'scenario')} as released"


def _plan_file(folder: Path) -> str:
    path = folder / "plan.bcuplan"
    save_plan(path, shipped_plan(), Log((), ()), saved_at=AS_AT.isoformat())
    if open_plan(path).plan != shipped_plan():
        raise _Wrong("the plan read back is not the one written")
    return "written and read back the same"


def _workbook(folder: Path) -> str:
    path, plan = folder / "plan.xlsx", shipped_plan()
    write_workbook(evaluate_plan(plan), path, as_at=AS_AT)
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    wanted = len(SHEETS) + 1  # and the reserved one
    if len(sheets) != wanted:
        raise _Wrong(f"{len(sheets)} sheets were written; there are {wanted}")
    back = bring(read_for(path, plan), plan, on=AS_AT.date())
    if back.problems or back.missing or back.changes:
        first = [problem.text for problem in back.problems] + list(back.missing)
        raise _Wrong(f"read back with {plural(len(back.changes), 'change')}; {'; '.join(first[:1]) or 'no problem'}")
    return f"{plural(len(sheets), 'sheet')} written; {plural(len(back.lines), 'value')} read back the same"


def _picture(folder: Path, drawn: dict[str, Drawn]) -> str:
    if "brief" not in drawn:
        return "left out, because Qt, which draws it, cannot be loaded here"
    path, outcome = folder / "plan.png", evaluate_plan(shipped_plan())
    try:
        drawn["brief"](outcome, briefing(outcome, as_at=AS_AT.date()), path)
    except ImportError as problem:
        return f"left out, because Qt, which draws it, cannot be loaded here: {problem}"
    head = path.read_bytes()[:24]
    size = struct.unpack(">II", head[16:24]) if head.startswith(_PNG) and len(head) == 24 else ()
    if size != PICTURE_SIZE:
        raise _Wrong(f"the picture is {size or 'no PNG'}; it should be {PICTURE_SIZE}")
    return f"drawn, {' × '.join(map(str, size))}, {whole(path.stat().st_size)} bytes"


def _journal_folder() -> str:
    """Whether unsaved work can be kept for recovery. Said, and no failure: plans open and save without it."""
    folder = journal_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as problem:
        return f"{folder} cannot be written to ({problem.strerror or problem}); unsaved work cannot be recovered"
    return f"{folder} can be written to"
