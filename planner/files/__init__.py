"""Files put in place whole: a reader finds the old one or the new one, never half of either. And files held."""

from planner.files.holding import Held, hold
from planner.files.replacing import RETRY_SECONDS, Pause, patiently, replace_file

__all__ = ["RETRY_SECONDS", "Held", "Pause", "hold", "patiently", "replace_file"]
