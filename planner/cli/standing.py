"""`standing`: of all possible maps, how many are as good as this one or better."""

from __future__ import annotations

import argparse
import json

from planner.cli.asked import Drawn, add_plan, asked
from planner.cli.errors import CommandError
from planner.cli.suggest_terms import add_terms, no_map, terms_of
from planner.suggest.errors import NoMap, SuggestError
from planner.suggest.standing import standing
from planner.views.suggested import standing_lines, standing_plain

NAME = "standing"
HELP = "print where the map stands among all possible maps"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    add_plan(parser)
    add_terms(parser)
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Print it."""
    outcome = asked(options).outcome
    terms = terms_of(options, outcome)
    try:
        found = standing(outcome.area, outcome.baseline, outcome.scenario, terms, prices=outcome.terms)
    except NoMap as problem:
        raise no_map(outcome, terms, problem) from None
    except SuggestError as problem:
        raise CommandError(str(problem)) from problem
    if options.json:
        print(json.dumps(standing_plain(found), ensure_ascii=False, indent=1))
    else:
        print("\n".join(standing_lines(outcome, found)))
    return 0
