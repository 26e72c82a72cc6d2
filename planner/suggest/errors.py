"""What the search refuses, each in a sentence for the planner."""

from __future__ import annotations

from planner.words.numbers import whole


class SuggestError(ValueError):
    """A question that has no answer as it stands. Its text says what to change; nothing was changed."""


class NoMap(SuggestError):
    """No map meets the terms. Its text says so; `planner.suggest.why_not` says which terms stand in the way."""


class TooLarge(SuggestError):
    """The question needs more than the memory it may use. Raised before that memory is taken."""

    def __init__(self, units: int, limit: int, what: str = "states", estimate: float | None = None) -> None:
        """`limit` is how many of `what` fit; `estimate` how many there are about, where that is known."""
        about = ""
        if estimate is not None:
            shown = f"about {whole(estimate)}" if estimate < 1e15 else f"more than {whole(10**15)}"
            about = f" ({shown} in all)"
        super().__init__(
            f"The question is too large to be answered exactly: its {whole(units)} boroughs make more than "
            f"{whole(limit)} {what} to go through{about}, and no more fit into 1 GB. Nothing was changed. Ask for "
            "smaller BCUs, fewer crossings, or lock part of the map."
        )


class Stopped(Exception):
    """Raised by a search that found it was cancelled."""
