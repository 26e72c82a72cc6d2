"""The shipped area is what its script makes of the source tables."""

from __future__ import annotations

import json
from math import dist
from typing import Any

import pytest

from resources.build.grid import to_grid
from resources.build.make_area import TARGET, read_table, table_files
from resources.build.outlines import make_outlines, plain_name

SCALE = 1e-4


def test_running_the_script_again_changes_no_table() -> None:
    for name, text in table_files().items():
        assert (TARGET / name).read_text("utf-8") == text, name


def test_positions_are_within_10_metres_of_the_published_grid_references() -> None:
    for row in read_table("boroughs"):
        made = to_grid(float(row["centroid_lon"]), float(row["centroid_lat"]))
        assert dist(made, (float(row["centroid_e"]), float(row["centroid_n"]))) < 10, row["name"]


def test_a_borough_is_matched_whatever_the_spelling() -> None:
    assert plain_name("Kensington & Chelsea") == plain_name("Kensington and\u00a0Chelsea ")


def _topology(**names: str) -> dict[str, Any]:
    """Two squares side by side, P and Q, and in Q's ring an arc of one point and beside it a sliver."""
    return {
        "transform": {"scale": [SCALE, SCALE], "translate": [-0.1, 51.5]},
        "arcs": [
            [[100, 0], [0, 100]],
            [[100, 100], [-100, 0], [0, -100], [100, 0]],
            [[100, 0], [100, 0], [0, 100], [-100, 0]],
            [[100, 100], [0, 0]],
            [[300, 0], [10, 0]],
        ],
        "objects": {
            "boroughs": {
                "geometries": [
                    {"type": "Polygon", "id": names.get("p", "P & Q"), "arcs": [[~1, ~0]]},
                    {"type": "MultiPolygon", "id": names.get("q", "Quay"), "arcs": [[[2, 3, ~0]], [[4, ~4]]]},
                ]
            }
        },
    }


def _boroughs(label: str = "51.505") -> list[dict[str, str]]:
    return [
        {"gss_code": "E1", "name": "P and Q", "label_lon": "-0.095", "label_lat": label},
        {"gss_code": "E2", "name": "Quay", "label_lon": "-0.085", "label_lat": "51.505"},
    ]


def test_outlines_keep_the_shared_arc_and_drop_dots_and_slivers() -> None:
    made = json.loads(make_outlines("two", _topology(), _boroughs()))
    assert made["rings"] == {"E1": [[0, 1]], "E2": [[2, -1]]}
    assert len(made["arcs"]) == 3
    assert made["arcs"][0][:2] == [round(x) for x in to_grid(-0.09, 51.5)]


def test_a_label_outside_its_outline_is_moved_to_the_middle() -> None:
    made = json.loads(make_outlines("two", _topology(), _boroughs(label="51.6")))
    assert dist(made["labels"]["E1"], to_grid(-0.095, 51.505)) < 120
    kept = json.loads(make_outlines("two", _topology(), _boroughs()))
    assert kept["labels"]["E1"] == [round(x) for x in to_grid(-0.095, 51.505)]


def test_an_outline_and_a_borough_that_do_not_match_stop_the_script() -> None:
    with pytest.raises(ValueError, match="The outline “Lost” matches no borough's name"):
        make_outlines("two", _topology(p="Lost"), _boroughs())
    with pytest.raises(ValueError, match="Quay has no outline"):
        make_outlines("two", _topology(q="P and Q"), _boroughs())
