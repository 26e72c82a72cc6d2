"""An area of 679 wards over the shipped boroughs, for what has to hold beyond the shipped 629."""

from __future__ import annotations

from dataclasses import replace

from planner.area.build import cell_index, make_area, make_baseline
from planner.outcome.evaluate import Outcome, evaluate
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import WARD_FIELDS, WardDecisions
from planner.words.vocabulary import Function, Role

WARDS = 679


def outcome_of_679() -> Outcome:
    """The shipped scenario over the shipped area with every twelfth ward there twice, posts and all."""
    plan = shipped_plan()
    scenario = plan.shown
    area, baseline = plan.area_of(scenario), plan.baseline_of(scenario)
    policed = [i for i, ward in enumerate(area.wards) if ward.borough in area.borough_index]
    twice = set(policed[6::12][: WARDS - len(area.wards)])
    rows = [i for i in range(len(area.wards)) for _ in range(1 + (i in twice))]
    wards, before = [], -1
    for i in rows:
        ward = area.wards[i]
        wards.append(replace(ward, code=f"{ward.code}B", name=f"{ward.name} (second)") if i == before else ward)
        before = i
    larger = make_area(
        area_id="london-679",
        name="London, 679 wards",
        boroughs=area.boroughs,
        wards=wards,
        borders=area.borders,
        measures=area.measures,
        borough_measures=area.borough_measures,
        ward_measures={name: [column[i] for i in rows] for name, column in area.ward_measures.items()},
        attribution=area.attribution,
        outlines_id=area.outlines_id,
    )
    posts = {code: list(cells) for code, cells in baseline.posts.items()}
    for role, column in ((Role.DWO, baseline.ward_dwo), (Role.PCSO, baseline.ward_pcso)):
        for i in twice:
            posts[area.wards[i].borough][cell_index(Function.NEIGHBOURHOODS, role)] += column[i]
    larger_baseline = make_baseline(
        baseline_id=baseline.id,
        name=baseline.name,
        area=larger,
        posts=posts,
        ward_dwo=[baseline.ward_dwo[i] for i in rows],
        ward_pcso=[baseline.ward_pcso[i] for i in rows],
        status=baseline.status,
        source=baseline.source,
    )
    columns = {name: tuple(getattr(scenario.wards, name)[i] for i in rows) for name in WARD_FIELDS}
    decided = replace(
        scenario,
        area_hash=larger.hash,
        baseline_hash=larger_baseline.hash,
        wards=WardDecisions(**columns),
    )
    return evaluate(larger, larger_baseline, decided)
