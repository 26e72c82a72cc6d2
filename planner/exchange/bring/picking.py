"""What is ticked and chosen of a comparison, and what it comes to: the state of the preview, without a window."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from planner.exchange.bring.accept import Choice, accept, all_ticked, left_to_choose
from planner.exchange.bring.compare import Comparison, Line, State
from planner.exchange.problems import Problem, Severity
from planner.scenario.decisions.step import Refused
from planner.scenario.types import Key, Plan, Step
from planner.words.names import plural
from planner.words.numbers import whole


class Picking:
    """Everything the sheet alone changed is ticked to begin with; no conflict is chosen."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self._ticked = set(all_ticked(comparison))
        self._choices: dict[Key, Choice] = {}
        self._found: tuple[Step | None, str] | None = None

    def parts(self, *, conflicts_only: bool = False) -> list[tuple[str, tuple[Line, ...]]]:
        """The lines that are not unchanged, by part in the order of the workbook."""
        lines = [x for x in self.comparison.changes if x.state is State.CONFLICT or not conflicts_only]
        return [(part, tuple(found)) for part, found in groupby(lines, key=lambda line: line.part)]

    def is_ticked(self, line: Line) -> bool:
        """Whether the sheet's value will be taken."""
        if line.state is State.CONFLICT:
            return self._choices.get(line.key) is Choice.THEIRS
        return line.key in self._ticked

    def choice(self, line: Line) -> Choice | None:
        """How a conflict is settled, None while it is not."""
        return self._choices.get(line.key)

    def tick(self, lines: Iterable[Line], on: bool) -> None:
        """Tick or untick lines that the sheet alone changed; conflicts are chosen, not ticked."""
        keys = {line.key for line in lines if line.state is State.SHEET}
        self._ticked = self._ticked | keys if on else self._ticked - keys
        self._found = None

    def choose(self, line: Line, choice: Choice) -> None:
        """Settle a conflict."""
        if line.state is State.CONFLICT:
            self._choices[line.key] = choice
            self._found = None

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
            step = accept(self.comparison, self._ticked, self._choices)
        except Refused as refusal:
            return None, str(refusal)
        return step, "" if step is not None else "Nothing is ticked."

    def again(self, plan: Plan) -> Step | None:
        """The step, for the plan it was compared with. Raises Refused for another, whose values it does not know."""
        if plan is not self.comparison.ours:
            raise Refused("The plan was changed since the workbook was compared. Import it again.")
        return self.step

    # Words

    @property
    def heading(self) -> str:
        """ "12 changes in the sheet, 1 conflict, 3 problems"."""
        counts, problems = self.comparison.counts, len(self.comparison.problems)
        if self.is_empty:
            return f"Nothing to import, {plural(problems, 'problem')}" if problems else "Nothing to import"
        said = [f"{plural(counts[State.SHEET], 'change')} in the sheet", plural(counts[State.CONFLICT], "conflict")]
        return ", ".join([*said, plural(problems, "problem")])

    @property
    def about(self) -> str:
        """What was compared, and what is not listed."""
        counts = self.comparison.counts
        kept = f" {plural(counts[State.APP], 'value')} changed in the app {_stays(counts[State.APP])}."
        return (
            f"{self.comparison.file} with {self.comparison.scenario.name}. {self.comparison.base.words}"
            f"{kept if counts[State.APP] else ''} {whole(counts[State.UNCHANGED])} unchanged, not listed."
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be taken from the workbook."""
        counts = self.comparison.counts
        return not counts[State.SHEET] and not counts[State.CONFLICT]

    @property
    def ticked_words(self) -> str:
        """ "11 of 12 ticked"."""
        number = self.comparison.counts[State.SHEET]
        return f"{whole(len(self._ticked))} of {whole(number)} ticked"

    def result_words(self, line: Line) -> str:
        """What will become of the value, in words."""
        if line.state is State.APP:
            return "changed in the app: stays"
        if line.state is State.SHEET:
            return "taken" if line.key in self._ticked else "left as it is"
        choice = self._choices.get(line.key)
        return choice.value if choice is not None else "choose one"


def _stays(number: int) -> str:
    return "stays" if number == 1 else "stay"


def problems_in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Values left out first, then what is only told; otherwise in the order they were met."""
    return tuple(sorted(problems, key=lambda problem: problem.severity is Severity.NOTE))


def problem_cells(problem: Problem) -> tuple[str, str, str, str, str, str]:
    """A problem as cells: what happens, kind, cell, what is wrong, what is allowed, what to do."""
    happens = "to know" if problem.severity is Severity.NOTE else "left out"
    return happens, problem.reason.value, problem.place, problem.text, problem.allowed, problem.hint


PROBLEM_HEADS = ("What happens", "Kind", "Cell", "What is wrong", "Allowed", "What to do")


def problems_text(problems: Iterable[Problem]) -> str:
    """Every problem as tab-separated text, to be pasted into a table."""
    rows = [PROBLEM_HEADS, *(problem_cells(problem) for problem in problems)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
