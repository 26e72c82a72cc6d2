"""Where a file is written: the right suffix, a name every system takes, and nothing replaced unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from planner.scenario.decisions import duplicate_scenario, rename_scenario
from ui.actions.file import SavePlanAs, save_as
from ui.actions.share import ExportWorkbook
from ui.dialogs import paths
from ui.main_window import MainWindow


def typed(monkeypatch: pytest.MonkeyPatch, name: Path | str) -> list[str]:
    """Type a name whenever a file is asked for; gives the names the dialogs began with."""
    started: list[str] = []

    def answer(parent: object, title: str, start: str, kinds: str) -> tuple[str, str]:
        started.append(start)
        return str(name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return started


def test_a_name_typed_without_the_suffix_gets_it(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, path in (("map", "map.bcuplan"), ("map v1.2", "map v1.2.bcuplan"), ("MAP.BCUPLAN", "MAP.BCUPLAN")):
        typed(monkeypatch, tmp_path / name)
        assert paths.ask_where("Save", Path("x.bcuplan"), "BCU plans", None) == tmp_path / path
    typed(monkeypatch, "")
    assert paths.ask_where("Save", Path("x.bcuplan"), "BCU plans", None) is None


def test_a_file_the_dialog_could_not_know_of_is_replaced_only_when_that_is_said(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "map.bcuplan"
    taken.write_bytes(b"someone's plan")
    typed(monkeypatch, tmp_path / "map")
    answers = iter([False, True])
    monkeypatch.setattr(paths, "ask_replace", lambda *_: next(answers))
    act = window.actions_set.act(SavePlanAs)
    assert not save_as(act)
    assert taken.read_bytes() == b"someone's plan"
    assert save_as(act)
    assert taken.read_bytes().startswith(b"PK")


def test_the_name_offered_is_one_that_every_system_takes(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    started = typed(monkeypatch, "")
    window.document.decide(duplicate_scenario)
    window.document.decide(rename_scenario, "Map: 2018/19")
    window.actions_set[SavePlanAs].trigger()
    window.actions_set[ExportWorkbook].trigger()
    assert started == ["map-2018-19.bcuplan", "map-2018-19.xlsx"]


def test_a_workbook_that_fails_for_a_reason_nobody_foresaw_is_not_blamed_on_the_file(window: MainWindow) -> None:
    export = window.actions_set.act(ExportWorkbook)
    assert isinstance(export, ExportWorkbook)
    with pytest.raises(KeyError):
        export._failed(KeyError("pay_award"))
    assert not window.message.isVisible()
