"""Saving a plan so that at no moment the file is gone or half written."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import stat
import time
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path

from planner.plan_file.codec import encode, fitting
from planner.plan_file.errors import OpenError, SaveError
from planner.plan_file.open import backup_path, open_bytes
from planner.plan_file.steps import Log
from planner.scenario.types import Plan

__all__ = ["SaveError", "backup_path", "plan_bytes", "save_plan"]

_RETRY_SECONDS = 2.0
_PAUSE_SECONDS = 0.1
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX, _REGULAR = 3, (stat.S_IFREG | 0o644) << 16


def plan_bytes(plan: Plan, log: Log, saved_at: str) -> bytes:
    """The file's bytes: the same for the same plan, log and `saved_at` (ISO, UTC)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in encode(plan, log, saved_at).items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = _UNIX, _REGULAR
            archive.writestr(entry, content)
    return buffer.getvalue()


def save_plan(
    path: Path | str,
    plan: Plan,
    log: Log,
    *,
    saved_at: str,
    pause: Callable[[float], None] = time.sleep,
) -> str:
    """Save the plan and return the file's sha256.

    Written to a temporary file beside it, flushed to disk, read back and compared; the previous file is kept
    as .bak, and only then replaced. Who may read the file stays as it was. The oldest steps of a log too large
    to be kept are dropped. Raises SaveError, with the previous file as it was.
    """
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise SaveError(
            f"There is no folder {target.parent}: make it or choose another, then save {target.name} again."
        )
    content, log = _serialised(target, plan, log, saved_at)
    temp = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.tmp")
    try:
        _write(temp, content)
        _read_back(temp, plan, log)
        _keep_previous(target, pause)
        _keep_mode(target, temp)
        _patiently(lambda: os.replace(temp, target), pause)
        _settle_folder(target.parent)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise SaveError(
            f"{target.name} could not be saved: {reason}. Close other programs that have it open, or use "
            "Save As to keep the plan elsewhere."
        ) from problem
    finally:
        _tidy_away(temp)
    return hashlib.sha256(content).hexdigest()


def _serialised(target: Path, plan: Plan, log: Log, saved_at: str) -> tuple[bytes, Log]:
    try:
        log = fitting(log)
        content = plan_bytes(plan, log, saved_at)
    except ValueError as problem:
        raise SaveError(f"{target.name} could not be saved: the plan holds {problem}.") from problem
    return content, log


def _write(temp: Path, content: bytes) -> None:
    with temp.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _read_back(temp: Path, plan: Plan, log: Log) -> None:
    try:
        kept = open_bytes(temp.read_bytes())
    except OpenError as problem:
        raise SaveError(f"The plan could not be saved: read back, it is refused. {problem}") from problem
    if (kept.plan, kept.log) != (plan, log):
        raise SaveError("The plan could not be saved: read back, it is not the same. Use Save As to keep it elsewhere.")


def _keep_previous(target: Path, pause: Callable[[float], None]) -> None:
    if not target.exists():
        return
    backup = backup_path(target)
    copy = backup.with_name(f".{backup.name}.{uuid.uuid4().hex[:8]}.tmp")
    try:
        _patiently(lambda: shutil.copyfile(target, copy), pause)
        _keep_mode(target, copy)
        _patiently(lambda: os.replace(copy, backup), pause)
    finally:
        _tidy_away(copy)


def _keep_mode(target: Path, other: Path) -> None:
    """Let no more people read the new file than could read the one it replaces."""
    if os.name == "posix" and target.exists():
        with contextlib.suppress(OSError):  # some network folders keep no mode; that is no reason not to save
            shutil.copymode(target, other)


def _tidy_away(temp: Path) -> None:
    # A scanner may hold it for a moment more; a leftover must not hide why the saving failed.
    with contextlib.suppress(OSError):
        temp.unlink(missing_ok=True)


def _patiently(action: Callable[[], object], pause: Callable[[float], None]) -> None:
    """Do it, trying again for about 2 s while another program (a virus scanner, a viewer) holds the file."""
    tries = round(_RETRY_SECONDS / _PAUSE_SECONDS)
    for _ in range(tries):
        try:
            action()
            return
        except PermissionError:
            pause(_PAUSE_SECONDS)
    action()


def _settle_folder(folder: Path) -> None:
    """Flush the folder's entry too, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some network folders cannot; the file itself is on disk
    finally:
        os.close(handle)
