"""L1–L4: who leads a BCU, and each borough's nominated superintendent."""

from __future__ import annotations

from planner.area.types import Area
from planner.outcome.arrays import Array
from planner.outcome.grouped import Assignment, BoroughsOf, Names
from planner.outcome.rules.geography import listed
from planner.outcome.rules.result import AT_RISK, INCOMPLETE, MET, NOT_MET, RuleResult, Rules, reading, result
from planner.words.frozen_map import FrozenMap
from planner.words.names import plural
from planner.words.numbers import whole
from planner.words.vocabulary import FUNCTIONS, ROLES, Function, Role

Contacts = FrozenMap[str, Function]


def _exactly(
    id_: str, title: str, singular: str, rules: Rules, names: Names, boroughs_of: BoroughsOf, posts: Array
) -> RuleResult | None:
    wanted = int(rules[f"{id_}.number"])
    counted = {code: n for (code, boroughs), n in zip(boroughs_of.items(), posts.tolist(), strict=True) if boroughs}
    codes = tuple(counted)

    def reason(i: int) -> str:
        number = int(counted[codes[i]])
        words = f"{names[codes[i]]} has {plural(number, singular)}"
        return words if number == wanted else f"{words}; the rule is {whole(wanted)}"

    found = [MET if number == wanted else NOT_MET for number in counted.values()]
    return result(id_, title, whole(wanted), codes, found, reason)


@reading(lambda o: (o.scenario.rules, o.names, o.boroughs_of, o.values["chief_superintendents"]))
def l1(rules: Rules, names: Names, boroughs_of: BoroughsOf, posts: Array) -> RuleResult | None:
    """L1: one chief superintendent per BCU (PCD 323 1.7; F023)."""
    title, singular = "Chief superintendents of a BCU", "chief superintendent"
    return _exactly("L1", title, singular, rules, names, boroughs_of, posts)


@reading(lambda o: (o.scenario.rules, o.names, o.boroughs_of, o.values["superintendents"]))
def l2(rules: Rules, names: Names, boroughs_of: BoroughsOf, posts: Array) -> RuleResult | None:
    """L2: five superintendents, one per function (F024; four in the notice of November 2016, F025)."""
    return _exactly("L2", "Superintendents of a BCU", "superintendent", rules, names, boroughs_of, posts)


@reading(lambda o: (o.area, o.names, o.scenario.assignment, o.scenario.contacts, o.values["posts"]))
def l3(area: Area, names: Names, assignment: Assignment, contacts: Contacts, posts: Array) -> RuleResult | None:
    """L3: every borough has a nominated superintendent, one of its BCU's (PCD 323 1.7; F026)."""
    superintendents = dict(zip(names, posts[:, :, ROLES.index(Role.SUPERINTENDENT)].tolist(), strict=True))

    def outcome_of(borough: str) -> int:
        code, function = assignment.get(borough), contacts.get(borough)
        if code is None or function is None:
            return INCOMPLETE
        return MET if superintendents[code][FUNCTIONS.index(function)] >= 1 else NOT_MET

    found = [outcome_of(borough) for borough in area.borough_codes]

    def reason(i: int) -> str:
        borough = area.policed[i]
        code, function = assignment.get(borough.code), contacts.get(borough.code)
        if code is None:
            return f"{borough.name}: not yet in a BCU"
        if function is None:
            return f"{borough.name} has no nominated superintendent yet"
        name = names[code]
        if found[i] == MET:
            return f"{borough.name}: the {function} superintendent of {name}"
        return f"{borough.name}: {name} has no {function} superintendent to nominate"

    title = "Every borough has a nominated superintendent"
    return result("L3", title, "one of its BCU's", area.borough_codes, found, reason)


@reading(lambda o: (o.area, o.scenario.rules, o.names, o.scenario.assignment, o.scenario.contacts))
def l4(area: Area, rules: Rules, names: Names, assignment: Assignment, contacts: Contacts) -> RuleResult | None:
    """L4: at risk when one superintendent is nominated for more than one borough.

    A visible senior interface with each borough is headline principle b (London Councils, 10 Oct 2017).
    """
    most = int(rules["L4.maximum"])
    load: dict[str, list[str]] = {}
    for borough, function in contacts.items():
        code = assignment.get(borough)
        if code is not None:
            load.setdefault(f"{code}:{function}", []).append(borough)
    subjects = tuple(sorted(load))

    def reason(i: int) -> str:
        code, _, leads = subjects[i].partition(":")
        who = f"The {leads} superintendent of {names[code]}"
        return f"{who} is nominated for {listed(area, load[subjects[i]])}"

    found = [AT_RISK if len(load[subject]) > most else MET for subject in subjects]
    return result("L4", "Boroughs of a nominated superintendent", f"at most {whole(most)}", subjects, found, reason)
