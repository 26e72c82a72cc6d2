"""Edits in words: what was changed, from what and to what, with the names of boroughs, wards and BCUs and no codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.area.types import Area, Baseline
from planner.scenario.keys import touched_scenario
from planner.scenario.plain import short
from planner.scenario.types import Edit, Key, Plan, Step
from planner.views.assumption_rows import value_words
from planner.views.fills import fill_words
from planner.views.rules_rows import setting_label, setting_text
from planner.words.dates import long_date
from planner.words.money import pounds, pounds_pence
from planner.words.names import listing
from planner.words.numbers import DASH, share, whole

NOT_THERE, THERE = "not there", "there"
NO_BCU = "no BCU"
_LEAST_IN_SCENARIO = 4
"""Parts of a key that names something in a scenario: "scenario", its id, the part, and what of it."""
_OF_BOROUGH, _OF_BCU = frozenset({"contact", "youth", "borough"}), frozenset({"bcu", "override"})
_WARD_WORDS = {
    "dwo": "DWO posts",
    "pcso": "PCSO posts",
    "vacancies": "DWO vacancies",
    "ring_fenced": "ring fence",
    "abstraction": "abstraction rate",
}
_BCU_WORDS = {
    "name": "name",
    "fill": "colour",
    "go_live": "go-live date",
    "go_live_status": "status of the go-live date",
    "go_live_source": "source of the go-live date",
}
_FIELD_WORDS = {
    "by": "year it falls due",
    "stated": "date it was stated",
    "annual": "figures by year",
}


@dataclass(frozen=True)
class Said:
    """One edit in words, and the codes of the boroughs and BCUs that it is about."""

    place: str
    before: str
    after: str
    boroughs: tuple[str, ...] = ()
    bcus: tuple[str, ...] = ()


class Names:
    """What things are called: as in the plan now, or else as the steps that made or removed them had it."""

    def __init__(self, plan: Plan, steps: Iterable[Step] = ()) -> None:
        self._plan = plan
        self._scenarios: dict[str, str] = {}
        self._bcus: dict[tuple[str, str], str] = {}
        self._assumptions: dict[str, tuple[str, str]] = {}
        self._targets: dict[tuple[str, str], str] = {}
        self._baselines: dict[str, str] = {}
        for step in steps:
            for edit in step.edits:
                for value in (edit.before, edit.after):
                    self._learn(edit.key, value)
        for scenario in plan.scenarios:
            self._scenarios[scenario.id] = scenario.name
            self._bcus.update({(scenario.id, code): bcu.name for code, bcu in scenario.bcus.items()})
            self._assumptions.update({key: (x.name, x.unit) for key, x in scenario.assumptions.items()})
            self._targets.update({(scenario.id, key): x.name for key, x in scenario.targets.items()})
        self._name_baselines(plan.baselines)
        self._areas: dict[str, Area] = {s.id: plan.area_of(s) for s in plan.scenarios}
        self._any_area = plan.area_of(plan.shown)

    def alike(self, other: Names) -> bool:
        """Whether everything is called the same by the other."""
        return self._all == other._all

    @property
    def _all(self) -> tuple[object, ...]:
        areas = {key: area.hash for key, area in self._areas.items()}
        return self._scenarios, self._bcus, self._assumptions, self._targets, self._baselines, areas

    def _learn(self, key: Key, value: Any) -> None:
        """The names in a whole record that a step made or removed."""
        if not isinstance(value, dict) or not _is_record(value):
            return
        name = value.get("name")
        if key[0] == "baseline" and isinstance(name, str):
            self._baselines[key[1]] = name
        if key[0] != "scenario" or not isinstance(name, str):
            return
        if len(key) == 2:
            self._scenarios[key[1]] = name
            self._bcus.update({(key[1], code): bcu["name"] for code, bcu in value.get("bcus", {}).items()})
            self._targets.update({(key[1], id_): x["name"] for id_, x in value.get("targets", {}).items()})
        elif len(key) == 4 and key[2] == "bcu":
            self._bcus[key[1], key[3]] = name
        elif len(key) == 4 and key[2] == "target":
            self._targets[key[1], key[3]] = name

    def _name_baselines(self, known: Mapping[str, Baseline]) -> None:
        self._baselines.update({key: baseline.name for key, baseline in known.items()})
        names = list(self._baselines.values())
        for key, name in self._baselines.items():
            if names.count(name) > 1:
                self._baselines[key] = f"{name} ({short(key)})"

    def scenario(self, scenario_id: str) -> str:
        """The scenario's name."""
        return self._scenarios.get(scenario_id, "a scenario no longer there")

    def bcu(self, scenario_id: str, code: str) -> str:
        """The BCU's name, or its code where no name is known."""
        return self._bcus.get((scenario_id, code), code)

    def bcus(self) -> dict[str, str]:
        """Name by code of every BCU known, of whatever scenario; the plan's own names last, so that they stand."""
        return {code: name for (_, code), name in self._bcus.items()}

    def assumption(self, assumption_id: str) -> tuple[str, str]:
        """The assumption's name and unit."""
        return self._assumptions.get(assumption_id, (assumption_id, "posts"))

    def target(self, scenario_id: str, target_id: str) -> str:
        """The target's name."""
        return self._targets.get((scenario_id, target_id), "a target no longer there")

    def baseline(self, baseline_hash: str) -> str:
        """The baseline's name, with its short hash where another has the same."""
        return self._baselines.get(baseline_hash, "a baseline no longer there")

    def borough(self, scenario_id: str, code: str) -> str:
        """The borough's name."""
        found = self._area(scenario_id).borough_by_code.get(code)
        return found.name if found is not None else "a borough no longer there"

    def ward(self, scenario_id: str, code: str) -> tuple[str, str]:
        """The ward's name with its borough's, and the borough's code."""
        area = self._area(scenario_id)
        if code not in area.ward_index:
            return "a ward no longer there", ""
        ward = area.wards[area.ward_index[code]]
        return f"{ward.name}, {area.borough_by_code[ward.borough].name}", ward.borough

    def _area(self, scenario_id: str) -> Area:
        return self._areas.get(scenario_id, self._any_area)


def said_of(edit: Edit, names: Names) -> Said:
    """The edit in words. A log comes from a file: what stands in an edit that no value can be is said to be so."""
    try:
        return _said(edit, names)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError):
        return Said("A change that cannot be read", DASH, DASH)


def _said(edit: Edit, names: Names) -> Said:
    scenario_id = touched_scenario(edit.key)
    if scenario_id is None:
        return _of_plan(edit, names)
    if len(edit.key) == 2:
        return _pair(f"Scenario {names.scenario(scenario_id)}", edit, lambda _: THERE)
    part, rest = edit.key[2], edit.key[3:]
    return _PARTS[part](_At(edit, names, scenario_id, rest))


def codes_of(edit: Edit, names: Names) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of the boroughs and of the BCUs that the edit is about, as said_of gives them, without its words."""
    if len(edit.key) < _LEAST_IN_SCENARIO or touched_scenario(edit.key) is None:
        return (), ()
    part, code = edit.key[2], edit.key[3]
    if part == "assignment":
        return (code,), tuple(str(x) for x in (edit.before, edit.after) if x is not None)
    if part == "ward":
        borough = names.ward(edit.key[1], code)[1]
        return ((borough,) if borough else ()), ()
    if part == "lock":
        part, code = code, edit.key[-1]
    return ((code,) if part in _OF_BOROUGH else ()), ((code,) if part in _OF_BCU else ())


def _is_record(value: Mapping[str, Any]) -> bool:
    """Whether the BCUs and targets in a whole record are records with names themselves."""
    parts = [value.get("bcus", {}), value.get("targets", {})]
    return all(
        isinstance(part, dict) and all(isinstance(x, dict) and isinstance(x.get("name"), str) for x in part.values())
        for part in parts
    )


@dataclass(frozen=True)
class _At:
    """An edit inside a scenario: `rest` is the key after its part."""

    edit: Edit
    names: Names
    scenario: str
    rest: Key


def _of_plan(edit: Edit, names: Names) -> Said:
    if edit.key[0] == "current":
        return _pair("Scenario shown", edit, lambda x: names.scenario(str(x)))
    if edit.key[0] == "order":
        return _pair("Order of the scenarios", edit, lambda x: listing([names.scenario(one) for one in x]))
    return _pair(f"Baseline {names.baseline(edit.key[1])}", edit, lambda _: THERE)


def _pair(
    place: str,
    edit: Edit,
    words: Callable[[Any], str],
    none: str = NOT_THERE,
    boroughs: tuple[str, ...] = (),
    bcus: tuple[str, ...] = (),
) -> Said:
    """Before and after in the same words; `none` stands where nothing is there."""
    before, after = (none if value is None else words(value) for value in (edit.before, edit.after))
    return Said(place, before, after, boroughs, bcus)


def _text(value: Any) -> str:
    return " ".join(str(value).split()) or DASH


def _yes_no(value: Any) -> str:
    return "yes" if value else "no"


def _day(value: Any) -> str:
    return long_date(date.fromisoformat(value))


def _pounds(value: Any) -> str:
    return pounds(value) if value == round(value) else pounds_pence(value)


def _assignment(at: _At) -> Said:
    codes = tuple(str(x) for x in (at.edit.before, at.edit.after) if x is not None)
    borough = at.rest[0]
    name = at.names.borough(at.scenario, borough)
    return _pair(name, at.edit, lambda x: at.names.bcu(at.scenario, str(x)), NO_BCU, (borough,), codes)


def _bcu(at: _At) -> Said:
    code = at.rest[0]
    name = f"BCU {at.names.bcu(at.scenario, code)}"
    if len(at.rest) == 1:
        return _pair(name, at.edit, _whole_bcu, bcus=(code,))
    field = at.rest[1]
    words = {"go_live": _day, "fill": lambda x: fill_words(str(x))}.get(field, _text)
    return _pair(f"{name}: {_BCU_WORDS[field]}", at.edit, words, "not yet dated", bcus=(code,))


def _whole_bcu(value: Any) -> str:
    live = f"live {_day(value['go_live'])}" if value["go_live"] else "not yet dated"
    return f"{value['name']}, {live}"


_WARD_VALUES: dict[str, Callable[[Any], str]] = {"ring_fenced": _yes_no, "abstraction": share}


def _ward(at: _At) -> Said:
    name, borough = at.names.ward(at.scenario, at.rest[0])
    words = _WARD_VALUES.get(at.rest[1], whole)
    return _pair(f"{name}: {_WARD_WORDS[at.rest[1]]}", at.edit, words, boroughs=(borough,) if borough else ())


def _of_borough(what: str, words: Callable[[Any], str], none: str) -> Callable[[_At], Said]:
    def said(at: _At) -> Said:
        name = at.names.borough(at.scenario, at.rest[0])
        return _pair(f"{name}: {what}", at.edit, words, none, (at.rest[0],))

    return said


def _override(at: _At) -> Said:
    code, function, role = at.rest
    place = f"{at.names.bcu(at.scenario, code)}, {function}, {role}: override"
    return _pair(place, at.edit, _override_words, "no override", bcus=(code,))


def _override_words(value: Any) -> str:
    posts = f"{whole(value['posts'])} {'post' if value['posts'] == 1 else 'posts'}"
    return f"{posts} ({_text(value['note'])})" if value["note"] else posts


def _assumption(at: _At) -> Said:
    name, unit = at.names.assumption(at.rest[0])
    if len(at.rest) == 1:
        return _pair(name, at.edit, lambda x: value_words(float(x["value"]), str(x["unit"])))
    field = at.rest[1]
    if field in ("value", "low", "high"):
        return _pair(f"{name}: {field}", at.edit, lambda x: value_words(float(x), unit), DASH)
    return _pair(f"{name}: {field}", at.edit, _text, DASH)


def _target(at: _At) -> Said:
    name = f"Target {at.names.target(at.scenario, at.rest[0])}"
    if len(at.rest) == 1:
        return _pair(name, at.edit, lambda x: _pounds(x["amount"]))
    field = at.rest[1]
    words: Callable[[Any], str] = {"amount": _pounds, "annual": _annual}.get(field, _text)
    return _pair(f"{name}: {_FIELD_WORDS.get(field, field)}", at.edit, words, DASH)


def _annual(value: Any) -> str:
    return ", ".join(f"{year} {_pounds(amount)}" for year, amount in value.items()) or DASH


def _one_off(at: _At) -> Said:
    return _pair(f"One-off cost, {at.rest[0]}, {at.rest[1]}", at.edit, _pounds, "none")


def _lock(at: _At) -> Said:
    kind, code = at.rest
    if kind == "borough":
        name = at.names.borough(at.scenario, code)
        return _pair(f"{name}: lock", at.edit, lambda _: "locked", "not locked", boroughs=(code,))
    name = f"BCU {at.names.bcu(at.scenario, code)}"
    return _pair(f"{name}: lock", at.edit, lambda _: "locked", "not locked", bcus=(code,))


def _rule(at: _At) -> Said:
    setting = at.rest[0]
    rule, _, what = setting.partition(".")
    if what == "on":
        return _pair(f"Rule {rule}", at.edit, lambda x: "on" if x else "off", "off")
    return _pair(f"Rule {rule}: {setting_label(setting)}", at.edit, lambda x: setting_text(setting, x), DASH)


def _whole_text(place: str, words: Callable[[Any], str] = _text, none: str = DASH) -> Callable[[_At], Said]:
    return lambda at: _pair(place, at.edit, words, none)


def _frozen_words(value: Any) -> str:
    return f"frozen, fingerprint {short(str(value['fingerprint']))}"


_PARTS: dict[str, Callable[[_At], Said]] = {
    "name": _whole_text("Name"),
    "note": _whole_text("Note"),
    "read_only": _whole_text("Read-only", _yes_no),
    "frozen": _whole_text("Frozen", _frozen_words, "not frozen"),
    "baseline": lambda at: _pair("Baseline", at.edit, lambda x: at.names.baseline(str(x))),
    "target_in_force": lambda at: _pair(
        "Target in force", at.edit, lambda x: at.names.target(at.scenario, str(x)), "none"
    ),
    "assignment": _assignment,
    "bcu": _bcu,
    "ward": _ward,
    "contact": _of_borough("nominated superintendent", _text, "none nominated"),
    "youth": _of_borough("Schools and Youth Officer posts", whole, "its share by population"),
    "override": _override,
    "assumption": _assumption,
    "target": _target,
    "one_off": _one_off,
    "lock": _lock,
    "rule": _rule,
}
