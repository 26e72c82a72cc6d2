"""Areas and baselines in area.json: whole, so that a scenario gives the same figures with any planner.

What ships with the planner is named too, and is used as long as it is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from planner.area.build import AreaError, make_area, make_baseline
from planner.area.shipped import SHIPPED_AREA, load_area, load_baseline
from planner.area.types import Area, Baseline, Border, Borough, Measure, Ward
from planner.plan_file.errors import OpenError
from planner.plan_file.places import Place
from planner.scenario.plain import MOST_BASELINE_POSTS, baseline_plain
from planner.scenario.types import Plan
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Status

PART = "area.json"
SHIPPED = "shipped"
_Hashed = TypeVar("_Hashed", Area, Baseline)
_STATUS_WORDS = tuple(s.value for s in Status)
_AREA_FIELDS = (
    "id",
    "name",
    "boroughs",
    "wards",
    "borders",
    "measures",
    "borough_measures",
    "ward_measures",
    "attribution",
    "outlines_id",
)
_BASELINE_FIELDS = ("id", "name", "area", "posts", "ward_dwo", "ward_pcso", "status", "source")


def encode_areas(plan: Plan) -> dict[str, Any]:
    """The document of area.json."""
    return {
        "areas": {key: _area_entry(area) for key, area in plan.areas.items()},
        "baselines": {key: baseline_entry(baseline) for key, baseline in plan.baselines.items()},
    }


def _area_entry(area: Area) -> dict[str, Any]:
    """An area whole, and by the name it ships under: a later planner may ship another under that name."""
    is_shipped = area.id == SHIPPED_AREA and area == load_area(area.id)
    return {
        **({SHIPPED: area.id} if is_shipped else {}),
        "area": {
            "id": area.id,
            "name": area.name,
            "boroughs": [[b.code, b.name, b.policed, b.easting, b.northing] for b in area.boroughs],
            "wards": [[w.code, w.name, w.borough, w.easting, w.northing] for w in area.wards],
            "borders": [[b.a, b.b, b.shared_m, b.land_m, b.crossing, b.crossing_name] for b in area.borders],
            "measures": [[m.id, m.name, m.unit, m.status.value, m.source] for m in area.measures],
            "borough_measures": {key: list(column) for key, column in area.borough_measures.items()},
            "ward_measures": {key: list(column) for key, column in area.ward_measures.items()},
            "attribution": area.attribution,
            "outlines_id": area.outlines_id,
        },
    }


def baseline_entry(baseline: Baseline) -> dict[str, Any]:
    """A baseline whole, and by the name of the area it ships with: a later planner may ship another."""
    is_shipped = baseline.area_hash == load_area().hash and baseline == load_baseline(load_area())
    return {**({SHIPPED: SHIPPED_AREA} if is_shipped else {}), "baseline": dict(baseline_plain(baseline))}


def decode_areas(document: Any) -> tuple[FrozenMap[str, Area], FrozenMap[str, Baseline]]:
    """The areas and baselines of area.json, by hash. Raises OpenError."""
    found = Place(PART, "", document).fields(("areas", "baselines"))
    areas = {key: _area_of(key, place) for key, place in found["areas"].members()}
    return FrozenMap(areas), FrozenMap(decode_baselines(found["baselines"], areas))


def decode_baselines(place: Place, areas: Mapping[str, Area]) -> dict[str, Baseline]:
    """The baselines of a part, by hash, over those areas. Raises OpenError."""
    return {key: _baseline_of(key, entry, areas) for key, entry in place.members()}


def _area_of(key: str, place: Place) -> Area:
    return _found(key, place, "area", load_area, _embedded_area)


def _found(
    key: str, place: Place, name: str, load: Callable[[str], _Hashed], read: Callable[[Place], _Hashed]
) -> _Hashed:
    """What ships under the name given, where it is still the same; else the copy beside the name."""
    entry = dict(place.members())
    found = place.fields([x for x in (SHIPPED, name) if x in entry] or [name])
    try:
        if SHIPPED in found:
            shipped = _loaded(load, found[SHIPPED].text(), needed=name not in found)
            if shipped is not None and (shipped.hash == key or name not in found):
                return _checked_hash(shipped, key, place)
        return _checked_hash(read(found[name]), key, place)
    except AreaError as problem:
        raise OpenError(f"{place.words}: {problem}") from None


def _loaded(load: Callable[[str], _Hashed], name: str, *, needed: bool) -> _Hashed | None:
    """What ships under the name; None where nothing does and it is not needed. Raises AreaError."""
    try:
        return load(name)
    except AreaError:
        if needed:
            raise
        return None


def _embedded_area(place: Place) -> Area:
    found = place.fields(_AREA_FIELDS)
    return make_area(
        area_id=found["id"].text(),
        name=found["name"].text(),
        boroughs=[_borough(row) for row in found["boroughs"].entries()],
        wards=[_ward(row) for row in found["wards"].entries()],
        borders=[_border(row) for row in found["borders"].entries()],
        measures=[_measure(row) for row in found["measures"].entries()],
        borough_measures=_columns(found["borough_measures"]),
        ward_measures=_columns(found["ward_measures"]),
        attribution=found["attribution"].text(),
        outlines_id=found["outlines_id"].text(),
    )


def _row(place: Place, length: int) -> list[Place]:
    cells = list(place.entries())
    if len(cells) != length:
        place.refuse(f"has {len(cells)} values; {length} are expected")
    return cells


def _borough(place: Place) -> Borough:
    code, name, policed, easting, northing = _row(place, 5)
    return Borough(code.text(), name.text(), policed.flag(), easting.number(), northing.number())


def _ward(place: Place) -> Ward:
    code, name, borough, easting, northing = _row(place, 5)
    return Ward(code.text(), name.text(), borough.text(), easting.number(), northing.number())


def _border(place: Place) -> Border:
    a, b, shared, land, crossing, crossing_name = _row(place, 6)
    metres = shared.number(0), land.number(0)
    return Border(a.text(), b.text(), *metres, crossing.text(), crossing_name.text())


def _measure(place: Place) -> Measure:
    key, name, unit, status, source = _row(place, 5)
    return Measure(key.text(), name.text(), unit.text(), Status(status.word(_STATUS_WORDS)), source.text())


def _columns(place: Place) -> dict[str, list[float]]:
    return {key: [cell.number() for cell in column.entries()] for key, column in place.members()}


def _baseline_of(key: str, place: Place, areas: Mapping[str, Area]) -> Baseline:
    return _found(
        key,
        place,
        "baseline",
        lambda area_id: load_baseline(load_area(area_id)),
        lambda whole: _embedded_baseline(whole, areas),
    )


def _embedded_baseline(place: Place, areas: Mapping[str, Area]) -> Baseline:
    found = place.fields(_BASELINE_FIELDS)
    area = areas.get(found["area"].text())
    if area is None:
        found["area"].refuse("is not one of the areas in the file")
    most = MOST_BASELINE_POSTS
    return make_baseline(
        baseline_id=found["id"].text(),
        name=found["name"].text(),
        area=area,
        posts={code: [c.whole(most) for c in row.entries()] for code, row in found["posts"].members()},
        ward_dwo=[cell.whole(most) for cell in found["ward_dwo"].entries()],
        ward_pcso=[cell.whole(most) for cell in found["ward_pcso"].entries()],
        status=Status(found["status"].word(_STATUS_WORDS)),
        source=found["source"].text(),
    )


def _checked_hash(found: _Hashed, key: str, place: Place) -> _Hashed:
    if found.hash == key:
        return found
    if set(place.value) == {SHIPPED}:  # as a planner of format 1 wrote it
        raise OpenError(
            f"{place.words} is {found.name} as another version of the planner ships it. "
            "Open the plan with the version that saved it."
        )
    place.refuse("is not what its hash says; it was changed by hand or damaged")
