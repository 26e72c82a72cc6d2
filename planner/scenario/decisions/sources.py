"""Where a value comes from: what a changed value says of it, and when a source is missing.

A planner's input may name no paper, for the planner is its source and the log says who and when. A value of any other
status claims one: without it the value is not taken, wherever it comes from.
"""

from __future__ import annotations

from planner.scenario.decisions.step import Refused
from planner.scenario.decisions.values import NOTE_LENGTH
from planner.words.vocabulary import Status

BEFORE = "Of the value before the change: "


def source_before(source: str) -> str:
    """What to keep as the source of a value that was changed: the paper it moves away from, said to be that."""
    return source if not source or is_of_before(source) else f"{BEFORE}{source}"[:NOTE_LENGTH].rstrip()


def is_of_before(source: str) -> bool:
    """Whether a source speaks of the value before a change, so that the new one still lacks its own."""
    return source.startswith(BEFORE)


def lacks_source(status: Status, source: str) -> bool:
    """Whether a value claims a source by its status and names none."""
    return not source.strip() and status is not Status.PLANNER


def is_cleared(before: str, after: str) -> bool:
    """Whether a source that was there is gone."""
    return bool(before.strip() and not after.strip())


def check_source(name: str, status: Status, before: str, after: str) -> None:
    """Raises Refused for a source cleared, and for a status that claims one where there is none."""
    if is_cleared(before, after):
        raise Refused(
            f"{name} needs a source: a figure that nobody can trace is not worked with. The one it had was kept; "
            "write another over it."
        )
    if lacks_source(status, after):
        raise Refused(f"{name} is to be {status.value} and names no source. Nothing was changed; give it first.")
