"""Every figure there is, of random scenarios: its terms re-add, and each of them leads on to what it rests on."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from planner.outcome.equations import ASKED, BY_NAME, EQUATIONS
from planner.outcome.evaluate import Outcome, evaluate
from planner.outcome.explain import Working, explain
from planner.outcome.figures import Figure, parse, value_at
from planner.outcome.quantities import MODEL, POUNDS, Input
from planner.words.numbers import round_half_away
from planner.words.vocabulary import Terms
from tests.outcome.scenarios import AREA, BASELINE, TWELVE, random_scenario

EVERY = (*EQUATIONS, *ASKED)


def every_figure(outcome: Outcome) -> Iterator[Figure]:
    for equation in EVERY:
        for keys in itertools.product(*(outcome.members[dim] for dim in equation.dims)):
            yield Figure(equation.name, tuple(str(key) for key in keys))


def outcomes(count: int) -> Iterator[Outcome]:
    for seed in range(count):
        for terms in Terms:
            yield evaluate(AREA, BASELINE, random_scenario(seed), terms)


def re_adds(working: Working, value: float) -> bool:
    """The value of the panel's own lines is the figure's: to the penny for money, to the last place otherwise."""
    in_all = math.fsum(line.value for line in working.lines)
    if working.unit == POUNDS:
        return round_half_away(in_all, 2) == round_half_away(value, 2)
    return math.isclose(in_all, value, rel_tol=1e-12, abs_tol=1e-9) or working.node.kind in ("round", "floor")


def test_the_terms_of_every_figure_re_add_to_it(examples: int) -> None:
    for outcome in outcomes(1 + examples // 100):
        count = 0
        for figure in every_figure(outcome):
            working, value = explain(outcome, figure), value_at(outcome, figure)
            assert math.isclose(working.node.value, value, rel_tol=1e-12, abs_tol=1e-6), figure
            assert re_adds(working, value), figure
            count += 1
        assert count == sum(math.prod(len(outcome.members[d]) for d in e.dims) for e in EVERY)


def test_every_term_leads_on_down_to_an_input_with_its_source() -> None:
    """From each equation's first figure, term by term, until nothing is left that is worked out."""
    outcome = evaluate(AREA, BASELINE, TWELVE)
    waiting = [next((f for f in every_figure(outcome) if f.name == e.name), None) for e in EVERY]
    seen: set[str] = set()
    while waiting:
        figure = waiting.pop()
        if figure is None or figure.name in seen:
            continue
        seen.add(figure.name)
        working = explain(outcome, figure)
        for term in (term for line in working.lines for term in line.terms):
            next_one = parse(outcome, term.figure)
            assert term.status is not None, term
            definition = BY_NAME[next_one.name]
            # What is part of the model, and a cost nobody entered, has no source to name.
            is_given = isinstance(definition, Input) and definition.origin != MODEL and term.value != 0
            assert term.source or not is_given, term
            waiting.append(next_one)
    assert {"base", "unit_cost", "go_live", "dwo"} <= seen


def test_a_step_of_the_bridge_is_asked_for_by_its_name_with_the_comma_in_it() -> None:
    outcome = evaluate(AREA, BASELINE, random_scenario(1))
    assert explain(outcome, "bridge[Constables, HQ]").place == "Constables, HQ"
    assert explain(outcome, "in_bridge_step[Constables, HQ,HQ,Constable]").shown == "yes"
