"""T1, M1–M3 and P1: when the BCUs are live, the money, and the funded ward officers."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from planner.outcome.rules.geography import Finding, result
from planner.outcome.rules.result import INCOMPLETE, MET, NOT_MET, RuleResult
from planner.scenario.targets import target_words
from planner.scenario.types import Bcu
from planner.words.dates import long_date
from planner.words.money import millions, signed_millions
from planner.words.names import plural
from planner.words.numbers import whole
from planner.words.vocabulary import YEARS

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome


def t1(outcome: Outcome) -> RuleResult | None:
    """T1: every BCU live by a date (PCD 323 1.8)."""
    by = date.fromisoformat(str(outcome.scenario.rules["T1.date"]))

    def reason(bcu: Bcu) -> str:
        if bcu.go_live is None:
            return f"{bcu.name} has no go-live date yet"
        words = f"{bcu.name} goes live on {long_date(bcu.go_live)}"
        return words if bcu.go_live <= by else f"{words}, after {long_date(by)}"

    findings: list[Finding] = []
    for code, bcu in outcome.scenario.bcus.items():
        found = INCOMPLETE if bcu.go_live is None else MET if bcu.go_live <= by else NOT_MET
        findings.append((code, found, partial(reason, bcu)))
    return result("T1", "Every BCU is live in time", f"by {long_date(by)}", findings)


def m1(outcome: Outcome) -> RuleResult | None:
    """M1: the figure meets the target in force. Short of it with boroughs unassigned is incomplete."""
    scenario = outcome.scenario
    target = scenario.targets.get(scenario.target_in_force)
    if target is None:
        return None
    i = outcome.members["target"].index(target.id)
    gap, figure = float(outcome.values["gap"][i]), float(outcome.values["target_figure"][i])
    measure = "Full-year saving" if target.kind == "recurring" else f"Cumulative net saving to {target.by}"
    words = (
        f"{measure} {millions(figure)}, {signed_millions(gap)} against {target_words(target)}, "
        f"{outcome.terms.value} terms"
    )
    missing = len(outcome.unassigned)
    grade = MET if gap >= 0 else INCOMPLETE if missing else NOT_MET
    if missing and gap < 0:
        words = f"{words}; {plural(missing, 'borough')} not yet in a BCU"
    return result(
        "M1",
        "Saving against the target in force",
        f"at least {millions(target.amount)}",
        [("", grade, lambda: words)],
    )


def m2(outcome: Outcome) -> RuleResult | None:
    """M2: net saving of each year ≥ that year's target, where the target in force gives one."""
    target = outcome.scenario.targets.get(outcome.scenario.target_in_force)
    if target is None:
        return None
    net = outcome.values["net"]
    findings: list[Finding] = []
    for i, year in enumerate(YEARS):
        amount = target.annual.get(year)
        if amount is None:
            continue
        gap = float(net[i]) - amount
        words = f"Net saving of {year} {millions(float(net[i]))}, {signed_millions(gap)} against {millions(amount)}"
        found = MET if gap >= 0 else INCOMPLETE if outcome.unassigned else NOT_MET
        findings.append((year, found, partial(str, words)))
    return result("M2", "Net saving of each year", "each year's target", findings)


def m3(outcome: Outcome) -> RuleResult | None:
    """M3: one-off cost ≤ the approved amount (PCD 323, £9.919m)."""
    most = float(outcome.scenario.rules["M3.maximum"])
    cost = float(outcome.values["one_off"])
    words = f"One-off cost {millions(cost, 3)}; {millions(most, 3)} was approved"
    return result(
        "M3", "One-off cost", f"at most {millions(most, 3)}", [("", MET if cost <= most else NOT_MET, lambda: words)]
    )


def p1(outcome: Outcome) -> RuleResult | None:
    """P1: DWO posts in all ≤ the funded establishment (F036). Off unless switched on."""
    most = int(outcome.scenario.rules["P1.maximum"])
    posts = int(outcome.values["dwos_in_all"])
    words = f"{whole(posts)} DWO posts in all; {whole(most)} are funded"
    return result(
        "P1", "Funded DWO posts", f"at most {whole(most)}", [("", MET if posts <= most else NOT_MET, lambda: words)]
    )
