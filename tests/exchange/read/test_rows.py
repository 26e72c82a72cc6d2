"""Rows: known by names and codes as people write them, told where they are about nothing or say two things."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.exchange.problems import Reason, Severity
from tests.exchange.read.sheets import (
    AREA,
    Change,
    Sheets,
    original,
    rows_by_key,
    the_only,
    values,
    with_rows,
)

WARD = AREA.wards[0]


# Names


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("E09000020", "Kensington & Chelsea"),
        ("E09000027", "Richmond"),
        ("E09000033", "Westminster, City of"),
        ("E09000003", "LB Barnet"),
        ("E09000002", "Barking & Dagenham\u00a0"),
        ("E09000013", " hammersmith AND fulham "),
        ("E09000011", "Royal Borough of Greenwich"),
    ],
)
def test_a_borough_is_known_by_its_name_as_people_write_it(tmp_path: Path, code: str, written: str) -> None:
    def change(sheets: Sheets) -> None:
        row = next(row for row in sheets["Boroughs"] if row[0] == code)
        row[0], row[1] = None, written

    received = with_rows(tmp_path, change)
    assert received.problems == ()
    assert (code,) in rows_by_key(received.tables["Boroughs"])


def test_codes_may_be_left_out_altogether(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        for name in ("Boroughs", "Wards", "Baseline", "Assumptions"):
            sheets[name] = [row[1:] for row in sheets[name]]
        sheets["BCUs"] = [row[1:] for row in sheets["BCUs"]]

    received = with_rows(tmp_path, change)
    assert received.problems == ()
    empty_slots = {key for key, value in original().items() if key[0] == "BCUs" and value is None}
    assert values(received) == {key: value for key, value in original().items() if key not in empty_slots}


def test_a_code_stands_before_a_name_that_is_only_spelled_otherwise(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        sheets["Wards"][1][1] = "Abbey (town centre)"
        sheets["Boroughs"][1][1] = "B&D"

    received = with_rows(tmp_path, change)
    assert received.problems == ()
    assert values(received) == original()


def test_a_code_and_a_name_of_two_things_are_a_problem_that_asks(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        sheets["Wards"][1][1], sheets["Wards"][2][1] = sheets["Wards"][2][1], sheets["Wards"][1][1]
        sheets["Boroughs"][1][1] = "Barnet"

    received = with_rows(tmp_path, change)
    assert [p.place for p in received.problems] == ["Boroughs!A2", "Wards!A2", "Wards!A3"]
    assert "sorted in one column only" in received.problems[0].hint
    assert (WARD.code,) not in rows_by_key(received.tables["Wards"])
    assert not received.tables["Wards"].all_rows_known


@pytest.mark.parametrize(
    ("name", "borough", "cell", "words", "hint"),
    [
        ("Abbey", None, "Wards!B2", "without its borough", "Barking and Dagenham"),
        ("Abey", "Barking and Dagenham", "Wards!B2", "is not a ward of Barking and Dagenham", "“Abbey”"),
        ("Abbey", "Barkin and Dagnam", "Wards!C2", "not sure to be a borough", "“Barking and Dagenham”"),
        ("Abbey", "Atlantis", "Wards!C2", "is not a borough", ""),
        (None, "Barking and Dagenham", "Wards!A2", "names no ward", "code"),
    ],
)
def test_a_ward_that_is_not_sure_is_asked_about_and_never_guessed(
    tmp_path: Path, name: Any, borough: Any, cell: str, words: str, hint: str
) -> None:
    def change(sheets: Sheets) -> None:
        sheets["Wards"][1][:3] = [None, name, borough]

    received = with_rows(tmp_path, change)
    problem = the_only(received)
    assert (problem.place, problem.severity) == (cell, Severity.ERROR)
    assert words in problem.text
    assert hint in problem.hint
    assert (WARD.code,) not in rows_by_key(received.tables["Wards"])


def test_a_ward_name_may_stand_in_the_column_of_codes(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        sheets["Wards"][1][0] = "Abbey ward"
        sheets["Wards"][1][1] = None
        sheets["Wards"][2][0] = "E0500002"

    received = with_rows(tmp_path, change)
    problem = the_only(received)
    assert (problem.place, problem.found) == ("Wards!A3", "“E0500002”")
    assert "Did you mean" in problem.hint
    assert (WARD.code,) in rows_by_key(received.tables["Wards"])


def test_wards_of_another_date_are_one_message(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        for i, row in enumerate(sheets["Wards"][1:]):
            row[0] = f"E0501{i:04}"

    received = with_rows(tmp_path, change)
    problem = the_only(received)
    assert (problem.severity, problem.reason) == (Severity.ERROR, Reason.ROW)
    assert problem.cell == "A2:A630"
    assert problem.text.startswith("629 ward codes on Wards are of wards of another date")
    assert received.tables["Wards"].rows == ()


def test_a_few_unknown_wards_are_told_one_by_one(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        sheets["Wards"][1][0] = "E05999999"
        sheets["Wards"][7][0] = "00ABFX"

    received = with_rows(tmp_path, change)
    assert [p.place for p in received.problems] == ["Wards!A2", "Wards!A8"]
    assert all("is not a ward of London, wards of 2014–2018" in p.text for p in received.problems)
    assert received.problems[0].hint == "The row says “Abbey”, Barking and Dagenham (E05000026)."


def test_wards_of_another_date_below_a_gap_are_wards_too(tmp_path: Path) -> None:
    received = with_rows(tmp_path, lambda sheets: sheets["Wards"].extend([[], ["E05999999", "Nowhere"]]))
    assert [(p.place, p.hint) for p in received.problems] == [("Wards!A632", "")]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "written", "cell", "words"),
    [
        ("Boroughs", 1, 0, "E09000099", "Boroughs!A2", "is not a borough"),
        ("Baseline", 1, 0, "Barkin", "Baseline!A2", "is not sure to be a borough"),
        ("Assumptions", 1, 0, "change.constable.hp", "Assumptions!A2", "is not an assumption of the plan"),
        ("Rules", 1, 0, "G9.on", "Rules!A2", "is not a rule setting"),
        ("Rules", 1, 0, None, "Rules!A2", "names no setting"),
        ("Costs", 1, 0, "2031/32", "Costs!A2", "not a financial year"),
        ("Posts", 1, 0, 0, "Posts!A2", "too small"),
        ("Posts", 1, 1, "Kennels", "Posts!B2", "is not a function"),
        ("Posts", 1, 2, None, "Posts!C2", "nothing is written"),
        ("Baseline", 1, 3, "Wizard", "Baseline!D2", "is not a role"),
    ],
)
def test_a_row_about_nothing_known_is_told_and_not_taken(
    tmp_path: Path, sheet: str, row: int, column: int, written: Any, cell: str, words: str
) -> None:
    def change(sheets: Sheets) -> None:
        sheets[sheet][row][column] = written

    received = with_rows(tmp_path, change)
    problem = the_only(received)
    assert (problem.place, problem.severity) == (cell, Severity.ERROR)
    assert words in problem.text
    assert "The plan keeps what it has." in problem.text


def test_an_assumption_is_known_by_its_name_where_the_id_is_left_out(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        sheets["Assumptions"][1][0] = None
        sheets["Assumptions"][2][:2] = [None, "Nobody’s assumption"]
        sheets["Assumptions"][3][:2] = [None, None]

    received = with_rows(tmp_path, change)
    assert [p.place for p in received.problems] == ["Assumptions!B3", "Assumptions!A4"]
    assert ("change.constable.hq",) in rows_by_key(received.tables["Assumptions"])


# Rows that are no things


@pytest.mark.parametrize("word", ["Total", "TOTALS", "Grand total", "All wards", "Sub-total Barnet", "London"])
def test_total_rows_are_told_and_not_read(tmp_path: Path, word: str) -> None:
    received = with_rows(tmp_path, lambda sheets: sheets["Wards"].append([word, None, None, 1258, 629]))
    problem = the_only(received)
    assert (problem.severity, problem.cell) == (Severity.NOTE, "631:631")
    assert "Row 631 on Wards is taken for totals" in problem.text
    assert values(received) == original()


def test_totals_of_other_tables_are_told_too(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        sheets["BCUs"].append([None, "Total", "12 BCUs"])
        sheets["Targets"].append([None, "Total", None, None, None, None, 1e9])
        sheets["Boroughs"].append([None, "Total", None, None, 382])
        sheets["Costs"].append(["Total", 1, 2])

    received = with_rows(tmp_path, change)
    assert [(p.sheet, p.severity) for p in received.problems] == [
        (name, Severity.NOTE) for name in ("BCUs", "Boroughs", "Targets", "Costs")
    ]
    assert values(received) == original()


def test_the_city_has_its_own_force(tmp_path: Path) -> None:
    received = with_rows(tmp_path, lambda sheets: sheets["Boroughs"].append(["E09000001", "City of London", None]))
    problem = the_only(received)
    assert problem.severity is Severity.NOTE
    assert "its own force" in problem.text
    assert values(received) == original()


def test_what_stands_below_a_gap_and_names_nothing_is_told_and_not_read(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        sheets["Wards"] += [[], ["Source: the board’s papers"], ["Checked by A. N. Other", "x"]]

    received = with_rows(tmp_path, change)
    problem = the_only(received)
    assert (problem.severity, problem.cell) == (Severity.NOTE, "632:633")
    assert values(received) == original()


def test_rows_below_a_gap_that_name_wards_are_read(tmp_path: Path) -> None:
    received = with_rows(tmp_path, lambda sheets: sheets["Wards"].insert(300, []))
    assert received.problems == ()
    assert values(received) == original()


def test_a_row_that_says_the_same_again_is_read_once_and_told(tmp_path: Path) -> None:
    received = with_rows(tmp_path, lambda sheets: sheets["Wards"].append(list(sheets["Wards"][1])))
    problem = the_only(received)
    assert (problem.severity, problem.place) == (Severity.NOTE, "Wards!A631")
    assert len(received.tables["Wards"].rows) == 629


def test_of_two_rows_that_differ_neither_is_taken(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        again = list(sheets["Wards"][1])
        again[3] = 7
        sheets["Wards"].append(again)

    received = with_rows(tmp_path, change)
    problem = the_only(received)
    assert (problem.severity, problem.place) == (Severity.ERROR, "Wards!A631")
    assert "row 2" in problem.text
    assert rows_by_key(received.tables["Wards"])[WARD.code,] == {}


def test_a_target_without_an_id_is_a_new_one(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        for name in ("One", "Another"):
            sheets["Targets"].append(
                [None, name, "no", "force-wide", "recurring", None, "£1.5m", None, "assumed", None]
            )

    received = with_rows(tmp_path, change)
    assert received.problems == ()
    new = [row for row in received.tables["Targets"].rows if row.key == ("",)]
    assert [row.values["name"] for row in new] == ["One", "Another"]
    assert new[0].values["amount"] == 1_500_000


def test_a_bcu_may_be_added_without_a_slot_number(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        sheets["BCUs"][13] = [None, "ZZ", "Thirteenth", date(2018, 4, 1)]
        sheets["Boroughs"][1][2] = "ZZ"

    received = with_rows(tmp_path, change)
    assert received.problems == ()
    assert rows_by_key(received.tables["BCUs"])["13",]["code"] == "ZZ"
    assert received.tables["Boroughs"].rows[0].values["bcu"] == "ZZ"


# Values that cannot stand together


@pytest.mark.parametrize(
    ("change", "cell", "words", "lost"),
    [
        (lambda s: s["BCUs"][2].__setitem__(1, "AS"), "BCUs!B3", "stands on row 2 too", ("BCUs", ("2",), "name")),
        (lambda s: s["BCUs"][2].__setitem__(2, None), "BCUs!C3", "has no name", ("BCUs", ("2",), "name")),
        (lambda s: s["BCUs"][16].__setitem__(2, "New"), "BCUs!B17", "has no code", ("BCUs", ("16",), "name")),
        (lambda s: s["Assumptions"][1].__setitem__(3, 0.1), "Assumptions!D2", "above its high",
         ("Assumptions", ("change.constable.hq",), "high")),
        (lambda s: s["Targets"][5].__setitem__(2, "no"), "Targets!C2", "No target is in force",
         ("Targets", ("f013",), "in_force")),
        (lambda s: s["Targets"][1].__setitem__(2, "yes"), "Targets!C6", "2 targets are in force",
         ("Targets", ("f001",), "in_force")),
        (lambda s: s["Targets"][1].__setitem__(5, None), "Targets!F2", "no year by which",
         ("Targets", ("f001",), "kind")),
        (lambda s: s["Posts"][-1].__setitem__(3, 4), "Posts!D47", "Slot 16 has no BCU",
         ("Posts", ("16", "HQ", "PCSO"), "override")),
    ],
)  # fmt: skip
def test_values_that_cannot_stand_together_are_told_at_their_cell(
    tmp_path: Path, change: Change, cell: str, words: str, lost: Any
) -> None:
    received = with_rows(tmp_path, change)
    problem = next(p for p in received.problems if p.place == cell)
    assert problem.severity is Severity.ERROR
    assert words in problem.text
    assert lost not in values(received)


def test_many_cells_with_the_same_fault_are_one_problem(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        for row in sheets["Wards"][1:]:
            row[5] = None
        for row in sheets["Wards"][1:6]:
            row[4] = "x"

    received = with_rows(tmp_path, change)
    assert [p.cell for p in received.problems] == ["E2", "F2:F630", "E3", "E4", "E5", "E6"]
    assert received.problems[1].text.startswith("629 cells alike: DWO vacancies: nothing is written")
