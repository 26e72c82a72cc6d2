"""The sheet Rules: what every rule finds, counted from the sheets that look at each subject, and the settings."""

from __future__ import annotations

from datetime import date

from planner.exchange.tables import RULE_SETTINGS
from planner.exchange.write.bcus import rule_column, while_on
from planner.exchange.write.blocks import Line, Maker, SheetPlan, Shown
from planner.exchange.write.figures import OFF, Figures, range_of
from planner.exchange.write.given import input_columns
from planner.exchange.write.layout import Layout, Place, Seen
from planner.exchange.write.savings import of_target, standing
from planner.exchange.write.styles import Look
from planner.outcome.quantities import EFFECTIVE
from planner.outcome.rules.result import OUTCOMES
from planner.scenario.shipped import shipped_rules
from planner.scenario.types import RuleValue
from planner.views.rules_rows import TITLES
from planner.views.tables import Kind, Value
from planner.words.vocabulary import Outcome

WHERE: dict[str, str] = {
    **dict.fromkeys(("W1", "W2", "W3", "W4"), "Wards"),
    **dict.fromkeys(("G1", "L3"), "Boroughs"),
    **dict.fromkeys(("G2", "G3", "G5", "L1", "L2", "T1"), "BCUs"),
    "L4": "Leadership",
    "M2": "Savings",
}
"""The sheet that says what a rule finds of each subject; the others look at the whole scenario, on Rules."""
WARD_RULES = ("W1", "W2", "W3", "W4")
_MINIMUMS = (("minimum_dwo", "W1", "DWO posts"), ("minimum_pcso", "W2", "PCSO posts"),
             ("minimum_effective", "W3", "effective DWOs"))  # fmt: skip


def rules_sheet(f: Figures, layout: Layout) -> SheetPlan:
    """Lay out the sheet."""
    plan = SheetPlan(
        layout,
        "Rules",
        "What every rule finds: met, at risk, incomplete or not met; below, the settings.",
        ("Rules over wards, boroughs and BCUs are told subject by subject on the sheets named.",),
        fixed_columns=2,
    )
    plan.table(_findings(f), len(TITLES), dims=("rule",), title="What is found")
    plan.lines([*_whole(f), *_minimum_lines(f)], at=2)
    _settings(f, plan)
    return plan


def _findings(f: Figures) -> list[Shown]:
    rules = tuple(TITLES)
    columns = [
        Shown("rule", "Rule", rules, Kind.TEXT, Look.GIVEN, width=14),
        Shown("rule title", "What it asks", [TITLES[rule] for rule in rules], Kind.TEXT, Look.GIVEN, width=50),
        Shown("rule found", "Finding", [_worst(f, rule) for rule in rules], Kind.TEXT, Look.OUTPUT, width=14,
              makes=[_found(rule) for rule in rules]),
    ]  # fmt: skip
    for outcome in OUTCOMES:
        values = [_count(f, rule, outcome) for rule in rules]
        columns.append(
            Shown(f"count {outcome.value}", outcome.value, values, width=11, adds_up=True, look=Look.OUTPUT,
                  makes=[_counted(rule) for rule in rules])
        )  # fmt: skip
    where = [f"by subject on {WHERE[rule]}" if rule in WHERE else "the whole scenario, below" for rule in rules]
    return [*columns, Shown("rule where", "Looks at", where, Kind.TEXT, Look.GIVEN, width=26)]


def _worst(f: Figures, rule: str) -> str:
    if not f.is_on(rule):
        return OFF
    found = set(f.findings.get(rule, {}).values())
    return next((outcome.value for outcome in OUTCOMES if outcome.value in found), "")


def _count(f: Figures, rule: str, outcome: Outcome) -> int:
    return list(f.findings.get(rule, {}).values()).count(outcome.value)


def _found(rule: str) -> Maker:
    def make(seen: Seen) -> str:
        text = '""'
        for outcome in reversed(OUTCOMES):
            text = f'IF({seen.cell(f"count {outcome.value}")}>0,"{outcome.value}",{text})'
        return while_on(seen, rule, text)

    return make


def _counted(rule: str) -> Maker:
    return lambda seen: f"COUNTIF({range_of(seen, rule)},{seen.own.column_heading})"


def _whole(f: Figures) -> list[Line]:
    """Rules over the whole scenario, and what several rules read."""
    outcome = f.outcome
    target = outcome.scenario.targets.get(outcome.scenario.target_in_force)
    with_boroughs = sum(1 for boroughs in outcome.boroughs_of.values() if boroughs)
    return [
        Line("bcus_with_boroughs", "BCUs with boroughs", with_boroughs,
             make=lambda seen: f'COUNTIF({range_of(seen, "boroughs")},">0")'),
        Line("unassigned", "Boroughs in no BCU", len(outcome.unassigned), make=_unassigned),
        Line("scope_in_force", "Scope of the target in force", target.scope if target else "", Kind.TEXT,
             make=of_target("Targets.scope")),
        _rule_line(f, "G4", _g4),
        _rule_line(f, "M1", lambda s: f'IF({s.cell("target_row")}>0,{standing(s, s.cell("gap_in_force"))},"")'),
        _rule_line(f, "M3", lambda s: f'IF({s.cell("one_off")}<={s.cell("M3.maximum")},"met","not met")'),
        _rule_line(f, "P1", lambda s: f'IF({s.cell("dwos_in_all")}<={s.cell("P1.maximum")},"met","not met")'),
    ]  # fmt: skip


def _unassigned(seen: Seen) -> str:
    place = seen.place("assigned")
    members = f"{seen.sheet(place)}{place.whole}"
    return f"COUNT({members})-SUM({members})"


def _rule_line(f: Figures, rule: str, find: Maker) -> Line:
    column = rule_column(f, rule, ("",), find)
    return Line(rule, f"{rule}: {TITLES[rule]}", column.values[0], Kind.TEXT, Look.OUTPUT, column.make)


def _g4(seen: Seen) -> str:
    number = f"{seen.cell('bcus_with_boroughs')}={seen.cell('G4.number')}"
    return f'IF({number},"met",IF({seen.cell("unassigned")}>0,"incomplete","not met"))'


def _minimum_lines(f: Figures) -> list[Line]:
    def line(name: str, rule: str, what: str) -> Line:
        def make(seen: Seen) -> str:
            return f'IF({seen.cell(f"{rule}.on")}="yes",{seen.cell(f"{rule}.minimum")},0)'

        return Line(name, f"Minimum of {what} in a ward, 0 while {rule} is off", f.flat(name)[0], make=make)

    return [line(name, rule, what) for name, rule, what in _MINIMUMS]


def _settings(f: Figures, plan: SheetPlan) -> None:
    rules = f.outcome.scenario.rules
    kinds = [setting_kind(key) for key in rules]
    values = [setting_value(value) for value in rules.values()]
    columns = input_columns(RULE_SETTINGS, {"setting": tuple(rules), "value": values}, kinds={"value": kinds})
    units: list[Value] = [_unit(key) for key in rules]
    block = plan.table(
        [
            columns[0],
            Shown("setting title", "What it is", [_about(key) for key in rules], Kind.TEXT, Look.GIVEN, width=40),
            columns[1],
            Shown("setting unit", "Unit", units, Kind.TEXT, Look.GIVEN, width=15),
        ],
        len(rules),
        title="Settings",
    )
    for i, key in enumerate(rules):
        plan.layout.add(key, Place(plan.name, block.head + 1 + i, block.column_of("Rule settings.value")))


def setting_kind(key: str) -> Kind:
    """How a setting is read: as the shipped one of that key is."""
    shipped = shipped_rules()[key]
    if isinstance(shipped, bool):
        return Kind.YES_NO
    if isinstance(shipped, str):
        return Kind.DATE
    return Kind.POUNDS if key.startswith("M") else Kind.WHOLE


def setting_value(value: RuleValue) -> Value:
    """A setting as a cell holds it: dates as dates."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _unit(key: str) -> str:
    units = {"W1": "posts", "W2": "posts", "W3": EFFECTIVE, "G2": "boroughs", "G4": "BCUs", "L1": "posts",
             "L2": "posts", "L4": "boroughs", "M3": "£", "P1": "posts"}  # fmt: skip
    kind = setting_kind(key)
    if kind in (Kind.YES_NO, Kind.DATE):
        return "yes or no" if kind is Kind.YES_NO else "date"
    return units[key.partition(".")[0]]


def _about(key: str) -> str:
    rule, _, part = key.partition(".")
    words = {"on": "switched on", "minimum": "at least", "maximum": "at most", "number": "exactly", "date": "by"}
    return f"{TITLES[rule]}: {words[part]}"


def ward_waiting(seen: Seen) -> str:
    """The findings of rules over wards that are incomplete: their borough waits for a BCU."""
    texts = [f'COUNTIF({range_of(seen, rule)},"incomplete")' for rule in WARD_RULES]
    return "+".join(texts)
