"""A real window over the shipped plan, with settings of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.session import Session
from ui.document import Document
from ui.main_window import MainWindow

ENFIELD, BARNET, HARINGEY, CITY = "E09000010", "E09000003", "E09000014", "E09000001"
Make = Callable[..., MainWindow]


@pytest.fixture
def make_window(qtbot: QtBot, home: Path) -> Iterator[Make]:
    """Makes a window of a size; all made are closed without a question."""
    made: list[MainWindow] = []

    def make(width: int = 1600, height: int = 1000, session: Session | None = None) -> MainWindow:
        settings = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(Document(session), settings)
        made.append(window)
        window.resize(width, height)
        window.show()
        qtbot.waitExposed(window)
        qtbot.wait(1)
        return window

    yield make
    for window in made:
        window.document.session.undo()
        window.document._session = Session.shipped()
        window.close()
        window.deleteLater()


@pytest.fixture
def window(make_window: Make) -> MainWindow:
    return make_window()


class Hand:
    """A mouse over the map."""

    def __init__(self, window: MainWindow) -> None:
        self.map = window.map_pane.map_view
        self._port = self.map.viewport()

    def at(self, borough: str) -> QPoint:
        return self.map.position_of(borough)

    def lift(self, borough: str) -> None:
        start = self.at(borough)
        QTest.mousePress(self._port, Qt.MouseButton.LeftButton, pos=start)
        self.move_to(start + QPoint(8, 0))

    def over(self, borough: str) -> None:
        self.move_to(self.at(borough))

    def move_to(self, at: QPoint) -> None:
        from PySide6.QtCore import QPointF
        from PySide6.QtGui import QMouseEvent
        from PySide6.QtWidgets import QApplication

        where = self._port.mapToGlobal(at)
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove, QPointF(at), QPointF(where), Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(self._port, event)

    def let_go(self, borough: str) -> None:
        QTest.mouseRelease(self._port, Qt.MouseButton.LeftButton, pos=self.at(borough))


@pytest.fixture
def hand(window: MainWindow) -> Hand:
    return Hand(window)
