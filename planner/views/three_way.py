"""Two sides compared value by value over what both came from: states, lines, choices, and the words for each.

What comes back in a workbook and another planner's plan are both seen and settled in this form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from planner.scenario.types import Key, Plain, Plan


class State(StrEnum):
    """What became of a value since the sides parted: ours is the plan at hand, theirs what is brought to it."""

    UNCHANGED = "unchanged"
    THEIRS = "theirs"
    OURS = "ours"
    CONFLICT = "conflict"


class Choice(StrEnum):
    """How a conflict is settled."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True)
class Line:
    """One value three ways. The plain values are what would be kept.

    `shown` are the three in words, none for what is unchanged; `cell` is where a sheet has it, empty for what it
    has no more and for what stands in no sheet; an empty `field` says that the place is told in full.
    """

    key: Key
    part: str
    place: str
    field: str
    cell: str
    state: State
    base: Plain
    ours: Plain
    theirs: Plain
    shown: tuple[str, ...]

    @property
    def label(self) -> str:
        """Whose value it is, and what it is called."""
        return f"{self.place}: {self.field}" if self.field else self.place


@dataclass(frozen=True)
class SideWords:
    """What the sides are called. `heads` are those of the three values; `ours` and `theirs` follow a value.

    `keep` and `take` settle a conflict; `nothing` is said where there is nothing to take, `other` where the plan has
    become another since it was compared.
    """

    heads: tuple[str, str, str]
    ours: str
    theirs: str
    keep: str
    take: str
    nothing: str
    other: str

    def state(self, state: State) -> str:
        """A state in words: "changed in the sheet"."""
        return {State.THEIRS: f"changed {self.theirs}", State.OURS: f"changed {self.ours}"}.get(state, state.value)

    def choice(self, choice: Choice) -> str:
        """A choice in words: "keep the app’s"."""
        return self.keep if choice is Choice.OURS else self.take


class Compared:
    """What every comparison has: its lines, and the plan they would be taken into."""

    lines: tuple[Line, ...]
    ours: Plan

    @property
    def words(self) -> SideWords:
        """What its sides are called."""
        raise NotImplementedError

    @property
    def subject(self) -> str:
        """What is compared with what, and over what, in sentences."""
        raise NotImplementedError

    @property
    def troubles(self) -> tuple[str, ...]:
        """What else its heading tells, such as a number of problems."""
        return ()

    @cached_property
    def changes(self) -> tuple[Line, ...]:
        """The lines that are not unchanged."""
        return tuple(line for line in self.lines if line.state is not State.UNCHANGED)

    @cached_property
    def counts(self) -> dict[State, int]:
        """How many values are in each state."""
        return {state: sum(line.state is state for line in self.lines) for state in State}

    def of(self, state: State) -> tuple[Line, ...]:
        """The lines in that state."""
        return tuple(line for line in self.changes if line.state is state)


def all_ticked(comparison: Compared) -> frozenset[Key]:
    """The keys of everything that their side alone changed."""
    return frozenset(line.key for line in comparison.of(State.THEIRS))


def left_to_choose(comparison: Compared, choices: Mapping[Key, Choice]) -> tuple[Line, ...]:
    """The conflicts that need a choice still."""
    return tuple(line for line in comparison.of(State.CONFLICT) if line.key not in choices)
