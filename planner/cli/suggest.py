"""`suggest`: the best map, the smallest repair, DWO posts shared among wards, or nominated superintendents."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any

from planner.cli.asked import Drawn, add_plan, asked
from planner.cli.errors import CommandError
from planner.cli.suggest_terms import add_terms, no_map, terms_of
from planner.outcome.evaluate import Outcome
from planner.suggest.best import Suggestion, best_map
from planner.suggest.contacts import contacts
from planner.suggest.errors import NoMap, SuggestError
from planner.suggest.repair import repair
from planner.suggest.terms import crossings_of
from planner.suggest.wards import CRIME, Method, Sharing, share_posts
from planner.views.suggested import contact_lines, map_lines, ward_lines
from planner.views.suggested import map_plain as plain_map

NAME = "suggest"
HELP = "print the best map, ward posts or nominated superintendents for a stated aim"

Answer = Callable[[argparse.Namespace, Outcome], tuple[dict[str, Any], list[str]]]


def add(parser: argparse.ArgumentParser) -> None:
    """Its parts and their options."""
    parts = parser.add_subparsers(title="parts", metavar="PART", required=True, dest="part", parser_class=type(parser))
    _part(parts, "map", "the provably best map for an aim", _map, _map_options)
    _part(parts, "wards", "DWO posts shared among wards by demand", _wards, _ward_options)
    _part(parts, "contacts", "a nominated superintendent for each borough, evenly", _contacts, lambda parser: None)


def _part(
    parts: Any, name: str, words: str, answer: Answer, options: Callable[[argparse.ArgumentParser], None]
) -> None:
    parser = parts.add_parser(name, help=words, description=f"Prints {words}. Nothing is changed.")
    add_plan(parser)
    options(parser)
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    parser.set_defaults(answer=answer)


def _map_options(parser: argparse.ArgumentParser) -> None:
    add_terms(parser)
    parser.add_argument(
        "--repair",
        action="store_true",
        help="the fewest moves that meet rules G1 to G3, whatever the terms; locks are kept",
    )


def _ward_options(parser: argparse.ArgumentParser) -> None:
    number = parser.add_mutually_exclusive_group()
    number.add_argument("--posts", type=int, default=0, metavar="N", help="extra DWO posts to share (default: 0)")
    number.add_argument("--in-all", type=int, metavar="N", help="DWO posts of all wards together")
    parser.add_argument(
        "--measure",
        action="append",
        metavar="ID[=WEIGHT]",
        help=f"ward measure to share by (default: {CRIME}); given more than once: a mix by weight",
    )
    parser.add_argument(
        "--method", choices=[m.value for m in Method], default=Method.LARGEST_DEMAND.value, help="how to share"
    )
    parser.add_argument("--floor", type=int, metavar="N", help="fewest posts of a ward (default: rule W1's minimum)")
    parser.add_argument("--cap", type=int, metavar="N", help="most posts of a ward")
    parser.add_argument("--damping", type=int, metavar="N", help="no ward loses more than N posts")


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Print it."""
    outcome = asked(options).outcome
    try:
        plain, lines = options.answer(options, outcome)
    except SuggestError as problem:
        raise CommandError(str(problem)) from problem
    print(json.dumps(plain, ensure_ascii=False, indent=1) if options.json else "\n".join(lines))
    return 0


def _map(options: argparse.Namespace, outcome: Outcome) -> tuple[dict[str, Any], list[str]]:
    suggestion = _repaired(options, outcome) if options.repair else _best(options, outcome)
    return plain_map(outcome, suggestion), map_lines(outcome, suggestion)


def _repaired(options: argparse.Namespace, outcome: Outcome) -> Suggestion:
    crossings = crossings_of(outcome.area) if options.crossings else frozenset()
    return repair(outcome.area, outcome.baseline, outcome.scenario, crossings).suggestion


def _best(options: argparse.Namespace, outcome: Outcome) -> Suggestion:
    terms = terms_of(options, outcome)
    try:
        return best_map(outcome.area, outcome.baseline, outcome.scenario, terms, prices=outcome.terms)
    except NoMap as problem:
        raise no_map(outcome, terms, problem) from None


def _wards(options: argparse.Namespace, outcome: Outcome) -> tuple[dict[str, Any], list[str]]:
    now = outcome.scenario.wards.dwo
    sharing: Sharing = share_posts(
        outcome.area,
        outcome.scenario,
        options.posts if options.in_all is None else options.in_all - sum(now),
        dict(_weighed(text) for text in options.measure or [CRIME]),
        Method(options.method),
        options.floor,
        options.cap,
        options.damping,
    )
    plain = {
        "method": sharing.chosen.method.value,
        "posts": sum(sharing.chosen.dwo),
        "unit": sharing.unit,
        "largest_demand": sharing.chosen.largest_demand,
        "at": sharing.chosen.at,
        "wards": {w.code: posts for w, posts in zip(outcome.area.wards, sharing.chosen.dwo, strict=True)},
        "changes": {
            w.code: posts - before
            for w, before, posts in zip(outcome.area.wards, now, sharing.chosen.dwo, strict=True)
            if posts != before
        },
        "methods": [
            {
                "method": one.method.value,
                "largest_demand": one.largest_demand,
                "at": one.at,
                "gaining": one.gaining,
                "losing": one.losing,
                "favours": one.favours,
            }
            for one in sharing.all
        ],
        "notes": list(sharing.notes),
    }
    return plain, ward_lines(outcome, sharing)


def _weighed(text: str) -> tuple[str, float]:
    measure, equals, weight = text.partition("=")
    try:
        return measure.strip(), float(weight) if equals else 1.0
    except ValueError:
        raise CommandError(f"“{weight}” is not a weight: write --measure {measure}=2.") from None


def _contacts(options: argparse.Namespace, outcome: Outcome) -> tuple[dict[str, Any], list[str]]:
    found = contacts(outcome.area, outcome.baseline, outcome.scenario)
    plain = {
        "nominations": {code: function.value for code, function in found.nominations.items()},
        "changed": list(found.changed),
        "largest_load": max((load.most for load in found.loads), default=0),
        "notes": list(found.notes),
    }
    return plain, contact_lines(outcome, found)
