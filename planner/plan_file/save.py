"""Saving a plan so that at no moment the file is gone or half written."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import time
import zipfile
from pathlib import Path

from planner.files import Pause, patiently, replace_file
from planner.plan_file.codec import encode, fitting
from planner.plan_file.errors import OpenError, SaveError
from planner.plan_file.open import backup_path, open_bytes
from planner.plan_file.steps import Log
from planner.scenario.types import Plan

__all__ = ["SaveError", "backup_path", "plan_bytes", "save_plan"]

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
    pause: Pause = time.sleep,
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

    def look(written: Path) -> None:
        _read_back(written, plan, log)
        _keep_previous(target, pause)

    try:
        replace_file(target, content, before=look, pause=pause)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise SaveError(
            f"{target.name} could not be saved: {reason}. Close other programs that have it open, or use "
            "Save As to keep the plan elsewhere."
        ) from problem
    return hashlib.sha256(content).hexdigest()


def _serialised(target: Path, plan: Plan, log: Log, saved_at: str) -> tuple[bytes, Log]:
    try:
        log = fitting(log)
        content = plan_bytes(plan, log, saved_at)
    except ValueError as problem:
        raise SaveError(f"{target.name} could not be saved: the plan holds {problem}.") from problem
    return content, log


def _read_back(temp: Path, plan: Plan, log: Log) -> None:
    try:
        kept = open_bytes(temp.read_bytes())
    except OpenError as problem:
        raise SaveError(f"The plan could not be saved: read back, it is refused. {problem}") from problem
    if (kept.plan, kept.log) != (plan, log):
        raise SaveError("The plan could not be saved: read back, it is not the same. Use Save As to keep it elsewhere.")


def _keep_previous(target: Path, pause: Pause) -> None:
    if target.exists():
        replace_file(backup_path(target), patiently(target.read_bytes, pause), mode_of=target, pause=pause)
