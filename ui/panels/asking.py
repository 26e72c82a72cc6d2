"""A question worked out off the window's thread: no answer to an older one ever arrives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from planner.suggest import Stopped, SuggestError
from ui.tasks import Cancelled, Job, Progress, TaskCancelled

Met = Callable[[Any], None]


class Asking(QObject):
    """Asks one question at a time. `said` gets a sentence for everything but an answer."""

    task_asked = Signal(object)
    """A Job to be run off the window's thread."""
    _stopped = Signal(object)
    _met = Signal(object, object)

    def __init__(self, kind: str, label: str, said: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._kind, self._label, self._said = kind, label, said
        self._asked: object = None
        self.can_retry = False
        """Whether the same question may have an answer if it is asked again: it was cancelled, or something failed."""
        self._better: Callable[[Any], None] | None = None
        self._kept: Callable[[], bool] = _nothing
        self._wants_stop: object = None
        self._stopped.connect(self._was_stopped)
        self._met.connect(self._was_met)

    @property
    def busy(self) -> bool:
        """Whether an answer is still wanted."""
        return self._asked is not None

    def ask(self, work: Callable[[Progress, Cancelled], Any], done: Callable[[Any], None]) -> None:
        """Work something out in another thread and give it to `done` here, unless something else is asked first."""
        self._ask(lambda progress, cancelled, met: work(progress, cancelled), done, None, _nothing)

    def search(
        self,
        work: Callable[[Progress, Cancelled, Met], Any],
        done: Callable[[Any], None],
        better: Callable[[Any], None],
        kept: Callable[[], bool],
    ) -> None:
        """As `ask`, for work that meets better and better answers: each is given to `better` here.

        When it is cancelled, `kept` says whether the best of them is offered; if not, that it was cancelled is said.
        """
        self._ask(work, done, better, kept)

    def _ask(
        self,
        work: Callable[[Progress, Cancelled, Met], Any],
        done: Callable[[Any], None],
        better: Callable[[Any], None] | None,
        kept: Callable[[], bool],
    ) -> None:
        token = self._asked = object()
        self.can_retry = False
        self._better, self._kept = better, kept

        def ends() -> bool:
            return self._asked is not token or self._wants_stop is token

        def body(progress: Progress, cancelled: Cancelled) -> Any:
            try:
                return work(progress, lambda: cancelled() or ends(), lambda met: self._met.emit(token, met))
            except Stopped as stop:
                self._stopped.emit(token)
                raise TaskCancelled from stop

        def came(found: Any) -> None:
            if self._asked is token:
                self._asked = None
                done(found)

        def failed(problem: Exception) -> None:
            if self._asked is token:
                self._asked = None
                self.can_retry = not isinstance(problem, SuggestError)
                self._said(_failure(problem))

        self._said("Working it out…")
        self.task_asked.emit(Job(self._kind, self._label, body, came, failed))

    def stop(self) -> None:
        """Cancel by hand what is being worked out."""
        self._wants_stop = self._asked

    def drop(self) -> None:
        """Let go of what was asked: its answer is no longer wanted."""
        self._asked = None
        self.can_retry = False

    def _was_stopped(self, token: object) -> None:
        """Cancelled by hand, unless a newer question took its place."""
        if token is self._asked:
            self._asked = None
            self.can_retry = True
            if not self._kept():
                self._said("Cancelled. Nothing was changed; ask again when you like.")

    def _was_met(self, token: object, met: object) -> None:
        """A better answer, unless a newer question took its place."""
        if token is self._asked and self._better is not None:
            self._better(met)


def _nothing() -> bool:
    return False


def _failure(problem: Exception) -> str:
    if isinstance(problem, SuggestError):
        return str(problem)
    return f"It could not be worked out ({problem}). Nothing was changed; change the question or try again."
