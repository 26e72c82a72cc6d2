"""T1, M1–M3 and P1: when the BCUs are live, the money, and the funded ward officers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.outcome.arrays import Array
from planner.outcome.rules.result import AT_RISK, INCOMPLETE, MET, NOT_MET, RuleResult, Rules, reading, result, single
from planner.scenario.shipped import shipped_rules
from planner.scenario.targets import FORCE_WIDE, RECURRING, target_words
from planner.scenario.types import Bcu, Target
from planner.words.dates import long_date
from planner.words.frozen_map import FrozenMap
from planner.words.money import millions, signed_millions
from planner.words.names import plural
from planner.words.numbers import round_half_away, share, whole
from planner.words.vocabulary import YEARS, Terms

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome


Targets = FrozenMap[str, Target]
Boroughs = tuple[str, ...]


@reading(lambda o: (o.scenario.rules, o.scenario.bcus))
def t1(rules: Rules, bcus: FrozenMap[str, Bcu]) -> RuleResult | None:
    """T1: every BCU live by a date (PCD 323 1.8)."""
    by = date.fromisoformat(str(rules["T1.date"]))
    codes = tuple(bcus)

    def reason(i: int) -> str:
        bcu = bcus[codes[i]]
        if bcu.go_live is None:
            return f"{bcu.name} has no go-live date yet"
        words = f"{bcu.name} goes live on {long_date(bcu.go_live)}"
        return words if bcu.go_live <= by else f"{words}, after {long_date(by)}"

    dates = [bcu.go_live for bcu in bcus.values()]
    found = [INCOMPLETE if day is None else MET if day <= by else NOT_MET for day in dates]
    return result("T1", "Every BCU is live in time", f"by {long_date(by)}", codes, found, reason)


def is_shipped(rules: Rules, setting: str) -> bool:
    """Whether a threshold is the published one, not the planner's own."""
    return rules[setting] == shipped_rules()[setting]


def standing(outcome: Outcome, target: Target, gap: float) -> int:
    """Where a target stands: met; incomplete while a borough is unassigned; at risk for a force-wide one, which
    this programme never had to meet alone (docs/decisions/0007); else not met."""
    return _standing(outcome.unassigned, target, gap)


def _standing(unassigned: Boroughs, target: Target, gap: float) -> int:
    if gap >= 0:
        return MET
    if unassigned:
        return INCOMPLETE
    return AT_RISK if target.scope == FORCE_WIDE else NOT_MET


def _in_force(outcome: Outcome) -> tuple[Targets, str, Boroughs]:
    return outcome.scenario.targets, outcome.scenario.target_in_force, outcome.unassigned


@reading(lambda o: (*_in_force(o), o.terms, o.values["gap"], o.values["target_figure"]))
def m1(
    targets: Targets, in_force: str, unassigned: Boroughs, terms: Terms, gaps: Array, figures: Array
) -> RuleResult | None:
    """M1: the figure meets the target in force. Short of it with boroughs unassigned is incomplete."""
    target = targets.get(in_force)
    if target is None:
        return None
    i = tuple(targets).index(target.id)
    gap, figure = float(gaps[i]), float(figures[i])
    found = _standing(unassigned, target, gap)

    def reason() -> str:
        measure = "Full-year saving" if target.kind == RECURRING else f"Cumulative net saving to {target.by}"
        words = f"{measure} {millions(figure)}, {terms.value} terms"
        if target.scope == FORCE_WIDE and gap < 0 and target.amount > 0:
            part = share(figure / target.amount, 0)
            words = f"{words}: this programme's share is {part} of {target_words(target)}; the rest is for others"
        else:
            words = f"{words}, {signed_millions(gap)} against {target_words(target)}"
        waiting = f"; {plural(len(unassigned), 'borough')} not yet in a BCU" if found == INCOMPLETE else ""
        return f"{words}{waiting}"

    threshold = f"at least {millions(target.amount)}"
    return single("M1", "Saving against the target in force", threshold, found, reason)


@reading(lambda o: (*_in_force(o), o.values["net"]))
def m2(targets: Targets, in_force: str, unassigned: Boroughs, nets: Array) -> RuleResult | None:
    """M2: net saving of each year ≥ that year's target, where the target in force gives one."""
    target = targets.get(in_force)
    if target is None:
        return None
    net, annual = dict(zip(YEARS, nets.tolist(), strict=True)), target.annual
    years = tuple(year for year in YEARS if year in annual)
    # Sums of pennies in floats carry noise below a penny.
    gaps = [round_half_away(net[year] - annual[year], 2) for year in years]

    def reason(i: int) -> str:
        against = f"{signed_millions(gaps[i])} against {millions(annual[years[i]])}"
        return f"Net saving of {years[i]} {millions(net[years[i]])}, {against}"

    found = [_standing(unassigned, target, gap) for gap in gaps]
    return result("M2", "Net saving of each year", "each year's target", years, found, reason)


@reading(lambda o: (o.scenario.rules, o.values["one_off"]))
def m3(rules: Rules, one_off: Array) -> RuleResult | None:
    """M3: one-off cost ≤ the approved amount (PCD 323, £9.919m)."""
    most, cost = float(rules["M3.maximum"]), float(one_off)

    def reason() -> str:
        whose = "was approved" if is_shipped(rules, "M3.maximum") else "is the limit set in this scenario"
        return f"One-off cost {millions(cost, 3)}; {millions(most, 3)} {whose}"

    return single("M3", "One-off cost", f"at most {millions(most, 3)}", MET if cost <= most else NOT_MET, reason)


@reading(lambda o: (o.scenario.rules, o.values["dwos_in_all"]))
def p1(rules: Rules, dwos: Array) -> RuleResult | None:
    """P1: DWO posts in all ≤ the funded establishment (F036). Off unless switched on."""
    most, posts = int(rules["P1.maximum"]), int(dwos)

    def reason() -> str:
        whose = "are funded" if is_shipped(rules, "P1.maximum") else "is the limit set in this scenario"
        return f"{whole(posts)} DWO posts in all; {whole(most)} {whose}"

    return single("P1", "Funded DWO posts", f"at most {whole(most)}", MET if posts <= most else NOT_MET, reason)
