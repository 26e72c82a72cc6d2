"""The terms of a question: which maps are possible, and what makes one better than another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.area.types import Area
from planner.scenario.types import Scenario

POPULATION = "pop_2017_gla"
Progress = Callable[[float], None]
Cancelled = Callable[[], bool]
Pair = tuple[str, str]


def silent(share: float) -> None:
    """A progress that nobody hears."""


def never() -> bool:
    """A cancel that never comes."""
    return False


class Aim(StrEnum):
    """What a map is judged by: always the less the better, but for the saving."""

    DEVIATION = "deviation"
    LARGEST = "largest"
    SPREAD = "spread"
    OUTLINE = "outline"
    SAVING = "saving"
    CHANGE = "change"
    EXPOSURE = "exposure"


AIM_WORDS: dict[Aim, str] = {
    Aim.DEVIATION: "largest deviation from the mean",
    Aim.LARGEST: "largest BCU over the mean",
    Aim.SPREAD: "spread from the smallest BCU to the largest",
    Aim.OUTLINE: "length of the borders between BCUs",
    Aim.SAVING: "full-year saving",
    Aim.CHANGE: "posts of the boroughs moved",
    Aim.EXPOSURE: "largest response exposure",
}
MOST_OF: frozenset[Aim] = frozenset({Aim.DEVIATION, Aim.LARGEST, Aim.EXPOSURE})
"""Aims that are the worst of any BCU: counted exactly, at once."""
SUM_OF: frozenset[Aim] = frozenset({Aim.OUTLINE, Aim.SAVING, Aim.CHANGE})
"""Aims that add up over the BCUs."""
MEASURED: frozenset[Aim] = frozenset({Aim.DEVIATION, Aim.LARGEST, Aim.SPREAD})
"""Aims that speak of the chosen measure."""


@dataclass(frozen=True)
class Terms:
    """The terms of a question about maps.

    A map puts every borough into one BCU. `fewest` and `most` bound the number of BCUs; `smallest` and `largest`
    the boroughs of one. BCUs join by land borders of at least `min_border` metres, and across the `crossings`
    (pairs of borough codes in order). Locks hold boroughs and BCUs as the present scenario has them. `together`
    are sets of boroughs kept in one BCU, `apart` pairs kept in two. `within` bounds every BCU's deviation from the
    mean of `measure`, as a share of it. `aims` are one or two, the second judged among the maps whose first is
    within `tolerance` (a share of it) of the best.
    """

    fewest: int = 12
    most: int = 12
    smallest: int = 2
    largest: int = 4
    crossings: frozenset[Pair] = frozenset()
    min_border: float = 0.0
    locked_boroughs: frozenset[str] = frozenset()
    locked_bcus: frozenset[str] = frozenset()
    together: tuple[frozenset[str], ...] = ()
    apart: tuple[Pair, ...] = ()
    within: float | None = None
    aims: tuple[Aim, ...] = (Aim.DEVIATION,)
    measure: str = POPULATION
    tolerance: float = 0.0

    @property
    def counts(self) -> range:
        """The numbers of BCUs asked for."""
        return range(self.fewest, self.most + 1)


def with_locks(terms: Terms, scenario: Scenario) -> Terms:
    """The terms with the scenario's locks kept."""
    return replace(terms, locked_boroughs=scenario.locked_boroughs, locked_bcus=scenario.locked_bcus)


def with_crossings(terms: Terms, area: Area) -> Terms:
    """The terms with every bridge, tunnel and ferry of the area allowed."""
    return replace(terms, crossings=crossings_of(area))


def crossings_of(area: Area) -> frozenset[Pair]:
    """The pairs of policed boroughs that a bridge, tunnel or ferry joins."""
    policed = set(area.borough_codes)
    pairs = ((x.a, x.b) for x in area.borders if x.crossing in ("road", "ferry"))
    return frozenset((min(p), max(p)) for p in pairs if policed.issuperset(p))
