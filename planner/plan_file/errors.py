"""What can go wrong with a plan file, as sentences that name the place and the remedy."""

from __future__ import annotations


class OpenError(ValueError):
    """The file cannot be opened as a plan. Nothing was changed."""


class SaveError(Exception):
    """The plan could not be saved. The file that was there is as it was."""


class NewerVersion(OpenError):
    """The file was made by a newer planner than this one."""
