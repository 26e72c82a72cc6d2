"""The window keeps its steps in a journal, says when it cannot, and offers back what was left."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.plan_file import hold as holds
from planner.scenario import decisions as d
from planner.session import Session, journal
from planner.session.journal import ASIDE
from planner.session.recovery import find
from tests.session.sittings import BARNET, all_of, begun, killed, some_steps
from tests.ui.shell.conftest import ENFIELD, Make
from ui import keeping as keepings
from ui.dialogs.recover import RecoverDialog
from ui.keeping import KEPT_AGAIN, Keeping
from ui.main_window import MainWindow


@pytest.fixture
def journals(tmp_path: Path) -> Path:
    return tmp_path / "own" / "journals"


@pytest.fixture
def left(tmp_path: Path, journals: Path) -> Session:
    """A sitting that was killed, with seven steps not saved."""
    session = begun(tmp_path, journals)
    some_steps(session)
    killed(session)
    return session


def names(folder: Path) -> list[str]:
    return sorted(path.suffix for path in folder.iterdir())


def offered(keeping: Keeping) -> RecoverDialog:
    dialog = keeping.offer()
    assert dialog is not None
    return dialog


def test_steps_in_the_window_are_kept_and_saving_or_closing_empties_the_journal(
    window: MainWindow, journals: Path, tmp_path: Path
) -> None:
    keeping = Keeping(window, journals)
    assert keeping.words == "Everything in it is saved."
    window.document.decide(d.assign_boroughs, [ENFIELD], "NW")
    assert keeping.words.startswith("1 step not yet saved is kept in the journal")
    window.document.decide(d.assign_boroughs, [BARNET], "CN")
    assert keeping.words.startswith("2 steps not yet saved are kept in the journal")
    window.document.save_as(tmp_path / "north.bcuplan")
    assert keeping.words == "Everything in it is saved."
    assert names(journals) == [".journal", ".lock"]
    window.close()
    assert names(journals) == []
    assert keeping.words == ""
    keeping.put_on_disk()


def test_another_plan_begins_another_journal(window: MainWindow, journals: Path, tmp_path: Path) -> None:
    Keeping(window, journals)
    before = list(journals.glob("*.journal"))
    window.document.replace_session(Session.new(recent_folder=tmp_path), "A new plan")
    after = list(journals.glob("*.journal"))
    assert len(after) == 1
    assert before != after


def test_what_is_kept_is_put_on_the_disk_a_moment_after_the_last_step(
    qtbot: QtBot, window: MainWindow, journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keepings, "SETTLE_MS", 1)
    Keeping(window, journals)
    settled: list[int] = []
    monkeypatch.setattr(os, "fsync", settled.append)
    window.document.decide(d.assign_boroughs, [ENFIELD], "NW")
    qtbot.waitUntil(lambda: bool(settled))


def test_the_window_says_when_steps_are_not_kept_and_when_they_are_again(
    qtbot: QtBot, window: MainWindow, journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    Keeping(window, journals)
    monkeypatch.setattr(journal, "RETRY_SECONDS", 0.0)
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        patched.setattr(journal, "replace_file", full)
        window.document.decide(d.assign_boroughs, [ENFIELD], "NW")
    assert window.message.isVisible()
    assert "not being kept in the journal (no space left on device)" in window.message.words
    window.document.decide(d.assign_boroughs, [BARNET], "CN")
    assert not window.message.isVisible()
    qtbot.waitUntil(lambda: window._said.text() == KEPT_AGAIN)


def test_with_nothing_left_nothing_is_asked(window: MainWindow, journals: Path) -> None:
    assert Keeping(window, journals).offer() is None


def test_what_was_left_is_recovered_with_its_history_and_is_not_saved_yet(
    window: MainWindow, journals: Path, left: Session
) -> None:
    dialog = offered(Keeping(window, journals))
    assert "7 steps not saved" in dialog.found[0].words
    dialog.recover_button.click()
    session = window.document.session
    assert all_of(session) == all_of(left)
    assert window.isWindowModified()
    assert window.message.words == "Recovered: 7 steps not yet saved. Save the plan to keep them in its file."
    assert len(list(journals.glob("*.journal"))) == 1
    window.document.undo()
    assert len(session.history) == len(left.history) - 1


def test_one_step_is_spoken_of_as_one(window: MainWindow, journals: Path, tmp_path: Path) -> None:
    session = begun(tmp_path, journals)
    session.decide(d.assign_boroughs, [BARNET], "CN")
    killed(session)
    dialog = offered(Keeping(window, journals))
    assert dialog.aside_button.text() == "Open without it"
    dialog.recover_button.click()
    assert window.message.words == "Recovered: 1 step not yet saved. Save the plan to keep it in its file."


def test_without_it_the_steps_are_put_aside_and_not_offered_again(
    window: MainWindow, journals: Path, left: Session
) -> None:
    keeping = Keeping(window, journals)
    offered(keeping).aside_button.click()
    assert len(list((journals / ASIDE).iterdir())) == 1
    assert keeping.offer() is None
    assert str(journals / ASIDE) in window._said.text()


def test_left_by_esc_it_is_asked_again(qtbot: QtBot, window: MainWindow, journals: Path, left: Session) -> None:
    keeping = Keeping(window, journals)
    dialog = offered(keeping)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(find(journals)) == 1
    again = offered(keeping)
    again.later_button.click()
    assert len(find(journals)) == 1


def test_of_several_the_chosen_one_is_recovered_and_the_others_wait(
    window: MainWindow, journals: Path, left: Session, tmp_path: Path
) -> None:
    other = begun(tmp_path, journals)
    other.decide(d.assign_boroughs, [BARNET], "CN")
    killed(other)
    keeping = Keeping(window, journals)
    dialog = offered(keeping)
    assert dialog.list is not None
    at = next(i for i, each in enumerate(dialog.found) if each.steps == 1)
    dialog.list.setCurrentRow(at)
    dialog.recover_button.click()
    assert window.document.plan == other.plan
    again = offered(keeping)
    assert [each.steps for each in again.found] == [7]
    again.reject()


def test_the_details_say_where_it_is_kept(window: MainWindow, journals: Path, left: Session) -> None:
    dialog = offered(Keeping(window, journals))
    assert not dialog.details.isVisible()
    dialog.details_button.click()
    assert dialog.details.isVisible()
    text = dialog.details.toPlainText()
    assert "Plan: not yet a file" in text
    assert str(dialog.found[0].journal) in text
    dialog.reject()


def test_what_cannot_be_read_is_said_in_the_window(window: MainWindow, journals: Path, left: Session) -> None:
    (path,) = journals.glob("*.journal")
    path.write_bytes(b"")
    assert Keeping(window, journals).offer() is None
    assert "Nothing could be recovered from it" in window.message.words
    assert str(journals / ASIDE) in window.message.words


def test_work_that_another_window_took_up_while_it_was_asked_is_said_to_be_there(
    window: MainWindow, journals: Path, left: Session, tmp_path: Path
) -> None:
    from planner.session.recovery import recover

    dialog = offered(Keeping(window, journals))
    other = recover(dialog.found[0])
    before = window.document.plan
    dialog.recover_button.click()
    assert "Another window" in window.message.words
    assert window.document.plan is before
    other.close()


def test_a_plan_that_the_window_held_when_it_ended_is_held_again_and_saved(
    window: MainWindow, journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = _left_open(tmp_path, journals, monkeypatch, alive=False)
    offered(Keeping(window, journals)).recover_button.click()
    session = window.document.session
    assert not session.read_only
    assert window.holding._holds(plan)
    window.document.save()
    assert not session.dirty
    window.holding.release()


def test_a_plan_that_somebody_else_has_open_by_now_is_recovered_read_only(
    window: MainWindow, journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _left_open(tmp_path, journals, monkeypatch, alive=True)
    offered(Keeping(window, journals)).recover_button.click()
    session = window.document.session
    assert session.read_only
    assert session.dirty
    assert "Recovered: 7 steps not yet saved. north.bcuplan is open by " in window.message.words


def test_what_was_left_long_ago_is_taken_over_on_recovering_where_it_was_ones_own_and_not_where_it_was_anothers(
    make_window: Make, journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = _left_open(tmp_path, journals, monkeypatch, alive=True)  # its number is another process's by now
    left = holds.hold_path(plan)
    _long_ago(left)
    window = make_window()
    offered(Keeping(window, journals)).recover_button.click()
    assert not window.document.session.read_only
    killed(window.document.session)
    window.holding.release()
    holds.hold(plan, replace(holds.whoami(), user="somebody-else"))
    _long_ago(left)
    window = make_window()
    offered(Keeping(window, journals)).recover_button.click()
    assert window.document.session.read_only
    assert "north.bcuplan is open by somebody-else on " in window.message.words


def _long_ago(left: Path) -> None:
    now = left.stat().st_mtime
    os.utime(left, (now, now - holds.STALE_SECONDS - 60))


def _left_open(tmp_path: Path, journals: Path, monkeypatch: pytest.MonkeyPatch, *, alive: bool) -> Path:
    """A plan with seven steps not saved, and the sign that somebody has it open."""
    session = begun(tmp_path, journals)
    session.save_as(tmp_path / "north.bcuplan")
    some_steps(session)
    killed(session)
    holds.hold(tmp_path / "north.bcuplan")
    monkeypatch.setattr(holds, "is_alive", lambda process: alive)
    return tmp_path / "north.bcuplan"


def test_a_window_made_twice_keeps_two_journals(make_window: Make, journals: Path) -> None:
    for window in (make_window(), make_window()):
        Keeping(window, journals)
    assert len(list(journals.glob("*.journal"))) == 2
    assert find(journals) == ()
