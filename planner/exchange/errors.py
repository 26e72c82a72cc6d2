"""What can go wrong with a workbook, as a sentence that says what was kept and what to do."""

from __future__ import annotations


class ExportError(Exception):
    """The workbook could not be written. A file that was there before is as it was."""


class ExportCancelled(Exception):
    """Whoever asked for the workbook no longer wants it. Nothing was written."""
