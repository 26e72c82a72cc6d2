"""Random decisions and plans, for laws that must hold whatever was decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from planner.area.types import Baseline
from planner.scenario import decisions as d
from planner.scenario.change import apply
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import FILLS, Plan, Step
from planner.words.vocabulary import FUNCTIONS, ROLES, YEARS

BASE = shipped_plan()
AREA = BASE.area_of(BASE.shown)
Decision = tuple[Callable[..., Step | None], tuple[Any, ...]]

boroughs = st.sampled_from([b.code for b in AREA.boroughs])
wards = st.sampled_from([w.code for w in AREA.wards[:40]])
codes = st.sampled_from([*BASE.shown.bcus, "Z1", "Z2"])
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=85)
posts = st.integers(-1, 101)
pounds = st.floats(0, 1e9) | st.integers(-1, 10**9)


def baseline_with(borough: str, cell: int, number: int) -> Baseline:
    """The shipped baseline with one cell's posts changed; not those that are the sums of wards."""
    old = BASE.baseline_of(BASE.shown)
    posts_ = list(old.posts[borough])
    posts_[cell] = number
    return replace(old, id="brought", name=f"Brought {cell}", posts=old.posts.put(borough, tuple(posts_)))


baselines = st.builds(
    baseline_with, st.sampled_from(AREA.borough_codes), st.sampled_from([0, 5, 14, 44]), st.integers(0, 300)
)


def made(decision: Callable[..., Step | None], *args: st.SearchStrategy[Any]) -> st.SearchStrategy[Decision]:
    return st.tuples(st.just(decision), st.tuples(*args))


decisions: st.SearchStrategy[Decision] = st.one_of(
    made(d.assign_boroughs, st.lists(boroughs, max_size=4), st.none() | codes),
    made(d.new_bcu, codes, names),
    made(d.rename_bcu, codes, names),
    made(d.recode_bcu, codes, codes),
    made(d.remove_bcu, codes),
    made(d.set_go_live, codes, st.none() | st.dates(date(2016, 1, 1), date(2022, 12, 31))),
    made(d.set_fill, codes, st.sampled_from([*FILLS, "teal-1+dots", "pink"])),
    made(d.lock_boroughs, st.lists(boroughs, max_size=2)),
    made(d.lock_bcus, st.lists(codes, max_size=2)),
    made(d.unlock_all),
    made(d.set_wards, st.sampled_from(["dwo", "pcso", "vacancies"]), st.dictionaries(wards, posts)),
    made(d.set_wards, st.just("ring_fenced"), st.dictionaries(wards, st.booleans())),
    made(d.set_wards, st.just("abstraction"), st.dictionaries(wards, st.floats(0, 1))),
    made(d.nominate, boroughs, st.none() | st.sampled_from(FUNCTIONS)),
    made(d.nominate_evenly),
    made(d.set_youth, boroughs, st.none() | posts),
    made(d.set_override, codes, st.sampled_from(FUNCTIONS), st.sampled_from(ROLES), posts, names),
    made(d.clear_override, codes, st.sampled_from(FUNCTIONS), st.sampled_from(ROLES)),
    made(
        d.set_assumption,
        st.sampled_from(["cost.pcso", "pay_award", "youth.total", "change.sergeant.hq"]),
        st.sampled_from(["value", "low", "high"]),
        st.floats(-1, 1e5) | st.integers(-1, 500),
    ),
    made(d.reset_assumption, st.just("cost.pcso")),
    made(d.choose_target, st.sampled_from(["f001", "f013", "f999"])),
    made(d.remove_target, st.sampled_from(["f001", "f003", "f013"])),
    made(d.set_one_off, st.sampled_from(["revenue", "capital"]), st.sampled_from(YEARS), st.none() | pounds),
    made(d.set_rule, st.sampled_from(["W1.minimum", "P1.on", "T1.date"]), st.integers(0, 5) | st.booleans()),
    made(d.set_baseline, baselines),
    made(d.team_preset, st.sampled_from(["2+1", "1+1", "2+3"])),
    made(d.set_note, names),
    made(d.rename_scenario, names),
    made(d.duplicate_scenario),
    made(d.remove_scenario),
)


def after(plan: Plan, made: Decision) -> Plan:
    """The plan after the decision; the plan itself where it is refused or changes nothing."""
    decision, args = made
    try:
        step = decision(plan, plan.current, *args)
    except d.Refused:
        return plan
    return plan if step is None else apply(plan, step.edits)


@st.composite
def plans(draw: st.DrawFn, start: Plan = BASE) -> Plan:
    """The shipped plan after a few decisions."""
    plan = start
    for decision in draw(st.lists(decisions, max_size=6)):
        plan = after(plan, decision)
    return plan
