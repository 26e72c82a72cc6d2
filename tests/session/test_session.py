"""One sitting: deciding, undoing, looking at, saving and opening."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from planner.outcome.evaluate import Outcome
from planner.plan_file import Log, OpenError, SaveError, save_plan
from planner.scenario import decisions as d
from planner.scenario.change import EditError, value_at
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Edit, Step
from planner.session import Recent, SaveConflict, Session, data_folder
from planner.session.history import MOST_STEPS
from planner.words.vocabulary import Terms

TWELVE = "twelve-bcus-2018"
ENFIELD = "E09000010"


def noon() -> datetime:
    return datetime(2018, 2, 28, 13, 0, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session.shipped(clock=noon, who=lambda: "a planner", recent_folder=tmp_path / "own")


@pytest.fixture
def reopen(tmp_path: Path) -> Callable[[Path], Session]:
    return lambda path: Session.open(path, recent_folder=tmp_path / "own")


def test_the_shipped_plan_is_clean_and_nothing_can_be_undone(session: Session) -> None:
    assert session.plan == shipped_plan()
    assert (session.path, session.dirty, session.can_undo, session.can_redo) == (None, False, False, False)
    assert (session.undo_label, session.redo_label, session.undo(), session.redo()) == ("", "", None, None)


def test_a_new_plan_has_one_scenario_without_a_bcu_that_can_be_changed(tmp_path: Path) -> None:
    session = Session.new(recent_folder=tmp_path)
    (scenario,) = session.plan.scenarios
    assert (scenario.name, len(scenario.bcus), scenario.read_only) == ("Scenario 1", 0, False)
    assert session.decide(d.new_bcu, "CN", "Central North") is not None
    assert session.outcome.number("full_year_saving") == 0


def test_a_step_is_stamped_with_id_parent_time_and_who(session: Session) -> None:
    first = session.decide(d.assign_boroughs, [ENFIELD], "NW")
    second = session.decide(d.set_go_live, "NA", date(2018, 4, 1))
    assert first is not None
    assert second is not None
    assert (first.parent, second.parent) == ("", first.id)
    assert len(first.id) == 32
    assert (first.when, first.who) == ("2018-02-28T12:00:00+00:00", "a planner")
    assert session.history == (first, second)


def test_a_decision_that_changes_nothing_is_no_step(session: Session) -> None:
    assert session.decide(d.assign_boroughs, [ENFIELD], "NA") is None
    assert session.history == ()


def test_a_refusal_or_a_stale_step_changes_nothing(session: Session) -> None:
    before = session.plan
    with pytest.raises(d.Refused):
        session.decide(d.assign_boroughs, ["E09000001"], "NA")
    stale = Step("x", (Edit(("scenario", TWELVE, "assignment", ENFIELD), "CE", "NW"),))
    for act in (session.do, session.preview):
        with pytest.raises(EditError):
            act(stale)
    assert session.plan is before
    assert session.history == ()


def test_undo_is_the_state_before_and_redo_the_state_after(session: Session) -> None:
    states = [session.plan]
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    states.append(session.plan)
    session.decide(d.duplicate_scenario, "Mine")
    states.append(session.plan)
    session.decide(d.remove_scenario)
    states.append(session.plan)
    assert session.undo_label == "Remove scenario Mine"
    for state in states[-2::-1]:
        assert session.undo() is not None
        assert session.plan == state
    assert not session.dirty
    assert session.redo_label == "Move Enfield from North Area to North West"
    for state in states[1:]:
        assert session.redo() is not None
        assert session.plan == state
    assert not session.can_redo


def test_a_new_decision_ends_what_could_be_redone(session: Session) -> None:
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    session.undo()
    assert session.can_redo
    session.decide(d.nominate, ENFIELD, "HQ")
    assert not session.can_redo


def test_undo_shows_the_scenario_it_touches_whatever_was_shown(session: Session) -> None:
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    session.choose("two-pathfinders-2017")
    session.undo()
    assert session.plan == shipped_plan()
    session.choose("two-pathfinders-2017")
    session.redo()
    assert session.plan.current == TWELVE
    session.decide(d.duplicate_scenario, "Mine")
    session.choose("borough-commands-2016")
    session.undo()
    assert session.plan.current == TWELVE
    session.choose("borough-commands-2016")
    session.redo()
    assert session.plan.shown.name == "Mine"


def test_choosing_a_scenario_is_no_step_and_makes_nothing_dirty(session: Session) -> None:
    session.choose("two-pathfinders-2017")
    assert session.plan.shown.name == "Two pathfinders, 2017"
    assert (session.dirty, session.can_undo) == (False, False)
    with pytest.raises(d.Refused, match="no such scenario"):
        session.choose("nowhere")


def test_history_keeps_the_last_2000_steps(session: Session) -> None:
    for i in range(MOST_STEPS + 5):
        session.decide(d.set_youth, ENFIELD, i % 7 + 1)
    assert len(session.history) == MOST_STEPS
    assert session.history[0].label.endswith("to 6")
    while session.undo():
        pass
    assert session.plan.shown.youth[ENFIELD] == 5


def test_the_outcome_is_of_the_scenario_shown_in_the_terms_shown(session: Session) -> None:
    first = session.outcome
    assert isinstance(first, Outcome)
    assert session.outcome is first
    assert first.scenario is session.plan.shown
    session.terms = Terms.CASH
    assert session.outcome.terms is Terms.CASH
    session.terms = Terms.REAL
    session.choose("two-pathfinders-2017")
    assert session.outcome.scenario.name == "Two pathfinders, 2017"
    session.choose(TWELVE)
    assert session.outcome is first


def test_the_outcome_stays_one_object_however_many_moves_are_tried(session: Session) -> None:
    outcome = session.outcome
    for number in range(99):
        step = d.set_youth(session.plan, session.plan.current, "E09000003", number)
        assert step is not None
        assert session.preview(step).outcome is not outcome
    assert session.outcome is outcome
    session.terms = Terms.CASH
    assert session.outcome is not outcome
    session.terms = Terms.REAL
    session.choose("two-pathfinders-2017")
    assert session.outcome.scenario.id == "two-pathfinders-2017"


def test_a_preview_commits_nothing_and_is_what_doing_it_gives(session: Session) -> None:
    step = d.remove_bcu(session.plan, TWELVE, "NA")
    assert step is not None
    preview = session.preview(step)
    assert session.plan == shipped_plan()
    assert len(preview.outcome.unassigned) == 2
    session.do(step)
    assert session.plan == preview.plan
    assert session.outcome.number("full_year_saving") == preview.outcome.number("full_year_saving")


def test_a_saved_session_opens_with_its_history_and_can_be_undone(
    session: Session, tmp_path: Path, reopen: Callable[[Path], Session]
) -> None:
    path = tmp_path / "map.bcuplan"
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    session.decide(d.nominate, ENFIELD, "HQ")
    session.undo()
    assert session.dirty
    session.save_as(path)
    assert (session.path, session.dirty) == (path, False)
    again = reopen(path)
    assert again.plan == session.plan
    assert (again.history, again.undone) == (session.history, session.undone)
    assert (again.dirty, again.notes) == (False, ())
    again.undo()
    assert again.plan == shipped_plan()
    assert again.dirty
    again.redo()
    assert not again.dirty
    again.redo()
    again.save()
    assert reopen(path).plan == again.plan


def test_save_needs_a_file_first(session: Session) -> None:
    with pytest.raises(SaveError, match="Use Save As"):
        session.save()


def test_a_file_changed_underneath_is_not_written_over(
    session: Session, tmp_path: Path, reopen: Callable[[Path], Session]
) -> None:
    path = tmp_path / "map.bcuplan"
    session.save_as(path)
    other = reopen(path)
    other.decide(d.nominate, ENFIELD, "HQ")
    other.save()
    theirs = path.read_bytes()
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    with pytest.raises(SaveConflict, match="changed by someone else"):
        session.save()
    assert path.read_bytes() == theirs
    assert session.dirty
    session.save_as(tmp_path / "mine.bcuplan")
    assert not session.dirty
    session.decide(d.nominate, ENFIELD, "HQ")
    session.save()


def test_a_file_that_was_deleted_is_simply_saved_again(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "map.bcuplan"
    session.save_as(path)
    path.unlink()
    session.save()
    assert path.is_file()


def test_a_file_that_cannot_be_read_is_not_written_over(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.bcuplan"
    session.save_as(path)
    kept = path.read_bytes()
    session.decide(d.assign_boroughs, [ENFIELD], "NW")

    def held(_: Path) -> bytes:
        raise PermissionError(13, "held by another program")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", held)
        with pytest.raises(SaveError, match=r"held by another program.*Save As"):
            session.save()
    assert path.read_bytes() == kept
    assert session.dirty


def test_a_log_that_does_not_fit_its_plan_refuses_to_undo(session: Session, tmp_path: Path) -> None:
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    path = tmp_path / "map.bcuplan"
    session.save_as(path)
    stale = replace(session.history[0], edits=(Edit(("scenario", TWELVE, "note"), "", "other"),))
    save_plan(path, session.plan, Log((stale,), ()), saved_at="")
    again = Session.open(path, recent_folder=tmp_path / "own")
    before = again.plan
    with pytest.raises(d.Refused, match="cannot be undone"):
        again.undo()
    assert again.plan is before


@pytest.mark.parametrize(
    ("rest", "before"),
    [
        (("name",), {}),
        (("read_only",), 1),
        (("bcu", "NA", "name"), None),
        (("assignment", ENFIELD), "ZZ"),
        (("ward", "E05000026", "dwo"), "many"),
        (("assumption", "pay_award", "value"), "much"),
    ],
)
def test_a_log_that_would_undo_to_what_no_plan_can_be_is_refused(
    session: Session, tmp_path: Path, rest: tuple[str, ...], before: Any
) -> None:
    key = ("scenario", TWELVE, *rest)
    edit = Edit(key, before, value_at(session.plan, key))
    path = tmp_path / "map.bcuplan"
    save_plan(path, session.plan, Log((Step("Odd", (edit,)),), ()), saved_at="")
    again = Session.open(path, recent_folder=tmp_path / "own")
    opened = again.plan
    with pytest.raises(d.Refused, match="“Odd” cannot be undone"):
        again.undo()
    assert again.plan is opened


def test_a_file_that_cannot_be_opened_is_refused_and_not_recent(tmp_path: Path) -> None:
    (tmp_path / "bad.bcuplan").write_bytes(b"x")
    with pytest.raises(OpenError):
        Session.open(tmp_path / "bad.bcuplan", recent_folder=tmp_path / "own")
    assert Recent(tmp_path / "own").paths == ()


def test_recent_files_are_newest_first_ten_at_most_and_there(tmp_path: Path) -> None:
    recent = Recent(tmp_path / "own")
    paths = [tmp_path / f"{i}.bcuplan" for i in range(12)]
    for path in paths:
        path.touch()
        recent.add(path)
    recent.add(paths[5])
    assert recent.paths == (paths[5], *[p for p in paths[:1:-1] if p != paths[5]])[:10]
    paths[5].unlink()
    assert paths[5] not in recent.paths
    assert Recent(tmp_path / "own").paths == recent.paths


@pytest.mark.parametrize("text", ["", "{}", "[1, null]", "[" * 50_000, "\x00"])
def test_a_recent_list_that_cannot_be_read_is_empty(tmp_path: Path, text: str) -> None:
    (tmp_path / "recent.json").write_text(text)
    assert Recent(tmp_path).paths == ()


def test_a_recent_list_that_cannot_be_written_stops_nothing(tmp_path: Path, session: Session) -> None:
    (tmp_path / "own").write_text("a file where the folder should be")
    session.save_as(tmp_path / "map.bcuplan")
    assert session.recent == ()


def test_a_recent_list_that_is_held_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> None:
        raise PermissionError(13, "held by another program")

    monkeypatch.setattr("os.replace", held)
    Recent(tmp_path).add(tmp_path / "map.bcuplan")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows looks at files without os.stat")
def test_a_recent_plan_that_may_not_be_looked_at_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, theirs = tmp_path / "mine.bcuplan", tmp_path / "theirs.bcuplan"
    for path in (mine, theirs):
        path.touch()
        Recent(tmp_path / "own").add(path)
    real = os.stat

    def refused(path: Any, *args: Any, **more: Any) -> os.stat_result:
        if Path(path) == theirs:
            raise PermissionError(13, "the share does not know you")
        return real(path, *args, **more)

    monkeypatch.setattr(os, "stat", refused)
    assert Recent(tmp_path / "own").paths == (mine,)


def test_the_recent_list_is_kept_in_the_users_own_data(home: Path, tmp_path: Path) -> None:
    assert data_folder().is_relative_to(home)
    path = tmp_path / "map.bcuplan"
    Session.shipped().save_as(path)
    assert Session.shipped().recent == (path,)


def test_a_machine_that_does_not_know_its_user_still_keeps_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import getpass

    def nobody() -> Any:
        raise OSError("no user")

    monkeypatch.setattr(getpass, "getuser", nobody)
    session = Session.shipped(recent_folder=tmp_path)
    step = session.decide(d.nominate, ENFIELD, "HQ")
    assert step is not None
    assert step.who == ""
    assert abs(datetime.fromisoformat(step.when) - datetime.now(UTC)) < timedelta(minutes=1)


def test_who_sits_there_is_asked_once_for_all_steps_of_a_sitting(tmp_path: Path) -> None:
    names = iter(["Ann"])
    session = Session.shipped(recent_folder=tmp_path, who=lambda: next(names))
    for function in ("HQ", "Investigation"):
        session.decide(d.nominate, ENFIELD, function)
    assert [step.who for step in session.history] == ["Ann", "Ann"]


def test_an_exported_state_is_kept_with_the_plan_and_is_no_step(tmp_path: Path) -> None:
    session = Session.shipped(recent_folder=tmp_path)
    outcome = session.outcome
    session.exported(outcome.scenario, outcome.baseline)
    assert not session.dirty
    assert not session.can_undo
    session.save_as(tmp_path / "map.bcuplan")
    opened = Session.open(tmp_path / "map.bcuplan", recent_folder=tmp_path)
    assert opened.exports == session.exports
    assert [kept.scenario for kept in opened.exports] == [outcome.scenario]
