"""What every decision shares: the scenario it is about, refusing, and making no step when nothing changes."""

from __future__ import annotations

from collections.abc import Iterable

from planner.area.types import Area, Borough
from planner.scenario.keys import scenario_key
from planner.scenario.types import Bcu, Edit, Plain, Plan, Scenario, Step
from planner.words.names import plural
from planner.words.numbers import quoted


class Refused(ValueError):
    """A decision that cannot be made; its text is a sentence for the planner. The plan is unchanged."""


def open_scenario(plan: Plan, scenario_id: str) -> Scenario:
    """The scenario, for changing. Raises Refused when there is none, or it is read-only or frozen."""
    scenario = any_scenario(plan, scenario_id)
    if scenario.frozen is not None:
        raise Refused(f"{scenario.name} is frozen, so that its figures stay as they are. Duplicate it to go on.")
    if scenario.read_only:
        raise Refused(f"{scenario.name} is read-only. Duplicate it to make changes.")
    return scenario


def any_scenario(plan: Plan, scenario_id: str) -> Scenario:
    """The scenario, read-only or not. Raises Refused when there is none."""
    try:
        return plan.scenario(scenario_id)
    except KeyError:
        raise Refused("There is no such scenario in the plan. Choose one from the list.") from None


def borough_of(area: Area, code: str) -> Borough:
    """A borough that decisions may be about. Raises Refused for an unknown one and the City of London."""
    borough = area.borough_by_code.get(code)
    if borough is None:
        raise Refused(f"{quoted(code)} is not a borough of {area.name}. Use a borough of the area.")
    if not borough.policed:
        raise Refused(f"{borough.name} has its own police force and is not assigned to a BCU.")
    return borough


def bcu_in(scenario: Scenario, code: str) -> Bcu:
    """A BCU of the scenario. Raises Refused for an unknown code."""
    bcu = scenario.bcus.get(code)
    if bcu is None:
        raise Refused(f"There is no BCU {quoted(code)} in {scenario.name}. Add it first.")
    return bcu


class Edits:
    """Edits of one scenario in the making; those that would change nothing are left out."""

    def __init__(self, scenario_id: str) -> None:
        self._id = scenario_id
        self._made: list[Edit] = []

    def put(self, *rest: str, before: Plain, after: Plain) -> None:
        """Change the value at `rest`, the key after ("scenario", id)."""
        if before != after:
            self._made.append(Edit(scenario_key(self._id, *rest), before, after))

    def step(self, label: str, why: str = "") -> Step | None:
        """An unstamped step with the label and why it is made, or None when nothing would change."""
        return Step(label, tuple(self._made), why=why) if self._made else None

    def __len__(self) -> int:
        return len(self._made)


def some(names: Iterable[str], one: str) -> str:
    """The one name, or "3 boroughs" for several; `one` is what a single one is called."""
    known = list(names)
    return known[0] if len(known) == 1 else plural(len(known), one)
