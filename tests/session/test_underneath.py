"""A plan's file that somebody else changed, and a plan that is only looked at."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.plan_file import SaveError, open_plan
from planner.scenario import decisions as d
from planner.session import FileWatch, SaveConflict, Session
from planner.session import underneath as under

ENFIELD, BARNET = "E09000010", "E09000003"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    session = Session.shipped(recent_folder=tmp_path / "own")
    session.save_as(tmp_path / "map.bcuplan")
    return tmp_path / "map.bcuplan"


def opened(path: Path) -> Session:
    return Session.open(path, recent_folder=path.parent / "own")


def two(path: Path) -> tuple[Session, Session]:
    """Two sittings that both changed the plan; the second has saved."""
    ours, theirs = opened(path), opened(path)
    ours.decide(d.set_youth, ENFIELD, 9)
    theirs.decide(d.set_youth, BARNET, 8)
    theirs.save()
    return ours, theirs


def names(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir() if found.is_file())


def test_saving_over_another_version_keeps_it_beside(path: Path) -> None:
    ours, theirs = two(path)
    with pytest.raises(SaveConflict):
        ours.save()
    copy = ours.save_over()
    assert copy.name == "map other version.bcuplan"
    assert open_plan(copy).plan == theirs.plan
    assert open_plan(path).plan == ours.plan
    assert not ours.dirty
    theirs.decide(d.set_youth, BARNET, 7)
    assert theirs.save_over().name == "map other version 2.bcuplan"


def test_where_it_cannot_be_kept_nothing_is_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = two(path)
    monkeypatch.setattr(under, "_MOST_COPIES", 1)
    with pytest.raises(SaveError, match=r"The other version of map\.bcuplan could not be kept"):
        ours.save_over()
    monkeypatch.undo()
    path.with_name("map other version.bcuplan").mkdir()
    assert ours.save_over().name == "map other version 2.bcuplan"
    assert open_plan(path).plan == ours.plan != theirs.plan


def test_a_file_that_went_has_no_other_version(path: Path) -> None:
    ours, _ = two(path)
    path.unlink()
    with pytest.raises(SaveError, match="could not be kept"):
        ours.save_over()
    ours.save()
    assert open_plan(path).plan == ours.plan


def test_where_saving_over_fails_the_next_save_asks_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, _ = two(path)

    def full(*_: object, **__: object) -> str:
        raise SaveError("The disk is full.")

    monkeypatch.setattr("planner.session.session.save_plan", full)
    with pytest.raises(SaveError, match="full"):
        ours.save_over()
    monkeypatch.undo()
    with pytest.raises(SaveConflict):
        ours.save()


def test_what_was_settled_is_replaced_by_the_next_save_and_what_came_after_is_not(path: Path) -> None:
    ours, theirs = two(path)
    ours.settle(theirs.file_hash)
    assert ours.dirty
    theirs.decide(d.set_youth, BARNET, 6)
    theirs.save()
    with pytest.raises(SaveConflict):
        ours.save()
    ours.settle(theirs.file_hash)
    ours.save()
    assert open_plan(path).plan == ours.plan


def test_a_plan_only_looked_at_is_saved_elsewhere_and_never_to_its_file(path: Path) -> None:
    before = path.read_bytes()
    session = opened(path)
    session.look_only()
    session.decide(d.set_youth, ENFIELD, 9)
    with pytest.raises(SaveError, match=r"map\.bcuplan is open read-only\. Use Save As"):
        session.save()
    with pytest.raises(SaveError, match="Save under another name"):
        session.save_as(path)
    with pytest.raises(SaveError, match="Use Save As"):
        session.save_over()
    assert path.read_bytes() == before
    assert names(path) == ["map.bcuplan"]
    session.save_as(path.with_name("mine.bcuplan"))
    assert not session.read_only
    session.decide(d.set_youth, ENFIELD, 10)
    session.save()
    assert path.read_bytes() == before


def test_a_copy_is_no_file_yet_and_shares_the_history(path: Path) -> None:
    _, theirs = two(path)
    copy = Session.copied(path)
    assert (copy.path, copy.plan, copy.history) == (None, theirs.plan, theirs.history)
    assert not copy.dirty


def test_a_watch_tells_of_a_file_that_is_another_and_reads_it_only_when_it_may_be(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = opened(path)
    watch = FileWatch()
    assert watch.look(None, "") == ""
    assert watch.look(path, ours.file_hash) == ""
    reads: list[Path] = []
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: (reads.append(self), read(self))[1])
    assert watch.look(path, ours.file_hash) == ""
    assert reads == []
    _, theirs = two(path)
    found = watch.look(path, ours.file_hash)
    assert found == theirs.file_hash
    assert watch.look(path, theirs.file_hash) == ""
    os.utime(path, ns=(0, 0))
    assert watch.look(path, theirs.file_hash) == ""
    path.unlink()
    assert watch.look(path, ours.file_hash) == ""
