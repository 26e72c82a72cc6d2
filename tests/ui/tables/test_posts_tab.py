from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from planner.scenario.types import Override
from planner.words.vocabulary import Function, Role
from tests.ui.tables.conftest import Host
from ui.panels.runs import advance
from ui.tables.posts_tab import PostsTab

Hosted = Callable[[Callable[..., Any]], Host]
CELL = ("NW", Function.RESPONSE, Role.INSPECTOR)


@pytest.fixture
def posts(host: Hosted) -> Host:
    hosted = host(PostsTab)
    hosted.tab.go_to("NW,Emergency Response,Inspector")
    hosted.tab.table.setFocus()
    return hosted


def current(hosted: Host) -> Any:
    return hosted.tab.model.rows[hosted.tab.table.currentIndex().row()]


def test_going_to_a_cell_shows_it_in_its_bcu(posts: Host) -> None:
    assert posts.tab.choice.currentText() == "NW North West"
    assert (current(posts).function, current(posts).role) == CELL[1:]
    assert posts.tab.panel.title.text() == "Emergency Response, Inspector: 21 posts"
    assert posts.tab.panel.words.text() == "−16.7 %."


def test_an_override_is_made_by_keyboard_with_a_note(qtbot: Any, posts: Host) -> None:
    panel = posts.tab.panel
    qtbot.keyClick(posts.tab.table, Qt.Key.Key_F2)
    assert panel.is_editing
    assert panel.title.text() == "Emergency Response, Inspector: 21 posts. The rule gives 21."
    qtbot.keyClicks(panel.posts, "22")
    qtbot.keyClicks(panel.note, "one more at night")
    qtbot.keyClick(panel.note, Qt.Key.Key_Return)
    assert posts.document.scenario.overrides[CELL] == Override(22, "one more at night")
    assert posts.steps == ["Override Emergency Response Inspector posts of North West to 22"]
    assert (current(posts).proposed, current(posts).why) == (22, "Override (rule 21)")
    assert posts.tab.only.text() == "Overrides 1"
    assert panel.words.text() == "The rule gives 21. Note: “one more at night”."
    assert posts.tab.table.hasFocus()


def test_a_typed_figure_begins_the_entry(qtbot: Any, posts: Host) -> None:
    qtbot.keyClick(posts.tab.table, Qt.Key.Key_3)
    assert posts.tab.panel.posts.text() == "3"
    qtbot.keyClick(posts.tab.panel.posts, Qt.Key.Key_Escape)
    assert not posts.tab.panel.is_editing
    assert posts.steps == []


def test_a_double_click_on_a_proposed_figure_begins_the_entry(qtbot: Any, posts: Host) -> None:
    table = posts.tab.table
    place = table.visualRect(table.currentIndex()).center()
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert posts.tab.panel.is_editing


def test_an_override_is_cleared_by_key_or_link(qtbot: Any, posts: Host) -> None:
    for clear in (
        lambda: qtbot.keyClick(posts.tab.table, Qt.Key.Key_Delete),
        posts.tab.panel.clear.click,
    ):
        qtbot.keyClick(posts.tab.table, Qt.Key.Key_Return)
        qtbot.keyClicks(posts.tab.panel.posts, "30")
        posts.tab.panel.apply.click()
        assert current(posts).proposed == 30
        clear()
        assert CELL not in posts.document.scenario.overrides
        assert current(posts).proposed == 21
    assert posts.tab.panel.clear.isHidden()


@pytest.mark.parametrize("text", ["3.5", "-1", "ten", ""])
def test_a_wrong_override_is_said_and_nothing_changes(qtbot: Any, posts: Host, text: str) -> None:
    before = posts.document.plan
    qtbot.keyClick(posts.tab.table, Qt.Key.Key_F2)
    posts.tab.panel.posts.setText(text)
    qtbot.keyClick(posts.tab.panel.posts, Qt.Key.Key_Return)
    assert posts.document.plan is before
    assert "posts are whole, 0–9,999" in posts.tab.panel.title.text()
    assert posts.tab.panel.is_editing


def test_only_proposed_figures_of_one_bcu_can_be_overridden(qtbot: Any, posts: Host) -> None:
    table, model = posts.tab.table, posts.tab.model
    table.setCurrentIndex(model.index(table.currentIndex().row(), model.column_of("baseline")))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    assert not posts.tab.panel.is_editing
    posts.tab.go_to("")
    table.setCurrentIndex(model.index(1, model.column_of("proposed")))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    assert not posts.tab.panel.is_editing
    assert posts.tab.panel.change.isHidden()


def test_no_overrides_says_so_and_leads_back(posts: Host) -> None:
    posts.tab.only.click()
    assert posts.tab.model.rows == []
    assert posts.tab.pane.empty_words == "No overrides. Double-click a proposed figure to make one."
    posts.tab.pane.empty_button.click()
    assert len(posts.tab.model.rows) > 20


def test_functions_open_and_close_by_key(qtbot: Any, posts: Host) -> None:
    table, model = posts.tab.table, posts.tab.model
    count = len(model.rows)
    row = model.row_of(("Investigation", ""))
    table.setCurrentIndex(model.index(row, 0))
    assert model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Investigation, open"
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert len(model.rows) == count - 5
    assert current(posts).name == "Investigation"
    assert model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Investigation, closed"
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert len(model.rows) == count
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert len(model.rows) == count - 5


def test_the_links_and_the_menu_ask_how_it_is_worked_out(posts: Host) -> None:
    posts.tab.panel.worked.click()
    table = posts.tab.table
    table.menu_for(table.currentIndex()).actions()[0].trigger()
    assert posts.explained == ["posts[NW,Emergency Response,Inspector]"] * 2
    head = table.head.sectionViewportPosition(posts.tab.model.column_of("proposed"))
    assert posts.tab.pane.totals.figure_at(head + 10, 12) == "officers[NW]"


def test_an_unassigned_borough_can_be_looked_at(posts: Host) -> None:
    posts.document.choose(posts.document.plan.scenarios[1].id)
    posts.tab.go_to("E09000003")
    assert posts.tab.choice.currentText() == "Barnet, no BCU"
    assert {row.why for row in posts.tab.model.rows if row.role} == {"not yet in a BCU: baseline kept"}


def test_the_bcu_chosen_elsewhere_is_shown_and_the_one_chosen_here_is_told(posts: Host) -> None:
    posts.view.choose_bcu("CN")
    assert posts.tab.shown.place == "CN"
    at = posts.tab.choice.values.index("EA")
    posts.tab.choice.setCurrentIndex(at)
    posts.tab.choice.activated.emit(at)
    assert posts.view.bcu == "EA"
    assert posts.tab.shown.place_name == "East Area"


def test_one_function_can_be_shown_alone(posts: Host) -> None:
    at = posts.tab.function.values.index(Function.HQ)
    posts.tab.function.setCurrentIndex(at)
    posts.tab.function.activated.emit(at)
    assert {row.function for row in posts.tab.model.rows} == {Function.HQ}
    assert posts.tab.pane.totals.lines[0].texts["baseline"] == "1,732"


def test_the_status_of_the_baseline_shows(posts: Host) -> None:
    assert posts.tab.status.text() == "Baseline: illustrative"


@pytest.mark.parametrize("width", [460, 472, 485, 760])
def test_no_word_of_the_totals_is_cut(qtbot: Any, posts: Host, width: int) -> None:
    posts.tab.resize(width, 640)
    qtbot.wait(10)
    table, model = posts.tab.table, posts.tab.model
    at = model.column_of("why")
    assert not table.isColumnHidden(at)
    room = table.columnWidth(at) - table.inset - table.right_inset(model.columns[at])
    for line in posts.tab.pane.totals.lines:
        assert advance("strong" if line.is_strong else "body", line.texts.get("why", "")) <= room
