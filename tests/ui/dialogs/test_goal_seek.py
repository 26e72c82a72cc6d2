"""Goal seek: the answer at once, what cannot be reached, and one step when it is applied."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from planner.scenario.decisions import choose_target
from planner.session import Session
from ui.dialogs import goal_seek as module
from ui.dialogs.goal_seek import GoalSeekDialog, goal_seek
from ui.document import Document


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return Document(Session.shipped(recent_folder=tmp_path))


def asked(document: Document, qtbot: QtBot, assumption: str = "cost.constable") -> GoalSeekDialog:
    dialog = GoalSeekDialog(document.outcome, assumption)
    qtbot.addWidget(dialog)
    return dialog


def test_it_begins_with_the_target_in_force_and_answers_at_once(document: Document, qtbot: QtBot) -> None:
    """By hand: £99,770,090 − 1,702 posts × (£57,143 − £41,414.40)."""
    dialog = asked(document, qtbot)
    assert dialog.amount.text() == "£73m"
    assert dialog.answer.text().startswith(
        "Full cost of a Constable must be £41,414.40 (now £57,143): the figure is then £73,000,012.80; at £41,414.39 it"
    )
    assert "beyond its range, £41,927 – £60,085" in dialog.answer.text()
    assert dialog.value == 41_414.4
    assert dialog.ok.isEnabled()


def test_what_cannot_be_reached_names_the_closest(document: Document, qtbot: QtBot) -> None:
    dialog = asked(document, qtbot, "cost.sergeant")
    dialog.amount.setText("£20bn")
    assert dialog.answer.text().startswith("Cannot be reached: closest is Full cost of a Sergeant at £10,000,000")
    assert not dialog.ok.isEnabled()


def test_what_every_value_reaches_is_said(document: Document, qtbot: QtBot) -> None:
    dialog = asked(document, qtbot, "cost.sergeant")
    assert dialog.answer.text().startswith("Reached at every value of Full cost of a Sergeant")
    assert not dialog.ok.isEnabled()


def test_an_assumption_that_does_not_move_the_figure_is_said(document: Document, qtbot: QtBot) -> None:
    dialog = asked(document, qtbot, "pay_award")
    assert dialog.answer.text() == "Cannot be reached: Pay award does not move this figure, which is £99.8m."


def test_an_amount_that_cannot_be_read_is_said_and_not_worked_with(document: Document, qtbot: QtBot) -> None:
    dialog = asked(document, qtbot)
    for typed in ("lots", "", "9e99", "£99999999bn"):
        dialog.amount.setText(typed)
        assert not dialog.ok.isEnabled()
        assert dialog.answer.text()


def test_the_saving_of_a_single_year_can_be_sought(document: Document, qtbot: QtBot) -> None:
    dialog = asked(document, qtbot)
    dialog.figure.setCurrentIndex(dialog.figure.findData("net[2018/19]"))
    dialog.amount.setText("£40m")
    assert "Full cost of a Constable must be £" in dialog.answer.text()


def test_a_force_wide_target_does_not_fill_in_its_amount(document: Document, qtbot: QtBot) -> None:
    document.decide(choose_target, "f001")
    assert asked(document, qtbot).amount.text() == "£99.8m"


def test_applying_is_one_step_that_undo_takes_back(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.GoalSeekDialog, "exec", lambda self: QDialog.DialogCode.Accepted)
    goal_seek(document, "cost.constable", None)
    assert document.scenario.assumptions["cost.constable"].value == 41_414.4
    assert len(document.session.history) == 1
    assert document.outcome.number("gap", "f013") >= 0
    document.undo()
    assert document.scenario.assumptions["cost.constable"].value == 57_143


def test_leaving_it_changes_nothing(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.GoalSeekDialog, "exec", lambda self: QDialog.DialogCode.Rejected)
    goal_seek(document, "cost.constable", None)
    assert document.session.history == ()


def test_a_read_only_scenario_can_be_asked_about_and_not_changed(document: Document, qtbot: QtBot) -> None:
    document.choose("borough-commands-2016")
    dialog = asked(document, qtbot)
    assert "is read-only: duplicate it to apply" in dialog.answer.text()
    assert not dialog.ok.isEnabled()
