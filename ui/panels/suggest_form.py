"""The question about possible maps: aim, measure, numbers, how BCUs may be joined, and what is held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from planner.outcome.evaluate import Outcome
from planner.suggest import Terms
from planner.suggest.terms import Pair, crossings_of
from planner.views.suggest import (
    Question,
    aims_offered,
    crossings_offered,
    held_words,
    joined_words,
    kept_apart,
    kept_together,
    locks_words,
    measures_offered,
    read,
    speaks_of_measure,
    terms_line,
    wishes,
)
from planner.words.numbers import ReadError
from ui.tables.tab import Choice, note_label
from ui.view_state import ViewState

_NO_SECOND = "nothing else"


class QuestionForm(QWidget):
    """Keeps one Question. `terms` are what it comes to, None while it cannot be read; the reason is shown."""

    changed = Signal()
    entered = Signal()
    """Enter was pressed in a line: the answer is wanted."""

    def __init__(self, view: ViewState) -> None:
        super().__init__()
        self.setAccessibleName("The question")
        self._view = view
        self.question = Question()
        self.terms: Terms | None = None
        self.outcome: Outcome | None = None
        self.aim = self._choice("Aim", lambda value: self._ask(aim=value))
        self.second = self._choice("Then by", lambda value: self._ask(second=value))
        self.measure = self._choice("Measure", lambda value: self._ask(measure=value))
        self.tolerance = self._line(
            "Slack on the first aim", "tolerance", "The second aim may cost this much of the first, as 5 %"
        )
        self.bcus = self._line("Number of BCUs", "bcus", "A number, or a range such as 8–16")
        self.boroughs = self._line("Boroughs in each BCU", "boroughs", "A number, or a range such as 2–4")
        self.within = self._line("Deviation at most", "within", "Every BCU within this share of the mean, as 15 %")
        self.border = self._line("Borders from, m", "border", "The shortest land border that joins, in metres")
        self.within.setPlaceholderText("any")
        self.border.setPlaceholderText("any")
        self.joined = self._menu("Joined by", self._fill_joined)
        self.held = self._menu("Held", self._fill_held)
        self.words = note_label(wrap=True)
        self.words.setMinimumHeight(28)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()

    def _choice(self, name: str, picked: Callable[[object], None]) -> Choice:
        made = Choice(name, 100)
        made.picked.connect(picked)
        return made

    def _line(self, name: str, field: str, tip: str) -> QLineEdit:
        made = QLineEdit(str(getattr(self.question, field)))
        made.setAccessibleName(name)
        made.setToolTip(tip)
        made.setMinimumWidth(60)
        made.textEdited.connect(lambda text: self._ask(**{field: text}))
        made.returnPressed.connect(self.entered)
        return made

    def _menu(self, name: str, fill: Callable[[QMenu], None]) -> QPushButton:
        made = QPushButton()
        made.setProperty("kind", "menu")
        made.setAutoDefault(False)
        menu = QMenu(made)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: fill(menu))
        made.setMenu(menu)
        made.setObjectName(name)
        return made

    def _lay_out(self) -> None:
        self._slack = QLabel()
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        rows: tuple[tuple[tuple[str, QWidget], ...], ...] = (
            (("Aim", self.aim),),
            (("Measure", self.measure),),
            (("Then by", self.second),),
            (("Slack", self.tolerance),),
            (("BCUs", self.bcus), ("of boroughs", self.boroughs)),
            (("Joined by", self.joined), ("borders from, m", self.border)),
            (("Held", self.held), ("deviation to", self.within)),
        )
        for at, row in enumerate(rows):
            for column, (words, field) in enumerate(row):
                label = QLabel(words)
                label.setBuddy(field)
                if field is self.tolerance:
                    self._slack = label
                grid.addWidget(label, at, 2 * column)
                grid.addWidget(field, at, 2 * column + 1, 1, 3 if len(row) == 1 else 1)
        grid.addWidget(self.words, len(rows), 0, 1, 4)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 1)

    # What is asked

    def set_outcome(self, outcome: Outcome) -> None:
        """Ask about this outcome."""
        self.outcome = outcome
        self._settle()

    def ask(self, question: Question) -> None:
        """Ask this question."""
        if question != self.question:
            self.question = question
            self._settle()
            self.changed.emit()

    def _ask(self, **changes: object) -> None:
        self.ask(replace(self.question, **changes))  # type: ignore[arg-type]

    def _settle(self) -> None:
        if self.outcome is None:
            return
        asked, outcome = self.question, self.outcome
        aims = aims_offered(outcome)
        if asked.second == asked.aim:
            asked = self.question = replace(asked, second=None)
        self.aim.offer(list(aims), asked.aim)
        self.second.offer([(None, _NO_SECOND), *((a, w) for a, w in aims if a is not asked.aim)], asked.second)
        self.measure.offer(list(measures_offered(outcome)), asked.measure)
        self.measure.setEnabled(speaks_of_measure(asked))
        for part in (self._slack, self.tolerance):
            part.setVisible(asked.second is not None)
        self._name(self.joined, joined_words(outcome.area, asked))
        self._name(self.held, held_words(outcome.scenario, asked))
        for field in ("bcus", "boroughs", "tolerance", "within", "border"):
            line: QLineEdit = getattr(self, field)
            if line.text() != getattr(asked, field):
                line.setText(getattr(asked, field))
        try:
            self.terms = read(outcome, asked)
            self.words.setText(terms_line(outcome, self.terms))
        except ReadError as problem:
            self.terms = None
            self.words.setText(f"{problem}.")

    def _name(self, button: QPushButton, words: str) -> None:
        button.setText(words)
        button.setAccessibleName(f"{button.objectName()}: {words}")
        button.setToolTip(words)

    # Menus

    def _fill_joined(self, menu: QMenu) -> None:
        assert self.outcome is not None
        area = self.outcome.area
        menu.clear()
        menu.addAction("Land only", lambda: self._ask(crossings=frozenset()))
        menu.addAction("Land and every crossing", lambda: self._ask(crossings=crossings_of(area)))
        menu.addSeparator()
        for crossing in crossings_offered(area):
            action = menu.addAction(crossing.words)
            action.setCheckable(True)
            action.setChecked(crossing.pair in self.question.crossings)
            action.triggered.connect(partial(self._switch, crossing.pair))

    def _switch(self, pair: Pair, _on: bool = False) -> None:
        self._ask(crossings=self.question.crossings ^ {pair})

    def _fill_held(self, menu: QMenu) -> None:
        assert self.outcome is not None
        menu.clear()
        keep = menu.addAction(locks_words(self.outcome.scenario))
        keep.setCheckable(True)
        keep.setChecked(self.question.locks)
        keep.triggered.connect(lambda on: self._ask(locks=on))
        menu.addSeparator()
        chosen = tuple(sorted(self._view.selected))
        self._add_wish(menu, "Keep the selected boroughs together", lambda: kept_together(self.question, chosen))
        self._add_wish(menu, "Keep the two selected boroughs apart", lambda: kept_apart(self.question, chosen))
        held = wishes(self.outcome.area, self.question)
        if held:
            menu.addSeparator()
        for wish in held:
            menu.addAction(f"Let go: {wish.words}", partial(self.ask, wish.without))

    def _add_wish(self, menu: QMenu, words: str, made: Callable[[], Question]) -> QAction:
        action = menu.addAction(words)
        try:
            question = made()
        except ReadError as problem:
            action.setEnabled(False)
            action.setToolTip(f"{problem}.")
        else:
            action.triggered.connect(lambda: self.ask(question))
        return action
