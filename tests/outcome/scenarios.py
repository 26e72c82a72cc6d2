"""Random scenarios over the shipped area, from a seed, for property tests of what follows."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Bcu, Override, Scenario, WardDecisions
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import FUNCTIONS, ROLES, Status

PLAN = shipped_plan()
TWELVE = PLAN.scenario("twelve-bcus-2018")
AREA = PLAN.area_of(TWELVE)
BASELINE = PLAN.baseline_of(TWELVE)
CODES = tuple(b.code for b in AREA.policed)


def random_scenario(seed: int) -> Scenario:
    """Everything a planner decides, at random: some boroughs unassigned, some BCUs empty or with no date."""
    rng = Random(seed)
    bcus = {}
    for i in range(rng.randint(0, 14)):
        day = date(2016, 4, 1) + timedelta(days=rng.randrange(2190)) if rng.random() < 0.9 else None
        bcus[f"B{i}"] = Bcu(f"B{i}", f"Unit {i}", "blue-1", day, Status.PLANNER, "")
    codes = list(bcus)
    assignment = {b: rng.choice(codes) for b in CODES if codes and rng.random() < 0.85}
    count = len(AREA.wards)
    wards = WardDecisions(
        dwo=tuple(rng.choice((0, 1, 2, 2, 2, 3, 7)) for _ in range(count)),
        pcso=tuple(rng.choice((0, 1, 1, 1, 3)) for _ in range(count)),
        vacancies=tuple(rng.choice((0, 0, 0, 1, 3)) for _ in range(count)),
        ring_fenced=tuple(rng.random() < 0.9 for _ in range(count)),
        abstraction=tuple(rng.choice((0.0, 0.0, 0.1, 0.125, 1.0)) for _ in range(count)),
    )
    overrides = {
        (rng.choice(codes), rng.choice(FUNCTIONS), rng.choice(ROLES)): Override(rng.randint(0, 900), "a reason")
        for _ in range(rng.randint(0, 5) if codes else 0)
    }
    assumptions = TWELVE.assumptions
    for id_ in rng.sample(sorted(assumptions), 6):
        old = assumptions[id_]
        if id_.startswith("posts.") or id_ == "youth.total":
            value = float(rng.randint(0, 500))
        elif id_.startswith("cost."):
            value = rng.randint(1_000_000, 15_000_000) / 100
        else:
            value = rng.randint(-900, 900) / 1000
        assumptions = assumptions.put(id_, replace(old, value=value))
    return replace(
        TWELVE,
        bcus=FrozenMap(bcus),
        assignment=FrozenMap(assignment),
        wards=wards,
        overrides=FrozenMap(overrides),
        assumptions=assumptions,
        youth=FrozenMap({b: rng.randint(0, 40) for b in CODES if rng.random() < 0.2}),
        contacts=FrozenMap({b: rng.choice(FUNCTIONS) for b in CODES if rng.random() < 0.5}),
    )
