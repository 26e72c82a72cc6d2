"""How a bar between two scenarios is worked out, and a figure of a scenario that is not the one shown.

The bars are those of planner.views.compare_bridge. The savings they lead from and to are asked for scenario by
scenario, so that every term opens in turn down to that scenario's own assumptions and baseline.
"""

from __future__ import annotations

from dataclasses import replace

from planner.outcome.bridge import BridgeError, DecisionBar, bridge_between, decided_between
from planner.outcome.evaluate import Outcome, evaluate_plan
from planner.outcome.explain import Line, Working, explain
from planner.outcome.figures import FigureError, parse
from planner.outcome.status import ORDER, status_of
from planner.scenario.types import Plan, Scenario, Step
from planner.views.bridge import of_which_rounding
from planner.views.working_lines import SAVING, changes_of, pounds_line, saving_working
from planner.words.names import plural
from planner.words.vocabulary import Status, Terms

COMPARED, SCENARIO = "compared", "scenario"
GONE = "One of the two scenarios is not in the plan any more. Compare two that are."


def figure_of_scenario(scenario_id: str, figure: str) -> str:
    """What to ask for to see how a figure of that scenario is worked out."""
    return f"{SCENARIO}[{scenario_id}].{figure}"


def figure_of_bar(from_id: str, to_id: str, bar_id: str) -> str:
    """What to ask for to see how a bar between the two is worked out."""
    return f"{COMPARED}[{from_id},{to_id},{bar_id}]"


def of_scenario(plan: Plan, asked: str, terms: Terms) -> Working:
    """The working-out of `ID].FIGURE`. Its terms lead on within that scenario. Raises FigureError."""
    scenario = next((s for s in plan.scenarios if asked.startswith(f"{s.id}].")), None)
    if scenario is None:
        raise FigureError("That scenario is not in the plan. Ask about one that is.")
    found = explain(evaluate_plan(plan, terms, scenario.id), asked[len(scenario.id) + 2 :])
    return replace(
        found,
        figure=figure_of_scenario(scenario.id, found.figure),
        place=", ".join(part for part in (found.place, scenario.name) if part),
        lines=tuple(_leading_on(line, scenario.id) for line in found.lines),
    )


def _leading_on(line: Line, scenario_id: str) -> Line:
    terms = (replace(t, figure=figure_of_scenario(scenario_id, t.figure) if t.figure else "") for t in line.terms)
    return replace(line, terms=tuple(terms))


def of_compared(plan: Plan, asked: str, terms: Terms) -> Working:
    """The working-out of the bar `FROM,TO,BAR`. Raises FigureError."""
    pair, _, bar_id = asked.rpartition(",")
    ends = next(((a, b) for a in plan.scenarios for b in plan.scenarios if f"{a.id},{b.id}" == pair), None)
    if ends is None:
        raise FigureError(GONE)
    first, last = ends
    try:
        found = bridge_between(plan, first.id, last.id, terms)
    except BridgeError as problem:
        raise FigureError(str(problem)) from problem
    outcomes = evaluate_plan(plan, terms, first.id), evaluate_plan(plan, terms, last.id)
    bar = next((bar for bar in found.bars if bar.id == bar_id), None)
    if bar is not None:
        return _of_bar(plan, (first, last), bar, outcomes)
    if bar_id != "interaction":
        raise FigureError(
            "The two decide nothing differently of that kind. The bridge between them shows what they do."
        )
    parts = [
        _saving("", last, found.end, outcomes[1]),
        _saving("− at the first", first, -found.start, outcomes[0]),
        *(
            pounds_line(
                "− each alone", bar.name, -bar.amount, figure_of_bar(first.id, last.id, bar.id), poorest(outcomes)
            )
            for bar in found.bars
        ),
    ]
    words = f"interaction = saving of {last.name} − of {first.name} − what each kind of decision does alone"
    figure = figure_of_bar(first.id, last.id, "interaction")
    working = saving_working(outcomes[1], figure, "Interaction", found.interaction, words, parts, poorest(outcomes))
    return replace(working, place=_way(first, last))


def _saving(label: str, scenario: Scenario, pounds: float, outcome: Outcome) -> Line:
    figure = figure_of_scenario(scenario.id, SAVING)
    return pounds_line(label, f"Full-year saving of {scenario.name}", pounds, figure, status_of(outcome, SAVING))


def _of_bar(
    plan: Plan, ends: tuple[Scenario, Scenario], bar: DecisionBar, outcomes: tuple[Outcome, Outcome]
) -> Working:
    first, last = ends
    edits = decided_between(plan, first.id, last.id)[bar.id]
    step = Step(f"Decided otherwise ({plural(len(edits), 'value')})", edits)
    ground = first.name if bar.id == "map" else f"{first.name} with the other's map"
    lines = [
        *changes_of(plan, (step,), (step,)),
        pounds_line("With them", f"Full-year saving of {ground}", bar.with_it),
        pounds_line("Without them", f"Full-year saving of {ground}", -bar.without),
    ]
    if bar.id == "map":  # measured on the first scenario as it is
        lines[-1] = _saving("Without them", first, -bar.without, outcomes[0])
    words = f"difference = saving of {ground} with what {last.name} decides of this kind − without it"
    words += of_which_rounding(bar)
    figure = figure_of_bar(first.id, last.id, bar.id)
    found = saving_working(outcomes[1], figure, bar.name, bar.amount, words, lines, poorest(outcomes))
    return replace(found, place=_way(first, last))


def _way(first: Scenario, last: Scenario) -> str:
    return f"from {first.name} to {last.name}"


def poorest(outcomes: tuple[Outcome, Outcome]) -> Status:
    """The poorer of the two savings' statuses: what lies between them is no better supported."""
    return max((status_of(outcome, parse(outcome, SAVING)) for outcome in outcomes), key=ORDER.index)
