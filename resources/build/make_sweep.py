"""Works out in which order to sweep the shipped boroughs, so that the search for maps has few states.

Run from the project's root:

    python -m resources.build.make_sweep [SECONDS FOR EACH ORDER]

One order for land alone and one with every crossing, each for BCUs of up to 4 and of up to 5 boroughs. It starts from
the orders kept and keeps the better: a longer run can only improve them. Any order gives the same answers.
"""

from __future__ import annotations

import json
import math
import sys
import time
from pathlib import Path
from random import Random

from planner.area.shipped import SHIPPED_AREA, load_area
from planner.suggest.build import build
from planner.suggest.errors import TooLarge
from planner.suggest.graph import Graph, graph_of
from planner.suggest.order import quick_order
from planner.suggest.terms import Terms, with_crossings

TARGET = Path(__file__).resolve().parent.parent / "areas" / SHIPPED_AREA / "sweep.json"
SMALLEST = 2
ABOUT = "Borough codes in the order to sweep; states is how many states lead to a map. Made by make_sweep.py."


def states(graph: Graph, order: tuple[str, ...], largest: int, most: int) -> int:
    """States that lead to a map, or a number beyond reach when more than `most` are come upon."""
    try:
        return build(len(order), graph.in_order(order).blocks(SMALLEST, largest), most_states=most).nodes
    except TooLarge:
        return 10**12


def moved(order: tuple[str, ...], random: Random) -> tuple[str, ...]:
    """The order with one borough, or a run of them, put elsewhere."""
    now = list(order)
    at, length = random.randrange(len(now)), 1 if random.random() < 0.7 else random.randint(2, 6)
    run = now[at : at + length]
    del now[at : at + length]
    if random.random() < 0.5:
        run.reverse()
    to = max(0, min(len(now), at + random.randint(-8, 8))) if length == 1 else random.randrange(len(now) + 1)
    now[to:to] = run
    return tuple(now)


def improved(graph: Graph, start: tuple[str, ...], largest: int, seconds: float) -> tuple[tuple[str, ...], int]:
    """Simulated annealing from `start`: the best order met, and its states."""
    random, begun = Random(1), time.monotonic()
    order = best = start
    now = least = states(graph, start, largest, 10**7)
    while (spent := time.monotonic() - begun) < seconds:
        warmth = 0.15 * (1 - spent / seconds) ** 2
        limit = int(now * math.exp(warmth * -math.log(random.random() + 1e-9)))
        other = moved(order, random)
        found = states(graph, other, largest, 12 * now)
        if found <= limit:
            order, now = other, found
            if found < least:
                best, least = other, found
    return best, least


def main(seconds: float) -> None:
    """Improve every order and write them."""
    area = load_area()
    kept = json.loads(TARGET.read_text("utf-8"))["orders"] if TARGET.exists() else {}
    found: dict[str, list[str]] = {}
    number: dict[str, int] = {}
    for name, terms in (("land", Terms()), ("crossings", with_crossings(Terms(), area))):
        graph = graph_of(area, terms)
        for largest in (4, 5):
            key = f"{name}-{largest}"
            start = tuple(kept[key]) if key in kept else quick_order(area, graph, SMALLEST, largest)
            order, number[key] = improved(graph, start, largest, seconds)
            found[key] = list(order)
            print(f"{key}: {number[key]} states")
    text = json.dumps({"about": ABOUT, "states": number, "orders": found}, indent=1)
    TARGET.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0)
