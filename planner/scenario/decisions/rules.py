"""Rule settings: minimums, dates, limits, and rules switched on or off."""

from __future__ import annotations

import math
from datetime import date

from planner.scenario.decisions.step import Edits, Refused, open_scenario
from planner.scenario.types import Plan, RuleValue, Step
from planner.words.dates import check_go_live, long_date
from planner.words.money import pounds, pounds_pence
from planner.words.names import listing
from planner.words.numbers import quoted, whole

TEAM_PRESETS: dict[str, tuple[int, int]] = {"2+1": (2, 1), "1+1": (1, 1), "2+3": (2, 3)}
"""DWOs and PCSOs of a ward team: 2017, 2013–2016, and before 2013 (with a sergeant, who is not ruled)."""

PART_NUMBERS: frozenset[str] = frozenset({"W3.minimum", "M3.maximum"})
"""Settings that need not be whole: effective DWOs, and pounds."""


_POUNDS = frozenset({"M3.maximum"})
_WORDS: dict[str, str] = {
    "W1.minimum": "minimum DWO posts in a ward",
    "W2.minimum": "minimum PCSO posts in a ward",
    "W3.minimum": "minimum effective DWOs in a ward",
    "G2.minimum": "fewest boroughs of a BCU",
    "G2.maximum": "most boroughs of a BCU",
    "G4.number": "number of BCUs",
    "L1.number": "chief superintendents of a BCU",
    "L2.number": "superintendents of a BCU",
    "L4.maximum": "most boroughs of a nominated superintendent",
    "T1.date": "date for every BCU to be live",
    "M3.maximum": "maximum one-off cost",
    "P1.maximum": "maximum funded DWO posts",
}


def set_rule(plan: Plan, scenario_id: str, setting: str, value: RuleValue) -> Step | None:
    """Change a rule setting such as "W1.minimum"; the value keeps the kind the setting has.

    Numbers are 0 or more; a text that stands for a date is an ISO date within the financial years.
    """
    scenario = open_scenario(plan, scenario_id)
    before = scenario.rules.get(setting)
    if before is None:
        raise Refused(f"{quoted(setting)} is not a rule setting. Use one such as W1.minimum.")
    edits = Edits(scenario_id)
    after = rule_value(setting, before, value)
    edits.put("rule", setting, before=before, after=after)
    rule, _, what = setting.partition(".")
    if what == "on":
        return edits.step(f"Switch rule {rule} {'on' if after else 'off'}")
    return edits.step(f"Set {_WORDS[setting]} to {_as_read(setting, after)}")


def _as_read(setting: str, value: RuleValue) -> str:
    """A setting's value as people read it: "3", "1.5", "£9,919,000", "31 Mar 2019"."""
    if isinstance(value, str):
        day = _day(value)
        return value if day is None else long_date(day)
    if setting in _POUNDS:
        return pounds(value) if value == int(value) else pounds_pence(value)
    return whole(int(value)) if value == int(value) else str(value)


def team_preset(plan: Plan, scenario_id: str, preset: str) -> Step | None:
    """Set the ward-team minimums W1 and W2 to a key of TEAM_PRESETS."""
    scenario = open_scenario(plan, scenario_id)
    if preset not in TEAM_PRESETS:
        raise Refused(f"{quoted(preset)} is not a ward team. Use one of {listing(list(TEAM_PRESETS))}.")
    edits = Edits(scenario_id)
    for setting, minimum in zip(("W1.minimum", "W2.minimum"), TEAM_PRESETS[preset], strict=True):
        edits.put("rule", setting, before=scenario.rules.get(setting), after=minimum)
    dwos, pcsos = TEAM_PRESETS[preset]
    return edits.step(f"Set the ward team to {dwos} DWO + {pcsos} PCSO")


def rule_value(setting: str, before: RuleValue, value: object) -> RuleValue:
    """The value to keep of a rule setting, of the kind the one before has. Raises Refused."""
    if isinstance(before, bool):
        if not isinstance(value, bool):
            raise Refused(f"{setting} is yes or no.")
        return value
    if isinstance(before, str):
        return _same_text(setting, before, value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise Refused(f"{setting} must be a number, 0 or more.")
    if value != int(value) and setting not in PART_NUMBERS:
        raise Refused(f"{setting} must be a whole number.")
    return int(value) if value == int(value) else value


def _same_text(setting: str, before: str, value: object) -> str:
    if not isinstance(value, str):
        raise Refused(f"{setting} must be text.")
    if _day(before) is None:
        return value
    day = _day(value)
    if day is None:
        raise Refused(f"{setting} must be a date, such as 2019-03-31.")
    try:
        check_go_live(day)
    except ValueError as problem:
        raise Refused(f"{problem}.") from None
    return day.isoformat()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
