"""Outlines are arcs that boroughs share: what joins on the map is what joins by land."""

from __future__ import annotations

from itertools import pairwise

import pytest

from planner.area.build import AreaError
from planner.area.outlines import Arc, Outlines, load_outlines
from planner.area.shipped import load_area
from planner.words.frozen_map import FrozenMap

Line = tuple[tuple[float, float], ...]


def _area(ring: Line) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def _inside(point: tuple[float, float], ring: Line) -> bool:
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in pairwise(ring):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside


@pytest.fixture
def outlines() -> Outlines:
    return load_outlines(load_area().outlines_id)


@pytest.fixture
def two_squares() -> Outlines:
    """P on the left and Q on the right of the line from (1, 0) to (1, 1)."""
    return Outlines(
        id="two",
        arcs=(
            Arc(((1.0, 0.0), (1.0, 1.0)), "P", "Q"),
            Arc(((1.0, 1.0), (0.0, 1.0), (0.0, 0.0), (1.0, 0.0)), "P", ""),
            Arc(((1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0)), "Q", ""),
        ),
        rings=FrozenMap({"P": ((0, 1),), "Q": ((2, ~0),)}),
        labels=FrozenMap({"P": (0.5, 0.5), "Q": (1.5, 0.5)}),
    )


def test_shared_arcs_give_exactly_the_68_land_borders(outlines: Outlines) -> None:
    pairs = {tuple(sorted((arc.left, arc.right))) for arc in outlines.arcs if arc.left and arc.right}
    land = {(x.a, x.b) for x in load_area().borders if x.crossing == "land"}
    assert len(land) == 68
    assert pairs == land
    assert all(outlines.shared(a, b) for a, b in land)


def test_every_borough_has_closed_rings_that_run_anticlockwise(outlines: Outlines) -> None:
    assert list(outlines.rings) == [borough.code for borough in load_area().boroughs]
    for code in outlines.rings:
        polygon = outlines.polygon(code)
        assert polygon
        for ring in polygon:
            assert ring[0] == ring[-1]
            assert _area(ring) > 0
        assert [_area(ring) for ring in polygon] == sorted(map(_area, polygon), reverse=True)


def test_every_label_stands_inside_the_largest_part_of_its_borough(outlines: Outlines) -> None:
    assert list(outlines.labels) == list(outlines.rings)
    for code, point in outlines.labels.items():
        assert _inside(point, outlines.polygon(code)[0]), code


def test_all_but_3_in_100_wards_lie_inside_their_boroughs_outline(outlines: Outlines) -> None:
    """The outlines are simplified and leave out the river, so a riverside centroid may fall just outside."""
    area = load_area()
    inside = sum(
        any(_inside((ward.easting, ward.northing), ring) for ring in outlines.polygon(ward.borough))
        for ward in area.wards
    )
    assert inside >= 0.97 * len(area.wards)


def test_outlines_measure_what_the_boroughs_measure(outlines: Outlines) -> None:
    """Simplified land outlines keep each borough's published land area within 4 %."""
    area = load_area()
    for borough, published in zip(area.boroughs, area.borough_measures["area_land_km2"], strict=True):
        drawn = sum(map(_area, outlines.polygon(borough.code))) / 1e6
        assert drawn == pytest.approx(published, rel=0.04), borough.name


def test_bounds_hold_every_point(outlines: Outlines) -> None:
    west, south, east, north = outlines.bounds
    assert 500_000 < west < 510_000
    assert 150_000 < south < 160_000
    assert 555_000 < east < 565_000
    assert 195_000 < north < 205_000
    for code in outlines.rings:
        assert all(west <= x <= east and south <= y <= north for r in outlines.polygon(code) for x, y in r)


def test_edges_lie_between_groups_and_round_the_outside(two_squares: Outlines) -> None:
    line, left, right = (arc.points for arc in two_squares.arcs)
    assert two_squares.edges_between({"P": "G", "Q": "G"}) == (left, right)
    assert two_squares.edges_between({"P": "G", "Q": "H"}) == (line, left, right)


def test_a_borough_in_no_group_is_a_group_by_itself(two_squares: Outlines) -> None:
    assert len(two_squares.edges_between({})) == 3
    assert len(two_squares.edges_between({"P": "G"})) == 3
    assert len(two_squares.edges_between({"P": "", "Q": ""})) == 2


def test_the_outer_boundary_of_joined_boroughs_is_one_closed_ring(two_squares: Outlines) -> None:
    (ring,) = two_squares.outer_of(frozenset("PQ"))
    assert ring[0] == ring[-1]
    assert _area(ring) == 2.0
    (alone,) = two_squares.outer_of(frozenset("Q"))
    assert _area(alone) == 1.0
    assert two_squares.outer_of(frozenset()) == ()


def test_the_outer_boundary_of_all_boroughs_holds_their_whole_area(outlines: Outlines) -> None:
    rings = outlines.outer_of(frozenset(outlines.rings))
    whole = sum(_area(ring) for code in outlines.rings for ring in outlines.polygon(code))
    assert sum(map(_area, rings)) == pytest.approx(whole)
    assert all(ring[0] == ring[-1] for ring in rings)


def test_a_borough_left_out_of_the_middle_is_a_hole(outlines: Outlines) -> None:
    codes = frozenset(outlines.rings)
    outer = outlines.outer_of(codes)
    islington = "E09000019"
    holed = outlines.outer_of(codes - {islington})
    lost = sum(map(_area, outer)) - sum(map(_area, holed))
    assert lost == pytest.approx(sum(map(_area, outlines.polygon(islington))))
    assert min(map(_area, holed)) < 0


def test_boroughs_across_the_river_share_nothing(outlines: Outlines) -> None:
    assert outlines.shared("E09000028", "E09000030") == ()


def test_outlines_that_do_not_ship_are_refused_with_a_sentence() -> None:
    with pytest.raises(AreaError) as refused:
        load_outlines("paris")
    assert str(refused.value) == "No outlines “paris” ship with the planner: show the boroughs as tiles."
    with pytest.raises(AreaError):
        load_outlines("")
