"""At the foot of what scrolls a row is in sight or it is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from tests.ui.panels.parts import document_in, shown
from tests.ui.tables.conftest import Host
from ui.panels.bcu_list import BcuListPanel
from ui.panels.savings_tab import SavingsTab
from ui.panels.working_out import WorkingOut
from ui.tables.foot import cover_cut_row
from ui.tables.wards_tab import WardsTab
from ui.view_state import ViewState


@pytest.fixture
def rows(qtbot: QtBot) -> QListWidget:
    """Ten rows of which the fourth is cut."""
    found = QListWidget()
    found.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
    found.addItems([f"Row {i}" for i in range(10)])
    qtbot.addWidget(found)
    high = found.sizeHintForRow(0)
    found.resize(200, 3 * high + high // 2 + 2 * found.frameWidth())
    found.show()
    qtbot.waitExposed(found)
    return found


def test_a_row_that_is_cut_is_covered_from_its_top_to_the_foot(qtbot: QtBot, rows: QListWidget) -> None:
    cover = cover_cut_row(rows)
    qtbot.waitUntil(cover.isVisible)
    top = rows.visualItemRect(rows.item(3)).top() + rows.viewport().y()
    assert (cover.y(), cover.geometry().bottom()) == (top, rows.viewport().geometry().bottom())


def test_a_click_on_the_cover_brings_the_row_into_sight(qtbot: QtBot, rows: QListWidget) -> None:
    cover = cover_cut_row(rows)
    qtbot.waitUntil(cover.isVisible)
    qtbot.mouseClick(cover, Qt.MouseButton.LeftButton)
    assert rows.viewport().rect().contains(rows.visualItemRect(rows.item(3)))


def test_nothing_is_covered_at_the_end(rows: QListWidget) -> None:
    cover = cover_cut_row(rows)
    rows.scrollToBottom()
    QApplication.processEvents()
    assert not cover.isVisible()


def test_the_savings_tab_never_cuts_a_row_wherever_it_is_scrolled(qtbot: QtBot, tmp_path: Path) -> None:
    tab = shown(qtbot, SavingsTab, document_in(tmp_path), 484, 600)
    for part in range(5):
        tab.show_part(part)
        qtbot.wait(1)
        bar = tab.area.verticalScrollBar()
        for at in range(0, bar.maximum() + 1, 7):
            bar.setValue(at)
            QApplication.processEvents()
            assert not _cut_rows(tab), (part, at)


def _cut_rows(tab: SavingsTab) -> list[Any]:
    """Rows of the part's table and of the years' that the foot of the area cuts in sight."""
    view = tab.area.viewport()
    foot = tab.foot.y() - view.y() if tab.foot.isVisible() else view.height()
    cut = []
    for table in (tab.table, tab.go_live.table, tab.one_off.table, tab.targets.table, tab.by_bcu.table):
        if not table.isVisible():
            continue
        top = table.viewport().mapTo(view, QPoint(0, 0)).y()
        for row in range(len(table.rows_model.rows)):
            first = top + table.rowViewportPosition(row)
            if first < foot < first + table.rowHeight(row):
                cut.append((table.accessibleName(), row))
    return cut


def test_the_bcu_list_never_cuts_a_row(qtbot: QtBot, tmp_path: Path) -> None:
    document = document_in(tmp_path)
    panel = BcuListPanel(document, ViewState(document))
    qtbot.addWidget(panel)
    panel.show()
    for high in range(300, 340, 7):
        panel.resize(253, high)
        QApplication.processEvents()
        tree = panel.tree
        last = tree.visualRect(tree.indexAt(tree.viewport().rect().bottomLeft()))
        foot = panel.foot.y() - tree.viewport().y() if panel.foot.isVisible() else tree.viewport().height()
        assert foot in (last.top(), last.bottom() + 1)


def test_the_working_out_never_cuts_a_row_and_its_heads_stand_over_their_columns(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    shown(qtbot, SavingsTab, document_in(tmp_path))
    panel = WorkingOut(document_in(tmp_path))
    qtbot.addWidget(panel)
    panel.ask("full_year_saving")
    panel.resize(860, 371)
    panel.show()
    QApplication.processEvents()
    table = panel.table
    last = table.visualRect(table.indexAt(QPoint(20, table.viewport().height() - 1)))
    foot = panel.foot.y() - table.viewport().y() if panel.foot.isVisible() else table.viewport().height()
    assert foot == last.top()
    # The value of the first row and the head over it end at the same px: figures and "e" have like sides.
    right = table.columnViewportPosition(2) + table.columnWidth(2)
    ends = [_last_ink(widget, right) for widget in (table.horizontalHeader().viewport(), table.viewport())]
    assert abs(ends[0] - ends[1]) <= 1


def _last_ink(widget: Any, right: int) -> int:
    """The px of the last drawn column left of `right` in the first 20 rows of px."""
    image = widget.grab().toImage()
    ground = image.pixel(right - 2, 8)
    return max(x for x in range(right - 60, right) if any(image.pixel(x, y) != ground for y in range(6, 16)))


@pytest.mark.parametrize("high", range(640, 664, 5))
def test_the_totals_stand_right_under_the_last_whole_row(high: int, host: Callable[..., Host]) -> None:
    tab = host(WardsTab).tab
    tab.resize(760, high)
    QApplication.processEvents()
    table, totals, pane = tab.table, tab.pane.totals, tab.pane
    assert table.geometry().bottom() + 1 == totals.y()
    assert table.viewport().height() % table.row_height == 0
    assert 0 <= pane.height() - totals.geometry().bottom() - 1 < table.row_height


def test_where_all_rows_are_in_sight_the_totals_stand_at_the_foot(host: Callable[..., Host]) -> None:
    tab = host(WardsTab).tab
    tab.find_box.setText("Abbey")
    tab._wait.stop()
    tab._set_filter(text="Abbey")
    QApplication.processEvents()
    assert len(tab.model.rows) < 9
    assert tab.pane.totals.geometry().bottom() + 1 == tab.pane.height()
