"""DWO posts shared among wards: the question, every method side by side, each ward now and then, accepted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from planner.outcome.evaluate import Outcome
from planner.scenario.types import Step
from planner.suggest import Method
from planner.views.share import (
    Shared,
    ShareQuestion,
    ShareTerms,
    WardShareRow,
    accept_shares,
    cap_words,
    floor_words,
    method_heads,
    method_rows,
    other_posts,
    read_share,
    share_totals,
    share_words,
    shared,
    shares_refused,
    show_shares,
    ward_share_columns,
    ward_share_rows,
    weights_offered,
)
from planner.words.numbers import ReadError, whole
from ui.document import Document
from ui.panels.asking import Asking
from ui.panels.suggest_offer import Offer, Offered, follow_rows
from ui.panels.suggest_words import answer_label
from ui.tables.model import TableModel
from ui.tables.pane import TablePane
from ui.tables.tab import button, note_label
from ui.tables.totals import TotalsLine
from ui.tables.view import TableView
from ui.theme import Theme
from ui.toggle import Toggle
from ui.view_state import ViewState

WAIT_MS = 250
"""How long nothing may change before the work starts: a question is typed letter by letter."""
_ROWS = 12
_NUMBER, _FIGURES = 52, 4


class WardsPage(QWidget):
    """Shares posts as soon as the question can be read, and makes the shares so in one step."""

    def __init__(self, document: Document, view: ViewState, theme: Theme) -> None:
        super().__init__()
        self.document, self.view = document, view
        self.setAccessibleName("Share DWO posts")
        self.question = ShareQuestion()
        self.found: Shared | None = None
        self._about: object = None
        self.asking = Asking("share", "Sharing DWO posts", self.say, self)
        self.form = ShareForm(self.ask)
        self.methods = MethodChoice()
        self.methods.hide()
        self.methods.chosen.idClicked.connect(lambda at: self.ask(replace(self.question, method=list(Method)[at])))
        self.words = answer_label()
        self.cap = button(
            "", "No ward gets more than this; wards that have more now keep what damping keeps", self._cap
        )
        self.offer = Offer(
            document,
            view,
            theme,
            "Show on the map",
            ("Wards whose posts would change ringed, and figures as they would be (Esc: as they are)",
             "Give every ward its share, in one step"),
        )  # fmt: skip
        self.offer.taken.connect(self._taken)
        self.changes = Toggle("Only changes", "Only wards that gain or lose posts; up: all wards")
        self.changes.setChecked(True)
        self.changes.clicked.connect(self._fill)
        rows: TableModel[WardShareRow] = TableModel(ward_share_columns(), key=lambda row: row.code)
        rows.said_of_row = lambda row: row.words
        self.table = TableView(rows, theme, "DWO posts of wards, now and if accepted")
        follow_rows(self.table, self._select)
        self.table.copied.connect(self._copied)
        self.pane = TablePane(self.table, theme)
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._soon.timeout.connect(self._ask)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 4, 12, 4)
        line.addWidget(self.cap)
        line.addStretch(1)
        over = QHBoxLayout()
        over.setContentsMargins(12, 4, 12, 4)
        over.addWidget(self.changes)
        over.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.form)
        column.addWidget(self.methods)
        column.addWidget(self.words)
        column.addLayout(line)
        column.addWidget(self.offer)
        column.addLayout(over)
        column.addWidget(self.pane)
        column.addStretch(1)
        for part in (self.cap, self.changes, self.pane):
            part.hide()

    def say(self, words: str) -> None:
        """Say how the sharing goes, or why it cannot be."""
        self.words.setText(words)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        self.offer.set_theme(theme)
        self.pane.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Work out what was waited with."""
        super().showEvent(event)
        self.refresh()

    # Asking

    def ask(self, question: ShareQuestion) -> None:
        """Ask this question."""
        if question != self.question:
            self.question = question
            self.refresh()

    def refresh(self) -> None:
        """Be about the question and the scenario as they are, once in sight."""
        outcome = self.document.outcome
        if not self.isVisible():
            return
        self.form.show_question(outcome, self.question)
        self.methods.choose(self.question.method)
        about = (outcome, self.question)
        if self._about == about and (self.found is not None or self.asking.busy):
            return
        self.asking.drop()
        self.found, self._about = None, about
        self.offer.put(None)
        for part in (self.cap, self.pane, self.changes):
            part.setEnabled(False)
        try:
            self._terms: ShareTerms = read_share(outcome, self.question)
        except ReadError as problem:
            self._soon.stop()
            self.say(f"{problem}.")
        else:
            self._soon.start(WAIT_MS)

    def _ask(self) -> None:
        work = partial(shared, self.document.outcome, self._terms)
        self.asking.ask(lambda progress, cancelled: work(), self._came)

    def _came(self, found: Shared) -> None:
        if found.outcome is not self.document.outcome:
            return
        self.found = found
        self.say(share_words(found))
        self.methods.show_rows(found)
        self.methods.show()
        self.cap.setText(cap_words(found))
        self.cap.setVisible(bool(cap_words(found)))
        refusal = shares_refused(found)
        has_changes = found.sharing.chosen.dwo != found.outcome.scenario.wards.dwo
        offered = Offered(
            found.outcome,
            lambda plan, scenario_id: show_shares(plan, scenario_id, found),
            lambda plan, scenario_id: accept_shares(plan, scenario_id, found),
            refusal,
            has_changes,
        )
        self.offer.put(offered, "" if has_changes else refusal)
        for part in (self.cap, self.changes, self.pane):
            part.setEnabled(True)
        self.changes.show()
        self.pane.show()
        self._fill()

    def _cap(self) -> None:
        if self.found is not None and self.found.sharing.offered_cap is not None:
            self.ask(replace(self.question, cap=whole(self.found.sharing.offered_cap)))
            self.form.fields["cap"].setFocus()

    # Showing

    def _fill(self) -> None:
        found = self.found
        if found is None:
            return
        rows = ward_share_rows(found, only_changes=self.changes.isChecked())
        self.table.rows_model.set_rows(rows)
        self.pane.set_totals([TotalsLine(share_totals(found), {})])
        shown = min(max(len(rows), 2), _ROWS)
        self.pane.setFixedHeight(self.table.head.height() + (shown + 1) * self.table.row_height + 4)
        self.pane.set_empty("" if rows else "No ward gains or loses a post.")
        self.table.fit_columns()

    def _select(self, row: int) -> None:
        """Select the ward's borough, on the map and in the list."""
        rows = self.table.rows_model.rows
        if 0 <= row < len(rows):
            self.view.select({rows[row].borough}, self)

    def _copied(self, cells: int, with_heads: bool) -> None:
        self.document.said.emit(f"Copied {whole(cells)} cells{' with headers' if with_heads else ''}.")

    def _taken(self, step: Step) -> None:
        self.document.said.emit(f"{step.label}: accepted. Undo takes it back in one step.")


class ShareForm(QWidget):
    """The question: how many posts, by what measures, and within what bounds."""

    def __init__(self, ask: Callable[[ShareQuestion], None]) -> None:
        super().__init__()
        self.setAccessibleName("The question")
        self._tell = ask
        self._question = ShareQuestion()
        self.fields: dict[str, QLineEdit] = {}
        self.weights: dict[str, QLineEdit] = {}
        self._weights = QGridLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        column, posts, bounds = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(12, 8, 12, 4)
        column.setSpacing(6)
        asked = (
            ("extra", "Extra DWO posts", "Extra DWO posts", "How many to share beside those there are", self._extra),
            ("in_all", "in all", "DWO posts in all", "Posts of all wards together", self._in_all),
            ("floor", "Each ward at least", "Each ward at least", "No ward gets fewer",
             lambda text: self._put(floor=text)),
            ("cap", "at most", "Each ward at most", "No ward gets more", lambda text: self._put(cap=text)),
            ("damping", "loses at most", "Each ward loses at most",
             "No ward loses more posts than this; 0 shares only the extra ones", lambda text: self._put(damping=text)),
        )  # fmt: skip
        for at, (key, words, name, tip, typed) in enumerate(asked):
            label, line = QLabel(words), _line(name, tip, typed)
            label.setBuddy(line)
            self.fields[key] = line
            (posts if at < 2 else bounds).addWidget(label)
            (posts if at < 2 else bounds).addWidget(line)
        for key in ("cap", "damping"):
            self.fields[key].setPlaceholderText("any")
        self._weights.setHorizontalSpacing(8)
        self._weights.setVerticalSpacing(4)
        for row in (posts, self._weights, bounds):
            column.addLayout(row)
        for line_of in (posts, bounds):
            line_of.setSpacing(8)
            line_of.addStretch(1)

    def show_question(self, outcome: Outcome, asked: ShareQuestion) -> None:
        """Show a question; a line that is typed in keeps what is typed."""
        self._question = asked
        self._offer(outcome)
        typed, other = ("in_all", "extra") if asked.in_all else ("extra", "in_all")
        texts = {typed: asked.posts, other: other_posts(outcome, asked), "floor": floor_words(outcome, asked)}
        for key, text in {**texts, "cap": asked.cap, "damping": asked.damping}.items():
            _put_text(self.fields[key], text)
        for measure, line in self.weights.items():
            _put_text(line, asked.weights.get(measure, ""))

    def _offer(self, outcome: Outcome) -> None:
        offered = weights_offered(outcome)
        if list(self.weights) == [measure for measure, _ in offered]:
            return
        while (item := self._weights.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.weights = {}
        self._weights.addWidget(note_label("Weight of each measure; 1 and 1 count half each"), 0, 0, 1, 2)
        for at, (measure, name) in enumerate(offered, start=1):
            line = _line(f"Weight of {name}", "0 or empty leaves the measure out", partial(self._weigh, measure))
            line.setPlaceholderText("0")
            label = QLabel(name)
            label.setBuddy(line)
            self._weights.addWidget(line, at, 0)
            self._weights.addWidget(label, at, 1)
            self.weights[measure] = line
        self._weights.setColumnStretch(1, 1)
        lines = [self.fields["in_all"], *self.weights.values(), self.fields["floor"]]
        for before, after in pairwise(lines):  # made last, and yet the keys come to them where they stand
            self.setTabOrder(before, after)

    def _extra(self, text: str) -> None:
        self._put(posts=text, in_all=False)

    def _in_all(self, text: str) -> None:
        self._put(posts=text, in_all=True)

    def _weigh(self, measure: str, text: str) -> None:
        self._put(weights=self._question.weights.put(measure, text))

    def _put(self, **changes: object) -> None:
        self._tell(replace(self._question, **changes))  # type: ignore[arg-type]


class MethodChoice(QWidget):
    """The methods side by side: their figures in columns, and under each what it favours."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Method")
        self.chosen = QButtonGroup(self)
        self._heads: list[QLabel] = []
        self._figures: list[list[QLabel]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        beside = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for at in range(1, _FIGURES + 1):
            head = note_label(wrap=True)
            head.setAlignment(right)
            grid.addWidget(head, 0, at)
            self._heads.append(head)
        for i, _ in enumerate(Method):
            radio = QRadioButton()
            self.chosen.addButton(radio, i)
            figures = [QLabel() for _ in range(_FIGURES)]
            note = note_label(wrap=True)
            note.setContentsMargins(22, 0, 0, 6)
            grid.addWidget(radio, 2 * i + 1, 0)
            for at, label in enumerate(figures, start=1):
                label.setAlignment(beside)
                grid.addWidget(label, 2 * i + 1, at)
            grid.addWidget(note, 2 * i + 2, 0, 1, _FIGURES + 1)
            self._figures.append([*figures, note])
        grid.setColumnStretch(0, 1)

    def choose(self, method: Method) -> None:
        """Show which method is chosen."""
        self.chosen.button(list(Method).index(method)).setChecked(True)

    def show_rows(self, found: Shared) -> None:
        """Show every method's figures."""
        for i, row in enumerate(method_rows(found)):
            radio = self.chosen.button(i)
            radio.setText(row.name)
            radio.setAccessibleDescription(row.words)
            texts = (row.demand, row.most, row.gaining, row.losing, row.favours)
            for label, text in zip(self._figures[i], texts, strict=True):
                label.setText(text)
        for head, words in zip(self._heads, method_heads(found), strict=True):
            head.setText(words)
            head.setMinimumWidth(max(head.fontMetrics().horizontalAdvance(line) for line in words.split("\n")) + 1)


def _line(name: str, tip: str, typed: Callable[[str], None]) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setToolTip(tip)
    made.setFixedWidth(_NUMBER)
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    made.textEdited.connect(typed)
    return made


def _put_text(line: QLineEdit, text: str) -> None:
    if line.text() != text:
        line.setText(text)
