"""A step as plain JSON values and back: the one form it has in the plan file's log and in the journal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from planner.plan_file.places import Place
from planner.scenario.keys import is_known
from planner.scenario.types import Edit, Step

STEP_FIELDS: tuple[str, ...] = ("id", "parent", "when", "who", "label", "why", "edits")


def step_plain(step: Step) -> dict[str, Any]:
    """The step as JSON values, by STEP_FIELDS."""
    return {
        "id": step.id,
        "parent": step.parent,
        "when": step.when,
        "who": step.who,
        "label": step.label,
        "why": step.why,
        "edits": [{"key": list(e.key), "before": e.before, "after": e.after} for e in step.edits],
    }


def step_of(place: Place, found: Mapping[str, Place] | None = None) -> Step:
    """The step at that place. `found` are its fields where the caller has read them together with its own.

    Raises OpenError with the place of what is not as a step has it.
    """
    found = place.fields(STEP_FIELDS) if found is None else found
    return Step(
        label=found["label"].text(),
        edits=tuple(_edit(entry) for entry in found["edits"].entries()),
        **{name: found[name].text() for name in ("id", "parent", "when", "who", "why")},
    )


def _edit(place: Place) -> Edit:
    found = place.fields(("key", "before", "after"))
    key = tuple(part.text() for part in found["key"].entries())
    if not is_known(key):
        found["key"].refuse(f"is {json.dumps(key, ensure_ascii=False)}, which is not a place in a plan")
    return Edit(key, found["before"].value, found["after"].value)
