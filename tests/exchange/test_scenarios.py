"""The random scenarios reach what they are for, and are the same for the same number."""

from __future__ import annotations

from planner.exchange.tables import SLOTS
from planner.scenario.plain import fingerprint
from planner.scenario.shipped import shipped_plan
from planner.scenario.validate import check_plan
from planner.words.vocabulary import Outcome, Terms
from tests.conftest import RECALCULATED
from tests.exchange.scenarios import CODES, random_case

CASES = [random_case(seed) for seed in range(RECALCULATED["ci"])]
SHIPPED = {scenario.name: scenario for scenario in shipped_plan().scenarios}


def test_the_same_number_gives_the_same_scenario() -> None:
    assert fingerprint(random_case(7).scenario) == fingerprint(CASES[7].scenario)
    assert len({fingerprint(case.scenario) for case in CASES}) == len(CASES)


def test_every_one_is_a_plan_that_can_be_opened() -> None:
    for case in CASES:
        check_plan(case.plan)


def test_every_kind_of_decision_is_among_them() -> None:
    for part in ("bcus", "assignment", "wards", "contacts", "youth", "overrides", "assumptions", "targets", "one_off",
                 "rules", "target_in_force", "baseline_hash"):  # fmt: skip
        changed = [getattr(c.scenario, part) != getattr(SHIPPED[c.scenario.name], part) for c in CASES]
        assert sum(changed) >= 10, part


def test_the_ends_are_among_them() -> None:
    counts = {len(case.scenario.bcus) for case in CASES}
    assert 0 in counts
    assert max(counts) > SLOTS
    assert any(case.outcome.unassigned for case in CASES)
    assert any(not case.outcome.unassigned for case in CASES)
    assert any(not boroughs for case in CASES for boroughs in case.outcome.boroughs_of.values())
    assert any(bcu.go_live is None for case in CASES for bcu in case.scenario.bcus.values())
    assert {case.terms for case in CASES} == set(Terms)
    used = {code for case in CASES for code in case.scenario.bcus}
    assert set(CODES) <= used
    assert {("7", "07"), ("1E2", "100")} & {
        pair for case in CASES for pair in (("7", "07"), ("1E2", "100")) if set(pair) <= set(case.scenario.bcus)
    }


def test_every_rule_finds_everything_it_can_among_them() -> None:
    found = {(rule.id, row.outcome) for case in CASES for rule in case.outcome.rules for row in rule.rows()}
    three = {Outcome.MET, Outcome.NOT_MET, Outcome.INCOMPLETE}
    able = {
        **{rule: three for rule in ("W1", "W2", "W4", "G2", "L3", "T1")},
        **{rule: three - {Outcome.INCOMPLETE} for rule in ("L1", "L2", "M3")},
        **{rule: set(Outcome) for rule in ("W3", "M1", "M2")},
        "L4": {Outcome.MET, Outcome.AT_RISK},
    }
    for rule, outcomes in able.items():
        assert {outcome for id_, outcome in found if id_ == rule} == outcomes, rule
