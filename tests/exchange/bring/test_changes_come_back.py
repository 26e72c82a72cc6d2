"""What is changed inside a workbook, imported, gives the figures that the same change gives in the app."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from planner.exchange.bring import accept, all_ticked, bring
from planner.exchange.bring.fresh import read_for
from planner.exchange.problems import Severity
from planner.exchange.workbook import workbook_bytes
from planner.outcome.equations import EQUATIONS
from planner.outcome.evaluate import Outcome, evaluate
from planner.scenario.change import apply
from planner.words.vocabulary import Terms
from tests.exchange.bring.sheets import TODAY
from tests.exchange.changes import CHANGES
from tests.exchange.inside import Inside
from tests.exchange.scenarios import Case, shipped_case

AS_AT = datetime(2018, 2, 12, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def case() -> Case:
    return shipped_case("twelve-bcus-2018")


@pytest.fixture(scope="module")
def exported(case: Case) -> bytes:
    return workbook_bytes(case.outcome, as_at=AS_AT)


@pytest.mark.parametrize("name", CHANGES)
def test_it_comes_back_as_it_was_changed(name: str, case: Case, exported: bytes, tmp_path: Path) -> None:
    change, path = CHANGES[name], tmp_path / "Plan.xlsx"
    book = Inside(exported)
    change.in_cells(book, case)
    path.write_bytes(book.content())
    found = bring(read_for(path, case.plan), case.plan, on=TODAY)
    assert [problem for problem in found.problems if problem.severity is not Severity.NOTE] == []
    step = accept(found, all_ticked(found), {})
    plan = case.plan if step is None else apply(case.plan, step.edits)
    shown = plan.scenario(case.scenario.id)
    came = evaluate(plan.area_of(shown), plan.baseline_of(shown), shown)
    wanted = change.in_app(case)
    told = evaluate(wanted.outcome.area, wanted.baseline, wanted.scenario, Terms.REAL)
    assert findings(came) == findings(told)
    assert came.members["bcu"] == told.members["bcu"]
    for equation in EQUATIONS:
        if "target" not in equation.dims:  # a new target has an id of its own
            assert np.array_equal(came.values[equation.name], told.values[equation.name]), equation.name
    assert np.array_equal(np.sort(came.values["gap"]), np.sort(told.values["gap"]))


def findings(outcome: Outcome) -> list[tuple[str, str, str]]:
    """What every rule finds."""
    return [(row.id, row.subject, row.outcome.value) for rule in outcome.rules for row in rule.rows()]
