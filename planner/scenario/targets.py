"""A target in a few words, the same wherever a gap is shown."""

from __future__ import annotations

from planner.scenario.types import Target
from planner.words.money import millions

RECURRING, FORCE_WIDE = "recurring", "force-wide"
"""The kind of a target that falls due anew each year, and the scope of one that the whole force is to meet."""


def target_words(target: Target) -> str:
    """ "£73m a year, local policing (F013)"; a cumulative one says by when: "£400m by 2019/20, force-wide (F001)"."""
    fact = fact_of(target)
    return f"{amount_words(target)} {when_words(target)}, {target.scope}{f' ({fact})' if fact else ''}"


def amount_words(target: Target) -> str:
    """ "£73m"; with one decimal where it is not whole millions: "£1.5m"."""
    return millions(target.amount, 0) if target.amount % 1_000_000 == 0 else millions(target.amount)


def when_words(target: Target) -> str:
    """ "a year", or the year a cumulative target falls due by: "by 2019/20"."""
    return "a year" if target.kind == RECURRING else f"by {target.by}"


def fact_of(target: Target) -> str:
    """The fact a target is published as ("F013"); empty for a planner's own."""
    return target.id.upper() if target.id[:1] == "f" and target.id[1:].isdigit() else ""
