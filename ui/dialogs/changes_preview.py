"""What another side would change, before it is taken: a tick each, a choice for conflicts, and one step at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from planner.views.picking import Picking
from planner.views.three_way import Choice, Line, SideWords, State
from planner.words.names import plural
from ui import theme as themes
from ui.dialogs.changes_table import ChangesModel, ChangesView
from ui.dialogs.import_problems import ProblemsList, note_label
from ui.glyphs import glyph_icon

_WIDE, _LEAST_WIDE = 1180, 640
_LEAST, _SHORT, _MOST = 19, 30, 48
"""Heights in lines of text: the least, that under which notes give their room to the table, and the most to begin with.
"""
_MARGIN = 60
"""Px of the screen that the dialog leaves free to begin with."""
_EFFECT_AFTER_MS = 120

Effects = Callable[[Picking], str]
"""What taking what is ticked would come to, in words."""


@dataclass(frozen=True)
class Frame:
    """What a preview is called. `source` begins a sentence: "The workbook"; `empty` is said where nothing differs."""

    title: str
    accept: str
    name: str
    source: str
    empty: str
    missing: str = ""


class ChangesPreview(QDialog):
    """Changes by part, and problems where there can be any. `picking` holds what is ticked; its step is taken once
    accepted. `effects` says what it would come to; `question` asks what the whole of it rests on, above the changes.
    """

    def __init__(
        self,
        picking: Picking,
        effects: Effects,
        frame: Frame,
        problems: ProblemsList | None = None,
        parent: QWidget | None = None,
        question: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.picking, self._effects, self._frame = picking, effects, frame
        self.setWindowTitle(frame.title)
        self.setSizeGripEnabled(True)
        self.heading = QLabel()
        self.heading.setFont(themes.font("dialog"))
        self.about, self.missing = note_label(""), note_label(frame.missing)
        self.tabs = _Tabs()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName(frame.name)
        self._wait = QTimer(self, singleShot=True, interval=_EFFECT_AFTER_MS)
        self._wait.timeout.connect(self._say_effects)
        self._lay_out(question)
        self._fill(picking, problems)
        self._fit()
        self._begin()

    def show_other(self, picking: Picking, problems: ProblemsList) -> None:
        """Show the same read in another way. What is ticked and chosen of it is the caller's to carry over."""
        for page in (self.changes, self.problems):
            if page is not None:
                page.deleteLater()
        self.tabs.clear()
        self._fill(picking, problems)
        self.tabs.setCurrentIndex(1 if picking.is_empty and self._number else 0)

    def _fill(self, picking: Picking, problems: ProblemsList | None) -> None:
        self.picking, self.problems = picking, problems
        self.changes = _Changes(picking, self._frame.empty)
        self._number = len(problems.problems) if problems is not None else 0
        self.heading.setText(picking.heading)
        self.about.setText(picking.about)
        self.tabs.addTab(self.changes, f"Changes ({len(picking.comparison.changes)})")
        if problems is not None:
            self.tabs.addTab(problems, f"Problems ({self._number})")
        else:
            self.tabs.tabBar().hide()
        if picking.comparison.counts[State.CONFLICT] or self._number:
            self.tabs.setTabIcon(1 if self._number else 0, glyph_icon("at_risk", themes.current(), 12))
        self.cancel.setText("Close" if picking.is_empty else "Cancel")
        self.take.setVisible(not picking.is_empty)
        self.changes.model.picked.connect(self._look)
        self._look()
        self._say_effects()

    def _lay_out(self, question: QWidget | None) -> None:
        top = QWidget()
        head = QVBoxLayout(top)
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(4)
        for label in (self.heading, self.about, self.missing):
            head.addWidget(label)
        self._column = whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        if question is not None:
            whole.addWidget(question)
        whole.addWidget(self.tabs, 1)
        whole.addWidget(self._foot())

    def _fit(self) -> None:
        """As wide and high as may be read, in the font there is, and no larger than the screen."""
        screen, line = QGuiApplication.primaryScreen().availableGeometry(), self.fontMetrics().height()
        self.setMinimumSize(min(_LEAST_WIDE, screen.width()), min(_LEAST * line, screen.height()))
        self._begins = QSize(min(_WIDE, screen.width() - 40), min(_MOST * line, screen.height() - _MARGIN))
        self.resize(self._begins)

    def showEvent(self, event: QShowEvent) -> None:
        """Lower where its lines ask for less: only now are the heights of all that stands around them known."""
        super().showEvent(event)
        if self.size() == self._begins:
            self._column.activate()
            page = self.tabs.currentWidget()
            spare = page.spare_height() if isinstance(page, _Changes | ProblemsList) else 0
            least = max(self.minimumHeight(), _SHORT * self.fontMetrics().height())
            self.resize(self.width(), min(self.height(), max(least, self.height() - spare)))
        self._begins = QSize()

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("ground", "head")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.effect, self.kept = QLabel(), note_label("")
        self.effect.setWordWrap(True)
        self.trouble = QLabel()
        self.trouble.setWordWrap(True)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.cancel = QPushButton()
        self.take = QPushButton(self._frame.accept)
        for button in (self.cancel, self.take):
            button.setProperty("kind", "dialog")
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.take.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.take.clicked.connect(self.accept)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self.effect, self.trouble, self.kept):
            words.addWidget(label)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.take)
        return foot

    def _begin(self) -> None:
        """The keyboard begins where something is to be done."""
        if self.picking.is_empty:
            self.tabs.setCurrentIndex(1 if self._number else 0)
            self.cancel.setFocus()
        else:
            self.changes.begin()

    def _look(self) -> None:
        """Say whether it can be taken, and why not."""
        step, trouble = self.picking.step, self.picking.trouble
        self.take.setEnabled(step is not None)
        self.take.setAccessibleDescription(trouble)
        self.trouble.setText(trouble if not self.picking.is_empty else "")
        self.trouble.setVisible(bool(self.trouble.text()))
        self.kept.setText(
            f"One step that undo takes back: “{step.label}”. {self._frame.source} is not written to." if step else ""
        )
        self.changes.look()
        self._wait.start()

    def _say_effects(self) -> None:
        self.effect.setText(self._effects(self.picking) if self.picking.step is not None else "")
        self.effect.setVisible(bool(self.effect.text()))
        self._give_way()

    def _give_way(self) -> None:
        is_short = self.height() < _SHORT * self.fontMetrics().height()
        self.about.setVisible(not is_short)
        self.missing.setVisible(not is_short and bool(self.missing.text()))
        self.kept.setVisible(not is_short and bool(self.kept.text()))
        self.heading.setToolTip(f"{self.about.text()} {self.missing.text()}".strip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notes give way where there is little height."""
        super().resizeEvent(event)
        self._give_way()


class _Tabs(QTabWidget):
    """Tabs that do not ask for the height at which every page would stand whole: their tables scroll."""

    def hasHeightForWidth(self) -> bool:
        return False


class _Changes(QWidget):
    """The tree of changes, what can be done with all of it, and the choice of the conflict the keyboard is on."""

    def __init__(self, picking: Picking, empty: str) -> None:
        super().__init__()
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picking = picking
        self.model = ChangesModel(picking, self)
        self.tree = ChangesView(self.model)
        self.empty = QLabel(empty)
        self.empty.setContentsMargins(16, 16, 16, 16)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.ticked = note_label("")
        self.tick_all, self.untick_all = QPushButton("Tick all"), QPushButton("Untick all")
        self.only = QCheckBox("Conflicts only")
        self.next = QPushButton("Next conflict")
        self.bar = _ChoiceBar(picking.comparison.words)
        self._lay_out()
        self._connect()
        self.look()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.ticked)
        row.addStretch(1)
        for button in (self.only, self.next, self.tick_all, self.untick_all):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.tree, 1)
        column.addWidget(self.bar)
        column.addWidget(self.empty, 1)
        comparison = self._picking.comparison
        to_tick: tuple[QWidget, ...] = (self.ticked, self.tick_all, self.untick_all)
        with_conflicts: tuple[QWidget, ...] = (self.only, self.next, self.bar)
        for widget in to_tick:
            widget.setVisible(bool(comparison.of(State.THEIRS)))
        for widget in with_conflicts:
            widget.setVisible(bool(comparison.of(State.CONFLICT)))
        self.tree.setVisible(bool(comparison.changes))
        self.empty.setVisible(not comparison.changes)

    def _connect(self) -> None:
        self.tick_all.clicked.connect(lambda: self._tick(True))
        self.untick_all.clicked.connect(lambda: self._tick(False))
        self.only.toggled.connect(self._filter)
        self.next.clicked.connect(self.go_to_conflict)
        self.bar.chosen.connect(self._choose)
        self.tree.selectionModel().currentChanged.connect(lambda *_: self.look())

    def begin(self) -> None:
        """Start on the first conflict, else on the first line."""
        self.tree.setFocus()
        if self._picking.left:
            self.go_to_conflict()
        elif self.model.indexes():
            self.tree.setCurrentIndex(self.model.indexes()[0])

    def spare_height(self) -> int:
        """Px below the last line; less than 0 where not every line is in sight."""
        rows = self.model.rowCount() + len(self._picking.comparison.changes)
        return self.tree.viewport().height() - rows * max(0, self.tree.sizeHintForRow(0))

    def go_to_conflict(self) -> None:
        """The next conflict without a choice after the line the keyboard is on, round to the first."""
        left = self._picking.left
        if not left:
            return
        lines = [self.model.line(index) for index in self.model.indexes()]
        current = self.tree.current_line()
        at = lines.index(current) if current in lines else -1
        later = [line for line in left if line in lines and lines.index(line) > at]
        self.tree.go_to((later or list(left))[0])
        self.tree.setFocus()

    def look(self) -> None:
        """Bring the counts and the bar up to date."""
        left = len(self._picking.left)
        self.ticked.setText(self._picking.ticked_words)
        self.next.setEnabled(bool(left))
        line = self.tree.current_line()
        conflict = line if line is not None and line.state is State.CONFLICT else None
        self.bar.show_conflict(conflict, self._picking.choice(conflict) if conflict is not None else None, left)

    def _tick(self, on: bool) -> None:
        self._picking.tick(self._picking.comparison.changes, on)
        self.model.told()

    def _filter(self, only: bool) -> None:
        line = self.tree.current_line()
        self.model.show_only_conflicts(only)
        self.tree.setCurrentIndex(QModelIndex())
        if line is not None:
            self.tree.go_to(line)
        self.look()

    def _choose(self, choice: Choice) -> None:
        line = self.tree.current_line()
        if line is not None:
            self.model.choose(line, choice)


class _ChoiceBar(QFrame):
    """The two ways to settle the conflict the keyboard is on."""

    chosen = Signal(object)
    """A hand made a choice."""

    def __init__(self, words: SideWords) -> None:
        super().__init__()
        self._sides = words
        self.setProperty("ground", "soft")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.ours, self.theirs = QRadioButton(), QRadioButton()
        self._both = QButtonGroup(self)
        self._both.buttonClicked.connect(
            lambda button: self.chosen.emit(Choice.OURS if button is self.ours else Choice.THEIRS)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(16)
        row.addWidget(self.words, 1)
        for button in (self.ours, self.theirs):
            self._both.addButton(button)
            row.addWidget(button)

    def show_conflict(self, line: Line | None, choice: Choice | None, left: int) -> None:
        """Ask about a conflict; without one, say how many are left."""
        for button in (self.ours, self.theirs):
            button.setVisible(line is not None)
        if line is None:
            need = f"{plural(left, 'conflict')} {'needs' if left == 1 else 'need'} a choice."
            self.words.setText(need if left else "Every conflict has a choice.")
            return
        self.words.setText(line.label)
        self.words.setToolTip(self.words.text())
        for button, words, of in (
            (self.ours, _button_words(self._sides.keep), Choice.OURS),
            (self.theirs, _button_words(self._sides.take), Choice.THEIRS),
        ):
            value = line.shown[1 if of is Choice.OURS else 2]
            short = value if len(value) <= 40 else f"{value[:40].rstrip()}…"
            button.setText(f"{words}, {short.replace('&', '&&')}")
            button.setToolTip(value)
            button.setAccessibleName(f"{words.replace('&', '')}, {value}: {self.words.text()}")
        self._both.setExclusive(False)
        self.ours.setChecked(choice is Choice.OURS)
        self.theirs.setChecked(choice is Choice.THEIRS)
        self._both.setExclusive(True)


def _button_words(choice: str) -> str:
    """A choice as a button has it, its last word lit: "Keep the &app’s"."""
    first, last = choice.rsplit(" ", 1)
    return f"{first[:1].upper()}{first[1:]} &{last}"
