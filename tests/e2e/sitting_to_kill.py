"""A sitting made to be killed: decides, undoes, saves, exports, imports and optimises until it is ended.

`python -m tests.e2e.sitting_to_kill FOLDER SEED` sits; with `--serve` it reads "FOLDER<tab>SEED" from standard input
and sits in a process of its own for each, so that many can be killed for one start. What was accepted is told in
FOLDER/told, a line after each thing; what is in hand in FOLDER/hand.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

from planner.exchange.bring import accept, all_ticked, bring
from planner.exchange.bring.fresh import read_for
from planner.exchange.workbook import write_workbook
from planner.scenario.decisions import Refused
from planner.scenario.plain import fingerprint
from planner.scenario.types import Step
from planner.session import Session
from planner.suggest import Stopped, SuggestError, Terms, adopt, best_map, with_locks
from tests.endurance.plain_planner import PlainPlanner
from tests.exchange.inside import Inside

TOLD, HAND, JOURNALS = "told", "hand", "journals"
PLANS = ("north.bcuplan", "south.bcuplan")
LONGEST_S = 30.0
SCENARIOS = ("two-pathfinders-2017", "twelve-bcus-2018")


def summary(session: Session) -> dict[str, Any]:
    """All that must come back, short enough to be told after each step."""
    plan = session.plan
    decided = [fingerprint(scenario) for scenario in plan.scenarios]
    return {
        "plan": hashlib.sha256("".join(decided).encode()).hexdigest(),
        "shown": plan.current,
        "done": [step.id[:8] for step in session.history],
        "undone": [step.id[:8] for step in session.undone],
        "whys": [step.why for step in session.history if step.why],
        "exports": [state.fingerprint for state in session.exports],
        "path": session.path.name if session.path is not None else "",
    }


class Sitting:
    """One process's sitting with a plan."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, Random(seed)
        self.session = Session.shipped(recent_folder=folder)
        self.session.keep_journal(folder / JOURNALS)
        self.plain = PlainPlanner(self.session.plan.shown, self.session.outcome.area)
        self._told = os.open(folder / TOLD, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(self) -> None:
        os.write(self._told, json.dumps(summary(self.session)).encode() + b"\n")

    def act(self) -> None:
        """Something, each kind about as long in hand as every other."""
        kinds = (self.decide, self.undo, self.redo, self.choose, self.explain, self.save, self.exchange, self.optimise)
        (kind,) = self.chance.choices(kinds, (60, 14, 9, 4, 4, 3, 0.4, 4))
        (self.folder / HAND).write_text(kind.__name__, encoding="ascii")
        with contextlib.suppress(Refused):
            kind()
        self.tell()

    def decide(self) -> None:
        asked = self.plain.ask(self.chance)
        self.session.decide(asked.decision, *asked.args)

    def undo(self) -> None:
        self.session.undo()

    def redo(self) -> None:
        self.session.redo()

    def choose(self) -> None:
        self.session.choose(self.chance.choice(SCENARIOS))

    def explain(self) -> None:
        if self.session.history:
            self.session.explain(self.chance.choice(self.session.history).id, f"because {self.chance.random()}")

    def save(self) -> None:
        self.session.save_as(self.folder / self.chance.choice(PLANS))

    def exchange(self) -> None:
        book, outcome = self.folder / "book.xlsx", self.session.outcome
        write_workbook(outcome, book, plan_name="", as_at=datetime(2018, 2, 12, tzinfo=UTC))
        self.session.exported(outcome.scenario, outcome.baseline)
        self.tell()
        inside = Inside(book.read_bytes())
        inside.set("Wards", (self.chance.choice(self.plain.wards),), dwo=self.chance.randint(0, 5))
        book.write_bytes(inside.content())
        plan = self.session.plan
        found = bring(read_for(book, plan), plan, on=date(2018, 3, 1), kept=self.session.exports)
        self._do(accept(found, all_ticked(found), {}))

    def optimise(self) -> None:
        outcome, until = self.session.outcome, time.monotonic() + 0.2
        terms = with_locks(Terms(), outcome.scenario)
        with contextlib.suppress(Stopped, SuggestError):
            found = best_map(
                outcome.area, outcome.baseline, outcome.scenario, terms, cancelled=lambda: time.monotonic() > until
            )
            self._do(adopt(self.session.plan, outcome.scenario.id, found.scenario, "Best map"))

    def _do(self, step: Step | None) -> None:
        if step is not None:
            self.session.do(step)


def sit(folder: Path, seed: int) -> None:
    """Sit until killed; at most LONGEST_S, so that nothing is left running where the killer was killed."""
    sitting = Sitting(folder, seed)
    sitting.tell()
    until = time.monotonic() + LONGEST_S
    while time.monotonic() < until:
        sitting.act()


def serve() -> None:
    """Sit in a process of its own for each line, and tell its number."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are nobody's to collect
    PlainPlanner(Session.shipped().plan.shown, Session.shipped().outcome.area)  # loaded once, for all
    for line in sys.stdin:
        folder, seed = line.rstrip("\n").split("\t")
        process = os.fork()
        if not process:
            sit(Path(folder), int(seed))
            os._exit(0)
        sys.stdout.write(f"{process}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        serve()
    else:
        sit(Path(sys.argv[1]), int(sys.argv[2]))
