"""The mark on a figure that rests on a provisional source, and what it means."""

from __future__ import annotations

from planner.outcome.evaluate import Outcome
from planner.outcome.status import ORDER, PROVISIONAL, is_provisional

MARK = "*"
_POOREST_FIRST = [str(status) for status in reversed(ORDER) if status in PROVISIONAL]
LEGEND = f"{MARK} rests on a source that is {', '.join(_POOREST_FIRST[:-1])} or {_POOREST_FIRST[-1]}"
"""What the mark says, for the foot of a table or chart."""


def marked(text: str, outcome: Outcome, figure: str) -> str:
    """The figure as read, with the mark where anything it rests on is provisional. Raises FigureError."""
    return f"{text}{MARK if is_provisional(outcome, figure) else ''}"
