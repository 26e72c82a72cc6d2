"""How sure the saving is, in the Savings tab: worked out beside the window, cancelled, never shown when stale."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.outcome.sensitivity.cases import Stopped
from planner.scenario.decisions import set_assumption
from planner.views import uncertainty
from planner.views.uncertainty import Study, study
from tests.ui.panels.parts import document_in, shown
from ui import theme as themes
from ui.panels import uncertainty_page
from ui.panels.savings_tab import BY_YEAR, UNCERTAINTY, SavingsTab
from ui.panels.uncertainty_page import UncertaintyPage
from ui.tasks import Job, Tasks

Work = Callable[..., Study]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw little: how many are drawn is tested where they are drawn."""
    monkeypatch.setattr(uncertainty_page, "study", lambda outcome, **given: study(outcome, **{**given, "count": 200}))
    monkeypatch.setattr(uncertainty_page, "WAIT_MS", 1)


@pytest.fixture
def tab(qtbot: QtBot, tmp_path: Path) -> SavingsTab:
    made = shown(qtbot, SavingsTab, document_in(tmp_path))
    tasks = Tasks(made)
    made.task_asked.connect(tasks.start)
    made.tasks = tasks  # type: ignore[attr-defined]
    return made


def page_of(tab: SavingsTab, qtbot: QtBot) -> UncertaintyPage:
    tab.show_reading(UNCERTAINTY)
    qtbot.waitUntil(lambda: tab.uncertainty.found is not None, timeout=20_000)
    return tab.uncertainty


def test_it_is_worked_out_when_it_comes_into_sight(tab: SavingsTab, qtbot: QtBot) -> None:
    assert tab.uncertainty.found is None
    page = page_of(tab, qtbot)
    assert page.answer.text().startswith("Full-year saving £99.8m; in nine draws of ten between")
    assert page.method.text().startswith("200 draws, seed 2018, each assumption drawn by itself")
    assert page.crossings.rows_model.rows[0].value == "£41,414.40"
    assert len(page.chances.rows_model.rows) == 7
    assert page.tornado.points[0].words.startswith("Full cost of a Constable: at its low, £41,927")


def test_out_of_sight_nothing_is_worked_out(tab: SavingsTab, qtbot: QtBot) -> None:
    page = page_of(tab, qtbot)
    tab.show_reading(BY_YEAR)
    before = page.found
    tab.document.decide(set_assumption, "cost.constable", "value", 50_000)
    qtbot.wait(60)
    assert page.found is before
    tab.show_reading(UNCERTAINTY)
    qtbot.waitUntil(lambda: page.found is not before, timeout=20_000)
    assert page.found is not None
    assert page.found.outcome is tab.document.outcome


def test_drawing_together_is_another_question_with_another_answer(tab: SavingsTab, qtbot: QtBot) -> None:
    page = page_of(tab, qtbot)
    first = page.found
    qtbot.mouseClick(page.together.button(1), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.found is not first, timeout=20_000)
    assert "assumptions of a kind drawn together" in page.method.text()


def test_an_answer_to_an_older_question_is_dropped(tab: SavingsTab, qtbot: QtBot) -> None:
    page = page_of(tab, qtbot)
    old = page.found
    assert old is not None
    tab.document.decide(set_assumption, "cost.constable", "value", 50_000)
    assert not page.tornado.isEnabled()
    page._came(old)
    assert not page.tornado.isEnabled()
    qtbot.waitUntil(lambda: page.found is not old, timeout=20_000)
    assert page.tornado.isEnabled()


def test_cancel_stops_the_work_and_says_so(tab: SavingsTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(outcome: object, *, cancelled: Callable[[], bool], **given: object) -> Study:
        while not cancelled():
            pass
        raise Stopped

    monkeypatch.setattr(uncertainty_page, "study", endless)
    tasks: Tasks = tab.tasks  # type: ignore[attr-defined]
    with qtbot.waitSignal(tasks.started):
        tab.show_reading(UNCERTAINTY)
    tasks.cancel()
    qtbot.waitUntil(lambda: tab.uncertainty.answer.text().startswith("Cancelled."), timeout=20_000)
    assert "“Work it out again”" in tab.uncertainty.answer.text()
    monkeypatch.setattr(uncertainty_page, "study", lambda o, **given: uncertainty.study(o, **{**given, "count": 50}))
    qtbot.mouseClick(tab.uncertainty.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.uncertainty.found is not None, timeout=20_000)


def test_a_failure_is_told_and_what_was_shown_stays(tab: SavingsTab, qtbot: QtBot) -> None:
    page = page_of(tab, qtbot)
    before = page.found
    page._failed(ValueError("no room"))
    assert "no room" in page.answer.text()
    assert page.found is before


def test_the_job_is_of_one_kind_so_that_a_newer_one_takes_its_place(tab: SavingsTab, qtbot: QtBot) -> None:
    jobs: list[Job] = []
    tab.task_asked.connect(jobs.append)
    page_of(tab, qtbot)
    assert {job.kind for job in jobs} == {"uncertainty"}


def test_goal_seek_begins_with_the_assumption_chosen(tab: SavingsTab, qtbot: QtBot) -> None:
    page = page_of(tab, qtbot)
    asked: list[str] = []
    page.seek_asked.disconnect()
    page.seek_asked.connect(asked.append)
    page.crossings.setCurrentIndex(page.crossings.rows_model.index(1, 0))
    qtbot.mouseClick(page.seek, Qt.MouseButton.LeftButton)
    assert asked == ["change.constable.neighbourhoods"]


def test_charts_are_drawn_in_every_look(tab: SavingsTab, qtbot: QtBot) -> None:
    page = page_of(tab, qtbot)
    light = page.spread.grab().toImage()
    tab.set_theme(themes.dark())
    for chart in (page.tornado, page.spread):
        assert chart.grab().toImage().pixelColor(3, 3) == themes.dark().panel
    assert page.spread.grab().toImage() != light
