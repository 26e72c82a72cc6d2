"""What would go wrong on Windows alone, found in the source: paths, names of files, folders of other systems."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path, PureWindowsPath

import pytest

from planner.cli.self_test import BINARY, HASHES, resource_hashes
from tests.architecture.sources import ROOT, python_files, texts
from tests.architecture.test_files import KEPT_FOLDERS

RESERVED = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)")
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')
LONGEST_PATH = 160
"""Below a folder such as C:\\Users\\a name of 20\\Documents there are 200 characters left of the 260."""
OF_ANOTHER_SYSTEM = re.compile(r"^(?:/(?:tmp|var|usr|home|etc|dev/shm)\b|~/)")
JOINS = {"join", "sep", "altsep"}
MAKES_PATHS = {"Path", "PurePath", "open", "joinpath", "with_name"}
SAID_FOR_LINUX = {"packaging/start.py", "packaging/windows_lab.py"}
"""Written for one system on purpose, or in an old Python's ways of the standard library."""

EVIDENCE = "packaging/windows_evidence.py"
"""Writes Windows paths as text, for programs that run there while it does not."""


def name_problem(name: str) -> str:
    """Return why Windows would not take a file of that name below the project; empty when it would."""
    for part in PureWindowsPath(name).parts:
        if RESERVED.match(part):
            return "a device's name"
        if FORBIDDEN.search(part):
            return "a character that it does not take"
    return "too long" if len(name) > LONGEST_PATH else ""


def clashes(names: list[str]) -> list[tuple[str, str]]:
    """Return each two names that are one file where letters are not told apart by case."""
    seen: dict[str, str] = {}
    found = []
    for name in names:
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            found.append((other, name))
    return found


def joined_by_hand(source: str) -> list[int]:
    """Return the lines where a path is put together otherwise than by pathlib."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in JOINS and _is_os(node.value):
            found.append(node.lineno)
        if isinstance(node, ast.Call) and _called(node.func) in MAKES_PATHS:
            found += [each.lineno for each in node.args if _has_slash(each)]
    return sorted(found)


def _is_os(node: ast.expr) -> bool:
    """Whether that is `os` or `os.path`."""
    text = ast.unparse(node)
    return text in ("os", "os.path")


def _called(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _has_slash(node: ast.expr) -> bool:
    """Whether a text put together from parts has a slash of its own."""
    if not isinstance(node, ast.JoinedStr | ast.BinOp):
        return False
    if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Add):
        return False
    parts = [each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return any("/" in part or "\\" in part for part in parts)


def kept_names() -> list[str]:
    inside = [path for folder in KEPT_FOLDERS for path in (ROOT / folder).rglob("*")]
    paths = [path for path in [*ROOT.glob("*"), *inside] if path.is_file() and "__pycache__" not in path.parts]
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def test_windows_takes_the_name_of_every_file() -> None:
    assert {name: why for name in kept_names() if (why := name_problem(name))} == {}


def test_no_two_files_differ_by_case_alone() -> None:
    assert clashes(kept_names()) == []


def test_paths_are_put_together_by_pathlib() -> None:
    paths = python_files("planner", "ui", "resources", "packaging")
    named = {path.relative_to(ROOT).as_posix(): path for path in paths}
    found = {name: joined_by_hand(path.read_text(encoding="utf-8")) for name, path in named.items()}
    assert {name: lines for name, lines in found.items() if lines and name not in SAID_FOR_LINUX | {EVIDENCE}} == {}


def test_no_folder_of_another_system_is_named() -> None:
    found = {}
    for path in python_files("planner", "ui", "resources", "packaging"):
        lines = [line for line, text in texts(ast.parse(path.read_text("utf-8"))) if OF_ANOTHER_SYSTEM.match(text)]
        found[path.relative_to(ROOT).as_posix()] = lines
    assert {name: lines for name, lines in found.items() if lines and name not in SAID_FOR_LINUX} == {}


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("planner/words/names.py", True),
        ("docs/aux.md", False),
        ("docs/auxiliary.md", True),
        ("tests/Con", False),
        ("tests/a:b.py", False),
        ("tests/what?.txt", False),
        ("docs/end.", False),
        ("docs/" + "a" * 160, False),
    ],
)
def test_a_name_that_windows_does_not_take_is_found(name: str, taken: bool) -> None:
    assert (name_problem(name) == "") is taken


def test_names_that_differ_by_case_are_found() -> None:
    assert clashes(["a/B.py", "a/b.py", "c.py"]) == [("a/B.py", "a/b.py")]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("os.path.join(a, b)", True),
        ("x.split(os.sep)", True),
        ("Path(f'{folder}/{name}')", True),
        ("Path(folder + '\\\\x')", True),
        ("open(folder + '/x', encoding='utf-8')", True),
        ("Path(folder) / name", False),
        ("Path('resources/areas')", False),
        ("print(f'{year}/{next_year}')", False),
        ("os.path.isfile(path)", False),
    ],
)
def test_a_path_put_together_by_hand_is_found(source: str, found: bool) -> None:
    assert bool(joined_by_hand(source)) is found


@pytest.mark.parametrize(("text", "found"), [("/tmp/x", True), ("~/x", True), ("/usr/bin", True), ("a/tmp", False)])
def test_a_folder_of_another_system_is_found(text: str, found: bool) -> None:
    assert bool(OF_ANOTHER_SYSTEM.match(text)) is found


def test_the_data_that_ships_is_the_data_that_was_hashed() -> None:
    """When this fails because data was changed on purpose: python packaging/hash_resources.py."""
    kinds = BINARY | {".csv", ".json", ".svg", ".txt", ".bcuplan"}
    resources = ROOT / "resources"
    there = {path.relative_to(resources).as_posix() for path in resources.rglob("*") if path.suffix in kinds}
    here = resource_hashes()
    assert set(here) == {name for name in there if name != HASHES and not name.startswith("build/")}
    released = json.loads((resources / HASHES).read_text(encoding="utf-8"))["sha256"]
    assert here == released, "run python packaging/hash_resources.py if the data was changed on purpose"


def test_every_python_file_is_utf8_without_a_mark() -> None:
    marked = [path for path in python_files("planner", "ui", "tests") if Path(path).read_bytes()[:3] == b"\xef\xbb\xbf"]
    assert marked == []
