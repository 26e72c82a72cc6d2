"""A small area for tests: three boroughs in a row, the third across water, and a fourth with its own force."""

from __future__ import annotations

from typing import Any

from planner.area.build import make_area
from planner.area.types import Area, Border, Borough, Ward

BOROUGHS = (
    Borough("A", "Ashby", True, 0.0, 0.0),
    Borough("B", "Barton", True, 1000.0, 0.0),
    Borough("C", "Colne", True, 2000.0, 0.0),
    Borough("X", "Xanten", False, 500.0, 500.0),
)
WARDS = (
    Ward("A1", "Abbey", "A", 0.0, 0.0),
    Ward("B1", "Abbey", "B", 1000.0, 0.0),
    Ward("B2", "Village", "B", 1100.0, 0.0),
    Ward("C1", "Town", "C", 2000.0, 0.0),
)
BORDERS = (
    Border("A", "B", 900.0, 900.0, "land", ""),
    Border("A", "X", 100.0, 100.0, "land", ""),
    Border("B", "C", 400.0, 0.0, "road", "Long Bridge"),
    Border("C", "X", 100.0, 100.0, "land", ""),
)


def small_area(**changed: Any) -> Area:
    """The small area, with some arguments of make_area changed."""
    arguments: dict[str, Any] = {
        "area_id": "small",
        "name": "Small area",
        "boroughs": BOROUGHS,
        "wards": WARDS,
        "borders": BORDERS,
    }
    return make_area(**(arguments | changed))
