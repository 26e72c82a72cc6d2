"""`import`: a plan from a workbook where there is none; and the way out and back through real files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from planner.cli import run
from planner.exchange import tables as t
from planner.exchange.problems import Problem, Reason, Severity
from planner.exchange.received import Received
from planner.plan_file import open_plan
from planner.words.vocabulary import Status
from tests.exchange.bring.sheets import ABBEY, ENFIELD, PLAN, Sheets, sheets_of
from tests.exchange.read.sheets import write


class Import:
    """The command in a folder, with a workbook that reads as the sheets given."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._capsys = folder, capsys
        self.out, self.errors = folder / "new.bcuplan", folder / "errors.xlsx"
        self.received: Received = sheets_of().received("back.xlsx")
        monkeypatch.setattr("planner.cli.import_.read_alone", lambda *_, **__: self.received)

    def __call__(self, sheets: Sheets | None = None, *more: str) -> tuple[int, str, str]:
        if sheets is not None:
            self.received = sheets.received("back.xlsx")
        code = run(["import", str(self.folder / "back.xlsx"), "--out", str(self.out), *more])
        captured = self._capsys.readouterr()
        return code, captured.out, captured.err


@pytest.fixture
def bring(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Import:
    return Import(tmp_path, capsys, monkeypatch)


def test_an_exported_workbook_gives_the_scenario_back(bring: Import) -> None:
    code, out, err = bring(sheets_of().set(t.BASELINE, [ENFIELD, "HQ", "Constable"], posts=3))
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "Started from the state that the workbook was exported from."
    plan = open_plan(bring.out).plan
    assert [s.id for s in plan.scenarios] == [PLAN.shown.id]
    assert plan.shown.assignment == PLAN.shown.assignment
    (baseline,) = plan.baselines.values()
    assert (baseline.status, baseline.posts[ENFIELD][41]) == (Status.PLANNER, 3)


def test_a_date_that_could_be_two_days_is_taken_once_it_is_said_what_comes_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, out = tmp_path / "new.xlsx", tmp_path / "new.bcuplan"
    head = ["Slot", "BCU", "BCU name", "Go-live date"]
    write(book, {"BCUs": [head, [1, "AA", "Anew", "03/04/2018"], [2, "BB", "Beside", "05.06.2018"]]})
    assert run(["import", str(book), "--out", str(out)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert "2 dates could each be two days: add --dates day-first or --dates month-first to take them." in said
    assert run(["import", str(book), "--out", str(out), "--dates", "month-first"]) == 0
    bcus = open_plan(out).plan.shown.bcus
    assert [str(bcus[code].go_live) for code in ("AA", "BB")] == ["2018-03-04", "2018-05-06"]


def test_a_read_only_scenario_comes_back_to_be_changed(bring: Import) -> None:
    bring(sheets_of(scenario_id=PLAN.scenarios[0].id))
    assert replace(open_plan(bring.out).plan.shown, read_only=True) == PLAN.scenarios[0]


def test_a_foreign_workbook_gives_a_plan_named_after_it(bring: Import) -> None:
    sheets = sheets_of()
    sheets.exported = None
    code, out, _ = bring(sheets.set(t.WARDS, [ABBEY], dwo=7))
    assert code == 0
    assert out.splitlines()[0] == "Started from the shipped area and baseline, with no BCU."
    shown = open_plan(bring.out).plan.shown
    assert (shown.name, shown.wards.dwo[0], sorted(shown.bcus)) == ("back", 7, sorted(PLAN.shown.bcus))


@pytest.mark.parametrize("part", ["scenario", "baseline"])
def test_a_copy_that_does_not_hold_together_is_not_started_from(bring: Import, part: str) -> None:
    sheets = sheets_of()
    assert sheets.exported is not None
    scenario, baseline = PLAN.shown, PLAN.baseline_of(PLAN.shown)
    broken = {
        "scenario": {"scenario": replace(scenario, assignment=scenario.assignment.put(ENFIELD, "QQ"))},
        "baseline": {"baseline": replace(baseline, ward_dwo=(1,))},
    }[part]
    sheets.exported = replace(sheets.exported, **broken)  # type: ignore[arg-type]
    assert "with no BCU" in bring(sheets)[1]


def test_another_area_is_not_started_from(bring: Import) -> None:
    sheets = sheets_of()
    assert sheets.exported is not None
    sheets.exported = replace(sheets.exported, scenario=replace(PLAN.shown, area_hash="0" * 64))
    assert "with no BCU" in bring(sheets)[1]


def test_a_file_name_that_is_no_name_gives_a_plain_one(bring: Import) -> None:
    bring.received = replace(replace_exported(sheets_of()).received(), file="\u200b\x07.xlsx")
    bring()
    assert open_plan(bring.out).plan.shown.name == "Scenario 1"


def replace_exported(sheets: Sheets) -> Sheets:
    sheets.exported = None
    return sheets


def test_what_could_not_be_taken_is_listed_and_written_to_the_errors_workbook(bring: Import) -> None:
    code, out, _ = bring(sheets_of().set(t.WARDS, [ABBEY], dwo=2.5), "--errors", str(bring.errors))
    assert code == 1
    assert "  Wards!D6  left out: DWO posts of Abbey" in out
    assert "1 value could not be taken: it stays as before." in out
    book = openpyxl.load_workbook(bring.errors)
    assert any("DWO posts of Abbey" in str(cell.value) for row in book.active.iter_rows() for cell in row)
    assert bring.out.exists()


def test_a_workbook_that_is_refused_is_one_sentence_and_its_errors_are_still_written(bring: Import) -> None:
    problem = Problem(Severity.REFUSED, Reason.FILE, "back.xlsx is cut short.", hint="Copy it again.")
    bring.received = replace(bring.received, problems=(problem,))
    assert bring(None, "--errors", str(bring.errors)) == (2, "", "back.xlsx is cut short. Copy it again.\n")
    assert bring.errors.exists()
    assert not bring.out.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--out", "new.xlsx"], "A plan's name ends in .bcuplan"),
        (["--out", "new.bcuplan", "--errors", "errors.txt"], "A workbook's name ends in .xlsx"),
        (["--out", "new.bcuplan", "--errors", "nowhere/errors.xlsx"], "There is no folder"),
        (["--out", "nowhere/new.bcuplan"], "There is no folder"),
        ([], "required: --out"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_2(
    bring: Import, arguments: list[str], words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(bring.folder)
    assert run(["import", "back.xlsx", *arguments]) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.err.count("\n") == 1
    assert list(bring.folder.iterdir()) == []


def test_a_plan_goes_out_to_a_workbook_and_comes_back_by_the_commands_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, plan, merged = tmp_path / "plan.xlsx", tmp_path / "plan.bcuplan", tmp_path / "merged.bcuplan"
    assert run(["export", "--xlsx", str(book)]) == 0
    assert run(["import", str(book), "--out", str(plan)]) == 0
    assert open_plan(plan).plan.shown == PLAN.shown
    assert run(["merge", str(plan), str(book), "--out", str(merged)]) == 0
    assert "0 changed in the sheet, 0 changed in the app, 0 conflict" in capsys.readouterr().out
    assert open_plan(merged).plan == open_plan(plan).plan
