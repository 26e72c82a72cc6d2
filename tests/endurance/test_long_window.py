"""A long sitting at the real window: it shows what the plain planner has, and holds no more at the end than before."""

from __future__ import annotations

import gc
import logging
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.session import Session
from tests.conftest import TIER
from tests.endurance.measure import open_files, resident_mb
from tests.endurance.plain_planner import PlainPlanner
from ui.actions.edit import Redo, Undo
from ui.document import Document
from ui.looks import Look
from ui.main_window import MainWindow
from ui.panels.bcu_model import BcuModel

DECISIONS = {"test": 60, "ci": 400, "thorough": 5_000}[TIER]
WARM = {"test": 30, "ci": 150, "thorough": 1_000}[TIER]
MOST_GROWTH_MB = 20
SEED = 20170131

log = logging.getLogger("bcu_planner.endurance")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = MainWindow(Document(Session.shipped(recent_folder=tmp_path)), settings)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.document.save_as(tmp_path / "end.bcuplan")  # so that closing asks nothing
    made.close()
    made.deleteLater()


def test_the_window_shows_what_the_plain_planner_has_and_holds_no_more_at_the_end(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    chance, document = Random(SEED), window.document
    plain = PlainPlanner(document.scenario, document.outcome.area)
    path = tmp_path / "long.bcuplan"
    _touch_every_tab(window)  # each is made when first shown; that is no growth
    held: Counter[str] = Counter()
    warm = 0.0
    for at in range(DECISIONS):
        what = chance.random()
        if what < 0.7:
            asked = plain.ask(chance)
            step = document.decide(asked.decision, *asked.args)
            assert (step is not None) == plain.decide(asked), asked
        elif what < 0.86:
            window.actions_set[Undo].trigger()
            plain.undo()
        else:
            window.actions_set[Redo].trigger()
            plain.redo()
        assert plain.agrees(document.scenario) == []
        if at % 5 == 0:
            QApplication.processEvents()
        if at % 40 == 0:
            _check_shown(window, plain)
            window.tabs.show_tab(chance.choice(window.tabs.names))
        if at % 100 == 99:
            document.save_as(path)
            window.looks.choose(Look.DARK if at % 200 == 99 else Look.LIGHT)
            document.replace_session(Session.open(path, recent_folder=tmp_path), "Opened.")
        if at == WARM:
            held, warm = _held(window), resident_mb()
    window.looks.choose(Look.LIGHT)
    window.message.hide()
    _touch_every_tab(window)
    now = _held(window)
    grown = {kind: f"{held[kind]} → {now[kind]}" for kind in now if now[kind] > held[kind] + _SPARE}
    assert grown == {}
    if TIER == "thorough":
        growth = resident_mb() - warm
        log.info("memory after %s decisions at the window: %+.1f MB since %s", f"{DECISIONS:,}", growth, f"{WARM:,}")
        assert growth < MOST_GROWTH_MB


_SPARE = 3
"""Objects of a kind there may be more of: a tip or a list that Qt keeps once it was needed."""


def _touch_every_tab(window: MainWindow) -> None:
    for name in window.tabs.names:
        window.tabs.show_tab(name)
        QApplication.processEvents()


def _check_shown(window: MainWindow, plain: PlainPlanner) -> None:
    """The list of BCUs holds each borough where the plain planner has it, with its lock."""
    QApplication.processEvents()
    shown = {borough.code: row.code for row in _model_of(window).rows for borough in row.boroughs}
    assert shown == {code: plain.parts["assignment"].get(code, "") for code in plain.boroughs}


def _model_of(window: MainWindow) -> BcuModel:
    model = window.list.tree.model()
    assert isinstance(model, BcuModel)
    return model


def _held(window: MainWindow) -> Counter[str]:
    """Objects of each kind that the program holds: windows, timers, threads, files, and all of the window's own."""
    gc.collect()
    QApplication.processEvents()
    held: Counter[str] = Counter(type(each).__name__ for each in window.findChildren(QObject))
    held["top-level widgets"] = len(QApplication.topLevelWidgets())
    held["running timers"] = sum(1 for timer in window.findChildren(QTimer) if timer.isActive())
    held["threads"] = threading.active_count()
    held["open files"] = open_files()
    return held
