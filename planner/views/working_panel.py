"""A working-out in the words of its panel: heading, source, terms, and what is left out."""

from __future__ import annotations

from planner.outcome.explain import Term, Working
from planner.words.names import plural


def heading(working: Working, short: bool = False) -> str:
    """What figure it is, and where: "Net saving, 2019/20, real 2017/18 prices"; short leaves the prices out."""
    parts = [working.label, working.place, "" if short else working.terms_in_words]
    return ", ".join(part for part in parts if part)


def provenance_words(working: Working) -> str:
    """Where the figure comes from, where it has a source of its own."""
    return f"Source: {working.source}" if working.source else ""


def term_words(term: Term, working: Working) -> str:
    """A term in words; its place is left out where it is the place of the figure asked for."""
    place = term.place if term.place != working.place else ""
    return f"{term.label}, {place}" if place else term.label


def left_out_words(working: Working) -> str:
    """How many addends are not listed because they are nought."""
    if not working.left_out:
        return ""
    verb = "is" if working.left_out == 1 else "are"
    return f"{plural(working.left_out, 'part')} that {verb} nought {verb} left out."
