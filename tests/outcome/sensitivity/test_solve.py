"""The value of an assumption that just meets a target: the equations say yes there, and no one step away."""

from __future__ import annotations

import pytest

from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.outcome.figures import Figure, value_at
from planner.outcome.sensitivity.cases import Aim, Stopped, aim_in_force, movable
from planner.outcome.sensitivity.solve import crossovers, solve, step_of
from planner.scenario.shipped import shipped_plan
from planner.words.vocabulary import Terms
from tests.outcome.sensitivity.scenarios import with_assumption, with_target


@pytest.fixture(scope="module", params=[Terms.REAL, Terms.CASH])
def outcome(request: pytest.FixtureRequest) -> Outcome:
    return evaluate_plan(shipped_plan(), request.param)


@pytest.fixture(scope="module")
def real() -> Outcome:
    return evaluate_plan(shipped_plan())


def test_a_unit_cost_is_solved_to_the_penny(real: Outcome) -> None:
    """By hand: 57,143 − (99,770,090 − 73,000,000) ÷ 1,702 = 41,414.3925…; the penny above meets, the one below not."""
    found = solve(real, aim_in_force(real), "cost.constable")
    assert (found.value, found.beyond) == (41_414.40, 41_414.39)
    assert round(found.figure, 2) == round(99_770_090 - 1_702 * (57_143 - 41_414.40), 2)
    assert not found.within_range


def test_whole_posts_are_solved_to_the_post(real: Outcome) -> None:
    """By hand: £26,770,090 ÷ (12 × £122,889) = 18.15: 18 more Chief Superintendents in each BCU meet, 19 do not."""
    found = solve(real, aim_in_force(real), "posts.chief_superintendent.response")
    assert (found.value, found.beyond) == (18.0, 19.0)


def test_each_crossover_is_met_at_its_value_and_not_a_step_beyond(outcome: Outcome) -> None:
    aim = aim_in_force(outcome)
    found = crossovers(outcome, aim)
    assert [s.assumption.id for s in found] == [a.id for a in movable(outcome)]
    for solution in found:
        if solution.value is None or solution.beyond is None:
            continue
        id_ = solution.assumption.id
        at, next_ = (with_assumption(outcome, id_, value=x) for x in (solution.value, solution.beyond))
        assert round(value_at(at, aim.figure), 2) >= aim.amount, id_
        assert round(value_at(next_, aim.figure), 2) < aim.amount, id_
        assert abs(solution.value - solution.beyond) == pytest.approx(step_of(solution.assumption))
        assert round(solution.figure, 2) == round(value_at(at, aim.figure), 2)


def test_what_cannot_be_reached_says_what_is_closest(real: Outcome) -> None:
    """No cost of a Superintendent takes £26.8m away: the nearest is a Superintendent who costs next to nothing."""
    found = solve(real, aim_in_force(real), "cost.superintendent")
    assert not found.reached
    assert found.moves
    assert found.closest == 0.01
    assert round(found.figure, 2) == round(value_at(with_assumption(real, "cost.superintendent", value=0.01),
                                                   Figure("full_year_saving")), 2)  # fmt: skip


def test_what_moves_nothing_says_so(real: Outcome) -> None:
    found = solve(real, aim_in_force(real), "pay_award")
    assert (found.reached, found.moves, found.closest, found.figure) == (False, False, 0.01, 99_770_090)


def test_a_target_not_met_is_solved_from_below(real: Outcome) -> None:
    """By hand: 57,143 + (101,000,000 − 99,770,090) ÷ 1,702 = 57,865.626…"""
    short = with_target(real, 101_000_000)
    found = solve(short, aim_in_force(short), "cost.constable")
    assert (found.value, found.beyond) == (57_865.63, 57_865.62)
    assert found.within_range


def test_any_figure_can_be_sought(real: Outcome) -> None:
    aim = Aim(Figure("gross", ("2018/19",)), 46_000_000)
    found = solve(real, aim, "change.constable.response")
    assert found.value is not None
    assert found.value < 0.02
    moved = with_assumption(real, "change.constable.response", value=found.value)
    assert value_at(moved, aim.figure) >= 46_000_000


def test_an_assumption_that_no_equation_reads_is_refused(real: Outcome) -> None:
    with pytest.raises(KeyError):
        solve(real, aim_in_force(real), "no.such")


def test_cancel_is_heard(real: Outcome) -> None:
    with pytest.raises(Stopped):
        crossovers(real, aim_in_force(real), cancelled=lambda: True)
