"""GerryChain's ReCom on one question, run by the Python of the benchmark's own environment: see recom.py.

Reads a question as JSON from standard input and prints one JSON object: the best deviation by the seconds spent, and
the share of the maps of a neutral chain that are as good or better than the one it started from.
"""

from __future__ import annotations

import json
import random
import sys
import time
import warnings
from functools import partial
from typing import Any

import networkx
from gerrychain import Graph, MarkovChain, Partition
from gerrychain.accept import always_accept
from gerrychain.optimization import SingleMetricOptimizer
from gerrychain.proposals import recom
from gerrychain.tree import ReselectException, bipartition_tree
from gerrychain.updaters import Tally

_BURST = 10
_TRIES = 20
"""Trees drawn for a pair of BCUs before another pair is taken."""


def main() -> None:
    """Both chains, the given seconds each."""
    asked = json.load(sys.stdin)
    warnings.simplefilter("ignore")
    people, seconds = asked["people"], float(asked["seconds"])
    graph = networkx.Graph()
    graph.add_nodes_from((code, {"people": people[code]}) for code in people)
    graph.add_edges_from(asked["pairs"])
    mean = sum(people.values()) / asked["bcus"]
    start = Partition(Graph.from_networkx(graph), asked["home"], {"people": Tally("people", alias="people")})

    def deviation(partition: Any) -> float:
        return max(abs(x - mean) for x in partition["people"].values()) / mean

    def in_size(partition: Any) -> bool:
        return all(asked["smallest"] <= len(part) <= asked["largest"] for part in partition.parts.values())

    # No better map has a BCU further from the mean than the present one has; any possible map may have.
    closer, any_map = _proposal(mean, deviation(start) + 1e-9), _proposal(mean, 100.0)
    steps, found = _short_bursts(start, deviation, closer, in_size, seconds)
    visited, as_good = _neutral(start, deviation, any_map, in_size, seconds)
    print(json.dumps({"steps": steps, "found": found, "visited": visited, "as_good": as_good}))


def _proposal(mean: float, epsilon: float) -> Any:
    """ReCom with BCUs within `epsilon` of the mean, trying another pair of BCUs where one cannot be split so."""
    split = partial(bipartition_tree, max_attempts=_TRIES, allow_pair_reselection=True)
    one = partial(recom, pop_col="people", pop_target=mean, epsilon=epsilon, bipartition_tree_fn=split)

    def propose(partition: Any, **rest: Any) -> Any:
        while True:
            try:
                return one(partition, **rest)
            except ReselectException:
                continue

    return propose


def _short_bursts(
    start: Any, deviation: Any, propose: Any, in_size: Any, seconds: float
) -> tuple[int, list[tuple[float, float]]]:
    """Steps made, and the best deviation each time it became less."""
    optimizer = SingleMetricOptimizer(propose, [in_size], start, deviation, maximize=False, rng=random.Random(1))
    begun, best, steps = time.perf_counter(), deviation(start), 0
    found = [(0.0, best)]
    for _ in optimizer.short_bursts(_BURST, 10**9):
        steps += 1
        if optimizer.best_score < best:
            best = optimizer.best_score
            found.append((time.perf_counter() - begun, best))
        if time.perf_counter() - begun > seconds:
            break
    return steps, found


def _neutral(start: Any, deviation: Any, propose: Any, in_size: Any, seconds: float) -> tuple[int, int]:
    """Maps visited, and those as good or better than the first."""
    present, begun, visited, as_good = deviation(start), time.perf_counter(), 0, 0
    for partition in MarkovChain(propose, [in_size], always_accept, start, 10**9, rng=random.Random(2)):
        visited += 1
        as_good += deviation(partition) <= present + 1e-12
        if time.perf_counter() - begun > seconds:
            break
    return visited, as_good


if __name__ == "__main__":
    main()
