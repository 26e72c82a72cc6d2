"""Whether a question can be asked at all: terms that contradict themselves are refused in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from planner.area.types import Area
from planner.scenario.types import Scenario
from planner.suggest.errors import SuggestError
from planner.suggest.measures import measure_names
from planner.suggest.terms import AIM_WORDS, Aim, Terms, crossings_of
from planner.words.names import plural
from planner.words.numbers import quoted, whole


def check_terms(area: Area, scenario: Scenario, terms: Terms) -> None:
    """Raise SuggestError for terms that no area could meet or that name what is not there."""
    _check_numbers(terms, len(area.policed))
    _check_aims(area, terms)
    _check_boroughs(area, terms)
    unknown = terms.locked_bcus - set(scenario.bcus)
    if unknown:
        raise SuggestError(f"There is no BCU {quoted(min(unknown))} in {scenario.name} to lock. Name one of its BCUs.")


def _check_numbers(terms: Terms, units: int) -> None:
    if terms.fewest < 1 or terms.smallest < 1:
        raise SuggestError("A map has 1 BCU or more, and a BCU 1 borough or more. Ask for larger numbers.")
    if terms.most < terms.fewest:
        raise SuggestError(
            f"The most BCUs, {whole(terms.most)}, are fewer than the fewest, {whole(terms.fewest)}. Swap them."
        )
    if terms.largest < terms.smallest:
        raise SuggestError(
            f"The most boroughs of a BCU, {whole(terms.largest)}, are fewer than the fewest, "
            f"{whole(terms.smallest)}. Swap them."
        )
    if terms.fewest > units:
        raise SuggestError(
            f"{plural(terms.fewest, 'BCU')} cannot be made of {plural(units, 'borough')}, since each has at least one. "
            f"Ask for {whole(units)} or fewer."
        )
    if terms.tolerance < 0 or terms.min_border < 0 or (terms.within is not None and terms.within < 0):
        raise SuggestError("A tolerance, a border length and a deviation are 0 or more. Take the minus away.")


def _check_aims(area: Area, terms: Terms) -> None:
    if not 1 <= len(terms.aims) <= 2 or len(set(terms.aims)) < len(terms.aims):
        words = ", ".join(aim.value for aim in AIM_WORDS)
        raise SuggestError(f"A map is judged by one aim or by two different ones, in order: {words}.")
    names = measure_names(area)
    if terms.measure not in names:
        raise SuggestError(
            f"{quoted(terms.measure)} is not a measure that boroughs of {area.name} can be balanced by: use one of "
            f"{', '.join(sorted(names))}."
        )
    if Aim.EXPOSURE in terms.aims and "crime_2015_mps_ward" not in area.ward_measures:
        raise SuggestError(f"{area.name} has no crime by ward, so response exposure cannot be said. Use another aim.")


def _check_boroughs(area: Area, terms: Terms) -> None:
    named: Iterable[str] = (*terms.locked_boroughs, *(c for s in terms.together for c in s))
    for code in sorted({*named, *(c for pair in terms.apart for c in pair)}):
        borough = area.borough_by_code.get(code)
        if borough is None:
            raise SuggestError(f"{quoted(code)} is not a borough of {area.name}. Use a borough of the area.")
        if not borough.policed:
            raise SuggestError(f"{borough.name} has its own police force and is not assigned to a BCU. Leave it out.")
    for a, b in terms.apart:
        if a == b:
            raise SuggestError(f"{area.borough_by_code[a].name} cannot be kept apart from itself. Name two boroughs.")
    for pair in sorted(terms.crossings - crossings_of(area)):
        raise SuggestError(f"No bridge, tunnel or ferry joins {' and '.join(pair)} in {area.name}. Leave it out.")
