"""G1–G5: which boroughs make which BCU, whether they are joined, and response exposure."""

from __future__ import annotations

from collections.abc import Iterable

from planner.area.joins import join_of
from planner.area.types import Area
from planner.outcome.grouped import Assignment, BoroughsOf, Names
from planner.outcome.response import Exposures
from planner.outcome.rules.result import AT_RISK, INCOMPLETE, MET, NOT_MET, RuleResult, Rules, reading, result, single
from planner.scenario.shipped import shipped_rules
from planner.words.names import listing, plural
from planner.words.numbers import decimal, whole


@reading(lambda o: (o.area, o.names, o.scenario.assignment))
def g1(area: Area, names: Names, assignment: Assignment) -> RuleResult | None:
    """G1: every borough is in exactly one BCU (PCD 323). A borough in none is a decision still missing."""

    def reason(i: int) -> str:
        borough = area.policed[i]
        code = assignment.get(borough.code)
        if code is None:
            return f"{borough.name} is in no BCU and keeps its baseline posts"
        return f"{borough.name} is in {names[code]}"

    placed = assignment.keys()
    found = [MET if code in placed else INCOMPLETE for code in area.borough_codes]
    return result("G1", "Every borough is in one BCU", "one BCU", area.borough_codes, found, reason)


@reading(lambda o: (o.area, o.scenario.rules, o.names, o.boroughs_of))
def g2(area: Area, rules: Rules, names: Names, boroughs_of: BoroughsOf) -> RuleResult | None:
    """G2: a BCU has more than one borough; size within limits (London Councils, 10 Oct 2017; F054)."""
    low, high = int(rules["G2.minimum"]), int(rules["G2.maximum"])
    codes = tuple(boroughs_of)

    def reason(i: int) -> str:
        boroughs = boroughs_of[codes[i]]
        name, size = names[codes[i]], len(boroughs)
        words = f"{name} has {plural(size, 'borough')}"
        if size == 0:
            return f"{name} has no borough yet"
        if size < low:
            named = f" ({listed(area, boroughs)})" if size == 1 else ""
            return f"{words}{named}; at least {whole(low)} are needed"
        return f"{words}; at most {whole(high)} are allowed" if size > high else words

    sizes = [len(boroughs) for boroughs in boroughs_of.values()]
    found = [INCOMPLETE if size == 0 else MET if low <= size <= high else NOT_MET for size in sizes]
    return result("G2", "Boroughs in a BCU", f"{whole(low)} to {whole(high)}", codes, found, reason)


@reading(lambda o: (o.area, o.names, o.boroughs_of))
def g3(area: Area, names: Names, boroughs_of: BoroughsOf) -> RuleResult | None:
    """G3: a BCU is joined by land; at risk by a crossing only; not met when apart (borough_adjacency.csv)."""
    means = {"land": MET, "crossing": AT_RISK, "apart": NOT_MET}
    joins = {code: join_of(area, boroughs) for code, boroughs in boroughs_of.items() if boroughs}
    codes = tuple(joins)

    def reason(i: int) -> str:
        return f"{names[codes[i]]} is {joins[codes[i]].words}"

    found = [means[join.kind] for join in joins.values()]
    return result("G3", "A BCU is joined by land", "joined by land", codes, found, reason)


@reading(lambda o: (o.scenario.rules, o.boroughs_of, o.unassigned))
def g4(rules: Rules, boroughs_of: BoroughsOf, unassigned: tuple[str, ...]) -> RuleResult | None:
    """G4: the number of BCUs that have a borough (PCD 323). Incomplete while a borough is in none."""
    wanted = int(rules["G4.number"])
    number = sum(1 for boroughs in boroughs_of.values() if boroughs)
    found = MET if number == wanted else INCOMPLETE if unassigned else NOT_MET

    def reason() -> str:
        whose = "were decided" if wanted == shipped_rules()["G4.number"] else "are asked for in this scenario"
        words = f"{plural(number, 'BCU')} with boroughs; {whole(wanted)} {whose}"
        waiting = f"; {plural(len(unassigned), 'borough')} not yet in a BCU" if found == INCOMPLETE else ""
        return f"{words}{waiting}"

    return single("G4", "Number of BCUs", whole(wanted), found, reason)


@reading(lambda o: (o.names, o.exposures))
def g5(names: Names, exposures: Exposures | None) -> RuleResult | None:
    """G5: at risk when a BCU's response exposure is above East Area's own, compared at 4 decimals.

    The record behind it: MOPAC BCU progress briefing, Sept 2017.
    """
    if exposures is None or exposures.east_area is None:
        return None
    east = round(exposures.east_area, 4)
    limit = decimal(east, 2)
    record = "East Area reached 48–79 % of Immediate calls in 15 minutes against a 90 % target"
    codes, values = tuple(exposures.by_bcu), tuple(exposures.by_bcu.values())

    def reason(i: int) -> str:
        words = f"{names[codes[i]]}: response exposure {decimal(values[i], 2)}"
        if round(values[i], 4) > east:
            return f"{words}, above East Area's {limit}. Geometry, not a forecast; {record}"
        return f"{words}; East Area's is {limit}"

    found = [AT_RISK if round(value, 4) > east else MET for value in values]
    return result("G5", "Response exposure", f"at most East Area's {limit}", codes, found, reason)


def listed(area: Area, boroughs: Iterable[str]) -> str:
    """Borough names as a list in words."""
    return listing([area.borough_by_code[b].name for b in boroughs])
