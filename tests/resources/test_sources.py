"""Every shipped figure has a source, a status and a licence."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from planner.area.shipped import read_rows
from planner.words.vocabulary import Status

DATA = (".csv", ".json")


def _data_files() -> set[str]:
    root = Path(str(files("resources")))
    found = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.suffix in DATA}
    figures = {name for name in found if name.startswith(("areas/", "scenarios/"))}
    return figures | {name for name in found if "/" not in name and name.endswith(".csv")}


def test_every_data_file_has_a_row_in_sources() -> None:
    assert {row["file"] for row in read_rows("sources.csv")} == _data_files() - {"sources.csv"}


def test_every_source_row_is_complete() -> None:
    rows = read_rows("sources.csv")
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert all(row.values()), row
        assert Status(row["status"])


def test_every_measure_has_a_row_in_sources_with_its_own_status() -> None:
    rows = {row["id"]: row for row in read_rows("sources.csv")}
    for measure in read_rows("areas", "london-2014", "measures.csv"):
        row = rows[f"measure.{measure['on']}.{measure['id']}"]
        assert (row["status"], row["source"]) == (measure["status"], measure["source"])


def test_every_fact_is_carried_with_source_and_status() -> None:
    facts = read_rows("facts.csv")
    assert [fact["id"] for fact in facts] == [f"F{n:03}" for n in range(1, 84)]
    for fact in facts:
        assert fact["value"]
        assert fact["source"]
        assert Status(fact["status"])


def test_every_row_of_a_scenario_table_names_its_source_and_status() -> None:
    for name in ("bcus", "assumptions", "targets", "one_off", "rules"):
        for row in read_rows("scenarios", f"{name}.csv"):
            assert row["source"], (name, row)
            assert Status(row["status"])


def test_the_response_record_has_14_months_of_two_pathfinders_and_the_met() -> None:
    rows = read_rows("response_record.csv")
    assert [row["month"] for row in rows] == [
        *(f"2016-{m:02}" for m in range(7, 13)),
        *(f"2017-{m:02}" for m in range(1, 9)),
    ]
    last = rows[-1]
    assert (last["central_north_pct"], last["east_area_pct"], last["mps_pct"], last["target_pct"]) == (
        "78",
        "63",
        "83",
        "90",
    )
    assert min(int(row["east_area_pct"]) for row in rows) == 48
