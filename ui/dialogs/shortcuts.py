"""The list of shortcuts: those of the menus, and the single keys of map, list and tables."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme as themes
from ui.dialogs.buttons import words_only

KEYS: tuple[tuple[str, str, str], ...] = (
    ("On the map", "Arrow keys", "Walk from borough to borough; with Shift, select more"),
    ("On the map", "Enter", "Move the boroughs selected to another BCU, seeing first what changes"),
    ("On the map", "Delete", "Unassign"),
    ("On the map", "Q", "Lock or unlock"),
    ("On the map", "L", "Zoom to the selection"),
    ("On the map", "0", "Fit the map"),
    ("On the map", "+ and −", "Zoom in and out"),
    ("On the map", "Space and drag", "Pan"),
    ("On the map", "Shift and drag", "Select by a rectangle"),
    ("On the map", "Esc", "Leave a drag: nothing changes"),
    ("In the BCU list", "→ and ←", "Open a BCU to its boroughs, and close it"),
    ("In the BCU list", "Enter", "Move the boroughs selected to another BCU, seeing first what changes"),
    ("In the BCU list", "F2", "Rename the BCU"),
    ("In the BCU list", "Delete", "Unassign"),
    ("In tables", "Ctrl+C, Ctrl+Shift+C", "Copy; with column heads"),
    ("In tables", "Ctrl+V", "Paste a block"),
    ("In tables", "F2 or Enter", "Edit; where there is nothing to edit, see how the figure is worked out"),
    ("In tables", "Click on a figure", "See how it is worked out, where it cannot be edited"),
    ("In tables", "Delete", "Clear what was decided: an override, a nomination, a date"),
    ("In tables", "Ctrl+D", "Fill down, among the wards"),
    ("In tables", "← and →", "Open and close a function; move a go-live date by a month"),
    ("In the issues", "Enter", "Go where the issue leads"),
)


class ShortcutsDialog(QDialog):
    """One table."""

    def __init__(self, menus: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """`menus` are (menu, keys, what they do)."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Shortcuts")
        rows = [*menus, *KEYS]
        heading = QLabel("Shortcuts")
        heading.setFont(themes.font("dialog"))
        table = QTableWidget(len(rows), 3)
        table.setHorizontalHeaderLabels(["Where", "Keys", "What they do"])
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.setItem(at, column, QTableWidgetItem(text))
        table.setAccessibleName("Shortcuts")
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(24)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setStretchLastSection(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        words_only(buttons)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(16, 16, 16, 16)
        column_box.setSpacing(12)
        column_box.addWidget(heading)
        column_box.addWidget(table)
        column_box.addWidget(buttons)
        self.resize(720, 640)
