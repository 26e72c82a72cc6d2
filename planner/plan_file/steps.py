"""The steps a plan file keeps."""

from __future__ import annotations

from dataclasses import dataclass

from planner.scenario.types import Step


@dataclass(frozen=True)
class Log:
    """Steps done, oldest first, and steps undone, the next to redo first."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
