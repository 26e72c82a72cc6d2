"""What is asked about money."""

from __future__ import annotations

from ui.actions.base import UserAction
from ui.dialogs.goal_seek import goal_seek


class GoalSeek(UserAction):
    """Ask what an assumption must be to reach an amount."""

    id, text, shortcut = "goal_seek", "Goal seek…", "Ctrl+G"
    tip = "What an assumption must be to reach an amount"

    def run(self) -> None:
        goal_seek(self.document, "", self.window)
