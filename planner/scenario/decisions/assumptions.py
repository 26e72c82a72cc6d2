"""Assumptions: changing one, and going back to the shipped one."""

from __future__ import annotations

from planner.scenario.decisions import values
from planner.scenario.decisions.sources import check_source, source_before
from planner.scenario.decisions.step import Edits, Refused, open_scenario
from planner.scenario.plain import assumption_plain
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Assumption, Plain, Plan, Scenario, Step
from planner.words.names import listing
from planner.words.numbers import quoted
from planner.words.vocabulary import Status

UNIT_COST = "£ a year"
SETTABLE: dict[str, str] = {
    "value": "value",
    "low": "low",
    "high": "high",
    "source": "source",
    "owner": "owner",
    "dated": "date",
    "note": "note",
}
_LIMITS: dict[str, tuple[float, float]] = {"share": (-1, 10), "share a year": (-0.5, 0.5)}
MOST_POSTS = 99_999
MOST_COST = 10_000_000


def limits(unit: str) -> tuple[float, float]:
    """The least and the most that an assumption in that unit can be set to; a unit cost is above its least."""
    if unit == "posts":
        return 0, MOST_POSTS
    return (0, MOST_COST) if unit == UNIT_COST else _LIMITS.get(unit, (-1e12, 1e12))


def set_assumption(
    plan: Plan, scenario_id: str, assumption_id: str, field: str, value: float | str | None
) -> Step | None:
    """Change one field (a key of SETTABLE) of an assumption, in the assumption's own unit.

    A changed value is a planner's input: its status says so, and its source that it is the old value's. Low and
    high may be None. Raises Refused for posts that are not whole, unit costs that are not above 0, low above high,
    and a source cleared.
    """
    scenario = open_scenario(plan, scenario_id)
    old = _assumption(scenario, assumption_id)
    if field not in SETTABLE:
        raise Refused(f"{quoted(field)} of an assumption cannot be changed. Change {listing(list(SETTABLE))}.")
    new = assumption_value(old, field, value)
    if field == "source":
        check_source(old.name, old.status, old.source, str(new))
    edits = Edits(scenario_id)
    before = assumption_plain(old)
    edits.put("assumption", assumption_id, field, before=before[field], after=new)
    if field == "value" and len(edits):
        edits.put("assumption", assumption_id, "status", before=before["status"], after=Status.PLANNER.value)
        edits.put("assumption", assumption_id, "source", before=old.source, after=source_before(old.source))
    return edits.step(f"Change the {SETTABLE[field]} of {old.name}")


def reset_assumption(plan: Plan, scenario_id: str, assumption_id: str) -> Step | None:
    """Go back to the shipped assumption, with its status and source."""
    scenario = open_scenario(plan, scenario_id)
    old = _assumption(scenario, assumption_id)
    shipped = shipped_assumption(scenario.name, assumption_id)
    if shipped is None:
        raise Refused(f"{old.name} is not one of the shipped assumptions, so there is none to go back to.")
    edits = Edits(scenario_id)
    after = assumption_plain(shipped)
    for field, before in assumption_plain(old).items():
        edits.put("assumption", assumption_id, field, before=before, after=after[field])
    return edits.step(f"Reset {old.name}")


def _assumption(scenario: Scenario, assumption_id: str) -> Assumption:
    found = scenario.assumptions.get(assumption_id)
    if found is None:
        raise Refused(f"There is no assumption {quoted(assumption_id)} in {scenario.name}.")
    return found


def shipped_assumption(scenario_name: str, assumption_id: str) -> Assumption | None:
    """The shipped assumption, None for one that is not.

    The shipped scenario of the same name speaks first, then the last one that has the assumption.
    """
    scenarios = sorted(shipped_plan().scenarios, key=lambda s: s.name == scenario_name)
    for scenario in reversed(scenarios):
        if assumption_id in scenario.assumptions:
            return scenario.assumptions[assumption_id]
    return None


def assumption_value(old: Assumption, field: str, value: object) -> Plain:
    """The value to keep of a field of an assumption; low against high is looked at. Raises Refused."""
    if field not in ("value", "low", "high"):
        return values.note(value)
    if value is None and field != "value":
        return None
    figure = _figure(old, value)
    low = figure if field == "low" else old.low
    high = figure if field == "high" else old.high
    if field != "value" and low is not None and high is not None and low > high:
        raise Refused(f"The low of {old.name} would be above its high. Change the other one first.")
    return figure


def _figure(old: Assumption, value: object) -> float:
    if old.unit == "posts":
        return float(values.whole(value, f"Posts of {old.name}", MOST_POSTS))
    if old.unit == UNIT_COST:
        pounds = values.number(value, old.name, *limits(old.unit))
        if pounds == 0:
            raise Refused(f"{old.name} must be above £0.")
        return pounds
    return values.number(value, old.name, *limits(old.unit))
