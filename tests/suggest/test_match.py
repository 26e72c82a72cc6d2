"""Which present BCU each set of boroughs becomes: the least that moves, locks kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from planner.suggest.match import assign, homes_of, labelled
from planner.suggest.problem import Problem
from planner.suggest.terms import Terms
from tests.suggest.areas import LONDON, LONDON_BASELINE, TWELVE

CAMDEN, ISLINGTON, WESTMINSTER, KENSINGTON = "E09000007", "E09000019", "E09000033", "E09000020"


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 20), min_size=6, max_size=6), min_size=n, max_size=n)
    )
)
def test_no_assignment_costs_less(table: list[list[int]]) -> None:
    chosen = assign(table, 6)
    assert len(set(chosen)) == len(table)
    cost = sum(row[i] for row, i in zip(table, chosen, strict=True))
    every = permutations(range(6), len(table))
    assert cost == min(sum(row[i] for row, i in zip(table, one, strict=True)) for one in every)


def labels(terms: Terms, *groups: tuple[str, ...]) -> list[str | None]:
    problem = Problem(LONDON, LONDON_BASELINE, TWELVE, terms)
    return labelled(homes_of(problem), [problem.bits_of(group) for group in groups])[0]


def test_boroughs_become_the_bcu_that_keeps_most_posts() -> None:
    assert labels(Terms(), (CAMDEN, WESTMINSTER, KENSINGTON)) == ["AW"]
    assert labels(Terms(), (CAMDEN, WESTMINSTER, KENSINGTON), (ISLINGTON,)) == ["AW", "CN"]


def test_a_locked_borough_keeps_its_bcu_whatever_else_moves() -> None:
    locked = replace(Terms(), locked_boroughs=frozenset({CAMDEN}))
    assert labels(locked, (CAMDEN, WESTMINSTER, KENSINGTON)) == ["CN"]
    assert labels(locked, (CAMDEN, WESTMINSTER, KENSINGTON), (ISLINGTON, "E09000012")) == ["CN", "CE"]


def test_a_locked_bcu_is_become_by_its_own_boroughs_alone() -> None:
    locked = replace(Terms(), locked_bcus=frozenset({"AW"}))
    assert labels(locked, (WESTMINSTER, KENSINGTON), (CAMDEN, ISLINGTON))[1] == "CN"
    assert labels(locked, (WESTMINSTER, KENSINGTON))[0] != "AW"
    assert labels(locked, ("E09000013", KENSINGTON, WESTMINSTER)) == ["AW"]


def test_a_present_bcu_left_over_comes_before_a_new_one() -> None:
    every = [tuple(b for b, home in TWELVE.assignment.items() if home == code) for code in TWELVE.bcus]
    split = [*every[1:], every[0][:1], every[0][1:]]
    found = labels(Terms(), *split)
    assert found.count(None) == 1
    gone = replace(TWELVE, assignment=TWELVE.assignment.put(WESTMINSTER, "CN"))
    problem = Problem(LONDON, LONDON_BASELINE, gone, Terms())
    assert labelled(homes_of(problem), [problem.bits_of([CAMDEN])])[0] == ["CN"]
