"""The state a workbook was exported from: what both the app and the sheet are compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from planner.area.types import Baseline
from planner.exchange.problems import Severity
from planner.exchange.received import Received
from planner.scenario.decisions.step import Refused
from planner.scenario.kept import KeptState
from planner.scenario.plain import baseline_of, baseline_plain
from planner.scenario.types import Plan, Scenario
from planner.scenario.validate import check_plan
from planner.words.dates import long_date


class Origin(StrEnum):
    """Where the state as exported was found."""

    FILE = "the file named"
    PLAN = "kept in the plan"
    WORKBOOK = "the workbook’s own copy"
    NONE = "none"


@dataclass(frozen=True)
class Base:
    """A plan whose scenario is as exported; the plan as it is now where no such state was found.

    `words` says which, and what that means, in a sentence.
    """

    plan: Plan
    origin: Origin
    words: str

    @property
    def three_way(self) -> bool:
        """Whether what the app changed since can be told from what the sheet changed."""
        return self.origin is not Origin.NONE


def refuse_if_refused(received: Received) -> None:
    """Raise Refused, in one sentence and what to do, where nothing of the workbook can be taken."""
    for problem in received.problems:
        if problem.severity is Severity.REFUSED:
            raise Refused(f"{problem.text} {problem.hint}".strip())


def scenario_for(received: Received, ours: Plan, wanted: str | None = None) -> Scenario:
    """The scenario a workbook is about: the one wanted, the one it was exported from, or the one shown.

    Raises Refused for a wanted one that is not there.
    """
    exported = received.exported.scenario_id if received.exported is not None else ""
    ids = {scenario.id for scenario in ours.scenarios}
    if wanted is not None and wanted not in ids:
        raise Refused("There is no such scenario in the plan. Choose one from the list.")
    return ours.scenario(wanted or (exported if exported in ids else ours.current))


def base_of(
    received: Received, ours: Plan, scenario_id: str, kept: Iterable[KeptState] = (), named: KeptState | None = None
) -> Base:
    """The state as exported: the one named, else one the plan kept, else the workbook's own copy if that is whole.

    Raises Refused where the one named is over another area.
    """
    scenario = ours.scenario(scenario_id)
    exported = received.exported
    if named is not None:
        if named.scenario.area_hash != scenario.area_hash:
            raise Refused("The base is over another area than the scenario. Name the plan as it was exported.")
        other = exported is not None and exported.fingerprint != named.fingerprint
        but = " It is not the state that the workbook says it was exported from." if other else ""
        return _based(ours, scenario, named.scenario, named.baseline, Origin.FILE,
                      f"Compared three ways: the base named, in the app now, in the sheet.{but}")  # fmt: skip
    if exported is None:
        return Base(ours, Origin.NONE, f"The workbook does not say what it was exported from. {_TWO_WAYS}")
    for state in kept:
        if state.fingerprint == exported.fingerprint and state.scenario.area_hash == scenario.area_hash:
            words = f"Compared three ways: as exported{_on(state.when)}, in the app now, in the sheet."
            return _based(ours, scenario, state.scenario, state.baseline, Origin.PLAN, words)
    then, baseline = exported.scenario, exported.baseline
    if then is None or baseline is None or not exported.is_whole:
        return Base(
            ours, Origin.NONE, f"What the workbook was exported from is neither in it nor in the plan. {_TWO_WAYS}"
        )
    if then.area_hash != scenario.area_hash:
        return Base(ours, Origin.NONE, f"The workbook was exported over another area. {_TWO_WAYS}")
    words = f"Compared three ways: as exported{_on(exported.as_at)}, in the app now, in the sheet."
    base = _based(ours, scenario, then, baseline, Origin.WORKBOOK, words)
    if not can_be_planned_on(base.plan, scenario.id):
        return Base(ours, Origin.NONE, f"The workbook’s copy of what was exported cannot be planned on. {_TWO_WAYS}")
    return base


def can_be_planned_on(plan: Plan, scenario_id: str) -> bool:
    """Whether a scenario and baseline that came with a workbook hold together; nothing in a file is trusted."""
    scenario = plan.scenario(scenario_id)
    try:
        baseline = plan.baselines[scenario.baseline_hash]
        sound = baseline_of(baseline_plain(baseline), plan.area_of(scenario))
        check_plan(replace(plan, scenarios=(scenario,), current=scenario_id))
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    return sound == baseline


_TWO_WAYS = "Compared two ways: every difference from the app counts as changed in the sheet."


def _based(ours: Plan, now: Scenario, then: Scenario, baseline: Baseline, origin: Origin, words: str) -> Base:
    """Ours with the scenario as it was; what a workbook does not carry (id, name, note) as it is now."""
    then = replace(then, id=now.id, name=now.name, note=now.note, read_only=now.read_only, frozen=now.frozen)
    baselines = ours.baselines if baseline.hash in ours.baselines else ours.baselines.put(baseline.hash, baseline)
    scenarios = tuple(then if s.id == now.id else s for s in ours.scenarios)
    return Base(replace(ours, scenarios=scenarios, baselines=baselines), origin, words)


def _on(when: str) -> str:
    """ " on 14 Nov 2026", or nothing for a time that cannot be read."""
    try:
        return f" on {long_date(datetime.fromisoformat(when).date())}"
    except ValueError:
        return ""
