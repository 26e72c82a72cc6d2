"""What a sitting leaves when it is killed is found, said, and gone on with; what cannot be read is kept aside."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.files import hold
from planner.plan_file import SaveError
from planner.plan_file.journal import Kind, Writer, read_journal
from planner.scenario import decisions as d
from planner.scenario.types import Edit, Step
from planner.session import Session, recovery
from planner.session.journal import ASIDE, SUFFIX, lock_path
from planner.session.recovery import Left, RecoverError, find, put_aside, put_aside_before, recover
from tests.conftest import TIER
from tests.session.sittings import BARNET, ENFIELD, all_of, begun, killed, maker, only, recovered, some_steps

CUTS = {"test": 40, "ci": 400, "thorough": 4_000}[TIER]


@pytest.fixture
def journals(tmp_path: Path) -> Path:
    return tmp_path / "own" / "journals"


@pytest.fixture
def session(tmp_path: Path, journals: Path) -> Session:
    return begun(tmp_path, journals)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_sitting_that_was_killed_is_recovered_whole(session: Session, journals: Path, tmp_path: Path) -> None:
    some_steps(session)
    killed(session)
    left = only(journals)
    assert (left.plan_path, left.plan_name, left.steps, left.harm) == (None, "a plan not yet saved", 7, "")
    assert (left.last, left.who, left.at) == (session.history[-1].label, "Ann", "2018-02-28T12:00:00+00:00")
    again = recovered(left, tmp_path)
    assert all_of(again) == all_of(session)
    assert again.dirty
    assert again.notes == ("Recovered: 7 steps not yet saved.",)
    killed(again)


def test_what_was_exported_and_explained_comes_back_too(session: Session, journals: Path, tmp_path: Path) -> None:
    step = session.decide(d.assign_boroughs, [ENFIELD], "NW")
    assert step is not None
    session.explain(step.id, "nearer the station")
    session.exported(session.outcome.scenario, session.outcome.baseline)
    killed(session)
    again = recovered(only(journals), tmp_path)
    assert again.exports == session.exports
    assert again.history[0].why == "nearer the station"
    killed(again)


def test_a_recovered_sitting_goes_on_in_its_journal_and_can_be_killed_again(
    session: Session, journals: Path, tmp_path: Path
) -> None:
    some_steps(session)
    killed(session)
    again = recovered(only(journals), tmp_path)
    again.undo()
    again.decide(d.assign_boroughs, [BARNET], "CN")
    killed(again)
    third = recovered(only(journals), tmp_path)
    assert all_of(third) == all_of(again)
    assert len(files(journals)) == 2
    third.close()
    assert files(journals) == []


def test_a_sitting_that_ended_as_it_should_leaves_nothing(session: Session, journals: Path) -> None:
    some_steps(session)
    assert len(files(journals)) == 2
    session.close()
    session.close()
    assert files(journals) == []
    assert find(journals) == ()


def test_a_sitting_without_a_step_is_not_offered_and_its_journal_is_cleared_away(
    session: Session, journals: Path
) -> None:
    session.choose("two-pathfinders-2017")
    killed(session)
    assert find(journals) == ()
    assert files(journals) == []


def test_a_journal_whose_process_lives_is_left_alone(session: Session, journals: Path, tmp_path: Path) -> None:
    some_steps(session)
    before = files(journals)
    assert find(journals) == ()
    assert files(journals) == before
    (path,) = [journals / name for name in before if name.endswith(SUFFIX)]
    with pytest.raises(RecoverError, match="Another window"):
        recovered(Left(path, None, 1, "", "", ""), tmp_path)
    session.close()


def test_what_is_saved_is_not_offered_and_what_came_after_is(session: Session, journals: Path, tmp_path: Path) -> None:
    plan = tmp_path / "north.bcuplan"
    some_steps(session)
    session.save_as(plan)
    killed(session)
    assert find(journals) == ()
    again = Session.open(plan, recent_folder=tmp_path)
    again.keep_journal(journals)
    again.decide(d.assign_boroughs, [ENFIELD], "CE")
    killed(again)
    left = only(journals)
    assert (left.plan_path, left.steps) == (plan, 1)
    third = recovered(left, tmp_path)
    assert all_of(third) == all_of(again)
    assert third.path == plan
    third.save()
    assert Session.open(plan, recent_folder=tmp_path).plan == again.plan
    third.close()


def test_steps_after_a_save_whose_journal_could_not_begin_anew_are_kept_in_the_old_one(
    session: Session, journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.session import journal

    def held(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "held by another program")

    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    with monkeypatch.context() as patched:
        patched.setattr(journal, "replace_file", held)
        session.save_as(tmp_path / "north.bcuplan")
    assert session.journal is not None
    assert session.journal.problem == ""
    session.decide(d.assign_boroughs, [BARNET], "CN")
    killed(session)
    left = only(journals)
    assert (left.plan_path, left.steps) == (tmp_path / "north.bcuplan", 1)
    again = recovered(left, tmp_path)
    assert all_of(again) == all_of(session)
    again.save()
    again.close()


def test_a_plan_replaced_by_someone_else_is_not_written_over_by_what_is_recovered(
    session: Session, journals: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "north.bcuplan"
    session.save_as(plan)
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    killed(session)
    other = Session.open(plan, recent_folder=tmp_path)
    other.decide(d.assign_boroughs, [BARNET], "CN")
    other.save()
    again = recovered(only(journals), tmp_path)
    assert again.plan == session.plan
    with pytest.raises(SaveError, match="changed by someone else"):
        again.save()
    again.close()


def test_a_plan_that_is_gone_or_whose_folder_is_gone_is_recovered_all_the_same(
    session: Session, journals: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    session.save_as(folder / "north.bcuplan")
    some_steps(session)
    killed(session)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    again = recovered(only(journals), tmp_path)
    assert all_of(again) == all_of(session)
    killed(again)


def test_every_prefix_of_a_journal_gives_the_steps_accepted_by_then(
    session: Session, journals: Path, tmp_path: Path
) -> None:
    (path,) = journals.glob(f"*{SUFFIX}")
    states = [(path.stat().st_size, all_of(session))]

    def note() -> None:
        states.append((path.stat().st_size, all_of(session)))

    acts: list[Any] = [
        lambda: session.decide(d.assign_boroughs, [ENFIELD], "NW"),
        lambda: session.decide(d.set_fill, "NW", "teal-2"),
        session.undo,
        lambda: session.choose("two-pathfinders-2017"),
        session.redo,
        lambda: session.decide(d.nominate_evenly),
        lambda: session.exported(session.outcome.scenario, session.outcome.baseline),
    ]
    for act in acts:
        act()
        note()
    content = path.read_bytes()
    killed(session)
    chance = Random(3)
    ends = [size for size, _ in states]
    cuts = {*ends, *(end - 1 for end in ends[1:]), *(chance.randrange(ends[0], ends[-1]) for _ in range(CUTS))}
    for cut in sorted(cuts):
        path.write_bytes(content[:cut])
        kept = read_journal(path.read_bytes())
        found, count = recovery.replayed(kept.base, kept.entries)
        accepted = sum(end <= cut for end in ends) - 1
        assert count == len(kept.entries) == accepted
        assert (found.plan, found.log) == states[accepted][1]
    path.write_bytes(content[: ends[2] + 20])
    again = recovered(only(journals), tmp_path)
    assert all_of(again) == states[2][1]
    assert "harmed" not in " ".join(again.notes)
    again.decide(d.assign_boroughs, [BARNET], "CN")
    killed(again)
    assert all_of(recovered_and_killed(only(journals), tmp_path)) == all_of(again)


def recovered_and_killed(left: Left, folder: Path) -> Session:
    session = recovered(left, folder)
    killed(session)
    return session


def test_a_harmed_journal_is_recovered_as_far_as_it_can_be_trusted_and_kept_whole_aside(
    session: Session, journals: Path, tmp_path: Path
) -> None:
    (path,) = journals.glob(f"*{SUFFIX}")
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    size, state = path.stat().st_size, all_of(session)
    session.decide(d.assign_boroughs, [BARNET], "CN")
    session.decide(d.nominate_evenly)
    killed(session)
    content = bytearray(path.read_bytes())
    content[size + 40] ^= 4
    path.write_bytes(content)
    left = only(journals)
    assert (left.steps, left.can_recover) == (1, True)
    assert left.harm == ("The journal is harmed from its line 3 on: what came before that line can be recovered.")
    again = recovered(left, tmp_path)
    assert all_of(again) == state
    (aside,) = (journals / ASIDE).iterdir()
    assert aside.read_bytes() == content
    assert again.notes[1].endswith(f"The whole journal is kept in {aside}.")
    killed(again)
    assert only(journals).harm == ""


def test_steps_that_do_not_fit_the_plan_end_the_journal_where_they_stand(
    session: Session, journals: Path, tmp_path: Path
) -> None:
    (path,) = journals.glob(f"*{SUFFIX}")
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    killed(session)
    kept = read_journal(path.read_bytes())
    for kind, what in (
        (Kind.DID, kept.entries[0].what),
        (Kind.UNDID, "of another sitting"),
        (Kind.REDID, "nothing to redo"),
        (Kind.CHOSE, "nowhere"),
        (Kind.EXPLAINED, {"step": "nobody's", "why": "no"}),
        (Kind.EXPORTED, {"baselines": {}, "exports": []}),
        (Kind.SAVING, 3),
        (Kind.SAVED, {"path": "x"}),
    ):
        line = Writer(kept.sums[-1]).entry(kind, "", what)
        path.write_bytes(path.read_bytes()[: kept.entries[0].end] + line)
        left = only(journals)
        assert left.harm.startswith("The journal is harmed from its line 3 on"), kind
        assert left.steps == 1
    again = recovered(left, tmp_path)
    assert all_of(again) == all_of(session)
    killed(again)


def test_a_step_to_what_no_plan_can_be_ends_the_journal_before_it(
    session: Session, journals: Path, tmp_path: Path
) -> None:
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    state = all_of(session)
    target = ("scenario", session.plan.current, "target_in_force")
    session.do(Step("Aim at nothing", (Edit(target, session.plan.shown.target_in_force, "nothing"),)))
    session.decide(d.assign_boroughs, [BARNET], "CN")
    killed(session)
    left = only(journals)
    assert left.harm.startswith("The journal is harmed from its line 3 on")
    again = recovered(left, tmp_path)
    assert all_of(again) == state
    killed(again)


def test_a_journal_that_cannot_be_read_at_all_is_moved_aside_and_told_of_once(
    session: Session, journals: Path, tmp_path: Path
) -> None:
    some_steps(session)
    killed(session)
    (path,) = journals.glob(f"*{SUFFIX}")
    content = b"x" + path.read_bytes()
    path.write_bytes(content)
    left = only(journals)
    assert (left.can_recover, left.steps) == (False, 0)
    assert left.journal == journals / ASIDE / path.name
    assert str(left.journal) in left.harm
    assert left.journal.read_bytes() == content
    assert find(journals) == ()
    (aside,) = put_aside_before(journals)
    assert not aside.can_recover
    with pytest.raises(RecoverError, match="Nothing could be recovered"):
        recovered(aside, tmp_path)
    assert len(files(journals / ASIDE)) == 1


def test_a_journal_whose_plan_cannot_be_opened_is_moved_aside_when_it_is_asked_for(
    session: Session, journals: Path, tmp_path: Path
) -> None:
    some_steps(session)
    killed(session)
    left = only(journals)
    left.journal.write_bytes(b"")
    with pytest.raises(RecoverError, match=r"Nothing could be recovered\. .* is kept in"):
        recovered(left, tmp_path)
    assert files(journals) == [ASIDE]


def test_a_journal_of_a_newer_planner_stays_where_it_is(journals: Path, tmp_path: Path) -> None:
    journals.mkdir(parents=True)
    path = journals / f"a{SUFFIX}"
    path.write_bytes(b'["0123456789abcdef",{"format":"bcuplan-journal","version":9}]\n')
    left = only(journals)
    assert not left.can_recover
    assert "newer planner" in left.harm
    with pytest.raises(RecoverError, match="newer planner"):
        recovered(left, tmp_path)
    assert path.exists()
    assert not lock_path(path).exists()
    put_aside(left)
    assert put_aside_before(journals) == ()


def test_work_put_aside_is_no_longer_offered_and_can_still_be_recovered(
    session: Session, journals: Path, tmp_path: Path
) -> None:
    some_steps(session)
    killed(session)
    where = put_aside(only(journals))
    assert where.parent == journals / ASIDE
    assert find(journals) == ()
    (left,) = put_aside_before(journals)
    assert left.steps == 7
    again = recovered(left, tmp_path)
    assert all_of(again) == all_of(session)
    killed(again)
    assert only(journals).steps == 7
    assert put_aside_before(journals) == ()


def test_work_that_another_window_took_up_meanwhile_is_not_there_any_more(
    session: Session, journals: Path, tmp_path: Path
) -> None:
    some_steps(session)
    killed(session)
    left = only(journals)
    other = recovered(left, tmp_path)
    with pytest.raises(RecoverError, match="Another window of the planner has taken"):
        recover(left, maker(tmp_path))
    with pytest.raises(RecoverError, match="Another window of the planner has taken"):
        put_aside(left)
    other.close()
    with pytest.raises(RecoverError, match="Nothing is left"):
        recover(left, maker(tmp_path))


def test_the_latest_is_offered_first_and_locks_of_none_are_cleared(journals: Path, tmp_path: Path) -> None:
    first, second = begun(tmp_path, journals), begun(tmp_path, journals)
    first.decide(d.assign_boroughs, [ENFIELD], "NW")
    second.decide(d.assign_boroughs, [BARNET], "CN")
    for session in (first, second):
        killed(session)
    stale = hold(journals / "gone.lock")
    assert stale is not None
    stale.let_go(remove=False)
    found = find(journals)
    assert {left.last for left in found} == {first.history[0].label, second.history[0].label}
    assert "gone.lock" not in files(journals)


def test_no_folder_holds_nothing(tmp_path: Path) -> None:
    assert find(tmp_path / "nowhere") == ()
    assert put_aside_before(tmp_path / "nowhere") == ()


def test_a_journal_that_cannot_be_read_just_now_is_looked_at_again_the_next_time(
    session: Session, journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_steps(session)
    killed(session)
    left = only(journals)

    def held(path: Path) -> bytes:
        raise PermissionError(13, "held by another program")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", held)
        assert find(journals) == ()
        with pytest.raises(RecoverError, match="held by another program"):
            recovered(left, tmp_path)
        put_aside(left)
        assert put_aside_before(journals) == ()
    assert put_aside_before(journals)[0].steps == 7
