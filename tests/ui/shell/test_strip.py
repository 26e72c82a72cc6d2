"""Every figure of the strip can be asked how it is worked out, by mouse and from the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from planner.outcome.explain import explain
from planner.views.headline import Figure, Part
from ui.main_window import MainWindow
from ui.panels.figure_cell import FigureCell
from ui.panels.headline_strip import parts_of

FIGURES = {
    "_posts": ["officers_in_all", "officers_in_all_change", "officers_in_all_baseline", "supervisors_in_all_change"],
    "_saving": ["full_year_saving", "gap[f013]", "target_amount[f013]"],
    "_wards": ["wards_met", "wards_met_in_effect"],
    "_teams": ["dwos_in_all", "pcsos_in_all"],
}


def cell_of(window: MainWindow, name: str) -> FigureCell:
    cell = getattr(window.strip, name)
    assert isinstance(cell, FigureCell)
    return cell


@pytest.mark.parametrize("name", list(FIGURES))
def test_a_click_on_each_part_asks_for_the_figure_under_the_mouse(window: MainWindow, name: str) -> None:
    cell, asked = cell_of(window, name), []
    window.strip.explain_asked.disconnect(window.explain)
    window.strip.explain_asked.connect(asked.append)
    for figure in FIGURES[name]:
        QTest.mouseClick(cell, Qt.MouseButton.LeftButton, pos=cell.figure_middle(figure).toPoint())
        assert explain(window.document.outcome, figure).figure == figure
    QTest.mouseClick(cell, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert asked == [*FIGURES[name], FIGURES[name][0]]


def test_enter_asks_for_the_first_figure_and_the_menu_lists_all(window: MainWindow) -> None:
    cell, asked = cell_of(window, "_teams"), []
    window.strip.explain_asked.disconnect(window.explain)
    window.strip.explain_asked.connect(asked.append)
    QTest.keyClick(cell, Qt.Key.Key_Return)
    assert asked == ["dwos_in_all"]
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), cell.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(cell, event)
    menu = cell.findChild(QMenu)
    assert menu is not None
    assert [a.text().partition(":")[0] for a in menu.actions()] == ["DWO posts", "PCSO posts"]
    menu.actions()[1].trigger()
    assert asked == ["dwos_in_all", "pcsos_in_all"]
    menu.close()


def test_the_issues_cell_opens_the_issues_and_asks_for_no_figure(window: MainWindow) -> None:
    asked: list[str] = []
    opened: list[bool] = []
    window.strip.explain_asked.connect(asked.append)
    window.strip.issues_asked.connect(lambda: opened.append(True))
    cell_of(window, "_issues").click()
    assert (opened, asked) == ([True], [])


def test_a_figure_that_reads_the_same_as_another_is_not_taken_for_it() -> None:
    parts = (Part("9", "now", ""), Part("from 9", "before", ""))
    figure = Figure("x", "X", "9", "", "from 9 posts", "", "", "now", parts)
    assert [run.figure for run in parts_of(figure.note, "note", "ink", figure)] == ["before", ""]
    assert [run.figure for run in parts_of(figure.value, "note", "ink", figure)] == ["now"]
