"""The questions of a shared folder: a plan that somebody else has open, and one that somebody else changed."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QLabel, QRadioButton, QVBoxLayout, QWidget

from planner.plan_file.hold import Holder
from ui import theme as themes
from ui.dialogs.buttons import accept_or_cancel

_WIDE = 460


class HowToOpen(Enum):
    """What to do with a plan that somebody else has open."""

    READ_ONLY = auto()
    COPY = auto()
    COMPARE = auto()
    TAKE_OVER = auto()


class Settle(Enum):
    """What to do where the plan's file is another's by now."""

    MERGE = auto()
    COPY = auto()
    OVERWRITE = auto()


Option = tuple[Enum, str, str]
"""The choice, what it is called, and what it means."""


class OneOfDialog(QDialog):
    """What happened, ways to go on with what each means, and two buttons. The first way is chosen to begin with."""

    def __init__(self, title: str, words: str, options: list[Option], accept: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        heading = QLabel(title)
        heading.setFont(themes.font("dialog"))
        heading.setWordWrap(True)
        self.words = QLabel(words)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addSpacing(4)
        column.addWidget(self.words)
        self._group = QButtonGroup(self)
        self.ways: dict[Enum, QRadioButton] = {}
        for way, label, meaning in options:
            button = QRadioButton(label)
            button.setAccessibleDescription(meaning)
            about = QLabel(meaning)
            about.setProperty("ink", "2")
            about.setWordWrap(True)
            about.setContentsMargins(24, 0, 0, 0)
            self._group.addButton(button)
            self.ways[way] = button
            column.addSpacing(4)
            column.addWidget(button)
            column.addWidget(about)
        column.addStretch(1)
        column.addSpacing(8)
        buttons, self.ok = accept_or_cancel(self, accept)
        column.addWidget(buttons)
        first = next(iter(self.ways.values()))
        first.setChecked(True)
        first.setFocus()
        self.setFixedWidth(_WIDE)
        self.resize(_WIDE, column.totalHeightForWidth(_WIDE))  # sizes asked of wrapped words are of another width

    @property
    def chosen(self) -> Enum:
        """The way that is chosen."""
        return next(way for way, button in self.ways.items() if button.isChecked())


def held_dialog(name: str, holder: Holder, parent: QWidget | None) -> OneOfDialog:
    """A plan that somebody else has open: taking over is offered where they seem to have gone."""
    options: list[Option] = [
        (
            HowToOpen.READ_ONLY,
            "Open &read-only",
            "Look at all of it, and try things out. Save As keeps that elsewhere.",
        ),
        (HowToOpen.COPY, "Open a &copy", "Go on in a plan of your own, and merge the two later."),
        (HowToOpen.COMPARE, "Co&mpare with the plan open here", "See what differs, and take what you choose."),
    ]
    words = f"It is open to change by {holder.words}."
    if holder.stale:
        words = f"It was opened to change by {holder.words}. There is no sign of them now: they may have gone."
        meaning = "Open it to change. If they are still at it, whoever saves later is asked what to do."
        options.insert(0, (HowToOpen.TAKE_OVER, "&Take over", meaning))
    return OneOfDialog(f"{name} is open elsewhere", words, options, "Open", parent)


def ask_how_to_open(name: str, holder: Holder, parent: QWidget | None) -> HowToOpen | None:
    """Ask how to open a plan that somebody else has open; None when the question was left."""
    chosen = _ask(held_dialog(name, holder, parent))
    return chosen if isinstance(chosen, HowToOpen) else None


def conflict_dialog(name: str, who: str, parent: QWidget | None) -> OneOfDialog:
    """A plan whose file somebody changed. `who` is a planner's name, empty where it is not known."""
    options: list[Option] = [
        (Settle.MERGE, "&Merge the two", "See what they changed, choose where both changed the same, then save."),
        (Settle.COPY, "Save yours as a &copy", f"{name} stays as they have it. Yours goes to another file."),
        (
            Settle.OVERWRITE,
            "&Overwrite theirs",
            f"{name} becomes yours. Theirs is kept beside it, in a file called “other version”.",
        ),
    ]
    words = f"{who or 'Somebody else'} saved it since you opened it. Nothing is written yet, and your changes are kept."
    return OneOfDialog(f"{name} was changed by somebody else", words, options, "Go on", parent)


def ask_settle(name: str, who: str, parent: QWidget | None) -> Settle | None:
    """Ask what to do where the plan's file is another's by now; None when the question was left."""
    chosen = _ask(conflict_dialog(name, who, parent))
    return chosen if isinstance(chosen, Settle) else None


def _ask(dialog: OneOfDialog) -> Enum | None:
    try:
        return dialog.chosen if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()
