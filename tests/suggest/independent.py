"""A plain, slow counter of maps that shares nothing with the planner: names, sets and dictionaries, no bits.

It takes the borough with the fewest free neighbours (wherever that is, in no fixed order), tries every joined group
that holds it, and counts what is left piece by piece, where it has come apart. Whether a map is good is asked of each
group by itself, so that a group that is not is never tried.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files

Codes = frozenset[str]
Joins = Mapping[str, Codes]
Judge = Callable[[Codes], bool]


def groups_with(first: str, free: Codes, joins: Joins, sizes: range) -> Iterator[Codes]:
    """Every joined group of free boroughs with `first` in it, once each."""
    layer = {frozenset([first])}
    for size in range(1, sizes.stop):
        if size >= sizes.start:
            yield from layer
        layer = {g | {other} for g in layer for b in g for other in joins[b] if other in free and other not in g}


def pieces(free: Codes, joins: Joins) -> Iterator[Codes]:
    """The joined pieces of a set of boroughs."""
    left = set(free)
    while left:
        piece, waiting = set(), [min(left)]
        while waiting:
            here = waiting.pop()
            if here in left:
                left.discard(here)
                piece.add(here)
                waiting += joins[here]
        yield frozenset(piece)


def count(joins: Joins, sizes: range, good: Judge = lambda group: True) -> dict[int, int]:
    """How many maps there are of good groups, by the number of groups."""

    @cache
    def whole(piece: Codes) -> dict[int, int]:
        first = min(piece, key=lambda b: (len(joins[b] & piece), b))
        found: dict[int, int] = {}
        for group in groups_with(first, piece, joins, sizes):
            if good(group):
                for k, ways in apart(piece - group).items():
                    found[k + 1] = found.get(k + 1, 0) + ways
        return found

    def apart(free: Codes) -> dict[int, int]:
        found = {0: 1}
        for piece in pieces(free, joins):
            after: dict[int, int] = {}
            for k, ways in found.items():
                for more, of_piece in whole(piece).items():
                    after[k + more] = after.get(k + more, 0) + ways * of_piece
            found = after
        return found

    return apart(frozenset(joins))


def each(joins: Joins, sizes: range, free: Codes | None = None) -> Iterator[tuple[Codes, ...]]:
    """Every map, one after another."""
    free = frozenset(joins) if free is None else free
    if not free:
        yield ()
        return
    for group in groups_with(min(free, key=lambda b: (len(joins[b] & free), b)), free, joins, sizes):
        for rest in each(joins, sizes, free - group):
            yield (group, *rest)


def london(crossings: bool = False) -> tuple[Joins, dict[str, int], dict[str, str]]:
    """Borders, people and the BCUs of February 2018 by borough, from the shipped tables themselves."""
    kinds = ("land", "road", "ferry") if crossings else ("land",)
    people = {
        row["code"]: int(row["pop_2017_gla"])
        for row in _table("areas/london-2014/boroughs.csv")
        if row["policed"] == "1"
    }
    joins: dict[str, set[str]] = {code: set() for code in people}
    for row in _table("areas/london-2014/borders.csv"):
        if row["crossing"] in kinds and row["a"] in people and row["b"] in people:
            joins[row["a"]].add(row["b"])
            joins[row["b"]].add(row["a"])
    home = {b: row["code"] for row in _table("scenarios/bcus.csv") for b in row["boroughs"].split()}
    return {code: frozenset(others) for code, others in joins.items()}, people, home


def _table(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((files("resources") / path).read_text("utf-8"))))
