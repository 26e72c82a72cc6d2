"""Scenarios and the log in the window: frozen, rebased, compared, explained and exported, with real widgets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from planner.scenario import decisions as d
from planner.scenario import moved as moving
from planner.scenario.types import Edit
from planner.session import Session
from planner.views import decision_log
from planner.views import rebase as rebasing
from planner.views.edit_words import Names, Said, said_of
from tests.ui.shell.conftest import BARNET, ENFIELD, Make
from ui import document as documents
from ui.actions import log, scenarios, share
from ui.actions import log as log_actions
from ui.dialogs.rebase import RebaseDialog
from ui.main_window import MainWindow
from ui.panels.beside import NAME_SETTING
from ui.panels.compare_window import BRIDGE, FIGURES, MAP, CompareWindow
from ui.panels.log_window import LogWindow

TWELVE, TWO = "twelve-bcus-2018", "two-pathfinders-2017"


@pytest.fixture
def window(make_window: Make, tmp_path: Path) -> MainWindow:
    return make_window(session=Session.shipped(recent_folder=tmp_path, who=lambda: "Ann"))


def buttons(window: MainWindow) -> list[str]:
    shown = [b for b in window.scenario_bar.findChildren(QPushButton) if b.isVisible()]
    return [b.text() for b in sorted(shown, key=lambda b: b.x())]


def press(window: MainWindow, words: str) -> None:
    found = next(b for b in window.scenario_bar.findChildren(QPushButton) if b.text() == words)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


# Frozen


def test_a_scenario_is_frozen_and_says_so_until_it_is_unfrozen(window: MainWindow) -> None:
    assert not window.scenario_bar.isVisible()
    window.actions_set[scenarios.FreezeScenario].trigger()
    assert window.scenario_bar.isVisible()
    assert "fingerprint C95B-CF6F. Its figures are those it was frozen with." in window.scenario_bar.words.text()
    assert buttons(window) == ["Duplicate", "Unfreeze scenario"]
    refused: list[str] = []
    window.document.refused.connect(refused.append)
    window.controller.move([ENFIELD], "NW")
    assert refused == [
        "Twelve BCUs, February 2018 is frozen, so that its figures stay as they are. Duplicate it to go on."
    ]
    assert not window.actions_set[scenarios.RenameScenario].isEnabled()
    press(window, "Unfreeze scenario")
    assert not window.scenario_bar.isVisible()
    assert [step.label for step in window.document.session.history] == [
        "Freeze Twelve BCUs, February 2018", "Unfreeze Twelve BCUs, February 2018",
    ]  # fmt: skip


def test_where_height_is_short_the_line_stands_beside_the_switch(make_window: Make, tmp_path: Path) -> None:
    small = make_window(960, 540, Session.shipped(recent_folder=tmp_path))
    small.actions_set[scenarios.FreezeScenario].trigger()
    assert small.scenario_bar.isVisible()
    assert small.scenario_bar.words.text() == "Frozen C95B-CF6F"
    assert "Frozen" in small.scenario_bar.words.toolTip()
    assert small.scenario_bar.parentWidget() is small._switch
    small.resize(1600, 1000)
    assert small.scenario_bar.parentWidget() is not small._switch
    assert small.scenario_bar.words.text().endswith("Its figures are those it was frozen with.")


def test_a_frozen_scenario_is_duplicated_to_go_on(window: MainWindow) -> None:
    window.actions_set[scenarios.FreezeScenario].trigger()
    press(window, "Duplicate")
    assert not window.scenario_bar.isVisible()
    window.controller.move([ENFIELD], "NW")
    assert window.document.scenario.assignment[ENFIELD] == "NW"


def test_figures_that_a_later_planner_gives_otherwise_are_told_with_both(window: MainWindow) -> None:
    session = window.document.session
    record = session.record()
    other = replace(record, app="BCU Planner 0.0.1", figures=record.figures.put("full_year_saving, real", 1.0))
    window.document.decide(d.freeze_scenario, other)
    assert "Full-year saving, real terms was £1.00 and is £99,770,090.00" in window.scenario_bar.words.text()


# The baseline moved


@pytest.fixture
def moved(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    old = window.document.plan.baseline_of(window.document.scenario)
    posts = list(old.posts[ENFIELD])
    posts[-4] += 10
    newer = replace(old, posts=old.posts.put(ENFIELD, tuple(posts)))
    monkeypatch.setattr(moving, "load_baseline", lambda area: newer)
    window.document.choose(TWO)
    return window


def test_a_baseline_that_moved_is_told_and_rebased_in_one_step(moved: MainWindow) -> None:
    before = moved.document.plan
    assert moved.scenario_bar.isVisible()
    assert buttons(moved) == ["Effects…", "Rebase", "Not now"]
    press(moved, "Rebase")
    assert not moved.scenario_bar.isVisible()
    assert len(moved.document.session.history) == 1
    moved.document.undo()
    assert moved.document.plan == before
    assert moved.scenario_bar.isVisible()


def test_the_effects_are_looked_at_before_rebasing(moved: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, ...]] = []

    def accept(dialog: RebaseDialog) -> RebaseDialog.DialogCode:
        seen.extend((row.place, row.what, row.before, row.after) for row in dialog.model.rows)
        return RebaseDialog.DialogCode.Accepted

    monkeypatch.setattr(RebaseDialog, "exec", accept)
    press(moved, "Effects…")
    assert seen[0] == ("Enfield", "HQ, Constable", "10", "20")
    assert len(moved.document.session.history) == 1


def test_the_line_is_put_away_for_this_scenario_alone(moved: MainWindow) -> None:
    press(moved, "Not now")
    assert not moved.scenario_bar.isVisible()
    moved.document.choose(TWELVE)
    assert moved.scenario_bar.isVisible()
    moved.document.choose(TWO)
    assert not moved.scenario_bar.isVisible()


def test_what_moved_is_counted_once_while_other_things_are_edited(
    moved: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    cells = rebasing._cells
    monkeypatch.setattr(rebasing, "_cells", lambda *of: counted.append(1) or cells(*of))
    moved.controller.move([ENFIELD], "CN")
    moved.view.select({BARNET})
    moved.document.undo()
    assert not counted
    assert moved.scenario_bar.isVisible()
    moved.document.decide(d.rename_scenario, "Two")
    assert len(counted) == 1
    assert "Two stays over its own" in moved.scenario_bar.words.text()


def test_a_newer_baseline_is_looked_for_once_in_a_plan(moved: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    newest = documents.newest_baseline
    monkeypatch.setattr(documents, "newest_baseline", lambda *of: looked.append(1) or newest(*of))
    moved.view.select({BARNET})
    assert not looked
    moved.controller.move([ENFIELD], "CN")
    assert len(looked) == 1


# Compare


@pytest.fixture
def comparison(window: MainWindow) -> CompareWindow:
    window.actions_set[scenarios.CompareScenarios].trigger()
    found = window.beside.comparison
    assert found is not None
    return found


def test_the_scenario_shown_is_compared_with_the_one_before_it(comparison: CompareWindow) -> None:
    assert comparison.chosen == [TWO, TWELVE]
    rows = {line.label: line.cells for line in comparison.figures.rows_model.rows}
    assert rows["Full-year saving"] == ("£14,745,032", "£99,770,090", "+£85,025,058")


def test_a_scenario_ticked_by_keyboard_gets_its_columns(comparison: CompareWindow, qtbot: QtBot) -> None:
    comparison.scenarios.setFocus()
    comparison.scenarios.setCurrentRow(0)
    QTest.keyClick(comparison.scenarios, Qt.Key.Key_Space)
    assert len(comparison.chosen) == 3
    titles = [column.title for column in comparison.figures.rows_model.columns]
    assert titles == [
        "Figure", "Two pathfinders, 2017", "Borough commands, 2016", "Difference", "Twelve BCUs, February 2018",
        "Difference",
    ]  # fmt: skip
    for row in range(3):
        comparison.scenarios.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert comparison.words.text() == "Choose 2 to 6 scenarios to compare; 0 are."
    assert not comparison.pages.isEnabled()


def test_only_what_differs_is_shown_where_that_is_asked_for(comparison: CompareWindow) -> None:
    count = len(comparison.figures.rows_model.rows)
    comparison.only.setChecked(True)
    rows = comparison.figures.rows_model.rows
    assert 0 < len(rows) < count
    assert "PCSO posts" not in [line.label for line in rows]


def test_the_maps_hatch_what_is_in_another_bcu(comparison: CompareWindow, window: MainWindow) -> None:
    window.document.choose(TWELVE)
    window.document.decide(d.duplicate_scenario, "Other", "other")
    window.controller.move([ENFIELD], "NW")
    comparison.choose(TWELVE, "other")
    comparison.pages.setCurrentIndex(MAP)
    first, other = comparison.maps.maps
    assert (first.state.differing, other.state.differing) == (frozenset(), {ENFIELD})
    assert (first.state.assignment[ENFIELD], other.state.assignment[ENFIELD]) == ("NA", "NW")
    assert comparison.maps.note.text() == "1 borough in another BCU, hatched: Enfield."


def test_the_bridge_goes_from_the_first_to_the_other(comparison: CompareWindow) -> None:
    comparison.pages.setCurrentIndex(BRIDGE)
    bridge = comparison.bridge.bridge
    assert bridge is not None
    assert [bar.label for bar in bridge.bars] == [
        "Two pathfinders, 2017", "Boroughs and BCUs", "Twelve BCUs, February 2018",
    ]  # fmt: skip


def test_the_comparison_follows_the_plan_and_is_copied_whole(comparison: CompareWindow, window: MainWindow) -> None:
    comparison.choose(TWO, TWELVE)
    window.controller.move([BARNET], "NA")
    assert comparison.found is not None
    assert comparison.found.outcomes[1].scenario.assignment[BARNET] == "NA"
    QTest.mouseClick(comparison.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("Headline\tTwo pathfinders, 2017\t")
    comparison.pages.setCurrentIndex(FIGURES)


def test_no_two_acts_share_a_key(window: MainWindow) -> None:
    keys = [key.toString() for action in window.actions() for key in action.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


# The log


@pytest.fixture
def the_log(window: MainWindow) -> LogWindow:
    window.controller.move([ENFIELD], "NW")
    window.controller.move([BARNET], "NA")
    window.document.undo()
    window.actions_set[log.DecisionLog].trigger()
    found = window.beside.log
    assert found is not None
    return found


def labels(found: LogWindow) -> list[tuple[str, str]]:
    return [(line.label, line.state) for line in found.shown]


def test_the_log_shows_what_was_undone_and_follows_the_plan(the_log: LogWindow, window: MainWindow) -> None:
    move, undone = "Move Enfield from North Area to North West", "Move Barnet from North West to North Area"
    assert labels(the_log) == [(undone, "undone"), (move, "done")]
    window.document.decide(d.set_note, "Agreed")
    assert [state for _, state in labels(the_log)].count("undone, overtaken") == 1
    assert len(labels(the_log)) == 3


def test_of_a_long_log_of_large_steps_only_the_first_lines_are_worded_until_others_are_seen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes, bcus = list(window.document.scenario.assignment), list(window.document.scenario.bcus)
    count = 300
    for i in range(count):
        window.document.session.decide(d.assign_boroughs, codes, bcus[i % len(bcus)])

    def said(edit: Edit, names: Names) -> Said:
        told.append(id(edit))
        return said_of(edit, names)

    told: list[int] = []
    monkeypatch.setattr(decision_log, "said_of", said)
    window.actions_set[log.DecisionLog].trigger()
    found = window.beside.log
    assert found is not None
    QApplication.processEvents()
    steps = window.document.session.log.done
    seen = {id(edit) for step in steps[-decision_log.FITTED :] for edit in step.edits}
    assert len(found.shown) == count
    assert told
    assert set(told) <= seen
    found.table.scrollToBottom()
    found.table.viewport().grab()
    assert set(told) & {id(edit) for edit in steps[0].edits}


def test_words_and_a_borough_find_a_decision(the_log: LogWindow, qtbot: QtBot) -> None:
    the_log.words.setText("enfield")
    qtbot.waitUntil(lambda: len(the_log.shown) == 1)
    assert the_log.note.text() == "2 decisions, 1 shown."
    the_log.words.clear()
    qtbot.waitUntil(lambda: len(the_log.shown) == 2)
    choice = the_log.filters["borough"]
    choice.setCurrentIndex(choice.values.index(BARNET))
    choice.activated.emit(choice.currentIndex())
    assert [line.boroughs for line in the_log.shown] == [{BARNET}]
    assert "Barnet: North West → North Area" in the_log.details.toPlainText()


def test_the_why_is_written_in_its_cell_and_kept_with_the_plan(
    the_log: LogWindow, window: MainWindow, tmp_path: Path
) -> None:
    model = the_log.model
    why = model.index(1, model.column_of("why"))
    assert model.flags(why) & Qt.ItemFlag.ItemIsEditable
    assert model.setData(why, "  It borders Barnet. ")
    assert the_log.shown[1].why == "It borders Barnet."
    window.document.save_as(tmp_path / "map.bcuplan")
    assert Session.open(tmp_path / "map.bcuplan").history[0].why == "It borders Barnet."
    assert not model.setData(model.index(1, model.column_of("why")), "x" * 2_001)
    assert the_log.shown[1].why == "It borders Barnet."


def test_the_name_in_the_log_can_be_changed_and_is_kept(the_log: LogWindow, window: MainWindow) -> None:
    the_log.name.setText("  Planning   team ")
    the_log.name.editingFinished.emit()
    assert window.settings.value(NAME_SETTING) == "Planning team"
    window.document.decide(d.set_note, "Agreed")
    assert the_log.shown[0].who == "Planning team"
    window.document.replace_session(Session.shipped(), "Another plan")
    window.document.decide(d.set_note, "There too")
    assert window.document.session.history[0].who == "Planning team"


def test_the_log_is_exported_as_text(
    the_log: LogWindow, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.txt"
    monkeypatch.setattr(log_actions, "ask_where", lambda *_: path)
    the_log.words.setText("enfield")
    the_log._find()
    QTest.mouseClick(the_log.export, Qt.MouseButton.LeftButton)
    text = path.read_text(encoding="utf-8")
    assert "  Enfield: North Area → North West" in text
    assert "Barnet from" not in text
    window.actions_set[log.ExportLog].trigger()
    assert "Barnet from" in path.read_text(encoding="utf-8")


def test_a_copy_without_the_log_holds_the_plan_and_no_decision(
    the_log: LogWindow, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, copy = tmp_path / "own.bcuplan", tmp_path / "copy.bcuplan"
    window.document.save_as(own)
    monkeypatch.setattr(log_actions, "ask_where", lambda *_: copy)
    window.actions_set[log.SaveWithoutLog].trigger()
    opened = Session.open(copy)
    assert opened.plan == window.document.plan
    assert (opened.history, opened.undone) == ((), ())
    assert b"Ann" not in copy.read_bytes()
    assert window.document.session.path == own
    monkeypatch.setattr(log_actions, "ask_where", lambda *_: own)
    window.actions_set[log.SaveWithoutLog].trigger()
    assert "is this plan's own file, which keeps its log" in window.message.words
    assert Session.open(own).history != ()


def test_leaving_the_log_out_of_workbooks_is_kept(window: MainWindow) -> None:
    action = window.actions_set[log.LeaveLogOut]
    assert not action.isChecked()
    action.trigger()
    assert action.isChecked()
    assert str(window.settings.value(log_actions.LEFT_OUT)) in ("true", "True")


def test_windows_beside_close_with_the_main_one(comparison: CompareWindow, window: MainWindow) -> None:
    window.actions_set[log.DecisionLog].trigger()
    beside = window.beside
    assert beside.log is not None
    assert beside.log.isVisible()
    beside.close()
    assert not beside.log.isVisible()
    assert not comparison.isVisible()


def test_a_workbook_carries_the_log_unless_it_is_left_out(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.controller.move([ENFIELD], "NW")
    given: list[bool] = []
    monkeypatch.setattr(
        "planner.exchange.workbook.write_workbook", lambda *_, decisions, **__: given.append(decisions is not None)
    )
    exporter = window.actions_set.act(share.ExportWorkbook)
    assert isinstance(exporter, share.ExportWorkbook)
    for out in (False, True):
        window.settings.setValue(log_actions.LEFT_OUT, out)
        exporter.write(tmp_path / "map.xlsx")
        qtbot.waitUntil(lambda count=1 + out: len(given) == count)
        qtbot.waitUntil(lambda: not window.tasks.busy)
    assert given == [True, False]
