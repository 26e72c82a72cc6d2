"""What the plan menu changes of a scenario and its BCUs: colours and the note."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from planner.scenario.shipped import shipped_plan
from planner.scenario.types import FILLS
from tests.ui.shell.conftest import Make
from ui.actions import money, scenarios
from ui.actions.bcus import fill_colour_menu
from ui.dialogs.note import NoteDialog
from ui.main_window import MainWindow
from ui.panels.headline_strip import ScenarioCell


@pytest.fixture
def window(make_window: Make) -> MainWindow:
    return make_window()


def colours(window: MainWindow) -> QMenu:
    menu = QMenu(window)
    fill_colour_menu(menu, window)
    return menu


def test_a_bcu_is_given_one_of_the_twelve_fills_in_one_step(window: MainWindow) -> None:
    window.view.choose_bcu("CN")
    choices = [action for action in colours(window).actions() if action.isEnabled() and action.text()]
    assert len(choices) == len(FILLS)
    before = shipped_plan().shown.bcus["CN"].fill
    assert [FILLS[i] for i, action in enumerate(choices) if action.isChecked()] == [before]
    choices[FILLS.index("sand-3")].trigger()
    assert window.document.scenario.bcus["CN"].fill == "sand-3"
    window.document.undo()
    assert window.document.plan == shipped_plan()


def test_without_a_bcu_or_on_a_read_only_scenario_the_colours_say_why(window: MainWindow) -> None:
    assert [action.text() for action in colours(window).actions()] == ["Choose a BCU first"]
    window.document.choose("two-pathfinders-2017")
    window.view.choose_bcu("CN")
    words = [action.text() for action in colours(window).actions()]
    assert window.document.scenario.read_only == (words == ["Two Pathfinders, 2017 is read-only"])


def test_the_colours_stand_in_the_plan_menu_and_in_that_of_what_is_selected(window: MainWindow) -> None:
    plan = next(a.menu() for a in window.menuBar().actions() if a.text() == "&Plan")
    for menu in (plan, window.actions_set.context_menu()):
        assert isinstance(menu, QMenu)
        assert "Co&lour of the BCU" in [action.text() for action in menu.actions()]


def test_a_note_is_kept_in_one_step_and_read_on_the_scenarios_name(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = "For the board.\nNot agreed."

    def accept(dialog: NoteDialog) -> NoteDialog.DialogCode:
        dialog.edit.setPlainText(written)
        assert dialog.ok.isEnabled()
        return NoteDialog.DialogCode.Accepted

    monkeypatch.setattr(NoteDialog, "exec", accept)
    window.actions_set.act(scenarios.SetNote).run()
    assert window.document.scenario.note == written
    combo = window.strip.findChild(ScenarioCell).combo
    assert combo.toolTip() == f"Twelve BCUs, February 2018\n{written}"
    window.document.undo()
    assert combo.toolTip() == "Twelve BCUs, February 2018"


def test_a_note_that_is_too_long_says_so_before_it_is_kept(window: MainWindow) -> None:
    asked = window.actions_set.act(scenarios.SetNote)
    assert asked.enabled()
    from planner.scenario.decisions import set_note

    plan, shown = window.document.plan, window.document.scenario
    dialog = NoteDialog(shown.name, "", lambda text: set_note(plan, shown.id, text), window)
    dialog.edit.setPlainText("x" * 2_001)
    assert not dialog.ok.isEnabled()
    assert "2,001 characters" in dialog.problem.text()
    dialog.deleteLater()


def test_goal_seek_is_asked_from_the_plan_menu_and_stands_among_the_shortcuts(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(money, "goal_seek", lambda document, assumption, parent: asked.append(assumption))
    action = window.actions_set[money.GoalSeek]
    assert action.shortcut().toString() == "Ctrl+G"
    action.trigger()
    assert asked == [""]
    assert any(keys == "Ctrl+G" for _, keys, _ in window.actions_set.shortcut_rows())
