"""A plan changed by another, at the real window: noticed, settled, merged."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from planner.plan_file import open_plan
from planner.scenario import decisions as d
from planner.session import Session
from planner.views.three_way import Choice
from tests.ui.shell.conftest import BARNET, ENFIELD
from tests.ui.shell.shared.conftest import by_another, message, opens, preview_of, saves
from ui.actions import file
from ui.actions.merge import MergePlan
from ui.dialogs.shared import Settle
from ui.main_window import MainWindow


def test_saving_over_a_changed_file_can_overwrite_and_keeps_theirs(
    window: MainWindow, path: Path, asked: list[list[object]]
) -> None:
    opens(window, path)
    window.document.decide(d.set_youth, ENFIELD, 9)
    theirs = by_another(path)
    asked[0].append(Settle.OVERWRITE)
    assert saves(window)
    assert asked[1] == [
        "map.bcuplan was changed by somebody else. ben saved it since you opened it. Nothing is written yet, and your "
        "changes are kept."
    ]
    assert message(window) == "Saved. The other version is kept in map other version.bcuplan, in the same folder."
    assert open_plan(path.with_name("map other version.bcuplan")).plan == theirs.plan
    assert open_plan(path).plan.shown.youth[ENFIELD] == 9


def test_saving_over_a_changed_file_can_save_a_copy(
    window: MainWindow, path: Path, asked: list[list[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    opens(window, path)
    window.document.decide(d.set_youth, ENFIELD, 9)
    theirs = by_another(path)
    asked[0].append(Settle.COPY)
    mine = path.with_name("mine.bcuplan")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(mine), ""))
    assert saves(window)
    assert open_plan(path).plan == theirs.plan
    assert open_plan(mine).plan.shown.youth[ENFIELD] == 9


def test_left_unsettled_nothing_is_saved_and_that_is_said(
    window: MainWindow, path: Path, asked: list[list[object]]
) -> None:
    opens(window, path)
    window.document.decide(d.set_youth, ENFIELD, 9)
    theirs = by_another(path)
    asked[0].append(None)
    assert not saves(window)
    assert message(window) == "map.bcuplan is not saved: it was changed by somebody else. Your changes are kept."
    assert open_plan(path).plan == theirs.plan


def test_saving_over_a_changed_file_can_merge_first_and_then_saves_both(
    window: MainWindow, path: Path, asked: list[list[object]], qtbot: QtBot
) -> None:
    opens(window, path)
    window.document.decide(d.set_youth, ENFIELD, 9)
    by_another(path)
    asked[0].append(Settle.MERGE)
    assert not saves(window)
    preview = preview_of(window, qtbot)
    assert preview.heading.text() == "1 change in the other plan, 0 conflicts"  # type: ignore[attr-defined]
    preview.accept()
    assert dict(open_plan(path).plan.shown.youth) == {BARNET: 8, ENFIELD: 9}
    assert window.document.session.undo_label == "Merged ben’s plan"
    assert not window.document.session.dirty
    window.document.undo()
    assert dict(window.document.scenario.youth) == {ENFIELD: 9}


def test_where_the_other_version_has_nothing_new_merging_just_saves(
    window: MainWindow, path: Path, asked: list[list[object]], qtbot: QtBot
) -> None:
    opens(window, path)
    window.document.decide(d.set_youth, ENFIELD, 9)
    other = Session.open(path)
    other.choose("two-pathfinders-2017")
    other.save()
    asked[0].append(Settle.MERGE)
    saves(window)
    qtbot.waitUntil(lambda: not window.document.session.dirty, timeout=20_000)
    assert open_plan(path).plan.scenario("twelve-bcus-2018").youth[ENFIELD] == 9


def test_a_file_changed_underneath_is_noticed_when_the_window_comes_to_the_front(
    window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    opens(window, path)
    by_another(path)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    qtbot.waitUntil(lambda: bool(message(window)))
    assert message(window) == "map.bcuplan was changed by ben since you opened it."
    window.message._act.click()
    assert window.document.scenario.youth[BARNET] == 8
    window.document.decide(d.set_youth, ENFIELD, 9)
    by_another(path, youth=7)
    window.holding.look()
    assert message(window) == "map.bcuplan was changed by ben since you opened it. Your changes here are kept."
    window.message.hide()
    window.holding.look()
    assert message(window) == ""


def test_what_changed_underneath_can_be_merged_before_saving(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    opens(window, path)
    window.document.decide(d.set_youth, ENFIELD, 9)
    by_another(path)
    window.holding.look()
    window.message._act.click()
    preview_of(window, qtbot).accept()
    assert saves(window)
    assert dict(open_plan(path).plan.shown.youth) == {BARNET: 8, ENFIELD: 9}


def test_saving_as_a_plan_that_somebody_has_open_is_refused(
    window: MainWindow, path: Path, elsewhere: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(path), ""))
    assert not file.save_as(window.actions_set.act(file.SavePlanAs))
    assert message(window).startswith("map.bcuplan is open by ")
    assert path.read_bytes() == before


def test_another_plan_is_merged_from_the_menu_as_one_step(
    window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Session.open(path, who=lambda: "ben")
    other.decide(d.assign_boroughs, [ENFIELD], "NE")
    other.decide(d.set_youth, BARNET, 8)
    other.save_as(path.with_name("ben.bcuplan"))
    opens(window, path)
    window.document.decide(d.assign_boroughs, [ENFIELD], "NW")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: (str(path.with_name("ben.bcuplan")), ""))
    window.actions_set[MergePlan].trigger()
    preview = preview_of(window, qtbot)
    assert preview.trouble.text() == "1 conflict needs a choice."  # type: ignore[attr-defined]
    for line in preview.picking.left:  # type: ignore[attr-defined]
        preview.changes.model.choose(line, Choice.THEIRS)  # type: ignore[attr-defined]
    assert preview.tabs.tabBar().isVisible() is False  # type: ignore[attr-defined]
    assert preview.changes.bar.ours.text() == "Keep this &plan’s, North West"  # type: ignore[attr-defined]
    preview.accept()
    assert window.document.scenario.assignment[ENFIELD] == "NE"
    assert window.document.session.undo_label == "Merged ben’s plan"


def test_plans_without_a_common_step_ask_for_the_one_they_came_from(
    window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = by_another(path)
    alone = path.with_name("alone.bcuplan")
    Session(theirs.plan).save_as(alone)
    opens(window, path)
    window.document.decide(d.set_youth, ENFIELD, 9)
    chosen = [str(alone), str(path)]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: (chosen.pop(0), ""))
    window.actions_set[MergePlan].trigger()
    qtbot.waitUntil(lambda: bool(message(window)), timeout=20_000)
    assert message(window) == (
        "The two plans share no step. Name the plan that both came from. Nothing in the plan was changed."
    )
    window.message._act.click()
    preview = preview_of(window, qtbot)
    assert "Compared three ways from map.bcuplan, as named." in preview.about.text()  # type: ignore[attr-defined]
    preview.reject()


def test_what_is_no_plan_is_not_merged_and_that_is_said(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    action = window.actions_set.act(MergePlan)
    assert isinstance(action, MergePlan)
    broken = path.with_name("broken.bcuplan")
    broken.write_bytes(b"PK")
    action.read(broken)
    qtbot.waitUntil(lambda: bool(message(window)), timeout=20_000)
    assert message(window).startswith("broken.bcuplan cannot be opened.")
    assert message(window).endswith("Nothing in the plan was changed.")
