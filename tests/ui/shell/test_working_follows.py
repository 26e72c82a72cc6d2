"""The working-out beside the window: opened by a click, kept in step with the cell chosen, and no thief of the keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from planner.scenario.decisions import assign_boroughs, set_assumption
from ui.main_window import MainWindow
from ui.panels.compare_window import BRIDGE
from ui.panels.working_out import WorkingOut
from ui.tables.posts_tab import PostsTab


def posts_of(window: MainWindow) -> PostsTab:
    tab = window.tabs.show_tab("Posts")
    assert isinstance(tab, PostsTab)
    tab.go_to("NW,Emergency Response,Inspector")
    return tab


def panel_of(window: MainWindow) -> WorkingOut | None:
    return next((w for w in window.findChildren(WorkingOut) if w.isVisible()), None)


def test_nothing_opens_by_moving_about(qtbot: Any, window: MainWindow) -> None:
    tab = posts_of(window)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Down)
    assert panel_of(window) is None


def test_a_click_opens_the_panel_and_the_cells_chosen_after_it_are_followed(qtbot: Any, window: MainWindow) -> None:
    tab = posts_of(window)
    table = tab.table
    table.setFocus()
    box = table.visualRect(tab.model.index(table.currentIndex().row(), tab.model.column_of("baseline")))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.right() - 12, box.center().y()))
    panel = panel_of(window)
    assert panel is not None
    assert panel.trail == ("posts_baseline[NW,Emergency Response,Inspector]",)
    assert QApplication.focusWidget() is table
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert panel.trail == ("posts_baseline[NW,Emergency Response,Sergeant]",)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert panel.trail == ("posts[NW,Emergency Response,Sergeant]",)
    panel.close()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert panel_of(window) is None


def test_a_bar_of_decisions_shows_its_steps_and_leads_on(qtbot: Any, window: MainWindow) -> None:
    window.document.decide(assign_boroughs, ["E09000010"], "NW")
    window.explain("decision[map]")
    panel = panel_of(window)
    assert panel is not None
    cells = [[panel.table.item(at, column).text() for column in range(3)] for at in range(panel.table.rowCount())]
    assert cells[0] == ["Move Enfield from North Area to North West", "Enfield", "North Area → North West"]
    assert cells[-1] == ["Boroughs and BCUs", "", "£207,510"]
    panel.copy_button.click()
    assert "North Area → North West" in QApplication.clipboard().text()
    # Taken back, there is nothing left to tell of.
    window.document.undo(None)
    assert panel_of(window) is None


def test_the_interaction_leads_to_the_bars_and_back(qtbot: Any, window: MainWindow) -> None:
    window.document.decide(set_assumption, "cost.constable", "value", 60_000)
    window.document.decide(set_assumption, "change.constable.response", "value", 0.1)
    window.explain("decision[interaction]")
    panel = panel_of(window)
    assert panel is not None
    for at in range(panel.table.rowCount()):
        if panel.table.item(at, 1).text() == "Assumptions about cost":
            panel.table.itemActivated.emit(panel.table.item(at, 1))
            break
    assert panel.trail == ("decision[interaction]", "decision[cost]")
    panel.close()


def test_a_bar_between_two_scenarios_opens_the_same_panel_by_click_enter_and_right_click(
    qtbot: Any, window: MainWindow
) -> None:
    compared = window.beside.show_comparison()
    compared.choose("two-pathfinders-2017", "twelve-bcus-2018")
    compared.pages.setCurrentIndex(BRIDGE)
    chart = compared.bridge.chart
    chart.grab()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.place_of(1).center().toPoint())
    panel = panel_of(window)
    assert panel is not None
    assert panel.trail == ("compared[two-pathfinders-2017,twelve-bcus-2018,map]",)
    panel.close()
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert panel.isVisible()
    assert panel.trail == ("scenario[two-pathfinders-2017].full_year_saving",)
    panel.close()
    chart.menu().actions()[0].trigger()
    assert panel.isVisible()


def test_asked_by_key_the_panel_goes_on_by_key_from_its_first_term(qtbot: Any, window: MainWindow) -> None:
    window.explain("full_year_saving")
    panel = panel_of(window)
    assert panel is not None
    assert panel.focusWidget() is panel.table
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert panel.trail == ("full_year_saving", "full_saving_of_bcu[AW]")
