"""Which boroughs are together, as the equations and the rules read it.

Remembered by the identity of the frozen parts it is made from, so that a rule which reads it is not checked again
after an edit that left them alone.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from planner.area.types import Area
from planner.outcome.remembered import Remembered
from planner.outcome.response import Exposures, exposures
from planner.scenario.types import Bcu
from planner.words.frozen_map import FrozenMap

Names = FrozenMap[str, str]
"""The name of each BCU, by its code."""
Assignment = FrozenMap[str, str]
BoroughsOf = FrozenMap[str, tuple[str, ...]]

_remembered = Remembered(256)
_named = lru_cache(maxsize=64)(FrozenMap[str, str])
"""The same object for the same names: a go-live date or a fill leaves what reads only the names as it was."""


def names_of(bcus: FrozenMap[str, Bcu]) -> Names:
    """The name of each BCU, by its code."""
    return _named(tuple((code, bcu.name) for code, bcu in bcus.items()))


def boroughs_of(names: Names, assignment: Assignment) -> BoroughsOf:
    """Borough codes of each BCU, in code order."""

    def make() -> BoroughsOf:
        found: dict[str, list[str]] = {code: [] for code in names}
        for borough, code in assignment.items():
            found[code].append(borough)
        return FrozenMap({code: tuple(boroughs) for code, boroughs in found.items()})

    return _remembered.get("boroughs", (names, assignment), make)


def unassigned(area: Area, assignment: Assignment) -> tuple[str, ...]:
    """Codes of the boroughs in no BCU."""

    def make() -> tuple[str, ...]:
        placed = assignment.keys()
        return tuple(code for code in area.borough_codes if code not in placed)

    return _remembered.get("unassigned", (area, assignment), make)


def wards_in_bcu(area: Area, assigned: NDArray[np.float64]) -> NDArray[np.bool_]:
    """For each ward, whether its borough is in a BCU. `assigned` is by borough, closed to writing."""

    def make() -> NDArray[np.bool_]:
        counts = [len(area.wards_of[code]) for code in area.borough_codes]
        found: NDArray[np.bool_] = np.repeat(assigned != 0, counts)
        return found

    return _remembered.get("wards", (area, assigned), make)


def exposures_of(area: Area, boroughs: BoroughsOf) -> Exposures | None:
    """Response exposure of each BCU, or None where the area has no ward crime."""
    return _remembered.get("exposures", (area, boroughs), lambda: exposures(area, boroughs))
