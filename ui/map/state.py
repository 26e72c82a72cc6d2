"""What the map shows, as plain immutable values. Whoever owns the scenario makes these; the map decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

UNASSIGNED_LABEL = "none"
NOWHERE = ""
"""The drop target outside every borough."""


@dataclass(frozen=True)
class BcuLook:
    """How a BCU appears: `fill` is one of the scenario's FILLS, perhaps with "+dots" after it."""

    code: str
    name: str
    fill: str
    locked: bool = False


@dataclass(frozen=True)
class WardMark:
    """What the minimum finds for one ward: `outcome` is "met", "at risk", "not met" or "incomplete".

    `differs` while a suggestion that would change its posts is shown as it would be.
    """

    ward_index: int
    outcome: str
    differs: bool = False


@dataclass(frozen=True)
class DragPreview:
    """A move as it would be: the boroughs held, and where they would go.

    `target` is a BCU code; NOWHERE to leave the map; None where they cannot go. `refused` draws no target edge and
    the "not allowed" cursor (a lock, the City, the same BCU).
    """

    codes: tuple[str, ...]
    target: str | None = None
    refused: bool = False


@dataclass(frozen=True)
class MapState:
    """Everything the map shows. `assignment` maps borough code to BCU code, or to None when unassigned."""

    assignment: Mapping[str, str | None]
    bcus: Mapping[str, BcuLook]
    locked_boroughs: frozenset[str] = frozenset()
    ward_marks: Sequence[WardMark] = ()
    selected: frozenset[str] = frozenset()
    preview: DragPreview | None = None
    differing: frozenset[str] = frozenset()
    """Boroughs in another BCU than they are now, while a whole map is shown as it would be."""

    def bcu_of(self, borough: str) -> BcuLook | None:
        """The look of the borough's BCU; None when it has none."""
        code = self.assignment.get(borough)
        return self.bcus[code] if code else None

    def is_locked(self, borough: str) -> bool:
        """True when the borough cannot move: it is locked itself or its BCU is."""
        bcu = self.bcu_of(borough)
        return borough in self.locked_boroughs or (bcu is not None and bcu.locked)

    def members(self, bcu: str) -> frozenset[str]:
        """Codes of the boroughs in a BCU."""
        return frozenset(b for b, code in self.assignment.items() if code == bcu)
