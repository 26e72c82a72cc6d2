"""What is wrong in a workbook, in the order and the cells in which it is shown."""

from __future__ import annotations

from collections.abc import Iterable

from planner.exchange.problems import Problem, Severity
from planner.words.dates import DayOrder
from planner.words.numbers import whole


def problems_in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Values left out first, then what is only told; otherwise in the order they were met."""
    return tuple(sorted(problems, key=lambda problem: problem.severity is Severity.NOTE))


def problem_cells(problem: Problem) -> tuple[str, str, str, str, str, str]:
    """A problem as cells: what happens, kind, cell, what is wrong, what is allowed, what to do."""
    happens = "to know" if problem.severity is Severity.NOTE else "left out"
    return happens, problem.reason.value, problem.place, problem.text, problem.allowed, problem.hint


PROBLEM_HEADS = ("What happens", "Kind", "Cell", "What is wrong", "Allowed", "What to do")


ORDERS: tuple[tuple[DayOrder | None, str], ...] = (
    (None, "Leave out"),
    (DayOrder.DAY_FIRST, "Day first: 3/4 is 3 April"),
    (DayOrder.MONTH_FIRST, "Month first: 3/4 is 4 March"),
)
"""What can be done with dates in figures, and how it is called."""


def order_words(problems: Iterable[Problem]) -> str:
    """The question which comes first in dates in figures; empty where no date asks it."""
    asking = [problem for problem in problems if problem.asks_order]
    if not asking:
        return ""
    such = f"{asking[0].found} in {asking[0].place}"
    if len(asking) == 1:
        return f"A date typed as text could be two days: {such}. Which comes first in the dates of this workbook?"
    return (
        f"{whole(len(asking))} dates typed as text could each be two days, such as {such}. Which comes first in the "
        "dates of this workbook?"
    )


def problems_text(problems: Iterable[Problem]) -> str:
    """Every problem as tab-separated text, to be pasted into a table."""
    rows = [PROBLEM_HEADS, *(problem_cells(problem) for problem in problems)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
