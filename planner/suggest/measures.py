"""What boroughs are weighed by, in whole numbers, so that ties count the same everywhere."""

from __future__ import annotations

from planner.area.types import Area, Baseline
from planner.scenario.types import Scenario
from planner.suggest.errors import SuggestError

COUNTED: dict[str, str] = {
    "wards": "Wards",
    "baseline_posts": "Baseline posts",
    "dwo_posts": "DWO posts",
}
"""Measures counted from the wards, the baseline and the scenario; the others are the area's own."""
ADDED: tuple[str, ...] = ("people", "offences")
"""Units of the area's measures that add up over boroughs."""


def measure_names(area: Area) -> dict[str, str]:
    """Every measure a map can be balanced by, with its name, by id."""
    has = {*area.borough_measures, *area.ward_measures}
    return {m.id: m.name for m in area.measures if m.unit in ADDED and m.id in has} | COUNTED


def by_borough(area: Area, baseline: Baseline, scenario: Scenario, measure: str) -> dict[str, int]:
    """The measure of every policed borough as a whole number. Raises SuggestError for an unknown one."""
    if measure == "wards":
        return {code: len(area.wards_of[code]) for code in area.borough_codes}
    if measure == "baseline_posts":
        return {code: sum(baseline.posts[code]) for code in area.borough_codes}
    if measure == "dwo_posts":
        return {code: sum(scenario.wards.dwo[i] for i in area.wards_of[code]) for code in area.borough_codes}
    names = measure_names(area)
    if measure not in names:
        raise SuggestError(
            f"“{measure}” is not a measure that boroughs of {area.name} can be balanced by: use one of "
            f"{', '.join(sorted(names))}."
        )
    return {code: round(value) for code, value in _of_area(area, measure).items()}


def _of_area(area: Area, measure: str) -> dict[str, float]:
    if measure in area.borough_measures:
        column = area.borough_measures[measure]
        return {b.code: column[i] for i, b in enumerate(area.boroughs) if b.policed}
    wards = area.ward_measures[measure]
    return {code: sum(wards[i] for i in area.wards_of[code]) for code in area.borough_codes}


def posts_by_borough(baseline: Baseline) -> dict[str, int]:
    """Baseline posts of each borough: what a moved borough weighs."""
    return {code: sum(posts) for code, posts in baseline.posts.items()}
