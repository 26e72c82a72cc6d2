"""The decision log: seen, exported as text, and left out of what goes to others."""

from __future__ import annotations

from pathlib import Path

from planner.files import replace_file
from planner.plan_file.errors import SaveError
from planner.words.names import slug
from ui.actions.base import UserAction
from ui.dialogs.paths import ask_where

LEFT_OUT = "log/left_out"
SUFFIX, KIND = ".bcuplan", "BCU plans"


class DecisionLog(UserAction):
    """Show who decided what, when and why."""

    id, text, shortcut = "decision_log", "Decision lo&g…", "Ctrl+H"
    tip = "Who decided what, when, from what to what, and why"

    def run(self) -> None:
        self.window.beside.show_log()


class ExportLog(UserAction):
    """Write the log as text."""

    id, text = "export_log", "E&xport log…"
    tip = "Write the decision log to a text file"

    def enabled(self) -> bool:
        log = self.document.session.log
        return bool(log.done or log.undone or log.overtaken)

    def run(self) -> None:
        from planner.views.decision_log import log_lines, log_note, log_text

        session = self.document.session
        lines = log_lines(session.plan, session.log)
        name = session.path.name if session.path is not None else "a plan not yet saved"
        self.keep(log_text(lines, f"Decision log of {name}", log_note(session.log, len(lines))))

    def keep(self, text: str) -> None:
        """Ask where, and write the text there."""
        session = self.document.session
        stem = session.path.stem if session.path is not None else slug(self.document.scenario.name)
        path = ask_where("Export log", Path(f"{stem}-log.txt"), "Text", self.window)
        if path is None:
            return
        try:
            replace_file(path, text.encode("utf-8"))
        except OSError as problem:
            words = f"{path.name} could not be written. Nothing else changed. Choose another folder or name."
            self.window.message.tell(words, details=str(problem), act="Export log…", do=self.run)
            return
        self.document.said.emit(f"Written to {path.name}.")


class SaveWithoutLog(UserAction):
    """Save a copy that does not tell who decided what."""

    id, text = "save_without_log", "Save a &copy without the log…"
    tip = "A copy of the plan as it is, with no line of its log; this plan stays where it is"

    def run(self) -> None:
        session = self.document.session
        stem = session.path.stem if session.path is not None else slug(self.document.scenario.name)
        path = ask_where("Save a copy without the log", Path(f"{stem}-without-log{SUFFIX}"), KIND, self.window)
        if path is None:
            return
        if session.path is not None and path.resolve() == session.path.resolve():
            words = (
                f"{path.name} is this plan's own file, which keeps its log. Nothing was written: choose another name."
            )
            self.window.message.tell(words, act="Save a copy…", do=self.run)
            return
        try:
            session.save_copy(path, with_log=False)
        except SaveError as problem:
            self.window.message.tell(str(problem), act="Save a copy…", do=self.run)
            return
        self.document.said.emit(f"A copy without the log is in {path.name}.")


class LeaveLogOut(UserAction):
    """Whether workbooks carry the log."""

    id, text = "leave_log_out", "Leave the &log out of workbooks"
    tip = "Workbooks then have no sheet Decisions, which names who decided what"
    checkable = True

    def checked(self) -> bool:
        return is_left_out(self)

    def run(self) -> None:
        out = not is_left_out(self)
        self.window.settings.setValue(LEFT_OUT, out)
        has = "have no sheet of decisions" if out else "have the log as the sheet Decisions"
        self.document.said.emit(f"Workbooks {has}.")


def is_left_out(action: UserAction) -> bool:
    """Whether workbooks leave the log out; kept between sittings."""
    return str(action.window.settings.value(LEFT_OUT, "false")).casefold() == "true"
