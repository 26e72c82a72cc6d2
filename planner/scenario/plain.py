"""A scenario as plain JSON values and back, and the fingerprint made from them.

The plain form is what the plan file, the edits that create or remove a scenario, and the fingerprint share.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.area.build import make_baseline
from planner.area.types import Area, Baseline
from planner.scenario.types import (
    WARD_FIELDS,
    Assumption,
    Bcu,
    Frozen,
    OneOff,
    Override,
    Plain,
    Scenario,
    Target,
    WardDecisions,
)
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Function, Role, Status

MOST_BASELINE_POSTS = 99_999

Document = Mapping[str, Any]
"""A JSON object whose shape has been checked (by the plan file's codec) or made here."""


def scenario_plain(scenario: Scenario, area: Area) -> dict[str, Plain]:
    """The whole scenario as JSON values; wards by code. `area` is the one the scenario is over.

    `frozen` is there only in a scenario that is, so that others read as they always did.
    """
    frozen: dict[str, Plain] = {} if scenario.frozen is None else {"frozen": frozen_plain(scenario.frozen)}
    return {
        "id": scenario.id,
        "name": scenario.name,
        "note": scenario.note,
        "read_only": scenario.read_only,
        **frozen,
        "wards": {ward.code: ward_plain(scenario.wards, i) for i, ward in enumerate(area.wards)},
        **_decisions(scenario),
    }


def scenario_of(document: Document, area: Area) -> Scenario:
    """The scenario a plain document describes. Raises KeyError, TypeError or ValueError on a wrong shape."""
    wards = [document["wards"][ward.code] for ward in area.wards]
    return Scenario(
        id=document["id"],
        name=document["name"],
        note=document["note"],
        read_only=document["read_only"],
        area_hash=document["area"],
        baseline_hash=document["baseline"],
        bcus=FrozenMap({code: bcu_of(code, record) for code, record in document["bcus"].items()}),
        assignment=FrozenMap(document["assignment"]),
        wards=WardDecisions(**{field: tuple(ward[field] for ward in wards) for field in WARD_FIELDS}),
        contacts=FrozenMap({code: Function(word) for code, word in document["contacts"].items()}),
        youth=FrozenMap(document["youth"]),
        overrides=FrozenMap(
            (
                (entry["bcu"], Function(entry["function"]), Role(entry["role"])),
                Override(entry["posts"], entry["note"]),
            )
            for entry in document["overrides"]
        ),
        assumptions=FrozenMap({key: assumption_of(key, x) for key, x in document["assumptions"].items()}),
        targets=FrozenMap({key: target_of(key, x) for key, x in document["targets"].items()}),
        target_in_force=document["target_in_force"],
        one_off=OneOff(
            revenue=_pounds_by_year(document["one_off"]["revenue"]),
            capital=_pounds_by_year(document["one_off"]["capital"]),
        ),
        locked_boroughs=frozenset(document["locked_boroughs"]),
        locked_bcus=frozenset(document["locked_bcus"]),
        rules=FrozenMap(document["rules"]),
        frozen=frozen_of(document["frozen"]) if "frozen" in document else None,
    )


def _pounds_by_year(document: Document) -> FrozenMap[str, float]:
    return FrozenMap({year: float(pounds) for year, pounds in document.items()})


def ward_plain(wards: WardDecisions, index: int) -> dict[str, Plain]:
    """The decisions of one ward, by field."""
    return {field: getattr(wards, field)[index] for field in WARD_FIELDS}


def frozen_plain(frozen: Frozen) -> dict[str, Plain]:
    """What a frozen scenario keeps of its freezing, as JSON values."""
    return {
        "when": frozen.when,
        "who": frozen.who,
        "app": frozen.app,
        "fingerprint": frozen.fingerprint,
        "figures": dict(frozen.figures),
    }


def frozen_of(document: Document) -> Frozen:
    """What a scenario keeps of its freezing. Raises KeyError, TypeError or ValueError on a wrong shape."""
    words = {name: document[name] for name in ("when", "who", "app", "fingerprint")}
    if not all(isinstance(word, str) for word in words.values()):
        raise TypeError("when, by whom and with what a scenario was frozen are text")
    return Frozen(**words, figures=FrozenMap({name: float(x) for name, x in document["figures"].items()}))


def bcu_plain(bcu: Bcu) -> dict[str, Plain]:
    """A BCU as JSON values, without its code."""
    return {
        "name": bcu.name,
        "fill": bcu.fill,
        "go_live": bcu.go_live.isoformat() if bcu.go_live else None,
        "go_live_status": bcu.go_live_status.value,
        "go_live_source": bcu.go_live_source,
    }


def bcu_of(code: str, document: Document) -> Bcu:
    """The BCU of that code."""
    go_live = document["go_live"]
    return Bcu(
        code=code,
        name=document["name"],
        fill=document["fill"],
        go_live=None if go_live is None else date.fromisoformat(go_live),
        go_live_status=Status(document["go_live_status"]),
        go_live_source=document["go_live_source"],
    )


def assumption_plain(assumption: Assumption) -> dict[str, Plain]:
    """An assumption as JSON values, without its id."""
    return {
        "name": assumption.name,
        "value": assumption.value,
        "unit": assumption.unit,
        "low": assumption.low,
        "high": assumption.high,
        "status": assumption.status.value,
        "source": assumption.source,
        "owner": assumption.owner,
        "dated": assumption.dated,
        "note": assumption.note,
    }


def assumption_of(assumption_id: str, document: Document) -> Assumption:
    """The assumption of that id."""
    return Assumption(id=assumption_id, **{**document, "status": Status(document["status"])})


def target_plain(target: Target) -> dict[str, Plain]:
    """A target as JSON values, without its id."""
    return {
        "name": target.name,
        "scope": target.scope,
        "kind": target.kind,
        "amount": target.amount,
        "by": target.by,
        "stated": target.stated,
        "status": target.status.value,
        "source": target.source,
        "annual": dict(target.annual),
    }


def target_of(target_id: str, document: Document) -> Target:
    """The target of that id."""
    made = {**document, "status": Status(document["status"]), "annual": _pounds_by_year(document["annual"])}
    return Target(id=target_id, **made)


def override_plain(override: Override) -> dict[str, Plain]:
    """An override as JSON values, without its cell."""
    return {"posts": override.posts, "note": override.note}


def baseline_plain(baseline: Baseline) -> dict[str, Plain]:
    """The whole baseline as JSON values: its area by hash, 45 posts for each borough by code, posts by ward."""
    return {
        "id": baseline.id,
        "name": baseline.name,
        "area": baseline.area_hash,
        "posts": {code: list[Plain](posts) for code, posts in baseline.posts.items()},
        "ward_dwo": list[Plain](baseline.ward_dwo),
        "ward_pcso": list[Plain](baseline.ward_pcso),
        "status": baseline.status.value,
        "source": baseline.source,
    }


def baseline_of(document: Document, area: Area) -> Baseline:
    """The baseline a plain document describes. Raises KeyError, TypeError or ValueError on a wrong one."""
    words = {key: document[key] for key in ("id", "name", "source")}
    if not all(isinstance(word, str) for word in words.values()):
        raise TypeError("the id, name and source of a baseline are text")
    if any(number > MOST_BASELINE_POSTS for posts in document["posts"].values() for number in posts):
        raise ValueError(f"no borough has more than {MOST_BASELINE_POSTS:,} posts of a role")
    return make_baseline(
        baseline_id=words["id"],
        name=words["name"],
        area=area,
        posts=document["posts"],
        ward_dwo=document["ward_dwo"],
        ward_pcso=document["ward_pcso"],
        status=Status(document["status"]),
        source=words["source"],
    )


def fingerprint(scenario: Scenario) -> str:
    """Sha256 of the scenario's decisions and its two hashes as canonical JSON.

    Id, name, note, read-only and frozen are left out: a renamed copy decides the same and has the same fingerprint.
    """
    document = {**_decisions(scenario), "wards": {f: list(getattr(scenario.wards, f)) for f in WARD_FIELDS}}
    text = json.dumps(_numbers_alike(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def short(full: str) -> str:
    """A fingerprint as people read it out: "7C2F-91AE"."""
    return f"{full[:4]}-{full[4:8]}".upper()


def _decisions(scenario: Scenario) -> dict[str, Plain]:
    """What the scenario decides and over what, without the wards."""
    return {
        "area": scenario.area_hash,
        "baseline": scenario.baseline_hash,
        "bcus": {code: bcu_plain(bcu) for code, bcu in scenario.bcus.items()},
        "assignment": dict(scenario.assignment),
        "contacts": {code: function.value for code, function in scenario.contacts.items()},
        "youth": dict(scenario.youth),
        "overrides": [
            {"bcu": bcu, "function": function.value, "role": role.value, **override_plain(override)}
            for (bcu, function, role), override in scenario.overrides.items()
        ],
        "assumptions": {key: assumption_plain(x) for key, x in scenario.assumptions.items()},
        "targets": {key: target_plain(x) for key, x in scenario.targets.items()},
        "target_in_force": scenario.target_in_force,
        "one_off": {"revenue": dict(scenario.one_off.revenue), "capital": dict(scenario.one_off.capital)},
        "locked_boroughs": list[Plain](sorted(scenario.locked_boroughs)),
        "locked_bcus": list[Plain](sorted(scenario.locked_bcus)),
        "rules": dict(scenario.rules),
    }


def _numbers_alike(value: Any) -> Any:
    """The same value with 2.0 written as 2, so that equal scenarios have equal text."""
    if isinstance(value, dict):
        return {key: _numbers_alike(x) for key, x in value.items()}
    if isinstance(value, list):
        return [_numbers_alike(x) for x in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
