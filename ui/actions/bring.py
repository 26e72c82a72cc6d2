"""Bringing a workbook back: read off the window's thread, seen in the preview, taken as one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from planner.scenario.decisions import Refused
from ui.actions.base import UserAction
from ui.dialogs.paths import ask_where
from ui.drops import WorkbookDrops
from ui.tasks import Cancelled, Progress, TaskCancelled

if TYPE_CHECKING:
    from planner.exchange.bring import Comparison
    from planner.exchange.received import Received
    from planner.scenario.types import Plan, Step
    from planner.views.picking import Picking
    from ui.dialogs.changes_preview import ChangesPreview
    from ui.main_window import MainWindow

WORKBOOK = ".xlsx"
_KEPT = "Nothing in the plan was changed."


class ImportWorkbook(UserAction):
    """Bring the values of a workbook into the plan."""

    id, text = "import_workbook", "&Import workbook…"
    tip = "Bring back what was changed in a workbook, after looking at each change"

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.preview: ChangesPreview | None = None
        """What is being looked at."""
        WorkbookDrops(window, WORKBOOK, self.read)

    def run(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self.window, "Import workbook", "", f"Excel workbooks (*{WORKBOOK});;All files (*)"
        )
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read the workbook and show what it would change. The file is only read."""
        plan = self.document.plan

        def work(progress: Progress, cancelled: Cancelled) -> Received:
            from planner.exchange.bring.fresh import read_either_way
            from planner.exchange.read.workbook import ReadingCancelled

            try:
                return read_either_way(path, plan, progress=progress, cancelled=cancelled)
            except ReadingCancelled as stopped:
                raise TaskCancelled from stopped

        self.window.tasks.run("import", f"Reading {path.name}", work, self.show, self._failed)

    def show(self, received: Received) -> None:
        """Show what a workbook that was read would change."""
        from planner.exchange.bring import bring

        session = self.document.session
        try:
            comparison = bring(received, session.plan, on=date.today(), kept=session.exports)
        except Refused as refusal:
            self.window.message.tell(f"{refusal} {_KEPT}", act="Import workbook…", do=self.run)
            return
        self.window.message.hide()
        self._ask(comparison, received)

    def _ask(self, comparison: Comparison, received: Received) -> None:
        from planner.exchange.bring import bring, picking_of
        from ui.dialogs.import_preview import import_preview

        exports = self.document.session.exports
        others = {
            order: bring(other, comparison.ours, on=comparison.on, kept=exports)
            for order, other in received.by_order.items()
        }

        def effects(now: Picking) -> str:
            return self._effects(comparison, now)

        def save_errors() -> None:
            problems = preview.problems.problems if preview.problems is not None else ()
            self._save_errors(replace(received, problems=problems))

        preview = import_preview(comparison, picking_of(comparison), effects, save_errors, self.window, others)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.accepted.connect(lambda: self._take(comparison, preview.picking))
        preview.destroyed.connect(lambda: setattr(self, "preview", None))
        self.preview = preview
        preview.open()

    def _effects(self, comparison: Comparison, picking: Picking) -> str:
        from planner.outcome.evaluate import evaluate_plan
        from planner.scenario.change import apply
        from planner.views.import_rows import effect_words

        step = picking.step
        if step is None:
            return ""
        plans = (comparison.ours, apply(comparison.ours, step.edits))
        now, then = (evaluate_plan(plan, self.document.terms, comparison.scenario.id) for plan in plans)
        return f"If imported: {' · '.join(effect_words(now, then))}"

    def _take(self, comparison: Comparison, picking: Picking) -> None:
        def decision(plan: Plan, shown: str) -> Step | None:
            return picking.again(plan)

        step = self.document.decide(decision)
        scenario = comparison.scenario
        if step is not None and self.document.scenario.id != scenario.id:
            self.document.choose(scenario.id)
            self.document.said.emit(f"{step.label}, into {scenario.name}.")

    def _save_errors(self, received: Received) -> None:
        from planner.exchange.errors import ExportError
        from planner.exchange.errors_book import write_errors

        start = Path(f"{Path(received.file).stem} errors{WORKBOOK}")
        path = ask_where("Save errors workbook", start, "Excel workbook", self.preview or self.window)
        if path is None:
            return
        try:
            write_errors(received, path)
        except ExportError as problem:
            self.window.message.tell(str(problem))
            return
        self.document.said.emit(f"Written to {path.name}.")

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, Refused):
            raise problem  # unforeseen: logged and said as such, not shown as if the file were to blame
        self.window.message.tell(f"{problem} {_KEPT}")


class SaveTemplate(UserAction):
    """Write a workbook to fill in and import."""

    id, text = "save_template", "Save &template…"
    tip = "Write a workbook to fill in and import: every borough and ward listed, nothing decided"

    def run(self) -> None:
        path = ask_where("Save template", Path(f"template{WORKBOOK}"), "Excel workbook", self.window)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write it off the window's thread, with the baseline of the scenario shown."""
        area, baseline = self.document.outcome.area, self.document.outcome.baseline
        as_at = datetime.now(UTC)

        def work(progress: Progress, cancelled: Cancelled) -> Path:
            from planner.exchange.template import write_template

            write_template(area, path, as_at=as_at, baseline=baseline)
            return path

        self.window.tasks.run("template", f"Writing {path.name}", work, self._written, self._failed)

    def _written(self, path: Path) -> None:
        self.document.said.emit(f"Written to {path.name}.")

    def _failed(self, problem: Exception) -> None:
        from planner.exchange.errors import ExportError

        if not isinstance(problem, ExportError):
            raise problem  # unforeseen: logged and said as such, not shown as if the file were to blame
        self.window.message.tell(str(problem), act="Save template…", do=self.run)
