"""Through real files: what finance changes in the workbook comes back, and nothing else does."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from planner.exchange.bring import State, accept, all_ticked, bring
from planner.exchange.bring.fresh import plan_from, read_alone, read_for
from planner.exchange.template import write_template
from planner.exchange.workbook import write_workbook
from planner.outcome.evaluate import evaluate_plan
from planner.scenario import decisions as d
from planner.scenario.change import apply
from planner.scenario.types import Plan
from planner.words.vocabulary import Terms
from tests.exchange.bring.sheets import ABBEY, ENFIELD, PLAN, SUTTON, TODAY, TWELVE, after

AS_AT = datetime(2026, 11, 14, 9, tzinfo=UTC)


def changed_plan() -> Plan:
    """The shipped plan with something in every table that can be blank."""
    plan = after(after(PLAN, d.set_youth, ENFIELD, 9), d.nominate, SUTTON, "Safeguarding")
    plan = after(plan, d.set_override, "AS", "HQ", "Constable", 5, "=1+1 and “quotes”\nin two lines")
    plan = after(plan, d.set_wards, "abstraction", {ABBEY: 1 / 3})
    plan = after(plan, d.assign_boroughs, [ENFIELD], None)
    return after(plan, d.set_assumption, "cost.pcso", "source", "  A & B <c>  ")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "Plan.xlsx"
    write_workbook(evaluate_plan(changed_plan(), Terms.REAL, TWELVE), path, as_at=AS_AT)
    return path


def with_number(path: Path, to: Path, sheet: str, cell: str, number: float) -> Path:
    """A copy of a workbook with the number of one cell changed, as Excel would leave the rest."""
    with zipfile.ZipFile(path) as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        part = f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"
        with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as made:
            for name in book.namelist():
                content = book.read(name)
                if name == part:
                    text, times = re.subn(
                        rf'(<c r="{cell}"[^>]*>)<v>[^<]*</v>', rf"\g<1><v>{number}</v>", content.decode()
                    )
                    assert times == 1, cell
                    content = text.encode()
                made.writestr(name, content)
    return to


def test_a_workbook_written_and_read_again_changes_nothing(workbook: Path) -> None:
    plan = changed_plan()
    found = bring(read_for(workbook, plan), plan, on=TODAY)
    assert found.changes == ()
    assert found.problems == ()
    assert found.theirs.plan == plan
    assert sum(found.counts.values()) > 5_000


def test_a_cell_changed_in_the_file_is_the_one_change_and_is_taken(workbook: Path, tmp_path: Path) -> None:
    plan = changed_plan()
    cell = next(
        line.cell
        for line in bring(read_for(workbook, plan), plan, on=TODAY).lines
        if line.key == ("ward", ABBEY, "dwo")
    )
    changed = with_number(workbook, tmp_path / "back.xlsx", *cell.split("!"), number=7)
    found = bring(read_for(changed, plan), plan, on=TODAY)
    assert [(line.key, line.state, line.theirs) for line in found.changes] == [
        (("ward", ABBEY, "dwo"), State.THEIRS, 7)
    ]
    step = accept(found, all_ticked(found), {})
    assert step is not None
    assert apply(plan, step.edits) == after(plan, d.set_wards, "dwo", {ABBEY: 7})


def test_a_workbook_of_a_scenario_that_is_not_shown_is_read_for_its_own(workbook: Path) -> None:
    plan = changed_plan()
    other = Plan(plan.areas, plan.baselines, plan.scenarios, plan.scenarios[1].id)
    found = bring(read_for(workbook, other), other, on=TODAY)
    assert (found.scenario.id, found.changes) == (TWELVE, ())


def test_a_plan_is_made_of_the_workbook_alone(workbook: Path) -> None:
    fresh = plan_from(read_alone(workbook), TODAY)
    assert fresh.plan.shown == changed_plan().shown
    assert fresh.problems == ()


def test_an_empty_template_makes_a_plan_with_nothing_decided(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(PLAN.area_of(PLAN.shown), path, as_at=AS_AT, baseline=PLAN.baseline_of(PLAN.shown))
    fresh = plan_from(read_alone(path), date(2026, 11, 22))
    assert (dict(fresh.plan.shown.bcus), dict(fresh.plan.shown.assignment)) == ({}, {})
    assert fresh.plan.baseline_of(fresh.plan.shown) == PLAN.baseline_of(PLAN.shown)
    assert not [problem for problem in fresh.problems if problem.severity.value == "error"]
