"""Response exposure: geometry, not a forecast.

D(S) = Σ over ordered pairs of wards in S of w_i w_j d_ij ÷ (Σ w)², with w the crime recorded in a ward in 2015
and d the straight distance between centroids in metres. The exposure of a BCU is D of the BCU over the average
of D of its boroughs weighted by crime; a borough alone has 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from planner.area.types import Area
from planner.outcome.remembered import Remembered

CRIME = "crime_2015_mps_ward"
EAST_AREA: frozenset[str] = frozenset({"E09000002", "E09000016", "E09000026"})
"""Barking and Dagenham, Havering, Redbridge: East Area as of February 2018, the pathfinder that fell furthest."""

_remembered = Remembered(4096)
_areas = Remembered(8)


@dataclass(frozen=True)
class Exposures:
    """Exposure and distance between crimes (m) by BCU code, and the threshold: East Area's own exposure, or None.

    BCUs with no borough have none.
    """

    by_bcu: dict[str, float]
    spreads: dict[str, float]
    east_area: float | None


@dataclass(frozen=True)
class Exposure:
    """One BCU's exposure with its terms: D in metres for the whole and for each borough, and crime weights."""

    value: float
    spread: float
    boroughs: tuple[tuple[str, float, float], ...]
    """Borough code, its share of the BCU's crime, its own D in metres."""


def exposure(area: Area, boroughs: Iterable[str]) -> Exposure | None:
    """The exposure of a set of boroughs; None for no boroughs, no ward crime or no crime at all.

    Remembered by area and boroughs: moving one borough leaves most BCUs as they were.
    """
    codes = tuple(boroughs)
    return _remembered.get(codes, (area,), lambda: _exposure(area, codes))


def _exposure(area: Area, codes: tuple[str, ...]) -> Exposure | None:
    pairs = _pair_sums(area)
    if pairs is None or not codes:
        return None
    # Plain floats: a BCU has a handful of boroughs, and numpy's calls would cost more than the sums.
    sums, weights = pairs
    at = [area.borough_index[c] for c in codes]
    weight = [weights[i] for i in at]
    total = math.fsum(weight)
    if min(weight) <= 0:
        return None
    whole = math.fsum(sums[i][j] for i in at for j in at) / total**2
    own = [sums[i][i] / w**2 for i, w in zip(at, weight, strict=True)]
    apart = math.fsum(w / total * d for w, d in zip(weight, own, strict=True))
    value = whole / apart if apart > 0 else 1.0
    parts = tuple((c, w / total, d) for c, w, d in zip(codes, weight, own, strict=True))
    return Exposure(value, whole, parts)


def exposures(area: Area, boroughs_of: Mapping[str, tuple[str, ...]]) -> Exposures | None:
    """Exposure of every BCU that has boroughs; None where the area has no ward crime."""
    if _pair_sums(area) is None:
        return None
    asked = {code: exposure(area, boroughs) for code, boroughs in boroughs_of.items()}
    found = {code: one for code, one in asked.items() if one is not None}
    known = area.borough_index.keys() >= EAST_AREA
    east = exposure(area, sorted(EAST_AREA)) if known else None
    return Exposures(
        {code: one.value for code, one in found.items()},
        {code: one.spread for code, one in found.items()},
        east.value if east else None,
    )


def crime_by_borough(area: Area) -> list[float]:
    """Crime of each policed borough, in code order; nought where the area has no ward crime."""
    pairs = _pair_sums(area)
    return pairs[1] if pairs is not None else [0.0] * len(area.policed)


def spread_by_borough(area: Area) -> list[float]:
    """D of each policed borough alone, in metres and code order; nought where it has no crime."""
    found = [exposure(area, (b.code,)) for b in area.policed]
    return [one.spread if one is not None else 0.0 for one in found]


def _pair_sums(area: Area) -> tuple[list[list[float]], list[float]] | None:
    """Borough × borough sums of w_i w_j d_ij over their wards, and crime by borough. Once per area."""
    if CRIME not in area.ward_measures:
        return None

    def make() -> tuple[list[list[float]], list[float]]:
        weight = np.array(area.ward_measures[CRIME])
        point = np.array([(w.easting, w.northing) for w in area.wards])
        apart = np.hypot(*(point[:, None, :] - point[None, :, :]).transpose(2, 0, 1))
        product = apart * weight[:, None] * weight[None, :]
        starts = [area.wards_of[b.code][0] for b in area.policed]
        sums = np.add.reduceat(np.add.reduceat(product, starts, axis=0), starts, axis=1)
        return sums.tolist(), np.add.reduceat(weight, starts).tolist()

    return _areas.get("pairs", (area,), make)
