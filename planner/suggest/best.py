"""The best map for an aim, proven, with what it would change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.area.types import Area, Baseline
from planner.outcome.evaluate import Outcome, evaluate
from planner.scenario.types import Scenario
from planner.suggest.checker import check_answer, check_by_rules
from planner.suggest.errors import NoMap
from planner.suggest.problem import Problem
from planner.suggest.propose import Move, Proposal, propose
from planner.suggest.said import aim_words, terms_words, value_words
from planner.suggest.solve import Found, Solver
from planner.suggest.terms import Aim, Cancelled, Progress, Terms, never, silent
from planner.words.names import plural
from planner.words.numbers import share
from planner.words.vocabulary import Terms as PriceTerms

ROUNDING = (
    "At one number of BCUs the saving differs by rounding alone: rates are the same everywhere and leadership is per "
    "BCU. Compare different numbers of BCUs instead."
)


@dataclass(frozen=True, eq=False)
class Suggestion:
    """A map with its value, what was proved of it, and what it would change.

    `values` has one value for each aim: a share of the mean, metres, pounds, posts or a ratio. `posts_change` is in
    posts of every role, `saving_change` in pounds of full-year saving, against the scenario as it is.
    """

    terms: Terms
    proven: bool
    values: tuple[float, ...]
    what_was_proved: str
    proposal: Proposal
    posts_change: int
    saving_change: float
    notes: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        """The value for the first aim."""
        return self.values[0]

    @property
    def moves(self) -> tuple[Move, ...]:
        """The boroughs that would change their BCU."""
        return self.proposal.moves

    @property
    def assignment(self) -> dict[str, int]:
        """The number of its BCU, from 1, for each borough code."""
        groups = enumerate(self.proposal.groups, 1)
        return dict(sorted((code, number) for number, group in groups for code in group))

    @property
    def scenario(self) -> Scenario:
        """The scenario as it would be."""
        return self.proposal.scenario


@dataclass(frozen=True, eq=False)
class SoFar:
    """The best map that a search has met so far: a map under the terms, and not proven to be the best."""

    solver: Solver
    found: Found

    @property
    def values(self) -> tuple[float, ...]:
        """Its value for each aim."""
        problem = self.solver.problem
        return tuple(problem.shown(a, n) for a, n in zip(problem.terms.aims, self.found.numbers, strict=True))

    def suggestion(self) -> Suggestion:
        """It as a suggestion that is not proven, checked like any other. Only once its search has ended."""
        return suggested(self.solver, self.found, proven=False)


HearsBetter = Callable[[SoFar], None]


def best_map(
    area: Area,
    baseline: Baseline,
    scenario: Scenario,
    terms: Terms,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    prices: PriceTerms = PriceTerms.REAL,
    better: HearsBetter | None = None,
) -> Suggestion:
    """The best map under the terms. Raises NoMap when there is none, SuggestError, TooLarge and Stopped.

    `progress` hears shares from 0 to 1, `better` each map that is better than those met before it. The map is checked
    by a plain reading of the terms and by the rules before it is given; its values are compared in whole numbers.
    """
    problem = Problem(area, baseline, scenario, terms, prices, cancelled)
    solver = Solver(
        problem,
        progress=progress,
        cancelled=cancelled,
        better=None if better is None else lambda found: better(SoFar(solver, found)),
    )
    found = solver.best()
    if found is None:
        raise NoMap(f"No map meets the terms: {terms_words(area, scenario, terms)}. Nothing was changed.")
    suggestion = suggested(solver, found)
    progress(1.0)
    return suggestion


def suggested(solver: Solver, found: Found, *, proven: bool = True) -> Suggestion:
    """A found map, checked and put into words. Raises WrongAnswer when it does not hold."""
    problem = solver.problem
    area, baseline, scenario, terms = problem.area, problem.baseline, problem.scenario, problem.terms
    proposal = propose(problem, solver.homes, found.sets)
    values = tuple(problem.shown(aim, number) for aim, number in zip(terms.aims, found.numbers, strict=True))
    check_answer(area, baseline, scenario, terms, proposal.groups, values)
    after = check_by_rules(area, baseline, proposal.scenario, terms)
    before = evaluate(area, baseline, scenario, problem.prices)
    if problem.prices is not after.terms:
        after = evaluate(area, baseline, proposal.scenario, problem.prices)
    return Suggestion(
        terms=terms,
        proven=proven,
        values=values,
        what_was_proved=(_proof if proven else _so_far)(problem, values) + _number(problem, found.k),
        proposal=proposal,
        posts_change=posts_in_all(after) - posts_in_all(before),
        saving_change=round(after.number("full_year_saving") - before.number("full_year_saving"), 2),
        notes=_notes(problem),
    )


def posts_in_all(outcome: Outcome) -> int:
    """Counted posts of every role and borough."""
    return int(outcome.array("area_role_posts").sum())


def _said(problem: Problem, values: tuple[float, ...]) -> list[str]:
    area, terms = problem.area, problem.terms
    return [f"{aim_words(area, terms, a)}: {value_words(a, v)}" for a, v in zip(terms.aims, values, strict=True)]


def _so_far(problem: Problem, values: tuple[float, ...]) -> str:
    under = terms_words(problem.area, problem.scenario, problem.terms)
    return (
        f"Not proven: the search was stopped. This is the best map met by then, of those with {under}: "
        f"{'; '.join(_said(problem, values))}. Search again to the end for the proof."
    )


def _proof(problem: Problem, values: tuple[float, ...]) -> str:
    area, terms = problem.area, problem.terms
    said = _said(problem, values)
    under = terms_words(area, problem.scenario, terms)
    if len(said) == 1:
        return f"Proven best: of all maps with {under}, none is better by {said[0]}."
    return (
        f"Proven best: of all maps with {under}, that are within {share(terms.tolerance)} of the best by "
        f"{aim_words(area, terms, terms.aims[0])} (this one has {value_words(terms.aims[0], values[0])}), none is "
        f"better by {said[1]}."
    )


def _number(problem: Problem, k: int) -> str:
    """How many BCUs the map has, where the terms leave that open."""
    return f" This map has {plural(k, 'BCU')}." if problem.terms.fewest < problem.terms.most else ""


def _notes(problem: Problem) -> tuple[str, ...]:
    found = []
    if Aim.SAVING in problem.terms.aims:
        if problem.terms.fewest == problem.terms.most:
            found.append(ROUNDING)
        if problem.scenario.overrides:
            found.append("Overrides belong to the BCUs there are now and were left out of the search.")
    return tuple(found)
