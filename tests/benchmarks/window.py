"""From a drag step under the mouse to the window painted, figures and all."""

from __future__ import annotations

import itertools
import math
import os
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.session import Session
from tests.benchmarks.measure import line, p99
from ui.document import Document
from ui.main_window import MainWindow

STEPS = 400
PATH = ("E09000003", "E09000005", "E09000009", "E09000033", "E09000012", "E09000025", "E09000014")
"""Boroughs the pointer passes over while Enfield is dragged, so that the target changes as it does in use."""


def run() -> None:
    """Print drag steps at 1920 × 1080, with the wards in front and with the savings, whose figures move too."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(Document(Session.shipped(recent_folder=Path(folder))), settings)
        window.looks.put_on()
        window.resize(1920, 1080)
        window.show()
        QTest.qWait(1500)
        for tab in ("Wards", "Savings"):
            window.tabs.show_tab(tab)
            QTest.qWait(500)
            found = drag_steps(app, window)
            line(f"drag step to painted window, {tab} in front", found, "target p99 16.7 ms")
            over = sum(1 for x in found if x > 0.0167)
            print(f"  {'of which over one 60 Hz frame':<58} {over} of {len(found)}, p99 {p99(found) * 1e3:.1f} ms")
        print(f"  screen: {os.environ.get('QT_QPA_PLATFORM') or app.platformName()}")
        window.document.session.save_as(Path(folder) / "end.bcuplan")  # nothing to ask about when it closes
        window.close()


def drag_steps(app: QApplication, window: MainWindow) -> list[float]:
    """Seconds of each mouse move from being sent to everything painted."""
    view = window.map_pane.map_view
    ground = view.viewport()
    start = view.position_of("E09000010")
    QTest.mousePress(ground, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    found = []
    for at in itertools.islice(points([start, *map(view.position_of, PATH)]), STEPS):
        begun = time.perf_counter()
        QTest.mouseMove(ground, at)
        app.processEvents()
        found.append(time.perf_counter() - begun)
    QTest.keyClick(ground, Qt.Key.Key_Escape)
    QTest.mouseRelease(ground, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    app.processEvents()
    return found[20:]


def points(stops: list[QPoint]):  # type: ignore[no-untyped-def]
    """Points six pixels apart along the way, there and back for ever."""
    while True:
        for a, b in itertools.pairwise([*stops, *reversed(stops)]):
            length = math.hypot(b.x() - a.x(), b.y() - a.y())
            for i in range(max(1, int(length // 6))):
                share = i * 6 / max(length, 1)
                yield (QPointF(a) + (QPointF(b) - QPointF(a)) * share).toPoint()
