"""`merge`: what a workbook that comes back would change, and writing it where asked and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planner.cli import run
from planner.exchange import tables as t
from planner.exchange.problems import Problem, Reason, Severity
from planner.exchange.received import Received
from planner.plan_file import Log, open_plan, save_plan
from planner.scenario import decisions as d
from planner.scenario.kept import KeptState
from planner.scenario.types import Plan
from tests.exchange.bring.sheets import ABBEY, ENFIELD, PLAN, TWELVE, Sheets, after, exported_of, sheets_of
from tests.exchange.read.sheets import write

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "formats" / "merge.schema.json").read_text("utf-8"))
OURS = after(PLAN, d.set_wards, "dwo", {ABBEY: 4})


@dataclass
class Said:
    code: int
    out: str
    err: str


class Merge:
    """The command in a folder with a plan, and a workbook that reads as the sheets given."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._capsys = folder, capsys
        self.plan, self.out = folder / "map.bcuplan", folder / "new.bcuplan"
        self.keep(OURS)
        self.received: Received = sheets_of().received()
        monkeypatch.setattr("planner.cli.merge.read_for", lambda *_, **__: self.received)
        monkeypatch.setattr("planner.cli.merge.read_alone", lambda *_, **__: self.received)

    def keep(self, plan: Plan, *exports: KeptState, name: str = "map.bcuplan") -> str:
        save_plan(self.folder / name, plan, Log(exports=exports), saved_at="2018-02-28T12:00:00+00:00")
        return str(self.folder / name)

    def __call__(self, sheets: Sheets, *more: str) -> Said:
        self.received = sheets.received("back.xlsx")
        code = run(["merge", str(self.plan), str(self.folder / "back.xlsx"), *more])
        captured = self._capsys.readouterr()
        return Said(code, captured.out, captured.err)


@pytest.fixture
def merge(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Merge:
    return Merge(tmp_path, capsys, monkeypatch)


def changed() -> Sheets:
    """Two changes in the sheet; a third to what OURS changed too."""
    sheets = sheets_of().set(t.BOROUGH_ROWS, [ENFIELD], bcu="NW").set(t.ASSUMPTIONS, ["cost.pcso"], value=36450.0)
    return sheets.set(t.WARDS, [ABBEY], dwo=5)


def test_the_changes_are_printed_by_part_and_nothing_is_written(merge: Merge) -> None:
    said = merge(changed().set(t.WARDS, [ABBEY], dwo=2))
    assert said.code == 0
    assert said.err == ""
    lines = said.out.splitlines()
    assert lines[0] == (
        "Twelve BCUs, February 2018, with back.xlsx: 2 changed in the sheet, 1 changed in the app, 0 conflict, "
        f"{len(sheets_of().compared().lines) - 3:,} unchanged."
    )
    assert lines[1] == "Compared three ways: as exported on 14 Nov 2026, in the app now, in the sheet."
    assert "  Boroughs!C14  Enfield: BCU  North Area (NA) → North West (NW)  changed in the sheet" in lines
    assert "  Wards!D6  Abbey, Barking and Dagenham: DWO posts  2 → 4  changed in the app" in lines
    assert lines[-1] == "Nothing was written: --out FILE writes the plan with the changes."
    assert sorted(path.name for path in merge.folder.iterdir()) == ["map.bcuplan"]


def test_dates_that_could_be_two_days_are_not_taken_until_it_is_said_what_comes_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, book = tmp_path / "map.bcuplan", tmp_path / "back.xlsx"
    save_plan(plan, PLAN, Log(), saved_at="2018-02-28T12:00:00+00:00")
    rows = [["Slot", "BCU", "BCU name", "Go-live date"],
            [1, "CN", "Central North", "03/04/2018"], [2, "CE", "Central East", "13/04/2018"]]  # fmt: skip
    write(book, {"BCUs": rows})
    found = {}
    for order in ("day-first", "month-first", ""):
        more = ["--dates", order] if order else []
        assert run(["merge", str(plan), str(book), "--take", "ours", *more]) == 0
        said = capsys.readouterr().out
        found[order] = [day for day in ("3 Apr 2018", "4 Mar 2018") if f"→ {day}" in said]
        asks = "1 date could be two days: add --dates day-first or --dates month-first to take it."
        assert (asks in said.splitlines()) is (not order)
        assert ("Go-live date: “13/04/2018” is not a day of the calendar" in said) is (order == "month-first")
    assert found == {"day-first": ["3 Apr 2018"], "month-first": ["4 Mar 2018"], "": []}
    assert run(["merge", str(plan), str(plan), "--dates", "day-first"]) == 2
    assert "leave it out" in capsys.readouterr().err


def test_a_conflict_without_a_choice_ends_with_1_and_writes_nothing(merge: Merge) -> None:
    said = merge(changed(), "--out", str(merge.out))
    assert said.code == 1
    assert "  Wards!D6  Abbey, Barking and Dagenham: DWO posts  2 → 4 in the app, 5 in the sheet  conflict" in said.out
    assert said.out.splitlines()[-1] == (
        "1 conflict needs a choice: add --take ours or --take theirs. Nothing was written."
    )
    assert not merge.out.exists()


@pytest.mark.parametrize(("take", "dwo"), [("ours", 4), ("theirs", 5)])
def test_with_a_choice_the_plan_is_written_with_one_step(merge: Merge, take: str, dwo: int) -> None:
    before = merge.plan.read_bytes()
    said = merge(changed(), "--out", str(merge.out), "--take", take)
    assert said.code == 0
    assert said.out.splitlines()[-1] == f"Wrote {merge.out}."
    opened = open_plan(merge.out)
    assert opened.plan.shown.wards.dwo[0] == dwo
    assert opened.plan.shown.assignment[ENFIELD] == "NW"
    number = {"ours": 2, "theirs": 3}[take]
    assert [step.label for step in opened.log.done] == [f"Import {number} changes from back.xlsx"]
    assert merge.plan.read_bytes() == before


def test_written_over_the_plan_itself_the_one_before_is_kept(merge: Merge) -> None:
    before = merge.plan.read_bytes()
    assert merge(changed(), "--out", str(merge.plan), "--take", "theirs").code == 0
    assert merge.plan.with_name("map.bcuplan.bak").read_bytes() == before


def test_where_nothing_differs_the_plan_is_written_as_it_is(merge: Merge) -> None:
    merge.keep(PLAN)
    assert merge(sheets_of(), "--out", str(merge.out)).code == 0
    assert open_plan(merge.out).plan == PLAN
    assert open_plan(merge.out).log == Log()


def test_what_the_plan_kept_is_the_base_and_is_kept_on(merge: Merge) -> None:
    kept = KeptState(PLAN.shown, PLAN.baseline_of(PLAN.shown), "2026-11-14T09:00:00+00:00")
    merge.keep(OURS, kept)
    sheets = changed()
    sheets.exported = exported_of(PLAN, PLAN.shown, is_whole=False)
    said = merge(sheets, "--json", "--take", "ours", "--out", str(merge.out))
    assert json.loads(said.out)["base"]["from"] == "kept in the plan"
    assert open_plan(merge.out).log.exports == (kept,)


def test_the_json_holds_to_its_schema_and_has_every_value(merge: Merge) -> None:
    sheets = changed().set(t.BCUS, ["13"], code="ZZ", name="Zed").set(t.WARDS, ["E05000027"], dwo=2.5)
    del sheets.tables[t.TARGETS.name]
    said = merge(sheets, "--json")
    document = json.loads(said.out)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert said.code == 1
    assert sum(document["counts"].values()) == len(document["lines"])
    assert document["counts"]["conflict"] == 1
    (conflict,) = [line for line in document["lines"] if line["state"] == "conflict"]
    assert conflict == {
        "part": "Ward posts", "place": "Abbey, Barking and Dagenham: DWO posts", "cell": "Wards!D6",
        "state": "conflict", "base": 2, "ours": 4, "theirs": 5,
    }  # fmt: skip
    assert document["missing"] == ["Targets: there is no sheet Targets with them, so they stay as they are."]
    assert [problem["cell"] for problem in document["problems"]] == ["Wards!D7"]
    assert document["written"] == ""


def test_problems_are_printed_with_their_cells(merge: Merge) -> None:
    said = merge(
        sheets_of().set(t.WARDS, [ABBEY], dwo=2.5).set(t.OVERRIDES, ["1", "HQ", "Constable"], override_note="w")
    )
    assert "  Wards!D6  left out: DWO posts of Abbey are whole numbers from 0 to 99; 2.5 is not one." in said.out
    assert "  Posts!E47  A note stands beside no override" in said.out


def test_a_scenario_is_named_by_its_name(merge: Merge) -> None:
    said = merge(sheets_of(), "--scenario", "two pathfinders, 2017", "--json")
    assert json.loads(said.out)["scenario"] == "Two pathfinders, 2017"


def base_plan(merge: Merge) -> str:
    return merge.keep(PLAN, name="base.bcuplan")


def base_by_id(merge: Merge) -> str:
    return merge.keep(after(PLAN, d.set_youth, ENFIELD, 9), name="base.bcuplan")


def base_kept(merge: Merge) -> str:
    kept = KeptState(PLAN.shown, PLAN.baseline_of(PLAN.shown), "")
    return merge.keep(after(PLAN, d.set_youth, ENFIELD, 9), kept, name="base.bcuplan")


def base_workbook(merge: Merge) -> str:
    return str(merge.folder / "as-exported.xlsx")


@pytest.mark.parametrize("base", [base_plan, base_by_id, base_kept, base_workbook])
def test_a_base_can_be_named_as_a_plan_or_a_workbook(merge: Merge, base: Callable[[Merge], str]) -> None:
    document = json.loads(merge(changed(), "--json", "--base", base(merge)).out)
    assert document["base"]["from"] == "the file named"
    assert ("not the state" in document["base"]["words"]) == (base is base_by_id)
    assert document["counts"]["conflict"] == 1


def read_only(plan: Plan) -> Plan:
    return replace(plan, scenarios=tuple(replace(s, read_only=True) for s in plan.scenarios))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["map.bcuplan", "other.bcuplan"], "There is no file other.bcuplan"),
        (["none.bcuplan", "back.xlsx"], "There is no file"),
        (["map.bcuplan", "back.xlsx", "--out", "new.xlsx"], "A plan's name ends in .bcuplan: new.bcuplan"),
        (["map.bcuplan", "back.xlsx", "--scenario", "None"], "There is no scenario “None”"),
        (["map.bcuplan", "back.xlsx", "--base", "none.bcuplan"], "There is no file"),
        (["map.bcuplan", "back.xlsx", "--out", "nowhere/new.bcuplan", "--take", "ours"], "There is no folder"),
        (["locked.bcuplan", "back.xlsx", "--out", "new.bcuplan"], "Enfield is locked in North Area. Unlock Enfield"),
        (["fixed.bcuplan", "back.xlsx", "--out", "new.bcuplan"], "is read-only. Duplicate it to make changes. Nothing"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_2(
    merge: Merge, arguments: list[str], words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(merge.folder)
    merge.keep(after(PLAN, d.lock_boroughs, [ENFIELD]), name="locked.bcuplan")
    merge.keep(read_only(PLAN), name="fixed.bcuplan")
    merge.received = changed().received()
    assert run(["merge", *arguments]) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""
    assert not merge.out.exists()


def test_a_base_that_holds_no_such_state_is_refused(merge: Merge) -> None:
    sheets = changed()
    sheets.exported = replace(exported_of(PLAN, PLAN.shown), scenario_id="gone", fingerprint="0" * 64)
    said = merge(sheets, "--base", base_plan(merge))
    assert said.code == 2
    assert "has no scenario that the workbook could be exported from" in said.err
    said = merge(replace_exported(sheets), "--base", base_workbook(merge))
    assert "as-exported.xlsx holds no whole copy" in said.err


def replace_exported(sheets: Sheets) -> Sheets:
    sheets.exported = None
    return sheets


def test_a_foreign_workbook_is_held_against_the_scenario_shown_in_the_base(merge: Merge) -> None:
    said = merge(replace_exported(changed()), "--json", "--base", base_plan(merge))
    assert json.loads(said.out)["counts"]["conflict"] == 1


def test_a_workbook_that_is_refused_is_one_sentence(
    merge: Merge, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = Problem(Severity.REFUSED, Reason.FILE, "back.xlsx is cut short.", hint="Copy it again.")
    refused: Any = replace(sheets_of().received(), problems=(problem,))
    monkeypatch.setattr("planner.cli.merge.read_for", lambda *_, **__: refused)
    assert run(["merge", str(merge.plan), str(merge.folder / "back.xlsx")]) == 2
    assert capsys.readouterr().err == "back.xlsx is cut short. Copy it again.\n"


def test_the_scenario_compared_is_the_one_exported(merge: Merge) -> None:
    merge.keep(replace(OURS, current=PLAN.scenarios[0].id))
    assert json.loads(merge(sheets_of(), "--json").out)["scenario"] == PLAN.scenario(TWELVE).name
