"""The best map, or the smallest repair: what was proved, what would move and change, shown on the map, accepted."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.outcome.evaluate import Outcome
from planner.scenario.types import Step
from planner.suggest import SoFar, Terms
from planner.views.suggest_map import (
    Answer,
    MoveRow,
    accept,
    find_best,
    find_repair,
    kept_so_far,
    move_columns,
    move_rows,
    moves_head,
    shown_as,
    so_far_words,
    why_not_accepted,
)
from ui.document import Document
from ui.panels.asking import Asking
from ui.panels.suggest_form import QuestionForm
from ui.panels.suggest_offer import Offer, Offered, clear, follow_rows
from ui.panels.suggest_words import answer_label
from ui.panels.whole_table import WholeTable
from ui.tables.model import TableModel
from ui.tables.tab import button
from ui.theme import Theme
from ui.view_state import ViewState

_FIRST = (
    "The best map for the aim is looked for among every possible one, and proven. Nothing changes until you accept."
)
_CHANGED = "The question or the scenario has changed since: find the map again."


class AnswerPage(QWidget):
    """Asks for a map, shows it beside the present one, and makes it the present one in one step."""

    answered = Signal()
    """A map is there to look at."""

    def __init__(self, document: Document, view: ViewState, form: QuestionForm, theme: Theme) -> None:
        super().__init__()
        self.document, self.view, self.form = document, view, form
        self.setAccessibleName("Best map")
        self.answer: Answer | None = None
        self._asked_of: Outcome | None = None
        self._met: SoFar | None = None
        self.asking = Asking("suggest", "Looking for the best map", self.say, self)
        self.search = button("Find the best map", "Enter in a line of the question does the same", self.find_best)
        self.mend = button(
            "Smallest repair", "The fewest boroughs moved that meet rules G1 to G3, whatever the aim; locks are kept",
            self.find_repair,
        )  # fmt: skip
        self.halt = button("Stop here", "Stop the search and look at the best map met so far", self.asking.stop)
        self.words = answer_label(above=4)
        self.offer = Offer(
            document,
            view,
            theme,
            "Show on the map",
            (
                "The map as it would be, what differs hatched (Esc: as it is)",
                "Make this the scenario's map, in one step",
            ),
        )
        self.offer.taken.connect(self._taken)
        moves: TableModel[MoveRow] = TableModel(move_columns(), key=lambda row: row.borough)
        moves.said_of_row = lambda row: row.words
        self.moves = WholeTable(moves, theme, "Boroughs that would move")
        follow_rows(self.moves, self._select)
        self._ways = QVBoxLayout()
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        for part in (self.search, self.mend, self.halt):
            row.addWidget(part)
        row.addStretch(1)
        self._ways.setContentsMargins(12, 4, 12, 4)
        self._ways.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.words)
        column.addLayout(self._ways)
        column.addWidget(self.offer)
        column.addWidget(self.moves)
        column.addStretch(1)

    def say(self, words: str) -> None:
        """Say how the search goes, or why there is no map."""
        self.words.setText(words)
        self.halt.setVisible(self.asking.busy and self._met is not None)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        self.moves.set_theme(theme)
        self.offer.set_theme(theme)

    # Asking

    def find_best(self) -> None:
        """Look for the best map for the question."""
        if self.form.terms is None:
            self.say(self.form.words.text())
        else:
            self._find(self.form.terms)

    def _find(self, terms: Terms) -> None:
        outcome = self.document.outcome
        self._forget()
        self.asking.search(
            lambda progress, cancelled, met: find_best(outcome, terms, progress, cancelled, met),
            self.show_answer,
            self._met_one,
            self._keep_met,
        )

    def find_repair(self) -> None:
        """Look for the fewest moves that meet the rules on geography."""
        outcome, crossings = self.document.outcome, bool(self.form.question.crossings)
        self._forget()
        work = partial(find_repair, outcome, crossings=crossings)
        self.asking.ask(lambda progress, cancelled: work(progress=progress, cancelled=cancelled), self.show_answer)

    def _met_one(self, met: SoFar) -> None:
        self._met = met
        self.say(so_far_words(met))

    def _keep_met(self) -> bool:
        """The search was cancelled: offer the best map it had met, told as not proven."""
        met, outcome = self._met, self.document.outcome
        if met is None:
            return False
        self.asking.ask(lambda progress, cancelled: kept_so_far(outcome, met), self.show_answer)
        return True

    def refresh(self) -> None:
        """Let go of an answer about another scenario than the one shown."""
        if self._asked_of is not self.document.outcome:
            self.question_changed()

    def question_changed(self) -> None:
        """What was found is an answer to another question: it can be read, and no longer accepted."""
        waited = self.asking.busy
        self.asking.drop()
        self.offer.hide_it()
        if self.answer is not None or waited:
            self.answer = self._met = None
            self._show()
            self.say(_CHANGED)

    def open(self, answer: Answer) -> None:
        """Show a map that was found elsewhere, for the scenario as it is."""
        self.asking.drop()
        self._forget()
        self.show_answer(answer)

    def _forget(self) -> None:
        self.answer, self._met, self._asked_of = None, None, self.document.outcome
        self._show()

    # Showing

    def show_answer(self, answer: Answer) -> None:
        """Show what was found, on the map too."""
        self.answer, self._met = answer, None
        self._show()
        self.offer.show_in_window()
        self.answered.emit()

    def _show(self) -> None:
        answer = self.answer
        found = answer.suggestion if answer is not None else None
        self.say(answer.words if answer is not None else _FIRST)
        self.moves.setVisible(found is not None and bool(found.moves))
        self.moves.rows_model.set_rows(move_rows(answer) if answer is not None else ())
        self.moves.fit_columns()
        self._show_ways(answer)
        if answer is None or found is None:
            self.offer.put(None)
            return
        offered = Offered(
            answer.outcome,
            lambda plan, scenario_id: shown_as(plan, scenario_id, answer),
            lambda plan, scenario_id: accept(plan, scenario_id, answer),
            why_not_accepted(answer),
            bool(found.moves),
        )
        self.offer.put(offered, moves_head(answer))

    def _show_ways(self, answer: Answer | None) -> None:
        clear(self._ways)
        for way in answer.ways if answer is not None else ():
            line = button(
                f"{way.words}: find that map", "Ask again with only this relaxed", partial(self._find, way.terms)
            )
            self._ways.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)

    def _select(self, row: int) -> None:
        """Select a borough that would move, on the map and in the list."""
        rows = self.moves.rows_model.rows
        if 0 <= row < len(rows):
            self.view.select({rows[row].borough}, self)

    def _taken(self, step: Step) -> None:
        self.say(f"{step.label}: accepted. Undo takes it back in one step.")
