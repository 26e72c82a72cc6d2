"""The target register, with one target in force, and the programme's one-off cost."""

from __future__ import annotations

from collections.abc import Mapping

from planner.scenario.decisions import values
from planner.scenario.decisions.sources import check_source, source_before
from planner.scenario.decisions.step import Edits, Refused, open_scenario
from planner.scenario.keys import TARGET_FIELDS
from planner.scenario.plain import target_plain
from planner.scenario.types import Plain, Plan, Scenario, Step, Target
from planner.words.money import pounds as pounds_words
from planner.words.names import listing
from planner.words.numbers import quoted
from planner.words.vocabulary import Status

SCOPES: tuple[str, ...] = ("local policing", "force-wide")
KINDS: tuple[str, ...] = ("recurring", "cumulative")
MOST_POUNDS = 100_000_000_000.0


def choose_target(plan: Plan, scenario_id: str, target_id: str) -> Step | None:
    """Put the target in force instead of the one that is."""
    scenario = open_scenario(plan, scenario_id)
    target = _target(scenario, target_id)
    edits = Edits(scenario_id)
    edits.put("target_in_force", before=scenario.target_in_force, after=target_id)
    return edits.step(f"Put target {target.name} in force")


def add_target(plan: Plan, scenario_id: str, target: Target) -> Step | None:
    """Add a target to the register. Raises Refused when its id or name is taken, a field is wrong or has no source."""
    scenario = open_scenario(plan, scenario_id)
    if target.id in scenario.targets or not target.id:
        raise Refused(f"There already is a target {quoted(target.id)}. Give the new one another id.")
    record: dict[str, Plain] = {}
    for field, value in target_plain(target).items():
        record[field] = target_value(scenario, target.id, field, value)
    _check_due(target.name, record)
    if not target.source.strip():
        raise Refused(f"{target.name} needs a source. Nothing was added; say who stated it and where.")
    edits = Edits(scenario_id)
    edits.put("target", target.id, before=None, after=record)
    return edits.step(f"Add target {target.name}")


def remove_target(plan: Plan, scenario_id: str, target_id: str) -> Step | None:
    """Take the target off the register. Raises Refused for the one in force."""
    scenario = open_scenario(plan, scenario_id)
    target = _target(scenario, target_id)
    if target_id == scenario.target_in_force:
        raise Refused(f"{target.name} is in force. Put another target in force before removing it.")
    edits = Edits(scenario_id)
    edits.put("target", target_id, before=target_plain(target), after=None)
    return edits.step(f"Remove target {target.name}")


def set_target_field(
    plan: Plan,
    scenario_id: str,
    target_id: str,
    field: str,
    value: str | float | Mapping[str, float],
) -> Step | None:
    """Change one field of a target: amounts in pounds, `by` a financial year, `annual` pounds by year.

    A changed amount is a planner's input: its status says so, and its source that it is the old amount's. Raises
    Refused for a field that is wrong, and a source cleared.
    """
    scenario = open_scenario(plan, scenario_id)
    old = _target(scenario, target_id)
    if field not in TARGET_FIELDS:
        raise Refused(f"{quoted(field)} is not part of a target. Change {listing(TARGET_FIELDS)}.")
    before = target_plain(old)
    edits = Edits(scenario_id)
    after = target_value(scenario, target_id, field, value)
    _check_due(old.name, {**before, field: after})
    if field in ("source", "status"):
        made = {**before, field: after}
        check_source(old.name, Status(str(made["status"])), old.source, str(made["source"]))
    edits.put("target", target_id, field, before=before[field], after=after)
    if field in ("amount", "annual") and len(edits):
        edits.put("target", target_id, "status", before=before["status"], after=Status.PLANNER.value)
        edits.put("target", target_id, "source", before=old.source, after=source_before(old.source))
    return edits.step(f"Change target {old.name}")


def set_target_due(plan: Plan, scenario_id: str, target_id: str, by: str) -> Step | None:
    """Make a target cumulative and due in the financial year `by`, or recurring where that is empty."""
    scenario = open_scenario(plan, scenario_id)
    old = _target(scenario, target_id)
    edits = Edits(scenario_id)
    kind = "cumulative" if by else "recurring"
    for field, before, after in (("kind", old.kind, kind), ("by", old.by, values.year(by) if by else "")):
        edits.put("target", target_id, field, before=before, after=after)
    return edits.step(f"Change target {old.name}")


def set_one_off(plan: Plan, scenario_id: str, kind: str, year: str, pounds: float | None) -> Step | None:
    """Set the programme's one-off cost of a year in pounds; `kind` is revenue or capital. None means none."""
    scenario = open_scenario(plan, scenario_id)
    if kind not in ("revenue", "capital"):
        raise Refused(f"{quoted(kind)} is not a kind of one-off cost. Use revenue or capital.")
    year = values.year(year)
    what = f"One-off {kind} in {year}"
    after = None if pounds is None else values.number(pounds, what, 0, MOST_POUNDS)
    before = getattr(scenario.one_off, kind).get(year)
    edits = Edits(scenario_id)
    if (before or 0) != (after or 0):
        edits.put("one_off", kind, year, before=before, after=after)
    return edits.step(f"Set one-off {kind} of {year} to {pounds_words(after or 0)}")


def _target(scenario: Scenario, target_id: str) -> Target:
    found = scenario.targets.get(target_id)
    if found is None:
        raise Refused(f"There is no target {quoted(target_id)} in the register. Choose one that is.")
    return found


def _check_due(name: str, record: Mapping[str, Plain]) -> None:
    if record["kind"] == "cumulative" and not record["by"]:
        raise Refused(f"{name} is cumulative, so it falls due in a financial year. Say by which one first.")


def target_value(scenario: Scenario, target_id: str, field: str, value: object) -> Plain:
    """The value to keep of a field of a target of the register. Raises Refused."""
    if field == "name":
        return _free_name(scenario, target_id, value)
    if field == "amount":
        amount = values.number(value, "The amount of a target, in pounds,", 0, MOST_POUNDS)
        if not amount:
            raise Refused("A target needs an amount above £0. Write one, such as £73m.")
        return amount
    if field == "annual":
        return _annual(value)
    choices = {"scope": SCOPES, "kind": KINDS, "status": tuple(s.value for s in Status)}.get(field)
    if choices is not None:
        if value not in choices:
            raise Refused(f"{quoted(str(value))} is not a {field} of a target. Use {listing(choices)}.")
        return str(value)
    if field == "by" and value:
        return values.year(value)
    return values.note(value)


def _annual(value: object) -> Plain:
    if not isinstance(value, Mapping):
        raise Refused("The figures of single years are pounds by financial year.")
    return {
        values.year(y): values.number(pounds, f"The target of {y}, in pounds,", 0, MOST_POUNDS)
        for y, pounds in value.items()
    }


def _free_name(scenario: Scenario, target_id: str, text: object) -> str:
    name = values.name(text)
    for other in scenario.targets.values():
        if other.id != target_id and other.name.casefold() == name.casefold():
            raise Refused(f"There already is a target called {other.name}. Choose another name.")
    return name
