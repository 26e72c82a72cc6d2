"""A question about possible maps as a form asks it: what can be chosen, what is typed, and the terms it comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.area.types import Area
from planner.outcome.evaluate import Outcome
from planner.scenario.types import Scenario
from planner.suggest import Aim, SuggestError, Terms, with_locks
from planner.suggest.asking import check_terms
from planner.suggest.measures import measure_names
from planner.suggest.said import terms_words
from planner.suggest.terms import AIM_WORDS, MEASURED, POPULATION, Pair, crossings_of
from planner.words.names import listing, plural
from planner.words.numbers import DASH, ReadError, is_none, parse_number, parse_share, parse_whole, quoted, tidy, whole

_MOST = 99
_LAND, _EVERY = "Land only", "Land and every crossing"


@dataclass(frozen=True)
class Question:
    """What is asked, as it is chosen and typed. Texts are read by `read`; empty `within` and `border` ask nothing."""

    aim: Aim = Aim.DEVIATION
    second: Aim | None = None
    measure: str = POPULATION
    bcus: str = "12"
    boroughs: str = "2–4"
    tolerance: str = "0 %"
    within: str = ""
    border: str = ""
    crossings: frozenset[Pair] = frozenset()
    locks: bool = True
    together: tuple[frozenset[str], ...] = ()
    apart: tuple[Pair, ...] = ()


def read(outcome: Outcome, asked: Question) -> Terms:
    """The terms of a question. Raises ReadError, in words for the planner, for what cannot be read or asked."""
    fewest, most = _span(asked.bcus, "BCUs")
    smallest, largest = _span(asked.boroughs, "boroughs")
    known = frozenset(outcome.area.borough_codes)
    terms = Terms(
        fewest=fewest,
        most=most,
        smallest=smallest,
        largest=largest,
        crossings=asked.crossings & crossings_of(outcome.area),
        min_border=0.0 if is_none(asked.border) else parse_number(_bare(asked.border, "m"), 0, 100_000),
        together=tuple(kept for kept in asked.together if kept <= known),
        apart=tuple(pair for pair in asked.apart if known.issuperset(pair)),
        within=None if is_none(asked.within) else parse_share(asked.within, 0, 10),
        aims=(asked.aim,) if asked.second is None else (asked.aim, asked.second),
        measure=asked.measure if asked.measure in measure_names(outcome.area) else POPULATION,
        tolerance=0.0 if is_none(asked.tolerance) else parse_share(asked.tolerance, 0, 10),
    )
    if asked.locks:
        terms = with_locks(terms, outcome.scenario)
    try:
        check_terms(outcome.area, outcome.scenario, terms)
    except SuggestError as problem:
        raise ReadError(str(problem).removesuffix(".")) from problem
    return terms


def _bare(text: str, unit: str) -> str:
    return tidy(text).removesuffix(unit)


def _span(text: str, what: str) -> tuple[int, int]:
    """A number, or a range with a dash."""
    low, dash, high = tidy(text).replace("-", DASH).replace(" to ", DASH).partition(DASH)
    try:
        first = parse_whole(low, 1, _MOST, what)
        return first, parse_whole(high, 1, _MOST, what) if dash else first
    except ReadError:
        raise ReadError(
            f"{quoted(text)} is no number of {what}; write one from 1 to {_MOST}, or a range such as 2–4"
        ) from None


def aims_offered(outcome: Outcome) -> list[tuple[Aim, str]]:
    """What a map can be judged by, in words."""
    has_crime = "crime_2015_mps_ward" in outcome.area.ward_measures
    return [(aim, capital(words)) for aim, words in AIM_WORDS.items() if has_crime or aim is not Aim.EXPOSURE]


def measures_offered(outcome: Outcome) -> list[tuple[str, str]]:
    """What BCUs can be balanced by."""
    return list(measure_names(outcome.area).items())


def speaks_of_measure(asked: Question) -> bool:
    """Whether an aim, or the deviation allowed, speaks of the measure."""
    return bool(MEASURED & {asked.aim, asked.second}) or not is_none(asked.within)


@dataclass(frozen=True)
class Crossing:
    """A bridge, tunnel or ferry that may join a BCU, by its two boroughs."""

    pair: Pair
    words: str


def crossings_offered(area: Area) -> tuple[Crossing, ...]:
    """Every crossing of the area, with the boroughs it joins."""
    name, known = {b.code: b.name for b in area.boroughs}, crossings_of(area)
    found = []
    for border in area.borders:
        pair = (min(border.a, border.b), max(border.a, border.b))
        if pair in known:
            found.append(Crossing(pair, f"{border.crossing_name} ({name[border.a]}–{name[border.b]})"))
    return tuple(sorted(found, key=lambda crossing: crossing.words))


def joined_words(area: Area, asked: Question) -> str:
    """How BCUs may be joined, for the button that opens the choice."""
    every, chosen = len(crossings_of(area)), len(asked.crossings & crossings_of(area))
    if not chosen:
        return _LAND
    return _EVERY if chosen == every else f"Land and {whole(chosen)} of {plural(every, 'crossing')}"


def locks_words(scenario: Scenario) -> str:
    """The choice to keep the locks, with how many there are."""
    boroughs, bcus = len(scenario.locked_boroughs), len(scenario.locked_bcus)
    if not boroughs and not bcus:
        return "Keep the locks (none is set)"
    parts = [plural(n, word) for n, word in ((boroughs, "borough"), (bcus, "BCU")) if n]
    return f"Keep the locks ({listing(parts)})"


def held_words(scenario: Scenario, asked: Question) -> str:
    """What is held, for the button that opens the choice."""
    parts = ["locks"] if asked.locks and (scenario.locked_boroughs or scenario.locked_bcus) else []
    sets = len(asked.together) + len(asked.apart)
    parts += [plural(sets, "wish", "wishes")] if sets else []
    return capital(listing(parts)) if parts else "Nothing"


@dataclass(frozen=True)
class Wish:
    """Boroughs kept together or apart, in words, and the question without it."""

    words: str
    without: Question


def wishes(area: Area, asked: Question) -> tuple[Wish, ...]:
    """What is kept together and apart."""
    name = {b.code: b.name for b in area.boroughs}
    found = [
        Wish(
            f"{listing([name[c] for c in sorted(kept)])} together",
            replace(asked, together=tuple(k for k in asked.together if k != kept)),
        )
        for kept in asked.together
    ]
    found += [
        Wish(f"{name[a]} and {name[b]} apart", replace(asked, apart=tuple(p for p in asked.apart if p != (a, b))))
        for a, b in asked.apart
    ]
    return tuple(found)


def kept_together(asked: Question, boroughs: tuple[str, ...]) -> Question:
    """The question with these boroughs kept in one BCU. Raises ReadError for fewer than two."""
    if len(boroughs) < 2:
        raise ReadError("Select two boroughs or more on the map or in the BCU list to keep them together")
    kept = frozenset(boroughs)
    return asked if kept in asked.together else replace(asked, together=(*asked.together, kept))


def kept_apart(asked: Question, boroughs: tuple[str, ...]) -> Question:
    """The question with two boroughs kept in two BCUs. Raises ReadError for any other number."""
    if len(boroughs) != 2:
        raise ReadError("Select just two boroughs on the map or in the BCU list to keep them apart")
    pair = (min(boroughs), max(boroughs))
    return asked if pair in asked.apart else replace(asked, apart=(*asked.apart, pair))


def terms_line(outcome: Outcome, terms: Terms) -> str:
    """The terms in one line."""
    return f"{capital(terms_words(outcome.area, outcome.scenario, terms))}."


def capital(words: str) -> str:
    """The words as they begin a sentence."""
    return words[:1].upper() + words[1:]
