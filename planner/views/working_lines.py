"""The lines of a working-out that is no equation: what was decided, and savings with it and without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.outcome.evaluate import Outcome
from planner.outcome.explain import Line, Term, Working, show
from planner.outcome.figures import parse
from planner.outcome.quantities import POUNDS
from planner.outcome.status import status_of
from planner.outcome.terms import Node
from planner.scenario.types import Edit, Plan, Step
from planner.views.bridge import terms_words
from planner.views.edit_words import Names, said_of
from planner.words.names import plural
from planner.words.vocabulary import Status

SAVING = "full_year_saving"
WORDS = "words"
"""The unit of a term that is no number."""
MOST_SAID = 30
"""Changes of a step that are listed one by one before the rest is counted."""


def changes_of(plan: Plan, steps: Sequence[Step], behind: Sequence[Step]) -> Iterator[Line]:
    """What each of the steps `behind` changed, from what to what; `steps` are all that were done, for their names."""
    names = Names(plan, steps)
    for step in behind:
        changes = [_change(edit, names) for edit in step.edits[:MOST_SAID]]
        left = len(step.edits) - MOST_SAID
        if left > 0:
            more = f"and {plural(left, 'more change')} of this step"
            changes.append(_said(more, "", WORDS))
        yield Line(step.label, tuple(changes), 0.0, "")


def _change(edit: Edit, names: Names) -> Term:
    said = said_of(edit, names)
    return _said(said.place, f"{said.before} → {said.after}", WORDS)


def _said(label: str, shown: str, unit: str) -> Term:
    return Term("", label, "", 0.0, unit, shown, Status.PLANNER, "")


def pounds_line(label: str, what: str, pounds: float, figure: str = "", status: Status | None = None) -> Line:
    """A line of one term in pounds; `figure` is what it leads to, empty for none."""
    shown = show(pounds, POUNDS)
    return Line(label, (Term(figure, what, "", pounds, POUNDS, shown, status, ""),), pounds, shown)


def saving_working(
    outcome: Outcome,
    figure: str,
    label: str,
    value: float,
    words: str,
    lines: Sequence[Line],
    status: Status | None = None,
) -> Working:
    """A full-year saving in pounds, or a part of one, made of the lines; as well supported as the outcome's own."""
    return Working(
        figure=figure,
        label=label,
        place="",
        value=value,
        unit=POUNDS,
        shown=show(value, POUNDS, exact=True),
        words=words,
        terms_in_words=terms_words(outcome),
        status=status or status_of(outcome, parse(outcome, SAVING)),
        source="",
        lines=tuple(lines),
        left_out=(),
        node=Node("value", value),
    )
