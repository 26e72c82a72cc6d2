from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme as themes
from ui.document import Document
from ui.view_state import ViewState


class Host:
    """A tab over the shipped plan, with what the window would hear from it."""

    def __init__(self, kind: Callable[..., Any], show: Callable[[QWidget], None]) -> None:
        self.document = Document()
        self.view = ViewState(self.document)
        self.said: list[str] = []
        self.document.said.connect(self.said.append)
        self.tab = kind(self.document, self.view, themes.current())
        self.explained: list[str] = []
        self.tab.explain_asked.connect(self.explained.append)
        self.tab.resize(760, 640)
        show(self.tab)

    @property
    def steps(self) -> list[str]:
        """Labels of the steps made."""
        return [step.label for step in self.document.session.history]


@pytest.fixture
def host(qtbot: Any, qapp: QApplication) -> Callable[[Callable[..., Any]], Host]:
    themes.apply(qapp, themes.light())

    def show(tab: QWidget) -> None:
        qtbot.addWidget(tab)
        tab.show()
        qtbot.waitExposed(tab)
        tab.activateWindow()

    return lambda kind: Host(kind, show)
