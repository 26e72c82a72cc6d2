"""Goal seek in words: what one assumption must be for a figure to reach an amount, and the decision that sets it."""

from __future__ import annotations

from dataclasses import dataclass

from planner.outcome.evaluate import Outcome
from planner.outcome.explain import terms_in_words
from planner.outcome.figures import Figure, value_at
from planner.outcome.sensitivity.cases import Aim, movable
from planner.outcome.sensitivity.solve import solve
from planner.scenario.targets import FORCE_WIDE, target_words
from planner.views.assumption_rows import value_words
from planner.words.money import millions, parse_pounds, pounds_pence
from planner.words.numbers import ReadError
from planner.words.vocabulary import YEARS


@dataclass(frozen=True)
class Seekable:
    """A figure that can be sought: its name in `planner.outcome.figures`, and its words."""

    figure: str
    words: str


@dataclass(frozen=True)
class Found:
    """The answer. `value` is what the assumption is to be set to, None where there is nothing to apply."""

    words: str
    value: float | None


def seekable(outcome: Outcome) -> tuple[Seekable, ...]:
    """The full-year saving, and the net and cumulative net saving of each year."""
    single = [Seekable(f"{name}[{y}]", f"{words} {y}") for name, words in _BY_YEAR for y in YEARS]
    return (Seekable("full_year_saving", f"Full-year saving, {terms_in_words(outcome)}"), *single)


_BY_YEAR = (("net", "Net saving"), ("cumulative_net", "Cumulative net saving to"))


def assumptions_to_seek(outcome: Outcome) -> tuple[tuple[str, str], ...]:
    """(id, name) of every assumption that the equations read, by name."""
    return tuple(sorted(((a.id, a.name) for a in movable(outcome)), key=lambda pair: pair[1]))


def amount_to_begin(outcome: Outcome) -> str:
    """The amount of the target in force where it is local policing's; else the figure as it is."""
    target = outcome.scenario.targets[outcome.scenario.target_in_force]
    if target.scope == FORCE_WIDE:
        return millions(outcome.number("full_year_saving"))
    return millions(target.amount, 0) if target.amount % 1e6 == 0 else pounds_pence(target.amount)


def target_hint(outcome: Outcome) -> str:
    """Which target is in force, beside the amount."""
    return f"Target in force: {target_words(outcome.scenario.targets[outcome.scenario.target_in_force])}"


def seek(outcome: Outcome, figure: Figure, amount: str, assumption_id: str) -> Found:
    """What the assumption must be for the figure to be no less than the amount as typed. Raises ReadError."""
    wanted = parse_pounds(amount)
    if abs(wanted) > 1e12:
        raise ReadError("That is more than any figure here can be; write an amount in pounds, as £73m")
    solution = solve(outcome, Aim(figure, wanted), assumption_id)
    a, now = solution.assumption, value_at(outcome, figure)
    unit = a.unit
    if not solution.moves:
        return Found(f"Cannot be reached: {a.name} does not move this figure, which is {millions(now)}.", None)
    if solution.value is None and round(now, 2) >= wanted:
        closest = f"{value_words(solution.closest, unit)}, where it is {pounds_pence(solution.figure)}"
        return Found(f"Reached at every value of {a.name}; the closest is {closest}.", None)
    if solution.value is None:
        closest = f"{value_words(solution.closest, unit)}, where it is {pounds_pence(solution.figure)}"
        return Found(f"Cannot be reached: closest is {a.name} at {closest}.", None)
    value, beyond = value_words(solution.value, unit), value_words(solution.beyond, unit)
    said = f"{a.name} must be {value} (now {value_words(a.value, unit)}): the figure is then "
    said += f"{pounds_pence(solution.figure)}; at {beyond} it falls short."
    if a.low is not None and a.high is not None and not solution.within_range:
        said += f" That is beyond its range, {value_words(a.low, unit)} – {value_words(a.high, unit)}."
    return Found(said, solution.value if solution.value != a.value else None)
