"""The shipped plan: three scenarios, with a source and a status on every figure."""

from __future__ import annotations

from datetime import date

import pytest

from planner.scenario.shipped import shipped_assumptions, shipped_plan
from planner.scenario.types import FILLS, Scenario
from planner.words.vocabulary import (
    FUNCTION_KEYS,
    FUNCTIONS,
    RATED_ROLES,
    ROLE_KEYS,
    ROLES,
    YEARS,
    Status,
)

TWELVE = "twelve-bcus-2018"


def _twelve() -> Scenario:
    return shipped_plan().scenario(TWELVE)


def test_three_scenarios_ship_and_the_twelve_are_shown() -> None:
    plan = shipped_plan()
    assert [(s.id, s.name, s.read_only) for s in plan.scenarios] == [
        ("borough-commands-2016", "Borough commands, 2016", True),
        ("two-pathfinders-2017", "Two pathfinders, 2017", False),
        (TWELVE, "Twelve BCUs, February 2018", False),
    ]
    assert plan.shown.id == TWELVE


def test_every_scenario_stands_on_the_shipped_area_and_baseline() -> None:
    plan = shipped_plan()
    for scenario in plan.scenarios:
        assert len(plan.area_of(scenario).wards) == 629
        assert plan.baseline_of(scenario).area_hash == scenario.area_hash


def test_boroughs_are_assigned_as_each_scenario_says() -> None:
    commands, pathfinders, twelve = shipped_plan().scenarios
    assert not commands.bcus
    assert not commands.assignment
    assert set(pathfinders.bcus) == {"CN", "EA"}
    assert len(pathfinders.assignment) == 5
    assert sorted(twelve.bcus) == ["AS", "AW", "CE", "CN", "EA", "NA", "NE", "NW", "SE", "SN", "SW", "WA"]
    assert set(twelve.assignment) == set(shipped_plan().area_of(twelve).borough_index)
    sizes = sorted(list(twelve.assignment.values()).count(code) for code in twelve.bcus)
    assert sizes == [2] * 5 + [3] * 6 + [4]


def test_north_area_keeps_its_code() -> None:
    north = _twelve().bcus["NA"]
    assert (north.code, north.name, north.go_live) == ("NA", "North Area", date(2019, 1, 9))


@pytest.mark.parametrize(
    ("code", "day", "status"),
    [
        ("AS", date(2018, 12, 31), Status.UNVERIFIED),
        ("AW", date(2019, 2, 28), Status.PLANNED),
        ("CE", date(2018, 10, 31), Status.PLANNED),
        ("CN", date(2017, 1, 31), Status.VERIFIED),
        ("EA", date(2017, 1, 31), Status.VERIFIED),
        ("NA", date(2019, 1, 9), Status.VERIFIED),
        ("NE", date(2018, 12, 31), Status.UNVERIFIED),
        ("NW", date(2018, 11, 30), Status.INFERRED),
        ("SE", date(2018, 11, 30), Status.VERIFIED),
        ("SN", date(2019, 2, 28), Status.PLANNED),
        ("SW", date(2018, 5, 31), Status.PLANNED),
        ("WA", date(2018, 6, 6), Status.VERIFIED),
    ],
)
def test_a_bcu_goes_live_on_the_last_day_of_what_is_known(code: str, day: date, status: Status) -> None:
    bcu = _twelve().bcus[code]
    assert (bcu.go_live, bcu.go_live_status) == (day, status)
    assert bcu.go_live_source


def test_the_twelve_fills_are_each_used_once() -> None:
    assert sorted(bcu.fill for bcu in _twelve().bcus.values()) == sorted(FILLS)


def test_every_ward_has_two_dwos_and_a_pcso_ring_fenced() -> None:
    for scenario in shipped_plan().scenarios:
        wards = scenario.wards
        assert (set(wards.dwo), set(wards.pcso), set(wards.vacancies)) == ({2}, {1}, {0})
        assert (set(wards.ring_fenced), set(wards.abstraction)) == ({True}, {0.0})
        assert len(wards.dwo) == len(wards.ring_fenced) == 629


def test_nothing_is_locked_nominated_or_overridden() -> None:
    for scenario in shipped_plan().scenarios:
        assert not scenario.locked_boroughs | scenario.locked_bcus
        assert not scenario.contacts
        assert not scenario.overrides
        assert not scenario.youth


def test_assumptions_have_the_ids_the_equations_look_up() -> None:
    functions = FUNCTION_KEYS.values()
    leaders = ("chief_superintendent", "superintendent", "chief_inspector")
    assert set(shipped_assumptions()) == (
        {f"posts.{role}.{function}" for role in leaders for function in functions}
        | {f"change.{ROLE_KEYS[role]}.{function}" for role in RATED_ROLES for function in functions}
        | {f"cost.{ROLE_KEYS[role]}" for role in ROLES}
        | {"youth.total", "pay_award"}
    )
    assert len(FUNCTION_KEYS) == len(FUNCTIONS)


@pytest.mark.parametrize(
    ("assumption", "low", "value", "high", "status"),
    [
        ("posts.chief_superintendent.hq", None, 1, None, Status.PUBLISHED),
        ("posts.chief_superintendent.response", None, 0, None, Status.PUBLISHED),
        ("posts.superintendent.response", None, 1, None, Status.PUBLISHED),
        ("posts.chief_inspector.safeguarding", None, 2, None, Status.PUBLISHED),
        ("change.inspector.hq", -0.25, -0.167, 0, Status.ILLUSTRATIVE),
        ("change.sergeant.neighbourhoods", -0.2, -0.15, -0.1, Status.ILLUSTRATIVE),
        ("change.sergeant.investigation", -0.1875, -0.1375, -0.0875, Status.ILLUSTRATIVE),
        ("change.sergeant.hq", -0.05, 0, 0.05, Status.ILLUSTRATIVE),
        ("change.constable.neighbourhoods", -0.767, -0.717, -0.667, Status.ILLUSTRATIVE),
        ("change.constable.response", -0.01, 0.02, 0.05, Status.ILLUSTRATIVE),
        ("change.constable.investigation", -0.21, -0.18, -0.15, Status.ILLUSTRATIVE),
        ("change.constable.safeguarding", 0.12, 0.15, 0.18, Status.ILLUSTRATIVE),
        ("change.constable.hq", -0.23, -0.2, -0.17, Status.ILLUSTRATIVE),
        ("youth.total", 350, 382, 400, Status.PUBLISHED),
        ("cost.constable", 41_927, 57_143, 60_085, Status.DERIVED),
        ("cost.sergeant", 59_978.7, 66_643, 73_307.3, Status.MODELLED),
        ("cost.chief_superintendent", 110_600.1, 122_889, 135_177.9, Status.MODELLED),
        ("cost.pcso", 34_000, 38_000, 42_000, Status.ILLUSTRATIVE),
        ("pay_award", 0, 0.01, 0.03, Status.PUBLISHED),
    ],
)
def test_an_assumption_has_its_value_and_range(
    assumption: str, low: float | None, value: float, high: float | None, status: Status
) -> None:
    found = shipped_assumptions()[assumption]
    assert (found.low, found.value, found.high, found.status) == (low, value, high, status)


def test_every_figure_has_a_name_a_source_and_a_status() -> None:
    scenario = _twelve()
    for assumption in scenario.assumptions.values():
        assert assumption.name
        assert assumption.unit
        assert assumption.source
        assert isinstance(assumption.status, Status)
    for target in scenario.targets.values():
        assert target.name
        assert target.source
        assert target.stated
        assert isinstance(target.status, Status)


def test_the_recurring_73_million_is_in_force() -> None:
    scenario = _twelve()
    assert scenario.target_in_force == "f013"
    in_force = scenario.targets["f013"]
    assert (in_force.amount, in_force.kind, in_force.scope, in_force.by) == (
        73_000_000,
        "recurring",
        "local policing",
        "",
    )


def test_the_force_wide_targets_are_cumulative_with_their_dates() -> None:
    force_wide = {t.id: (t.amount, t.kind, t.by) for t in _twelve().targets.values() if t.scope == "force-wide"}
    assert force_wide == {
        "f001": (400_000_000, "cumulative", "2019/20"),
        "f003": (325_000_000, "cumulative", "2020/21"),
        "f004": (420_000_000, "cumulative", "2020/21"),
        "f005": (443_000_000, "cumulative", "2020/21"),
    }


def test_one_off_cost_is_the_approved_9919000() -> None:
    one_off = _twelve().one_off
    assert dict(one_off.revenue) == {"2017/18": 2_244_000, "2018/19": 1_976_000, "2019/20": 1_976_000}
    assert dict(one_off.capital) == {"2018/19": 3_723_000}
    assert sum(one_off.revenue.values()) + sum(one_off.capital.values()) == 9_919_000
    assert set(one_off.revenue) | set(one_off.capital) <= set(YEARS)


def test_rule_settings_are_the_defaults() -> None:
    on_and_off = {key: value for key, value in _twelve().rules.items() if key.endswith(".on")}
    assert len(on_and_off) == 18
    assert [key for key, value in on_and_off.items() if value is not True] == ["P1.on"]
    assert on_and_off["P1.on"] is False
    assert {key: value for key, value in _twelve().rules.items() if key not in on_and_off} == {
        "W1.minimum": 2,
        "W2.minimum": 1,
        "W3.minimum": 2,
        "G2.minimum": 2,
        "G2.maximum": 5,
        "G4.number": 12,
        "L1.number": 1,
        "L2.number": 5,
        "L4.maximum": 1,
        "T1.date": "2019-03-31",
        "M3.maximum": 9_919_000,
        "P1.maximum": 1258,
    }
