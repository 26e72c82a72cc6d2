"""A journal played again: the plan and its history as they were when its last line was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from planner.plan_file.codec import fitting
from planner.plan_file.errors import OpenError
from planner.plan_file.exports import decode_exports
from planner.plan_file.journal import Base, Entry, Kind
from planner.plan_file.open import Opened, open_bytes, open_plan
from planner.plan_file.places import Place
from planner.plan_file.step_codec import step_of
from planner.plan_file.steps import Log
from planner.scenario.change import EditError, apply
from planner.scenario.decisions import Refused
from planner.scenario.kept import KeptState, with_state
from planner.scenario.types import Plan, Step
from planner.scenario.validate import PlanError, check_plan
from planner.session.history import History
from planner.session.turning import turned

COUNTED = (Kind.DID, Kind.UNDID, Kind.REDID, Kind.EXPLAINED)
"""What is lost where it is not saved."""
Check = Callable[[Plan], object]
_MISFIT = (OpenError, EditError, PlanError, Refused, KeyError, TypeError, ValueError)


@dataclass
class Replayed:
    """What has been played so far. `unsaved` counts the steps that the plan's own file has not."""

    plan: Plan
    history: History
    exports: tuple[KeptState, ...]
    path: Path | None
    file_hash: str
    unsaved: int
    saving: Path | None = None
    last: Step | None = None
    at: str = ""

    @property
    def log(self) -> Log:
        """Everything the file keeps beside the plan."""
        return self.history.log(self.exports)


def replayed(base: Base, entries: tuple[Entry, ...]) -> tuple[Replayed, int]:
    """What the journal leads to, and how many of its entries fitted. Raises OpenError where its plan cannot be read.

    Checking a plan takes longer than all else. So what they lead to is checked, and each on the way only where that
    cannot be planned on.
    """
    opened = open_bytes(base.plan)
    so_far, count = _played(opened, base, entries, check=_trusting)
    try:
        check_plan(so_far.plan)
    except PlanError:
        so_far, count = _played(opened, base, entries, check=check_plan)
    if count == len(entries):
        _look_whether_saved(so_far)
    return so_far, count


def _trusting(plan: Plan) -> None:
    """Takes any plan."""


def _played(opened: Opened, base: Base, entries: tuple[Entry, ...], check: Check) -> tuple[Replayed, int]:
    history = History.of(opened.log)
    so_far = Replayed(
        opened.plan,
        history,
        opened.log.exports,
        base.path,
        base.file_hash,
        base.unsaved,
        last=history.last,
        at=base.begun,
    )
    for count, entry in enumerate(entries):
        try:
            _play(so_far, entry, check)
        except _MISFIT:
            return so_far, count
    return so_far, len(entries)


def _play(so_far: Replayed, entry: Entry, check: Check) -> None:
    """Play one entry; where it does not fit it raises one of _MISFIT, with nothing changed."""
    place = Place(f"line {entry.line}", "what", entry.what)
    _PLAYERS[entry.kind](so_far, place, check)
    so_far.saving = so_far.saving if entry.kind is Kind.SAVING else None
    so_far.unsaved += entry.kind in COUNTED
    so_far.at = entry.at


def _did(so_far: Replayed, place: Place, check: Check) -> None:
    step = step_of(place)
    plan = apply(so_far.plan, step.edits)
    check(plan)
    so_far.plan, so_far.last = plan, step
    so_far.history.did(step)


def _undid(so_far: Replayed, place: Place, check: Check) -> None:
    step = _expected(so_far.history.last, place)
    so_far.plan, so_far.last = turned(so_far.plan, step, backwards=True, check=check), step
    so_far.history.undid()


def _redid(so_far: Replayed, place: Place, check: Check) -> None:
    step = _expected(so_far.history.next, place)
    so_far.plan, so_far.last = turned(so_far.plan, step, backwards=False, check=check), step
    so_far.history.redid()


def _expected(step: Step | None, place: Place) -> Step:
    if step is None or step.id != place.text():
        place.refuse("is not the step that comes next")
    return step


def _chose(so_far: Replayed, place: Place, check: Check) -> None:
    place.word([scenario.id for scenario in so_far.plan.scenarios])
    so_far.plan = replace(so_far.plan, current=place.text())


def _explained(so_far: Replayed, place: Place, check: Check) -> None:
    found = place.fields(("step", "why"))
    if not so_far.history.explain(found["step"].text(), found["why"].text()):
        found["step"].refuse("is no step kept")


def _exported(so_far: Replayed, place: Place, check: Check) -> None:
    (state,) = decode_exports(place.value, so_far.plan)
    so_far.exports = with_state(so_far.exports, state)


def _saving(so_far: Replayed, place: Place, check: Check) -> None:
    so_far.saving = Path(place.text())


def _saved(so_far: Replayed, place: Place, check: Check) -> None:
    found = place.fields(("path", "file_hash"))
    path, file_hash = Path(found["path"].text()), found["file_hash"].text()
    so_far.path, so_far.file_hash, so_far.unsaved = path, file_hash, 0


_PLAYERS: dict[Kind, Callable[[Replayed, Place, Check], None]] = {
    Kind.DID: _did,
    Kind.UNDID: _undid,
    Kind.REDID: _redid,
    Kind.CHOSE: _chose,
    Kind.EXPLAINED: _explained,
    Kind.EXPORTED: _exported,
    Kind.SAVING: _saving,
    Kind.SAVED: _saved,
}


def _look_whether_saved(so_far: Replayed) -> None:
    """Where the program ended while it saved: was the file put in its place? Then nothing is unsaved."""
    if so_far.saving is None:
        return
    try:
        found = open_plan(so_far.saving)
    except OpenError:
        return
    if (found.plan, found.log) == (so_far.plan, fitting(so_far.log)):
        so_far.path, so_far.file_hash, so_far.unsaved = so_far.saving, found.file_hash, 0
