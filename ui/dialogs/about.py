"""What the program is: version, licence, and where its figures come from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from planner import app_name
from planner.area.types import Area
from ui import theme as themes
from ui.dialogs.buttons import words_only

WHAT = "Plans Basic Command Units for London: boroughs, posts, ward teams and savings, live."
OFFLINE = "It works offline: nothing leaves this computer."
LICENCE = "The program is under the MIT licence; it uses Qt for Python under the LGPL, version 3."


class AboutDialog(QDialog):
    """Words only."""

    def __init__(self, area: Area, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("About BCU Planner")
        heading = QLabel(app_name())
        heading.setFont(themes.font("dialog"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(heading)
        for words in (WHAT, OFFLINE, LICENCE, f"Data of {area.name}: {area.attribution}"):
            label = QLabel(words)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        words_only(buttons)
        column.addWidget(buttons)
        self.setMinimumWidth(520)
