"""The plan held open beside its file while it is in the window, and its file watched for what others do to it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from planner.plan_file.hold import (
    BEAT_SECONDS,
    CannotHold,
    HeldByAnother,
    Hold,
    Holder,
    hold,
    hold_path,
    holder_of,
    take_over,
)
from planner.session import FileWatch
from ui.document import Document


class Holding(QObject):
    """Follows the document's path: holds it, gives signs of life, and gives it back.

    A session whose plan somebody else has open is made read-only before `held` is told of.
    """

    held = Signal(object, object)
    """(path, holder): somebody else has open what is in the window."""
    told = Signal(str)
    """Something to be said that must not pass by."""
    changed_underneath = Signal()
    """The file is another than the one opened or saved here; told once for each."""

    def __init__(self, document: Document, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._window = document, window
        self._hold: Hold | None = None
        self._unheld: set[Path] = set()
        """What is not tried again by itself: it cannot be held, or was lost."""
        self._said: set[Path] = set()
        self._watch = FileWatch()
        self._told_of = ""
        self._beat = QTimer(self, interval=BEAT_SECONDS * 1000)
        self._beat.timeout.connect(self.beat)
        document.changed.connect(self._follow)
        document.file_changed.connect(self._follow)
        window.installEventFilter(self)

    def claim(self, path: Path, instead_of: Holder | None = None) -> None:
        """Hold a plan that is about to be opened, in the place of whoever has gone.

        What is held now is given back. Raises HeldByAnother with that as it was. A folder that cannot be written
        gives no hold, which is said once.
        """
        if self._holds(path):
            return
        try:
            held = hold(path) if instead_of is None else take_over(path, instead_of)
        except CannotHold as problem:
            self.release()
            self._unheld.add(hold_path(path))
            if path.parent not in self._said:
                self._said.add(path.parent)
                self.told.emit(str(problem))
            return
        self.release()
        self._hold = held
        self._beat.start()

    def other_at(self, path: Path) -> Holder | None:
        """Who else has a plan open; None for nobody, for a process of one's own that is no more, and this window."""
        found = None if self._holds(path) else holder_of(path)
        return None if found is None or found.is_gone else found

    def release(self) -> None:
        """Give back what is held."""
        self._beat.stop()
        if self._hold is not None:
            self._hold.release()
            self._hold = None

    def _holds(self, path: Path) -> bool:
        return self._hold is not None and hold_path(self._hold.plan) == hold_path(path)

    def _follow(self, *_: object) -> None:
        session = self._document.session
        if session.path is None or session.read_only:
            self.release()
            return
        if self._holds(session.path) or hold_path(session.path) in self._unheld or not session.path.exists():
            return
        try:
            self.claim(session.path)
        except HeldByAnother as other:
            self.release()
            session.look_only()
            self.held.emit(session.path, other.holder)

    def begin(self) -> None:
        """Hold the plan that the window began with."""
        self._follow()

    def beat(self) -> None:
        """Give a sign of life; say so where somebody has taken the plan over."""
        other = self._hold.beat() if self._hold is not None else None
        if other is None or self._hold is None:
            return
        name = self._hold.plan.name
        self._unheld.add(hold_path(self._hold.plan))
        self._hold = None
        self._beat.stop()
        self.told.emit(
            f"{name} was taken over by {other.words}: no sign came from here for a while. Your changes are kept; "
            "saving asks what to do where they have saved too."
        )

    def look(self) -> None:
        """See whether the file was changed underneath, reading it only when its time or size is another."""
        session = self._document.session
        found = self._watch.look(session.path, session.file_hash)
        if found and found != self._told_of:
            self._told_of = found
            self.changed_underneath.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look when the window comes to the front."""
        if event.type() == QEvent.Type.WindowActivate:
            QTimer.singleShot(0, self, self.look)
        return super().eventFilter(watched, event)
