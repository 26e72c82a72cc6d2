"""The smallest repair: the fewest boroughs moved after which the geography rules G1 to G3 are met."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.area.types import Area, Baseline
from planner.scenario.types import Scenario
from planner.suggest.best import Suggestion, suggested
from planner.suggest.errors import NoMap
from planner.suggest.problem import Problem
from planner.suggest.solve import Found, Solver
from planner.suggest.terms import Aim, Cancelled, Pair, Progress, Terms, never, silent, with_locks
from planner.words.names import plural

_ONE_MOVE = 1 << 32
"""Weighs more than all posts together, so that fewer boroughs moved always come first."""


@dataclass(frozen=True, eq=False)
class Repair:
    """A map that meets G1 to G3 with the fewest boroughs moved between BCUs.

    `moved` boroughs change their BCU and `assigned` come into one from none. `words` say what was proved.
    """

    suggestion: Suggestion
    moved: int
    assigned: int
    words: str


def repair(
    area: Area,
    baseline: Baseline,
    scenario: Scenario,
    crossings: frozenset[Pair] = frozenset(),
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Repair:
    """The smallest repair of a scenario, locks kept. Raises NoMap, SuggestError, TooLarge and Stopped.

    Sizes are those of rule G2. No present BCU is left empty where that can be; among numbers of BCUs that need the
    same moves, the one rule G4 asks for or else the nearest. Moves of fewer posts come first among as many boroughs,
    then the smaller largest deviation from the mean population (posts, where the area has no population).
    """
    solver, k, least = _numbered(area, baseline, scenario, crossings, progress, cancelled)
    problem = solver.problem
    answer = solver.optimum_under(k, Aim.DEVIATION, problem.ok(k), Aim.CHANGE, least)
    if answer is None:
        raise NoMap(_none(scenario))
    even = Problem(
        area, baseline, scenario, replace(problem.terms, fewest=k, most=k, aims=(Aim.DEVIATION,)), cancelled=cancelled
    )
    found = Found(k, tuple(problem.blocks[b] for b in answer[1]), (answer[0],))
    suggestion = suggested(Solver(even, solver.weights, cancelled=cancelled), found)
    moved = sum(1 for m in suggestion.moves if m.source is not None)
    assigned = len(suggestion.moves) - moved
    words = _words(moved, assigned)
    progress(1.0)
    return Repair(replace(suggestion, what_was_proved=words), moved, assigned, words)


def _numbered(
    area: Area,
    baseline: Baseline,
    scenario: Scenario,
    crossings: frozenset[Pair],
    progress: Progress,
    cancelled: Cancelled,
) -> tuple[Solver, int, int]:
    """The solver, the number of BCUs to have, and what has to move."""
    low, high = int(scenario.rules["G2.minimum"]), int(scenario.rules["G2.maximum"])
    wanted = int(scenario.rules["G4.number"])
    units = len(area.policed)
    weights = {code: _ONE_MOVE + sum(posts) for code, posts in baseline.posts.items()}
    measure = "pop_2017_gla" if "pop_2017_gla" in area.borough_measures else "baseline_posts"
    terms = Terms(1, units, low, high, crossings, aims=(Aim.CHANGE, Aim.DEVIATION), measure=measure)
    solver = Solver(
        Problem(area, baseline, scenario, with_locks(terms, scenario), cancelled=cancelled),
        weights,
        cancelled=cancelled,
    )
    possible = solver.problem.programme.reach()
    numbers = [k for k in range(1, units + 1) if possible >> k & 1]
    full = [k for k in numbers if k >= len(scenario.bcus)] or numbers
    least: dict[int, int] = {}
    for at, k in enumerate(full):
        answer = solver.optimum(k, Aim.CHANGE, solver.problem.ok(k))
        if answer is not None:
            least[k] = answer[0]
        progress(0.9 * (at + 1) / len(full))
    if not least:
        raise NoMap(_none(scenario))
    fewest = min(n >> 32 for n in least.values())
    k = min((k for k, n in least.items() if n >> 32 == fewest), key=lambda k: (abs(k - wanted), least[k], k))
    return solver, k, least[k]


def _none(scenario: Scenario) -> str:
    return (
        f"No moves make {scenario.name} meet G1 to G3: with its locks, no map has every borough in a joined BCU of "
        f"{scenario.rules['G2.minimum']}–{scenario.rules['G2.maximum']} boroughs. Nothing was changed. Unlock "
        "something, or allow crossings."
    )


def _words(moved: int, assigned: int) -> str:
    if not moved and not assigned:
        return "Every borough is in a joined BCU of an allowed size: G1 to G3 need no repair."
    if not moved:
        return f"No borough has to change its BCU; {plural(assigned, 'borough')} in none can be assigned as shown."
    tail = f", and {plural(assigned, 'borough')} in no BCU assigned" if assigned else ""
    return (
        f"{plural(moved, 'borough')} moved{tail}. Proven: no fewer moves make a map that meets G1 to G3 with the locks "
        "kept and this number of BCUs."
    )
