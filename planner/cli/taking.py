"""What bringing changes into a plan has in common, from a workbook and from another plan: compared, told, written."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from planner.cli.asked import now
from planner.cli.errors import CommandError
from planner.exchange.problems import Problem
from planner.plan_file.errors import OpenError, SaveError
from planner.plan_file.hold import holder_of
from planner.plan_file.open import Opened, open_plan
from planner.plan_file.save import save_plan
from planner.scenario.decisions import Refused
from planner.scenario.types import Key, Step
from planner.session import Session
from planner.views.three_way import Choice, Compared, Line, SideWords, State, all_ticked
from planner.words.dates import DayOrder
from planner.words.names import plural
from planner.words.numbers import whole

PLAN_SUFFIX = ".bcuplan"
TO_CHOOSE = 1
"""The exit code where a conflict has no choice."""
TAKE = {"ours": Choice.OURS, "theirs": Choice.THEIRS}
_ORDERS = {order.value.replace(" ", "-"): order for order in DayOrder}
_WIDEST = 60


C = TypeVar("C", bound=Compared)
Accept = Callable[[C, Collection[Key], Mapping[Key, Choice]], Step | None]
"""Makes the step of what is ticked and chosen of a comparison. Raises Refused."""


def check_out(out: str | None) -> None:
    """Refuse a plan's name that no plan has, and a plan that somebody has open, before anything is read.

    Raises CommandError.
    """
    if out is None:
        return
    path = Path(out)
    if path.suffix.casefold() != PLAN_SUFFIX:
        raise CommandError(f"A plan's name ends in {PLAN_SUFFIX}: {path.stem}{PLAN_SUFFIX}, say.")
    holder = holder_of(path)
    if holder is None or holder.is_gone:
        return
    if holder.stale:  # a command cannot ask; the window does
        raise CommandError(
            f"{path.name} was left open by {holder.words}, who may have gone. Nothing was written: write to another "
            "name, or open it in the window and take it over there."
        )
    raise CommandError(
        f"{path.name} is open by {holder.words}. Nothing was written: write to another name, or again once it is "
        "closed there."
    )


def opened_plan(path: Path) -> Opened:
    """The plan file opened. Raises CommandError."""
    try:
        return open_plan(path)
    except OpenError as problem:
        raise CommandError(str(problem)) from problem


def write(path: Path, opened: Opened, step: Step | None) -> None:
    """Save the plan with the step done, its history and what it exported. Raises CommandError."""
    session = Session(opened.plan, log=opened.log, clock=now)
    if step is not None:
        session.do(step)
    try:
        save_plan(path, session.plan, session.log, saved_at=now().isoformat(timespec="seconds"))
    except SaveError as problem:
        raise CommandError(str(problem)) from problem


def choices_of(options: argparse.Namespace, comparison: Compared) -> dict[Key, Choice]:
    """Every conflict settled as --take says; none without it."""
    if options.take is None:
        return {}
    return dict.fromkeys((line.key for line in comparison.of(State.CONFLICT)), TAKE[options.take])


def step_of(comparison: C, choices: Mapping[Key, Choice], accept: Accept[C]) -> Step | None:
    """The step that takes all that their side alone changed, and conflicts as chosen. Raises CommandError."""
    try:
        return accept(comparison, all_ticked(comparison), choices)
    except Refused as refusal:
        raise CommandError(f"{refusal} Nothing was written.") from refusal


def add_dates(parser: argparse.ArgumentParser) -> None:
    """The option that says how a workbook's dates in figures are meant."""
    parser.add_argument(
        "--dates",
        choices=list(_ORDERS),
        help="what comes first in dates typed as text, such as 03/04/2018; left out: those that could be two days are "
        "not taken",
    )


def order_of(options: argparse.Namespace) -> DayOrder | None:
    """What comes first in dates in figures, None where it was not said."""
    return None if options.dates is None else _ORDERS[options.dates]


def dates_words(problems: Iterable[Problem]) -> list[str]:
    """How dates that could be two days can be taken, where there are any."""
    count = sum(problem.asks_order for problem in problems)
    if not count:
        return []
    could = "1 date could be two days" if count == 1 else f"{whole(count)} dates could each be two days"
    ways = " or ".join(f"--dates {name}" for name in _ORDERS)
    return [f"{could}: add {ways} to take {'it' if count == 1 else 'them'}."]


def count_words(comparison: Compared) -> str:
    """ "2 changed in the sheet, 1 changed in the app, 0 conflict, 3,000 unchanged"."""
    states = (State.THEIRS, State.OURS, State.CONFLICT, State.UNCHANGED)
    return ", ".join(f"{whole(comparison.counts[s])} {comparison.words.state(s)}" for s in states)


def change_lines(comparison: Compared) -> list[str]:
    """The changes by part, each a line."""
    lines: list[str] = []
    for part, found in groupby(comparison.changes, key=lambda line: line.part):
        lines += ["", part, *(_line(line, comparison.words) for line in found)]
    return lines


def _line(line: Line, words: SideWords) -> str:
    base, ours, theirs = (_short(value) for value in line.shown)
    change = {
        State.THEIRS: f"{base} → {theirs}",
        State.OURS: f"{base} → {ours}",
    }.get(line.state, f"{base} → {ours} {words.ours}, {theirs} {words.theirs}")
    where = f"{line.cell}  " if line.cell else ""
    return f"  {where}{line.label}  {change}  {words.state(line.state)}"


def _short(words: str) -> str:
    return words if len(words) <= _WIDEST else f"{words[:_WIDEST].rstrip()}…"


def outcome_words(left: tuple[Line, ...], written: str) -> str:
    """What was written, or what is to be done first. `left` are the conflicts without a choice."""
    if left:
        need = "needs" if len(left) == 1 else "need"
        return (
            f"{plural(len(left), 'conflict')} {need} a choice: add --take ours or --take theirs. Nothing was written."
        )
    return f"Wrote {written}." if written else "Nothing was written: --out FILE writes the plan with the changes."


def plain_counts(comparison: Compared) -> dict[str, int]:
    """How many values are in each state, by its words."""
    return {comparison.words.state(state): count for state, count in comparison.counts.items()}


def plain_line(line: Line, words: SideWords) -> dict[str, Any]:
    """A line as JSON, without where it stands in a sheet."""
    return {
        "part": line.part,
        "place": line.label,
        "state": words.state(line.state),
        "base": line.base,
        "ours": line.ours,
        "theirs": line.theirs,
    }
