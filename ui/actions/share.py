"""What leaves the window: the workbook, and the briefing picture."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from ui.actions.base import UserAction


def _ask_path(action: UserAction, title: str, suffix: str, kind: str) -> Path | None:
    start = f"{action.document.scenario.name}{suffix}"
    name, _ = QFileDialog.getSaveFileName(action.window, title, start, f"{kind} (*{suffix})")
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(suffix)


class ExportWorkbook(UserAction):
    """Write the outcome to a workbook, one sheet for each table."""

    id, text, short, shortcut = "export", "&Export to Excel…", "Export to Excel…", "Ctrl+E"
    tip = "Write the scenario's tables to a workbook"

    def run(self) -> None:
        path = _ask_path(self, "Export to Excel", ".xlsx", "Excel workbook")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the workbook to the path, off the window's thread."""
        outcome, session = self.document.outcome, self.document.session
        plan_name = session.path.name if session.path is not None else ""
        as_at = datetime.now(UTC)

        def work(_progress: object, _cancelled: object) -> Path:
            from planner.exchange.workbook import write_workbook

            write_workbook(outcome, path, plan_name=plan_name, as_at=as_at)
            return path

        self.window.tasks.run("export", f"Writing {path.name}", work, self._written, self._failed)

    def _written(self, path: Path) -> None:
        self.document.said.emit(f"Written to {path.name}.")

    def _failed(self, problem: Exception) -> None:
        self.window.message.tell(str(problem), act="Export to Excel…", do=self.run)


def briefing_image(action: UserAction) -> QImage:
    """The briefing picture of the scenario shown."""
    from ui.briefing import draw_briefing

    return draw_briefing(action.document.outcome, unsaved=action.document.session.dirty)


class CopyBriefing(UserAction):
    """Put the briefing picture on the clipboard."""

    id, text, shortcut = "copy_briefing", "&Copy briefing picture", "Ctrl+Shift+B"
    tip = "Put a 1920 × 1080 picture on the clipboard, to paste into a slide"

    def run(self) -> None:
        QGuiApplication.clipboard().setImage(briefing_image(self))
        self.document.said.emit("The briefing picture is on the clipboard.")


class SaveBriefing(UserAction):
    """Save the briefing picture."""

    id, text, short = "save_briefing", "&Save briefing picture…", "Briefing picture…"
    tip = "Save a 1920 × 1080 picture"

    def run(self) -> None:
        path = _ask_path(self, "Save briefing picture", ".png", "PNG picture")
        if path is None:
            return
        if briefing_image(self).save(str(path), "PNG"):
            self.document.said.emit(f"Written to {path.name}.")
        else:
            words = f"{path.name} could not be written. Nothing else changed. Choose another folder or name."
            self.window.message.tell(words, act="Save again…", do=self.run)
