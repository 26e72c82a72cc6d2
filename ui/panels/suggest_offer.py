"""What is offered by a suggestion, whatever it is of: its effect, shown in the window, and accepted as one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.outcome.evaluate import Outcome
from planner.scenario.decisions import Refused
from planner.scenario.types import Plan, Step
from planner.session import Preview
from planner.views.drag import CardRow
from planner.views.suggest_map import effect_columns, effect_rows, rules_words
from ui.document import Document
from ui.glyphs import WORDS, glyph_pixmap
from ui.panels.runs import outcome_glyph
from ui.panels.whole_table import WholeTable
from ui.tables.model import Index, TableModel
from ui.tables.tab import button, note_label
from ui.tables.view import TableView
from ui.theme import Theme, font
from ui.toggle import Toggle
from ui.view_state import ViewState


@dataclass(frozen=True)
class Offered:
    """A suggestion as a decision: `show` makes its step to be looked at, `accept` to be taken.

    `refusal` says why it cannot be accepted; `outcome` is the one it was made for.
    """

    outcome: Outcome
    show: Callable[[Plan, str], Step | None]
    accept: Callable[[Plan, str], Step | None]
    refusal: str = ""
    changes: bool = True


class Offer(QWidget):
    """Shows what is offered beside what is so, and takes it in one step. Nothing is in sight until something is.

    Without `has_figures` only rules can turn by it, and no table of posts and pounds is shown.
    """

    taken = Signal(object)
    """The step that was made."""

    def __init__(
        self,
        document: Document,
        view: ViewState,
        theme: Theme,
        words: str,
        tips: tuple[str, str],
        *,
        has_figures: bool = True,
    ) -> None:
        super().__init__()
        self.document, self.view, self.theme = document, view, theme
        self._has_figures = has_figures
        self._offered: Offered | None = None
        self._preview: Preview | None = None
        self._head = ""
        self.show_it = Toggle(words, tips[0])
        self.show_it.clicked.connect(self._toggle)
        self.take = button("Accept", tips[1], self.accept)
        self.note = note_label(wrap=True)
        self.note.setContentsMargins(12, 4, 12, 4)
        effect: TableModel[CardRow] = TableModel(effect_columns(), key=lambda row: (row.label, row.change))
        self.effect = WholeTable(effect, theme, "Effect")
        self._rules = QVBoxLayout()
        self._rules.setContentsMargins(12, 6, 12, 8)
        self._rules.setSpacing(2)
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        for part in (self.show_it, self.take):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.note)
        column.addWidget(self.effect)
        column.addLayout(self._rules)
        view.preview_changed.connect(self._follow)
        self.put(None)

    @property
    def is_shown(self) -> bool:
        """Whether the window shows what is offered in place of what is so."""
        return self._preview is not None and self.view.preview is self._preview

    def put(self, offered: Offered | None, head: str = "") -> None:
        """Offer something, or nothing. `head` is said over its effect."""
        self.hide_it()
        self._offered, self._head = offered, head
        has_changes = offered is not None and offered.changes
        for part in (self.show_it, self.take):
            part.setVisible(has_changes)
        refusal = offered.refusal if offered is not None and offered.changes else ""
        self.take.setEnabled(not refusal)
        self.take.setAccessibleDescription(refusal)
        self.note.setText(" ".join(part for part in (head, "" if refusal == head else refusal) if part))
        self.note.setVisible(bool(self.note.text()))
        self.setVisible(has_changes or bool(self.note.text()))
        self._show_effect(self._would() if has_changes else None)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another look."""
        self.theme = theme
        self.effect.set_theme(theme)
        offered = self._offered
        self._show_effect(self._would() if offered is not None and offered.changes else None)

    def _would(self) -> Preview | None:
        if self._offered is None or self._offered.outcome is not self.document.outcome:
            return None
        try:
            return self.document.would(self._offered.show)
        except Refused:
            return None

    def _show_effect(self, preview: Preview | None) -> None:
        self.effect.setVisible(preview is not None and self._has_figures)
        clear(self._rules)
        if preview is None:
            return
        now, then = self.document.outcome, preview.outcome
        self.effect.rows_model.set_rows(effect_rows(now, then))
        self.effect.fit_columns()
        for line in rules_words(now, then):
            words = f"{line.rule}: {line.words}" if line.rule else line.words
            self._rules.addWidget(_sign_line(outcome_glyph(line.sign), words, self.theme))

    def show_in_window(self) -> None:
        """Show it in the window, what differs marked."""
        preview = self._would()
        if preview is not None:
            self._preview = preview
            self.view.set_preview(preview, whole=True)
        elif self._offered is not None and self._offered.refusal:
            self.document.said.emit(self._offered.refusal)

    def hide_it(self) -> None:
        """Show what is so, unless something else has taken its place."""
        if self.is_shown:
            self.view.set_preview(None)
        self._preview = None

    def _toggle(self) -> None:
        if self.show_it.isChecked():
            self.show_in_window()
        else:
            self.hide_it()
        self._follow()

    def _follow(self) -> None:
        """The button says whether this is what the window shows; a drag or Esc may have put another in its place."""
        self.show_it.setChecked(self.is_shown)

    def accept(self) -> None:
        """Make it so, in one step."""
        offered = self._offered
        if offered is None or offered.outcome is not self.document.outcome:
            return
        self.hide_it()
        step = self.document.decide(offered.accept, initiator=self)
        if step is not None:
            self.taken.emit(step)


def follow_rows(table: TableView, chosen: Callable[[int], None]) -> None:
    """Tell of each row that is clicked, or gone to with the keys."""

    def went(current: Index, before: Index) -> None:
        if table.hasFocus() and current.row() != before.row():
            chosen(current.row())

    table.clicked.connect(lambda index: chosen(index.row()))
    table.selectionModel().currentChanged.connect(went)


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


def clear(column: QVBoxLayout) -> None:
    """Take every part out of a column."""
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
