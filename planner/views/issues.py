"""What the rules find, as lines to read: similar findings of one rule in one line, each with where to go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from planner.outcome.evaluate import Outcome as Figures
from planner.outcome.rules.result import MET, OUTCOMES, RuleResult
from planner.views.tried import begun, if_words
from planner.words.names import listing, plural
from planner.words.vocabulary import Outcome

WARD_RULES = frozenset({"W1", "W2", "W3", "W4"})
BOROUGH_RULES = frozenset({"G1", "L3"})
_NAMED = 4
"""At most this many subjects are named in a line that stands for more."""


@dataclass(frozen=True)
class Target:
    """A place an issue leads to. `kind` is "ward", "borough", "bcu", "year", "savings" or "bcus"."""

    kind: str
    code: str
    name: str
    borough: str = ""
    bcu: str = ""


@dataclass(frozen=True)
class IssueLine:
    """One line: outcome, rule, sentence, and where it leads. `then` is True for what a preview would bring.

    `lead` says of such a line whether by a move released or a suggestion accepted.
    """

    outcome: Outcome
    rule: str
    words: str
    targets: tuple[Target, ...]
    go: str
    then: bool = False
    lead: str = ""


@dataclass(frozen=True)
class IssueCounts:
    """Findings by outcome, one for each rule and subject, and the number of rules met throughout.

    Wards that are only waiting for their borough to be in a BCU are not counted: the borough is, under G1.
    """

    not_met: int
    at_risk: int
    incomplete: int
    rules_met: int


@dataclass(frozen=True)
class Issues:
    """Every rule outcome: lines not met, at risk and incomplete first, one line for the rules that are met."""

    lines: tuple[IssueLine, ...]
    met: IssueLine | None
    counts: IssueCounts

    @property
    def all_lines(self) -> tuple[IssueLine, ...]:
        """The lines with that of the rules met last."""
        return self.lines if self.met is None else (*self.lines, self.met)


@lru_cache(maxsize=16)
def issues(now: Figures, then: Figures | None = None, *, whole: bool = False) -> Issues:
    """The issues of an outcome; with `then`, the lines a move not yet made would add come first, marked.

    The others stay where they are. One that stands for several no longer names those that have a marked line.
    """
    settled = _settled(now)
    if then is None:
        return settled
    lead = begun(if_words(whole=whole))
    return replace(settled, lines=(*_new_lines(now, then, lead), *_lines_beside(now, then, settled)))


@lru_cache(maxsize=4)
def _settled(now: Figures) -> Issues:
    """Kept, by identity, for the moves tried from one outcome."""
    lines = [line for result in now.rules for line in _lines_of(now, result)]
    lines.extend(_waiting_wards(now))
    lines.sort(key=lambda line: OUTCOMES.index(line.outcome))
    return Issues(tuple(lines), _met_line(now), counts(now))


def _lines_beside(now: Figures, then: Figures, settled: Issues) -> tuple[IssueLine, ...]:
    told: dict[str, set[str]] = {}
    for _, rule, subject, _ in new_findings(now, then):
        told.setdefault(rule, set()).add(subject)
    results = {result.id: result for result in now.rules}
    return tuple(
        _without(now, results[line.rule], line, told[line.rule]) if line.rule in told else line
        for line in settled.lines
    )


def _without(outcome: Figures, result: RuleResult, line: IssueLine, told: set[str]) -> IssueLine:
    """The line without the subjects told elsewhere; as it is where it has no others."""
    left = [target.code for target in line.targets if target.code not in told]
    if not left or len(left) == len(line.targets):
        return line
    return _line_of(outcome, result, line.outcome, [result.subjects.index(code) for code in left])


@lru_cache(maxsize=16)
def counts(outcome: Figures) -> IssueCounts:
    """How many findings are not met, at risk and incomplete, and how many rules are met throughout."""
    found = {o: 0 for o in OUTCOMES}
    for result in outcome.rules:
        for verdict in OUTCOMES[:3]:
            if not _is_waiting(result, verdict):
                found[verdict] += result.count(verdict)
    return IssueCounts(
        not_met=found[Outcome.NOT_MET],
        at_risk=found[Outcome.AT_RISK],
        incomplete=found[Outcome.INCOMPLETE],
        rules_met=len(_rules_met(outcome)),
    )


@lru_cache(maxsize=16)
def new_findings(now: Figures, then: Figures) -> tuple[tuple[Outcome, str, str, str], ...]:
    """(outcome, rule, subject, reason) of what would be worse than now, or at fault in another way, worst first."""
    before = {result.id: result for result in now.rules}
    found = []
    for result in then.rules:
        for i in _changed(before.get(result.id), result):
            verdict, subject = OUTCOMES[result.found[i]], result.subjects[i]
            if not _is_said_by_g1(then, result, verdict, subject):
                found.append((verdict, result.id, subject, result.reason(i)))
    found.sort(key=lambda row: OUTCOMES.index(row[0]))
    return tuple(found)


def _changed(before: RuleResult | None, after: RuleResult) -> list[int]:
    """Subjects at fault that are worse than before, or at fault for another reason."""
    at_fault: list[int] = np.flatnonzero(after.found < MET).tolist()
    if before is None:
        return at_fault
    if before.subjects == after.subjects:
        was = before.found
        place = {i: i for i in at_fault}
    else:
        where = {subject: i for i, subject in enumerate(before.subjects)}
        was = before.found
        place = {i: where[after.subjects[i]] for i in at_fault if after.subjects[i] in where}
    found = []
    for i in at_fault:
        verdict, old = int(after.found[i]), int(was[place[i]]) if i in place else MET
        other = after.id not in WARD_RULES and verdict == old and before.reason(place[i]) != after.reason(i)
        if verdict < old or other:
            found.append(i)
    return found


def _is_said_by_g1(outcome: Figures, result: RuleResult, verdict: Outcome, subject: str) -> bool:
    """A borough taken out of its BCU is one finding, under G1: not one for each ward and nomination too."""
    return _is_waiting(result, verdict) or (result.id == "L3" and subject in outcome.unassigned)


def _new_lines(now: Figures, then: Figures, lead: str) -> list[IssueLine]:
    lines = []
    grouped: dict[tuple[Outcome, str], list[tuple[str, str]]] = {}
    for outcome, rule, subject, reason in new_findings(now, then):
        grouped.setdefault((outcome, rule), []).append((subject, reason))
    for (outcome, rule), rows in grouped.items():
        words = rows[0][1] if len(rows) == 1 else f"{rows[0][1]}; {plural(len(rows) - 1, 'more', 'more')}"
        targets = tuple(target_of(then, rule, subject) for subject, _ in rows)
        lines.append(IssueLine(outcome, rule, _sentence(words), targets, _go(targets), True, lead))
    return lines


def _lines_of(outcome: Figures, result: RuleResult) -> list[IssueLine]:
    return [
        _line_of(outcome, result, verdict, subjects)
        for verdict in OUTCOMES[:3]
        for subjects in _groups(outcome, result, verdict)
    ]


def _line_of(outcome: Figures, result: RuleResult, verdict: Outcome, subjects: list[int]) -> IssueLine:
    targets = tuple(target_of(outcome, result.id, result.subjects[i]) for i in subjects)
    return IssueLine(verdict, result.id, _sentence(_words(result, verdict, subjects, targets)), targets, _go(targets))


def _groups(outcome: Figures, result: RuleResult, verdict: Outcome) -> list[list[int]]:
    """Subjects of one outcome that read as one line. The BCU at greatest exposure has a line of its own."""
    where: list[int] = np.flatnonzero(result.found == OUTCOMES.index(verdict)).tolist()
    if not where or _is_waiting(result, verdict):
        return []
    if result.id in WARD_RULES or result.id in BOROUGH_RULES:
        return [where]
    if result.id == "G5":
        first, *rest = _by_exposure(outcome, result, where)
        return [[first], rest] if rest else [[first]]
    return [[i] for i in where]


def _is_waiting(result: RuleResult, verdict: Outcome) -> bool:
    return result.id in WARD_RULES and verdict == Outcome.INCOMPLETE


def _waiting_wards(outcome: Figures) -> list[IssueLine]:
    """One line for the wards of boroughs in no BCU, whichever ward rules are on."""
    rules = [r for r in outcome.rules if r.id in WARD_RULES and r.count(Outcome.INCOMPLETE)]
    if not rules:
        return []
    result, ids = rules[0], [r.id for r in rules]
    where = [i for i, found in enumerate(result.found) if OUTCOMES[found] == Outcome.INCOMPLETE]
    boroughs = tuple(target_of(outcome, "G1", code) for code in outcome.unassigned)
    words = f"{plural(len(where), 'ward')} not yet in a BCU: {_named(boroughs)}."
    rule = ids[0] if len(ids) == 1 else f"{ids[0]}–{ids[-1][1]}"
    return [IssueLine(Outcome.INCOMPLETE, rule, words, boroughs, _go(boroughs))]


def _named(targets: tuple[Target, ...]) -> str:
    names = [t.name for t in targets[:_NAMED]]
    more = len(targets) - len(names)
    return f"{', '.join(names)} and {more} more" if more else listing(names)


def _by_exposure(outcome: Figures, result: RuleResult, where: list[int]) -> list[int]:
    by_bcu = outcome.exposures.by_bcu if outcome.exposures is not None else {}
    return sorted(where, key=lambda i: -by_bcu.get(result.subjects[i], 0.0))


def _words(result: RuleResult, verdict: Outcome, subjects: list[int], targets: tuple[Target, ...]) -> str:
    if len(subjects) == 1:
        return result.reason(subjects[0])
    if result.id == "G5":
        return _exposure_words(result, subjects, targets)
    return f"{counted(result, verdict, len(subjects))}: {_named(targets)}"


def counted(result: RuleResult, verdict: Outcome, subjects: int) -> str:
    """What a rule over wards or boroughs finds of several: "2 boroughs without a nominated superintendent"."""
    return f"{plural(subjects, _unit(result.id))} {_fault(result, verdict)}"


def _exposure_words(result: RuleResult, subjects: list[int], targets: tuple[Target, ...]) -> str:
    figures = [result.reason(i).split("exposure ")[1].split(",")[0] for i in subjects]
    each = listing([f"{t.name} {figure}" for t, figure in zip(targets, figures, strict=True)])
    return f"{each}: also above {result.threshold.removeprefix('at most ')}"


def _fault(result: RuleResult, verdict: Outcome) -> str:
    if result.id == "G1":
        return "in no BCU, keeping their baseline posts"
    faults = {
        "W1": f"below the minimum of DWO posts ({result.threshold})",
        "W2": f"below the minimum of PCSO posts ({result.threshold})",
        "W3": "meet the minimum of DWOs in posts but not in effect"
        if verdict == Outcome.AT_RISK
        else f"below the minimum of effective DWOs ({result.threshold})",
        "W4": "with DWOs not ring-fenced from abstraction",
        "L3": "without a nominated superintendent"
        if verdict == Outcome.INCOMPLETE
        else "whose nominated superintendent's BCU has none in that function",
    }
    return faults.get(result.id, result.title)


def _unit(rule: str) -> str:
    return "ward" if rule in WARD_RULES else "borough" if rule in BOROUGH_RULES else "subject"


def target_of(outcome: Figures, rule: str, subject: str) -> Target:
    """Where a finding leads."""
    if rule in WARD_RULES:
        ward = outcome.area.wards[outcome.area.ward_index[subject]]
        bcu = outcome.scenario.assignment.get(ward.borough, "")
        return Target("ward", subject, ward.name, ward.borough, bcu)
    if rule in BOROUGH_RULES:
        bcu = outcome.scenario.assignment.get(subject, "")
        return Target("borough", subject, outcome.area.borough_by_code[subject].name, subject, bcu)
    if rule in ("M1", "M2", "M3"):
        return Target("savings", subject, "Savings")
    code = subject.partition(":")[0]
    if code in outcome.scenario.bcus:
        return Target("bcu", code, outcome.scenario.bcus[code].name, bcu=code)
    return Target("bcus", "", "BCUs")


def _go(targets: tuple[Target, ...]) -> str:
    if len(targets) == 1:
        return targets[0].name
    kind = {"ward": "ward", "borough": "borough", "bcu": "BCU"}.get(targets[0].kind, "place")
    return plural(len(targets), kind)


def _rules_met(outcome: Figures) -> list[str]:
    return [r.id for r in outcome.rules if r.worst == Outcome.MET]


def _met_line(outcome: Figures) -> IssueLine | None:
    met = _rules_met(outcome)
    if not met:
        return None
    off = [key.removesuffix(".on") for key, on in outcome.scenario.rules.items() if key.endswith(".on") and not on]
    groups: dict[str, list[str]] = {}
    for rule in met:
        groups.setdefault(rule[0], []).append(rule)
    words = " · ".join(" ".join(rules) for rules in groups.values())
    verb = "meets its threshold" if len(met) == 1 else "meet their thresholds"
    off_words = f" {listing(off)} {'is' if len(off) == 1 else 'are'} switched off." if off else ""
    return IssueLine(Outcome.MET, "", f"{words} {verb}.{off_words}", (Target("rules", "", "Show"),), "Show")


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."


def met_label(issues_: Issues) -> str:
    """The outcome column of the line of rules met: "12 met"."""
    return f"{issues_.counts.rules_met} met"


def summary(counts_: IssueCounts) -> Sequence[tuple[str, str]]:
    """(outcome, words) of the counts, for a list beside the lines."""
    return (
        (Outcome.NOT_MET.value, f"{counts_.not_met} not met"),
        (Outcome.AT_RISK.value, f"{counts_.at_risk} at risk"),
        (Outcome.INCOMPLETE.value, f"{counts_.incomplete} incomplete"),
        (Outcome.MET.value, plural(counts_.rules_met, "rule") + " met"),
    )
