"""Why no map meets the terms: a smallest set of them that stands in the way, and what relaxing each would allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.area.types import Area, Baseline
from planner.scenario.types import Scenario
from planner.suggest.errors import Stopped, SuggestError, TooLarge
from planner.suggest.graph import Graph, bits, graph_of
from planner.suggest.problem import Problem
from planner.suggest.said import aim_words, count_words, size_words, value_words
from planner.suggest.solve import Solver
from planner.suggest.terms import Cancelled, Progress, Terms, crossings_of, never, silent
from planner.words.names import listing, plural
from planner.words.numbers import share, whole

_LARGEST_TRIED = 6
"""Sets of more boroughs than this are too many to try."""


@dataclass(frozen=True)
class Reason:
    """One term that stands in the way: in words, how it would be relaxed, the terms then, and the best value then."""

    words: str
    relaxed: str
    terms: Terms
    value: float | None


@dataclass(frozen=True)
class WhyNot:
    """The terms that cannot all be met. Leaving any one of them out leaves terms that can be: the set is irreducible.

    `words` say it in a sentence. Without `reasons` no single term is to blame and the words say what is.
    """

    reasons: tuple[Reason, ...]
    words: str


@dataclass(frozen=True)
class _Term:
    """A term that can be relaxed: in words, how, and the change to the terms."""

    words: str
    relaxed: str
    apply: dict[str, object]

    def without(self, terms: Terms) -> Terms:
        """The terms with this one relaxed; sets lose their member."""
        changed: dict[str, object] = {}
        for name, value in self.apply.items():
            now = getattr(terms, name)
            if isinstance(value, _Member):
                now = type(now)(x for x in now if x != value.member)
                changed[name] = now
            else:
                changed[name] = value
        return replace(terms, **changed)  # type: ignore[arg-type]


@dataclass(frozen=True)
class _Member:
    """A member to take out of a set or a list."""

    member: object


def why_not(
    area: Area,
    baseline: Baseline,
    scenario: Scenario,
    terms: Terms,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> WhyNot | None:
    """Why no map meets the terms; None when one does. Raises SuggestError, TooLarge and Stopped.

    Locks, together, apart, border length and the deviation allowed are relaxed before numbers of BCUs and boroughs
    and crossings.
    """
    asked = _Asked(area, baseline, scenario, cancelled)
    if asked.has_map(terms):
        return None
    plain = _by_counting(area, terms)
    if plain:
        return WhyNot((), plain)
    held, shape = list(_held(area, scenario, terms)), list(_shape(area, terms))
    bare = _all_without(terms, held)
    if asked.has_map(bare):
        way = _irreducible(asked, terms, held, progress)
        return _said(area, scenario, asked, terms, way)
    loose = _all_without(bare, shape)
    if not asked.has_map(loose):
        return WhyNot((), _pieces(area, terms))
    return _said(area, scenario, asked, bare, _irreducible(asked, bare, shape, progress))


def _all_without(terms: Terms, relaxed: list[_Term]) -> Terms:
    for term in relaxed:
        terms = term.without(terms)
    return terms


@dataclass(frozen=True)
class _Asked:
    """Asks whether maps exist."""

    area: Area
    baseline: Baseline
    scenario: Scenario
    cancelled: Cancelled

    def has_map(self, terms: Terms) -> bool:
        """Whether some map meets the terms. Terms too large to go through count as having none."""
        if self.cancelled():
            raise Stopped
        try:
            problem = Problem(self.area, self.baseline, self.scenario, terms, cancelled=self.cancelled)
            solver = Solver(problem)
            for k in terms.counts:
                ok = problem.ok(k)
                if solver.programme(ok).reach(ok) >> k & 1:
                    return True
        except TooLarge:
            if len(self.area.policed) > 62:
                raise
        return False

    def best(self, terms: Terms) -> float | None:
        """The best value of the first aim, or None."""
        terms = replace(terms, aims=terms.aims[:1])
        problem = Problem(self.area, self.baseline, self.scenario, terms, cancelled=self.cancelled)
        found = Solver(problem, cancelled=self.cancelled).best()
        return None if found is None else problem.shown(terms.aims[0], found.numbers[0])


def _irreducible(asked: _Asked, terms: Terms, candidates: list[_Term], progress: Progress) -> list[_Term]:
    """Of the candidates, those without any of which a map appears once the others left out are left out too."""
    kept: list[_Term] = []
    now = terms
    for at, term in enumerate(candidates):
        without = term.without(now)
        if asked.has_map(without):
            kept.append(term)
        else:
            now = without
        progress((at + 1) / (2 * len(candidates)))
    return kept


def _held(area: Area, scenario: Scenario, terms: Terms) -> Iterator[_Term]:
    """Terms that hold something in place."""
    name = {b.code: b.name for b in area.boroughs}
    if terms.min_border:
        yield _Term(f"borders of at least {whole(terms.min_border)} m", "allowing shorter borders", {"min_border": 0.0})
    for kept in terms.together:
        words = listing([name[c] for c in sorted(kept)])
        yield _Term(f"{words} kept together", f"letting {words} part", {"together": _Member(kept)})
    for pair in terms.apart:
        words = listing([name[c] for c in pair])
        yield _Term(f"{words} kept apart", f"letting {words} meet", {"apart": _Member(pair)})
    for code in sorted(terms.locked_bcus):
        bcu = scenario.bcus[code].name
        yield _Term(f"{bcu} locked", f"unlocking {bcu}", {"locked_bcus": _Member(code)})
    for code in sorted(terms.locked_boroughs):
        where = "" if code in scenario.assignment else " outside any BCU"
        yield _Term(f"{name[code]} locked{where}", f"unlocking {name[code]}", {"locked_boroughs": _Member(code)})
    if terms.within is not None:
        yield _Term(
            f"every BCU within {share(terms.within)} of the mean", "allowing a larger deviation", {"within": None}
        )


def _shape(area: Area, terms: Terms) -> Iterator[_Term]:
    """Terms that say what a map looks like."""
    units = len(area.policed)
    crossings = crossings_of(area)
    if terms.crossings < crossings:
        yield _Term("joined by land", "allowing every bridge, tunnel and ferry", {"crossings": crossings})
    if terms.smallest > 1:
        yield _Term(
            f"at least {plural(terms.smallest, 'borough')} in a BCU", "allowing BCUs of one borough", {"smallest": 1}
        )
    wider = min(max(terms.largest + 1, -(-units // terms.most)), _LARGEST_TRIED, units)
    if wider > terms.largest:
        yield _Term(
            f"at most {plural(terms.largest, 'borough')} in a BCU",
            f"allowing {plural(wider, 'borough')} in a BCU",
            {"largest": wider},
        )
    yield _Term(count_words(terms), "allowing any number of BCUs", {"fewest": 1, "most": units})


def _by_counting(area: Area, terms: Terms) -> str:
    """The sentence for terms that no area of so many boroughs could meet; empty when counting alone does not tell."""
    units = len(area.policed)
    asked = f"{count_words(terms)} of {size_words(terms)}"
    if terms.most * terms.largest < units:
        return (
            f"{asked} hold at most {plural(terms.most * terms.largest, 'borough')}, and {area.name} has "
            f"{whole(units)}. Ask for more BCUs or larger ones."
        )
    if terms.fewest * terms.smallest > units:
        return (
            f"{asked} need at least {plural(terms.fewest * terms.smallest, 'borough')}, and {area.name} has "
            f"{whole(units)}. Ask for fewer BCUs or smaller ones."
        )
    small = [piece for piece in pieces(graph_of(area, terms)) if len(piece) < terms.smallest]
    return _pieces(area, terms) if small else ""


def pieces(graph: Graph) -> list[tuple[str, ...]]:
    """The parts of the area that nothing joins, the smallest first."""
    found, left = [], (1 << len(graph.units)) - 1
    while left:
        part = grown = left & -left
        while grown:
            around = 0
            for i in bits(grown):
                around |= graph.neighbours[i]
            grown = around & ~part
            part |= grown
        found.append(tuple(graph.units[i] for i in bits(part)))
        left &= ~part
    return sorted(found, key=lambda piece: (len(piece), piece))


def _pieces(area: Area, terms: Terms) -> str:
    found = pieces(graph_of(area, terms))
    name = {b.code: b.name for b in area.boroughs}
    if len(found) == 1:
        return (
            f"No map has {count_words(terms)} of {size_words(terms)}, and relaxing one term after another gave none "
            "that could be gone through. Ask for other numbers."
        )
    least = found[0]
    if len(least) == 1:
        return (
            f"{name[least[0]]} joins no other borough under these terms, so it cannot be in a BCU "
            f"of {plural(terms.smallest, 'borough')} or more. Allow a crossing or a shorter border, or BCUs "
            "of one borough."
        )
    return (
        f"The area is in {plural(len(found), 'piece')} under these terms; one is "
        f"{listing([name[c] for c in least])}, and the pieces cannot be divided into {count_words(terms)} of "
        f"{size_words(terms)}. Allow a crossing or a shorter border, or other numbers."
    )


def _said(area: Area, scenario: Scenario, asked: _Asked, terms: Terms, way: list[_Term]) -> WhyNot:
    reasons = []
    for term in way:
        relaxed = term.without(terms)
        try:
            value = asked.best(relaxed)
        except (SuggestError, TooLarge):
            value = None
        reasons.append(Reason(term.words, term.relaxed, relaxed, value))
    return WhyNot(tuple(reasons), _sentence(area, terms, reasons))


def _sentence(area: Area, terms: Terms, reasons: list[Reason]) -> str:
    words = listing([r.words for r in reasons])
    together = "these terms together" if len(reasons) > 1 else "this term"
    first = f"No map meets {together}: {words}."
    aim = terms.aims[0]
    allowed = [
        f"{r.relaxed} allows {aim_words(area, terms, aim)} {value_words(aim, r.value)}"
        for r in reasons
        if r.value is not None
    ]
    if not allowed:
        return f"{first} Relaxing one of them alone is not enough: other terms stand in the way too."
    return f"{first} {allowed[0][:1].upper()}{'; '.join(allowed)[1:]}."
