"""Small areas for the search's tests: a grid of boroughs with some borders taken away, drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from planner.area.build import cell_index, make_area, make_baseline
from planner.area.types import Area, Baseline, Border, Borough, Measure, Ward
from planner.scenario.shipped import shipped_plan, shipped_scenario
from planner.scenario.types import Bcu, Scenario
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Function, Role, Status

PLAN = shipped_plan()
LONDON = PLAN.area_of(PLAN.shown)
LONDON_BASELINE = PLAN.baseline_of(PLAN.shown)
TWELVE = PLAN.scenario("twelve-bcus-2018")
PATHFINDERS = PLAN.scenario("two-pathfinders-2017")


@dataclass(frozen=True)
class Small:
    """An area with its baseline and a scenario."""

    area: Area
    baseline: Baseline
    scenario: Scenario

    @property
    def parts(self) -> tuple[Area, Baseline, Scenario]:
        return self.area, self.baseline, self.scenario


def code(i: int) -> str:
    return f"B{i:02d}"


def small(seed: int, columns: int = 4, rows: int = 2, bcus: int = 3, water: bool = True) -> Small:
    """A grid of boroughs of two wards each; borders are by land, by a road across water, or missing."""
    rng = Random(seed)
    n = columns * rows
    boroughs = [Borough(code(i), f"Town {i}", True, 1000.0 * (i % columns), 1000.0 * (i // columns)) for i in range(n)]
    wards = [
        Ward(f"W{i:02d}{j}", f"Ward {j}", code(i), b.easting + rng.randint(0, 400), b.northing + rng.randint(0, 400))
        for i, b in enumerate(boroughs)
        for j in range(2)
    ]
    borders = []
    for i in range(n):
        for other in (i + 1 if (i + 1) % columns else n, i + columns):
            kind = rng.choices(("land", "road", "none"), (8, 2 if water else 0, 1))[0]
            if other < n:
                length = float(rng.randint(1, 60) * 100)
                borders.append(Border(code(i), code(other), length, length if kind == "land" else 0.0, kind, "Bridge"))
    area = made(boroughs, wards, borders, rng)
    baseline = made_baseline(area, rng)
    scenario = shipped_scenario(area, baseline, "small", "Small", bcus=())
    home = {code(i): f"G{rng.randrange(bcus)}" for i in range(n)}
    named = {f"G{i}": Bcu(f"G{i}", f"Unit {i}", "blue-1") for i in range(bcus)}
    return Small(area, baseline, replace(scenario, bcus=FrozenMap(named), assignment=FrozenMap(home)))


def made(boroughs: list[Borough], wards: list[Ward], borders: list[Border], rng: Random) -> Area:
    """An area of these with random people and crime."""
    return make_area(
        area_id="small",
        name="Small area",
        boroughs=boroughs,
        wards=wards,
        borders=borders,
        measures=[
            Measure("pop_2017_gla", "Population 2017", "people", Status.ASSUMED, "made up"),
            Measure("crime_2015_mps_ward", "Recorded crime 2015", "offences", Status.ASSUMED, "made up"),
        ],
        borough_measures={"pop_2017_gla": [float(rng.randint(1, 40)) for _ in boroughs]},
        ward_measures={"crime_2015_mps_ward": [float(rng.randint(1, 90)) for _ in wards]},
    )


def made_baseline(area: Area, rng: Random) -> Baseline:
    """Random posts; one DWO and one PCSO in each ward."""
    posts = {}
    for borough in area.policed:
        row = [rng.randint(0, 60) for _ in range(45)]
        for role in (Role.DWO, Role.PCSO):
            for function in Function:
                row[cell_index(function, role)] = 0
            row[cell_index(Function.NEIGHBOURHOODS, role)] = len(area.wards_of[borough.code])
        posts[borough.code] = row
    count = len(area.wards)
    return make_baseline(
        baseline_id="small",
        name="Small baseline",
        area=area,
        posts=posts,
        ward_dwo=[1] * count,
        ward_pcso=[1] * count,
        status=Status.ASSUMED,
        source="made up",
    )
