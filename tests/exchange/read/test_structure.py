from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from planner.exchange.problems import Problem, Reason, Severity
from planner.exchange.received import Received
from planner.exchange.tables import INPUT_TABLES, WARDS
from tests.exchange.read.sheets import Sheets, changed, few_sheets, read, texts, values, write


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[Any, Any]:
    received = read(write(tmp_path_factory.mktemp("plan") / "plan.xlsx", few_sheets()))
    assert received.problems == ()
    return values(received)


def structure_problems(received: Received) -> list[Problem]:
    return [p for p in received.problems if p.reason is Reason.STRUCTURE]


def the_only(received: Received) -> Problem:
    (problem,) = received.problems
    return problem


def test_every_input_table_is_found_and_every_input_read(tmp_path: Path) -> None:
    received = read(write(tmp_path / "plan.xlsx", few_sheets()))
    assert set(received.tables) == {table.name for table in INPUT_TABLES}
    for table in INPUT_TABLES:
        assert received.tables[table.name].columns == {c.key for c in table.columns}
        assert received.tables[table.name].all_rows_known
    assert not received.refused


def test_columns_may_move(tmp_path: Path, wanted: dict[Any, Any]) -> None:
    rng = random.Random(4)
    moved = {}
    for name, rows in few_sheets().items():
        order = rng.sample(range(len(rows[0])), len(rows[0]))
        moved[name] = [[row[i] for i in order] for row in rows]
    received = read(write(tmp_path / "plan.xlsx", moved))
    assert received.problems == ()
    assert values(received) == wanted


def test_sheets_may_stand_in_any_order(tmp_path: Path, wanted: dict[Any, Any]) -> None:
    received = read(write(tmp_path / "plan.xlsx", dict(reversed(few_sheets().items()))))
    assert received.problems == ()
    assert values(received) == wanted


def test_headings_may_stand_anywhere_below_titles_and_beside_a_margin(tmp_path: Path, wanted: dict[Any, Any]) -> None:
    lower: Sheets = {}
    for name, rows in few_sheets().items():
        above: list[list[Any]] = [[f"{name}. What this is"], [], ["Printed for the board", None, 7], []]
        lower[name] = above + [[None, None, *row] for row in rows]
    received = read(write(tmp_path / "plan.xlsx", lower))
    assert received.problems == ()
    assert values(received) == wanted
    assert received.tables["Wards"].rows[0].cells["dwo"] == "F6"


def test_headings_may_be_written_as_people_do(tmp_path: Path, wanted: dict[Any, Any]) -> None:
    sheets = few_sheets()
    sheets["Wards"][0] = ["GSS code", "WARD  name", "borough", "DWOs", "pcso", "Vacancies", "Ring fence",
                          "Abstraction rate (%)"]  # fmt: skip
    sheets["Boroughs"][0][:2] = ["LAD code", "Name"]
    received = read(write(tmp_path / "plan.xlsx", sheets))
    assert received.problems == ()
    assert values(received) == wanted


def test_sheet_names_may_be_written_as_people_do(tmp_path: Path, wanted: dict[Any, Any]) -> None:
    names = {"Wards": " wards ", "BCUs": "bcus", "Costs": "One-off cost"}
    sheets = {names.get(name, name): rows for name, rows in few_sheets().items()}
    received = read(write(tmp_path / "plan.xlsx", sheets))
    assert received.problems == ()
    assert values(received) == wanted
    assert received.tables["Wards"].sheet == " wards "


@pytest.mark.parametrize("name", ["Ward posts", "Wards (2)", "Copy of Wards", "Sheet3"])
def test_a_renamed_sheet_is_found_by_its_headings_and_told(tmp_path: Path, wanted: dict[Any, Any], name: str) -> None:
    sheets = {name if n == "Wards" else n: rows for n, rows in few_sheets().items()}
    received = read(write(tmp_path / "plan.xlsx", sheets))
    assert values(received) == wanted
    problem = the_only(received)
    assert (problem.severity, problem.sheet) == (Severity.NOTE, name)
    assert f"Wards is read from {name}" in problem.text


def test_of_two_sheets_that_could_be_it_neither_is_taken(tmp_path: Path) -> None:
    sheets = few_sheets()
    wards = sheets.pop("Wards")
    received = read(write(tmp_path / "plan.xlsx", {**sheets, "Wards (2)": wards, "Wards (3)": wards}))
    assert "Wards" not in received.tables
    problem = next(p for p in received.problems if p.severity is Severity.ERROR)
    assert "Wards (2) and Wards (3) could each be it" in problem.text


def test_a_missing_sheet_leaves_that_part_as_it_is(tmp_path: Path, wanted: dict[Any, Any]) -> None:
    for table in INPUT_TABLES:
        sheets = few_sheets()
        del sheets[table.sheet]
        received = read(write(tmp_path / "plan.xlsx", sheets))
        problem = the_only(received)
        assert problem.severity is Severity.NOTE
        assert problem.text == f"There is no sheet {table.sheet}: {table.part} stay as they are."
        assert values(received) == {key: v for key, v in wanted.items() if key[0] != table.name}


def test_a_workbook_with_nothing_of_the_plan_is_refused(tmp_path: Path) -> None:
    received = read(write(tmp_path / "plan.xlsx", {"Sheet1": [["a", "b"], [1, 2]]}))
    assert received.refused
    assert "none of the plan’s tables" in texts(received.problems)
    assert read(write(tmp_path / "empty.xlsx", {"Sheet1": []})).refused


def test_a_sheet_of_our_name_without_our_headings_is_told(tmp_path: Path) -> None:
    sheets = few_sheets()
    sheets["Targets"] = [["nothing", "of ours"], [1, 2]]
    received = read(write(tmp_path / "plan.xlsx", sheets))
    problem = the_only(received)
    assert (problem.severity, problem.sheet) == (Severity.ERROR, "Targets")
    assert "“Id”, “Target”" in problem.hint
    assert "Targets" not in received.tables


def test_a_missing_column_leaves_its_values_as_they_are(tmp_path: Path, wanted: dict[Any, Any]) -> None:
    sheets = few_sheets()
    sheets["Wards"] = [row[:5] + row[6:] for row in sheets["Wards"]]
    received = read(write(tmp_path / "plan.xlsx", sheets))
    problem = the_only(received)
    assert problem.severity is Severity.NOTE
    assert "no column “DWO vacancies”" in problem.text
    assert values(received) == {key: v for key, v in wanted.items() if key[0] != "Wards" or key[2] != "vacancies"}


def test_a_heading_that_is_nearly_ours_is_asked_about_and_not_taken(tmp_path: Path) -> None:
    sheets = few_sheets()
    sheets["Wards"][0][4] = "PSCO postes"
    received = read(write(tmp_path / "plan.xlsx", sheets))
    problem = next(p for p in received.problems if p.severity is Severity.ERROR)
    assert (problem.place, problem.found) == ("Wards!E1", "“PSCO postes”")
    assert "Did you mean “PCSO posts”?" in problem.hint
    assert "pcso" not in received.tables["Wards"].columns


def test_a_heading_that_stands_twice_is_not_taken(tmp_path: Path) -> None:
    sheets = few_sheets()
    for i, row in enumerate(sheets["Wards"]):
        row.append("DWO posts" if i == 0 else 9)
    received = read(write(tmp_path / "plan.xlsx", sheets))
    problem = the_only(received)
    assert problem.place == "Wards!I1"
    assert "stands twice, in columns D and I" in problem.text
    assert "dwo" not in received.tables["Wards"].columns


def test_without_the_columns_that_name_its_rows_a_table_is_not_read(tmp_path: Path) -> None:
    sheets = few_sheets()
    sheets["Wards"] = [[row[1], *row[3:]] for row in sheets["Wards"]]
    sheets["Baseline"] = [row[:2] + row[3:] for row in sheets["Baseline"]]
    received = read(write(tmp_path / "plan.xlsx", sheets))
    told = {p.sheet: p.text for p in structure_problems(received)}
    assert "no column “Ward code”" in told["Wards"]
    assert "no column “Function”" in told["Baseline"]
    assert not {"Wards", "Baseline"} & set(received.tables)


def test_added_columns_and_sheets_are_told_once_each(tmp_path: Path, wanted: dict[Any, Any]) -> None:
    sheets = few_sheets()
    for i, row in enumerate(sheets["Wards"]):
        row[3:3] = ["Inspector’s view" if i == 0 else "fine"]
    sheets["Scratch"] = [["a"], [1]]
    sheets["More"] = [["b"], [1]]
    received = read(write(tmp_path / "plan.xlsx", sheets))
    assert values(received) == wanted
    told = [p.text for p in received.problems]
    assert all(p.severity is Severity.NOTE for p in received.problems)
    assert told == [
        "Sheets that are not the plan’s are not read: Scratch and More.",
        "Column D “Inspector’s view” on Wards is not an input of the plan and is not read.",
    ]
    assert [p.place for p in received.problems] == ["", "Wards!D1"]


def test_the_plans_own_other_sheets_are_no_news(tmp_path: Path) -> None:
    sheets = {"Contents": [["BCU Planner"]], "Summary": [["x"]], **few_sheets(), "Lists": [["CN"]], "Sources": [["x"]]}
    assert read(write(tmp_path / "plan.xlsx", sheets)).problems == ()


def test_headings_of_two_rows_with_merged_cells_are_joined(tmp_path: Path, wanted: dict[Any, Any]) -> None:
    def join(book: Any) -> None:
        sheet = book["Wards"]
        sheet.insert_rows(1)
        for cell, text in {"A1": "Ward code", "D1": "DWO", "E1": "PCSO posts", "D2": "posts", "A2": None,
                           "E2": None}.items():  # fmt: skip
            sheet[cell] = text
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("E1:E2")

    received = read(changed(tmp_path / "plan.xlsx", join, few_sheets()))
    assert received.problems == ()
    assert values(received) == wanted


def test_a_merged_title_over_the_table_is_no_problem(tmp_path: Path, wanted: dict[Any, Any]) -> None:
    def title(book: Any) -> None:
        sheet = book["Wards"]
        sheet.insert_rows(1, 2)
        sheet["A1"] = "All wards of London"
        sheet.merge_cells("A1:H1")

    received = read(changed(tmp_path / "plan.xlsx", title, few_sheets()))
    assert received.problems == ()
    assert values(received) == wanted


def test_structure_is_told_before_rows_and_rows_by_sheet_and_row(tmp_path: Path) -> None:
    sheets = few_sheets()
    sheets["Wards"][600][3] = "x"
    sheets["Wards"][5][3] = "x"
    sheets["Boroughs"][9][2] = "?!"
    sheets["Targets"][0][7] = "Statd"
    received = read(write(tmp_path / "plan.xlsx", sheets))
    assert [p.place for p in received.problems] == ["Targets!H1", "Boroughs!C10", "Wards!D6", "Wards!D601"]


def test_units_come_from_the_sheet_where_no_plan_gives_them(tmp_path: Path, wanted: dict[Any, Any]) -> None:
    from tests.exchange.read.sheets import SCENARIO

    sheets = few_sheets()
    units = ["Unit", *(a.unit for a in SCENARIO.assumptions.values())]
    sheets["Assumptions"] = [[*row, unit] for row, unit in zip(sheets["Assumptions"], units, strict=True)]
    del sheets["Rules"]
    received = read(write(tmp_path / "plan.xlsx", sheets), scenario=None)
    assert all(p.severity is Severity.NOTE for p in received.problems)
    assert values(received) == {key: v for key, v in wanted.items() if key[0] != "Rule settings"}


def test_a_rules_unit_in_words_counts_things(tmp_path: Path) -> None:
    sheets = {"Rules": [["Setting", "Set to", "Unit"], ["W1.minimum", "3", "DWO posts"], ["W1.on", "no", "yes or no"]]}
    received = read(write(tmp_path / "plan.xlsx", sheets), scenario=None)
    assert [row.values for row in received.tables["Rule settings"].rows] == [{"value": 3}, {"value": False}]


def test_without_any_unit_a_value_is_not_taken(tmp_path: Path) -> None:
    received = read(write(tmp_path / "plan.xlsx", few_sheets()), scenario=None)
    told = [p for p in received.problems if p.severity is Severity.ERROR]
    assert {p.sheet for p in told} == {"Assumptions", "Rules"}
    assert "nothing says in which unit" in told[0].text.casefold()


def test_bcu_codes_come_from_the_plan_where_the_sheet_is_missing(tmp_path: Path) -> None:
    sheets = few_sheets()
    del sheets["BCUs"]
    sheets["Boroughs"][1][2] = "QQ"
    received = read(write(tmp_path / "plan.xlsx", sheets))
    assert [p.place for p in received.problems if p.severity is Severity.ERROR] == ["Boroughs!C2"]
    alone = read(write(tmp_path / "alone.xlsx", {"Boroughs": sheets["Boroughs"]}), scenario=None)
    assert alone.tables["Boroughs"].rows[0].values["bcu"] == "QQ"


def test_a_table_without_its_sheet_is_not_taken_from_just_any_list(tmp_path: Path) -> None:
    sheets = few_sheets()
    del sheets["BCUs"]
    sheets["People"] = [["Code", "Name"], ["AB", "Somebody"]]
    received = read(write(tmp_path / "plan.xlsx", sheets))
    assert "BCUs" not in received.tables
    assert WARDS.name in received.tables
