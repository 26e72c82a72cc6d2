"""The sitting in one QObject: what the window shows, changes and saves, with a signal for each kind of news.

A decision that is refused never raises here: its sentence goes out by `refused`, and the plan is as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from planner.scenario.decisions import Refused
from planner.scenario.moved import newest_baseline
from planner.session import Session
from planner.words.vocabulary import Terms

if TYPE_CHECKING:
    from planner.area.types import Baseline
    from planner.outcome.evaluate import Outcome
    from planner.scenario.types import Plan, Scenario, Step
    from planner.session import Preview

NOTHING_CHANGED = "Nothing changed: it is so already."


class Document(QObject):
    """Wraps one Session at a time. `initiator` is whoever made a change, so that it need not answer itself."""

    changed = Signal(object, object)
    """The outcome is another one: (the step or None, the initiator or None)."""
    file_changed = Signal()
    """The plan was saved: its path, or whether all is saved, is another one."""
    said = Signal(str)
    refused = Signal(str)

    def __init__(self, session: Session | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session if session is not None else Session.shipped()
        self._signature = ""
        self._journals: Path | None = None
        self._newer: tuple[Plan, Baseline | None] | None = None

    @property
    def session(self) -> Session:
        """The sitting itself."""
        return self._session

    @property
    def plan(self) -> Plan:
        """The plan as it stands."""
        return self._session.plan

    @property
    def scenario(self) -> Scenario:
        """The scenario shown."""
        return self.plan.shown

    @property
    def outcome(self) -> Outcome:
        """What follows from the scenario shown, in the price terms chosen."""
        return self._session.outcome

    @property
    def newer_baseline(self) -> Baseline | None:
        """A baseline newer than that of the scenario shown, where there is one. Looked for once in a plan."""
        plan = self.plan
        if self._newer is None or self._newer[0] is not plan:
            self._newer = plan, newest_baseline(plan, plan.shown.id, self._session.history)
        return self._newer[1]

    @property
    def terms(self) -> Terms:
        """Price terms of every money figure in the window."""
        return self._session.terms

    def decide(
        self, decision: Callable[..., Step | None], *args: Any, initiator: object = None, **kwargs: Any
    ) -> Step | None:
        """Make a decision about the scenario shown: `decision(plan, scenario_id, *args)`.

        Gives the stamped step; None when it was refused or nothing changed, which is said.
        """
        try:
            step = self._session.decide(decision, *args, **kwargs)
        except Refused as refusal:
            self.refused.emit(str(refusal))
            self.said.emit(str(refusal))
            return None
        if step is None:
            self.said.emit(NOTHING_CHANGED)
            return None
        self._tell(step, initiator, f"{step.label}.")
        return step

    def would(self, decision: Callable[..., Step | None], *args: Any) -> Preview | None:
        """What a decision would lead to, without making it; None when nothing would change.

        Raises Refused with the reason.
        """
        step = decision(self.plan, self.scenario.id, *args)
        return None if step is None else self._session.preview(step)

    def undo(self, initiator: object = None) -> None:
        """Take back the last step, if there is one."""
        self._replay(self._session.undo, "Undone", initiator)

    def redo(self, initiator: object = None) -> None:
        """Make the step taken back again, if there is one."""
        self._replay(self._session.redo, "Done again", initiator)

    def _replay(self, replay: Callable[[], Step | None], words: str, initiator: object) -> None:
        try:
            step = replay()
        except Refused as refusal:
            self.refused.emit(str(refusal))
            self.said.emit(str(refusal))
            return
        if step is not None:
            self._tell(None, initiator, f"{words}: {step.label}.")

    def choose(self, scenario_id: str, initiator: object = None) -> None:
        """Show another scenario of the plan."""
        if scenario_id == self.scenario.id:
            return
        self._session.choose(scenario_id)
        self._tell(None, initiator, f"{self.scenario.name} is shown.")

    def set_terms(self, terms: Terms, initiator: object = None) -> None:
        """Show money in real or in cash terms."""
        if terms == self.terms:
            return
        self._session.terms = terms
        self._tell(None, initiator, f"Money is in {terms.value} terms.")

    def replace_session(self, session: Session, said: str) -> None:
        """Go on with another plan, in the price terms chosen. The caller has made sure nothing unsaved is lost."""
        session.terms = self.terms
        if self._signature:
            session.sign_as(self._signature)
        self._session.close()
        self._session = session
        if self._journals is not None:
            session.keep_journal(self._journals)
        self._tell(None, None, said)

    def keep_journals(self, folder: Path) -> None:
        """Keep the steps of this plan and of those opened after it in journals there until they are saved."""
        self._journals = folder
        self._session.keep_journal(folder)

    def close(self) -> None:
        """End the sitting. The caller has made sure nothing unsaved is lost."""
        self._session.close()

    def explain(self, step_id: str, why: str) -> None:
        """Say in the log why a step was made. Raises Refused for words too long."""
        self._session.explain(step_id, why)
        self.file_changed.emit()
        self.said.emit("The why is in the log." if why.strip() else "The why is taken out of the log.")

    def sign_as(self, name: str) -> None:
        """Sign decisions with that name from now on, in this plan and others; empty: as the system knows the user."""
        self._signature = name
        self._session.sign_as(name)

    def save(self) -> None:
        """Save to the plan's path. Raises the plan file's own error with what was kept."""
        self._session.save()
        self._saved()

    def save_as(self, path: Path) -> None:
        """Save to another path and go on there. Raises the plan file's own error with what was kept."""
        self._session.save_as(path)
        self._saved()

    def save_over(self) -> Path:
        """Save over what another put in the file; gives the copy kept of theirs. Raises the plan file's own error."""
        copy = self._session.save_over()
        self._saved()
        return copy

    def _saved(self) -> None:
        self.file_changed.emit()
        self.said.emit(f"Saved {self._session.path.name if self._session.path else ''}.")

    def _tell(self, step: Step | None, initiator: object, words: str) -> None:
        self.changed.emit(step, initiator)
        self.said.emit(words)
