"""Steps done and undone, for undo and redo."""

from __future__ import annotations

from collections.abc import Iterable

from planner.scenario.types import Step

MOST_STEPS = 2_000


class History:
    """At most 2,000 steps that can be undone, oldest dropped first, and those that can be redone."""

    def __init__(self, done: Iterable[Step] = (), undone: Iterable[Step] = ()) -> None:
        self._done = list(done)[-MOST_STEPS:]
        self._undone = list(undone)[:MOST_STEPS]

    @property
    def done(self) -> tuple[Step, ...]:
        """Oldest first."""
        return tuple(self._done)

    @property
    def undone(self) -> tuple[Step, ...]:
        """The next to redo first."""
        return tuple(self._undone)

    @property
    def last(self) -> Step | None:
        """The step that undo takes back."""
        return self._done[-1] if self._done else None

    @property
    def next(self) -> Step | None:
        """The step that redo does again."""
        return self._undone[0] if self._undone else None

    def did(self, step: Step) -> None:
        """A new step was done: nothing can be redone any more."""
        self._undone.clear()
        self._done.append(step)
        del self._done[:-MOST_STEPS]

    def undid(self) -> None:
        """The last step was taken back."""
        self._undone.insert(0, self._done.pop())

    def redid(self) -> None:
        """The next step was done again."""
        self._done.append(self._undone.pop(0))
