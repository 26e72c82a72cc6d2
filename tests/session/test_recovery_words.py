"""What is said of work left behind and of what is kept; and files that another program holds meanwhile."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from planner.files import hold
from planner.scenario import decisions as d
from planner.scenario.keys import CURRENT
from planner.scenario.plain import scenario_plain
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Edit, Step
from planner.session import Session, data_folder, journal_folder, recovery
from planner.session.journal import SUFFIX, State, _file_bytes, lock_path
from planner.session.recovery import Left, RecoverError, details, find, put_aside, put_aside_before
from planner.session.turning import turned
from planner.words.dates import long_date
from tests.session.sittings import BARNET, ENFIELD, TWELVE, begun, killed, noon, only, recovered, some_steps


@pytest.fixture
def journals(tmp_path: Path) -> Path:
    return tmp_path / "own" / "journals"


@pytest.fixture
def left(tmp_path: Path, journals: Path) -> Left:
    session = begun(tmp_path, journals)
    session.save_as(tmp_path / "north.bcuplan")
    some_steps(session)
    killed(session)
    return only(journals)


def refused(*_: Any, **__: Any) -> None:
    raise PermissionError(13, "held by another program")


def test_what_was_left_is_said_with_plan_steps_and_the_last_of_them(left: Left, tmp_path: Path) -> None:
    local = noon().astimezone()
    when = f"{long_date(local.date())} {local:%H:%M}"
    assert left.words == (
        f"north.bcuplan: 7 steps not saved, the last on {when}: “Nominate the HQ superintendent for Barnet”, by Ann."
    )
    assert details((left,)) == (f"{left.words}\nPlan: {tmp_path / 'north.bcuplan'}\nKept in: {left.journal}")


def test_a_plan_without_a_file_a_step_or_a_name_is_said_without_them() -> None:
    bare = Left(Path("a.journal"), None, 1, "", "", "2018-02-28T12:00:00+00:00")
    assert bare.words.startswith("A plan not yet saved: 1 step not saved, the last on ")
    assert "“" not in bare.words
    nobody = Left(Path("a.journal"), None, 2, "Move Enfield", "", bare.at, "It is harmed.")
    assert nobody.words.endswith("“Move Enfield”. It is harmed.")
    assert Left(Path("a.journal"), None, 0, "", "", "", "Cannot be read.", can_recover=False).words == "Cannot be read."
    assert "Plan: not yet a file" in details((bare,))


def test_what_is_kept_is_said_with_its_number_of_steps(tmp_path: Path, journals: Path) -> None:
    session = begun(tmp_path, journals)
    journal = session.journal
    assert journal is not None
    assert journal.words == "Everything in it is saved."
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    kept = "kept in the journal: if the program ended now, nothing of it would be lost."
    assert journal.words == f"1 step not yet saved is {kept}"
    session.decide(d.assign_boroughs, [BARNET], "CN")
    assert journal.words == f"2 steps not yet saved are {kept}"
    journal.problem = "It is not kept."
    assert journal.words == "It is not kept."
    session.close()


def test_journals_are_in_the_users_own_folder() -> None:
    assert journal_folder() == data_folder() / "journals"


def test_a_lock_that_cannot_be_reached_is_left_alone_and_refuses(
    left: Left, journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(recovery, "hold", refused)
        assert find(journals) == ()
        with pytest.raises(RecoverError, match="cannot be reached: held by another program"):
            recovered(left, tmp_path)
    assert only(journals) == left


def test_a_journal_that_cannot_be_moved_stays_where_it_is(
    left: Left, journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refused)
        assert put_aside(left) == left.journal
    where = put_aside(left)
    (aside,) = put_aside_before(journals)
    assert put_aside(aside) == where
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refused)
        with pytest.raises(RecoverError, match="cannot be reached"):
            recovered(aside, tmp_path)
    assert where.exists()


def test_a_journal_that_cannot_be_gone_on_with_is_kept_and_can_be_taken_up_later(
    left: Left, tmp_path: Path, journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "ftruncate", refused)
        with pytest.raises(RecoverError, match="could not be gone on with: held by another program"):
            recovered(left, tmp_path)
    assert only(journals) == left


def test_what_was_kept_aside_before_is_not_written_over(left: Left, journals: Path) -> None:
    first = put_aside(left)
    content = first.read_bytes()
    left.journal.write_bytes(b"another")
    second = put_aside(left)
    assert first != second
    assert first.read_bytes() == content


def test_a_file_whose_age_cannot_be_told_has_none(tmp_path: Path) -> None:
    assert recovery._modified(tmp_path / "gone") == ""


def test_a_journal_begins_with_the_files_own_bytes_only_where_they_are_those_opened(tmp_path: Path) -> None:
    session = Session.shipped(recent_folder=tmp_path)
    session.save_as(tmp_path / "a.bcuplan")
    state = session.state()
    assert _file_bytes(state) == (tmp_path / "a.bcuplan").read_bytes()
    (tmp_path / "a.bcuplan").write_bytes(b"another's")
    assert _file_bytes(state) is None
    (tmp_path / "a.bcuplan").unlink()
    assert _file_bytes(state) is None
    assert _file_bytes(State(state.plan, state.log, None, "", saved=True)) is None


def test_a_save_that_never_reached_the_file_leaves_its_steps_unsaved(
    tmp_path: Path, journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begun(tmp_path, journals)
    some_steps(session)
    journal = session.journal
    assert journal is not None
    journal.saving(tmp_path / "never.bcuplan")
    killed(session)
    assert only(journals).steps == 7
    (path,) = journals.glob(f"*{SUFFIX}")
    assert path.exists()


def test_a_step_that_says_what_is_shown_shows_that_and_one_of_nothing_leaves_it() -> None:
    plan = shipped_plan()
    other = plan.scenarios[0].id
    shown = Step("Look", (Edit(CURRENT, TWELVE, other),))
    assert turned(plan, shown, backwards=False).current == other
    assert turned(plan, Step("Nothing", ()), backwards=False).current == TWELVE
    gone = plan.scenarios[1]
    taken = Edit(("scenario", gone.id), scenario_plain(gone, plan.area_of(gone)), None)
    assert turned(plan, Step("Remove it", (taken,)), backwards=False).current == TWELVE


def test_the_lock_of_a_journal_about_to_be_written_is_left_to_its_process(journals: Path) -> None:
    journals.mkdir(parents=True)
    held = hold(journals / "soon.lock")
    assert held is not None
    assert find(journals) == ()
    assert (journals / "soon.lock").exists()
    held.let_go()


def test_a_journal_whose_lock_is_held_refuses_to_be_put_aside(left: Left) -> None:
    held = hold(lock_path(left.journal))
    assert held is not None
    with pytest.raises(RecoverError, match="Another window"):
        put_aside(left)
    held.let_go()
