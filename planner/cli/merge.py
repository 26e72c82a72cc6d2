"""`merge`: a workbook that comes back, compared with the plan three ways; written to --out, and nowhere without it.

Exit code 1, and nothing written, where a conflict has no choice (--take).
"""

from __future__ import annotations

import argparse
import json
from itertools import groupby
from pathlib import Path
from typing import Any

from planner.cli.asked import Drawn, now, scenario_named
from planner.cli.errors import CommandError
from planner.exchange.bring import Choice, Comparison, Line, State, accept, all_ticked, bring, left_to_choose
from planner.exchange.bring.compare import WORDS
from planner.exchange.bring.fresh import read_alone, read_for
from planner.exchange.problems import Problem, Severity
from planner.plan_file.errors import OpenError, SaveError
from planner.plan_file.open import Opened, open_plan
from planner.plan_file.save import save_plan
from planner.scenario.decisions import Refused
from planner.scenario.kept import KeptState
from planner.scenario.types import Plan, Step
from planner.session import Session
from planner.words.names import listing, plural
from planner.words.numbers import whole

NAME = "merge"
HELP = "compare a workbook that comes back with its plan, and take its changes"
PLAN_SUFFIX, WORKBOOK_SUFFIX = ".bcuplan", ".xlsx"
TO_CHOOSE = 1
_TAKE = {"ours": Choice.OURS, "theirs": Choice.THEIRS}
_WIDEST = 60


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("plan", metavar="PLAN", help="the .bcuplan file")
    parser.add_argument("other", metavar="OTHER", help="the workbook (.xlsx)")
    parser.add_argument("--base", metavar="FILE", help="what it was exported from: a .bcuplan file or a workbook; "
                        "left out: as the plan kept it, or the workbook's own copy")  # fmt: skip
    parser.add_argument("--scenario", metavar="NAME", help="a scenario by name or id; left out: the one exported")
    parser.add_argument("--json", action="store_true", help="print every value as JSON")
    parser.add_argument("--out", metavar="FILE", help="write the plan with the changes here")
    parser.add_argument(
        "--take", choices=list(_TAKE), help="settle every conflict: ours, the app's; theirs, the sheet's"
    )


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """Print the comparison; write the plan where one is asked for."""
    check_out(options.out)
    opened = _opened(Path(options.plan))
    comparison = _compared(options, opened)
    choices = {} if options.take is None else dict.fromkeys(
        (line.key for line in comparison.of(State.CONFLICT)), _TAKE[options.take]
    )  # fmt: skip
    left = left_to_choose(comparison, choices)
    written = ""
    if options.out is not None and not left:
        step = _step(comparison, choices)
        write(Path(options.out), opened, step)
        written = options.out
    if options.json:
        print(json.dumps(_document(comparison, options, written), ensure_ascii=False, indent=1))
    else:
        print("\n".join([*_lines(comparison), "", _outcome(left, written, options)]))
    return TO_CHOOSE if left else 0


def check_out(out: str | None) -> None:
    """Refuse a plan's name that no plan has, before anything is read. Raises CommandError."""
    if out is not None and Path(out).suffix.casefold() != PLAN_SUFFIX:
        raise CommandError(f"A plan's name ends in {PLAN_SUFFIX}: {Path(out).stem}{PLAN_SUFFIX}, say.")


def write(path: Path, opened: Opened, step: Step | None) -> None:
    """Save the plan with the step done, its history and what it exported. Raises CommandError."""
    session = Session(opened.plan, log=opened.log, clock=now)
    if step is not None:
        session.do(step)
    try:
        save_plan(path, session.plan, session.log, saved_at=now().isoformat(timespec="seconds"))
    except SaveError as problem:
        raise CommandError(str(problem)) from problem


def problem_line(problem: Problem) -> str:
    """A problem as a line: where, what, and what to do."""
    left_out = "" if problem.severity is Severity.NOTE else "left out: "
    return "  ".join(part for part in (problem.place, f"{left_out}{problem.text}", problem.hint) if part)


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


def _opened(path: Path) -> Opened:
    try:
        return open_plan(path)
    except OpenError as problem:
        raise CommandError(str(problem)) from problem


def _compared(options: argparse.Namespace, opened: Opened) -> Comparison:
    other = Path(options.other)
    if other.suffix.casefold() == PLAN_SUFFIX:
        raise CommandError(
            f"{other.name} is a plan, and merging two plans is not there yet: export it (bcu-planner export "
            f"{other.name} --xlsx {other.stem}{WORKBOOK_SUFFIX}) and merge the workbook."
        )
    plan = opened.plan
    wanted = None if options.scenario is None else scenario_named(plan, options.scenario).id
    try:
        received = read_for(other, plan, wanted)
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
    base = _opened(path)
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


def _step(comparison: Comparison, choices: dict[Any, Choice]) -> Step | None:
    try:
        return accept(comparison, all_ticked(comparison), choices)
    except Refused as refusal:
        raise CommandError(f"{refusal} Nothing was written.") from refusal


def _lines(comparison: Comparison) -> list[str]:
    counts = comparison.counts
    told = ", ".join(
        f"{whole(counts[s])} {comparison.words.state(s)}"
        for s in (State.THEIRS, State.OURS, State.CONFLICT, State.UNCHANGED)
    )
    lines = [f"{comparison.scenario.name}, with {comparison.file}: {told}.", comparison.base.words, *comparison.missing]
    for part, found in groupby(comparison.changes, key=lambda line: line.part):
        lines += ["", part]
        lines += [_line(line) for line in found]
    if comparison.problems:
        lines += ["", "Problems", *(f"  {problem_line(problem)}" for problem in comparison.problems)]
    return lines


def _line(line: Line) -> str:
    base, ours, theirs = (_short(words) for words in line.shown)
    change = {
        State.THEIRS: f"{base} → {theirs}",
        State.OURS: f"{base} → {ours}",
    }.get(line.state, f"{base} → {ours} {WORDS.ours}, {theirs} {WORDS.theirs}")
    where = f"{line.cell}  " if line.cell else ""
    return f"  {where}{line.label}  {change}  {WORDS.state(line.state)}"


def _short(words: str) -> str:
    return words if len(words) <= _WIDEST else f"{words[:_WIDEST].rstrip()}…"


def _outcome(left: tuple[Line, ...], written: str, options: argparse.Namespace) -> str:
    if left:
        need = "needs" if len(left) == 1 else "need"
        return (
            f"{plural(len(left), 'conflict')} {need} a choice: add --take ours or --take theirs. Nothing was written."
        )
    return f"Wrote {written}." if written else "Nothing was written: --out FILE writes the plan with the changes."


def _document(comparison: Comparison, options: argparse.Namespace, written: str) -> dict[str, Any]:
    return {
        "plan": Path(options.plan).name,
        "workbook": comparison.file,
        "scenario": comparison.scenario.name,
        "base": {"from": comparison.base.origin.value, "words": comparison.base.words},
        "lines": [
            {
                "part": line.part,
                "place": line.label,
                "cell": line.cell,
                "state": WORDS.state(line.state),
                "base": line.base,
                "ours": line.ours,
                "theirs": line.theirs,
            }
            for line in comparison.lines
        ],
        "counts": {WORDS.state(state): count for state, count in comparison.counts.items()},
        "missing": list(comparison.missing),
        "problems": [problem_plain(problem) for problem in comparison.problems],
        "written": written,
    }
