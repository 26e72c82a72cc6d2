"""How a figure is worked out that is no single equation: a bar of the bridge by decision, a published figure.

They are shown by the same panel as every other figure, with terms that re-add, and lead on to the figures they are
made of. What is asked for: "decision[map]" with the id of a bar, "published[F019,Central West: Safeguarding]".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.outcome.bridge import BridgeError, DecisionBar, DecisionBridge, bridge_by_decision, decided_steps
from planner.outcome.evaluate import Outcome
from planner.outcome.explain import Line, Term, Working, explain, show
from planner.outcome.figures import FigureError, parse, value_at
from planner.outcome.quantities import POUNDS
from planner.outcome.status import status_of
from planner.outcome.terms import Node
from planner.scenario.types import Edit, Plan, Step
from planner.views.bridge import as_it_started, on_what, terms_words
from planner.views.edit_words import Names, said_of
from planner.views.reconciliation import PublishedRow, reconciliation
from planner.words.names import plural
from planner.words.numbers import round_half_away
from planner.words.vocabulary import Status

DECISION, PUBLISHED = "decision", "published"
SAVING = "full_year_saving"
MOST_SAID = 30
"""Changes of a step that are listed one by one before the rest is counted."""


def working_of(outcome: Outcome, figure: str, plan: Plan, steps: Sequence[Step]) -> Working:
    """The working-out of a figure, a bar of the bridge by decision or a published figure.

    `plan` holds the outcome's scenario, `steps` are those that led to it, oldest first. Raises FigureError.
    """
    name, _, rest = figure.partition("[")
    if name == DECISION:
        return _of_decision(outcome, rest.removesuffix("]"), plan, steps)
    if name == PUBLISHED:
        return _of_published(outcome, rest.removesuffix("]"))
    return explain(outcome, figure)


def _of_decision(outcome: Outcome, bar_id: str, plan: Plan, steps: Sequence[Step]) -> Working:
    try:
        found = bridge_by_decision(plan, steps, outcome.scenario.id, outcome.terms)
    except BridgeError as problem:
        raise FigureError(str(problem)) from problem
    bar = next((bar for bar in found.bars if bar.id == bar_id), None)
    if bar is not None:
        behind = decided_steps(steps, outcome.scenario.id).get(bar_id, ())
        return _of_bar(outcome, bar, plan, steps, behind)
    if bar_id == "start":
        return _of_start(outcome, found)
    if bar_id == "interaction":
        return _of_interaction(outcome, found)
    if bar_id == "rounding":
        return _of_rounding(outcome)
    raise FigureError("Nothing of that kind is decided in this scenario. The bridge by decision shows what is.")


def _of_bar(outcome: Outcome, bar: DecisionBar, plan: Plan, steps: Sequence[Step], behind: Sequence[Step]) -> Working:
    grounds = on_what(bar)
    lines = [
        *_changes(plan, steps, behind),
        _pounds("With them", f"Full-year saving of the scenario {grounds}", bar.with_it),
        _pounds("Without them", f"Full-year saving of the scenario {grounds}", -bar.without),
    ]
    words = "difference = full-year saving with these decisions − without them; more saving is less cost"
    return _money(outcome, bar.id, bar.name, bar.amount, words, lines)


def _changes(plan: Plan, steps: Sequence[Step], behind: Sequence[Step]) -> Iterator[Line]:
    """What each step changed, from what to what."""
    names = Names(plan, steps)
    for step in behind:
        changes = [_change(edit, names) for edit in step.edits[:MOST_SAID]]
        left = len(step.edits) - MOST_SAID
        if left > 0:
            more = f"and {plural(left, 'more change')} of this step"
            changes.append(_said(more, "", DECISION))
        yield Line(step.label, tuple(changes), 0.0, "")


def _change(edit: Edit, names: Names) -> Term:
    said = said_of(edit, names)
    return _said(said.place, f"{said.before} → {said.after}", DECISION)


def _said(label: str, shown: str, unit: str) -> Term:
    return Term("", label, "", 0.0, unit, shown, Status.PLANNER, "")


def _pounds(label: str, what: str, pounds: float, figure: str = "", status: Status | None = None) -> Line:
    shown = show(pounds, POUNDS)
    return Line(label, (Term(figure, what, "", pounds, POUNDS, shown, status, ""),), pounds, shown)


def _of_start(outcome: Outcome, found: DecisionBridge) -> Working:
    words = f"full-year saving of the scenario {as_it_started(found)}, from which the other bars go on"
    lines = [_pounds("", "Full-year saving as it started", found.start)]
    return _money(outcome, "start", "As it started", found.start, words, lines)


def _of_interaction(outcome: Outcome, found: DecisionBridge) -> Working:
    status = status_of(outcome, parse(outcome, SAVING))
    lines = [
        _pounds("Now", "Full-year saving", found.end, SAVING, status),
        _pounds("− as it started", "As it started", -found.start, f"{DECISION}[start]", status),
        *(_pounds("− each alone", bar.name, -bar.amount, f"{DECISION}[{bar.id}]", status) for bar in found.bars),
    ]
    words = "interaction = full-year saving now − as it started − what each kind of decision does alone"
    return _money(outcome, "interaction", "Interaction", found.interaction, words, lines)


def _of_rounding(outcome: Outcome) -> Working:
    status = status_of(outcome, parse(outcome, SAVING))
    parts = (("area_cost_baseline", 1), ("area_cost_proposed", -1), (SAVING, -1))
    lines = []
    for name, sign in parts:
        figure = parse(outcome, name)
        pence = sign * round_half_away(value_at(outcome, figure), 2)
        lines.append(_pounds("" if sign > 0 else "−", figure.definition.label, pence, name, status))
    left = round_half_away(sum(line.value for line in lines), 2)
    words = "rounding = baseline cost − proposed cost − full-year saving, which is rounded once for each BCU"
    return _money(outcome, "rounding", "Rounding to the penny", left, words, lines)


def _money(outcome: Outcome, id_: str, label: str, value: float, words: str, lines: Sequence[Line]) -> Working:
    return Working(
        figure=f"{DECISION}[{id_}]",
        label=label,
        place="",
        value=value,
        unit=POUNDS,
        shown=show(value, POUNDS, exact=True),
        words=words,
        terms_in_words=terms_words(outcome),
        status=status_of(outcome, parse(outcome, SAVING)),
        source="",
        lines=tuple(lines),
        left_out=(),
        node=Node("value", value),
    )


def _of_published(outcome: Outcome, asked: str) -> Working:
    row = next((row for row in reconciliation(outcome).rows if row.key == f"{PUBLISHED}[{asked}]"), None)
    if row is None:
        raise FigureError(f"“{asked}” is not one of the published figures.")
    published = Term("", f"Published ({row.fact})", "", 0.0, "", row.published, Status(row.status), row.source)
    lines = [
        Line("Model", tuple(_model_terms(outcome, row)), 0.0, row.model),
        Line("Published", (published,), 0.0, row.published),
    ]
    return Working(
        figure=row.key,
        label=f"{row.name}: model against published",
        place="",
        value=0.0,
        unit="",
        shown=row.difference,
        words=f"difference = model − published: {row.model} against {row.published}. {row.why}",
        terms_in_words="",
        status=Status(row.status),
        source=row.source,
        lines=tuple(lines),
        left_out=(),
        node=Node("value", 0.0),
    )


def _model_terms(outcome: Outcome, row: PublishedRow) -> Iterator[Term]:
    """The figures that the model's number is made of; the number itself where there is none."""
    if not row.terms:
        yield Term("", "Model", "", 0.0, "", row.model, None, "")
    for name in row.terms:
        working = explain(outcome, name)
        yield Term(
            working.figure,
            working.label,
            working.place,
            working.value,
            working.unit,
            working.shown,
            working.status,
            working.source,
        )
