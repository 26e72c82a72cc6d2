"""A target in a few words, the same wherever a gap is shown."""

from __future__ import annotations

from planner.scenario.types import Target
from planner.words.money import millions


def target_words(target: Target) -> str:
    """ "£73m a year, local policing (F013)"; a cumulative one says by when: "£400m by 2019/20, force-wide (F001)"."""
    amount = millions(target.amount, 0) if target.amount % 1_000_000 == 0 else millions(target.amount)
    when = "a year" if target.kind == "recurring" else f"by {target.by}"
    fact = f" ({target.id.upper()})" if target.id[:1] == "f" and target.id[1:].isdigit() else ""
    return f"{amount} {when}, {target.scope}{fact}"
