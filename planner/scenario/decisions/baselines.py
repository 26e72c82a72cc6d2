"""The baseline a scenario is held against: bringing one in, and rebasing on a newer one of the same name."""

from __future__ import annotations

from planner.area.types import Baseline
from planner.scenario.decisions.step import Refused, open_scenario
from planner.scenario.keys import baseline_key, scenario_key
from planner.scenario.plain import baseline_plain
from planner.scenario.types import Edit, Plan, Step


def set_baseline(plan: Plan, scenario_id: str, baseline: Baseline) -> Step | None:
    """Hold the scenario against the baseline, which comes into the plan with the same step if it is not there.

    Raises Refused for a baseline of another area.
    """
    scenario = open_scenario(plan, scenario_id)
    area = plan.area_of(scenario)
    if baseline.area_hash != area.hash:
        raise Refused(f"{baseline.name} is not a baseline of {area.name}. Choose one that is.")
    if baseline.hash == scenario.baseline_hash:
        return None
    edits = [Edit(scenario_key(scenario_id, "baseline"), scenario.baseline_hash, baseline.hash)]
    if baseline.hash not in plan.baselines:
        edits.insert(0, Edit(baseline_key(baseline.hash), None, baseline_plain(baseline)))
    if baseline.name == plan.baseline_of(scenario).name:
        return Step(f"Rebase {scenario.name} on the other {baseline.name}", tuple(edits))
    return Step(f"Use the baseline {baseline.name}", tuple(edits))
