"""Opening a plan file, trusting nothing in it."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.plan_file.codec import AREA, FORMAT, LOG, MANIFEST, PARTS, PLAN, VERSION, decode_2, read_log
from planner.plan_file.errors import NewerVersion, OpenError
from planner.plan_file.exports import EXPORTS
from planner.plan_file.places import Place
from planner.plan_file.steps import Log
from planner.plan_file.strict_json import REMEDY, KeyTwice, read_json
from planner.plan_file.twice import twice_in_words
from planner.plan_file.upgrades import upgraded
from planner.scenario.types import Plan

MB = 1_000_000
MOST_BYTES = 30 * MB
MOST_ENTRIES = 100
MOST_DECLARED = 100 * MB
MOST_RATIO = 200
SMALL_ENTRY = 10_000
"""Entries smaller than this may be packed tighter: repeated text of a few kilobytes is no bomb."""
_ZIP_TROUBLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    OverflowError,
    struct.error,
)


@dataclass(frozen=True)
class Opened:
    """What a plan file held. `file_hash` is the sha256 of its bytes; `notes` are sentences to be told."""

    plan: Plan
    log: Log
    file_hash: str
    notes: tuple[str, ...] = ()


def open_plan(path: Path | str) -> Opened:
    """Open a plan file. Raises OpenError with a sentence that names the place and the remedy."""
    path = Path(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise OpenError(f"{path.name} is larger than 30 MB; no plan is. Choose a .bcuplan file.")
        content = path.read_bytes()
    except FileNotFoundError:
        raise OpenError(f"There is no file {path}. Check the name and the folder.") from None
    except IsADirectoryError:
        raise OpenError(f"{path} is a folder. Choose a .bcuplan file in it.") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise OpenError(f"{path.name} cannot be read: {reason}. Check that you may open it.") from None
    try:
        return open_bytes(content)
    except NewerVersion as problem:
        raise NewerVersion(f"{path.name} {problem}") from None
    except OpenError as problem:
        raise OpenError(f"{path.name} cannot be opened. {problem}{_backup_words(path)}") from None


def backup_path(path: Path) -> Path:
    """Where the previous file is kept: "map.bcuplan.bak" beside "map.bcuplan"."""
    return path.with_name(f"{path.name}.bak")


def _backup_words(path: Path) -> str:
    """Where the plan as it was saved before can be found, where it is still there."""
    backup = backup_path(path)
    return f" The plan as saved the time before is in {backup.name}." if backup.is_file() else ""


def open_bytes(content: bytes) -> Opened:
    """Open a plan file's bytes. Raises OpenError."""
    parts = _unpack(content)
    if MANIFEST not in parts:
        raise OpenError(f"It has no {MANIFEST}, so it is not a plan. Choose a .bcuplan file.")
    manifest = read_json(parts[MANIFEST], MANIFEST)
    version = _version(manifest)
    _check_sums(manifest, parts)
    documents = {AREA: read_json(parts[AREA], AREA)}
    try:
        documents[PLAN] = read_json(parts[PLAN], PLAN)
    except KeyTwice as problem:
        raise twice_in_words(PLAN, problem.found, documents[AREA]) from None
    documents[LOG] = read_log(parts[LOG])
    if EXPORTS in parts:
        documents[EXPORTS] = read_json(parts[EXPORTS], EXPORTS)
    plan, log = decode_2(upgraded(documents, version, VERSION))
    notes = (
        () if version == VERSION else (f"This plan was made in format {version}; saving keeps it in format {VERSION}.",)
    )
    return Opened(plan, log, hashlib.sha256(content).hexdigest(), notes)


def _version(manifest: Any) -> int:
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise OpenError(f"{MANIFEST} does not say that this is a plan. Choose a .bcuplan file.")
    version = manifest.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise OpenError(f"{MANIFEST} has no version that is known. {REMEDY}")
    if version > VERSION:
        app = manifest.get("app")
        made_by = app if isinstance(app, str) and app.isprintable() and len(app) <= 80 else "a newer planner"
        raise NewerVersion(
            f"was made by {made_by}, in format {version}; this planner reads up to format {VERSION}. "
            "Nothing is wrong with it: open it with a newer BCU Planner."
        )
    return version


def _check_sums(manifest: Mapping[str, Any], parts: Mapping[str, bytes]) -> None:
    found = Place(MANIFEST, "", manifest).fields(("format", "version", "app", "saved_at", "parts"))
    found["app"].text()
    found["saved_at"].text()
    stated = found["parts"].value
    names = (*PARTS, EXPORTS) if isinstance(stated, dict) and EXPORTS in stated else PARTS
    sums = {name: place.text() for name, place in found["parts"].fields(names).items()}
    for name in parts:
        if name != MANIFEST and name not in sums:
            raise OpenError(f"It holds {name!r:.100}, which is no part of a plan. {REMEDY}")
    for name, expected in sums.items():
        if name not in parts:
            raise OpenError(f"Its part {name} is missing. Copy it again from where it came.")
        if hashlib.sha256(parts[name]).hexdigest() != expected:
            raise OpenError(f"{name} is not as it was saved: its checksum differs. Copy it again from where it came.")


def _unpack(content: bytes) -> dict[str, bytes]:
    if not content.startswith(b"PK"):
        raise OpenError("It is not a plan file (a zip of JSON). Choose a .bcuplan file.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            return {entry.filename: archive.read(entry) for entry in entries}
    except OpenError:
        raise
    except MemoryError:
        raise OpenError("It unpacks to more than fits in memory. Close other programs and open it again.") from None
    except _ZIP_TROUBLE:
        raise OpenError(
            "It is damaged, or was cut short while being copied. Copy it again from where it came."
        ) from None


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise OpenError(f"It holds {len(entries)} parts; a plan has {len(PARTS) + 1}. It is not opened.")
    if sum(entry.file_size for entry in entries) > MOST_DECLARED:
        raise OpenError("It unpacks to more than 100 MB; no plan does. It is not opened.")
    seen: set[str] = set()
    for entry in entries:
        _check_entry(entry)
        if entry.filename in seen:
            raise OpenError(f"It holds {entry.filename!r:.100} twice; only one can be meant. It is not opened.")
        seen.add(entry.filename)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name or "\0" in name:
        raise OpenError(f"Its part {name!r:.100} points outside the file. It is not opened.")
    if entry.flag_bits & 0x1:
        raise OpenError("It is encrypted. Take the password off with the program that put it on.")
    if entry.file_size > SMALL_ENTRY and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
        raise OpenError(f"Its part {name!r:.100} unpacks to over {MOST_RATIO} times its size. It is not opened.")
