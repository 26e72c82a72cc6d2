"""A plan in a shared folder, who else has it open, and what is answered when that is asked about."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from planner.scenario import decisions as d
from planner.session import Session
from tests.plan_file.elsewhere import held_elsewhere
from tests.ui.shell.conftest import BARNET
from ui.actions import file
from ui.actions.merge import MergePlan
from ui.dialogs import shared
from ui.dialogs.shared import OneOfDialog
from ui.main_window import MainWindow

Answer = Callable[[OneOfDialog], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    Session.shipped().save_as(folder / "map.bcuplan")
    return folder / "map.bcuplan"


@pytest.fixture
def elsewhere(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the plan open."""
    with held_elsewhere(path) as other:
        yield other


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[OneOfDialog | object]:
    """Answers every question in turn with the ways given, None to leave it; keeps what was asked."""
    ways: list[object] = []

    def ask(dialog: OneOfDialog) -> object:
        way = ways.pop(0)
        words.append(f"{dialog.windowTitle()}. {dialog.words.text()}")
        offered.append([str(one.name) for one in dialog.ways])
        dialog.deleteLater()
        return way

    words: list[str] = []
    offered: list[list[str]] = []
    monkeypatch.setattr(shared, "_ask", ask)
    ways_and_words = [ways, words, offered]
    return ways_and_words  # type: ignore[return-value]


def opens(window: MainWindow, path: Path) -> None:
    file.open_path(window.actions_set.act(file.OpenPlan), path)


def saves(window: MainWindow) -> bool:
    return file.save(window.actions_set.act(file.SavePlan))


def message(window: MainWindow) -> str:
    return window.message.words if window.message.isVisible() else ""


def by_another(path: Path, *, youth: int = 8) -> Session:
    """Another planner's sitting that changes Barnet's youth posts and saves."""
    other = Session.open(path, who=lambda: "ben")
    other.decide(d.set_youth, BARNET, youth)
    other.save()
    return other


def preview_of(window: MainWindow, qtbot: QtBot) -> QDialog:
    action = window.actions_set.act(MergePlan)
    assert isinstance(action, MergePlan)
    qtbot.waitUntil(lambda: action.preview is not None, timeout=20_000)
    assert action.preview is not None
    return action.preview
