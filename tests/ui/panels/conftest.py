"""What several tests of one tab share: the Suggest tab on the screen, its work done off the window's thread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.panels.parts import document_in, shown
from ui.panels import suggest_front, suggest_standing, suggest_wards
from ui.panels.suggest_tab import SuggestTab
from ui.tasks import Tasks


@pytest.fixture
def tab(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SuggestTab]:
    """The Suggest tab over the shipped plan; it waits for no further letter before it works a question out."""
    for page in (suggest_front, suggest_standing, suggest_wards):
        monkeypatch.setattr(page, "WAIT_MS", 1)
    made = shown(qtbot, SuggestTab, document_in(tmp_path))
    made.tasks = Tasks(made)  # type: ignore[attr-defined]
    made.task_asked.connect(made.tasks.start)  # type: ignore[attr-defined]
    yield made
    made.tasks.finish()  # type: ignore[attr-defined]
