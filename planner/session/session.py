"""One sitting with one plan: what the window and the command line both drive. No Qt."""

from __future__ import annotations

import getpass
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

from planner.area.types import Baseline
from planner.files import Held
from planner.outcome.evaluate import Outcome, evaluate
from planner.outcome.frozen import record_of
from planner.plan_file.exports import encode_exports
from planner.plan_file.hold import hold_path
from planner.plan_file.journal import Kind
from planner.plan_file.open import open_plan
from planner.plan_file.save import SaveError, save_plan
from planner.plan_file.step_codec import step_plain
from planner.plan_file.steps import Log
from planner.scenario.change import apply
from planner.scenario.decisions import Refused
from planner.scenario.decisions.values import note as note_of
from planner.scenario.kept import KeptState, with_state
from planner.scenario.shipped import shipped_plan
from planner.scenario.types import Frozen, Plan, Scenario, Step
from planner.session.history import History
from planner.session.journal import Journal, State, Upto
from planner.session.recent import Recent
from planner.session.turning import turned
from planner.session.underneath import hash_of, keep_other
from planner.words.vocabulary import Terms

P = ParamSpec("P")


class SaveConflict(SaveError):
    """The file was changed by someone else since it was opened or saved here. Nothing was written."""


@dataclass(frozen=True)
class Preview:
    """What a step would give, without doing it."""

    step: Step
    plan: Plan
    outcome: Outcome


def _now() -> datetime:
    return datetime.now(UTC)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no user database and no USER in the environment
        return ""


class Session:
    """A plan, where it is kept, and how it came to be as it is.

    `clock` gives aware times, `who` a name for the log (asked once), `recent_folder` where the recent list is kept.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        path: Path | None = None,
        log: Log | None = None,
        file_hash: str = "",
        notes: tuple[str, ...] = (),
        clock: Callable[[], datetime] = _now,
        who: Callable[[], str] = _user,
        recent_folder: Path | None = None,
    ) -> None:
        self._plan = plan
        self._saved_plan = plan
        self._path = path
        self._file_hash = file_hash
        self._history = History() if log is None else History.of(log)
        self._exports: tuple[KeptState, ...] = () if log is None else log.exports
        self._unsaved = False
        """Whether more than the scenarios differs from what is kept."""
        self._as_filed = path is not None
        """Whether the file holds all of this, the log too."""
        self._read_only = False
        self._journal: Journal | None = None
        self._outcome: Outcome | None = None
        self._clock = clock
        # Asked once: the system takes nearly as long to say it as a step to be applied.
        self._who: Callable[[], str] = cache(who)
        self._recent = Recent(recent_folder)
        self.notes = notes
        """What opening the file had to say, such as "made by an older version"."""
        self.terms = Terms.REAL
        """Price terms of what is shown: a view choice, not part of the plan."""

    @classmethod
    def shipped(
        cls,
        *,
        clock: Callable[[], datetime] = _now,
        who: Callable[[], str] = _user,
        recent_folder: Path | None = None,
    ) -> Session:
        """A session over the shipped plan, not yet a file."""
        return cls(shipped_plan(), clock=clock, who=who, recent_folder=recent_folder)

    @classmethod
    def new(
        cls,
        *,
        clock: Callable[[], datetime] = _now,
        who: Callable[[], str] = _user,
        recent_folder: Path | None = None,
    ) -> Session:
        """A session over a new plan: the shipped area and baseline, one scenario, no BCU yet."""
        shipped = shipped_plan()
        start = replace(shipped.scenarios[0], id=uuid.uuid4().hex, name="Scenario 1", read_only=False)
        plan = replace(shipped, scenarios=(start,), current=start.id)
        return cls(plan, clock=clock, who=who, recent_folder=recent_folder)

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        clock: Callable[[], datetime] = _now,
        who: Callable[[], str] = _user,
        recent_folder: Path | None = None,
    ) -> Session:
        """A session over a plan file, with its history. Raises OpenError."""
        path = Path(path)
        opened = open_plan(path)
        session = cls(
            opened.plan,
            path=path,
            log=opened.log,
            file_hash=opened.file_hash,
            notes=opened.notes,
            clock=clock,
            who=who,
            recent_folder=recent_folder,
        )
        session._recent.add(path)
        return session

    @classmethod
    def copied(cls, path: Path | str) -> Session:
        """A session over a copy of a plan file, with its history; it is not a file yet. Raises OpenError."""
        opened = open_plan(path)
        return cls(opened.plan, log=opened.log, notes=opened.notes)

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self._plan

    @property
    def path(self) -> Path | None:
        """Where the plan is kept; None until it is saved."""
        return self._path

    @property
    def file_hash(self) -> str:
        """Sha256 of the file as opened or saved here, or as last settled with; empty where there is none."""
        return self._file_hash

    def settle(self, file_hash: str) -> None:
        """What another put in the file is in this plan by now, or given up: saving replaces it."""
        self._file_hash, self._unsaved = file_hash, True

    @property
    def read_only(self) -> bool:
        """Whether the plan is only looked at, so that saving goes elsewhere."""
        return self._read_only

    def look_only(self, only: bool = True) -> None:
        """Leave the file to whoever has it open: nothing is saved to it from now on. With False, have it again."""
        self._read_only = only

    def leave_file(self) -> None:
        """Go on as a plan of its own, which is not a file yet."""
        self._path, self._file_hash = None, ""
        self._read_only = self._as_filed = False

    @property
    def dirty(self) -> bool:
        """Whether the plan differs from what is kept. Choosing another scenario to look at does not count."""
        if self._unsaved:
            return True
        return self._plan is not self._saved_plan and self._plan.scenarios != self._saved_plan.scenarios

    @property
    def outcome(self) -> Outcome:
        """Every figure and rule of the scenario shown, in the terms shown: one object until one of these changes."""
        shown, kept = self._plan.shown, self._outcome
        if kept is None or kept.scenario is not shown or kept.terms is not self.terms:
            kept = self._outcome = self._outcome_of(self._plan)
        return kept

    def _outcome_of(self, plan: Plan) -> Outcome:
        shown = plan.shown
        return evaluate(plan.area_of(shown), plan.baseline_of(shown), shown, self.terms)

    @property
    def history(self) -> tuple[Step, ...]:
        """The steps done, oldest first, at most 2,000."""
        return self._history.done

    @property
    def undone(self) -> tuple[Step, ...]:
        """The steps that can be redone, the next one first."""
        return self._history.undone

    def sign_as(self, name: str) -> None:
        """Sign decisions with that name from now on; with the system user's where it is empty."""
        self._who = (lambda: name) if name else cache(_user)

    def record(self) -> Frozen:
        """What is kept of the scenario shown when it is frozen now: see planner.scenario.decisions.freeze_scenario."""
        when = self._now()
        return record_of(self._plan, self._plan.current, when=when, who=self._who())

    @property
    def log(self) -> Log:
        """Everything the file keeps beside the plan."""
        return self._history.log(self._exports)

    def explain(self, step_id: str, why: str) -> None:
        """Say in the log why a step was made. Not a step itself. Raises Refused for words too long."""
        why = note_of(why)
        if any(s.id == step_id and s.why == why for s in (*self.history, *self.undone, *self._history.overtaken)):
            return
        if self._history.explain(step_id, why):
            self._unsaved = True
            self._keep(Kind.EXPLAINED, {"step": step_id, "why": why})

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._history.last is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return self._history.next is not None

    @property
    def undo_label(self) -> str:
        """The label of the step that undo takes back; empty when there is none."""
        return self._history.last.label if self._history.last else ""

    @property
    def redo_label(self) -> str:
        """The label of the step that redo does again; empty when there is none."""
        return self._history.next.label if self._history.next else ""

    def decide(
        self, decision: Callable[Concatenate[Plan, str, P], Step | None], *args: P.args, **kwargs: P.kwargs
    ) -> Step | None:
        """Make a decision about the scenario shown and do its step. None when nothing changes.

        Raises Refused, with nothing changed.
        """
        step = decision(self._plan, self._plan.current, *args, **kwargs)
        return None if step is None else self.do(step)

    def do(self, step: Step) -> Step:
        """Do an unstamped step; returns it stamped. Raises EditError, with nothing changed."""
        plan = apply(self._plan, step.edits)
        last = self._history.last
        stamped = replace(
            step,
            id=uuid.uuid4().hex,
            parent=last.id if last else "",
            when=self._now(),
            who=self._who(),
        )
        self._plan = plan
        self._history.did(stamped)
        self._keep(Kind.DID, step_plain(stamped))
        return stamped

    def undo(self) -> Step | None:
        """Take the last step back and show the scenario it touches. None when there is no step."""
        step = self._history.last
        if step is None:
            return None
        self._plan = turned(self._plan, step, backwards=True)
        self._history.undid()
        self._keep(Kind.UNDID, step.id)
        return step

    def redo(self) -> Step | None:
        """Do the step undone last again and show the scenario it touches. None when there is no step."""
        step = self._history.next
        if step is None:
            return None
        self._plan = turned(self._plan, step, backwards=False)
        self._history.redid()
        self._keep(Kind.REDID, step.id)
        return step

    @property
    def journal(self) -> Journal | None:
        """Where the steps are kept until the plan is saved; None where no journal was asked for."""
        return self._journal

    def keep_journal(self, folder: Path) -> None:
        """Keep a journal in that folder from now on, unless one is kept already."""
        if self._journal is None:
            self._journal = Journal.begun(folder, self.state, self._clock)

    def go_on_with(self, held: Held, path: Path, upto: Upto) -> None:
        """Go on in a journal that holds all of this sitting. The plan's own file has not all. Raises OSError."""
        self._journal = Journal.taken_over(held, path, upto, self.state, self._clock)
        self._unsaved, self._as_filed = True, False

    def state(self) -> State:
        """All of it, as the journal begins with it."""
        return State(self._plan, self.log, self._path, self._file_hash, self._as_filed)

    def close(self) -> None:
        """End the sitting as it should end: what is not saved is given up, and no journal is left."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def leave(self) -> None:
        """End the sitting without saving or giving up what is not saved: its journal stays, and is offered again."""
        if self._journal is not None:
            self._journal.leave()
            self._journal = None

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")

    def _keep(self, kind: Kind, what: Any) -> None:
        self._as_filed = False
        if self._journal is not None:
            self._journal.keep(kind, what)

    @property
    def exports(self) -> tuple[KeptState, ...]:
        """The states exported to workbooks, oldest first, at most 50; saved with the plan."""
        return self._exports

    def exported(self, scenario: Scenario, baseline: Baseline) -> None:
        """Keep a state that was exported, so that its workbook can be compared when it comes back.

        Not a step, and no reason to save: the workbook carries a copy of its own (docs/decisions/0010).
        """
        when = self._now()
        state = KeptState(scenario, baseline, when)
        self._exports = with_state(self._exports, state)
        self._keep(Kind.EXPORTED, encode_exports(self._plan, [state]))

    def choose(self, scenario_id: str) -> None:
        """Show another scenario. Not a step: there is nothing to undo. Raises Refused for an unknown id."""
        if all(scenario.id != scenario_id for scenario in self._plan.scenarios):
            raise Refused("There is no such scenario in the plan. Choose one from the list.")
        self._plan = replace(self._plan, current=scenario_id)
        self._keep(Kind.CHOSE, scenario_id)

    def preview(self, step: Step) -> Preview:
        """What the step would give, without doing it. Raises EditError when it does not fit."""
        plan = apply(self._plan, step.edits)
        return Preview(step, plan, self._outcome_of(plan))

    def save(self) -> None:
        """Save to the plan's own path.

        Raises SaveConflict when the file there is not the one opened or saved here; SaveError when it
        cannot be read to tell, cannot be written, or has no path yet. The plan and its history stay as they are.
        """
        if self._path is None:
            raise SaveError("The plan has no file yet. Use Save As.")
        if self._read_only:
            raise SaveError(f"{self._path.name} is open read-only. Use Save As to keep your changes elsewhere.")
        if hash_of(self._path) not in (None, self._file_hash):
            raise SaveConflict(
                f"{self._path.name} was changed by someone else since it was opened. "
                "Use Save As to keep both, or open it again."
            )
        self._write(self._path)

    def save_as(self, path: Path | str) -> None:
        """Save to that path, which becomes the plan's own and can be changed. Raises SaveError."""
        if self._read_only and self._path is not None and hold_path(self._path) == hold_path(Path(path)):
            raise SaveError(f"{self._path.name} is open read-only. Save under another name.")
        self._write(Path(path))
        self._read_only = False

    def save_over(self) -> Path:
        """Save although the file is another's by now; gives the copy that is kept of theirs, beside it.

        Raises SaveError with nothing replaced, and SaveConflict where it changed once more meanwhile.
        """
        if self._path is None or self._read_only:
            raise SaveError("The plan has no file of its own to replace. Use Save As.")
        before = self._file_hash
        copy, self._file_hash = keep_other(self._path)
        try:
            self.save()
        except SaveError:
            self._file_hash = before
            raise
        return copy

    def save_copy(self, path: Path | str, *, with_log: bool = True) -> None:
        """Save a copy there, with no line of the log where that is asked for; this sitting goes on where it was.

        Raises SaveError.
        """
        saved_at = self._now()
        save_plan(path, self._plan, self.log if with_log else self.log.without_decisions, saved_at=saved_at)

    def _write(self, path: Path) -> None:
        saved_at = self._now()
        if self._journal is not None:
            self._journal.saving(path)
        self._file_hash = save_plan(path, self._plan, self.log, saved_at=saved_at)
        self._path = path
        self._saved_plan = self._plan
        self._unsaved, self._as_filed = False, True
        if self._journal is not None:
            self._journal.saved(path, self._file_hash)
        self._recent.add(path)

    @property
    def recent(self) -> tuple[Path, ...]:
        """The plans opened and saved last, newest first, at most 10; files no longer there are left out."""
        return self._recent.paths
