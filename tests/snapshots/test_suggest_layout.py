"""No page of the Suggest tab has anything cut or covered, with what it found in sight, from its top to its foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.suggest import Aim
from tests.snapshots import pictures
from tests.snapshots.layout import lasting_faults
from tests.snapshots.pictures import LARGE, SMALL
from ui import theme as themes
from ui.looks import Look
from ui.panels.suggest_tab import PAGES, SuggestTab

TIMEOUT = 30_000


@pytest.fixture(autouse=True)
def bundled_fonts(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    """Measure with the fonts that ship, the same everywhere."""
    monkeypatch.setattr(themes, "screen_fonts", themes.bundled_fonts)
    themes.apply(qapp, themes.light())


def answered(tab: SuggestTab, page: str) -> Callable[[], bool]:
    """Ask for what the page answers; gives whether it is there."""
    if page == "best":
        tab.best.search.click()
        return lambda: tab.best.answer is not None
    asked = {"standing": tab.standing, "front": tab.front, "wards": tab.wards, "contacts": tab.contacts}[page]
    return lambda: asked.found is not None


@pytest.mark.parametrize("size", [(1280, 720), SMALL, pytest.param(LARGE, marks=pytest.mark.slow)])
def test_no_page_has_anything_cut_or_covered(qtbot: QtBot, size: tuple[int, int]) -> None:
    with pictures.window(size, Look.LIGHT) as made:
        tab: SuggestTab = made.tabs.show_tab("Suggest")
        tab.form.ask(replace(tab.form.question, second=Aim.EXPOSURE))
        bar = tab.area.verticalScrollBar()
        for page in PAGES:
            made.show_suggestion(page)
            qtbot.waitUntil(answered(tab, page), timeout=TIMEOUT)
            qtbot.wait(50)
            for place in (bar.minimum(), bar.maximum()):
                bar.setValue(place)
                assert lasting_faults(tab.area.widget()) == [], page
            bar.setValue(bar.minimum())
            assert lasting_faults(made) == [], page
            assert tab.area.widget().minimumSizeHint().width() <= tab.area.viewport().width(), page
