"""The best map and the standing, ours beside HiGHS on the same questions in the same run.

Ours is timed cold: blocks, programme, search and all. HiGHS is timed with its model, and limited to a minute each.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

from planner.suggest import Landscape, best_map, standing, with_crossings
from planner.suggest.problem import Problem
from planner.suggest.shape import forget_shapes
from planner.suggest.solve import Solver
from planner.suggest.terms import MOST_OF, Aim, Terms
from tests.benchmarks.measure import line, peak_memory_mb, ratio, times
from tests.suggest.areas import LONDON, LONDON_BASELINE, TWELVE

PARTS = (LONDON, LONDON_BASELINE, TWELVE)
LAND = Terms()
QUESTIONS: dict[str, Terms] = {
    "land, 2–4": LAND,
    "land, 2–5": replace(LAND, largest=5),
    "crossings, 2–4": with_crossings(LAND, LONDON),
    "crossings, 2–5": with_crossings(replace(LAND, largest=5), LONDON),
}
TARGETS = {"land, 2–4": "target 16.7 ms", "crossings, 2–4": "target 500 ms"}


def run() -> None:
    """Print best map, standing, landscape and HiGHS."""
    for name, terms in QUESTIONS.items():
        count = 30 if name.startswith("land") else 10
        line(f"best map, {name}", times(lambda _, t=terms: solve(t), count, warm=2), TARGETS.get(name, ""))
        standing(*PARTS, terms)
        line(f"best map asked again, {name}", times(lambda _, t=terms: again(t), count, warm=2))
        slow = name == "crossings, 2–5"
        line(f"standing, {name}", times(lambda _, t=terms: standing(*PARTS, t), 1 if slow else 5, warm=0))
    line("best map with its check, rules and words, land, 2–4", times(lambda _: best_map(*PARTS, LAND), 20))
    landscape = timed("landscape, land, 2–4, largest deviation", LAND)
    line("a map placed in it", times(lambda _: landscape.place(TWELVE), 200), "target 1 ms")
    every_aim()
    print(f"  peak memory so far {peak_memory_mb():.0f} MB")


def solve(terms: Terms) -> None:
    """One question from nothing to a proven map."""
    forget_shapes()
    again(terms)


def again(terms: Terms) -> None:
    """One question over blocks and states that are known already, as when another aim is chosen."""
    Solver(Problem(*PARTS, terms)).best()


def timed(what: str, terms: Terms) -> Landscape:
    """A landscape, with its time."""
    start = time.perf_counter()
    made = Landscape(*PARTS, terms)
    line(what, [time.perf_counter() - start])
    return made


def every_aim() -> None:
    """Each aim by land at twelve BCUs, ours and HiGHS, the two agreeing. Both are given the blocks and their costs."""
    try:
        from tests.suggest import highs
    except ImportError:
        print("  HiGHS is not installed here")
        return
    for aim in Aim:
        terms = replace(LAND, aims=(aim,))
        problem = Problem(*PARTS, terms)
        found = Solver(problem).best()
        ours = statistics.median(times(lambda _, p=problem: Solver(p).best(), 9, warm=1))
        start = time.perf_counter()
        theirs = highs.best(problem, aim, 12)
        spent = time.perf_counter() - start
        assert found is not None
        assert theirs is not None
        assert abs(found.numbers[0] - theirs) <= max(0.5, 2e-6 * abs(theirs)), aim
        goal = "   target 100 times" if aim in MOST_OF else ""
        print(f"  best map, land, 2–4, {aim.value:<37} ours {ours * 1e3:9.1f} ms   HiGHS {spent * 1e3:9.1f} ms")
        ratio(f"HiGHS takes, {aim.value}{goal}", ours, spent)
