"""Every rule as a row, with its settings to change, and what it finds for each subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from planner.outcome.evaluate import Outcome
from planner.outcome.provenance import DECIDED
from planner.outcome.rules import RULES, RuleResult
from planner.outcome.rules.result import OUTCOMES, RuleRow
from planner.scenario.decisions import TEAM_PRESETS
from planner.scenario.shipped import shipped_rule_sources, shipped_rules
from planner.scenario.types import RuleValue
from planner.views.issues import WARD_RULES, target_of
from planner.views.marks import mark_of
from planner.words.dates import check_go_live, long_date, parse_date
from planner.words.money import millions, parse_pounds
from planner.words.names import listing, plural
from planner.words.numbers import decimal, parse_number, parse_whole, whole
from planner.words.vocabulary import Outcome as RuleOutcome
from planner.words.vocabulary import Status

TITLES: dict[str, str] = {
    "W1": "DWO posts in every ward",
    "W2": "PCSO posts in every ward",
    "W3": "Effective DWOs in every ward",
    "W4": "DWOs ring-fenced in every ward",
    "G1": "Every borough is in one BCU",
    "G2": "Boroughs in a BCU",
    "G3": "A BCU is joined by land",
    "G4": "Number of BCUs",
    "G5": "Response exposure",
    "L1": "Chief superintendents of a BCU",
    "L2": "Superintendents of a BCU",
    "L3": "Every borough has a nominated superintendent",
    "L4": "Boroughs of a nominated superintendent",
    "T1": "Every BCU is live in time",
    "M1": "Saving against the target in force",
    "M2": "Net saving of each year",
    "M3": "One-off cost",
    "P1": "Funded DWO posts",
}
"""What a rule is called where it has nothing to speak of and so no result to take its title from."""
SHORT_TITLES: dict[str, str] = {
    "L3": "Nominated superintendents",
    "L4": "Boroughs of a superintendent",
    "M1": "Saving against the target",
}
"""What those with a long title are called where there is no room for it."""

_SETTINGS: dict[str, tuple[str, str]] = {
    "W1.minimum": ("At least", "DWO posts"),
    "W2.minimum": ("At least", "PCSO posts"),
    "W3.minimum": ("At least", "effective DWOs"),
    "G2.minimum": ("At least", "boroughs"),
    "G2.maximum": ("At most", "boroughs"),
    "G4.number": ("Exactly", "BCUs"),
    "L1.number": ("Exactly", "chief superintendents"),
    "L2.number": ("Exactly", "superintendents"),
    "L4.maximum": ("At most", "boroughs"),
    "T1.date": ("By", "date"),
    "M3.maximum": ("At most", "pounds"),
    "P1.maximum": ("At most", "DWO posts"),
}
"""Words before a threshold's value, and what it counts."""

MOST = 9_999
"""The largest whole threshold taken."""

TEAMS: dict[str, str] = {
    "2+1": "2 DWOs + 1 PCSO (2017)",
    "1+1": "1 DWO + 1 PCSO (2013–2016)",
    "2+3": "2 DWOs + 3 PCSOs, with a sergeant (before 2013)",
}
"""Ward teams as W1 and W2 can be set to together; the sergeant is shown, not ruled."""


@dataclass(frozen=True)
class Setting:
    """A threshold that can be changed: `text` as it stands, `before` and `counts` the words around it."""

    key: str
    before: str
    text: str
    counts: str


@dataclass(frozen=True)
class RuleLine:
    """One rule. `counts` are subjects by outcome in the order not met, at risk, incomplete, met, as read.

    `worst` is None while the rule is off or has nothing to speak of; `quiet` then says which, in words.
    """

    id: str
    title: str
    threshold: str
    is_on: bool
    counts: tuple[str, str, str, str]
    worst: RuleOutcome | None
    outcome: str
    quiet: str
    settings: tuple[Setting, ...]
    status: str
    source: str


@dataclass(frozen=True)
class SubjectLine:
    """What a rule finds for one subject; `name` is empty where the rule looks at the whole scenario.

    `figure` is what the rule looks at, to be asked for; empty where that is no figure of the equations. `mark` stands
    after the reason where that figure rests on a provisional source.
    """

    rule: str
    subject: str
    name: str
    outcome: RuleOutcome
    reason: str
    figure: str
    mark: str


_FIGURES = {
    "W1": "dwo[{}]",
    "W2": "pcso[{}]",
    "W3": "effective[{}]",
    "G1": "assigned[{}]",
    "G2": "boroughs[{}]",
    "G5": "exposure[{}]",
    "L1": "chief_superintendents[{}]",
    "L2": "superintendents[{}]",
    "T1": "go_live[{}]",
    "M1": "gap[{}]",
    "M2": "net[{}]",
    "M3": "one_off",
    "P1": "dwos_in_all",
}
"""The figure that each rule holds against its threshold, by subject; M1's is of the target in force."""


def figure_of(outcome: Outcome, rule: str, subject: str) -> str:
    """The figure that a rule holds against its threshold for a subject; empty where that is none of the equations."""
    wanted = outcome.scenario.target_in_force if rule == "M1" else subject
    return _FIGURES.get(rule, "").format(wanted)


def rule_lines(outcome: Outcome) -> tuple[RuleLine, ...]:
    """Every rule in the order of the model, those that are off among them."""
    found = {result.id: result for result in outcome.rules}
    return tuple(_line(outcome, rule, found.get(rule)) for rule in RULES)


def _line(outcome: Outcome, rule: str, result: RuleResult | None) -> RuleLine:
    rules = outcome.scenario.rules
    is_on = bool(rules.get(f"{rule}.on", False))
    settings = _settings_of(rules, rule)
    status, source = _origin(rules, rule)
    counts = tuple(whole(result.count(verdict)) if result is not None else "–" for verdict in OUTCOMES)
    quiet = "" if result is not None else _quiet(outcome, rule) if is_on else "off"
    return RuleLine(
        id=rule,
        title=result.title if result is not None else TITLES[rule],
        threshold=result.threshold if result is not None else _threshold(settings),
        is_on=is_on,
        counts=(counts[0], counts[1], counts[2], counts[3]),
        worst=result.worst if result is not None else None,
        outcome=result.worst.value if result is not None else quiet,
        quiet=quiet,
        settings=settings,
        status=status,
        source=source,
    )


def _quiet(outcome: Outcome, rule: str) -> str:
    """Why a rule that is on gives no row."""
    if rule == "M2":
        return "the target in force gives no figure for single years"
    if rule == "M1":
        return "no target is in force"
    if rule == "L4":
        return "no superintendent is nominated yet"
    if rule == "G5" and outcome.exposures is None:
        return "the area has no recorded crime by ward"
    return "there is no BCU with a borough yet"


def _threshold(settings: tuple[Setting, ...]) -> str:
    return ", ".join(f"{s.before.lower()} {s.text}" for s in settings) or "–"


def _settings_of(rules: Mapping[str, RuleValue], rule: str) -> tuple[Setting, ...]:
    keys = [key for key in _SETTINGS if key.partition(".")[0] == rule and key in rules]
    return tuple(Setting(key, _SETTINGS[key][0], setting_text(key, rules[key]), _SETTINGS[key][1]) for key in keys)


def setting_label(key: str) -> str:
    """What a threshold says and counts: "at least, DWO posts"."""
    word, counts = _SETTINGS[key]
    return f"{word.lower()}, {counts}"


def setting_text(key: str, value: RuleValue) -> str:
    """A threshold as read: "2", "31 Mar 2019", "£9.919m"."""
    if key == "T1.date":
        return long_date(date.fromisoformat(str(value)))
    number = float(value)
    if key == "M3.maximum":
        return millions(number, 3)
    return whole(number) if number == round(number) else decimal(number, 1)


def read_setting(key: str, text: str) -> RuleValue:
    """A threshold as typed. Raises ReadError with what can be typed."""
    if key == "T1.date":
        day = parse_date(text)
        check_go_live(day)
        return day.isoformat()
    if key == "M3.maximum":
        return parse_pounds(text)
    counts = _SETTINGS[key][1]
    return parse_number(text, 0, MOST) if key == "W3.minimum" else parse_whole(text, 0, MOST, counts)


def subject_lines(outcome: Outcome, rule: str) -> tuple[SubjectLine, ...]:
    """What a rule finds, the worst first; empty while it is off or has nothing to speak of."""
    result = next((r for r in outcome.rules if r.id == rule), None)
    if result is None:
        return ()
    order = sorted(range(len(result.subjects)), key=lambda i: (int(result.found[i]), i))
    rows = [result.row(i) for i in order]
    # What is decided for a ward is the planner's in every ward: one of them tells it of all 629.
    of_all = _mark(outcome, rows[0]) if rule in WARD_RULES and rows else None
    return tuple(_subject(outcome, row, _mark(outcome, row) if of_all is None else of_all) for row in rows)


def _mark(outcome: Outcome, row: RuleRow) -> str:
    figure = figure_of(outcome, row.id, row.subject)
    return mark_of(outcome, figure) if figure else ""


def _subject(outcome: Outcome, row: RuleRow, mark: str) -> SubjectLine:
    figure = figure_of(outcome, row.id, row.subject)
    return SubjectLine(row.id, row.subject, _name(outcome, row.id, row.subject), row.outcome, row.reason, figure, mark)


def _name(outcome: Outcome, rule: str, subject: str) -> str:
    if not subject:
        return "The whole scenario"
    if rule == "M2":
        return subject
    bcu, _, function = subject.partition(":")
    name = target_of(outcome, rule, subject).name
    return f"{outcome.scenario.bcus[bcu].name}, {function}" if function else name


def team_in_force(outcome: Outcome) -> str:
    """The ward team that W1 and W2 stand at together (a key of TEAMS), or an empty string for another one."""
    pair = (outcome.scenario.rules["W1.minimum"], outcome.scenario.rules["W2.minimum"])
    return next((key for key, team in TEAM_PRESETS.items() if team == pair), "")


def rules_summary(lines: tuple[RuleLine, ...]) -> str:
    """How many rules are met, are not, and are off, in one sentence."""
    parts = []
    for verdict in OUTCOMES:
        count = sum(1 for line in lines if line.worst == verdict)
        if count:
            parts.append(f"{whole(count)} {verdict.value}")
    off = [line.id for line in lines if not line.is_on]
    silent = [line.id for line in lines if line.is_on and line.worst is None]
    if silent:
        parts.append(f"{whole(len(silent))} with nothing to speak of ({listing(silent)})")
    if off:
        parts.append(f"{whole(len(off))} off ({listing(off)})")
    return f"{plural(len(lines), 'rule')}: {listing(parts)}."


def _origin(rules: Mapping[str, RuleValue], rule: str) -> tuple[str, str]:
    """Status and source of the thresholds as they stand: the planner's own once one is changed."""
    shipped = shipped_rules()
    own = (key for key in rules if key.startswith(f"{rule}.") and not key.endswith(".on"))
    changed = any(rules[key] != shipped.get(key) for key in own)
    return (Status.PLANNER.value, DECIDED) if changed else _origins()[rule]


@cache
def _origins() -> dict[str, tuple[str, str]]:
    """(status, source) of each rule's threshold, or of its switch where it has none."""
    found: dict[str, tuple[str, str]] = {}
    for key, (status, source) in shipped_rule_sources().items():
        rule, _, what = key.partition(".")
        if rule not in found or what != "on":
            found[rule] = (status.value, source)
    return found
