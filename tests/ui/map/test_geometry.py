"""The map's shapes are those of the area: edges once each, neighbours where the eye expects them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from tests.ui.map.london import CITY, CODE, area, outlines, state
from ui.map.geometry import MapGeometry


@pytest.fixture(scope="module")
def geometry() -> MapGeometry:
    return MapGeometry(area(), outlines())


def test_north_is_up(geometry: MapGeometry) -> None:
    assert geometry.labels[CODE["Enfield"]].y() < geometry.labels[CODE["Croydon"]].y()


def test_every_label_point_lies_in_its_borough(geometry: MapGeometry) -> None:
    assert {code: geometry.at(point) for code, point in geometry.labels.items()} == {
        code: code for code in geometry.codes
    }


def test_the_river_and_the_ground_are_no_borough(geometry: MapGeometry) -> None:
    assert geometry.at(QPointF(530_550, -179_800)) is None  # the Thames by the South Bank
    assert geometry.at(geometry.bounds.topLeft()) is None


def test_every_edge_is_of_one_kind(geometry: MapGeometry) -> None:
    edges = geometry.edges(state().assignment)
    assert sum(path.elementCount() for path in edges.values()) == sum(len(a.points) for a in outlines().arcs)
    assert edges["unassigned"].isEmpty()
    assert not edges["borough"].isEmpty()


def test_an_unassigned_borough_is_all_dashed(geometry: MapGeometry) -> None:
    hackney = CODE["Hackney"]
    edges = geometry.edges({**state().assignment, hackney: None})
    around = sum(len(a.points) for a in outlines().arcs if hackney in (a.left, a.right))
    assert edges["unassigned"].elementCount() == around


def test_the_outline_of_a_bcu_leaves_out_what_its_boroughs_share(geometry: MapGeometry) -> None:
    pair = frozenset({CODE["Camden"], CODE["Islington"]})
    outline, shared = geometry.outline(pair), geometry.shared(*(frozenset({c}) for c in sorted(pair)))
    assert shared.elementCount() > 2
    inner = shared.elementAt(1)
    points = {(outline.elementAt(i).x, outline.elementAt(i).y) for i in range(outline.elementCount())}
    assert (inner.x, inner.y) not in points


@pytest.mark.parametrize(
    ("start", "step", "end"),
    [
        ("Bromley", (-1, 0), "Croydon"),
        ("Enfield", (0, 1), "Haringey"),
        ("Havering", (-1, 0), "Barking and Dagenham"),
        ("Hillingdon", (-1, 0), "Hillingdon"),
        ("Croydon", (0, 1), "Croydon"),
    ],
)
def test_arrows_lead_to_the_next_borough_that_way(
    geometry: MapGeometry, start: str, step: tuple[int, int], end: str
) -> None:
    assert geometry.next_in(CODE[start], *step) == CODE[end]


def test_the_arrows_reach_every_borough(geometry: MapGeometry) -> None:
    reached, waiting = {CITY}, [CITY]
    while waiting:
        code = waiting.pop()
        for step in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            if (found := geometry.next_in(code, *step)) not in reached:
                reached.add(found)
                waiting.append(found)
    assert reached == set(geometry.codes)
