"""A line over the headline where the scenario shown is frozen, or its baseline moved: what is so, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from planner.scenario.types import Scenario
from planner.views.frozen import FrozenNote, frozen_note
from planner.views.rebase import Moved, moved
from ui import theme as themes
from ui.document import Document
from ui.glyphs import glyph_pixmap

_FROZEN_SIGN, _WARNING_SIGN = "lock", "at_risk"


class ScenarioBar(QFrame):
    """Hidden while there is nothing to say. `note` and `moved` are what it says."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.note: FrozenNote | None = None
        self.moved: Moved | None = None
        self._moved: tuple[tuple[object, ...], Moved | None] = ((), None)
        """What was counted last, and of which scenario and baselines."""
        self._of: Scenario | None = None
        self._is_small = False
        self._left: set[tuple[str, str]] = set()
        """(scenario, baseline) whose banner was put away in this sitting."""
        self.setProperty("ground", "soft")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sign, self.words = QLabel(), QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 12, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self._sign)
        self._row.addWidget(self.words, 1)
        self._frozen_buttons: list[QPushButton] = []
        self._moved_buttons: list[QPushButton] = []
        self.later = QPushButton("Not now")
        self.later.setToolTip("Put this line away until the plan is opened again; the scenario stays over its own")
        self.later.clicked.connect(self._put_away)
        self._row.addWidget(self.later)
        document.changed.connect(self.refresh)
        themes.notifier.changed.connect(self._draw)
        self.refresh()

    def add_actions(self, frozen: tuple[QAction, ...], moved_: tuple[QAction, ...]) -> None:
        """Buttons of the acts that go with a frozen scenario, and with a baseline that moved."""
        for actions, buttons in ((frozen, self._frozen_buttons), (moved_, self._moved_buttons)):
            for action in actions:
                button = QPushButton()
                button.clicked.connect(action.trigger)
                action.changed.connect(lambda b=button, a=action: _follow(b, a))
                _follow(button, action)
                self._row.insertWidget(self._row.count() - 1, button)
                buttons.append(button)
        self._show()

    def set_small(self, small: bool) -> None:
        """Be low and short of words, to stand in a row of other controls; the tip says it all."""
        self._is_small = small
        self._row.setContentsMargins(*((12, 0, 0, 0) if small else (12, 6, 12, 6)))
        self.words.setWordWrap(not small)
        self._show()

    def focus_order(self) -> list[QPushButton]:
        """Its buttons from left to right."""
        return [*self._frozen_buttons, *self._moved_buttons, self.later]

    def refresh(self) -> None:
        """Look at the scenario shown."""
        session, scenario = self._document.session, self._document.scenario
        if self.note is None or scenario is not self._of:
            self.note = frozen_note(session.plan, scenario)
        self._of = scenario
        self.moved = self._found_moved()
        if self.moved is not None and (scenario.id, self.moved.baseline.hash) in self._left:
            self.moved = None
        self._show()

    def _found_moved(self) -> Moved | None:
        """What moved, its changed figures counted anew only where it is said of other baselines or another scenario."""
        newest, scenario = self._document.newer_baseline, self._document.scenario
        if newest is None:
            return None
        session = self._document.session
        said_of = (
            scenario.id,
            scenario.name,
            scenario.baseline_hash,
            newest.hash,
            newest.hash in session.plan.baselines,
        )
        if self._moved[0] != said_of:
            self._moved = said_of, moved(session.plan, scenario.id, session.history)
        return self._moved[1]

    def _show(self) -> None:
        for button in self._frozen_buttons:
            button.setVisible(self.note is not None)
        for button in (*self._moved_buttons, self.later):
            button.setVisible(self.moved is not None)
        found = self.note or self.moved
        said = found.words if found is not None else ""
        self.words.setText(found.short if found is not None and self._is_small else said)
        self.words.setToolTip(self.note.details if self.note is not None else said if self._is_small else "")
        self.setAccessibleName(said)
        self._draw()
        self.setVisible(bool(said))

    def _draw(self) -> None:
        calm = self.note is not None and not self.note.warning
        sign = _FROZEN_SIGN if calm else _WARNING_SIGN
        self._sign.setPixmap(glyph_pixmap(sign, themes.current(), 16, self.devicePixelRatioF()))

    def _put_away(self) -> None:
        if self.moved is not None:
            self._left.add((self.moved.scenario, self.moved.baseline.hash))
            self._document.said.emit("The scenario stays over its own baseline until it is rebased.")
            self.refresh()


def _follow(button: QPushButton, action: QAction) -> None:
    button.setText(action.iconText())
    button.setToolTip(action.toolTip())
    button.setEnabled(action.isEnabled())
