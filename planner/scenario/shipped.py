"""The plan that ships with the planner: three scenarios over the shipped area and baseline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from planner.area.shipped import load_area, load_baseline, read_rows
from planner.area.types import Area, Baseline
from planner.scenario.types import Assumption, Bcu, OneOff, Plan, RuleValue, Scenario, Target, WardDecisions
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Status

TARGET_IN_FORCE = "f013"
PATHFINDERS: tuple[str, ...] = ("CN", "EA")
DWO_PER_WARD = 2
PCSO_PER_WARD = 1


@cache
def shipped_plan() -> Plan:
    """The shipped plan. *Twelve BCUs, February 2018* is shown."""
    area = load_area()
    baseline = load_baseline(area)
    bcus = shipped_bcus()
    scenarios = (
        shipped_scenario(area, baseline, "borough-commands-2016", "Borough commands, 2016", bcus=(), read_only=True),
        shipped_scenario(area, baseline, "two-pathfinders-2017", "Two pathfinders, 2017", bcus=PATHFINDERS),
        shipped_scenario(area, baseline, "twelve-bcus-2018", "Twelve BCUs, February 2018", bcus=tuple(bcus)),
    )
    return Plan(
        areas=FrozenMap({area.hash: area}),
        baselines=FrozenMap({baseline.hash: baseline}),
        scenarios=scenarios,
        current="twelve-bcus-2018",
    )


def shipped_scenario(
    area: Area,
    baseline: Baseline,
    scenario_id: str,
    name: str,
    *,
    bcus: tuple[str, ...],
    read_only: bool = False,
) -> Scenario:
    """Default decisions and the shipped BCUs of those codes; the other boroughs are unassigned."""
    found = shipped_bcus()
    return Scenario(
        id=scenario_id,
        name=name,
        area_hash=area.hash,
        baseline_hash=baseline.hash,
        bcus=FrozenMap({code: found[code][0] for code in bcus}),
        assignment=FrozenMap({borough: code for code in bcus for borough in found[code][1]}),
        wards=default_wards(len(area.wards)),
        contacts=FrozenMap(),
        youth=FrozenMap(),
        overrides=FrozenMap(),
        assumptions=shipped_assumptions(),
        targets=shipped_targets(),
        target_in_force=TARGET_IN_FORCE,
        # With no BCU there is no programme to pay for: the baseline as a scenario has no one-off cost.
        one_off=shipped_one_off() if bcus else OneOff(FrozenMap(), FrozenMap()),
        locked_boroughs=frozenset(),
        locked_bcus=frozenset(),
        rules=shipped_rules(),
        read_only=read_only,
    )


def default_wards(count: int) -> WardDecisions:
    """Two DWOs and a PCSO in each ward, ring-fenced, no vacancy and no abstraction."""
    return WardDecisions(
        dwo=(DWO_PER_WARD,) * count,
        pcso=(PCSO_PER_WARD,) * count,
        vacancies=(0,) * count,
        ring_fenced=(True,) * count,
        abstraction=(0.0,) * count,
    )


@cache
def shipped_bcus() -> dict[str, tuple[Bcu, tuple[str, ...]]]:
    """Each shipped BCU by code, with the codes of its boroughs."""
    return {
        row["code"]: (
            Bcu(
                code=row["code"],
                name=row["name"],
                fill=row["fill"],
                go_live=date.fromisoformat(row["go_live"]),
                go_live_status=Status(row["status"]),
                go_live_source=row["source"],
            ),
            tuple(row["boroughs"].split()),
        )
        for row in read_rows("scenarios", "bcus.csv")
    }


@cache
def shipped_assumptions() -> FrozenMap[str, Assumption]:
    """The default assumptions by id."""
    return FrozenMap(
        {
            row["id"]: Assumption(
                id=row["id"],
                name=row["name"],
                value=float(row["value"]),
                unit=row["unit"],
                low=float(row["low"]) if row["low"] else None,
                high=float(row["high"]) if row["high"] else None,
                status=Status(row["status"]),
                source=row["source"],
                note=row["note"],
            )
            for row in read_rows("scenarios", "assumptions.csv")
        }
    )


@cache
def shipped_targets() -> FrozenMap[str, Target]:
    """The target register by id; amounts in pounds."""
    return FrozenMap(
        {
            row["id"]: Target(
                id=row["id"],
                name=row["name"],
                scope=row["scope"],
                kind=row["kind"],
                amount=float(row["amount"]),
                by=row["by"],
                stated=row["stated"],
                status=Status(row["status"]),
                source=row["source"],
            )
            for row in read_rows("scenarios", "targets.csv")
        }
    )


@cache
def shipped_one_off() -> OneOff:
    """The programme's one-off cost in pounds by financial year."""
    rows = read_rows("scenarios", "one_off.csv")
    return OneOff(
        revenue=FrozenMap({row["year"]: float(row["amount"]) for row in rows if row["kind"] == "revenue"}),
        capital=FrozenMap({row["year"]: float(row["amount"]) for row in rows if row["kind"] == "capital"}),
    )


@dataclass(frozen=True)
class Sourced:
    """An amount in pounds with its status and source."""

    amount: float
    status: Status
    source: str


@cache
def shipped_one_off_sources() -> dict[tuple[str, str], Sourced]:
    """The shipped one-off cost with sources, by kind (revenue or capital) and financial year."""
    return {
        (row["kind"], row["year"]): Sourced(float(row["amount"]), Status(row["status"]), row["source"])
        for row in read_rows("scenarios", "one_off.csv")
    }


@cache
def shipped_rules() -> FrozenMap[str, RuleValue]:
    """The default rule settings by key."""
    return FrozenMap({row["key"]: _setting(row["kind"], row["value"]) for row in read_rows("scenarios", "rules.csv")})


@cache
def shipped_rule_sources() -> dict[str, tuple[Status, str]]:
    """Status and source of each default rule setting, by key."""
    return {row["key"]: (Status(row["status"]), row["source"]) for row in read_rows("scenarios", "rules.csv")}


def _setting(kind: str, text: str) -> RuleValue:
    if kind == "switch":
        return text == "true"
    return int(text) if kind == "number" else text
