"""The sheet that the Savings, Response and Suggest tabs scroll in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.panels.sheet import sheet_of


def test_a_sheet_is_as_wide_as_its_pane_and_scrolls_up_and_down_only(qtbot: QtBot) -> None:
    inner = QWidget()
    inner.setMinimumHeight(900)
    area = sheet_of(inner)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert inner.width() == area.viewport().width()
    assert area.horizontalScrollBar().maximum() == 0
    assert area.focusPolicy() == Qt.FocusPolicy.NoFocus
