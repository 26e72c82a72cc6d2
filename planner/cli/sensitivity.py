"""`sensitivity`: what the ranges of the assumptions do to the saving, and the chance of meeting the target."""

from __future__ import annotations

import argparse
import json

from planner.cli.asked import Drawn, add_plan, asked
from planner.cli.errors import CommandError
from planner.outcome.sensitivity.draws import COUNT, SEED
from planner.views.uncertainty import (
    chance_rows,
    crossing_rows,
    method_words,
    study,
    study_json,
    summary,
    tornado_chart,
)
from planner.words.numbers import whole

NAME = "sensitivity"
HELP = "print the tornado, what breaks the target, and the chance of meeting it"
MOST_DRAWS = 1_000_000
MOST_SEED = 2**32 - 1
LISTED = 10


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    add_plan(parser)
    parser.add_argument("--draws", type=int, default=COUNT, metavar="N", help=f"how many draws (default: {COUNT})")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help=f"seed of the draws (default: {SEED})")
    parser.add_argument("--together", action="store_true", help="draw assumptions of a kind together")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Print it."""
    if not 1 <= options.draws <= MOST_DRAWS:
        raise CommandError(f"--draws is from 1 to {whole(MOST_DRAWS)}.")
    if not 0 <= options.seed <= MOST_SEED:
        raise CommandError(f"--seed is from 0 to {whole(MOST_SEED)}.")
    outcome = asked(options).outcome
    found = study(outcome, together=options.together, count=options.draws, seed=options.seed)
    if options.json:
        print(json.dumps(study_json(found), ensure_ascii=False, indent=1))
        return 0
    chart = tornado_chart(found)
    print(f"{outcome.scenario.name}\n{summary(found)}\n\n{chart.title}\n{chart.unit}")
    for bar in chart.bars[:LISTED]:
        print(f"  {bar.words}")
    print("\nThe value that just meets the target, the others as they are")
    for row in crossing_rows(found)[:LISTED]:
        print(f"  {row.words}")
    print("\nChance by year")
    for year in chance_rows(found):
        print(f"  {year.words}")
    print(f"\n{method_words(found.draws)}")
    return 0
