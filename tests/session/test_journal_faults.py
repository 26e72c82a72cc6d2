"""The disk is full, the folder gone or read-only, the file held: work goes on, is said not to be kept, and nothing
that was kept before is lost.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from planner.plan_file import SaveError, open_plan
from planner.plan_file.save import backup_path
from planner.scenario import decisions as d
from planner.session import Session, journal
from planner.session.journal import SUFFIX, Journal
from tests.session.sittings import BARNET, ENFIELD, all_of, begun, killed, maker, only, recovered, some_steps


@pytest.fixture
def journals(tmp_path: Path) -> Path:
    return tmp_path / "own" / "journals"


@pytest.fixture
def session(tmp_path: Path, journals: Path) -> Session:
    return begun(tmp_path, journals)


def kept(session: Session) -> Journal:
    assert session.journal is not None
    return session.journal


class Full:
    """os.write on a disk that has room for so many bytes."""

    def __init__(self, room: int) -> None:
        self._room, self._real = room, os.write

    def __call__(self, handle: int, content: Any) -> int:
        if not self._room:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = self._real(handle, bytes(content)[: self._room])
        self._room -= written
        return written


def no_room(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("room", [0, 1, 100])
def test_on_a_full_disk_work_goes_on_and_is_said_not_to_be_kept(
    session: Session, journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    before = all_of(session)
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", Full(room))
        patched.setattr(journal, "replace_file", no_room)
        step = session.decide(d.assign_boroughs, [BARNET], "CN")
        assert step is not None
        assert session.history[-1] == step
        assert kept(session).problem == (
            "Your steps are not being kept in the journal (no space left on device), so they would be lost if the "
            "program ended now. Nothing is lost yet: save the plan."
        )
        session.undo()
        assert kept(session).unsaved == 3
    killed(session)
    assert all_of(recovered(only(journals), tmp_path))[0] == before[0]


def test_once_there_is_room_again_the_journal_begins_anew_with_everything(
    session: Session, journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(journal.time, "monotonic", lambda: now[0])
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", Full(0))
        patched.setattr(journal, "replace_file", no_room)
        session.decide(d.assign_boroughs, [ENFIELD], "NW")
    session.decide(d.assign_boroughs, [BARNET], "CN")
    assert kept(session).problem != ""  # it was tried a moment ago: not at every step
    now[0] += journal.RETRY_SECONDS
    session.undo()
    assert kept(session).problem == ""
    killed(session)
    left = only(journals)
    assert left.steps == 3
    again = recovered(left, tmp_path)
    assert all_of(again) == all_of(session)
    killed(again)


def test_a_line_that_could_not_be_written_is_kept_by_beginning_anew_at_once(
    session: Session, journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", Full(50))
        session.decide(d.assign_boroughs, [ENFIELD], "NW")
    assert kept(session).problem == ""
    killed(session)
    assert all_of(recovered(only(journals), tmp_path)) == all_of(session)


@pytest.mark.skipif(sys.platform == "win32", reason="a folder with an open file cannot be removed there")
def test_a_folder_that_is_taken_away_is_made_again(session: Session, journals: Path, tmp_path: Path) -> None:
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    shutil.rmtree(journals.parent)
    session.decide(d.assign_boroughs, [BARNET], "CN")
    assert kept(session).problem == ""
    killed(session)
    left = only(journals)
    assert left.steps == 2
    assert all_of(recovered(left, tmp_path)) == all_of(session)


@pytest.mark.parametrize("fault", [PermissionError(13, "Permission denied"), NotADirectoryError(20, "Not a directory")])
def test_where_no_journal_can_be_made_the_plan_can_be_worked_on_and_saved(
    tmp_path: Path, journals: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError
) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise fault

    monkeypatch.setattr(journal, "hold", refused)
    session = begun(tmp_path, journals)
    assert "not being kept in the journal" in kept(session).problem
    some_steps(session)
    session.save_as(tmp_path / "north.bcuplan")
    assert open_plan(tmp_path / "north.bcuplan").plan == session.plan
    assert kept(session).unsaved == 0
    session.close()


def test_a_journal_that_has_grown_begins_anew_with_the_present_plan_and_its_count(
    session: Session, journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MOST_BYTES", 2_000)
    monkeypatch.setattr(journal, "RETRY_SECONDS", 0.0)
    (path,) = journals.glob(f"*{SUFFIX}")
    sizes = []
    for at in range(400):
        session.decide(d.set_wards, "dwo", {ward.code: at % 5 for ward in session.outcome.area.wards[:8]})
        sizes.append(path.stat().st_size)
    assert any(later < earlier for earlier, later in pairwise(sizes))
    assert max(sizes) < 250_000
    killed(session)
    left = only(journals)
    assert left.steps == 400
    again = recovered(left, tmp_path)
    assert all_of(again) == all_of(session)
    killed(again)


def test_a_grown_journal_that_cannot_begin_anew_is_gone_on_with(
    session: Session, journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MOST_BYTES", 0)
    monkeypatch.setattr(journal, "RETRY_SECONDS", 0.0)
    monkeypatch.setattr(journal, "replace_file", no_room)
    wards = [ward.code for ward in session.outcome.area.wards]
    for at in range(6):  # together more than what the journal begins with
        session.decide(d.set_wards, "dwo", dict.fromkeys(wards, at % 2 + 3))
    assert kept(session).problem == ""
    killed(session)
    again = recovered(only(journals), tmp_path)
    assert all_of(again) == all_of(session)
    killed(again)


@pytest.mark.parametrize("stage", ["temporary file", "backup", "replace", "after", "journal"])
def test_a_save_that_ends_half_way_leaves_all_steps_in_the_file_or_the_journal(
    session: Session, journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    plan = tmp_path / "north.bcuplan"
    session.decide(d.assign_boroughs, [BARNET], "CN")
    session.save_as(plan)
    first = plan.read_bytes()
    some_steps(session)
    with monkeypatch.context() as patched:
        _stop_at(stage, patched, plan)
        with pytest.raises(_Killed):
            session.save()
    killed(session)
    found = [left.steps for left in _found(journals)]
    saved = stage in ("after", "journal")
    assert found == ([] if saved else [7])
    assert (plan.read_bytes() == first) != saved
    if saved:
        again = maker(tmp_path)(open_plan(plan).plan, log=open_plan(plan).log)
    else:
        again = recovered(only(journals), tmp_path)
        assert again.path == plan
        again.save()
    assert all_of(again) == all_of(session)
    again.close()


class _Killed(BaseException):
    """Ends what is being done as a kill would: nothing here catches it."""


def _found(journals: Path) -> Any:
    from planner.session.recovery import find

    return find(journals)


def _stop_at(stage: str, patched: pytest.MonkeyPatch, plan: Path) -> None:
    real = os.replace

    def stop_before(name: str, *, after: bool = False) -> Callable[[Any, Any], None]:
        def replacing(source: Any, onto: Any) -> None:
            if Path(onto).name != name:
                return real(source, onto)
            if after:
                real(source, onto)
            raise _Killed

        return replacing

    def killed_at_once(*_: Any) -> None:
        raise _Killed

    if stage == "temporary file":
        patched.setattr("planner.plan_file.save._read_back", killed_at_once)
    elif stage == "backup":
        patched.setattr(os, "replace", stop_before(backup_path(plan).name))
    elif stage in ("replace", "after"):
        patched.setattr(os, "replace", stop_before(plan.name, after=stage == "after"))
    else:
        patched.setattr(journal, "replace_file", killed_at_once)


def test_a_save_that_is_refused_keeps_the_journal_as_it_was(
    session: Session, journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_steps(session)
    with pytest.raises(SaveError, match="no folder"):
        session.save_as(tmp_path / "nowhere" / "north.bcuplan")
    session.decide(d.assign_boroughs, [BARNET], "CN")
    killed(session)
    again = recovered(only(journals), tmp_path)
    assert all_of(again) == all_of(session)
    assert again.path is None
    killed(again)


def test_what_is_kept_is_put_on_the_disk_when_it_is_asked_for_and_not_twice(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled = []
    monkeypatch.setattr(os, "fsync", settled.append)
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    assert settled == []
    kept(session).settle()
    kept(session).settle()
    assert len(settled) == 1
    session.close()


def test_a_journal_whose_process_cannot_remove_it_stays_and_is_cleared_when_found(
    session: Session, journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.save_as(journals.parent / "north.bcuplan")

    def held(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "held by another program")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        session.close()
    assert len(list(journals.glob(f"*{SUFFIX}"))) == 1
    assert _found(journals) == ()
    assert list(journals.iterdir()) == []
