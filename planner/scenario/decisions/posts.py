"""Nominated superintendents, Schools and Youth Officers, and overrides."""

from __future__ import annotations

from planner.scenario.decisions import values
from planner.scenario.decisions.step import Edits, bcu_in, borough_of, open_scenario
from planner.scenario.nominations import gaps_filled
from planner.scenario.plain import override_plain
from planner.scenario.types import Override, Plan, Scenario, Step
from planner.words.vocabulary import FUNCTION_KEYS, FUNCTIONS, Function, Role


def nominate(plan: Plan, scenario_id: str, borough: str, function: str | None) -> Step | None:
    """Nominate the superintendent of that function for the borough; None for nobody."""
    scenario = open_scenario(plan, scenario_id)
    name = borough_of(plan.area_of(scenario), borough).name
    before = scenario.contacts.get(borough)
    after = None if function is None else values.function(function)
    edits = Edits(scenario_id)
    edits.put("contact", borough, before=before.value if before else None, after=after.value if after else None)
    if after is None:
        return edits.step(f"Nominate no superintendent for {name}")
    return edits.step(f"Nominate the {after.value} superintendent for {name}")


def nominate_evenly(plan: Plan, scenario_id: str) -> Step | None:
    """Nominate a superintendent for every assigned borough that has none, sharing each BCU's five evenly.

    A superintendent gets a second borough only when all of the BCU's have one, and a function without a
    superintendent gets none. Boroughs go by code and functions in their fixed order, so the same scenario
    always gives the same nominations.
    """
    scenario = open_scenario(plan, scenario_id)
    edits = Edits(scenario_id)
    for bcu in scenario.bcus:
        boroughs = [borough for borough, home in scenario.assignment.items() if home == bcu]
        filled = gaps_filled(boroughs, _with_superintendent(scenario, bcu), scenario.contacts)
        for borough in boroughs:
            if borough in filled and borough not in scenario.contacts:
                edits.put("contact", borough, before=None, after=filled[borough].value)
    return edits.step("Nominate superintendents evenly")


def _with_superintendent(scenario: Scenario, bcu: str) -> list[Function]:
    """The functions that have a superintendent, by override or assumption."""
    found = []
    for function in FUNCTIONS:
        override = scenario.overrides.get((bcu, function, Role.SUPERINTENDENT))
        assumption = scenario.assumptions.get(f"posts.superintendent.{FUNCTION_KEYS[function]}")
        default = 1.0 if assumption is None else assumption.value
        if (default if override is None else override.posts) > 0:
            found.append(function)
    return found


def set_youth(plan: Plan, scenario_id: str, borough: str, posts: int | None) -> Step | None:
    """Decide the borough's Schools and Youth Officer posts; None goes back to the shared assumption."""
    scenario = open_scenario(plan, scenario_id)
    name = borough_of(plan.area_of(scenario), borough).name
    if posts is not None:
        posts = values.whole(posts, f"Schools and Youth Officer posts of {name}", values.WARD_POSTS)
    edits = Edits(scenario_id)
    edits.put("youth", borough, before=scenario.youth.get(borough), after=posts)
    if posts is None:
        return edits.step(f"Share Schools and Youth Officers of {name} by the assumption")
    return edits.step(f"Set Schools and Youth Officer posts of {name} to {posts}")


def set_override(
    plan: Plan, scenario_id: str, bcu: str, function: str, role: str, posts: int, note: str = ""
) -> Step | None:
    """Decide the posts of one BCU × function × role cell by hand, with a note that says why."""
    scenario = open_scenario(plan, scenario_id)
    name = bcu_in(scenario, bcu).name
    cell = (bcu, values.function(function), values.role(role))
    what = f"{cell[1].value} {cell[2].value} posts of {name}"
    override = Override(values.whole(posts, what, values.CELL_POSTS), values.note(note))
    before = scenario.overrides.get(cell)
    edits = Edits(scenario_id)
    edits.put(
        "override",
        bcu,
        cell[1].value,
        cell[2].value,
        before=override_plain(before) if before else None,
        after=override_plain(override),
    )
    told = f"Note on {what}" if before is not None and before.posts == override.posts else ""
    return edits.step(told or f"Override {what} to {override.posts}", why=override.note)


def clear_override(plan: Plan, scenario_id: str, bcu: str, function: str, role: str) -> Step | None:
    """Take the override of the cell away, so that the cell follows from the assumptions again."""
    scenario = open_scenario(plan, scenario_id)
    name = bcu_in(scenario, bcu).name
    cell = (bcu, values.function(function), values.role(role))
    before = scenario.overrides.get(cell)
    edits = Edits(scenario_id)
    if before is not None:
        key = ("override", bcu, cell[1].value, cell[2].value)
        edits.put(*key, before=override_plain(before), after=None)
    return edits.step(f"Clear the override of {cell[1].value} {cell[2].value} posts of {name}")
