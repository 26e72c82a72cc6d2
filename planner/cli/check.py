"""`check`: whether every rule is met; exit code 1 when one is not."""

from __future__ import annotations

import argparse

from planner.cli.asked import Drawn, add_plan, asked
from planner.views.frozen import frozen_note
from planner.views.issues import IssueLine, issues
from planner.words.names import plural
from planner.words.vocabulary import Outcome as RuleOutcome

NAME = "check"
HELP = "check every rule; exit code 1 when one is not met"
NOT_MET = 1


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    add_plan(parser)


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Print what is not met, at risk and incomplete, with the reasons, then the counts."""
    of = asked(options)
    outcome = of.outcome
    found, note = issues(outcome), frozen_note(of.plan, outcome.scenario)
    print(f"{outcome.scenario.name}:")
    if note is not None:
        print(f"  Frozen {note.text}")
    for line in found.lines:
        print(f"  {_words(line)}")
        if line.outcome == RuleOutcome.NOT_MET and len(line.targets) > 1:
            for rule in outcome.rules:
                if rule.id == line.rule:
                    print("\n".join(f"    {row.reason}" for row in rule.rows() if row.outcome == RuleOutcome.NOT_MET))
    count = found.counts
    print(
        f"{plural(count.rules_met, 'rule')} met throughout; {plural(count.not_met, 'finding')} not met, "
        f"{count.at_risk} at risk, {count.incomplete} incomplete."
    )
    return NOT_MET if count.not_met else 0


def _words(line: IssueLine) -> str:
    return f"{line.outcome.value.capitalize()}, {line.rule}: {line.words}"
