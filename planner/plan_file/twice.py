"""A key twice in plan.json, in the words of a plan: a borough given two BCUs, a BCU code used twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.area.shipped import load_area
from planner.plan_file.errors import OpenError
from planner.plan_file.strict_json import REMEDY, Twice
from planner.words.names import listing
from planner.words.numbers import quoted


def twice_in_words(part: str, found: Twice, area_document: Any) -> OpenError:
    """The refusal of a key twice, naming scenario and place. `area_document` names boroughs of an area of its own."""
    match found.path:
        case ("scenarios", int() as i, "assignment"):
            bcus = listing([str(v) for v in found.values])
            what = f"{_borough(found.key, area_document)} is given {_number(found)} BCUs, {bcus}; it can be in one"
        case ("scenarios", int() as i, "bcus"):
            names = [v.get("name") for v in found.values if isinstance(v, dict)]
            called = listing([quoted(n) for n in names if isinstance(n, str)])
            what = f"the BCU code {quoted(found.key)} is used for {_number(found)} BCUs, {called}; give each its own"
        case ("scenarios", int() as i, *rest):
            where = ".".join(str(x) for x in rest)
            inside = f" in {where}" if where else ""
            what = f"{quoted(found.key)} is there {_number(found)} times{inside}; only one can be meant"
        case _:
            return OpenError(f"{part} has {found.key} twice in one object; only one can be meant. {REMEDY}")
    return OpenError(f"{part}: {_scenario(found.document, i)}: {what}. {REMEDY}")


def _number(found: Twice) -> str:
    return {2: "two", 3: "three"}.get(len(found.values), str(len(found.values)))


def _scenario(document: Any, i: int) -> str:
    name = document["scenarios"][i].get("name")
    return f"scenario {quoted(name)}" if isinstance(name, str) and name else f"scenarios[{i}]"


def _borough(code: str, area_document: Any) -> str:
    known = {b.code: b.name for b in load_area().boroughs}
    known.update(_embedded(area_document))
    return f"{known[code]} ({code})" if code in known else f"borough {code}"


def _embedded(document: Any) -> Mapping[str, str]:
    """Names by code of the boroughs that the file brings itself; nothing where it cannot be read as that."""
    try:
        areas = document["areas"].values()
        rows = [row for entry in areas for row in entry.get("area", {}).get("boroughs", [])]
        return {code: name for code, name, *_ in rows if isinstance(code, str) and isinstance(name, str)}
    except (AttributeError, KeyError, TypeError, ValueError):
        return {}
