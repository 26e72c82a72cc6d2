"""`recover`: the steps of a sitting that did not end as it should, listed, and written as a plan."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.cli.asked import Drawn
from planner.cli.errors import CommandError
from planner.cli.taking import check_out
from planner.plan_file.errors import SaveError
from planner.session import Session, journal_folder
from planner.session.recovery import Left, RecoverError, find, put_aside_before, recover

NAME = "recover"
HELP = "list steps that were not saved when the planner ended, or write them as a plan"
NOTHING = "There is nothing to recover: no planner ended with steps that were not saved."


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="one of those listed; left out: the only one offered")
    parser.add_argument("--list", action="store_true", help="list what can be recovered (so does no option at all)")
    parser.add_argument("--out", metavar="PLAN", help="the .bcuplan file to write")


def run(options: argparse.Namespace, drawn: dict[str, Drawn]) -> int:
    """List what there is, or write it."""
    folder = journal_folder()
    left, aside = find(folder), put_aside_before(folder)
    if options.list or options.out is None:
        if options.name is not None:
            raise CommandError("Add --out PLAN to write it as a plan. Nothing was written.")
        print("\n".join(_lines(left, aside)))
        return 0
    check_out(options.out)
    out = Path(options.out)
    chosen = _chosen(options.name, left, aside)
    if out.exists() and (chosen.plan_path is None or not out.samefile(chosen.plan_path)):
        raise CommandError(f"There already is a file {out}. Name another; nothing was written.")
    try:
        session = recover(chosen)
    except RecoverError as problem:
        raise CommandError(str(problem)) from problem
    _write(session, out)
    print(" ".join([f"Wrote {out}.", *session.notes]).replace("not yet saved", "that had not been saved"))
    return 0


def _write(session: Session, out: Path) -> None:
    try:
        if session.path is not None and out.exists():
            session.save()
        else:
            session.save_as(out)
    except SaveError as problem:
        session.leave()
        raise CommandError(f"{problem} The steps are still kept: recover them to another file.") from problem
    session.close()


def _lines(left: tuple[Left, ...], aside: tuple[Left, ...]) -> list[str]:
    if not left and not aside:
        return [NOTHING]
    lines = [f"{each.journal.stem}  {each.words}" for each in left]
    if aside:
        lines += [
            *([""] if left else []),
            "Put aside earlier:",
            *(f"{each.journal.stem}  {each.words}" for each in aside),
        ]
    return lines


def _chosen(name: str | None, left: tuple[Left, ...], aside: tuple[Left, ...]) -> Left:
    if name is None:
        can = [each for each in left if each.can_recover]
        if len(can) == 1:
            return can[0]
        raise CommandError(f"{NOTHING if not can else 'There is more than one: give the name.'} See --list.")
    found = [each for each in (*left, *aside) if each.journal.stem.startswith(name)]
    if len(found) != 1:
        raise CommandError(f"{'No journal' if not found else 'More than one journal'} is called {name}. See --list.")
    return found[0]
