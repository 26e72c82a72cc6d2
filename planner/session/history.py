"""Steps done and undone, for undo and redo; and those overtaken, for the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.scenario.kept import KeptState
from planner.scenario.log import Log
from planner.scenario.types import Step

MOST_STEPS = 2_000


class History:
    """At most 2,000 steps that can be undone, oldest dropped first, and those that can be redone.

    Steps undone and then passed by another decision are overtaken: at most 2,000 of them stay to be read.
    `dropped` counts the steps of either kind no longer kept.
    """

    def __init__(
        self,
        done: Iterable[Step] = (),
        undone: Iterable[Step] = (),
        overtaken: Iterable[Step] = (),
        dropped: int = 0,
    ) -> None:
        self._done = list(done)
        self._undone = list(undone)[:MOST_STEPS]
        self._overtaken = list(overtaken)
        self._dropped = dropped
        self._cap()

    @classmethod
    def of(cls, log: Log) -> History:
        """The history that a log keeps."""
        return cls(log.done, log.undone, log.overtaken, log.dropped)

    def log(self, exports: tuple[KeptState, ...]) -> Log:
        """The log of it, with the states exported."""
        return Log(self.done, self.undone, exports, self.overtaken, self.dropped)

    def _cap(self) -> None:
        for steps in (self._done, self._overtaken):
            gone = len(steps) - MOST_STEPS
            if gone > 0:
                del steps[:gone]
                self._dropped += gone

    @property
    def done(self) -> tuple[Step, ...]:
        """Oldest first."""
        return tuple(self._done)

    @property
    def undone(self) -> tuple[Step, ...]:
        """The next to redo first."""
        return tuple(self._undone)

    @property
    def overtaken(self) -> tuple[Step, ...]:
        """Undone and passed by another decision, oldest first."""
        return tuple(self._overtaken)

    @property
    def dropped(self) -> int:
        """How many steps are no longer kept."""
        return self._dropped

    @property
    def last(self) -> Step | None:
        """The step that undo takes back."""
        return self._done[-1] if self._done else None

    @property
    def next(self) -> Step | None:
        """The step that redo does again."""
        return self._undone[0] if self._undone else None

    def did(self, step: Step) -> None:
        """A new step was done: what was undone is overtaken, and can be redone no more."""
        self._overtaken += self._undone
        self._undone.clear()
        self._done.append(step)
        self._cap()

    def undid(self) -> None:
        """The last step was taken back."""
        self._undone.insert(0, self._done.pop())

    def redid(self) -> None:
        """The next step was done again."""
        self._done.append(self._undone.pop(0))

    def explain(self, step_id: str, why: str) -> bool:
        """Say why a step was made. False where no step kept has the id."""
        for steps in (self._done, self._undone, self._overtaken):
            for at, step in enumerate(steps):
                if step.id == step_id:
                    steps[at] = replace(step, why=why)
                    return True
        return False
