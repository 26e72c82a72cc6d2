"""Who has a plan open: told to the second, given back, taken over from the gone, and never a reason to fail."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.plan_file import hold as holding
from planner.plan_file.hold import (
    STALE_SECONDS,
    CannotHold,
    HeldByAnother,
    Holder,
    hold,
    hold_path,
    holder_of,
    is_alive,
    take_over,
    whoami,
)
from tests.plan_file.elsewhere import held_elsewhere

OTHER = Holder("PC-0123", "amina", "2018-02-28T12:00:00+00:00", "1.0", 77, "of-another")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "map.bcuplan"
    path.write_bytes(b"a plan")
    return path


@pytest.fixture
def process(plan: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the plan."""
    with held_elsewhere(plan) as other:
        yield other


def test_a_second_process_is_told_host_and_user(plan: Path, process: subprocess.Popen[str]) -> None:
    with pytest.raises(HeldByAnother) as held:
        hold(plan)
    me = whoami()
    found = held.value.holder
    assert (found.host, found.user, found.process, found.stale) == (me.host, me.user, process.pid, False)
    assert found.words.startswith(f"{me.user or 'somebody'} on {me.host}, since ")


def test_a_plan_given_back_can_be_held(plan: Path, process: subprocess.Popen[str]) -> None:
    process.communicate("release\n", timeout=30)
    assert not hold_path(plan).exists()
    hold(plan).release()
    assert os.listdir(plan.parent) == ["map.bcuplan"]


def test_what_ones_own_killed_process_left_is_held_without_a_question(
    plan: Path, process: subprocess.Popen[str]
) -> None:
    process.kill()
    process.wait(30)
    left = holder_of(plan)
    assert left is not None
    assert (left.stale, left.is_own, left.is_gone) == (True, True, True)
    mine = hold(plan)
    found = holder_of(plan)
    assert found is not None
    assert (found.id, found.stale, found.is_own, found.is_gone) == (mine.holder.id, False, True, False)
    mine.release()
    assert os.listdir(plan.parent) == ["map.bcuplan"]


@pytest.mark.parametrize(
    "who", [{"host": "PC-0123"}, {"user": "somebody-else"}, {"user": ""}, {"process": os.getpid()}]
)
def test_what_may_be_anothers_or_still_there_is_asked_about_however_old(
    plan: Path, process: subprocess.Popen[str], who: dict[str, Any]
) -> None:
    process.kill()
    process.wait(30)
    hold_path(plan).unlink()
    hold(plan, replace(whoami(), **{"process": process.pid, **who}))
    now = hold_path(plan).stat().st_mtime
    os.utime(hold_path(plan), (now, now - STALE_SECONDS - 60))
    before = hold_path(plan).read_bytes()
    with pytest.raises(HeldByAnother) as held:
        hold(plan)
    assert (held.value.holder.stale, held.value.holder.is_gone) == (True, False)
    assert hold_path(plan).read_bytes() == before
    assert take_over(plan, held.value.holder).holder.process == os.getpid()


def test_a_machine_without_a_name_is_nobodys_own(
    plan: Path, process: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    process.kill()
    process.wait(30)
    monkeypatch.setattr(holding.platform, "node", lambda: "")
    hold_path(plan).unlink()
    hold(plan, replace(whoami(), process=process.pid))
    with pytest.raises(HeldByAnother):
        hold(plan)


def test_without_a_sign_for_long_it_is_stale_whatever_the_clock_of_the_other_machine(plan: Path) -> None:
    hold(plan, OTHER)
    now = hold_path(plan).stat().st_mtime
    os.utime(hold_path(plan), (now, now - STALE_SECONDS - 60))
    found = holder_of(plan)
    assert found is not None
    assert found.stale
    os.utime(hold_path(plan), (now, now + 86_400))  # a clock a day ahead
    assert holder_of(plan) == OTHER
    assert sorted(os.listdir(plan.parent)) == ["map.bcuplan", "map.bcuplan.open"]


def test_a_beat_keeps_it_from_being_stale(plan: Path) -> None:
    held = hold(plan, OTHER)
    now = hold_path(plan).stat().st_mtime
    os.utime(hold_path(plan), (now, now - STALE_SECONDS - 60))
    assert held.beat() is None
    assert holder_of(plan) == OTHER


def test_a_beat_tells_who_took_it_over_and_giving_back_leaves_theirs(plan: Path) -> None:
    held = hold(plan, OTHER)
    theirs = take_over(plan, OTHER, replace(OTHER, user="ben", id="of-ben"))
    assert held.beat() == theirs.holder
    held.release()
    assert holder_of(plan) == theirs.holder


def test_a_beat_makes_a_file_again_that_was_removed(plan: Path) -> None:
    held = hold(plan, OTHER)
    hold_path(plan).unlink()
    assert held.beat() is None
    assert holder_of(plan) == OTHER
    hold_path(plan).unlink()
    held.release()
    assert holder_of(plan) is None


def test_one_who_took_over_first_keeps_it(plan: Path) -> None:
    hold(plan, OTHER)
    ben = take_over(plan, OTHER, replace(OTHER, user="ben", id="of-ben"))
    with pytest.raises(HeldByAnother) as held:
        take_over(plan, OTHER, replace(OTHER, user="cara", id="of-cara"))
    assert held.value.holder.id == "of-ben"
    assert holder_of(plan) == ben.holder
    hold_path(plan).unlink()
    assert take_over(plan, OTHER).holder.process == os.getpid()


def test_a_folder_that_cannot_be_written_gives_no_hold_and_a_sentence(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(holding.os, "open", refuse)
    with pytest.raises(CannotHold) as cannot:
        hold(plan)
    assert str(cannot.value) == (
        "Others cannot be told that you have map.bcuplan open: nothing can be written beside it (Permission denied). "
        "You can go on planning."
    )
    assert holder_of(plan) is None
    monkeypatch.setattr(holding.os, "replace", refuse)
    with pytest.raises(CannotHold):
        take_over(plan, OTHER)


def test_a_file_that_cannot_be_read_is_somebody_and_no_reason_to_wait(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(plan, OTHER)

    def refuse(*_: object) -> Holder:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(holding, "_read", refuse)
    with pytest.raises(HeldByAnother, match="It is open by somebody"):
        hold(plan)


def test_a_file_that_is_there_and_not_there_ends_in_a_sentence(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(plan, OTHER)

    def gone(*_: object) -> Holder:
        raise FileNotFoundError(2, "No such file")

    monkeypatch.setattr(holding, "_read", gone)
    with pytest.raises(CannotHold, match="what is there cannot be read"):
        hold(plan)


def test_where_age_cannot_be_told_nobody_is_taken_to_have_gone(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = hold(plan, OTHER)
    now = hold_path(plan).stat().st_mtime
    os.utime(hold_path(plan), (now, now - STALE_SECONDS - 60))

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(holding.os, "open", refuse)
    assert holder_of(plan) == OTHER
    monkeypatch.setattr(holding.os, "utime", refuse)
    assert held.beat() is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1]", b'"x"', b"\xff\xfe", json.dumps({"host": 5, "process": True, "user": None}).encode()],
)
def test_a_file_that_says_nothing_is_somebody(plan: Path, content: bytes) -> None:
    hold_path(plan).write_bytes(content)
    found = holder_of(plan)
    assert found is not None
    assert (found.words, found.process, found.stale) == ("somebody", 0, False)


def test_words_of_a_file_cannot_hide_or_flood(plan: Path) -> None:
    hold(plan, replace(OTHER, user="a\u202eb" + "c" * 500, since="never"))
    found = holder_of(plan)
    assert found is not None
    assert found.words.startswith("a‹right-to-left override›b")
    assert len(found.words) < 120


def test_a_process_number_that_is_nobodys_is_not_alive_and_ones_own_is() -> None:
    assert is_alive(os.getpid())
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait(30)
    assert not is_alive(gone.pid)


def test_a_process_of_this_machine_that_is_gone_is_stale_at_once(plan: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait(30)
    hold(plan, replace(OTHER, host=platform.node(), process=gone.pid))
    found = holder_of(plan)
    assert found is not None
    assert found.stale


def test_through_a_link_the_same_plan_is_held(plan: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.bcuplan"
    try:
        link.symlink_to(plan)
    except OSError:
        pytest.skip("links need a right of their own here")
    hold(plan, OTHER)
    with pytest.raises(HeldByAnother, match="amina on PC-0123"):
        hold(link)


def test_the_file_can_be_read_by_people(plan: Path) -> None:
    hold(plan, OTHER)
    assert json.loads(hold_path(plan).read_text("utf-8")) == {
        "format": "bcu-planner open plan",
        "host": "PC-0123",
        "user": "amina",
        "since": "2018-02-28T12:00:00+00:00",
        "app": "1.0",
        "process": 77,
        "id": "of-another",
    }


def test_a_user_without_a_name_is_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("no such user")

    monkeypatch.setattr(holding.getpass, "getuser", nobody)
    assert whoami().user == ""
    assert whoami().words.startswith(f"somebody on {platform.node()}")
