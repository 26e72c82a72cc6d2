"""The window keeps its state, gives way in order, and loses nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from planner.scenario.decisions import assign_boroughs
from planner.session import Session
from planner.words.vocabulary import Terms
from tests.ui.shell.conftest import ENFIELD, Make
from ui.actions import file
from ui.actions.file import OpenPlan, SavePlanAs, may_leave, open_path
from ui.collapse import Collapse, collapse_for
from ui.dialogs.ask import Leave
from ui.looks import Look
from ui.main_window import MainWindow
from ui.panels.issues_panel import ONE_LINE


def test_the_window_is_as_it_was_left(make_window: Make, qtbot: QtBot) -> None:
    first = make_window(1700, 980)
    first.across.setSizes([340, 700, 660])
    first.looks.choose(Look.DARK)
    width = first.list.width()
    first.close()

    again = make_window(1700, 980)
    assert again.list.width() == width
    assert again.looks.chosen is Look.DARK
    again.looks.choose(Look.LIGHT)


def test_a_damaged_settings_file_keeps_no_window_from_opening(make_window: Make, home: Path) -> None:
    damaged = "[window]\ngeometry=xxx\ntab=Nowhere\n[splitter]\nlarge=12\n[issues]\nheight=tall\n"
    (home / "window.ini").write_text(damaged, encoding="utf-8")
    window = make_window(1700, 980)
    assert window.isVisible()
    assert window.tabs.tabs.currentIndex() == 0


@pytest.mark.parametrize(
    ("size", "level"),
    [
        ((1920, 1080), Collapse.NOTHING),
        ((1599, 1080), Collapse.ISSUES),
        ((1559, 1080), Collapse.HEADLINE),
        ((1499, 1080), Collapse.ROWS),
        ((1366, 768), Collapse.LEGEND),
        ((1300, 768), Collapse.TOOLS),
        ((1279, 1080), Collapse.TABS),
        ((960, 540), Collapse.TABS),
    ],
)
def test_what_gives_way_follows_one_order(size: tuple[int, int], level: Collapse) -> None:
    assert collapse_for(*size) == level


def test_a_smaller_window_never_shows_more() -> None:
    for height in range(500, 1200, 20):
        levels = [collapse_for(width, height) for width in range(800, 2000, 10)]
        assert levels == sorted(levels, reverse=True)


def test_at_1366_by_768_what_must_never_collapse_is_there(make_window: Make) -> None:
    window = make_window(1366, 768)
    assert window.issues.collapsed
    assert window.key_button.isVisible()
    assert not window.strip._teams.isVisible()
    for cell in (window.strip._posts, window.strip._saving, window.strip._wards, window.strip._issues):
        assert cell.isVisible()
        assert cell.width() >= cell.sizeHint().width()
    assert window.list._model.rows[0].name == "Unassigned"
    assert window.map_pane.width() >= 480
    assert window.tabs.width() >= 460


def test_a_window_made_smaller_and_larger_again_leaves_no_dead_band(make_window: Make, qtbot: QtBot) -> None:
    window = make_window(1920, 1080)
    full = window.issues.height()
    for size in ((1280, 720), (1366, 768), (1920, 1080), (1600, 900), (1366, 768), (1590, 930), (1920, 1080)):
        window.resize(*size)
        qtbot.wait(10)
        assert window.down.sizes()[1] == window.issues.height()
        assert window.issues.geometry().bottom() == window.down.rect().bottom()
        assert window.issues.geometry().top() == window.down.widget(0).geometry().bottom() + 2
        assert window.issues.height() == (ONE_LINE if window.issues.collapsed else full)


def test_where_there_is_room_for_one_map_and_tables_take_turns(make_window: Make) -> None:
    window = make_window()
    window._collapse_to(Collapse.TABS)
    assert window.map_pane.isVisible()
    assert not window.tabs.isVisible()
    window.show_tables(True)
    assert window.tabs.isVisible()
    assert not window.map_pane.isVisible()


def test_tables_that_take_the_maps_turn_take_its_room_and_leave_the_list_as_wide(make_window: Make) -> None:
    window = make_window()
    window._collapse_to(Collapse.TABS)
    for width in (260, 320):
        window.across.setSizes([width, window.across.width() - width, 0])
        before = window.list.width()
        assert abs(before - width) <= 1
        for tables in (True, False, True, False):
            window.show_tables(tables)
            assert window.list.width() == before


def test_unsaved_changes_are_asked_about_before_they_could_be_lost(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = window.actions_set.act(OpenPlan)
    assert may_leave(opener)
    window.document.decide(assign_boroughs, [ENFIELD], "NW")
    assert window.isWindowModified()
    answers = iter([Leave.STAY, Leave.DISCARD])
    monkeypatch.setattr(file, "ask_unsaved", lambda *_: next(answers))
    assert not may_leave(opener)
    assert may_leave(opener)


def test_saved_and_opened_again_the_plan_and_its_undo_are_there(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.bcuplan"
    window.document.decide(assign_boroughs, [ENFIELD], "NW")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    window.actions_set[SavePlanAs].trigger()
    assert not window.isWindowModified()
    assert "mine.bcuplan" in window.windowTitle()

    window.document.replace_session(Session.shipped(), "")
    open_path(window.actions_set.act(OpenPlan), path)
    assert window.document.scenario.assignment[ENFIELD] == "NW"
    window.document.undo()
    assert window.document.scenario.assignment[ENFIELD] == "NA"


def test_another_plan_is_shown_in_the_price_terms_chosen(window: MainWindow) -> None:
    window.document.set_terms(Terms.CASH)
    window.document.replace_session(Session.new(), "")
    assert window.document.outcome.terms is Terms.CASH


def test_a_damaged_file_is_refused_in_a_bar_and_the_open_plan_stays(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "bad.bcuplan"
    path.write_text("not a plan", encoding="utf-8")
    before = window.document.plan
    open_path(window.actions_set.act(OpenPlan), path)
    assert window.message.isVisible()
    assert "bad.bcuplan" in window.message.words
    assert "still open" in window.message.words
    assert window.document.plan is before


def test_choosing_another_scenario_shows_it_everywhere(window: MainWindow) -> None:
    window.document.choose("two-pathfinders-2017")
    assert len(window.list._model.rows) == 3
    assert window.list._model.rows[0].about == "27 boroughs · 539 wards"
    assert "5 of 32 boroughs" in window.strip._scenario._status.text()


def test_how_a_figure_is_worked_out_opens_and_follows_its_terms(window: MainWindow) -> None:
    window.strip._saving.click()
    panel = window._working
    assert panel is not None
    assert panel.isVisible()
    assert panel._value.text() == "£99,770,090"
    assert panel.table.rowCount() == 13  # twelve BCUs and their sum
    panel._activated(panel.table.item(0, 1))
    assert panel.trail == ("full_year_saving", "full_saving_of_bcu[AS]")
    panel._go("full_year_saving")
    assert panel.trail == ("full_year_saving",)


START = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from planner.session import Session
from ui import theme
from ui.document import Document
from ui.main_window import MainWindow
app = QApplication([])
folder = Path(sys.argv[1])
settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
window = MainWindow(Document(Session.shipped(recent_folder=folder)), settings)
window.looks.put_on()
window.show()
app.processEvents()
wanted = list(theme.screen_fonts().families)
print(sorted({type(w).__name__ for w in window.findChildren(QWidget) if w.font().families() != wanted}))
window.close()
"""


def test_every_part_of_a_window_just_started_has_the_programs_font(tmp_path: Path) -> None:
    """In a process of its own: one that has put on a look before shows the second one right."""
    done = subprocess.run([sys.executable, "-c", START, str(tmp_path)], capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "[]", done.stderr
