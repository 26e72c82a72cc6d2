"""Small rules for every file: length, colours, addresses, and what is imported from where."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, python_files, texts

LONGEST = 500
HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
OTHER_COLOUR = re.compile(r"\bQColor\(\s*(?:\d|[\"'])|\bGlobalColor\.(?!transparent\b)|\bfromRgb\w*\(\s*\d")
# Put together here, so that this file does not hold what it looks for.
HOSTS = re.compile(
    "|".join(
        re.escape(".".join(parts))
        for parts in (
            ("pypi", "org"),
            ("files", "pythonhosted", "org"),
            ("registry", "npmjs", "org"),
            ("deb", "debian", "org"),
            ("crates", "io"),
            ("proxy", "golang", "org"),
        )
    )
)
KEPT_FOLDERS = ("planner", "ui", "resources", "tests", "packaging", "docs", ".ci")
TEXT_KINDS = {".py", ".md", ".toml", ".txt", ".json", ".csv", ".svg", ".iss", ".spec", ".cfg", ".bcuplan", ""}


def lines_too_many(path: Path) -> int:
    return max(0, len(path.read_text(encoding="utf-8").splitlines()) - LONGEST + 1)


def colours(path: Path) -> list[str]:
    """Return each colour that a source file fixes by itself, with its line."""
    source = path.read_text(encoding="utf-8")
    found = [f"{line}: {text!r}" for line, text in texts(ast.parse(source)) if HEX_COLOUR.search(text)]
    for number, text in enumerate(source.splitlines(), 1):
        if OTHER_COLOUR.search(text):
            found.append(f"{number}: {text.strip()}")
    return found


def imported_tops(source: str) -> set[str]:
    """Return the top-level names that a source imports."""
    nodes = list(ast.walk(ast.parse(source)))
    names = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and node.level == 0}
    return {name.split(".")[0] for name in names}


def kept_files() -> list[Path]:
    inside = [path for folder in KEPT_FOLDERS for path in (ROOT / folder).rglob("*")]
    files = [path for path in [*ROOT.glob("*"), *inside] if path.is_file() and path.suffix in TEXT_KINDS]
    return [path for path in files if "__pycache__" not in path.parts and ".egg-info" not in str(path)]


def test_no_file_has_five_hundred_lines() -> None:
    paths = python_files("planner", "ui", "packaging", "resources", "tests")
    long = {str(path.relative_to(ROOT)): lines_too_many(path) for path in paths}
    assert {name: over for name, over in long.items() if over} == {}


def test_a_file_of_five_hundred_lines_is_found(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("x = 1\n" * 499)
    assert lines_too_many(path) == 0
    path.write_text("x = 1\n" * 500)
    assert lines_too_many(path) == 1


def test_no_colour_is_fixed_outside_the_theme() -> None:
    found = {str(path.relative_to(ROOT)): colours(path) for path in python_files("planner", "ui")}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("line", "is_colour"),
    [
        ("pen = make('#1a2b3c')", True),
        ("pen = f'border: 1px solid #fff; {x}'", True),
        ("pen = QColor(255, 0, 0)", True),
        ("pen = QColor('red')", True),
        ("pen = Qt.GlobalColor.red", True),
        ("pen = Qt.GlobalColor.transparent", False),
        ("pen = QColor(theme.ink)", False),
        ("number_format = '#,##0'", False),
        ('"""A docstring may show #1a2b3c."""', False),
    ],
)
def test_a_fixed_colour_is_found(line: str, is_colour: bool, tmp_path: Path) -> None:
    path = tmp_path / "colour.py"
    path.write_text(line)
    assert bool(colours(path)) is is_colour


def test_no_file_names_a_package_index() -> None:
    found = [str(path.relative_to(ROOT)) for path in kept_files() if _names_a_host(path)]
    assert found == []


def test_a_package_index_is_found(tmp_path: Path) -> None:
    path = tmp_path / "run.txt"
    path.write_text("--index-url https://" + ".".join(["pypi", "org"]) + "/simple")
    assert _names_a_host(path)


def _names_a_host(path: Path) -> bool:
    return bool(HOSTS.search(path.read_text(encoding="utf-8", errors="replace")))


def imports_by_name(source: str) -> bool:
    """Tell whether a source imports a module by a text: readers and a program packed into one file miss it."""
    nodes = list(ast.walk(ast.parse(source)))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    names |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    names |= {node.name for node in nodes if isinstance(node, ast.alias)}
    return bool(names & {"import_module", "__import__"})


def test_no_module_is_imported_by_a_text() -> None:
    paths = python_files("planner", "ui")
    assert [path for path in paths if imports_by_name(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import importlib\nimportlib.import_module(name)", True),
        ("from importlib import import_module as go", True),
        ("x = __import__('ui')", True),
        ("def f():\n    from ui.tables.wards_tab import WardsTab\n    return WardsTab", False),
    ],
)
def test_an_import_by_a_text_is_found(source: str, found: bool) -> None:
    assert imports_by_name(source) is found


def test_packaging_is_no_package_and_nothing_imports_it() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
    paths = python_files("planner", "ui", "resources")
    assert [path for path in paths if "packaging" in imported_tops(path.read_text(encoding="utf-8"))] == []


def test_an_import_is_found() -> None:
    source = "import packaging.start\ndef f():\n    from numpy import array\n"
    assert imported_tops(source) == {"packaging", "numpy"}


def test_every_folder_of_tests_is_a_package() -> None:
    """Without one, two test files of the same name cannot both be collected."""
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
