"""A sheet that scrolls up and down where its pane is not high enough."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def sheet_of(widget: QWidget) -> QScrollArea:
    """The widget in an area as wide as its pane: it scrolls up and down only, and takes no keys of its own."""
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
