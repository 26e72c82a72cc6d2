"""The best map and the standing side by side in one run: ours, HiGHS, and GerryChain's ReCom.

HiGHS is given the blocks ready, in each of three forms of the question, and is charged for its own run only, not for
the making of its model. Ours is charged once from nothing (blocks, programme, search) and once over the same ready
blocks. Rounds of ours and of HiGHS alternate, so that a busy machine slows both. GerryChain has the same time as
ours, and longer. Takes some ten minutes, nearly all of them GerryChain's.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from planner.suggest import Landscape, best_map, standing, with_crossings
from planner.suggest.problem import Problem
from planner.suggest.shape import forget_shapes
from planner.suggest.solve import Solver
from planner.suggest.terms import MOST_OF, Aim, Terms
from tests.benchmarks import recom
from tests.benchmarks.measure import line, peak_memory_mb, times
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
ROUNDS = 5
LIMIT = 60.0
"""Seconds HiGHS may take for one run."""


def run() -> None:
    """Print best map, standing and landscape; every aim by land; what GerryChain finds."""
    ours, shares = {}, {}
    for name, terms in QUESTIONS.items():
        ours[name] = line(f"best map, {name}", times(lambda _, t=terms: solve(t), 30, warm=2), TARGETS.get(name, ""))
        one = replace(terms, aims=(Aim.DEVIATION,))
        beside(f"best map, {name}, ready blocks", one)
        found = standing(*PARTS, terms)
        said = f"standing, {name}: {found.as_good_or_better:,} of {found.maps:,}"
        line(said, times(lambda _, t=terms: stand(t), 3, warm=0), "HiGHS cannot count")
        shares[name] = found.share
    for aim in Aim:
        beside(f"best map, land, 2–4, ready blocks, {aim.value}", replace(LAND, aims=(aim,)))
    line("best map with its check, rules and words, land, 2–4", times(lambda _: best_map(*PARTS, LAND), 20))
    landscape = Landscape(*PARTS, LAND)
    for name, terms in (*QUESTIONS.items(), ("land, 2–4, 8 to 16 BCUs", replace(LAND, fewest=8, most=16))):
        line(f"landscape, {name}", times(lambda _, t=terms: survey(t), 3, warm=0))
    line("a map placed in it", times(lambda _: landscape.place(TWELVE), 200), "target 1 ms")
    print(f"  peak memory so far {peak_memory_mb():.0f} MB")
    recom.run(QUESTIONS, ours, shares)


def solve(terms: Terms) -> None:
    """One question from nothing to a proven map."""
    forget_shapes()
    Solver(Problem(*PARTS, terms)).best()


def stand(terms: Terms) -> None:
    """The standing from nothing."""
    forget_shapes()
    standing(*PARTS, terms)


def survey(terms: Terms) -> None:
    """The distribution of every map from nothing."""
    forget_shapes()
    Landscape(*PARTS, terms)


def beside(what: str, terms: Terms) -> None:
    """Ours and every form of HiGHS over the same ready blocks and costs, in turns; they have to agree."""
    try:
        from tests.suggest import highs
    except ImportError:
        print(f"  {what}: HiGHS is not installed here")
        return
    aim = terms.aims[0]
    forget_shapes()
    problem = Problem(*PARTS, terms)
    found = Solver(problem).best()
    assert found is not None
    problem.shape.made = None  # blocks and costs are ready, the programme is part of the answer
    forms = list(highs.Form) if aim in MOST_OF else list(highs.Form)[:2] if aim is Aim.SPREAD else [highs.Form.BOROUGHS]
    ours: list[float] = []
    theirs: dict[str, list[float]] = {form: [] for form in forms}
    for _ in range(ROUNDS):
        ours += times(lambda _: afresh(problem), 10, warm=1)
        for form in forms:
            theirs[form].append(seconds_of(lambda f=form: highs.timed(problem, aim, 12, f, LIMIT), found.numbers[0]))
    print(f"  {what:<58} median {statistics.median(ours) * 1e3:9.3f} ms")
    for form, spent in theirs.items():
        median = statistics.median(spent)
        said = f"{median * 1e3:9.1f} ms   {median / statistics.median(ours):9.1f} times ours"
        print(f"      HiGHS, {form if len(forms) > 1 else 'sums':<30} median {said}")


def afresh(problem: Problem) -> None:
    """The best map over ready blocks, with nothing left of the answer before."""
    problem.shape.made = None
    Solver(problem).best()


def seconds_of(ask: Callable[[], tuple[float | None, float]], ours: int) -> float:
    """What HiGHS took, having checked that it agrees; its limit when it found no proof by then."""
    start = time.perf_counter()
    try:
        value, seconds = ask()
    except TimeoutError:
        return time.perf_counter() - start
    assert value is not None
    assert abs(ours - value) <= max(0.5, 2e-6 * abs(value)), (ours, value)
    return seconds
