"""The figures worked out by hand in tests/golden/worked.csv are the figures the planner gives."""

import ast
import csv
import re
from pathlib import Path

import pytest

from planner.outcome.evaluate import evaluate_plan
from planner.outcome.figures import parse, value_at
from planner.outcome.terms import work_out
from planner.scenario.shipped import shipped_plan
from planner.words.vocabulary import Terms

GOLDEN = Path(__file__).parent.parent / "golden" / "worked.csv"
ROWS = list(csv.DictReader(GOLDEN.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['scenario']} {r['terms']} {r['figure']}" for r in ROWS])
def test_the_planner_gives_the_figure_worked_by_hand(row: dict[str, str]) -> None:
    outcome = evaluate_plan(shipped_plan(), Terms(row["terms"]), row["scenario"])
    figure = parse(outcome, row["figure"])
    assert round(value_at(outcome, figure), 2) == float(row["value"])
    assert round(work_out(outcome, figure).value, 2) == float(row["value"])


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['scenario']} {r['terms']} {r['figure']}" for r in ROWS])
def test_each_working_ends_in_its_value(row: dict[str, str]) -> None:
    last = row["worked"].split("=")[-1].split("(")[0].strip()
    assert float(last) == float(row["value"])


def arithmetic(text: str) -> float | None:
    """The value of a working that is arithmetic alone; None where it has words."""
    first = text.split("=")[0].split(":")[-1].replace("−", "-").replace("×", "*").replace("÷", "/").strip()
    if not re.fullmatch(r"[\d\s.+\-*/()]+", first):
        return None
    tree = ast.parse(first, mode="eval")
    return float(eval(compile(tree, "working", "eval"), {"__builtins__": {}}))


def test_workings_that_are_arithmetic_alone_re_add() -> None:
    checked = 0
    for row in ROWS:
        value = arithmetic(row["worked"])
        if value is None:
            continue
        checked += 1
        wanted = float(row["value"])
        rounded_posts = "rounded" in row["worked"]
        assert abs(value - wanted) <= (0.5 if rounded_posts else 0.005), row
    assert checked >= 25
