"""Files put in place whole: a reader finds the old one or the new one, never half of either."""

from planner.files.replacing import RETRY_SECONDS, Pause, patiently, replace_file

__all__ = ["RETRY_SECONDS", "Pause", "patiently", "replace_file"]
