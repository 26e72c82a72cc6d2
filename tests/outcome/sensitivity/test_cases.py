"""Many cases at once give what one scenario after another gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.outcome.evaluate import Outcome, evaluate, evaluate_plan
from planner.outcome.figures import Figure
from planner.outcome.sensitivity.cases import LEVERS, Stopped, figures_of_cases, movable, numbers_of_cases
from planner.scenario.shipped import shipped_plan
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Terms

FIGURES = ("full_year_saving", "gross", "net", "cumulative_net", "gap", "gap_of_year", "officers_in_all", "posts")


@pytest.fixture(scope="module", params=[Terms.REAL, Terms.CASH])
def outcome(request: pytest.FixtureRequest) -> Outcome:
    return evaluate_plan(shipped_plan(), request.param)


def one_by_one(outcome: Outcome, ids: list[str], values: list[float]) -> Outcome:
    assumptions = dict(outcome.scenario.assumptions)
    for id_, value in zip(ids, values, strict=True):
        assumptions[id_] = replace(assumptions[id_], value=value)
    scenario = replace(outcome.scenario, assumptions=FrozenMap(assumptions))
    return evaluate(outcome.area, outcome.baseline, scenario, outcome.terms)


def test_every_case_is_what_the_scenario_itself_gives(outcome: Outcome) -> None:
    ids = [a.id for a in movable(outcome)]
    now = np.array([a.value for a in movable(outcome)])
    rng = np.random.default_rng(7)
    values = np.where(now == np.round(now), now + rng.integers(0, 3, (12, len(ids))), now * rng.uniform(0.5, 1.5))
    found = figures_of_cases(outcome, ids, values, FIGURES)
    for i, row in enumerate(values):
        alone = one_by_one(outcome, ids, [float(x) for x in row])
        for name in FIGURES:
            assert np.array_equal(found[name][i], alone.values[name]), name


def test_every_assumption_the_equations_read_has_its_place(outcome: Outcome) -> None:
    assert {a.id for a in movable(outcome)} == set(outcome.scenario.assumptions)
    for id_ in outcome.scenario.assumptions:
        lever = LEVERS[id_]
        assert float(np.asarray(outcome.values[lever.name])[lever.index]) == outcome.scenario.assumptions[id_].value


def test_a_figure_that_does_not_vary_is_the_same_in_every_case(outcome: Outcome) -> None:
    found = figures_of_cases(outcome, ["cost.pcso"], np.array([[1.0], [2.0]]), ("officers_in_all",))
    assert found["officers_in_all"].tolist() == [15937.0, 15937.0]


def test_no_case_gives_no_figure(outcome: Outcome) -> None:
    assert len(numbers_of_cases(outcome, ["pay_award"], np.empty((0, 1)), Figure("full_year_saving"))) == 0


def test_an_unknown_assumption_is_refused(outcome: Outcome) -> None:
    with pytest.raises(KeyError, match=r"no\.such"):
        figures_of_cases(outcome, ["no.such"], np.ones((1, 1)), ("gross",))


def test_cancel_is_heard_between_chunks(outcome: Outcome) -> None:
    heard: list[float] = []
    with pytest.raises(Stopped):
        figures_of_cases(
            outcome,
            ["pay_award"],
            np.zeros((2_000, 1)),
            ("gross",),
            progress=heard.append,
            cancelled=lambda: len(heard) > 1,
        )
    assert heard == [0.25, 0.5]
