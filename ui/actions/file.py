"""New, open, save, and leaving."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from planner.plan_file.errors import OpenError, SaveError
from planner.plan_file.hold import HeldByAnother, Holder
from planner.session import SaveConflict, Session
from planner.words.names import slug
from ui.actions.base import UserAction
from ui.actions.merge import MergePlan
from ui.dialogs.ask import Leave, ask_unsaved
from ui.dialogs.paths import ask_where
from ui.dialogs.shared import HowToOpen, Settle, ask_how_to_open, ask_settle

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
    session = action.document.session
    if session.path is None or session.read_only:
        return save_as(action)
    try:
        action.document.save()
    except SaveConflict:
        return _settle(action, session.path)
    except SaveError as problem:
        action.window.message.tell(str(problem), act="Save As…", do=lambda: _again(action))
        return False
    action.window.message.hide()
    return True


def _settle(action: UserAction, path: Path) -> bool:
    """Ask what to do where somebody else saved meanwhile. False when it was not saved yet."""
    way = ask_settle(path.name, _who_changed(action, path), action.window)
    if way is Settle.COPY:
        return save_as(action)
    if way is Settle.OVERWRITE:
        return _overwrite(action)
    if way is Settle.MERGE:
        merging(action).read(path, then=lambda file_hash: _settled(action, file_hash))
    else:
        action.window.message.tell(f"{path.name} is not saved: it was changed by somebody else. Your changes are kept.")
    return False


def _settled(action: UserAction, file_hash: str) -> None:
    action.document.session.settle(file_hash)
    save(action)


def _overwrite(action: UserAction) -> bool:
    try:
        copy = action.document.save_over()
    except SaveError as problem:
        action.window.message.tell(str(problem), act="Save As…", do=lambda: _again(action))
        return False
    action.window.message.tell(f"Saved. The other version is kept in {copy.name}, in the same folder.")
    return True


def _who_changed(action: UserAction, path: Path) -> str:
    """Who made the last step in the file that is not in this plan's history; empty where that is not known."""
    from planner.plan_file.open import open_plan
    from planner.session.merging import whose

    try:
        return whose(open_plan(path).log, action.document.session.log)
    except OpenError:
        return ""


def tell_changed(action: UserAction) -> None:
    """Say that the file was changed underneath, and offer to see it."""
    session = action.document.session
    path = session.path
    if path is None:
        return
    words = f"{path.name} was changed by {_who_changed(action, path) or 'somebody else'} since you opened it."
    if not session.dirty:
        action.window.message.tell(words, act="Open it again", do=lambda: open_path(action, path))
        return
    action.window.message.tell(
        f"{words} Your changes here are kept.",
        act="See what changed…",
        do=lambda: merging(action).read(path, then=session.settle),
    )


def merging(action: UserAction) -> MergePlan:
    """The action that merges plans."""
    found = action.window.actions_set.act(MergePlan)
    assert isinstance(found, MergePlan)
    return found


def _again(action: UserAction) -> None:
    save_as(action)


def save_as(action: UserAction) -> bool:
    """Ask where, and save there. False when it was not saved."""
    session = action.document.session
    start = session.path or Path(f"{slug(action.document.scenario.name)}{SUFFIX}")
    if session.read_only:
        start = start.with_stem(f"{start.stem} copy")
    path = ask_where("Save plan as", start.with_suffix(SUFFIX), KIND, action.window)
    if path is None:
        return False
    other = action.window.holding.other_at(path)
    if other is not None:
        words = f"{path.name} is open by {other.words}. Nothing was written: save under another name."
        action.window.message.tell(words, act="Save As…", do=lambda: _again(action))
        return False
    try:
        action.document.save_as(path)
    except SaveError as problem:
        action.window.message.tell(str(problem), act="Save As…", do=lambda: _again(action))
        return False
    action.window.message.hide()
    return True


def open_path(action: UserAction, path: Path) -> None:
    """Open a plan; what is open now stays when it cannot be. Asks how where somebody else has it open."""
    session = _opened(action, path, Session.open)
    if session is None:
        return
    action.window.message.hide()
    try:
        action.window.holding.claim(path)
    except HeldByAnother as other:
        open_held(action, path, other.holder)
        return
    _show(action, session, f"Opened {path.name}.")


def open_held(action: UserAction, path: Path, holder: Holder) -> None:
    """Ask how to open a plan that somebody else has open, and do that."""
    way = ask_how_to_open(path.name, holder, action.window)
    if way is HowToOpen.COMPARE:
        merging(action).read(path)
    elif way is HowToOpen.TAKE_OVER:
        _take_over(action, path, holder)
    elif way is HowToOpen.COPY:
        session = _opened(action, path, Session.copied)
        if session is not None:
            _show(action, session, f"A copy of {path.name} is open. It is not a file yet.")
    elif way is HowToOpen.READ_ONLY:
        session = _opened(action, path, Session.open)
        if session is not None:
            session.look_only()
            _show(action, session, f"{path.name} is open read-only.")


def settle_held(action: UserAction, path: Path, holder: Holder) -> None:
    """Ask how to go on with a plan that is in the window and that somebody else has open; till then it is read-only.

    What was done here since it was opened stays, whatever is chosen.
    """
    session, way = action.document.session, ask_how_to_open(path.name, holder, action.window)
    if way is HowToOpen.COMPARE:
        merging(action).read(path)
    elif way is HowToOpen.COPY:
        session.leave_file()
    elif way is HowToOpen.TAKE_OVER and _claimed(action, path, holder):
        session.look_only(False)
    action.document.file_changed.emit()


def _take_over(action: UserAction, path: Path, holder: Holder) -> None:
    session = _opened(action, path, Session.open)
    if session is not None and _claimed(action, path, holder):
        _show(action, session, f"Opened {path.name}.")


def _claimed(action: UserAction, path: Path, holder: Holder) -> bool:
    """Whether the plan was taken over; that it was not is said."""
    try:
        action.window.holding.claim(path, holder)
    except HeldByAnother as other:
        action.window.message.tell(f"{path.name} is open by {other.holder.words}, and was not taken over.")
        return False
    return True


def _opened(action: UserAction, path: Path, how: Callable[[Path], Session]) -> Session | None:
    """The session, or None where it cannot be opened, which is said."""
    try:
        return how(path)
    except OpenError as problem:
        kept = "The plan that was open is still open."
        action.window.message.tell(f"{problem} {kept}", details=str(problem))
        return None


def _show(action: UserAction, session: Session, said: str) -> None:
    action.document.replace_session(session, said)
    if session.notes:
        action.window.message.tell(" ".join(session.notes))


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
