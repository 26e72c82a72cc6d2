"""Many cases of one scenario that differ in assumptions alone, worked out together by the same equations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from planner.outcome.arrays import Array, Values, program
from planner.outcome.evaluate import Outcome
from planner.outcome.figures import Figure
from planner.scenario.types import Assumption
from planner.words.numbers import round_half_away
from planner.words.vocabulary import FUNCTION_KEYS, FUNCTIONS, ROLE_KEYS, ROLES

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]
CHUNK = 500
"""Cases at once: enough for numpy to be busy, few enough to stay in the processor's cache."""


class Stopped(Exception):
    """Whoever asked no longer wants the answer."""


@dataclass(frozen=True)
class Lever:
    """Where an assumption stands among the inputs of the equations."""

    name: str
    index: tuple[int, ...]


LEVERS: dict[str, Lever] = {
    **{
        f"{prefix}.{ROLE_KEYS[role]}.{FUNCTION_KEYS[function]}": Lever(name, (f, r))
        for prefix, name in (("posts", "posts_each"), ("change", "rate"))
        for f, function in enumerate(FUNCTIONS)
        for r, role in enumerate(ROLES)
    },
    **{f"cost.{ROLE_KEYS[role]}": Lever("unit_cost", (r,)) for r, role in enumerate(ROLES)},
    "pay_award": Lever("pay_award", ()),
    "youth.total": Lever("youth_in_all", ()),
}


@dataclass(frozen=True)
class Aim:
    """A figure in pounds that should be no less than an amount."""

    figure: Figure
    amount: float


def aim_in_force(outcome: Outcome) -> Aim:
    """The figure that the target in force is held against, and its amount."""
    target = outcome.scenario.targets[outcome.scenario.target_in_force]
    return Aim(Figure("target_figure", (target.id,)), target.amount)


def movable(outcome: Outcome) -> tuple[Assumption, ...]:
    """The assumptions that the equations read, in the order of their ids."""
    return tuple(a for id_, a in sorted(outcome.scenario.assumptions.items()) if id_ in LEVERS)


def as_set(assumption: Assumption, value: float) -> float:
    """A value as it could be set: posts are whole."""
    return round_half_away(value) if assumption.unit == "posts" else value


def figures_of_cases(
    outcome: Outcome,
    ids: Sequence[str],
    values: Array,
    wanted: Sequence[str],
    *,
    progress: Progress = lambda share: None,
    cancelled: Cancelled = lambda: False,
) -> Values:
    """The wanted figures, with a leading axis of cases.

    `values` is cases × ids, each in its assumption's own unit; every other assumption is as in the scenario.
    Raises KeyError for an id that no equation reads and Stopped when `cancelled` says so between chunks.
    """
    levers = [LEVERS[id_] for id_ in ids]
    names = frozenset(lever.name for lever in levers)
    run = program(names, frozenset(wanted))
    found: dict[str, list[Array]] = {name: [] for name in wanted}
    for at in range(0, len(values), CHUNK):
        if cancelled():
            raise Stopped
        part = values[at : at + CHUNK]
        start = dict(outcome.values)
        for name in names:
            start[name] = np.repeat(np.asarray(outcome.values[name])[None, ...], len(part), axis=0)
        for column, lever in enumerate(levers):
            index: tuple[slice | int, ...] = (slice(None), *lever.index)
            start[lever.name][index] = part[:, column]
        worked = run.run(start)
        for name in wanted:
            same = np.asarray(worked[name])
            varies = "case" in run.dims[name]
            found[name].append(same if varies else np.broadcast_to(same, (len(part), *same.shape)))
        progress(min(1.0, (at + CHUNK) / len(values)))
    return {name: np.concatenate(parts) if parts else np.empty(0) for name, parts in found.items()}


def numbers_of_cases(outcome: Outcome, ids: Sequence[str], values: Array, asked: Figure) -> Array:
    """One number of a figure in each case."""
    found = figures_of_cases(outcome, ids, values, (asked.name,))[asked.name]
    index: tuple[slice | int, ...] = (slice(None), *asked.index(outcome).values())
    number: Array = found[index]
    return number
