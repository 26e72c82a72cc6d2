"""A figure of a table is asked about by a click on its digits or Enter, and choosing and editing stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from planner.outcome.explain import explain
from tests.ui.tables.conftest import Host
from ui.tables.pane import RULE
from ui.tables.posts_tab import PostsTab

Hosted = Callable[[Callable[..., Any]], Host]
LEFT = Qt.MouseButton.LeftButton


class Asked:
    """What a tab asks for."""

    def __init__(self, tab: PostsTab) -> None:
        self.chosen: list[tuple[str, bool]] = []
        self.asked: list[str] = []
        tab.figure_chosen.connect(lambda figure, opens: self.chosen.append((figure, opens)))
        tab.explain_asked.connect(self.asked.append)


@pytest.fixture
def posts(host: Hosted) -> Host:
    hosted = host(PostsTab)
    hosted.tab.go_to("NW,Emergency Response,Inspector")
    hosted.tab.table.setFocus()
    return hosted


def place(hosted: Host, column: str, row: int | None = None) -> tuple[QPoint, QPoint]:
    """Where the digits of a cell are, and where its empty left part is."""
    table, model = hosted.tab.table, hosted.tab.model
    at = table.currentIndex().row() if row is None else row
    box = table.visualRect(model.index(at, model.column_of(column)))
    return QPoint(box.right() - 12, box.center().y()), QPoint(box.left() + 3, box.center().y())


def test_a_click_on_the_digits_of_a_figure_opens_it_and_beside_them_only_chooses_the_cell(
    qtbot: Any, posts: Host
) -> None:
    asked, (digits, beside) = Asked(posts.tab), place(posts, "baseline")
    figure = "posts_baseline[NW,Emergency Response,Inspector]"
    qtbot.mouseClick(posts.tab.table.viewport(), LEFT, pos=beside)
    assert asked.chosen == [(figure, False)]
    qtbot.mouseClick(posts.tab.table.viewport(), LEFT, pos=digits)
    assert asked.chosen[-1] == (figure, True)
    assert posts.tab.table.hasFocus()


def test_a_click_on_a_figure_that_can_be_edited_does_not_open_it(qtbot: Any, posts: Host) -> None:
    asked, (digits, _) = Asked(posts.tab), place(posts, "proposed")
    qtbot.mouseClick(posts.tab.table.viewport(), LEFT, pos=digits)
    assert not any(opens for _, opens in asked.chosen)


def test_selecting_by_dragging_or_with_shift_opens_nothing(qtbot: Any, posts: Host) -> None:
    asked, table = Asked(posts.tab), posts.tab.table
    at = table.currentIndex().row()
    first, last = place(posts, "baseline", at)[0], place(posts, "baseline", at + 2)[0]
    qtbot.mousePress(table.viewport(), LEFT, pos=first)
    qtbot.mouseMove(table.viewport(), pos=last)
    qtbot.mouseRelease(table.viewport(), LEFT, pos=last)
    qtbot.mouseClick(table.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, pos=first)
    assert not any(opens for _, opens in asked.chosen)


def test_the_current_cell_says_its_figure_as_it_moves(qtbot: Any, posts: Host) -> None:
    asked = Asked(posts.tab)
    qtbot.keyClick(posts.tab.table, Qt.Key.Key_Down)
    qtbot.keyClick(posts.tab.table, Qt.Key.Key_Right)
    assert asked.chosen == [
        ("posts[NW,Emergency Response,Sergeant]", False),
        ("posts_change[NW,Emergency Response,Sergeant]", False),
    ]


def test_a_figure_under_the_pointer_is_underlined_as_a_link_is(qtbot: Any, posts: Host) -> None:
    table = posts.tab.table
    digits, beside = place(posts, "baseline")
    qtbot.mouseMove(table.viewport(), pos=digits)
    assert table.hot == (table.currentIndex().row(), posts.tab.model.column_of("baseline"))
    assert table.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.mouseMove(table.viewport(), pos=beside)
    assert table.hot == (-1, -1)
    assert table.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def test_enter_on_a_functions_total_asks_for_it_and_in_its_name_closes_it(qtbot: Any, posts: Host) -> None:
    asked, table, model = Asked(posts.tab), posts.tab.table, posts.tab.model
    row = model.row_of(("Investigation", ""))
    table.setCurrentIndex(model.index(row, model.column_of("proposed")))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.asked == ["function_officers[NW,Investigation]"]
    before = len(model.rows)
    table.setCurrentIndex(model.index(row, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert len(model.rows) < before


def test_a_total_is_opened_by_a_click(qtbot: Any, posts: Host) -> None:
    asked, totals, table = Asked(posts.tab), posts.tab.pane.totals, posts.tab.table
    across = table.horizontalHeader().sectionViewportPosition(posts.tab.model.column_of("change")) + 20
    qtbot.mouseClick(totals, LEFT, pos=QPoint(across, RULE + 4))
    assert asked.chosen == [("officers_change[NW]", True)]


@pytest.mark.parametrize("subject", ["", "NW"])
def test_every_figure_of_the_table_can_be_asked_about_and_is_the_one_shown(posts: Host, subject: str) -> None:
    posts.tab.go_to(subject)
    shown = posts.tab.shown
    for row in (*shown.rows, *(line for line in shown.totals if line.rounding is None)):
        for figure, number in zip(row.figures, (row.baseline, row.proposed, row.change), strict=True):
            assert explain(posts.document.outcome, figure).value == number, figure


def test_the_totals_say_that_they_are_provisional(posts: Host) -> None:
    assert {key: mark for key, mark in posts.tab.pane.totals.lines[0].marks.items() if mark} == {
        "baseline": "*",
        "proposed": "*",
        "change": "*",
    }
    assert "Baseline 1,732 provisional" in posts.tab.pane.totals.accessibleDescription()
