"""L1–L4: who leads a BCU, and each borough's nominated superintendent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planner.area.types import Borough
from planner.outcome.rules.geography import Finding, names_of, result
from planner.outcome.rules.result import AT_RISK, INCOMPLETE, MET, NOT_MET, RuleResult
from planner.words.names import plural
from planner.words.numbers import whole
from planner.words.vocabulary import FUNCTIONS, ROLES, Function, Role

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome


def _exactly(outcome: Outcome, id_: str, figure: str, title: str, singular: str) -> RuleResult | None:
    wanted = int(outcome.scenario.rules[f"{id_}.number"])

    def reason(code: str, posts: int) -> str:
        words = f"{outcome.scenario.bcus[code].name} has {plural(posts, singular)}"
        return words if posts == wanted else f"{words}; the rule is {whole(wanted)}"

    findings: list[Finding] = []
    for (code, boroughs), posts in zip(outcome.boroughs_of.items(), outcome.values[figure].tolist(), strict=True):
        if boroughs:
            findings.append((code, MET if posts == wanted else NOT_MET, partial(reason, code, int(posts))))
    return result(id_, title, whole(wanted), findings)


def l1(outcome: Outcome) -> RuleResult | None:
    """L1: one chief superintendent per BCU (PCD 323 1.7; F023)."""
    return _exactly(outcome, "L1", "chief_superintendents", "Chief superintendents of a BCU", "chief superintendent")


def l2(outcome: Outcome) -> RuleResult | None:
    """L2: five superintendents, one per function (F024; four in the notice of November 2016, F025)."""
    return _exactly(outcome, "L2", "superintendents", "Superintendents of a BCU", "superintendent")


def l3(outcome: Outcome) -> RuleResult | None:
    """L3: every borough has a nominated superintendent, one of its BCU's (PCD 323 1.7; F026)."""
    scenario = outcome.scenario
    posts = outcome.values["posts"]
    role = ROLES.index(Role.SUPERINTENDENT)

    def has_one(code: str, function: Function) -> bool:
        return bool(posts[outcome.row_of[code], FUNCTIONS.index(function), role] >= 1)

    def reason(borough: Borough, code: str | None, function: Function | None) -> str:
        if code is None:
            return f"{borough.name}: not yet in a BCU"
        if function is None:
            return f"{borough.name} has no nominated superintendent yet"
        name = scenario.bcus[code].name
        if has_one(code, function):
            return f"{borough.name}: the {function} superintendent of {name}"
        return f"{borough.name}: {name} has no {function} superintendent to nominate"

    findings: list[Finding] = []
    for borough in outcome.area.policed:
        code, function = scenario.assignment.get(borough.code), scenario.contacts.get(borough.code)
        found = INCOMPLETE
        if code is not None and function is not None:
            found = MET if has_one(code, function) else NOT_MET
        findings.append((borough.code, found, partial(reason, borough, code, function)))
    return result("L3", "Every borough has a nominated superintendent", "one of its BCU's", findings)


def l4(outcome: Outcome) -> RuleResult | None:
    """L4: at risk when one superintendent is nominated for more than one borough.

    A visible senior interface with each borough is headline principle b (London Councils, 10 Oct 2017).
    """
    scenario = outcome.scenario
    most = int(scenario.rules["L4.maximum"])
    load: dict[str, list[str]] = {}
    for borough, function in scenario.contacts.items():
        code = scenario.assignment.get(borough)
        if code is not None:
            load.setdefault(f"{code}:{function}", []).append(borough)

    def reason(subject: str, boroughs: list[str]) -> str:
        code, _, leads = subject.partition(":")
        who = f"The {leads} superintendent of {scenario.bcus[code].name}"
        return f"{who} is nominated for {names_of(outcome, tuple(boroughs))}"

    findings: list[Finding] = []
    for subject, boroughs in sorted(load.items()):
        findings.append((subject, AT_RISK if len(boroughs) > most else MET, partial(reason, subject, boroughs)))
    return result("L4", "Boroughs of a nominated superintendent", f"at most {whole(most)}", findings)
