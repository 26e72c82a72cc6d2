"""What reads an input: the equations that name it, and the headline figures that rest on it."""

from __future__ import annotations

from functools import cache

from planner.outcome.equations import BY_NAME, EQUATIONS
from planner.outcome.expressions import refs
from planner.outcome.quantities import Equation
from planner.outcome.sensitivity.cases import LEVERS

HEADLINES: tuple[tuple[str, str], ...] = (
    ("officers_in_all", "officer posts"),
    ("pcsos_in_all", "PCSO posts"),
    ("full_year_saving", "full-year saving"),
    ("gross", "saving by year"),
    ("bridge", "bridge"),
)
"""The figures that are named as resting on an input, with their words."""


@cache
def readers(name: str) -> tuple[str, ...]:
    """Labels of the equations that read the input or equation themselves, once each, in the equations' order."""
    return tuple(dict.fromkeys(e.label for e in EQUATIONS if name in set(refs(e.expr))))


@cache
def rests_on(name: str, other: str) -> bool:
    """Whether an equation reads the other, itself or through others."""
    definition = BY_NAME[name]
    read = set(refs(definition.expr)) if isinstance(definition, Equation) else set()
    return other in read or any(rests_on(inner, other) for inner in read)


@cache
def used_by(assumption_id: str) -> tuple[str, ...]:
    """What an assumption goes into: the equations that read it, then the headline figures; none where nothing does."""
    lever = LEVERS.get(assumption_id)
    if lever is None:
        return ()
    above = tuple(words for name, words in HEADLINES if rests_on(name, lever.name))
    return (*readers(lever.name), *above)
