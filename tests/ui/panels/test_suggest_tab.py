"""The Suggest tab: the best map found beside the window, shown, accepted in one step; and where the map stands."""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from planner.scenario.decisions import assign_boroughs, freeze_scenario, lock_boroughs
from planner.suggest import Aim, Stopped
from planner.views.suggest_map import find_best
from tests.ui.panels.parts import cell_text
from ui.panels import suggest_answer, suggest_standing
from ui.panels.suggest_tab import FRONT, STANDS, SuggestTab

ENFIELD, HARINGEY, BARNET, CROYDON, BROMLEY = "E09000010", "E09000014", "E09000003", "E09000008", "E09000006"
TIMEOUT = 20_000


def found_in(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.best.search.click()
    qtbot.waitUntil(lambda: tab.best.answer is not None, timeout=TIMEOUT)


def standing_in(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.shows.choose(STANDS)
    qtbot.waitUntil(lambda: tab.standing.found is not None and not tab.standing.asking.busy, timeout=TIMEOUT)


def menu_of(button: Any) -> QMenu:
    menu: QMenu = button.menu()
    menu.aboutToShow.emit()
    return menu


def test_the_best_map_is_proven_and_shown_with_what_would_move(tab: SuggestTab, qtbot: QtBot) -> None:
    before = tab.document.scenario
    found_in(tab, qtbot)
    assert tab.best.words.text().startswith("Proven best: of all maps with 12 BCUs of 2–4 boroughs, joined by land")
    assert "12.7 % of the mean" in tab.best.words.text()
    assert tab.best.offer.note.text().startswith("11 boroughs would move.")
    assert len(tab.best.moves.rows_model.rows) == 11
    assert cell_text(tab.best.moves, BARNET, "target") == "North Area"
    assert tab.view.whole is not None
    assert tab.best.offer.show_it.isChecked()
    assert tab.best.offer.effect.rows_model.rows[0].label == "All posts"
    assert tab.document.scenario is before


def test_a_frozen_scenario_shows_the_best_map_and_its_effect_and_keeps_its_own(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.document.decide(freeze_scenario, tab.document.session.record())
    before = tab.document.plan
    found_in(tab, qtbot)
    assert tab.best.offer.effect.isVisible()
    assert tab.best.offer.show_it.isChecked()
    assert tab.view.whole is not None
    assert tab.view.whole.outcome.scenario.assignment[BARNET] == "NA"
    assert tab.best.offer.note.text().endswith("is frozen: duplicate it to accept a map.")
    assert not tab.best.offer.take.isEnabled()
    tab.best.offer.accept()
    assert tab.document.plan is before


def test_accepting_is_one_step_that_undo_takes_back(tab: SuggestTab, qtbot: QtBot) -> None:
    before = tab.document.scenario
    found_in(tab, qtbot)
    qtbot.mouseClick(tab.best.offer.take, Qt.MouseButton.LeftButton)
    assert len(tab.document.session.history) == 1
    assert tab.document.session.undo_label == "Best map by largest deviation from the mean: 12.7 % of the mean"
    assert tab.document.scenario.assignment[BARNET] == "NA"
    assert tab.view.preview is None
    assert not tab.best.offer.take.isVisible()
    tab.document.undo()
    assert tab.document.scenario == before


def test_enter_in_a_line_of_the_question_finds_the_map(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.form.bcus.setFocus()
    qtbot.keyClick(tab.form.bcus, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.best.answer is not None, timeout=TIMEOUT)


def test_the_map_can_be_shown_and_hidden_and_a_drag_takes_its_place(tab: SuggestTab, qtbot: QtBot) -> None:
    found_in(tab, qtbot)
    tab.best.offer.show_it.click()
    assert tab.view.preview is None
    tab.best.offer.show_it.click()
    assert tab.view.whole is not None
    tab.view.set_preview(tab.document.would(assign_boroughs, (ENFIELD,), "NW"))
    assert not tab.best.offer.show_it.isChecked()
    assert tab.view.whole is None


def test_another_question_takes_the_answer_away(tab: SuggestTab, qtbot: QtBot) -> None:
    found_in(tab, qtbot)
    tab.form.bcus.selectAll()
    qtbot.keyClicks(tab.form.bcus, "11")
    assert tab.best.answer is None
    assert tab.view.preview is None
    assert not tab.best.offer.take.isVisible()
    assert "changed since" in tab.best.words.text()


def test_a_change_of_the_scenario_takes_the_answer_away(tab: SuggestTab, qtbot: QtBot) -> None:
    found_in(tab, qtbot)
    tab.document.decide(assign_boroughs, (ENFIELD,), "NW")
    assert tab.best.answer is None
    assert not tab.best.offer.take.isVisible()


def test_an_answer_to_an_older_question_is_dropped(
    tab: SuggestTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    def slow(*asked: Any) -> Any:
        go.wait(10)
        return find_best(asked[0], asked[1])

    monkeypatch.setattr(suggest_answer, "find_best", slow)
    tab.best.find_best()
    tab.form.ask(replace(tab.form.question, bcus="11"))
    go.set()
    qtbot.waitUntil(lambda: not tab.tasks.busy, timeout=TIMEOUT)  # type: ignore[attr-defined]
    assert tab.best.answer is None
    assert tab.view.preview is None


def test_cancelling_says_so_and_changes_nothing(tab: SuggestTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def until_stopped(outcome: Any, terms: Any, progress: Any, cancelled: Any, *met: Any) -> Any:
        while not cancelled():
            progress(0.5)
        raise Stopped

    monkeypatch.setattr(suggest_answer, "find_best", until_stopped)
    tab.best.find_best()
    qtbot.wait(20)
    tab.tasks.cancel()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: tab.best.words.text().startswith("Cancelled."), timeout=TIMEOUT)
    assert tab.best.answer is None


def test_what_cannot_be_read_is_said_beside_the_question(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.form.boroughs.selectAll()
    qtbot.keyClicks(tab.form.boroughs, "two")
    assert tab.form.terms is None
    assert tab.form.words.text().startswith("“two” is no number of boroughs; write one from 1 to 99")
    tab.best.search.click()
    assert tab.best.words.text() == tab.form.words.text()


def test_terms_that_no_map_meets_are_told_with_what_stands_in_the_way(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.form.ask(replace(tab.form.question, within="1 %"))
    found_in(tab, qtbot)
    assert tab.best.words.text().startswith("No map meets this term: every BCU within 1 % of the mean.")
    assert "12.7 % of the mean" in tab.best.words.text()
    assert not tab.best.offer.take.isVisible()


def test_a_map_that_moves_a_locked_borough_is_shown_and_not_accepted(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.document.decide(lock_boroughs, (BARNET,))
    tab.form.ask(replace(tab.form.question, locks=False))
    found_in(tab, qtbot)
    assert tab.view.whole is not None
    assert not tab.best.offer.take.isEnabled()
    assert "Barnet would have to change and is locked." in tab.best.offer.note.text()


def test_the_smallest_repair_mends_a_broken_map(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.document.decide(assign_boroughs, (ENFIELD,), "NW")
    tab.best.mend.click()
    qtbot.waitUntil(lambda: tab.best.answer is not None, timeout=TIMEOUT)
    assert tab.best.words.text().startswith("1 borough moved. Proven: no fewer moves")
    tab.best.offer.accept()
    assert tab.document.session.undo_label == "Smallest repair: 1 borough"


def test_crossings_are_switched_one_by_one(tab: SuggestTab) -> None:
    menu = menu_of(tab.form.joined)
    menu.actions()[1].trigger()
    assert tab.form.joined.text() == "Land and every crossing"
    assert tab.form.terms is not None
    assert len(tab.form.terms.crossings) == 8
    menu = menu_of(tab.form.joined)
    menu.actions()[-1].trigger()
    assert tab.form.joined.text() == "Land and 7 of 8 crossings"
    assert len(tab.form.terms.crossings) == 7


def test_selected_boroughs_are_kept_together_and_let_go(tab: SuggestTab) -> None:
    tab.view.select({CROYDON, BROMLEY})
    next(a for a in menu_of(tab.form.held).actions() if "together" in a.text()).trigger()
    assert tab.form.terms is not None
    assert tab.form.terms.together == (frozenset({CROYDON, BROMLEY}),)
    assert tab.form.held.text() == "1 wish"
    menu_of(tab.form.held).actions()[-1].trigger()
    assert tab.form.terms.together == ()


def test_keeping_apart_takes_just_two_boroughs(tab: SuggestTab) -> None:
    action = next(a for a in menu_of(tab.form.held).actions() if "apart" in a.text())
    assert not action.isEnabled()
    assert action.toolTip().startswith("Select just two boroughs")


def test_where_the_map_stands_is_counted_exactly(tab: SuggestTab, qtbot: QtBot) -> None:
    standing_in(tab, qtbot)
    assert "Of 86,463,292 possible maps, 1,324,639 are as good or better: 1.53 %, counted exactly." in (
        tab.standing.words.text()
    )
    rows = tab.standing.places.rows_model.rows
    assert [(row.label, row.value) for row in rows] == [
        ("Largest deviation, now", "35.6 % of the mean"),
        ("Largest deviation, best possible", "12.7 % of the mean"),
    ]


def test_the_place_follows_a_move_before_it_is_made(tab: SuggestTab, qtbot: QtBot) -> None:
    standing_in(tab, qtbot)
    found = tab.standing.found
    tab.view.set_preview(tab.document.would(assign_boroughs, (HARINGEY,), "CE"))
    assert tab.standing.words.text().startswith("If released: largest deviation from the mean")
    assert tab.standing.places.rows_model.rows[1].label == "Largest deviation, if released"
    assert "if released" in tab.standing.charts[0].accessibleDescription()
    tab.view.set_preview(None)
    assert tab.standing.words.text().startswith("Now:")
    assert tab.standing.found is found


def test_a_move_made_is_placed_without_counting_all_maps_again(
    tab: SuggestTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing_in(tab, qtbot)
    before = tab.standing.found
    assert before is not None
    tab.document.decide(assign_boroughs, (HARINGEY,), "CE")
    qtbot.waitUntil(lambda: tab.standing.found is not before, timeout=TIMEOUT)
    assert tab.standing.found is not None
    assert tab.standing.found.landscape is before.landscape


def test_two_aims_have_a_chart_each_and_say_which_is_sampled(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.form.ask(replace(tab.form.question, second=Aim.OUTLINE))
    standing_in(tab, qtbot)
    assert [chart.isVisible() for chart in tab.standing.charts] == [True, True]
    names = [chart.accessibleName() for chart in tab.standing.charts]
    assert names[0].startswith("How all maps are spread: Largest deviation")
    assert names[1] == "How all maps are spread: Length of the borders between BCUs"
    assert {row.how for row in tab.standing.places.rows_model.rows} == {"exact", "sampled", "proven"}
    assert "20,000 maps drawn uniformly, seed 1" in tab.standing.method.text()


def test_a_map_with_a_borough_in_no_bcu_has_no_place(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.document.decide(assign_boroughs, (HARINGEY,), None)
    standing_in(tab, qtbot)
    assert "cannot be placed among whole maps while 1 borough (Haringey first) is in no BCU" in (
        tab.standing.words.text()
    )
    assert [row.label for row in tab.standing.places.rows_model.rows] == ["Largest deviation, best possible"]


def test_least_change_has_no_standing_and_says_why(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.form.ask(replace(tab.form.question, aim=Aim.CHANGE))
    tab.shows.choose(STANDS)
    qtbot.waitUntil(lambda: tab.standing.words.text().startswith("Change is measured"), timeout=TIMEOUT)
    assert not tab.standing.places.isVisible()


def test_every_control_has_a_name_and_takes_the_keyboard(tab: SuggestTab) -> None:
    for field in (tab.form.aim, tab.form.second, tab.form.measure, tab.form.bcus, tab.form.boroughs,
                  tab.form.within, tab.form.border, tab.form.tolerance, tab.form.joined, tab.form.held):  # fmt: skip
        assert field.accessibleName()
        assert field.focusPolicy() & Qt.FocusPolicy.TabFocus


def trade_off_in(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.form.ask(replace(tab.form.question, second=Aim.OUTLINE))
    tab.shows.choose(FRONT)
    qtbot.waitUntil(lambda: tab.front.found is not None, timeout=TIMEOUT)


def test_a_trade_off_needs_two_aims(tab: SuggestTab) -> None:
    tab.shows.choose(FRONT)
    assert tab.front.words.text() == "A trade-off is between two aims: choose the second under “Then by”."
    assert not tab.front.chart.isVisible()


def test_the_trade_off_marks_the_present_map_and_its_distance(tab: SuggestTab, qtbot: QtBot) -> None:
    trade_off_in(tab, qtbot)
    assert tab.front.words.text().startswith("15 maps on the front. Exact:")
    assert "The present map lies 0.07 from the nearest of them" in tab.front.words.text()
    assert "match or beat the present one on both: under 0.02 %" in tab.front.words.text()
    assert "now: 35.6 % of the mean, 268.0 km" in tab.front.chart.accessibleDescription()
    assert len(tab.front.table.rows_model.rows) == len(tab.front.chart.points) == 15


def test_a_map_of_the_trade_off_is_opened_by_keyboard_and_accepted(tab: SuggestTab, qtbot: QtBot) -> None:
    trade_off_in(tab, qtbot)
    tab.front.chart.setFocus()
    qtbot.keyClick(tab.front.chart, Qt.Key.Key_End)
    qtbot.keyClick(tab.front.chart, Qt.Key.Key_Space)
    assert tab.best.isVisible()
    assert tab.best.words.text().startswith("Proven: no map under these terms is as good on both aims")
    assert "237.3 km" in tab.best.words.text()
    assert tab.view.whole is not None
    tab.best.offer.accept()
    assert tab.document.session.undo_label == "Map of the trade-off: 68.2 % of the mean and 237.3 km"


def test_another_question_greys_the_trade_off_until_it_is_answered(tab: SuggestTab, qtbot: QtBot) -> None:
    trade_off_in(tab, qtbot)
    before = tab.front.found
    tab.form.ask(replace(tab.form.question, bcus="11"))
    assert tab.front.found is None
    assert not tab.front.chart.isEnabled()
    qtbot.waitUntil(lambda: tab.front.found is not None, timeout=TIMEOUT)
    assert tab.front.found is not before
    assert tab.front.chart.isEnabled()


def test_a_cancelled_count_can_be_asked_again(tab: SuggestTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    real = suggest_standing.survey

    def until_stopped(outcome: Any, terms: Any, progress: Any, cancelled: Any, *met: Any) -> Any:
        while not cancelled():
            progress(0.5)
        raise Stopped

    monkeypatch.setattr(suggest_standing, "survey", until_stopped)
    tab.shows.choose(STANDS)
    qtbot.waitUntil(lambda: tab.standing.asking.busy, timeout=TIMEOUT)
    tab.tasks.cancel()  # type: ignore[attr-defined]
    qtbot.waitUntil(tab.standing.again.isVisible, timeout=TIMEOUT)
    monkeypatch.setattr(suggest_standing, "survey", real)
    tab.standing.again.click()
    qtbot.waitUntil(lambda: tab.standing.found is not None, timeout=TIMEOUT)
    assert not tab.standing.again.isVisible()


def test_no_line_lies_over_another(tab: SuggestTab, qtbot: QtBot) -> None:
    trade_off_in(tab, qtbot)
    tab.front.open(3)
    qtbot.wait(50)
    parts = [tab.best.words, tab.best.offer.take, tab.best.offer.note, tab.best.offer.effect, tab.best.moves]
    edges = [(part.mapTo(tab, part.rect().topLeft()).y(), part.height()) for part in parts]
    assert all(top + high <= below for (top, high), (below, _) in pairwise(edges))
    assert tab.best.words.height() >= tab.best.words.heightForWidth(tab.best.words.width())


def test_what_was_found_is_scrolled_into_sight(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.resize(484, 330)
    found_in(tab, qtbot)
    qtbot.waitUntil(
        lambda: tab.best.offer.take.visibleRegion().boundingRect() == tab.best.offer.take.rect(), timeout=TIMEOUT
    )


def searching(tab: SuggestTab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that meets a map and then goes on until it is stopped."""

    def endless(outcome: Any, terms: Any, progress: Any, cancelled: Any, better: Any) -> Any:
        find_best(outcome, terms, better=better)
        while not cancelled():
            progress(0.5)
        raise Stopped

    monkeypatch.setattr(suggest_answer, "find_best", endless)
    tab.best.find_best()


def test_the_best_map_met_so_far_is_told_and_kept_when_the_search_is_stopped(
    tab: SuggestTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching(tab, monkeypatch)
    qtbot.waitUntil(tab.best.halt.isVisible, timeout=TIMEOUT)
    assert tab.best.words.text().startswith("Looking… Best so far, not proven: largest deviation from the mean 12.7 %")
    tab.best.halt.click()
    qtbot.waitUntil(lambda: tab.best.answer is not None, timeout=TIMEOUT)
    assert tab.best.words.text().startswith("Not proven: the search was stopped.")
    assert not tab.best.halt.isVisible()
    assert tab.view.whole is not None
    tab.best.offer.accept()
    assert tab.document.session.undo_label.startswith("Best map met by largest deviation from the mean, not proven")


def test_cancelling_in_the_status_bar_keeps_the_best_map_met_too(
    tab: SuggestTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching(tab, monkeypatch)
    qtbot.waitUntil(tab.best.halt.isVisible, timeout=TIMEOUT)
    tab.tasks.cancel()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: tab.best.answer is not None, timeout=TIMEOUT)
    assert tab.best.answer is not None
    assert tab.best.answer.suggestion is not None
    assert not tab.best.answer.suggestion.proven


def test_a_map_met_for_an_older_question_is_not_kept(
    tab: SuggestTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching(tab, monkeypatch)
    qtbot.waitUntil(tab.best.halt.isVisible, timeout=TIMEOUT)
    tab.form.ask(replace(tab.form.question, bcus="11"))
    qtbot.waitUntil(lambda: not tab.tasks.busy, timeout=TIMEOUT)  # type: ignore[attr-defined]
    assert tab.best.answer is None
    assert not tab.best.halt.isVisible()


def test_a_way_out_of_terms_that_no_map_meets_is_one_press_away(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.form.ask(replace(tab.form.question, within="1 %"))
    found_in(tab, qtbot)
    ways = [b for b in tab.best.findChildren(QPushButton) if b.text().endswith("find that map")]
    assert [b.text() for b in ways] == ["Allowing a larger deviation: find that map"]
    ways[0].click()
    qtbot.waitUntil(lambda: tab.best.answer is not None, timeout=TIMEOUT)
    assert tab.best.words.text().startswith("Proven best: of all maps with 12 BCUs")
    tab.best.offer.accept()
    assert tab.document.session.undo_label.startswith("Best map by largest deviation")


def test_the_place_of_a_suggested_map_says_if_accepted(tab: SuggestTab, qtbot: QtBot) -> None:
    found_in(tab, qtbot)
    standing_in(tab, qtbot)
    assert tab.standing.words.text().startswith("If accepted: largest deviation from the mean")
    assert tab.standing.places.rows_model.rows[1].label == "Largest deviation, if accepted"
    assert "if accepted 12.7 %" in tab.standing.charts[0].accessibleDescription()
