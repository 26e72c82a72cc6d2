"""`self-test`: whether this installation is whole and gives the figures it was released with, a line for each part."""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from planner import __version__
from planner.area.outlines import load_outlines
from planner.area.shipped import load_area, read_resource
from planner.cli.asked import Drawn
from planner.exchange.tables import SHEETS
from planner.exchange.workbook import write_workbook
from planner.outcome.evaluate import evaluate_plan
from planner.outcome.figures import parse, value_at
from planner.plan_file.open import open_plan
from planner.plan_file.save import save_plan
from planner.plan_file.steps import Log
from planner.scenario.shipped import shipped_plan
from planner.views.briefing import briefing
from planner.words.names import plural
from planner.words.numbers import round_half_away
from planner.words.vocabulary import Terms

NAME = "self-test"
HELP = "check this installation: data, figures, plan file, workbook and picture"
FAILED = 1
LIBRARIES = ("numpy", "pandas", "openpyxl", "XlsxWriter", "PySide6_Essentials")
AS_AT = datetime(2018, 2, 12, tzinfo=UTC)


class _Wrong(Exception):
    """A part is not as it should be; the message says how."""


def add(parser: argparse.ArgumentParser) -> None:
    """It has no options."""


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Run every check, whatever the others found; exit code 1 when one failed."""
    print(f"BCU Planner {__version__}, Python {platform.python_version()}, {platform.platform()}")
    failed = 0
    with tempfile.TemporaryDirectory(prefix="bcu-planner-") as folder:
        parts: dict[str, Callable[[], str]] = {
            "libraries": _libraries,
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
    print("Everything works." if not failed else f"{plural(failed, 'part')} failed.")
    return FAILED if failed else 0


def _libraries() -> str:
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            raise _Wrong(f"{name} is not installed; install the planner again") from None
    return ", ".join(found)


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
    path, outcome = folder / "plan.xlsx", evaluate_plan(shipped_plan())
    write_workbook(outcome, path, as_at=AS_AT)
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    wanted = len(SHEETS) + 1  # and the reserved one
    if len(sheets) != wanted:
        raise _Wrong(f"{len(sheets)} sheets were written; there are {wanted}")
    return plural(len(sheets), "sheet")


def _picture(folder: Path, drawn: dict[str, Drawn]) -> str:
    if "brief" not in drawn:
        return "left out, because Qt, which draws it, cannot be loaded here"
    path, outcome = folder / "plan.png", evaluate_plan(shipped_plan())
    try:
        drawn["brief"](outcome, briefing(outcome, as_at=date(2018, 2, 12)), path)
    except ImportError as problem:
        return f"left out, because Qt, which draws it, cannot be loaded here: {problem}"
    return f"drawn, {path.stat().st_size:,} bytes"
