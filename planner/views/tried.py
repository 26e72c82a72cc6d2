"""What a change that is not yet made is called: a move by hand is released, a whole suggestion is accepted."""

from __future__ import annotations

RELEASED, ACCEPTED = "if released", "if accepted"


def if_words(*, whole: bool) -> str:
    """How a figure of a change not yet made is headed; `whole` for a suggestion shown in place of what is so."""
    return ACCEPTED if whole else RELEASED


def uncapital(words: str) -> str:
    """The words as they stand within a sentence."""
    return words[:1].lower() + words[1:]


def begun(words: str) -> str:
    """The words as they begin a sentence."""
    return words[:1].upper() + words[1:]
