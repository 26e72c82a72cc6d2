"""A question about possible maps, its terms, and what came of it, in words."""

from __future__ import annotations

import pytest

from planner.outcome.evaluate import Outcome
from planner.scenario.decisions import Refused, assign_boroughs, lock_boroughs, nominate, nominate_evenly
from planner.session import Session
from planner.suggest import Aim, SoFar
from planner.suggest.terms import crossings_of
from planner.views.suggest import (
    Question,
    crossings_offered,
    held_words,
    joined_words,
    kept_apart,
    kept_together,
    locks_words,
    read,
    speaks_of_measure,
    terms_line,
    wishes,
)
from planner.views.suggest_map import (
    NO_MOVES,
    accept,
    effect_rows,
    find_best,
    find_repair,
    kept_so_far,
    move_rows,
    moves_head,
    rules_words,
    shown_as,
    so_far_words,
    why_not_accepted,
)
from planner.words.numbers import ReadError
from tests.views.plans import decided

CROYDON, SUTTON, BARNET = "E09000008", "E09000029", "E09000003"


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return Session.shipped().outcome


def test_the_first_question_is_twelve_joined_by_land(outcome: Outcome) -> None:
    terms = read(outcome, Question())
    assert (terms.fewest, terms.most, terms.smallest, terms.largest) == (12, 12, 2, 4)
    assert not terms.crossings
    assert terms_line(outcome, terms) == "12 BCUs of 2–4 boroughs, joined by land."


@pytest.mark.parametrize("text", ["8–16", "8-16", " 8 - 16 ", "8 to 16"])
def test_a_range_is_read_however_its_dash_is_written(outcome: Outcome, text: str) -> None:
    terms = read(outcome, Question(bcus=text))
    assert (terms.fewest, terms.most) == (8, 16)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Question(bcus="twelve"), "“twelve” is no number of BCUs"),
        (Question(bcus="0"), "“0” is no number of BCUs"),
        (Question(bcus="16–8"), "The most BCUs, 8, are fewer than the fewest, 16"),
        (Question(bcus="40"), "40 BCUs cannot be made of 32 boroughs"),
        (Question(within="wide"), "“wide” is not a percentage"),
        (Question(border="−5"), "“−5” is too small"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(outcome: Outcome, asked: Question, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read(outcome, asked)


def test_limits_are_read_with_their_units(outcome: Outcome) -> None:
    terms = read(outcome, Question(within="15 %", border="250 m", second=Aim.OUTLINE, tolerance="5%"))
    assert (terms.within, terms.min_border, terms.tolerance) == (0.15, 250.0, 0.05)
    assert terms.aims == (Aim.DEVIATION, Aim.OUTLINE)


def test_the_locks_are_kept_unless_told_otherwise() -> None:
    session = Session.shipped()
    session.decide(lock_boroughs, (CROYDON,))
    assert read(session.outcome, Question()).locked_boroughs == {CROYDON}
    assert read(session.outcome, Question(locks=False)).locked_boroughs == frozenset()
    assert locks_words(session.outcome.scenario) == "Keep the locks (1 borough)"
    assert held_words(session.outcome.scenario, Question()) == "Locks"


def test_every_crossing_has_its_name_and_boroughs(outcome: Outcome) -> None:
    words = [crossing.words for crossing in crossings_offered(outcome.area)]
    assert len(words) == 8
    assert "Woolwich Ferry (Greenwich–Newham)" in words
    every = crossings_of(outcome.area)
    assert joined_words(outcome.area, Question()) == "Land only"
    assert joined_words(outcome.area, Question(crossings=every)) == "Land and every crossing"


def test_wishes_are_told_and_let_go(outcome: Outcome) -> None:
    asked = kept_apart(kept_together(Question(), (CROYDON, BARNET)), (SUTTON, CROYDON))
    found = wishes(outcome.area, asked)
    assert [wish.words for wish in found] == ["Barnet and Croydon together", "Croydon and Sutton apart"]
    assert found[0].without.together == ()
    assert found[1].without.apart == ()
    assert held_words(outcome.scenario, asked) == "2 wishes"


def test_only_some_aims_speak_of_a_measure() -> None:
    assert speaks_of_measure(Question())
    assert not speaks_of_measure(Question(aim=Aim.OUTLINE))
    assert speaks_of_measure(Question(aim=Aim.OUTLINE, within="15 %"))


def test_the_best_map_tells_its_moves_and_its_effect() -> None:
    session = Session.shipped()
    now = session.outcome
    answer = find_best(now, read(now, Question()))
    assert moves_head(answer) == "11 boroughs would move."
    assert move_rows(answer)[0].words == "Barnet from North West to North Area"
    step = shown_as(session.plan, session.plan.current, answer)
    assert step is not None
    rows = {row.label: row for row in effect_rows(now, session.preview(step).outcome) if not row.part}
    assert answer.suggestion is not None
    posts = rows["All superintendents"]
    assert (posts.now, posts.then, posts.change) == ("60", "60", "0")
    assert rows["Wards meeting the minimum"].then == "629"


def test_the_present_map_is_the_answer_where_least_change_is_asked(outcome: Outcome) -> None:
    answer = find_best(outcome, read(outcome, Question(aim=Aim.CHANGE)))
    assert moves_head(answer) == NO_MOVES
    assert why_not_accepted(answer) == NO_MOVES


def test_a_read_only_scenario_takes_no_map() -> None:
    session = Session.shipped()
    session.choose("borough-commands-2016")
    assert session.outcome.scenario.read_only
    answer = find_best(session.outcome, read(session.outcome, Question()))
    assert "is read-only: duplicate it" in why_not_accepted(answer)
    with pytest.raises(Refused, match="read-only"):
        accept(session.plan, session.plan.current, answer)


def test_no_map_is_told_with_the_terms_in_the_way(outcome: Outcome) -> None:
    answer = find_best(outcome, read(outcome, Question(within="1 %")))
    assert answer.suggestion is None
    assert answer.words.startswith("No map meets this term: every BCU within 1 % of the mean.")
    assert answer.words.endswith("Nothing was changed.")
    assert (move_rows(answer), moves_head(answer)) == ((), "")
    assert why_not_accepted(answer) == "There is no map to accept."


def test_a_map_met_on_the_way_is_told_and_kept_as_not_proven(outcome: Outcome) -> None:
    met: list[SoFar] = []
    find_best(outcome, read(outcome, Question(aim=Aim.SPREAD)), better=met.append)
    assert so_far_words(met[-1]).startswith(
        "Looking… Best so far, not proven: spread from the smallest BCU to the largest"
    )
    assert " BCUs. Stop" not in so_far_words(met[0])
    some: list[SoFar] = []
    find_best(outcome, read(outcome, Question(aim=Aim.OUTLINE, bcus="8–9")), better=some.append)
    assert so_far_words(some[0]).endswith(" km, with 8 BCUs. Stop to look at it.")
    kept = kept_so_far(outcome, met[0])
    assert kept.suggestion is not None
    assert not kept.suggestion.proven
    assert kept.words.startswith("Not proven: the search was stopped.")
    assert kept.label.startswith("Best map met by spread from the smallest BCU to the largest, not proven: ")
    assert why_not_accepted(kept) == ""


def test_each_term_that_stands_in_the_way_is_a_way_out_with_its_own_terms(outcome: Outcome) -> None:
    both = Question(together=(frozenset({CROYDON, SUTTON}),), apart=((CROYDON, SUTTON),))
    answer = find_best(outcome, read(outcome, both))
    assert answer.suggestion is None
    assert [way.words for way in answer.ways] == ["Letting Croydon and Sutton part", "Letting Croydon and Sutton meet"]
    for way in answer.ways:
        assert find_best(outcome, way.terms).suggestion is not None
    assert find_best(outcome, read(outcome, Question())).ways == ()


def test_many_findings_that_turn_alike_are_one_line() -> None:
    now, then = decided(), decided((nominate_evenly, ()))
    (line,) = rules_words(now, then)
    assert (line.sign, line.rule) == ("met", "L3")
    assert line.words.startswith("32 findings would be met, the first: Barking and Dagenham:")
    few = decided(*((nominate, (code, "HQ")) for code in (BARNET, CROYDON)))
    assert len(rules_words(now, few)) == 2


def test_a_map_that_needs_no_repair_says_so(outcome: Outcome) -> None:
    answer = find_repair(outcome, crossings=False)
    assert answer.words.endswith("G1 to G3 need no repair.")
    assert why_not_accepted(answer) == NO_MOVES


def test_a_repair_that_locks_forbid_says_so() -> None:
    # Bexley alone outside any BCU, and locked there.
    stuck = decided((assign_boroughs, (("E09000004",), None)), (lock_boroughs, (("E09000004",),)))
    answer = find_repair(stuck, crossings=True)
    assert answer.suggestion is None
    assert answer.words.startswith("No moves make Twelve BCUs, February 2018 meet G1 to G3: with its locks")
    assert why_not_accepted(answer) == "There is no map to accept."
