"""Shortcuts, and what the program is."""

from __future__ import annotations

from ui.actions.base import UserAction


class Shortcuts(UserAction):
    """List the shortcuts."""

    id, text, shortcut = "shortcuts", "&Shortcuts", "F1"
    other_shortcuts = ("?",)

    def run(self) -> None:
        from ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self.window.actions_set.shortcut_rows(), self.window).open()


class About(UserAction):
    """Version, licence and sources."""

    id, text = "about", "&About BCU Planner"

    def run(self) -> None:
        from ui.dialogs.about import AboutDialog

        AboutDialog(self.document.outcome.area, self.window).open()
