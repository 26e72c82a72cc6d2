"""A scenario being changed: only the parts that edits touch are copied, the rest stays the same objects.

That is what makes a one-borough move cheap, and what lets an outcome be remembered by identity of its parts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, cast

from planner.area.types import Area
from planner.scenario.plain import (
    assumption_of,
    assumption_plain,
    bcu_of,
    bcu_plain,
    frozen_of,
    frozen_plain,
    override_plain,
    target_of,
    target_plain,
)
from planner.scenario.types import WARD_FIELDS, OneOff, Override, Plain, Scenario, WardDecisions
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Function, Role, Status

_MAP_FIELD = {
    "assignment": "assignment",
    "bcu": "bcus",
    "contact": "contacts",
    "youth": "youth",
    "override": "overrides",
    "assumption": "assumptions",
    "target": "targets",
    "rule": "rules",
}
_SCALAR_FIELD = {
    "name": "name",
    "note": "note",
    "read_only": "read_only",
    "baseline": "baseline_hash",
    "target_in_force": "target_in_force",
}
_RECORDS: dict[str, tuple[Callable[[Any], dict[str, Plain]], Callable[[str, Any], Any]]] = {
    "bcu": (bcu_plain, bcu_of),
    "assumption": (assumption_plain, assumption_of),
    "target": (target_plain, target_of),
}


class ScenarioDraft:
    """One scenario with copies of the parts that have been written. Make, read and write, then `done`."""

    def __init__(self, scenario: Scenario, area: Area) -> None:
        self._scenario = scenario
        self._area = area
        self._maps: dict[str, dict[Any, Any]] = {}
        self._columns: dict[str, list[Any]] = {}
        self._locks: dict[str, set[str]] = {}
        self._scalars: dict[str, Any] = {}

    def read(self, rest: tuple[str, ...]) -> Plain:
        """The plain value at the key after ("scenario", id). Raises KeyError for what cannot be there."""
        part = rest[0]
        if part == "frozen":
            frozen = self._scalars.get("frozen", self._scenario.frozen)
            return None if frozen is None else frozen_plain(frozen)
        if part in _SCALAR_FIELD:
            field = _SCALAR_FIELD[part]
            value: Plain = self._scalars.get(field, getattr(self._scenario, field))
            return value
        if part == "ward":
            ward_value: Plain = self._column(rest[2])[self._area.ward_index[rest[1]]]
            return ward_value
        if part == "lock":
            return True if rest[2] in self._lock(rest[1]) else None
        return self._read_map(part, rest)

    def _read_map(self, part: str, rest: tuple[str, ...]) -> Plain:
        members = self._map(part, rest)
        if part in _RECORDS:
            return _read_record(part, members, rest)
        found = members.get(_map_key(part, rest))
        if isinstance(found, Override):
            return override_plain(found)
        if isinstance(found, Function):
            return found.value
        plain: Plain = found
        return plain

    def write(self, rest: tuple[str, ...], value: Plain) -> None:
        """Set the value at the key. Raises KeyError, TypeError or ValueError when it cannot stand there."""
        part = rest[0]
        if part in _SCALAR_FIELD:
            field = _SCALAR_FIELD[part]
            self._scalars[field] = _alike(getattr(self._scenario, field), value)
        elif part == "frozen":
            self._scalars["frozen"] = None if value is None else frozen_of(cast("dict[str, Plain]", value))
        elif part == "ward":
            self._own_column(rest[2])[self._area.ward_index[rest[1]]] = value
        elif part == "lock":
            self._write_lock(rest[1], rest[2], value)
        elif part in _RECORDS:
            _write_record(part, self._own_map(part, rest), rest, value)
        else:
            self._write_map(part, rest, value)

    def _write_map(self, part: str, rest: tuple[str, ...], value: Any) -> None:
        members, key = self._own_map(part, rest), _map_key(part, rest)
        if value is None:
            members.pop(key, None)
        elif part == "override":
            members[key] = Override(**value)
        elif part == "contact":
            members[key] = Function(value)
        elif part == "one_off":
            members[key] = float(value)
        else:
            members[key] = value

    def _write_lock(self, kind: str, code: str, value: Plain) -> None:
        codes = self._lock(kind)
        self._locks[kind] = codes
        if value is None:
            codes.discard(code)
        else:
            codes.add(code)

    def done(self) -> Scenario:
        """The changed scenario; parts nothing was written to are the same objects as before."""
        changed: dict[str, Any] = dict(self._scalars)
        for name, members in self._maps.items():
            if not name.startswith("one_off."):
                changed[name] = FrozenMap(members)
        one_off = {
            name.removeprefix("one_off."): FrozenMap(members)
            for name, members in self._maps.items()
            if name.startswith("one_off.")
        }
        if one_off:
            old = self._scenario.one_off
            changed["one_off"] = OneOff(
                revenue=one_off.get("revenue", old.revenue), capital=one_off.get("capital", old.capital)
            )
        if self._columns:
            columns = {f: getattr(self._scenario.wards, f) for f in WARD_FIELDS}
            columns.update({f: tuple(column) for f, column in self._columns.items()})
            changed["wards"] = WardDecisions(**columns)
        for kind, codes in self._locks.items():
            changed[_lock_field(kind)] = frozenset(codes)
        return replace(self._scenario, **changed) if changed else self._scenario

    def _map(self, part: str, rest: tuple[str, ...]) -> Any:
        name = f"one_off.{rest[1]}" if part == "one_off" else _MAP_FIELD[part]
        if name in self._maps:
            return self._maps[name]
        if part == "one_off":
            return getattr(self._scenario.one_off, rest[1])
        return getattr(self._scenario, name)

    def _own_map(self, part: str, rest: tuple[str, ...]) -> dict[Any, Any]:
        name = f"one_off.{rest[1]}" if part == "one_off" else _MAP_FIELD[part]
        if name not in self._maps:
            self._maps[name] = dict(self._map(part, rest).items())
        return self._maps[name]

    def _column(self, field: str) -> Any:
        return self._columns[field] if field in self._columns else getattr(self._scenario.wards, field)

    def _own_column(self, field: str) -> list[Any]:
        if field not in self._columns:
            self._columns[field] = list(getattr(self._scenario.wards, field))
        return self._columns[field]

    def _lock(self, kind: str) -> set[str]:
        return self._locks[kind] if kind in self._locks else set(getattr(self._scenario, _lock_field(kind)))


def _lock_field(kind: str) -> str:
    return "locked_boroughs" if kind == "borough" else "locked_bcus"


def _map_key(part: str, rest: tuple[str, ...]) -> Any:
    if part == "override":
        return (rest[1], Function(rest[2]), Role(rest[3]))
    return rest[2] if part == "one_off" else rest[1]


def _read_record(part: str, members: Any, rest: tuple[str, ...]) -> Plain:
    record = members.get(rest[1])
    if len(rest) == 2:
        return None if record is None else _RECORDS[part][0](record)
    if record is None:
        raise KeyError(rest[1])
    return _plain_field(getattr(record, rest[2]))


def _plain_field(value: Any) -> Plain:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Status):
        return value.value
    if isinstance(value, FrozenMap):
        return dict(value)
    plain: Plain = value
    return plain


def _write_record(part: str, members: dict[Any, Any], rest: tuple[str, ...], value: Plain) -> None:
    if len(rest) == 2:
        if value is None:
            members.pop(rest[1], None)
        else:
            members[rest[1]] = _RECORDS[part][1](rest[1], value)
        return
    record, field = members[rest[1]], rest[2]
    members[rest[1]] = replace(record, **{field: _alike(getattr(record, field), _field_of(field, value))})


def _alike(old: Any, new: Any) -> Any:
    """The new value of a field that is always text, or always true or false. Raises TypeError for another kind."""
    if isinstance(old, str | bool) and type(new) is not type(old):
        raise TypeError(f"{new!r} is not like {old!r}")
    return new


def _field_of(field: str, value: Any) -> Any:
    if field == "go_live":
        return None if value is None else date.fromisoformat(value)
    if field in ("go_live_status", "status"):
        return Status(value)
    if field == "annual":
        return FrozenMap({year: float(pounds) for year, pounds in value.items()})
    return value
