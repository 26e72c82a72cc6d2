"""What can go wrong with a plan file, as sentences that name the place and the remedy."""

from __future__ import annotations

from planner.words.numbers import seen

MOST_CHARACTERS = 800
_BEGIN, _END = 500, 200


class OpenError(ValueError):
    """The file cannot be opened as a plan. Nothing was changed.

    Its sentence may hold words of the file: what cannot be seen in them is named, so that none of it hides or turns
    around the rest, and the middle of what is too long to be read is left out.
    """

    def __init__(self, words: str) -> None:
        words = seen(words)
        is_long = len(words) > MOST_CHARACTERS
        super().__init__(f"{words[:_BEGIN]} … {words[-_END:]}" if is_long else words)


class SaveError(Exception):
    """The plan could not be saved. The file that was there is as it was."""


class NewerVersion(OpenError):
    """The file was made by a newer planner than this one."""
