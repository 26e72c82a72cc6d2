"""`merge` of two plans: what another planner's plan changed since both were one, three ways; written to --out."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from planner.cli.errors import CommandError
from planner.cli.taking import (
    TO_CHOOSE,
    change_lines,
    check_out,
    choices_of,
    count_words,
    opened_plan,
    outcome_words,
    plain_counts,
    plain_line,
    step_of,
    write,
)
from planner.plan_file.open import Opened
from planner.scenario.decisions import Refused
from planner.session.merging import (
    NoAncestor,
    PlanComparison,
    ancestor_of,
    compare_plans,
    merged_words,
    named_ancestor,
    take,
    whose,
)
from planner.views.three_way import left_to_choose


def run(options: argparse.Namespace) -> int:
    """Print the comparison; write the merged plan where one is asked for."""
    check_out(options.out)
    if options.scenario is not None:
        raise CommandError("Two plans are merged with all their scenarios: leave --scenario out.")
    if options.dates is not None:
        raise CommandError("A plan's dates have one reading: --dates is for workbooks, leave it out.")
    ours, theirs = opened_plan(Path(options.plan)), opened_plan(Path(options.other))
    comparison = _compared(options, ours, theirs)
    choices = choices_of(options, comparison)
    left = left_to_choose(comparison, choices)
    step = None if left else step_of(comparison, choices, take)
    written = ""
    if options.out is not None and not left:
        write(Path(options.out), ours, step)
        written = options.out
    rules = list(merged_words(comparison.ours, step))
    if options.json:
        print(json.dumps(_document(comparison, options, rules, written), ensure_ascii=False, indent=1))
    else:
        lines = [f"{Path(options.plan).name}, with {comparison.file}: {count_words(comparison)}."]
        lines += [comparison.ancestor.words, *change_lines(comparison)]
        lines += ["", *rules] if rules else []
        print("\n".join([*lines, "", outcome_words(left, written)]))
    return TO_CHOOSE if left else 0


def _compared(options: argparse.Namespace, ours: Opened, theirs: Opened) -> PlanComparison:
    try:
        if options.base is not None:
            base = opened_plan(Path(options.base)).plan
            ancestor = named_ancestor(base, ours.plan, Path(options.base).name)
        else:
            ancestor = ancestor_of(ours.plan, ours.log, theirs.plan, theirs.log)
        who = whose(theirs.log, ours.log)
        return compare_plans(ancestor, ours.plan, theirs.plan, file=Path(options.other).name, whose=who)
    except NoAncestor as refusal:
        raise CommandError(f"{refusal} --base FILE names it.") from refusal
    except Refused as refusal:
        raise CommandError(str(refusal)) from refusal


def _document(
    comparison: PlanComparison, options: argparse.Namespace, rules: list[str], written: str
) -> dict[str, Any]:
    return {
        "plan": Path(options.plan).name,
        "other": comparison.file,
        "base": {"from": comparison.ancestor.origin.value, "words": comparison.ancestor.words},
        "lines": [{"scenario": line.key[1], **plain_line(line, comparison.words)} for line in comparison.lines],
        "counts": plain_counts(comparison),
        "rules": rules,
        "written": written,
    }
