"""What a newer baseline changes, one by one, before the scenario is rebased on it as one step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from planner.scenario.decisions import set_baseline
from planner.views.rebase import EffectRow, Moved, effect_columns, effect_rows
from ui import theme as themes
from ui.dialogs.buttons import accept_or_cancel
from ui.document import Document
from ui.panels.beside import fit_on_screen
from ui.tables.foot import cover_cut_row
from ui.tables.model import SHADE_HEAD, SHADE_NORMAL, TableModel
from ui.tables.view import TableView


class RebaseDialog(QDialog):
    """The effects as a table, to be copied; and the two ways on."""

    def __init__(self, document: Document, moved: Moved, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = document.plan.scenario(moved.scenario).name
        self.setWindowTitle(f"Rebase {name}")
        fit_on_screen(self, 820, 560)
        heading = QLabel(f"Rebase {name}")
        heading.setFont(themes.font("dialog"))
        heading.setTextFormat(Qt.TextFormat.PlainText)
        words = QLabel(f"{moved.words} Each row is what one change alone does. Rebasing is one undo step.")
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        rows = effect_rows(document.plan, moved.scenario, moved.baseline, document.terms)
        self.model: TableModel[EffectRow] = TableModel(
            effect_columns(),
            key=lambda row: (row.place, row.what, row.is_total),
            shade=lambda row: SHADE_HEAD if row.is_total else SHADE_NORMAL,
        )
        self.table = TableView(self.model, themes.current(), "Effects of the newer baseline")
        self.model.set_rows(rows)
        cover_cut_row(self.table)
        buttons, self.ok = accept_or_cancel(self, "Rebase")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)


def show_effects(document: Document, moved: Moved, parent: QWidget | None, initiator: object = None) -> None:
    """Show the effects, and rebase where that is chosen."""
    dialog = RebaseDialog(document, moved, parent)
    try:
        if dialog.exec() == QDialog.DialogCode.Accepted:
            document.decide(set_baseline, moved.baseline, initiator=initiator)
    finally:
        dialog.deleteLater()
