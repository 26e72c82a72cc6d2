"""Nothing in the window is cut, covered or out of sight: at the sizes people have, light and dark, and at 200 %."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.snapshots import pictures
from tests.snapshots.layout import faults, lasting_faults, of_every_tab, of_windows_beside
from tests.snapshots.pictures import LARGE, SMALL
from ui import theme as themes
from ui.actions.help import About, Shortcuts
from ui.looks import Look

ROOT = Path(__file__).resolve().parents[2]
LEAST, HALF = (1280, 720), (960, 540)
slow = pytest.mark.slow


@pytest.fixture(autouse=True)
def bundled_fonts(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    """Measure with the fonts that ship, the same everywhere."""
    monkeypatch.setattr(themes, "screen_fonts", themes.bundled_fonts)
    themes.apply(qapp, themes.light())


@pytest.mark.parametrize(
    ("size", "look"),
    [
        (SMALL, Look.LIGHT),
        (LARGE, Look.DARK),
        pytest.param(SMALL, Look.DARK, marks=slow),
        pytest.param(LARGE, Look.LIGHT, marks=slow),
        pytest.param(LEAST, Look.LIGHT, marks=slow),
    ],
)
def test_nothing_is_cut_covered_or_out_of_sight(qtbot: QtBot, size: tuple[int, int], look: Look) -> None:
    with pictures.window(size, look) as made:
        assert of_every_tab(made) == []
        assert of_windows_beside(made) == []
        assert (made.width(), made.height()) == size


@pytest.mark.parametrize("look", ["light", pytest.param("dark", marks=slow)])
def test_at_200_per_cent_on_a_screen_of_1920_by_1080_nothing_is_cut(look: str) -> None:
    command = [sys.executable, "-m", "tests.snapshots.layout", *map(str, HALF), look]
    environment = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    ran = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == []


def test_nothing_is_cut_in_what_opens_beside_the_window(qtbot: QtBot) -> None:
    with pictures.window(SMALL, Look.LIGHT) as made:
        made.explain("net[2019/20]")
        for kind in (About, Shortcuts):
            made.actions_set[kind].trigger()
        qtbot.wait(50)
        others = [w for w in QApplication.topLevelWidgets() if w is not made and w.isVisible() and w.isWindow()]
        found = {w.windowTitle(): lasting_faults(w) for w in others}
        for other in others:
            other.close()
    assert len(found) == 3
    assert [fault for each in found.values() for fault in each] == []


def _pane(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.resize(300, 200)
    for widget in widgets:
        widget.setParent(pane)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


def test_a_cut_word_is_found(qtbot: QtBot) -> None:
    label, button, tall = QLabel("Officer posts"), QPushButton("Fill down"), QLabel("one two three four")
    label.setGeometry(0, 0, 30, 20)
    button.setGeometry(0, 40, 30, 24)
    tall.setWordWrap(True)
    tall.setGeometry(0, 80, 40, 20)
    found = faults(_pane(qtbot, label, button, tall))
    assert [next((f for f in found if words in f), "") != "" for words in ("Officer", "Fill", "one two")] == [True] * 3


def test_words_that_are_cut_only_while_a_button_is_down_are_found(qtbot: QtBot) -> None:
    button = QPushButton("Real, 2017/18 prices")
    button.setCheckable(True)
    button.setProperty("kind", "segment")
    pane = _pane(qtbot, button)
    button.resize(button.sizeHint())
    assert faults(pane) == []
    button.setChecked(True)
    assert len(faults(pane)) == 1


def test_what_lies_over_another_or_leaves_the_window_is_found(qtbot: QtBot) -> None:
    one, other, gone = QLabel("one"), QLabel("other"), QLabel("leaves")
    one.setGeometry(0, 0, 100, 20)
    other.setGeometry(50, 10, 100, 20)
    gone.setGeometry(280, 100, 60, 20)
    found = faults(_pane(qtbot, one, other, gone))
    assert any("lie over one another by 50 × 10" in fault for fault in found)
    assert any("“leaves”: leaves the window" in fault for fault in found)


def test_a_figure_wider_than_its_column_is_found(qtbot: QtBot) -> None:
    table = QTableWidget(1, 2)
    for column, text in enumerate(("1,258", "Met in every ward")):
        item = QTableWidgetItem(text)
        if column == 0:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight)
        table.setItem(0, column, item)
    table.setGeometry(0, 0, 280, 180)
    pane = _pane(qtbot, table)
    assert faults(pane) == []
    for column in (0, 1):
        table.setColumnWidth(column, 24)
    assert [fault.split(": ")[-1] for fault in faults(pane)] == ["1,258 is wider than its column"]
