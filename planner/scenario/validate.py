"""Whether a plan can be planned on: what no single value can say, checked over the whole."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeGuard

from planner.area.types import Area, Ward
from planner.scenario.decisions.bcus import is_fill
from planner.scenario.decisions.sources import lacks_source
from planner.scenario.decisions.values import CELL_POSTS, WARD_POSTS
from planner.scenario.shipped import shipped_assumptions, shipped_rules
from planner.scenario.types import WARD_FIELDS, Bcu, Plan, RuleValue, Scenario
from planner.words.dates import check_go_live
from planner.words.names import clean_code, clean_name
from planner.words.vocabulary import YEARS


class PlanError(ValueError):
    """A plan that cannot be planned on. The message names the place and the remedy."""


def check_plan(plan: Plan) -> None:
    """Check every scenario of the plan. Raises PlanError at the first thing wrong."""
    if not plan.scenarios:
        raise PlanError("The plan has no scenario. Add one.")
    ids = [scenario.id for scenario in plan.scenarios]
    for scenario_id in ids:
        if not scenario_id or ids.count(scenario_id) > 1:
            raise PlanError(f"The scenario id “{scenario_id}” is empty or used twice. Give each its own.")
    if plan.current not in ids:
        raise PlanError(f"The current scenario “{plan.current}” is not in the plan. Name one that is.")
    for scenario in plan.scenarios:
        for problem in _problems(plan, scenario):
            raise PlanError(f"{scenario.name}: {problem}")


def _problems(plan: Plan, scenario: Scenario) -> Iterator[str]:
    area = plan.areas.get(scenario.area_hash)
    if area is None:
        yield "its area is not in the plan. Add the area."
        return
    baseline = plan.baselines.get(scenario.baseline_hash)
    if baseline is None or baseline.area_hash != scenario.area_hash:
        yield "its baseline is not in the plan, or belongs to another area. Add the baseline."
    if not _is_name(scenario.name):
        yield "its name is empty, too long or cannot be shown. Give it another name."
    yield from _bcu_problems(scenario)
    yield from _borough_problems(scenario, area)
    yield from _ward_problems(scenario, area)
    yield from _cell_problems(scenario)
    yield from _assumption_problems(scenario)
    yield from _money_problems(scenario)
    yield from _rule_problems(scenario)


def _bcu_problems(scenario: Scenario) -> Iterator[str]:
    codes: set[str] = set()
    for key, bcu in scenario.bcus.items():
        if key != bcu.code or bcu.code in codes:
            yield f"the BCU code {bcu.code} is used twice. Give each BCU its own code."
        codes.add(bcu.code)
        yield from _one_bcu_problems(bcu)
    for code in sorted(scenario.locked_bcus):
        if code not in scenario.bcus:
            yield f"the locked BCU {code} is not in the scenario. Remove the lock or add the BCU."


def _one_bcu_problems(bcu: Bcu) -> Iterator[str]:
    try:
        clean = clean_code(bcu.code) == bcu.code
    except ValueError:
        clean = False
    if not clean:
        yield f"“{bcu.code}” is not a BCU code. Use 1–4 letters A–Z or figures, in capitals."
    if not _is_name(bcu.name):
        yield f"the name of BCU {bcu.code} is empty, too long or cannot be shown. Give it another name."
    if not is_fill(bcu.fill):
        yield f"the colour “{bcu.fill}” of BCU {bcu.code} is not one of the fills. Choose one of them."
    if bcu.go_live is not None:
        try:
            check_go_live(bcu.go_live)
        except ValueError as problem:
            yield f"the go-live date of BCU {bcu.code}: {problem}."


def _borough_problems(scenario: Scenario, area: Area) -> Iterator[str]:
    for what, codes in (
        ("assigned to a BCU", scenario.assignment),
        ("given a nominated superintendent", scenario.contacts),
        ("given Schools and Youth Officers", scenario.youth),
        ("locked", scenario.locked_boroughs),
    ):
        for code in sorted(codes):
            yield from _borough_code_problems(area, code, what)
    for borough, bcu in scenario.assignment.items():
        if bcu not in scenario.bcus:
            name = area.borough_by_code[borough].name if borough in area.borough_by_code else borough
            yield f"{name} is assigned to BCU {bcu}, which is not in the scenario. Add the BCU or reassign {name}."
    for borough, posts in scenario.youth.items():
        if not _is_whole(posts, WARD_POSTS):
            yield f"Schools and Youth Officer posts of {borough} are {posts}; posts are whole, 0–{WARD_POSTS}."


def _borough_code_problems(area: Area, code: str, what: str) -> Iterator[str]:
    borough = area.borough_by_code.get(code)
    if borough is None:
        yield f"the borough {code} is {what}, but is not in {area.name}. Correct its code."
    elif not borough.policed:
        yield f"{borough.name} is {what}, but has its own police force. Take it out."


def _ward_problems(scenario: Scenario, area: Area) -> Iterator[str]:
    for field in WARD_FIELDS:
        column = getattr(scenario.wards, field)
        if len(column) != len(area.wards):
            yield f"{field} is given for {len(column)} wards; {area.name} has {len(area.wards)}. Give one each."
            return
    for field in ("dwo", "pcso", "vacancies"):
        for ward, posts in _wrong(area, getattr(scenario.wards, field), lambda x: _is_whole(x, WARD_POSTS)):
            yield f"{field} of {ward.name} ({ward.code}) is {posts}; posts are whole, 0–{WARD_POSTS}."
    for ward, ring_fenced in _wrong(area, scenario.wards.ring_fenced, _is_flag):
        yield f"the ring fence of {ward.name} ({ward.code}) is {ring_fenced}; it is true or false."
    for ward, share in _wrong(area, scenario.wards.abstraction, _is_share):
        yield f"the abstraction of {ward.name} ({ward.code}) is {share}; it is a share, 0–1."


def _wrong(area: Area, column: Sequence[object], fits: Callable[[object], bool]) -> Iterator[tuple[Ward, object]]:
    """The wards whose value does not fit. Most of hundreds are alike, so each kind of value is looked at once."""
    if all(fits(value) for _, value in set(zip(map(type, column), column, strict=True))):
        return
    for ward, value in zip(area.wards, column, strict=True):
        if not fits(value):
            yield ward, value


def _is_share(value: object) -> bool:
    return _is_number(value) and 0 <= value <= 1


def _cell_problems(scenario: Scenario) -> Iterator[str]:
    for (bcu, function, role), override in scenario.overrides.items():
        cell = f"the override of {function.value} {role.value} in BCU {bcu}"
        if bcu not in scenario.bcus:
            yield f"{cell} is of a BCU that is not in the scenario. Remove it or add the BCU."
        if not _is_whole(override.posts, CELL_POSTS):
            yield f"{cell} is {override.posts}; posts are whole, 0–{CELL_POSTS:,}."


def _assumption_problems(scenario: Scenario) -> Iterator[str]:
    for missing in _missing(shipped_assumptions(), scenario.assumptions):
        yield f"the assumption {missing} is missing. Add it, or take it from a shipped scenario."
    for found in scenario.assumptions.values():
        if not all(_is_number(x) for x in (found.value, found.low, found.high) if x is not None):
            yield f"the assumption {found.name} is not a number. Correct it."
        elif found.unit == "£ a year" and found.value <= 0:
            yield f"{found.name} is {found.value:g}; a cost must be above £0."
        elif found.unit == "posts" and not (found.value >= 0 and found.value == int(found.value)):
            yield f"{found.name} is {found.value:g}; posts are whole, 0 or more."
        elif found.unit == "share" and found.value < -1:
            yield f"{found.name} is {found.value:g}; no more than everything can go (−1)."
        elif found.low is not None and found.high is not None and found.low > found.high:
            yield f"the low of {found.name} is above its high. Correct one of them."
        elif lacks_source(found.status, found.source):
            yield f"{found.name} is {found.status.value} and names no source. Say where it comes from."


def _money_problems(scenario: Scenario) -> Iterator[str]:
    if scenario.target_in_force not in scenario.targets:
        yield f"the target in force, “{scenario.target_in_force}”, is not in the register. Choose one that is."
    for target in scenario.targets.values():
        if not _is_name(target.name):
            yield f"the name of target {target.id} is empty, too long or cannot be shown. Correct it."
        if target.by and target.by not in YEARS:
            yield f"the target {target.name} is due by “{target.by}”; use a year {YEARS[0]} to {YEARS[-1]}."
        if target.kind == "cumulative" and not target.by:
            yield f"the target {target.name} is cumulative and has no year by which it falls due. Give it one."
        if not _is_number(target.amount) or target.amount < 0:
            yield f"the target {target.name} is {target.amount}; it is pounds, 0 or more."
        if lacks_source(target.status, target.source):
            yield f"the target {target.name} is {target.status.value} and names no source. Say where it was stated."
        yield from _pound_problems(f"the target {target.name}", target.annual)
    yield from _pound_problems("the one-off revenue", scenario.one_off.revenue)
    yield from _pound_problems("the one-off capital", scenario.one_off.capital)


def _pound_problems(what: str, pounds: Mapping[str, float]) -> Iterator[str]:
    for year, amount in pounds.items():
        if year not in YEARS:
            yield f"{what} is given for {year}, outside {YEARS[0]} to {YEARS[-1]}. Leave that year out."
        if not _is_number(amount) or amount < 0:
            yield f"{what} is {amount}; it is pounds, 0 or more."


def _rule_problems(scenario: Scenario) -> Iterator[str]:
    shipped = shipped_rules()
    for missing in _missing(shipped, scenario.rules):
        yield f"the rule setting {missing} is missing. Add it, or take it from a shipped scenario."
    for setting, value in scenario.rules.items():
        if setting not in shipped:
            yield f"the rule setting {setting} is not known. Leave it out."
        elif not _is_alike(shipped[setting], value):
            yield f"the rule setting {setting} is “{value}”; write it like {shipped[setting]}."


def _is_alike(shipped: RuleValue, value: RuleValue) -> bool:
    if isinstance(shipped, bool) or isinstance(value, bool):
        return isinstance(shipped, bool) and isinstance(value, bool)
    if isinstance(shipped, str):
        return isinstance(value, str) and _is_day(value)
    return _is_number(value) and float(value) >= 0


def _is_day(text: str) -> bool:
    try:
        check_go_live(date.fromisoformat(text))
    except ValueError:
        return False
    return True


def _missing(needed: Collection[str], there: Collection[str]) -> list[str]:
    return [key for key in needed if key not in there]


def _is_whole(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_name(text: str) -> bool:
    try:
        return clean_name(text) == text
    except ValueError:
        return False
