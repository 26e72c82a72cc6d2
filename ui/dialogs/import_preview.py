"""What a workbook would change, before it is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from planner.exchange.bring import Comparison, picking_of
from planner.exchange.bring.told import ORDERS, order_words
from planner.views.picking import Picking
from planner.words.dates import DayOrder
from planner.words.frozen_map import FrozenMap
from ui.dialogs.changes_preview import ChangesPreview, Effects, Frame
from ui.dialogs.import_problems import ProblemsList

EMPTY = "Nothing in the workbook differs from the plan."


def import_preview(
    comparison: Comparison,
    picking: Picking,
    effects: Effects,
    save_errors: Callable[[], None],
    parent: QWidget | None = None,
    others: Mapping[DayOrder, Comparison] = FrozenMap(),
) -> ChangesPreview:
    """The preview of a workbook; `save_errors` writes the errors workbook, asked for by its button.

    `others` are the same with the day and with the month first, where dates in the workbook ask for that.
    """
    frame = Frame(
        title="Import from Excel: check before importing",
        accept="Import",
        name="What the workbook brings",
        source="The workbook",
        empty=EMPTY,
        missing=" ".join(comparison.missing),
    )
    question = DateOrder(order_words(comparison.problems)) if others else None
    problems = ProblemsList(comparison.problems, save_errors)
    preview = ChangesPreview(picking, effects, frame, problems, parent, question)

    def turn(order: DayOrder | None) -> None:
        now = comparison if order is None else others[order]
        picked = picking_of(now)
        picked.carry_over(preview.picking)
        preview.show_other(picked, ProblemsList(now.problems, save_errors))

    if question is not None:
        question.chosen.connect(turn)
    return preview


class DateOrder(QFrame):
    """Asks which comes first in the dates of the workbook; until it is said they are left out."""

    chosen = Signal(object)
    """A hand chose what comes first, or None to leave the dates out."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setProperty("ground", "soft")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel(words)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.ways: dict[DayOrder | None, QRadioButton] = {}
        group, row = QButtonGroup(self), QHBoxLayout()
        row.setSpacing(16)
        for order, label in ORDERS:
            button = self.ways[order] = QRadioButton(label)
            button.setAccessibleName(f"{label}: {words}")
            button.setChecked(order is None)
            button.clicked.connect(lambda _, order=order: self.chosen.emit(order))
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 6)
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addLayout(row)
