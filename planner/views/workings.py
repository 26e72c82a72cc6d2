"""How a figure is worked out that is no single equation: a bar of a bridge by decision, a published figure.

They are shown by the same panel as every other figure, with terms that re-add, and lead on to the figures they are
made of. What is asked for: "decision[map]" with the id of a bar; "published[F019,Central West: Safeguarding]";
"compared[A,B,map]", a bar of the bridge from scenario A to B; "scenario[A].gross[2019/20]", a figure of scenario A.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.outcome.bridge import BridgeError, DecisionBar, DecisionBridge, bridge_by_decision, decided_steps
from planner.outcome.evaluate import Outcome
from planner.outcome.explain import Line, Term, Working, explain
from planner.outcome.figures import FigureError, parse, value_at
from planner.outcome.status import status_of
from planner.outcome.terms import Node
from planner.scenario.types import Plan, Step
from planner.views.bridge import as_it_started, of_which_rounding, on_what
from planner.views.compare_workings import COMPARED, SCENARIO, of_compared, of_scenario
from planner.views.reconciliation import PublishedRow, reconciliation
from planner.views.working_lines import SAVING, changes_of, pounds_line, saving_working
from planner.words.numbers import round_half_away
from planner.words.vocabulary import Status

DECISION, PUBLISHED = "decision", "published"
START = f"{DECISION}[start]"
NO_EQUATIONS = (DECISION, PUBLISHED, COMPARED, SCENARIO)
"""What the names of figures begin with that are no equation of the outcome's own."""


def working_of(outcome: Outcome, figure: str, plan: Plan, steps: Sequence[Step]) -> Working:
    """The working-out of a figure, a bar of a bridge by decision, a published figure or one of another scenario.

    `plan` holds the outcome's scenario, `steps` are those that led to it, oldest first. Raises FigureError.
    """
    name, _, rest = figure.partition("[")
    if name == DECISION:
        return _of_decision(outcome, rest.removesuffix("]"), plan, steps)
    if name == PUBLISHED:
        return _of_published(outcome, rest.removesuffix("]"))
    if name == COMPARED:
        return of_compared(plan, rest.removesuffix("]"), outcome.terms)
    if name == SCENARIO:
        return of_scenario(plan, rest, outcome.terms)
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
        *changes_of(plan, steps, behind),
        pounds_line("With them", f"Full-year saving of the scenario {grounds}", bar.with_it),
        pounds_line("Without them", f"Full-year saving of the scenario {grounds}", -bar.without),
    ]
    words = "difference = full-year saving with these decisions − without them; more saving is less cost"
    words += of_which_rounding(bar)
    return saving_working(outcome, f"{DECISION}[{bar.id}]", bar.name, bar.amount, words, lines)


def _of_start(outcome: Outcome, found: DecisionBridge) -> Working:
    words = f"full-year saving of the scenario {as_it_started(found)}, from which the other bars go on"
    lines = [pounds_line("", "Full-year saving as it started", found.start)]
    return saving_working(outcome, START, "As it started", found.start, words, lines)


def _of_interaction(outcome: Outcome, found: DecisionBridge) -> Working:
    status = status_of(outcome, parse(outcome, SAVING))
    lines = [
        pounds_line("Now", "Full-year saving", found.end, SAVING, status),
        pounds_line("− as it started", "As it started", -found.start, START, status),
        *(pounds_line("− each alone", bar.name, -bar.amount, f"{DECISION}[{bar.id}]", status) for bar in found.bars),
    ]
    words = "interaction = full-year saving now − as it started − what each kind of decision does alone"
    return saving_working(outcome, f"{DECISION}[interaction]", "Interaction", found.interaction, words, lines)


def _of_rounding(outcome: Outcome) -> Working:
    status = status_of(outcome, parse(outcome, SAVING))
    parts = (("area_cost_baseline", 1), ("area_cost_proposed", -1), (SAVING, -1))
    lines = []
    for name, sign in parts:
        figure = parse(outcome, name)
        pence = sign * round_half_away(value_at(outcome, figure), 2)
        lines.append(pounds_line("" if sign > 0 else "−", figure.definition.label, pence, name, status))
    left = round_half_away(sum(line.value for line in lines), 2)
    words = "rounding = baseline cost − proposed cost − full-year saving, which is rounded once for each BCU"
    return saving_working(outcome, f"{DECISION}[rounding]", "Rounding to the penny", left, words, lines)


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
