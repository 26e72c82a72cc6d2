"""The area and the baseline that ship with the planner, read from `resources/areas`."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from planner.area.build import AreaError, cell_index, make_area, make_baseline
from planner.area.types import Area, Baseline, Border, Borough, Measure, Ward
from planner.words.numbers import quoted
from planner.words.vocabulary import FUNCTIONS, ROLES, Function, Role, Status

SHIPPED_AREA = "london-2014"
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}(\.[a-z]{1,5})?")
BASELINE_SOURCE = (
    "Made to fit published totals, since no public table by borough, function and rank exists. The 17,521 "
    "officers are the 15,941 of the twelve BCUs at roll-out (secondary source) and the 1,580 published as "
    "fewer; supervisors leave the published 496 to lose. Each total is shared among the 32 boroughs by half "
    "population 2017 and half recorded crime 2016/17, largest remainders; senior posts are one a borough. "
    "DWOs: two in the 100 wards with most recorded crime 2015, one in the others; one PCSO in each."
)


def has_resource(*path: str) -> bool:
    """Whether there is such a file under `resources`.

    A part may come from a plan somebody sent: only a plain name can be a file's here, never a way out of the folder.
    """
    return all(map(_FILE_NAME.fullmatch, path)) and files("resources").joinpath(*path).is_file()


def read_resource(*path: str) -> str:
    """The text of a file under `resources`."""
    return files("resources").joinpath(*path).read_text(encoding="utf-8")


def read_rows(*path: str) -> list[dict[str, str]]:
    """The rows of a CSV file under `resources`, every value as text: the BCU code NA stays "NA"."""
    return list(csv.DictReader(read_resource(*path).splitlines()))


@cache
def load_area(area_id: str = SHIPPED_AREA) -> Area:
    """The shipped area with that id. Raises AreaError when none has it."""
    if not has_resource("areas", area_id, "area.json"):
        raise AreaError(f"No area {quoted(area_id)} ships with the planner: use “{SHIPPED_AREA}”.")
    about = json.loads(read_resource("areas", area_id, "area.json"))
    boroughs = read_rows("areas", area_id, "boroughs.csv")
    wards = read_rows("areas", area_id, "wards.csv")
    measures = read_rows("areas", area_id, "measures.csv")
    on = {kind: [m["id"] for m in measures if m["on"] == kind] for kind in ("borough", "ward")}
    return make_area(
        area_id=about["id"],
        name=about["name"],
        boroughs=(
            Borough(r["code"], r["name"], r["policed"] == "1", float(r["easting"]), float(r["northing"]))
            for r in boroughs
        ),
        wards=(Ward(r["code"], r["name"], r["borough"], float(r["easting"]), float(r["northing"])) for r in wards),
        borders=(
            Border(r["a"], r["b"], float(r["shared_m"]), float(r["land_m"]), r["crossing"], r["crossing_name"])
            for r in read_rows("areas", area_id, "borders.csv")
        ),
        measures=_measures(measures),
        borough_measures={m: [_figure(r[m], r["policed"] == "1") for r in boroughs] for m in on["borough"]},
        ward_measures={m: [_figure(r[m], True) for r in wards] for m in on["ward"]},
        attribution=about["attribution"],
        outlines_id=about["outlines"],
    )


def _measures(rows: list[dict[str, str]]) -> Iterable[Measure]:
    """One Measure to an id: a measure carried by boroughs and by wards is described once."""
    found = {r["id"]: Measure(r["id"], r["name"], r["unit"], Status(r["status"]), r["source"]) for r in rows}
    return found.values()


def _figure(text: str, policed: bool) -> float:
    """A figure. Blank is 0 for the City of London: the Met does not record its crime, and it never counts."""
    if not text and not policed:
        return 0.0
    return float(text)


@cache
def load_baseline(area: Area) -> Baseline:
    """The baseline shipped for the area. Raises AreaError when the area has none."""
    if not has_resource("areas", area.id, "baseline_posts.csv"):
        raise AreaError(f"No baseline ships for {area.name}: bring your own through the workbook.")
    cells = {(f.value, r.value): cell_index(f, r) for f in Function for r in Role}
    posts = {borough.code: [0] * (len(FUNCTIONS) * len(ROLES)) for borough in area.policed}
    for row in read_rows("areas", area.id, "baseline_posts.csv"):
        posts[row["borough"]][cells[row["function"], row["role"]]] = int(row["posts"])
    ward_rows = {row["ward"]: row for row in read_rows("areas", area.id, "baseline_ward_posts.csv")}
    return make_baseline(
        baseline_id="illustrative-2016",
        name="Illustrative baseline, 2016",
        area=area,
        posts=posts,
        ward_dwo=[int(ward_rows[ward.code]["dwo"]) for ward in area.wards],
        ward_pcso=[int(ward_rows[ward.code]["pcso"]) for ward in area.wards],
        status=Status.ILLUSTRATIVE,
        source=BASELINE_SOURCE,
    )
