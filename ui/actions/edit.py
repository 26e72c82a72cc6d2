"""Undo and redo, finding, and walking the issues."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.actions.base import UserAction
from ui.collapse import Collapse


class Undo(UserAction):
    """Take back the last step."""

    id, text, shortcut = "undo", "&Undo", "Ctrl+Z"

    def label(self) -> str:
        step = self.document.session.undo_label
        return f"Undo: {step}" if step else "Undo"

    def enabled(self) -> bool:
        return self.document.session.can_undo

    def run(self) -> None:
        self.document.undo(self)


class Redo(UserAction):
    """Make the step taken back again."""

    id, text, shortcut = "redo", "&Redo", "Ctrl+Y"
    other_shortcuts = ("Ctrl+Shift+Z",)

    def label(self) -> str:
        step = self.document.session.redo_label
        return f"Redo: {step}" if step else "Redo"

    def enabled(self) -> bool:
        return self.document.session.can_redo

    def run(self) -> None:
        self.document.redo(self)


class Find(UserAction):
    """Find a borough or ward: in the table of wards where the keyboard is in it, else on the map."""

    id, text, shortcut = "find", "&Find a borough or ward", "Ctrl+F"

    def run(self) -> None:
        wards, held = self.window.tabs.made("Wards"), QApplication.focusWidget()
        if wards is not None and held is not None and wards.isAncestorOf(held):
            wards.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            wards.find_box.selectAll()
            return
        if self.window.collapse_level >= Collapse.TABS:
            self.window.show_tables(False)
        find = self.window.map_pane.finder
        find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        find.selectAll()


class NextIssue(UserAction):
    """Go to the next issue."""

    id, text, shortcut = "next_issue", "&Next issue", "F8"

    def run(self) -> None:
        self.window.issues.step(1)


class PreviousIssue(UserAction):
    """Go to the previous issue."""

    id, text, shortcut = "previous_issue", "&Previous issue", "Shift+F8"

    def run(self) -> None:
        self.window.issues.step(-1)
