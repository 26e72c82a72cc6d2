"""What changes away from the focus is told to a screen reader, and to nobody where none listens."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui import spoken


class Listening:
    """Stands in for a screen reader, or for none."""

    def __init__(self, active: bool) -> None:
        self._active = active
        self.heard: list[str] = []

    def isActive(self) -> bool:
        return self._active

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:
        self.heard.append(event.message())


@pytest.mark.parametrize(
    ("active", "words", "heard"),
    [(True, "Enfield is locked.", ["Enfield is locked."]), (False, "Enfield is locked.", []), (True, "", [])],
)
def test_words_are_said_to_whoever_listens(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, active: bool, words: str, heard: list[str]
) -> None:
    listening = Listening(active)
    monkeypatch.setattr(spoken, "QAccessible", listening)
    label = QLabel()
    qtbot.addWidget(label)
    spoken.announce(label, words)
    assert listening.heard == heard
