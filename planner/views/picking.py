"""What is ticked and chosen of a comparison, and what it comes to: the state of the preview, without a window."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import groupby

from planner.scenario.decisions.step import Refused
from planner.scenario.types import Key, Plan, Step
from planner.views.three_way import Choice, Compared, Line, State, all_ticked, left_to_choose
from planner.words.names import plural
from planner.words.numbers import whole

Accept = Callable[[Collection[Key], Mapping[Key, Choice]], Step | None]
"""The one step that takes what is ticked and the conflicts settled their way; None for nothing. Raises Refused."""


class Picking:
    """Everything that their side alone changed is ticked to begin with; no conflict is chosen."""

    def __init__(self, comparison: Compared, accept: Accept) -> None:
        self.comparison = comparison
        self._accept = accept
        self._ticked = set(all_ticked(comparison))
        self._choices: dict[Key, Choice] = {}
        self._found: tuple[Step | None, str] | None = None

    def parts(self, *, conflicts_only: bool = False) -> list[tuple[str, tuple[Line, ...]]]:
        """The lines that are not unchanged, by part in the order of the comparison."""
        lines = [x for x in self.comparison.changes if x.state is State.CONFLICT or not conflicts_only]
        return [(part, tuple(found)) for part, found in groupby(lines, key=lambda line: line.part)]

    def is_ticked(self, line: Line) -> bool:
        """Whether their value will be taken."""
        if line.state is State.CONFLICT:
            return self._choices.get(line.key) is Choice.THEIRS
        return line.key in self._ticked

    def choice(self, line: Line) -> Choice | None:
        """How a conflict is settled, None while it is not."""
        return self._choices.get(line.key)

    def tick(self, lines: Iterable[Line], on: bool) -> None:
        """Tick or untick lines that their side alone changed; conflicts are chosen, not ticked."""
        keys = {line.key for line in lines if line.state is State.THEIRS}
        self._ticked = self._ticked | keys if on else self._ticked - keys
        self._found = None

    def choose(self, line: Line, choice: Choice) -> None:
        """Settle a conflict."""
        if line.state is State.CONFLICT:
            self._choices[line.key] = choice
            self._found = None

    def carry_over(self, other: Picking) -> None:
        """Tick and choose as in another picking, wherever it is about the same change."""
        before = {line.key: line for line in other.comparison.changes}
        for line in self.comparison.changes:
            same = before.get(line.key)
            if same is None or (same.state, same.theirs) != (line.state, line.theirs):
                continue
            self.tick((line,), other.is_ticked(same))
            choice = other.choice(same)
            if choice is not None:
                self.choose(line, choice)

    @property
    def left(self) -> tuple[Line, ...]:
        """Conflicts that need a choice still."""
        return left_to_choose(self.comparison, self._choices)

    @property
    def step(self) -> Step | None:
        """The step that would be done; None while it cannot be, and where nothing is taken."""
        return self._result[0]

    @property
    def trouble(self) -> str:
        """Why it cannot be taken as it is, in a sentence; empty where it can."""
        return self._result[1]

    @property
    def _result(self) -> tuple[Step | None, str]:
        if self._found is None:
            self._found = self._made()
        return self._found

    def _made(self) -> tuple[Step | None, str]:
        left = len(self.left)
        if left:
            return None, f"{plural(left, 'conflict')} {'needs' if left == 1 else 'need'} a choice."
        try:
            step = self._accept(self._ticked, self._choices)
        except Refused as refusal:
            return None, str(refusal)
        return step, "" if step is not None else "Nothing is ticked."

    def again(self, plan: Plan) -> Step | None:
        """The step, for the plan it was compared with. Raises Refused for another, whose values it does not know."""
        if plan is not self.comparison.ours:
            raise Refused(self.comparison.words.other)
        return self.step

    # Words

    @property
    def heading(self) -> str:
        """ "12 changes in the sheet, 1 conflict, 3 problems"."""
        counts, words, troubles = self.comparison.counts, self.comparison.words, self.comparison.troubles
        if self.is_empty:
            return ", ".join([words.nothing, *troubles])
        changes = f"{plural(counts[State.THEIRS], 'change')} {words.theirs}"
        return ", ".join([changes, plural(counts[State.CONFLICT], "conflict"), *troubles])

    @property
    def about(self) -> str:
        """What was compared, and what is not listed."""
        counts = self.comparison.counts
        number = counts[State.OURS]
        stay = "stays" if number == 1 else "stay"
        kept = f" {plural(number, 'value')} {self.comparison.words.state(State.OURS)} {stay}." if number else ""
        return f"{self.comparison.subject}{kept} {whole(counts[State.UNCHANGED])} unchanged, not listed."

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be taken."""
        counts = self.comparison.counts
        return not counts[State.THEIRS] and not counts[State.CONFLICT]

    @property
    def ticked_words(self) -> str:
        """ "11 of 12 ticked"."""
        number = self.comparison.counts[State.THEIRS]
        return f"{whole(len(self._ticked))} of {whole(number)} ticked"

    def result_words(self, line: Line) -> str:
        """What will become of the value, in words."""
        words = self.comparison.words
        if line.state is State.OURS:
            return f"{words.state(State.OURS)}: stays"
        if line.state is State.THEIRS:
            return "taken" if line.key in self._ticked else "left as it is"
        choice = self._choices.get(line.key)
        return words.choice(choice) if choice is not None else "choose one"
