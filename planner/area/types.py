"""The police area being planned, at one date, as immutable values.

Positions are British National Grid metres (easting, northing). Measures are columns in the order of
`Area.boroughs` or `Area.wards`; an area lacks the measures it does not list.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Status


@dataclass(frozen=True)
class Borough:
    """A London borough. The City of London has its own force: `policed` is False and it is never assigned."""

    code: str
    name: str
    policed: bool
    easting: float
    northing: float


@dataclass(frozen=True)
class Ward:
    """An electoral ward of one borough (`borough` is its code); the point is the ward's centroid."""

    code: str
    name: str
    borough: str
    easting: float
    northing: float


@dataclass(frozen=True)
class Border:
    """Two boroughs that touch. `crossing` is land, road, ferry or none; metres are of shared boundary."""

    a: str
    b: str
    shared_m: float
    land_m: float
    crossing: str
    crossing_name: str


@dataclass(frozen=True)
class Measure:
    """A column of figures an area carries, with where it comes from."""

    id: str
    name: str
    unit: str
    status: Status
    source: str


@dataclass(frozen=True)
class Area:
    """The area being planned. Boroughs are in code order; wards in (borough code, ward code) order."""

    id: str
    name: str
    boroughs: tuple[Borough, ...]
    wards: tuple[Ward, ...]
    borders: tuple[Border, ...]
    measures: tuple[Measure, ...]
    borough_measures: FrozenMap[str, tuple[float, ...]]
    ward_measures: FrozenMap[str, tuple[float, ...]]
    attribution: str
    outlines_id: str

    @cached_property
    def policed(self) -> tuple[Borough, ...]:
        """The boroughs that can be assigned, in code order. Array axes called *borough* are in this order."""
        return tuple(b for b in self.boroughs if b.policed)

    @cached_property
    def borough_index(self) -> dict[str, int]:
        """Position of each policed borough's code on the borough axis."""
        return {b.code: i for i, b in enumerate(self.policed)}

    @cached_property
    def borough_codes(self) -> tuple[str, ...]:
        """Codes of the policed boroughs: the borough axis."""
        return tuple(b.code for b in self.policed)

    @cached_property
    def ward_codes(self) -> tuple[str, ...]:
        """Codes of the wards: the ward axis."""
        return tuple(w.code for w in self.wards)

    @cached_property
    def ward_index(self) -> dict[str, int]:
        """Position of each ward's code on the ward axis."""
        return {w.code: i for i, w in enumerate(self.wards)}

    @cached_property
    def borough_by_code(self) -> dict[str, Borough]:
        """Every borough, the City among them, by its code."""
        return {b.code: b for b in self.boroughs}

    @cached_property
    def wards_of(self) -> dict[str, tuple[int, ...]]:
        """Ward positions of each borough, by borough code."""
        found: dict[str, list[int]] = {b.code: [] for b in self.boroughs}
        for i, ward in enumerate(self.wards):
            found[ward.borough].append(i)
        return {code: tuple(rows) for code, rows in found.items()}

    @cached_property
    def borders_from(self) -> dict[str, tuple[Border, ...]]:
        """The borders whose `a` is the borough, by its code: each border once."""
        found: dict[str, list[Border]] = {}
        for border in self.borders:
            found.setdefault(border.a, []).append(border)
        return {code: tuple(borders) for code, borders in found.items()}

    @cached_property
    def hash(self) -> str:
        """The area hash: sha256 of its canonical JSON."""
        return _digest(
            {
                "id": self.id,
                "name": self.name,
                "boroughs": [[b.code, b.name, b.policed, b.easting, b.northing] for b in self.boroughs],
                "wards": [[w.code, w.name, w.borough, w.easting, w.northing] for w in self.wards],
                "borders": [[x.a, x.b, x.shared_m, x.land_m, x.crossing, x.crossing_name] for x in self.borders],
                "borough_measures": {k: list(v) for k, v in self.borough_measures.items()},
                "ward_measures": {k: list(v) for k, v in self.ward_measures.items()},
            }
        )


@dataclass(frozen=True)
class Baseline:
    """The posts before the merger. Read-only.

    `posts` maps borough code to whole posts, function-major over FUNCTIONS × ROLES (45 values).
    `ward_dwo` and `ward_pcso` are posts in ward order of the area the baseline belongs to.
    """

    id: str
    name: str
    area_hash: str
    posts: FrozenMap[str, tuple[int, ...]]
    ward_dwo: tuple[int, ...]
    ward_pcso: tuple[int, ...]
    status: Status
    source: str

    @cached_property
    def hash(self) -> str:
        """The baseline hash: sha256 of its canonical JSON."""
        return _digest(
            {
                "id": self.id,
                "name": self.name,
                "area": self.area_hash,
                "posts": {k: list(v) for k, v in self.posts.items()},
                "ward_dwo": list(self.ward_dwo),
                "ward_pcso": list(self.ward_pcso),
            }
        )


def _digest(document: object) -> str:
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
