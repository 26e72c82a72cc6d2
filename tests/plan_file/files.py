"""Plan files for tests: parts taken out, changed, and put back with their checksums made to agree."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from planner.plan_file.codec import encode
from planner.plan_file.save import plan_bytes
from planner.plan_file.steps import Log
from planner.scenario import decisions as d
from planner.scenario.change import apply
from planner.scenario.kept import KeptState
from planner.scenario.plain import fingerprint
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Frozen, Plan, Step
from planner.words.frozen_map import FrozenMap

SAVED_AT = "2018-02-28T12:00:00+00:00"
ENFIELD = "E09000010"


def plan_and_log() -> tuple[Plan, Log]:
    """The shipped plan with one step done and one undone."""
    plan = shipped_plan()
    done = d.assign_boroughs(plan, plan.current, [ENFIELD], "NW")
    assert done is not None
    plan = apply(plan, done.edits)
    undone = d.set_override(plan, plan.current, "NA", "HQ", "Constable", 5, "desk")
    assert undone is not None
    stamp = {"when": SAVED_AT, "who": "a planner"}
    first = Step(done.label, done.edits, id="1", **stamp)
    return plan, Log((first,), (Step(undone.label, undone.edits, id="2", parent="1", **stamp),))


def all_kept() -> tuple[Plan, Log]:
    """The same with a frozen scenario, a step that says why, one overtaken, some dropped, and an export."""
    plan, log = plan_and_log()
    exported = KeptState(plan.shown, plan.baseline_of(plan.shown), SAVED_AT)
    frozen = Frozen(SAVED_AT, "a planner", "BCU Planner 0.1.0", fingerprint(plan.shown), FrozenMap({"full_year": 1.5}))
    step = d.freeze_scenario(plan, plan.current, frozen)
    assert step is not None
    passed = replace(log.undone[0], id="0", parent="")
    done = (
        replace(log.done[0], why="It has more in common with Barnet."),
        replace(step, id="3", parent="1", when=SAVED_AT, who="a planner"),
    )
    return apply(plan, step.edits), Log(done, (), (exported,), (passed,), 7)


def good_bytes() -> bytes:
    return plan_bytes(*plan_and_log(), SAVED_AT)


def good_parts() -> dict[str, bytes]:
    return encode(*plan_and_log(), SAVED_AT)


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def resealed(parts: dict[str, bytes], /, *, packed: int = zipfile.ZIP_DEFLATED, **manifest: Any) -> bytes:
    """The parts as a file whose manifest agrees with them; its other fields as given."""
    made = json.loads(parts["manifest.json"])
    made["parts"] = {n: hashlib.sha256(c).hexdigest() for n, c in parts.items() if n != "manifest.json"}
    made.update(manifest)
    return zipped({**parts, "manifest.json": json.dumps(made).encode()}, packed)


def edited(part: str, change: Callable[[Any], object]) -> bytes:
    """A good file with one JSON part changed in place, checksums made to agree."""
    parts = good_parts()
    document = json.loads(parts[part])
    change(document)
    return resealed({**parts, part: json.dumps(document).encode()})
