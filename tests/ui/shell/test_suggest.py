"""A suggested map in the whole window: drawn in place of the present one, and gone with Esc or a drag."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.shell.conftest import ENFIELD, Hand, Make
from ui import theme as themes
from ui.actions import suggest
from ui.main_window import MainWindow
from ui.panels.suggest_tab import BEST, CONTACTS, STANDS, WARDS, SuggestTab

BARNET = "E09000003"


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    themes.apply(qapp, themes.light())


def found(window: MainWindow, qtbot: QtBot) -> SuggestTab:
    tab: SuggestTab = window.tabs.show_tab("Suggest")
    tab.best.search.click()
    qtbot.waitUntil(lambda: tab.best.answer is not None, timeout=20_000)
    return tab


def test_the_map_shows_what_would_differ_hatched(window: MainWindow, qtbot: QtBot) -> None:
    found(window, qtbot)
    state = window.map_pane.map_view.state
    assert state.assignment[BARNET] == "NA"
    assert len(state.differing) == 11
    assert BARNET in state.differing
    assert ("differs", "would change its BCU") in window.controller.legend.entries()
    assert window._said.text().startswith("Preview only")


def test_esc_shows_the_map_as_it_is_wherever_the_keyboard_is(window: MainWindow, qtbot: QtBot) -> None:
    tab = found(window, qtbot)
    tab.best.search.setFocus()
    qtbot.keyClick(tab.best.search, Qt.Key.Key_Escape)
    assert window.view.preview is None
    assert window.map_pane.map_view.state.differing == frozenset()
    assert window.map_pane.map_view.state.assignment[BARNET] == "NW"
    assert not tab.best.offer.show_it.isChecked()
    assert ("differs", "would change its BCU") not in window.controller.legend.entries()


def test_a_selection_leaves_the_suggested_map_in_sight(window: MainWindow, qtbot: QtBot) -> None:
    tab = found(window, qtbot)
    tab.best._select(0)
    assert window.map_pane.map_view.state.selected == {BARNET}
    assert len(window.map_pane.map_view.state.differing) == 11


def test_a_drag_goes_over_the_map_as_it_is(window: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    found(window, qtbot)
    hand.lift(ENFIELD)
    assert window.map_pane.map_view.state.differing == frozenset()
    hand.over(BARNET)
    assert window.view.preview is not None
    assert window.view.whole is None
    hand.let_go(BARNET)
    assert window.document.scenario.assignment[ENFIELD] == "NW"


def test_the_place_follows_a_borough_in_the_hand(window: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    tab: SuggestTab = window.tabs.show_tab("Suggest")
    tab.shows.choose(STANDS)
    qtbot.waitUntil(lambda: tab.standing.found is not None, timeout=20_000)
    hand.lift(ENFIELD)
    hand.over(BARNET)
    assert tab.standing.words.text().startswith("If released: largest deviation")
    qtbot.keyClick(window.map_pane.map_view, Qt.Key.Key_Escape)
    assert tab.standing.words.text().startswith("Now: largest deviation")


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)])
def test_every_tab_has_room_for_its_name(make_window: Make, size: tuple[int, int]) -> None:
    window = make_window(*size)
    bar = window.tabs.tabs.tabBar()
    assert bar.tabRect(bar.count() - 1).right() <= bar.width()


def test_no_control_is_cut_in_a_small_window(make_window: Make, qtbot: QtBot) -> None:
    window = make_window(1366, 768)
    tab = found(window, qtbot)
    inner = tab.area.widget()
    assert inner.width() <= tab.area.viewport().width()
    for button in (tab.form.joined, tab.form.held, tab.best.search, tab.best.mend, tab.best.offer.take):
        assert button.width() >= button.sizeHint().width()


def test_a_suggested_map_says_if_accepted_and_a_drag_if_released(window: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    found(window, qtbot)
    rows = [row for row in window.list._model.rows if row.opened]
    assert rows
    assert {row.if_words for row in rows} == {"if accepted"}
    assert {line.lead for line in window.issues._model.lines if line.then} == {"If accepted"}
    hand.lift(ENFIELD)
    hand.over(BARNET)
    assert {row.if_words for row in window.list._model.rows if row.opened} == {"if released"}


def test_wards_whose_posts_would_change_are_ringed(window: MainWindow, qtbot: QtBot) -> None:
    tab: SuggestTab = window.tabs.show_tab("Suggest")
    tab.shows.choose(WARDS)
    qtbot.waitUntil(lambda: tab.wards.found is not None, timeout=20_000)
    tab.wards.offer.show_it.click()
    assert sum(mark.differs for mark in window.map_pane.map_view.state.ward_marks) == 55
    assert ("changed", "Ward: posts would change") in window.controller.legend.entries()
    tab.wards.offer.show_it.click()
    assert not any(mark.differs for mark in window.map_pane.map_view.state.ward_marks)
    assert ("changed", "Ward: posts would change") not in window.controller.legend.entries()


def test_nominations_lead_to_the_leadership_tab(window: MainWindow, qtbot: QtBot) -> None:
    tab: SuggestTab = window.tabs.show_tab("Suggest")
    tab.shows.choose(CONTACTS)
    qtbot.waitUntil(lambda: tab.contacts.found is not None, timeout=20_000)
    tab.contacts.link.click()
    assert window.tabs.tabs.tabText(window.tabs.tabs.currentIndex()) == "Leadership"
    assert window.tabs.made("Leadership").pages.currentIndex() == 1


def test_each_page_is_opened_from_the_menus_and_from_leadership(window: MainWindow) -> None:
    for kind, page in ((suggest.SuggestMap, BEST), (suggest.ShowStanding, STANDS), (suggest.SharePosts, WARDS)):
        window.tabs.show_tab("Wards")
        window.actions_set[kind].trigger()
        assert window.tabs.tabs.tabText(window.tabs.tabs.currentIndex()) == "Suggest"
        assert window.tabs.made("Suggest").shows.current == page
    leadership = window.tabs.show_tab("Leadership")
    leadership.show_page(1)
    leadership.even_out.click()
    assert window.tabs.made("Suggest").shows.current == CONTACTS


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768)])
def test_the_page_of_ward_posts_fits_a_small_window(make_window: Make, qtbot: QtBot, size: tuple[int, int]) -> None:
    window = make_window(*size)
    tab: SuggestTab = window.tabs.show_tab("Suggest")
    tab.shows.choose(WARDS)
    qtbot.waitUntil(lambda: tab.wards.found is not None, timeout=20_000)
    tab.wards.cap.click()
    qtbot.waitUntil(lambda: tab.wards.found is not None, timeout=20_000)
    assert tab.area.widget().minimumSizeHint().width() <= tab.area.viewport().width()
