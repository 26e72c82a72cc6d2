"""Borough outlines from a TopoJSON of longitudes and latitudes: arcs in whole grid metres, rings, label points.

Rings run anticlockwise, so a borough lies to the left of the arcs its ring runs along. A ring is a list of
arc references: n is arc n forwards, ~n (that is, −n − 1) is arc n backwards.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from resources.build.grid import to_grid

Point = tuple[int, int]


def plain_name(name: str) -> str:
    """A borough's name without case, punctuation, spacing, or "&" for "and", to match one list with another."""
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
    arcs, rings = _without_dots(arcs, rings)
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
    points = []
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
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False))


def _anticlockwise(ring: list[int], arcs: list[list[Point]]) -> list[int]:
    if _twice_area(ring_points(ring, arcs)) > 0:
        return ring
    return [~ref for ref in reversed(ring)]


def _without_dots(
    arcs: list[list[Point]], rings: dict[str, list[list[int]]]
) -> tuple[list[list[Point]], dict[str, list[list[int]]]]:
    """The same without arcs of a single point, which simplifying left behind and which bound nothing."""
    kept = [i for i, arc in enumerate(arcs) if len(arc) > 1]
    new = {old: i for i, old in enumerate(kept)}

    def renumber(ring: list[int]) -> list[int]:
        return [new[r] if r >= 0 else ~new[~r] for r in ring if (r if r >= 0 else ~r) in new]

    return [arcs[i] for i in kept], {c: [renumber(ring) for ring in rs] for c, rs in sorted(rings.items())}


def _steps(arc: list[Point]) -> list[int]:
    flat = list(arc[0])
    for (x0, y0), (x1, y1) in zip(arc, arc[1:], strict=False):
        flat += [x1 - x0, y1 - y0]
    return flat


def is_inside(point: tuple[float, float], ring: list[Point]) -> bool:
    """Whether the point lies inside the closed ring (even-odd)."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, ring[1:], strict=False):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside


def _room(point: tuple[float, float], ring: list[Point]) -> float:
    """Squared metres from a point to the nearest edge of the ring."""
    x, y = point
    best = float("inf")
    for (x0, y0), (x1, y1) in zip(ring, ring[1:], strict=False):
        dx, dy = x1 - x0, y1 - y0
        t = max(0.0, min(1.0, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy)))
        best = min(best, (x0 + t * dx - x) ** 2 + (y0 + t * dy - y) ** 2)
    return best


def _label(row: dict[str, str], rings: dict[str, list[list[int]]], arcs: list[list[Point]]) -> list[int]:
    """The published label point, or, where simplifying left it outside, the roomiest point of the outline."""
    largest = max((ring_points(ring, arcs) for ring in rings[row["gss_code"]]), key=_twice_area)
    east, north = to_grid(float(row["label_lon"]), float(row["label_lat"]))
    if is_inside((east, north), largest):
        return [round(east), round(north)]
    xs, ys = [p[0] for p in largest], [p[1] for p in largest]
    grid = (
        (min(xs) + (max(xs) - min(xs)) * i / 60, min(ys) + (max(ys) - min(ys)) * j / 60)
        for i in range(61)
        for j in range(61)
    )
    best = max((p for p in grid if is_inside(p, largest)), key=lambda p: _room(p, largest))
    return [round(best[0]), round(best[1])]


def _compact(document: dict[str, Any]) -> str:
    """JSON with one line to an arc and to a borough, so that a change shows where it is."""
    arcs = ",\n".join(json.dumps(arc, separators=(",", ":")) for arc in document["arcs"])
    parts = [f'"id":{json.dumps(document["id"])}', f'"unit":{json.dumps(document["unit"])}', f'"arcs":[\n{arcs}\n]']
    for key in ("rings", "labels"):
        lines = (
            f"{json.dumps(code)}:{json.dumps(value, separators=(',', ':'))}" for code, value in document[key].items()
        )
        parts.append(f'"{key}":{{\n' + ",\n".join(lines) + "\n}")
    return "{" + ",\n".join(parts) + "}\n"
