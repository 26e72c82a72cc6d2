"""The catalogue of edit keys: the one way to name a value inside a plan.

Values are plain JSON: dates are ISO text, vocabulary words are the words people see, None means "not there".

| key | value |
|---|---|
| ("current",) | id of the scenario shown |
| ("order",) | ids of all scenarios in the order shown |
| ("baseline", hash) | a whole baseline, when one comes in with a step (see planner.scenario.plain) |
| ("scenario", id) | a whole scenario, when created or removed (see planner.scenario.plain) |
| ("scenario", id, "name" / "note") | text |
| ("scenario", id, "read_only") | true or false |
| ("scenario", id, "frozen") | {"when", "who", "app", "fingerprint", "figures"}, or None when it is not frozen |
| ("scenario", id, "baseline") | baseline hash |
| ("scenario", id, "target_in_force") | id of a target |
| ("scenario", id, "assignment", borough) | BCU code, or None when unassigned |
| ("scenario", id, "bcu", code) | a whole BCU, when created or removed |
| ("scenario", id, "bcu", code, field) | one of BCU_FIELDS |
| ("scenario", id, "ward", ward, field) | one of WARD_FIELDS: whole posts, true or false, or a share 0–1 |
| ("scenario", id, "contact", borough) | function of the nominated superintendent, or None |
| ("scenario", id, "youth", borough) | whole posts, or None for the shared assumption |
| ("scenario", id, "override", bcu, function, role) | {"posts", "note"}, or None |
| ("scenario", id, "assumption", id) | a whole assumption, when created or removed |
| ("scenario", id, "assumption", id, field) | one of ASSUMPTION_FIELDS |
| ("scenario", id, "target", id) | a whole target, when created or removed |
| ("scenario", id, "target", id, field) | one of TARGET_FIELDS |
| ("scenario", id, "one_off", "revenue" / "capital", year) | pounds, or None |
| ("scenario", id, "lock", "borough" / "bcu", code) | true, or None |
| ("scenario", id, "rule", setting) | number, true or false, or text; None when not set |
"""

from __future__ import annotations

from planner.scenario.types import WARD_FIELDS, Key
from planner.words.vocabulary import FUNCTIONS, ROLES, YEARS

CURRENT: Key = ("current",)
ORDER: Key = ("order",)

BCU_FIELDS: tuple[str, ...] = ("name", "fill", "go_live", "go_live_status", "go_live_source")
ASSUMPTION_FIELDS: tuple[str, ...] = (
    "name",
    "value",
    "unit",
    "low",
    "high",
    "status",
    "source",
    "owner",
    "dated",
    "note",
)
TARGET_FIELDS: tuple[str, ...] = (
    "name",
    "scope",
    "kind",
    "amount",
    "by",
    "stated",
    "status",
    "source",
    "annual",
)
RECORD_PARTS: frozenset[str] = frozenset({"bcu", "assumption", "target"})
"""Parts whose members are created and removed whole, and edited field by field."""

_PLAIN_PARTS = frozenset({"name", "note", "read_only", "frozen", "baseline", "target_in_force"})
_ONE_CODE = frozenset({"assignment", "contact", "youth", "rule"})
_FIELDS = {"bcu": BCU_FIELDS, "assumption": ASSUMPTION_FIELDS, "target": TARGET_FIELDS}
_FUNCTION_WORDS = frozenset(f.value for f in FUNCTIONS)
_ROLE_WORDS = frozenset(r.value for r in ROLES)


def baseline_key(baseline_hash: str) -> Key:
    """The key of a whole baseline."""
    return ("baseline", baseline_hash)


def scenario_key(scenario_id: str, *rest: str) -> Key:
    """The key of a scenario, or of the value at `rest` inside it."""
    return ("scenario", scenario_id, *rest)


def touched_scenario(key: Key) -> str | None:
    """The id of the scenario a key is about, or None for one that is about none, such as ("current",)."""
    return key[1] if key[0] == "scenario" and len(key) > 1 else None


def is_known(key: Key) -> bool:
    """Whether the key is one of the catalogue's. Says nothing about whether the thing exists in a plan."""
    if key in (CURRENT, ORDER):
        return True
    if len(key) < 2 or key[0] not in ("scenario", "baseline"):
        return False
    if key[0] == "baseline":
        return len(key) == 2
    return len(key) == 2 or _known_part(key[2], key[3:])


def _known_part(part: str, rest: Key) -> bool:
    if part in _PLAIN_PARTS:
        return not rest
    if part in _ONE_CODE:
        return len(rest) == 1
    if part in _FIELDS:
        return len(rest) == 1 or (len(rest) == 2 and rest[1] in _FIELDS[part])
    if part == "override":
        return len(rest) == 3 and rest[1] in _FUNCTION_WORDS and rest[2] in _ROLE_WORDS
    return len(rest) == 2 and _known_pair(part, *rest)


def _known_pair(part: str, first: str, second: str) -> bool:
    if part == "ward":
        return second in WARD_FIELDS
    if part == "one_off":
        return first in ("revenue", "capital") and second in YEARS
    return part == "lock" and first in ("borough", "bcu")
