"""Every optimum of London against an independent solver."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.suggest.problem import Problem
from planner.suggest.solve import Solver
from planner.suggest.terms import Aim, Terms
from tests.suggest.areas import LONDON, LONDON_BASELINE, TWELVE

highspy = pytest.importorskip("highspy", reason="HiGHS has no wheel for this machine")
FEW = [(Aim.OUTLINE, 12), (Aim.SAVING, 9), (Aim.CHANGE, 11), (Aim.DEVIATION, 15)]


def agree(aim: Aim, k: int, terms: Terms) -> None:
    from tests.suggest import highs

    problem = Problem(LONDON, LONDON_BASELINE, TWELVE, replace(terms, fewest=k, most=k, aims=(aim,)))
    ours = Solver(problem).best()
    theirs = highs.best(problem, aim, k)
    assert (ours is None) == (theirs is None)
    if ours is not None and theirs is not None:
        # HiGHS works in floats: what it gives is a whole number within its tolerance of feasibility.
        assert ours.numbers[0] == pytest.approx(theirs, rel=2e-6, abs=0.5)


@pytest.mark.parametrize(("aim", "k"), FEW, ids=str)
def test_highs_finds_no_better_map(aim: Aim, k: int) -> None:
    agree(aim, k, Terms())


@pytest.mark.thorough
@pytest.mark.parametrize("k", range(8, 17))
@pytest.mark.parametrize("aim", list(Aim))
def test_highs_agrees_for_every_aim_and_number_of_bcus(aim: Aim, k: int) -> None:
    agree(aim, k, Terms())


@pytest.mark.thorough
@pytest.mark.parametrize("aim", [Aim.DEVIATION, Aim.LARGEST, Aim.OUTLINE])
def test_highs_agrees_with_bcus_of_up_to_five(aim: Aim) -> None:
    agree(aim, 10, Terms(largest=5))


def test_the_forms_of_a_question_that_the_benchmark_times_have_one_answer() -> None:
    from tests.suggest import highs

    problem = Problem(LONDON, LONDON_BASELINE, TWELVE, Terms())
    found = {form: highs.best(problem, Aim.DEVIATION, 12, form) for form in highs.Form}
    assert found == {form: pytest.approx(1_120_200, abs=0.5) for form in highs.Form}
