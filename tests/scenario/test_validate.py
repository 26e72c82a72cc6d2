"""What makes a plan one that cannot be planned on, each named with its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Bcu, OneOff, Override, Scenario
from planner.scenario.validate import PlanError, check_plan
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Function, Role

SHOWN = shipped_plan().shown
ENFIELD, CITY = "E09000010", "E09000001"


def wards(**columns: tuple[Any, ...]) -> Scenario:
    return replace(SHOWN, wards=replace(SHOWN.wards, **columns))


def assumption(key: str, **fields: Any) -> Scenario:
    return replace(SHOWN, assumptions=SHOWN.assumptions.put(key, replace(SHOWN.assumptions[key], **fields)))


def target(**fields: Any) -> Scenario:
    return replace(SHOWN, targets=SHOWN.targets.put("f013", replace(SHOWN.targets["f013"], **fields)))


def bcu(**fields: Any) -> Scenario:
    return replace(SHOWN, bcus=SHOWN.bcus.put("NA", replace(SHOWN.bcus["NA"], **fields)))


def first(field: str, value: object) -> Scenario:
    return wards(**{field: (value, *getattr(SHOWN.wards, field)[1:])})


WRONG = [
    (replace(SHOWN, area_hash="0"), "its area is not in the plan"),
    (replace(SHOWN, baseline_hash="0"), "its baseline is not in the plan"),
    (replace(SHOWN, name=""), "its name is empty"),
    (replace(SHOWN, bcus=SHOWN.bcus.put("ZZ", SHOWN.bcus["NA"])), "code NA is used twice"),
    (replace(SHOWN, bcus=SHOWN.bcus.put("zz", Bcu("zz", "Z", "blue-1"))), "“zz” is not a BCU code"),
    (replace(SHOWN, bcus=SHOWN.bcus.put("Z-Z", Bcu("Z-Z", "Z", "blue-1"))), "“Z-Z” is not a BCU code"),
    (bcu(name=" "), "name of BCU NA is empty"),
    (bcu(fill="pink"), "“pink” of BCU NA"),
    (bcu(go_live=date(2023, 1, 1)), "go-live date of BCU NA"),
    (replace(SHOWN, locked_bcus=frozenset({"XX"})), "locked BCU XX"),
    (replace(SHOWN, assignment=SHOWN.assignment.put(ENFIELD, "XX")), "Enfield is assigned to BCU XX"),
    (replace(SHOWN, assignment=SHOWN.assignment.put("E0", "NA")), "borough E0 is assigned"),
    (replace(SHOWN, assignment=SHOWN.assignment.put("E0", "XX")), "borough E0 is assigned"),
    (replace(SHOWN, assignment=SHOWN.assignment.put(CITY, "NA")), "City of London is assigned"),
    (replace(SHOWN, contacts=FrozenMap({"E0": Function.HQ})), "borough E0 is given a nominated"),
    (replace(SHOWN, locked_boroughs=frozenset({CITY})), "City of London is locked"),
    (replace(SHOWN, youth=FrozenMap({ENFIELD: -1})), "Officer posts of E09000010 are -1"),
    (wards(dwo=SHOWN.wards.dwo[1:]), "dwo is given for 628 wards"),
    (first("dwo", -1), "dwo of Abbey (E05000026) is -1"),
    (first("pcso", 2.5), "pcso of Abbey (E05000026) is 2.5"),
    (first("vacancies", 100), "vacancies of Abbey"),
    (first("ring_fenced", 1), "ring fence of Abbey"),
    (first("abstraction", 1.5), "abstraction of Abbey"),
    (first("abstraction", float("nan")), "abstraction of Abbey"),
    (
        replace(SHOWN, overrides=FrozenMap({("XX", Function.HQ, Role.CONSTABLE): Override(1)})),
        "HQ Constable in BCU XX is of a BCU",
    ),
    (
        replace(SHOWN, overrides=FrozenMap({("NA", Function.HQ, Role.CONSTABLE): Override(-1)})),
        "HQ Constable in BCU NA is -1",
    ),
    (replace(SHOWN, assumptions=SHOWN.assumptions.without("pay_award")), "assumption pay_award is missing"),
    (assumption("pay_award", value=float("inf")), "Pay award is not a number"),
    (assumption("cost.pcso", value=0.0), "must be above £0"),
    (assumption("youth.total", value=1.5), "posts are whole"),
    (assumption("change.inspector.hq", value=-2.0), "more than everything"),
    (assumption("cost.pcso", low=9e9), "above its high"),
    (assumption("cost.pcso", source=""), "Full cost of a PCSO is illustrative and names no source. Say where"),
    (assumption("cost.pcso", source=" \n"), "names no source"),
    (replace(SHOWN, target_in_force="f999"), "target in force, “f999”"),
    (target(source=""), "and names no source. Say where it was stated"),
    (target(name=""), "name of target f013"),
    (target(by="2031/32"), "due by “2031/32”"),
    (target(amount=-1.0), "is -1.0; it is pounds"),
    (target(annual=FrozenMap({"2031/32": 1.0})), "outside 2016/17 to 2021/22"),
    (replace(SHOWN, one_off=OneOff(FrozenMap({"2018/19": -1.0}), FrozenMap())), "one-off revenue is -1.0"),
    (replace(SHOWN, one_off=OneOff(FrozenMap(), FrozenMap({"2015/16": 1.0}))), "one-off capital is given for"),
    (replace(SHOWN, rules=SHOWN.rules.without("W1.minimum")), "W1.minimum is missing"),
    (replace(SHOWN, rules=SHOWN.rules.put("W9.minimum", 1)), "W9.minimum is not known"),
    (replace(SHOWN, rules=SHOWN.rules.put("W1.minimum", -1)), "W1.minimum is “-1”"),
    (replace(SHOWN, rules=SHOWN.rules.put("W1.on", "yes")), "W1.on is “yes”"),
    (replace(SHOWN, rules=SHOWN.rules.put("T1.date", "soon")), "T1.date is “soon”"),
]


def test_the_shipped_plan_can_be_planned_on() -> None:
    check_plan(shipped_plan())


@pytest.mark.parametrize(("scenario", "words"), WRONG, ids=[words for _, words in WRONG])
def test_what_is_wrong_is_named_with_its_scenario(scenario: Scenario, words: str) -> None:
    plan = replace(shipped_plan(), scenarios=(scenario,))
    with pytest.raises(PlanError) as caught:
        check_plan(plan)
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"{scenario.name}: ")


def test_a_plan_needs_scenarios_of_their_own_ids_and_a_current_one() -> None:
    plan = shipped_plan()
    for wrong, words in (
        (replace(plan, scenarios=()), "no scenario"),
        (replace(plan, scenarios=(SHOWN, SHOWN)), "used twice"),
        (replace(plan, current="nowhere"), "“nowhere” is not in the plan"),
    ):
        with pytest.raises(PlanError, match=words):
            check_plan(wrong)
