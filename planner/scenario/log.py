"""What is kept beside a plan: the steps that led to it, and the states exported."""

from __future__ import annotations

from dataclasses import dataclass

from planner.scenario.kept import KeptState
from planner.scenario.types import Step


@dataclass(frozen=True)
class Log:
    """Steps done, oldest first; steps undone, the next to redo first; states exported, oldest first.

    `overtaken` are steps undone and then passed by another decision, oldest first: they cannot be redone and stay
    to be read. `dropped` counts the steps no longer kept, since no plan keeps more than so many.
    """

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    exports: tuple[KeptState, ...] = ()
    overtaken: tuple[Step, ...] = ()
    dropped: int = 0

    @property
    def without_decisions(self) -> Log:
        """The same with no step in it: what a copy for others keeps."""
        return Log(exports=self.exports)
