"""A plan in a shared folder, at the real window: held, told of, looked at, taken over."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from planner.plan_file import open_plan
from planner.plan_file.hold import STALE_SECONDS, hold_path, holder_of, whoami
from planner.scenario import decisions as d
from planner.session import Session
from tests.ui.shell.conftest import ENFIELD, Make
from tests.ui.shell.shared.conftest import by_another, message, opens, preview_of, saves
from ui.actions import file
from ui.dialogs import shared
from ui.dialogs.shared import HowToOpen, OneOfDialog, Settle
from ui.main_window import MainWindow


def test_a_plan_is_held_while_it_is_open_and_given_back(window: MainWindow, path: Path) -> None:
    opens(window, path)
    found = holder_of(path)
    assert found is not None
    assert (found.process, found.user) == (os.getpid(), whoami().user)
    window.document.save_as(path.with_name("other.bcuplan"))
    assert not hold_path(path).exists()
    assert hold_path(path.with_name("other.bcuplan")).exists()
    window.document.replace_session(Session.shipped(), "")
    assert sorted(os.listdir(path.parent)) == ["map.bcuplan", "other.bcuplan"]


def test_closing_the_window_gives_the_plan_back(make_window: Make, path: Path) -> None:
    window = make_window(session=Session.open(path))
    assert hold_path(path).exists()
    window.close()
    assert not hold_path(path).exists()


def test_a_plan_open_in_another_process_is_told_with_host_and_user_and_opened_read_only(
    window: MainWindow, path: Path, elsewhere: subprocess.Popen[str], asked: list[list[object]], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    asked[0].append(HowToOpen.READ_ONLY)
    opens(window, path)
    me = whoami()
    assert str(asked[1][0]).startswith(
        f"map.bcuplan is open elsewhere. It is open to change by {me.user or 'somebody'} on {me.host}, since "
    )
    assert asked[2][0] == ["READ_ONLY", "COPY", "COMPARE"]
    assert window.document.session.read_only
    assert window.windowTitle() == "map.bcuplan (read-only)[*] — BCU Planner"
    assert window._saved.text() == "Read-only: Save As keeps it"
    window.document.decide(d.set_youth, ENFIELD, 9)
    before = path.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (starts.append(args[2]), ("", ""))[1])
    starts: list[str] = []
    assert not saves(window)
    assert [Path(start).name for start in starts] == ["map copy.bcuplan"]
    assert path.read_bytes() == before
    assert sorted(os.listdir(path.parent)) == ["map.bcuplan", "map.bcuplan.open"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "mine.bcuplan"), ""))
    assert saves(window)
    assert not window.document.session.read_only
    assert holder_of(path).process == elsewhere.pid  # type: ignore[union-attr]


def test_a_copy_of_a_plan_open_elsewhere_is_a_plan_of_its_own(
    window: MainWindow, path: Path, elsewhere: subprocess.Popen[str], asked: list[list[object]]
) -> None:
    asked[0].append(HowToOpen.COPY)
    opens(window, path)
    assert window.document.session.path is None
    assert window.windowTitle() == "New plan[*] — BCU Planner"


def test_when_the_question_is_left_what_was_open_stays(
    window: MainWindow, path: Path, elsewhere: subprocess.Popen[str], asked: list[list[object]]
) -> None:
    session = window.document.session
    asked[0].append(None)
    opens(window, path)
    assert window.document.session is session


def test_a_plan_open_elsewhere_can_be_compared_with_the_one_open_here(
    window: MainWindow, path: Path, asked: list[list[object]], qtbot: QtBot
) -> None:
    by_another(path)
    held = whoami()
    hold_path(path).write_text("{}", encoding="utf-8")
    asked[0].append(HowToOpen.COMPARE)
    opens(window, path)
    preview = preview_of(window, qtbot)
    assert preview.windowTitle() == "Merge another plan: check before merging"
    assert held
    preview.reject()


def leaves_for_long(path: Path, elsewhere: subprocess.Popen[str]) -> None:
    """Whoever has it open, on another machine, gives no sign for long."""
    elsewhere.kill()
    elsewhere.wait(30)
    left = hold_path(path)
    left.write_text(left.read_text("utf-8").replace(f'"host": "{whoami().host}"', '"host": "PC-0123"'), "utf-8")
    now = left.stat().st_mtime
    os.utime(left, (now, now - STALE_SECONDS - 60))


def test_what_ones_own_process_left_is_held_without_a_question(
    window: MainWindow, path: Path, elsewhere: subprocess.Popen[str], asked: list[list[object]]
) -> None:
    elsewhere.kill()
    elsewhere.wait(30)
    opens(window, path)
    assert asked == [[], [], []]
    assert (window.document.session.path, window.document.session.read_only) == (path, False)
    assert holder_of(path).process == os.getpid()  # type: ignore[union-attr]


def test_a_window_begun_with_what_ones_own_process_left_asks_nothing(
    make_window: Make, path: Path, elsewhere: subprocess.Popen[str], asked: list[list[object]]
) -> None:
    elsewhere.kill()
    elsewhere.wait(30)
    window = make_window(session=Session.open(path))
    QApplication.processEvents()
    assert asked == [[], [], []]
    assert not window.document.session.read_only
    assert holder_of(path).process == os.getpid()  # type: ignore[union-attr]


def test_saving_onto_what_another_machine_left_open_is_refused_and_onto_ones_own_is_not(
    window: MainWindow, path: Path, elsewhere: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere.kill()
    elsewhere.wait(30)
    assert window.holding.other_at(path) is None
    leaves_for_long(path, elsewhere)
    before = path.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    assert not file.save_as(window.actions_set.act(file.SavePlanAs))
    assert "PC-0123" in message(window)
    assert "Nothing was written: save under another name." in message(window)
    assert path.read_bytes() == before


def test_what_gave_no_sign_for_long_is_taken_over_when_it_is_asked_for(
    window: MainWindow, path: Path, elsewhere: subprocess.Popen[str], asked: list[list[object]]
) -> None:
    leaves_for_long(path, elsewhere)
    asked[0].append(HowToOpen.TAKE_OVER)
    opens(window, path)
    assert "There is no sign of them now" in str(asked[1][0])
    assert window.document.session.path == path
    assert not window.document.session.read_only
    assert holder_of(path).process == os.getpid()  # type: ignore[union-attr]


def test_a_window_begun_with_a_plan_open_elsewhere_is_read_only_at_once_and_asks(
    make_window: Make, path: Path, elsewhere: subprocess.Popen[str], asked: list[list[object]], qtbot: QtBot
) -> None:
    asked[0].append(None)
    window = make_window(session=Session.open(path))
    assert window.document.session.read_only
    qtbot.waitUntil(lambda: asked[0] == [])
    assert window.document.session.read_only


def test_a_plan_in_the_window_that_was_left_behind_can_be_taken_over_with_what_was_done_meanwhile(
    make_window: Make, path: Path, elsewhere: subprocess.Popen[str], asked: list[list[object]], qtbot: QtBot
) -> None:
    leaves_for_long(path, elsewhere)
    asked[0].append(HowToOpen.TAKE_OVER)
    session = Session.open(path)
    session.decide(d.set_youth, ENFIELD, 9)
    window = make_window(session=session)
    qtbot.waitUntil(lambda: asked[0] == [])
    assert window.document.session is session
    assert not session.read_only
    assert window.windowTitle() == "map.bcuplan[*] — BCU Planner"
    assert saves(window)
    assert open_plan(path).plan.shown.youth[ENFIELD] == 9
    assert holder_of(path).process == os.getpid()  # type: ignore[union-attr]


def test_a_plan_in_the_window_can_go_on_as_a_copy_with_what_was_done_meanwhile(
    make_window: Make, path: Path, elsewhere: subprocess.Popen[str], asked: list[list[object]], qtbot: QtBot
) -> None:
    asked[0].append(HowToOpen.COPY)
    session = Session.open(path)
    session.decide(d.set_youth, ENFIELD, 9)
    window = make_window(session=session)
    qtbot.waitUntil(lambda: session.path is None)
    assert window.document.session is session
    assert (session.read_only, session.dirty) == (False, True)
    assert window.windowTitle() == "New plan[*] — BCU Planner"


def test_a_plan_in_the_window_can_be_compared_with_the_one_open_elsewhere(
    make_window: Make, path: Path, elsewhere: subprocess.Popen[str], asked: list[list[object]], qtbot: QtBot
) -> None:
    asked[0].append(HowToOpen.COMPARE)
    window = make_window(session=Session.open(path))
    preview_of(window, qtbot).reject()
    assert window.document.session.read_only


def test_what_another_took_over_first_is_not_taken_over(
    window: MainWindow, path: Path, asked: list[list[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_path(path).write_text('{"host": "PC-0123", "user": "ben", "id": "x"}', encoding="utf-8")
    was = replace(whoami(), stale=True)
    monkeypatch.setattr("planner.plan_file.hold.holder_of", lambda plan: was)
    session = window.document.session
    asked[0].append(HowToOpen.TAKE_OVER)
    opens(window, path)
    assert message(window) == "map.bcuplan is open by ben on PC-0123, and was not taken over."
    assert window.document.session is session


def test_being_taken_over_is_said_and_the_changes_stay(window: MainWindow, path: Path) -> None:
    opens(window, path)
    hold_path(path).write_text('{"host": "PC-0123", "user": "ben", "id": "x"}', encoding="utf-8")
    window.document.decide(d.set_youth, ENFIELD, 9)
    window.holding.beat()
    assert message(window).startswith("map.bcuplan was taken over by ben on PC-0123: no sign came")
    assert not window.document.session.read_only
    window.document.decide(d.set_youth, ENFIELD, 10)
    assert "ben" in hold_path(path).read_text("utf-8")


def test_a_beat_keeps_the_plan_held(window: MainWindow, path: Path) -> None:
    opens(window, path)
    now = hold_path(path).stat().st_mtime
    os.utime(hold_path(path), (now, now - STALE_SECONDS - 60))
    window.holding.beat()
    assert not holder_of(path).stale  # type: ignore[union-attr]


def test_a_folder_that_cannot_be_written_is_said_once_and_the_plan_opens(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("planner.plan_file.hold.os.open", refuse)
    opens(window, path)
    assert "nothing can be written beside it (Permission denied). You can go on planning." in message(window)
    assert window.document.session.path == path
    window.message.hide()
    opens(window, path)
    window.document.decide(d.set_youth, ENFIELD, 9)
    assert message(window) == ""


@pytest.mark.parametrize("stale", [True, False])
def test_the_question_offers_each_way_with_what_it_means_and_begins_with_the_likeliest(
    qtbot: QtBot, stale: bool
) -> None:
    dialog = shared.held_dialog("map.bcuplan", replace(whoami(), stale=stale), None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.chosen is (HowToOpen.TAKE_OVER if stale else HowToOpen.READ_ONLY)
    assert all(button.accessibleDescription() for button in dialog.findChildren(QRadioButton))
    dialog.ways[HowToOpen.COPY].click()
    assert dialog.chosen is HowToOpen.COPY
    assert [button.text() for button in dialog.findChildren(QPushButton)] == ["Open", "Cancel"]


def test_a_question_is_answered_by_its_buttons(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OneOfDialog, "exec", lambda self: QDialog.DialogCode.Accepted)
    assert shared.ask_settle("map.bcuplan", "", None) is Settle.MERGE
    assert shared.ask_how_to_open("map.bcuplan", whoami(), None) is HowToOpen.READ_ONLY
    monkeypatch.setattr(OneOfDialog, "exec", lambda self: QDialog.DialogCode.Rejected)
    assert shared.ask_settle("map.bcuplan", "", None) is None
    assert shared.ask_how_to_open("map.bcuplan", whoami(), None) is None
