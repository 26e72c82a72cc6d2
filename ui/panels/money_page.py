"""What every part beneath the Savings tab's table is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.outcome.evaluate import Outcome
from planner.scenario.decisions import Refused
from planner.scenario.types import Step
from planner.words.numbers import ReadError
from ui.document import Document
from ui.tables.view import TableView
from ui.theme import Theme


class Page(QWidget):
    """One part: what it shows follows the outcome; what is typed becomes a decision of the document."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self.document, self.theme = document, theme
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def refresh(self, outcome: Outcome) -> None:
        """Show an outcome."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        self.theme = theme

    def enter(
        self, table: TableView, key: object, column: str, decision: Callable[..., Step | None], *args: Any
    ) -> bool:
        """Make the decision an entry asks for; says at the cell why one was not taken."""
        refusal = ""
        try:
            decision(self.document.plan, self.document.scenario.id, *args)
        except Refused as problem:
            refusal = str(problem)
        self.document.decide(decision, *args, initiator=self)
        if refusal:
            table.tell(table.rows_model.row_of(key), table.rows_model.column_of(column), refusal)
        return not refusal

    def refuse(self, table: TableView, key: object, column: str, problem: ReadError) -> bool:
        """Say at the cell, and in the status bar, why an entry was not taken."""
        words = f"{problem}. Nothing was changed."
        table.tell(table.rows_model.row_of(key), table.rows_model.column_of(column), words)
        self.document.refused.emit(words)
        self.document.said.emit(words)
        return False
