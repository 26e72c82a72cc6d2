"""The options that state the terms of a question about maps, shared by `suggest map` and `standing`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from planner.area.types import Area
from planner.cli.errors import CommandError
from planner.outcome.evaluate import Outcome
from planner.suggest.errors import NoMap
from planner.suggest.terms import AIM_WORDS, POPULATION, Aim, Pair, Terms, crossings_of, with_locks
from planner.suggest.why import why_not
from planner.words.names import match_borough
from planner.words.numbers import ReadError, parse_share, quoted


def add_terms(parser: argparse.ArgumentParser) -> None:
    """The options; each default is the question's."""
    aims = "; ".join(f"{aim.value}: {words}" for aim, words in AIM_WORDS.items())
    parser.add_argument("--bcus", default="12", metavar="N[-M]", help="number of BCUs, or a range (default: 12)")
    parser.add_argument("--boroughs", default="2-4", metavar="N-M", help="boroughs of a BCU (default: 2-4)")
    parser.add_argument("--aim", default="deviation", metavar="AIM[,AIM]", help=f"one or two, in order: {aims}")
    parser.add_argument(
        "--measure", default=POPULATION, metavar="ID", help=f"what BCUs are balanced by (default: {POPULATION})"
    )
    parser.add_argument("--tolerance", default="0%", metavar="SHARE", help="slack on the first of two aims, as 5%%")
    parser.add_argument("--within", metavar="SHARE", help="every BCU within this share of the mean, as 15%%")
    parser.add_argument("--crossings", action="store_true", help="allow every bridge, tunnel and ferry")
    parser.add_argument(
        "--no-crossing",
        action="append",
        default=[],
        metavar="A,B",
        help="but not the one between these boroughs (repeatable)",
    )
    parser.add_argument("--min-border", type=float, default=0.0, metavar="METRES", help="shortest border that joins")
    parser.add_argument("--locks", action="store_true", help="keep the scenario's locks")
    for name, words in (("together", "in one BCU"), ("apart", "in two BCUs")):
        parser.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar="A,B",
            help=f"keep these boroughs, by code or name, {words} (repeatable)",
        )


def terms_of(options: argparse.Namespace, outcome: Outcome) -> Terms:
    """The terms the options state. Raises CommandError for what cannot be read."""
    area = outcome.area
    fewest, most = _span(options.bcus, "--bcus")
    smallest, largest = _span(options.boroughs, "--boroughs")
    terms = Terms(
        fewest=fewest,
        most=most,
        smallest=smallest,
        largest=largest,
        crossings=_crossings(options, area),
        min_border=options.min_border,
        together=tuple(frozenset(_boroughs(area, text)) for text in options.together),
        apart=tuple(_pair(area, text, "--apart") for text in options.apart),
        within=None if options.within is None else _share(options.within),
        aims=_aims(options.aim),
        measure=options.measure,
        tolerance=_share(options.tolerance),
    )
    return with_locks(terms, outcome.scenario) if options.locks else terms


def no_map(outcome: Outcome, terms: Terms, problem: NoMap) -> CommandError:
    """The refusal when no map meets the terms: which of them stand in the way."""
    found = why_not(outcome.area, outcome.baseline, outcome.scenario, terms)
    return CommandError(str(problem) if found is None else found.words)


def _crossings(options: argparse.Namespace, area: Area) -> frozenset[Pair]:
    off = {_pair(area, text, "--no-crossing") for text in options.no_crossing}
    known = crossings_of(area)
    for pair in off - known:
        raise CommandError(f"No bridge, tunnel or ferry joins {' and '.join(pair)}: leave out --no-crossing for it.")
    return known - off if options.crossings or off else frozenset()


def _aims(text: str) -> tuple[Aim, ...]:
    found = []
    for word in text.split(","):
        if word.strip() not in list(Aim):
            raise CommandError(f"{quoted(word)} is not an aim: use {', '.join(Aim)}, or two of them with a comma.")
        found.append(Aim(word.strip()))
    return tuple(found)


def _span(text: str, option: str) -> tuple[int, int]:
    low, dash, high = text.replace("–", "-").partition("-")
    try:
        return int(low), int(high if dash else low)
    except ValueError:
        raise CommandError(f"{quoted(text)} is not a number or a range: write {option} 12 or {option} 8-16.") from None


def _share(text: str) -> float:
    try:
        return parse_share(text, 0)
    except ReadError as problem:
        raise CommandError(f"{problem}.") from problem


def _pair(area: Area, text: str, option: str) -> Pair:
    found = sorted(_boroughs(area, text))
    if len(found) != 2:
        raise CommandError(f"{quoted(text)} does not name two boroughs: write {option} Croydon,Sutton.")
    return found[0], found[1]


def _boroughs(area: Area, text: str) -> Sequence[str]:
    names = {b.code: b.name for b in area.boroughs}
    found = []
    for word in text.split(","):
        match = match_borough(word, names)
        if match.code is None:
            near = ", ".join(names[c] for c in match.candidates)
            raise CommandError(
                f"{quoted(word)} is not a borough of {area.name}" + (f": did you mean {near}?" if near else ".")
            )
        found.append(match.code)
    return found
