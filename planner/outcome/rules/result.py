"""What a rule finds: an outcome for each subject, with the reason in words made only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from planner.outcome.remembered import Remembered
from planner.scenario.types import RuleValue
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Outcome

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome as Whole

OUTCOMES: tuple[Outcome, ...] = tuple(Outcome)
NOT_MET, AT_RISK, INCOMPLETE, MET = range(4)


@dataclass(frozen=True)
class RuleRow:
    """One rule for one subject."""

    id: str
    subject: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True, eq=False)
class RuleResult:
    """One rule over all it looks at.

    `subjects` are codes of wards, boroughs or BCUs; BCU:function for L4; a year for M2; empty where the rule
    looks at the whole scenario; `found` holds positions in
    OUTCOMES; `reason(i)` says why, for subject i. `title` and `threshold` are the rule in words and the
    threshold that was applied.
    """

    id: str
    title: str
    threshold: str
    subjects: Sequence[str]
    found: NDArray[np.int8]
    reason: Callable[[int], str]

    def rows(self) -> Iterator[RuleRow]:
        """A row for every subject, reasons worked out as they are read."""
        for i in range(len(self.subjects)):
            yield self.row(i)

    def row(self, i: int) -> RuleRow:
        """The row of subject i."""
        return RuleRow(self.id, self.subjects[i], OUTCOMES[self.found[i]], self.reason(i))

    def count(self, outcome: Outcome) -> int:
        """How many subjects have that outcome."""
        return int(np.count_nonzero(self.found == OUTCOMES.index(outcome)))

    @property
    def worst(self) -> Outcome:
        """The worst outcome: not met before at risk before incomplete before met."""
        return OUTCOMES[int(self.found.min())]


Rules = FrozenMap[str, RuleValue]
"""The settings of a scenario's rules: thresholds and switches."""
Rule = Callable[["Whole"], RuleResult | None]
"""A rule: what it finds in the outcome of a scenario; None where there is nothing it speaks of."""

_remembered = Remembered(16 * 18)
"""18 rules of the last 16 scenarios asked about: more would grow old with the collector of cycles and be felt."""


def reading(reads: Callable[[Whole], tuple[Any, ...]]) -> Callable[[Callable[..., RuleResult | None]], Rule]:
    """Makes a rule of a function of what it reads, frozen values and arrays closed to writing.

    Being given nothing else, the function finds the same as long as these are the same objects: its result is
    remembered by their identity, and an edit has only those rules checked that read what it changed.
    """

    def made(check: Callable[..., RuleResult | None]) -> Rule:
        @wraps(check)
        def rule(outcome: Whole) -> RuleResult | None:
            parts = reads(outcome)
            return _remembered.get(check.__name__, parts, lambda: check(*parts))

        return rule

    return made


def result(
    id_: str, title: str, threshold: str, subjects: Sequence[str], found: Sequence[int], reason: Callable[[int], str]
) -> RuleResult | None:
    """What a rule found, a position in OUTCOMES for each subject; None when there is no subject."""
    return RuleResult(id_, title, threshold, subjects, np.array(found, dtype=np.int8), reason) if subjects else None


def single(id_: str, title: str, threshold: str, found: int, reason: Callable[[], str]) -> RuleResult | None:
    """What a rule found that looks at the whole scenario."""
    return result(id_, title, threshold, ("",), (found,), lambda _: reason())
