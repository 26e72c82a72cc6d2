"""Borough outlines from a TopoJSON of longitudes and latitudes: arcs in grid metres, rings, label points.

Rings run anticlockwise, so a borough lies to the left of the arcs its ring runs along. A ring is a list of
arc references: n is arc n forwards, ~n (that is, −n − 1) is arc n backwards.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

from resources.build.grid import to_grid

Point = tuple[int, int]

# A label keeps its published point while that is at least this share of the best distance from every edge.
ENOUGH_ROOM = 0.6


def plain_name(name: str) -> str:
    """A borough's name without case, punctuation and spacing, "&" as "and", to match one list with another."""
    return re.sub(r"[^a-z]", "", name.lower().replace("&", "and"))


def make_outlines(outlines_id: str, topology: dict[str, Any], boroughs: list[dict[str, str]]) -> str:
    """The JSON text of the outlines. Raises ValueError naming a borough that has no outline or no code."""
    arcs = [_grid_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    code_of = {plain_name(row["name"]): row["gss_code"] for row in boroughs}
    rings: dict[str, list[list[int]]] = {}
    for shape in topology["objects"]["boroughs"]["geometries"]:
        code = code_of.get(plain_name(shape["id"]))
        if code is None:
            raise ValueError(f"The outline “{shape['id']}” matches no borough's name.")
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings[code] = [_anticlockwise(ring, arcs) for polygon in polygons for ring in polygon]
    for row in boroughs:
        if row["gss_code"] not in rings:
            raise ValueError(f"{row['name']} has no outline.")
    arcs, rings = _tidy(arcs, rings)
    document = {
        "id": outlines_id,
        "unit": "metres, British National Grid; every arc is its first point, then steps",
        "arcs": [_steps(arc) for arc in arcs],
        "rings": rings,
        "labels": {row["gss_code"]: _label(row, rings, arcs) for row in boroughs},
    }
    return _compact(document)


def _grid_arc(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """Points of one delta-encoded arc, projected and rounded to whole metres."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    xs, ys = accumulate(p[0] for p in arc), accumulate(p[1] for p in arc)
    points: list[Point] = []
    for x, y in zip(xs, ys, strict=True):
        east, north = to_grid(tx + x * sx, ty + y * sy)
        point = (round(east), round(north))
        if not points or points[-1] != point:
            points.append(point)
    return points


def ring_points(ring: Sequence[int], arcs: list[list[Point]]) -> list[Point]:
    """The closed ring's points, first and last the same."""
    points: list[Point] = []
    for ref in ring:
        run = arcs[ref] if ref >= 0 else arcs[~ref][::-1]
        points.extend(run[1:] if points else run)
    return points


def _twice_area(points: list[Point]) -> int:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(points))


def _anticlockwise(ring: list[int], arcs: list[list[Point]]) -> list[int]:
    if _twice_area(ring_points(ring, arcs)) > 0:
        return ring
    return [~ref for ref in reversed(ring)]


def _tidy(
    arcs: list[list[Point]], rings: dict[str, list[list[int]]]
) -> tuple[list[list[Point]], dict[str, list[list[int]]]]:
    """The same without what simplifying left behind: rings with nothing inside and arcs that bound nothing."""
    real = {
        code: [
            [ref for ref in ring if len(arcs[_arc_of(ref)]) > 1]
            for ring in found
            if _twice_area(ring_points(ring, arcs))
        ]
        for code, found in sorted(rings.items())
    }
    kept = sorted({_arc_of(ref) for found in real.values() for ring in found for ref in ring})
    new = {old: i for i, old in enumerate(kept)}
    renumbered = {
        code: [[new[ref] if ref >= 0 else ~new[~ref] for ref in ring] for ring in found] for code, found in real.items()
    }
    return [arcs[i] for i in kept], renumbered


def _arc_of(ref: int) -> int:
    return ref if ref >= 0 else ~ref


def _steps(arc: list[Point]) -> list[int]:
    flat = list(arc[0])
    for (x0, y0), (x1, y1) in pairwise(arc):
        flat += [x1 - x0, y1 - y0]
    return flat


def is_inside(point: tuple[float, float], ring: list[Point]) -> bool:
    """Whether the point lies inside the closed ring (even-odd)."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in pairwise(ring):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside


def _room(point: tuple[float, float], ring: list[Point]) -> float:
    """Squared metres from a point to the nearest edge of the ring."""
    x, y = point
    best = float("inf")
    for (x0, y0), (x1, y1) in pairwise(ring):
        dx, dy = x1 - x0, y1 - y0
        t = max(0.0, min(1.0, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy)))
        best = min(best, (x0 + t * dx - x) ** 2 + (y0 + t * dy - y) ** 2)
    return best


def _label(row: dict[str, str], rings: dict[str, list[list[int]]], arcs: list[list[Point]]) -> list[int]:
    """The published label point; the roomiest point where that one lies outside or far nearer an edge."""
    largest = max((ring_points(ring, arcs) for ring in rings[row["gss_code"]]), key=_twice_area)
    published = to_grid(float(row["label_lon"]), float(row["label_lat"]))
    xs, ys = [p[0] for p in largest], [p[1] for p in largest]
    grid = (
        (min(xs) + (max(xs) - min(xs)) * i / 60, min(ys) + (max(ys) - min(ys)) * j / 60)
        for i in range(61)
        for j in range(61)
    )
    best = max((p for p in grid if is_inside(p, largest)), key=lambda p: _room(p, largest))
    cramped = _room(published, largest) < ENOUGH_ROOM**2 * _room(best, largest)
    chosen = best if cramped or not is_inside(published, largest) else published
    return [round(chosen[0]), round(chosen[1])]


def _compact(document: dict[str, Any]) -> str:
    """JSON with one line to an arc and to a borough, so that a change shows where it is."""
    arcs = ",\n".join(json.dumps(arc, separators=(",", ":")) for arc in document["arcs"])
    parts = [
        f'"id":{json.dumps(document["id"])}',
        f'"unit":{json.dumps(document["unit"])}',
        f'"arcs":[\n{arcs}\n]',
    ]
    for key in ("rings", "labels"):
        lines = (
            f"{json.dumps(code)}:{json.dumps(value, separators=(',', ':'))}" for code, value in document[key].items()
        )
        parts.append(f'"{key}":{{\n' + ",\n".join(lines) + "\n}")
    return "{" + ",\n".join(parts) + "}\n"
