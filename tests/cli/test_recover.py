"""`recover`: what is left is listed and written as a plan; nothing is lost when it cannot be written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.cli import run
from planner.plan_file import open_plan
from planner.plan_file.hold import hold, whoami
from planner.session import Session, journal_folder
from planner.session.recovery import find, put_aside
from tests.session.sittings import BARNET, all_of, begun, d, killed, some_steps


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = begun(tmp_path, journal_folder())
    some_steps(session)
    return session


def say(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = run(["recover", *argv])
    captured = capsys.readouterr()
    return code, captured.out.strip(), captured.err.strip()


def test_with_nothing_left_there_is_nothing_to_recover(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    nothing = "There is nothing to recover: no planner ended with steps that were not saved."
    assert say(capsys) == (0, nothing, "")
    assert say(capsys, "--out", str(tmp_path / "a.bcuplan")) == (2, "", f"{nothing} See --list.")


def test_what_is_left_is_listed_and_written_with_its_history(
    session: Session, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    killed(session)
    out = tmp_path / "again.bcuplan"
    code, listed, _ = say(capsys, "--list")
    assert code == 0
    assert "A plan not yet saved: 7 steps not saved, the last on 28 Feb 2018" in listed
    assert listed.endswith(f"“{session.history[-1].label}”, by Ann.")
    code, told, _ = say(capsys, "--out", str(out))
    assert (code, told) == (0, f"Wrote {out}. Recovered: 7 steps that had not been saved.")
    opened = open_plan(out)
    assert (opened.plan, opened.log) == all_of(session)
    assert find(journal_folder()) == ()


def test_the_plans_own_file_is_written_with_its_previous_one_kept(
    session: Session, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    plan = tmp_path / "north.bcuplan"
    session.save_as(plan)
    session.decide(d.assign_boroughs, [BARNET], "CN")
    killed(session)
    assert say(capsys, "--out", str(plan))[0] == 0
    assert open_plan(plan).plan == session.plan
    assert plan.with_name("north.bcuplan.bak").exists()


def test_another_file_that_is_there_is_not_written_over(
    session: Session, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    killed(session)
    (tmp_path / "mine.bcuplan").write_bytes(b"mine")
    code, _, refused = say(capsys, "--out", str(tmp_path / "mine.bcuplan"))
    assert (code, "already is a file" in refused) == (2, True)
    assert (tmp_path / "mine.bcuplan").read_bytes() == b"mine"
    assert find(journal_folder())[0].steps == 7


def test_a_plan_that_somebody_has_open_is_not_written_onto(
    session: Session, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    plan = tmp_path / "north.bcuplan"
    session.save_as(plan)
    session.decide(d.assign_boroughs, [BARNET], "CN")
    killed(session)
    held = hold(plan)
    before = {path: path.read_bytes() for path in tmp_path.glob("north.*")}
    code, told, refused = say(capsys, "--out", str(plan))
    assert (code, told) == (2, "")
    assert refused.startswith(f"north.bcuplan is open by {held.holder.words}. Nothing was written: ")
    assert {path: path.read_bytes() for path in tmp_path.glob("north.*")} == before
    assert find(journal_folder())[0].steps == 1
    held.release()
    assert say(capsys, "--out", str(plan))[0] == 0


def test_a_plan_left_open_by_ones_own_process_that_is_no_more_is_written_and_by_anothers_not(
    session: Session, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "north.bcuplan"
    session.save_as(plan)
    session.decide(d.assign_boroughs, [BARNET], "CN")
    killed(session)
    held = hold(plan, replace(whoami(), user="somebody-else"))
    monkeypatch.setattr("planner.plan_file.hold.is_alive", lambda process: False)
    code, _, refused = say(capsys, "--out", str(plan))
    assert (code, refused.startswith("north.bcuplan was left open by somebody-else on ")) == (2, True)
    held.release()
    hold(plan)
    assert say(capsys, "--out", str(plan))[0] == 0
    assert open_plan(plan).plan == session.plan


def test_where_it_cannot_be_written_the_steps_are_still_kept(
    session: Session, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    killed(session)
    code, _, refused = say(capsys, "--out", str(tmp_path / "nowhere" / "a.bcuplan"))
    assert code == 2
    assert refused.endswith("The steps are still kept: recover them to another file.")
    assert find(journal_folder())[0].steps == 7


def test_of_several_the_one_named_is_written_and_those_put_aside_too(
    session: Session, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = begun(tmp_path, journal_folder())
    other.decide(d.assign_boroughs, [BARNET], "CN")
    killed(session)
    killed(other)
    out = tmp_path / "one.bcuplan"
    assert say(capsys, "--out", str(out))[2] == "There is more than one: give the name. See --list."
    assert say(capsys, "nobody", "--out", str(out))[2] == "No journal is called nobody. See --list."
    left = next(left for left in find(journal_folder()) if left.steps == 1)
    put_aside(left)
    listed = say(capsys)[1]
    assert listed.index("7 steps") < listed.index("Put aside earlier:") < listed.index("1 step ")
    assert say(capsys, left.journal.stem)[2] == "Add --out PLAN to write it as a plan. Nothing was written."
    assert say(capsys, left.journal.stem[:8], "--out", str(out))[0] == 0
    assert open_plan(out).plan == other.plan


def test_a_journal_that_nothing_can_be_read_of_is_said_to_be_so(
    session: Session, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    killed(session)
    (path,) = journal_folder().glob("*.journal")
    path.write_bytes(b"")
    code, listed, _ = say(capsys)
    assert (code, "Nothing could be recovered from it" in listed) == (0, True)
    code, _, refused = say(capsys, path.stem, "--out", str(tmp_path / "a.bcuplan"))
    assert (code, refused.startswith("Nothing could be recovered")) == (2, True)
