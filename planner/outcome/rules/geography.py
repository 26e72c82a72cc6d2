"""G1–G5: which boroughs make which BCU, whether they are joined, and response exposure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from planner.area.joins import Join, join_of
from planner.area.types import Borough
from planner.outcome.rules.result import AT_RISK, INCOMPLETE, MET, NOT_MET, RuleResult
from planner.scenario.shipped import shipped_rules
from planner.words.names import listing, plural
from planner.words.numbers import decimal, whole

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome

Finding = tuple[str, int, Callable[[], str]]
"""A subject, the position of its outcome, and the reason in words, made when it is asked for."""


def result(id_: str, title: str, threshold: str, findings: list[Finding]) -> RuleResult | None:
    """A result from findings; None when there are none."""
    if not findings:
        return None
    found = np.array([f[1] for f in findings], dtype=np.int8)
    return RuleResult(id_, title, threshold, tuple(f[0] for f in findings), found, lambda i: findings[i][2]())


def g1(outcome: Outcome) -> RuleResult | None:
    """G1: every borough is in exactly one BCU (PCD 323). A borough in none is a decision still missing."""
    bcus, assignment = outcome.scenario.bcus, outcome.scenario.assignment

    def reason(borough: Borough) -> str:
        code = assignment.get(borough.code)
        if code is None:
            return f"{borough.name} is in no BCU and keeps its baseline posts"
        return f"{borough.name} is in {bcus[code].name}"

    findings: list[Finding] = [
        (b.code, MET if b.code in assignment else INCOMPLETE, partial(reason, b)) for b in outcome.area.policed
    ]
    return result("G1", "Every borough is in one BCU", "one BCU", findings)


def g2(outcome: Outcome) -> RuleResult | None:
    """G2: a BCU has more than one borough; size within limits (London Councils, 10 Oct 2017; F054)."""
    rules = outcome.scenario.rules
    low, high = int(rules["G2.minimum"]), int(rules["G2.maximum"])

    def reason(code: str, boroughs: tuple[str, ...]) -> str:
        name, size = outcome.scenario.bcus[code].name, len(boroughs)
        words = f"{name} has {plural(size, 'borough')}"
        if size == 0:
            return f"{name} has no borough yet"
        if size < low:
            named = f" ({names_of(outcome, boroughs)})" if size == 1 else ""
            return f"{words}{named}; at least {whole(low)} are needed"
        return f"{words}; at most {whole(high)} are allowed" if size > high else words

    findings: list[Finding] = []
    for code, boroughs in outcome.boroughs_of.items():
        found = MET if low <= len(boroughs) <= high else NOT_MET
        findings.append((code, found if boroughs else INCOMPLETE, partial(reason, code, boroughs)))
    return result("G2", "Boroughs in a BCU", f"{whole(low)} to {whole(high)}", findings)


def g3(outcome: Outcome) -> RuleResult | None:
    """G3: a BCU is joined by land; at risk by a crossing only; not met when apart (borough_adjacency.csv)."""
    means = {"land": MET, "crossing": AT_RISK, "apart": NOT_MET}

    def reason(code: str, join: Join) -> str:
        return f"{outcome.scenario.bcus[code].name} is {join.words}"

    findings: list[Finding] = []
    for code, boroughs in outcome.boroughs_of.items():
        if boroughs:
            join = join_of(outcome.area, boroughs)
            findings.append((code, means[join.kind], partial(reason, code, join)))
    return result("G3", "A BCU is joined by land", "joined by land", findings)


def g4(outcome: Outcome) -> RuleResult | None:
    """G4: the number of BCUs that have a borough (PCD 323). Incomplete while a borough is in none."""
    wanted = int(outcome.scenario.rules["G4.number"])
    whose = "were decided" if wanted == shipped_rules()["G4.number"] else "are asked for in this scenario"
    number = sum(1 for boroughs in outcome.boroughs_of.values() if boroughs)
    words = f"{plural(number, 'BCU')} with boroughs; {whole(wanted)} {whose}"
    if number == wanted:
        return result("G4", "Number of BCUs", whole(wanted), [("", MET, lambda: words)])
    missing = len(outcome.unassigned)
    if missing:
        waiting = f"{words}; {plural(missing, 'borough')} not yet in a BCU"
        return result("G4", "Number of BCUs", whole(wanted), [("", INCOMPLETE, lambda: waiting)])
    return result("G4", "Number of BCUs", whole(wanted), [("", NOT_MET, lambda: words)])


def g5(outcome: Outcome) -> RuleResult | None:
    """G5: at risk when a BCU's response exposure is above East Area's own, compared at 4 decimals.

    The record behind it: MOPAC BCU progress briefing, Sept 2017.
    """
    exposures = outcome.exposures
    if exposures is None or exposures.east_area is None:
        return None
    east = round(exposures.east_area, 4)
    limit = decimal(east, 2)
    record = "East Area reached 48–79 % of Immediate calls in 15 minutes against a 90 % target"

    def reason(code: str, value: float) -> str:
        words = f"{outcome.scenario.bcus[code].name}: response exposure {decimal(value, 2)}"
        if round(value, 4) > east:
            return f"{words}, above East Area's {limit}. Geometry, not a forecast; {record}"
        return f"{words}; East Area's is {limit}"

    findings: list[Finding] = []
    for code, value in exposures.by_bcu.items():
        findings.append((code, AT_RISK if round(value, 4) > east else MET, partial(reason, code, value)))
    return result("G5", "Response exposure", f"at most East Area's {limit}", findings)


def names_of(outcome: Outcome, boroughs: tuple[str, ...]) -> str:
    """Borough names as a list in words."""
    return listing([outcome.area.borough_by_code[b].name for b in boroughs])
