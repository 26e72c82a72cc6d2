from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from planner.scenario.decisions import set_ward_cells
from tests.ui.tables.conftest import Host
from ui import theme as themes
from ui.tables.wards_tab import HINT, WardsTab

Hosted = Callable[[Callable[..., Any]], Host]
ENFIELD = "E09000010"


@pytest.fixture
def wards(host: Hosted) -> Host:
    return host(WardsTab)


def at(hosted: Host, row: int, key: str) -> Any:
    return hosted.tab.model.index(row, hosted.tab.model.column_of(key))


def select(hosted: Host, first: tuple[int, str], last: tuple[int, str]) -> None:
    table = hosted.tab.table
    table.setCurrentIndex(at(hosted, *first))
    block = QItemSelection(at(hosted, *first), at(hosted, *last))
    table.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def enter(qtbot: Any, hosted: Host, text: str) -> None:
    """Type into the current cell as people do: F2, the text, Enter."""
    table = hosted.tab.table
    qtbot.keyClick(table, Qt.Key.Key_F2)
    (editor,) = [line for line in table.findChildren(QLineEdit) if line.isVisible()]
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.state() != table.State.EditingState)


def decided(hosted: Host, field: str) -> tuple[Any, ...]:
    return tuple(getattr(hosted.document.scenario.wards, field))


def test_every_ward_is_shown_with_totals(wards: Host) -> None:
    assert len(wards.tab.model.rows) == 629
    texts = wards.tab.pane.totals.lines[0].texts
    assert (texts["ward"], texts["dwo"], texts["pcso"]) == ("629 of 629 wards shown", "1,258", "629")
    assert wards.tab.pane.totals.accessibleDescription().startswith("629 of 629 wards shown, DWO posts 1,258")


def test_an_entry_is_one_step_and_goes_on_to_the_ward_below(qtbot: Any, wards: Host) -> None:
    wards.tab.table.setCurrentIndex(at(wards, 0, "dwo"))
    enter(qtbot, wards, "3")
    assert decided(wards, "dwo")[0] == 3
    assert wards.steps == ["Set DWO posts of Abbey (Barking and Dagenham) to 3"]
    assert wards.tab.table.currentIndex().row() == 1
    wards.document.undo()
    assert decided(wards, "dwo")[0] == 2


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("dwo", "3.5", "“3.5” is not a whole number; DWO posts are whole, 0–99. Abbey is as it was."),
        ("vacancies", "-1", "“-1” is too small; vacancies are whole, 0–99. Abbey is as it was."),
        ("pcso", "two", "“two” is not a whole number; PCSO posts are whole, 0–99. Abbey is as it was."),
        ("abstraction", "101", "“101” is too large; allowed is 0 % to 100 %. Abbey is as it was."),
    ],
)
def test_a_wrong_entry_is_said_and_leaves_everything_as_it_was(
    qtbot: Any, wards: Host, key: str, text: str, words: str
) -> None:
    before = wards.document.plan
    wards.tab.table.choose_column(key, True)
    wards.tab.table.setCurrentIndex(at(wards, 0, key))
    enter(qtbot, wards, text)
    assert wards.document.plan is before
    assert wards.said[-1] == wards.tab.hint.words == words
    assert wards.tab.table.currentIndex().row() == 0


def test_a_share_and_a_ring_fence_are_entered_as_read(qtbot: Any, wards: Host) -> None:
    for key, text in (("abstraction", "12.5"), ("ring_fenced", "no")):
        wards.tab.table.choose_column(key, True)
        wards.tab.table.setCurrentIndex(at(wards, 0, key))
        enter(qtbot, wards, text)
    assert (decided(wards, "abstraction")[0], decided(wards, "ring_fenced")[0]) == (0.125, False)
    assert wards.tab.model.rows[0].effective == pytest.approx(1.75)


def test_typing_a_figure_begins_an_entry_with_it(qtbot: Any, wards: Host) -> None:
    wards.tab.table.setFocus()
    wards.tab.table.setCurrentIndex(at(wards, 0, "dwo"))
    qtbot.keyClick(wards.tab.table, Qt.Key.Key_5)
    editor = wards.tab.table.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "5"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert wards.steps == []


def test_a_read_only_scenario_refuses_in_a_sentence(qtbot: Any, wards: Host) -> None:
    wards.document.choose(wards.document.plan.scenarios[0].id)
    wards.tab.table.setCurrentIndex(at(wards, 0, "dwo"))
    enter(qtbot, wards, "3")
    assert wards.tab.hint.words == "Borough commands, 2016 is read-only. Duplicate it to make changes."
    assert wards.steps == []


def test_fill_down_is_one_step(qtbot: Any, wards: Host) -> None:
    wards.tab.table.setCurrentIndex(at(wards, 0, "dwo"))
    enter(qtbot, wards, "4")
    select(wards, (0, "dwo"), (9, "vacancies"))
    qtbot.keyClick(wards.tab.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert decided(wards, "dwo")[:11] == (4,) * 10 + (2,)
    assert len(wards.steps) == 2
    wards.document.undo()
    assert decided(wards, "dwo")[:3] == (4, 2, 2)


def test_fill_down_from_one_cell_takes_the_one_above(qtbot: Any, wards: Host) -> None:
    wards.tab.table.setCurrentIndex(at(wards, 0, "dwo"))
    enter(qtbot, wards, "4")
    qtbot.keyClick(wards.tab.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert decided(wards, "dwo")[:3] == (4, 4, 2)


def test_fill_down_with_nothing_to_fill_says_what_to_select(wards: Host) -> None:
    wards.tab.table.setCurrentIndex(at(wards, 0, "ward"))
    wards.tab.fill_button.click()
    assert wards.tab.hint.words.startswith("Select cells of a column that can be set")
    assert wards.steps == []


def test_a_block_without_headers_goes_to_the_current_cell_as_one_step(qtbot: Any, wards: Host) -> None:
    QGuiApplication.clipboard().setText("3\t1\r\n4\t0\r\n")
    wards.tab.table.setCurrentIndex(at(wards, 5, "dwo"))
    qtbot.keyClick(wards.tab.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert decided(wards, "dwo")[5:8] == (3, 4, 2)
    assert decided(wards, "vacancies")[5:8] == (1, 0, 0)
    assert len(wards.steps) == 1
    wards.document.undo()
    assert decided(wards, "dwo") == (2,) * 629


def test_a_block_with_headers_goes_by_ward_whatever_is_shown(wards: Host) -> None:
    wards.view.choose_bcu("NA")
    QGuiApplication.clipboard().setText("Borough\tWard\tPCSO\nMerton\tAbbey\t3\nCamden\tKilburn\t2\n")
    wards.tab.paste_button.click()
    area = wards.document.outcome.area
    changed = [area.wards[i].name for i, n in enumerate(decided(wards, "pcso")) if n != 1]
    assert changed == ["Kilburn", "Abbey"]
    assert wards.steps == ["Set PCSO posts of 2 wards"]


def test_a_block_with_a_problem_changes_nothing_and_lists_all(wards: Host) -> None:
    before = wards.document.plan
    wards.tab.paste("Ward\tBorough\tDWO posts\nAbbey\tMerton\t3.5\nNowhere\tMerton\t2\n")
    assert wards.document.plan is before
    assert wards.tab.problems.isVisible()
    assert wards.tab.problems.words.startswith("Nothing was pasted. Row 2, DWO posts: “3.5” is not a whole number")
    wards.tab.paste("Ward\tBorough\tDWO posts\nAbbey\tMerton\t3\n")
    assert not wards.tab.problems.isVisible()


def test_copying_gives_bare_figures_with_and_without_headers(qtbot: Any, wards: Host) -> None:
    select(wards, (0, "ward"), (1, "dwo"))
    qtbot.keyClick(wards.tab.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    shown = [c.title for i, c in enumerate(wards.tab.model.columns[:4]) if not wards.tab.table.isColumnHidden(i)]
    cells = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[0] for line in cells] == ["Abbey", "Alibon"]
    assert len(cells[0].split("\t")) == len(shown)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(wards.tab.table, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text().splitlines() == ["\t".join(shown), *cells]
    assert QGuiApplication.clipboard().mimeData().html().startswith("<table>")
    assert wards.said[-1].endswith("cells with headers.")


def test_what_is_copied_pastes_back_as_no_change(qtbot: Any, wards: Host) -> None:
    wards.tab.table.selectAll()
    wards.tab.table.copy(with_heads=True)
    wards.tab.table.paste()
    assert wards.steps == []
    assert wards.said[-1] == "Nothing changed: it is so already."


def test_a_click_on_a_head_sorts_and_a_third_goes_back(qtbot: Any, wards: Host) -> None:
    model, head = wards.tab.model, wards.tab.table.head
    crime = model.column_of("crime")
    given = [row.code for row in model.rows]
    wards.tab.table.setCurrentIndex(at(wards, 3, "dwo"))
    keep = model.rows[3].code
    head.sectionClicked.emit(crime)
    figures = [row.crime for row in model.rows]
    assert figures == sorted(figures, reverse=True)
    assert model.rows[wards.tab.table.currentIndex().row()].code == keep
    head.sectionClicked.emit(crime)
    assert [row.crime for row in model.rows] == sorted(figures)
    head.sectionClicked.emit(crime)
    assert [row.code for row in model.rows] == given


def test_the_map_and_the_list_choose_what_is_shown(wards: Host) -> None:
    wards.view.choose_bcu("NA")
    assert wards.tab.pane.totals.lines[0].texts["ward"] == "40 of 629 wards shown"
    wards.view.select({ENFIELD})
    assert len(wards.tab.model.rows) == 21
    wards.view.select(wards.document.outcome.boroughs_of["CN"])
    assert {row.bcu for row in wards.tab.model.rows} == {"CN"}
    assert wards.tab.bcu.currentText() == "CN Central North"
    wards.view.choose_bcu(None)
    wards.view.select(())
    wards.tab.show_all()
    assert len(wards.tab.model.rows) == 629


def test_choosing_a_borough_here_selects_it_on_the_map(wards: Host) -> None:
    at_enfield = wards.tab.borough.values.index(frozenset({ENFIELD}))
    wards.tab.borough.setCurrentIndex(at_enfield)
    wards.tab.borough.activated.emit(at_enfield)
    assert wards.view.selected == {ENFIELD}
    assert {row.borough for row in wards.tab.model.rows} == {ENFIELD}


def test_toggles_and_finding_narrow_the_table(qtbot: Any, wards: Host) -> None:
    code = wards.tab.model.rows[7].code
    wards.document.decide(set_ward_cells, [(code, "dwo", 1)])
    wards.tab.below.click()
    assert [row.code for row in wards.tab.model.rows] == [code]
    wards.tab.below.click()
    wards.tab.changed.click()
    assert [row.code for row in wards.tab.model.rows] == [code]
    wards.tab.changed.click()
    wards.tab.find_box.setFocus()
    qtbot.keyClicks(wards.tab.find_box, "abbey merton")
    qtbot.waitUntil(lambda: len(wards.tab.model.rows) == 1)
    qtbot.keyClick(wards.tab.find_box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(wards.tab.model.rows) == 629)


def test_an_empty_table_says_why_and_how_to_see_all(wards: Host) -> None:
    wards.tab.below.click()
    assert wards.tab.pane.empty_words == "Every ward meets the minimum, in posts and in effect."
    wards.tab.pane.empty_button.click()
    assert wards.tab.pane.empty_words == ""
    assert len(wards.tab.model.rows) == 629


def test_going_to_a_ward_shows_it_whatever_was_filtered(wards: Host) -> None:
    wards.view.choose_bcu("CN")
    wards.tab.go_to("E05000026")
    row = wards.tab.model.rows[wards.tab.table.currentIndex().row()]
    assert row.code == "E05000026"
    assert wards.tab.table.viewport().rect().contains(wards.tab.table.visualRect(wards.tab.table.currentIndex()))


def test_a_cell_asks_how_it_is_worked_out(wards: Host) -> None:
    menu = wards.tab.table.menu_for(at(wards, 0, "effective"))
    menu.actions()[0].trigger()
    assert wards.explained == ["effective[E05000026]"]
    name = wards.tab.table.menu_for(at(wards, 0, "ward"))
    assert not name.actions()[0].isEnabled()


def test_wards_of_unassigned_boroughs_are_said_to_be_so(wards: Host) -> None:
    wards.document.choose(wards.document.plan.scenarios[1].id)
    barnet = next(i for i, row in enumerate(wards.tab.model.rows) if row.borough == "E09000003")
    spoken = at(wards, barnet, "dwo").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Brunswick Park, DWO posts, 2, not yet in a BCU"
    assert wards.tab.model.shade(wards.tab.model.rows[barnet]) == "muted"


@pytest.mark.parametrize("width", [464, 485, 560, 644, 760, 1100])
def test_figures_are_never_cut_and_rows_are_whole_at_any_width(wards: Host, width: int) -> None:
    wards.tab.resize(width, 593)
    table = wards.tab.table
    assert wards.tab.width() == width
    for i in table.shown_columns():
        if wards.tab.model.columns[i].is_number:
            assert table.columnWidth(i) >= table.wanted_width(i)
    assert sum(table.columnWidth(i) for i in table.shown_columns()) <= table.viewport().width()
    assert table.viewport().height() % table.row_height == 0
    assert wards.tab.model.columns[table.shown_columns()[-1]].key == "minimum"


def test_a_column_can_be_shown_whatever_the_width(wards: Host) -> None:
    wards.tab.resize(485, 600)
    population = wards.tab.model.column_of("population")
    assert wards.tab.table.isColumnHidden(population)
    menu = wards.tab.column_menu()
    next(a for a in menu.actions() if a.text() == "Population 2019").trigger()
    assert not wards.tab.table.isColumnHidden(population)
    next(a for a in menu.actions() if a.text() == "As many as fit").trigger()
    assert wards.tab.table.isColumnHidden(population)
    menu.deleteLater()


def test_out_of_sight_it_waits_and_catches_up(wards: Host) -> None:
    wards.tab.hide()
    wards.document.decide(set_ward_cells, [("E05000026", "dwo", 5)])
    assert wards.tab.model.rows[0].dwo == 2
    wards.tab.show()
    assert wards.tab.model.rows[0].dwo == 5


def test_another_look_is_drawn_at_once(wards: Host) -> None:
    wards.tab.set_theme(themes.dark())
    colour = wards.tab.table.viewport().grab().toImage().pixelColor(2, 30)
    assert colour == themes.dark().panel


def test_what_was_said_of_a_cell_goes_when_the_keyboard_goes_on(wards: Host) -> None:
    wards.tab.table.setCurrentIndex(wards.tab.model.index(0, wards.tab.model.column_of("ward")))
    wards.tab.fill_down()
    assert wards.tab.hint.words.startswith("Select cells of a column that can be set")
    wards.tab.table.setCurrentIndex(wards.tab.model.index(3, wards.tab.model.column_of("dwo")))
    assert wards.tab.hint.words == HINT
