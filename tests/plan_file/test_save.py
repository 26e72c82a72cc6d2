"""Saving: the file is always whole, the previous one is kept, and nothing is left behind."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.plan_file import Log, SaveError, backup_path, open_plan, save_plan
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Plan
from tests.plan_file.files import SAVED_AT, plan_and_log


def save(path: Path, plan: Plan, log: Log | None = None, **more: Any) -> str:
    return save_plan(path, plan, log or Log(), saved_at=SAVED_AT, **more)


def changed(note: str) -> Plan:
    plan = shipped_plan()
    noted = replace(plan.shown, note=note)
    return replace(plan, scenarios=(*plan.scenarios[:-1], noted))


def test_what_is_saved_opens_equal_and_its_hash_is_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "map.bcuplan"
    plan, log = plan_and_log()
    file_hash = save(path, plan, log)
    opened = open_plan(path)
    assert (opened.plan, opened.log, opened.file_hash) == (plan, log, file_hash)
    assert file_hash == hashlib.sha256(path.read_bytes()).hexdigest()
    assert os.listdir(tmp_path) == ["map.bcuplan"]


def test_the_previous_file_is_kept_as_bak(tmp_path: Path) -> None:
    path = tmp_path / "map.bcuplan"
    for note in ("one", "two", "three"):
        save(path, changed(note))
    assert open_plan(path).plan.shown.note == "three"
    assert open_plan(backup_path(path)).plan.shown.note == "two"
    assert sorted(os.listdir(tmp_path)) == ["map.bcuplan", "map.bcuplan.bak"]


@pytest.mark.skipif(sys.platform == "win32", reason="files have no mode there; they take the folder's rights")
def test_a_file_that_only_its_owner_may_read_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "map.bcuplan"
    save(path, changed("one"))
    path.chmod(0o600)
    save(path, changed("two"))
    assert [oct(p.stat().st_mode & 0o777) for p in (path, backup_path(path))] == ["0o600", "0o600"]


def fail_replace(monkeypatch: pytest.MonkeyPatch, target: Path, times: int) -> list[Path]:
    """Let os.replace onto the target fail that many times, as a program holding the file does."""
    real, tries = os.replace, list[Path]()

    def replace_or_fail(source: Path, onto: Path) -> None:
        if Path(onto) == target:
            tries.append(Path(source))
            if len(tries) <= times:
                raise PermissionError(13, "held by another program")
        real(source, onto)

    monkeypatch.setattr(os, "replace", replace_or_fail)
    return tries


def test_a_file_held_for_a_moment_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "map.bcuplan"
    save(path, changed("one"))
    tries = fail_replace(monkeypatch, path, 3)
    pauses: list[float] = []
    save(path, changed("two"), pause=pauses.append)
    assert (len(tries), len(pauses)) == (4, 3)
    assert open_plan(path).plan.shown.note == "two"


def test_a_file_held_for_long_is_left_as_it_was_and_save_as_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.bcuplan"
    save(path, changed("one"))
    fail_replace(monkeypatch, path, 1000)
    pauses: list[float] = []
    with pytest.raises(SaveError, match=r"held by another program.*Save As"):
        save(path, changed("two"), pause=pauses.append)
    assert sum(pauses) == pytest.approx(2)
    assert open_plan(path).plan.shown.note == "one"
    assert sorted(os.listdir(tmp_path)) == ["map.bcuplan", "map.bcuplan.bak"]


def test_a_disk_that_fills_up_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "map.bcuplan"
    save(path, changed("one"))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaveError, match="No space left"):
        save(path, changed("two"))
    assert open_plan(path).plan.shown.note == "one"
    assert os.listdir(tmp_path) == ["map.bcuplan"]


def test_what_reads_back_differently_is_never_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "map.bcuplan"
    save(path, changed("one"))
    from planner.plan_file import save as module

    monkeypatch.setattr(module, "plan_bytes", lambda *_: path.read_bytes())
    with pytest.raises(SaveError, match="read back, it is not the same"):
        save(path, changed("two"))
    monkeypatch.setattr(module, "plan_bytes", lambda *_: b"garbage")
    with pytest.raises(SaveError, match="read back, it is refused"):
        save(path, changed("two"))
    assert open_plan(path).plan.shown.note == "one"
    assert os.listdir(tmp_path) == ["map.bcuplan"]


def test_a_plan_that_no_file_can_hold_is_refused(tmp_path: Path) -> None:
    plan = shipped_plan()
    wards = replace(plan.shown.wards, abstraction=(float("nan"), *plan.shown.wards.abstraction[1:]))
    wrong = replace(plan, scenarios=(*plan.scenarios[:-1], replace(plan.shown, wards=wards)))
    for broken in (wrong, changed("\ud800")):
        with pytest.raises(SaveError, match="could not be saved"):
            save(tmp_path / "map.bcuplan", broken)
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.bcuplan", tmp_path / "link.bcuplan"
    save(real, changed("one"))
    link.symlink_to(real)
    save(link, changed("two"))
    assert link.is_symlink()
    assert open_plan(real).plan.shown.note == "two"


def test_a_log_too_large_to_be_kept_loses_its_oldest_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.plan_file import codec

    plan, log = plan_and_log()
    steps = tuple(replace(log.done[0], id=str(i)) for i in range(100))
    monkeypatch.setattr(codec, "MOST_LOG_BYTES", 5_000)
    path = tmp_path / "map.bcuplan"
    save(path, plan, Log(steps, log.undone))
    kept = open_plan(path).log
    assert 5 < len(kept.done) < 30
    assert kept == Log(steps[-len(kept.done) :], log.undone, dropped=100 - len(kept.done))


def test_a_folder_that_is_not_there_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SaveError) as caught:
        save(tmp_path / "none" / "map.bcuplan", shipped_plan())
    assert str(caught.value) == (
        f"There is no folder {(tmp_path / 'none').resolve()}: make it or choose another, then save map.bcuplan again."
    )
