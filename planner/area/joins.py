"""Whether boroughs join into one piece: by land, only by a bridge, tunnel or ferry, or not at all.

Always from the area's borders, never from how the map happens to draw them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from planner.area.types import Area, Border

MOST_REMEMBERED = 4096
"""Sets of boroughs whose joins are kept: many times what a drag or a search comes back to."""

JoinKind = Literal["land", "crossing", "apart"]


@dataclass(frozen=True)
class Join:
    """How a set of boroughs joins.

    `parts` are the pieces, each borough codes in order: those joined by land where `kind` is land or
    crossing, those not joined at all where it is apart. `crossings` are the fewest borders across water
    that join what can be joined.
    """

    kind: JoinKind
    parts: tuple[tuple[str, ...], ...]
    crossings: tuple[Border, ...]
    words: str


def join_of(area: Area, codes: Iterable[str]) -> Join:
    """How the boroughs join. The City of London joins nothing. Raises KeyError for an unknown borough.

    The sets asked for last are remembered for each area, since a drag asks at every step.
    """
    asked = _Asked((area.hash, frozenset(codes)))
    asked.area = area
    return _remembered(asked)


def border_between(area: Area, code: str, codes: Iterable[str]) -> list[Border]:
    """The borders of one borough with others, the longest by land first, then the longest in all."""
    others = frozenset(codes)
    found = [x for x in area.borders if (x.a == code and x.b in others) or (x.b == code and x.a in others)]
    return sorted(found, key=lambda x: (-x.land_m, -x.shared_m, x.a, x.b))


class _Asked(tuple[str, frozenset[str]]):
    """A question: the area's hash and the boroughs. The area itself is beside them and not compared."""

    area: Area


@lru_cache(maxsize=MOST_REMEMBERED)
def _remembered(asked: _Asked) -> Join:
    return _work_out(asked.area, asked[1])


def _work_out(area: Area, codes: frozenset[str]) -> Join:
    policed = {code for code in codes if area.borough_by_code[code].policed}
    inside = [x for code in sorted(policed) for x in area.borders_from.get(code, ()) if x.b in policed]
    pieces = {code: code for code in codes}
    for border in inside:
        if border.crossing == "land":
            _unite(pieces, border)
    by_land = _parts(pieces)
    if len(by_land) <= 1:
        return Join(
            "land",
            by_land,
            (),
            "joined by land" if len(codes) > 1 else "one borough" if codes else "no borough",
        )
    # A road before a ferry, then the longer boundary: what a response car would use.
    across = [x for x in inside if x.crossing in ("road", "ferry")]
    across.sort(key=lambda x: (x.crossing == "ferry", -x.shared_m, x.a, x.b))
    needed = tuple(x for x in across if _unite(pieces, x))
    parts = _parts(pieces)
    if len(parts) == 1:
        return Join("crossing", by_land, needed, "joined only by " + _list([_crossing_words(area, x) for x in needed]))
    names = (", ".join(area.borough_by_code[code].name for code in part) for part in parts)
    return Join("apart", parts, needed, "apart: " + " / ".join(names))


def _root(pieces: dict[str, str], code: str) -> str:
    while pieces[code] != code:
        code = pieces[code]
    return code


def _unite(pieces: dict[str, str], border: Border) -> bool:
    """Joins the two pieces a border lies between; False when they were one already."""
    a, b = _root(pieces, border.a), _root(pieces, border.b)
    pieces[max(a, b)] = min(a, b)
    return a != b


def _parts(pieces: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    found: dict[str, list[str]] = {}
    for code in sorted(pieces):
        found.setdefault(_root(pieces, code), []).append(code)
    return tuple(tuple(part) for part in found.values())


def _crossing_words(area: Area, border: Border) -> str:
    names = area.borough_by_code
    return f"{border.crossing_name} ({names[border.a].name}–{names[border.b].name})"


def _list(words: list[str]) -> str:
    return words[0] if len(words) == 1 else "; ".join(words[:-1]) + " and " + words[-1]
