"""What every user action is: its words, its key, when it can be done, and doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from ui.document import Document
    from ui.main_window import MainWindow
    from ui.view_state import ViewState


class UserAction:
    """One act of the planner's. `text` is the menu's words; `label()` the words for the moment."""

    id: ClassVar[str]
    text: ClassVar[str]
    short: ClassVar[str] = ""
    """Words on a button, where the menu's are too long."""
    shortcut: ClassVar[str] = ""
    other_shortcuts: ClassVar[tuple[str, ...]] = ()
    tip: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    checkable: ClassVar[bool] = False

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def document(self) -> Document:
        """The document acted on."""
        return self.window.document

    @property
    def view(self) -> ViewState:
        """What is selected and chosen."""
        return self.window.view

    @property
    def selected(self) -> tuple[str, ...]:
        """Codes of the boroughs selected, in code order."""
        return tuple(sorted(self.view.selected))

    @property
    def can_change(self) -> bool:
        """Whether the scenario shown can be changed at all."""
        return self.document.scenario.can_change

    def names(self, boroughs: tuple[str, ...]) -> str:
        """The boroughs in words: one by its name, more as their number."""
        known = self.document.outcome.area.borough_by_code
        return known[boroughs[0]].name if len(boroughs) == 1 else f"{len(boroughs)} boroughs"

    def label(self) -> str:
        """The words for the moment."""
        return self.text

    def enabled(self) -> bool:
        """Whether it can be done now."""
        return True

    def checked(self) -> bool:
        """For a checkable action, whether it is so now."""
        return False

    def run(self) -> None:
        """Do it."""
        raise NotImplementedError
