"""A file is replaced whole or not at all, and nothing stays beside it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from planner.files import RETRY_SECONDS, patiently, replace_file

HAS_MODES = pytest.mark.skipif(sys.platform == "win32", reason="files have no mode there")


class Held:
    """os.replace that another program's hold on the file refuses so many times."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self.left, self._real = times, os.replace
        monkeypatch.setattr(os, "replace", self)

    def __call__(self, source: Path, onto: Path) -> None:
        self.left -= 1
        if self.left >= 0:
            raise PermissionError(13, "held by another program")
        self._real(source, onto)


def test_a_new_file_and_its_replacement_hold_what_was_given(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    replace_file(path, b"one")
    assert path.read_bytes() == b"one"
    replace_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_the_look_sees_the_whole_new_file_while_the_old_one_still_stands(tmp_path: Path) -> None:
    path, seen = tmp_path / "a.txt", []
    path.write_bytes(b"old")
    replace_file(path, b"new", before=lambda written: seen.append((written.read_bytes(), path.read_bytes())))
    assert seen == [(b"new", b"old")]


def test_what_the_look_refuses_is_never_put_in_place(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def refuse(written: Path) -> None:
        raise ValueError(written.name)

    with pytest.raises(ValueError, match=r"^\.a\.txt\."):
        replace_file(path, b"new", before=refuse)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_without_patience_a_held_file_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    held = Held(monkeypatch, 1)
    with pytest.raises(PermissionError):
        replace_file(path, b"new")
    assert held.left == 0
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_with_patience_a_held_file_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, pauses = tmp_path / "a.txt", list[float]()
    Held(monkeypatch, 3)
    replace_file(path, b"new", pause=pauses.append)
    assert len(pauses) == 3
    assert path.read_bytes() == b"new"


def test_patience_ends() -> None:
    pauses = list[float]()

    def held() -> None:
        raise PermissionError(13, "held by another program")

    with pytest.raises(PermissionError):
        patiently(held, pauses.append)
    assert sum(pauses) == pytest.approx(RETRY_SECONDS)


@HAS_MODES
@pytest.mark.parametrize("named", [False, True])
def test_no_more_people_may_read_the_new_file(named: bool, tmp_path: Path) -> None:
    path, other = tmp_path / "a.txt", tmp_path / "b.txt"
    closed = other if named else path
    closed.write_bytes(b"mine")
    closed.chmod(0o600)
    replace_file(path, b"new", mode_of=other if named else None)
    assert path.stat().st_mode & 0o777 == 0o600


@HAS_MODES
def test_a_folder_that_cannot_be_flushed_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: object, flags: int, *more: int) -> int:
        if path == tmp_path:
            raise PermissionError(13, "not to be listed")
        return real(path, flags, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse)
    replace_file(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
