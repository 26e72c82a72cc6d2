"""What is wrong in a workbook, in the order and the cells in which it is shown."""

from __future__ import annotations

from collections.abc import Iterable

from planner.exchange.problems import Problem, Severity


def problems_in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Values left out first, then what is only told; otherwise in the order they were met."""
    return tuple(sorted(problems, key=lambda problem: problem.severity is Severity.NOTE))


def problem_cells(problem: Problem) -> tuple[str, str, str, str, str, str]:
    """A problem as cells: what happens, kind, cell, what is wrong, what is allowed, what to do."""
    happens = "to know" if problem.severity is Severity.NOTE else "left out"
    return happens, problem.reason.value, problem.place, problem.text, problem.allowed, problem.hint


PROBLEM_HEADS = ("What happens", "Kind", "Cell", "What is wrong", "Allowed", "What to do")


def problems_text(problems: Iterable[Problem]) -> str:
    """Every problem as tab-separated text, to be pasted into a table."""
    rows = [PROBLEM_HEADS, *(problem_cells(problem) for problem in problems)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
