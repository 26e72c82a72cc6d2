"""States of scenarios as they left the planner in a workbook, kept to compare it with when it comes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from planner.area.types import Baseline
from planner.scenario.plain import fingerprint
from planner.scenario.types import Scenario

MOST_KEPT = 50


@dataclass(frozen=True)
class KeptState:
    """A scenario and its baseline as exported; `when` is ISO date and time, UTC."""

    scenario: Scenario
    baseline: Baseline
    when: str

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint that the workbook carries."""
        return fingerprint(self.scenario)


def with_state(kept: Iterable[KeptState], state: KeptState) -> tuple[KeptState, ...]:
    """The states with one more, oldest first: each fingerprint once, and the 50 latest."""
    others = [other for other in kept if other.fingerprint != state.fingerprint]
    return (*others, state)[-MOST_KEPT:]
