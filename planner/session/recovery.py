"""Work that a sitting left behind when it did not end as it should: found, said, and gone on with.

A journal whose process lives is left alone. None is ever deleted that holds a step its plan's file has not: it is
gone on with, or moved to a folder beside, from where it can still be recovered.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from planner.files import Held, hold, replace_file
from planner.plan_file.errors import NewerVersion, OpenError
from planner.plan_file.journal import Ending, Kept, read_journal
from planner.session.journal import ASIDE, SUFFIX, Upto, lock_path
from planner.session.replaying import Replayed, replayed
from planner.session.session import Session
from planner.views.decision_log import when_words
from planner.words.names import plural
from planner.words.numbers import whole


class RecoverError(Exception):
    """Nothing was recovered, for the reason in the sentence. The journal is where the sentence says."""


@dataclass(frozen=True)
class Left:
    """A journal that a sitting left behind. Its file's name tells it from others.

    `plan_path` is the plan's own file (None where it had none), `steps` how many steps that file has not, `last` the
    label of the last one and `who` made it, `at` when anything was kept last (ISO, UTC). `harm` says in a sentence
    what of it cannot be read; `can_recover` is False where that is all of it.
    """

    journal: Path
    plan_path: Path | None
    steps: int
    last: str
    who: str
    at: str
    harm: str = ""
    can_recover: bool = True

    @property
    def plan_name(self) -> str:
        """What the plan is called."""
        return self.plan_path.name if self.plan_path is not None else "a plan not yet saved"

    @property
    def words(self) -> str:
        """What was found, in a sentence or two."""
        if not self.can_recover:
            return self.harm
        name = self.plan_name[:1].upper() + self.plan_name[1:] if self.plan_path is None else self.plan_name
        said = f"{name}: {plural(self.steps, 'step')} not saved, the last on {when_words(self.at)}"
        by = f", by {self.who}" if self.who else ""
        last = f": “{self.last}”{by}" if self.last else ""
        return " ".join(filter(None, (f"{said}{last}.", self.harm)))


def find(folder: Path) -> tuple[Left, ...]:
    """The journals left in the folder that hold steps their plans' files have not, the latest first.

    Those that hold none are cleared away. One of which nothing can be read is moved aside, and told of once.
    """
    found = [_look_at(path) for path in _journals(folder)]
    _clear_locks(folder)
    return tuple(sorted((left for left in found if left is not None), key=lambda left: left.at, reverse=True))


def details(found: tuple[Left, ...]) -> str:
    """Where what was left belongs and where it is kept, to be read or copied."""
    lines = []
    for left in found:
        plan = f"Plan: {left.plan_path}" if left.plan_path is not None else "Plan: not yet a file"
        lines += [left.words, plan, f"Kept in: {left.journal}", ""]
    return "\n".join(lines).rstrip()


def put_aside_before(folder: Path) -> tuple[Left, ...]:
    """The journals moved aside earlier, the latest first: they can still be recovered."""
    found = []
    for path in _journals(folder / ASIDE):
        with contextlib.suppress(OSError, NewerVersion):
            found.append(_read(path))
    return tuple(sorted((left for left in found if left is not None), key=lambda left: left.at, reverse=True))


def put_aside(left: Left) -> Path:
    """Move a journal aside, where it is kept and no longer offered; gives where. Raises RecoverError."""
    held = _held(left.journal)
    try:
        return _moved_aside(left.journal)
    finally:
        held.let_go()


def recover(left: Left, make: Callable[..., Session] = Session) -> Session:
    """The sitting as it was when its journal's last line was written, going on in that journal.

    Where the journal is harmed, as far as it can be trusted; the whole of it is kept aside. `make` makes the session,
    as Session does. Raises RecoverError.
    """
    path = _brought_back(left.journal)
    held = _held(path)
    try:
        return _recovered(path, held, make)
    except NewerVersion as problem:
        held.let_go()
        raise RecoverError(f"Nothing was recovered. {problem} The journal is kept in {path}.") from problem
    except OpenError as problem:
        where = _moved_aside(path)
        held.let_go()
        raise RecoverError(f"Nothing could be recovered. {problem} The journal is kept in {where}.") from problem
    except OSError as problem:
        held.let_go()
        raise RecoverError(
            f"The journal could not be gone on with: {problem.strerror or problem}. It is kept in {path}; make room "
            "there and start the planner again."
        ) from problem


def _recovered(path: Path, held: Held, make: Callable[..., Session]) -> Session:
    content = path.read_bytes()
    kept = read_journal(content)
    found, count = replayed(kept.base, kept.entries)
    harm = _harm(kept, count)
    notes = [f"Recovered: {plural(found.unsaved, 'step')} not yet saved."]
    if harm:
        aside = _aside(path)
        aside.parent.mkdir(exist_ok=True)
        replace_file(aside, content)
        notes.append(f"{harm} The whole journal is kept in {aside}.")
    session = make(found.plan, path=found.path, log=found.log, file_hash=found.file_hash, notes=tuple(notes))
    size = kept.entries[count - 1].end if count else kept.base_end
    session.go_on_with(held, path, Upto(size, kept.base_end, kept.sums[count], found.unsaved))
    return session


def _journals(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    except OSError:
        return []


def _look_at(path: Path) -> Left | None:
    """What is to be said of a journal; None while its process lives, and where it holds nothing that is not saved."""
    try:
        held = hold(lock_path(path))
    except OSError:
        return None
    if held is None:
        return None
    try:
        left = _read(path)
        if left is None:
            path.unlink(missing_ok=True)
        elif not left.can_recover:
            return _told_once(left, _moved_aside(path))
        return left
    except NewerVersion as problem:
        return Left(path, None, 0, "", "", _modified(path), str(problem), can_recover=False)
    except OSError:  # it is looked at again the next time
        return None
    finally:
        held.let_go()


def _told_once(left: Left, where: Path) -> Left:
    harm = f"{left.harm} Nothing could be recovered from it; it is kept in {where}."
    return replace(left, journal=where, harm=harm)


def _read(path: Path) -> Left | None:
    """What a journal holds; None where nothing in it is unsaved. Raises OSError, and NewerVersion."""
    try:
        kept = read_journal(path.read_bytes())
        found, count = replayed(kept.base, kept.entries)
    except NewerVersion:
        raise
    except OpenError as problem:
        said = f"A journal cannot be read. {problem}"
        return Left(path, None, 0, "", "", _modified(path), said, can_recover=False)
    return _said(path, found, _harm(kept, count))


def _said(path: Path, found: Replayed, harm: str) -> Left | None:
    if not found.unsaved and not harm:
        return None
    last = found.last
    label, who = (last.label, last.who) if last is not None else ("", "")
    return Left(path, found.path, found.unsaved, label, who, found.at, harm)


def _harm(kept: Kept, count: int) -> str:
    """What cannot be read of a journal, in a sentence. The line in hand when the process ended is no harm."""
    if kept.ending is not Ending.DAMAGED and count == len(kept.entries):
        return ""
    return f"The journal is harmed from its line {whole(count + 2)} on: what came before that line can be recovered."


def _held(path: Path) -> Held:
    try:
        held = hold(lock_path(path))
    except OSError as problem:
        reason = problem.strerror or problem
        raise RecoverError(f"The journal cannot be reached: {reason}. It is kept in {path}.") from problem
    if held is None:
        raise RecoverError("Another window of the planner has taken this work up. Go on there.")
    if not path.is_file():
        held.let_go()
        raise RecoverError("Another window of the planner has dealt with this work. Nothing is left to recover here.")
    return held


def _is_aside(path: Path) -> bool:
    return path.parent.name == ASIDE


def _aside(path: Path) -> Path:
    """A place aside that nothing has yet."""
    if _is_aside(path):
        return path
    aside = path.parent / ASIDE / path.name
    return aside.with_stem(f"{path.stem}-{uuid.uuid4().hex[:8]}") if aside.exists() else aside


def _brought_back(path: Path) -> Path:
    """A journal put aside comes back among the others, so that it is offered again if it is left again."""
    if not _is_aside(path):
        return path
    back = path.parent.parent / f"{uuid.uuid4().hex}{SUFFIX}"
    try:
        return path.replace(back)
    except OSError as problem:
        raise RecoverError(
            f"The journal cannot be reached: {problem.strerror or problem}. It is kept in {path}."
        ) from problem


def _moved_aside(path: Path) -> Path:
    aside = _aside(path)
    try:
        aside.parent.mkdir(exist_ok=True)
        path.replace(aside)
    except OSError:  # held by another program for a moment: it stays where it is, and is offered again
        return path
    return aside


def _modified(path: Path) -> str:
    with contextlib.suppress(OSError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    return ""


def _clear_locks(folder: Path) -> None:
    """Take away the locks of journals that are gone."""
    with contextlib.suppress(OSError):
        for path in folder.glob("*.lock"):
            if not path.with_suffix(SUFFIX).exists():
                held = hold(path)
                if held is not None:
                    held.let_go()
