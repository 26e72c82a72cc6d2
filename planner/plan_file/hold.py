"""Who has a plan open: a small file beside it that names host and user, made on opening and removed on closing.

It is a courtesy between planners, not what keeps a plan whole: saving compares the file's hash in any case.
See docs/decisions/0014.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
import sys
import uuid
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from planner import __version__
from planner.views.decision_log import when_words
from planner.words.numbers import DASH, seen

BEAT_SECONDS = 60
"""How often whoever holds a plan says so again."""
STALE_SECONDS = 600
"""Without a beat for so long, by the clock of the file's own system, nobody is taken to have the plan open."""
_TRIES = 3
_MOST_BYTES = 4_000
_MOST_CHARACTERS = 60
_FORMAT = "bcu-planner open plan"
_FOUND = frozenset({"stale", "is_own", "is_gone"})
"""What is worked out on reading, and so not written."""


@dataclass(frozen=True)
class Holder:
    """Who has a plan open: since when (ISO, UTC), and with which version and process. `id` is of one opening.

    Words of an unreadable file are empty. `stale` says that whoever it was seems to have gone: the process is no
    more, or has given no sign for STALE_SECONDS. `is_own` says that it was this user on this machine, and `is_gone`
    that nothing is left to ask about: it was, and that process is no more.
    """

    host: str
    user: str
    since: str
    app: str
    process: int
    id: str
    stale: bool = False
    is_own: bool = False
    is_gone: bool = False

    @property
    def words(self) -> str:
        """ "amina on PC-0123, since 14 Nov 2026 10:32"; what is not known is left out."""
        who = f"{self.user or 'somebody'} on {self.host}" if self.host else self.user or "somebody"
        since = when_words(self.since)
        return who if since == DASH else f"{who}, since {since}"


class HeldByAnother(Exception):
    """Another planner has the plan open."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(f"It is open by {holder.words}.")
        self.holder = holder


class CannotHold(Exception):
    """No file can be made beside the plan. It can be planned on all the same; others are not told."""


def hold_path(plan: Path) -> Path:
    """The file that says who has the plan open: "map.bcuplan.open" beside "map.bcuplan", whatever links lead there."""
    real = Path(os.path.realpath(plan))
    return real.with_name(f"{real.name}.open")


def whoami() -> Holder:
    """This process, as holder of nothing yet."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no user database and no USER in the environment
        user = ""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Holder(platform.node(), user, now, __version__, os.getpid(), uuid.uuid4().hex)


class Hold:
    """A plan held open. Ends with `release`, and may be lost to somebody who took it over."""

    def __init__(self, plan: Path, holder: Holder) -> None:
        self.plan, self.holder = plan, holder
        self._path = hold_path(plan)

    def beat(self) -> Holder | None:
        """Give a sign of life. The other planner where one has taken it over, else None.

        A file that somebody removed is made again; one that cannot be reached for the moment is left.
        """
        try:
            return self._beat()
        except FileNotFoundError:
            with contextlib.suppress(OSError):
                _create(self._path, self.holder)
        except OSError:
            pass
        return None

    def _beat(self) -> Holder | None:
        other = _read(self._path)
        if other.id != self.holder.id:
            return other
        os.utime(self._path)
        return None

    def release(self) -> None:
        """Give it back. What another has taken over stays."""
        with contextlib.suppress(OSError):
            if _read(self._path).id == self.holder.id:
                self._path.unlink()


def hold(plan: Path, me: Holder | None = None) -> Hold:
    """Hold the plan open, in place of a process of one's own that is no more.

    Raises HeldByAnother, and CannotHold where the folder cannot be written to.
    """
    me = whoami() if me is None else me
    for _ in range(_TRIES):
        try:
            _create(hold_path(plan), me)
        except FileExistsError:
            found = holder_of(plan)
            if found is not None and found.is_gone:
                return take_over(plan, found, me)
            if found is not None:
                raise HeldByAnother(found) from None
            continue  # it went this moment
        except OSError as problem:
            raise CannotHold(_cannot(plan, problem.strerror or str(problem))) from problem
        return Hold(plan, me)
    raise CannotHold(_cannot(plan, "what is there cannot be read"))


def take_over(plan: Path, of: Holder, me: Holder | None = None) -> Hold:
    """Hold a plan in place of `of`, as it was found. Raises HeldByAnother where it is another's by now."""
    path = hold_path(plan)
    aside = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        os.replace(path, aside)  # of two who take over at once, one finds it gone
    except FileNotFoundError:
        return hold(plan, me)
    except OSError as problem:
        raise CannotHold(_cannot(plan, problem.strerror or str(problem))) from problem
    try:
        found = _read(aside)
        if found.id != of.id:
            with contextlib.suppress(OSError):
                _create(path, found)
            raise HeldByAnother(found)
        return hold(plan, me)
    finally:
        with contextlib.suppress(OSError):
            aside.unlink()


def holder_of(plan: Path) -> Holder | None:
    """Who has the plan open; None when nobody has. `stale` says whether they have gone.

    Where it cannot be read who it is, it is somebody.
    """
    path = hold_path(plan)
    try:
        found = _read(path)
        age = _age(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return Holder("", "", "", "", 0, "")
    me = whoami()
    is_here = bool(me.host) and found.host == me.host
    is_own = is_here and bool(me.user) and found.user == me.user
    is_over = is_here and found.process > 0 and not is_alive(found.process)
    return replace(found, stale=is_over or age > STALE_SECONDS, is_own=is_own, is_gone=is_own and is_over)


if sys.platform == "win32":
    import ctypes

    _QUERY_LIMITED, _STILL_ACTIVE, _NO_SUCH = 0x1000, 259, 87

    def is_alive(process: int) -> bool:
        """Whether there is a process of that number on this machine. True also where that cannot be told."""
        # Asked of the system itself: here os.kill would end the process.
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(_QUERY_LIMITED, False, process)
        if not handle:
            return ctypes.get_last_error() != _NO_SUCH
        try:
            code = ctypes.c_ulong()
            return not kernel.GetExitCodeProcess(handle, ctypes.byref(code)) or code.value == _STILL_ACTIVE
        finally:
            kernel.CloseHandle(handle)

else:

    def is_alive(process: int) -> bool:
        """Whether there is a process of that number on this machine. True also where that cannot be told."""
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except (OSError, OverflowError):  # another user's
            return True
        return True


def _cannot(plan: Path, reason: str) -> str:
    return (
        f"Others cannot be told that you have {plan.name} open: nothing can be written beside it "
        f"({reason}). You can go on planning."
    )


def _create(path: Path, holder: Holder) -> None:
    """Make the file, or raise FileExistsError: of two who try at once, one does it, on a share too."""
    document = {key: value for key, value in asdict(holder).items() if key not in _FOUND}
    content = json.dumps({"format": _FORMAT, **document}, ensure_ascii=False, indent=1).encode("utf-8")
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o644)
    try:
        os.write(handle, content)
    finally:
        os.close(handle)


def _read(path: Path) -> Holder:
    """What the file says, of which nothing is trusted. Raises OSError where it cannot be read at all."""
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        document = {}
    if not isinstance(document, dict):
        document = {}
    process = document.get("process")
    host, user, since, app, opening = (_word(document.get(name)) for name in ("host", "user", "since", "app", "id"))
    return Holder(host, user, since, app, process if type(process) is int and 0 < process < 2**31 else 0, opening)


def _word(found: Any) -> str:
    return seen(found[:_MOST_CHARACTERS]) if isinstance(found, str) else ""


def _age(path: Path) -> float:
    """Seconds since the last beat, by the clock of the system the file is on: this machine's may be another.

    A file made there and then tells that clock. Where none can be made, the age is taken to be none.
    """
    beat = path.stat().st_mtime
    probe = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    except OSError:
        return 0.0
    try:
        return probe.stat().st_mtime - beat
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()
