"""Keeping the work safe while the window is open: journals, what is said when they fail, and what an earlier sitting
left behind.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from planner.plan_file.hold import HeldByAnother, Holder, holder_of
from planner.session.recovery import Left, RecoverError, find, put_aside, recover
from ui.actions.file import SavePlan, SavePlanAs
from ui.dialogs.recover import Choice, RecoverDialog
from ui.main_window import MainWindow

SETTLE_MS = 1_000
KEPT_AGAIN = "Steps are kept in the journal again."


class Keeping(QObject):
    """Starts the journals in a folder, and speaks for them in the window."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self._window, self._folder = window, folder
        self._said = ""
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.put_on_disk)
        window.document.keep_journals(folder)
        window.document.changed.connect(self._look)
        window.document.file_changed.connect(self._look)
        self._look()

    @property
    def words(self) -> str:
        """What is kept just now, in a sentence; empty where no journal is."""
        journal = self._window.document.session.journal
        return journal.words if journal is not None else ""

    def put_on_disk(self) -> None:
        """Have what is kept outlast even a power cut. May be called from any thread."""
        journal = self._window.document.session.journal
        if journal is not None:
            journal.settle()

    def _look(self) -> None:
        journal = self._window.document.session.journal
        if journal is None:
            return
        self._settle.start()
        before, self._said = self._said, journal.problem
        if journal.problem and journal.problem != before:
            save = self._window.actions_set[SavePlanAs]
            self._window.message.tell(journal.problem, act="Save As…", do=save.trigger)
        elif before and not journal.problem:
            if self._window.message.words == before:
                self._window.message.hide()
            QTimer.singleShot(0, self, lambda: self._window.say(KEPT_AGAIN))  # after the words of the step itself

    def offer(self) -> RecoverDialog | None:
        """Offer back what earlier sittings left; say what of it cannot be read. Gives the dialog where it asks."""
        found = find(self._folder)
        harmed = [left.words for left in found if not left.can_recover]
        if harmed:
            self._window.message.tell(" ".join(harmed))
        left = tuple(each for each in found if each.can_recover)
        if not left:
            return None
        dialog = RecoverDialog(left, self._window)
        dialog.answered.connect(self._answered)
        dialog.open()
        return dialog

    def _answered(self, choice: Choice, left: tuple[Left, ...]) -> None:
        try:
            if choice is Choice.RECOVER:
                self._recover(left[0])
            else:
                self._put_aside(left)
        except RecoverError as problem:
            self._window.message.tell(str(problem))

    def _recover(self, left: Left) -> None:
        session = recover(left)
        other = self._claimed(session.path) if session.path is not None else None
        if other is None:
            act: type[SavePlan | SavePlanAs] = SavePlan
            words = " ".join(
                (*session.notes, f"Save the plan to keep {'it' if left.steps == 1 else 'them'} in its file.")
            )
        else:  # read-only from the start: nothing asks how else to open it, and so drops what was recovered
            session.look_only()
            act = SavePlanAs
            words = " ".join((*session.notes, f"{left.plan_name} is open by {other.words}."))
        self._window.document.replace_session(session, session.notes[0])
        save = self._window.actions_set[act]
        self._window.message.tell(words, act=save.text().replace("&", ""), do=save.trigger)

    def _claimed(self, path: Path) -> Holder | None:
        """Hold the plan open, in the place of one's own window that ended; gives who else has it open by now."""
        holder = holder_of(path)
        is_left = holder is not None and holder.stale and holder.is_own  # also where its process number is in use again
        try:
            self._window.holding.claim(path, holder if is_left else None)
        except HeldByAnother as other:
            return other.holder
        return None

    def _put_aside(self, left: tuple[Left, ...]) -> None:
        where = [put_aside(each) for each in left]
        self._window.say(f"Put aside, not deleted: {where[0].parent}")
