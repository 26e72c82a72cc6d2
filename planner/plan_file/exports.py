"""States as exported in exports.json: whole scenarios, and the baselines of theirs that the plan no longer has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from planner.area.types import Area, Baseline
from planner.plan_file.area_codec import baseline_entry, decode_baselines
from planner.plan_file.places import Place
from planner.plan_file.scenario_checks import check_scenario
from planner.scenario.kept import MOST_KEPT, KeptState
from planner.scenario.plain import scenario_of, scenario_plain
from planner.scenario.types import Plan
from planner.scenario.validate import PlanError, check_plan
from planner.words.frozen_map import FrozenMap

EXPORTS = "exports.json"


def encode_exports(plan: Plan, kept: Iterable[KeptState]) -> dict[str, Any]:
    """The document of exports.json, oldest first."""
    kept = tuple(kept)
    own = {x.baseline.hash: x.baseline for x in kept if plan.baselines.get(x.baseline.hash) != x.baseline}
    return {
        "baselines": {key: baseline_entry(baseline) for key, baseline in sorted(own.items())},
        "exports": [
            {
                "fingerprint": state.fingerprint,
                "when": state.when,
                "scenario": scenario_plain(state.scenario, plan.areas[state.scenario.area_hash]),
            }
            for state in kept
        ],
    }


def decode_exports(document: Any, plan: Plan) -> tuple[KeptState, ...]:
    """The states that exports.json holds, over the areas of the plan. Raises OpenError."""
    found = Place(EXPORTS, "", document).fields(("baselines", "exports"))
    baselines = {**plan.baselines, **decode_baselines(found["baselines"], plan.areas)}
    places = list(found["exports"].entries())
    if len(places) > MOST_KEPT:
        found["exports"].refuse(f"has {len(places)} states; the most is {MOST_KEPT}")
    kept = tuple(_state(place, plan.areas, baselines) for place in places)
    if len({state.fingerprint for state in kept}) != len(kept):
        found["exports"].refuse("has one state twice")
    return kept


def _state(place: Place, areas: Mapping[str, Area], baselines: Mapping[str, Baseline]) -> KeptState:
    found = place.fields(("fingerprint", "when", "scenario"))
    check_scenario(found["scenario"], areas)
    scenario = scenario_of(found["scenario"].value, areas[found["scenario"].value["area"]])
    try:
        check_plan(Plan(FrozenMap(areas), FrozenMap(baselines), (scenario,), scenario.id))
    except PlanError as problem:
        replace(found["scenario"], path="", called="").refuse(f"holds a state that cannot be planned on. {problem}")
    state = KeptState(scenario, baselines[scenario.baseline_hash], found["when"].text())
    if state.fingerprint != found["fingerprint"].text():
        found["fingerprint"].refuse("is not that of the state beside it")
    return state
