"""Scenarios made at random from a number, each with everything a planner may decide, for workbooks to agree with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from planner.area.types import Baseline
from planner.outcome.evaluate import Outcome, evaluate
from planner.scenario import decisions as d
from planner.scenario.change import apply
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Plan, Scenario, Step, Target
from planner.words.dates import PLANNING_FIRST, PLANNING_LAST
from planner.words.vocabulary import FUNCTIONS, LEADERSHIP_ROLES, RATED_ROLES, ROLES, YEARS, Status, Terms

# Codes and names that a spreadsheet would like to take for something else: numbers, yes and no, errors, formulas.
CODES = ("7", "07", "1E2", "100", "TRUE", "NA", "E", "Z1", "Z2", "Z3", "Z4", "A", "B", "C", "D", "9999", "X", "Y")
NAMES = ("=1+1", "@SUM(A1)", "'quoted", "East & <West>", "“Hackney”", "Ångström", "+44", "-", "1,258", "50 %", "#REF!")
RULE_NUMBERS = ("W1.minimum", "W2.minimum", "W3.minimum", "G2.minimum", "G2.maximum", "G4.number", "L1.number")
ALL_DAYS = (PLANNING_LAST - PLANNING_FIRST).days


@dataclass(frozen=True)
class Case:
    """A plan with one scenario that matters, and the price terms asked for."""

    plan: Plan
    baseline: Baseline
    terms: Terms

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.plan.shown

    @property
    def outcome(self) -> Outcome:
        """What follows from it, as the app works it out."""
        return evaluate(self.plan.area_of(self.scenario), self.baseline, self.scenario, self.terms)

    def decide(self, decision: Callable[..., Step | None], *args: object) -> Case:
        """The case after the decision; the same where it is refused or changes nothing."""
        try:
            step = decision(self.plan, self.plan.current, *args)
        except d.Refused:
            return self
        return self if step is None else replace(self, plan=apply(self.plan, step.edits))


def shipped_case(scenario_id: str, terms: Terms = Terms.REAL) -> Case:
    """A shipped scenario as it is."""
    plan = replace(shipped_plan(), current=scenario_id)
    return Case(plan, plan.baseline_of(plan.shown), terms)


def random_case(seed: int) -> Case:
    """The same for the same number: a shipped scenario after a few dozen decisions, and a baseline of its own."""
    rng = Random(seed)
    plan = shipped_plan()
    source = rng.choice(plan.scenarios)
    plan = replace(plan, scenarios=(replace(source, read_only=False),), current=source.id)
    case = Case(plan, plan.baseline_of(source), rng.choice(tuple(Terms)))
    for part in PARTS:
        if rng.random() < 0.75:
            case = part(case, rng)
    return case


def _bcus(case: Case, rng: Random) -> Case:
    for code in list(case.scenario.bcus):
        if rng.random() < 0.15:
            case = case.decide(d.remove_bcu, code)
    for code in rng.sample(CODES, rng.choice((1, 2, 3, 5, 9))):
        case = case.decide(d.new_bcu, code, rng.choice([*NAMES, f"New {code}"]))
    return case


def _go_live(case: Case, rng: Random) -> Case:
    for code in case.scenario.bcus:
        chance = rng.random()
        if chance < 0.1:
            case = case.decide(d.set_go_live, code, None)
        elif chance < 0.7:
            case = case.decide(d.set_go_live, code, _day(rng))
    return case


def _day(rng: Random) -> date:
    """Any day that is planned; the ends of financial years and of February more often."""
    if rng.random() < 0.3:
        year = rng.randint(2017, 2021)
        return rng.choice((date(year, 3, 31), date(year, 4, 1), date(2020, 2, 29), PLANNING_FIRST, PLANNING_LAST))
    return PLANNING_FIRST + timedelta(days=rng.randint(0, ALL_DAYS))


def _assignment(case: Case, rng: Random) -> Case:
    boroughs = [b.code for b in case.outcome.area.policed]
    is_complete = bool(case.scenario.bcus) and rng.random() < 0.5
    choices = [*case.scenario.bcus] if is_complete else [None, *case.scenario.bcus]
    moving = set(rng.sample(boroughs, rng.choice((1, 4, 12, len(boroughs)))))
    for borough in sorted(moving | set(case.outcome.unassigned) if is_complete else moving):
        case = case.decide(d.assign_boroughs, [borough], rng.choice(choices))
    return case


def _wards(case: Case, rng: Random) -> Case:
    wards = [w.code for w in case.outcome.area.wards]
    for field, value in (
        ("dwo", lambda: rng.randint(0, 6)),
        ("pcso", lambda: rng.randint(0, 3)),
        ("vacancies", lambda: rng.randint(0, 3)),
        ("ring_fenced", lambda: rng.random() < 0.5),
        ("abstraction", lambda: rng.choice((0.0, 1.0, 0.5, 0.1, 1 / 3, round(rng.random(), 4)))),
    ):
        some = rng.sample(wards, rng.choice((3, 40, 300)))
        case = case.decide(d.set_wards, field, {ward: value() for ward in some})
    return case


def _leadership(case: Case, rng: Random) -> Case:
    if rng.random() < 0.5:
        case = case.decide(d.nominate_evenly)
    for borough in rng.sample([b.code for b in case.outcome.area.policed], 8):
        case = case.decide(d.nominate, borough, rng.choice([None, *FUNCTIONS]))
    return case


def _youth(case: Case, rng: Random) -> Case:
    for borough in rng.sample([b.code for b in case.outcome.area.policed], rng.choice((1, 5, 20))):
        case = case.decide(d.set_youth, borough, rng.choice((0, 1, 7, 40)))
    return case.decide(d.set_assumption, "youth.total", "value", float(rng.choice((0, 31, 382, 1001))))


def _overrides(case: Case, rng: Random) -> Case:
    for _ in range(rng.choice((1, 3, 20))):
        if case.scenario.bcus:
            cell = rng.choice(list(case.scenario.bcus)), rng.choice(FUNCTIONS), rng.choice(ROLES)
            case = case.decide(d.set_override, *cell, rng.choice((0, 1, 5, 123, 9999)), rng.choice(("", *NAMES)))
    return case


def _assumptions(case: Case, rng: Random) -> Case:
    known = list(case.scenario.assumptions.values())
    for assumption in rng.sample(known, rng.choice((1, 6, 20, len(known)))):
        value = {
            "posts": lambda: float(rng.randint(0, 3)),
            "share": lambda: rng.choice((-1.0, -0.5, 0.0, round(rng.uniform(-1, 2), 3), rng.uniform(-0.3, 0.3))),
            "£ a year": lambda: rng.choice((float(rng.randint(1, 150_000)), round(rng.uniform(1, 150_000), 2))),
            "share a year": lambda: rng.choice((0.0, 0.01, -0.02, 0.0333, 0.5, round(rng.uniform(-0.1, 0.1), 4))),
        }[assumption.unit]()
        if assumption.id != "youth.total":
            case = case.decide(d.set_assumption, assumption.id, "value", value)
    return case


def _money(case: Case, rng: Random) -> Case:
    for kind in ("revenue", "capital"):
        for year in YEARS:
            pounds = rng.choice((None, 0.0, round(rng.uniform(0, 5e6), 2), float(rng.randint(0, 10**7))))
            case = case.decide(d.set_one_off, kind, year, pounds)
    return case


def _targets(case: Case, rng: Random) -> Case:
    for i in range(rng.choice((1, 2, 3))):
        kind = rng.choice(("recurring", "cumulative"))
        annual = {year: float(rng.randint(0, 10**8)) for year in YEARS if rng.random() < 0.4}
        target = Target(
            id=f"mine{i}",
            name=f"Target {i} {rng.choice(NAMES)}",
            scope=rng.choice(("local policing", "force-wide")),
            kind=kind,
            amount=round(rng.uniform(0, 2e8), 2),
            by=rng.choice(YEARS) if kind == "cumulative" else "",
            stated="2018",
            status=Status.PLANNER,
            source="Agreed with finance",
        )
        case = case.decide(d.add_target, target).decide(d.set_target_field, target.id, "annual", annual)
    choices = list(case.scenario.targets)
    case = case.decide(d.choose_target, rng.choice(choices if rng.random() < 0.5 else choices[-1:]))
    for target_id in list(case.scenario.targets):
        if rng.random() < 0.2:
            case = case.decide(d.remove_target, target_id)
    return case


def _rules(case: Case, rng: Random) -> Case:
    for setting, value in case.scenario.rules.items():
        if isinstance(value, bool) and rng.random() < 0.25:
            case = case.decide(d.set_rule, setting, not value)
        elif setting in RULE_NUMBERS and rng.random() < 0.5:
            case = case.decide(d.set_rule, setting, rng.randint(0, 6))
    case = case.decide(d.set_rule, "M3.maximum", rng.choice((0, 9_919_000, rng.randint(0, 40_000_000))))
    return case.decide(d.set_rule, "T1.date", _day(rng).isoformat())


def _baseline(case: Case, rng: Random) -> Case:
    """Other baseline posts, where no ward has its part in them."""
    free = [f * len(ROLES) + ROLES.index(r) for f in range(len(FUNCTIONS)) for r in (*LEADERSHIP_ROLES, *RATED_ROLES)]
    posts = case.baseline.posts
    for borough in rng.sample(list(posts), 6):
        row = list(posts[borough])
        for cell in rng.sample(free, 5):
            row[cell] = rng.choice((0, 1, 17, 250))
        posts = posts.put(borough, tuple(row))
    baseline = replace(case.baseline, posts=posts)
    plan = case.plan
    scenario = replace(case.scenario, baseline_hash=baseline.hash)
    plan = replace(plan, baselines=plan.baselines.put(baseline.hash, baseline), scenarios=(scenario,))
    return replace(case, plan=plan, baseline=baseline)


PARTS: tuple[Callable[[Case, Random], Case], ...] = (
    _baseline,
    _bcus,
    _go_live,
    _assignment,
    _wards,
    _leadership,
    _youth,
    _overrides,
    _assumptions,
    _money,
    _targets,
    _rules,
)
