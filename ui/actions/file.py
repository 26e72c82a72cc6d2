"""New, open, save, and leaving."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from planner.plan_file.errors import OpenError, SaveError
from planner.session import Session
from planner.words.names import slug
from ui.actions.base import UserAction
from ui.dialogs.ask import Leave, ask_unsaved
from ui.dialogs.paths import ask_where

SUFFIX = ".bcuplan"
KIND = "BCU plans"


def may_leave(action: UserAction) -> bool:
    """Whether the plan can be left: saved, or its changes given up. Asks where there are any."""
    session = action.document.session
    if not session.dirty:
        return True
    answer = ask_unsaved(session.path.name if session.path is not None else "the new plan", action.window)
    if answer is Leave.SAVE:
        return save(action)
    return answer is Leave.DISCARD


def save(action: UserAction) -> bool:
    """Save to the plan's file, or ask where. False when it was not saved, which is said."""
    if action.document.session.path is None:
        return save_as(action)
    try:
        action.document.save()
    except SaveError as problem:
        action.window.message.tell(str(problem), act="Save As…", do=lambda: _again(action))
        return False
    action.window.message.hide()
    return True


def _again(action: UserAction) -> None:
    save_as(action)


def save_as(action: UserAction) -> bool:
    """Ask where, and save there. False when it was not saved."""
    start = action.document.session.path or Path(f"{slug(action.document.scenario.name)}{SUFFIX}")
    path = ask_where("Save plan as", start.with_suffix(SUFFIX), KIND, action.window)
    if path is None:
        return False
    try:
        action.document.save_as(path)
    except SaveError as problem:
        action.window.message.tell(str(problem), act="Save As…", do=lambda: _again(action))
        return False
    action.window.message.hide()
    return True


def open_path(action: UserAction, path: Path) -> None:
    """Open a plan; what is open now stays when it cannot be."""
    try:
        session = Session.open(path)
    except OpenError as problem:
        kept = "The plan that was open is still open."
        action.window.message.tell(f"{problem} {kept}", details=str(problem))
        return
    action.document.replace_session(session, f"Opened {path.name}.")
    if session.notes:
        action.window.message.tell(" ".join(session.notes))
    else:
        action.window.message.hide()


class NewPlan(UserAction):
    """Start a plan with the shipped area and baseline and no BCU."""

    id, text, shortcut = "new", "&New plan", "Ctrl+N"
    tip = "Start a plan with no BCU"

    def run(self) -> None:
        if may_leave(self):
            self.document.replace_session(Session.new(), "A new plan: no BCU yet.")


class ShippedPlan(UserAction):
    """Go back to the plan that ships."""

    id, text = "shipped", "Open the s&hipped plan"
    tip = "Three scenarios: borough commands, two pathfinders, twelve BCUs"

    def run(self) -> None:
        if may_leave(self):
            self.document.replace_session(Session.shipped(), "The shipped plan is open.")


class OpenPlan(UserAction):
    """Open a plan file."""

    id, text, shortcut = "open", "&Open…", "Ctrl+O"
    tip = "Open a plan"

    def run(self) -> None:
        if not may_leave(self):
            return
        name, _ = QFileDialog.getOpenFileName(self.window, "Open plan", "", f"{KIND} (*{SUFFIX});;All files (*)")
        if name:
            open_path(self, Path(name))

    def opener(self, path: Path) -> Callable[[], None]:
        """Opening one path, for the list of recent plans."""

        def run() -> None:
            if may_leave(self):
                open_path(self, path)

        return run


class SavePlan(UserAction):
    """Save to the plan's file."""

    id, text, shortcut = "save", "&Save", "Ctrl+S"
    tip = "Save the plan"

    def run(self) -> None:
        save(self)


class SavePlanAs(UserAction):
    """Save to another file."""

    id, text, shortcut = "save_as", "Save &As…", "Ctrl+Shift+S"
    tip = "Save the plan under another name"

    def run(self) -> None:
        save_as(self)


class CloseWindow(UserAction):
    """Leave."""

    id, text, shortcut = "close", "&Quit", "Ctrl+Shift+Q"
    other_shortcuts = ("Ctrl+W",)
    tip = "Close the planner"

    def run(self) -> None:
        self.window.close()
