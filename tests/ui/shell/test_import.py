"""Import in the window: read off its thread, looked at, taken as one step, taken back whole; dropped files too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from planner.exchange import tables as t
from planner.exchange.bring import Choice
from planner.exchange.problems import Problem, Reason, Severity
from planner.exchange.received import Received
from planner.scenario import decisions as d
from planner.words.dates import DayOrder, parse_date
from tests.exchange.bring.sheets import ABBEY, ENFIELD, PLAN, Sheets, sheets_of
from ui.actions import bring
from ui.actions.bring import ImportWorkbook, SaveTemplate
from ui.actions.edit import Undo
from ui.dialogs.import_preview import DateOrder
from ui.main_window import MainWindow


class Importing:
    """The act, with a workbook that reads as the sheets given."""

    def __init__(self, window: MainWindow, qtbot: QtBot, patch: pytest.MonkeyPatch) -> None:
        self.window, self._qtbot, self._patch = window, qtbot, patch
        act = window.actions_set.act(ImportWorkbook)
        assert isinstance(act, ImportWorkbook)
        self.act = act

    def read(self, sheets: Sheets | Received) -> Any:
        """Import it; gives the preview, None where there is none."""
        received = sheets if isinstance(sheets, Received) else sheets.received()
        self._patch.setattr("planner.exchange.bring.fresh.read_for", lambda *_, **__: received)
        self.act.read(Path("Plan.xlsx"))
        self._qtbot.waitUntil(lambda: not self.window.tasks.busy)
        return self.act.preview


@pytest.fixture
def importing(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Importing:
    return Importing(window, qtbot, monkeypatch)


def test_what_is_taken_is_one_step_that_undo_takes_back_whole(importing: Importing) -> None:
    document = importing.window.document
    before = document.plan
    said: list[str] = []
    document.said.connect(said.append)
    preview = importing.read(sheets_of().set(t.WARDS, [ABBEY], dwo=5).set(t.BASELINE, [ENFIELD, "HQ", "PCSO"], posts=7))
    preview.take.click()
    assert said[-1] == "Import 2 changes from Plan.xlsx."
    assert document.scenario.wards.dwo[0] == 5
    assert document.outcome.baseline.name == "Baseline from Plan.xlsx"
    importing.window.actions_set[Undo].trigger()
    assert document.plan == before


def test_cancel_changes_nothing(importing: Importing) -> None:
    before = importing.window.document.plan
    importing.read(sheets_of().set(t.WARDS, [ABBEY], dwo=5)).cancel.click()
    assert importing.window.document.plan is before


def test_a_conflict_is_against_what_was_exported_from_here(importing: Importing) -> None:
    document = importing.window.document
    sheets = sheets_of().set(t.WARDS, [ABBEY], dwo=5)
    assert sheets.exported is not None
    sheets.exported = replace(sheets.exported, scenario=None, baseline=None, is_whole=False)
    document.session.exported(document.scenario, document.outcome.baseline)
    document.decide(d.set_wards, "dwo", {ABBEY: 4})
    preview = importing.read(sheets)
    (line,) = preview.picking.left
    preview.changes.model.choose(line, Choice.THEIRS)
    preview.take.click()
    assert document.scenario.wards.dwo[0] == 5


def test_what_is_said_of_its_dates_decides_what_is_taken(importing: Importing) -> None:
    asks = Problem(Severity.ERROR, Reason.UNREADABLE, "Could be two.", "BCUs", "D7", "“03/04/2018”", asks_order=True)
    asked = replace(sheets_of().received(), problems=(asks,))
    both = {order: sheets_of().set(t.BCUS, ["1"], go_live=parse_date("03/04/2018", order)).received()
            for order in DayOrder}  # fmt: skip
    importing.act.show(replace(asked, by_order=both))
    preview = importing.act.preview
    assert preview is not None
    assert not preview.take.isVisible()
    question = preview.findChild(DateOrder)
    assert isinstance(question, DateOrder)
    question.ways[DayOrder.MONTH_FIRST].click()
    preview.take.click()
    bcus = importing.window.document.scenario.bcus
    assert [str(bcu.go_live) for code, bcu in bcus.items() if bcu != PLAN.shown.bcus[code]] == ["2018-03-04"]


def test_a_workbook_of_another_scenario_shows_it(importing: Importing) -> None:
    document = importing.window.document
    other = document.plan.scenarios[1]
    said: list[str] = []
    document.said.connect(said.append)
    importing.read(sheets_of(scenario_id=other.id).set(t.WARDS, [ABBEY], dwo=5)).take.click()
    assert document.scenario.id == other.id
    assert said[-1] == f"Import 1 change from Plan.xlsx, into {other.name}."


def test_what_the_import_would_come_to_is_said_in_figures(importing: Importing) -> None:
    preview = importing.read(sheets_of().set(t.WARDS, [ABBEY], dwo=5))
    assert "DWOs 1,258 to 1,261" in preview.effect.text()


def test_a_file_that_cannot_be_taken_is_said_and_nothing_is_asked(importing: Importing) -> None:
    problem = Problem(Severity.REFUSED, Reason.FILE, "Plan.xlsx is cut short.", hint="Copy it again.")
    assert importing.read(replace(sheets_of().received(), problems=(problem,))) is None
    words = "Plan.xlsx is cut short. Copy it again. Nothing in the plan was changed."
    assert importing.window.message.words == words


def test_the_errors_workbook_is_saved_where_asked(
    importing: Importing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    preview = importing.read(sheets_of().set(t.WARDS, [ABBEY], dwo=2.5))
    target = tmp_path / "errors.xlsx"
    monkeypatch.setattr(bring, "ask_where", lambda *_: target)
    preview.problems.save.click()
    assert target.exists()
    monkeypatch.setattr(bring, "ask_where", lambda *_: tmp_path / "nowhere" / "errors.xlsx")
    preview.problems.save.click()
    assert "There is no folder" in importing.window.message.words
    monkeypatch.setattr(bring, "ask_where", lambda *_: None)
    preview.problems.save.click()


def test_the_menu_asks_for_a_workbook_and_reads_it(importing: Importing, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    monkeypatch.setattr(importing.act, "read", read.append)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: ("/home/finance/back.xlsx", ""))
    importing.window.actions_set[ImportWorkbook].trigger()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: ("", ""))
    importing.window.actions_set[ImportWorkbook].trigger()
    assert read == [Path("/home/finance/back.xlsx")]


def dropped(window: MainWindow, *names: str) -> tuple[bool, Callable[[], None]]:
    """Whether files dragged in are taken, and dropping them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(name) for name in names])
    enter = QDragEnterEvent(
        QPoint(40, 40), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter.ignore()
    QApplication.sendEvent(window, enter)

    def drop() -> None:
        event = QDropEvent(
            QPoint(40, 40), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(window, event)

    return enter.isAccepted(), drop


def test_a_workbook_dropped_on_the_window_is_read(importing: Importing, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr("ui.tasks.Tasks.run", lambda self, kind, label, *_: read.append(label))
    taken, drop = dropped(importing.window, "/home/finance/back.XLSX")
    assert taken
    drop()
    assert read == ["Reading back.XLSX"]


@pytest.mark.parametrize("names", [("/a/b.pdf",), ("/a/b.xlsx", "/a/c.xlsx"), ()])
def test_anything_else_dropped_is_left_alone(importing: Importing, names: tuple[str, ...]) -> None:
    assert not dropped(importing.window, *names)[0]


def test_an_export_is_kept_to_be_compared_with(
    importing: Importing, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.actions.share import ExportWorkbook

    monkeypatch.setattr("planner.exchange.workbook.write_workbook", lambda *_, **__: None)
    act = importing.window.actions_set.act(ExportWorkbook)
    assert isinstance(act, ExportWorkbook)
    act.write(tmp_path / "out.xlsx")
    qtbot.waitUntil(lambda: not importing.window.tasks.busy)
    session = importing.window.document.session
    assert [kept.scenario for kept in session.exports] == [PLAN.shown]
    assert not session.dirty


def test_the_template_is_written_where_asked(
    importing: Importing, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Any] = []
    monkeypatch.setattr(
        "planner.exchange.template.write_template",
        lambda area, path, *, as_at, baseline: written.append((area.name, path, baseline.name)),
    )
    monkeypatch.setattr(bring, "ask_where", lambda *_: tmp_path / "template.xlsx")
    importing.window.actions_set[SaveTemplate].trigger()
    qtbot.waitUntil(lambda: bool(written) and not importing.window.tasks.busy)
    outcome = importing.window.document.outcome
    assert written == [(outcome.area.name, tmp_path / "template.xlsx", outcome.baseline.name)]


def test_a_template_that_cannot_be_written_is_said(importing: Importing, qtbot: QtBot, tmp_path: Path) -> None:
    act = importing.window.actions_set.act(SaveTemplate)
    assert isinstance(act, SaveTemplate)
    act.write(tmp_path / "nowhere" / "template.xlsx")
    qtbot.waitUntil(lambda: not importing.window.tasks.busy, timeout=20_000)
    assert "nowhere" in importing.window.message.words
