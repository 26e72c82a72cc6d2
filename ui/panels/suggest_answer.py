"""The best map, or the smallest repair: what was proved, what would move and change, shown on the map, accepted."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.outcome.evaluate import Outcome
from planner.scenario.decisions import Refused
from planner.session import Preview
from planner.views.drag import CardRow
from planner.views.suggest_map import (
    Answer,
    MoveRow,
    accept,
    effect_columns,
    effect_rows,
    find_best,
    find_repair,
    move_columns,
    move_rows,
    moves_head,
    rules_words,
    shown_as,
    why_not_accepted,
)
from ui.document import Document
from ui.glyphs import WORDS, glyph_pixmap
from ui.panels.asking import Asking
from ui.panels.runs import outcome_glyph
from ui.panels.suggest_form import QuestionForm
from ui.panels.whole_table import WholeTable
from ui.tables.model import TableModel
from ui.tables.tab import button, note_label
from ui.theme import Theme, font
from ui.toggle import Toggle
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
        self.document, self.view, self.form, self.theme = document, view, form, theme
        self.setAccessibleName("Best map")
        self.answer: Answer | None = None
        self._asked_of: Outcome | None = None
        self._preview: Preview | None = None
        self.asking = Asking("suggest", "Looking for the best map", self.say, self)
        self.search = button("Find the best map", "Enter in a line of the question does the same", self.find_best)
        self.mend = button(
            "Smallest repair", "The fewest boroughs moved that meet rules G1 to G3, whatever the aim; locks are kept",
            self.find_repair,
        )  # fmt: skip
        self.show_on_map = Toggle("Show on the map", "The map as it would be, what differs hatched (Esc: as it is)")
        self.show_on_map.clicked.connect(self._toggle)
        self.take = button("Accept", "Make this the scenario's map, in one step", self.accept)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note = note_label(wrap=True)
        moves: TableModel[MoveRow] = TableModel(move_columns(), key=lambda row: row.borough)
        moves.said_of_row = lambda row: row.words
        self.moves = WholeTable(moves, theme, "Boroughs that would move")
        self.moves.clicked.connect(lambda index: self._select(index.row()))
        effect: TableModel[CardRow] = TableModel(effect_columns(), key=lambda row: (row.label, row.change))
        self.effect = WholeTable(effect, theme, "Effect of the map")
        self._rules = QVBoxLayout()
        self._lay_out()
        view.preview_changed.connect(self._follow)
        self._show()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, parts in ((first, (self.search, self.mend)), (second, (self.show_on_map, self.take))):
            row.setContentsMargins(12, 4, 12, 4)
            row.setSpacing(8)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        for label in (self.words, self.note):
            label.setContentsMargins(12, 4, 12, 4)
        self._rules.setContentsMargins(12, 6, 12, 8)
        self._rules.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(first)
        column.addWidget(self.words)
        column.addLayout(second)
        column.addWidget(self.note)
        column.addWidget(self.effect)
        column.addLayout(self._rules)
        column.addWidget(self.moves)
        column.addStretch(1)

    def say(self, words: str) -> None:
        """Say how the search goes, or why there is no map."""
        self.words.setText(words)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        self.theme = theme
        self.moves.set_theme(theme)
        self.effect.set_theme(theme)
        self._show()

    # Asking

    def find_best(self) -> None:
        """Look for the best map for the question."""
        outcome, terms = self.document.outcome, self.form.terms
        if terms is None:
            self.say(self.form.words.text())
            return
        self._forget()
        self.asking.ask(lambda progress, cancelled: find_best(outcome, terms, progress, cancelled), self.show_answer)

    def find_repair(self) -> None:
        """Look for the fewest moves that meet the rules on geography."""
        outcome, crossings = self.document.outcome, bool(self.form.question.crossings)
        self._forget()
        work = partial(find_repair, outcome, crossings=crossings)
        self.asking.ask(lambda progress, cancelled: work(progress=progress, cancelled=cancelled), self.show_answer)

    def refresh(self) -> None:
        """Let go of an answer about another scenario than the one shown."""
        if self._asked_of is not self.document.outcome:
            self.question_changed()

    def question_changed(self) -> None:
        """What was found is an answer to another question: it can be read, and no longer accepted."""
        waited = self.asking.busy
        self.asking.drop()
        self._hide_from_map()
        if self.answer is not None or waited:
            self.answer = None
            self._show()
            self.say(_CHANGED)

    def open(self, answer: Answer) -> None:
        """Show a map that was found elsewhere, for the scenario as it is."""
        self.asking.drop()
        self._forget()
        self.show_answer(answer)

    def _forget(self) -> None:
        self._hide_from_map()
        self.answer, self._asked_of = None, self.document.outcome
        self._show()

    # Showing

    def show_answer(self, answer: Answer) -> None:
        """Show what was found, on the map too."""
        self.answer = answer
        self._show()
        self._show_on_map()
        self.answered.emit()

    def _show(self) -> None:
        answer = self.answer
        found = answer.suggestion if answer is not None else None
        self.words.setText(answer.words if answer is not None else _FIRST)
        refusal = why_not_accepted(answer) if answer is not None and found is not None else ""
        has_moves = found is not None and bool(found.moves)
        for part in (self.show_on_map, self.take, self.moves):
            part.setVisible(has_moves)
        self.take.setEnabled(not refusal)
        self.take.setAccessibleDescription(refusal)
        self.note.setText(" ".join(part for part in (self._head(answer), refusal) if part))
        self.note.setVisible(bool(self.note.text()))
        self.moves.rows_model.set_rows(move_rows(answer) if answer is not None else ())
        self.moves.fit_columns()
        self._show_effect(None)

    def _head(self, answer: Answer | None) -> str:
        head = moves_head(answer) if answer is not None else ""
        return "" if answer is not None and head == why_not_accepted(answer) else head

    def _show_effect(self, then: Outcome | None) -> None:
        self.effect.setVisible(then is not None)
        _clear(self._rules)
        if then is None:
            return
        now = self.document.outcome
        self.effect.rows_model.set_rows(effect_rows(now, then))
        self.effect.fit_columns()
        for line in rules_words(now, then):
            sign = outcome_glyph(line.sign)
            self._rules.addWidget(
                _sign_line(sign, f"{line.rule}: {line.words}" if line.rule else line.words, self.theme)
            )

    def _show_on_map(self) -> None:
        if self.answer is None or self.answer.suggestion is None:
            return
        try:
            preview = self.document.would(shown_as, self.answer)
        except Refused as refusal:
            self.document.said.emit(str(refusal))
            return
        if preview is not None:
            self._preview = preview
            self.view.set_preview(preview, whole=True)
            self._show_effect(preview.outcome)

    def _hide_from_map(self) -> None:
        if self._preview is not None and self.view.preview is self._preview:
            self.view.set_preview(None)
        self._preview = None

    def _toggle(self) -> None:
        if self.show_on_map.isChecked():
            self._show_on_map()
        else:
            self._hide_from_map()

    def _follow(self) -> None:
        """The button says whether the map is the one found; a drag or Esc may have put another in its place."""
        self.show_on_map.setChecked(self._preview is not None and self.view.preview is self._preview)

    def _select(self, row: int) -> None:
        """Select a borough that would move, on the map and in the list."""
        rows = self.moves.rows_model.rows
        if 0 <= row < len(rows):
            self.view.select({rows[row].borough}, self)

    # Accepting

    def accept(self) -> None:
        """Make the map the scenario's, in one step."""
        answer = self.answer
        if answer is None or answer.outcome is not self.document.outcome:
            return
        self._hide_from_map()
        step = self.document.decide(accept, answer, initiator=self)
        if step is not None:
            self.say(f"{step.label}: accepted. Undo takes it back in one step.")


def _sign_line(sign: str, words: str, theme: Theme) -> QWidget:
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    mark, text = QLabel(), QLabel(words)
    mark.setPixmap(glyph_pixmap(sign, theme, 13, held.devicePixelRatioF()))
    mark.setAccessibleName(WORDS.get(sign, sign))
    mark.setFixedWidth(16)
    text.setWordWrap(True)
    text.setFont(font("note"))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text, 1)
    return held


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
