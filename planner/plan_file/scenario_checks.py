"""The shape of one scenario in plan.json, checked before it is built. What it says is checked afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from planner.area.types import Area
from planner.plan_file.places import Place
from planner.scenario.decisions.values import CELL_POSTS, WARD_POSTS
from planner.scenario.keys import ASSUMPTION_FIELDS, BCU_FIELDS, TARGET_FIELDS
from planner.scenario.types import WARD_FIELDS
from planner.words.numbers import quoted
from planner.words.vocabulary import FUNCTIONS, ROLES, YEARS, Status

SCENARIO_FIELDS: tuple[str, ...] = (
    "id",
    "name",
    "note",
    "read_only",
    "wards",
    "area",
    "baseline",
    "bcus",
    "assignment",
    "contacts",
    "youth",
    "overrides",
    "assumptions",
    "targets",
    "target_in_force",
    "one_off",
    "locked_boroughs",
    "locked_bcus",
    "rules",
)
FROZEN_FIELDS: tuple[str, ...] = ("when", "who", "app", "fingerprint", "figures")
"""`frozen` itself is there only in a scenario that is."""
_WARD_FIELDS = frozenset(WARD_FIELDS)
_FUNCTION_WORDS = tuple(f.value for f in FUNCTIONS)
_ROLE_WORDS = tuple(r.value for r in ROLES)
_STATUS_WORDS = tuple(s.value for s in Status)


def check_scenario(place: Place, areas: Mapping[str, Area]) -> None:
    """Check that the value can be built into a scenario. Raises OpenError that names the place."""
    name = place.value.get("name") if isinstance(place.value, dict) else None
    if isinstance(name, str) and name.isprintable() and name:
        place = place.as_known(f"scenario {quoted(name)}")
    is_frozen = isinstance(place.value, dict) and "frozen" in place.value
    found = place.fields((*SCENARIO_FIELDS, "frozen") if is_frozen else SCENARIO_FIELDS)
    if is_frozen:
        _check_frozen(found["frozen"])
    for name in ("id", "name", "note", "area", "baseline", "target_in_force"):
        found[name].text()
    found["read_only"].flag()
    if found["area"].value not in areas:
        found["area"].refuse("is not one of the areas in area.json")
    area = areas[found["area"].value]
    _check_wards(found["wards"], area)
    for code, bcu in found["bcus"].members():
        _check_bcu(bcu.as_known(f"BCU {code}"))
    _each(found["assignment"], lambda x: x.text())
    for code, contact in found["contacts"].members():
        contact.as_known(borough_words(area, code)).in_words("the nominated superintendent").word(_FUNCTION_WORDS)
    for code, youth in found["youth"].members():
        youth.as_known(borough_words(area, code)).in_words("Schools and Youth Officer posts", "are").whole(WARD_POSTS)
    _check_overrides(found["overrides"])
    _each(found["assumptions"], _check_assumption)
    _each(found["targets"], _check_target)
    for years in found["one_off"].fields(("revenue", "capital")).values():
        _check_pounds(years)
    for name in ("locked_boroughs", "locked_bcus"):
        _check_codes(found[name])
    _each(found["rules"], _check_rule)


def _check_frozen(place: Place) -> None:
    found = place.fields(FROZEN_FIELDS)
    for name in FROZEN_FIELDS[:-1]:
        found[name].text()
    _each(found["figures"], lambda x: x.number())


def _each(place: Place, check: Callable[[Place], object]) -> None:
    for _, member in place.members():
        check(member)


def _check_wards(place: Place, area: Area) -> None:
    found = place.value if isinstance(place.value, dict) else dict(place.members())
    # Nearly every ward is right: a place is made only for one that is not, so that opening stays quick.
    wrong = {code: ward for code, ward in found.items() if code not in area.ward_index or not _fits(ward)}
    for code, ward in replace(place, value=wrong).members():
        if code not in area.ward_index:
            ward.refuse(f"is not a ward of {area.name}")
        _check_ward(ward.as_known(ward_words(area, code)))
    for missing in (w for w in area.wards if w.code not in found):
        place.refuse(f"has no {ward_words(area, missing.code)}; every ward of {area.name} is needed")


def ward_words(area: Area, code: str) -> str:
    """A ward as people know it: "ward Abbey, Barking and Dagenham (E05000026)"."""
    ward = area.wards[area.ward_index[code]]
    return f"ward {ward.name}, {area.borough_by_code[ward.borough].name} ({code})"


def borough_words(area: Area, code: str) -> str:
    """A borough as people know it, "Enfield (E09000010)"; its code alone where the area has no such borough."""
    borough = area.borough_by_code.get(code)
    return f"{borough.name} ({code})" if borough is not None else f"borough {code}"


def _fits(ward: object) -> bool:
    return (
        isinstance(ward, dict)
        and ward.keys() == _WARD_FIELDS
        and all(type(ward[f]) is int and 0 <= ward[f] <= WARD_POSTS for f in ("dwo", "pcso", "vacancies"))
        and type(ward["ring_fenced"]) is bool
        and type(ward["abstraction"]) in (int, float)
        and 0 <= ward["abstraction"] <= 1
    )


def _check_ward(place: Place) -> None:
    found = place.fields(WARD_FIELDS)
    found["dwo"].in_words("DWO posts", "are").whole(WARD_POSTS)
    found["pcso"].in_words("PCSO posts", "are").whole(WARD_POSTS)
    found["vacancies"].in_words("DWO vacancies", "are").whole(WARD_POSTS, "vacancies")
    found["ring_fenced"].in_words("the ring fence").flag()
    found["abstraction"].in_words("the abstraction rate").number(0, 1)


def _check_bcu(place: Place) -> None:
    found = place.fields(BCU_FIELDS)
    for name in ("name", "fill", "go_live_source"):
        found[name].text()
    if found["go_live"].value is not None:
        found["go_live"].in_words("the go-live date").day()
    found["go_live_status"].in_words("the status of the go-live date").word(_STATUS_WORDS)


def _check_overrides(place: Place) -> None:
    seen: set[tuple[str, str, str]] = set()
    for entry in place.entries():
        found = entry.fields(("bcu", "function", "role", "posts", "note"))
        cell = (
            found["bcu"].text(),
            found["function"].word(_FUNCTION_WORDS),
            found["role"].word(_ROLE_WORDS),
        )
        if cell in seen:
            entry.refuse(f"overrides {', '.join(cell)} a second time; only one can be meant")
        seen.add(cell)
        found["posts"].whole(CELL_POSTS)
        found["note"].text()


def _check_assumption(place: Place) -> None:
    found = place.fields(ASSUMPTION_FIELDS)
    for name in ("name", "unit", "source", "owner", "dated", "note"):
        found[name].text()
    found["value"].number()
    for name in ("low", "high"):
        if found[name].value is not None:
            found[name].number()
    found["status"].word(_STATUS_WORDS)


def _check_target(place: Place) -> None:
    found = place.fields(TARGET_FIELDS)
    for name in ("name", "by", "stated", "source"):
        found[name].text()
    found["scope"].word(("local policing", "force-wide"))
    found["kind"].word(("recurring", "cumulative"))
    found["amount"].number(0)
    found["status"].word(_STATUS_WORDS)
    _check_pounds(found["annual"])


def _check_pounds(place: Place) -> None:
    for year, pounds in place.members():
        if year not in YEARS:
            pounds.refuse(f"is outside the financial years {YEARS[0]} to {YEARS[-1]}")
        pounds.number(0)


def _check_codes(place: Place) -> None:
    codes = [entry.text() for entry in place.entries()]
    if len(set(codes)) != len(codes):
        place.refuse("names one twice")


def _check_rule(place: Place) -> None:
    if not isinstance(place.value, bool | str):
        place.number(0)
