"""What a command refuses, in one sentence on standard error."""

from __future__ import annotations


class CommandError(Exception):
    """The command cannot do what was asked. Its message is the sentence; the exit code is 2."""


class NoPicture(CommandError):
    """The picture cannot be drawn, because Qt cannot be loaded here."""

    def __init__(self, reason: str = "") -> None:
        because = "There is no picture, because Qt, which draws it, cannot be loaded here"
        super().__init__(f"{because}: {reason}." if reason else f"{because}.")
