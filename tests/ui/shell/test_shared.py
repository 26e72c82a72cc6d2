"""A plan in a shared folder, at the real window: held, told of, settled, merged."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from planner.plan_file import open_plan
from planner.plan_file.hold import STALE_SECONDS, hold_path, holder_of, whoami
from planner.scenario import decisions as d
from planner.session import Session
from planner.views.three_way import Choice
from tests.ui.shell.conftest import BARNET, ENFIELD, Make
from ui.actions import file
from ui.actions.merge import MergePlan
from ui.dialogs import shared
from ui.dialogs.shared import HowToOpen, OneOfDialog, Settle
from ui.main_window import MainWindow

HOLDS = """
import sys
from pathlib import Path
from planner.plan_file.hold import hold
hold(Path(sys.argv[1]))
print("holds", flush=True)
sys.stdin.readline()
"""
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
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "holds\n"
        yield other
        other.kill()


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
