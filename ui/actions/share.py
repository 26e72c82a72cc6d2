"""What leaves the window: the workbook, and the briefing picture."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from planner.exchange.errors import ExportCancelled, ExportError
from planner.views.briefing import MARKINGS, Briefing, briefing
from planner.words.names import slug
from ui.actions.base import UserAction
from ui.actions.log import is_left_out
from ui.dialogs.paths import ask_where
from ui.tasks import Cancelled, Progress, TaskCancelled

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_MARKING = "briefing/marking"


class ExportWorkbook(UserAction):
    """Write the outcome to a workbook, one sheet for each table."""

    id, text, short, shortcut = "export", "&Export to Excel…", "Export to Excel…", "Ctrl+E"
    tip = "Write the scenario's tables to a workbook"

    def run(self) -> None:
        start = Path(f"{slug(self.document.scenario.name)}.xlsx")
        path = ask_where("Export to Excel", start, "Excel workbook", self.window)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the workbook to the path, off the window's thread."""
        outcome, session = self.document.outcome, self.document.session
        plan_name = session.path.name if session.path is not None else ""
        as_at = datetime.now(UTC)
        plan, log = session.plan, None if is_left_out(self) else session.log

        def work(progress: Progress, cancelled: Cancelled) -> Path:
            from planner.exchange.workbook import write_workbook
            from planner.views.tables.decisions import decisions_table

            decisions = None if log is None else decisions_table(plan, log, outcome.scenario.id)
            try:
                write_workbook(
                    outcome, path, plan_name=plan_name, as_at=as_at, decisions=decisions, progress=progress,
                    cancelled=cancelled,
                )  # fmt: skip
            except ExportCancelled as stopped:
                raise TaskCancelled from stopped
            return path

        def written(path: Path) -> None:
            # Kept under its fingerprint, to compare the workbook with when it comes back.
            session.exported(outcome.scenario, outcome.baseline)
            self._written(path)

        self.window.tasks.run("export", f"Writing {path.name}", work, written, self._failed)

    def _written(self, path: Path) -> None:
        self.document.said.emit(f"Written to {path.name}.")

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, ExportError):
            raise problem  # unforeseen: logged and said as such, not shown as if the file were to blame
        self.window.message.tell(str(problem), act="Export to Excel…", do=self.run)


def chosen_marking(window: MainWindow) -> str:
    """The protective marking pictures carry; kept between sittings."""
    kept = str(window.settings.value(_MARKING, MARKINGS[0]))
    return kept if kept in MARKINGS else MARKINGS[0]


class _Briefing(UserAction):
    """What both ways of taking the picture share."""

    def content(self) -> Briefing:
        """What the picture says."""
        return briefing(
            self.document.outcome,
            as_at=date.today(),
            unsaved=self.document.session.dirty,
            marking=chosen_marking(self.window),
        )

    def said(self, content: Briefing, where: str) -> str:
        """Where the picture is, and what it warns of."""
        return " ".join([where, *content.warnings])


class CopyBriefing(_Briefing):
    """Put the briefing picture on the clipboard."""

    id, text, shortcut = "copy_briefing", "&Copy briefing picture", "Ctrl+Shift+B"
    tip = "Put a 1920 × 1080 picture on the clipboard, to paste into a slide"

    def run(self) -> None:
        from ui.briefing.render import copy_to_clipboard, render

        content = self.content()
        copy_to_clipboard(render(self.document.outcome, content), content.alt_text)
        self.document.said.emit(self.said(content, "The briefing picture is on the clipboard."))


class SaveBriefing(_Briefing):
    """Save the briefing picture."""

    id, text, short = "save_briefing", "&Save briefing picture…", "Briefing picture…"
    tip = "Save a 1920 × 1080 picture"

    def run(self) -> None:
        path = ask_where("Save briefing picture", Path(self.content().file_name), "PNG picture", self.window)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the picture to the path."""
        from ui.briefing.render import render, write_png

        content = self.content()
        try:
            write_png(render(self.document.outcome, content), path)
        except OSError as problem:
            words = f"{path.name} could not be written. Nothing else changed. Choose another folder or name."
            self.window.message.tell(words, details=str(problem), act="Save again…", do=self.run)
            return
        self.document.said.emit(self.said(content, f"Written to {path.name}."))


class _Marking(UserAction):
    """The protective marking that pictures carry."""

    marking: str
    checkable = True

    def checked(self) -> bool:
        return chosen_marking(self.window) == self.marking

    def run(self) -> None:
        self.window.settings.setValue(_MARKING, self.marking)
        self.document.said.emit(f"Briefing pictures are marked {self.marking}.")


class Official(_Marking):
    """The lower marking."""

    id, text, marking = "marking_official", "Mark it &OFFICIAL", MARKINGS[0]


class OfficialSensitive(_Marking):
    """The higher marking."""

    id, text, marking = "marking_sensitive", "Mark it OFFICIAL-&SENSITIVE", MARKINGS[1]
