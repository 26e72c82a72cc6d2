"""DWO posts shared among wards and superintendents nominated, in the Suggest tab: looked at, accepted, undone."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.scenario.decisions import freeze_scenario, nominate_evenly
from planner.suggest import Method
from planner.views.share import shared
from tests.ui.panels.parts import cell_text
from ui.panels import suggest_wards
from ui.panels.suggest_tab import CONTACTS, WARDS, SuggestTab

BARKING = "E09000002"
TIMEOUT = 20_000


def shared_in(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.shows.choose(WARDS)
    answered(tab, qtbot)


def answered(tab: SuggestTab, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: tab.wards.found is not None, timeout=TIMEOUT)


def put(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    line.selectAll()
    qtbot.keyClicks(line, text) if text else qtbot.keyClick(line, Qt.Key.Key_Delete)


def test_the_question_about_maps_gives_way_to_that_about_posts(tab: SuggestTab, qtbot: QtBot) -> None:
    assert tab.form.isVisible()
    shared_in(tab, qtbot)
    assert not tab.form.isVisible()
    assert tab.wards.form.fields["in_all"].text() == "1,358"


def test_shares_are_shown_ward_by_ward_and_accepted_in_one_step(tab: SuggestTab, qtbot: QtBot) -> None:
    before = tab.document.scenario
    shared_in(tab, qtbot)
    rows = tab.wards.table.rows_model.rows
    assert len(rows) == 55
    assert cell_text(tab.wards.table, rows[0].code, "change") == "+13"
    first = tab.wards.offer.effect.rows_model.rows[0]
    assert (first.label, first.change) == ("All posts", "+100")
    assert tab.document.scenario is before
    qtbot.mouseClick(tab.wards.offer.take, Qt.MouseButton.LeftButton)
    assert tab.document.session.undo_label == "Share 100 extra DWO posts among wards: least demand per DWO"
    assert sum(tab.document.scenario.wards.dwo) == 1358
    tab.document.undo()
    assert tab.document.scenario == before


def test_only_changes_can_be_lifted(tab: SuggestTab, qtbot: QtBot) -> None:
    shared_in(tab, qtbot)
    tab.wards.changes.click()
    assert len(tab.wards.table.rows_model.rows) == 629
    assert tab.wards.pane.totals.lines[0].texts["change"] == "+100"


def test_the_cap_that_is_offered_is_taken_with_a_button(tab: SuggestTab, qtbot: QtBot) -> None:
    shared_in(tab, qtbot)
    assert "swamps any other ward's" in tab.wards.words.text()
    assert tab.wards.cap.text() == "Cap at 7 DWO posts"
    tab.wards.cap.click()
    assert tab.wards.form.fields["cap"].text() == "7"
    answered(tab, qtbot)
    assert max(row.then for row in tab.wards.table.rows_model.rows) == 7
    assert not tab.wards.cap.isVisible()


def test_another_method_is_chosen_beside_its_figures(tab: SuggestTab, qtbot: QtBot) -> None:
    shared_in(tab, qtbot)
    at = list(Method).index(Method.HIGHEST_AVERAGES)
    tab.wards.methods.chosen.button(at).click()
    answered(tab, qtbot)
    assert tab.wards.table.rows_model.rows[0].then == 20
    assert "favours wards of great demand" in tab.wards.methods.chosen.button(at).accessibleDescription()


def test_a_mix_is_asked_by_weights(tab: SuggestTab, qtbot: QtBot) -> None:
    shared_in(tab, qtbot)
    put(qtbot, tab.wards.form.weights["pop_mid2019_est"], "1")
    answered(tab, qtbot)
    assert "of all demand, in " in tab.wards.words.text()


def test_posts_in_all_can_be_typed_instead(tab: SuggestTab, qtbot: QtBot) -> None:
    shared_in(tab, qtbot)
    put(qtbot, tab.wards.form.fields["in_all"], "1300")
    assert tab.wards.form.fields["extra"].text() == "42"
    answered(tab, qtbot)
    assert sum(row.change for row in tab.wards.table.rows_model.rows) == 42


def test_what_cannot_be_read_or_kept_is_said_and_nothing_can_be_accepted(tab: SuggestTab, qtbot: QtBot) -> None:
    shared_in(tab, qtbot)
    put(qtbot, tab.wards.form.fields["extra"], "lots")
    assert tab.wards.words.text().startswith("“lots” is not a whole number")
    assert not tab.wards.offer.take.isVisible()
    put(qtbot, tab.wards.form.fields["extra"], "100")
    put(qtbot, tab.wards.form.fields["cap"], "2")
    qtbot.waitUntil(lambda: "more than the 1,258 that the cap allows" in tab.wards.words.text(), timeout=TIMEOUT)
    assert not tab.wards.offer.take.isVisible()


def test_no_shares_arrive_after_their_question_has_changed(
    tab: SuggestTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, began = threading.Event(), threading.Event()

    def slow(outcome: Any, terms: Any) -> Any:
        began.set()
        go.wait(10)
        return shared(outcome, terms)

    monkeypatch.setattr(suggest_wards, "shared", slow)
    tab.shows.choose(WARDS)
    qtbot.waitUntil(began.is_set, timeout=TIMEOUT)
    put(qtbot, tab.wards.form.fields["extra"], "lots")
    go.set()
    qtbot.waitUntil(lambda: not tab.tasks.busy, timeout=TIMEOUT)  # type: ignore[attr-defined]
    assert tab.wards.found is None


def test_shares_are_shown_beside_the_present_figures_and_put_away(tab: SuggestTab, qtbot: QtBot) -> None:
    shared_in(tab, qtbot)
    tab.wards.offer.show_it.click()
    assert tab.view.whole is not None
    assert sum(tab.view.whole.outcome.scenario.wards.dwo) == 1358
    put(qtbot, tab.wards.form.fields["extra"], "5")
    assert tab.view.preview is None


def test_superintendents_are_nominated_in_one_step(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.shows.choose(CONTACTS)
    assert cell_text(tab.contacts.table, BARKING, "now") == "none yet"
    assert cell_text(tab.contacts.table, BARKING, "then") == "Neighbourhoods"
    assert len(tab.contacts.loads.rows_model.rows) == 12
    qtbot.mouseClick(tab.contacts.offer.take, Qt.MouseButton.LeftButton)
    assert tab.document.session.undo_label == "Nominate superintendents evenly"
    assert len(tab.document.scenario.contacts) == 32
    assert tab.contacts.words.text().endswith("nothing would change.")
    assert not tab.contacts.offer.isVisible()
    tab.contacts.changes.click()
    assert len(tab.contacts.table.rows_model.rows) == 32
    tab.document.undo()
    assert len(tab.contacts.table.rows_model.rows) == 32
    assert tab.contacts.offer.take.isVisible()


def test_the_nominations_lead_to_leadership(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.document.decide(nominate_evenly)
    tab.shows.choose(CONTACTS)
    with qtbot.waitSignal(tab.go_there) as gone:
        tab.contacts.link.click()
    assert gone.args[0] == "L3"


@pytest.mark.parametrize("page", [WARDS, CONTACTS])
def test_every_control_has_a_name_and_takes_the_keyboard(tab: SuggestTab, qtbot: QtBot, page: int) -> None:
    tab.shows.choose(page)
    if page == WARDS:
        answered(tab, qtbot)
    wards = tab.wards
    parts: list[QWidget] = [*wards.form.fields.values(), *wards.form.weights.values(), wards.cap, wards.changes]
    parts += [*wards.methods.chosen.buttons(), wards.offer.show_it, wards.offer.take, wards.table]
    if page == CONTACTS:
        parts = [tab.contacts.link, tab.contacts.changes, tab.contacts.offer.take, tab.contacts.table]
    for part in parts:
        assert part.accessibleName() or getattr(part, "text", str)()
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_keys_go_from_line_to_line_as_they_stand(tab: SuggestTab, qtbot: QtBot) -> None:
    shared_in(tab, qtbot)
    form = tab.wards.form
    fields = form.fields
    lines = [fields["extra"], fields["in_all"], *form.weights.values(), fields["floor"], fields["cap"]]
    lines += [fields["damping"], tab.wards.methods.chosen.button(0)]
    lines[0].setFocus()
    for line in lines[1:]:
        focused = tab.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        assert tab.focusWidget() is line
    names = [line.accessibleName() for line in (*fields.values(), *form.weights.values())]
    assert {"DWO posts in all", "Each ward at most", "Each ward loses at most"} < set(names)


def test_the_keys_go_from_ward_to_ward_and_select_its_borough(tab: SuggestTab, qtbot: QtBot) -> None:
    shared_in(tab, qtbot)
    tab.wards.table.setFocus()
    tab.wards.table.setCurrentIndex(tab.wards.table.rows_model.index(0, 0))
    for _ in range(2):
        qtbot.keyClick(tab.wards.table, Qt.Key.Key_Down)
    assert tab.view.selected == {tab.wards.table.rows_model.rows[2].borough}


def test_a_read_only_scenario_can_be_read_and_not_accepted(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.document.choose("borough-commands-2016")
    shared_in(tab, qtbot)
    assert not tab.wards.offer.take.isEnabled()
    assert "is read-only: duplicate it to accept other posts." in tab.wards.offer.note.text()
    before = tab.document.plan
    tab.wards.offer.show_it.click()
    assert tab.view.whole is not None
    assert sum(tab.view.whole.outcome.scenario.wards.dwo) == 1358
    tab.wards.offer.accept()
    assert tab.document.plan is before
    tab.shows.choose(CONTACTS)
    assert tab.contacts.words.text().startswith("No borough is in a BCU yet")
    assert not tab.contacts.offer.take.isVisible()


def test_a_frozen_scenario_shows_what_would_follow_and_takes_nothing(tab: SuggestTab, qtbot: QtBot) -> None:
    tab.document.decide(freeze_scenario, tab.document.session.record())
    shared_in(tab, qtbot)
    before = tab.document.plan
    assert tab.wards.offer.effect.isVisible()
    assert [row.change for row in tab.wards.offer.effect.rows_model.rows if row.label == "All posts"] == ["+100"]
    tab.shows.choose(CONTACTS)
    assert "is frozen: duplicate it to nominate superintendents." in tab.contacts.offer.note.text()
    tab.contacts.offer.show_it.click()
    assert tab.view.whole is not None
    assert len(tab.view.whole.outcome.scenario.contacts) == 32
    tab.contacts.offer.accept()
    assert tab.document.plan is before


def test_no_extra_post_says_that_nothing_would_change(tab: SuggestTab, qtbot: QtBot) -> None:
    shared_in(tab, qtbot)
    put(qtbot, tab.wards.form.fields["extra"], "0")
    answered(tab, qtbot)
    assert tab.wards.offer.note.text() == "Every ward has these posts already: nothing would change."
    assert not tab.wards.offer.take.isVisible()
    assert tab.wards.pane.empty_words == "No ward gains or loses a post."
