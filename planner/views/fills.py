"""The fills a BCU can be given, in words, with who has each already."""

from __future__ import annotations

from planner.scenario.types import FILLS, Scenario
from planner.words.names import listing


def fill_words(fill: str) -> str:
    """A fill by its hue and its step from the ground: "Blue 3"; with dots where it carries them."""
    plain, _, dots = fill.partition("+")
    hue, _, depth = plain.partition("-")
    return f"{hue.capitalize()} {depth}{', dotted' if dots else ''}"


def fill_choices(scenario: Scenario, code: str) -> tuple[tuple[str, str, bool], ...]:
    """(fill, words, whether the BCU has it) of each of the fills; the words name the other BCUs that have it."""
    found = []
    for fill in FILLS:
        others = [b.name for b in scenario.bcus.values() if b.fill == fill and b.code != code]
        words = fill_words(fill) + (f" (on {listing(others)})" if others else "")
        found.append((fill, words, scenario.bcus[code].fill == fill))
    return tuple(found)
