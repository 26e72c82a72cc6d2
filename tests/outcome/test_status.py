"""What is provisional: a figure is marked where anything it rests on is, and only there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.outcome import status
from planner.outcome.evaluate import Outcome, evaluate
from planner.outcome.figures import parse
from planner.outcome.remembered import Remembered
from planner.outcome.status import PROVISIONAL, is_provisional, status_of
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Scenario
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import YEARS, Status

PLAN = shipped_plan()
AREA, BASELINE = PLAN.area_of(PLAN.shown), PLAN.baseline_of(PLAN.shown)


def outcome_of(scenario: Scenario, status: Status = Status.VERIFIED) -> Outcome:
    """The scenario over a baseline of that status."""
    return evaluate(AREA, replace(BASELINE, status=status), scenario)


def all_verified() -> Scenario:
    assumptions = FrozenMap({i: replace(a, status=Status.VERIFIED) for i, a in PLAN.shown.assumptions.items()})
    bcus = FrozenMap({c: replace(b, go_live_status=Status.VERIFIED) for c, b in PLAN.shown.bcus.items()})
    return replace(PLAN.shown, assumptions=assumptions, bcus=bcus)


@pytest.mark.parametrize("figure", ["full_year_saving", "gross[2019/20]", "officers_in_all", "bridge[PCSOs]"])
def test_with_every_source_published_no_figure_is_marked(figure: str) -> None:
    assert not is_provisional(outcome_of(all_verified()), figure)


@pytest.mark.parametrize("figure", ["full_year_saving", "gross[2019/20]", "officers_in_all", "gap[f013]"])
def test_an_illustrative_baseline_marks_every_total_above_it(figure: str) -> None:
    assert is_provisional(outcome_of(all_verified(), Status.ILLUSTRATIVE), figure)


def test_one_modelled_cost_marks_the_money_it_goes_into_and_no_posts() -> None:
    base = all_verified()
    modelled = replace(base.assumptions["cost.pcso"], status=Status.MODELLED)
    outcome = outcome_of(replace(base, assumptions=base.assumptions.put("cost.pcso", modelled)))
    assert is_provisional(outcome, "full_year_saving")
    assert is_provisional(outcome, "bridge[PCSOs]")
    assert not is_provisional(outcome, "bridge[Leadership]")
    assert not is_provisional(outcome, "officers_in_all")


def test_an_inferred_go_live_marks_the_years_and_not_the_full_year() -> None:
    base = all_verified()
    inferred = replace(base.bcus["SE"], go_live_status=Status.INFERRED)
    outcome = outcome_of(replace(base, bcus=base.bcus.put("SE", inferred)))
    assert is_provisional(outcome, "saving[SE,2018/19]")
    assert is_provisional(outcome, f"cumulative_net[{YEARS[-1]}]")
    assert not is_provisional(outcome, "saving[CN,2018/19]")
    assert not is_provisional(outcome, "full_year_saving")


def test_what_the_planner_decided_or_a_paper_published_is_not_provisional() -> None:
    assert not PROVISIONAL & {Status.PLANNER, Status.PUBLISHED, Status.VERIFIED, Status.DERIVED, Status.PLANNED}
    assert not is_provisional(outcome_of(PLAN.shown), "target_amount[f013]")
    assert is_provisional(outcome_of(PLAN.shown), "unit_cost[PCSO]")


def test_the_statuses_of_two_outcomes_are_not_mixed_up() -> None:
    good, poor = outcome_of(all_verified()), outcome_of(all_verified(), Status.ILLUSTRATIVE)
    found = [status_of(o, "full_year_saving") for o in (good, poor, good)]
    assert found == [Status.PLANNER, Status.ILLUSTRATIVE, Status.PLANNER]


def test_stopping_at_the_weakest_status_finds_the_same_as_looking_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["full_year_saving", "officers_in_all", "wards_met", "cumulative_net[2020/21]", "gap[f013]", "one_off"]
    for code in PLAN.shown.bcus:
        asked += [f"officers[{code}]", f"full_saving_of_bcu[{code}]", f"saving[{code},2018/19]"]

    def found() -> list[Status]:
        outcome = evaluate(AREA, BASELINE, PLAN.shown)
        return [status_of(outcome, parse(outcome, figure)) for figure in asked]

    stopping = found()
    monkeypatch.setattr(status, "_all", lambda parts: frozenset().union(*parts))
    monkeypatch.setattr(status, "_finders", Remembered(8))
    assert found() == stopping
    assert Status.ILLUSTRATIVE in stopping
