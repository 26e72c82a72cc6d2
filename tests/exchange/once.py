"""One LibreOffice process for every workbook that the tests of a run ask for, however many workers run them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from tests.exchange.libreoffice import EACH_S, START_S, needed, recalculate

PARAMETER = "workbook"
"""Tests name the workbook they ask for in the parameter of this name."""


def wanted(items: Iterable[pytest.Item]) -> list[str]:
    """The workbooks that the tests of this run ask for, each once."""
    names = {str(item.callspec.params[PARAMETER]) for item in items if PARAMETER in _parameters(item)}
    return sorted(names)


def _parameters(item: pytest.Item) -> Mapping[str, object]:
    return item.callspec.params if hasattr(item, "callspec") else {}


def shared_folder(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder that every worker of the run knows; not made yet."""
    base = factory.getbasetemp()
    return (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / name


def recalculated_once(folder: Path, names: list[str], make: Callable[[str], bytes]) -> Path:
    """Have every workbook recalculated by whichever worker comes first; the others wait for it.

    Returns the folder, where `given_in` and `recalculated_in` find each. Raises what the first one met, and
    skips where LibreOffice is missing.
    """
    needed()
    done, failed = folder / "done", folder / "failed"
    try:
        folder.mkdir()
    except FileExistsError:
        _wait(done, failed, 2 * START_S + 2 * EACH_S * len(names))
        return folder
    try:
        found = recalculate({name: make(name) for name in names}, folder)
        for name, file in found.items():
            file.rename(folder / f"{name}.recalculated.xlsx")
            (folder / "in" / file.name).rename(folder / f"{name}.given.xlsx")
    except BaseException as problem:
        failed.write_text(repr(problem), encoding="utf-8")
        raise
    done.touch()
    return folder


def _wait(done: Path, failed: Path, limit_s: float) -> None:
    end = time.monotonic() + limit_s
    while not done.exists():
        if failed.exists():
            pytest.fail(f"another worker's recalculation failed: {failed.read_text(encoding='utf-8')}", pytrace=False)
        if time.monotonic() > end:
            pytest.fail(f"another worker's recalculation was not done after {limit_s:.0f} seconds", pytrace=False)
        time.sleep(0.2)


def given_in(folder: Path, name: str) -> Path:
    """The workbook as it was handed to LibreOffice."""
    return folder / f"{name}.given.xlsx"


def recalculated_in(folder: Path, name: str) -> Path:
    """The workbook as LibreOffice gave it back."""
    return folder / f"{name}.recalculated.xlsx"
