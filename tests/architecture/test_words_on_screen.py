"""What people read uses the model's words and none of their synonyms.

Looks at string literals of the rooms whose text reaches people: those with a space in them or a capital at
the start. Names inside the program (object names, keys) are written otherwise and pass by.
"""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.sources import ROOT, python_files, texts

NEVER_SAID = {
    "dataset": "area",
    "region": "area",
    "district": "borough",
    "zone": "BCU",
    "group": "BCU",
    "strand": "function",
    "department": "function",
    "grade": "role",
    "manager": "supervisor",
    "job": "post",
    "project": "plan",
    "parameter": "assumption",
    "config": "assumption",
    "configuration": "assumption",
    "goal": "target",
    "constraint": "rule",
    "validation": "rule",
}
# "unit" (of a borough) is on the model's list too, and "plan" (of a scenario); both are also right words, for
# a unit cost and for the file, so no list of words can tell them apart.
WORDS = re.compile(rf"\b(?:{'|'.join(NEVER_SAID)})s?\b|\bFY ?\d\d", re.IGNORECASE)
ROOMS = ("ui", "planner/views", "planner/cli", "planner/session", "planner/scenario", "planner/outcome")
ROOMS += ("planner/plan_file", "planner/exchange", "planner/suggest", "planner/words", "planner/area")
ALLOWED: dict[str, str] = {
    # text: why it may stand
    "Goal seek": "the name spreadsheets give to solving for one value, which finance knows; no target is meant",
    "Goal seek…": "the same, on a button that asks for more",
}


def never_said(source: str) -> list[str]:
    """Return each text for people that uses a synonym, with its line and the word to use."""
    found = []
    for line, text in texts(ast.parse(source)):
        match = WORDS.search(text) if is_for_people(text) and text not in ALLOWED else None
        if match:
            word = match[0].lower()
            instead = NEVER_SAID.get(word) or NEVER_SAID.get(word.removesuffix("s"), "2018/19")
            found.append(f"line {line}: {text!r}: say {instead!r}, not {match[0]!r}")
    return found


def is_for_people(text: str) -> bool:
    """Tell whether a literal reads like text on a screen, and not like a key or a style sheet."""
    is_style = "{" in text and ";" in text
    return not is_style and (" " in text.strip() or text[:1].isupper())


def test_no_text_for_people_uses_a_synonym() -> None:
    found = {str(p.relative_to(ROOT)): never_said(p.read_text(encoding="utf-8")) for p in python_files(*ROOMS)}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("label('Constraints')", True),
        ("label('The district has no posts')", True),
        ("label(f'{n} jobs in {bcu}')", True),
        ("label('Saving in FY18')", True),
        ("label('Rules')", False),
        ("label('Degrades to a smaller map')", False),
        ("widget.setObjectName('group')", False),
        ("widget.setStyleSheet('QGroupBox::title { subcontrol: x; } group {}')", False),
        ("def f():\n    'A docstring may say region.'", False),
    ],
)
def test_a_synonym_is_found(source: str, is_found: bool) -> None:
    assert bool(never_said(source)) is is_found


def test_every_allowed_text_is_still_used() -> None:
    used = {text for path in python_files(*ROOMS) for _, text in texts(ast.parse(path.read_text("utf-8")))}
    assert sorted(set(ALLOWED) - used) == []
