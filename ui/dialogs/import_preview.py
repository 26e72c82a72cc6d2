"""What a workbook would change, before it is taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from planner.exchange.bring import Comparison
from planner.views.picking import Picking
from ui.dialogs.changes_preview import ChangesPreview, Effects, Frame
from ui.dialogs.import_problems import ProblemsList

EMPTY = "Nothing in the workbook differs from the plan."


def import_preview(
    comparison: Comparison,
    picking: Picking,
    effects: Effects,
    save_errors: Callable[[], None],
    parent: QWidget | None = None,
) -> ChangesPreview:
    """The preview of a workbook; `save_errors` writes the errors workbook, asked for by its button."""
    frame = Frame(
        title="Import from Excel: check before importing",
        accept="Import",
        name="What the workbook brings",
        source="The workbook",
        empty=EMPTY,
        missing=" ".join(comparison.missing),
    )
    return ChangesPreview(picking, effects, frame, ProblemsList(comparison.problems, save_errors), parent)
