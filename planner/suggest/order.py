"""The order in which the sweep goes through the boroughs. A good one keeps the states few; any gives the same answers.

For the shipped area the orders are worked out once (resources/build/make_sweep.py) and kept beside its boroughs. Any
other area gets the best of some quick ones.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from functools import cache

from planner.area.shipped import has_resource, read_resource
from planner.area.types import Area
from planner.suggest.build import MOST_BOROUGHS, probe
from planner.suggest.graph import Graph

_ANGLES = 8
_PROBE = 3_000


def sweep_order(area: Area, graph: Graph, smallest: int, largest: int) -> tuple[str, ...]:
    """The borough codes in the order to sweep."""
    name = "crossings" if any_crossing(area, graph) else "land"
    shipped = _shipped(area.id).get(f"{name}-{'5' if largest > 4 else '4'}")
    if shipped is not None and sorted(shipped) == sorted(graph.units):
        return shipped
    return quick_order(area, graph, smallest, largest)


def any_crossing(area: Area, graph: Graph) -> bool:
    """Whether a bridge, tunnel or ferry joins boroughs of the graph."""
    return any((min(x.a, x.b), max(x.a, x.b)) in graph.pairs for x in area.borders if x.crossing != "land")


@cache
def _shipped(area_id: str) -> dict[str, tuple[str, ...]]:
    if not has_resource("areas", area_id, "sweep.json"):
        return {}
    found = json.loads(read_resource("areas", area_id, "sweep.json"))
    return {name: tuple(codes) for name, codes in found["orders"].items()}


def quick_order(area: Area, graph: Graph, smallest: int, largest: int) -> tuple[str, ...]:
    """The best of sweeps in a straight line at some angles and of sweeps that keep the border short."""
    straight = list(_straight(area, graph))
    if len(graph.units) > MOST_BOROUGHS:  # too many for the programme in any order: its estimate needs only one
        return straight[0]
    candidates = [*straight, *(_short(graph, start) for start in _ends(area, graph))]
    candidates.sort(key=lambda order: _border(graph, order))
    kept = candidates[:4]
    return min(kept, key=lambda order: probe(len(order), graph.in_order(order).blocks(smallest, largest), _PROBE))


def _straight(area: Area, graph: Graph) -> Iterator[tuple[str, ...]]:
    places = area.borough_by_code
    for i in range(_ANGLES):
        across, up = math.cos(math.pi * i / _ANGLES), math.sin(math.pi * i / _ANGLES)
        yield tuple(sorted(graph.units, key=lambda c: (places[c].easting * across + places[c].northing * up, c)))


def _ends(area: Area, graph: Graph) -> list[str]:
    """The boroughs furthest west, east, south and north."""
    places = area.borough_by_code
    by_east = sorted(graph.units, key=lambda c: (places[c].easting, c))
    by_north = sorted(graph.units, key=lambda c: (places[c].northing, c))
    return list(dict.fromkeys([by_east[0], by_east[-1], by_north[0], by_north[-1]]))


def _short(graph: Graph, start: str) -> tuple[str, ...]:
    """From `start`, always the borough that leaves the fewest neighbours waiting."""
    at = {code: i for i, code in enumerate(graph.units)}
    order, done, waiting = [start], 1 << at[start], graph.neighbours[at[start]]
    while len(order) < len(graph.units):
        choices = [i for i in range(len(graph.units)) if (waiting or ~done) >> i & 1 and not done >> i & 1]
        best = min(choices, key=lambda i: ((waiting | graph.neighbours[i]) & ~done).bit_count())
        order.append(graph.units[best])
        done |= 1 << best
        waiting = (waiting | graph.neighbours[best]) & ~done
    return tuple(order)


def _border(graph: Graph, order: Sequence[str]) -> float:
    """A stand-in for the number of states: large where many boroughs wait at the edge of the sweep."""
    at = {code: i for i, code in enumerate(graph.units)}
    done, waiting, total = 0, 0, 0.0
    for code in order:
        done |= 1 << at[code]
        waiting = (waiting | graph.neighbours[at[code]]) & ~done
        total += 1.9 ** min(waiting.bit_count(), 200)
    return total
