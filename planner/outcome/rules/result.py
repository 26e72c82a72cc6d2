"""What a rule finds: an outcome for each subject, with the reason in words made only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.words.vocabulary import Outcome

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
