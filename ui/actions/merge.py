"""Merging another planner's plan into the one open: compared, seen, taken as one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from planner.plan_file.errors import OpenError
from planner.scenario.decisions import Refused
from ui.actions.base import UserAction
from ui.tasks import Cancelled, Progress

if TYPE_CHECKING:
    from planner.plan_file.open import Opened
    from planner.scenario.types import Plan, Step
    from planner.session.merging import Ancestor, PlanComparison
    from planner.views.picking import Picking
    from ui.dialogs.changes_preview import ChangesPreview
    from ui.main_window import MainWindow

_FILTER = "BCU plans (*.bcuplan);;All files (*)"
_KEPT = "Nothing in the plan was changed."
Then = Callable[[str], None]
"""What is done once the other plan is merged, or has nothing that this one lacks; gets the sha256 of its file."""


class MergePlan(UserAction):
    """Bring in what another planner changed in a plan that both came from."""

    id, text = "merge_plan", "&Merge another plan…"
    tip = "Bring in what another planner changed, after looking at each change"

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.preview: ChangesPreview | None = None
        """What is being looked at."""

    def run(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self.window, "Merge another plan", "", _FILTER)
        if name:
            self.read(Path(name))

    def read(self, path: Path, then: Then | None = None, base: Path | None = None) -> None:
        """Read the plan and show what it would change. The file is only read; `base` is what both came from."""

        def work(progress: Progress, cancelled: Cancelled) -> tuple[Opened, Opened | None]:
            from planner.plan_file.open import open_plan

            return open_plan(path), None if base is None else open_plan(base)

        def done(read: tuple[Opened, Opened | None]) -> None:
            self.show(path, read[0], then, base, read[1])

        self.window.tasks.run("merge", f"Reading {path.name}", work, done, self._failed)

    def show(
        self,
        path: Path,
        theirs: Opened,
        then: Then | None = None,
        base: Path | None = None,
        named: Opened | None = None,
    ) -> None:
        """Show what a plan that was read would change; `named` is what `base` held."""
        from planner.session.merging import NoAncestor, compare_plans, picking_of, whose

        session = self.document.session
        try:
            ancestor = self._ancestor(theirs, base, named)
            who = whose(theirs.log, session.log)
            comparison = compare_plans(ancestor, session.plan, theirs.plan, file=path.name, whose=who)
        except NoAncestor as problem:
            self.window.message.tell(f"{problem} {_KEPT}", act="Name it…", do=lambda: self._name_base(path, then))
            return
        except Refused as problem:
            self.window.message.tell(f"{problem} {_KEPT}")
            return
        self.window.message.hide()
        picking = picking_of(comparison)
        if then is not None and picking.is_empty:
            then(theirs.file_hash)
        else:
            self._ask(comparison, picking, lambda: then(theirs.file_hash) if then is not None else None)

    def _ancestor(self, theirs: Opened, base: Path | None, named: Opened | None) -> Ancestor:
        from planner.session.merging import ancestor_of, named_ancestor

        session = self.document.session
        if base is not None and named is not None:
            return named_ancestor(named.plan, session.plan, base.name)
        return ancestor_of(session.plan, session.log, theirs.plan, theirs.log)

    def _name_base(self, path: Path, then: Then | None) -> None:
        name, _ = QFileDialog.getOpenFileName(self.window, "The plan that both came from", "", _FILTER)
        if name:
            self.read(path, then, Path(name))

    def _ask(self, comparison: PlanComparison, picking: Picking, then: Callable[[], None]) -> None:
        from ui.dialogs.changes_preview import ChangesPreview, Frame

        frame = Frame(
            title="Merge another plan: check before merging",
            accept="Merge",
            name="What the other plan brings",
            source=comparison.file,
            empty=f"Nothing in {comparison.file} differs from this plan.",
        )

        def effects(now: Picking) -> str:
            from planner.session.merging import merged_words

            return " ".join(merged_words(comparison.ours, now.step, self.document.terms))

        preview = ChangesPreview(picking, effects, frame, None, self.window)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.accepted.connect(lambda: self._take(picking, then))
        preview.destroyed.connect(lambda: setattr(self, "preview", None))
        self.preview = preview
        preview.open()

    def _take(self, picking: Picking, then: Callable[[], None]) -> None:
        def decision(plan: Plan, shown: str) -> Step | None:
            return picking.again(plan)

        if self.document.decide(decision) is not None:
            then()

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, OpenError):
            raise problem  # unforeseen: logged and said as such, not shown as if the file were to blame
        self.window.message.tell(f"{problem} {_KEPT}")
