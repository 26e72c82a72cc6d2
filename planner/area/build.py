"""The one gate through which an area and a baseline come into being: whatever passes can be planned on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite

from planner.area.types import Area, Baseline, Border, Borough, Measure, Ward
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import FUNCTIONS, ROLES, Function, Role, Status

CROSSINGS: tuple[str, ...] = ("land", "road", "ferry", "none")
CELLS = len(FUNCTIONS) * len(ROLES)
MOST_WARD_POSTS = 99


class AreaError(ValueError):
    """An area or a baseline that cannot be planned on. The message names the place and the remedy."""


def make_area(
    *,
    area_id: str,
    name: str,
    boroughs: Iterable[Borough],
    wards: Iterable[Ward],
    borders: Iterable[Border],
    measures: Iterable[Measure] = (),
    borough_measures: Mapping[str, Sequence[float]] | None = None,
    ward_measures: Mapping[str, Sequence[float]] | None = None,
    attribution: str = "",
    outlines_id: str = "",
) -> Area:
    """An area whose parts fit together.

    Boroughs must come in code order and wards in (borough code, ward code) order, since measures are
    columns in those orders. Raises AreaError.
    """
    area = Area(
        id=area_id,
        name=name,
        boroughs=tuple(boroughs),
        wards=tuple(wards),
        borders=tuple(borders),
        measures=tuple(measures),
        borough_measures=FrozenMap({k: tuple(v) for k, v in (borough_measures or {}).items()}),
        ward_measures=FrozenMap({k: tuple(v) for k, v in (ward_measures or {}).items()}),
        attribution=attribution,
        outlines_id=outlines_id,
    )
    _check_codes(area)
    _check_wards(area)
    _check_order(area)
    _check_positions(area)
    _check_borders(area)
    _check_measures("boroughs", area.borough_measures, len(area.boroughs))
    _check_measures("wards", area.ward_measures, len(area.wards))
    return area


def _check_codes(area: Area) -> None:
    for kind, codes in (("borough", [b.code for b in area.boroughs]), ("ward", [w.code for w in area.wards])):
        if "" in codes:
            raise AreaError(f"A {kind} has no code: give every {kind} a code of its own.")
        twice = [code for code, count in Counter(codes).items() if count > 1]
        if twice:
            raise AreaError(f"The {kind} code {twice[0]} is used {codes.count(twice[0])} times: keep one row of it.")
    if not area.policed:
        raise AreaError(f"{area.name} has no borough to plan: mark at least one borough as policed.")


def _check_order(area: Area) -> None:
    if list(area.boroughs) != sorted(area.boroughs, key=lambda b: b.code):
        raise AreaError(f"The boroughs of {area.name} are not in code order: sort them by code.")
    if list(area.wards) != sorted(area.wards, key=lambda w: (w.borough, w.code)):
        raise AreaError(f"The wards of {area.name} are not in order: sort them by borough code, then ward code.")


def _check_wards(area: Area) -> None:
    if not area.wards:
        raise AreaError(f"{area.name} has no ward: add the wards of every policed borough.")
    known = area.borough_by_code
    with_wards = set()
    for ward in area.wards:
        borough = known.get(ward.borough)
        if borough is None:
            raise AreaError(
                f"The ward {ward.name} ({ward.code}) is in the borough {ward.borough}, which is not in "
                "the area: correct its borough code, or add the borough."
            )
        if not borough.policed:
            raise AreaError(
                f"The ward {ward.name} ({ward.code}) is in {borough.name}, which has its own force: "
                "leave its wards out."
            )
        with_wards.add(ward.borough)
    for borough in area.policed:
        if borough.code not in with_wards:
            raise AreaError(f"{borough.name} ({borough.code}) has no ward: add its wards, or leave the borough out.")


def _check_positions(area: Area) -> None:
    places: list[Borough | Ward] = [*area.boroughs, *area.wards]
    for place in places:
        if not (isfinite(place.easting) and isfinite(place.northing)):
            raise AreaError(
                f"{place.name} ({place.code}) has no position: give its easting and northing in metres, as numbers."
            )


def _check_borders(area: Area) -> None:
    known = area.borough_by_code
    seen: set[frozenset[str]] = set()
    for border in area.borders:
        for code in (border.a, border.b):
            if code not in known:
                raise AreaError(
                    f"The border {border.a}–{border.b} names the borough {code}, which is not in the area: "
                    "correct the code, or leave the border out."
                )
        pair = frozenset((border.a, border.b))
        between = f"{known[border.a].name}–{known[border.b].name}"
        if len(pair) == 1 or pair in seen:
            raise AreaError(f"The border {between} is given twice or joins a borough to itself: keep one row of it.")
        seen.add(pair)
        if border.crossing not in CROSSINGS:
            raise AreaError(f"The border {between} has the crossing “{border.crossing}”: use {_choice(CROSSINGS)}.")
        if not all(isfinite(m) and m >= 0 for m in (border.shared_m, border.land_m)):
            raise AreaError(f"The border {between} has a length that is not a number of metres from 0 up: correct it.")


def _check_measures(what: str, columns: Mapping[str, tuple[float, ...]], rows: int) -> None:
    for measure, values in columns.items():
        if len(values) != rows:
            raise AreaError(
                f"The measure {measure} has {len(values)} figures for {rows} {what}: give one figure to each."
            )
        if not all(isfinite(value) for value in values):
            raise AreaError(
                f"The measure {measure} has a figure that is not a number: fill it in, or leave the measure out."
            )


def make_baseline(
    *,
    baseline_id: str,
    name: str,
    area: Area,
    posts: Mapping[str, Sequence[int]],
    ward_dwo: Sequence[int],
    ward_pcso: Sequence[int],
    status: Status,
    source: str,
) -> Baseline:
    """A baseline that fits the area: 45 whole posts for each policed borough, and posts for each ward.

    The DWO and PCSO cells of a borough must equal the sum over its wards. Raises AreaError.
    """
    for code in posts:
        if code not in area.borough_index:
            raise AreaError(f"The baseline has posts for {code}, which is not a policed borough of {area.name}.")
    for borough in area.policed:
        values = posts.get(borough.code)
        if values is None:
            raise AreaError(f"{borough.name} has no baseline posts: add its rows to the baseline.")
        if len(values) != CELLS:
            raise AreaError(f"{borough.name} has {len(values)} baseline cells: there are {CELLS}, one to each role.")
        _check_whole(values, f"The baseline of {borough.name}", None)
    for role, column in (("DWO", ward_dwo), ("PCSO", ward_pcso)):
        if len(column) != len(area.wards):
            raise AreaError(f"The baseline has {role} posts for {len(column)} wards of {len(area.wards)}: give each.")
        _check_whole(column, f"The baseline of {role} posts by ward", MOST_WARD_POSTS)
    _check_ward_sums(area, posts, {Role.DWO: ward_dwo, Role.PCSO: ward_pcso})
    return Baseline(
        id=baseline_id,
        name=name,
        area_hash=area.hash,
        posts=FrozenMap({code: tuple(values) for code, values in posts.items()}),
        ward_dwo=tuple(ward_dwo),
        ward_pcso=tuple(ward_pcso),
        status=status,
        source=source,
    )


def cell_index(function: Function, role: Role) -> int:
    """Position of a function and role among the 45 cells of `Baseline.posts`."""
    return FUNCTIONS.index(function) * len(ROLES) + ROLES.index(role)


def _check_whole(values: Sequence[object], where: str, most: int | None) -> None:
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0 or (most is not None and value > most):
            limit = "from 0 up" if most is None else f"from 0 to {most}"
            raise AreaError(f"{where} has “{value}” posts: posts are whole numbers {limit}.")


def _check_ward_sums(area: Area, posts: Mapping[str, Sequence[int]], columns: Mapping[Role, Sequence[int]]) -> None:
    for role, column in columns.items():
        cell = cell_index(Function.NEIGHBOURHOODS, role)
        for borough in area.policed:
            in_wards = sum(column[i] for i in area.wards_of[borough.code])
            if posts[borough.code][cell] != in_wards:
                raise AreaError(
                    f"{borough.name} has {posts[borough.code][cell]} {role} posts in its baseline and "
                    f"{in_wards} in its wards: make the two agree."
                )


def _choice(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + " or " + words[-1]
