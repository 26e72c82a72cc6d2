"""A workbook's values on the state it was exported from: the plan as the workbook has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.area.types import Baseline
from planner.exchange.bring.bcus import bring_bcus, bring_overrides
from planner.exchange.bring.figures import bring_assumptions, bring_one_off, bring_rules
from planner.exchange.bring.places import bring_baseline, bring_wards
from planner.exchange.bring.targets import bring_targets
from planner.exchange.bring.work import Work
from planner.exchange.problems import Problem
from planner.exchange.received import Received
from planner.scenario.types import Key, Plan
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Status


@dataclass(frozen=True)
class Theirs:
    """The plan as the workbook has it.

    `cells` gives, for each value that was received and may be kept, where it stood: keys are those of
    planner.scenario.keys without the scenario, and ("posts", borough, function, role) for baseline posts and
    ("target", id, "annual", year) for a target's figure of one year. `problems` are values that were left out.
    """

    plan: Plan
    scenario_id: str
    cells: Mapping[Key, str]
    problems: tuple[Problem, ...]


def theirs_of(received: Received, base: Plan, scenario_id: str, *, three_way: bool = True) -> Theirs:
    """The scenario of `base` with the workbook's values.

    What was not received stays as in `base`. A value that a decision would refuse is left out and is a problem
    at its cell. `three_way` says that `base` is the state that was exported, so that slots of BCUs are known.
    """
    scenario = base.scenario(scenario_id)
    work = Work(received, scenario, base.area_of(scenario), base.baseline_of(scenario), three_way)
    bring_bcus(work)
    bring_wards(work)
    bring_overrides(work)
    bring_baseline(work)
    bring_assumptions(work)
    bring_targets(work)
    bring_one_off(work)
    bring_rules(work)
    baseline = with_posts(work.baseline, {code: tuple(posts) for code, posts in work.posts.items()}, received.file)
    made = work.scenario(baseline.hash)
    plan = replace(
        base,
        scenarios=tuple(made if s.id == scenario_id else s for s in base.scenarios),
        baselines=base.baselines if baseline.hash in base.baselines else base.baselines.put(baseline.hash, baseline),
    )
    return Theirs(plan, scenario_id, work.cells, tuple(work.problems))


def with_posts(old: Baseline, posts: Mapping[str, tuple[int, ...]], file: str, brought: str = "") -> Baseline:
    """The baseline with those posts, as a planner's input that names the workbook; itself where they are its own.

    `brought` says when, in words.
    """
    if FrozenMap(posts) == old.posts:
        return old
    when = f", brought in on {brought}" if brought else ""
    return Baseline(
        id=f"workbook {brought}".strip(),
        name=f"Baseline from {file}"[:80],
        area_hash=old.area_hash,
        posts=FrozenMap(posts),
        ward_dwo=old.ward_dwo,
        ward_pcso=old.ward_pcso,
        status=Status.PLANNER,
        source=f"{file}{when}; before: {old.name}",
    )
