"""A working-out in the words of its panel: heading, source, terms, and what is left out."""

from __future__ import annotations

from planner.outcome.explain import LeftOut, Term, Working
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


def left_out_words(working: Working) -> tuple[str, ...]:
    """What is not listed because it is nought, a sentence a kind: "Officer posts kept: nought in 32 boroughs."."""
    return tuple(_nought(left_out) for left_out in working.left_out)


def _nought(left_out: LeftOut) -> str:
    if not left_out.label:
        verb = "is" if left_out.count == 1 else "are"
        return f"{plural(left_out.count, 'part')} that {verb} nought {verb} left out."
    place = "BCU" if left_out.dim == "bcu" else left_out.dim
    return f"{left_out.label}: nought in {plural(left_out.count, place)}."
