"""The sentence on top of each page of suggestions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def answer_label(above: int = 8) -> QLabel:
    """An empty label for what is answered, or why nothing is: as many lines as it takes, to be marked and copied.

    `above` is the room over it in pixels.
    """
    label = QLabel()
    label.setWordWrap(True)
    label.setContentsMargins(12, above, 12, 4)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
