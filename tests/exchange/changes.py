"""Changes that people make inside a workbook, each beside the same change made in the app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from planner.scenario import decisions as d
from planner.scenario.types import Target
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import YEARS, Function, Role, Status, Terms
from tests.exchange.inside import Inside
from tests.exchange.scenarios import Case

ENFIELD, CAMDEN, BROMLEY = "E09000010", "E09000007", "E09000006"
NEW_TARGET = Target(
    id="zz",
    name="Agreed in the workbook",
    scope="local policing",
    kind="cumulative",
    amount=123_456_789.01,
    by="2019/20",
    stated="",
    status=Status.PLANNER,
    source="Agreed with finance",
    annual=FrozenMap({YEARS[3]: 40_000_000.0}),
)
HQ, INSPECTOR = Function.HQ, Role.INSPECTOR


@dataclass(frozen=True)
class Change:
    """The same change twice: to the cells of a workbook, and to the scenario it was exported from."""

    in_cells: Callable[[Inside, Case], object]
    in_app: Callable[[Case], Case]
    moves: bool = False
    """Whether a borough moves, so that what rests on geometry is out of date in the workbook."""


def _ward(case: Case) -> str:
    return case.outcome.area.wards[100].code


def _slot(case: Case, code: str) -> int:
    return list(case.scenario.bcus).index(code) + 1


def _fifth(case: Case) -> str:
    return list(case.scenario.bcus)[4]


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _in_terms(case: Case) -> Case:
    return replace(case, terms=Terms.CASH if case.terms is Terms.REAL else Terms.REAL)


def _new_bcu(book: Inside, case: Case) -> None:
    slot = len(case.scenario.bcus) + 1
    book.set("BCUs", (slot,), code="ZZ", name="New one", go_live=_noon(date(2018, 6, 30)))
    book.set("Boroughs", (BROMLEY,), bcu="ZZ")


def _new_target(book: Inside, case: Case) -> None:
    book.set("Targets", (case.scenario.target_in_force,), in_force="no")
    book.set("Targets", ("spare", 1), name=NEW_TARGET.name, in_force="yes", scope=NEW_TARGET.scope)
    book.set("Targets", ("spare", 1), kind=NEW_TARGET.kind, by=NEW_TARGET.by, amount=NEW_TARGET.amount)
    book.set("Targets", ("spare", 1), source=NEW_TARGET.source, annual_3=NEW_TARGET.annual[YEARS[3]])


def _baseline_of(case: Case, posts: int) -> Case:
    row = list(case.baseline.posts[CAMDEN])
    row[list(Function).index(HQ) * len(Role) + list(Role).index(INSPECTOR)] = posts
    baseline = replace(case.baseline, posts=case.baseline.posts.put(CAMDEN, tuple(row)))
    scenario = replace(case.scenario, baseline_hash=baseline.hash)
    plan = replace(case.plan, baselines=case.plan.baselines.put(baseline.hash, baseline), scenarios=(scenario,))
    return replace(case, plan=plan, baseline=baseline)


CHANGES: dict[str, Change] = {
    "dwo posts of a ward": Change(
        lambda book, case: book.set("Wards", (_ward(case),), dwo=5),
        lambda case: case.decide(d.set_wards, "dwo", {_ward(case): 5}),
    ),
    "pcso posts, vacancies and abstraction of a ward": Change(
        lambda book, case: book.set("Wards", (_ward(case),), pcso=0, vacancies=1, abstraction=0.35),
        lambda case: (
            case.decide(d.set_wards, "pcso", {_ward(case): 0})
            .decide(d.set_wards, "vacancies", {_ward(case): 1})
            .decide(d.set_wards, "abstraction", {_ward(case): 0.35})
        ),
    ),
    "a unit cost": Change(
        lambda book, case: book.set("Assumptions", ("cost.constable",), value=60_123.45),
        lambda case: case.decide(d.set_assumption, "cost.constable", "value", 60_123.45),
    ),
    "a change rate": Change(
        lambda book, case: book.set("Assumptions", ("change.sergeant.hq",), value=-0.125),
        lambda case: case.decide(d.set_assumption, "change.sergeant.hq", "value", -0.125),
    ),
    "a go-live date": Change(
        lambda book, case: book.set("BCUs", (5,), go_live=_noon(date(2018, 11, 19))),
        lambda case: case.decide(d.set_go_live, _fifth(case), date(2018, 11, 19)),
    ),
    "no go-live date": Change(
        lambda book, case: book.set("BCUs", (5,), go_live=None),
        lambda case: case.decide(d.set_go_live, _fifth(case), None),
    ),
    "a borough to another bcu": Change(
        lambda book, case: book.set("Boroughs", (ENFIELD,), bcu=_fifth(case)),
        lambda case: case.decide(d.assign_boroughs, [ENFIELD], _fifth(case)),
        moves=True,
    ),
    "a borough to no bcu": Change(
        lambda book, case: book.set("Boroughs", (CAMDEN,), bcu=None),
        lambda case: case.decide(d.assign_boroughs, [CAMDEN], None),
        moves=True,
    ),
    "a new bcu in an empty slot": Change(
        _new_bcu,
        lambda case: case.decide(d.new_bcu, "ZZ", "New one", None, (), date(2018, 6, 30)).decide(
            d.assign_boroughs, [BROMLEY], "ZZ"
        ),
        moves=True,
    ),
    "an override": Change(
        lambda book, case: book.set("Posts", (5, HQ.value, INSPECTOR.value), override=7),
        lambda case: case.decide(d.set_override, _fifth(case), HQ, INSPECTOR, 7, ""),
    ),
    "schools and youth posts decided": Change(
        lambda book, case: book.set("Boroughs", (CAMDEN,), youth=3),
        lambda case: case.decide(d.set_youth, CAMDEN, 3),
    ),
    "a nominated superintendent": Change(
        lambda book, case: book.set("Boroughs", (CAMDEN,), contact=HQ.value),
        lambda case: case.decide(d.nominate, CAMDEN, HQ),
    ),
    "one-off cost": Change(
        lambda book, case: book.set("One-off cost", ("2018/19",), revenue=1_234_567.89, capital=None),
        lambda case: case.decide(d.set_one_off, "revenue", "2018/19", 1_234_567.89).decide(
            d.set_one_off, "capital", "2018/19", None
        ),
    ),
    "a rule setting and a rule switched off": Change(
        lambda book, case: book.set("Rule settings", ("W1.minimum",), value=3).set(
            "Rule settings", ("L2.on",), value="no"
        ),
        lambda case: case.decide(d.set_rule, "W1.minimum", 3).decide(d.set_rule, "L2.on", False),
    ),
    "a target's amount, and another in force": Change(
        lambda book, case: book.set("Targets", ("f001",), in_force="yes", amount=150_000_000).set(
            "Targets", ("f013",), in_force="no"
        ),
        lambda case: case.decide(d.set_target_field, "f001", "amount", 150_000_000.0).decide(d.choose_target, "f001"),
    ),
    "a new target, in force": Change(
        _new_target,
        lambda case: case.decide(d.add_target, NEW_TARGET).decide(d.choose_target, NEW_TARGET.id),
    ),
    "baseline posts": Change(
        lambda book, case: book.set("Baseline", (CAMDEN, HQ.value, INSPECTOR.value), posts=9),
        lambda case: _baseline_of(case, 9),
    ),
    "the price terms": Change(
        lambda book, case: book.set_terms(_in_terms(case).terms.value),
        _in_terms,
    ),
}


def _all_in_cells(book: Inside, case: Case) -> None:
    for name in TOGETHER:
        CHANGES[name].in_cells(book, case)


def _all_in_app(case: Case) -> Case:
    for name in TOGETHER:
        case = CHANGES[name].in_app(case)
    return case


TOGETHER = (
    "dwo posts of a ward",
    "a unit cost",
    "a go-live date",
    "a borough to another bcu",
    "a borough to no bcu",
    "an override",
    "schools and youth posts decided",
    "one-off cost",
    "a rule setting and a rule switched off",
    "a target's amount, and another in force",
    "the price terms",
    "a new bcu in an empty slot",
)
ALL_AT_ONCE = Change(_all_in_cells, _all_in_app, moves=True)
