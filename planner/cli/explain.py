"""`explain`: how a figure is worked out."""

from __future__ import annotations

import argparse

from planner.cli.asked import Drawn, add_plan, asked, plan_of
from planner.cli.errors import CommandError
from planner.outcome.figures import FigureError
from planner.views.working_out import figure_list, text_of, working_text
from planner.views.workings import NO_EQUATIONS, working_of

NAME = "explain"
HELP = "print how a figure is worked out; --list names the figures"

PLAN_ENDING = ".bcuplan"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("figure", nargs="?", metavar="FIGURE", help="such as full_year_saving or gross[2019/20]")
    add_plan(parser)
    parser.add_argument("--list", action="store_true", help="list every figure and the keys it takes")
    parser.add_argument("--depth", type=int, default=1, metavar="N", help="work the terms out too, N levels deep")


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Print it."""
    if options.list:
        # With --list there is no figure to name: the one thing that may stand there is the plan.
        options.plan = options.plan or options.figure
        print(figure_list(asked(options).outcome))
        return 0
    if options.figure is None:
        raise CommandError("Name a figure, such as full_year_saving or gross[2019/20]; --list names them all.")
    if options.figure.casefold().endswith(PLAN_ENDING):
        figure = options.plan or "FIGURE"
        raise CommandError(f"The figure comes first and the plan after it: explain {figure} {options.figure}")
    if options.depth < 1:
        raise CommandError("--depth is 1 or more: 1 is the figure's own terms.")
    try:
        print(_text(options))
    except FigureError as problem:
        raise CommandError(str(problem)) from problem
    return 0


def _text(options: argparse.Namespace) -> str:
    """The working-out of what `options` names: an equation as deep as asked, or a bar or a published figure."""
    found = asked(options)
    if options.figure.partition("[")[0].strip() not in NO_EQUATIONS:
        return working_text(found.outcome, options.figure, options.depth)
    plan, log = plan_of(options.plan)
    return text_of(working_of(found.outcome, options.figure.strip(), plan, log.done))
