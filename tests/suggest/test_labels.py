"""The least sum under a limit on another sum, against a list of every map, with costs that pull apart."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from planner.suggest.errors import TooLarge
from planner.suggest.labels import Limit, Summed, least_sum
from planner.suggest.problem import Problem
from planner.suggest.terms import Terms
from tests.suggest.areas import small
from tests.suggest.independent import each
from tests.suggest.test_independent import joins_of

K = 4


@pytest.mark.parametrize("seed", range(12))
def test_the_least_sum_within_a_limit_is_that_of_all_maps(seed: int) -> None:
    place = small(seed, columns=4, rows=3, water=False)
    problem = Problem(*place.parts, replace(Terms(), fewest=K, most=K))
    at = {block: i for i, block in enumerate(problem.blocks)}
    every = [[at[problem.bits_of(g)] for g in m] for m in each(joins_of(place), range(2, 5)) if len(m) == K]
    rng = Random(seed)
    goal = np.array([rng.randint(0, 12) for _ in problem.blocks], dtype=np.int64)
    other = np.array([12 - int(g) + rng.randint(0, 4) for g in goal], dtype=np.int64)
    sums = [(int(goal[m].sum()), int(other[m].sum())) for m in every]
    ok = np.ones(len(problem.blocks), dtype=bool)
    least = min((limited for _, limited in sums), default=0)
    seen = 0
    for most in range(least - 1, max((limited for _, limited in sums), default=0) + 1):
        told: list[list[int]] = []
        limit = Limit(Summed(other), most)
        found = least_sum(problem.programme, problem.blocks, K, ok, Summed(goal), limit, met=told.append)
        within = [wanted for wanted, limited in sums if limited <= most]
        if not within:
            assert (found, told) == (None, [])
            continue
        assert found is not None
        assert found[0] == min(within) == int(goal[found[1]].sum())
        assert int(other[found[1]].sum()) <= most
        assert all(int(other[blocks].sum()) <= most for blocks in told)
        goals = [int(goal[blocks].sum()) for blocks in told]
        assert goals == sorted(set(goals), reverse=True)
        seen += len(told)
    assert seen or not sums


def test_more_parts_of_maps_than_fit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    place = small(10, columns=4, rows=3, water=False)
    problem = Problem(*place.parts, replace(Terms(), fewest=K, most=K))
    rng = Random(10)
    goal = np.array([rng.randint(0, 12) for _ in problem.blocks], dtype=np.int64)
    other = 12 - goal
    ok = np.ones(len(problem.blocks), dtype=bool)

    def ask() -> object:
        limit = Limit(Summed(other), 48 - int(goal.mean() * K))
        return least_sum(problem.programme, problem.blocks, K, ok, Summed(goal), limit)

    assert ask() is not None
    monkeypatch.setattr("planner.suggest.labels.MOST_LABELS", 0)
    with pytest.raises(TooLarge, match="parts of maps"):
        ask()
