"""The sheet Decisions: the log of the scenario exported, as text, never read back, and left out where asked."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from planner.cli import run
from planner.exchange.opens_clean import faults_of
from planner.exchange.tables import SHEETS
from planner.exchange.workbook import workbook_bytes
from planner.scenario import decisions as d
from planner.session import Session
from planner.views.tables.decisions import decisions_table

AS_AT = datetime(2018, 2, 12, tzinfo=UTC)
ENFIELD = "E09000010"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = Session.shipped(recent_folder=tmp_path, who=lambda: "Ann", clock=lambda: AS_AT)
    session.choose("two-pathfinders-2017")
    session.decide(d.set_note, "of another scenario")
    session.choose("twelve-bcus-2018")
    session.decide(d.assign_boroughs, [ENFIELD], "NW")
    session.explain(session.history[-1].id, "=1+1 is not a formula here")
    session.decide(d.set_note, "for a moment")
    session.undo()
    return session


def content(session: Session) -> bytes:
    table = decisions_table(session.plan, session.log, session.plan.current)
    return workbook_bytes(session.outcome, as_at=AS_AT, decisions=table)


def test_the_sheet_says_who_decided_what_and_why_and_what_was_undone(session: Session) -> None:
    book = openpyxl.load_workbook(BytesIO(content(session)))
    assert [name for name in book.sheetnames if name not in SHEETS] == ["Decisions", "Exchange"]
    rows = [[cell.value for cell in row] for row in book["Decisions"].iter_rows()]
    told = [row[1:8] for row in rows if row[1] == "Ann"]
    assert told == [
        ["Ann", "Change the note of Twelve BCUs, February 2018", "Note", "–", "for a moment", None, "undone"],
        ["Ann", "Move Enfield from North Area to North West", "Enfield", "North Area", "North West",
         "=1+1 is not a formula here", "done"],
    ]  # fmt: skip
    assert all(cell.data_type != "f" for row in book["Decisions"].iter_rows() for cell in row)
    assert "Decisions" in [cell.value for cell in book["Contents"]["A"]]


def test_a_workbook_with_the_log_opens_clean(session: Session) -> None:
    assert faults_of(content(session)) == ()


def test_there_is_no_sheet_where_nothing_was_decided(session: Session) -> None:
    assert decisions_table(session.plan, session.log, "borough-commands-2016") is None


def test_a_step_of_many_changes_takes_few_rows(session: Session) -> None:
    codes = session.plan.area_of(session.plan.shown).ward_codes
    session.decide(d.set_wards, "dwo", dict.fromkeys(codes, 3))
    table = decisions_table(session.plan, session.log, session.plan.current)
    assert table is not None
    assert len(table.rows) == 40 + 1 + 2  # told, the rest, and the two other decisions
    assert table.column("place")[40] == "and 589 more changes"


def test_the_command_writes_the_log_unless_it_is_left_out(session: Session, tmp_path: Path) -> None:
    plan, book = tmp_path / "map.bcuplan", tmp_path / "map.xlsx"
    session.save_as(plan)
    for more, there in (((), True), (("--without-log",), False)):
        assert run(["export", str(plan), "--xlsx", str(book), *more]) == 0
        assert ("Decisions" in openpyxl.load_workbook(book, read_only=True).sheetnames) == there


def test_the_sheet_is_known_when_the_workbook_comes_back(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, book = tmp_path / "map.bcuplan", tmp_path / "map.xlsx"
    session.save_as(plan)
    book.write_bytes(content(session))
    assert run(["merge", str(plan), str(book)]) == 0
    assert "Decisions" not in capsys.readouterr().out
