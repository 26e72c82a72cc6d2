"""Nominated superintendents shared evenly: the one way, for filling gaps and for evening out what there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.words.vocabulary import Function


def nominated_evenly(
    boroughs: Sequence[str], functions: Sequence[Function], now: Mapping[str, Function]
) -> dict[str, Function]:
    """A function for every borough of one BCU, so that no two superintendents differ by more than one borough.

    `functions` are those with a superintendent; nothing is nominated where there is none. Nominations there are now
    are kept as long as they fit an even load.
    """
    if not functions:
        return {}
    held = {f: [b for b in boroughs if now.get(b) is f] for f in functions}
    each, more = divmod(len(boroughs), len(functions))
    # Those who have most already are the ones to have one more: that keeps the most nominations.
    order = sorted(functions, key=lambda f: (-len(held[f]), functions.index(f)))
    kept = {b: f for i, f in enumerate(order) for b in held[f][: each + (1 if i < more else 0)]}
    return gaps_filled(boroughs, functions, kept)


def gaps_filled(
    boroughs: Sequence[str], functions: Sequence[Function], now: Mapping[str, Function]
) -> dict[str, Function]:
    """The nominations there are now, and for each other borough in turn the function that has the fewest boroughs."""
    found = {b: now[b] for b in boroughs if b in now}
    load = {f: sum(1 for held in found.values() if held is f) for f in functions}
    for borough in boroughs:
        if borough not in found and load:
            least = min(functions, key=lambda f: (load[f], functions.index(f)))
            load[least] += 1
            found[borough] = least
    return found
