"""Scenarios of a plan: copying, naming, noting, freezing and removing them."""

from __future__ import annotations

import uuid
from dataclasses import replace

from planner.scenario.decisions import values
from planner.scenario.decisions.step import Edits, Refused, any_scenario, open_scenario
from planner.scenario.keys import CURRENT, ORDER, scenario_key
from planner.scenario.plain import fingerprint, frozen_plain, scenario_plain
from planner.scenario.types import Edit, Frozen, Plain, Plan, Step


def duplicate_scenario(plan: Plan, scenario_id: str, name: str | None = None, new_id: str | None = None) -> Step | None:
    """Copy the scenario, read-only and frozen or not, into one that can be changed, and show the copy.

    The copy stands after its original. Without a name it is called "… (copy)"; `new_id` is made up
    unless given.
    """
    scenario = any_scenario(plan, scenario_id)
    new_id = uuid.uuid4().hex if new_id is None else new_id
    if any(s.id == new_id for s in plan.scenarios):
        raise Refused(f"There already is a scenario with the id {new_id}. Choose another.")
    copy_name = _copy_name(plan, scenario.name) if name is None else _free_name(plan, new_id, name)
    copy = replace(scenario, id=new_id, name=copy_name, read_only=False, frozen=None)
    order = [s.id for s in plan.scenarios]
    place = order.index(scenario_id) + 1
    return Step(
        f"Duplicate {scenario.name} as {copy_name}",
        (
            Edit(scenario_key(new_id), None, scenario_plain(copy, plan.area_of(copy))),
            Edit(ORDER, list[Plain](order), [*order[:place], new_id, *order[place:]]),
            Edit(CURRENT, plan.current, new_id),
        ),
    )


def remove_scenario(plan: Plan, scenario_id: str) -> Step | None:
    """Remove the scenario; when it is the one shown, its neighbour is shown instead."""
    scenario = any_scenario(plan, scenario_id)
    if scenario.frozen is not None:
        raise Refused(f"{scenario.name} is frozen. Unfreeze it before removing it.")
    scenario = open_scenario(plan, scenario_id)
    order = [s.id for s in plan.scenarios]
    if len(order) == 1:
        raise Refused(f"{scenario.name} is the plan's only scenario. Add another before removing it.")
    rest = [other for other in order if other != scenario_id]
    edits = [
        Edit(scenario_key(scenario_id), scenario_plain(scenario, plan.area_of(scenario)), None),
        Edit(ORDER, list[Plain](order), list[Plain](rest)),
    ]
    if plan.current == scenario_id:
        edits.append(Edit(CURRENT, scenario_id, rest[min(order.index(scenario_id), len(rest) - 1)]))
    return Step(f"Remove scenario {scenario.name}", tuple(edits))


def rename_scenario(plan: Plan, scenario_id: str, name: str) -> Step | None:
    """Give the scenario another name. Raises Refused when another scenario has it."""
    scenario = open_scenario(plan, scenario_id)
    new = _free_name(plan, scenario_id, name)
    edits = Edits(scenario_id)
    edits.put("name", before=scenario.name, after=new)
    return edits.step(f"Rename {scenario.name} to {new}")


def set_note(plan: Plan, scenario_id: str, note: str) -> Step | None:
    """Set the scenario's note."""
    scenario = open_scenario(plan, scenario_id)
    edits = Edits(scenario_id)
    edits.put("note", before=scenario.note, after=values.note(note))
    return edits.step(f"Change the note of {scenario.name}")


def freeze_scenario(plan: Plan, scenario_id: str, record: Frozen) -> Step | None:
    """Let nothing be decided about the scenario any more. `record` says when, by whom and what it gives.

    Raises Refused where it is frozen or read-only already, and for a record that is not of its decisions.
    """
    scenario = any_scenario(plan, scenario_id)
    if scenario.frozen is not None:
        raise Refused(f"{scenario.name} is frozen already.")
    if scenario.read_only:
        raise Refused(f"{scenario.name} is read-only: its figures stay as they are without freezing.")
    if record.fingerprint != fingerprint(scenario):
        raise Refused(f"What was to be frozen is not {scenario.name} as it is now. Freeze it again.")
    edits = Edits(scenario_id)
    edits.put("frozen", before=None, after=frozen_plain(record))
    return edits.step(f"Freeze {scenario.name}")


def unfreeze_scenario(plan: Plan, scenario_id: str) -> Step | None:
    """Let decisions about the scenario be made again."""
    scenario = any_scenario(plan, scenario_id)
    if scenario.frozen is None:
        return None
    edits = Edits(scenario_id)
    edits.put("frozen", before=frozen_plain(scenario.frozen), after=None)
    return edits.step(f"Unfreeze {scenario.name}")


def _free_name(plan: Plan, scenario_id: str, text: str) -> str:
    name = values.name(text)
    for other in plan.scenarios:
        if other.id != scenario_id and other.name.casefold() == name.casefold():
            raise Refused(f"There already is a scenario called {other.name}. Choose another name.")
    return name


def _copy_name(plan: Plan, name: str) -> str:
    taken = {s.name.casefold() for s in plan.scenarios}
    tail, count = " (copy)", 1
    while f"{name[: 80 - len(tail)].rstrip()}{tail}".casefold() in taken:
        count += 1
        tail = f" (copy {count})"
    return f"{name[: 80 - len(tail)].rstrip()}{tail}"
