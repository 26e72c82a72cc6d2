"""Goal seek in words: what must be, what cannot be reached and how close it comes, what is beyond its range."""

from __future__ import annotations

import pytest

from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.outcome.figures import Figure, parse
from planner.scenario.change import apply
from planner.scenario.decisions import choose_target, set_target_field
from planner.scenario.shipped import shipped_plan
from planner.views.goal_seek import amount_to_begin, assumptions_to_seek, seek, seekable, target_hint
from planner.words.numbers import ReadError

FULL = Figure("full_year_saving")


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return evaluate_plan(shipped_plan())


def test_an_answer_names_value_figure_and_the_value_that_falls_short(outcome: Outcome) -> None:
    """By hand: £99,770,090 − 1,702 posts × (£57,143 − £57,134)."""
    found = seek(outcome, FULL, "£99,754,772", "cost.constable")
    assert found.words.startswith(
        "Full cost of a Constable must be £57,134 (now £57,143): the figure is then £99,754,772.00"
    )
    assert "beyond its range" not in found.words
    assert found.value == 57_134


def test_what_is_so_already_leaves_nothing_to_apply(outcome: Outcome) -> None:
    assert seek(outcome, FULL, "£99,770,090", "cost.constable").value is None


@pytest.mark.parametrize(
    ("amount", "assumption", "said"),
    [
        ("£20bn", "cost.sergeant", "Cannot be reached: closest is Full cost of a Sergeant at £10,000,000"),
        ("£73m", "cost.sergeant", "Reached at every value of Full cost of a Sergeant; the closest is £0.01"),
        ("£73m", "pay_award", "Cannot be reached: Pay award does not move this figure, which is £99.8m."),
    ],
)
def test_what_cannot_be_changed_by_it_says_so_and_the_closest(
    outcome: Outcome, amount: str, assumption: str, said: str
) -> None:
    found = seek(outcome, FULL, amount, assumption)
    assert found.words.startswith(said)
    assert found.value is None


def test_an_amount_beyond_all_figures_is_refused(outcome: Outcome) -> None:
    with pytest.raises(ReadError, match="more than any figure"):
        seek(outcome, FULL, "£9999bn", "cost.constable")


def test_every_figure_offered_can_be_asked_for_and_every_assumption_read(outcome: Outcome) -> None:
    assert all(parse(outcome, one.figure) for one in seekable(outcome))
    assert dict(assumptions_to_seek(outcome)).keys() <= outcome.scenario.assumptions.keys()


def test_it_begins_with_the_target_of_local_policing_to_the_penny() -> None:
    plan = shipped_plan()
    odd = set_target_field(plan, plan.current, "f013", "amount", 73_000_000.5)
    wide = choose_target(plan, plan.current, "f001")
    assert odd is not None
    assert wide is not None
    assert amount_to_begin(evaluate_plan(plan)) == "£73m"
    assert amount_to_begin(evaluate_plan(apply(plan, odd.edits))) == "£73,000,000.50"
    forced = evaluate_plan(apply(plan, wide.edits))
    assert amount_to_begin(forced) == "£99.8m"
    assert target_hint(forced) == "Target in force: £400m by 2019/20, force-wide (F001)"
