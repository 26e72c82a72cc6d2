"""Sharing DWO posts among wards: what is typed, every method side by side, each ward now and then, one step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.scenario.change import apply, invert
from planner.scenario.decisions import Refused, assign_boroughs, set_wards
from planner.scenario.shipped import shipped_plan
from planner.suggest import Method, SuggestError
from planner.suggest.wards import CRIME, DEPRIVED
from planner.views.share import (
    Shared,
    ShareQuestion,
    accept_shares,
    cap_words,
    floor_words,
    method_heads,
    method_rows,
    other_posts,
    read_share,
    share_label,
    share_totals,
    share_words,
    shared,
    shares_refused,
    ward_share_columns,
    ward_share_rows,
    weights_offered,
)
from planner.words.frozen_map import FrozenMap
from planner.words.numbers import ReadError
from tests.views.plans import NOT_ANY, TWELVE, decided
from tests.views.plans import outcome as outcome_of

POP = "pop_mid2019_est"


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return outcome_of()


def found(outcome: Outcome, **asked: object) -> Shared:
    return shared(outcome, read_share(outcome, replace(ShareQuestion(), **asked)))  # type: ignore[arg-type]


def test_extra_posts_and_posts_in_all_are_one_question(outcome: Outcome) -> None:
    extra, in_all = ShareQuestion("100"), ShareQuestion("1,358", in_all=True)
    assert read_share(outcome, extra) == read_share(outcome, in_all)
    assert other_posts(outcome, extra) == "1,358"
    assert other_posts(outcome, in_all) == "100"
    assert other_posts(outcome, ShareQuestion("many")) == ""


def test_the_floor_is_that_of_rule_w1_until_another_is_typed(outcome: Outcome) -> None:
    assert floor_words(outcome, ShareQuestion()) == "2"
    assert read_share(outcome, ShareQuestion(floor="1")).floor == 1


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"posts": "some"}, "“some” is not a whole number"),
        ({"posts": "-2000"}, "DWO posts are whole"),
        ({"cap": "100"}, "posts of a ward are whole, 0–99"),
        ({"weights": FrozenMap({CRIME: "0"})}, "Give at least one measure a weight above 0"),
        ({"weights": FrozenMap({CRIME: "much"})}, "“much” is not a number"),
    ],
)
def test_what_cannot_be_read_is_told(outcome: Outcome, asked: dict[str, object], words: str) -> None:
    with pytest.raises(ReadError, match=words):
        found(outcome, **asked)


def test_bounds_that_cannot_be_kept_are_told(outcome: Outcome) -> None:
    with pytest.raises(SuggestError, match="more than the 1,258 that the cap allows"):
        found(outcome, cap="2")


def test_the_measures_of_wards_are_offered_crime_first(outcome: Outcome) -> None:
    assert [measure for measure, _ in weights_offered(outcome)] == [CRIME, DEPRIVED, POP]


def test_the_methods_stand_side_by_side_each_with_what_it_favours(outcome: Outcome) -> None:
    rows = {row.method: row for row in method_rows(found(outcome))}
    assert list(rows) == list(Method)
    assert rows[Method.LARGEST_DEMAND].demand == "972.5"
    assert rows[Method.HIGHEST_AVERAGES].demand == "1,046.0"
    assert rows[Method.HIGHEST_AVERAGES].most == "20"
    assert len({row.favours for row in rows.values()}) == len(Method)


def test_a_cap_leaves_the_largest_demand_of_the_other_wards_to_tell_methods_apart(outcome: Outcome) -> None:
    rows = method_rows(found(outcome, cap="7"))
    assert rows[0].demand == "939.3"
    assert len({row.demand for row in rows}) > 1
    assert method_heads(found(outcome, cap="7"))[0] == "Largest demand\nbelow the cap"
    assert method_heads(found(outcome))[0] == "Largest demand\nper DWO"
    assert "The largest demand per DWO is then 2,028.4 offences, in West End" in share_words(found(outcome, cap="7"))
    assert {row.demand for row in method_rows(found(outcome, posts="0", cap="2"))} == {"–"}


def test_the_demand_of_a_mix_is_a_share_of_all_demand(outcome: Outcome) -> None:
    mixed = found(outcome, weights=FrozenMap({CRIME: "1", POP: "1"}))
    assert method_rows(mixed)[0].demand == "0.109 %"
    assert "0.109 % of all demand, in " in share_words(mixed)


def test_only_wards_that_change_are_listed_those_that_gain_most_first(outcome: Outcome) -> None:
    rows = ward_share_rows(found(outcome), only_changes=True)
    assert len(rows) == 55
    assert (rows[0].name, rows[0].borough_name, rows[0].now, rows[0].then) == ("West End", "Westminster", 2, 15)
    assert [row.change for row in rows] == sorted((row.change for row in rows), reverse=True)
    assert len(ward_share_rows(found(outcome), only_changes=False)) == 629
    cells = {c.key: c.text(rows[0]) for c in ward_share_columns()}
    assert cells == {"name": "West End", "borough": "Westminster", "now": "2", "then": "15", "change": "+13"}


def test_the_totals_add_up(outcome: Outcome) -> None:
    shares = found(outcome)
    assert share_totals(shares) == {"name": "All 629 wards", "now": "1,258", "then": "1,358", "change": "+100"}
    assert sum(row.change for row in ward_share_rows(shares, only_changes=True)) == 100


def test_a_ward_that_swamps_the_others_is_told_with_a_cap(outcome: Outcome) -> None:
    assert "West End (Westminster) is 15 times the middle ward's and swamps" in share_words(found(outcome))
    assert cap_words(found(outcome)) == "Cap at 7 DWO posts"
    assert cap_words(found(outcome, cap="7")) == ""


def test_accepting_is_one_step_that_changes_nothing_but_posts() -> None:
    plan = shipped_plan()
    shares = found(evaluate_plan(plan))
    step = accept_shares(plan, TWELVE, shares)
    assert step is not None
    assert step.label == share_label(shares) == "Share 100 extra DWO posts among wards: least demand per DWO"
    after = apply(plan, step.edits)
    assert after.shown.wards.dwo == shares.sharing.chosen.dwo
    assert replace(after.shown, wards=plan.shown.wards) == plan.shown
    assert apply(after, invert(step.edits)) == plan


def test_no_ward_loses_more_than_the_damping() -> None:
    ward = next(w.code for w in outcome_of().area.wards if w.name == "Barnehurst")
    many = decided((set_wards, ("dwo", {ward: 9})))
    rows = {row.code: row for row in ward_share_rows(found(many, posts="0", damping="3"), only_changes=True)}
    assert rows[ward].change == -3
    assert share_label(found(many, posts="0")) == "Share 1,265 DWO posts among wards: least demand per DWO"


def test_what_would_change_nothing_or_is_read_only_is_not_accepted(outcome: Outcome) -> None:
    assert shares_refused(found(outcome)) == ""
    assert shares_refused(found(outcome, posts="0")).startswith("Every ward has these posts already")
    fixed = outcome_of(NOT_ANY)
    assert "is read-only: duplicate it" in shares_refused(found(fixed))
    with pytest.raises(Refused):
        accept_shares(shipped_plan(), NOT_ANY, found(fixed))


def test_posts_of_wards_in_no_bcu_are_told_to_count_later() -> None:
    half = decided((assign_boroughs, (("E09000010",), None)))
    assert "Posts of wards in 1 borough in no BCU are decided too" in share_words(found(half))
