"""`merge`: a workbook or another plan, compared with the plan three ways; written to --out, and nowhere without it.

Exit code 1, and nothing written, where a conflict has no choice (--take).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from planner.cli import merge_plans
from planner.cli.asked import Drawn, now, scenario_named
from planner.cli.errors import CommandError
from planner.cli.taking import (
    PLAN_SUFFIX,
    TAKE,
    TO_CHOOSE,
    add_dates,
    change_lines,
    check_out,
    choices_of,
    count_words,
    dates_words,
    opened_plan,
    order_of,
    outcome_words,
    plain_counts,
    plain_line,
    step_of,
    write,
)
from planner.exchange.bring import Comparison, accept, bring, left_to_choose
from planner.exchange.bring.fresh import read_alone, read_for
from planner.exchange.problems import Problem, Severity
from planner.plan_file.open import Opened
from planner.scenario.decisions import Refused
from planner.scenario.kept import KeptState
from planner.scenario.types import Plan
from planner.words.names import listing

NAME = "merge"
HELP = "compare a workbook that comes back, or another planner's plan, with the plan, and take its changes"
WORKBOOK_SUFFIX = ".xlsx"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("plan", metavar="PLAN", help="the .bcuplan file")
    parser.add_argument("other", metavar="OTHER", help="the workbook (.xlsx) or the other plan (.bcuplan)")
    parser.add_argument(
        "--base",
        metavar="FILE",
        help="what both came from: a .bcuplan file or a workbook; left out: of a workbook as the plan kept it, or its "
        "own copy; of a plan the last step both share",
    )
    parser.add_argument("--scenario", metavar="NAME", help="a scenario by name or id; left out: the one exported")
    parser.add_argument("--json", action="store_true", help="print every value as JSON")
    parser.add_argument("--out", metavar="FILE", help="write the plan with the changes here")
    parser.add_argument("--take", choices=list(TAKE), help="settle every conflict: ours, PLAN's; theirs, OTHER's")
    add_dates(parser)


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Print the comparison; write the plan where one is asked for."""
    if Path(options.other).suffix.casefold() == PLAN_SUFFIX:
        return merge_plans.run(options)
    check_out(options.out)
    opened = opened_plan(Path(options.plan))
    comparison = _compared(options, opened)
    choices = choices_of(options, comparison)
    left = left_to_choose(comparison, choices)
    written = ""
    if options.out is not None and not left:
        write(Path(options.out), opened, step_of(comparison, choices, accept))
        written = options.out
    if options.json:
        print(json.dumps(_document(comparison, options, written), ensure_ascii=False, indent=1))
    else:
        print("\n".join([*_lines(comparison), "", outcome_words(left, written)]))
    return TO_CHOOSE if left else 0


def problem_line(problem: Problem) -> str:
    """A problem as a line: where, what, and what to do."""
    left_out = "" if problem.severity is Severity.NOTE else "left out: "
    allowed = f"Allowed: {problem.allowed}." if problem.allowed and problem.allowed not in problem.text else ""
    return "  ".join(part for part in (problem.place, f"{left_out}{problem.text}", allowed, problem.hint) if part)


def problem_plain(problem: Problem) -> dict[str, str]:
    """A problem as JSON."""
    return {
        "severity": problem.severity.value,
        "kind": problem.reason.value,
        "cell": problem.place,
        "text": problem.text,
        "found": problem.found,
        "allowed": problem.allowed,
        "hint": problem.hint,
    }


def _compared(options: argparse.Namespace, opened: Opened) -> Comparison:
    other = Path(options.other)
    plan = opened.plan
    wanted = None if options.scenario is None else scenario_named(plan, options.scenario).id
    try:
        received = read_for(other, plan, wanted, order=order_of(options))
        named = None if options.base is None else _named(Path(options.base), received.exported, plan, wanted)
        return bring(received, plan, on=now().date(), scenario_id=wanted, kept=opened.log.exports, named=named)
    except Refused as refusal:
        raise CommandError(str(refusal)) from refusal


def _named(path: Path, exported: Any, plan: Plan, wanted: str | None) -> KeptState:
    """The state that --base names: in a plan, that of the fingerprint, else of the same scenario."""
    if path.suffix.casefold() == WORKBOOK_SUFFIX:
        copy = read_alone(path).exported
        if copy is None or copy.scenario is None or copy.baseline is None or not copy.is_whole:
            raise CommandError(f"{path.name} holds no whole copy of what it was exported from. Name the plan instead.")
        return KeptState(copy.scenario, copy.baseline, copy.as_at)
    base = opened_plan(path)
    states = [KeptState(s, base.plan.baseline_of(s), "") for s in base.plan.scenarios]
    for state in [*states, *base.log.exports]:
        if exported is not None and state.fingerprint == exported.fingerprint:
            return state
    meant = wanted or (exported.scenario_id if exported is not None else plan.current)
    for state in states:
        if state.scenario.id == meant:
            return state
    names = listing([f"“{s.name}”" for s in base.plan.scenarios])
    raise CommandError(f"{path.name} has no scenario that the workbook could be exported from: it has {names}.")


def _lines(comparison: Comparison) -> list[str]:
    lines = [f"{comparison.scenario.name}, with {comparison.file}: {count_words(comparison)}."]
    lines += [comparison.base.words, *comparison.missing, *change_lines(comparison)]
    if comparison.problems:
        lines += ["", "Problems", *(f"  {problem_line(problem)}" for problem in comparison.problems)]
    lines += dates_words(comparison.problems)
    return lines


def _document(comparison: Comparison, options: argparse.Namespace, written: str) -> dict[str, Any]:
    return {
        "plan": Path(options.plan).name,
        "workbook": comparison.file,
        "scenario": comparison.scenario.name,
        "base": {"from": comparison.base.origin.value, "words": comparison.base.words},
        "lines": [{**plain_line(line, comparison.words), "cell": line.cell} for line in comparison.lines],
        "counts": plain_counts(comparison),
        "missing": list(comparison.missing),
        "problems": [problem_plain(problem) for problem in comparison.problems],
        "written": written,
    }
