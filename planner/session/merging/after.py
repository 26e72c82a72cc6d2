"""What merging another plan would come to: the headline figures of each scenario it changes, and its rules."""

from __future__ import annotations

from planner.outcome.evaluate import evaluate_plan
from planner.scenario.change import apply
from planner.scenario.types import Plan, Step
from planner.views.import_rows import effect_words, not_met_words
from planner.words.vocabulary import Terms


def merged_words(ours: Plan, step: Step | None, terms: Terms = Terms.REAL) -> tuple[str, ...]:
    """A sentence for each scenario that the step changes or brings: what changes, and what is not met afterwards."""
    if step is None:
        return ()
    merged = apply(ours, step.edits)
    before = {scenario.id: scenario for scenario in ours.scenarios}
    told = []
    for scenario in merged.scenarios:
        old = before.get(scenario.id)
        if scenario == old:
            continue
        then = evaluate_plan(merged, terms, scenario.id)
        figures = ("comes in",) if old is None else effect_words(evaluate_plan(ours, terms, scenario.id), then)
        told.append(f"{scenario.name}: {' · '.join(figures)}; {not_met_words(then)}")
    return tuple(told)
