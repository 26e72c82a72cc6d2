"""G1–G5: which boroughs make which BCU, whether they are joined, and response exposure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from planner.area.joins import join_of
from planner.outcome.rules.result import AT_RISK, INCOMPLETE, MET, NOT_MET, RuleResult
from planner.words.names import listing, plural
from planner.words.numbers import decimal, whole

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome

Finding = tuple[str, int, str]


def result(id_: str, title: str, threshold: str, findings: list[Finding]) -> RuleResult | None:
    """A result from (subject, outcome, reason) findings; None when there are none."""
    if not findings:
        return None
    found = np.array([f[1] for f in findings], dtype=np.int8)
    reason: Callable[[int], str] = lambda i: findings[i][2]  # noqa: E731
    return RuleResult(id_, title, threshold, tuple(f[0] for f in findings), found, reason)


def g1(outcome: Outcome) -> RuleResult | None:
    """G1: every borough is in exactly one BCU (PCD 323). A borough in none is a decision still missing."""
    bcus = outcome.scenario.bcus
    findings: list[Finding] = []
    for borough in outcome.area.policed:
        code = outcome.scenario.assignment.get(borough.code)
        if code is None:
            findings.append((borough.code, INCOMPLETE, f"{borough.name} is in no BCU and keeps its baseline posts"))
        else:
            findings.append((borough.code, MET, f"{borough.name} is in {bcus[code].name}"))
    return result("G1", "Every borough is in one BCU", "one BCU", findings)


def g2(outcome: Outcome) -> RuleResult | None:
    """G2: a BCU has more than one borough; size within limits (seed 000; F054)."""
    rules = outcome.scenario.rules
    low, high = int(rules["G2.minimum"]), int(rules["G2.maximum"])
    findings: list[Finding] = []
    for code, boroughs in outcome.boroughs_of.items():
        name, size = outcome.scenario.bcus[code].name, len(boroughs)
        words = f"{name} has {plural(size, 'borough')}"
        if size == 0:
            findings.append((code, INCOMPLETE, f"{name} has no borough yet"))
        elif size < low:
            only = outcome.area.borough_by_code[boroughs[0]].name
            named = f" ({only})" if size == 1 else ""
            findings.append((code, NOT_MET, f"{words}{named}; at least {whole(low)} are needed"))
        elif size > high:
            findings.append((code, NOT_MET, f"{words}; at most {whole(high)} are allowed"))
        else:
            findings.append((code, MET, words))
    return result("G2", "Boroughs in a BCU", f"{whole(low)} to {whole(high)}", findings)


def g3(outcome: Outcome) -> RuleResult | None:
    """G3: a BCU is joined by land; at risk by a crossing only; not met when apart (borough_adjacency.csv)."""
    grade = {"land": MET, "crossing": AT_RISK, "apart": NOT_MET}
    findings: list[Finding] = []
    for code, boroughs in outcome.boroughs_of.items():
        if boroughs:
            join = join_of(outcome.area, boroughs)
            findings.append((code, grade[join.kind], f"{outcome.scenario.bcus[code].name} is {join.words}"))
    return result("G3", "A BCU is joined by land", "joined by land", findings)


def g4(outcome: Outcome) -> RuleResult | None:
    """G4: the number of BCUs that have a borough (PCD 323). Incomplete while a borough is in none."""
    wanted = int(outcome.scenario.rules["G4.number"])
    number = sum(1 for boroughs in outcome.boroughs_of.values() if boroughs)
    words = f"{plural(number, 'BCU')} with boroughs; {whole(wanted)} were decided"
    if number == wanted:
        return result("G4", "Number of BCUs", whole(wanted), [("", MET, words)])
    missing = len(outcome.unassigned)
    if missing:
        words = f"{words}; {plural(missing, 'borough')} not yet in a BCU"
    return result("G4", "Number of BCUs", whole(wanted), [("", INCOMPLETE if missing else NOT_MET, words)])


def g5(outcome: Outcome) -> RuleResult | None:
    """G5: at risk when a BCU's response exposure is above East Area's own (seed 004), compared at 4 decimals."""
    exposures = outcome.exposures
    if exposures is None or exposures.east_area is None:
        return None
    east = round(exposures.east_area, 4)
    limit = decimal(east, 2)
    record = "East Area reached 48–79 % of Immediate calls in 15 minutes against a 90 % target"
    findings: list[Finding] = []
    for code, value in exposures.by_bcu.items():
        name = outcome.scenario.bcus[code].name
        if round(value, 4) > east:
            above = f"{name}: response exposure {decimal(value, 2)}, above East Area's {limit}"
            words = f"{above}. Geometry, not a forecast; {record}"
            findings.append((code, AT_RISK, words))
        else:
            findings.append((code, MET, f"{name}: response exposure {decimal(value, 2)}; East Area's is {limit}"))
    return result("G5", "Response exposure", f"at most East Area's {limit}", findings)


def names_of(outcome: Outcome, boroughs: tuple[str, ...]) -> str:
    """Borough names as a list in words."""
    return listing([outcome.area.borough_by_code[b].name for b in boroughs])
