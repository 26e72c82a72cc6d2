"""What the manual says of keys, commands and figures is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.cli import commands
from planner.outcome.explain import explain
from planner.scenario.keys import ASSUMPTION_FIELDS, BCU_FIELDS, TARGET_FIELDS
from planner.scenario.plain import scenario_plain
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import WARD_FIELDS
from planner.session import Session
from planner.views.tables import all_tables
from planner.words.numbers import signed
from tests.snapshots import pictures
from tests.snapshots.pictures import SMALL
from ui.dialogs.shortcuts import KEYS
from ui.looks import Look

DOCS = Path(__file__).resolve().parents[2] / "docs"
MANUAL = (DOCS / "manual" / "README.md").read_text(encoding="utf-8")
FORMAT = (DOCS / "formats" / "plan-2.md").read_text(encoding="utf-8")


def section(text: str, name: str) -> str:
    """What stands under a heading."""
    return text.split(f"## {name}\n")[1].split("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    """The rows of the tables in it, without heads."""
    found = [re.split(r"(?<!\\)\|", line)[1:-1] for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in found if not set("".join(row)) <= set("-: ")]


def test_the_keys_of_the_manual_are_those_of_the_program(qtbot: QtBot) -> None:
    with pictures.window(SMALL, Look.LIGHT) as made:
        wanted = [list(row) for row in (*made.actions_set.shortcut_rows(), *KEYS)]
    assert rows(section(MANUAL, "Keys"))[1:] == wanted


def test_the_commands_of_the_manual_are_those_of_the_program() -> None:
    named = re.findall(r"^\| `bcu-planner ([a-z-]+)", section(MANUAL, "Without a window"), re.MULTILINE)
    actions = next(a for a in commands._parser()._actions if isinstance(a.choices, dict))
    assert actions.choices is not None
    assert named == list(actions.choices)


def test_the_figures_of_the_manual_are_those_of_the_shipped_plan() -> None:
    outcome = Session.shipped().outcome
    said = {row[0]: row[2] for row in rows(section(MANUAL, "What is illustrative"))}
    assert said["officer posts"] == signed(float(outcome.values["officers_in_all_change"]))
    assert said["of which supervisors"] == signed(float(outcome.values["supervisors_in_all_change"]))
    assert said["saving a year"] == f"£{float(outcome.values['full_year_saving']) / 1e6:.1f}m"


def test_the_format_page_names_every_part_of_a_scenario() -> None:
    document = {*scenario_plain(shipped_plan().shown, shipped_plan().area_of(shipped_plan().shown)), "frozen"}
    named = {word for row in rows(section(FORMAT, "A scenario")) for word in re.findall(r"`(\w+)`", row[0])}
    assert set(document) == named


@pytest.mark.parametrize("fields", [BCU_FIELDS, WARD_FIELDS, ASSUMPTION_FIELDS, TARGET_FIELDS])
def test_the_format_page_names_every_field_that_an_edit_can_change(fields: tuple[str, ...]) -> None:
    assert [field for field in fields if f"`{field}`" not in FORMAT] == []


def test_the_formats_page_names_every_sheet_of_the_workbook() -> None:
    page = (DOCS / "formats" / "README.md").read_text(encoding="utf-8")
    named = [row[0] for row in rows(section(page, "The workbook"))[1:]]
    assert named == ["Contents", *(table.name for table in all_tables(Session.shipped().outcome))]


def test_every_row_of_the_walk_of_one_pound_is_what_the_program_works_out() -> None:
    page = (DOCS / "manual" / "one-pound.md").read_text(encoding="utf-8")
    outcome = Session.shipped().outcome
    walked = rows(page)[1:]
    assert len(walked) == 14
    for _, figure, value, rests in walked:
        working = explain(outcome, figure.strip("`"))
        assert working.shown == value, figure
        assert ("**source**" in rests) == (not working.lines), figure


def test_each_press_of_the_walk_leads_to_a_term_of_a_figure_before_it() -> None:
    page = (DOCS / "manual" / "one-pound.md").read_text(encoding="utf-8")
    outcome = Session.shipped().outcome
    reached = {"full_year_saving"}
    for _, figure, _, _ in rows(page)[1:]:
        name = figure.strip("`")
        if name == "unit_cost[Sergeant]":
            name = "cost[Sergeant,2019/20]"  # the cost of a post in a year; in real terms the unit cost itself
        assert name in reached, name
        reached |= {t.figure for line in explain(outcome, name).lines for t in line.terms}
    assert "unit_cost[Sergeant]" in reached
