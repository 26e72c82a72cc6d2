"""The equations read as arrays and read as terms give the same figures; sums are the sums of their parts."""

import itertools
import math
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.outcome.arrays import program
from planner.outcome.equations import ASKED, BY_NAME, EQUATIONS
from planner.outcome.evaluate import Outcome, evaluate, evaluate_batch
from planner.outcome.figures import Figure, value_at
from planner.outcome.inputs import BRIDGE_STEPS, inputs
from planner.outcome.terms import work_out
from planner.words.vocabulary import OFFICER_ROLES, ROLES, Terms
from tests.outcome.scenarios import AREA, BASELINE, CODES, TWELVE, random_scenario

SEEDS = st.integers(0, 10_000_000)
TERMS = st.sampled_from(list(Terms))


def outcome_of(seed: int, terms: Terms) -> Outcome:
    return evaluate(AREA, BASELINE, random_scenario(seed), terms)


def sample_of(outcome: Outcome, name: str, rng: Random, most: int) -> list[Figure]:
    places = list(itertools.product(*(outcome.members[d] for d in BY_NAME[name].dims)))
    return [Figure(name, tuple(p)) for p in rng.sample(places, min(most, len(places)))]


@pytest.mark.parametrize(
    ("go_live", "year", "days"),
    [
        (None, "2018/19", 0),
        (date(2018, 4, 1), "2018/19", 365),
        (date(2017, 1, 1), "2018/19", 365),
        (date(2019, 3, 31), "2018/19", 1),
        (date(2019, 4, 1), "2018/19", 0),
        (date(2018, 10, 31), "2018/19", 152),
        (date(2020, 2, 29), "2019/20", 32),
    ],
)
def test_days_live_count_the_go_live_day_itself(go_live: date | None, year: str, days: int) -> None:
    dated = replace(TWELVE, bcus=TWELVE.bcus.put("NW", replace(TWELVE.bcus["NW"], go_live=go_live)))
    outcome = evaluate(AREA, BASELINE, dated)
    assert outcome.number("days_live", "NW", year) == days
    assert work_out(outcome, Figure("days_live", ("NW", year))).value == days


@given(SEEDS, TERMS)
def test_terms_re_add_to_the_figure_for_every_equation(seed: int, terms: Terms) -> None:
    outcome, rng = outcome_of(seed, terms), Random(seed)
    for equation in (*EQUATIONS, *ASKED):
        for figure in sample_of(outcome, equation.name, rng, 3):
            by_terms, by_arrays = work_out(outcome, figure).value, value_at(outcome, figure)
            assert math.isclose(by_terms, by_arrays, rel_tol=1e-12, abs_tol=1e-6), figure


@given(SEEDS, TERMS)
def test_totals_are_the_sums_of_their_parts(seed: int, terms: Terms) -> None:
    v = outcome_of(seed, terms).values
    officer = np.array([r in OFFICER_ROLES for r in ROLES])
    kept = v["posts_kept"][:, :, officer].sum()
    assert v["officers_in_all"] == v["posts"][:, :, officer].sum() + kept
    assert np.array_equal(v["posts"], np.round(v["posts"]))
    assert v["youth_share"].sum() == round(float(v["youth_in_all"]))
    pence = np.round(v["saving"] * 100)
    assert np.array_equal(np.round(v["gross"] * 100), pence.sum(axis=0))
    assert np.array_equal(np.round(v["net"] * 100), np.round(v["gross"] * 100) - np.round(v["one_off_revenue"] * 100))


@given(SEEDS, TERMS)
def test_the_bridge_closes_to_the_penny(seed: int, terms: Terms) -> None:
    v = outcome_of(seed, terms).values
    assert v["bridge_residual"] == 0
    total = v["area_cost_baseline"] + v["bridge"].sum() + v["bridge_overrides"]
    assert round(float(total - v["area_cost_proposed"]), 2) == 0


def test_the_bridge_steps_cover_each_cell_once() -> None:
    cells = [cell for _, cells in BRIDGE_STEPS for cell in cells]
    assert len(cells) == len(set(cells))
    assert {r for _, r in cells} == set(ROLES)


@given(SEEDS)
def test_a_borough_in_no_bcu_keeps_its_posts_and_cost(seed: int) -> None:
    outcome = outcome_of(seed, Terms.REAL)
    base = dict(zip(CODES, outcome.values["base"], strict=True))
    kept = dict(zip(CODES, outcome.values["posts_kept"], strict=True))
    for code in CODES:
        wanted = base[code] if code in outcome.unassigned else 0 * base[code]
        assert np.array_equal(kept[code], wanted)


@given(SEEDS)
def test_many_scenarios_at_once_give_what_each_gives_alone(seed: int) -> None:
    rng = np.random.default_rng(seed)
    cases = rng.integers(-1, len(TWELVE.bcus), size=(7, len(CODES)))
    batch = evaluate_batch(AREA, BASELINE, TWELVE, cases, wanted=("full_year_saving", "officers", "net"), chunk=3)
    codes = tuple(TWELVE.bcus)
    for i, case in enumerate(cases):
        pairs = {b: codes[p] for b, p in zip(CODES, case, strict=True) if p >= 0}
        alone = evaluate(AREA, BASELINE, with_assignment(pairs)).values
        for name in ("full_year_saving", "officers", "net"):
            assert np.array_equal(batch[name][i], alone[name]), name


def with_assignment(pairs: dict[str, str]):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    from planner.words.frozen_map import FrozenMap

    return replace(TWELVE, assignment=FrozenMap(pairs))


def test_moving_a_borough_changes_full_year_money_by_rounding_only() -> None:
    moved = evaluate(AREA, BASELINE, with_assignment({**TWELVE.assignment, "E09000010": "NW"}))
    now = evaluate(AREA, BASELINE, TWELVE)
    change = float(moved.values["full_year_saving"] - now.values["full_year_saving"])
    rounding = float(moved.values["saving_rounding"].sum() - now.values["saving_rounding"].sum())
    assert change != 0
    assert round(change - rounding, 2) == 0


def test_the_same_scenario_asked_twice_is_not_worked_out_again() -> None:
    assert evaluate(AREA, BASELINE, TWELVE) is evaluate(AREA, BASELINE, TWELVE)


@given(SEEDS, SEEDS, TERMS, TERMS)
def test_figures_kept_from_another_run_are_those_worked_out_anew_to_the_last_bit(
    one: int, other: int, terms: Terms, before: Terms
) -> None:
    start = inputs(AREA, BASELINE, random_scenario(one), terms)
    last = program().run(inputs(AREA, BASELINE, random_scenario(other), before))
    for earlier in (last, program().run(start)):
        anew, kept = program().run(start), program().run(start, earlier)
        assert list(anew) == list(kept)
        for name in anew:
            assert anew[name].tobytes() == kept[name].tobytes(), name


def test_an_edit_works_out_only_what_reads_it() -> None:
    now = evaluate(AREA, BASELINE, replace(TWELVE)).values
    dated = replace(TWELVE, bcus=TWELVE.bcus.put("NW", replace(TWELVE.bcus["NW"], go_live=date(2019, 1, 1))))
    then = evaluate(AREA, BASELINE, dated).values
    assert {name for name in then if then[name] is not now[name]} >= {"go_live", "saving", "gross", "cumulative_net"}
    assert all(then[name] is now[name] for name in ("posts", "officers_in_all", "cost_proposed", "wards_met"))


def test_no_figure_of_an_outcome_can_be_written_over() -> None:
    for name, array in evaluate(AREA, BASELINE, TWELVE).values.items():
        assert not array.flags.writeable, name
