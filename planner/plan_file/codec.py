"""Plan file format 2: a plan and its log as named parts of JSON, and back.

docs/formats/plan-2.schema.json describes the parts; the checks here name the place of what is wrong.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from planner import app_name
from planner.plan_file.area_codec import decode_areas, encode_areas
from planner.plan_file.errors import OpenError
from planner.plan_file.exports import EXPORTS, decode_exports, encode_exports
from planner.plan_file.places import Place
from planner.plan_file.scenario_checks import check_scenario
from planner.plan_file.step_codec import STEP_FIELDS, step_of, step_plain
from planner.plan_file.steps import Log
from planner.plan_file.strict_json import REMEDY, read_json, write_json
from planner.scenario.plain import scenario_of, scenario_plain
from planner.scenario.types import Plan, Scenario, Step
from planner.scenario.validate import PlanError, check_plan

FORMAT = "bcuplan"
VERSION = 2
MANIFEST, PLAN, AREA, LOG = "manifest.json", "plan.json", "area.json", "log.jsonl"
DONE, UNDONE, OVERTAKEN = "done", "undone", "overtaken"
"""What a line of the log says of its step."""
MOST_LOG_BYTES = 40_000_000
MOST_DROPPED = 1_000_000_000
PARTS: tuple[str, ...] = (PLAN, AREA, LOG)
"""The parts every file has; EXPORTS is there once something was exported."""


def encode(plan: Plan, log: Log, saved_at: str) -> dict[str, bytes]:
    """The parts of a file of the present version, the manifest first. `saved_at` is ISO, UTC."""
    document = {
        "current": plan.current,
        "scenarios": [scenario_plain(s, plan.area_of(s)) for s in plan.scenarios],
        "steps_dropped": log.dropped,
    }
    lines = [_step_line(step, state) for state, steps in _by_state(log).items() for step in steps]
    parts = {
        PLAN: write_json(document),
        AREA: write_json(encode_areas(plan)),
        LOG: b"".join(write_json(line) + b"\n" for line in lines),
    }
    if log.exports:
        parts[EXPORTS] = write_json(encode_exports(plan, log.exports))
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "app": app_name(),
        "saved_at": saved_at,
        "parts": {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()},
    }
    return {MANIFEST: write_json(manifest, indent=1), **parts}


def fitting(log: Log) -> Log:
    """The log with its oldest steps dropped where it would be too large to be kept (40 MB of text).

    Those overtaken go first: they can only be read.
    """
    room = MOST_LOG_BYTES - sum(_line_length(step) for step in log.undone)
    done, room = _newest(log.done, room)
    overtaken, _ = _newest(log.overtaken, room)
    gone = len(log.done) - len(done) + len(log.overtaken) - len(overtaken)
    return replace(log, done=done, overtaken=overtaken, dropped=log.dropped + gone) if gone else log


def _newest(steps: Sequence[Step], room: int) -> tuple[tuple[Step, ...], int]:
    """The newest of the steps that there is room for (bytes), oldest first, and the room left."""
    kept: list[Step] = []
    for step in reversed(steps):
        length = _line_length(step)
        if length > room:
            return tuple(reversed(kept)), 0
        kept.append(step)
        room -= length
    return tuple(steps), room


def _line_length(step: Step) -> int:
    return len(write_json(_step_line(step, OVERTAKEN)))


def _by_state(log: Log) -> dict[str, tuple[Step, ...]]:
    """The steps in the order of their lines."""
    return {DONE: log.done, UNDONE: log.undone, OVERTAKEN: log.overtaken}


def decode_2(documents: Mapping[str, Any]) -> tuple[Plan, Log]:
    """The plan and log of format 2 from the read parts. Raises OpenError."""
    areas, baselines = decode_areas(documents[AREA])
    found = Place(PLAN, "", documents[PLAN]).fields(("current", "scenarios", "steps_dropped"))
    plan = Plan(
        areas=areas,
        baselines=baselines,
        scenarios=tuple(_scenario(place, areas) for place in found["scenarios"].entries()),
        current=found["current"].text(),
    )
    try:
        check_plan(plan)
    except PlanError as problem:
        raise OpenError(f"{PLAN}: {problem}") from None
    log = replace(_log(documents[LOG]), dropped=found["steps_dropped"].whole(MOST_DROPPED, "steps dropped"))
    return plan, replace(log, exports=decode_exports(documents[EXPORTS], plan)) if EXPORTS in documents else log


def read_log(content: bytes) -> list[Any]:
    """The lines of log.jsonl, each read as JSON."""
    lines = content.split(b"\n")
    if lines.pop():
        raise OpenError(f"{LOG} ends in the middle of a line. {REMEDY}")
    return [read_json(line, f"{LOG} line {i}") for i, line in enumerate(lines, 1)]


def _scenario(place: Place, areas: Mapping[str, Any]) -> Scenario:
    check_scenario(place, areas)
    return scenario_of(place.value, areas[place.value["area"]])


def _step_line(step: Step, state: str) -> dict[str, Any]:
    return {**step_plain(step), "state": state}


def _log(lines: list[Any]) -> Log:
    steps: dict[str, list[Step]] = {DONE: [], UNDONE: [], OVERTAKEN: []}
    for i, line in enumerate(lines, 1):
        place = Place(f"{LOG} line {i}", "", line)
        found = place.fields((*STEP_FIELDS, "state"))
        steps[found["state"].word(tuple(steps))].append(step_of(place, found))
    return Log(tuple(steps[DONE]), tuple(steps[UNDONE]), overtaken=tuple(steps[OVERTAKEN]))
