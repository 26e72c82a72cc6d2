"""Undo and Redo in words: as many as have room, and whole in their tips."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from planner.scenario.decisions import set_ward_cells
from tests.ui.shell.conftest import Make

KENSINGTON = "E09000020"


@pytest.mark.parametrize("width", [960, 1366, 1920])
def test_a_long_step_is_elided_within_the_window_and_whole_in_the_tip(
    make_window: Make, qtbot: QtBot, width: int
) -> None:
    window = make_window(width, 720)
    ward = next(w for w in window.document.outcome.area.wards if w.borough == KENSINGTON)
    window.document.decide(set_ward_cells, [(ward.code, "dwo", 5)])
    qtbot.wait(20)
    label = f"Undo: {window.document.session.undo_label}"
    corner = window.menuBar().cornerWidget()
    undo = next(b for b in corner.findChildren(QToolButton) if b.accessibleName() == label)
    assert undo.toolTip() == f"{label} (Ctrl+Z)"
    assert undo.width() >= undo.sizeHint().width()
    assert corner.geometry().right() <= window.menuBar().width()
    menus = window.menuBar().actionGeometry(window.menuBar().actions()[-1])
    assert corner.geometry().left() >= menus.right()
    shown = undo.text().removeprefix("↶ ")
    assert shown == label if width == 1920 else shown.endswith("…") or shown == label


def test_the_words_follow_the_width_of_the_window(make_window: Make, qtbot: QtBot) -> None:
    window = make_window(960, 720)
    ward = next(w for w in window.document.outcome.area.wards if w.borough == KENSINGTON)
    window.document.decide(set_ward_cells, [(ward.code, "dwo", 5)])
    undo = next(b for b in window.menuBar().cornerWidget().findChildren(QToolButton) if b.text().startswith("↶"))
    qtbot.wait(20)
    assert undo.text().endswith("…")
    window.resize(1800, 720)
    qtbot.waitUntil(lambda: undo.text().endswith("to 5"))
