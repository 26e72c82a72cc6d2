"""The mark on a figure that rests on a provisional source, and what it means."""

from __future__ import annotations

from planner.outcome.evaluate import Outcome
from planner.outcome.status import ORDER, PROVISIONAL, is_provisional

MARK = "*"
PROVISIONAL_WORD = "provisional"
"""What the mark is called where it is spoken."""
_POOREST_FIRST = [str(status) for status in reversed(ORDER) if status in PROVISIONAL]
LEGEND = f"{MARK} rests on a source that is {', '.join(_POOREST_FIRST[:-1])} or {_POOREST_FIRST[-1]}"
"""What the mark says, for the foot of a table or chart."""


def mark_of(outcome: Outcome, figure: str) -> str:
    """The mark where anything the figure rests on is provisional, else nothing. Raises FigureError."""
    return MARK if is_provisional(outcome, figure) else ""


def marked(text: str, outcome: Outcome, figure: str) -> str:
    """The figure as read, with its mark. Raises FigureError."""
    return f"{text}{mark_of(outcome, figure)}"
